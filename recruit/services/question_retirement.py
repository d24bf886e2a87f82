"""Questions are retired, with a reason, and brought back; none is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from recruit.db.transactions import write_transaction
from recruit.domain.bank import QuestionBank
from recruit.domain.errors import NotNow, NotThere
from recruit.domain.people import Actor
from recruit.services.audit import record
from recruit.services.question_bank import lock_bank, require_bank_keeper, stamp_bank
from recruit.services.question_rows import NO_SUCH_QUESTION, new_question_row, question_row, sound_reason


def retire(
    session: Session,
    *,
    actor: Actor,
    bundled: QuestionBank,
    key: str,
    reason: str,
    now: datetime,
) -> None:
    """Take a question, bundled or local, out of every later draw; the same once more changes nothing.

    Packs that ask it keep it. Raises ``NotThere`` for a question that the organisation's bank
    does not hold and but to those who keep the bank, ``NotNow`` where it is retired for
    another reason, ``Refused`` for a reason that is none.
    """
    require_bank_keeper(actor)
    kept = sound_reason(reason, field="reason")
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        row = question_row(session, organisation=actor.organisation, key=key)
        if row is None and key not in bundled.by_id:
            raise NotThere(NO_SUCH_QUESTION)
        row = row or new_question_row(session, key=key, organisation=actor.organisation, now=now)
        if row.retired_at is not None:
            if row.retired_reason != kept:
                raise NotNow("this question is retired already, for another reason")
            return
        row.retired_at, row.retired_by, row.retired_reason = now, actor.account, kept
        stamp_bank(session, organisation=actor.organisation, now=now)
        record(session, "question retired", actor=actor, now=now, subject=row.id, question=key)


def bring_back(session: Session, *, actor: Actor, key: str, now: datetime) -> None:
    """Let a question be drawn again that the organisation retired; once more changes nothing.

    One whose tags lead nowhere by now stays out of draws until a version of it mends them.
    Raises ``NotThere`` for one that it never wrote nor retired, and but to those who keep the bank.
    """
    require_bank_keeper(actor)
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        row = question_row(session, organisation=actor.organisation, key=key)
        if row is None:
            raise NotThere(NO_SUCH_QUESTION)
        if row.retired_at is None:
            return
        row.retired_at = row.retired_by = row.retired_reason = None
        stamp_bank(session, organisation=actor.organisation, now=now)
        record(session, "question brought back", actor=actor, now=now, subject=row.id, question=key)
