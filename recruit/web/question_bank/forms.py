"""The form that searches the question bank. It is sent by GET: a search can be kept and passed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from recruit.domain.bank import QuestionBank
from recruit.domain.frameworks import BEHAVIOURS, Item
from recruit.domain.levels import QuestionType, lens_items
from recruit.domain.question_search import Wanted
from recruit.web.lengths import at_most
from recruit.web.widgets import IntegerField, SelectField, TextField

LONGEST_SEARCH = 200
"""Characters that may be searched for."""

_LONGEST_MINUTES = 600
_ANY = ""


class SearchForm(FlaskForm):
    """What is looked for in the bank. Make it with ``search_form``."""

    class Meta:
        """A search changes nothing, so it needs no token, and none stands in its address."""

        csrf = False

    words = TextField(
        "Words",
        description="In the question, what it turns on, what to listen for, score anchors or exercise.",
        validators=[at_most(LONGEST_SEARCH, "Words")],
    )
    level = SelectField("Role level")
    attribute = SelectField("Attribute")
    type = SelectField("Type")
    minutes = IntegerField(
        "Minutes at most",
        validators=[
            Optional(),
            NumberRange(
                min=1,
                max=_LONGEST_MINUTES,
                message=f"Minutes at most must be between 1 and {_LONGEST_MINUTES}",
            ),
        ],
    )
    behaviour = SelectField("Leadership behaviour")
    indicator = SelectField("Indicator")

    def wanted(self) -> Wanted:
        """Return what is looked for."""
        return Wanted(
            words=self.words.data or "",
            level=_number(self.level.data),
            attribute=_number(self.attribute.data),
            type=QuestionType(self.type.data) if self.type.data else None,
            minutes=self.minutes.data,
            behaviour=self.behaviour.data or None,
            indicator=self.indicator.data or None,
        )


def search_form(bank: QuestionBank, given: Any) -> SearchForm:
    """Return the form, filled in with what the address holds."""
    form = SearchForm(given)
    form.level.choices = _any(
        "Every level", (SelectChoice(str(n), f"{n}. {one.title}") for n, one in bank.levels.items())
    )
    names = bank.frameworks.attribute_names
    form.attribute.choices = _any(
        "Every attribute", (SelectChoice(str(n), f"{n}. {name}") for n, name in names.items())
    )
    form.type.choices = _any("Every type", (SelectChoice(one.value, one.label) for one in QuestionType))
    form.behaviour.choices = _any("Every behaviour", _behaviours(bank))
    form.indicator.choices = _any("Every indicator", _indicators(bank))
    return form


def as_query(wanted: Wanted) -> dict[str, Any]:
    """Return a search as the values of an address; what is not asked for is left out."""
    return {name: getattr(wanted, name) for name in wanted.asked_for}


def _number(chosen: str | None) -> int | None:
    return int(chosen) if chosen else None


def _any(text: str, choices: Iterable[SelectChoice]) -> list[SelectChoice]:
    return [SelectChoice(_ANY, text), *choices]


def _behaviours(bank: QuestionBank) -> Iterator[SelectChoice]:
    for section in bank.frameworks.by_id[BEHAVIOURS].sections:
        for item in section.items:
            yield SelectChoice(item.id, item.label, optgroup=f"{section.number}. {section.label}")


def _indicators(bank: QuestionBank) -> Iterator[SelectChoice]:
    """Yield the indicators of every level's lenses, in the order of their sources."""
    lenses = [lens for level in bank.levels.values() for lens in (*level.base, *level.stretch)]
    wanted = {item.id for item in lens_items(lenses, bank.frameworks)}
    for framework in bank.frameworks.by_id.values():
        for item in framework.items():
            if item.id in wanted:
                yield SelectChoice(item.id, name_of(item), optgroup=framework.title)


def name_of(item: Item) -> str:
    """Return what a list calls an item: two stages of one theme have the same label."""
    return f"{item.label} ({item.stage})" if item.stage else item.label
