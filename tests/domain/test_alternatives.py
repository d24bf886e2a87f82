"""Swaps: which keep the recipe, and what they cost."""

from __future__ import annotations

import pytest

from recruit.domain.alternatives import alternatives
from recruit.domain.draw import draw_pack
from recruit.domain.errors import UnknownQuestion
from recruit.domain.recipe import recipe_for
from tests.cast import R, bank, full_bank, question


def test_a_swap_keeps_the_recipe_and_says_its_cost() -> None:
    rich = question(
        "past-2-rich", 2, behaviours=("sfpc-2.1", "sfpc-2.2"), indicators=("base-1.1", "base-1.4")
    )
    whole = bank(*full_bank().questions, rich)
    pack = draw_pack(whole, recipe_for(whole.levels[4]))
    found = alternatives(whole, pack, "past-2-rich")
    assert [(one.question.id, one.behaviours, one.indicators, one.minutes) for one in found] == [
        ("past-2-a", -1, -1, 0),
        ("past-2-b", -1, -1, 0),
    ]
    assert (found[0].lost, found[0].gained) == (("base-1.4", "sfpc-2.2"), ())


def test_the_least_costly_swap_comes_first() -> None:
    long = question("past-3-long", 3, minutes=9, behaviours=("sfpc-3.1", "sfpc-3.2"))
    whole = bank(*full_bank().questions, long)
    pack = draw_pack(whole, recipe_for(whole.levels[4], exclude=("past-3-long",)))
    asked = next(q.id for q in pack.questions if q.attribute == 3)
    assert [one.question.id for one in alternatives(whole, pack, asked)] == [
        {"past-3-a": "past-3-b", "past-3-b": "past-3-a"}[asked]
    ]
    free = draw_pack(whole, recipe_for(whole.levels[4], include=(asked,)))
    best = alternatives(whole, free, asked)[0]
    assert (best.question.id, best.behaviours, best.minutes, best.gained) == (
        "past-3-long",
        1,
        2,
        ("sfpc-3.2",),
    )


def test_a_swap_that_would_break_a_rule_is_not_offered() -> None:
    whole = bank(*full_bank().questions, question("other-r", 2, R))
    pack = draw_pack(whole, recipe_for(whole.levels[4]))
    situation = next(q.id for q in pack.questions if q.type == "S")
    offered = [one.question for one in alternatives(whole, pack, situation)]
    assert [(one.type, one.attribute) for one in offered] == [("S", 1)]


def test_a_question_outside_the_pack_has_no_alternatives() -> None:
    whole = full_bank()
    pack = draw_pack(whole, recipe_for(whole.levels[4]))
    outside = next(q.id for q in whole.questions if q.id not in {asked.id for asked in pack.questions})
    with pytest.raises(UnknownQuestion, match="in this pack"):
        alternatives(whole, pack, outside)
