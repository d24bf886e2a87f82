"""Which part of a long list a page shows, and the way to its other parts."""

from __future__ import annotations

from dataclasses import dataclass

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a list of ``total`` things: its number from 1, and how many parts there are."""

    number: int
    of: int
    total: int

    @property
    def first(self) -> int:
        """Place of its first thing, from 0."""
        return (self.number - 1) * PER_PAGE

    @property
    def last(self) -> int:
        """Place after its last thing."""
        return min(self.first + PER_PAGE, self.total)


def part_of(total: int, *, asked: int | None) -> Part:
    """Return the part that was asked for; the nearest one there is, where there is none of its number."""
    of = max(1, -(-total // PER_PAGE))
    return Part(min(max(asked or 1, 1), of), of, total)
