"""Changes by hand: a pack stays whole, meets what its level asks, and claims no more than is proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recruit.domain.alternatives import alternatives
from recruit.domain.bank import QuestionBank
from recruit.domain.consistency import inconsistencies
from recruit.domain.draw import draw_pack
from recruit.domain.errors import (
    BankChanged,
    ImpossibleRecipe,
    NotAnAlternative,
    QuestionNeeded,
    UnknownQuestion,
)
from recruit.domain.pack import Change, ChangeKind, Pack
from recruit.domain.pack_changes import leave_out, move_question, swap_question
from recruit.domain.recipe import Recipe, recipe_for
from tests.brute_force import allowed, best_by_trying_all, small_banks, worth
from tests.cast import OPTIONAL, PB, R, S, X, bank, full_bank, level, question

BANK = full_bank()
RICH = bank(*BANK.questions, question("past-2-rich", 2, behaviours=("sfpc-2.1", "sfpc-2.2")))


def drawn(whole: QuestionBank = BANK, **wanted: object) -> Pack:
    return draw_pack(whole, recipe_for(whole.levels[4], **wanted))  # type: ignore[arg-type]  # each test varies one


def asked_on(pack: Pack, attribute: int) -> str:
    """Return the id of the past-behaviour question on an attribute."""
    return next(q.id for q in pack.questions if (q.attribute, q.type) == (attribute, PB))


def other(name: str) -> str:
    """Return the twin of a question of the full bank: past-2-b for past-2-a."""
    return name[:-1] + {"a": "b", "b": "a"}[name[-1]]


def reason(pack: Pack, name: str) -> str:
    return next(q.reason for q in pack.questions if q.id == name)


def test_a_question_that_comes_takes_the_place_of_the_one_that_leaves() -> None:
    pack = drawn()
    leaving = asked_on(pack, 3)
    swapped = swap_question(BANK, pack, leaving=leaving, coming=other(leaving))
    assert swapped.ids == tuple(other(name) if name == leaving else name for name in pack.ids)
    assert swapped.attributes[2].questions == (other(leaving),)
    assert [slot.asked_by for slot in swapped.plan] == [slot.asked_by for slot in pack.plan]
    assert list(inconsistencies(swapped)) == []


def test_a_swapped_question_says_whose_place_it_took() -> None:
    pack = drawn()
    leaving = asked_on(pack, 3)
    swapped = swap_question(BANK, pack, leaving=leaving, coming=other(leaving))
    name = BANK.question(leaving).name
    assert reason(swapped, other(leaving)).startswith(
        f"The recruiting manager chose this question in place of “{name}”. sfpc section 3 is asked in full"
    )


def test_a_pack_records_what_was_drawn_and_what_was_done_to_it() -> None:
    pack = drawn()
    leaving = asked_on(pack, 3)
    changes = swap_question(BANK, pack, leaving=leaving, coming=other(leaving)).changes
    assert changes is not None
    assert (changes.recipe, changes.drawn) == (pack.recipe, pack.ids)
    assert changes.made == (Change(kind=ChangeKind.SWAPPED, question=other(leaving), instead_of=leaving),)


def test_a_swap_that_costs_nothing_leaves_the_coverage_proved_but_the_pack_is_no_draw() -> None:
    pack = drawn()
    leaving = asked_on(pack, 3)
    cover = swap_question(BANK, pack, leaving=leaving, coming=other(leaving)).coverage
    assert (cover.optimal, cover.gap, cover.gap_in, cover.repeatable) == (True, 0, None, False)


def test_a_swap_that_costs_a_behaviour_is_not_called_optimal() -> None:
    pack = drawn(RICH)
    assert asked_on(pack, 2) == "past-2-rich"
    cover = swap_question(RICH, pack, leaving="past-2-rich", coming="past-2-a").coverage
    assert cover.behaviours.covered == pack.coverage.behaviours.covered - 1
    assert (cover.optimal, cover.gap, cover.gap_in, cover.repeatable) == (False, 1, "behaviours", False)


def test_only_a_listed_alternative_may_come() -> None:
    pack = drawn()
    with pytest.raises(NotAnAlternative, match="choose one of the alternatives"):
        swap_question(BANK, pack, leaving=asked_on(pack, 3), coming=other(asked_on(pack, 4)))


def test_a_pack_that_is_swapped_back_is_the_pack_that_was_drawn() -> None:
    pack = drawn(include=("past-2-a",))
    swapped = swap_question(BANK, pack, leaving="past-2-a", coming="past-2-b")
    assert (swapped.recipe.include, swapped.hash == pack.hash) == ((), False)
    again = swap_question(BANK, swapped, leaving="past-2-b", coming="past-2-a")
    assert (again, again.hash) == (pack, pack.hash)


def test_a_second_swap_at_one_place_names_the_question_that_was_drawn() -> None:
    whole = bank(*BANK.questions, question("past-3-c", 3))
    pack = drawn(whole, exclude=("past-3-c",))
    free = drawn(whole, include=(asked_on(pack, 3),))
    first, second = (n for n in ("past-3-a", "past-3-b", "past-3-c") if n != asked_on(free, 3))
    once = swap_question(whole, free, leaving=asked_on(free, 3), coming=first)
    twice = swap_question(whole, once, leaving=first, coming=second)
    assert twice.changes is not None
    assert twice.changes.made == (
        Change(kind=ChangeKind.SWAPPED, question=second, instead_of=asked_on(free, 3)),
    )


def test_a_question_moves_one_place_and_everything_is_numbered_anew() -> None:
    pack = drawn()
    first, second, *rest = pack.ids
    moved = move_question(BANK, pack, question=second, by=-1)
    assert moved.ids == (second, first, *rest)
    assert [q.number for q in moved.questions] == list(range(1, 8))
    assert [slot.question for slot in moved.plan if slot.question] == list(range(1, 8))
    assert reason(moved, second).startswith("The recruiting manager moved it 1 place earlier.")
    assert moved.coverage == replace(pack.coverage, repeatable=False)


@pytest.mark.parametrize(("place", "by"), [(0, -1), (6, 1), (3, 0)])
def test_a_move_beyond_the_end_leaves_the_pack_as_it_is(place: int, by: int) -> None:
    pack = drawn()
    assert move_question(BANK, pack, question=pack.ids[place], by=by) is pack


def test_two_moves_of_one_question_are_told_as_one_and_moving_back_as_none() -> None:
    pack = drawn()
    name = pack.ids[1]
    once = move_question(BANK, pack, question=name, by=1)
    twice = move_question(BANK, once, question=name, by=1)
    assert twice.changes is not None
    assert twice.changes.made == (Change(kind=ChangeKind.MOVED, question=name, places=2),)
    assert "moved it 2 places later" in reason(twice, name)
    assert move_question(BANK, once, question=name, by=-1) == pack


def test_what_a_question_did_before_it_left_is_not_told_of_it_when_it_comes_again() -> None:
    whole = bank(*BANK.questions, question("past-1-c"))
    role = level(mix={PB: 6})
    whole = replace(whole, levels={4: role})
    pack = draw_pack(whole, recipe_for(role, include=("past-1-a", "past-1-b")))
    moved = move_question(whole, pack, question="past-1-a", by=1)
    gone = swap_question(whole, moved, leaving="past-1-a", coming="past-1-c")
    back = swap_question(whole, gone, leaving="past-1-b", coming="past-1-a")
    assert "moved it" not in reason(back, "past-1-a")
    assert "in place of “Past 1 b”" in reason(back, "past-1-a")


def test_a_question_may_be_left_out_where_the_rest_still_holds_what_the_level_asks() -> None:
    pack = drawn()
    less = leave_out(BANK, pack, question=next(q.id for q in pack.questions if q.type is S))
    assert (less.recipe.questions, dict(less.recipe.mix)) == (6, {PB: 5, S: 0, R: 1, X: 0})
    assert less.minutes == pack.minutes - 7
    assert less.mix_reason == ("An invented reason. The recruiting manager left out of this mix: situation.")
    assert less.changes is not None
    assert less.changes.recipe == pack.recipe


def test_a_question_that_the_level_needs_cannot_be_left_out_and_the_demand_is_named() -> None:
    pack = drawn()
    name = asked_on(pack, 3)
    with pytest.raises(QuestionNeeded) as caught:
        leave_out(BANK, pack, question=name)
    assert caught.value.demands == (
        "at least 1 scored on attribute 3 (sfpc section 3)",
        "a past-behaviour question on attribute 3 (sfpc section 3)",
    )
    assert str(caught.value) == (
        f"“{BANK.question(name).name}” cannot be left out: this level asks for a past-behaviour question on"
        " attribute 3 (sfpc section 3), which the rest of the pack would not hold; it can be swapped for"
        " another question"
    )


def test_a_needed_question_that_nothing_can_replace_is_not_said_to_be_swappable() -> None:
    pack = drawn(exclude=("past-3-a",))
    with pytest.raises(QuestionNeeded, match="nothing in the bank can take its place"):
        leave_out(BANK, pack, question="past-3-b")


def test_attribute_1_keeps_its_two_questions() -> None:
    pack = drawn()
    less = leave_out(BANK, pack, question=next(q.id for q in pack.questions if q.type is S))
    with pytest.raises(QuestionNeeded) as caught:
        leave_out(BANK, less, question=next(q.id for q in less.questions if q.type is R))
    assert caught.value.demands == ("at least 2 scored on attribute 1 (sfpc section 1)",)


def test_an_unscored_question_is_swapped_and_left_out_without_touching_the_mix() -> None:
    role = level(asked={5: OPTIONAL}, mix={PB: 4})
    whole = bank(*BANK.questions, levels=(role,))
    pack = draw_pack(whole, recipe_for(role, include=("past-5-a",)))
    swapped = swap_question(whole, pack, leaving="past-5-a", coming="past-5-b")
    assert (swapped.recipe.include, swapped.coverage.optimal) == (("past-5-b",), True)
    assert "asked for this question" not in reason(swapped, "past-5-b")
    less = leave_out(whole, swapped, question="past-5-b")
    assert (less.recipe.questions, less.recipe.include) == (pack.recipe.questions, ())
    assert less.mix_reason == pack.mix_reason
    assert (less.coverage.attributes.missing, len(less.questions)) == (("5",), 6)


CHANGES: list[Callable[[QuestionBank, Pack, str], Pack]] = [
    lambda whole, pack, name: swap_question(whole, pack, leaving=name, coming="past-3-a"),
    lambda whole, pack, name: move_question(whole, pack, question=name, by=1),
    lambda whole, pack, name: leave_out(whole, pack, question=name),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_pack_of_another_bank_is_not_changed_but_drawn_again(
    change: Callable[[QuestionBank, Pack, str], Pack],
) -> None:
    pack = drawn()
    with pytest.raises(BankChanged, match="draw the pack again"):
        change(replace(BANK, digest="1" * 64), pack, pack.ids[0])


@pytest.mark.parametrize("change", CHANGES)
def test_a_question_that_the_pack_does_not_ask_cannot_be_changed(
    change: Callable[[QuestionBank, Pack, str], Pack],
) -> None:
    pack = drawn()
    with pytest.raises(UnknownQuestion, match="in this pack"):
        change(BANK, pack, other(asked_on(pack, 4)))


STEPS = st.lists(
    st.tuples(st.sampled_from(["swap", "move", "leave"]), st.integers(0, 30), st.integers(0, 30)),
    min_size=1,
    max_size=5,
)


def changed(whole: QuestionBank, pack: Pack, step: tuple[str, int, int]) -> Pack:
    """Return the pack after a step; as it was where the step is not to be had."""
    what, which, how = step
    name = pack.ids[which % len(pack.ids)]
    if what == "move":
        return move_question(whole, pack, question=name, by=1 if how % 2 else -1)
    if what == "leave":
        try:
            return leave_out(whole, pack, question=name)
        except QuestionNeeded:
            return pack
    offered = alternatives(whole, pack, name)
    if not offered:
        return pack
    return swap_question(whole, pack, leaving=name, coming=offered[how % len(offered)].question.id)


def recipe_met(pack: Pack) -> Recipe:
    """Return the recipe that a pack says it meets."""
    return Recipe(
        level=pack.level,
        minutes=pack.recipe.minutes,
        questions=pack.recipe.questions,
        mix=pack.recipe.mix,
        frameworks=pack.recipe.frameworks,
        include=pack.recipe.include,
        exclude=pack.recipe.exclude,
        seed=pack.seed,
    )


def behind(whole: QuestionBank, pack: Pack) -> tuple[bool, int, str | None]:
    """Return whether a pack is as good as the best of all choices, and by how many of what it is behind."""
    best = best_by_trying_all(whole, recipe_met(pack))
    assert best is not None
    mine = worth(tuple(whole.question(name) for name in pack.ids), recipe_met(pack))
    kinds = ("behaviours", "indicators", "stretch indicators")
    gaps = [(b - m, kind) for b, m, kind in zip(best, mine, kinds, strict=False) if b != m]
    return (False, *gaps[0]) if gaps else (True, 0, None)


@given(small_banks(), STEPS)
@settings(max_examples=60, deadline=None)
def test_whatever_is_changed_the_pack_is_whole_meets_its_recipe_and_claims_what_is_so(
    case: tuple[QuestionBank, Recipe], steps: list[tuple[str, int, int]]
) -> None:
    whole, recipe = case
    try:
        first = pack = draw_pack(whole, recipe)
    except ImpossibleRecipe:
        assume(False)
    for step in steps:
        pack = changed(whole, pack, step)
        assert list(inconsistencies(pack)) == []
        asked = {line.attribute: line.asked for line in pack.attributes}
        assert allowed(tuple(whole.question(name) for name in pack.ids), recipe_met(pack), asked)
        assert (pack.coverage.optimal, pack.coverage.gap, pack.coverage.gap_in) == behind(whole, pack)
        assert (pack == first) is (pack.ids == first.ids) is (pack.changes is None)
