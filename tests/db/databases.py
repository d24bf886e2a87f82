"""Databases that a test finds empty, with every table of this version."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine

from recruit.db.schema import upgrade
from recruit.db.tables import Base
from recruit.db.transactions import prepare_engine

BOTH = ("sqlite", "postgresql")


def sqlite_at(path: Path) -> URL:
    """Return the address of an SQLite file."""
    return URL.create("sqlite", database=str(path))


def migrated_file(path: Path) -> Path:
    """Make an SQLite file with the tables of this version, to be copied."""
    upgrade(sqlite_at(path))
    return path


def copy_of(template: Path, target: Path) -> URL:
    """Return the address of a copy of a migrated file."""
    shutil.copyfile(template, target)
    return sqlite_at(target)


def emptied(url: URL) -> URL:
    """Delete every row of a database that an earlier test used; a row that is still locked fails the test."""
    engine = create_engine(url)
    statements = [str(table.delete()) for table in reversed(Base.metadata.sorted_tables)]
    with engine.begin() as connection:
        connection.exec_driver_sql("; ".join(["set local lock_timeout = '10s'", *statements]))
    engine.dispose()
    return url


@contextmanager
def prepared_engine(url: URL) -> Iterator[Engine]:
    """Return an engine set up as the application sets up its own."""
    engine = create_engine(url)
    prepare_engine(engine)
    yield engine
    engine.dispose()
