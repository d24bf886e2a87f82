"""Packs as everybody reads them who has no hand in making them: scoring, moderation, reports.

The content of a pack that was issued never changes, so each process parses it once and
keeps it; the database is then asked for nothing but which pack it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from recruit.db.tables import PackRow, StruckQuestionRow
from recruit.db.transactions import read_transaction
from recruit.documents.pack_file import read_pack
from recruit.domain.errors import DataFaults, Fault, NotThere
from recruit.domain.moments import moment
from recruit.domain.pack import Pack
from recruit.domain.scoring import Struck

_KEPT = 64
"""Packs that a process keeps: those of all rounds that interview in one week."""


class _Shelf:
    """The packs used last, by a key that stands for one content for ever."""

    def __init__(self, *, size: int) -> None:
        self._size = size
        self._packs: OrderedDict[str, Pack] = OrderedDict()
        self._lock = Lock()

    def pack(self, key: str, *, otherwise: Callable[[], Pack]) -> Pack:
        """Return the pack of a key, made by ``otherwise`` where it is not kept."""
        with self._lock:
            if key in self._packs:
                self._packs.move_to_end(key)
                return self._packs[key]
        made = otherwise()  # outside the lock: two threads may parse the same pack, neither waits
        with self._lock:
            self._packs[key] = made
            while len(self._packs) > self._size:
                self._packs.popitem(last=False)
        return made


_SHELF = _Shelf(size=_KEPT)


def issued_pack(session: Session, *, pack_id: str) -> Pack:
    """Return a pack that is or was issued, by its id; a draft is not to be had here.

    Whether somebody may see it is for the caller to have decided. Raises ``NotThere`` where
    there is no such pack, and ``DataFaults`` where its content is not the one that was issued.
    """

    def fetch() -> Pack:
        wanted = select(PackRow.content, PackRow.hash).where(PackRow.id == pack_id, PackRow.state != "draft")
        with read_transaction(session):
            row = session.execute(wanted).one_or_none()
        if row is None:
            raise NotThere("there is no such pack, or it is not yours to see")
        content, digest = row
        return parsed_pack(content, digest=digest)

    return _SHELF.pack(pack_id, otherwise=fetch)


def parsed_pack(content: str, *, digest: str) -> Pack:
    """Return the pack of a row's content, its hash checked against the row's; each hash is parsed once.

    Raises ``DataFaults`` for a content that does not belong to the hash.
    """

    def parse() -> Pack:
        source = f"pack {digest[:8]}"
        pack = read_pack(content.encode(), source=source)
        if pack.hash != digest:
            raise DataFaults([Fault(source, 0, "its content is that of another pack", "restore a backup")])
        return pack

    return _SHELF.pack(digest, otherwise=parse)


_STRUCK = (
    select(StruckQuestionRow.question, StruckQuestionRow.reason, StruckQuestionRow.at)
    .where(StruckQuestionRow.round_id == bindparam("round"))
    .order_by(StruckQuestionRow.at, StruckQuestionRow.id)
)


def struck_in(session: Session, *, round_id: str) -> tuple[Struck, ...]:
    """Return the questions of a round that were struck for every candidate, the first one first."""
    with read_transaction(session):
        rows = session.connection().execute(_STRUCK, {"round": round_id})
        return tuple(Struck(question, reason, moment(at)) for question, reason, at in rows)
