"""A pack as Word documents: the panel's pack, and the copy that a candidate may see.

The view that each template is given holds finished words and lists of them, nothing else;
``templates/word/README.md`` lists it.
"""

from __future__ import annotations

from dataclasses import asdict
from math import ceil
from typing import Any

from recruit.documents.coverage_word import coverage_view
from recruit.documents.word import compile_template
from recruit.domain.bank import Cue, Table
from recruit.domain.levels import Asked, QuestionType
from recruit.domain.pack import Pack, PackAttribute, PackFramework, PackItem, PackQuestion, PackRecipe, Slot
from recruit.domain.proof import changes_by_hand
from recruit.domain.scoring import LOWEST
from recruit.domain.words import counted, listed

View = dict[str, Any]

SHORT_HASH = 8
"""Characters of a hash on a first page; the whole of it stands under how the pack was made."""


def panel_pack(pack: Pack, *, template: bytes, organisation: str, marking: str) -> bytes:
    """Return the panel's pack as a .docx file; ``marking`` may be empty.

    Raises ``TemplateRefused`` for a template that cannot be used.
    """
    view = _panel_view(pack) | {"organisation": organisation, "marking": marking}
    return compile_template(template, name="the panel's pack").render(view)


def candidate_copy(pack: Pack, *, template: bytes, organisation: str) -> bytes:
    """Return the candidate's copy as a .docx file, without marking and without anything that scores.

    Raises ``TemplateRefused`` for a template that cannot be used.
    """
    view = _candidate_view(pack) | {"organisation": organisation}
    return compile_template(template, name="the candidate's copy").render(view)


def _panel_view(pack: Pack) -> View:
    texts = pack.interview
    scored = [question for question in pack.questions if question.scored]
    digest = pack.hash
    return {
        "document_title": f"Panel pack: {pack.title}",
        "title": pack.title,
        "level": pack.level,
        "posts": pack.posts,
        "mix_reason": pack.mix_reason,
        "figures": {
            "scored": len(scored),
            "minutes": pack.minutes,
            "pack": digest[:SHORT_HASH],
            "bank": pack.bank.version,
        },
        "plan": [_slot(slot, pack) for slot in pack.plan],
        "preparation": [
            _preparation(question) for question in pack.questions if question.preparation_minutes
        ],
        "attributes": [_attribute(attribute, pack) for attribute in pack.attributes],
        "instructions": [asdict(advice) for advice in texts.instructions],
        "scale": asdict(texts.scale),
        "opening_script": texts.opening_script,
        "closing_script": texts.closing_script,
        "questions": [_question(question, pack) for question in pack.questions],
        "score_rows": [_named(question, pack) for question in scored],
        "safer": asdict(texts.safer_recruitment),
        "candidate_questions": counted(texts.minutes.candidate_questions, "minute"),
        "coverage": coverage_view(pack),
        "sources": [_source(framework) for framework in pack.frameworks],
        "provenance": [{"label": label, "value": value} for label, value in _provenance(pack, digest)],
    }


def _candidate_view(pack: Pack) -> View:
    prepared = [question for question in pack.questions if question.preparation_minutes]
    return {
        "document_title": f"Your interview: {pack.title}",
        "title": pack.title,
        "minutes": pack.minutes,
        "information": [asdict(section) for section in pack.interview.candidate_information],
        "attributes": [_sought(attribute) for attribute in pack.attributes],
        "plan": [
            {"start": clock(slot.start), "part": slot.part, "minutes": slot.minutes} for slot in pack.plan
        ],
        "preparation": [_preparation(question) for question in prepared],
        "scale": asdict(pack.interview.scale)["points"],
        "questions": [_as_asked(question) for question in pack.questions],
    }


def _sought(attribute: PackAttribute) -> View:
    return {
        "number": attribute.attribute,
        "name": attribute.name,
        "meaning": attribute.meaning,
        "asked": bool(attribute.questions),
    }


def _as_asked(question: PackQuestion) -> View:
    return {
        "number": question.number,
        "minutes": counted(question.minutes, "minute"),
        "scored": question.scored,
        "text": question.text,
        "material": _material(question),
    }


def clock(minutes: int) -> str:
    """Return minutes from the start as hours and minutes: 65 is ``1:05``."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _attribute_name(number: int, pack: Pack) -> str:
    return next(attribute.name for attribute in pack.attributes if attribute.attribute == number)


def _asked_by(question: PackQuestion, pack: Pack) -> str:
    return next((slot.asked_by for slot in pack.plan if slot.question == question.number), "")


def _named(question: PackQuestion, pack: Pack) -> View:
    return {
        "number": question.number,
        "name": question.name,
        "attribute": _attribute_name(question.attribute, pack),
    }


def _slot(slot: Slot, pack: Pack) -> View:
    question = next((asked for asked in pack.questions if asked.number == slot.question), None)
    asked = (
        {"number": "–", "name": slot.part, "attribute": ""} if question is None else _named(question, pack)
    )
    return asked | {
        "start": clock(slot.start),
        "kind": "–" if question is None else _kind(question),
        "minutes": slot.minutes,
        "asked_by": slot.asked_by,
    }


def _kind(question: PackQuestion) -> str:
    return question.type.label if question.scored else f"{question.type.label}, not scored"


def _preparation(question: PackQuestion) -> str:
    return f"Question {question.number}: {counted(question.preparation_minutes, 'minute')} to prepare"


def _attribute(attribute: PackAttribute, pack: Pack) -> View:
    return {
        "number": attribute.attribute,
        "name": attribute.name,
        "asked": _asked(attribute, pack),
        "meaning": attribute.meaning,
        "reason": attribute.reason,
    }


def _asked(attribute: PackAttribute, pack: Pack) -> str:
    numbers = [str(question.number) for question in pack.questions if question.id in attribute.questions]
    where = f"question{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
    if attribute.asked is Asked.OPTIONAL:
        return (
            f"An option, asked but not scored: {where}"
            if numbers
            else "An option at this level; not asked in this pack"
        )
    full = "Asked in full" if attribute.asked is Asked.FULL else "Asked lightly"
    return f"{full}: {where}" if numbers else "Not asked in this pack"


def _question(question: PackQuestion, pack: Pack) -> View:
    labels = {item.id: item for item in pack.items}
    return _named(question, pack) | {
        "kind": _kind(question),
        "minutes": counted(question.minutes, "minute"),
        "asked_by": _asked_by(question, pack),
        "scored": question.scored,
        "text": question.text,
        "turns_on": question.turns_on,
        "accepts": question.accepts,
        "if_no_example": question.if_no_example,
        "probes": [asdict(probe) for probe in question.probes],
        "listen_for": [{"text": cue.text, "heard": _heard(cue, labels)} for cue in question.listen_for],
        "concerns": question.concerns,
        "reason": question.reason,
        "material": _material(question),
        "anchors": [
            {"score": score, "text": text, "lowest": score == str(LOWEST)}
            for score, text in sorted(question.anchors.items())
        ],
        "lines": list(range(_writing_lines(question))),
    }


def _heard(cue: Cue, labels: dict[str, PackItem]) -> str:
    found = (labels[tag] for tag in cue.tags if tag in labels)
    return "; ".join(f"{item.label} (stretch)" if item.lens == "stretch" else item.label for item in found)


def _material(question: PackQuestion) -> View | None:
    if question.material is None:
        return None
    return {
        "title": question.material.title,
        "preparation": counted(question.preparation_minutes, "minute"),
        "instructions": question.material.instructions,
        "paragraphs": question.material.paragraphs,
        "table": _table(question.material.table),
    }


def _table(table: Table | None) -> View | None:
    """The first column apart, because a row of a template cannot consist of a loop alone."""
    if table is None:
        return None
    return {
        "caption": table.caption,
        "first": table.columns[0],
        "columns": table.columns[1:],
        "rows": [{"first": row[0], "rest": row[1:]} for row in table.rows],
    }


def _writing_lines(question: PackQuestion) -> int:
    """Ruled lines that fill the rest of a score sheet, measured in points.

    Where fewer than eight fit, a second page of lines follows, so that no page is left
    with a line or two.
    """
    page, fixed, line_height, text_height, row_padding = 740, 190, 21.5, 12, 6
    anchors = sum(_lines(text, 78) * text_height + row_padding for text in question.anchors.values())
    used = fixed + _lines(question.text, 82) * 14 + (anchors if question.scored else 0)
    fitting = int((page - used) / line_height)
    return fitting if fitting >= 8 else max(fitting, 0) + 28


def _lines(text: str, characters: int) -> int:
    return ceil(len(text) / characters)


def _source(framework: PackFramework) -> View:
    year = framework.year or "year not stated"
    publisher = framework.publisher.rstrip(".")
    return {
        "title": framework.title,
        "publisher": f"{publisher}, {year}",
        "licence": framework.licence,
        "attribution": framework.attribution,
        "cautions": framework.cautions,
    }


def _provenance(pack: Pack, digest: str) -> list[tuple[str, str]]:
    recipe, changes = pack.recipe, pack.changes
    facts = [
        ("Pack hash (SHA-256)", digest),
        ("Question bank", f"version {pack.bank.version}"),
        ("Bank digest (SHA-256)", pack.bank.digest),
        ("Recipe", _recipe(recipe)),
        ("Asked for by the manager", listed(recipe.include)),
        ("Left out by the manager", listed(recipe.exclude)),
        ("Seed of the draw", str(pack.seed)),
        ("Recipe of the draw", _recipe(changes.recipe) if changes else ""),
        ("Drawn, in order", listed(changes.drawn) if changes else ""),
        ("Then changed by hand", "; ".join(changes_by_hand(pack))),
        *((f"Question {question.number}", _origin(question)) for question in pack.questions),
    ]
    return [(label, value) for label, value in facts if value]


def _recipe(recipe: PackRecipe) -> str:
    scored = counted(recipe.questions, "scored question")
    mix = [f"{recipe.mix[kind]} {kind.label.lower()}" for kind in QuestionType if recipe.mix.get(kind)]
    return f"{scored} in {recipe.minutes} minutes: {listed(mix)}"


def _origin(question: PackQuestion) -> str:
    return f"{question.id}, version {question.version}, {question.author}"
