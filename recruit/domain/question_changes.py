"""What differs between two versions of a question, for a reader: field by field, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from itertools import zip_longest
from typing import Any

from recruit.domain.bank import Question
from recruit.domain.findings import Path
from recruit.domain.levels import QuestionType

_WORDS = re.compile(r"\s+|\S+")
_NO_TEXT_OF_ITS_OWN = frozenset({"id", "version"})
_LABELS = {
    "type": "Type",
    "minutes": "Minutes",
    "preparation_minutes": "Minutes of preparation",
    "text": "Text",
    "turns_on": "What it turns on",
    "accepts": "What counts",
    "if_no_example": "If no example comes",
    "probes": "Probe",
    "listen_for": "Listen for",
    "concerns": "Concern",
    "anchors": "Anchor",
    "behaviours": "Behaviours",
    "indicators": "Indicators",
    "retired": "Why it is retired",
}
_IDS = frozenset({"levels", "behaviours", "indicators", "tags"})
"""Lists that are one line of ids or numbers, and no texts."""


class Kept(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the spaces between them, and what became of it."""

    kind: Kept
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A part of a question that differs.

    ``path`` is where it stands in the later version, or stood in the earlier one where it was
    removed. ``before`` is none for a part that was added, ``after`` for one that was removed.
    ``pieces``, one after the other, are both texts at once.
    """

    path: Path
    label: str
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]


def question_changes(before: Question, after: Question) -> tuple[FieldChange, ...]:
    """Return what differs between two versions, in the order of the question's parts; empty for nothing.

    Number and id are no matter of it. A text that was put between two others is an addition,
    and no change of all that follow.
    """
    names = [field.name for field in fields(Question) if field.name not in _NO_TEXT_OF_ITS_OWN]
    return tuple(
        change
        for name in names
        for change in _compared((name,), _label(name), getattr(before, name), getattr(after, name))
    )


def changes_as_text(changes: Iterable[FieldChange]) -> str:
    """Return changes to be printed: a line for each part, ``[-removed-]`` and ``{+added+}`` in it."""
    return "\n".join(f"{one.label}: {''.join(map(_marked, one.pieces))}" for one in changes)


def _marked(piece: Piece) -> str:
    if piece.kind is Kept.SAME:
        return piece.text
    return f"[-{piece.text}-]" if piece.kind is Kept.REMOVED else f"{{+{piece.text}+}}"


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def _compared(path: Path, label: str, before: Any, after: Any) -> Iterator[FieldChange]:
    if before == after:
        return
    if _is_noun(before) and type(before) is type(after):
        for field in fields(before):
            one, other = getattr(before, field.name), getattr(after, field.name)
            yield from _compared((*path, field.name), f"{label}, {_label(field.name).lower()}", one, other)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _compared((*path, key), f"{label} {key}", before.get(key), after.get(key))
    elif isinstance(before, tuple) and isinstance(after, tuple) and path[-1] not in _IDS:
        yield from _lists_compared(path, label, before, after)
    else:
        yield _changed(path, label, _text(before), _text(after))


def _lists_compared(
    path: Path, label: str, before: tuple[Any, ...], after: tuple[Any, ...]
) -> Iterator[FieldChange]:
    for kind, i, upto, j, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for shift, (one, other) in enumerate(zip_longest(before[i:upto], after[j:to])):
            place = (i if other is None else j) + shift
            yield from _compared((*path, place), f"{label} {place + 1}", one, other)


def _is_noun(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def _text(value: Any) -> str | None:
    """Return a value as a reader takes it in, none for what is not there."""
    if value is None:
        return None
    if _is_noun(value):
        return " / ".join(filter(None, (_text(getattr(value, field.name)) for field in fields(value))))
    if isinstance(value, Mapping):
        return " / ".join(f"{key}: {_text(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return ", ".join(_text(part) or "" for part in value)
    if isinstance(value, QuestionType):
        return value.label
    return str(value.value) if isinstance(value, Enum) else str(value)


def _changed(path: Path, label: str, before: str | None, after: str | None) -> FieldChange:
    return FieldChange(path, label, before, after, tuple(_pieces(before or "", after or "")))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, i, upto, j, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Kept.SAME, "".join(old[i:upto]))
            continue
        if removed := "".join(old[i:upto]):
            yield Piece(Kept.REMOVED, removed)
        if added := "".join(new[j:to]):
            yield Piece(Kept.ADDED, added)
