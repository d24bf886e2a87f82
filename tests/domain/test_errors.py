"""Errors: a fault reads as one line, and faults come in order, each once."""

from __future__ import annotations

import pytest

from recruit.domain.errors import (
    BankChanged,
    DataFaults,
    Fault,
    ImpossibleRecipe,
    NotAnAlternative,
    OutOfTime,
    QuestionNeeded,
    RecruitError,
    UnknownLevel,
    UnknownQuestion,
)
from recruit.domain.recipe import recipe_for
from tests.cast import level

FIRST = Fault("a.csv", 2, "no score", "give one")
LATER = Fault("a.csv", 10, "no score", "give one")
OTHER_FILE = Fault("b.csv", 1, "no score", "give one")
NO_LINE = Fault("a.csv", 0, "the file is empty", "fill it in")


def test_a_fault_says_where_what_and_what_to_do() -> None:
    assert str(FIRST) == "a.csv:2: no score; give one"


def test_a_fault_of_no_line_names_the_file_alone() -> None:
    assert str(NO_LINE) == "a.csv: the file is empty; fill it in"


def test_the_first_line_is_a_line() -> None:
    assert str(OTHER_FILE) == "b.csv:1: no score; give one"


def test_faults_stand_in_the_order_of_files_lines_and_words() -> None:
    worse, remedied = Fault("a.csv", 2, "two scores", "a"), Fault("a.csv", 2, "no score", "leave it out")
    given = [OTHER_FILE, worse, LATER, remedied, FIRST, NO_LINE]
    assert sorted(given) == [NO_LINE, FIRST, remedied, worse, LATER, OTHER_FILE]


def test_faults_found_are_put_in_order_and_said_once() -> None:
    error = DataFaults(iter([LATER, FIRST, Fault("a.csv", 10, "no score", "give one"), FIRST]))
    assert error.faults == (FIRST, LATER)
    assert str(error) == "a.csv:2: no score; give one\na.csv:10: no score; give one"


def test_a_fault_with_another_remedy_is_no_repeat() -> None:
    other = Fault("a.csv", 2, "no score", "write NE")
    assert DataFaults([other, FIRST]).faults == (FIRST, other)


def test_an_impossible_recipe_says_what_clashes_and_what_would_do() -> None:
    wanted, nearest = recipe_for(level(), minutes=60), recipe_for(level(), minutes=69)
    clashes = iter(["five questions", "twenty minutes"])
    error = ImpossibleRecipe(clashes, remedy="allow 69 minutes", wanted=wanted, nearest=nearest)
    assert str(error) == "five questions; twenty minutes"
    assert error.clashes == ("five questions", "twenty minutes")
    assert (error.remedy, error.wanted, error.nearest) == ("allow 69 minutes", wanted, nearest)


@pytest.mark.parametrize(
    "error",
    [
        DataFaults([FIRST]),
        UnknownLevel("9"),
        UnknownQuestion("q"),
        OutOfTime("late"),
        ImpossibleRecipe(["one"], remedy="", wanted=recipe_for(level()), nearest=None),
        BankChanged("draw again"),
        NotAnAlternative("choose another"),
        QuestionNeeded("swap it", demands=["one"]),
    ],
)
def test_every_error_is_caught_as_one_for_the_user(error: Exception) -> None:
    with pytest.raises(RecruitError) as caught:
        raise error
    assert caught.value is error
