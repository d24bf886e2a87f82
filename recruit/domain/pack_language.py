"""A pack in a second language, alone or beside the English, frozen with the rest of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recruit.domain.bank import QuestionBank
from recruit.domain.errors import UnknownLanguage
from recruit.domain.pack import Pack, PackLanguage
from recruit.domain.translations import (
    INTERVIEW_PARTS,
    BankTranslation,
    InterviewTranslation,
    QuestionTranslation,
    State,
    fitting_interview,
    fitting_question,
    is_stale,
    names_digest,
    stale_parts,
)

ENGLISH, BOTH = "en", "both"
"""A pack in English alone, and one in English with the second language beside it."""

NAMES = "names"
"""What stands in ``stale`` and ``missing`` for titles of levels and names of attributes."""


def languages_of(bank: QuestionBank) -> tuple[str, ...]:
    """Return what a pack of this bank can be made in: English alone where there is no other."""
    tags = sorted(bank.translations)
    return (ENGLISH, *tags, BOTH) if tags else (ENGLISH,)


def choice_of(pack: Pack) -> str:
    """Return the choice that a pack was made by."""
    if pack.language is None:
        return ENGLISH
    return BOTH if pack.language.beside else pack.language.about.tag


def in_language(bank: QuestionBank, pack: Pack, *, choice: str) -> Pack:
    """Return a pack with its texts in the language of a choice; ``both`` takes the first second one.

    Raises ``UnknownLanguage`` for one in which the bank holds nothing.
    """
    if choice == ENGLISH:
        return replace(pack, language=None)
    if choice not in languages_of(bank):
        raise UnknownLanguage(
            f"the question bank holds no texts for the language {choice!r};"
            f" choose one of {', '.join(languages_of(bank))}"
        )
    tag = min(bank.translations) if choice == BOTH else choice
    return replace(pack, language=_texts(bank, pack, bank.translations[tag], beside=choice == BOTH))


def _texts(bank: QuestionBank, pack: Pack, found: BankTranslation, *, beside: bool) -> PackLanguage:
    interview = found.interview and fitting_interview(pack.interview, found.interview)
    questions = tuple(_questions(bank, pack, found))
    names = found.names
    states = [one.state for one in (interview, names, *questions) if one]
    return PackLanguage(
        about=found.language,
        beside=beside,
        digest=found.digest,
        title=names.titles.get(str(pack.level)) if names else None,
        attributes=dict(names.attributes) if names else {},
        interview=interview,
        questions=questions,
        stale=tuple(_stale(bank, found, interview, questions)),
        missing=tuple(_missing(pack, interview, questions)),
        reviewed=all(state is State.REVIEWED for state in states),
    )


def _questions(bank: QuestionBank, pack: Pack, found: BankTranslation) -> Iterator[QuestionTranslation]:
    for name in pack.ids:
        if name in found.questions:
            fitting = fitting_question(bank.question(name), found.questions[name])
            if fitting.parts():
                yield fitting


def _stale(
    bank: QuestionBank,
    found: BankTranslation,
    interview: InterviewTranslation | None,
    questions: tuple[QuestionTranslation, ...],
) -> Iterator[str]:
    # A part that no longer fits was left out, so staleness is that of the translation as it was made.
    for one in questions:
        if is_stale(bank.question(one.question), found.questions[one.question]):
            yield one.question
    if interview:
        yield from stale_parts(bank.interview, interview)
    titles = {level.level: level.title for level in bank.levels.values()}
    if found.names and found.names.of != names_digest(titles, bank.frameworks.attribute_names):
        yield NAMES


def _missing(
    pack: Pack, interview: InterviewTranslation | None, questions: tuple[QuestionTranslation, ...]
) -> Iterator[str]:
    translated = {one.question for one in questions if one.text}
    yield from (name for name in pack.ids if name not in translated)
    there = interview.parts() if interview else ()
    yield from (part for part in INTERVIEW_PARTS if part not in there)
