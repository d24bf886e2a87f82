"""Runs migrations on the connection that ``recruit.db.schema`` hands in."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from recruit.db.tables import Base, Moment


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write a moment as the plain type it is, so that a migration needs none of our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
context.run_migrations()
