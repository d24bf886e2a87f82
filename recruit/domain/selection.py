"""Chooses the questions of a pack: most coverage that the recipe allows, proved.

A whole-number programme solved in stages. Each stage keeps what the earlier ones reached:
most distinct behaviours; most distinct indicators of the base lens; then of the stretch
lens; then a tie-break drawn from the recipe's seed. Nothing random is left, and every
stage is proved or the selection says that it was not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import Demand, candidates, demands
from recruit.domain.frameworks import Frameworks
from recruit.domain.levels import Lens, RoleLevel, lens_items
from recruit.domain.programme import UNBOUNDED, Programme
from recruit.domain.recipe import Recipe

TIE_WEIGHTS = 10_000
"""Largest tie-break weight: small enough for exact sums, large enough that ties are rare."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen questions, ordered by id, and whether the optimum is proved.

    Where the time limit struck, ``gap`` is by how many ``gap_in`` a better selection might
    still win; otherwise it is 0 and ``gap_in`` is none.
    """

    questions: tuple[Question, ...]
    optimal: bool
    gap: int
    gap_in: str | None


@dataclass(frozen=True, slots=True)
class Ideas:
    """The distinct ideas that coverage counts; one in both lenses belongs to the base."""

    behaviours: frozenset[str]
    base: frozenset[str]
    stretch: frozenset[str]


def countable_ideas(level: RoleLevel, frameworks: Frameworks, *, wanted: Iterable[str]) -> Ideas:
    """Return what coverage counts at a level; ``wanted`` names the frameworks that take part."""
    names = set(wanted)

    def of(lenses: Iterable[Lens]) -> frozenset[str]:
        items = lens_items((lens for lens in lenses if lens.framework in names), frameworks)
        return frozenset(item.idea for item in items)

    base = of(level.base)
    return Ideas(frozenset(item.idea for item in frameworks.behaviours), base, of(level.stretch) - base)


def heard(question: Question, frameworks: Frameworks) -> frozenset[str]:
    """Return the ideas that a question looks for."""
    return frameworks.ideas((*question.behaviours, *question.indicators))


def tie_weight(question_id: str, *, seed: int) -> int:
    """Return the tie-break weight of a question, 1 to ``TIE_WEIGHTS``, by SHA-256 of seed and id."""
    digest = hashlib.sha256(f"{seed}:{question_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % TIE_WEIGHTS + 1


def select(bank: QuestionBank, recipe: Recipe, *, seconds: float = 60.0) -> Selection | None:
    """Return the best selection for a recipe, or none when no selection can meet it.

    ``seconds`` bounds each stage. A stage that reaches it ends the proof, and with it the
    promise of the same selection on another machine.
    """
    questions, wanted = candidates(bank, recipe), demands(bank, recipe)
    programme = Programme(seconds=seconds)
    require(programme, questions, wanted)
    ideas = countable_ideas(bank.levels[recipe.level], bank.frameworks, wanted=recipe.frameworks)
    kinds = {"behaviours": ideas.behaviours, "indicators": ideas.base, "stretch indicators": ideas.stretch}
    stages = {name: _cover(programme, questions, kind, bank.frameworks) for name, kind in kinds.items()}
    stages["ties"] = {i: tie_weight(question.id, seed=recipe.seed) for i, question in enumerate(questions)}
    for name, objective in stages.items():
        outcome = programme.maximise(objective)
        if outcome is None:
            return None
        if outcome.gap:
            chosen = _chosen(programme, questions, wanted)
            bound = outcome.value + outcome.gap
            gap = bound - max(outcome.value, _reached(chosen, kinds.get(name), bank.frameworks))
            return Selection(chosen, optimal=False, gap=max(1, gap), gap_in=name)
        programme.row(objective, least=outcome.value, most=UNBOUNDED)
    return Selection(_chosen(programme, questions, wanted), optimal=True, gap=0, gap_in=None)


def require(programme: Programme, questions: Sequence[Question], wanted: Iterable[Demand]) -> None:
    """Add a column for each question, and a row for each demand on them."""
    columns = [programme.column() for _ in questions]
    for demand in wanted:
        weights = {at: demand.weight(question) for at, question in zip(columns, questions, strict=True)}
        programme.row(weights, least=demand.least, most=demand.most)


def _cover(
    programme: Programme, questions: Sequence[Question], ideas: frozenset[str], frameworks: Frameworks
) -> dict[int, int]:
    """Add a column for each idea that can be heard, 1 only where a chosen question hears it."""
    hearers: dict[str, list[int]] = {}
    for index, question in enumerate(questions):
        for idea in sorted(heard(question, frameworks) & ideas):
            hearers.setdefault(idea, []).append(index)
    objective: dict[int, int] = {}
    for _, indices in sorted(hearers.items()):
        column = programme.column()
        programme.row({**dict.fromkeys(indices, 1), column: -1}, least=0, most=UNBOUNDED)
        objective[column] = 1
    return objective


def _reached(chosen: Iterable[Question], ideas: frozenset[str] | None, frameworks: Frameworks) -> int:
    """Return how many ideas a choice covers; a programme cut short may not have counted them all."""
    return len(
        frozenset().union(*(heard(question, frameworks) for question in chosen)) & (ideas or frozenset())
    )


def _chosen(
    programme: Programme, questions: Sequence[Question], wanted: Iterable[Demand]
) -> tuple[Question, ...]:
    """Return the chosen questions, after counting by hand that they meet every demand."""
    chosen = tuple(question for index, question in enumerate(questions) if programme.values[index])
    if unmet := [demand.words for demand in wanted if not demand.is_met(chosen)]:
        raise RuntimeError(f"the optimiser chose a pack that breaks: {'; '.join(unmet)}")
    return chosen
