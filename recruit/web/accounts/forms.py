"""Forms of accounts."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from recruit.domain.people import LONGEST_NAME
from recruit.services.people import INVITED_BY_HR
from recruit.web.lengths import LONGEST_EMAIL, at_most
from recruit.web.widgets import EmailField, PasswordField, RadiosField, TextField

_LONGEST_CODE = 100
_NEW_PASSWORD = "At least 10 characters. Three words that nobody links work well"  # noqa: S105 (a hint)
_CODE = "16 letters and figures, from the e-mail. Capitals, spaces and dashes do not matter"
_ONE_TIME = {"autocomplete": "one-time-code", "spellcheck": False, "autocapitalize": "characters"}


def _name_field() -> TextField:
    return TextField(
        "Your name",
        description="As colleagues know you; it stands beside your scores",
        validators=[InputRequired("Enter your name"), at_most(LONGEST_NAME, "Name")],
        render_kw={"autocomplete": "name", "spellcheck": False},
    )


def _email_field(autocomplete: str) -> EmailField:
    wanted = "Enter an e-mail address"
    return EmailField(
        "E-mail address",
        validators=[InputRequired(wanted), at_most(LONGEST_EMAIL, "E-mail address")],
        render_kw={"autocomplete": autocomplete},
    )


def _code_field() -> TextField:
    return TextField(
        "Code",
        description=_CODE,
        validators=[InputRequired("Enter the code from the e-mail"), at_most(_LONGEST_CODE, "Code")],
        render_kw={**_ONE_TIME, "classes": "govuk-input--width-20 govuk-input--extra-letter-spacing"},
    )


def _new_password_field(label: str = "Password") -> PasswordField:
    return PasswordField(
        label,
        description=_NEW_PASSWORD,
        validators=[InputRequired("Enter a password")],
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(FlaskForm):
    """Signing in."""

    email = _email_field("username")
    password = PasswordField(
        "Password",
        validators=[InputRequired("Enter your password")],
        render_kw={"autocomplete": "current-password"},
    )


class JoinForm(FlaskForm):
    """Taking up an invitation."""

    code = _code_field()
    name = _name_field()
    password = _new_password_field("Choose a password")


class ForgottenForm(FlaskForm):
    """Asking for a code to choose a new password."""

    email = _email_field("username")


class ResetForm(FlaskForm):
    """Choosing a new password with a code."""

    code = _code_field()
    password = _new_password_field("New password")


class NameForm(FlaskForm):
    """Changing one's own name."""

    name = _name_field()


class PasswordForm(FlaskForm):
    """Changing one's own password."""

    current = PasswordField(
        "Current password",
        validators=[InputRequired("Enter your current password")],
        render_kw={"autocomplete": "current-password"},
    )
    password = _new_password_field("New password")


class InviteForm(FlaskForm):
    """Inviting somebody to the organisation."""

    name = TextField(
        "Name",
        validators=[InputRequired("Enter a name"), at_most(LONGEST_NAME, "Name")],
        render_kw={"autocomplete": "off", "spellcheck": False},
    )
    email = _email_field("off")
    role = RadiosField(
        "Role",
        choices=[SelectChoice(role.value, role.label) for role in INVITED_BY_HR],
        validators=[InputRequired("Choose a role")],
    )


class PressForm(FlaskForm):
    """A button alone."""
