"""How far rounds are: six queries, however many rounds, members and candidates there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from recruit.db.tables import (
    CandidateRow,
    DecisionRow,
    PackRow,
    PanelMemberRow,
    RoundRow,
    ScoreSheetRow,
    SheetEntryRow,
)
from recruit.domain.progress import RoundProgress
from recruit.domain.rounds import Attendance, Seat, expected_sheets, phase_of


@dataclass(slots=True)
class _Found:
    """What the tables hold of one round."""

    packs: set[str] = field(default_factory=set)
    seats: list[Seat] = field(default_factory=list)
    candidates: list[tuple[str, Attendance]] = field(default_factory=list)
    sealed: set[tuple[str, str]] = field(default_factory=set)
    scored: bool = False
    decided: int = 0


def progress_of(session: Session, rounds: Iterable[RoundRow]) -> tuple[RoundProgress, ...]:
    """Return how far rounds are, in the order given, to a caller who has authorised them."""
    wanted = tuple(rounds)
    found = _found(session, [one.id for one in wanted])
    return tuple(_progress(one, found[one.id]) for one in wanted)


def _found(session: Session, ids: Collection[str]) -> Mapping[str, _Found]:
    found: defaultdict[str, _Found] = defaultdict(_Found)
    for round_id, state in session.execute(
        select(PackRow.round_id, PackRow.state).where(PackRow.round_id.in_(ids), PackRow.state != "withdrawn")
    ):
        found[round_id].packs.add(state)
    for seat in session.scalars(select(PanelMemberRow).where(PanelMemberRow.round_id.in_(ids))):
        found[seat.round_id].seats.append(
            Seat(seat.id, seat.name, seat.is_chair, seat.scores, seat.stood_down_at is not None)
        )
    for candidate in session.execute(
        select(CandidateRow.round_id, CandidateRow.id, CandidateRow.attendance).where(
            CandidateRow.round_id.in_(ids)
        )
    ):
        found[candidate.round_id].candidates.append((candidate.id, Attendance(candidate.attendance)))
    for sheet in session.execute(_sealed(ids)):
        found[sheet.round_id].sealed.add((sheet.member_id, sheet.candidate_id))
    for round_id in session.scalars(_scored(ids)):
        found[round_id].scored = True
    for round_id, _ in session.execute(
        select(DecisionRow.round_id, DecisionRow.candidate_id).where(DecisionRow.round_id.in_(ids)).distinct()
    ):
        found[round_id].decided += 1
    return found


def _sealed(ids: Collection[str]) -> Select[str, str, str]:
    return select(ScoreSheetRow.round_id, ScoreSheetRow.member_id, ScoreSheetRow.candidate_id).where(
        ScoreSheetRow.round_id.in_(ids), ScoreSheetRow.sealed_at.is_not(None)
    )


def _scored(ids: Collection[str]) -> Select[str]:
    return (
        select(ScoreSheetRow.round_id)
        .join(SheetEntryRow, SheetEntryRow.sheet_id == ScoreSheetRow.id)
        .where(ScoreSheetRow.round_id.in_(ids))
        .distinct()
    )


def _progress(one: RoundRow, found: _Found) -> RoundProgress:
    expected = expected_sheets(found.seats, found.candidates, found.sealed)
    seated = [seat for seat in found.seats if not seat.stood_down]
    return RoundProgress(
        id=one.id,
        label=one.name or f"Round {one.number}",
        phase=phase_of(
            issued="issued" in found.packs, scored=found.scored, released=one.released_at is not None
        ),
        drafted="draft" in found.packs,
        members=len(seated),
        scorers=sum(seat.scores for seat in seated),
        chair=next((seat.name for seat in seated if seat.is_chair), None),
        candidates=len(found.candidates),
        attending=sum(attendance is Attendance.EXPECTED for _, attendance in found.candidates),
        expected=len(expected),
        sealed=sum(sheet.sealed for sheet in expected),
        decided=found.decided,
    )
