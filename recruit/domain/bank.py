"""Questions and the bank that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.domain.errors import UnknownLevel, UnknownQuestion
from recruit.domain.frameworks import Frameworks
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import QuestionType, RoleLevel

if TYPE_CHECKING:
    from recruit.domain.translations import BankTranslation


@dataclass(frozen=True, slots=True)
class Probe:
    """A neutral follow-up, and what it brings out."""

    purpose: str
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to listen for, and the behaviours and indicators heard in it."""

    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A small table of an exercise; every row has as many cells as there are columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What a candidate reads before an exercise; invented."""

    title: str
    instructions: str
    paragraphs: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A values question with its probes, tags and anchors.

    ``minutes`` are spent in the interview, ``preparation_minutes`` before it.
    ``anchors`` has the keys "1" to "5". ``retired`` is why it is no longer drawn, none of
    one in use; it stays in the bank, to be found by its id.
    """

    id: str
    version: int
    author: str
    levels: tuple[int, ...]
    attribute: int
    type: QuestionType
    minutes: int
    preparation_minutes: int
    text: str
    turns_on: str
    accepts: str
    if_no_example: str
    probes: tuple[Probe, ...]
    listen_for: tuple[Cue, ...]
    concerns: tuple[str, ...]
    anchors: Mapping[str, str]
    behaviours: tuple[str, ...]
    indicators: tuple[str, ...]
    material: Material | None = None
    retired: str | None = None

    @property
    def name(self) -> str:
        """What a panel calls it: its exercise's title, else its id as words.

        ``asked-outright`` is "Asked outright".
        """
        return self.material.title if self.material else self.id.replace("-", " ").capitalize()

    @property
    def tags(self) -> tuple[str, ...]:
        """Ids of the behaviours and indicators it looks for."""
        return (*self.behaviours, *self.indicators)


@dataclass(frozen=True)
class QuestionBank:
    """Frameworks, levels, fixed texts and questions that belong together.

    ``digest`` is the SHA-256, in hex, of the files the bank was read from, but for the
    ``translations``: they are by tag of their language, each with a digest of its own.
    """

    version: str
    digest: str
    frameworks: Frameworks
    levels: Mapping[int, RoleLevel]
    interview: InterviewTexts
    questions: tuple[Question, ...]
    translations: Mapping[str, BankTranslation] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Every question by its id."""
        return {question.id: question for question in self.questions}

    def level(self, number: int) -> RoleLevel:
        """Return a role level, or raise ``UnknownLevel``."""
        try:
            return self.levels[number]
        except KeyError:
            raise UnknownLevel(f"the bank has no level {number}") from None

    def question(self, question_id: str) -> Question:
        """Return a question by its id, or raise ``UnknownQuestion``."""
        try:
            return self.by_id[question_id]
        except KeyError:
            raise UnknownQuestion(f"there is no question {question_id!r} in the bank") from None

    def at_level(self, level: int) -> tuple[Question, ...]:
        """Return the questions that serve ``level`` and are not retired, ordered by id."""
        found = (one for one in self.questions if level in one.levels and not one.retired)
        return tuple(sorted(found, key=lambda question: question.id))
