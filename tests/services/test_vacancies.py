"""Vacancies: opened once, changed by who runs them, listed with how far they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import RoundRow, VacancyRow, new_id
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow, NotThere, Refused, StaleSave
from recruit.services.rounds import round_in_view
from recruit.services.vacancies import (
    VacancyDetails,
    VacancyInView,
    VacancyLine,
    add_round,
    change_vacancy,
    open_vacancy,
    vacancies_of,
    vacancy_in_view,
)
from tests.db.queries import counted_queries
from tests.people import FARAH, GARETH, MOIRA, OUTSIDER, RUTH, STRANGER
from tests.services.events import actions
from tests.services.parallel import at_once
from tests.world import World

MANAGER = VacancyDetails(title="Team manager", level=4, reference="TM-1", place="Committee Room 2")
LEADER = VacancyDetails(
    title="Practice leader", level=6, first_day=date(2027, 2, 1), last_day=date(2027, 2, 2)
)


def show(world: World, who: str = RUTH) -> VacancyInView:
    return vacancy_in_view(world.session, actor=world.actor(who), vacancy_id=world.vacancy)


def listed(world: World, who: str = RUTH) -> list[VacancyLine]:
    return list(vacancies_of(world.session, actor=world.actor(who)))


def open_one(world: World, who: str = RUTH, **changes: Any) -> str:
    vacancy = new_id()
    details = replace(LEADER, **changes)
    open_vacancy(
        world.session, actor=world.actor(who), vacancy_id=vacancy, details=details, now=world.clock()
    )
    return vacancy


def change(world: World, details: VacancyDetails, who: str = RUTH, opened: VacancyDetails = MANAGER) -> None:
    change_vacancy(
        world.session,
        actor=world.actor(who),
        vacancy_id=world.vacancy,
        details=details,
        opened=opened.mark,
        now=world.clock(),
    )


def test_whoever_opens_a_vacancy_runs_it_and_it_has_its_first_round(world: World) -> None:
    vacancy = new_id()
    world.clock.move(minutes=1)
    open_vacancy(
        world.session, actor=world.actor(RUTH), vacancy_id=vacancy, details=LEADER, now=world.clock()
    )
    view = vacancy_in_view(world.session, actor=world.actor(RUTH), vacancy_id=vacancy)
    assert (view.details, view.may_prepare, view.manager, view.level_is_fixed) == (LEADER, True, RUTH, False)
    assert [one.label for one in view.rounds] == ["Round 1"]
    assert [line.details.title for line in listed(world)] == ["Practice leader", "Team manager"]


@pytest.mark.parametrize("who", [MOIRA, FARAH])
def test_only_a_recruiting_manager_opens_a_vacancy(world: World, who: str) -> None:
    with pytest.raises(NotThere):
        open_one(world, who)


def test_interviews_do_not_end_before_they_begin(world: World) -> None:
    with pytest.raises(Refused) as caught:
        open_one(world, first_day=date(2027, 2, 2), last_day=date(2027, 2, 1))
    assert caught.value.field == "last_day"
    open_one(world, first_day=date(2027, 2, 2), last_day=date(2027, 2, 2))


def test_a_form_sent_twenty_times_at_once_opens_one_vacancy(world: World, database: Engine) -> None:
    actor, vacancy, now = world.actor(RUTH), new_id(), world.clock()

    def send(session: Session) -> None:
        open_vacancy(session, actor=actor, vacancy_id=vacancy, details=LEADER, now=now)

    assert at_once(database, send) == []
    with read_transaction(world.session):
        rounds = select(func.count()).where(RoundRow.vacancy_id == vacancy)
        assert world.session.scalar(rounds) == 1
        assert world.session.scalar(select(func.count()).select_from(VacancyRow)) == 2
    world.vacancy = vacancy
    assert actions(world) == ["vacancy opened"]


def test_hr_sees_every_vacancy_of_the_council_and_nobody_elses(world: World) -> None:
    another = world.another()
    world.another(manager=STRANGER)
    assert {line.id for line in listed(world, MOIRA)} == {world.vacancy, another.vacancy}
    assert [line.id for line in listed(world)] == [world.vacancy]
    assert listed(world, FARAH) == []


def test_hr_reads_a_vacancy_and_prepares_nothing(world: World) -> None:
    assert show(world, MOIRA).may_prepare is False
    with pytest.raises(NotThere):
        change(world, LEADER, MOIRA)
    with pytest.raises(NotThere):
        add_round(
            world.session, actor=world.actor(MOIRA), vacancy_id=world.vacancy, name="Two", now=world.clock()
        )


@pytest.mark.parametrize("who", [OUTSIDER, STRANGER, GARETH])
def test_to_everybody_else_a_vacancy_is_not_there(world: World, who: str) -> None:
    world.ready()
    with pytest.raises(NotThere) as anothers:
        show(world, who)
    with pytest.raises(NotThere) as absent:
        vacancy_in_view(world.session, actor=world.actor(who), vacancy_id="0" * 16)
    assert str(anothers.value) == str(absent.value)


def test_a_change_is_kept_and_recorded_once(world: World) -> None:
    change(world, LEADER)
    change(world, LEADER)
    assert show(world).details == LEADER
    assert actions(world) == ["vacancy changed"]


def test_a_change_over_one_that_was_not_seen_is_refused(world: World) -> None:
    change(world, LEADER)
    mine = replace(MANAGER, place="Room 3")
    with pytest.raises(StaleSave) as caught:
        change(world, mine)
    assert (caught.value.kept, caught.value.typed, show(world).details) == (LEADER, mine, LEADER)
    change(world, mine, opened=LEADER)
    assert show(world).details == mine


def test_a_change_sent_twenty_times_at_once_is_recorded_once(world: World, database: Engine) -> None:
    actor, now = world.actor(RUTH), world.clock()

    def send(session: Session) -> None:
        change_vacancy(
            session,
            actor=actor,
            vacancy_id=world.vacancy,
            details=LEADER,
            opened=MANAGER.mark,
            now=now,
        )

    assert at_once(database, send) == []
    assert actions(world) == ["vacancy changed"]


def test_of_twenty_different_changes_at_once_one_is_kept(world: World, database: Engine) -> None:
    actor, now, places = world.actor(RUTH), world.clock(), count(1)

    def send(session: Session) -> None:
        change_vacancy(
            session,
            actor=actor,
            vacancy_id=world.vacancy,
            details=replace(MANAGER, place=f"Room {next(places)}"),
            opened=MANAGER.mark,
            now=now,
        )

    assert (len(at_once(database, send)), actions(world)) == (19, ["vacancy changed"])


def test_the_level_waits_for_an_issue_that_is_under_way(world: World, database: Engine) -> None:
    world.ready()
    actor, now, refusals = world.actor(RUTH), world.clock(), list[str]()

    def send(session: Session) -> None:
        change_vacancy(
            session,
            actor=actor,
            vacancy_id=world.vacancy,
            details=LEADER,
            opened=MANAGER.mark,
            now=now,
        )

    with Session(database) as other, write_transaction(other):
        round_in_view(other, actor=actor, round_id=world.round, lock=True)
        sender = Thread(target=lambda: refusals.extend(at_once(database, send, times=1)))
        sender.start()
        sender.join(0.5)
        assert (sender.is_alive(), refusals) == (True, [])
    sender.join()
    assert (len(refusals), show(world).details) == (1, MANAGER)


def test_the_level_stays_once_a_pack_is_issued(world: World) -> None:
    world.ready()
    with pytest.raises(NotNow):
        change(world, LEADER)
    assert show(world).level_is_fixed
    renamed = VacancyDetails(title="Team manager, fostering", level=4)
    change(world, renamed)
    assert show(world).details == renamed


def test_a_round_is_added_under_a_name_of_its_own(world: World) -> None:
    for name in ("Second stage", "Interviews in March"):
        add_round(
            world.session, actor=world.actor(RUTH), vacancy_id=world.vacancy, name=name, now=world.clock()
        )
    assert [one.label for one in show(world).rounds] == ["Round 1", "Second stage", "Interviews in March"]
    assert listed(world)[0].rounds == 3


@pytest.mark.parametrize("name", ["second STAGE", "Round 1"])
def test_a_round_of_a_name_that_is_taken_is_refused(world: World, name: str) -> None:
    world.add_round(name="Second stage")
    with pytest.raises(Refused) as caught:
        add_round(
            world.session, actor=world.actor(RUTH), vacancy_id=world.vacancy, name=name, now=world.clock()
        )
    assert caught.value.field == "name"
    assert actions(world) == []


def test_progress_counts_who_is_there_and_what_is_sealed_and_nothing_else(world: World) -> None:
    world.ready()
    world.score(FARAH, "Zoë-Marie d'Arcy")
    world.seal(FARAH, "Zoë-Marie d'Arcy")
    world.attend("أمل حداد", "withdrew")
    [progress] = show(world).rounds
    assert (progress.members, progress.scorers, progress.chair) == (3, 3, GARETH)
    assert (progress.candidates, progress.attending) == (4, 3)
    assert (progress.expected, progress.sealed, progress.decided) == (9, 1, 0)
    assert (progress.issued, progress.released, progress.drafted) == (True, False, False)


def test_who_stood_down_is_not_counted(world: World) -> None:
    world.ready().stand_down(FARAH)
    [progress] = show(world).rounds
    assert (progress.members, progress.scorers, progress.expected) == (2, 2, 8)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("ready", "Interviews: 0 of 12 sheets sealed"),
        ("scored", "Ready for moderation"),
        ("released", "Moderation: 0 of 4 decided"),
    ],
)
def test_the_list_says_how_far_the_latest_round_is(world: World, stage: str, words: str) -> None:
    assert listed(world)[0].state == "Preparing"
    getattr(world, stage)()
    assert listed(world)[0].state == words
    world.add_round(name="Second stage")
    assert listed(world)[0].state == "Preparing"


def test_a_second_decision_on_a_candidate_counts_once(world: World) -> None:
    world.released()
    world.decide("Nguyễn Văn An", "reserve")
    world.decide("Nguyễn Văn An", "recommended")
    assert show(world).rounds[0].decided == 1


def test_the_list_costs_the_same_with_thirty_vacancies(world: World, database: Engine) -> None:
    world.ready()
    actor = world.actor(RUTH)
    with counted_queries(database) as one:
        vacancies_of(world.session, actor=actor)
    for _ in range(29):
        open_one(world)
    actor = world.actor(RUTH)
    with counted_queries(database) as thirty:
        found = vacancies_of(world.session, actor=actor)
    assert (len(found), len(thirty)) == (30, len(one))


def test_a_vacancy_costs_the_same_with_thirty_rounds_and_candidates(world: World, database: Engine) -> None:
    world.ready()
    actor = world.actor(RUTH)
    with counted_queries(database) as one:
        vacancy_in_view(world.session, actor=actor, vacancy_id=world.vacancy)
    for number in range(2, 31):
        world.add_round(name=f"Round {number}")
        world.add_candidates(f"Candidate {number}")
    with counted_queries(database) as thirty:
        view = vacancy_in_view(world.session, actor=actor, vacancy_id=world.vacancy)
    assert (len(view.rounds), view.rounds[0].candidates) == (30, 33)
    assert len(thirty) == len(one)
