"""The fixed texts around the questions: scripts, scale, safer recruitment, instructions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FixedMinutes:
    """Minutes of each part of an interview that holds no scored question."""

    opening: int
    safer_recruitment: int
    candidate_questions: int
    closing: int

    @property
    def total(self) -> int:
        """Minutes that every interview spends outside its questions."""
        return self.opening + self.safer_recruitment + self.candidate_questions + self.closing


@dataclass(frozen=True, slots=True)
class Advice:
    """A short label and the text it stands for."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One point of the rating scale: NE (not explored) or 1 to 5, as text."""

    score: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The rating scale for values evidence."""

    introduction: tuple[str, ...]
    points: tuple[ScalePoint, ...]


@dataclass(frozen=True, slots=True)
class SaferQuestion:
    """A question of the safer-recruitment block; never averaged."""

    topic: str
    text: str
    listen_for: tuple[str, ...]
    follow_up: str


@dataclass(frozen=True, slots=True)
class SaferRecruitment:
    """The safer-recruitment block, with the outcomes a panel may record."""

    introduction: tuple[str, ...]
    questions: tuple[SaferQuestion, ...]
    outcomes: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class InformationSection:
    """A headed part of what a candidate is told."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewTexts:
    """Everything of an interview that is the same at every level."""

    minutes: FixedMinutes
    askers: tuple[str, ...]
    opening_script: tuple[str, ...]
    closing_script: tuple[str, ...]
    instructions: tuple[Advice, ...]
    scale: Scale
    safer_recruitment: SaferRecruitment
    candidate_information: tuple[InformationSection, ...]
