"""A pack as Word documents: the panel's pack, and the copy that a candidate may see.

The view that each template is given holds finished words and lists of them, nothing else;
``templates/word/README.md`` lists it.
"""

from __future__ import annotations

from dataclasses import asdict
from math import ceil
from typing import Any

from recruit.documents.coverage_word import coverage_view
from recruit.documents.fixed_words import counted_minutes, listed_in
from recruit.documents.spoken_pack import TYPE_WORDS, Speech, speech_of
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
    speech = speech_of(pack)
    view = _panel_view(pack, speech) | {"organisation": organisation, "marking": marking}
    return compile_template(template, name="the panel's pack").render(view, second=speech.second)


def candidate_copy(pack: Pack, *, template: bytes, organisation: str) -> bytes:
    """Return the candidate's copy as a .docx file, without marking and without anything that scores.

    Raises ``TemplateRefused`` for a template that cannot be used.
    """
    speech = speech_of(pack)
    view = _candidate_view(speech) | {"organisation": organisation}
    return compile_template(template, name="the candidate's copy").render(view, second=speech.second)


def _panel_view(pack: Pack, speech: Speech) -> View:
    """``pack`` is the pack itself, for what tells where it comes from; the rest is as ``speech`` says it."""
    said, words, digest = speech.pack, speech.words, pack.hash
    scored = [question for question in said.questions if question.scored]
    return speech.view() | {
        "document_title": f"{words['panel_pack']}: {said.title}",
        "title": said.title,
        "level": pack.level,
        "posts": pack.posts,
        "mix_reason": pack.mix_reason,
        "figures": {
            "scored": len(scored),
            "minutes": pack.minutes,
            "pack": digest[:SHORT_HASH],
            "bank": pack.bank.version,
        },
        "plan": [_slot(slot, speech) for slot in said.plan],
        "preparation": _preparation(speech),
        "attributes": [_attribute(attribute, speech) for attribute in said.attributes],
        "instructions": [asdict(advice) for advice in said.interview.instructions],
        "scale": asdict(said.interview.scale),
        "opening_script": said.interview.opening_script,
        "closing_script": said.interview.closing_script,
        "questions": [_question(question, speech) for question in said.questions],
        "score_rows": [_named(question, speech) for question in scored],
        "safer": asdict(said.interview.safer_recruitment),
        "candidate_questions": counted_minutes(said.interview.minutes.candidate_questions, words),
        "coverage": coverage_view(pack),
        "sources": [_source(framework) for framework in pack.frameworks],
        "provenance": [{"label": label, "value": value} for label, value in _provenance(pack, digest)],
    }


def _candidate_view(speech: Speech) -> View:
    pack = speech.pack
    return speech.view() | {
        "document_title": f"{speech.words['your_interview_title']}: {pack.title}",
        "title": pack.title,
        "minutes": pack.minutes,
        "information": [asdict(section) for section in pack.interview.candidate_information],
        "attributes": [_sought(attribute) for attribute in pack.attributes],
        "plan": [
            {"start": clock(slot.start), "part": slot.part, "minutes": slot.minutes} for slot in pack.plan
        ],
        "preparation": _preparation(speech),
        "scale": asdict(pack.interview.scale)["points"],
        "questions": [_as_asked(question, speech) for question in pack.questions],
    }


def _sought(attribute: PackAttribute) -> View:
    return {
        "number": attribute.attribute,
        "name": attribute.name,
        "meaning": attribute.meaning,
        "asked": bool(attribute.questions),
    }


def _as_asked(question: PackQuestion, speech: Speech) -> View:
    return {
        "number": question.number,
        "minutes": counted_minutes(question.minutes, speech.words),
        "scored": question.scored,
        "text": question.text,
        "language_note": speech.question_notes.get(question.id, ""),
        "material": _material(question, speech),
    }


def clock(minutes: int) -> str:
    """Return minutes from the start as hours and minutes: 65 is ``1:05``."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _attribute_name(number: int, pack: Pack) -> str:
    return next(attribute.name for attribute in pack.attributes if attribute.attribute == number)


def _asked_by(question: PackQuestion, pack: Pack) -> str:
    return next((slot.asked_by for slot in pack.plan if slot.question == question.number), "")


def _named(question: PackQuestion, speech: Speech) -> View:
    return {
        "number": question.number,
        "name": speech.names[question.id],
        "attribute": _attribute_name(question.attribute, speech.pack),
    }


def _slot(slot: Slot, speech: Speech) -> View:
    question = next((asked for asked in speech.pack.questions if asked.number == slot.question), None)
    asked = (
        {"number": "–", "name": slot.part, "attribute": ""} if question is None else _named(question, speech)
    )
    return asked | {
        "start": clock(slot.start),
        "kind": "–" if question is None else _kind(question, speech),
        "minutes": slot.minutes,
        "asked_by": slot.asked_by,
    }


def _kind(question: PackQuestion, speech: Speech) -> str:
    words = speech.words
    kind = words[TYPE_WORDS[question.type]]
    return kind if question.scored else f"{kind}, {words['not_scored']}"


def _preparation(speech: Speech) -> list[str]:
    words = speech.words
    prepared = [question for question in speech.pack.questions if question.preparation_minutes]
    minutes = [counted_minutes(one.preparation_minutes, words) for one in prepared]
    return [
        f"{words['question']} {one.number}: {said} {words['to_prepare']}"
        for one, said in zip(prepared, minutes, strict=True)
    ]


def _attribute(attribute: PackAttribute, speech: Speech) -> View:
    return {
        "number": attribute.attribute,
        "name": attribute.name,
        "asked": _asked(attribute, speech),
        "meaning": attribute.meaning,
        "reason": attribute.reason,
    }


def _asked(attribute: PackAttribute, speech: Speech) -> str:
    words = speech.words
    numbers = [str(one.number) for one in speech.pack.questions if one.id in attribute.questions]
    where = f"{words['questions' if len(numbers) > 1 else 'question_within']} {listed_in(numbers, words)}"
    if attribute.asked is Asked.OPTIONAL:
        return f"{words['option_not_scored']}: {where}" if numbers else words["option_not_asked"]
    full = words["asked_in_full" if attribute.asked is Asked.FULL else "asked_lightly"]
    return f"{full}: {where}" if numbers else words["not_asked"]


def _question(question: PackQuestion, speech: Speech) -> View:
    labels = {item.id: item for item in speech.pack.items}
    return _named(question, speech) | {
        "kind": _kind(question, speech),
        "minutes": counted_minutes(question.minutes, speech.words),
        "asked_by": _asked_by(question, speech.pack),
        "scored": question.scored,
        "text": question.text,
        "language_note": speech.question_notes.get(question.id, ""),
        "turns_on": question.turns_on,
        "accepts": question.accepts,
        "if_no_example": question.if_no_example,
        "probes": [asdict(probe) for probe in question.probes],
        "listen_for": [{"text": cue.text, "heard": _heard(cue, labels)} for cue in question.listen_for],
        "concerns": question.concerns,
        "reason": question.reason,
        "material": _material(question, speech),
        "anchors": [
            {"score": score, "text": text, "lowest": score == str(LOWEST)}
            for score, text in sorted(question.anchors.items())
        ],
        "lines": list(range(_writing_lines(question))),
    }


def _heard(cue: Cue, labels: dict[str, PackItem]) -> str:
    found = (labels[tag] for tag in cue.tags if tag in labels)
    return "; ".join(f"{item.label} (stretch)" if item.lens == "stretch" else item.label for item in found)


def _material(question: PackQuestion, speech: Speech) -> View | None:
    if question.material is None:
        return None
    return {
        "title": question.material.title,
        "preparation": counted_minutes(question.preparation_minutes, speech.words),
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
