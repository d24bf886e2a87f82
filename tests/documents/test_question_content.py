"""A version's content is the question in the shape of the bank's files, without loss."""

from __future__ import annotations

from dataclasses import replace

from recruit.documents.question_content import (
    question_values,
    read_question,
    sound_question,
    write_question,
)
from recruit.documents.schemas import validator
from recruit.domain.bank import QuestionBank


def test_every_question_of_the_bank_comes_back_as_it_was(real_bank: QuestionBank) -> None:
    for question in real_bank.questions:
        assert read_question(write_question(question)) == question
        assert sound_question(question, bank=real_bank) == question


def test_the_content_is_what_a_file_of_questions_holds(real_bank: QuestionBank) -> None:
    questions = [question_values(one) for one in real_bank.questions]
    assert validator("questions").is_valid({"schema": "recruit-questions/1", "questions": questions})


def test_a_retired_question_says_so_in_a_file(real_bank: QuestionBank) -> None:
    retired = replace(real_bank.questions[0], retired="Another asks it better.")
    assert question_values(retired)["retired"] == "Another asks it better."
    assert read_question(write_question(retired)) == retired
    assert sound_question(retired, bank=real_bank) == retired
