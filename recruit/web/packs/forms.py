"""Forms of the pack pages."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_wtf import FlaskForm
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from recruit.domain.bank import QuestionBank
from recruit.domain.issuing import FEWEST_SCORED, MOST_SCORED
from recruit.domain.pack_language import BOTH, ENGLISH, choice_of, languages_of
from recruit.domain.proposal import Proposal
from recruit.services.pack_drafts import Wishes
from recruit.services.packs import PackInView
from recruit.web.lengths import LONGEST_REASON, at_most, filled
from recruit.web.widgets import CheckboxesField, IntegerField, LongTextField, RadiosField

SHORTEST, LONGEST = 20, 600
"""Minutes of an interview that a manager may ask for."""

_LAST_SEED = 999_999_999


class _HiddenNumber(wtforms.IntegerField):
    widget = HiddenInput()


class VersionForm(FlaskForm):
    """A change to the draft that a page shows; no version, or a spoilt one, is of no draft."""

    version = _HiddenNumber()

    @property
    def seen(self) -> int:
        """The version that the page showed, -1 where the form holds none."""
        return -1 if self.version.data is None else int(self.version.data)


class MoveForm(VersionForm):
    """One place up or down."""

    by = _HiddenNumber(validators=[NumberRange(min=-1, max=1)])


class SwapForm(VersionForm):
    """What comes in the place of a question."""

    coming = wtforms.HiddenField()


class IssueForm(VersionForm):
    """The pack that the manager looked at."""

    digest = wtforms.HiddenField()


class _ReasonForm(FlaskForm):
    digest = wtforms.HiddenField()
    reason = LongTextField(
        "Reason",
        validators=[filled("Say why"), at_most(LONGEST_REASON, "Reason")],
        render_kw={"rows": 4},
    )


class WithdrawForm(_ReasonForm):
    """Why an issued pack is taken back."""


class StrikeForm(_ReasonForm):
    """Why a question is struck."""


class DrawForm(VersionForm):
    """What a manager wants of a draw. Make it with ``draw_form``."""

    seed = _HiddenNumber()
    minutes = IntegerField(
        "Minutes",
        description="The longest an interview may take, its opening and the candidate’s questions included.",
        validators=[
            InputRequired(message="Enter how many minutes an interview may take"),
            NumberRange(
                min=SHORTEST, max=LONGEST, message=f"Minutes must be between {SHORTEST} and {LONGEST}"
            ),
        ],
    )
    questions = RadiosField(
        "Scored questions",
        choices=[SelectChoice(str(n), str(n)) for n in range(FEWEST_SCORED, MOST_SCORED + 1)],
        validators=[InputRequired(message="Choose how many questions are scored")],
        render_kw={"classes": "govuk-radios--inline govuk-radios--small"},
    )
    language = RadiosField(
        "Language of the pack",
        description="A question that has no translation stays in English, and the documents say so.",
        validators=[Optional()],
        render_kw={"classes": "govuk-radios--small"},
    )
    include = CheckboxesField("Questions to ask in any case")
    exclude = CheckboxesField("Questions to leave out in any case")

    def validate_exclude(self, field: Any) -> None:
        """Refuse a question that is both to be asked and to be left out."""
        both = set(field.data or ()) & set(self.include.data or ())
        names = [choice.label for choice in field.choices if choice.value in both]
        if names:
            raise ValidationError(
                f"“{names[0]}” is both to be asked and to be left out; choose one of the two"
            )

    def wishes(self, *, another: bool) -> Wishes:
        """Return what was wished; ``another`` asks for the draw of the next seed."""
        seed = min(max(self.seed.data or 0, 0), _LAST_SEED)
        return Wishes(
            minutes=self.minutes.data,
            questions=int(self.questions.data),
            include=tuple(self.include.data or ()),
            exclude=tuple(self.exclude.data or ()),
            seed=(seed + 1) % (_LAST_SEED + 1) if another else seed,
            language=self.language.data or ENGLISH,
        )


def draw_form(view: PackInView, *, bank: QuestionBank, proposal: Proposal) -> DrawForm:
    """Return the form of a draw: filled in as the draft was drawn, else as the level proposes."""
    form = DrawForm(data=_as_it_is(view, proposal) | {"version": view.version})
    choices = [SelectChoice(one.id, one.name) for one in bank.at_level(view.round.level)]
    form.include.choices = form.exclude.choices = choices
    form.language.choices = [SelectChoice(one, _language(bank, one)) for one in languages_of(bank)]
    return form


def _language(bank: QuestionBank, choice: str) -> str:
    """Return what a choice of language is called, a second language in itself too."""
    if choice == ENGLISH:
        return "English"
    if choice == BOTH:
        return f"English, with {_language(bank, min(bank.translations))} under it"
    language = bank.translations[choice].language
    return f"{language.english} ({language.own})"


def _as_it_is(view: PackInView, proposal: Proposal) -> dict[str, Any]:
    if view.kept is None or view.kept.pack.level != view.round.level:
        return {
            "minutes": proposal.minutes,
            "questions": str(proposal.questions),
            "seed": 0,
            "language": ENGLISH,
        }
    pack = view.kept.pack
    drawn = pack.changes.recipe if pack.changes else pack.recipe
    return {
        "minutes": drawn.minutes,
        "questions": str(drawn.questions),
        "include": list(drawn.include),
        "exclude": list(drawn.exclude),
        "seed": pack.seed,
        "language": choice_of(pack),
    }
