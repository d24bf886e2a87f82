"""Recipes that cannot be met: what clashes, and what is nearest."""

from __future__ import annotations

import pytest

from recruit.domain.draw import draw_pack
from recruit.domain.errors import ImpossibleRecipe
from recruit.domain.recipe import recipe_for
from tests.cast import bank, full_bank, question


def refusal(**wanted: object) -> ImpossibleRecipe:
    whole = full_bank()
    with pytest.raises(ImpossibleRecipe) as caught:
        draw_pack(whole, recipe_for(whole.levels[4], **wanted))  # type: ignore[arg-type]  # one test varies each
    return caught.value


def change_of(error: ImpossibleRecipe) -> dict[str, tuple[object, object]]:
    """Return what of the recipe the nearest one changes: what was wanted, and what can be had."""
    assert error.nearest is not None
    names = ("minutes", "questions", "include", "exclude")
    pairs = {name: (getattr(error.wanted, name), getattr(error.nearest, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def test_too_few_minutes_are_named_with_the_fewest_that_do() -> None:
    error = refusal(minutes=60)
    assert "60 minutes in all, 20 of them outside the questions" in error.clashes
    assert (error.remedy, change_of(error)) == ("allow 69 minutes", {"minutes": (60, 69)})


def test_too_few_questions_clash_with_the_attributes_that_need_one() -> None:
    error = refusal(questions=5)
    assert any(clash.startswith("3 scored past behaviour questions") for clash in error.clashes)
    assert (error.remedy, change_of(error)) == ("ask 7 scored questions", {"questions": (5, 7)})


def test_questions_that_exclude_each_other_are_named() -> None:
    error = refusal(include=("past-1-a",), exclude=("past-1-a",))
    assert error.clashes == ("the question past-1-a is included", "the question past-1-a is left out")
    assert error.remedy in ("do not insist on past-1-a", "allow past-1-a again")


def test_excluding_every_question_of_a_kind_asks_for_one_back() -> None:
    error = refusal(exclude=("past-5-a", "past-5-b"))
    both = ("past-5-a", "past-5-b")
    assert change_of(error) in ({"exclude": (both, both[:1])}, {"exclude": (both, both[1:])})


def test_the_clash_is_smallest_so_each_demand_in_it_matters() -> None:
    error = refusal(minutes=45, include=("past-3-a",))
    assert "the question past-3-a is included" not in error.clashes


def test_the_nearest_recipe_can_be_met() -> None:
    whole = full_bank()
    assert draw_pack(whole, recipe_for(whole.levels[4], minutes=69)).minutes == 69


def test_a_bank_that_holds_too_little_says_so() -> None:
    bare = bank(question("alone"))
    with pytest.raises(ImpossibleRecipe) as caught:
        draw_pack(bare, recipe_for(bare.levels[4]))
    assert (caught.value.remedy, caught.value.nearest) == (
        "the bank holds too few questions for this level; add some or change the level in levels.yaml",
        None,
    )


def test_a_bank_without_questions_is_refused_not_drawn_empty() -> None:
    empty = bank()
    with pytest.raises(ImpossibleRecipe):
        draw_pack(empty, recipe_for(empty.levels[4]))
