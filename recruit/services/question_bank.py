"""The bank in force in an organisation: the bundled one with what the organisation published and retired.

Each process keeps the banks it made. A stamp in the database, another after every published
change, says whether the one it keeps is still the one in force, whichever worker changed it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import datetime
from threading import Lock

import cattrs
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import (
    LocalBankRow,
    LocalFrameworkRow,
    LocalFrameworkVersionRow,
    QuestionRow,
    QuestionVersionRow,
    new_id,
)
from recruit.db.transactions import read_transaction
from recruit.documents.framework_file import stored_framework
from recruit.documents.question_content import read_question
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import NotThere
from recruit.domain.frameworks import Framework
from recruit.domain.local_bank import with_local
from recruit.domain.people import Actor
from recruit.services.locks import lock_word

_KEPT = 32
"""Banks that a process keeps: those of as many organisations."""


class _Shelf:
    """The banks used last, each by what it was made from: stamp and bundled bank stand for one content."""

    def __init__(self) -> None:
        self._banks: OrderedDict[tuple[str, str, str], QuestionBank] = OrderedDict()
        self._lock = Lock()

    def find(self, key: tuple[str, str, str]) -> QuestionBank | None:
        with self._lock:
            found = self._banks.get(key)
            if found:
                self._banks.move_to_end(key)
            return found

    def keep(self, key: tuple[str, str, str], bank: QuestionBank) -> None:
        with self._lock:
            self._banks[key] = bank
            while len(self._banks) > _KEPT:
                self._banks.popitem(last=False)


_SHELF = _Shelf()
_STAMP = select(LocalBankRow.stamp).where(LocalBankRow.organisation_id == bindparam("organisation"))


def bank_in_force(session: Session, bundled: QuestionBank, *, organisation: str) -> QuestionBank:
    """Return the bank of an organisation; ``bundled`` itself where it has nothing of its own in force.

    Its digest is another after every published change. Costs one query on one row while
    nothing changed since the process asked last. A local question whose tags the bundled bank
    no longer holds is not in it.
    """
    with read_transaction(session):
        stamp = _stamp(session, organisation)
        while stamp is not None:
            key = (organisation, stamp, bundled.digest)
            if known := _SHELF.find(key):
                return known
            made = _made(session, bundled, organisation)
            before, stamp = stamp, _stamp(session, organisation)
            if before == stamp:  # else another published meanwhile, and the parts may not belong together
                _SHELF.keep(key, made)
                return made
    return bundled


def _stamp(session: Session, organisation: str) -> str | None:
    found: str | None = session.connection().execute(_STAMP, {"organisation": organisation}).scalar()
    return found


def _made(session: Session, bundled: QuestionBank, organisation: str) -> QuestionBank:
    return with_local(
        bundled,
        frameworks=frameworks_in_force(session, organisation),
        questions=_questions_in_force(session, organisation),
        retired=_retired(session, organisation),
    )


def frameworks_in_force(session: Session, organisation: str) -> tuple[Framework, ...]:
    """Return an organisation's published frameworks that are not retired, in the order of their ids."""
    newest = (
        select(
            LocalFrameworkVersionRow.framework_id.label("framework"),
            func.max(LocalFrameworkVersionRow.number).label("number"),
        )
        .where(LocalFrameworkVersionRow.published_at.is_not(None))
        .group_by(LocalFrameworkVersionRow.framework_id)
        .subquery()
    )
    contents = session.scalars(
        select(LocalFrameworkVersionRow.content)
        .join(LocalFrameworkRow, LocalFrameworkRow.id == LocalFrameworkVersionRow.framework_id)
        .join(
            newest,
            (newest.c.framework == LocalFrameworkVersionRow.framework_id)
            & (newest.c.number == LocalFrameworkVersionRow.number),
        )
        .where(LocalFrameworkRow.organisation_id == organisation, LocalFrameworkRow.retired_at.is_(None))
        .order_by(LocalFrameworkRow.key)
    )
    return tuple(stored_framework(content) for content in contents)


def _questions_in_force(session: Session, organisation: str) -> Iterator[Question]:
    """Yield the newest published version of each question; one of a format long gone is left out."""
    newest = (
        select(
            QuestionVersionRow.question_id.label("question"),
            func.max(QuestionVersionRow.number).label("number"),
        )
        .where(QuestionVersionRow.state == "published")
        .group_by(QuestionVersionRow.question_id)
        .subquery()
    )
    contents = session.scalars(
        select(QuestionVersionRow.content)
        .join(QuestionRow, QuestionRow.id == QuestionVersionRow.question_id)
        .join(
            newest,
            (newest.c.question == QuestionVersionRow.question_id)
            & (newest.c.number == QuestionVersionRow.number),
        )
        .where(QuestionRow.organisation_id == organisation)
        .order_by(QuestionRow.key)
    )
    for content in contents:
        try:
            yield read_question(content)
        except (cattrs.BaseValidationError, KeyError, TypeError, ValueError):
            continue


def _retired(session: Session, organisation: str) -> Mapping[str, str]:
    rows = session.execute(
        select(QuestionRow.key, QuestionRow.retired_reason)
        .where(QuestionRow.organisation_id == organisation, QuestionRow.retired_at.is_not(None))
        .order_by(QuestionRow.key)
    )
    return {key: reason or "" for key, reason in rows}


def require_bank_keeper(actor: Actor) -> None:
    """Raise ``NotThere`` unless the actor keeps the bank: managers and HR of the organisation do."""
    if not (actor.opens_vacancies() or actor.is_hr()):
        raise NotThere("there is no such page, or it is not yours to see")


def lock_bank(session: Session, organisation: str) -> None:
    """Let one write at a time touch an organisation's part of the bank; within an open write."""
    lock_word(session, f"bank of {organisation}")


def stamp_bank(session: Session, *, organisation: str, now: datetime) -> None:
    """Note within an open write, which holds the lock, that what is in force was changed."""
    row = session.scalar(select(LocalBankRow).where(LocalBankRow.organisation_id == organisation))
    if row is None:
        row = LocalBankRow(organisation_id=organisation)
        session.add(row)
    row.stamp, row.changed_at = new_id(), now
    session.flush()
