"""Decisions: a person decides on each candidate, and writes why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import DecisionRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotThere, Refused, StaleSave
from recruit.domain.people import Actor, Part
from recruit.domain.results import CandidateResult
from recruit.domain.rounds import Attendance
from recruit.domain.scored_round import results_of
from recruit.domain.vacancy import Decision
from recruit.services.audit import record
from recruit.services.round_record import RoundRecord, record_of, released_view
from recruit.services.rounds import BOARD, CandidateInRound, candidates_of

DECIDERS = frozenset({Part.MANAGER, Part.CHAIR})


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """What was decided of a candidate, by whom, when and why; ``number`` counts from 1.

    ``decided_by`` names the person who decided, as they signed; ``at`` is when it was recorded.
    """

    candidate: str
    number: int
    outcome: Decision
    reason: str
    decided_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CandidateToDecide:
    """One candidate: what the scores come to, and the decisions on them, the one that counts first."""

    candidate: CandidateInRound
    result: CandidateResult
    made: tuple[DecisionMade, ...]

    @property
    def decision(self) -> DecisionMade | None:
        """The decision that counts, or none yet."""
        return self.made[0] if self.made else None

    @property
    def open_flags(self) -> tuple[int, ...]:
        """Numbers of the questions that are flagged for discussion and have no agreed score."""
        return tuple(
            one.question.number
            for one in self.result.questions
            if one.counts and one.needs_discussion and one.agreed is None
        )

    @property
    def outcomes(self) -> tuple[Decision, ...]:
        """What may be decided of them: who was not scored can be neither appointed nor refused."""
        return possible_outcomes(self.candidate)


@dataclass(frozen=True, slots=True)
class Decisions:
    """A released round with each of its candidates, in order of interview; nobody is ranked."""

    record: RoundRecord
    candidates: tuple[CandidateToDecide, ...]
    may_decide: bool

    def on(self, candidate_id: str) -> CandidateToDecide:
        """Return one candidate by id, or raise ``NotThere``."""
        for one in self.candidates:
            if one.candidate.id == candidate_id:
                return one
        raise NotThere("there is no such candidate in this round")


def decisions(session: Session, *, actor: Actor, round_id: str) -> Decisions:
    """Return a released round to those who decide and to HR; raises as ``released_view`` does."""
    return _decisions(session, actor=actor, round_id=round_id, audience=BOARD)


def decisions_to_make(session: Session, *, actor: Actor, round_id: str) -> Decisions:
    """Return a released round to those who decide alone; raises as ``released_view`` does."""
    return _decisions(session, actor=actor, round_id=round_id, audience=DECIDERS)


def _decisions(session: Session, *, actor: Actor, round_id: str, audience: frozenset[Part]) -> Decisions:
    with read_transaction(session):
        view = released_view(session, actor=actor, round_id=round_id, audience=audience)
        found = record_of(session, view)
        made = decisions_of(session, round_id=round_id)
    return Decisions(found, _candidates(found, made), view.standing.is_one_of(DECIDERS))


def _candidates(found: RoundRecord, made: Iterable[DecisionMade]) -> tuple[CandidateToDecide, ...]:
    by_candidate: dict[str, tuple[DecisionMade, ...]] = {}
    for one in made:
        by_candidate[one.candidate] = (*by_candidate.get(one.candidate, ()), one)
    results = results_of(found.scored, candidates=[one.name for one in found.candidates])
    return tuple(
        CandidateToDecide(one, result, by_candidate.get(one.id, ()))
        for one, result in zip(found.candidates, results, strict=True)
    )


def decisions_of(session: Session, *, round_id: str) -> tuple[DecisionMade, ...]:
    """Return every decision of a round, the newest of each candidate first."""
    rows = session.scalars(
        select(DecisionRow)
        .where(DecisionRow.round_id == round_id)
        .order_by(DecisionRow.candidate_id, DecisionRow.number.desc())
    )
    return tuple(map(_made, rows))


def _made(row: DecisionRow) -> DecisionMade:
    return DecisionMade(
        candidate=row.candidate_id,
        number=row.number,
        outcome=Decision(row.outcome),
        reason=row.reason,
        decided_by=row.decided_by,
        at=row.at,
    )


def possible_outcomes(candidate: CandidateInRound) -> tuple[Decision, ...]:
    """Return what may be decided of a candidate: one who was not scored cannot be appointed or refused."""
    if candidate.attendance is Attendance.EXPECTED:
        return tuple(one for one in Decision if one is not Decision.DID_NOT_ATTEND)
    absent = {Attendance.WITHDREW: Decision.WITHDRAWN, Attendance.DID_NOT_ATTEND: Decision.DID_NOT_ATTEND}
    return (absent[candidate.attendance],)


def decide(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    candidate_id: str,
    outcome: Decision,
    reason: str,
    replaces: int = 0,
    now: datetime,
) -> None:
    """Record a decision on a candidate under the actor's name; an earlier one stays in the record.

    The chair and the recruiting manager may. ``replaces`` is the number of the decision that
    this one takes the place of, 0 for a first one. The same decision twice is one. Raises
    ``Refused`` without a reason and for an outcome that a candidate who was not scored cannot
    have, and ``StaleSave`` where somebody decided meanwhile.
    """
    if not reason.strip():
        raise Refused("Write the reason for the decision", field="reason")
    with write_transaction(session):
        view = released_view(session, actor=actor, round_id=round_id, audience=DECIDERS, lock=True)
        _check_outcome(candidates_of(session, round_id), candidate_id, outcome)
        last = _last_decision(session, candidate_id)
        if last and (last.outcome, last.reason) == (outcome, reason.strip()):
            return
        if replaces != (last.number if last else 0):
            raise StaleSave(kept=last, typed=(outcome, reason))
        session.add(
            DecisionRow(
                organisation_id=actor.organisation,
                round_id=round_id,
                candidate_id=candidate_id,
                number=replaces + 1,
                outcome=outcome,
                reason=reason.strip(),
                decided_by=actor.name,
                at=now,
                by=actor.account,
            )
        )
        record(session, "decision recorded", actor=actor, now=now, vacancy=view.vacancy, subject=candidate_id)


def _check_outcome(candidates: Iterable[CandidateInRound], candidate_id: str, outcome: Decision) -> None:
    candidate = next((one for one in candidates if one.id == candidate_id), None)
    if candidate is None:
        raise NotThere("there is no such candidate in this round")
    possible = possible_outcomes(candidate)
    if outcome not in possible:
        words = " or ".join(one.label for one in possible)
        raise Refused(f"The decision on this candidate can only be: {words}", field="outcome")


def _last_decision(session: Session, candidate_id: str) -> DecisionMade | None:
    row = session.scalar(
        select(DecisionRow)
        .where(DecisionRow.candidate_id == candidate_id)
        .order_by(DecisionRow.number.desc())
        .limit(1)
    )
    return _made(row) if row else None
