"""How much must be typed into a field and how much may be, and how a form says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms.validators import Length, StopValidation

from recruit.documents.characters import name_key

LONGEST_EMAIL = 320
LONGEST_REASON = 5_000
LONGEST_NOTE = 50_000


def at_most(longest: int, what: str) -> Length:
    """Return a validator that refuses a text of more characters; ``what`` is what its message calls it."""
    return Length(max=longest, message=f"{what} must be {longest:,} characters or fewer")


def filled(message: str) -> Callable[[Any, Any], None]:
    """Return a validator that refuses what holds nothing to be seen, such as spaces alone."""

    def check(_form: Any, field: Any) -> None:
        if not name_key(field.data or ""):
            raise StopValidation(message)

    return check
