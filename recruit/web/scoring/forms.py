"""Forms of a score sheet: one group of controls a question, whether one stands on the page or all."""

from __future__ import annotations

from collections.abc import Sequence

import wtforms
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectChoice
from wtforms.validators import Regexp

from recruit.domain.scoring import HIGHEST, LOWEST
from recruit.domain.sheets import Draft
from recruit.web.lengths import LONGEST_NOTE, LONGEST_REASON, at_most
from recruit.web.widgets import LongTextField, RadiosField

NOT_EXPLORED = "NE"
_MOST_QUESTIONS = 20
_SCORES = (*(str(value) for value in range(LOWEST, HIGHEST + 1)), NOT_EXPLORED)
_KINDS = {"none": False, "contrary": True}
_KIND_OF = {contrary: kind for kind, contrary in _KINDS.items()}
_RELOAD = "This page does not fit what is stored. Copy what you typed and load the page again."


class SheetForm(FlaskForm):
    """What goes with every save: the pack, and the versions that the page was made from."""

    class Meta:
        """The app has checked the token already, as of every form; the page draws it by itself."""

        csrf = False

    pack = HiddenField(validators=[Regexp(r"[0-9a-f]{16}\Z", message=_RELOAD)])
    version = HiddenField(validators=[Regexp(r"\d{1,9}(-\d{1,9})*\Z", message=_RELOAD)])

    def versions(self) -> list[int]:
        """Return the versions, one a question on the page, in order."""
        return [int(part) for part in self.version.data.split("-")]


class EntryFields(wtforms.Form):
    """What a member gives on one question; drawn by templates/pages/scoring/entry.html."""

    question = HiddenField()
    score = RadiosField("Score", choices=[SelectChoice(value, value) for value in _SCORES])
    kind = RadiosField("Which of the two", choices=[SelectChoice(kind, kind) for kind in _KINDS])
    evidence = LongTextField("Evidence", validators=[at_most(LONGEST_NOTE, "Evidence")])

    def draft(self, version: int) -> Draft:
        """Return what was typed as a draft over a version. Call it once the form is valid."""
        score = self.score.data or ""
        value = int(score) if score.isdecimal() else None
        contrary = _KINDS.get(self.kind.data or "") if value == LOWEST else None
        return Draft(
            self.question.data or "",
            value,
            score == NOT_EXPLORED,
            self.evidence.data or "",
            contrary,
            version,
        )


class SealForm(FlaskForm):
    """What was checked: the pack, and the versions of the drafts."""

    pack = HiddenField()
    seen = HiddenField()


class ReopenForm(FlaskForm):
    """Why a member reopens their own sheet."""

    reason = LongTextField(
        "Why do you reopen it?",
        description="Your sealed scores stay on record beside the new ones. The reason is kept with them.",
        validators=[at_most(LONGEST_REASON, "Reason")],
    )


class AmendForm(SheetForm):
    """Why a member amends a score; the score itself is an ``EntryFields``."""

    reason = LongTextField(
        "Why do you amend it?",
        description="The reason is shown to the panel beside both scores, and printed in the report.",
        validators=[at_most(LONGEST_REASON, "Reason")],
    )


def prefix_of(number: int) -> str:
    """Return what the names of a question's controls begin with."""
    return f"q{number}-"


def entries_in(posted: MultiDict[str, str]) -> dict[int, EntryFields]:
    """Return the groups of controls that a page sent, by number of their question."""
    numbers = (n for n in range(1, _MOST_QUESTIONS + 1) if f"{prefix_of(n)}question" in posted)
    return {n: EntryFields(posted, prefix=prefix_of(n)) for n in numbers}


def drafts_in(form: SheetForm, entries: Sequence[EntryFields]) -> tuple[Draft, ...] | None:
    """Return what was typed, or none where it cannot be taken; the forms then hold the errors."""
    checked = [form.validate_on_submit(), *(entry.validate() for entry in entries)]  # so that all errors show
    valid = all(checked)
    if valid and len(form.versions()) != len(entries):
        form.version.errors = [_RELOAD]
        valid = False
    if not valid:
        return None
    return tuple(entry.draft(version) for entry, version in zip(entries, form.versions(), strict=True))


def score_choice(draft: Draft) -> str:
    """Return which score is chosen, as the control has it; empty for none."""
    if draft.not_explored:
        return NOT_EXPLORED
    return "" if draft.value is None else str(draft.value)


def kind_choice(draft: Draft) -> str:
    """Return which kind of 1 is chosen, as the control has it; empty for none."""
    return "" if draft.contrary is None else _KIND_OF[draft.contrary]
