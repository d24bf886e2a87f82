"""Equivalent forms: valid, without a question in common, as good and as equal as can be."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import candidates, demands
from recruit.domain.errors import ImpossibleRecipe, UnknownQuestion
from recruit.domain.forms import FormMeasure, draw_forms
from recruit.domain.proof import proof
from recruit.domain.recipe import Recipe, recipe_for
from recruit.domain.selection import countable_ideas, ideas_of
from tests.cast import OPTIONAL, PB, R, S, bank, level, question

SMALL = level(asked={3: OPTIONAL, 4: OPTIONAL, 5: OPTIONAL}, mix={PB: 2, S: 0, R: 1})
"""Three scored questions: past behaviour on attributes 1 and 2, a reflection on either."""


def small_bank(*more: Question) -> QuestionBank:
    past = [question(f"past-{n}-{name}", n) for n in (1, 2) for name in "abc"]
    return bank(
        *past, question("r-a", 1, R), question("r-b", 1, R), question("r-c", 1, R), *more, levels=(SMALL,)
    )


def recipe(**changes: object) -> Recipe:
    return replace(recipe_for(SMALL), **changes)  # type: ignore[arg-type]  # parts of a recipe


def test_forms_share_no_question_and_each_meets_the_recipe() -> None:
    whole = small_bank()
    made = draw_forms(whole, recipe(), forms=3)
    ids = [name for pack in made.packs for name in pack.ids]
    assert (len(ids), len(set(ids)), made.proved) == (9, 9, True)
    for pack in made.packs:
        chosen = [whole.question(name) for name in pack.ids]
        assert all(demand.is_met(chosen) for demand in demands(whole, recipe()))


def test_the_same_recipe_gives_the_same_forms_and_another_seed_others() -> None:
    whole = small_bank()
    first, again = (draw_forms(whole, recipe(), forms=2) for _ in range(2))
    assert [pack.hash for pack in first.packs] == [pack.hash for pack in again.packs]
    seeds = {
        tuple(sorted(pack.ids for pack in draw_forms(whole, recipe(seed=n), forms=2).packs)) for n in range(6)
    }
    assert len(seeds) > 1


def test_a_form_says_which_it_is_and_what_was_proved() -> None:
    made = draw_forms(small_bank(), recipe(), forms=2)
    assert [(pack.form.number, pack.form.of) for pack in made.packs if pack.form] == [(1, 2), (2, 2)]
    assert proof(made.packs[0]).startswith("Form 1 of 2, drawn together")
    assert made.packs[0].content()["form"] == {"number": 1, "of": 2}


def test_the_difference_is_that_of_highest_and_lowest() -> None:
    made = draw_forms(small_bank(), recipe(), forms=3)
    assert [one.name for one in made.measures] == [
        "behaviours",
        "base indicators",
        "stretch indicators",
        "minutes",
    ]
    assert made.measures[0].values == tuple(pack.coverage.behaviours.covered for pack in made.packs)
    assert FormMeasure("minutes", (55, 61, 58)).difference == 6


def test_a_question_that_is_included_stands_in_one_form() -> None:
    made = draw_forms(small_bank(), recipe(include=("past-1-c",)), forms=2)
    assert sorted(pack.ids.count("past-1-c") for pack in made.packs) == [0, 1]
    assert sorted(pack.recipe.include for pack in made.packs) == [(), ("past-1-c",)]


def test_a_question_that_is_excluded_stands_in_none() -> None:
    made = draw_forms(small_bank(), recipe(exclude=("past-1-c",)), forms=2)
    assert all("past-1-c" not in pack.ids for pack in made.packs)


def test_what_the_bank_has_too_few_of_is_named_with_what_would_do() -> None:
    with pytest.raises(ImpossibleRecipe) as caught:
        draw_forms(small_bank(), recipe(exclude=("r-c",)), forms=3)
    assert caught.value.clashes == (
        "3 times 1 scored values reflection question (of 3 scored in all), with no question in common",
        "3 times at least 2 scored on attribute 1 (sfpc section 1), with no question in common",
    )
    assert caught.value.remedy == "draw 2 forms, or add questions to this level"


def test_a_recipe_that_not_even_one_pack_can_meet_is_explained_as_ever() -> None:
    with pytest.raises(ImpossibleRecipe, match="minutes in all"):
        draw_forms(small_bank(), recipe(minutes=20), forms=2)


def test_a_question_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownQuestion, match="nowhere"):
        draw_forms(small_bank(), recipe(exclude=("nowhere",)), forms=2)


@pytest.mark.parametrize("forms", [0, 1, 5])
def test_as_many_forms_as_make_sense(forms: int) -> None:
    with pytest.raises(ValueError, match="from 2 to 4"):
        draw_forms(small_bank(), recipe(), forms=forms)


_BEHAVIOURS = tuple(f"sfpc-{n}.{m}" for n in (1, 2) for m in (1, 2))


def every_pair(whole: QuestionBank, wanted: Recipe) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the ideas of both forms for every choice of two, by trying all."""
    ideas = countable_ideas(SMALL, whole.frameworks, wanted=wanted.frameworks)
    rules = demands(whole, wanted)
    packs = [
        chosen
        for chosen in itertools.combinations(candidates(whole, wanted), wanted.questions)
        if all(rule.is_met(chosen) for rule in rules)
    ]
    for one, other in itertools.combinations(packs, 2):
        if not {a.id for a in one} & {b.id for b in other}:
            yield tuple(ideas_of(pack, whole.frameworks) & ideas.behaviours for pack in (one, other))  # type: ignore[misc]  # two of them


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.sampled_from(_BEHAVIOURS), min_size=1, max_size=3), min_size=9, max_size=9))
def test_no_other_choice_gives_the_least_form_more_nor_brings_the_forms_nearer(tags: list[set[str]]) -> None:
    whole = small_bank()
    tagged = [
        replace(one, behaviours=tuple(sorted(found)), indicators=())
        for one, found in zip(whole.questions, tags, strict=True)
    ]
    tried = bank(*tagged, levels=(SMALL,))
    made = draw_forms(tried, recipe(), forms=2)
    reached = made.measures[0].values
    best = max((min(map(len, pair)), -max(map(len, pair))) for pair in every_pair(tried, recipe()))
    assert (min(reached), -max(reached)) == best
