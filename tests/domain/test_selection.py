"""The optimiser against brute force: on small banks every selection can be tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import OutOfTime
from recruit.domain.frameworks import Frameworks
from recruit.domain.levels import Asked, QuestionType
from recruit.domain.programme import Outcome, Programme
from recruit.domain.recipe import Recipe, recipe_for
from recruit.domain.selection import countable_ideas, select, tie_weight
from tests.cast import (
    FRAMEWORKS,
    FULL,
    LIGHT,
    OPTIONAL,
    PB,
    R,
    S,
    bank,
    full_bank,
    level,
    question,
)

COUNTS = {1: 3, 2: 3, 3: 2, 4: 2, 5: 2}
BEHAVIOURS = [f"sfpc-{n}.{i}" for n, count in COUNTS.items() for i in range(1, count + 1)]
INDICATORS = [*(f"base-1.{i}" for i in range(1, 7)), *(f"reach-1.{i}" for i in range(1, 5))]


def best_by_trying_all(bank: QuestionBank, recipe: Recipe) -> tuple[int, int, int, int] | None:
    """Return behaviours, base and stretch indicators and tie weight of the best; the rules written anew."""
    role = bank.levels[recipe.level]
    pool = [q for q in bank.questions if recipe.level in q.levels and q.id not in recipe.exclude]
    scores = [
        _worth(chosen, recipe)
        for size in range(len(pool) + 1)
        for chosen in combinations(pool, size)
        if _allowed(chosen, recipe, {cell.attribute: cell.asked for cell in role.attributes})
    ]
    return max(scores, default=None)


def _allowed(chosen: tuple[Question, ...], recipe: Recipe, asked: dict[int, Asked]) -> bool:
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


def _worth(chosen: tuple[Question, ...], recipe: Recipe) -> tuple[int, int, int, int]:
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


@given(small_banks())
@settings(max_examples=300, deadline=None)
def test_the_selection_is_the_best_of_all_that_meet_the_recipe(case: tuple[QuestionBank, Recipe]) -> None:
    small, recipe = case
    found = select(small, recipe)
    best = best_by_trying_all(small, recipe)
    assert (found and _worth(found.questions, recipe)) == best
    if found:
        assert (found.optimal, found.gap, found.gap_in) == (True, 0, None)


def test_enough_of_the_small_banks_hold_a_pack_for_the_comparison_to_mean_something() -> None:
    """A comparison of nothing with nothing proves nothing: at least a third must have a best pack."""
    found: list[bool] = []

    @given(small_banks())
    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    def look(case: tuple[QuestionBank, Recipe]) -> None:
        found.append(select(*case) is not None)

    look()
    assert sum(found) * 3 >= len(found)


def chosen_ids(whole: QuestionBank, recipe: Recipe) -> tuple[str, ...] | None:
    found = select(whole, recipe)
    return tuple(q.id for q in found.questions) if found else None


def test_another_seed_chooses_otherwise_among_equals() -> None:
    whole = full_bank()
    drawn = {chosen_ids(whole, recipe_for(whole.levels[4], seed=seed)) for seed in range(8)}
    assert len(drawn) > 1


def test_a_tie_weight_depends_on_seed_and_id_alone() -> None:
    assert tie_weight("hand-over", seed=0) == 929
    assert tie_weight("hand-over", seed=1) == tie_weight("hand-over", seed=1)
    assert tie_weight("hand-over", seed=1) != tie_weight("hand-over", seed=0)


def test_an_idea_that_two_items_repeat_counts_once() -> None:
    twice = replace(FRAMEWORKS.items["base-1.3"], same_idea_as="base-1.2")
    section = FRAMEWORKS.by_id["base"].sections[0]
    items = tuple(twice if one.id == twice.id else one for one in section.items)
    repeating = replace(FRAMEWORKS.by_id["base"], sections=(replace(section, items=items),))
    frameworks = Frameworks({**FRAMEWORKS.by_id, "base": repeating})
    assert frameworks.ideas(["base-1.1", "base-1.2", "base-1.3"]) == {"base-1.1", "base-1.2"}
    ideas = countable_ideas(level(), frameworks, wanted=("base", "reach"))
    assert (len(ideas.base), len(ideas.stretch)) == (5, 4)


def test_an_unscored_question_comes_in_only_when_it_is_named() -> None:
    role = level(asked={5: OPTIONAL}, mix={PB: 5})
    whole = full_bank()
    optional = bank(*whole.questions, levels=(role,))
    plain = select(optional, recipe_for(role))
    named = select(optional, recipe_for(role, include=("past-5-a",)))
    assert plain is not None
    assert named is not None
    assert [q.attribute for q in plain.questions if q.attribute == 5] == []
    assert [q.id for q in named.questions if q.attribute == 5] == ["past-5-a"]
    assert len(named.questions) == len(plain.questions) + 1


def test_without_time_there_is_no_pack_rather_than_an_unproved_one_called_proved() -> None:
    whole = full_bank()
    with pytest.raises(OutOfTime):
        select(whole, recipe_for(whole.levels[4]), seconds=0.0)


class Cut(Programme):
    """A programme that is cut short at one of its stages, with room left under its bound."""

    def __init__(self, *, stage: int, room: int) -> None:
        super().__init__(seconds=10)
        self.stage, self.room, self.calls = stage, room, 0

    def maximise(self, objective: Mapping[int, int]) -> Outcome | None:
        found = super().maximise(objective)
        self.calls += 1
        return Outcome(found.value, self.room) if found and self.calls == self.stage else found


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (1, (False, 3, "behaviours", False)),
        (2, (False, 3, "indicators", False)),
        (3, (False, 3, "stretch indicators", False)),
        (4, (True, 0, None, False)),
        (5, (True, 0, None, True)),
    ],
)
def test_a_search_cut_short_says_where_and_by_how_much(
    stage: int, expected: tuple[bool, int, str | None, bool]
) -> None:
    whole = full_bank()
    found = select(whole, recipe_for(whole.levels[4]), programme=Cut(stage=stage, room=3))
    assert found is not None
    assert (found.optimal, found.gap, found.gap_in, found.repeatable) == expected
