"""Addresses within this site that somebody may be sent on to."""

from __future__ import annotations

from urllib.parse import urlsplit

FRONT_DOOR = "/"


def safe_next(wanted: str | None) -> str:
    """Return a wanted address where it is a page of ours, else the front door.

    Only a path on this site counts, with its query: browsers read two slashes, or a
    slash and a backslash, as the start of another site, and drop control characters and spaces in front.
    """
    if not wanted or not wanted.startswith("/") or not wanted.isprintable():
        return FRONT_DOOR
    if "\\" in wanted or wanted.startswith("//"):
        return FRONT_DOOR
    parts = urlsplit(wanted)
    return FRONT_DOOR if parts.scheme or parts.netloc else wanted
