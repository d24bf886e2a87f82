"""Gives roles: each at most once, in one vacancy or in the whole organisation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Grant
from recruit.domain.people import Role


def give_role(
    session: Session, *, organisation: str, account: str, role: Role, vacancy: str | None, now: datetime
) -> bool:
    """Give an account a role that it lacks, within the open write, and say whether it did.

    All are ids; ``vacancy`` is none for a role in the whole organisation.
    """
    same_place = Grant.vacancy_id.is_(None) if vacancy is None else Grant.vacancy_id == vacancy
    if session.scalar(select(Grant.id).where(Grant.account_id == account, Grant.role == role, same_place)):
        return False
    session.add(
        Grant(
            organisation_id=organisation,
            account_id=account,
            vacancy_id=vacancy,
            role=role,
            granted_at=now,
        )
    )
    return True
