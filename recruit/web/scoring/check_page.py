"""What the check page shows: the sheet as it would be sealed, or as it was; and a score to be amended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.scoring import Struck
from recruit.domain.sheets import Draft, Gap
from recruit.services.sealing import AmendedScore, SheetToCheck
from recruit.web.scoring.addresses import sheet_address
from recruit.web.scoring.forms import AmendForm, EntryFields, kind_choice, prefix_of, score_choice
from recruit.web.scoring.sheet_page import Entry
from recruit.web.widgets import ErrorLink

_CONTROL = {"reason": "evidence"}
"""Fields of a gap whose control has another name."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A question with what was given on it; ``score`` in words, empty where none was chosen.

    ``change`` leads to where it can be changed or amended, and is empty where it cannot.
    """

    question: PackQuestion
    score: str
    evidence: str
    struck: Struck | None
    amended: tuple[AmendedLine, ...]
    change: str


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """A score that a member gave after the release."""

    amended: AmendedScore
    score: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The sheet question by question; ``errors`` name what is missing while it is open."""

    found: SheetToCheck
    lines: tuple[CheckLine, ...]
    errors: tuple[ErrorLink, ...]
    closed: str | None


@dataclass(frozen=True, slots=True)
class AmendPage:
    """A score to be amended. ``version`` counts its amendments so far."""

    entry: Entry
    sealed: CheckLine
    version: int
    errors: tuple[ErrorLink, ...]


def check_page(found: SheetToCheck) -> CheckPage:
    """Return the page of a sheet."""
    closed = found.sheet.closed_because()
    errors = () if closed else tuple(_gap_link(found, gap) for gap in found.sheet.gaps())
    return CheckPage(found, tuple(_lines(found, closed=closed)), errors, closed)


def amend_page(found: SheetToCheck, number: int, form: AmendForm, fields: EntryFields | None) -> AmendPage:
    """Return the page on which a score is amended, with what counts now or what was just typed."""
    question = found.sheet.question(number)
    entry = _typed(question, fields) if fields else _counting(question, found.counting(question.id))
    return AmendPage(
        entry=entry,
        sealed=_line(found, question, change=""),
        version=len(found.amendments.get(question.id, ())),
        errors=tuple(_amend_links(form, entry)),
    )


def score_words(pack: Pack, draft: Draft) -> str:
    """Return a score with its label, and the kind of a 1; empty where none was chosen."""
    choice = score_choice(draft)
    label = next((point.label for point in pack.interview.scale.points if point.score == choice), "")
    kinds = {True: ": evidence against the value", False: ": no usable evidence", None: ""}
    return f"{choice} – {label}{kinds[draft.contrary]}" if choice else ""


def _lines(found: SheetToCheck, *, closed: str | None) -> Iterator[CheckLine]:
    for question in found.sheet.pack.questions:
        yield _line(found, question, change=_change(found, question, closed=closed))


def _line(found: SheetToCheck, question: PackQuestion, *, change: str) -> CheckLine:
    sheet = found.sheet
    draft = sheet.draft(question.id)
    return CheckLine(
        question=question,
        score=score_words(sheet.pack, draft),
        evidence=draft.evidence,
        struck=sheet.struck.get(question.id),
        amended=tuple(
            AmendedLine(one, score_words(sheet.pack, one.score))
            for one in found.amendments.get(question.id, ())
        ),
        change=change,
    )


def _change(found: SheetToCheck, question: PackQuestion, *, closed: str | None) -> str:
    """Return where an answer is changed while the sheet is open, or amended after the release."""
    sheet = found.sheet
    if question.id in sheet.struck:
        return ""
    if not closed:
        return _address(found, "sheet", question.number)
    if sheet.view.phase.can_amend and sheet.sealed_at and question.scored:
        return _address(found, "amend", question.number)
    return ""


def _address(found: SheetToCheck, view: str, number: int) -> str:
    sheet = found.sheet
    return sheet_address(view, round_id=sheet.view.id, candidate_id=sheet.candidate.id, number=number)


def _gap_link(found: SheetToCheck, gap: Gap) -> ErrorLink:
    control = f"{prefix_of(gap.number)}{_CONTROL.get(gap.field, gap.field)}"
    return ErrorLink(gap.message, f"{_address(found, 'sheet', gap.number)}#{control}")


def _counting(question: PackQuestion, draft: Draft) -> Entry:
    return Entry(
        question=question, score=score_choice(draft), kind=kind_choice(draft), evidence=draft.evidence
    )


def _typed(question: PackQuestion, fields: EntryFields) -> Entry:
    return Entry(
        question=question,
        score=fields.score.data or "",
        kind=fields.kind.data or "",
        evidence=fields.evidence.data or "",
        errors={name: str(texts[0]) for name, texts in fields.errors.items()},
    )


def _amend_links(form: AmendForm, entry: Entry) -> Iterator[ErrorLink]:
    for name, text in entry.errors.items():
        yield ErrorLink(text, f"#{entry.prefix}{name}")
    for text in form.reason.errors:
        yield ErrorLink(str(text), "#reason")
    for text in [*form.version.errors, *form.pack.errors, *form.form_errors]:
        yield ErrorLink(str(text), "")
