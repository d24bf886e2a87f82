"""Translations made to order: a bank with some Welsh, which says what it is made from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.interview import InterviewTexts
from recruit.domain.translations import (
    BankTranslation,
    InterviewTranslation,
    Language,
    NamesTranslation,
    QuestionTranslation,
    State,
    digest_of,
    names_digest,
    question_digest,
)

WELSH = Language(tag="cy", english="Welsh", own="Cymraeg", direction="ltr", proofing="cy-GB")
UNREVIEWED: dict[str, Any] = {"state": State.TO_BE_REVIEWED, "translator": "An invented translator"}


def question_in_welsh(question: Question, **parts: Any) -> QuestionTranslation:
    """Return a translation of some parts, by default the text and the anchors, true to the English."""
    parts = parts or {
        "text": f"Cymraeg: {question.text}",
        "anchors": {key: f"Cymraeg {key}: {text}" for key, text in question.anchors.items()},
    }
    made = QuestionTranslation(question=question.id, of="", **UNREVIEWED, **parts)
    return replace(made, of=question_digest(question, made.parts()))


def script_in_welsh(texts: InterviewTexts) -> InterviewTranslation:
    """Return a translation of the opening script and the instructions."""
    parts: dict[str, Any] = {
        "opening_script": tuple(f"Cymraeg: {text}" for text in texts.opening_script),
        "instructions": tuple(
            replace(one, label=f"Cymraeg: {one.label}", text=f"Cymraeg: {one.text}")
            for one in texts.instructions
        ),
    }
    of = {part: digest_of(getattr(texts, part)) for part in parts}
    return InterviewTranslation(of=of, **UNREVIEWED, **parts)


def names_in_welsh(bank: QuestionBank) -> NamesTranslation:
    """Return titles and names of attributes, each with its number."""
    titles = {level.level: level.title for level in bank.levels.values()}
    return NamesTranslation(
        of=names_digest(titles, bank.frameworks.attribute_names),
        titles={str(number): f"Lefel {number}" for number in titles},
        attributes={str(number): f"Priodoledd rhif {number}" for number in range(1, 6)},
        **UNREVIEWED,
    )


def in_welsh(bank: QuestionBank, *questions: QuestionTranslation) -> QuestionBank:
    """Return a bank with Welsh for its names, its opening script, its instructions and these questions."""
    welsh = BankTranslation(
        language=WELSH,
        digest="0" * 64,
        interview=script_in_welsh(bank.interview),
        names=names_in_welsh(bank),
        questions={one.question: one for one in questions},
    )
    return replace(bank, translations={WELSH.tag: welsh})
