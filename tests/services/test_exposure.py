"""How often, when and where a question was asked: packs issued and not withdrawn, of one organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from recruit.db.tables import CandidateRow, PackQuestionRow, PackRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotThere
from recruit.services.exposure import Asking, Exposure, days_since_asked, exposure_in_view, exposure_of
from recruit.services.pack_issue import issue, withdraw
from tests.db.queries import counted_queries
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, OUTSIDER, PANEL, RUTH, SIAN, STRANGER, ZOE
from tests.world import COUNCIL, ELSEWHERE, World


def exposure(world: World, organisation: str = COUNCIL) -> dict[str, Exposure]:
    return dict(exposure_of(world.session, organisation=organisation, now=world.clock()))


def test_what_was_never_issued_was_never_asked(world: World) -> None:
    world.draft()
    assert exposure(world) == {}


def test_an_issued_pack_asks_each_of_its_questions_once(world: World) -> None:
    world.ready()
    found = exposure(world)
    assert set(found) == set(world.pack.ids)
    assert found[world.questions()[0]].askings == (
        Asking(
            vacancy=world.vacancy,
            title="Team manager",
            round="Round 1",
            level=4,
            version=1,
            candidates=4,
            last=date(2027, 1, 14),
        ),
    )


def test_candidates_who_withdrew_or_did_not_come_were_not_asked(world: World) -> None:
    world.ready()
    world.attend(SIAN, "withdrew")
    world.attend(ZOE, "did not attend")
    assert exposure(world)[world.questions()[0]].candidates == 2


def test_the_day_of_the_last_interview_counts_and_one_to_come_does_not(world: World) -> None:
    world.ready()
    world.clock.move(days=20)
    for name, day in ((SIAN, date(2027, 1, 20)), (AMAL, date(2027, 1, 25)), (ZOE, date(2027, 3, 1))):
        world.rows.change(CandidateRow, world.candidate(name), day=day)
    first = world.questions()[0]
    assert (exposure(world)[first].last, exposure(world)[first].days_since(world.clock())) == (
        date(2027, 1, 25),
        9,
    )
    assert days_since_asked(world.session, organisation=COUNCIL, now=world.clock())[first] == 9


def test_days_go_by_london(world: World) -> None:
    world.clock.move(days=180, hours=13, minutes=30)  # half past midnight in London, in summer
    world.issue()
    world.clock.move(hours=1)
    first = world.questions()[0]
    assert exposure(world)[first].last == date(2027, 7, 14)
    assert days_since_asked(world.session, organisation=COUNCIL, now=world.clock())[first] == 0


def test_two_rounds_are_two_times_the_last_one_first(world: World) -> None:
    world.ready()
    world.clock.move(days=3)
    other = world.another().ready()
    found = exposure(world)[world.questions()[0]]
    assert (found.times, found.candidates, found.last) == (2, 8, date(2027, 1, 17))
    assert [one.vacancy for one in found.askings] == [other.vacancy, world.vacancy]


def test_a_pack_that_was_withdrawn_asked_nothing(world: World) -> None:
    with world.rows.together():
        world.draft()
        world.seat(*PANEL, chair=GARETH)
        world.add_candidates(*CANDIDATES)
    known: dict[str, Any] = {"actor": world.actor(RUTH), "round_id": world.round, "now": world.clock()}
    issue(world.session, **known, version=1, digest=world.pack.hash)
    with read_transaction(world.session):
        pairs = world.session.execute(select(PackQuestionRow.question, PackQuestionRow.version)).all()
    assert sorted(map(tuple, pairs)) == sorted((one.id, one.version) for one in world.pack.questions)
    assert set(exposure(world)) == set(world.pack.ids)
    withdraw(world.session, **known, digest=world.pack.hash, reason="A wrong level.")
    assert exposure(world) == {}
    issue(world.session, **known, version=2, digest=world.pack.hash)
    assert {one.times for one in exposure(world).values()} == {1}


def test_another_organisation_s_packs_are_not_counted(world: World) -> None:
    world.ready()
    assert exposure(world, ELSEWHERE) == {}
    world.another(manager=STRANGER).issue()
    assert {one.times for one in exposure(world).values()} == {1}


@pytest.mark.parametrize(
    ("name", "title"), [(RUTH, "Team manager"), (MOIRA, "Team manager"), (OUTSIDER, None)]
)
def test_the_title_is_for_those_who_see_the_vacancy(world: World, name: str, title: str | None) -> None:
    world.ready()
    found = exposure_in_view(world.session, actor=world.actor(name), now=world.clock())
    (asking,) = found[world.questions()[0]].askings
    assert (asking.title, asking.level, asking.candidates) == (title, 4, 4)
    assert (asking.vacancy is None) == (title is None)


def test_members_of_a_panel_are_told_nothing(world: World) -> None:
    world.ready()
    with pytest.raises(NotThere):
        exposure_in_view(world.session, actor=world.actor(FARAH), now=world.clock())


def test_exposure_costs_one_query(world: World, database: Engine) -> None:
    world.ready()
    world.another().ready()
    with counted_queries(database) as queries:
        exposure(world)
    assert len(queries) == 1


def test_what_a_pack_asked_goes_with_the_pack(world: World) -> None:
    key = world.issue()
    with world.rows.together():
        world.session.delete(world.session.get_one(PackRow, key))
    assert world.rows.ids(PackQuestionRow) == []
