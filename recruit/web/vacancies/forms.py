"""Forms of vacancies and their rounds."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

import wtforms
from flask_wtf import FlaskForm
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from recruit.documents.characters import name_key
from recruit.domain.bank import QuestionBank
from recruit.domain.people import LONGEST_NAME
from recruit.services.vacancies import VacancyDetails
from recruit.web.lengths import at_most, filled
from recruit.web.widgets import DateField, RadiosField, TextField

_ID = re.compile(r"[0-9a-f]{16}\Z")


class VacancyForm(FlaskForm):
    """What a manager says of a vacancy. Make it with ``vacancy_form``."""

    id = wtforms.HiddenField()
    opened = wtforms.HiddenField()
    title = TextField(
        "Title of the post",
        description="As the advertisement has it, such as Team manager, children in care.",
        validators=[filled("Enter the title of the post"), at_most(LONGEST_NAME, "Title")],
    )
    reference = TextField(
        "Reference (optional)",
        description="Your council’s own number for this vacancy.",
        validators=[at_most(LONGEST_NAME, "Reference")],
        render_kw={"classes": "govuk-input--width-20"},
    )
    level = RadiosField(
        "Role level",
        description="It decides through which frameworks the pack looks, and which mix of questions it asks.",
        validators=[InputRequired(message="Choose the role level")],
    )
    place = TextField("Place of the interviews (optional)", validators=[at_most(LONGEST_NAME, "Place")])
    first_day = DateField("First day of interviews (optional)", description="For example, 14 1 2027.")
    last_day = DateField("Last day of interviews (optional)")

    def details(self) -> VacancyDetails:
        """Return what was typed."""
        return VacancyDetails(
            title=name_key(self.title.data),
            level=int(self.level.data),
            reference=name_key(self.reference.data or ""),
            place=name_key(self.place.data or ""),
            first_day=self.first_day.data,
            last_day=self.last_day.data,
        )

    def settle_id(self) -> None:
        """Give the form the id of the vacancy that it will open, unless it came with one."""
        if not _ID.match(self.id.data or ""):
            self.id.data = secrets.token_hex(8)


def vacancy_form(bank: QuestionBank, *, details: VacancyDetails | None = None) -> VacancyForm:
    """Return the form, filled in with what a vacancy is now."""
    filled: Mapping[str, object] = {}
    if details:
        filled = {
            "opened": details.mark,
            "title": details.title,
            "reference": details.reference,
            "level": str(details.level),
            "place": details.place,
            "first_day": details.first_day,
            "last_day": details.last_day,
        }
    form = VacancyForm(data=filled)
    form.level.choices = [SelectChoice(str(n), f"{n}. {one.title}") for n, one in bank.levels.items()]
    return form


class RoundForm(FlaskForm):
    """A further round."""

    name = TextField(
        "Name of the round",
        description="Such as Second stage, or Interviews in March.",
        validators=[filled("Enter a name for the round"), at_most(LONGEST_NAME, "Name")],
    )
