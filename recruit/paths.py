"""Finds the bundled files: inside an installed package, else in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """Return the path of a top-level file or folder: ``question_banks``, ``templates``, ``config.py``.

    Raises ``FileNotFoundError`` when neither the package nor a checkout around it holds the name.
    """
    for root in (PACKAGE / "_bundled", PACKAGE.parent):
        if (found := root / name).exists():
            return found
    raise FileNotFoundError(f"{name} is neither inside {PACKAGE} nor beside it")
