"""What the record says was done, for the tests of services."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from recruit.db.tables import AuditEvent
from recruit.db.transactions import read_transaction
from tests.world import World


def actions(world: World) -> list[str]:
    """Return what was done in the vacancy, in order."""
    with read_transaction(world.session):
        events = select(AuditEvent.action).where(AuditEvent.vacancy_id == world.vacancy)
        return list(world.session.scalars(events.order_by(AuditEvent.number)))


def details(world: World) -> list[dict[str, Any]]:
    """Return what the events of the vacancy say beside their action, in order."""
    with read_transaction(world.session):
        events = select(AuditEvent.detail).where(AuditEvent.vacancy_id == world.vacancy)
        found = world.session.scalars(events.order_by(AuditEvent.number))
        return [json.loads(one) if one else {} for one in found]
