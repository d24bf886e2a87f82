"""Chooses the questions of a pack: most coverage that the recipe allows, proved.

A whole-number programme solved in stages. Each stage keeps what the earlier ones reached:
most distinct behaviours; most distinct indicators of the base lens; then of the stretch
lens; then, where it is known when questions were asked, the days that they have yet to rest,
fewest first (before the stretch lens if the recipe says so); then a tie-break drawn from the
recipe's seed. Nothing random is left, and every stage is proved or the selection says that it
was not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import Demand, candidates, demands
from recruit.domain.frameworks import Frameworks
from recruit.domain.levels import Lens, RoleLevel, lens_items
from recruit.domain.programme import UNBOUNDED, Outcome, Programme
from recruit.domain.recipe import Recipe, RestWeight

STRETCH = "stretch indicators"
TIE_WEIGHTS = 10_000
"""Largest tie-break weight: small enough for exact sums, large enough that ties are rare."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen questions, as searched for ordered by id, and whether no other choice covers more.

    Where the time limit struck while coverage was sought, ``gap`` is by how many ``gap_in``
    (behaviours, indicators, stretch indicators) a better selection might still win; where
    stretch indicators were given up for rest, it is how many. Otherwise it is 0 and
    ``gap_in`` is none. ``repeatable`` says that every stage ended,
    the tie-break too, so that any machine chooses the same.
    """

    questions: tuple[Question, ...]
    optimal: bool
    gap: int
    gap_in: str | None
    repeatable: bool


@dataclass(frozen=True, slots=True)
class Ideas:
    """The distinct ideas that coverage counts; one in both lenses belongs to the base."""

    behaviours: frozenset[str]
    base: frozenset[str]
    stretch: frozenset[str]

    def kinds(self) -> dict[str, frozenset[str]]:
        """Return each kind by its name, the most important first."""
        return {"behaviours": self.behaviours, "indicators": self.base, STRETCH: self.stretch}

    @property
    def all(self) -> frozenset[str]:
        """Everything that coverage counts."""
        return self.behaviours | self.base | self.stretch


def countable_ideas(level: RoleLevel, frameworks: Frameworks, *, wanted: Iterable[str]) -> Ideas:
    """Return what coverage counts at a level; ``wanted`` names the frameworks that take part."""
    names = set(wanted)

    def of(lenses: Iterable[Lens]) -> frozenset[str]:
        items = lens_items((lens for lens in lenses if lens.framework in names), frameworks)
        return frozenset(item.idea for item in items)

    base = of(level.base)
    return Ideas(frozenset(item.idea for item in frameworks.behaviours), base, of(level.stretch) - base)


def ideas_of(questions: Iterable[Question], frameworks: Frameworks) -> frozenset[str]:
    """Return the distinct ideas that questions look for."""
    return frameworks.ideas(tag for question in questions for tag in question.tags)


def tie_weight(question_id: str, *, seed: int) -> int:
    """Return the tie-break weight of a question, 1 to ``TIE_WEIGHTS``, by SHA-256 of seed and id."""
    digest = hashlib.sha256(f"{seed}:{question_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % TIE_WEIGHTS + 1


def select(
    bank: QuestionBank, recipe: Recipe, *, seconds: float = 60.0, programme: Programme | None = None
) -> Selection | None:
    """Return the best selection for a recipe, or none when no selection can meet it.

    ``seconds`` bounds each stage. A stage that reaches it ends the proof, and with it the
    promise of the same selection on another machine. ``programme`` is an empty one to use
    instead of HiGHS's. Raises ``OutOfTime`` when nothing was found in time.
    """
    questions, wanted = candidates(bank, recipe), demands(bank, recipe)
    programme = programme or Programme(seconds=seconds)
    columns = require(programme, questions, wanted)
    ideas = countable_ideas(bank.levels[recipe.level], bank.frameworks, wanted=recipe.frameworks)
    rest = rest_wanted(recipe, columns, questions)
    given_up, ended = 0, True
    for name, kind in ideas.kinds().items():
        objective = cover(programme, columns, questions, kind, bank.frameworks)
        outcome = programme.maximise(objective)
        if outcome is None:
            return None
        if outcome.gap:
            chosen = chosen_of(programme, columns, questions, wanted)
            bound = outcome.value + outcome.gap
            reached = max(outcome.value, len(ideas_of(chosen, bank.frameworks) & kind))
            return Selection(chosen, False, max(1, bound - reached), name, repeatable=False)
        if kind is ideas.stretch and recipe.rest_weight is RestWeight.BEFORE_STRETCH:
            most, rested = outcome.value, _hold_the_most(programme, rest)
            outcome = _most(programme, objective)
            given_up, ended = most - outcome.value, rested and not outcome.gap
        programme.row(objective, least=outcome.value, most=UNBOUNDED)
    if recipe.rest_weight is RestWeight.AFTER_COVERAGE:
        ended = _hold_the_most(programme, rest)
    ties = {
        at: tie_weight(question.id, seed=recipe.seed) for at, question in zip(columns, questions, strict=True)
    }
    ended = not _most(programme, ties).gap and ended
    chosen = chosen_of(programme, columns, questions, wanted)
    return Selection(chosen, not given_up, given_up, STRETCH if given_up else None, repeatable=ended)


def rest_wanted(recipe: Recipe, columns: Sequence[int], questions: Sequence[Question]) -> dict[int, int]:
    """Return what to maximise for rest: each day that a question has yet to rest counts against it."""
    unrested = {at: recipe.unrested(one.id) for at, one in zip(columns, questions, strict=True)}
    return {at: -days for at, days in unrested.items() if days}


def _hold_the_most(programme: Programme, objective: Mapping[int, int]) -> bool:
    """Reach the most of an objective and hold it; say whether the search for it ended."""
    if not objective:
        return True
    outcome = _most(programme, objective)
    programme.row(objective, least=outcome.value, most=UNBOUNDED)
    return not outcome.gap


def _most(programme: Programme, objective: Mapping[int, int]) -> Outcome:
    """Return the most of an objective, of a programme that is known to have a solution."""
    outcome = programme.maximise(objective)
    if outcome is None:
        raise RuntimeError("the optimiser lost a solution that it had")
    return outcome


def require(programme: Programme, questions: Sequence[Question], wanted: Iterable[Demand]) -> list[int]:
    """Add a column for each question, and a row for each demand on them; return the columns."""
    columns = [programme.column() for _ in questions]
    for demand in wanted:
        weights = {at: demand.weight(question) for at, question in zip(columns, questions, strict=True)}
        programme.row(weights, least=demand.least, most=demand.most)
    return columns


def beside_the_best(
    questions: tuple[Question, ...], best: Selection, *, ideas: Ideas, frameworks: Frameworks
) -> Selection:
    """Return questions chosen by hand, in their order, judged beside the best that a search found.

    Both must meet the same recipe. The result is called optimal only where no selection
    can cover more; else ``gap`` is by how many of the first kind the best is ahead, or might
    be where its own search was cut short.
    """
    mine, theirs = ideas_of(questions, frameworks), ideas_of(best.questions, frameworks)
    searched = True
    for name, kind in ideas.kinds().items():
        spare = best.gap if best.gap_in == name else 0
        bound = len(theirs & kind) + spare if searched else len(kind)
        if (room := bound - len(mine & kind)) > 0:
            return Selection(questions, False, room, name, repeatable=False)
        # Past the stage that struck the limit the search proved nothing: all might be covered.
        searched = searched and best.gap_in != name
    return Selection(questions, True, 0, None, repeatable=False)


def cover(
    programme: Programme,
    columns: Sequence[int],
    questions: Sequence[Question],
    ideas: frozenset[str],
    frameworks: Frameworks,
    *,
    exact: bool = False,
) -> dict[int, int]:
    """Add a column for each idea that can be heard, 1 only where a chosen question hears it.

    ``columns`` are those of ``questions``, in their order. An ``exact`` column is 1 wherever one
    does, for sums that are not only to be large. Returns the sum of the new ones.
    """
    hearers: dict[str, list[int]] = {}
    for at, question in zip(columns, questions, strict=True):
        for idea in sorted(ideas_of([question], frameworks) & ideas):
            hearers.setdefault(idea, []).append(at)
    objective: dict[int, int] = {}
    for _, indices in sorted(hearers.items()):
        column = programme.column()
        programme.row({**dict.fromkeys(indices, 1), column: -1}, least=0, most=UNBOUNDED)
        for index in indices if exact else ():
            programme.row({column: 1, index: -1}, least=0, most=UNBOUNDED)
        objective[column] = 1
    return objective


def chosen_of(
    programme: Programme, columns: Sequence[int], questions: Sequence[Question], wanted: Iterable[Demand]
) -> tuple[Question, ...]:
    """Return the chosen questions, after counting by hand that they meet every demand."""
    chosen = tuple(one for at, one in zip(columns, questions, strict=True) if programme.values[at])
    if unmet := [demand.words for demand in wanted if not demand.is_met(chosen)]:
        raise RuntimeError(f"the optimiser chose a pack that breaks: {'; '.join(unmet)}")
    return chosen
