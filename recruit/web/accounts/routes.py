"""Routes of accounts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from recruit.domain.addresses import safe_next
from recruit.domain.errors import Refused, StaleSave
from recruit.domain.people import Role
from recruit.services import accounts as services
from recruit.services import people as people_services
from recruit.services.sign_ins import sign_in as open_session
from recruit.services.sign_ins import sign_out as close_session
from recruit.web.accounts.forms import (
    ForgottenForm,
    InviteForm,
    JoinForm,
    NameForm,
    PasswordForm,
    PressForm,
    ResetForm,
    SignInForm,
)
from recruit.web.accounts.mail import deliver_soon
from recruit.web.accounts.passwords import PASSWORDS
from recruit.web.accounts.sign_in import begin_session, cookie_id, end_session
from recruit.web.refusals import show_refusal
from recruit.web.toolkit import actor, db_session, now

accounts = Blueprint("accounts", __name__)
_CHANGED_MEANWHILE = (
    "Your password was changed at the same moment, in another tab perhaps. Sign in with that one"
)


@accounts.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response | str:
    """Sign somebody in, and send them on to the page they wanted."""
    form, wanted = SignInForm(), safe_next(request.args.get("next"))
    if "actor" in g and request.method == "GET":
        return redirect(wanted)
    if form.validate_on_submit():
        try:
            cookie = open_session(
                db_session(),
                email=form.email.data,
                password=form.password.data,
                passwords=PASSWORDS,
                replaces=cookie_id(),
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            begin_session(cookie)
            return redirect(wanted, 303)
    ended = request.method == "GET" and cookie_id() is not None
    return render_template("accounts/sign_in.html", form=form, ended=ended)


@accounts.post("/sign-out")
def sign_out() -> Response:
    """End this session."""
    close_session(db_session(), actor=actor(), cookie=cookie_id() or "", now=now())
    end_session()
    flash("You have signed out", "success")
    return redirect(url_for("accounts.sign_in"), 303)


@accounts.route("/join", methods=["GET", "POST"])
def join() -> Response | str:
    """Take up an invitation, and sign in."""
    form = JoinForm()
    if form.validate_on_submit() and _entered(form, partial(services.join, name=form.name.data)):
        flash("You have joined. From now on, sign in with your e-mail address and password.", "success")
        return redirect(url_for("home.home"), 303)
    return render_template("accounts/join.html", form=form)


def _entered(form: JoinForm | ResetForm, enter: Callable[..., str]) -> bool:
    """Begin the session that a code and a new password open, or say on the form why they do not."""
    try:
        cookie = enter(
            db_session(),
            code=form.code.data,
            password=form.password.data,
            passwords=PASSWORDS,
            computer=request.remote_addr or "",
            replaces=cookie_id(),
            now=now(),
        )
    except Refused as refusal:
        show_refusal(form, refusal)
        return False
    begin_session(cookie)
    return True


@accounts.route("/forgotten-password", methods=["GET", "POST"])
def forgotten() -> Response | str:
    """Send a code, and answer alike whether there is such an account."""
    form = ForgottenForm()
    if form.validate_on_submit():
        services.forgotten_password(db_session(), email=form.email.data, now=now())
        deliver_soon()
        flash("If this address has an account, an e-mail with a code is on its way to it")
        return redirect(url_for("accounts.reset"), 303)
    return render_template("accounts/forgotten.html", form=form)


@accounts.route("/reset-password", methods=["GET", "POST"])
def reset() -> Response | str:
    """Choose a new password with a code, and sign in."""
    form = ResetForm()
    if form.validate_on_submit() and _entered(form, services.reset_password):
        flash("Your password is changed. You are signed in here, and nowhere else.", "success")
        return redirect(url_for("home.home"), 303)
    return render_template("accounts/reset.html", form=form)


@accounts.route("/account", methods=["GET", "POST"])
def account() -> Response | str:
    """Show somebody their own account, and take another name."""
    own = services.own_account(db_session(), actor=actor())
    form = NameForm(name=own.name)
    if form.validate_on_submit():
        try:
            services.change_name(db_session(), actor=actor(), name=form.name.data, now=now())
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            flash("Your name is changed", "success")
            return redirect(url_for("accounts.account"), 303)
    return render_template("accounts/account.html", own=own, form=form, password_form=PasswordForm(None))


@accounts.post("/account/password")
def change_password() -> Response | str:
    """Change somebody's own password."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            cookie = services.change_password(
                db_session(),
                actor=actor(),
                current=form.current.data,
                password=form.password.data,
                passwords=PASSWORDS,
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        except StaleSave:
            form.form_errors.append(_CHANGED_MEANWHILE)
        else:
            begin_session(cookie)
            deliver_soon()
            flash("Your password is changed. You are signed in here, and nowhere else.", "success")
            return redirect(url_for("accounts.account"), 303)
    own = services.own_account(db_session(), actor=actor())
    return render_template(
        "accounts/account.html", own=own, form=NameForm(None, name=own.name), password_form=form
    )


@accounts.get("/people")
def people() -> str:
    """List everybody of the organisation."""
    return _people(InviteForm(None))


@accounts.post("/people")
def invite() -> Response | str:
    """Invite a recruiting manager or HR."""
    form = InviteForm()
    if form.validate_on_submit():
        try:
            people_services.invite_person(
                db_session(),
                actor=actor(),
                email=form.email.data,
                name=form.name.data,
                role=Role(form.role.data),
                now=now(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            deliver_soon()
            flash(f"{form.name.data} is invited. An e-mail says how to join.", "success")
            return redirect(url_for("accounts.people"), 303)
    return _people(form)


def _people(form: InviteForm) -> str:
    everybody = people_services.people_of(db_session(), actor=actor())
    return render_template("accounts/people.html", people=everybody, form=form, me=actor().account)


@accounts.route("/people/<key:account_id>/disable", methods=["GET", "POST"])
def disable(account_id: str) -> Response | str:
    """Disable an account, once that is confirmed."""
    form = PressForm()
    if form.validate_on_submit():
        people_services.disable(db_session(), actor=actor(), account_id=account_id, now=now())
        flash("The account is disabled. Nobody can sign in with it.", "success")
        return redirect(url_for("accounts.people"), 303)
    account = people_services.person(db_session(), actor=actor(), account_id=account_id)
    return render_template("accounts/disable.html", account=account, form=form)


@accounts.post("/people/<key:account_id>/enable")
def enable(account_id: str) -> Response:
    """Let somebody sign in again."""
    people_services.enable(db_session(), actor=actor(), account_id=account_id, now=now())
    flash("The account is enabled", "success")
    return redirect(url_for("accounts.people"), 303)
