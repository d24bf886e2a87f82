"""How guessing is slowed down without locking anybody out for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most ``most`` failures within the window, for one subject; ``kind`` keeps subjects apart."""

    kind: str
    most: int

    def open_again(self, failures: Sequence[datetime], *, now: datetime) -> datetime | None:
        """Return when the next try is allowed, or none where it is allowed now.

        Failures older than the window do not count, so waiting always helps.
        """
        recent = sorted(at for at in failures if at > now - WINDOW)
        return recent[-self.most] + WINDOW if len(recent) >= self.most else None


PASSWORDS = Throttle("password", 10)
"""Per account, or per address that is none."""

CODES = Throttle("code", 50)
"""Per computer: a code has 80 bits, so this only keeps the noise down, and offices share an address."""

FORGOTTEN = Throttle("forgotten", 3)
"""Letters per account: so that nobody fills another's inbox."""


def minutes_until(moment: datetime, *, now: datetime) -> int:
    """Return the whole minutes to wait, at least 1, rounded up."""
    return max(1, -int(-(moment - now).total_seconds() // 60))
