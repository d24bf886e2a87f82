"""Routes of vacancies."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from recruit.documents.characters import name_key
from recruit.domain.errors import NotThere, Refused, StaleSave
from recruit.services.vacancies import (
    VacancyDetails,
    VacancyInView,
    add_round,
    change_vacancy,
    open_vacancy,
    vacancies_of,
    vacancy_in_view,
)
from recruit.web.refusals import show_refusal
from recruit.web.toolkit import actor, db_session, now, toolkit
from recruit.web.vacancies.forms import RoundForm, VacancyForm, vacancy_form
from recruit.web.vacancies.tasks import rounds_as_tasks

vacancies = Blueprint("vacancies", __name__)

_VACANCY = "/vacancies/<key:vacancy_id>"


@vacancies.get("/vacancies")
def index() -> str:
    """List the vacancies that somebody runs, to HR all of them."""
    person = actor()
    found = vacancies_of(db_session(), actor=person)
    return render_template(
        "vacancies/index.html",
        vacancies=found,
        levels=toolkit().bank.levels,
        may_open=person.opens_vacancies(),
        shows_managers=person.is_hr(),
    )


@vacancies.route("/vacancies/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Open a vacancy."""
    if not actor().opens_vacancies():
        raise NotThere("only a recruiting manager opens a vacancy")
    form = vacancy_form(toolkit().bank)
    form.settle_id()
    if form.validate_on_submit() and _opened(form):
        flash("The vacancy is open, with its first round", "success")
        return _to_vacancy(form.id.data)
    return _form_page(form)


def _opened(form: VacancyForm) -> bool:
    try:
        open_vacancy(db_session(), actor=actor(), vacancy_id=form.id.data, details=form.details(), now=now())
    except Refused as refusal:
        show_refusal(form, refusal)
        return False
    return True


@vacancies.get(_VACANCY)
def show(vacancy_id: str) -> str:
    """Show a vacancy as a list of tasks."""
    return _page(vacancy_in_view(db_session(), actor=actor(), vacancy_id=vacancy_id), RoundForm())


def _page(view: VacancyInView, form: RoundForm) -> str:
    return render_template(
        "vacancies/show.html",
        view=view,
        level=toolkit().bank.levels.get(view.details.level),
        rounds=rounds_as_tasks(view),
        round_form=form,
    )


@vacancies.route(f"{_VACANCY}/edit", methods=["GET", "POST"])
def edit(vacancy_id: str) -> str | Response | tuple[str, int]:
    """Change what is said of a vacancy."""
    view = vacancy_in_view(db_session(), actor=actor(), vacancy_id=vacancy_id)
    if not view.may_prepare:
        raise NotThere("only the vacancy's recruiting manager changes it")
    form = vacancy_form(toolkit().bank, details=view.details)
    if form.validate_on_submit():
        try:
            change_vacancy(
                db_session(),
                actor=actor(),
                vacancy_id=vacancy_id,
                details=form.details(),
                opened=form.opened.data or "",
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        except StaleSave:
            return _stale(vacancy_id, form), 409
        else:
            flash("The vacancy is changed", "success")
            return _to_vacancy(vacancy_id)
    return _form_page(form, view=view)


def _stale(vacancy_id: str, form: VacancyForm) -> str:
    """Show what is kept beside what was typed; saved again, what was typed stands."""
    view = vacancy_in_view(db_session(), actor=actor(), vacancy_id=vacancy_id)
    form.opened.data = view.details.mark
    return _form_page(form, view=view, kept=view.details)


def _form_page(
    form: VacancyForm, *, view: VacancyInView | None = None, kept: VacancyDetails | None = None
) -> str:
    levels = toolkit().bank.levels
    return render_template("vacancies/form.html", form=form, levels=levels, view=view, kept=kept)


@vacancies.route(f"{_VACANCY}/rounds", methods=["GET", "POST"], endpoint="add_round")
def another_round(vacancy_id: str) -> str | Response:
    """Add a round, for a second stage or later interviews."""
    view = vacancy_in_view(db_session(), actor=actor(), vacancy_id=vacancy_id)
    if not view.may_prepare:
        raise NotThere("only the vacancy's recruiting manager adds rounds")
    form = RoundForm()
    if form.validate_on_submit():
        try:
            add_round(
                db_session(),
                actor=actor(),
                vacancy_id=vacancy_id,
                name=name_key(form.name.data),
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash("The round is added; it has a pack, a panel and candidates of its own", "success")
            return _to_vacancy(vacancy_id)
    return render_template("vacancies/round.html", form=form, view=view)


def _to_vacancy(vacancy_id: str | None) -> Response:
    return redirect(url_for("vacancies.show", vacancy_id=vacancy_id), 303)
