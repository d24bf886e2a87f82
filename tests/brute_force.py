"""Every choice tried, by rules written a second time: what the optimiser and a change by hand answer to."""

from __future__ import annotations

from itertools import combinations

from hypothesis import strategies as st

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.levels import Asked, QuestionType
from recruit.domain.recipe import Recipe, recipe_for
from recruit.domain.selection import tie_weight
from tests.cast import FULL, LIGHT, OPTIONAL, PB, R, S, bank, level, question

COUNTS = {1: 3, 2: 3, 3: 2, 4: 2, 5: 2}
BEHAVIOURS = [f"sfpc-{n}.{i}" for n, count in COUNTS.items() for i in range(1, count + 1)]
INDICATORS = [*(f"base-1.{i}" for i in range(1, 7)), *(f"reach-1.{i}" for i in range(1, 5))]


def best_by_trying_all(bank: QuestionBank, recipe: Recipe) -> tuple[int, int, int, int] | None:
    """Return behaviours, base and stretch indicators and tie weight of the best; the rules written anew."""
    role = bank.levels[recipe.level]
    pool = [q for q in bank.questions if recipe.level in q.levels and q.id not in recipe.exclude]
    scores = [
        worth(chosen, recipe)
        for size in range(len(pool) + 1)
        for chosen in combinations(pool, size)
        if allowed(chosen, recipe, {cell.attribute: cell.asked for cell in role.attributes})
    ]
    return max(scores, default=None)


def allowed(chosen: tuple[Question, ...], recipe: Recipe, asked: dict[int, Asked]) -> bool:
    """Say whether a choice meets a recipe at a level that asks the attributes so."""
    scored = [q for q in chosen if asked[q.attribute] != "optional"]
    unscored = [q for q in chosen if asked[q.attribute] == "optional"]
    if any(q.id not in recipe.include for q in unscored):
        return False
    if not {*recipe.include} <= {q.id for q in chosen}:
        return False
    if sum(q.minutes for q in chosen) + 20 > recipe.minutes:
        return False
    if any(sum(q.type == kind for q in scored) != recipe.mix[kind] for kind in QuestionType):
        return False
    return all(_enough(how, attribute, chosen) for attribute, how in asked.items())


def _enough(how: Asked, attribute: int, chosen: tuple[Question, ...]) -> bool:
    on_it = [q for q in chosen if q.attribute == attribute]
    if how == "full":
        return len(on_it) >= (2 if attribute == 1 else 1) and any(q.type == "PB" for q in on_it)
    return len(on_it) == 1 if how == "light" else len(on_it) <= 1


def worth(chosen: tuple[Question, ...], recipe: Recipe) -> tuple[int, int, int, int]:
    """Return behaviours, base and stretch indicators, and tie weight of a choice."""
    behaviours = {tag for q in chosen for tag in q.behaviours}
    indicators = {tag for q in chosen for tag in q.indicators}
    base = {tag for tag in indicators if tag.startswith("base")}
    return (
        len(behaviours),
        len(base),
        len(indicators - base),
        sum(tie_weight(q.id, seed=recipe.seed) for q in chosen),
    )


@st.composite
def small_banks(draw: st.DrawFn) -> tuple[QuestionBank, Recipe]:
    """Return a bank that holds at least one pack for its recipe, unless minutes or names forbid it."""
    asked = {n: draw(st.sampled_from([FULL, LIGHT, OPTIONAL])) for n in range(2, 6)}
    core = [(1, PB), (1, draw(st.sampled_from([PB, S, R])))]
    core += [
        (n, PB if how is FULL else draw(st.sampled_from([PB, S])))
        for n, how in asked.items()
        if how is not OPTIONAL
    ]
    kinds = [kind for _, kind in core]
    spare = st.tuples(st.integers(1, 5), st.sampled_from([PB, PB, S, R]))
    places = [*core, *draw(st.lists(spare, min_size=2, max_size=12 - len(core)))]
    made = [
        question(
            f"q{i}",
            attribute,
            kind,
            minutes=draw(st.integers(5, 9)),
            behaviours=tuple(draw(st.sets(st.sampled_from(BEHAVIOURS), min_size=1, max_size=3))),
            indicators=tuple(draw(st.sets(st.sampled_from(INDICATORS), min_size=1, max_size=4))),
        )
        for i, (attribute, kind) in enumerate(places)
    ]
    role = level(asked=asked, mix={kind: kinds.count(kind) for kind in QuestionType})
    names = st.sampled_from([q.id for q in made])
    recipe = recipe_for(
        role,
        minutes=draw(st.sampled_from([20 + 7 * len(core), 90])),
        questions=len(core) + draw(st.sampled_from([0, 0, 0, 1, -1])),
        include=tuple(draw(st.sets(names, max_size=1))),
        exclude=tuple(draw(st.sets(names, max_size=1))),
        seed=draw(st.integers(0, 3)),
    )
    return bank(*made, levels=(role,)), recipe
