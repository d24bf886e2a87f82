"""Everything of a released round, as moderation, decisions and reports read it.

The one place where scores of several people meet. It is reached through ``released_view``
alone, which answers nobody before the release, and never a member who stood down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from recruit.db.tables import (
    AgreedScoreRow,
    AmendmentRow,
    CandidateRow,
    PanelMemberRow,
    ScoreSheetRow,
    SealRow,
    SheetEntryRow,
)
from recruit.domain.errors import NotNow, NotThere
from recruit.domain.moments import moment
from recruit.domain.pack import Pack
from recruit.domain.people import Actor, Part
from recruit.domain.rounds import Seat
from recruit.domain.scored_round import ScoredRound
from recruit.domain.scoring import (
    AgreedScore,
    Amendment,
    Explored,
    Note,
    NotExplored,
    Score,
    ScoreEntry,
    Scores,
    Struck,
)
from recruit.domain.vacancy import Vacancy
from recruit.services.issued_packs import issued_pack, struck_in
from recruit.services.rounds import (
    ANYONE,
    CandidateInRound,
    RoundInView,
    candidates_of,
    round_in_view,
    seats_of,
)


@dataclass(frozen=True, slots=True)
class Sealing:
    """When a sheet was sealed for good, and the SHA-256 of its content."""

    at: datetime
    sheet_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRecord:
    """A released round. Scores name candidates and members as people do; names are unique in a round.

    ``sealings`` are by name of member and name of candidate.
    """

    view: RoundInView
    pack: Pack
    seats: tuple[Seat, ...]
    candidates: tuple[CandidateInRound, ...]
    scores: Scores
    agreed: tuple[AgreedScore, ...]
    struck: tuple[Struck, ...]
    sealings: Mapping[tuple[str, str], Sealing]

    def candidate(self, candidate_id: str) -> CandidateInRound:
        """Return a candidate by id, or raise ``NotThere``."""
        for one in self.candidates:
            if one.id == candidate_id:
                return one
        raise NotThere("there is no such candidate in this round")

    @property
    def scored(self) -> ScoredRound:
        """The round as results and reports are made of it, without what is known of the vacancy."""
        return ScoredRound(
            pack=self.pack, scores=self.scores, vacancy=Vacancy(), agreed=self.agreed, struck=self.struck
        )

    def scorers(self) -> tuple[str, ...]:
        """Return the names of those whose sheets count, in the order of the panel."""
        return tuple(seat.name for seat in self.seats if seat.scores and not seat.stood_down)


def released_view(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    audience: frozenset[Part] = ANYONE,
    lock: bool = False,
) -> RoundInView:
    """Return a released round to somebody in its audience, and lock it for a write.

    To be called inside a read or write transaction. Raises ``NotThere`` for somebody outside
    the audience and for a member who stood down, whatever other roles they hold, and
    ``NotNow`` before the release.
    """
    view = round_in_view(session, actor=actor, round_id=round_id, audience=audience, lock=lock)
    if view.standing.stood_down:
        raise NotThere("there is no such round, or it is not yours to see")
    if not view.phase.sees_others or view.pack is None:
        raise NotNow(
            "Nobody sees another’s scores before the chair opens moderation. "
            "That waits until every expected score sheet is sealed."
        )
    return view


def released_round(
    session: Session, *, actor: Actor, round_id: str, audience: frozenset[Part] = ANYONE
) -> RoundRecord:
    """Return the record of a round to its panel, its manager and HR, once the chair released it.

    To be called inside a read or write transaction; raises as ``released_view`` does.
    """
    view = released_view(session, actor=actor, round_id=round_id, audience=audience)
    return record_of(session, view)


def record_of(session: Session, view: RoundInView) -> RoundRecord:
    """Return the record of a round that ``released_view`` returned."""
    if view.pack is None:
        raise NotThere("a round without an issued pack has no record")
    seats, candidates = seats_of(session, view.id), candidates_of(session, view.id)
    names = {one.id: one.name for one in candidates}
    members = tuple(seat.name for seat in seats if seat.scores and not seat.stood_down)
    pack = issued_pack(session, pack_id=view.pack)
    struck = struck_in(session, round_id=view.id)
    entries, notes = _sealed_entries(session, view.id, pack)
    return RoundRecord(
        view=view,
        pack=pack,
        seats=seats,
        candidates=candidates,
        scores=Scores(tuple(names.values()), members, entries, notes),
        agreed=_agreed(session, view.id, names),
        struck=struck,
        sealings=_sealings(session, view.id),
    )


def _sealed_entries(
    session: Session, round_id: str, pack: Pack
) -> tuple[tuple[ScoreEntry, ...], tuple[Note, ...]]:
    """Return the scores and notes of sealed sheets of members who score and did not stand down."""
    scored = {question.id for question in pack.questions if question.scored}
    amended = _amendments(session, round_id)
    entries: list[ScoreEntry] = []
    notes: list[Note] = []
    answers = session.execute(_answers(round_id))
    for sheet, candidate, member, question, value, not_explored, contrary, text in answers:
        score = _score(value, not_explored, contrary, text)
        if score is not None and question in scored:
            changes = amended.get((sheet, question), ())
            entries.append(_with_amendments(candidate, member, question, score, changes))
        elif text.strip():
            notes.append(Note(candidate, member, question, text))
    return tuple(entries), tuple(notes)


def _answers(round_id: str) -> Select[str, str, str, str, int | None, bool, bool | None, str]:
    return (
        select(
            ScoreSheetRow.id,
            CandidateRow.name,
            PanelMemberRow.name,
            SheetEntryRow.question,
            SheetEntryRow.value,
            SheetEntryRow.not_explored,
            SheetEntryRow.contrary,
            SheetEntryRow.evidence,
        )
        .join(SheetEntryRow, SheetEntryRow.sheet_id == ScoreSheetRow.id)
        .join(PanelMemberRow, PanelMemberRow.id == ScoreSheetRow.member_id)
        .join(CandidateRow, CandidateRow.id == ScoreSheetRow.candidate_id)
        .where(
            ScoreSheetRow.round_id == round_id,
            ScoreSheetRow.sealed_at.is_not(None),
            PanelMemberRow.stood_down_at.is_(None),
            PanelMemberRow.scores,
        )
        .order_by(CandidateRow.place, PanelMemberRow.place)
    )


def _score(value: int | None, not_explored: bool, contrary: bool | None, text: str) -> Score | None:
    if not_explored:
        return NotExplored(text)
    return None if value is None else Explored(value, text, contrary)


_Changes = Sequence[tuple[Score, str, datetime]]


def _amendments(session: Session, round_id: str) -> Mapping[tuple[str, str], _Changes]:
    """Return the changes made after release by sheet and question, oldest first."""
    found: defaultdict[tuple[str, str], list[tuple[Score, str, datetime]]] = defaultdict(list)
    rows = session.scalars(
        select(AmendmentRow)
        .join(ScoreSheetRow, ScoreSheetRow.id == AmendmentRow.sheet_id)
        .where(ScoreSheetRow.round_id == round_id)
        .order_by(AmendmentRow.at, AmendmentRow.id)
    )
    for row in rows:
        score = _score(row.value, row.not_explored, row.contrary, row.evidence)
        if score is not None:
            found[row.sheet_id, row.question].append((score, row.reason, row.at))
    return found


def _with_amendments(
    candidate: str, member: str, question: str, sealed: Score, changes: _Changes
) -> ScoreEntry:
    """Return a score as it counts now, with what it was before each amendment."""
    if not changes:  # nearly always, and there are thousands
        return ScoreEntry(candidate, member, question, sealed)
    scores = [sealed, *(score for score, _, _ in changes)]
    history = tuple(
        Amendment(previous, reason, moment(at))
        for previous, (_, reason, at) in zip(scores[:-1], changes, strict=True)
    )
    return ScoreEntry(candidate, member, question, scores[-1], history)


def _agreed(session: Session, round_id: str, names: Mapping[str, str]) -> tuple[AgreedScore, ...]:
    """Return the agreed scores that count: the latest on each question of each candidate."""
    rows = session.scalars(
        select(AgreedScoreRow).where(AgreedScoreRow.round_id == round_id).order_by(AgreedScoreRow.number)
    )
    latest = {(row.candidate_id, row.question): row for row in rows}
    return tuple(
        AgreedScore(names[row.candidate_id], row.question, row.value, row.reason) for row in latest.values()
    )


def _sealings(session: Session, round_id: str) -> dict[tuple[str, str], Sealing]:
    rows = session.execute(
        select(PanelMemberRow.name, CandidateRow.name, SealRow.sealed_at, SealRow.sheet_hash)
        .join(ScoreSheetRow, ScoreSheetRow.id == SealRow.sheet_id)
        .join(PanelMemberRow, PanelMemberRow.id == ScoreSheetRow.member_id)
        .join(CandidateRow, CandidateRow.id == ScoreSheetRow.candidate_id)
        .where(ScoreSheetRow.round_id == round_id, SealRow.reopened_at.is_(None))
    )
    return {(member, candidate): Sealing(at, digest) for member, candidate, at, digest in rows}
