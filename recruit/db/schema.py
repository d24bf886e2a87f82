"""Brings a database to the schema of this version, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine

from recruit.db.tables import Base
from recruit.db.transactions import prepare_engine

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: URL, *, revision: str = "head") -> None:
    """Bring a database up to a revision. An SQLite file that holds data is copied first.

    The copy lies beside it, named after the revision it holds. Rows that refer to nothing
    afterwards raise ``RuntimeError`` before anything is committed.
    """
    _run(url, lambda config: command.upgrade(config, revision), keep_copy=True)


def downgrade(url: URL, *, revision: str) -> None:
    """Bring a database back to an earlier revision, ``base`` for none."""
    _run(url, lambda config: command.downgrade(config, revision), keep_copy=False)


def is_current(engine: Engine) -> bool:
    """Say whether a database has the schema of this version."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == newest_revision()


def newest_revision() -> str | None:
    """Return the revision that this version of the toolkit needs."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def drift(engine: Engine) -> list[object]:
    """Return in what the tables of a database differ from those the code declares; empty for nothing."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def _run(url: URL, steps: Callable[[Config], None], *, keep_copy: bool) -> None:
    engine = create_engine(url, poolclass=NullPool)
    # A table is rebuilt by dropping it, which with foreign keys on would take its children along.
    prepare_engine(engine, foreign_keys=False)
    try:
        with engine.connect() as connection:
            before = MigrationContext.configure(connection).get_current_revision()
        if keep_copy and before and before != newest_revision():
            _copy(url, before)
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            steps(config)
            _check_references(connection)
    finally:
        engine.dispose()


def _copy(url: URL, revision: str) -> None:
    """Copy an SQLite file, its write-ahead log included; other databases have their own backups."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    target = Path(f"{url.database}.before-{revision}")
    with closing(sqlite3.connect(url.database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    target.chmod(0o600)


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(
                f"{len(broken)} rows would refer to nothing, in {sorted({r[0] for r in broken})}"
            )
