"""Counts what a page or a service asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

_COUNTED = ("select", "insert", "update", "delete", "with")


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    """Return the list of statements that read or write rows inside the block, in their order."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        if statement.lstrip().lower().startswith(_COUNTED):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def writes(statements: list[str]) -> list[str]:
    """Return those of the statements that change a row."""
    return [one for one in statements if not one.lstrip().lower().startswith(("select", "with"))]
