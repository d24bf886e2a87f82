"""What could stand in a pack in place of one of its questions, and what each swap costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import demands, is_scored
from recruit.domain.errors import UnknownQuestion
from recruit.domain.pack import Pack
from recruit.domain.pack_recipe import recipe_from
from recruit.domain.recipe import Recipe
from recruit.domain.selection import countable_ideas, ideas_of


@dataclass(frozen=True, slots=True)
class Alternative:
    """A question that may take another's place, with what coverage loses and gains by it.

    ``lost`` and ``gained`` are ids, sorted; ``behaviours`` and ``indicators`` the change
    in distinct behaviours and indicators covered (below 0: fewer); ``minutes`` likewise.
    """

    question: Question
    behaviours: int
    indicators: int
    minutes: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]


def alternatives(bank: QuestionBank, pack: Pack, question_id: str) -> tuple[Alternative, ...]:
    """Return every single swap for a question of a pack that still meets its recipe, cheapest first.

    A question that the recipe includes may be swapped too: the manager who named it may
    change their mind. Raises ``UnknownQuestion`` when the pack, or the bank it should
    come from, does not hold the question.
    """
    chosen = [bank.question(question.id) for question in pack.questions]
    leaving = bank.question(question_id)
    if leaving not in chosen:
        raise UnknownQuestion(f"there is no question {question_id!r} in this pack")
    rest = [question for question in chosen if question is not leaving]
    wanted = demands(bank, _recipe_without(pack, question_id))
    found = (
        _alternative(bank, pack, leaving, coming, rest)
        for coming in _coming(bank, pack, leaving)
        if all(demand.is_met([*rest, coming]) for demand in wanted)
    )
    return tuple(sorted(found, key=lambda one: (-one.behaviours, -one.indicators, one.question.id)))


def _coming(bank: QuestionBank, pack: Pack, leaving: Question) -> list[Question]:
    """Return the questions that may come: scored for scored, unscored for unscored."""
    level = bank.levels[pack.level]
    asked = {question.id for question in pack.questions}
    return [
        question
        for question in bank.at_level(pack.level)
        if question.id not in asked and is_scored(question, level) == is_scored(leaving, level)
    ]


def _recipe_without(pack: Pack, question_id: str) -> Recipe:
    recipe = recipe_from(pack.recipe, level=pack.level, seed=pack.seed)
    return replace(recipe, include=tuple(name for name in recipe.include if name != question_id))


def _alternative(
    bank: QuestionBank, pack: Pack, leaving: Question, coming: Question, rest: list[Question]
) -> Alternative:
    frameworks = bank.frameworks
    ideas = countable_ideas(bank.levels[pack.level], frameworks, wanted=pack.recipe.frameworks)
    kept = ideas_of(rest, frameworks)
    lost = (ideas_of([leaving], frameworks) & ideas.all) - kept
    gained = (ideas_of([coming], frameworks) & ideas.all) - kept
    return Alternative(
        question=coming,
        behaviours=len(gained & ideas.behaviours) - len(lost & ideas.behaviours),
        indicators=len(gained - ideas.behaviours) - len(lost - ideas.behaviours),
        minutes=coming.minutes - leaving.minutes,
        lost=tuple(sorted(lost - gained)),
        gained=tuple(sorted(gained - lost)),
    )
