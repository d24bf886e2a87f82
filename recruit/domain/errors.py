"""One class per outcome that a user can meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in data that a person gave, and what to do about it.

    ``source`` names the file as the user named it; ``line`` counts from 1 (in a
    spreadsheet: the row) and is 0 where the fault belongs to no line.
    """

    source: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return ``FILE:LINE: fault; remedy``."""
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.message}; {self.remedy}"


class RecruitError(Exception):
    """Base of every error whose message is meant for the user."""


class DataFaults(RecruitError):
    """Data that cannot be taken. Carries every fault found, never only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class UnknownLevel(RecruitError):
    """A role level that the bank does not hold."""


class UnknownQuestion(RecruitError):
    """A question id that the bank or the pack does not hold."""


class OutOfTime(RecruitError):
    """The time limit passed before any selection was found."""


class ImpossibleRecipe(RecruitError):
    """A recipe that no pack can meet.

    ``clashes`` is an irreducible set of demands that cannot hold together: leave any one
    of them out and the rest can. ``nearest`` says in words what to change, ``options``
    the same as command-line options.
    """

    def __init__(self, clashes: Iterable[str], nearest: str, options: str) -> None:
        self.clashes = tuple(clashes)
        self.nearest = nearest
        self.options = options
        super().__init__("; ".join(self.clashes))
