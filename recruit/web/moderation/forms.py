"""Forms of moderation."""

from __future__ import annotations

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice
from wtforms.validators import InputRequired, NumberRange

from recruit.domain.interview import ScalePoint
from recruit.domain.scoring import HIGHEST, LOWEST
from recruit.services.agreed_scores import AgreedValue, Agreement
from recruit.web.lengths import LONGEST_REASON, at_most
from recruit.web.widgets import LongTextField, RadiosField

NOT_EXPLORED = "NE"
_SCORES = (*(str(value) for value in range(LOWEST, HIGHEST + 1)), NOT_EXPLORED)


class AgreeForm(FlaskForm):
    """What the panel agrees on one question; ``replaces`` is the number of what stood before."""

    score = RadiosField(
        "Agreed score",
        choices=[SelectChoice(value, value) for value in _SCORES],
        validators=[InputRequired("Choose the score that the panel agreed, or NE")],
    )
    reason = LongTextField(
        "Reason",
        description="What in the evidence settled it. The candidate may read it. It is needed where the "
        "members’ scores differ, or where the agreed score is none of theirs.",
        validators=[at_most(LONGEST_REASON, "Reason")],
    )
    replaces = IntegerField(validators=[NumberRange(min=0)])

    def agreed(self) -> AgreedValue:
        """Return what was typed. Call it once the form is valid."""
        score = self.score.data
        return AgreedValue(None if score == NOT_EXPLORED else int(score), self.reason.data or "")


def agree_form(stands: Agreement | None) -> AgreeForm:
    """Return the form with what was agreed last in it; nothing is chosen where nothing was agreed."""
    if stands is None:
        return AgreeForm(formdata=None)
    score = NOT_EXPLORED if stands.value is None else str(stands.value)
    return AgreeForm(formdata=None, score=score, reason=stands.reason)


def name_scores(form: AgreeForm, points: Iterable[ScalePoint]) -> None:
    """Put the names of the scale beside the scores."""
    labels = {point.score: point.label for point in points}
    form.score.choices = [SelectChoice(score, f"{score} – {labels[score]}") for score in _SCORES]
