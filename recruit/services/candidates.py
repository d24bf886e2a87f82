"""The candidates of a round: added, put in order of interview, removed, marked as absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import CandidateRow, RoundRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.characters import name_key
from recruit.domain.candidates import (
    TELL_APART,
    Known,
    Newcomer,
    name_faults,
    newcomer_faults,
    with_codes,
)
from recruit.domain.errors import DataFaults, Fault, NotNow, NotThere, Refused, StaleSave
from recruit.domain.marks import mark_of
from recruit.domain.people import Actor
from recruit.domain.rounds import Attendance
from recruit.services.round_changes import may_remove, record_change, round_to_change
from recruit.services.rounds import OVERSEERS, PREPARERS, RoundInView, round_in_view

_AFTER_RELEASE = (
    "moderation of this round is open, so its candidates stay as they are; "
    "add a round to the vacancy for further candidates"
)


@dataclass(frozen=True, slots=True)
class CandidateDetails:
    """What a manager says of a candidate."""

    name: str
    day: date | None
    attendance: Attendance

    @property
    def mark(self) -> str:
        """What changes whenever any of it does."""
        return mark_of(self.name, self.day, self.attendance)


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidate in the list; ``recorded`` says whether the start of their interview is noted."""

    id: str
    place: int
    code: str
    name: str
    attendance: Attendance
    day: date | None
    recorded: bool

    @property
    def details(self) -> CandidateDetails:
        """What a manager said of them."""
        return CandidateDetails(self.name, self.day, self.attendance)


@dataclass(frozen=True, slots=True)
class CandidatesInView:
    """The candidates of a round in order of interview, and what whoever looks may do with them.

    ``may_prepare`` says that they run the vacancy, ``may_change`` that moderation is not open
    yet, ``may_remove`` that nobody has scored yet.
    """

    round: RoundInView
    candidates: tuple[CandidateLine, ...]
    may_prepare: bool
    may_change: bool
    may_remove: bool

    def candidate(self, candidate_id: str) -> CandidateLine:
        """Return a candidate. Raises ``NotThere`` for one of another round or none."""
        for candidate in self.candidates:
            if candidate.id == candidate_id:
                return candidate
        raise NotThere("there is no such candidate in this round")


def candidates_in_view(session: Session, *, actor: Actor, round_id: str) -> CandidatesInView:
    """Return the candidates of a round, to the vacancy's manager and to HR.

    Raises ``NotThere`` to everybody else.
    """
    with read_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=OVERSEERS)
        candidates = tuple(_line(row) for row in _in_order(session, round_id))
    prepares = view.standing.is_one_of(PREPARERS)
    return CandidatesInView(
        round=view,
        candidates=candidates,
        may_prepare=prepares,
        may_change=prepares and not view.phase.sees_others,
        may_remove=prepares and may_remove(view),
    )


def add_candidate(
    session: Session, *, actor: Actor, round_id: str, name: str, day: date | None, now: datetime
) -> None:
    """Add one candidate at the end, with the next code. Raises ``Refused`` for a name that cannot stand.

    Raises ``NotNow`` once moderation is open.
    """
    newcomer = Newcomer(name=name, day=day)
    try:
        add_candidates(session, actor=actor, round_id=round_id, newcomers=[newcomer], now=now)
    except DataFaults as error:
        fault = error.faults[0]
        raise Refused(f"{_sentence(fault.message)}; {fault.remedy}", field="name") from None


def add_candidates(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    newcomers: Sequence[Newcomer],
    now: datetime,
    source: str = "",
    faults: Iterable[Fault] = (),
) -> int:
    """Add all of several candidates after those who are there, or none; return how many.

    ``faults`` are those found while a file was read. Raises ``DataFaults`` with them and
    with every fault of names and codes, ``NotNow`` once moderation is open.
    """
    newcomers = [replace(one, name=name_key(one.name)) for one in newcomers]
    with write_transaction(session):
        view = _to_change(session, actor=actor, round_id=round_id)
        there = _in_order(session, round_id)
        known = [Known(row.name, row.code) for row in there]
        if found := [*faults, *newcomer_faults(newcomers, known=known, source=source)]:
            raise DataFaults(found)
        coded = with_codes(newcomers, taken=[row.code for row in there])
        session.add_all(_row(one, view, actor, place, now) for place, one in enumerate(coded, len(there) + 1))
        record_change(
            session, view, "candidates added", of="candidates", actor=actor, now=now, number=len(coded)
        )
        return len(coded)


def change_candidate(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    candidate_id: str,
    details: CandidateDetails,
    opened: str,
    now: datetime,
) -> None:
    """Change what is said of a candidate. A candidate who is absent is not waited for.

    ``opened`` is the ``mark`` of what the form was opened with. Raises ``StaleSave`` where
    somebody changed it since, ``Refused`` for a name that cannot stand, ``NotNow`` once
    moderation is open.
    """
    details = replace(details, name=name_key(details.name))
    with write_transaction(session):
        view = _to_change(session, actor=actor, round_id=round_id)
        row = candidate_row(session, view, candidate_id)
        _check_name(details.name, [one for one in _in_order(session, round_id) if one is not row])
        kept = _line(row).details
        if kept == details:
            return
        if kept.mark != opened:
            raise StaleSave(kept=kept, typed=details)
        changed = kept.attendance is not details.attendance
        row.name, row.day, row.attendance = details.name, details.day, details.attendance
        record_change(
            session,
            view,
            "candidate changed",
            of="candidates",
            actor=actor,
            now=now,
            subject=row.id,
            attendance_changed=changed,
        )


def place_candidate(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str, place: int, now: datetime
) -> str:
    """Put a candidate at a place in the order of interview, from 1, and return their name.

    The others keep their order around them; a place beyond the ends is the end. Sent twice,
    it is done once. Raises ``NotNow`` once moderation is open.
    """
    with write_transaction(session):
        view = _to_change(session, actor=actor, round_id=round_id)
        moved = candidate_row(session, view, candidate_id)
        before = _in_order(session, round_id)
        after = [row for row in before if row is not moved]
        after.insert(max(place, 1) - 1, moved)
        if after != before:
            _number(after)
            place = moved.place
            record_change(
                session,
                view,
                "candidate moved",
                of="candidates",
                actor=actor,
                now=now,
                subject=moved.id,
                place=place,
            )
        return moved.name


def remove_candidate(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str, now: datetime
) -> str:
    """Take a candidate out as if they had never been there, and return their name.

    Only before anybody has scored; then they are marked as withdrawn. Whether anybody has
    written on this one candidate is nobody's to learn, so it plays no part. Raises ``NotNow``.
    """
    with write_transaction(session):
        view = _to_change(session, actor=actor, round_id=round_id)
        row = candidate_row(session, view, candidate_id)
        if not may_remove(view):
            raise NotNow("scoring has begun, so nobody is removed; mark the candidate as withdrawn instead")
        name = row.name
        session.delete(row)
        session.flush()
        _number(_in_order(session, round_id))
        record_change(
            session, view, "candidate removed", of="candidates", actor=actor, now=now, subject=candidate_id
        )
        return name


def show_names(session: Session, *, actor: Actor, round_id: str, shown: bool, now: datetime) -> None:
    """Let the panel see candidates' names until the release, or codes alone.

    Raises ``NotNow`` once anybody has scored: what a panel saw is not changed under its hands.
    """
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        if not may_remove(view):
            raise NotNow("scoring has begun, so the panel keeps seeing what it saw")
        if view.names_shown != shown:
            session.get_one(RoundRow, round_id).names_shown = shown
            record_change(
                session, view, "names or codes chosen", of="candidates", actor=actor, now=now, names=shown
            )


def candidate_row(session: Session, view: RoundInView, candidate_id: str) -> CandidateRow:
    """Return the row of a candidate of a round, inside a transaction. Raises ``NotThere``."""
    row = session.get(CandidateRow, candidate_id)
    if row is None or row.round_id != view.id:
        raise NotThere("there is no such candidate in this round")
    return row


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def _line(row: CandidateRow) -> CandidateLine:
    attendance = Attendance(row.attendance)
    return CandidateLine(
        row.id, row.place, row.code, row.name, attendance, row.day, recorded=row.started is not None
    )


def _row(newcomer: Newcomer, view: RoundInView, actor: Actor, place: int, now: datetime) -> CandidateRow:
    return CandidateRow(
        organisation_id=actor.organisation,
        round_id=view.id,
        place=place,
        code=newcomer.code,
        name=newcomer.name,
        day=newcomer.day,
        added_at=now,
    )


def _in_order(session: Session, round_id: str) -> list[CandidateRow]:
    wanted = select(CandidateRow).where(CandidateRow.round_id == round_id)
    return list(session.scalars(wanted.order_by(CandidateRow.place)))


def _number(candidates: Sequence[CandidateRow]) -> None:
    for place, row in enumerate(candidates, 1):
        row.place = place


def _to_change(session: Session, *, actor: Actor, round_id: str) -> RoundInView:
    return round_to_change(session, actor=actor, round_id=round_id, too_late=_AFTER_RELEASE)


def _check_name(name: str, others: Iterable[CandidateRow]) -> None:
    for message, remedy in name_faults(name):
        raise Refused(f"{_sentence(message)}; {remedy}", field="name")
    if any(one.name.casefold() == name.casefold() for one in others):
        raise Refused(f"{name} is in this round already; {TELL_APART}", field="name")
