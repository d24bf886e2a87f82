"""Rows put into a database as they are, past every rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from recruit.db.tables import Base
from recruit.db.transactions import read_transaction, write_transaction


class Rows:
    """Writes rows, each call in a transaction of its own unless ``together`` holds several."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._writing = False

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one transaction of all that is written inside."""
        if self._writing:
            yield
            return
        with write_transaction(self.session):
            self._writing = True
            try:
                yield
            finally:
                self._writing = False

    def keep(self, *rows: Any) -> str:
        """Store rows, and return the id of the last."""
        with self.together():
            self.session.add_all(rows)
            self.session.flush()
            return str(getattr(rows[-1], "id", ""))

    def change(self, table: type[Base], key: str, **values: Any) -> None:
        """Change columns of one row."""
        with self.together():
            row = self.session.get_one(table, key)
            for name, value in values.items():
                setattr(row, name, value)

    def ids(self, table: Any, *conditions: ColumnElement[bool]) -> list[str]:
        """Return the ids of the rows that meet the conditions."""
        with read_transaction(self.session):
            return list(self.session.scalars(select(table.id).where(*conditions)))
