"""E-mails: written in the same transaction as their occasion, sent after it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from recruit.db.tables import OutboxMessage
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.letters import ADDRESS, Letter

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """An e-mail on its way."""

    id: str
    to: str
    subject: str
    body: str
    written_at: datetime


def put_in_outbox(session: Session, letter: Letter, *, organisation: str, to: str, now: datetime) -> None:
    """Add a letter to the open write; ``organisation`` is an id, ``to`` an address."""
    session.add(
        OutboxMessage(
            organisation_id=organisation,
            to_address=to,
            subject=letter.subject,
            body=letter.body,
            created_at=now,
        )
    )


def deliver(session: Session, *, send: Callable[[Message], None], address: str, now: datetime) -> int:
    """Send what waits, the oldest first, and return how many went.

    ``address`` is the site's own, such as ``https://panels.example``. Each letter is claimed
    before it is sent, so that two workers never send one twice, and its text is forgotten once
    it went: it may hold a code. One for which ``send`` raises ``OSError`` (as every fault of
    SMTP is) waits again, and holds up no other.
    """
    with read_transaction(session):
        waiting = session.scalars(
            select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None)).order_by(OutboxMessage.created_at)
        ).all()
    return sum(_deliver(session, one, send=send, address=address, now=now) for one in waiting)


def _deliver(
    session: Session, message_id: str, *, send: Callable[[Message], None], address: str, now: datetime
) -> bool:
    message = _claim(session, message_id, now=now)
    if message is None:
        return False
    try:
        send(Message(message.id, message.to, message.subject, message.body.replace(ADDRESS, address), now))
    except OSError:
        _LOG.exception("an e-mail could not be sent and waits in the outbox")
        _change(session, message_id, sent_at=None)
        return False
    _change(session, message_id, body="")
    return True


def _claim(session: Session, message_id: str, *, now: datetime) -> Message | None:
    with write_transaction(session):
        row = session.scalar(
            select(OutboxMessage)
            .where(OutboxMessage.id == message_id, OutboxMessage.sent_at.is_(None))
            .with_for_update()
        )
        if row is None:
            return None
        row.sent_at = now
        return Message(row.id, row.to_address, row.subject, row.body, row.created_at)


def _change(session: Session, message_id: str, **values: object) -> None:
    with write_transaction(session):
        session.execute(update(OutboxMessage).where(OutboxMessage.id == message_id).values(**values))
