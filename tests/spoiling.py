"""Spoils a file on purpose, and says where."""

from __future__ import annotations

import re
from pathlib import Path


def spoil(path: Path, pattern: str, new: str) -> int:
    """Replace the first match of a pattern, which must be there; return the line on which it began."""
    text = path.read_text("utf-8")
    found = re.search(pattern, text, re.DOTALL)
    assert found is not None
    path.write_text(text[: found.start()] + new + text[found.end() :], "utf-8")
    return text.count("\n", 0, found.start()) + 1
