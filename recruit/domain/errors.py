"""One class per outcome that a user can meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recruit.domain.recipe import Recipe


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


class UnsoundQuestion(DataFaults):
    """A question that the format does not take.

    ``parts`` pairs each fault with the path of the part that it is in, as ``("probes", 0, "text")``.
    """

    def __init__(self, parts: Iterable[tuple[tuple[str | int, ...], Fault]]) -> None:
        self.parts = tuple(parts)
        super().__init__(fault for _, fault in self.parts)


class UnknownLevel(RecruitError):
    """A role level that the bank does not hold."""


class UnknownLanguage(RecruitError):
    """A language in which the bank holds no texts."""


class UnknownQuestion(RecruitError):
    """A question id that the bank or the pack does not hold."""


class OutOfTime(RecruitError):
    """The time limit passed before any selection was found."""


class IncompleteSheet(RecruitError):
    """A score sheet that cannot be sealed yet. Names every gap, never only the first."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))


class ImpossibleRecipe(RecruitError):
    """A recipe that no pack can meet.

    ``clashes`` is an irreducible set of demands that cannot hold together: leave any one
    of them out and the rest can. ``remedy`` says in words what to change. ``nearest`` is the
    recipe that departs least from ``wanted`` and can be met, or none where the bank holds
    too little for any.
    """

    def __init__(
        self, clashes: Iterable[str], *, remedy: str, wanted: Recipe, nearest: Recipe | None
    ) -> None:
        self.clashes = tuple(clashes)
        self.remedy = remedy
        self.wanted = wanted
        self.nearest = nearest
        super().__init__("; ".join(self.clashes))


class BankChanged(RecruitError):
    """The bank is no longer the one that a pack was drawn from."""


class NotAnAlternative(RecruitError):
    """A question that cannot take the place of another in a pack."""


class QuestionNeeded(RecruitError):
    """A question that cannot be left out of a pack.

    ``demands`` says, one by one, what its level asks that the rest would not hold.
    """

    def __init__(self, message: str, *, demands: Iterable[str]) -> None:
        self.demands = tuple(demands)
        super().__init__(message)


class NotThere(RecruitError):
    """Something that does not exist, or that this person may not know to exist: one answer for both."""


class NotNow(RecruitError):
    """Something that this phase of a round does not allow; the message says why, and what to do."""


class Refused(RecruitError):
    """Something that a rule of the field forbids, said in words a person can act on.

    ``field`` names the form field it belongs to, or none where it belongs to no field.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        self.field = field
        super().__init__(message)


class FindingsStand(RecruitError):
    """A question that cannot be published for what the linter finds in it; ``messages`` are all of that."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("the question cannot be published yet. " + ". ".join(self.messages))


class StaleSave(RecruitError):
    """A save over something that was changed meanwhile, in another tab perhaps; nothing was stored.

    ``kept`` is what is stored, ``typed`` what was to be stored: the page shows both.
    """

    def __init__(self, *, kept: object, typed: object) -> None:
        self.kept = kept
        self.typed = typed
        super().__init__("this was changed in another tab or window after you opened it")
