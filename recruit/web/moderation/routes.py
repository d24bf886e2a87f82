"""Routes of moderation."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from recruit.domain.errors import Refused, StaleSave
from recruit.domain.results import one_decimal
from recruit.services.agreed_scores import (
    CandidateInModeration,
    agree_score,
    candidate_in_moderation,
    candidate_to_agree,
)
from recruit.services.moderation import board as board_in_view
from recruit.services.moderation import board_of_chair
from recruit.services.moderation import moderation as moderation_in_view
from recruit.services.moderation import open_moderation as open_the_round
from recruit.web.moderation.forms import AgreeForm, agree_form, name_scores
from recruit.web.moderation.grid_rows import grid_tables
from recruit.web.moderation.pages import (
    board_members,
    board_rows,
    candidate_page,
    dispute_lines,
    onward,
    pairs_in_words,
)
from recruit.web.refusals import show_refusal
from recruit.web.toolkit import actor, db_session, now

moderation = Blueprint("moderation", __name__)
moderation.add_app_template_filter(one_decimal)

_ROUND = "/rounds/<key:round_id>"
_CANDIDATE = f"{_ROUND}/moderation/<key:candidate_id>"
_QUESTION = f"{_CANDIDATE}/<int:number>"

Answer = str | Response | tuple[str, int]


@moderation.get(f"{_ROUND}/progress")
def board(round_id: str) -> Answer:
    """Show who has sealed."""
    found = board_in_view(db_session(), actor=actor(), round_id=round_id)
    return render_template(
        "moderation/board.html", board=found, members=board_members(found), rows=board_rows(found)
    )


@moderation.route(f"{_ROUND}/moderation/open", methods=["GET", "POST"])
def open_moderation(round_id: str) -> Answer:
    """Say what opening means; open moderation."""
    form = FlaskForm()
    if form.validate_on_submit():
        open_the_round(db_session(), actor=actor(), round_id=round_id, now=now())
        flash("Moderation is open. The panel, the recruiting manager and HR now see all scores.", "success")
        return redirect(url_for("moderation.grid", round_id=round_id), 303)
    found = board_of_chair(db_session(), actor=actor(), round_id=round_id)
    return render_template("moderation/open.html", board=found, form=form)


@moderation.get(f"{_ROUND}/moderation")
def grid(round_id: str) -> Answer:
    """Show every member's score of every candidate."""
    found = moderation_in_view(db_session(), actor=actor(), round_id=round_id)
    home = url_for("moderation.grid", round_id=round_id)
    return render_template(
        "moderation/grid.html",
        view=found.record.view,
        grid=found.grid,
        tables=grid_tables(found, home=home),
        disputes=dispute_lines(found),
        pairs=pairs_in_words(found),
        home=home,
    )


@moderation.get(_CANDIDATE)
def candidate(round_id: str, candidate_id: str) -> Answer:
    """Show one candidate: the profile, and each question's scores."""
    found = candidate_in_moderation(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    return render_template("moderation/candidate.html", page=candidate_page(found), view=found.record.view)


@moderation.get(_QUESTION)
def question(round_id: str, candidate_id: str, number: int) -> Answer:
    """Show one candidate on one question: scores and notes side by side."""
    found = candidate_in_moderation(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    agreements = found.agreed_on(found.question(number).question.id)
    return _question_page(found, number, agree_form(agreements[0] if agreements else None))


@moderation.post(_QUESTION)
def agree(round_id: str, candidate_id: str, number: int) -> Answer:
    """Record what the panel agreed on a question."""
    form = AgreeForm()
    if form.validate_on_submit() and _agreed(round_id, candidate_id, number, form):
        flash(f"Agreed score on question {number} recorded", "success")
        here = url_for("moderation.question", round_id=round_id, candidate_id=candidate_id, number=number)
        return redirect(here, 303)
    found = candidate_to_agree(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    return _question_page(found, number, form), 400


def _agreed(round_id: str, candidate_id: str, number: int, form: AgreeForm) -> bool:
    try:
        agree_score(
            db_session(),
            actor=actor(),
            round_id=round_id,
            candidate_id=candidate_id,
            number=number,
            agreed=form.agreed(),
            replaces=form.replaces.data or 0,
            now=now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return False
    except StaleSave:
        form.form_errors.append(
            "Another agreed score was recorded after you opened this page; it stands below. "
            "What you typed is not saved: compare, and record it again."
        )
        return False
    return True


def _question_page(found: CandidateInModeration, number: int, form: AgreeForm) -> str:
    result = found.question(number)
    page = candidate_page(found)
    agreements = found.agreed_on(result.question.id)
    name_scores(form, found.record.pack.interview.scale.points)
    return render_template(
        "moderation/question.html",
        page=page,
        view=found.record.view,
        question=result.question,
        result=result,
        line=page.line(result.question),
        agreements=agreements,
        form=form,
        onward=onward(found, number),
    )
