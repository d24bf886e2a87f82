"""Questions that somebody brings as a file, YAML or spreadsheet, held against the bank they are to join."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import cattrs

from recruit.documents.question_sheet_reader import read_question_sheet
from recruit.documents.schemas import schema_faults
from recruit.documents.text_file import decode
from recruit.documents.values import Located, Place
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.findings import Finding
from recruit.domain.lint import question_findings
from recruit.domain.soundness import tag_findings

SUFFIXES = (".xlsx", ".yaml", ".yml")
"""Files that can be brought in, by the end of their name."""

_Say: TypeAlias = Callable[[Place, str, str], Fault]
"""Makes a fault of the part of a question (index first), what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Questions that can be taken, in the order of their file, and what the linter finds in them.

    ``findings`` keep nobody from taking the questions as drafts; each stands where its part
    stands in the file: a line, or a row and a column.
    """

    questions: tuple[Question, ...]
    findings: tuple[Fault, ...]


def take_in(raw: bytes, *, name: str, bank: QuestionBank) -> Intake:
    """Return the questions of a file named ``name``, all of them.

    Raises ``DataFaults`` with every fault, and takes none, where a file is unreadable, departs
    from the format, gives an id twice, or names levels, behaviours or indicators that
    ``bank`` does not hold.
    """
    if not name.lower().endswith(SUFFIXES):
        remedy = f"bring a file that ends in {', '.join(SUFFIXES)}"
        raise DataFaults([Fault(name, 0, "is of a kind that cannot be read", remedy)])
    questions, say = (_sheet if name.lower().endswith(".xlsx") else _yaml)(raw, name)
    levels = set(bank.levels)
    faults = [
        *_repeated(questions, say),
        *_said(questions, say, lambda question: tag_findings(question, bank.frameworks, levels)),
    ]
    if faults:
        raise DataFaults(sorted(set(faults)))
    found = _said(questions, say, lambda question: question_findings(question, bank))
    return Intake(questions, tuple(sorted(set(found))))


def _sheet(raw: bytes, name: str) -> tuple[tuple[Question, ...], _Say]:
    questions, sheet = read_question_sheet(raw, source=name)
    return questions, sheet.fault


def _yaml(raw: bytes, name: str) -> tuple[tuple[Question, ...], _Say]:
    file = parse_yaml(decode(raw, source=name), source=name)
    if faults := list(schema_faults(file, schema="questions")):
        raise DataFaults(faults)
    value: Any = file.value
    if not value["questions"]:
        raise DataFaults([Fault(name, 0, "holds no question", "write one at least")])
    return tuple(cattrs.structure(one, Question) for one in value["questions"]), partial(_at_line, file)


def _at_line(file: Located, place: Place, message: str, remedy: str) -> Fault:
    return Fault(file.source, file.line(("questions", *place)), message, remedy)


def _said(
    questions: Iterable[Question], say: _Say, findings: Callable[[Question], Iterable[Finding]]
) -> Iterator[Fault]:
    for index, question in enumerate(questions):
        for one in findings(question):
            yield say((index, *one.path), f"{question.id}: {one.message}", one.remedy)


def _repeated(questions: Iterable[Question], say: _Say) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, question in enumerate(questions):
        if question.id in seen:
            yield say((index, "id"), f"the id {question.id} stands twice", "give each an id of its own")
        seen.add(question.id)
