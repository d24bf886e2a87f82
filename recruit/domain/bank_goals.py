"""How many questions a bank wants at each level, how many it has, and which items nobody looks for.

The goals are what a manager needs who draws several packs of a level with no question in
common, each covering the five attributes as the level asks, with some to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import is_scored
from recruit.domain.frameworks import Item
from recruit.domain.levels import Asked, Cell, QuestionType, RoleLevel, lens_items


@dataclass(frozen=True, slots=True)
class BankGoals:
    """What is wanted of a bank as a whole.

    ``packs`` with no question in common are to be drawn at every level, from ``choice`` times
    as many questions as they take.
    """

    questions: int
    at_level: int
    for_behaviour: int
    packs: int
    choice: Fraction

    def for_packs(self, each: int) -> int:
        """Return how many questions are wanted where each pack takes ``each``; a part counts whole."""
        return ceil(each * self.packs * self.choice)


BANK_GOALS = BankGoals(questions=160, at_level=36, for_behaviour=4, packs=3, choice=Fraction(3, 2))
"""What the bundled bank is written to, and a bank of one's own is measured by."""

GOALS_IN_FORCE: BankGoals | None = BANK_GOALS
"""What ``recruit check`` finds fault with; with none, it prints how far the bank is from the goals."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many questions there are of a kind and how many are wanted (0: any number will do)."""

    have: int
    wanted: int = 0

    @property
    def lacking(self) -> int:
        """How many are still to be written."""
        return max(0, self.wanted - self.have)

    def __str__(self) -> str:
        return f"{self.have}/{self.wanted}" if self.wanted else str(self.have)


@dataclass(frozen=True, slots=True)
class CellCount:
    """Questions on one attribute at one level, by type and in all, unscored ones included."""

    attribute: int
    asked: Asked
    types: Mapping[QuestionType, Count]
    total: Count


@dataclass(frozen=True, slots=True)
class LevelCount:
    """Questions of one level.

    ``types`` counts those that the level scores, by type; ``total`` counts all. ``looked_for``
    counts the ideas in the level's lenses that an interview can hear; ``bare`` are those of
    their items that no question of the level looks for, ``not_for_interview`` those that no
    interview can hear.
    """

    level: int
    total: Count
    types: Mapping[QuestionType, Count]
    cells: tuple[CellCount, ...]
    looked_for: Count
    bare: tuple[Item, ...]
    not_for_interview: tuple[Item, ...]


def level_count(bank: QuestionBank, level: RoleLevel, *, goals: BankGoals = BANK_GOALS) -> LevelCount:
    """Return what a bank has and wants at one of its levels."""
    questions = bank.at_level(level.level)
    scored = [question for question in questions if is_scored(question, level)]
    items = lens_items((*level.base, *level.stretch), bank.frameworks)
    heard = bank.frameworks.ideas(tag for question in questions for tag in question.tags)
    wanted = [item for item in items if not item.not_for_interview]
    bare = tuple(item for item in wanted if item.idea not in heard)
    ideas = {item.idea for item in wanted}
    return LevelCount(
        level=level.level,
        total=Count(len(questions), goals.at_level),
        types={
            kind: Count(_of_type(scored, kind), goals.for_packs(level.mix[kind])) for kind in QuestionType
        },
        cells=tuple(_cell_count(questions, cell, goals) for cell in level.attributes),
        looked_for=Count(len(ideas & heard), len(ideas)),
        bare=bare,
        not_for_interview=tuple(item for item in items if item.not_for_interview),
    )


def _cell_count(questions: Iterable[Question], cell: Cell, goals: BankGoals) -> CellCount:
    """Count one attribute: a full one wants past behaviour, the first two questions a pack, others any."""
    here = [question for question in questions if question.attribute == cell.attribute]
    full = cell.asked is Asked.FULL
    past = {QuestionType.PAST: goals.for_packs(1)} if full else {}
    every = goals.for_packs(2 if full and cell.attribute == 1 else 1)
    return CellCount(
        attribute=cell.attribute,
        asked=cell.asked,
        types={kind: Count(_of_type(here, kind), past.get(kind, 0)) for kind in QuestionType},
        total=Count(len(here), every),
    )


def _of_type(questions: Iterable[Question], kind: QuestionType) -> int:
    return sum(question.type is kind for question in questions)


def behaviour_counts(bank: QuestionBank, *, goals: BankGoals = BANK_GOALS) -> Iterator[tuple[Item, Count]]:
    """Yield each behaviour that an interview can hear, with how many questions look for it."""
    for item in bank.frameworks.behaviours:
        if not item.not_for_interview:
            have = sum(item.id in question.behaviours for question in bank.questions)
            yield item, Count(have, goals.for_behaviour)


def not_for_interview(bank: QuestionBank) -> tuple[Item, ...]:
    """Return every item of the bank's frameworks that no interview can hear."""
    return tuple(item for item in bank.frameworks.items.values() if item.not_for_interview)
