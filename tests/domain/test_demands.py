"""The demands on a pack: how many each one takes, which lever eases it, how it reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import Demand, Lever, candidates, demands, is_scored
from recruit.domain.levels import QuestionType
from recruit.domain.recipe import Recipe, recipe_for
from tests.cast import LIGHT, OPTIONAL, PB, R, S, X, bank, level, question

ROLE = level(asked={4: LIGHT, 5: OPTIONAL}, mix={PB: 3, X: 2})
MINUTES = "90 minutes in all, 20 of them outside the questions"


def made(*questions: Question) -> tuple[QuestionBank, Recipe]:
    return bank(*questions, levels=(ROLE,)), recipe_for(ROLE, include=("wanted",), exclude=("unwanted",))


def the_demand(words: str) -> Demand:
    (found,) = (demand for demand in demands(*made()) if demand.words == words)
    return found


def some(count: int, attribute: int, kind: QuestionType) -> list[Question]:
    return [question(f"{kind}-{attribute}-{n}", attribute, kind) for n in range(count)]


def counts_that_meet(words: str, attribute: int, kind: QuestionType) -> list[int]:
    """Return which numbers of questions, from 0 to 5, a demand takes."""
    demand = the_demand(words)
    return [count for count in range(6) if demand.is_met(some(count, attribute, kind))]


def test_every_demand_reads_as_a_manager_would_say_it_and_names_its_lever() -> None:
    assert [(demand.words, demand.lever) for demand in demands(*made())] == [
        ("3 scored past behaviour questions (of 7 scored in all)", Lever.QUESTIONS),
        ("1 scored situation question (of 7 scored in all)", Lever.LEVEL),
        ("1 scored values reflection question (of 7 scored in all)", Lever.LEVEL),
        ("2 scored exercise questions (of 7 scored in all)", Lever.LEVEL),
        ("at least 2 scored on attribute 1 (sfpc section 1)", Lever.LEVEL),
        ("a past-behaviour question on attribute 1 (sfpc section 1)", Lever.LEVEL),
        ("at least 1 scored on attribute 2 (sfpc section 2)", Lever.LEVEL),
        ("a past-behaviour question on attribute 2 (sfpc section 2)", Lever.LEVEL),
        ("at least 1 scored on attribute 3 (sfpc section 3)", Lever.LEVEL),
        ("a past-behaviour question on attribute 3 (sfpc section 3)", Lever.LEVEL),
        ("exactly one scored question on attribute 4 (sfpc section 4)", Lever.LEVEL),
        ("at most one question, unscored, on attribute 5 (sfpc section 5)", Lever.LEVEL),
        (MINUTES, Lever.MINUTES),
        ("the question wanted is included", Lever.INCLUDE),
        ("the question unwanted is left out", Lever.EXCLUDE),
    ]


def test_a_recipe_that_names_no_question_demands_none_by_name() -> None:
    levers = {demand.lever for demand in demands(bank(levels=(ROLE,)), recipe_for(ROLE))}
    assert levers == {Lever.LEVEL, Lever.QUESTIONS, Lever.MINUTES}


@pytest.mark.parametrize(
    ("words", "kind", "counts"),
    [
        ("3 scored past behaviour questions (of 7 scored in all)", PB, [3]),
        ("1 scored situation question (of 7 scored in all)", S, [1]),
        ("1 scored values reflection question (of 7 scored in all)", R, [1]),
        ("2 scored exercise questions (of 7 scored in all)", X, [2]),
    ],
)
def test_the_mix_takes_neither_more_nor_fewer(words: str, kind: QuestionType, counts: list[int]) -> None:
    assert counts_that_meet(words, 1, kind) == counts


def test_a_type_that_the_mix_leaves_out_is_not_asked() -> None:
    role = level()
    words = "0 scored exercise questions (of 7 scored in all)"
    (found,) = (demand for demand in demands(bank(), recipe_for(role)) if demand.words == words)
    assert [found.is_met([]), found.is_met(some(1, 1, X))] == [True, False]


def past_demand(*, questions: int) -> Demand:
    recipe = recipe_for(ROLE, questions=questions)
    (found,) = (one for one in demands(bank(levels=(ROLE,)), recipe) if one.lever is Lever.QUESTIONS)
    return found


def test_no_choice_meets_fewer_questions_than_the_other_types_take_up() -> None:
    too_few = past_demand(questions=3)
    words = "3 scored questions in all, fewer than the level's other types take up"
    assert (too_few.words, too_few.is_met([])) == (words, False)


def test_as_many_questions_as_the_other_types_take_up_leave_none_on_past_behaviour() -> None:
    just_enough = past_demand(questions=4)
    words = "0 scored past behaviour questions (of 4 scored in all)"
    assert (just_enough.words, just_enough.is_met([])) == (words, True)


@pytest.mark.parametrize("kind", [PB, S, R, X])
def test_the_mix_counts_no_other_type(kind: QuestionType) -> None:
    mix = [demand for demand in demands(*made()) if demand.words.endswith("scored in all)")]
    counted = [demand.weight(question("one", 1, kind)) for demand in mix]
    assert counted == [int(kind is other) for other in QuestionType]


def test_the_mix_does_not_count_what_is_not_scored() -> None:
    assert counts_that_meet("1 scored situation question (of 7 scored in all)", 5, S) == []


@pytest.mark.parametrize("kind", [PB, S, R, X])
def test_attribute_1_takes_two_or_more_of_any_type(kind: QuestionType) -> None:
    assert counts_that_meet("at least 2 scored on attribute 1 (sfpc section 1)", 1, kind) == [2, 3, 4, 5]


@pytest.mark.parametrize("attribute", [2, 3])
def test_every_other_full_attribute_takes_one_or_more(attribute: int) -> None:
    words = f"at least 1 scored on attribute {attribute} (sfpc section {attribute})"
    assert counts_that_meet(words, attribute, S) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("attribute", [1, 2, 3])
def test_a_full_attribute_takes_one_past_behaviour_question_or_more(attribute: int) -> None:
    words = f"a past-behaviour question on attribute {attribute} (sfpc section {attribute})"
    assert counts_that_meet(words, attribute, PB) == [1, 2, 3, 4, 5]
    assert counts_that_meet(words, attribute, S) == []


def test_a_light_attribute_takes_exactly_one() -> None:
    assert counts_that_meet("exactly one scored question on attribute 4 (sfpc section 4)", 4, PB) == [1]
    assert counts_that_meet("exactly one scored question on attribute 4 (sfpc section 4)", 4, R) == [1]


def test_an_optional_attribute_takes_none_or_one() -> None:
    words = "at most one question, unscored, on attribute 5 (sfpc section 5)"
    assert counts_that_meet(words, 5, PB) == [0, 1]


@pytest.mark.parametrize("attribute", [1, 2, 3, 4, 5])
def test_an_attribute_counts_no_other(attribute: int) -> None:
    one = question("one", attribute)
    on_attributes = [demand for demand in demands(*made()) if "on attribute" in demand.words]
    counting = {demand.words[-2] for demand in on_attributes if demand.weight(one)}
    assert counting == {str(attribute)}


@pytest.mark.parametrize(("minutes", "met"), [(69, True), (70, True), (71, False)])
def test_the_questions_may_fill_what_the_rest_of_the_interview_leaves(minutes: int, met: bool) -> None:
    chosen = [question("first", minutes=30), question("second", minutes=minutes - 30)]
    assert the_demand(MINUTES).is_met(chosen) is met


def test_preparation_takes_no_minutes_of_the_interview() -> None:
    exercise = question("case", 1, X, minutes=70, preparation_minutes=30)
    assert the_demand(MINUTES).is_met([exercise]) is True


def test_an_unscored_question_takes_minutes_too() -> None:
    assert the_demand(MINUTES).is_met([question("option", 5, minutes=71)]) is False


def test_a_question_to_include_must_be_there() -> None:
    included = the_demand("the question wanted is included")
    assert included.is_met([]) is False
    assert included.is_met([question("unwanted")]) is False
    assert included.is_met([question("other"), question("wanted")]) is True


def test_a_question_to_exclude_must_not_be_there() -> None:
    excluded = the_demand("the question unwanted is left out")
    assert excluded.is_met([]) is True
    assert excluded.is_met([question("wanted")]) is True
    assert excluded.is_met([question("other"), question("unwanted")]) is False


def test_only_an_optional_attribute_is_not_scored() -> None:
    assert [is_scored(question("one", n), ROLE) for n in range(1, 6)] == [True, True, True, True, False]


def test_candidates_are_scored_or_named_and_come_in_order() -> None:
    questions = [question("wanted", 5), question("b", 4), question("option", 5), question("a", 1)]
    assert [one.id for one in candidates(*made(*questions))] == ["a", "b", "wanted"]


def test_a_question_of_another_level_is_no_candidate_even_when_named() -> None:
    elsewhere = replace(question("wanted"), levels=(5,))
    assert candidates(*made(elsewhere, question("a"))) == (question("a"),)
