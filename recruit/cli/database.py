"""The database, for commands that work on it without the web application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import Session

from recruit.db.schema import is_current, upgrade
from recruit.db.transactions import prepare_engine
from recruit.domain.errors import RecruitError
from recruit.settings import Settings


class NotMigrated(RecruitError):
    """A database whose schema is not that of this version."""


@contextmanager
def database_session(settings: Settings, *, set_up: bool = False) -> Iterator[Session]:
    """Give a session on the database of the settings.

    ``set_up`` makes the tables where there are none at all. Raises ``NotMigrated`` for any
    other database that is not of this version.
    """
    # The web application is slow to load, and no command but those on the database needs it.
    from recruit.app import database_url  # noqa: PLC0415 (as said above)

    url = database_url(settings)
    engine = create_engine(url, hide_parameters=True)
    prepare_engine(engine)
    try:
        if set_up and not inspect(engine).get_table_names():
            upgrade(url)
        if not is_current(engine):
            raise NotMigrated(
                "the database is not that of this version of the toolkit; "
                "run recruit serve once, which brings it up to date"
            )
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()
