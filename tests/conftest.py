"""What every test may ask for: the real bank and its packs, empty databases, a clock, the cast."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from recruit.documents.bank_files import BankFiles, read_bank
from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.paths import bundled
from tests.clock import Clock
from tests.db import postgresql
from tests.db.databases import BOTH, copy_of, emptied, migrated_file, prepared_engine
from tests.world import World

DrawDefault = Callable[[int], Pack]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.make_folder()


@pytest.fixture(scope="session")
def bank_files() -> BankFiles:
    return read_bank(bundled("question_banks"))


@pytest.fixture(scope="session")
def real_bank(bank_files: BankFiles) -> QuestionBank:
    return bank_files.bank


@pytest.fixture(scope="session")
def default_pack(real_bank: QuestionBank) -> DrawDefault:
    """Return what draws the default pack of a level, each level once."""
    return cache(lambda level: draw_pack(real_bank, recipe_for(real_bank.levels[level])))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with every table, to be copied and never opened."""
    return migrated_file(tmp_path_factory.mktemp("database") / "migrated.sqlite")


@pytest.fixture(scope="session")
def postgresql_server() -> URL:
    return postgresql.start()


@pytest.fixture(scope="session")
def worker_database(postgresql_server: URL) -> URL:
    """Return the PostgreSQL database of this worker, which its tests use one after the other."""
    return postgresql.new_database(postgresql_server, os.environ.get("PYTEST_XDIST_WORKER", "alone"))


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> URL:
    """Return the address of an empty SQLite database with every table."""
    return copy_of(migrated_sqlite, tmp_path / "recruit.sqlite")


@pytest.fixture
def postgresql_url(worker_database: URL) -> URL:
    """Return the address of an empty PostgreSQL database with every table."""
    return emptied(worker_database)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> URL:
    """Return the address of an empty database, of either kind in turn."""
    url: URL = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: URL) -> Iterator[Engine]:
    """Return an empty database, on SQLite and on PostgreSQL in turn."""
    with prepared_engine(database_url) as engine:
        yield engine


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    with Session(database) as session:
        yield session


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(session: Session, clock: Clock) -> World:
    """Return the cast of ``tests/world.py`` with a vacancy that has nothing prepared yet."""
    return World(session, clock)
