"""The rows of an organisation's own questions: found, compared, added; and the names of who stamped them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, QuestionRow, QuestionVersionRow
from recruit.documents.characters import clean, text_faults
from recruit.documents.question_content import read_question, write_question
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import NotThere, Refused
from recruit.domain.findings import Finding
from recruit.domain.lint import neighbour_findings, question_findings
from recruit.domain.people import Actor
from recruit.domain.question_states import Noted, Stamp, reason_fault
from recruit.services.audit import record

NEW = 0
"""The number that a question is edited from which is not in the bank yet."""
NO_SUCH_QUESTION = "there is no such question, or it is not yours to see"


def sound_reason(text: str, *, field: str) -> str:
    """Return a reason or a note as it is kept; raises ``Refused`` for one too short, or of no document."""
    for fault in text_faults(text, source="", line=0):
        raise Refused(f"The text {fault.message}; {fault.remedy}", field=field)
    kept = clean(text).strip()
    if fault_in_words := reason_fault(kept):
        raise Refused(fault_in_words, field=field)
    return kept


@dataclass(frozen=True, slots=True)
class Names:
    """Names of accounts by their ids."""

    by_id: Mapping[str, str]

    def of(self, account: str) -> str:
        """Return somebody's name."""
        return self.by_id[account]

    def stamp(self, account: str | None, at: datetime | None) -> Stamp | None:
        """Return who did something and when, none where nobody did."""
        return Stamp(self.of(account), at) if account and at else None

    def noted(self, account: str | None, at: datetime | None, note: str | None) -> Noted | None:
        """Return who did something, when, and what they said, none where nobody did."""
        return Noted(self.of(account), at, note or "") if account and at else None


def names_of(session: Session, accounts: Iterable[str | None]) -> Names:
    """Return the names of accounts; none among the ids is nobody's."""
    wanted = {one for one in accounts if one}
    if not wanted:
        return Names({})
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return Names({row.id: row.name for row in rows})


def findings_in(question: Question, bank: QuestionBank) -> tuple[Finding, ...]:
    """Return what the linter finds in a question, by itself and beside the others of a bank.

    It takes a good part of a second, so no lock is held meanwhile.
    """
    return (*question_findings(question, bank), *neighbour_findings((question,), bank))


def question_row(session: Session, *, organisation: str, key: str) -> QuestionRow | None:
    """Return the row of a question of an organisation by its id in the bank, or none."""
    return session.scalar(
        select(QuestionRow).where(QuestionRow.organisation_id == organisation, QuestionRow.key == key)
    )


def new_question_row(session: Session, *, key: str, organisation: str, now: datetime) -> QuestionRow:
    """Add the row of a question to the open transaction, with its id set."""
    row = QuestionRow(organisation_id=organisation, key=key, created_at=now)
    session.add(row)
    session.flush()
    return row


def version_row(
    session: Session, *, organisation: str, key: str, number: int
) -> tuple[QuestionRow, QuestionVersionRow]:
    """Return a version with the row of its question; raises ``NotThere`` where there is none."""
    row = question_row(session, organisation=organisation, key=key)
    if row is None:
        raise NotThere(NO_SUCH_QUESTION)
    version = session.scalar(
        select(QuestionVersionRow).where(
            QuestionVersionRow.question_id == row.id, QuestionVersionRow.number == number
        )
    )
    if version is None:
        raise NotThere(NO_SUCH_QUESTION)
    return row, version


def is_same_text(one: Question, other: Question) -> bool:
    """Say whether two questions say the same, whatever their numbers, and retired or not."""
    return replace(one, version=1, retired=None) == replace(other, version=1, retired=None)


def newest_of(
    session: Session, row: QuestionRow | None, *, bundled: QuestionBank, key: str
) -> tuple[int, Question | None]:
    """Return number and text that an edit goes by: the newest version, else the bundled question."""
    newest = (
        row
        and session.execute(
            select(QuestionVersionRow.number, QuestionVersionRow.content)
            .where(QuestionVersionRow.question_id == row.id)
            .order_by(QuestionVersionRow.number.desc())
            .limit(1)
        ).one_or_none()
    )
    if newest:
        return newest.number, read_question(newest.content)
    known = bundled.by_id.get(key)
    return (known.version, known) if known else (NEW, None)


def add_version(
    session: Session,
    question: Question,
    *,
    row: QuestionRow | None,
    bundled: QuestionBank,
    actor: Actor,
    why: str,
    now: datetime,
) -> int:
    """Add a draft to the open transaction and return its number: above every other and the bundled one's."""
    row = row or new_question_row(session, key=question.id, organisation=actor.organisation, now=now)
    newest, _ = newest_of(session, row, bundled=bundled, key=question.id)
    known = bundled.by_id.get(question.id)
    number = max(newest, known.version if known else NEW) + 1
    session.add(
        QuestionVersionRow(
            organisation_id=actor.organisation,
            question_id=row.id,
            number=number,
            content=write_question(replace(question, version=number, retired=None)),
            why=why,
            written_by=actor.account,
            written_at=now,
        )
    )
    session.flush()
    record(session, "question written", actor=actor, now=now, subject=row.id, question=row.key, number=number)
    return number
