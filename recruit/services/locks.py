"""Lets one write at a time touch what has no row yet."""

from __future__ import annotations

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def lock_word(session: Session, word: str) -> None:
    """Wait until no other open write holds this word; it is let go with the open write.

    For what is looked up and then added: a row that is there already is locked with
    ``with_for_update``. SQLite lets in one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        key = int(hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()[:15], 16)
        session.execute(select(func.pg_advisory_xact_lock(key)))
