"""Sealing a sheet, reopening it before the release, amending a score after it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recruit.db.tables import AmendmentRow, CandidateRow, ScoreSheetRow, SealRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import IncompleteSheet, NotNow, NotThere, Refused, StaleSave
from recruit.domain.people import Actor
from recruit.domain.rounds import Attendance
from recruit.domain.sheets import Draft, gaps, sheet_content, sheet_hash
from recruit.services.audit import record
from recruit.services.score_sheets import (
    OwnSheet,
    parse_before_writing,
    says_the_same,
    scoring_view,
    sheet_for_writing,
    sheet_of,
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What sealing stamped; ``number`` counts from 1. A seal that was reopened says when and why."""

    number: int
    sealed_at: datetime
    pack_hash: str
    sheet_hash: str
    reopened_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AmendedScore:
    """A score as its member amended it after the release; ``score.version`` counts the amendments."""

    score: Draft
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SheetToCheck:
    """A member's own sheet with its seals, oldest first, and its amendments by question, oldest first."""

    sheet: OwnSheet
    seals: tuple[Seal, ...]
    amendments: Mapping[str, tuple[AmendedScore, ...]]

    @property
    def seal(self) -> Seal | None:
        """The seal in force, or none while the sheet is open."""
        return self.seals[-1] if self.seals and self.sheet.sealed_at else None

    def counting(self, question: str) -> Draft:
        """Return the score that counts: the last amendment, else what was sealed."""
        amended = self.amendments.get(question)
        return amended[-1].score if amended else self.sheet.draft(question)


def sheet_to_check(session: Session, *, actor: Actor, round_id: str, candidate_id: str) -> SheetToCheck:
    """Return the actor's own sheet with all that was sealed and amended; raises as ``own_sheet`` does."""
    with read_transaction(session):
        view = scoring_view(session, actor=actor, round_id=round_id)
        return _with_history(session, sheet_of(session, view, candidate_id=candidate_id))


def _with_history(session: Session, sheet: OwnSheet) -> SheetToCheck:
    seals = session.scalars(select(SealRow).where(SealRow.sheet_id == sheet.id).order_by(SealRow.number))
    amended: dict[str, tuple[AmendedScore, ...]] = {}
    for row in session.scalars(
        select(AmendmentRow)
        .where(AmendmentRow.sheet_id == sheet.id)
        .order_by(AmendmentRow.at, AmendmentRow.id)
    ):
        earlier = amended.get(row.question, ())
        score = Draft(row.question, row.value, row.not_explored, row.evidence, row.contrary, len(earlier) + 1)
        amended[row.question] = (*earlier, AmendedScore(score, row.reason, row.at))
    return SheetToCheck(sheet, tuple(_seal(row) for row in seals), amended)


def _seal(row: SealRow) -> Seal:
    return Seal(
        row.number, row.sealed_at, row.pack_hash, row.sheet_hash, row.reopened_at, row.reopening_reason
    )


def seal_sheet(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    candidate_id: str,
    pack_id: str,
    seen: str,
    now: datetime,
) -> Seal:
    """Seal a complete sheet: stamp the time, the pack's hash and the sheet's, and keep the content.

    ``seen`` is ``OwnSheet.seen`` of what the member checked. A sheet that is sealed already
    keeps its seal, which is returned. Raises ``StaleSave`` where something was saved since it
    was checked, ``IncompleteSheet`` where anything is missing, ``NotNow`` where the sheet is
    closed, and as ``own_sheet`` does.
    """
    parse_before_writing(session, pack_id=pack_id)
    with write_transaction(session):
        sheet = sheet_for_writing(
            session, actor=actor, round_id=round_id, candidate_id=candidate_id, pack_id=pack_id
        )
        if sealed := _with_history(session, sheet).seal:
            return sealed
        _check_complete(sheet, seen)
        row = session.scalar(select(ScoreSheetRow).where(ScoreSheetRow.id == sheet.id))
        if row is None:
            raise NotNow("Nothing was saved on this score sheet yet, so there is nothing to seal.")
        row.sealed_at = now
        stamped = _stamp(session, sheet, row, now=now)
        record(
            session,
            "sheet sealed",
            actor=actor,
            now=now,
            vacancy=sheet.view.vacancy,
            subject=row.id,
            number=stamped.number,
        )
        return _seal(stamped)


def _check_complete(sheet: OwnSheet, seen: str) -> None:
    if why := sheet.closed_because():
        raise NotNow(why)
    if seen != sheet.seen:
        raise StaleSave(kept=sheet.seen, typed=seen)
    if missing := sheet.gaps():
        raise IncompleteSheet(gap.message for gap in missing)


def _stamp(session: Session, sheet: OwnSheet, row: ScoreSheetRow, *, now: datetime) -> SealRow:
    content = sheet_content(
        sheet.pack,
        sheet.drafts,
        candidate=sheet.candidate.id,
        member=sheet.member,
        sealed_at=now.isoformat(),
    )
    earlier = session.scalar(select(func.count()).where(SealRow.sheet_id == row.id)) or 0
    stamped = SealRow(
        organisation_id=row.organisation_id,
        sheet_id=row.id,
        number=earlier + 1,
        sealed_at=now,
        pack_hash=sheet.view.pack_hash or "",
        sheet_hash=sheet_hash(content),
        content=json.dumps(content, ensure_ascii=False),
    )
    session.add(stamped)
    return stamped


def reopen_sheet(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str, reason: str, now: datetime
) -> None:
    """Make the actor's own sealed sheet a draft again; the seal stays, with the time and the reason.

    A sheet that is open stays so. Raises ``Refused`` without a reason, ``NotNow`` after the
    release, and as ``own_sheet`` does.
    """
    if not reason.strip():
        raise Refused("Write why you reopen your score sheet", field="reason")
    with write_transaction(session):
        view = scoring_view(session, actor=actor, round_id=round_id, lock=True)
        if not view.phase.can_score:
            raise NotNow(
                "Moderation is open, so a sealed sheet stays sealed. Amend the score instead, with a reason."
            )
        row = _own_row(session, member=view.standing.member, candidate_id=candidate_id)
        if row.sealed_at is None:
            return
        _require_attendance(session, candidate_id)
        row.sealed_at = None
        seal = session.scalars(
            select(SealRow).where(SealRow.sheet_id == row.id, SealRow.reopened_at.is_(None))
        ).one()
        seal.reopened_at, seal.reopening_reason = now, reason.strip()
        record(session, "sheet reopened", actor=actor, now=now, vacancy=view.vacancy, subject=row.id)


def _require_attendance(session: Session, candidate_id: str) -> None:
    """Raise ``NotNow`` for a candidate on whom no sheet is expected: it could not be sealed again."""
    attendance = session.get_one(CandidateRow, candidate_id).attendance
    if attendance != Attendance.EXPECTED:
        raise NotNow(
            f"The candidate is recorded as “{attendance}”, so a sealed sheet stays as it is. "
            "Ask the recruiting manager if that is not right."
        )


def _own_row(session: Session, *, member: str | None, candidate_id: str) -> ScoreSheetRow:
    row = session.scalar(
        select(ScoreSheetRow).where(
            ScoreSheetRow.member_id == member, ScoreSheetRow.candidate_id == candidate_id
        )
    )
    if row is None:
        raise NotThere("there is no such score sheet")
    return row


def amend_score(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    candidate_id: str,
    pack_id: str,
    score: Draft,
    reason: str,
    now: datetime,
) -> bool:
    """Amend the actor's own score on one question after the release; the sealed score stays.

    Returns whether anything changed: a score that counts already changes nothing.
    ``score.version`` is how often the score had been amended when it was opened. Raises
    ``Refused`` with the field for one that is incomplete or without a reason,
    ``StaleSave`` where it was amended meanwhile, ``NotThere``
    for a question that is not scored, ``NotNow`` before the release, on a sheet that was never
    sealed and on a struck question, and as ``own_sheet`` does.
    """
    parse_before_writing(session, pack_id=pack_id)
    with write_transaction(session):
        sheet = sheet_for_writing(
            session, actor=actor, round_id=round_id, candidate_id=candidate_id, pack_id=pack_id
        )
        check_amendable(sheet, score.question)
        found = _with_history(session, sheet)
        earlier = found.amendments.get(score.question, ())
        if says_the_same(found.counting(score.question), score):
            return False
        if score.version != len(earlier):
            raise StaleSave(kept=found.counting(score.question), typed=score)
        _check_amendment(sheet, score, reason)
        at = max(now, earlier[-1].at + timedelta(microseconds=1)) if earlier else now
        session.add(_amendment_row(sheet, score, actor=actor, reason=reason.strip(), at=at))
        record(
            session,
            "score amended",
            actor=actor,
            now=now,
            vacancy=sheet.view.vacancy,
            subject=sheet.id,
            question=score.question,
        )
        return True


def check_amendable(sheet: OwnSheet, question: str) -> None:
    """Raise ``NotNow`` or ``NotThere`` where a score cannot be amended, whatever it is to be."""
    if not sheet.view.phase.can_amend:
        raise NotNow(
            "Moderation is not open yet. Until it is, reopen your score sheet with a reason to change it."
        )
    if sheet.sealed_at is None:
        raise NotNow("This score sheet was never sealed, so it holds no score that counts.")
    if not any(one.id == question and one.scored for one in sheet.pack.questions):
        raise NotThere("there is no such scored question in this pack")
    if question in sheet.struck:
        raise NotNow("This question was struck for every candidate, so its score counts nowhere.")


def _check_amendment(sheet: OwnSheet, score: Draft, reason: str) -> None:
    for gap in gaps(sheet.pack, {score.question: score}):
        if gap.question == score.question:
            raise Refused(gap.message, field="evidence" if gap.field == "reason" else gap.field)
    if not reason.strip():
        raise Refused("Write why you amend the score", field="reason")


def _amendment_row(sheet: OwnSheet, score: Draft, *, actor: Actor, reason: str, at: datetime) -> AmendmentRow:
    return AmendmentRow(
        organisation_id=actor.organisation,
        sheet_id=sheet.id,
        question=score.question,
        value=score.value,
        not_explored=score.not_explored,
        contrary=score.contrary,
        evidence=score.evidence,
        reason=reason,
        at=at,
    )
