"""Finds questions of a bank by words and by what they are, and says why each was found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.frameworks import Frameworks
from recruit.domain.levels import QuestionType

_BEFORE, _AFTER = 60, 120
"""Letters of a passage that are shown before and after the first word found in it."""
_OPENING = 160
_STRAIGHT = str.maketrans({"’": "'", "‘": "'"})  # noqa: RUF001 (what is typed and what is printed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; what is none or empty asks for nothing.

    Every one of ``words`` must begin a word of the question, in any of its passages. Behaviour
    and indicator are ids of items; a question that looks for another item of the same idea is
    found too. ``minutes`` is the most that may be spent in the interview.
    """

    words: str = ""
    level: int | None = None
    attribute: int | None = None
    type: QuestionType | None = None
    minutes: int | None = None
    behaviour: str | None = None
    indicator: str | None = None

    @property
    def asked_for(self) -> tuple[str, ...]:
        """The names of what is asked for, in their order."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage; ``hit`` says that it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a question was found: where in it, and the passage round the words, in pieces."""

    where: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The questions found, by level, attribute, type and id, and how many there are in all."""

    questions: tuple[Question, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Wider:
    """The same search without one thing, by its name in ``Wanted``, and how many it would find."""

    without: str
    wanted: Wanted
    count: int


def search(bank: QuestionBank, wanted: Wanted) -> SearchResults:
    """Return every question of a bank that is all of what is wanted; all of them where nothing is.

    Retired questions are neither found nor counted.
    """
    in_use = sum(not one.retired for one in bank.questions)
    return SearchResults(tuple(_matching(bank, wanted)), total=in_use)


def reasons(question: Question, *, wanted: Wanted, frameworks: Frameworks) -> tuple[Reason, ...]:
    """Return why a question was found; nothing where only its plain facts were asked for.

    First the passages that hold the words, each word once, then the cues in which the
    behaviour or the indicator is heard.
    """
    said = _reasons(question, _words(wanted.words))
    return (*said, *_cues(question, wanted, frameworks))


def wider_searches(bank: QuestionBank, wanted: Wanted) -> tuple[Wider, ...]:
    """Return what would be found with one thing less: for each thing asked for that alone rules out all."""
    plain: dict[str, Any] = {one.name: one.default for one in fields(Wanted)}
    found = []
    for name in wanted.asked_for:
        less = replace(wanted, **{name: plain[name]})
        count = sum(1 for _ in _matching(bank, less))
        found += [Wider(name, less, count)] if count else []
    return tuple(found)


def in_order(questions: Iterable[Question]) -> list[Question]:
    """Return questions by level, attribute, type and id: the same order every time."""
    types = list(QuestionType)
    return sorted(questions, key=lambda one: (one.levels, one.attribute, types.index(one.type), one.id))


def opening(text: str, *, longest: int = _OPENING) -> str:
    """Return how a text begins: all of it up to ``longest`` letters, else whole words and an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    whole = line[:longest].rpartition(" ")[0] or line[:longest]
    return f"{whole.rstrip(' .,;:–')}…"


def folded(text: str) -> str:
    """Return a text without capitals and accents, its apostrophes straight, as searches compare it."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_STRAIGHT)
    return plain if plain.isascii() else "".join(one for one in plain if not unicodedata.combining(one))


def _words(typed: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w){re.escape(word)}") for word in dict.fromkeys(folded(typed).split()))


def _matching(bank: QuestionBank, wanted: Wanted) -> Iterator[Question]:
    words = _words(wanted.words)
    for question in in_order(bank.questions):
        if _is(question, wanted, bank.frameworks) and _says(question, words):
            yield question


def _is(question: Question, wanted: Wanted, frameworks: Frameworks) -> bool:
    return (
        not question.retired
        and wanted.level in (None, *question.levels)
        and wanted.attribute in (None, question.attribute)
        and wanted.type in (None, question.type)
        and (wanted.minutes is None or question.minutes <= wanted.minutes)
        and _looks_for(question.behaviours, wanted.behaviour, frameworks)
        and _looks_for(question.indicators, wanted.indicator, frameworks)
    )


def _looks_for(tags: Iterable[str], item: str | None, frameworks: Frameworks) -> bool:
    if item is None:
        return True
    known = frameworks.items.get(item)
    return known is not None and known.idea in frameworks.ideas(tags)


def _says(question: Question, words: Sequence[re.Pattern[str]]) -> bool:
    if not words:
        return True
    whole = folded("\n".join(text for _, text in passages(question)))
    return all(word.search(whole) for word in words)


def passages(question: Question) -> Iterator[tuple[str, str]]:
    """Yield what a search reads of a question: where a passage stands, and its text."""
    yield "Question", question.text
    yield "Name", question.name
    yield "Name", question.id
    yield "It turns on", question.turns_on
    yield from (("Listen for", cue.text) for cue in question.listen_for)
    yield from ((f"Score anchor {score}", text) for score, text in sorted(question.anchors.items()))
    if material := question.material:
        yield from (("Exercise", text) for text in (material.instructions, *material.paragraphs))
        if table := material.table:
            lines = (table.caption, " ".join(table.columns), *map(" ".join, table.rows))
            yield from (("Exercise", line) for line in lines)


def _reasons(question: Question, words: Sequence[re.Pattern[str]]) -> Iterator[Reason]:
    """Yield, for the words still to be shown, the first passage that holds any; a passage once."""
    missing = list(words)
    for where, text in passages(question):
        if not missing:
            return
        plain = folded(text)
        here = [word for word in missing if word.search(plain)]
        if here:
            yield Reason(where, snippet(text, words))
            missing = [word for word in missing if word not in here]


def _cues(question: Question, wanted: Wanted, frameworks: Frameworks) -> Iterator[Reason]:
    """Yield the cues in which a behaviour or indicator that was asked for is heard."""
    for item in filter(None, (wanted.behaviour, wanted.indicator)):
        for cue in question.listen_for:
            if _looks_for(cue.tags, item, frameworks):
                yield Reason("Listen for", (Piece(cue.text),))


def snippet(text: str, words: Sequence[re.Pattern[str]]) -> tuple[Piece, ...]:
    """Return the part of a text round the first word found, cut between words, each hit a piece."""
    hits = _hits(text, words)
    if not hits:
        return (Piece(opening(text)),)
    start, end = _window(text, *hits[0])
    pieces, at = [Piece("…")] if start else [], start
    for first, last in hits:
        if first >= at and last <= end:
            pieces += [Piece(text[at:first]), Piece(text[first:last], hit=True)]
            at = last
    rest = text[at:end] + ("…" if end < len(text) else "")
    return tuple(piece for piece in (*pieces, Piece(rest)) if piece.text)


def _hits(text: str, words: Sequence[re.Pattern[str]]) -> list[tuple[int, int]]:
    """Return from where to where a text holds one of the words; folding may change its length."""
    parts = [folded(letter) for letter in text]
    plain, origins = "".join(parts), [place for place, part in enumerate(parts) for _ in part]
    found = (match for word in words for match in word.finditer(plain))
    return sorted({(origins[match.start()], origins[match.end() - 1] + 1) for match in found})


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """Return from where to where to show, at the ends of words."""
    start = text.rfind(" ", 0, max(first - _BEFORE, 0)) + 1 if first > _BEFORE else 0
    end = text.find(" ", last + _AFTER)
    return start, len(text) if end < 0 else end
