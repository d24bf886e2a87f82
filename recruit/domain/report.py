"""The view that a candidate's Word report prints: finished words and figures, nothing to compute.

Every optional part is ``None`` or empty where it was not given, and the template then
leaves its heading out too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from recruit.domain.profile import Profile


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact in a two-column table."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Attestation:
    """What whoever kept the sheets can say of their sealing, in words.

    ``words`` is a sentence such as "3 of 3 sealed before release."; ``sealed_at`` gives by
    member when their sheet on this candidate was sealed, as it is to be read.
    """

    words: str
    sealed_at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seat:
    """A panel member as the report names them; ``sealed_at`` is empty where it is not known."""

    name: str
    role: str
    sealed_at: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A recorded decision, in the words of the field, with who made it and why."""

    label: str
    reason: str
    decided_by: str
    date: str


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """One row of the profile table. ``mean`` is to one decimal, or a dash where nothing was scored.

    ``spread`` reads "2 to 4"; ``basis`` "6 scores on 2 questions"; ``remark`` says why an
    attribute is unscored or that it was asked lightly.
    """

    number: int
    name: str
    mean: str
    spread: str
    basis: str
    agreed: str
    remark: str


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """What a score was before its member amended it after the release, when, and why."""

    score: str
    label: str
    evidence: tuple[str, ...]
    at: str
    reason: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberScore:
    """One member's score on one question, with the anchor it stands for and the evidence.

    ``sealed_at`` is empty where it is not known; ``amended`` holds the originals, oldest first.
    """

    member: str
    score: str
    label: str
    anchor: str
    evidence: tuple[str, ...]
    evidence_heading: str
    sealed_at: str = ""
    amended: tuple[AmendedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """The agreed score of a question and its reason."""

    score: str
    anchor: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnchorLine:
    """One of the five anchors of a question."""

    score: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note on a question that was asked but not scored."""

    member: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question as asked, with every score and what the figures say of them.

    ``struck`` says why it counts for no candidate, in paragraphs; empty where it does count.
    """

    number: int
    text: str
    attribute: str
    type: str
    asked_by: str
    scored: bool
    summary: str
    discuss: str
    scores: tuple[MemberScore, ...]
    agreed: AgreedLine | None
    anchors: tuple[AnchorLine, ...]
    notes: tuple[NoteLine, ...]
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A framework's attribution and cautions."""

    attribution: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A candidate's report. ``status`` is "Draft" until there is a decision."""

    number: str
    status: str
    organisation: str
    marking: str
    candidate: str
    subtitle: str
    post: str
    outcome: Outcome | None
    headline: str
    overall: str
    overall_basis: str
    attestation: str
    interview: tuple[Fact, ...]
    panel: tuple[Seat, ...]
    departures: tuple[str, ...]
    profile: Profile
    profile_text: str
    attributes: tuple[AttributeLine, ...]
    moderated: bool
    discussion: tuple[str, ...]
    questions: tuple[QuestionLine, ...]
    scale: tuple[AnchorLine, ...]
    references: tuple[Reference, ...]
    provenance: tuple[Fact, ...]
    signatories: tuple[Seat, ...]
