"""Letters wait in the outbox with their occasion, and go out once; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import Organisation, OutboxMessage
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.letters import ADDRESS, Letter
from recruit.services.outbox import Message, deliver, put_in_outbox
from tests.clock import Clock

HERE = "https://panels.example"
TO = "tom.okafor@anyborough.example"


@pytest.fixture
def organisation(session: Session, clock: Clock) -> str:
    with write_transaction(session):
        session.add(Organisation(id="0" * 16, name="Anyborough Council (invented)", created_at=clock()))
    return "0" * 16


def put(session: Session, organisation: str, clock: Clock, *subjects: str) -> None:
    for subject in subjects:
        with write_transaction(session):
            letter = Letter(subject, f"Go to {ADDRESS}/join")
            put_in_outbox(session, letter, organisation=organisation, to=TO, now=clock())
        clock.move(seconds=1)


def kept(session: Session) -> list[tuple[str, str, bool]]:
    wanted = select(OutboxMessage).order_by(OutboxMessage.created_at)
    with read_transaction(session):
        return [(row.subject, row.body, row.sent_at is not None) for row in session.scalars(wanted)]


def test_what_waits_goes_out_in_its_order_with_the_sites_address(
    session: Session, organisation: str, clock: Clock
) -> None:
    put(session, organisation, clock, "First", "Second")
    sent: list[Message] = []
    assert deliver(session, send=sent.append, address=HERE, now=clock()) == 2
    assert [(one.to, one.subject, one.body) for one in sent] == [
        (TO, "First", f"Go to {HERE}/join"),
        (TO, "Second", f"Go to {HERE}/join"),
    ]


def test_a_letter_goes_once_and_its_text_is_forgotten(
    session: Session, organisation: str, clock: Clock
) -> None:
    put(session, organisation, clock, "First")
    sent: list[Message] = []
    assert [deliver(session, send=sent.append, address=HERE, now=clock()) for _ in range(2)] == [1, 0]
    assert kept(session) == [("First", "", True)]


def test_nothing_is_sent_from_an_empty_outbox(session: Session, clock: Clock) -> None:
    sent: list[Message] = []
    assert deliver(session, send=sent.append, address=HERE, now=clock()) == 0
    assert sent == []


def test_what_cannot_be_sent_waits_and_holds_up_no_other(
    session: Session, organisation: str, clock: Clock
) -> None:
    put(session, organisation, clock, "First", "Second")
    sent: list[str] = []

    def send(message: Message) -> None:
        if message.subject == "First" and "First" not in sent:
            sent.append("First")
            raise ConnectionRefusedError
        sent.append(message.subject)

    assert deliver(session, send=send, address=HERE, now=clock()) == 1
    assert kept(session) == [("First", f"Go to {ADDRESS}/join", False), ("Second", "", True)]
    assert deliver(session, send=send, address=HERE, now=clock()) == 1
    assert sent == ["First", "Second", "First"]


def test_a_letter_is_sent_outside_any_transaction(session: Session, organisation: str, clock: Clock) -> None:
    put(session, organisation, clock, "First")
    during: list[bool] = []

    def send(_: Message) -> None:
        during.append(session.in_transaction())

    deliver(session, send=send, address=HERE, now=clock())
    assert during == [False]


def test_what_is_taken_back_leaves_no_letter(session: Session, organisation: str, clock: Clock) -> None:
    def break_off() -> None:
        with write_transaction(session):
            letter = Letter("First", "never sent")
            put_in_outbox(session, letter, organisation=organisation, to=TO, now=clock())
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        break_off()
    assert kept(session) == []


def test_workers_at_the_same_moment_send_each_letter_once(
    session: Session, database: Engine, organisation: str, clock: Clock
) -> None:
    put(session, organisation, clock, *(f"Letter {number:02}" for number in range(12)))
    sent: list[str] = []

    def work(_: int) -> int:
        with Session(database) as own:
            return deliver(own, send=lambda one: sent.append(one.subject), address=HERE, now=clock())

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    assert (sum(counts), sorted(sent)) == (12, [f"Letter {number:02}" for number in range(12)])
