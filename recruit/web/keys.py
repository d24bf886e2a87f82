"""Ids in addresses: 16 hex digits, as the database makes them; anything else is no address of ours."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter


class Key(BaseConverter):
    """An id in an address. What cannot be one, NUL among it, never reaches the database."""

    regex = "[0-9a-f]{16}"


def install_keys(app: Flask) -> None:
    """Let addresses say ``<key:round_id>``. Call it before views are registered."""
    app.url_map.converters["key"] = Key
