"""The board before moderation, its opening, and the grid."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotNow, NotThere
from recruit.domain.people import Role
from recruit.services.moderation import Board, board, board_of_chair, moderation, open_moderation
from tests.db.queries import counted_queries, writes
from tests.people import (
    AMAL,
    CANDIDATES,
    FARAH,
    GARETH,
    MOIRA,
    NADIA,
    OUTSIDER,
    PANEL,
    RUTH,
    SIAN,
    STRANGER,
    ZOE,
    id_of,
)
from tests.world import World


def board_of(world: World, name: str = GARETH) -> Board:
    return board(world.session, actor=world.actor(name), round_id=world.round)


def open_it(world: World, name: str = GARETH) -> None:
    open_moderation(world.session, actor=world.actor(name), round_id=world.round, now=world.clock())


def openings(world: World) -> list[tuple[str, str]]:
    """Return who opened the round, and what the record says of it."""
    with read_transaction(world.session):
        found = select(AuditEvent.actor, AuditEvent.detail).where(AuditEvent.action == "moderation opened")
        return [(actor, detail) for actor, detail in world.session.execute(found)]


@pytest.mark.parametrize("name", [GARETH, RUTH, MOIRA])
def test_the_board_counts_sealed_sheets_for_the_chair_the_manager_and_hr(world: World, name: str) -> None:
    world.ready()
    world.score(FARAH, SIAN)
    world.seal(FARAH, SIAN)
    found = board_of(world, name)
    assert (found.sealed, len(found.expected), found.may_open) == (1, 12, False)


@pytest.mark.parametrize("name", [FARAH, OUTSIDER, STRANGER])
def test_the_board_is_there_for_nobody_else(world: World, name: str) -> None:
    world.ready()
    with pytest.raises(NotThere):
        board_of(world, name)


def test_the_board_does_not_change_with_a_draft(world: World) -> None:
    world.ready()
    before = board_of(world)
    world.score(FARAH, SIAN, value=1, contrary=True, evidence="She shouted.")
    after = board_of(world)
    assert (after.expected, after.seats, after.candidates, after.obstacle) == (
        before.expected,
        before.seats,
        before.candidates,
        before.obstacle,
    )


def test_only_the_chair_may_open(world: World) -> None:
    world.scored()
    assert {name: board_of(world, name).may_open for name in (GARETH, RUTH, MOIRA)} == {
        GARETH: True,
        RUTH: False,
        MOIRA: False,
    }


def test_the_page_that_opens_is_there_for_the_chair_alone(world: World) -> None:
    world.scored()
    assert board_of_chair(world.session, actor=world.actor(GARETH), round_id=world.round).may_open
    for name in (RUTH, MOIRA, FARAH):
        with pytest.raises(NotThere):
            board_of_chair(world.session, actor=world.actor(name), round_id=world.round)


def test_the_board_says_what_stands_in_the_way(world: World) -> None:
    words = [board_of(world, RUTH).obstacle]
    world.seat(*PANEL, chair=GARETH)
    world.issue()
    words.append(board_of(world).obstacle)
    world.add_candidates(SIAN)
    words.append(board_of(world).obstacle)
    for member in (GARETH, FARAH):
        world.score(member, SIAN)
        world.seal(member, SIAN)
    words.append(board_of(world).obstacle)
    world.stand_down(NADIA)
    words.append(board_of(world).obstacle)
    wait = "Wait for the members; the recruiting manager can also stand one down, with a reason."
    assert words == [
        "The pack is not issued yet, so nobody can score. The recruiting manager issues it.",
        "No score sheet is expected: the round needs a member who scores and a candidate who attends.",
        f"3 expected score sheets are not sealed yet. {wait}",
        f"1 expected score sheet is not sealed yet. {wait}",
        "",
    ]


@pytest.mark.parametrize("attendance", ["withdrew", "did not attend"])
def test_a_candidate_who_is_absent_is_not_waited_for(world: World, attendance: str) -> None:
    world.ready()
    for member in PANEL:
        for candidate in CANDIDATES[:3]:
            world.score(member, candidate)
            world.seal(member, candidate)
    world.attend(CANDIDATES[3], attendance)
    open_it(world)
    assert board_of(world).view.phase.sees_others


def test_moderation_opens_once_every_sheet_is_sealed(world: World) -> None:
    world.scored()
    open_it(world)
    found = board_of(world)
    assert (found.view.released_at, found.may_open, found.obstacle) == (world.clock(), False, "")
    assert openings(world) == [(GARETH, json.dumps({"sheets": 12}))]


def test_a_second_opening_changes_nothing(world: World) -> None:
    world.scored()
    open_it(world)
    opened_at = world.clock()
    world.clock.move(minutes=5)
    open_it(world)
    assert (board_of(world).view.released_at, len(openings(world))) == (opened_at, 1)


def test_moderation_does_not_open_while_a_sheet_is_missing(world: World) -> None:
    world.ready()
    with pytest.raises(NotNow, match="12 expected score sheets are not sealed yet"):
        open_it(world)
    assert (board_of(world).view.released_at, openings(world)) == (None, [])


@pytest.mark.parametrize("name", [RUTH, MOIRA, FARAH, OUTSIDER, STRANGER])
def test_nobody_but_the_chair_opens_moderation(world: World, name: str) -> None:
    world.scored()
    with pytest.raises(NotThere):
        open_it(world, name)
    assert openings(world) == []


def test_a_chair_who_stood_down_does_not_open_moderation(world: World) -> None:
    world.scored()
    world.stand_down(GARETH)
    with pytest.raises(NotThere):
        open_it(world)


def test_two_clicks_at_the_same_moment_open_moderation_once(world: World, database: Engine) -> None:
    world.scored()
    chair, together = world.actor(GARETH), Barrier(4)

    def click() -> None:
        with Session(database) as session:
            together.wait()
            open_moderation(session, actor=chair, round_id=world.round, now=world.clock())

    with ThreadPoolExecutor(max_workers=4) as pool:
        for done in [pool.submit(click) for _ in range(4)]:
            done.result()
    assert len(openings(world)) == 1


@pytest.mark.parametrize("name", [GARETH, FARAH, RUTH, MOIRA])
def test_the_grid_opens_with_the_release_to_panel_manager_and_hr(world: World, name: str) -> None:
    world.scored()
    with pytest.raises(NotNow):
        moderation(world.session, actor=world.actor(name), round_id=world.round)
    world.release()
    found = moderation(world.session, actor=world.actor(name), round_id=world.round)
    assert [row.candidate for row in found.grid.rows] == list(CANDIDATES)
    assert (found.grid.members, found.may_agree) == (PANEL, name == GARETH)


@pytest.mark.parametrize("name", [OUTSIDER, STRANGER])
def test_the_grid_is_there_for_nobody_else(world: World, name: str) -> None:
    world.released()
    with pytest.raises(NotThere):
        moderation(world.session, actor=world.actor(name), round_id=world.round)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.HR])
def test_who_stood_down_sees_no_grid_whatever_other_role_they_hold(world: World, role: Role) -> None:
    world.scored()
    world.grant(NADIA, role, everywhere=role is Role.HR)
    world.stand_down(NADIA)
    world.release()
    with pytest.raises(NotThere):
        moderation(world.session, actor=world.actor(NADIA), round_id=world.round)


def test_the_grid_holds_nothing_of_a_member_who_stood_down(world: World) -> None:
    world.scored()
    world.stand_down(NADIA)
    world.release()
    found = moderation(world.session, actor=world.actor(GARETH), round_id=world.round)
    assert found.grid.members == (GARETH, FARAH)
    assert {entry.member for entry in found.record.scores.entries} == {GARETH, FARAH}


def test_the_grid_shows_scores_in_the_order_of_the_panel_and_what_to_discuss(world: World) -> None:
    world.ready()
    first = world.questions()[0]
    for candidate in CANDIDATES:
        for member, value in zip(PANEL, (2, 4, None), strict=True):
            world.score(member, candidate, value=3)
            if candidate == AMAL:
                world.score(member, candidate, value=value, questions=[first])
            world.seal(member, candidate)
    world.release()
    grid = moderation(world.session, actor=world.actor(FARAH), round_id=world.round).grid
    cell = next(row for row in grid.rows if row.candidate == AMAL).cells[0]
    assert [score.text for score in cell.scores] == ["2", "4", "NE"]
    assert (cell.n, cell.mean, cell.median, cell.spread) == (2, "3.0", "3.0", "2 to 4")
    assert [(one.candidate, one.number, one.range) for one in grid.discuss_first] == [(AMAL, 1, 2)]


def test_board_and_grid_ask_as_often_for_thirty_candidates_as_for_one(world: World, database: Engine) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.issue()
    counts = []
    for names in (["One"], [f"Person {number}" for number in range(29)]):
        world.add_candidates(*names)
        world.release()
        chair = world.actor(GARETH)
        moderation(world.session, actor=chair, round_id=world.round)  # the pack is parsed once in a process
        with counted_queries(database) as queries:
            board(world.session, actor=chair, round_id=world.round)
            moderation(world.session, actor=chair, round_id=world.round)
        counts.append((len(queries), writes(queries)))
    assert counts[0] == counts[1]


def test_a_release_is_recorded_with_who_opened(world: World) -> None:
    world.scored()
    world.stand_down(NADIA)
    open_it(world)
    with read_transaction(world.session):
        event = world.session.scalar(select(AuditEvent).where(AuditEvent.action == "moderation opened"))
        assert event
        assert (event.account_id, event.subject, event.vacancy_id) == (
            id_of(GARETH),
            world.round,
            world.vacancy,
        )
    assert openings(world) == [(GARETH, json.dumps({"sheets": 8}))]


def test_candidates_stand_in_the_order_of_their_interviews_not_of_their_scores(world: World) -> None:
    world.ready()
    for candidate, value in zip(CANDIDATES, (2, 5, 1, 4), strict=True):
        for member in PANEL:
            world.score(member, candidate, value=value)
            world.seal(member, candidate)
    world.release()
    rows = moderation(world.session, actor=world.actor(RUTH), round_id=world.round).grid.rows
    assert [(row.candidate, row.mean) for row in rows] == list(
        zip(CANDIDATES, ("2.0", "5.0", "1.0", "4.0"), strict=True)
    )
    assert ZOE in [row.candidate for row in rows]
