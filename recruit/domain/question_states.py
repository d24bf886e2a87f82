"""How far a version of a question has come, and which words say why something was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FEWEST_WORDS = 3
"""Words in a reason, so that it is one: "tidied" tells nobody anything next year."""
LONGEST_REASON = 2000
"""Characters that a reason or a note may have."""


class VersionState(StrEnum):
    """The stages of a version, in order."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The state as a page shows it."""
        return "Waiting for review" if self is VersionState.SUBMITTED else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did something, by name, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Noted(Stamp):
    """Who did something, when, and what they said of it: a note, or a reason."""

    note: str


def reason_fault(text: str) -> str | None:
    """Return what is wrong with a reason or a note, as a sentence without a full stop, or none."""
    if len(text.split()) < FEWEST_WORDS:
        return f"Say why in {FEWEST_WORDS} words or more"
    if len(text) > LONGEST_REASON:
        return f"Say why in at most {LONGEST_REASON} characters"
    return None
