"""What a panel member has before them: their rounds, the candidates, and how far their own sheets are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from recruit.db.tables import (
    CandidateRow,
    PackRow,
    PanelMemberRow,
    RoundRow,
    ScoreSheetRow,
    SheetEntryRow,
    StruckQuestionRow,
    VacancyRow,
)
from recruit.db.transactions import read_transaction
from recruit.domain.people import Actor
from recruit.domain.rounds import Attendance
from recruit.services.issued_packs import issued_pack


@dataclass(frozen=True, slots=True, kw_only=True)
class MyInterview:
    """A candidate and the member's own sheet on them: ``scored`` of ``total`` questions have a score.

    ``called`` is a name, or a code alone. ``begun`` says that something was saved. ``next`` is
    the number of the first question without a score, none where all have one.
    """

    candidate: str
    called: str
    day: date | None
    attendance: Attendance
    begun: bool
    sealed_at: datetime | None
    scored: int
    total: int
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyRound:
    """A round on whose panel somebody sits. ``issued`` says whether there is a pack to score on.

    ``scores`` is false for one who sits in without scoring.
    """

    id: str
    title: str
    label: str
    place: str
    is_chair: bool
    scores: bool
    issued: bool
    released: bool
    interviews: tuple[MyInterview, ...]

    @property
    def sealed(self) -> int:
        """How many of the member's own sheets are sealed."""
        return sum(one.sealed_at is not None for one in self.interviews)


@dataclass(frozen=True, slots=True)
class _Seat:
    round: RoundRow
    vacancy: VacancyRow
    member: PanelMemberRow
    pack: str | None


_Asked = Mapping[str, int]
"""Questions that want a score, with their numbers, in the order asked."""

_Entries = Mapping[str, frozenset[str]]
"""Questions that have a score, by sheet."""


def my_interviews(session: Session, *, actor: Actor) -> tuple[MyRound, ...]:
    """Return the rounds of an actor's panels, those to be scored first, then those not issued yet.

    Empty for somebody on no panel. A panel from which they were stood down is left out.
    """
    with read_transaction(session):
        seats = _seats(session, actor)
        rounds = [seat.round.id for seat in seats]
        struck = _struck(session, rounds)
        candidates = _candidates(session, actor, rounds)
        entries = _entries(session, actor, rounds)
        return tuple(
            _round(
                seat,
                names=_shows_names(actor, seat),
                asked=_asked(session, seat.pack, struck[seat.round.id]),
                candidates=candidates[seat.round.id],
                entries=entries,
            )
            for seat in seats
        )


def _seats(session: Session, actor: Actor) -> list[_Seat]:
    found = session.execute(
        select(RoundRow, VacancyRow, PanelMemberRow, PackRow.id)
        .join(VacancyRow, VacancyRow.id == RoundRow.vacancy_id)
        .join(PanelMemberRow, PanelMemberRow.round_id == RoundRow.id)
        .outerjoin(PackRow, and_(PackRow.round_id == RoundRow.id, PackRow.state == "issued"))
        .where(
            PanelMemberRow.account_id == actor.account,
            PanelMemberRow.stood_down_at.is_(None),
            RoundRow.organisation_id == actor.organisation,
        )
        .order_by(
            RoundRow.released_at.is_not(None), PackRow.id.is_(None), RoundRow.created_at.desc(), RoundRow.id
        )
    )
    return [_Seat(*row) for row in found]


def _struck(session: Session, rounds: list[str]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    wanted = select(StruckQuestionRow.round_id, StruckQuestionRow.question)
    for round_id, question in session.execute(wanted.where(StruckQuestionRow.round_id.in_(rounds))):
        found[round_id].add(question)
    return found


_Candidate = tuple[CandidateRow, str | None, datetime | None]


def _candidates(session: Session, actor: Actor, rounds: list[str]) -> defaultdict[str, list[_Candidate]]:
    """Return candidates by round, in order of interview, with the actor's own sheet and its sealing."""
    own = select(PanelMemberRow.id).where(PanelMemberRow.account_id == actor.account)
    found: defaultdict[str, list[_Candidate]] = defaultdict(list)
    wanted = (
        select(CandidateRow, ScoreSheetRow.id, ScoreSheetRow.sealed_at)
        .outerjoin(
            ScoreSheetRow,
            and_(ScoreSheetRow.candidate_id == CandidateRow.id, ScoreSheetRow.member_id.in_(own)),
        )
        .where(CandidateRow.round_id.in_(rounds))
        .order_by(CandidateRow.place)
    )
    for candidate, sheet, sealed_at in session.execute(wanted):
        found[candidate.round_id].append((candidate, sheet, sealed_at))
    return found


def _entries(session: Session, actor: Actor, rounds: list[str]) -> _Entries:
    found: defaultdict[str, set[str]] = defaultdict(set)
    wanted = (
        select(SheetEntryRow.sheet_id, SheetEntryRow.question)
        .join(ScoreSheetRow, ScoreSheetRow.id == SheetEntryRow.sheet_id)
        .join(PanelMemberRow, PanelMemberRow.id == ScoreSheetRow.member_id)
        .where(
            ScoreSheetRow.round_id.in_(rounds),
            PanelMemberRow.account_id == actor.account,
            or_(SheetEntryRow.value.is_not(None), SheetEntryRow.not_explored),
        )
    )
    for sheet, question in session.execute(wanted):
        found[sheet].add(question)
    return {sheet: frozenset(questions) for sheet, questions in found.items()}


def _shows_names(actor: Actor, seat: _Seat) -> bool:
    """Say whether somebody reads names; it is the rule of ``RoundInView.shows_names_to``."""
    released = seat.round.released_at is not None
    return seat.round.names_shown or released or actor.runs(seat.vacancy.id) or actor.is_hr()


def _round(
    seat: _Seat, *, names: bool, asked: _Asked, candidates: list[_Candidate], entries: _Entries
) -> MyRound:
    return MyRound(
        id=seat.round.id,
        title=seat.vacancy.title,
        label=seat.round.name or f"Round {seat.round.number}",
        place=seat.vacancy.place,
        is_chair=seat.member.is_chair,
        scores=seat.member.scores,
        issued=seat.pack is not None,
        released=seat.round.released_at is not None,
        interviews=tuple(
            _interview(one, names=names, asked=asked, scored=entries.get(one[1] or "", frozenset()))
            for one in candidates
        ),
    )


def _asked(session: Session, pack_id: str | None, struck: Collection[str]) -> _Asked:
    """Return what a pack asks for a score on; of an issued one the process holds a copy already."""
    if pack_id is None:
        return {}
    questions = issued_pack(session, pack_id=pack_id).questions
    return {one.id: one.number for one in questions if one.scored and one.id not in struck}


def _interview(one: _Candidate, *, names: bool, asked: _Asked, scored: frozenset[str]) -> MyInterview:
    candidate, sheet, sealed_at = one
    return MyInterview(
        candidate=candidate.id,
        called=candidate.name if names else f"Candidate {candidate.code}",
        day=candidate.day,
        attendance=Attendance(candidate.attendance),
        begun=sheet is not None,
        sealed_at=sealed_at,
        scored=len(scored & asked.keys()),
        total=len(asked),
        next=next((number for question, number in asked.items() if question not in scored), None),
    )
