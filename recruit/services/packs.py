"""The pack of a round as its manager and HR see it: a draft, or issued, and what it was before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, PackRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotThere
from recruit.domain.pack import Pack
from recruit.domain.people import Actor, Part
from recruit.domain.scoring import Struck
from recruit.services.issued_packs import parsed_pack, struck_in
from recruit.services.rounds import ANYONE, OVERSEERS, PREPARERS, RoundInView, round_in_view

NO_DRAFT = 0
"""The version of a pack that was not drawn yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPack:
    """A pack as it is kept: a draft, or the one that is issued.

    ``version`` counts its changes, from 1. Who issued it and when is none of a draft.
    """

    id: str
    version: int
    hash: str
    pack: Pack
    issued_at: datetime | None
    issued_by: str | None

    @property
    def is_issued(self) -> bool:
        """Whether it is issued, and so no longer changes."""
        return self.issued_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnPack:
    """A pack that was issued and taken back before anybody scored on it."""

    hash: str
    issued_at: datetime
    withdrawn_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInView:
    """The pack of a round as its manager and HR see it; ``kept`` is none before the first draw.

    ``may_prepare`` says whether this person may change anything.
    """

    round: RoundInView
    kept: KeptPack | None
    withdrawn: tuple[WithdrawnPack, ...]
    struck: tuple[Struck, ...]
    may_prepare: bool

    @property
    def version(self) -> int:
        """The version that a change on this page is made to."""
        return self.kept.version if self.kept else NO_DRAFT


def pack_in_view(session: Session, *, actor: Actor, round_id: str) -> PackInView:
    """Return the pack of a round. Raises ``NotThere`` but to its manager and HR."""
    with read_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=OVERSEERS)
        return PackInView(
            round=view,
            kept=_kept(session, round_id),
            withdrawn=_withdrawn(session, round_id),
            struck=struck_in(session, round_id=round_id),
            may_prepare=view.standing.is_one_of(PREPARERS),
        )


def _kept(session: Session, round_id: str) -> KeptPack | None:
    found = session.execute(
        select(PackRow, Account.name)
        .outerjoin(Account, Account.id == PackRow.issued_by)
        .where(PackRow.round_id == round_id, PackRow.state != "withdrawn")
    ).one_or_none()
    if found is None:
        return None
    row, issuer = found
    return KeptPack(
        id=row.id,
        version=row.version,
        hash=row.hash,
        pack=parsed_pack(row.content, digest=row.hash),
        issued_at=row.issued_at,
        issued_by=issuer,
    )


def _withdrawn(session: Session, round_id: str) -> tuple[WithdrawnPack, ...]:
    rows = session.execute(
        select(PackRow.hash, PackRow.issued_at, PackRow.withdrawn_at, PackRow.withdrawal_reason)
        .where(PackRow.round_id == round_id, PackRow.state == "withdrawn")
        .order_by(PackRow.withdrawn_at)
    )
    return tuple(
        WithdrawnPack(hash=digest, issued_at=issued, withdrawn_at=withdrawn, reason=reason or "")
        for digest, issued, withdrawn, reason in rows
        if issued and withdrawn
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackToPrint:
    """A pack that somebody may take away, and the round that it is of."""

    round: RoundInView
    kept: KeptPack


def pack_to_print(
    session: Session, *, actor: Actor, round_id: str, audience: frozenset[Part] = ANYONE
) -> PackToPrint:
    """Return the pack of a round to somebody in an audience.

    Members have it once it is issued; the manager and HR a draft too. Raises ``NotThere``
    to everybody else, and where there is no pack for them yet.
    """
    with read_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=audience)
        kept = _kept(session, round_id)
        if kept is None or not (kept.is_issued or view.standing.is_one_of(OVERSEERS)):
            raise NotThere("there is no pack in this round yet, or it is not yours to see")
        return PackToPrint(round=view, kept=kept)
