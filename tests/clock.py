"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2027, 1, 14, 10, tzinfo=UTC)
"""A Thursday in winter, when London is on UTC."""


class Clock:
    """Gives the same moment each time it is asked. ``move(minutes=5)`` makes it later."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.at

    def move(self, **how_far: float) -> datetime:
        """Make it later by so many days, hours, minutes, seconds, and return the new moment."""
        self.at += timedelta(**how_far)
        return self.at
