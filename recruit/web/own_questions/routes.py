"""Routes of an organisation's own questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from recruit.documents.question_intake import take_in
from recruit.documents.question_sheet import question_sheet
from recruit.documents.question_yaml import question_yaml
from recruit.domain.bank import Question
from recruit.domain.errors import DataFaults, Fault, FindingsStand, Refused
from recruit.domain.question_changes import question_changes
from recruit.domain.words import counted
from recruit.services import question_retirement, question_review
from recruit.services.question_import import take_questions
from recruit.services.question_versions import (
    QuestionInView,
    findings_of,
    local_questions_of,
    question_in_view,
)
from recruit.web.downloads import SHEET, YAML, send_download
from recruit.web.own_questions.forms import BringInForm, RetireForm, SendBackForm
from recruit.web.refusals import show_refusal
from recruit.web.toolkit import actor, db_session, now, own_bank, toolkit

own_questions = Blueprint("own_questions", __name__)

_VERSION = "/bank/own/<own>/<int:number>"


@own_questions.get("/bank/own")
def index() -> str:
    """List the questions that the organisation wrote or changed, with what each waits for."""
    lines = local_questions_of(db_session(), actor=actor(), bundled=toolkit().bank)
    return render_template("own_questions/index.html", lines=lines)


@own_questions.get("/bank/own/questions.xlsx")
def sheet() -> Response:
    """Send the questions of a level, or of all, as a spreadsheet; ``empty`` ones to be filled in."""
    return send_download(question_sheet(_chosen()), SHEET, name="questions.xlsx")


@own_questions.get("/bank/own/questions.yaml")
def yaml() -> Response:
    """Send the questions of a level, or of all, as a YAML file."""
    return send_download(question_yaml(_chosen()), YAML, name="questions.yaml")


def _chosen() -> Sequence[Question]:
    bank, level = own_bank(), request.args.get("level", type=int)
    if "empty" in request.args:
        return []
    return bank.questions if level is None else bank.at_level(level)


@own_questions.route("/bank/own/bring-in", methods=["GET", "POST"])
def bring_in() -> str | Response:
    """Take questions in from a file as drafts, all of them or none."""
    form = BringInForm()
    faults: Sequence[Fault] = ()
    if form.validate_on_submit():
        try:
            return _taken(form)
        except DataFaults as error:
            faults = error.faults
        except Refused as refusal:
            show_refusal(form, refusal)
    return render_template("own_questions/bring_in.html", form=form, faults=faults, levels=own_bank().levels)


def _taken(form: BringInForm) -> Response:
    name = form.file.data.filename or "The file"
    intake = take_in(form.file.data.read(), name=name, bank=own_bank())
    taken = take_questions(
        db_session(),
        actor=actor(),
        bundled=toolkit().bank,
        questions=intake.questions,
        why=form.why.data or "",
        now=now(),
    )
    number = len(taken.drafts)
    told = f"{counted(number, 'draft')} {'is' if number == 1 else 'are'} kept"
    if taken.unchanged:
        told += f"; {counted(len(taken.unchanged), 'question')} said nothing new"
    flash(told, "success")
    return redirect(url_for("own_questions.index"))


@own_questions.get(_VERSION)
def version(own: str, number: int) -> str:
    """Show a version with its history, what the linter finds in it, and what may be done."""
    return _version_page(own, number, SendBackForm(formdata=None))


def _version_page(key: str, number: int, form: SendBackForm) -> str:
    view = _view(key)
    shown = view.version(number)
    earlier = next((one.question for one in view.versions if one.number < number), view.bundled)
    return render_template(
        "own_questions/version.html",
        view=view,
        version=shown,
        bank=own_bank(),
        changes=question_changes(earlier, shown.question) if earlier else None,
        findings=findings_of(db_session(), actor=actor(), bundled=toolkit().bank, key=key, number=number),
        send_back_form=form,
    )


def _view(key: str) -> QuestionInView:
    return question_in_view(db_session(), actor=actor(), bundled=toolkit().bank, key=key)


def _to_version(key: str, number: int) -> Response:
    return redirect(url_for("own_questions.version", own=key, number=number))


def _done(key: str, number: int, act: Callable[[], None], told: str) -> Response:
    """Do something to a version, and say so, or say why not."""
    try:
        act()
    except FindingsStand:
        flash("It cannot be published yet: the rules find something in it. It stands below", "important")
    except Refused as refusal:
        flash(str(refusal), "important")
    else:
        flash(told, "success")
    return _to_version(key, number)


@own_questions.post(f"{_VERSION}/submit")
def submit(own: str, number: int) -> Response:
    """Ask another person to review a draft."""

    def act() -> None:
        question_review.submit_for_review(db_session(), actor=actor(), key=own, number=number, now=now())

    return _done(own, number, act, "It waits for another person to review it")


@own_questions.post(f"{_VERSION}/review")
def review(own: str, number: int) -> Response:
    """Say that a version was reviewed."""

    def act() -> None:
        question_review.mark_reviewed(db_session(), actor=actor(), key=own, number=number, now=now())

    return _done(own, number, act, "It is reviewed and can be published")


@own_questions.post(f"{_VERSION}/send-back")
def send_back(own: str, number: int) -> str | Response:
    """Make a version a draft again, with a note."""
    form = SendBackForm()
    if not form.validate_on_submit():
        return _version_page(own, number, form)

    def act() -> None:
        question_review.send_back(
            db_session(), actor=actor(), key=own, number=number, note=form.note.data or "", now=now()
        )

    return _done(own, number, act, "It is a draft again, with your note")


@own_questions.post(f"{_VERSION}/publish")
def publish(own: str, number: int) -> Response:
    """Put a reviewed version in force."""

    def act() -> None:
        question_review.publish(
            db_session(), actor=actor(), bundled=toolkit().bank, key=own, number=number, now=now()
        )

    return _done(own, number, act, "It is published, and packs are drawn with it from now on")


@own_questions.route("/bank/own/<own>/retire", methods=["GET", "POST"])
def retire(own: str) -> str | Response:
    """Take a question out of every later draw, with a reason."""
    view, form = _view(own), RetireForm()
    if form.validate_on_submit():
        try:
            question_retirement.retire(
                db_session(),
                actor=actor(),
                bundled=toolkit().bank,
                key=own,
                reason=form.reason.data or "",
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash("It is retired: no pack is drawn with it from now on", "success")
            return _to_question(own)
    return render_template("own_questions/retire.html", view=view, form=form)


@own_questions.post("/bank/own/<own>/bring-back")
def bring_back(own: str) -> Response:
    """Let a retired question be drawn again."""
    if FlaskForm().validate_on_submit():
        question_retirement.bring_back(db_session(), actor=actor(), key=own, now=now())
        flash("It can be drawn again", "success")
    return _to_question(own)


def _to_question(key: str) -> Response:
    there = key in own_bank().by_id
    return redirect(url_for("question_bank.question", key=key) if there else url_for("own_questions.index"))
