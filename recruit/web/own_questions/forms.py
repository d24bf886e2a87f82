"""Forms of an organisation's own questions."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired

from recruit.domain.question_states import LONGEST_REASON
from recruit.web.lengths import at_most, filled
from recruit.web.widgets import FileField, LongTextField


class BringInForm(FlaskForm):
    """A file of questions, and why they are brought in."""

    file = FileField(
        "Spreadsheet or YAML file",
        description="An .xlsx or .yaml file, at most 2 MB.",
        validators=[FileRequired(message="Choose the file")],
        render_kw={"attributes": {"accept": ".xlsx,.yaml,.yml"}},
    )
    why = LongTextField(
        "Why are they brought in?",
        description="It stands beside each version, for whoever reviews it.",
        validators=[filled("Say why they are brought in"), at_most(LONGEST_REASON, "Reason")],
        render_kw={"rows": 3},
    )


class SendBackForm(FlaskForm):
    """What a reviewer asks the writer to mend."""

    note = LongTextField(
        "What is to be mended?",
        description="The writer reads it beside the version.",
        validators=[filled("Say what is to be mended"), at_most(LONGEST_REASON, "Note")],
        render_kw={"rows": 4},
    )


class RetireForm(FlaskForm):
    """Why a question is no longer asked."""

    reason = LongTextField(
        "Why is it no longer asked?",
        validators=[filled("Say why it is no longer asked"), at_most(LONGEST_REASON, "Reason")],
        render_kw={"rows": 3},
    )
