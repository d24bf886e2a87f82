"""The whole-number programme on its own."""

from __future__ import annotations

from recruit.domain.programme import UNBOUNDED, Outcome, Programme


def test_the_largest_value_within_the_rows_is_found() -> None:
    programme = Programme(seconds=10)
    a, b = programme.column(most=9), programme.column(most=9)
    programme.row({a: 2, b: 3}, least=0, most=12)
    assert programme.maximise({a: 3, b: 4}) == Outcome(18, 0)
    assert programme.values == [6, 0]


def test_rows_that_cannot_all_hold_give_nothing() -> None:
    programme = Programme(seconds=10)
    a = programme.column()
    programme.row({a: 1}, least=1, most=UNBOUNDED)
    programme.row({a: 1}, least=0, most=0)
    assert programme.maximise({a: 1}) is None


def test_a_programme_without_columns_holds_when_its_rows_allow_nothing_chosen() -> None:
    programme = Programme(seconds=10)
    programme.row({}, least=0, most=5)
    assert programme.maximise({}) == Outcome(0, 0)
    programme.row({}, least=1, most=5)
    assert programme.maximise({}) is None


def test_a_value_reached_can_be_held_while_another_is_raised() -> None:
    programme = Programme(seconds=10)
    a, b, c = (programme.column() for _ in range(3))
    programme.row({a: 1, b: 1, c: 1}, least=0, most=2)
    first = programme.maximise({a: 1})
    assert first == Outcome(1, 0)
    programme.row({a: 1}, least=1, most=UNBOUNDED)
    assert programme.maximise({b: 1, c: 2}) == Outcome(2, 0)
    assert programme.values == [1, 0, 1]
