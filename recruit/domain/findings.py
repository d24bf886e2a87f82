"""What a rule says when a question or a bank breaks it, and which parts of a question rules read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from recruit.domain.bank import Question, QuestionBank

Path: TypeAlias = "tuple[str | int, ...]"
"""Where in a question, as keys and indexes from its top: ``("probes", 0, "text")``."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule: the part of the question it is in, what is wrong, what to do.

    ``question`` is the id where a rule on the whole bank is broken by one question.
    """

    path: Path
    message: str
    remedy: str
    question: str | None = None


Rule: TypeAlias = Callable[[Question, QuestionBank], Iterator[Finding]]
"""Yields what is wrong with one question of a bank, by one rule."""


def said_aloud(question: Question) -> Iterator[tuple[Path, str]]:
    """Yield everything that is said aloud to a candidate, and where it stands."""
    yield ("text",), question.text
    yield ("if_no_example",), question.if_no_example
    for index, probe in enumerate(question.probes):
        yield ("probes", index, "text"), probe.text


def given_to_read(question: Question) -> Iterator[tuple[Path, str]]:
    """Yield everything that a candidate reads before an exercise; nothing for another question."""
    material = question.material
    if material is None:
        return
    yield ("material", "title"), material.title
    yield ("material", "instructions"), material.instructions
    for index, text in enumerate(material.paragraphs):
        yield ("material", "paragraphs", index), text
    if table := material.table:
        yield ("material", "table", "caption"), table.caption
        for index, text in enumerate(table.columns):
            yield ("material", "table", "columns", index), text
        for row, cells in enumerate(table.rows):
            for column, text in enumerate(cells):
                yield ("material", "table", "rows", row, column), text


def of_the_candidate(question: Question) -> Iterator[tuple[Path, str]]:
    """Yield everything in which the candidate is spoken of, to them or about them."""
    yield from said_aloud(question)
    yield ("accepts",), question.accepts
    for index, cue in enumerate(question.listen_for):
        yield ("listen_for", index, "text"), cue.text
    for index, text in enumerate(question.concerns):
        yield ("concerns", index), text
    for key, text in question.anchors.items():
        yield ("anchors", key), text
