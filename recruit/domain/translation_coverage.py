"""What of a bank is translated, what has fallen behind the English, what is not there at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recruit.domain.bank import QuestionBank
from recruit.domain.pack_language import NAMES
from recruit.domain.translations import (
    INTERVIEW_PARTS,
    SAID_TO_CANDIDATES,
    BankTranslation,
    Language,
    State,
    digest_of,
    english_of,
    fitting_interview,
    fitting_question,
    is_stale,
    names_digest,
    question_digest,
    stale_parts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationCoverage:
    """How far a bank is translated into one language.

    ``levels`` gives for each level how many of its questions have all that is said or shown
    to candidates, and of how many. ``stale`` gives, for a question or a part of the
    interview, the digest of the English as it is now; ``unfit`` names the parts that are
    not used, because the English has another shape by now.
    """

    language: Language
    levels: Mapping[int, tuple[int, int]]
    to_be_reviewed: int
    translations: int
    missing: tuple[str, ...]
    stale: Mapping[str, str]
    unfit: tuple[str, ...]


def translation_coverage(bank: QuestionBank) -> tuple[TranslationCoverage, ...]:
    """Return the coverage of each second language of a bank, by tag."""
    return tuple(_coverage(bank, bank.translations[tag]) for tag in sorted(bank.translations))


def _coverage(bank: QuestionBank, found: BankTranslation) -> TranslationCoverage:
    complete = {name for name in found.questions if name in bank.by_id and _is_complete(bank, found, name)}
    states = [one.state for one in (found.interview, found.names, *found.questions.values()) if one]
    there = found.interview.parts() if found.interview else ()
    return TranslationCoverage(
        language=found.language,
        levels={number: _of_level(bank, number, complete) for number in sorted(bank.levels)},
        to_be_reviewed=states.count(State.TO_BE_REVIEWED),
        translations=len(states),
        missing=tuple(part for part in INTERVIEW_PARTS if part not in there),
        stale=_stale(bank, found),
        unfit=_unfit(bank, found),
    )


def _of_level(bank: QuestionBank, number: int, complete: set[str]) -> tuple[int, int]:
    questions = bank.at_level(number)
    return sum(question.id in complete for question in questions), len(questions)


def _is_complete(bank: QuestionBank, found: BankTranslation, name: str) -> bool:
    question = bank.by_id[name]
    wanted = {part for part in SAID_TO_CANDIDATES if english_of(question, part) is not None}
    return wanted <= set(fitting_question(question, found.questions[name]).parts())


def _stale(bank: QuestionBank, found: BankTranslation) -> dict[str, str]:
    stale = {
        name: question_digest(bank.by_id[name], one.parts())
        for name, one in found.questions.items()
        if name in bank.by_id and is_stale(bank.by_id[name], one)
    }
    if found.interview:
        parts = stale_parts(bank.interview, found.interview)
        stale |= {part: digest_of(getattr(bank.interview, part)) for part in parts}
    titles = {level.level: level.title for level in bank.levels.values()}
    names = names_digest(titles, bank.frameworks.attribute_names)
    return stale | ({NAMES: names} if found.names and found.names.of != names else {})


def _unfit(bank: QuestionBank, found: BankTranslation) -> tuple[str, ...]:
    questions = (
        f"{name}: {part}"
        for name, one in found.questions.items()
        if name in bank.by_id
        for part in one.parts()
        if part not in fitting_question(bank.by_id[name], one).parts()
    )
    if found.interview is None:
        return tuple(questions)
    fitting = fitting_interview(bank.interview, found.interview).parts()
    return (*questions, *(part for part in found.interview.parts() if part not in fitting))
