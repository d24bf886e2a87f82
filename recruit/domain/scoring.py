"""Scores: what one panel member gave one candidate on one question.

A score of 1 to 5 and "not explored" are two types, so that a question that was not
put can never be counted as a low score.
"""

from __future__ import annotations

from dataclasses import dataclass

LOWEST, HIGHEST = 1, 5
"""Ends of the rating scale."""


@dataclass(frozen=True, slots=True)
class Explored:
    """A score of 1 to 5 with the evidence for it.

    ``contrary`` is meant for a score of 1 alone: true where there was evidence against
    the value, false where there was none either way, none where it was not recorded.
    """

    value: int
    evidence: str
    contrary: bool | None = None


@dataclass(frozen=True, slots=True)
class NotExplored:
    """The question was not put, and why; left out of every average."""

    reason: str


Score = Explored | NotExplored


def value_of(score: Score) -> int | None:
    """Return a score's value of 1 to 5, or none for one that was not explored."""
    return score.value if isinstance(score, Explored) else None


def score_text(score: Score) -> str:
    """Return a score as a grid shows it: "4", "NE", or "1 contrary"."""
    if isinstance(score, NotExplored):
        return "NE"
    return f"{score.value} contrary" if score.contrary else str(score.value)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A score that a member changed after the release: what it was, why it changed, when."""

    previous: Score
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """One member's score of one candidate on one question (by id).

    ``score`` is the one that counts; ``amended`` holds what it was before, oldest first.
    """

    candidate: str
    member: str
    question: str
    score: Score
    amended: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Struck:
    """A faulty question, struck for every candidate of a round: why, and when.

    What was scored on it stays to be seen and is counted nowhere.
    """

    question: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class AgreedScore:
    """What the panel agreed in moderation on one question, and why; the originals stay.

    ``score`` is none where the panel agreed that the question was not explored.
    """

    candidate: str
    question: str
    score: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a member wrote on a question that is asked but not scored."""

    candidate: str
    member: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a round; candidates and members in order of appearance."""

    candidates: tuple[str, ...]
    members: tuple[str, ...]
    entries: tuple[ScoreEntry, ...]
    notes: tuple[Note, ...]
