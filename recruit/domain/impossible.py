"""Explains a recipe that no pack can meet: which demands clash, and which recipe is nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import Demand, Lever, candidates, demands
from recruit.domain.errors import ImpossibleRecipe
from recruit.domain.programme import UNBOUNDED, Programme
from recruit.domain.recipe import Recipe, recipe_for
from recruit.domain.selection import require

MOST_QUESTIONS, MOST_MINUTES = 20, 300
"""How far the search for a nearest recipe goes."""

QUESTION_COST, NAME_COST = 7, 10
"""What a change costs beside one minute: a question takes about seven minutes to ask, and a
question that a manager named is dearer to them than one of many."""


def explain_impossible(bank: QuestionBank, recipe: Recipe, *, seconds: float) -> ImpossibleRecipe:
    """Return why no pack meets a recipe, as the error to raise.

    ``seconds`` bounds each programme solved on the way; raises ``OutOfTime`` past it.
    """
    clash = _irreducible_clash(candidates(bank, recipe), demands(bank, recipe), seconds=seconds)
    nearest = _nearest(bank, recipe, seconds=seconds)
    remedy = _change(recipe, nearest) if nearest else _NOTHING_NEAR
    words = [demand.words for demand in clash]
    return ImpossibleRecipe(words, remedy=remedy, wanted=recipe, nearest=nearest)


_NOTHING_NEAR = "the bank holds too few questions for this level; add some or change the level in levels.yaml"


_BLAME = {Lever.INCLUDE: 0, Lever.EXCLUDE: 0, Lever.LEVEL: 1, Lever.QUESTIONS: 2, Lever.MINUTES: 3}
"""In which order demands are tried for leaving out of a clash."""


def _can_hold(questions: Sequence[Question], wanted: Sequence[Demand], *, seconds: float) -> bool:
    programme = Programme(seconds=seconds)
    require(programme, questions, wanted)
    return programme.maximise({}) is not None


def _irreducible_clash(
    questions: Sequence[Question], wanted: Sequence[Demand], *, seconds: float
) -> list[Demand]:
    """Leave out one demand after the other for as long as the rest still clash.

    A manager's named questions are tried first and the minutes last, so that a question
    is blamed only where nothing else explains the clash.
    """
    kept = list(wanted)
    for demand in sorted(wanted, key=lambda one: _BLAME[one.lever]):
        rest = [other for other in kept if other is not demand]
        if not _can_hold(questions, rest, seconds=seconds):
            kept = rest
    return kept


@dataclass(frozen=True, slots=True)
class _Levers:
    """Columns by which the programme may depart from what the manager set."""

    more_minutes: int
    more_questions: int
    fewer_questions: int
    dropped: dict[str, int]
    restored: dict[str, int]

    def costs(self) -> dict[int, int]:
        named = (*self.dropped.values(), *self.restored.values())
        return {
            self.more_minutes: 1,
            self.more_questions: QUESTION_COST,
            self.fewer_questions: QUESTION_COST,
            **dict.fromkeys(named, NAME_COST),
        }


def _nearest(bank: QuestionBank, recipe: Recipe, *, seconds: float) -> Recipe | None:
    """Return the recipe that departs least from ``recipe`` and can be met, or none."""
    questions, wanted = candidates(bank, recipe), demands(bank, recipe)
    programme = Programme(seconds=seconds)
    require(programme, questions, [demand for demand in wanted if demand.lever is Lever.LEVEL])
    levers = _add_levers(programme, questions, recipe, wanted)
    if programme.maximise({column: -cost for column, cost in levers.costs().items()}) is None:
        return None
    moved = [name for name, column in levers.dropped.items() if programme.values[column]]
    restored = [name for name, column in levers.restored.items() if programme.values[column]]
    extra = programme.values[levers.more_questions] - programme.values[levers.fewer_questions]
    return recipe_for(
        bank.levels[recipe.level],
        minutes=recipe.minutes + programme.values[levers.more_minutes],
        questions=recipe.questions + extra,
        include=tuple(set(recipe.include) - set(moved)),
        exclude=tuple(set(recipe.exclude) - set(restored)),
        seed=recipe.seed,
        asked_before=recipe.asked_before,
        rest_days=recipe.rest_days,
        rest_weight=recipe.rest_weight,
    )


def _add_levers(
    programme: Programme, questions: Sequence[Question], recipe: Recipe, wanted: Sequence[Demand]
) -> _Levers:
    levers = _Levers(
        more_minutes=programme.column(most=MOST_MINUTES),
        more_questions=programme.column(most=MOST_QUESTIONS),
        fewer_questions=programme.column(most=MOST_QUESTIONS),
        dropped={name: programme.column() for name in recipe.include},
        restored={name: programme.column() for name in recipe.exclude},
    )
    past = next(demand for demand in wanted if demand.lever is Lever.QUESTIONS)
    minutes = next(demand for demand in wanted if demand.lever is Lever.MINUTES)
    counts = {i: past.weight(question) for i, question in enumerate(questions)}
    counts |= {levers.more_questions: -1, levers.fewer_questions: 1}
    programme.row(counts, least=past.least, most=past.most)
    lengths = {i: minutes.weight(question) for i, question in enumerate(questions)}
    programme.row({**lengths, levers.more_minutes: -1}, least=-UNBOUNDED, most=minutes.most)
    place = {question.id: index for index, question in enumerate(questions)}
    for name, column in levers.dropped.items():
        held = {place[name]: 1} if name in place else {}
        programme.row({**held, column: 1}, least=1, most=UNBOUNDED)
    for name, column in levers.restored.items():
        if name in place:
            programme.row({place[name]: 1, column: -1}, least=-UNBOUNDED, most=0)
    return levers


def _change(recipe: Recipe, nearest: Recipe) -> str:
    """Return in words what to change."""
    words: list[str] = []
    if nearest.minutes != recipe.minutes:
        words.append(f"allow {nearest.minutes} minutes")
    if nearest.questions != recipe.questions:
        words.append(f"ask {nearest.questions} scored questions")
    dropped = sorted(set(recipe.include) - set(nearest.include))
    restored = sorted(set(recipe.exclude) - set(nearest.exclude))
    words += [f"do not insist on {name}" for name in dropped]
    words += [f"allow {name} again" for name in restored]
    return " and ".join(words)
