"""Moderation: the board before it, its opening, and the grid that it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from recruit.db.tables import RoundRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow
from recruit.domain.grid import Grid, moderation_grid
from recruit.domain.people import Actor, Part
from recruit.domain.rounds import ExpectedSheet, Seat, may_release, release_obstacles
from recruit.services.audit import record
from recruit.services.round_record import RoundRecord, record_of, released_view
from recruit.services.rounds import (
    BOARD,
    CHAIR,
    CandidateInRound,
    RoundInView,
    candidates_of,
    expected_of,
    round_in_view,
    seats_of,
)


@dataclass(frozen=True, slots=True)
class Board:
    """Who has sealed and who has not, and nothing else of any sheet.

    ``expected`` is in order of candidates, then of the panel. ``obstacle`` says in words what
    stands in the way of opening moderation, empty where nothing does.
    """

    view: RoundInView
    seats: tuple[Seat, ...]
    candidates: tuple[CandidateInRound, ...]
    expected: tuple[ExpectedSheet, ...]
    obstacle: str

    @property
    def sealed(self) -> int:
        """How many of the expected sheets are sealed."""
        return sum(sheet.sealed for sheet in self.expected)

    @property
    def chairs(self) -> bool:
        """Whether the person who looks chairs the panel."""
        return self.view.standing.is_one_of(CHAIR)

    @property
    def may_open(self) -> bool:
        """Whether the person who looks may open moderation now."""
        return self.chairs and not self.obstacle and not self.view.phase.sees_others


def board(session: Session, *, actor: Actor, round_id: str) -> Board:
    """Return the board of a round to its chair, its manager and HR, or raise ``NotThere``."""
    with read_transaction(session):
        return _board(session, actor=actor, round_id=round_id, audience=BOARD)


def board_of_chair(session: Session, *, actor: Actor, round_id: str) -> Board:
    """Return the board to the chair alone, who opens moderation, or raise ``NotThere``."""
    with read_transaction(session):
        return _board(session, actor=actor, round_id=round_id, audience=CHAIR)


def _board(session: Session, *, actor: Actor, round_id: str, audience: frozenset[Part]) -> Board:
    view = round_in_view(session, actor=actor, round_id=round_id, audience=audience)
    expected = expected_of(session, round_id)
    return Board(
        view=view,
        seats=seats_of(session, round_id),
        candidates=candidates_of(session, round_id),
        expected=expected,
        obstacle="" if view.phase.sees_others else _obstacle(view, expected),
    )


def open_moderation(session: Session, *, actor: Actor, round_id: str, now: datetime) -> None:
    """Release a round: from this one moment on its panel sees all sealed sheets.

    Only the chair may, and only once every expected sheet is sealed, else ``NotNow`` is
    raised. A second call changes nothing.
    """
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=CHAIR, lock=True)
        if view.phase.sees_others:
            return
        expected = expected_of(session, round_id)
        if obstacle := _obstacle(view, expected):
            raise NotNow(obstacle)
        row = session.get_one(RoundRow, round_id)
        row.released_at, row.released_by = now, actor.account
        record(
            session,
            "moderation opened",
            actor=actor,
            now=now,
            vacancy=view.vacancy,
            subject=round_id,
            sheets=len(expected),
        )


def _obstacle(view: RoundInView, expected: tuple[ExpectedSheet, ...]) -> str:
    """Return what stands in the way of the release of a round, or nothing."""
    if view.pack is None:
        return "The pack is not issued yet, so nobody can score. The recruiting manager issues it."
    if may_release(expected):
        return ""
    if not expected:
        return "No score sheet is expected: the round needs a member who scores and a candidate who attends."
    missing = len(release_obstacles(expected))
    sheets = "expected score sheet is" if missing == 1 else "expected score sheets are"
    return (
        f"{missing} {sheets} not sealed yet. Wait for the members; the recruiting manager can also "
        "stand one down, with a reason."
    )


@dataclass(frozen=True, slots=True)
class Moderation:
    """The grid of a released round with its record; ``may_agree`` says whether this person records."""

    record: RoundRecord
    grid: Grid
    may_agree: bool


def moderation(session: Session, *, actor: Actor, round_id: str) -> Moderation:
    """Return the grid of a released round; raises as ``released_round`` does."""
    with read_transaction(session):
        view = released_view(session, actor=actor, round_id=round_id)
        found = record_of(session, view)
    return Moderation(found, grid_of(found), view.standing.is_one_of(CHAIR))


def grid_of(found: RoundRecord) -> Grid:
    """Return the grid of a record, its candidates in the order of their interviews."""
    return moderation_grid(
        found.pack,
        candidates=[one.name for one in found.candidates],
        members=found.scores.members,
        entries=found.scores.entries,
        agreed=found.agreed,
        notes=found.scores.notes,
        struck=found.struck,
    )
