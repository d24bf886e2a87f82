"""Rounds: what may be done in each phase, and which sheets are waited for."""

from __future__ import annotations

import pytest

from recruit.domain.rounds import (
    ISSUED,
    MODERATION,
    PREPARING,
    SCORING,
    Attendance,
    ExpectedSheet,
    Phase,
    Seat,
    expected_sheets,
    may_release,
    phase_of,
    release_obstacles,
)

CHAIR = Seat("m1", "Ruth Adeyemi", is_chair=True, scores=True, stood_down=False)
MEMBER = Seat("m2", "Gareth Llewellyn", is_chair=False, scores=True, stood_down=False)
AWAY = Seat("m3", "Farah Siddiqui", is_chair=False, scores=True, stood_down=True)
ADVISER = Seat("m4", "Owen Price", is_chair=False, scores=False, stood_down=False)
EXPECTED, WITHDREW, ABSENT = Attendance.EXPECTED, Attendance.WITHDREW, Attendance.DID_NOT_ATTEND


@pytest.mark.parametrize(
    ("issued", "scored", "released", "phase"),
    [
        (False, False, False, PREPARING),
        (True, False, False, ISSUED),
        (True, True, False, SCORING),
        (True, True, True, MODERATION),
        (True, False, True, MODERATION),
    ],
)
def test_a_round_is_in_one_phase(issued: bool, scored: bool, released: bool, phase: Phase) -> None:
    assert phase_of(issued=issued, scored=scored, released=released) == phase


@pytest.mark.parametrize(("scored", "released"), [(True, False), (False, True), (True, True)])
def test_nothing_is_scored_or_released_without_an_issued_pack(scored: bool, released: bool) -> None:
    with pytest.raises(ValueError, match="without an issued pack"):
        phase_of(issued=False, scored=scored, released=released)


@pytest.mark.parametrize(
    ("phase", "name", "allowed"),
    [
        (PREPARING, "preparing", {"can_prepare"}),
        (ISSUED, "issued", {"can_withdraw", "can_score"}),
        (SCORING, "scoring", {"can_score", "can_strike"}),
        (MODERATION, "moderation", {"can_strike", "can_amend", "sees_others"}),
    ],
)
def test_each_phase_allows_its_own_and_nothing_else(phase: Phase, name: str, allowed: set[str]) -> None:
    flags = [flag for flag in Phase.__slots__ if flag != "name"]
    assert phase.name == name
    assert {flag for flag in flags if getattr(phase, flag)} == allowed


def test_a_sheet_is_expected_of_each_scoring_member_on_each_candidate() -> None:
    candidates = [("c1", EXPECTED), ("c2", EXPECTED)]
    assert expected_sheets([CHAIR, MEMBER], candidates, {("m2", "c1")}) == (
        ExpectedSheet("m1", "c1", sealed=False),
        ExpectedSheet("m2", "c1", sealed=True),
        ExpectedSheet("m1", "c2", sealed=False),
        ExpectedSheet("m2", "c2", sealed=False),
    )


def test_nobody_waits_for_a_member_who_stood_down_or_does_not_score() -> None:
    found = expected_sheets([CHAIR, AWAY, ADVISER], [("c1", EXPECTED)], {("m3", "c1")})
    assert found == (ExpectedSheet("m1", "c1", sealed=False),)


def test_nobody_waits_for_a_sheet_on_a_candidate_who_is_absent() -> None:
    found = expected_sheets([CHAIR], [("c1", WITHDREW), ("c2", EXPECTED), ("c3", ABSENT)], ())
    assert found == (ExpectedSheet("m1", "c2", sealed=False),)


def test_release_waits_for_every_sheet_and_names_those_that_lack() -> None:
    seats, candidates = [CHAIR, MEMBER], [("c1", EXPECTED)]
    half = expected_sheets(seats, candidates, {("m1", "c1")})
    whole = expected_sheets(seats, candidates, {("m1", "c1"), ("m2", "c1")})
    assert release_obstacles(half) == (ExpectedSheet("m2", "c1", sealed=False),)
    assert release_obstacles(whole) == ()
    assert (may_release(half), may_release(whole)) == (False, True)


def test_a_round_of_which_no_sheet_is_expected_is_never_released() -> None:
    nobody_came = expected_sheets([CHAIR, MEMBER], [("c1", WITHDREW)], ())
    nobody_scores = expected_sheets([AWAY, ADVISER], [("c1", EXPECTED)], ())
    assert (may_release(nobody_came), may_release(nobody_scores)) == (False, False)
