"""Guessing is slowed down; waiting always helps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recruit.domain.throttling import CODES, PASSWORDS, WINDOW, Throttle, minutes_until

NOW = datetime(2027, 1, 14, 10, tzinfo=UTC)
TWO = Throttle("two", 2)


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


def test_nothing_is_held_up_before_the_last_try_allowed() -> None:
    assert TWO.open_again([], now=NOW) is None
    assert TWO.open_again([ago(minutes=1)], now=NOW) is None


def test_the_next_try_is_allowed_once_one_failure_is_old_enough() -> None:
    assert TWO.open_again([ago(minutes=4), ago(minutes=1)], now=NOW) == ago(minutes=4) + WINDOW
    assert (
        TWO.open_again([ago(minutes=1), ago(minutes=9), ago(minutes=4)], now=NOW) == ago(minutes=4) + WINDOW
    )


def test_failures_that_are_15_minutes_old_no_longer_count() -> None:
    assert TWO.open_again([ago(minutes=15), ago(minutes=1)], now=NOW) is None
    assert TWO.open_again([ago(minutes=14, seconds=59), ago(minutes=1)], now=NOW) is not None


def test_the_figures_are_those_that_were_promised() -> None:
    assert (PASSWORDS.most, CODES.most, WINDOW) == (10, 50, timedelta(minutes=15))


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (1, 1), (60, 1), (61, 2), (900, 15)])
def test_minutes_to_wait_are_rounded_up(seconds: int, minutes: int) -> None:
    assert minutes_until(NOW + timedelta(seconds=seconds), now=NOW) == minutes
