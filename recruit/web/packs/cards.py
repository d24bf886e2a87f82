"""The questions of a pack as its page sets them out, with every word that a card needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recruit.domain.alternatives import Alternative
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.scoring import Struck
from recruit.domain.words import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A question of a pack; ``behaviours`` and ``indicators`` are labels of what it looks for.

    ``after`` says whether a question follows it. ``struck`` is none while it counts.
    """

    question: PackQuestion
    attribute: str
    kind: str
    minutes: str
    asked_by: str
    behaviours: tuple[str, ...]
    indicators: tuple[str, ...]
    after: bool
    struck: Struck | None


def cards(pack: Pack, *, struck: Iterable[Struck]) -> tuple[Card, ...]:
    """Return a card for each question of a pack, in the order asked."""
    names = {line.attribute: line.name for line in pack.attributes}
    labels = {item.id: item.label for item in pack.items}
    askers = {slot.question: slot.asked_by for slot in pack.plan}
    gone = {one.question: one for one in struck}
    return tuple(
        Card(
            question=one,
            attribute=f"{one.attribute}. {names[one.attribute]}",
            kind=one.type.label if one.scored else f"{one.type.label}, not scored",
            minutes=_minutes(one),
            asked_by=askers.get(one.number, ""),
            behaviours=_labels(one.behaviours, labels),
            indicators=_labels(one.indicators, labels),
            after=one is not pack.questions[-1],
            struck=gone.get(one.id),
        )
        for one in pack.questions
    )


def _minutes(question: PackQuestion) -> str:
    said = counted(question.minutes, "minute")
    if not question.preparation_minutes:
        return said
    return f"{said}, and {counted(question.preparation_minutes, 'minute')} to prepare before the interview"


def _labels(ids: Iterable[str], labels: dict[str, str]) -> tuple[str, ...]:
    # An idea that two frameworks word alike is one line, not the same line twice.
    return tuple(dict.fromkeys(labels[name] for name in ids if name in labels))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An alternative to a question: what a swap for it costs, in figures with their sign and in words."""

    question: Question
    attribute: str
    kind: str
    behaviours: str
    indicators: str
    minutes: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


def offers(found: Iterable[Alternative], *, bank: QuestionBank) -> tuple[Offer, ...]:
    """Return the alternatives to a question as a page shows them, in the order given."""
    labels = {name: item.label for name, item in bank.frameworks.items.items()}
    names = bank.frameworks.attribute_names
    return tuple(
        Offer(
            question=one.question,
            attribute=f"{one.question.attribute}. {names[one.question.attribute]}",
            kind=one.question.type.label,
            behaviours=signed(one.behaviours),
            indicators=signed(one.indicators),
            minutes=signed(one.minutes),
            lost=_labels(one.lost, labels),
            gained=_labels(one.gained, labels),
        )
        for one in found
    )


def signed(value: int) -> str:
    """Return a change as ``+2``, ``-1`` with a real minus sign, or ``no change``."""
    if not value:
        return "no change"
    return f"+{value}" if value > 0 else f"\N{MINUS SIGN}{-value}"
