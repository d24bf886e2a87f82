"""Plain values from a file, with the line on which each begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"
Place: TypeAlias = "tuple[str | int, ...]"
"""Where in a file a value stands: keys and indexes from the outside in."""

DEEPEST = 20
"""Levels of nesting; the banks use seven."""
MOST_VALUES = 200_000
"""Values in a file; the largest bank file has a hundredth of this."""
LARGEST = 4 * 1024 * 1024
"""Characters in a file; the largest bank file has a fiftieth of this."""
MOST_FAULTS = 500
"""Faults told of one file; whoever has more has given the wrong file."""


@dataclass(frozen=True, slots=True)
class Located:
    """The value of a file, and the line (from 1) on which each part of it begins."""

    source: str
    value: Value
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a part, or of the nearest part around it; 1 for an empty file."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)
