"""Forms of the panel."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from recruit.domain.people import LONGEST_NAME
from recruit.web.lengths import LONGEST_EMAIL, LONGEST_REASON, at_most, filled
from recruit.web.widgets import CheckboxField, EmailField, LongTextField, RadiosField, TextField

SCORES, SITS_IN = "scores", "sits in"


class _SeatForm(FlaskForm):
    part = RadiosField(
        "Part in the panel",
        choices=[SelectChoice(SCORES, "Scores"), SelectChoice(SITS_IN, "Takes part without scoring")],
        default=SCORES,
        validators=[InputRequired(message="Choose whether they score")],
        render_kw={"classes": "govuk-radios--small"},
    )
    chairs = CheckboxField(
        "Chairs the panel", description="A panel has one chair; this takes it over from whoever chairs now."
    )

    @property
    def scores(self) -> bool:
        """Whether a score sheet is expected of them."""
        return bool(self.part.data == SCORES)


class InviteForm(_SeatForm):
    """Somebody to be invited."""

    name = TextField(
        "Name",
        description="As it is to stand in the record of the panel.",
        validators=[InputRequired(message="Enter the name"), at_most(LONGEST_NAME, "Name")],
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        "E-mail address",
        validators=[
            InputRequired(message="Enter the e-mail address"),
            at_most(LONGEST_EMAIL, "E-mail address"),
        ],
        render_kw={"autocomplete": "off"},
    )


class JoinForm(_SeatForm):
    """The recruiting manager's own seat; names and labels tell its fields from those of ``InviteForm``."""

    def __init__(self, **more: Any) -> None:
        super().__init__(prefix="own-", **more)
        self.part.label.text = "Your part in the panel"
        self.chairs.label.text = "I chair the panel"


class StandDownForm(FlaskForm):
    """Why a member stands down."""

    reason = LongTextField(
        "Why do they stand down?",
        description="Such as a conflict of interest that came to light, or illness. It stands in the record.",
        validators=[filled("Say why they stand down"), at_most(LONGEST_REASON, "Reason")],
        render_kw={"rows": 4},
    )
