"""The record of an interview: kept by chair or manager, never one over another's unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from recruit.domain.errors import NotNow, NotThere, Refused, StaleSave
from recruit.domain.rounds import Attendance
from recruit.services.candidates import show_names
from recruit.services.interviews import Interview, InterviewInView, interview_in_view, record_interview
from tests.people import FARAH, GARETH, MOIRA, OUTSIDER, RUTH, SIAN, STRANGER
from tests.services.events import actions, details
from tests.world import World

BLANK = Interview(Attendance.EXPECTED, None, None, None, "")
HELD = Interview(
    Attendance.EXPECTED, date(2027, 1, 14), time(9, 30), time(10, 40), "The fire alarm went off\nat 10."
)


def show(world: World, who: str = RUTH) -> InterviewInView:
    return interview_in_view(
        world.session, actor=world.actor(who), round_id=world.round, candidate_id=world.candidate(SIAN)
    )


def keep(world: World, interview: Interview, *, opened: Interview = BLANK, who: str = RUTH) -> None:
    record_interview(
        world.session,
        actor=world.actor(who),
        round_id=world.round,
        candidate_id=world.candidate(SIAN),
        interview=interview,
        opened=opened.mark,
        now=world.clock(),
    )


@pytest.mark.parametrize("who", [RUTH, GARETH])
def test_chair_and_manager_record_how_an_interview_was_held(world: World, who: str) -> None:
    world.ready()
    assert show(world, who).interview == BLANK
    keep(world, HELD, who=who)
    assert show(world, who).interview == HELD
    assert (actions(world), details(world)) == (["interview recorded"], [{"departures": True}])


@pytest.mark.parametrize("who", [FARAH, MOIRA, OUTSIDER, STRANGER])
def test_nobody_else_reads_or_records_it(world: World, who: str) -> None:
    world.ready()
    with pytest.raises(NotThere):
        show(world, who)
    with pytest.raises(NotThere):
        keep(world, HELD, who=who)
    assert show(world).interview == BLANK


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"finished": time(9, 30)}, "finished"),
        ({"finished": time(9, 0)}, "finished"),
        ({"started": None}, "started"),
        ({"day": None}, "day"),
        ({"attendance": Attendance.DID_NOT_ATTEND}, "started"),
    ],
)
def test_times_that_cannot_be_are_refused_at_their_field(
    world: World, change: dict[str, Any], field: str
) -> None:
    world.ready()
    with pytest.raises(Refused) as caught:
        keep(world, replace(HELD, **change))
    assert (caught.value.field, show(world).interview) == (field, BLANK)


def test_an_interview_that_is_still_going_has_a_start_alone(world: World) -> None:
    world.ready()
    keep(world, replace(HELD, finished=None))
    assert show(world).interview.finished is None


def test_there_is_nothing_to_record_before_the_pack_is_issued(world: World) -> None:
    world.add_candidates(SIAN)
    with pytest.raises(NotNow):
        keep(world, HELD)


def test_a_record_is_not_replaced_by_somebody_who_has_not_seen_it(world: World) -> None:
    world.ready()
    keep(world, HELD, who=GARETH)
    mine = replace(HELD, departures="Began late.")
    with pytest.raises(StaleSave) as caught:
        keep(world, mine)
    assert (caught.value.kept, caught.value.typed, show(world).interview) == (HELD, mine, HELD)
    keep(world, mine, opened=HELD)
    assert show(world).interview == mine


def test_the_same_record_sent_twice_is_kept_once(world: World) -> None:
    world.ready()
    keep(world, HELD)
    keep(world, HELD)
    assert actions(world) == ["interview recorded"]


def test_after_the_release_times_may_be_put_right_and_attendance_stays(world: World) -> None:
    world.released()
    keep(world, HELD)
    with pytest.raises(NotNow):
        keep(world, replace(BLANK, attendance=Attendance.WITHDREW), opened=HELD)
    assert show(world).interview == HELD


def test_the_chair_reads_a_code_where_names_are_hidden_and_the_manager_the_name(world: World) -> None:
    world.ready()
    assert show(world, GARETH).candidate == SIAN
    show_names(world.session, actor=world.actor(RUTH), round_id=world.round, shown=False, now=world.clock())
    assert (show(world, GARETH).candidate, show(world).candidate) == ("Candidate C1", SIAN)
