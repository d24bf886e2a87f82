"""What the panel agrees on a candidate's questions, beside what each member gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, AgreedScoreRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow, NotThere, Refused, StaleSave
from recruit.domain.grid import Dispute
from recruit.domain.moderation import agreement_fault
from recruit.domain.people import Actor, Part
from recruit.domain.results import CandidateResult, QuestionResult, candidate_result
from recruit.domain.scoring import value_of
from recruit.services.audit import record
from recruit.services.issued_packs import issued_pack
from recruit.services.moderation import grid_of
from recruit.services.round_record import RoundRecord, record_of, released_view
from recruit.services.rounds import ANYONE, CHAIR, CandidateInRound


@dataclass(frozen=True, slots=True)
class AgreedValue:
    """What the panel agrees: a score of 1 to 5, or none for "not explored", and why."""

    value: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A score that the panel agreed, none for "not explored"; ``number`` counts from 1 on a question."""

    question: str
    number: int
    value: int | None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateInModeration:
    """One candidate of a released round: every member's scores, notes and what was agreed.

    ``agreements`` are the newest first; ``discuss_first`` is that of the whole grid.
    """

    record: RoundRecord
    candidate: CandidateInRound
    result: CandidateResult
    agreements: tuple[Agreement, ...]
    discuss_first: tuple[Dispute, ...]
    may_agree: bool

    def question(self, number: int) -> QuestionResult:
        """Return the result on a question by its number, or raise ``NotThere``."""
        for one in self.result.questions:
            if one.question.number == number:
                return one
        raise NotThere("there is no such question in this pack")

    def agreed_on(self, question: str) -> tuple[Agreement, ...]:
        """Return what was agreed on a question by id, the one that counts first."""
        return tuple(one for one in self.agreements if one.question == question)


def candidate_in_moderation(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str
) -> CandidateInModeration:
    """Return one candidate of a released round to its panel, its manager and HR.

    Raises as ``released_view`` does, and ``NotThere`` for a candidate of another round.
    """
    return _candidate(session, actor=actor, round_id=round_id, candidate_id=candidate_id, audience=ANYONE)


def candidate_to_agree(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str
) -> CandidateInModeration:
    """Return one candidate of a released round to the chair alone, who records what is agreed."""
    return _candidate(session, actor=actor, round_id=round_id, candidate_id=candidate_id, audience=CHAIR)


def _candidate(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str, audience: frozenset[Part]
) -> CandidateInModeration:
    with read_transaction(session):
        view = released_view(session, actor=actor, round_id=round_id, audience=audience)
        found = record_of(session, view)
        candidate = found.candidate(candidate_id)
        agreements = _agreements(session, candidate_id)
    return CandidateInModeration(
        record=found,
        candidate=candidate,
        result=result_in(found, candidate),
        agreements=agreements,
        discuss_first=grid_of(found).discuss_first,
        may_agree=view.standing.is_one_of(CHAIR),
    )


def result_in(found: RoundRecord, candidate: CandidateInRound) -> CandidateResult:
    """Return what the scores of a record come to for one candidate."""
    return candidate_result(
        found.pack,
        candidate=candidate.name,
        members=found.scores.members,
        entries=found.scores.entries,
        agreed=found.agreed,
        notes=found.scores.notes,
        struck=found.struck,
    )


def _agreements(session: Session, candidate_id: str) -> tuple[Agreement, ...]:
    rows = session.execute(
        select(AgreedScoreRow, Account.name)
        .join(Account, Account.id == AgreedScoreRow.by)
        .where(AgreedScoreRow.candidate_id == candidate_id)
        .order_by(AgreedScoreRow.question, AgreedScoreRow.number.desc())
    )
    return tuple(
        Agreement(row.question, row.number, row.value, row.reason, name, row.at) for row, name in rows
    )


def agree_score(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    candidate_id: str,
    number: int,
    agreed: AgreedValue,
    replaces: int = 0,
    now: datetime,
) -> None:
    """Record what the panel agreed on a question, by its number. Only the chair may.

    ``replaces`` is the number of the agreement that this one takes the place of, 0 for a first
    one. The members' own scores stay, and so does what was agreed before; the same twice is
    one. Raises ``Refused`` with the field for a score that cannot be agreed or a missing
    reason, ``NotThere`` for a question that is not scored in this pack, ``NotNow`` for one that
    was struck or that nobody scored, and ``StaleSave`` where something else was agreed meanwhile.
    """
    _parse_before_writing(session, actor=actor, round_id=round_id)
    with write_transaction(session):
        view = released_view(session, actor=actor, round_id=round_id, audience=CHAIR, lock=True)
        found = record_of(session, view)
        question = _question_to_agree(found, number)
        result = result_in(found, found.candidate(candidate_id))
        if _is_repeated(_agreements(session, candidate_id), question, agreed, replaces=replaces):
            return
        _check_agreement(result, number, agreed)
        session.add(
            AgreedScoreRow(
                organisation_id=actor.organisation,
                round_id=round_id,
                candidate_id=candidate_id,
                question=question,
                number=replaces + 1,
                value=agreed.value,
                reason=agreed.reason.strip(),
                at=now,
                by=actor.account,
            )
        )
        subject = {"vacancy": view.vacancy, "subject": candidate_id}
        record(session, "score agreed", actor=actor, now=now, **subject, question=question)


def _parse_before_writing(session: Session, *, actor: Actor, round_id: str) -> None:
    """Have the pack parsed before the write lock is taken, not under it."""
    with read_transaction(session):
        view = released_view(session, actor=actor, round_id=round_id, audience=CHAIR)
        issued_pack(session, pack_id=view.pack or "")


def _question_to_agree(found: RoundRecord, number: int) -> str:
    for one in found.pack.questions:
        if one.number == number and one.scored:
            return one.id
    raise NotThere("there is no such scored question in this pack")


def _is_repeated(
    agreements: Iterable[Agreement], question: str, agreed: AgreedValue, *, replaces: int
) -> bool:
    """Return whether the same stands already; raise ``StaleSave`` where something else came between."""
    last = next((one for one in agreements if one.question == question), None)
    if last and (last.value, last.reason) == (agreed.value, agreed.reason.strip()):
        return True
    if replaces != (last.number if last else 0):
        raise StaleSave(kept=last, typed=agreed)
    return False


def _check_agreement(result: CandidateResult, number: int, agreed: AgreedValue) -> None:
    on_it = next(one for one in result.questions if one.question.number == number)
    if on_it.struck:
        raise NotNow("This question was struck for every candidate, so there is nothing to agree on it.")
    if not on_it.entries:
        raise NotNow("No member scored this candidate on this question, so there is nothing to agree on it.")
    given = [value_of(entry.score) for entry in on_it.entries]
    if fault := agreement_fault(f"question {number}", given=given, agreed=agreed.value, reason=agreed.reason):
        message, remedy = (f"{text[0].upper()}{text[1:]}" for text in (fault.message, fault.remedy))
        raise Refused(f"{message}. {remedy}", field=fault.field)
