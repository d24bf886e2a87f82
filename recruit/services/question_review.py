"""The way of a version into the bank: submitted, reviewed by another person, published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recruit.db.tables import QuestionRow, QuestionVersionRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.question_content import read_question, sound_question
from recruit.domain.bank import QuestionBank
from recruit.domain.errors import FindingsStand, NotNow, Refused
from recruit.domain.people import Actor
from recruit.domain.question_states import VersionState
from recruit.services.audit import record
from recruit.services.question_bank import bank_in_force, lock_bank, require_bank_keeper, stamp_bank
from recruit.services.question_rows import findings_in, sound_reason, version_row

_TRIES = 5
"""Times that a question is looked at again because somebody published another meanwhile."""


def submit_for_review(session: Session, *, actor: Actor, key: str, number: int, now: datetime) -> None:
    """Ask another person to review a draft; once more changes nothing.

    Raises ``NotNow`` for a version that is reviewed already, ``NotThere`` but to those who
    keep the bank.
    """
    with write_transaction(session):
        row, version = _in_hand(session, actor, key, number)
        if version.state == VersionState.SUBMITTED:
            return
        _require_state(version, VersionState.DRAFT)
        version.state = VersionState.SUBMITTED
        version.submitted_by, version.submitted_at = actor.account, now
        _record(session, "question submitted", row, version, actor=actor, now=now)


def mark_reviewed(session: Session, *, actor: Actor, key: str, number: int, now: datetime) -> None:
    """Say that a submitted version was reviewed; by the same person once more changes nothing.

    Raises ``Refused`` to whoever wrote it, ``NotNow`` for one that was not submitted or that
    somebody else reviewed, ``NotThere`` but to those who keep the bank.
    """
    with write_transaction(session):
        row, version = _in_hand(session, actor, key, number)
        _require_another(version, actor)
        if version.state == VersionState.REVIEWED and version.reviewed_by == actor.account:
            return
        _require_state(version, VersionState.SUBMITTED)
        version.state = VersionState.REVIEWED
        version.reviewed_by, version.reviewed_at = actor.account, now
        _record(session, "question reviewed", row, version, actor=actor, now=now)


def send_back(session: Session, *, actor: Actor, key: str, number: int, note: str, now: datetime) -> None:
    """Make a submitted or reviewed version a draft again, with a note; the same once more changes nothing.

    Raises ``Refused`` to whoever wrote it and for a note that says nothing, ``NotNow`` for a
    draft and for what is published, ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    kept = sound_reason(note, field="note")
    with write_transaction(session):
        row, version = _in_hand(session, actor, key, number)
        _require_another(version, actor)
        if version.state == VersionState.DRAFT and (version.sent_back_by, version.sent_back_note) == (
            actor.account,
            kept,
        ):
            return
        _require_state(version, VersionState.SUBMITTED, VersionState.REVIEWED)
        version.state, version.reviewed_by, version.reviewed_at = VersionState.DRAFT, None, None
        version.sent_back_by, version.sent_back_at, version.sent_back_note = actor.account, now, kept
        _record(session, "question sent back", row, version, actor=actor, now=now)


def publish(
    session: Session, *, actor: Actor, bundled: QuestionBank, key: str, number: int, now: datetime
) -> None:
    """Put a reviewed version in force, in the place of the one before; once more changes nothing.

    Raises ``FindingsStand`` with what the linter finds in the bank as it is now,
    ``UnsoundQuestion`` where a tag leads nowhere by now, ``NotNow`` for a version that is not
    reviewed, for one older than the one in force and for a retired question, ``NotThere`` but
    to those who keep the bank.
    """
    require_bank_keeper(actor)
    for _ in range(_TRIES):
        bank = bank_in_force(session, bundled, organisation=actor.organisation)
        _require_faultless(session, bank, organisation=actor.organisation, key=key, number=number)
        with write_transaction(session):
            row, version = _in_hand(session, actor, key, number)
            if version.state == VersionState.PUBLISHED:
                return
            _require_state(version, VersionState.REVIEWED)
            _require_newer(session, row, version)
            if bank_in_force(session, bundled, organisation=actor.organisation).digest != bank.digest:
                continue  # what the linter looked at is no longer what the question joins
            version.state = VersionState.PUBLISHED
            version.published_by, version.published_at = actor.account, now
            stamp_bank(session, organisation=actor.organisation, now=now)
            _record(session, "question published", row, version, actor=actor, now=now)
            return
    raise NotNow("the bank is being changed by somebody else; try again in a minute")


def _in_hand(session: Session, actor: Actor, key: str, number: int) -> tuple[QuestionRow, QuestionVersionRow]:
    """Return a version that this person may move, with nobody else moving one."""
    require_bank_keeper(actor)
    lock_bank(session, actor.organisation)
    return version_row(session, organisation=actor.organisation, key=key, number=number)


_NOT_IN_STATE = {
    VersionState.DRAFT: "this version is a draft, which its writer has yet to submit for review",
    VersionState.SUBMITTED: "this version waits for a review by another person",
    VersionState.REVIEWED: "this version is reviewed already; publish it, or send it back",
    VersionState.PUBLISHED: "this version is published, so it stays as it is; write a new one",
}


def _require_state(version: QuestionVersionRow, *wanted: VersionState) -> None:
    if version.state not in wanted:
        raise NotNow(_NOT_IN_STATE[VersionState(version.state)])


def _require_another(version: QuestionVersionRow, actor: Actor) -> None:
    if version.written_by == actor.account:
        raise Refused("You wrote this version; somebody else has to review it")


def _require_newer(session: Session, row: QuestionRow, version: QuestionVersionRow) -> None:
    if row.retired_at is not None:
        raise NotNow("this question is retired; bring it back before you publish a version of it")
    newest = session.scalar(
        select(func.max(QuestionVersionRow.number)).where(
            QuestionVersionRow.question_id == row.id, QuestionVersionRow.state == VersionState.PUBLISHED
        )
    )
    if newest is not None and newest > version.number:
        raise NotNow(f"version {newest} is in force, which is newer than this one; write a new version")


def _require_faultless(
    session: Session, bank: QuestionBank, *, organisation: str, key: str, number: int
) -> None:
    """Hold a version that is to be published to the format and to the linter, before the lock is taken."""
    with read_transaction(session):
        _, version = version_row(session, organisation=organisation, key=key, number=number)
        if version.state != VersionState.REVIEWED:
            return  # which the write answers
        content = version.content
    question = sound_question(read_question(content), bank=bank)
    if found := findings_in(question, bank):
        raise FindingsStand(f"{one.message}; {one.remedy}" for one in found)


def _record(
    session: Session,
    action: str,
    row: QuestionRow,
    version: QuestionVersionRow,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    record(
        session,
        action,
        actor=actor,
        now=now,
        subject=row.id,
        question=row.key,
        number=version.number,
    )
