"""Addresses of the pages of one sheet."""

from __future__ import annotations

from typing import Any

from flask import url_for


def sheet_address(view: str, *, round_id: str, candidate_id: str, number: int | None = None) -> str:
    """Return the address of a page of a sheet; ``number`` is that of a question, for pages that have one."""
    place: dict[str, Any] = {"round_id": round_id, "candidate_id": candidate_id}
    if number is not None:
        place["number"] = number
    return url_for(f"scoring.{view}", **place)
