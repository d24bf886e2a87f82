"""The record of who did what; it names ids and counts, never what a note or a score says."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent
from recruit.domain.people import Actor

_ADD = insert(AuditEvent)


def record(
    session: Session,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    vacancy: str | None = None,
    subject: str | None = None,
    **detail: str | int | bool | None,
) -> None:
    """Add an event to the open transaction.

    ``action`` is a verb and its object ("pack issued"), ``subject`` the id of what it was done to.
    """
    session.flush()  # so that the event comes after what it tells of
    session.connection().execute(
        _ADD,
        {
            "organisation_id": actor.organisation,
            "vacancy_id": vacancy,
            "at": now,
            "account_id": actor.account,
            "actor": actor.name,
            "action": action,
            "subject": subject,
            "detail": json.dumps(detail, sort_keys=True, ensure_ascii=False) if detail else "",
        },
    )
