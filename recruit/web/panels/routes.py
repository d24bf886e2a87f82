"""Routes of panels."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from recruit.documents.characters import name_key
from recruit.domain.errors import NotThere, Refused
from recruit.services import panels as services
from recruit.web.accounts.mail import deliver_soon
from recruit.web.panels.forms import InviteForm, JoinForm, StandDownForm
from recruit.web.refusals import show_refusal
from recruit.web.toolkit import actor, db_session, now

panels = Blueprint("panels", __name__)

_PANEL = "/rounds/<key:round_id>/panel"
_MEMBER = f"{_PANEL}/<key:member_id>"


@panels.get(_PANEL)
def show(round_id: str) -> str:
    """Show the panel of a round."""
    return _page(round_id, invite_form=InviteForm(), join_form=JoinForm())


def _page(round_id: str, *, invite_form: InviteForm, join_form: JoinForm) -> str:
    view = services.panel_in_view(db_session(), actor=actor(), round_id=round_id)
    return render_template("panels/show.html", view=view, invite_form=invite_form, join_form=join_form)


@panels.post(_PANEL)
def invite(round_id: str) -> str | Response:
    """Invite somebody to the panel."""
    form = InviteForm()
    if not (form.validate_on_submit() and _invited(round_id, form)):
        return _page(round_id, invite_form=form, join_form=JoinForm(formdata=None))
    deliver_soon()
    flash(f"{form.name.data} is invited, and gets an e-mail", "success")
    return _to_panel(round_id)


def _invited(round_id: str, form: InviteForm) -> bool:
    try:
        services.invite_member(
            db_session(),
            actor=actor(),
            round_id=round_id,
            email=form.email.data,
            name=name_key(form.name.data),
            chairs=form.chairs.data,
            scores=form.scores,
            now=now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return False
    return True


@panels.post(f"{_PANEL}/own-seat")
def join(round_id: str) -> str | Response:
    """Give the recruiting manager a seat of their own."""
    form = JoinForm()
    if not (form.validate_on_submit() and _joined(round_id, form)):
        return _page(round_id, invite_form=InviteForm(formdata=None), join_form=form)
    flash("You are on the panel", "success")
    return _to_panel(round_id)


def _joined(round_id: str, form: JoinForm) -> bool:
    try:
        services.join_panel(
            db_session(),
            actor=actor(),
            round_id=round_id,
            chairs=form.chairs.data,
            scores=form.scores,
            now=now(),
        )
    except Refused as refusal:
        form.form_errors.append(str(refusal))  # it names a field that only an invitation has
        return False
    return True


@panels.post(f"{_MEMBER}/chair")
def name_chair(round_id: str, member_id: str) -> Response:
    """Make a member the chair."""
    name = services.name_chair(db_session(), actor=actor(), round_id=round_id, member_id=member_id, now=now())
    flash(f"{name} chairs the panel", "success")
    return _to_panel(round_id)


@panels.post(f"{_MEMBER}/invite")
def invite_again(round_id: str, member_id: str) -> Response:
    """Send an invitation again."""
    name = services.invite_member_again(
        db_session(), actor=actor(), round_id=round_id, member_id=member_id, now=now()
    )
    deliver_soon()
    flash(f"{name} is invited again; the code of the earlier e-mail no longer works", "success")
    return _to_panel(round_id)


@panels.route(f"{_MEMBER}/remove", methods=["GET", "POST"])
def remove(round_id: str, member_id: str) -> str | Response:
    """Ask whether to take a seat away, before anybody has scored; take it away."""
    form = FlaskForm()
    if not form.validate_on_submit():
        view = _view_to_change(round_id)
        return render_template("panels/remove.html", view=view, seat=view.seat(member_id), form=form)
    name = services.remove_member(
        db_session(), actor=actor(), round_id=round_id, member_id=member_id, now=now()
    )
    flash(f"{name} is no longer on the panel", "success")
    return _to_panel(round_id)


@panels.route(f"{_MEMBER}/stand-down", methods=["GET", "POST"])
def stand_down(round_id: str, member_id: str) -> str | Response:
    """Say what standing down means; stand a member down."""
    view = _view_to_change(round_id)
    form = StandDownForm()
    if form.validate_on_submit():
        name = services.stand_down(
            db_session(),
            actor=actor(),
            round_id=round_id,
            member_id=member_id,
            reason=form.reason.data,
            now=now(),
        )
        flash(f"{name} is stood down", "success")
        return _to_panel(round_id)
    return render_template("panels/stand_down.html", view=view, seat=view.seat(member_id), form=form)


def _view_to_change(round_id: str) -> services.PanelInView:
    view = services.panel_in_view(db_session(), actor=actor(), round_id=round_id)
    if not view.may_prepare:
        raise NotThere("only the recruiting manager changes the panel")
    return view


def _to_panel(round_id: str) -> Response:
    return redirect(url_for("panels.show", round_id=round_id), 303)
