"""Questions of a file become drafts: all of them, or none with every fault named."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent
from recruit.db.transactions import read_transaction
from recruit.domain.bank import Question
from recruit.domain.errors import DataFaults, NotThere, Refused
from recruit.domain.question_states import VersionState
from recruit.services.question_import import TakenQuestions, take_questions
from recruit.services.question_versions import local_questions_of
from tests.local_questions import BANK, KEY, WHY, own_question, write
from tests.people import FARAH, MOIRA, RUTH
from tests.services.parallel import at_once
from tests.world import World


def take(world: World, *questions: Question, name: str = MOIRA, why: str = WHY) -> TakenQuestions:
    return take_questions(
        world.session,
        actor=world.actor(name),
        bundled=BANK,
        questions=questions,
        why=why,
        now=world.clock(),
    )


def drafts(world: World) -> dict[str, tuple[int, str]]:
    lines = local_questions_of(world.session, actor=world.actor(RUTH), bundled=BANK)
    assert {line.newest.state for line in lines} <= {VersionState.DRAFT}
    return {line.key: (line.newest.number, line.newest.written.by) for line in lines}


def test_new_and_changed_questions_become_drafts_and_known_ones_stay(world: World) -> None:
    write(world, own_question(id="begun-here"))
    found = take(
        world,
        own_question(),
        own_question(id="begun-here", minutes=9),
        own_question(id="past-1-a"),
        BANK.question("past-2-a"),
    )
    assert found == TakenQuestions((KEY, "begun-here", "past-1-a"), ("past-2-a",))
    assert drafts(world) == {KEY: (1, MOIRA), "begun-here": (2, MOIRA), "past-1-a": (2, MOIRA)}


def test_the_same_file_twice_is_taken_once(world: World) -> None:
    take(world, own_question())
    assert take(world, own_question()) == TakenQuestions((), (KEY,))
    assert drafts(world) == {KEY: (1, MOIRA)}


def test_the_same_file_twenty_times_at_once_is_taken_once(world: World, database: Engine) -> None:
    actor = world.actor(MOIRA)

    def send(session: Session) -> None:
        take_questions(
            session, actor=actor, bundled=BANK, questions=(own_question(),), why=WHY, now=world.clock()
        )

    assert at_once(database, send) == []
    with read_transaction(world.session):
        assert world.session.scalars(select(AuditEvent.action)).all() == ["question written"]


def test_one_fault_and_nothing_is_taken_and_every_fault_is_named(world: World) -> None:
    with pytest.raises(DataFaults) as caught:
        take(
            world,
            own_question(),
            own_question(id="no-minutes", minutes=0),
            own_question(id="no-tag", indicators=("nowhere-1.1",)),
            own_question(id="twice"),
            own_question(id="twice"),
        )
    assert [(fault.source, fault.message) for fault in caught.value.faults] == [
        ("no-minutes", "minutes: is 0"),
        ("no-tag", "indicators[1]: nowhere-1.1 is not one of the indicators"),
        ("twice", "is there 2 times"),
    ]
    assert drafts(world) == {}


def test_a_file_needs_a_reason_and_somebody_who_keeps_the_bank(world: World) -> None:
    with pytest.raises(Refused):
        take(world, own_question(), why="import")
    with pytest.raises(NotThere):
        take(world, own_question(), name=FARAH)
    assert drafts(world) == {}
