"""Marks tell whether something was changed since a form was opened."""

from __future__ import annotations

from datetime import date

import pytest

from recruit.domain.marks import mark_of


def test_the_same_values_have_the_same_mark() -> None:
    assert mark_of("Siân", None, date(2027, 1, 14)) == mark_of("Siân", None, date(2027, 1, 14))


@pytest.mark.parametrize(
    "changed", [("Sian", None), ("Siân", ""), ("Siân",), ("Siân", None, None), ("", "Siân"), ("Siân, None",)]
)
def test_other_values_have_another_mark(changed: tuple[object, ...]) -> None:
    assert mark_of(*changed) != mark_of("Siân", None)
