"""Equivalent forms: packs of one recipe with no question in common, as equal as can be.

For second rounds, and for internal and external candidates who may talk to each other. All
forms are chosen in one whole-number programme, in stages as a single pack is (record 3). For
each kind of coverage in turn the form that has least gets as much as it can, the others no more
than they must, and then all together as much as that leaves. Then the lengths are brought near
to each other, and the seed decides the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import Demand, candidates, demands
from recruit.domain.draw import assemble, in_order
from recruit.domain.errors import ImpossibleRecipe
from recruit.domain.impossible import explain_impossible
from recruit.domain.pack import Pack, PackForm
from recruit.domain.programme import UNBOUNDED, Programme
from recruit.domain.recipe import Recipe
from recruit.domain.selection import Selection, chosen_of, countable_ideas, cover, require, tie_weight
from recruit.domain.words import counted

MOST_FORMS = 4
"""Forms that can be drawn at once; the bank is written for three."""
_LONGEST = 1_000
"""Minutes above any interview."""


@dataclass(frozen=True, slots=True)
class FormMeasure:
    """What is compared between forms, and its value in each, in the order of the forms."""

    name: str
    values: tuple[int, ...]

    @property
    def difference(self) -> int:
        """By how much the highest is above the lowest; 0 where all are equal."""
        return max(self.values) - min(self.values)


@dataclass(frozen=True, slots=True)
class Forms:
    """Packs with no question in common, and how near they are to each other.

    ``proved`` says that every stage of the search ended: no other choice of forms gives the one
    that covers least more, and all together more.
    """

    packs: tuple[Pack, ...]
    measures: tuple[FormMeasure, ...]
    proved: bool


def draw_forms(bank: QuestionBank, recipe: Recipe, *, forms: int, seconds: float = 60.0) -> Forms:
    """Return ``forms`` packs (2 to ``MOST_FORMS``) that each meet a recipe and share no question.

    A question that the recipe includes is asked in one of them. ``seconds`` bounds each stage.
    Raises ``UnknownQuestion``, ``ImpossibleRecipe`` naming what the bank has too few of, and
    ``OutOfTime`` when nothing was found in time.
    """
    if not 2 <= forms <= MOST_FORMS:
        raise ValueError(f"{forms} forms; from 2 to {MOST_FORMS} can be drawn")
    for name in (*recipe.include, *recipe.exclude):
        bank.question(name)
    search = _Search(bank, recipe, forms=forms, seconds=seconds)
    if not search.run():
        raise _impossible(bank, recipe, forms=forms, seconds=seconds)
    packs = tuple(search.pack(number) for number in range(forms))
    return Forms(packs, tuple(_measures(packs)), search.proved)


class _Search:
    """The programme: a column for each question in each form."""

    def __init__(self, bank: QuestionBank, recipe: Recipe, *, forms: int, seconds: float) -> None:
        self.bank, self.recipe = bank, recipe
        self.questions = candidates(bank, recipe)
        self.wanted = demands(bank, replace(recipe, include=()))
        self.programme = Programme(seconds=seconds, warm=True)
        self.columns = [require(self.programme, self.questions, self.wanted) for _ in range(forms)]
        self.proved = True
        self._share_nothing()
        self._stand_in_order()

    def _share_nothing(self) -> None:
        """Let each question stand in one form at most, and each that is included in one."""
        for question, places in zip(self.questions, zip(*self.columns, strict=True), strict=True):
            least = int(question.id in self.recipe.include)
            self.programme.row(dict.fromkeys(places, 1), least=least, most=1)

    def _stand_in_order(self) -> None:
        """Put the forms in one order: else each choice would be searched once for every order of it."""
        size = len(self.questions)
        for earlier, later in zip(self.columns, self.columns[1:], strict=False):
            weights = {at: size - index for index, at in enumerate(earlier)}
            weights |= {at: index - size for index, at in enumerate(later)}
            self.programme.row(weights, least=0, most=UNBOUNDED)

    def run(self) -> bool:
        """Solve stage after stage; false where no choice of forms is possible."""
        level = self.bank.levels[self.recipe.level]
        ideas = countable_ideas(level, self.bank.frameworks, wanted=self.recipe.frameworks)
        covered = (self._reach(self._even_cover(kind)) for kind in ideas.kinds().values())
        return all(covered) and self._reach(self._even_minutes()) and self._reach(self._ties())

    def _even_cover(self, kind: frozenset[str]) -> dict[int, int]:
        """Return what to maximise for one kind of idea: the lowest form, then evenness, then the sum."""
        least, highest = self.programme.column(most=len(kind)), self.programme.column(most=len(kind))
        objective: dict[int, int] = {}
        for columns in self.columns:
            heard = cover(self.programme, columns, self.questions, kind, self.bank.frameworks, exact=True)
            self.programme.row({**heard, least: -1}, least=0, most=UNBOUNDED)
            self.programme.row({**heard, highest: -1}, least=-UNBOUNDED, most=0)
            objective |= dict.fromkeys(heard, 1)
        apart = len(objective) + 1
        return {**objective, highest: -apart, least: apart * (len(kind) + 1)}

    def _even_minutes(self) -> dict[int, int]:
        """Return what to maximise so that the longest form is little longer than the shortest."""
        longest, shortest = self.programme.column(most=_LONGEST), self.programme.column(most=_LONGEST)
        for columns in self.columns:
            minutes = {at: one.minutes for at, one in zip(columns, self.questions, strict=True)}
            self.programme.row({**minutes, longest: -1}, least=-UNBOUNDED, most=0)
            self.programme.row({**minutes, shortest: -1}, least=0, most=UNBOUNDED)
        return {longest: -1, shortest: 1}

    def _ties(self) -> dict[int, int]:
        return {
            at: tie_weight(f"{question.id}:{number}", seed=self.recipe.seed)
            for number, columns in enumerate(self.columns)
            for at, question in zip(columns, self.questions, strict=True)
        }

    def _reach(self, objective: Mapping[int, int]) -> bool:
        """Reach the most of an objective and hold it; where time runs out, hold what was reached."""
        outcome = self.programme.maximise(objective)
        if outcome is None:
            return False
        self.proved = self.proved and not outcome.gap
        self.programme.row(objective, least=outcome.value, most=UNBOUNDED)
        return True

    def pack(self, number: int) -> Pack:
        """Return one of the forms as a pack; its recipe includes what of the recipe it holds."""
        chosen = chosen_of(self.programme, self.columns[number], self.questions, self.wanted)
        held = tuple(name for name in self.recipe.include if name in {one.id for one in chosen})
        level = self.bank.levels[self.recipe.level]
        selection = Selection(
            in_order(chosen, level),
            optimal=self.proved,
            gap=0 if self.proved else 1,
            gap_in=None if self.proved else "behaviours",
            repeatable=self.proved,
        )
        made = assemble(self.bank, replace(self.recipe, include=held), selection)
        return replace(made, form=PackForm(number=number + 1, of=len(self.columns)))


def _measures(packs: Sequence[Pack]) -> Iterator[FormMeasure]:
    for name, part in (
        ("behaviours", "behaviours"),
        ("base indicators", "base"),
        ("stretch indicators", "stretch"),
    ):
        yield FormMeasure(name, tuple(getattr(pack.coverage, part).covered for pack in packs))
    yield FormMeasure("minutes", tuple(pack.minutes for pack in packs))


def _impossible(bank: QuestionBank, recipe: Recipe, *, forms: int, seconds: float) -> ImpossibleRecipe:
    """Return why so many forms cannot be drawn: what one pack cannot meet, or what is too few for all."""
    if not _Search(bank, replace(recipe, include=()), forms=1, seconds=seconds).run():
        return explain_impossible(bank, recipe, seconds=seconds)
    questions = [question for question in candidates(bank, recipe) if question.id not in recipe.exclude]
    short = [
        demand for demand in demands(bank, replace(recipe, include=())) if _is_short(demand, questions, forms)
    ]
    words = [f"{forms} times {demand.words}, with no question in common" for demand in short]
    possible = max(
        (n for n in range(1, forms) if _Search(bank, recipe, forms=n, seconds=seconds).run()), default=0
    )
    remedy = f"draw {counted(possible, 'form')}" if possible else "include fewer questions"
    return ImpossibleRecipe(
        words or [f"{forms} packs with no question in common"],
        remedy=f"{remedy}, or add questions to this level",
        wanted=recipe,
        nearest=None,
    )


def _is_short(demand: Demand, questions: Sequence[Question], forms: int) -> bool:
    """Say whether all questions together weigh less than the forms want of a demand."""
    return demand.least > 0 and sum(map(demand.weight, questions)) < forms * demand.least
