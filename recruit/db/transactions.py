"""How reads and writes are bracketed, on SQLite and PostgreSQL alike.

A read that goes on to write after somebody else's commit fails on SQLite whatever the
timeout. So reads end their transaction before anything is rendered, and a write begins
with none open, takes the write lock at once, and fetches and checks inside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

_WRITES = "recruit_writes"

_PRAGMAS = (
    "journal_mode = wal",
    "synchronous = full",
    "secure_delete = on",
    "busy_timeout = 10000",
)
"""FULL, so that a power cut loses no acknowledged write; ten seconds to wait for another's."""


@contextmanager
def write_transaction(session: Session) -> Iterator[Session]:
    """Commit what is done inside, or none of it.

    Raises ``RuntimeError`` where the session has a transaction open: what was read in it may
    be stale. Rows that a write depends on are locked with ``with_for_update`` by whoever
    fetches them; SQLite, where one writer is let in at a time, leaves that out.
    """
    if session.in_transaction():
        raise RuntimeError("a write begins without a transaction open; end the read before it")
    with session.begin():
        session.connection(execution_options={_WRITES: True})
        yield session


@contextmanager
def read_transaction(session: Session) -> Iterator[Session]:
    """End the read with its block, and forget what it loaded; inside a write, be part of it."""
    if session.in_transaction():
        yield session
        return
    try:
        yield session
    finally:
        session.close()


def prepare_engine(engine: Engine, *, foreign_keys: bool = True) -> None:
    """Set an SQLite engine to the ways of this module; PostgreSQL needs nothing.

    ``foreign_keys`` is off for migrations alone.
    """
    if engine.dialect.name != "sqlite":
        return

    def configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        raw: Any = connection
        raw.isolation_level = None  # we say BEGIN ourselves
        for pragma in (*_PRAGMAS, f"foreign_keys = {'on' if foreign_keys else 'off'}"):
            raw.execute(f"pragma {pragma}")

    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", _begin_sqlite)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("begin immediate" if writes else "begin")
