"""Routes of candidates."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from recruit.documents.candidate_file import (
    CandidateFile,
    candidate_template,
    read_candidates,
    read_names,
)
from recruit.domain.errors import DataFaults, Fault, NotThere, Refused, StaleSave
from recruit.domain.words import counted
from recruit.services import candidates as services
from recruit.services.interviews import InterviewInView, interview_in_view, record_interview
from recruit.web.candidates.forms import (
    CODES,
    NAMES,
    AddForm,
    EditForm,
    ImportForm,
    InterviewForm,
    NamesForm,
    edit_form,
    interview_form,
)
from recruit.web.downloads import CSV, send_download
from recruit.web.refusals import show_refusal
from recruit.web.toolkit import actor, db_session, now

candidates = Blueprint("candidates", __name__)

_CANDIDATES = "/rounds/<key:round_id>/candidates"
_CANDIDATE = f"{_CANDIDATES}/<key:candidate_id>"
_FARTHEST = 1_000_000


@candidates.get(_CANDIDATES)
def show(round_id: str) -> str:
    """Show the candidates in order of interview."""
    return _page(round_id, AddForm())


def _page(round_id: str, form: AddForm) -> str:
    view = _view(round_id)
    names_form = NamesForm(formdata=None, data={"shown": NAMES if view.round.names_shown else CODES})
    return render_template("candidates/show.html", view=view, add_form=form, names_form=names_form)


def _view(round_id: str) -> services.CandidatesInView:
    return services.candidates_in_view(db_session(), actor=actor(), round_id=round_id)


def _view_to_change(round_id: str) -> services.CandidatesInView:
    view = _view(round_id)
    if not view.may_prepare:
        raise NotThere("only the recruiting manager changes candidates")
    return view


@candidates.post(_CANDIDATES)
def add(round_id: str) -> str | Response:
    """Add one candidate."""
    form = AddForm()
    if not (form.validate_on_submit() and _added(round_id, form)):
        return _page(round_id, form)
    flash(f"{form.name.data} is added", "success")
    return _to_candidates(round_id)


def _added(round_id: str, form: AddForm) -> bool:
    try:
        services.add_candidate(
            db_session(),
            actor=actor(),
            round_id=round_id,
            name=form.name.data,
            day=form.day.data,
            now=now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return False
    return True


@candidates.route(f"{_CANDIDATES}/import", methods=["GET", "POST"])
def import_csv(round_id: str) -> str | Response:
    """Add several candidates at once, all of them or none."""
    view = _view_to_change(round_id)
    form = ImportForm()
    faults: Sequence[Fault] = ()
    if form.validate_on_submit():
        number, faults = _imported(round_id, form)
        if not faults:
            flash(f"{counted(number, 'candidate')} {'is' if number == 1 else 'are'} added", "success")
            return _to_candidates(round_id)
    return render_template("candidates/import.html", view=view, form=form, faults=faults)


def _imported(round_id: str, form: ImportForm) -> tuple[int, Sequence[Fault]]:
    """Return how many were added, or every fault for which nobody was."""
    try:
        source, read = _read(form)
        number = services.add_candidates(
            db_session(),
            actor=actor(),
            round_id=round_id,
            newcomers=read.newcomers,
            now=now(),
            source=source,
            faults=read.faults,
        )
    except DataFaults as error:
        return 0, error.faults
    return number, ()


def _read(form: ImportForm) -> tuple[str, CandidateFile]:
    if form.file.data:
        return "The file", read_candidates(form.file.data.read(), source="The file")
    return "The list", read_names(form.names.data, source="The list")


@candidates.get(f"{_CANDIDATES}/template.csv")
def template(round_id: str) -> Response:
    """Send an empty file with the header that an import needs."""
    _view_to_change(round_id)
    return send_download(candidate_template(), CSV, name="candidates.csv")


@candidates.route(f"{_CANDIDATE}/edit", methods=["GET", "POST"])
def edit(round_id: str, candidate_id: str) -> str | Response | tuple[str, int]:
    """Change a candidate's name, day or attendance."""
    view = _view_to_change(round_id)
    candidate = view.candidate(candidate_id)
    form = edit_form(candidate.details)
    if form.validate_on_submit():
        try:
            services.change_candidate(
                db_session(),
                actor=actor(),
                round_id=round_id,
                candidate_id=candidate_id,
                details=form.details(),
                opened=form.opened.data or "",
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        except StaleSave:
            return _stale_details(round_id, candidate_id, form), 409
        else:
            flash(f"{form.name.data} is changed", "success")
            return _to_candidates(round_id)
    return render_template("candidates/edit.html", view=view, candidate=candidate, form=form, kept=None)


def _stale_details(round_id: str, candidate_id: str, form: EditForm) -> str:
    """Show what is kept beside what was typed; saved again, what was typed stands."""
    view = _view(round_id)
    candidate = view.candidate(candidate_id)
    form.opened.data = candidate.details.mark
    return render_template(
        "candidates/edit.html", view=view, candidate=candidate, form=form, kept=candidate.details
    )


@candidates.post(f"{_CANDIDATE}/move")
def move(round_id: str, candidate_id: str) -> Response:
    """Put a candidate at the place that the button names."""
    place = request.form.get("place", type=int, default=_FARTHEST)
    name = services.place_candidate(
        db_session(),
        actor=actor(),
        round_id=round_id,
        candidate_id=candidate_id,
        place=min(place, _FARTHEST),
        now=now(),
    )
    flash(f"{name} is moved", "success")
    return _to_candidates(round_id)


@candidates.route(f"{_CANDIDATE}/remove", methods=["GET", "POST"])
def remove(round_id: str, candidate_id: str) -> str | Response:
    """Ask whether to take a candidate out, before anybody has scored; take them out."""
    form = FlaskForm()
    if not form.validate_on_submit():
        view = _view_to_change(round_id)
        candidate = view.candidate(candidate_id)
        return render_template("candidates/remove.html", view=view, candidate=candidate, form=form)
    name = services.remove_candidate(
        db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id, now=now()
    )
    flash(f"{name} is removed", "success")
    return _to_candidates(round_id)


@candidates.post(f"{_CANDIDATES}/names")
def names(round_id: str) -> Response:
    """Choose whether the panel sees names or codes alone."""
    _view_to_change(round_id)
    form = NamesForm()
    if form.validate_on_submit():
        shown = form.shown.data == NAMES
        services.show_names(db_session(), actor=actor(), round_id=round_id, shown=shown, now=now())
        flash("The panel sees names and codes" if shown else "The panel sees codes only", "success")
    else:
        flash("Choose names or codes", "important")
    return _to_candidates(round_id)


@candidates.route(f"{_CANDIDATE}/interview", methods=["GET", "POST"])
def interview(round_id: str, candidate_id: str) -> str | Response | tuple[str, int]:
    """Record how an interview was held."""
    view = interview_in_view(db_session(), actor=actor(), round_id=round_id, candidate_id=candidate_id)
    form = interview_form(view.interview)
    if form.validate_on_submit():
        try:
            record_interview(
                db_session(),
                actor=actor(),
                round_id=round_id,
                candidate_id=candidate_id,
                interview=form.interview(),
                opened=form.opened.data or "",
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        except StaleSave:
            return _stale(view, form), 409
        else:
            flash("The interview is recorded", "success")
            return redirect(request.path, 303)
    return render_template("candidates/interview.html", view=view, form=form, kept=None)


def _stale(view: InterviewInView, form: InterviewForm) -> str:
    """Show what is kept beside what was typed; saved again, what was typed stands."""
    kept = interview_in_view(
        db_session(), actor=actor(), round_id=view.round.id, candidate_id=view.candidate_id
    )
    form.opened.data = kept.interview.mark
    return render_template("candidates/interview.html", view=kept, form=form, kept=kept.interview)


def _to_candidates(round_id: str) -> Response:
    return redirect(url_for("candidates.show", round_id=round_id), 303)
