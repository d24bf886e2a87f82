"""The candidates of a round: added all or none, put in order, removed until the first score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from recruit.domain.candidates import TELL_APART, Newcomer
from recruit.domain.errors import DataFaults, Fault, NotNow, NotThere, Refused, StaleSave
from recruit.domain.rounds import Attendance
from recruit.services import candidates
from recruit.services.candidates import CandidateDetails, CandidatesInView
from recruit.services.vacancies import vacancy_in_view
from tests.db.queries import counted_queries
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, NGUYEN, OUTSIDER, RUTH, SIAN, STRANGER, ZOE
from tests.services.events import actions, details
from tests.services.parallel import at_once
from tests.world import World

DAY = date(2027, 1, 20)


def show(world: World, who: str = RUTH) -> CandidatesInView:
    return candidates.candidates_in_view(world.session, actor=world.actor(who), round_id=world.round)


def add(world: World, name: str, day: date | None = None, who: str = RUTH) -> None:
    candidates.add_candidate(
        world.session, actor=world.actor(who), round_id=world.round, name=name, day=day, now=world.clock()
    )


def add_all(world: World, newcomers: Sequence[Newcomer], faults: Sequence[Fault] = ()) -> int:
    return candidates.add_candidates(
        world.session,
        actor=world.actor(RUTH),
        round_id=world.round,
        newcomers=newcomers,
        source="list.csv",
        faults=faults,
        now=world.clock(),
    )


def change(
    world: World,
    name: str,
    *,
    to: str = "",
    attendance: Attendance = Attendance.EXPECTED,
    opened: CandidateDetails | None = None,
    who: str = RUTH,
) -> None:
    now = next(one.details for one in show(world).candidates if one.name == name)
    candidates.change_candidate(
        world.session,
        actor=world.actor(who),
        round_id=world.round,
        candidate_id=world.candidate(name),
        details=CandidateDetails(to or name, DAY, attendance),
        opened=(opened or now).mark,
        now=world.clock(),
    )


def place(world: World, name: str, at: int, who: str = RUTH) -> None:
    candidates.place_candidate(
        world.session,
        actor=world.actor(who),
        round_id=world.round,
        candidate_id=world.candidate(name),
        place=at,
        now=world.clock(),
    )


def remove(world: World, name: str, who: str = RUTH) -> None:
    candidates.remove_candidate(
        world.session,
        actor=world.actor(who),
        round_id=world.round,
        candidate_id=world.candidate(name),
        now=world.clock(),
    )


def show_names(world: World, shown: bool, who: str = RUTH) -> None:
    candidates.show_names(
        world.session, actor=world.actor(who), round_id=world.round, shown=shown, now=world.clock()
    )


def names(world: World) -> list[str]:
    view = show(world)
    assert [one.place for one in view.candidates] == list(range(1, len(view.candidates) + 1))
    return [one.name for one in view.candidates]


def test_a_candidate_gets_the_next_place_and_the_next_code(world: World) -> None:
    add(world, f"  {SIAN} ", DAY)
    add(world, AMAL)
    found = [(one.place, one.code, one.name, one.attendance, one.day) for one in show(world).candidates]
    assert found == [
        (1, "C-01", SIAN, Attendance.EXPECTED, DAY),
        (2, "C-02", AMAL, Attendance.EXPECTED, None),
    ]
    assert (actions(world), details(world)) == (["candidates added"] * 2, [{"number": 1}, {"number": 1}])


def test_a_candidate_sent_twenty_times_at_once_is_added_once(world: World, database: Engine) -> None:
    actor, now = world.actor(RUTH), world.clock()

    def send(session: Session) -> None:
        candidates.add_candidate(session, actor=actor, round_id=world.round, name=SIAN, day=None, now=now)

    assert at_once(database, send) == [f"{SIAN} is in this round already; {TELL_APART}"] * 19
    assert (names(world), actions(world)) == ([SIAN], ["candidates added"])


@pytest.mark.parametrize("name", [SIAN, SIAN.upper(), "=1+1", " "])
def test_a_name_that_cannot_stand_is_refused_at_its_field(world: World, name: str) -> None:
    add(world, SIAN)
    with pytest.raises(Refused) as caught:
        add(world, name)
    assert (caught.value.field, names(world)) == ("name", [SIAN])


def test_a_file_is_taken_whole(world: World) -> None:
    add(world, SIAN)
    assert add_all(world, [Newcomer(name=ZOE, code="Z-1", line=2), Newcomer(name=NGUYEN, line=3)]) == 2
    assert [(one.name, one.code) for one in show(world).candidates] == [
        (SIAN, "C-01"),
        (ZOE, "Z-1"),
        (NGUYEN, "C-02"),
    ]


def test_a_file_with_a_fault_is_not_taken_at_all_and_every_fault_is_named(world: World) -> None:
    add(world, SIAN)
    newcomers = [Newcomer(name=ZOE, line=2), Newcomer(name=SIAN, line=3), Newcomer(name=ZOE, line=4)]
    with pytest.raises(DataFaults) as caught:
        add_all(world, newcomers, [Fault("list.csv", 2, "the day is 'x'", "write a day")])
    assert [(fault.line, fault.message) for fault in caught.value.faults] == [
        (2, "the day is 'x'"),
        (3, f"{SIAN} is in this round already"),
        (4, f"{ZOE} stands here twice; first in row 2"),
    ]
    assert (names(world), actions(world)) == ([SIAN], ["candidates added"])


@pytest.mark.parametrize("who", [MOIRA, GARETH, OUTSIDER, STRANGER])
def test_only_the_vacancys_manager_changes_candidates(world: World, who: str) -> None:
    world.ready()
    attempts: list[Callable[[], object]] = [
        lambda: add(world, "Somebody Else", who=who),
        lambda: change(world, SIAN, who=who),
        lambda: place(world, SIAN, 2, who=who),
        lambda: remove(world, SIAN, who=who),
        lambda: show_names(world, False, who=who),
    ]
    for attempt in attempts:
        with pytest.raises(NotThere):
            attempt()
    assert (names(world), actions(world)) == (list(CANDIDATES), [])


def test_hr_reads_the_candidates_and_members_do_not(world: World) -> None:
    world.ready()
    view = show(world, MOIRA)
    assert [one.name for one in view.candidates] == list(CANDIDATES)
    assert (view.may_prepare, view.may_change, view.may_remove) == (False, False, False)
    with pytest.raises(NotThere):
        show(world, GARETH)


def test_a_candidate_of_another_round_is_not_there(world: World) -> None:
    world.ready()
    another = world.another(manager=RUTH)
    another.add_candidates(SIAN)
    with pytest.raises(NotThere):
        candidates.remove_candidate(
            world.session,
            actor=world.actor(RUTH),
            round_id=world.round,
            candidate_id=another.candidate(SIAN),
            now=world.clock(),
        )


@pytest.mark.parametrize(
    ("name", "at", "order"),
    [
        (SIAN, 2, [AMAL, SIAN, ZOE, NGUYEN]),
        (NGUYEN, 1, [NGUYEN, SIAN, AMAL, ZOE]),
        (AMAL, 99, [SIAN, ZOE, NGUYEN, AMAL]),
        (ZOE, 0, [ZOE, SIAN, AMAL, NGUYEN]),
        (ZOE, -5, [ZOE, SIAN, AMAL, NGUYEN]),
        (ZOE, 3, [SIAN, AMAL, ZOE, NGUYEN]),
    ],
)
def test_a_candidate_is_put_at_a_place_and_twice_is_once(
    world: World, name: str, at: int, order: list[str]
) -> None:
    world.add_candidates(*CANDIDATES)
    place(world, name, at)
    moved = actions(world)
    place(world, name, at)
    assert (names(world), actions(world)) == (order, moved)


def test_removing_closes_the_gap(world: World) -> None:
    world.ready()
    remove(world, AMAL)
    assert names(world) == [SIAN, ZOE, NGUYEN]
    assert details(world) == [{"change": "candidate removed"}]


def test_nobody_is_removed_once_anybody_has_scored_anybody(world: World) -> None:
    world.ready().score(FARAH, SIAN)
    for name in (SIAN, ZOE):
        with pytest.raises(NotNow) as caught:
            remove(world, name)
        # In the same words for who has been written about and who has not.
        assert str(caught.value) == (
            "scoring has begun, so nobody is removed; mark the candidate as withdrawn instead"
        )
    assert (names(world), show(world).may_remove) == (list(CANDIDATES), False)


def test_a_candidate_may_be_added_after_the_first_score_and_that_is_recorded(world: World) -> None:
    world.ready().score(FARAH, SIAN)
    add(world, "Somebody Else")
    assert names(world) == [*CANDIDATES, "Somebody Else"]
    assert actions(world) == ["candidates changed after issue"]
    assert details(world) == [{"change": "candidates added", "number": 1}]


def test_no_sheet_is_waited_for_where_a_candidate_is_absent(world: World) -> None:
    world.ready()
    change(world, SIAN, attendance=Attendance.WITHDREW)
    change(world, AMAL, attendance=Attendance.DID_NOT_ATTEND)
    view = vacancy_in_view(world.session, actor=world.actor(RUTH), vacancy_id=world.vacancy)
    assert view.rounds[0].expected == 6
    assert [one.attendance for one in show(world).candidates][:2] == [
        Attendance.WITHDREW,
        Attendance.DID_NOT_ATTEND,
    ]


def test_a_change_is_recorded_once_without_the_name(world: World) -> None:
    world.ready()
    change(world, SIAN, to="Siân O'Brien")
    change(world, "Siân O'Brien")
    assert names(world)[0] == "Siân O'Brien"
    assert details(world) == [{"attendance_changed": False, "change": "candidate changed"}]


def test_a_name_put_right_does_not_take_back_that_somebody_withdrew_meanwhile(world: World) -> None:
    world.ready()
    opened = show(world).candidates[0].details
    change(world, SIAN, attendance=Attendance.WITHDREW)
    with pytest.raises(StaleSave):
        change(world, SIAN, to="Siân O'Brien", opened=opened)
    assert (names(world)[0], show(world).candidates[0].attendance) == (SIAN, Attendance.WITHDREW)


@pytest.mark.parametrize("name", [AMAL, ZOE.lower(), "@x"])
def test_a_changed_name_is_held_to_the_same_rules(world: World, name: str) -> None:
    world.ready()
    with pytest.raises(Refused) as caught:
        change(world, SIAN, to=name)
    assert (caught.value.field, names(world)) == ("name", list(CANDIDATES))


def test_the_capitals_of_a_name_can_be_put_right(world: World) -> None:
    world.ready()
    change(world, ZOE, to=ZOE.upper())
    assert names(world)[2] == ZOE.upper()


def test_once_moderation_is_open_the_candidates_stay_as_they_are(world: World) -> None:
    world.released()
    attempts: list[Callable[[], object]] = [
        lambda: add(world, "Somebody Else"),
        lambda: change(world, SIAN, attendance=Attendance.WITHDREW),
        lambda: place(world, SIAN, 2),
        lambda: remove(world, SIAN),
        lambda: show_names(world, False),
    ]
    for attempt in attempts:
        with pytest.raises(NotNow):
            attempt()
    assert (names(world), show(world).may_change) == (list(CANDIDATES), False)


def test_names_are_hidden_from_the_panel_until_somebody_has_scored_and_then_fixed(world: World) -> None:
    world.ready()
    assert show(world).round.names_shown is True
    show_names(world, False)
    show_names(world, False)
    assert (show(world).round.names_shown, len(actions(world))) == (False, 1)
    world.score(FARAH, SIAN)
    with pytest.raises(NotNow):
        show_names(world, True)


def test_the_list_costs_the_same_with_thirty_candidates(world: World, database: Engine) -> None:
    world.add_candidates("One")
    actor = world.actor(RUTH)
    with counted_queries(database) as one:
        candidates.candidates_in_view(world.session, actor=actor, round_id=world.round)
    world.add_candidates(*(f"Candidate {n}" for n in range(29)))
    with counted_queries(database) as thirty:
        view = candidates.candidates_in_view(world.session, actor=actor, round_id=world.round)
    assert (len(view.candidates), len(thirty)) == (30, len(one))


def test_adding_thirty_costs_no_more_reads_than_adding_one(world: World, database: Engine) -> None:
    with counted_queries(database) as one:
        add(world, "One")
    with counted_queries(database) as thirty:
        add_all(world, [Newcomer(name=f"Candidate {n}", line=n) for n in range(2, 31)])
    reads = [[each for each in found if each.lower().startswith("select")] for found in (one, thirty)]
    assert len(reads[0]) == len(reads[1])
