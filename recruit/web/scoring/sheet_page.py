"""What the pages of a score sheet show: each question with what stands in its controls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from recruit.domain.pack import PackQuestion
from recruit.domain.scoring import Struck
from recruit.domain.sheets import Draft
from recruit.services.score_sheets import OwnSheet
from recruit.web.scoring.forms import EntryFields, SheetForm, kind_choice, prefix_of, score_choice
from recruit.web.scoring.printed import printed_choices, printed_guidance, printed_material
from recruit.web.widgets import ErrorLink


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list of all: ``mark`` stands for ``state`` where room is short."""

    number: int
    name: str
    state: str
    mark: str


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in a second language, with what its element says of it."""

    text: str
    tag: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question on the page and what stands in its controls, stored or just typed.

    ``kept`` is what is stored where something else was typed over an older version.
    """

    question: PackQuestion
    score: str
    kind: str
    evidence: str
    struck: Struck | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    kept: Draft | None = None

    @property
    def prefix(self) -> str:
        """What the names of its controls begin with."""
        return prefix_of(self.question.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """A page with some questions of a sheet, or all; ``version`` is that of each, joined by dashes."""

    sheet: OwnSheet
    entries: tuple[Entry, ...]
    version: str
    errors: tuple[ErrorLink, ...] = ()

    def guidance(self, entry: Entry, *, level: int) -> Markup:
        """What to ask and listen for on a question, with headings at a level."""
        return printed_guidance(self.sheet.pack, entry.question.number, level=level)

    def material(self, entry: Entry) -> Markup:
        """The exercise papers of a question; empty for one without any."""
        return printed_material(self.sheet.pack, entry.question.number)

    def translation(self, entry: Entry) -> Translated | None:
        """The question in the pack's second language; none where it has no text in it."""
        language = self.sheet.pack.language
        found = language and language.question(entry.question.id)
        if not (language and found and found.text):
            return None
        return Translated(found.text, language.about.tag, language.about.direction)

    def choices(self, entry: Entry) -> Markup | None:
        """The scores to choose from; none where an error stands among them, or nothing is scored."""
        if entry.errors or not entry.question.scored:
            return None
        number = entry.question.number
        chosen = {"prefix": entry.prefix, "score": entry.score, "kind": entry.kind}
        return printed_choices(self.sheet.pack, number, **chosen)

    @property
    def lines(self) -> tuple[QuestionLine, ...]:
        """Every question of the pack with its state."""
        return tuple(_line(self.sheet, question) for question in self.sheet.pack.questions)


def stored_page(sheet: OwnSheet, questions: Iterable[PackQuestion]) -> SheetPage:
    """Return a page of what is stored."""
    shown = tuple(questions)
    open_ones = [one for one in shown if one.id not in sheet.struck]
    return SheetPage(
        sheet=sheet,
        entries=tuple(_stored(sheet, question) for question in shown),
        version="-".join(str(sheet.draft(one.id).version) for one in open_ones),
    )


def refused_page(sheet: OwnSheet, form: SheetForm, entries: Mapping[int, EntryFields]) -> SheetPage:
    """Return a page of what was typed, with what is wrong with it."""
    shown = tuple(_typed(sheet, number, fields) for number, fields in entries.items())
    whole = (str(form[name].errors[0]) for name in ("pack", "version") if form[name].errors)
    return SheetPage(
        sheet=sheet,
        entries=shown,
        version=form.version.data or "",
        errors=(*_links(shown), *(ErrorLink(text, "") for text in dict.fromkeys(whole))),
    )


def stale_page(sheet: OwnSheet, entries: Mapping[int, EntryFields], *, stale: Iterable[Draft]) -> SheetPage:
    """Return a page of what was typed beside what is stored, to be saved over the version in force.

    ``stale`` holds what was typed over an older version, question by question.
    """
    old = {draft.question for draft in stale}
    shown = tuple(
        _typed(sheet, number, fields, kept=fields.question.data in old) for number, fields in entries.items()
    )
    return SheetPage(
        sheet=sheet,
        entries=shown,
        version="-".join(str(sheet.draft(one.question.id).version) for one in shown),
        errors=tuple(_stale_link(one) for one in shown if one.kept),
    )


def _stored(sheet: OwnSheet, question: PackQuestion) -> Entry:
    draft = sheet.draft(question.id)
    return Entry(
        question=question,
        score=score_choice(draft),
        kind=kind_choice(draft),
        evidence=draft.evidence,
        struck=sheet.struck.get(question.id),
    )


def _typed(sheet: OwnSheet, number: int, fields: EntryFields, *, kept: bool = False) -> Entry:
    question = sheet.question(number)
    return Entry(
        question=question,
        score=fields.score.data or "",
        kind=fields.kind.data or "",
        evidence=fields.evidence.data or "",
        errors={name: str(texts[0]) for name, texts in fields.errors.items()},
        kept=sheet.draft(question.id) if kept else None,
    )


def _links(entries: Iterable[Entry]) -> tuple[ErrorLink, ...]:
    return tuple(
        ErrorLink(f"Question {entry.question.number}: {text}", f"#{entry.prefix}{name}")
        for entry in entries
        for name, text in entry.errors.items()
    )


def _stale_link(entry: Entry) -> ErrorLink:
    number = entry.question.number
    text = f"Question {number} was changed in another tab or window. Nothing was saved: choose what to keep"
    return ErrorLink(text, f"#{entry.prefix}evidence")


def _line(sheet: OwnSheet, question: PackQuestion) -> QuestionLine:
    state, mark = _state(sheet, question)
    return QuestionLine(question.number, question.name, state, mark)


def _state(sheet: OwnSheet, question: PackQuestion) -> tuple[str, str]:
    draft = sheet.draft(question.id)
    written = bool(draft.evidence.strip())
    if question.id in sheet.struck:
        return "Struck", "–"
    if not question.scored:
        return ("Note written", "…") if written else ("Not scored", "")
    if draft.value is None and not draft.not_explored:
        return ("Text only", "…") if written else ("Empty", "")
    return ("Scored", "✓") if written else ("Score only", "…")
