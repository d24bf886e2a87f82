"""What is known of a vacancy besides its pack and scores; every part may be absent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What a person decided of a candidate; the tool never decides, ranks or breaks a tie."""

    RECOMMENDED = "recommended"
    RESERVE = "reserve"
    NOT_SELECTED = "appointable but not selected"
    NOT_APPOINTABLE = "not appointable"
    WITHDRAWN = "withdrawn"
    DID_NOT_ATTEND = "did not attend"

    @property
    def needs_no_scores(self) -> bool:
        """Whether it may be recorded of somebody whom the panel did not score."""
        return self in (Decision.WITHDRAWN, Decision.DID_NOT_ATTEND)

    @property
    def label(self) -> str:
        """The decision as a report prints it."""
        if self is Decision.RECOMMENDED:
            return "Recommended, subject to checks"
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class StandDown:
    """A candidate whom a member does not see, and why; the reason is kept, not printed."""

    candidate: str
    reason: str


@dataclass(frozen=True, slots=True)
class PanelMember:
    """A member as the scores name them, with their role.

    ``scores`` is false for somebody who sits in without scoring: an adviser, a note-taker.
    """

    name: str
    role: str
    stood_down: tuple[StandDown, ...] = ()
    scores: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """When and where one candidate was seen; dates and times as the panel wrote them."""

    candidate: str
    date: str | None = None
    place: str | None = None
    order: int | None = None
    start: str | None = None
    finish: str | None = None
    departures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDecision:
    """A decision on one candidate: what, by whom, when, why."""

    candidate: str
    outcome: Decision
    reason: str
    decided_by: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """A vacancy as far as it was given."""

    title: str | None = None
    reference: str | None = None
    organisation: str | None = None
    panel: tuple[PanelMember, ...] = ()
    interviews: tuple[Interview, ...] = ()
    decisions: tuple[RecordedDecision, ...] = ()

    def interview_of(self, candidate: str) -> Interview | None:
        """Return what is known of a candidate's interview."""
        return next((one for one in self.interviews if one.candidate == candidate), None)

    def decision_on(self, candidate: str) -> RecordedDecision | None:
        """Return the decision on a candidate."""
        return next((one for one in self.decisions if one.candidate == candidate), None)

    def absent(self, scored: Collection[str]) -> tuple[RecordedDecision, ...]:
        """Return the decisions on candidates who withdrew or did not attend, and have no scores."""
        return tuple(
            one for one in self.decisions if one.outcome.needs_no_scores and one.candidate not in scored
        )

    def scorers(self) -> tuple[str, ...]:
        """Return the names of those from whom scores are expected; empty where no panel was given."""
        return tuple(member.name for member in self.panel if member.scores)

    def stood_down(self, candidate: str) -> frozenset[str]:
        """Return the names of members who do not see a candidate."""
        return frozenset(
            member.name
            for member in self.panel
            if any(one.candidate == candidate for one in member.stood_down)
        )
