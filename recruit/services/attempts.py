"""Counts what did not match, across every worker, so that guessing is slow."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from recruit.db.tables import FailedAttempt
from recruit.domain.errors import Refused
from recruit.domain.throttling import WINDOW, Throttle, minutes_until
from recruit.domain.words import counted
from recruit.services.locks import lock_word


def blocked_until(session: Session, throttle: Throttle, *, subject: str, now: datetime) -> datetime | None:
    """Return when somebody may try again, or none where they may now."""
    found = session.scalars(
        select(FailedAttempt.at).where(
            FailedAttempt.subject_hash == _hash(throttle, subject), FailedAttempt.at > now - WINDOW
        )
    )
    return throttle.open_again(found.all(), now=now)


def lock_attempts(session: Session, throttle: Throttle, *, subject: str) -> None:
    """Let one transaction at a time count and add attempts of a subject; part of an open write.

    Without it, tries at the same moment would each count before any of them was added.
    """
    lock_word(session, _hash(throttle, subject))


def add_attempt(session: Session, throttle: Throttle, *, subject: str, now: datetime) -> None:
    """Add a failure to the open write, and forget those of everybody that no longer count."""
    session.execute(delete(FailedAttempt).where(FailedAttempt.at <= now - WINDOW))
    session.add(FailedAttempt(subject_hash=_hash(throttle, subject), at=now))


def clear_attempts(session: Session, throttle: Throttle, *, subject: str) -> None:
    """Forget the failures of a subject: whoever it was has shown who they are."""
    session.execute(delete(FailedAttempt).where(FailedAttempt.subject_hash == _hash(throttle, subject)))


def too_many(until: datetime, *, now: datetime) -> Refused:
    """Return what somebody is told who tried too often."""
    return Refused(f"Too many tries. Wait {counted(minutes_until(until, now=now), 'minute')}, then try again")


def _hash(throttle: Throttle, subject: str) -> str:
    return hashlib.sha256(f"{throttle.kind}:{subject}".encode("utf-8", "replace")).hexdigest()
