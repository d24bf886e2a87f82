"""Questions as the YAML of ``question_banks/questions``: what is written here reads back the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from recruit.domain.bank import Material, Question

SCHEMA = "recruit-questions/1"
_HEAD = "# Questions for a values-based interview.\n# Format: schemas/questions.schema.json\n"
_WIDTH = 98
_SHORT = 70
"""Characters of a text that stands on one line beside its key; a longer one is folded below it."""


class _InOneLine(list[Any]):
    """A list written as ``[a, b]``."""


class _Dumper(yaml.SafeDumper):
    """Writes as our own files are written: folded texts, lists indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 (PyYAML's own signature)
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    folded = len(text) > _SHORT and text == text.strip()
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=">" if folded else None)


def _one_line(dumper: yaml.SafeDumper, values: _InOneLine) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_InOneLine, _one_line)


def question_yaml(questions: Iterable[Question]) -> bytes:
    """Return a file of questions, in the order given."""
    value = {"schema": SCHEMA, "questions": [plain_question(question) for question in questions]}
    text = yaml.dump(value, Dumper=_Dumper, width=_WIDTH, allow_unicode=True, sort_keys=False)
    first, *others = text.split("\n  - id: ")
    return "\n\n  - id: ".join(["\n  - id: ".join([_HEAD + first, *others[:1]]), *others[1:]]).encode("utf-8")


def plain_question(question: Question) -> dict[str, Any]:
    """Return a question as the mapping that a file of questions holds, without what it leaves empty."""
    value: dict[str, Any] = {
        "id": question.id,
        "version": question.version,
        "author": question.author,
        "levels": _InOneLine(question.levels),
        "attribute": question.attribute,
        "type": question.type.value,
        "minutes": question.minutes,
        "preparation_minutes": question.preparation_minutes,
        "text": question.text,
        "turns_on": question.turns_on,
        "accepts": question.accepts,
        "if_no_example": question.if_no_example,
        "probes": [{"purpose": probe.purpose, "text": probe.text} for probe in question.probes],
        "listen_for": [{"text": cue.text, "tags": _InOneLine(cue.tags)} for cue in question.listen_for],
        "concerns": list(question.concerns),
        "anchors": _anchors(question.anchors),
        "behaviours": _InOneLine(question.behaviours),
        "indicators": _InOneLine(question.indicators),
    }
    if question.material:
        value["material"] = _material(question.material)
    if question.retired:
        value["retired"] = question.retired
    return value


def _anchors(anchors: Mapping[str, str]) -> dict[int, str]:
    """Return the anchors under bare figures, as a person writes them."""
    return {int(score): anchors[score] for score in sorted(anchors)}


def _material(material: Material) -> dict[str, Any]:
    value: dict[str, Any] = {
        "title": material.title,
        "instructions": material.instructions,
        "paragraphs": list(material.paragraphs),
    }
    if table := material.table:
        rows = [_InOneLine(row) for row in table.rows]
        value["table"] = {"caption": table.caption, "columns": _InOneLine(table.columns), "rows": rows}
    return value
