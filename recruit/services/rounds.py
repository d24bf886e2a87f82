"""Finds a round for somebody who may know of it, with its phase; everything about a round begins here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, String, and_, bindparam, exists, select
from sqlalchemy.orm import Session

from recruit.db.tables import (
    CandidateRow,
    PackRow,
    PanelMemberRow,
    RoundRow,
    ScoreSheetRow,
    SheetEntryRow,
    VacancyRow,
)
from recruit.domain.errors import NotThere
from recruit.domain.people import Actor, Part, Standing, standing
from recruit.domain.rounds import Attendance, ExpectedSheet, Phase, Seat, expected_sheets, phase_of

ANYONE = frozenset(Part)
PREPARERS = frozenset({Part.MANAGER})
OVERSEERS = frozenset({Part.MANAGER, Part.HR})
BOARD = frozenset({Part.MANAGER, Part.HR, Part.CHAIR})
PANEL = frozenset({Part.MEMBER})
CHAIR = frozenset({Part.CHAIR})


@dataclass(frozen=True, slots=True)
class RoundInView:
    """A round as one person meets it: what it is, in which phase, and what they are in it.

    ``pack`` is the id of the issued pack and ``pack_hash`` its hash; both none before it is issued.
    """

    id: str
    number: int
    name: str
    vacancy: str
    title: str
    reference: str
    level: int
    place: str
    names_shown: bool
    released_at: datetime | None
    phase: Phase
    standing: Standing
    pack: str | None
    pack_hash: str | None

    @property
    def label(self) -> str:
        """The round as a page names it: its name, else its number."""
        return self.name or f"Round {self.number}"

    def shows_names_to(self, standing: Standing) -> bool:
        """Say whether somebody sees candidates' names: members may see codes alone until release."""
        return self.names_shown or standing.is_one_of(OVERSEERS) or self.phase.sees_others


def round_in_view(
    session: Session, *, actor: Actor, round_id: str, audience: frozenset[Part] = ANYONE, lock: bool = False
) -> RoundInView:
    """Return a round to somebody in its audience, and lock it for a write.

    Raises ``NotThere`` for a round that does not exist and, in the same words, for one in
    which the actor has none of these parts.
    """
    connection = session.connection()
    if lock and connection.dialect.name != "sqlite":  # where a write has the one lock there is already
        connection.execute(_LOCK, {"round": round_id})  # the row that every write of a round goes by
    whose = {"round": round_id, "organisation": actor.organisation, "account": actor.account}
    row = connection.execute(_ROUND, whose).one_or_none()
    view = row and _view(row, actor)
    if view is None or not view.standing.is_one_of(audience):
        raise NotThere("there is no such round, or it is not yours to see")
    return view


_LOCK = select(RoundRow.id).where(RoundRow.id == bindparam("round")).with_for_update()
_ROUND = (
    select(
        RoundRow.id,
        RoundRow.number,
        RoundRow.name,
        RoundRow.names_shown,
        RoundRow.released_at,
        VacancyRow.id,
        VacancyRow.title,
        VacancyRow.reference,
        VacancyRow.level,
        VacancyRow.place,
        PanelMemberRow.id,
        PanelMemberRow.is_chair,
        PanelMemberRow.scores,
        PanelMemberRow.stood_down_at,
        PackRow.id,
        PackRow.hash,
        exists().where(ScoreSheetRow.round_id == RoundRow.id, SheetEntryRow.sheet_id == ScoreSheetRow.id),
    )
    .join(VacancyRow, VacancyRow.id == RoundRow.vacancy_id)
    .outerjoin(
        PanelMemberRow,
        and_(
            PanelMemberRow.round_id == RoundRow.id,
            PanelMemberRow.account_id == bindparam("account", type_=String),
        ),
    )
    .outerjoin(PackRow, and_(PackRow.round_id == RoundRow.id, PackRow.state == "issued"))
    .where(RoundRow.id == bindparam("round"), RoundRow.organisation_id == bindparam("organisation"))
)
"""A round with the seat of one account and its issued pack. Made once: nearly every page asks for
it, and making it takes as long as running it."""


def _view(row: Row[*tuple[Any, ...]], actor: Actor) -> RoundInView:
    round_id, number, name, names_shown, released_at, vacancy, title, reference, level, place, *rest = row
    member, is_chair, scores, stood_down_at, pack, pack_hash, scored = rest
    return RoundInView(
        id=round_id,
        number=number,
        name=name,
        vacancy=vacancy,
        title=title,
        reference=reference,
        level=level,
        place=place,
        names_shown=names_shown,
        released_at=released_at,
        phase=phase_of(issued=pack is not None, scored=scored, released=released_at is not None),
        standing=standing(
            actor,
            vacancy=vacancy,
            member=member,
            is_chair=bool(is_chair),
            scores=bool(scores),
            stood_down=stood_down_at is not None,
        ),
        pack=pack,
        pack_hash=pack_hash,
    )


_SEATS = (
    select(
        PanelMemberRow.id,
        PanelMemberRow.name,
        PanelMemberRow.is_chair,
        PanelMemberRow.scores,
        PanelMemberRow.stood_down_at,
    )
    .where(PanelMemberRow.round_id == bindparam("round"))
    .order_by(PanelMemberRow.place)
)


def seats_of(session: Session, round_id: str) -> tuple[Seat, ...]:
    """Return the panel of a round, in its order."""
    rows = session.execute(_SEATS, {"round": round_id})
    return tuple(
        Seat(member, name, is_chair, scores, stood_down_at is not None)
        for member, name, is_chair, scores, stood_down_at in rows
    )


@dataclass(frozen=True, slots=True)
class CandidateInRound:
    """A candidate as the record knows them; ``place`` is the order of interview, from 1."""

    id: str
    place: int
    code: str
    name: str
    attendance: Attendance

    def shown(self, *, names: bool) -> str:
        """Return what a page calls them: their name, or their code alone."""
        return self.name if names else f"Candidate {self.code}"


_CANDIDATES = (
    select(CandidateRow.id, CandidateRow.place, CandidateRow.code, CandidateRow.name, CandidateRow.attendance)
    .where(CandidateRow.round_id == bindparam("round"))
    .order_by(CandidateRow.place)
)


def candidates_of(session: Session, round_id: str) -> tuple[CandidateInRound, ...]:
    """Return the candidates of a round, in order of interview."""
    rows = session.execute(_CANDIDATES, {"round": round_id})
    return tuple(
        CandidateInRound(candidate, place, code, name, Attendance(attendance))
        for candidate, place, code, name, attendance in rows
    )


def expected_of(session: Session, round_id: str) -> tuple[ExpectedSheet, ...]:
    """Return every sheet that a round waits for, and whether it is sealed."""
    sealed = session.execute(
        select(ScoreSheetRow.member_id, ScoreSheetRow.candidate_id).where(
            ScoreSheetRow.round_id == round_id, ScoreSheetRow.sealed_at.is_not(None)
        )
    )
    return expected_sheets(
        seats_of(session, round_id),
        [(one.id, one.attendance) for one in candidates_of(session, round_id)],
        {(member, candidate) for member, candidate in sealed},
    )


def new_round(session: Session, *, vacancy: VacancyRow, number: int, name: str, now: datetime) -> RoundRow:
    """Add a round to the open transaction, with its id set."""
    added = RoundRow(
        organisation_id=vacancy.organisation_id,
        vacancy_id=vacancy.id,
        number=number,
        name=name,
        created_at=now,
    )
    session.add(added)
    session.flush()
    return added
