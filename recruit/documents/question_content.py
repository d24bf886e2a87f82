"""Questions as JSON in the shape of the bank's files, as a version keeps them; and whether one is sound."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import cattrs

from recruit.documents.characters import clean, text_faults
from recruit.documents.schemas import describe, explain, validator
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import Fault, UnsoundQuestion
from recruit.domain.findings import Path
from recruit.domain.soundness import tag_findings

LONGEST_QUESTION = 60_000
"""Characters of a question with everything; the longest exercise of the bundled bank has an eighth."""

_CONVERTER = cattrs.Converter()
_HEAD = ("questions", 0)


def question_values(question: Question) -> dict[str, Any]:
    """Return a question as the JSON values of the bank's files, without what it leaves empty."""
    plain: dict[str, Any] = json.loads(json.dumps(_without_none(asdict(question))))
    return plain


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(part) for key, part in value.items() if part is not None}
    return [_without_none(part) for part in value] if isinstance(value, (list, tuple)) else value


def write_question(question: Question) -> str:
    """Return a question as JSON; the same question gives the same text."""
    return json.dumps(question_values(question), ensure_ascii=False, sort_keys=True)


def read_question(content: str) -> Question:
    """Return the question of a JSON text that ``write_question`` made."""
    return _CONVERTER.structure(json.loads(content), Question)


def sound_question(question: Question, *, bank: QuestionBank) -> Question:
    """Return a question with plain line ends, once the format takes it and its ids lead somewhere in a bank.

    Raises ``UnsoundQuestion`` with every fault: characters that no document can hold,
    departures from the schema, tags and levels that the bank does not hold.
    """
    values = question_values(question)
    if found := list(_character_faults(question.id, values, ())):
        raise UnsoundQuestion(found)
    sound = _CONVERTER.structure(_cleaned(values), Question) if _fits(values) else question
    if found := [*_schema_faults(question.id, values), *_id_faults(sound, bank)]:
        raise UnsoundQuestion(found)
    return sound


def _fits(values: dict[str, Any]) -> bool:
    return bool(validator("questions").is_valid(_as_file(values)))


def _as_file(values: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "recruit-questions/1", "questions": [values]}


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    return clean(value) if isinstance(value, str) else value


def _character_faults(source: str, value: Any, path: Path) -> Iterator[tuple[Path, Fault]]:
    if isinstance(value, str):
        for one in text_faults(value, source=clean(source), line=0):
            yield path, Fault(one.source, 0, f"{describe(path)}{one.message}", one.remedy)
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _character_faults(source, part, (*path, key))


def _schema_faults(source: str, values: dict[str, Any]) -> Iterator[tuple[Path, Fault]]:
    if len(json.dumps(values, ensure_ascii=False)) > LONGEST_QUESTION:
        message = f"has more than {LONGEST_QUESTION:,} characters in all"
        yield (), Fault(source, 0, message, "shorten its texts")
    for error in validator("questions").iter_errors(_as_file(values)):
        path = tuple(error.absolute_path)[len(_HEAD) :]
        message, remedy = explain(error)
        yield path, Fault(source, 0, f"{describe(path)}{message}", remedy)


def _id_faults(question: Question, bank: QuestionBank) -> Iterator[tuple[Path, Fault]]:
    for one in tag_findings(question, bank.frameworks, bank.levels):
        yield one.path, Fault(question.id, 0, f"{describe(one.path)}{one.message}", one.remedy)
