"""How lists and counts read in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``; nothing where there is nothing."""
    *before, last = words or [""]
    return f"{', '.join(before)} and {last}" if before else last


def counted(number: int, noun: str) -> str:
    """Return ``1 minute``, ``2 minutes``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
