"""Texts in a second language beside the English, and whether they still fit it.

A translation names the English it was made from by a digest, so that a later change of the
English shows. It may be partial: where it says nothing, the English stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from recruit.domain.bank import Material, Question
from recruit.domain.interview import Advice, InformationSection, InterviewTexts, SaferRecruitment, Scale

DIGEST_LENGTH = 12
"""Characters of a digest: enough to show that a text was changed."""

_Of = TypeVar("_Of", bound="QuestionTranslation | InterviewTranslation")


class State(StrEnum):
    """Whether a translator has reviewed a translation."""

    TO_BE_REVIEWED = "to be reviewed"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A second language: its tag as ``cy``, its name in English and in itself, how it is written.

    ``direction`` is ``ltr`` or ``rtl``; ``proofing`` the tag for Word's spelling check, as ``cy-GB``.
    """

    tag: str
    english: str
    own: str
    direction: str
    proofing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTranslation:
    """The texts of a question in a second language; a part that is not translated is none.

    ``probes`` and ``listen_for`` hold the texts alone, in the order of the English. ``of`` is
    the digest of the English of the parts that are here.
    """

    question: str
    of: str
    state: State
    translator: str
    name: str | None = None
    text: str | None = None
    if_no_example: str | None = None
    probes: tuple[str, ...] | None = None
    material: Material | None = None
    anchors: Mapping[str, str] | None = None
    listen_for: tuple[str, ...] | None = None
    concerns: tuple[str, ...] | None = None
    turns_on: str | None = None
    accepts: str | None = None

    def parts(self) -> tuple[str, ...]:
        """Return the names of the parts that are translated."""
        return tuple(part for part in QUESTION_PARTS if getattr(self, part) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewTranslation:
    """The fixed texts of an interview in a second language; ``of`` gives each part's digest."""

    of: Mapping[str, str]
    state: State
    translator: str
    askers: tuple[str, ...] | None = None
    opening_script: tuple[str, ...] | None = None
    closing_script: tuple[str, ...] | None = None
    instructions: tuple[Advice, ...] | None = None
    scale: Scale | None = None
    safer_recruitment: SaferRecruitment | None = None
    candidate_information: tuple[InformationSection, ...] | None = None

    def parts(self) -> tuple[str, ...]:
        """Return the names of the parts that are translated."""
        return tuple(part for part in INTERVIEW_PARTS if getattr(self, part) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesTranslation:
    """Titles of the levels and names of the attributes, each by its number as text."""

    of: str
    state: State
    translator: str
    titles: Mapping[str, str]
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTranslation:
    """All that a bank holds in one second language; ``digest`` is the SHA-256 of its files."""

    language: Language
    digest: str
    interview: InterviewTranslation | None = None
    names: NamesTranslation | None = None
    questions: Mapping[str, QuestionTranslation] = field(default_factory=dict)


QUESTION_PARTS = (
    "text",
    "if_no_example",
    "probes",
    "material",
    "anchors",
    "listen_for",
    "concerns",
    "turns_on",
    "accepts",
)
"""What of a question may be translated, what is said or shown to candidates first."""

SAID_TO_CANDIDATES = QUESTION_PARTS[:4]

INTERVIEW_PARTS = tuple(
    part.name for part in fields(InterviewTranslation) if part.name not in ("of", "state", "translator")
)


def english_of(question: Question, part: str) -> Any:
    """Return a part of a question in the shape in which a translation gives it."""
    found = getattr(question, part)
    return tuple(one.text for one in found) if part in ("probes", "listen_for") else found


def digest_of(value: Any) -> str:
    """Return the digest that a translation keeps of a text or a noun made of texts."""
    text = json.dumps(_as_json(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGEST_LENGTH]


def question_digest(question: Question, parts: Iterable[str]) -> str:
    """Return the digest of some parts of a question's English."""
    return digest_of({part: english_of(question, part) for part in parts})


def names_digest(titles: Mapping[int, str], attributes: Mapping[int, str]) -> str:
    """Return the digest of the English titles of levels and names of attributes."""
    return digest_of(
        [{str(number): name for number, name in named.items()} for named in (titles, attributes)]
    )


def is_stale(question: Question, translation: QuestionTranslation) -> bool:
    """Say whether the English of a question was changed since it was translated."""
    return translation.of != question_digest(question, translation.parts())


def stale_parts(texts: InterviewTexts, translation: InterviewTranslation) -> tuple[str, ...]:
    """Return the parts of the interview whose English was changed since they were translated."""
    parts = translation.parts()
    return tuple(part for part in parts if translation.of.get(part) != digest_of(getattr(texts, part)))


def fitting_question(question: Question, translation: QuestionTranslation) -> QuestionTranslation:
    """Return a translation without the parts that no longer have the shape of the English.

    Two texts that would stand beside each other must say the same: where the English has
    another number of probes by now, nobody can tell which is which.
    """
    return _without(
        translation,
        (p for p in translation.parts() if not _fits(english_of(question, p), getattr(translation, p))),
    )


def fitting_interview(texts: InterviewTexts, translation: InterviewTranslation) -> InterviewTranslation:
    """Return a translation without the parts that no longer have the shape of the English."""
    return _without(
        translation, (p for p in translation.parts() if not _fits(getattr(texts, p), getattr(translation, p)))
    )


def _without(translation: _Of, parts: Iterable[str]) -> _Of:
    gone: dict[str, Any] = dict.fromkeys(parts)
    return replace(translation, **gone)


def _fits(english: Any, translated: Any) -> bool:
    """Say whether two values have texts in the same places."""
    return bool(_shape(_as_json(english)) == _shape(_as_json(translated)))


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_shape(part) for part in value]
    return None if value is None else type(value).__name__


def _as_json(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _as_json(asdict(value))
    if isinstance(value, Mapping):
        return {key: _as_json(part) for key, part in value.items()}
    return [_as_json(part) for part in value] if isinstance(value, (tuple, list)) else value
