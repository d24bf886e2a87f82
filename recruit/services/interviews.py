"""The record of one interview as it was held: day, start, finish, departures from the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from recruit.db.tables import CandidateRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow, Refused, StaleSave
from recruit.domain.marks import mark_of
from recruit.domain.people import Actor, Part
from recruit.domain.rounds import Attendance
from recruit.services.audit import record
from recruit.services.candidates import candidate_row
from recruit.services.rounds import RoundInView, round_in_view

RECORDERS = frozenset({Part.MANAGER, Part.CHAIR})


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as it was held; ``departures`` says what was not as planned, empty where all was."""

    attendance: Attendance
    day: date | None
    started: time | None
    finished: time | None
    departures: str

    @property
    def mark(self) -> str:
        """What changes whenever any of it does."""
        return mark_of(self.attendance, self.day, self.started, self.finished, self.departures)


@dataclass(frozen=True, slots=True)
class InterviewInView:
    """An interview with whose it is; ``candidate`` is a name, or a code alone where names are hidden."""

    round: RoundInView
    candidate: str
    candidate_id: str
    interview: Interview


def interview_in_view(session: Session, *, actor: Actor, round_id: str, candidate_id: str) -> InterviewInView:
    """Return the record of an interview, to the chair and to the recruiting manager.

    Raises ``NotThere`` to everybody else.
    """
    with read_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=RECORDERS)
        row = candidate_row(session, view, candidate_id)
        called = row.name if view.shows_names_to(view.standing) else f"Candidate {row.code}"
        return InterviewInView(view, called, row.id, _interview(row))


def record_interview(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    candidate_id: str,
    interview: Interview,
    opened: str,
    now: datetime,
) -> None:
    """Keep how an interview was held; ``opened`` is the ``mark`` of what the form was opened with.

    Raises ``StaleSave`` where somebody changed it since, ``Refused`` for times that cannot
    be, ``NotNow`` before the pack is issued, and for another attendance once moderation is open.
    """
    _check_times(interview)
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=RECORDERS, lock=True)
        row = candidate_row(session, view, candidate_id)
        kept = _interview(row)
        if kept == interview:
            return
        if kept.mark != opened:
            raise StaleSave(kept=kept, typed=interview)
        _check_phase(view, kept, interview)
        _take(row, interview)
        departed = bool(interview.departures.strip())
        action = "interview recorded"
        record(
            session, action, actor=actor, now=now, vacancy=view.vacancy, subject=row.id, departures=departed
        )


def _check_times(interview: Interview) -> None:
    if interview.attendance is Attendance.DID_NOT_ATTEND and (interview.started or interview.finished):
        raise Refused("Somebody who did not attend has no times; take them out", field="started")
    if interview.finished and not interview.started:
        raise Refused("Give the start too", field="started")
    if interview.started and not interview.day:
        raise Refused("Give the day too", field="day")
    if interview.started and interview.finished and interview.finished <= interview.started:
        raise Refused("The finish must be later than the start", field="finished")


def _check_phase(view: RoundInView, kept: Interview, given: Interview) -> None:
    if view.phase.can_prepare:
        raise NotNow("the pack is not issued yet, so there is no interview to record; issue it first")
    if view.phase.sees_others and given.attendance is not kept.attendance:
        raise NotNow(
            "moderation is open, so who attended stays as it is; "
            "record a withdrawal as the decision on the candidate"
        )


def _interview(row: CandidateRow) -> Interview:
    return Interview(
        attendance=Attendance(row.attendance),
        day=row.day,
        started=_time(row.started),
        finished=_time(row.finished),
        departures=row.departures or "",
    )


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


def _take(row: CandidateRow, interview: Interview) -> None:
    row.attendance, row.day = interview.attendance, interview.day
    row.started, row.finished = _clock(interview.started), _clock(interview.finished)
    row.departures = interview.departures or None
