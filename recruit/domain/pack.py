"""The interview pack: an immutable snapshot of what is asked, and why.

A pack holds everything that its documents print, so that an edited bank never
alters a pack that was made from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from recruit.domain.bank import Question
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import Asked, QuestionType
from recruit.domain.translations import InterviewTranslation, Language, QuestionTranslation

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
    pack that meets the recipe covers more. Where the search was cut short, or the pack was
    changed by hand, ``gap`` is by how many ``gap_in`` (behaviours, indicators, stretch
    indicators) a better pack might win. ``repeatable`` says that any machine draws the same
    pack from the same recipe; a pack changed by hand never is.
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
class PackRest:
    """What was known of when the questions were last asked, and what it weighed in the draw.

    ``asked_before`` has the days since, by id, of each question that could be drawn and was
    asked within ``days``; ``weight`` is that of ``RestWeight``.
    """

    days: int
    weight: int
    asked_before: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecipe:
    """The recipe a pack was made to; ``rest`` is none where nothing was known of it."""

    minutes: int
    questions: int
    mix: Mapping[QuestionType, int]
    frameworks: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    rest: PackRest | None = None


class ChangeKind(StrEnum):
    """What a recruiting manager may do by hand to a pack that was drawn."""

    SWAPPED = "swapped"
    MOVED = "moved"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change by hand.

    ``question`` is the id of what came, moved or was left out. ``instead_of`` is the id that
    a swapped question replaced, else none; ``places`` how far a question moved, below 0 for
    earlier, and 0 for a change of another kind.
    """

    kind: ChangeKind
    question: str
    instead_of: str | None = None
    places: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChanges:
    """What was changed by hand since the draw.

    ``recipe`` and ``drawn`` are the recipe and the questions' ids, in order, of the pack as
    it was drawn; ``made`` is what was done to it since, in order, never empty.
    """

    recipe: PackRecipe
    drawn: tuple[str, ...]
    made: tuple[Change, ...]

    def result(self) -> tuple[str, ...] | None:
        """Return the ids that the changes lead to, in order; none where they do not fit together."""
        ids = list(self.drawn)
        for change in self.made:
            leaving = change.instead_of or change.question
            if leaving not in ids:
                return None
            at = ids.index(leaving)
            del ids[at]
            if change.kind is not ChangeKind.LEFT_OUT:
                ids.insert(at + change.places, change.question)
        return tuple(ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackForm:
    """Which of several packs this is that were drawn together with no question in common."""

    number: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLanguage:
    """A pack's texts in a second language, as they stood when the pack was made.

    They are printed ``beside`` the English or instead of it. ``stale`` and ``missing`` name
    questions by id and parts of the interview by name: those whose English was changed since,
    and those that stand in English. ``digest`` is that of the bank's translation.
    """

    about: Language
    beside: bool
    digest: str
    title: str | None
    attributes: Mapping[str, str]
    interview: InterviewTranslation | None
    questions: tuple[QuestionTranslation, ...]
    stale: tuple[str, ...]
    missing: tuple[str, ...]
    reviewed: bool

    def question(self, question_id: str) -> QuestionTranslation | None:
        """Return the translation of a question, none where it has none."""
        return next((one for one in self.questions if one.question == question_id), None)


@dataclass(frozen=True, kw_only=True)  # without slots, so that its hash can be kept
class Pack:
    """An interview pack.

    ``minutes`` is the planned length, ``fixed_minutes`` the part of it that holds no question.
    ``recipe`` is what the pack meets as it stands; ``changes`` is what was done to it by hand
    since it was drawn, or none. ``language`` is none for a pack in English alone.
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
    changes: PackChanges | None = None
    language: PackLanguage | None = None
    form: PackForm | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its questions, in the order asked."""
        return tuple(question.id for question in self.questions)

    def content(self) -> dict[str, Any]:
        """Return the pack as JSON values, without its hash.

        A pack that nobody changed has no member ``changes``, one in English alone none
        ``language``, one drawn by itself none ``form``, and its recipe no ``rest`` where nothing
        was known of it: its hash is what it was before the format knew of these. That a question
        is retired is no matter of a pack.
        """
        plain: dict[str, Any] = asdict(self)
        for question in plain["questions"]:
            del question["retired"]
        for name in ("changes", "language", "form"):
            if plain[name] is None:
                del plain[name]
        for holder in (plain, plain.get("changes")):
            if holder and holder["recipe"]["rest"] is None:
                del holder["recipe"]["rest"]
        return plain

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content, in hex; made once, since a pack never changes."""
        return content_hash(self.content())


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hex, of JSON values: UTF-8, keys sorted, no spaces, no ASCII escapes.

    A member ``hash`` at the top is left out, so that a pack can carry its own.
    """
    bare = {key: value for key, value in content.items() if key != "hash"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
