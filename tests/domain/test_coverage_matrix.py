"""The coverage matrix: a row for each behaviour and indicator, a column for each question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.coverage_matrix import Matrix, MatrixColumn, coverage_matrix
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from tests.cast import full_bank


@pytest.fixture(scope="module")
def pack() -> Pack:
    whole = full_bank()
    return draw_pack(whole, recipe_for(whole.levels[4]))


@pytest.fixture(scope="module")
def matrix(pack: Pack) -> Matrix:
    return coverage_matrix(pack)


def test_a_column_stands_for_each_question_in_the_order_asked(matrix: Matrix, pack: Pack) -> None:
    assert [(column.number, column.id) for column in matrix.columns] == list(enumerate(pack.ids, start=1))
    first = pack.questions[0]
    assert matrix.columns[0] == MatrixColumn(1, first.id, first.name, behaviours=1, indicators=1)


def test_the_attributes_come_first_each_with_all_its_behaviours(matrix: Matrix) -> None:
    assert [(group.title, group.covered, group.total) for group in matrix.attributes] == [
        ("1. sfpc section 1", 1, 3),
        ("2. sfpc section 2", 1, 3),
        ("3. sfpc section 3", 1, 2),
        ("4. sfpc section 4", 1, 2),
        ("5. sfpc section 5", 1, 2),
    ]


def test_an_attribute_says_which_questions_are_on_it(matrix: Matrix) -> None:
    assert matrix.attributes[0].asked == (True, True, True, False, False, False, False)
    assert matrix.attributes[4].asked == (False, False, False, False, False, False, True)


def test_indicators_stand_by_framework_with_base_and_stretch_apart(matrix: Matrix) -> None:
    assert [(group.title, group.lens, group.covered, group.total) for group in matrix.indicators] == [
        ("Framework base", "base", 2, 6),
        ("Framework reach (stretch)", "stretch", 0, 4),
    ]


def test_a_row_says_for_each_question_whether_it_looks_for_it(matrix: Matrix) -> None:
    second, third = matrix.indicators[0].rows[1:3]
    assert (second.id, second.label, second.meaning, second.locator, second.lens) == (
        "base-1.2",
        "Label of base-1.2",
        "Meaning of base-1.2.",
        "Where base-1.2 stands",
        "base",
    )
    assert second.heard == (False, True, True, False, False, False, False)
    assert [(row.covered, row.wanted) for row in (second, third)] == [(True, False), (False, True)]


def test_every_item_of_the_pack_has_one_row(matrix: Matrix, pack: Pack) -> None:
    rows = [row for group in (*matrix.attributes, *matrix.indicators) for row in group.rows]
    assert sorted(row.id for row in rows) == sorted(item.id for item in pack.items)
    assert {row.id for row in rows if row.wanted} == {
        *pack.coverage.behaviours.missing,
        *pack.coverage.indicators.missing,
    }


def test_the_dots_of_a_column_are_what_its_question_is_tagged_with(matrix: Matrix, pack: Pack) -> None:
    rows = [row for group in (*matrix.attributes, *matrix.indicators) for row in group.rows]
    for at, question in enumerate(pack.questions):
        assert {row.id for row in rows if row.heard[at]} == set(question.tags)


def test_an_item_of_a_neighbouring_level_stands_apart_and_last(pack: Pack) -> None:
    strayed = replace(pack.items[-1], lens="other")
    other = coverage_matrix(replace(pack, items=(*pack.items[:-1], strayed)))
    last = other.indicators[-1]
    assert (last.title, last.lens, last.total) == ("Framework reach (of a neighbouring level)", "other", 1)


def test_the_summary_says_the_totals_and_what_is_proved(matrix: Matrix) -> None:
    assert matrix.summary == (
        "Every one of the five attributes is asked about.",
        "The questions look for 5 of the 12 leadership behaviours, and for 2 of the 10 indicators of this"
        " level: 2 of the 6 in its base lens, and 0 of the 4 in its stretch lens, which may lift an answer to"
        " a 4 or a 5.",
        "No pack that meets the same recipe looks for more: first for more behaviours, then for more"
        " indicators. The search has proved this.",
    )
