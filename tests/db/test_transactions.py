"""How reads and writes are bracketed, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from recruit.db.tables import Account, RoundRow, VacancyRow
from recruit.db.transactions import read_transaction, write_transaction
from tests.db.databases import prepared_engine
from tests.db.queries import counted_queries, writes
from tests.people import RUTH, id_of
from tests.world import World

THREADS, TIMES = 8, 25


def title_of(session: Session, vacancy: str) -> str:
    with read_transaction(session):
        return session.get_one(VacancyRow, vacancy).title


def test_a_write_is_kept(world: World, database: Engine) -> None:
    with write_transaction(world.session) as session:
        session.get_one(VacancyRow, world.vacancy).title = "Service manager"
    with Session(database) as other:
        assert title_of(other, world.vacancy) == "Service manager"


def test_a_write_that_fails_leaves_nothing(world: World, database: Engine) -> None:
    def fail() -> None:
        with write_transaction(world.session) as session:
            session.get_one(VacancyRow, world.vacancy).title = "Service manager"
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with Session(database) as other:
        assert title_of(other, world.vacancy) == "Team manager"


def test_a_write_inside_an_open_read_is_refused(world: World) -> None:
    world.session.scalars(select(RoundRow.id)).all()
    with pytest.raises(RuntimeError, match="end the read before it"), write_transaction(world.session):
        pass
    world.session.rollback()


def test_a_read_ends_with_its_block_and_forgets_what_it_loaded(world: World) -> None:
    with read_transaction(world.session) as session:
        loaded = session.get_one(Account, id_of(RUTH))
    assert (world.session.in_transaction(), loaded in world.session) == (False, False)


def test_a_read_inside_a_write_is_part_of_it(world: World) -> None:
    with write_transaction(world.session) as session:
        session.get_one(VacancyRow, world.vacancy).title = "Service manager"
        assert title_of(session, world.vacancy) == "Service manager"
        assert session.in_transaction()
    assert title_of(world.session, world.vacancy) == "Service manager"


def test_a_write_takes_the_lock_at_once_and_a_read_takes_none(
    sqlite_engine: Engine, statements: list[str]
) -> None:
    with Session(sqlite_engine) as session:
        with write_transaction(session):
            pass
        with read_transaction(session):
            session.scalars(select(RoundRow.id)).all()
    assert [one for one in statements if one.startswith("begin")] == ["begin immediate", "begin"]


@pytest.fixture
def sqlite_engine(request: pytest.FixtureRequest) -> Any:
    with prepared_engine(request.getfixturevalue("sqlite_url")) as engine:
        yield engine


@pytest.fixture
def statements(sqlite_engine: Engine) -> list[str]:
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        found.append(statement)

    event.listen(sqlite_engine, "before_cursor_execute", note)
    return found


def test_an_sqlite_database_is_as_careful_as_it_must_be(sqlite_engine: Engine) -> None:
    asked = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
    with sqlite_engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"pragma {name}").scalar() for name in asked}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_nothing_is_lost_when_many_write_at_once(world: World, database: Engine) -> None:
    with world.rows.together():
        world.session.get_one(VacancyRow, world.vacancy).title = "0"

    def add_one(_: int) -> None:
        with Session(database) as session:
            for _time in range(TIMES):
                with write_transaction(session):
                    wanted = select(VacancyRow).where(VacancyRow.id == world.vacancy).with_for_update()
                    row = session.scalars(wanted).one()
                    row.title = str(int(row.title) + 1)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(add_one, range(THREADS)))
    assert title_of(world.session, world.vacancy) == str(THREADS * TIMES)


def test_moments_come_back_in_utc(world: World) -> None:
    summer = datetime(2027, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    world.rows.change(VacancyRow, world.vacancy, created_at=summer)
    with read_transaction(world.session) as session:
        found = session.get_one(VacancyRow, world.vacancy).created_at
    assert (found, found.utcoffset()) == (summer, timedelta(0))


def test_a_time_without_a_zone_is_refused(world: World) -> None:
    with pytest.raises(StatementError, match="needs a time zone"):
        world.rows.change(VacancyRow, world.vacancy, created_at=datetime(2027, 7, 1))


def test_queries_are_counted(world: World, database: Engine) -> None:
    with counted_queries(database) as queries:
        title_of(world.session, world.vacancy)
        world.rows.change(VacancyRow, world.vacancy, title="Service manager")
    assert [one.split()[0].lower() for one in queries] == ["select", "select", "update"]
    assert writes(queries) == queries[2:]
