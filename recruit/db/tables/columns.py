"""What every table is made of: ids that say nothing, moments in UTC, the owning organisation."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints are fixed, so that a migration can drop one on either database."""


class Moment(TypeDecorator[datetime]):
    """A point in time, UTC on both databases; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; SQLite keeps it without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 (SQLAlchemy passes it)
    ) -> datetime | None:
        """Return the moment with UTC as its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Moment, str: Text}  # noqa: RUF012 (SQLAlchemy reads it as a plain dict)


def new_id() -> str:
    """Return 16 random hex digits: an id that tells neither order nor number."""
    return secrets.token_hex(8)


LAST = 1000
"""Sort order of a long text: SQLite reads all of it to reach a column that stands behind it."""

Id = Annotated[str, mapped_column(String(16))]
Key = Annotated[str, mapped_column(String(16), primary_key=True, default=new_id)]
Hash = Annotated[str, mapped_column(String(64))]


class Owned:
    """A row that belongs to an organisation, and goes with it."""

    id: Mapped[Key]

    @declared_attr
    def organisation_id(cls) -> Mapped[str]:  # noqa: N805 (SQLAlchemy hands the class in)
        """Id of the organisation."""
        return mapped_column(String(16), ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
