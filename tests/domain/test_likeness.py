"""Near-duplicates: a question with its title changed is found, and sound neighbours are let be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.likeness import COMPARED, too_alike

_NOUNS = {
    "team": "service",
    "worker": "manager",
    "family": "household",
    "child": "young person",
    "person": "resident",
    "people": "residents",
    "staff": "colleagues",
    "organisation": "council",
}


def _swap(text: str) -> str:
    return re.sub("|".join(rf"\b{noun}\b" for noun in _NOUNS), lambda m: _NOUNS[m.group()], text)


def _seventh(text: str) -> str:
    """Leave out every seventh word."""
    return " ".join(word for number, word in enumerate(text.split()) if number % 7 != 6)


def _turned(text: str) -> str:
    """Turn the sentences round."""
    return " ".join(reversed(re.split(r"(?<=[.?!])\s+", text)))


def reworded(question: Question, how: Callable[[str], str]) -> Question:
    return replace(
        question,
        id="the-same-again",
        text=how(question.text),
        turns_on=how(question.turns_on),
        anchors={key: how(text) for key, text in question.anchors.items()},
    )


def found(bank: QuestionBank, one: Question) -> set[tuple[str, str]]:
    pairs = too_alike((*bank.questions, one), of=[one.id])
    return {(pair.earlier.id, pair.part) for pair in pairs}


def test_no_two_questions_of_the_bank_are_too_alike(real_bank: QuestionBank) -> None:
    assert list(too_alike(real_bank.questions)) == []


@pytest.mark.parametrize("how", [_swap, _seventh, _turned, str.upper])
def test_a_question_that_was_lightly_changed_is_found(
    real_bank: QuestionBank, how: Callable[[str], str]
) -> None:
    missed = [
        one.id
        for one in real_bank.questions[::5]
        if (one.id, "text") not in found(real_bank, reworded(one, how))
    ]
    assert missed == []


def test_two_questions_with_the_same_probes_are_found(real_bank: QuestionBank) -> None:
    first, second = real_bank.questions[:2]
    copied = replace(second, id="the-same-again", probes=first.probes)
    assert (first.id, "probes") in found(real_bank, copied)


def test_two_versions_of_a_question_are_no_pair(real_bank: QuestionBank) -> None:
    first = real_bank.questions[0]
    assert list(too_alike((first, replace(first, version=2)))) == []


def test_texts_without_a_word_in_common_are_not_alike(real_bank: QuestionBank) -> None:
    first = real_bank.questions[0]
    other = replace(first, id="other", text="Zebras gallop.", turns_on="Zebras gallop.")
    parts = {pair.part for pair in too_alike((first, other))}
    assert parts == {compared.part for compared in COMPARED} - {"text", "turns_on"}
