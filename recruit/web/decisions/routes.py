"""Routes of decisions."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from recruit.domain.errors import Refused, StaleSave
from recruit.domain.vacancy import Decision
from recruit.services.decisions import Decisions, decisions_to_make
from recruit.services.decisions import decide as record_decision
from recruit.services.decisions import decisions as decisions_in_view
from recruit.web.decisions.forms import MEANINGS, DecideForm, decide_form
from recruit.web.moderation.pages import profile_picture, report_in
from recruit.web.refusals import show_refusal
from recruit.web.toolkit import actor, db_session, now

decisions = Blueprint("decisions", __name__)

_DECISIONS = "/rounds/<key:round_id>/decisions"

Answer = str | Response | tuple[str, int]


@decisions.get(_DECISIONS)
def index(round_id: str) -> Answer:
    """Show what the scores of each candidate come to, and what was decided."""
    found = decisions_in_view(db_session(), actor=actor(), round_id=round_id)
    return render_template("decisions/index.html", found=found, view=found.record.view)


@decisions.route(f"{_DECISIONS}/<key:candidate_id>", methods=["GET", "POST"])
def decide(round_id: str, candidate_id: str) -> Answer:
    """Show one candidate to whoever decides; record the decision."""
    found = decisions_to_make(db_session(), actor=actor(), round_id=round_id)
    form = decide_form(found.on(candidate_id).outcomes)
    if not form.is_submitted():
        return _page(found, candidate_id, form)
    if form.validate() and _decided(round_id, candidate_id, form):
        flash(f"Decision on {found.on(candidate_id).candidate.name} recorded", "success")
        return redirect(url_for("decisions.index", round_id=round_id), 303)
    return _page(decisions_to_make(db_session(), actor=actor(), round_id=round_id), candidate_id, form), 400


def _decided(round_id: str, candidate_id: str, form: DecideForm) -> bool:
    try:
        record_decision(
            db_session(),
            actor=actor(),
            round_id=round_id,
            candidate_id=candidate_id,
            outcome=Decision(form.outcome.data),
            reason=form.reason.data,
            replaces=form.replaces.data or 0,
            now=now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return False
    except StaleSave:
        form.form_errors.append(
            "Somebody recorded a decision after you opened this page; it stands below. "
            "What you typed is not saved: compare, and record it again."
        )
        return False
    return True


def _page(found: Decisions, candidate_id: str, form: DecideForm) -> str:
    one = found.on(candidate_id)
    report = report_in(found.record, one.result)
    return render_template(
        "decisions/decide.html",
        view=found.record.view,
        one=one,
        report=report,
        picture=profile_picture(report),
        form=form,
        meanings={outcome.value: meaning for outcome, meaning in MEANINGS.items()},
        replaces=one.decision.number if one.decision else 0,
    )
