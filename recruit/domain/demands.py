"""What a pack must satisfy, one demand at a time, in words that a manager reads.

The optimiser, the check of a finished pack and the explanation of an impossible recipe
all work from this one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.levels import Asked, QuestionType, RoleLevel
from recruit.domain.programme import UNBOUNDED
from recruit.domain.recipe import Recipe


class Lever(Enum):
    """What a manager would change to ease a demand."""

    LEVEL = auto()
    QUESTIONS = auto()
    MINUTES = auto()
    INCLUDE = auto()
    EXCLUDE = auto()


@dataclass(frozen=True, slots=True)
class Demand:
    """The sum of ``weight`` over the chosen questions lies between ``least`` and ``most``."""

    words: str
    weight: Callable[[Question], int]
    least: float
    most: float
    lever: Lever = Lever.LEVEL

    def is_met(self, questions: Iterable[Question]) -> bool:
        """Say whether a choice of questions meets this demand."""
        return self.least <= sum(map(self.weight, questions)) <= self.most


def is_scored(question: Question, level: RoleLevel) -> bool:
    """Say whether a level scores a question: not where its attribute is only an option."""
    return level.asked(question.attribute) is not Asked.OPTIONAL


def candidates(bank: QuestionBank, recipe: Recipe) -> tuple[Question, ...]:
    """Return the questions a pack may choose from, ordered by id.

    A question that would be asked but not scored takes time from those that count, so
    it comes in only when the manager names it.
    """
    level = bank.levels[recipe.level]
    return tuple(
        question
        for question in bank.at_level(recipe.level)
        if is_scored(question, level) or question.id in recipe.include
    )


def demands(bank: QuestionBank, recipe: Recipe) -> tuple[Demand, ...]:
    """Return everything a pack must satisfy to meet a recipe."""
    level = bank.levels[recipe.level]
    return (
        *_mix_demands(level, recipe),
        *_attribute_demands(level, bank),
        _minutes_demand(bank, recipe),
        *(
            Demand(f"the question {name} is included", _is(name), 1, 1, Lever.INCLUDE)
            for name in recipe.include
        ),
        *(
            Demand(f"the question {name} is left out", _is(name), 0, 0, Lever.EXCLUDE)
            for name in recipe.exclude
        ),
    )


def _mix_demands(level: RoleLevel, recipe: Recipe) -> Iterable[Demand]:
    for kind in QuestionType:
        count = recipe.mix[kind]
        plural = "" if count == 1 else "s"
        if count < 0:
            words = f"{recipe.questions} scored questions in all, fewer than the level's other types take up"
            yield Demand(words, _scored_of(level, kind=kind), count, count, Lever.QUESTIONS)
            continue
        words = f"{count} scored {kind.label.lower()} question{plural} (of {recipe.questions} scored in all)"
        lever = Lever.QUESTIONS if kind is QuestionType.PAST else Lever.LEVEL
        yield Demand(words, _scored_of(level, kind=kind), count, count, lever)


def _attribute_demands(level: RoleLevel, bank: QuestionBank) -> Iterable[Demand]:
    for cell in level.attributes:
        number = cell.attribute
        name = f"attribute {number} ({bank.frameworks.attribute_names[number]})"
        of_attribute = _scored_of(level, attribute=number)
        if cell.asked is Asked.FULL:
            least = 2 if number == 1 else 1
            yield Demand(f"at least {least} scored on {name}", of_attribute, least, UNBOUNDED)
            past = _scored_of(level, attribute=number, kind=QuestionType.PAST)
            yield Demand(f"a past-behaviour question on {name}", past, 1, UNBOUNDED)
        elif cell.asked is Asked.LIGHT:
            yield Demand(f"exactly one scored question on {name}", of_attribute, 1, 1)
        else:
            yield Demand(f"at most one question, unscored, on {name}", _on(number), 0, 1)


def _minutes_demand(bank: QuestionBank, recipe: Recipe) -> Demand:
    fixed = bank.interview.minutes.total
    words = f"{recipe.minutes} minutes in all, {fixed} of them outside the questions"
    return Demand(words, lambda question: question.minutes, 0, recipe.minutes - fixed, Lever.MINUTES)


def _scored_of(
    level: RoleLevel, *, attribute: int | None = None, kind: QuestionType | None = None
) -> Callable[[Question], int]:
    return lambda question: int(
        is_scored(question, level)
        and (attribute is None or question.attribute == attribute)
        and (kind is None or question.type == kind)
    )


def _on(attribute: int) -> Callable[[Question], int]:
    return lambda question: int(question.attribute == attribute)


def _is(name: str) -> Callable[[Question], int]:
    return lambda question: int(question.id == name)
