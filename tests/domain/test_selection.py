"""The optimiser against brute force: on small banks every selection can be tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings

from recruit.domain.bank import QuestionBank
from recruit.domain.errors import OutOfTime
from recruit.domain.frameworks import Frameworks
from recruit.domain.programme import Outcome, Programme
from recruit.domain.recipe import Recipe, recipe_for
from recruit.domain.selection import Selection, beside_the_best, countable_ideas, select, tie_weight
from tests.brute_force import best_by_trying_all, small_banks, worth
from tests.cast import (
    FRAMEWORKS,
    OPTIONAL,
    PB,
    bank,
    full_bank,
    level,
    question,
)

BEHAVIOURS = [item.id for item in FRAMEWORKS.behaviours]
BASE, STRETCH = ([item.id for item in FRAMEWORKS.by_id[name].items()] for name in ("base", "reach"))


@given(small_banks())
@settings(max_examples=300, deadline=None)
def test_the_selection_is_the_best_of_all_that_meet_the_recipe(case: tuple[QuestionBank, Recipe]) -> None:
    small, recipe = case
    found = select(small, recipe)
    best = best_by_trying_all(small, recipe)
    assert (found and worth(found.questions, recipe)) == best
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


def chosen_by_hand(best: Selection, *, behaviours: int, base: int, stretch: int) -> Selection:
    """Return what is said of a choice that covers so many of each kind, beside a best that a search found."""
    one = question(
        "by-hand",
        behaviours=BEHAVIOURS[:behaviours],
        indicators=(*BASE[:base], *STRETCH[:stretch]),
    )
    ideas = countable_ideas(level(), FRAMEWORKS, wanted=("base", "reach"))
    return beside_the_best((one,), best, ideas=ideas, frameworks=FRAMEWORKS)


def found_by_search(*, gap: int = 0, gap_in: str | None = None) -> Selection:
    """Return a selection that covers 4 behaviours, 3 base and 2 stretch indicators."""
    one = question("found", behaviours=BEHAVIOURS[:4], indicators=(*BASE[:3], *STRETCH[:2]))
    return Selection((one,), not gap, gap, gap_in, repeatable=not gap)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((4, 3, 2), (True, 0, None)),
        ((3, 6, 4), (False, 1, "behaviours")),
        ((4, 1, 4), (False, 2, "indicators")),
        ((4, 3, 0), (False, 2, "stretch indicators")),
    ],
)
def test_a_choice_by_hand_is_optimal_only_where_it_reaches_the_best(
    counts: tuple[int, int, int], expected: tuple[bool, int, str | None]
) -> None:
    behaviours, base, stretch = counts
    said = chosen_by_hand(found_by_search(), behaviours=behaviours, base=base, stretch=stretch)
    assert (said.optimal, said.gap, said.gap_in, said.repeatable) == (*expected, False)


@pytest.mark.parametrize(
    ("gap_in", "counts", "expected"),
    [
        ("behaviours", (4, 3, 2), (False, 3, "behaviours")),
        ("behaviours", (7, 3, 2), (False, 3, "indicators")),
        ("behaviours", (7, 6, 2), (False, 2, "stretch indicators")),
        ("behaviours", (7, 6, 4), (True, 0, None)),
        ("indicators", (4, 6, 2), (False, 2, "stretch indicators")),
        ("indicators", (3, 6, 2), (False, 1, "behaviours")),
    ],
)
def test_beside_a_search_cut_short_nothing_is_claimed_that_it_did_not_prove(
    gap_in: str, counts: tuple[int, int, int], expected: tuple[bool, int, str | None]
) -> None:
    behaviours, base, stretch = counts
    best = found_by_search(gap=3, gap_in=gap_in)
    said = chosen_by_hand(best, behaviours=behaviours, base=base, stretch=stretch)
    assert (said.optimal, said.gap, said.gap_in) == expected
