"""The interview pack: an immutable snapshot of what is asked, and why.

A pack holds everything that its documents print, so that an edited bank never
alters a pack that was made from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from recruit.domain.bank import Question
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import Asked, QuestionType

PACK_SCHEMA = "recruit-pack/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackQuestion(Question):
    """A question as a pack asks it: the bank's own, its place, and the reason it is there.

    ``number`` is its place in the interview, from 1.
    """

    number: int
    scored: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a set of ids the questions look for, and which they do not."""

    covered: int
    total: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCoverage:
    """Coverage of attributes, behaviours and the level's indicators.

    ``indicators`` is ``base`` and ``stretch`` together. ``optimal`` says that no other
    pack that meets the recipe covers more. Where the search was cut short, ``gap`` is by how
    many ``gap_in`` (behaviours, indicators, stretch indicators) a better pack might win.
    ``repeatable`` says that any machine draws the same pack from the same recipe.
    """

    attributes: Coverage
    behaviours: Coverage
    indicators: Coverage
    base: Coverage
    stretch: Coverage
    optimal: bool
    gap: int
    gap_in: str | None
    repeatable: bool


@dataclass(frozen=True, slots=True)
class PackAttribute:
    """One of the five attributes as this pack takes it; ``questions`` are ids in order."""

    attribute: int
    name: str
    asked: Asked
    meaning: str
    reason: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PackItem:
    """A behaviour or indicator that the pack looks for, or might have.

    ``lens`` is ``behaviour``, ``base``, ``stretch``, or ``other`` for an indicator of a
    neighbouring level that a shared question looks for.
    """

    id: str
    label: str
    meaning: str
    framework: str
    locator: str
    stage: str | None
    lens: str


@dataclass(frozen=True, slots=True)
class PackFramework:
    """A framework the pack draws on, with what it forbids or leaves open."""

    id: str
    title: str
    publisher: str
    year: int | None
    licence: str
    attribution: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the interview: its first minute, its length, who leads it.

    ``question`` is the number of the question put, or none.
    """

    start: int
    minutes: int
    part: str
    asked_by: str
    question: int | None


@dataclass(frozen=True, slots=True)
class BankStamp:
    """Which bank a pack was made from."""

    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecipe:
    """The recipe a pack was made to."""

    minutes: int
    questions: int
    mix: Mapping[QuestionType, int]
    frameworks: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """An interview pack.

    ``minutes`` is the planned length, ``fixed_minutes`` the part of it that holds no question.
    """

    schema: str
    level: int
    title: str
    posts: str
    mix_reason: str
    seed: int
    minutes: int
    fixed_minutes: int
    bank: BankStamp
    recipe: PackRecipe
    attributes: tuple[PackAttribute, ...]
    questions: tuple[PackQuestion, ...]
    coverage: PackCoverage
    items: tuple[PackItem, ...]
    frameworks: tuple[PackFramework, ...]
    plan: tuple[Slot, ...]
    interview: InterviewTexts

    def content(self) -> dict[str, Any]:
        """Return the pack as JSON values, without its hash."""
        plain: dict[str, Any] = asdict(self)
        return plain

    @property
    def hash(self) -> str:
        """SHA-256 of the content, in hex."""
        return content_hash(self.content())


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of JSON values: UTF-8, keys sorted, no spaces, no ASCII escapes.

    A member ``hash`` at the top is left out, so that a pack can carry its own.
    """
    bare = {key: value for key, value in content.items() if key != "hash"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
