"""Questions that have rested are preferred, and never at the price of what a manager was promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.documents.pack_file import read_pack, write_pack
from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.errors import ImpossibleRecipe
from recruit.domain.pack import Pack, PackRest, content_hash
from recruit.domain.pack_changes import swap_question
from recruit.domain.pack_recipe import recipe_from
from recruit.domain.programme import Outcome, Programme
from recruit.domain.proof import proof
from recruit.domain.recipe import Recipe, RestWeight, recipe_for
from recruit.domain.selection import select
from tests.brute_force import allowed, small_banks, worth
from tests.cast import bank, full_bank, question

OFF, AFTER, BEFORE = RestWeight


@st.composite
def known_banks(draw: st.DrawFn) -> tuple[QuestionBank, Recipe]:
    """Return a small bank and a recipe that knows when some of its questions were asked."""
    small, recipe = draw(small_banks())
    names = st.sampled_from([one.id for one in small.questions])
    return small, replace(
        recipe,
        asked_before=draw(st.dictionaries(names, st.integers(0, 400))),
        rest_days=draw(st.sampled_from([365, 100])),
        rest_weight=draw(st.sampled_from(list(RestWeight))),
    )


def worth_with_rest(small: QuestionBank, recipe: Recipe, names: tuple[str, ...]) -> tuple[int, ...]:
    """Return what is wanted of a choice in the order of its importance; the rules written anew."""
    asked = recipe.asked_before or {}
    behaviours, base, stretch, tie = worth(tuple(map(small.question, names)), recipe)
    rest = -sum(max(0, recipe.rest_days - asked[name]) for name in names if name in asked)
    return {
        OFF: (behaviours, base, stretch, tie),
        AFTER: (behaviours, base, stretch, rest, tie),
        BEFORE: (behaviours, base, rest, stretch, tie),
    }[recipe.rest_weight]


def best_with_rest(small: QuestionBank, recipe: Recipe) -> tuple[int, ...] | None:
    asked = {cell.attribute: cell.asked for cell in small.levels[recipe.level].attributes}
    pool = [one for one in small.questions if one.id not in recipe.exclude]
    return max(
        (
            worth_with_rest(small, recipe, tuple(one.id for one in chosen))
            for size in range(len(pool) + 1)
            for chosen in combinations(pool, size)
            if allowed(chosen, recipe, asked)
        ),
        default=None,
    )


@given(known_banks())
@settings(max_examples=150, deadline=None)
def test_the_selection_is_the_best_of_all_by_coverage_and_rest(case: tuple[QuestionBank, Recipe]) -> None:
    small, recipe = case
    found = select(small, recipe)
    names = tuple(one.id for one in found.questions) if found else ()
    assert (found and worth_with_rest(small, recipe, names)) == best_with_rest(small, recipe)


@given(known_banks())
@settings(max_examples=100, deadline=None)
def test_rest_costs_no_coverage_unless_the_weight_says_so_and_no_pack_ever(
    case: tuple[QuestionBank, Recipe],
) -> None:
    small, recipe = case
    found, plain = select(small, recipe), select(small, replace(recipe, asked_before=None))
    assert (found is None) is (plain is None)
    if found and plain:
        mine, most = (worth(one.questions, recipe)[:3] for one in (found, plain))
        given_up = most[2] - mine[2]
        assert mine[:2] == most[:2]
        assert given_up == 0 or recipe.rest_weight is BEFORE
        said = (found.optimal, found.gap, found.gap_in)
        assert said == ((False, given_up, "stretch indicators") if given_up else (True, 0, None))


@given(known_banks())
@settings(max_examples=40, deadline=None)
def test_the_same_seed_and_the_same_days_give_the_same_pack(case: tuple[QuestionBank, Recipe]) -> None:
    first, again = (select(*case) for _ in range(2))
    assert first == again
    assert first is None or first.repeatable


def drawn(asked: Mapping[str, int] | None, *, weight: int = 1, days: int = 365) -> Pack:
    whole = full_bank()
    recipe = recipe_for(whole.levels[4], asked_before=asked, rest_weight=weight, rest_days=days)
    return draw_pack(whole, recipe)


def reason_of(pack: Pack, name: str) -> str:
    return next(one.reason for one in pack.questions if one.id == name)


def test_of_two_equal_questions_the_one_that_has_rested_is_asked() -> None:
    assert "past-2-b" in drawn({"past-2-a": 40}).ids
    assert "past-2-a" in drawn({"past-2-b": 40}).ids


def test_of_two_that_were_asked_the_one_asked_longer_ago_is_asked() -> None:
    assert "past-3-b" in drawn({"past-3-a": 40, "past-3-b": 41}).ids


def test_without_weight_rest_chooses_nothing() -> None:
    plain = drawn(None)
    assert drawn(dict.fromkeys(plain.ids, 1), weight=0).ids == plain.ids


@pytest.mark.parametrize(
    ("since", "days", "words"),
    [
        (40, 365, "Last asked 40 days ago."),
        (1, 365, "Last asked 1 day ago."),
        (0, 365, "Last asked today."),
        (365, 365, "Not asked in the last year."),
        (None, 365, "Not asked in the last year."),
        (90, 90, "Not asked in the last 90 days."),
    ],
)
def test_the_reason_says_when_a_question_was_last_asked(since: int | None, days: int, words: str) -> None:
    asked = {} if since is None else {"past-2-a": since, "past-2-b": since}
    pack = drawn(asked, days=days)
    name = next(name for name in pack.ids if name.startswith("past-2"))
    assert reason_of(pack, name).endswith(words)


def test_where_nothing_is_known_nothing_is_said_and_nothing_recorded() -> None:
    pack = drawn(None)
    assert [one.id for one in pack.questions if "asked in the last" in one.reason] == []
    assert "rest" not in pack.content()["recipe"]


def test_a_pack_records_what_was_known_of_the_questions_it_could_ask() -> None:
    pack = drawn({"past-2-a": 40, "past-2-b": 400, "of-another-level": 3}, weight=2)
    rest = {"days": 365, "weight": 2, "asked_before": {"past-2-a": 40}}
    assert pack.content()["recipe"]["rest"] == rest
    assert pack.recipe.rest == PackRest(days=365, weight=2, asked_before={"past-2-a": 40})
    assert content_hash(pack.content()) == pack.hash


def test_a_pack_that_records_rest_can_be_read_and_drawn_again() -> None:
    pack = drawn({"past-2-a": 40, "past-3-b": 7})
    assert read_pack(write_pack(pack), source="pack.json") == pack
    assert draw_pack(full_bank(), recipe_from(pack.recipe, level=4, seed=0)) == pack


def test_a_pack_changed_by_hand_keeps_what_was_known_and_changed_back_is_the_pack_that_was_drawn() -> None:
    pack = drawn({"past-2-a": 40})
    swapped = swap_question(full_bank(), pack, leaving="past-2-b", coming="past-2-a")
    assert reason_of(swapped, "past-2-a").endswith("Last asked 40 days ago.")
    content = swapped.content()
    assert (
        content["recipe"]["rest"] == content["changes"]["recipe"]["rest"] == pack.content()["recipe"]["rest"]
    )
    assert swap_question(full_bank(), swapped, leaving="past-2-a", coming="past-2-b") == pack


def test_a_changed_pack_without_rest_has_no_such_member() -> None:
    pack = drawn(None)
    leaving = next(name for name in pack.ids if name.startswith("past-2"))
    coming = "past-2-b" if leaving == "past-2-a" else "past-2-a"
    content = swap_question(full_bank(), pack, leaving=leaving, coming=coming).content()
    assert ["rest" in part["recipe"] for part in (content, content["changes"])] == [False, False]


def stretching() -> QuestionBank:
    """Return a bank in which one question of two looks for more of the stretch lens."""
    others = [one for one in full_bank().questions if one.id != "past-2-b"]
    return bank(*others, question("past-2-b", 2, indicators=("base-1.1", "reach-1.1")))


def test_rest_before_the_stretch_lens_gives_it_up_and_says_how_much() -> None:
    recipe = recipe_for(stretching().levels[4], asked_before={"past-2-b": 3}, rest_weight=2)
    pack = draw_pack(stretching(), recipe)
    cover = pack.coverage
    assert ("past-2-a" in pack.ids, cover.optimal, cover.gap, cover.gap_in, cover.repeatable) == (
        *(True, False, 1, "stretch indicators"),
        True,
    )
    assert proof(pack) == (
        "No pack that meets the same recipe looks for more behaviours, or then for more indicators of the"
        " base lens. The search has proved this. That its questions have rested came before the stretch lens:"
        " another pack looks for 1 more stretch indicator."
    )


def test_rest_after_coverage_says_what_it_chose_among() -> None:
    recipe = recipe_for(stretching().levels[4], asked_before={"past-2-b": 3})
    pack = draw_pack(stretching(), recipe)
    assert "past-2-b" in pack.ids
    assert proof(pack).endswith(
        " Of those that look for as much, it asks the questions that have rested most."
    )


def test_an_impossible_recipe_keeps_what_is_known_in_the_nearest() -> None:
    whole = full_bank()
    with pytest.raises(ImpossibleRecipe) as caught:
        draw_pack(whole, recipe_for(whole.levels[4], minutes=60, asked_before={"past-2-a": 3}, rest_weight=2))
    assert caught.value.nearest is not None
    assert (caught.value.nearest.asked_before, caught.value.nearest.rest_weight) == ({"past-2-a": 3}, BEFORE)


class Cut(Programme):
    """A programme that is cut short at one of its stages."""

    def __init__(self, *, stage: int) -> None:
        super().__init__(seconds=10)
        self.stage, self.calls = stage, 0

    def maximise(self, objective: Mapping[int, int]) -> Outcome | None:
        found = super().maximise(objective)
        self.calls += 1
        return Outcome(found.value, 1) if found and self.calls == self.stage else found


@pytest.mark.parametrize(("stage", "repeatable"), [(4, False), (5, False), (6, True)])
@pytest.mark.parametrize("weight", [AFTER, BEFORE])
def test_a_search_for_rest_that_is_cut_short_can_not_be_repeated(
    stage: int, repeatable: bool, weight: RestWeight
) -> None:
    whole = full_bank()
    last = stage + (weight is BEFORE and stage == 6)
    recipe = recipe_for(whole.levels[4], asked_before={"past-2-a": 3}, rest_weight=weight)
    found = select(whole, recipe, programme=Cut(stage=last))
    assert found is not None
    assert (found.optimal, found.repeatable) == (True, repeatable)
