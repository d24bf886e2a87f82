"""Questions to YAML and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recruit.documents.bank_files import check_questions
from recruit.documents.question_yaml import question_yaml
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.bank import Question, QuestionBank


def test_the_whole_bank_comes_back_as_it_went(real_bank: QuestionBank, tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_bytes(question_yaml(real_bank.questions))
    located, faults = check_questions(path, bank=real_bank)
    assert (tuple(one.question for one in located), faults) == (real_bank.questions, ())


_TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z")))
_LONG = "long enough to be folded over several lines, as most of the texts of a question bank are, "


@settings(max_examples=40, deadline=None)
@given(text=_TEXTS, concern=_TEXTS)
@pytest.mark.parametrize("start", ["", "- ", "# ", "yes", "12", "null", "a: b ", "'", '"', _LONG])
def test_any_text_comes_back_as_it_was(real_bank: QuestionBank, text: str, concern: str, start: str) -> None:
    odd = _first(real_bank, text=f"{start}{text}x", concerns=(f"{start}{concern}.",))
    value: Any = parse_yaml(question_yaml([odd]).decode(), source="questions.yaml").value
    (read,) = value["questions"]
    assert (read["text"], read["concerns"]) == (odd.text, list(odd.concerns))


def _first(real_bank: QuestionBank, **parts: object) -> Question:
    return replace(real_bank.questions[0], **parts)  # type: ignore[arg-type]  # the caller names parts of a question


def test_lines_are_short_enough_to_be_read(real_bank: QuestionBank) -> None:
    longest = max(map(len, question_yaml(real_bank.questions).decode().splitlines()))
    assert longest <= 120
