"""How days and moments read: in the time of the council, which is London's."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")


def day(when: date) -> str:
    """Return a day as ``14 January 2027``; an aware moment is taken in London."""
    local = in_london(when) if isinstance(when, datetime) else when
    return f"{local.day} {local:%B %Y}"


def moment(when: datetime) -> str:
    """Return a moment in London as ``14 January 2027, 9:30am``.

    Within the hour that comes twice when the clocks go back, BST or GMT follows. Raises
    ``ValueError`` for a moment without a time zone.
    """
    local = in_london(when)
    minutes = f":{local:%M}" if local.minute else ""
    clock = f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{day(local)}, {clock}{f' {local:%Z}' if twice else ''}"


def in_london(when: datetime) -> datetime:
    """Return a moment by London's clocks; raises ``ValueError`` for one without a time zone."""
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone")
    return when.astimezone(_LONDON)
