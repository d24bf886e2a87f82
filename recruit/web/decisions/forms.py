"""Forms of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice
from wtforms.validators import InputRequired, NumberRange

from recruit.domain.vacancy import Decision
from recruit.web.lengths import LONGEST_REASON, at_most
from recruit.web.widgets import LongTextField, RadiosField

MEANINGS: Mapping[Decision, str] = {
    Decision.RECOMMENDED: "They are to be offered the post, once references and other checks are through.",
    Decision.RESERVE: "They could do the work, and are asked if the post stays or falls vacant.",
    Decision.NOT_SELECTED: "They could do the work; somebody else is recommended, and they are no reserve.",
    Decision.NOT_APPOINTABLE: "The evidence does not show what the post needs.",
    Decision.WITHDRAWN: "They took back their application, before the interview or after it.",
    Decision.DID_NOT_ATTEND: "They did not come to the interview, so nobody scored them.",
}
"""What each decision says, in one line."""


class DecideForm(FlaskForm):
    """A person's decision; ``replaces`` is the number of the one that stood before, 0 for none."""

    outcome = RadiosField("Decision", validators=[InputRequired("Choose the decision")])
    reason = LongTextField(
        "Reason",
        description="Which evidence decided it. The candidate may ask for it and read it.",
        validators=[
            InputRequired("Write the reason for the decision"),
            at_most(LONGEST_REASON, "Reason"),
        ],
    )
    replaces = IntegerField(validators=[NumberRange(min=0)])


def decide_form(outcomes: Iterable[Decision]) -> DecideForm:
    """Return a form that offers these decisions. None of them is chosen: a person decides."""
    form = DecideForm()
    form.outcome.choices = [SelectChoice(one.value, one.label) for one in outcomes]
    return form
