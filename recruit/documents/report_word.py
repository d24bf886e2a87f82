"""A candidate's report as a Word document, from the view that the domain made of it.

The template is given finished words, lists of them and the picture;
``templates/word/README.md`` lists them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from recruit.documents.drawing import Picture, profile_drawing
from recruit.documents.spoken_pack import english_view, speech_of
from recruit.documents.spoken_report import spoken_report
from recruit.documents.word import compile_template
from recruit.domain.pack import Pack
from recruit.domain.report import AgreedLine, Fact, MemberScore, QuestionLine, ReportView
from recruit.domain.report_view import DASH, paragraphs

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

View = dict[str, Any]

_NAME = "the candidate's report"
_CUSTOM = "docProps/custom.xml"
_VERSION = "Template version"


def candidate_report(view: ReportView, *, template: bytes, pack: Pack | None = None) -> bytes:
    """Return the report as a .docx file; the picture carries the view's text as its alternative.

    It is in English, and in the language of ``pack``, the pack that was asked, where that has
    a second one. Raises ``TemplateRefused`` for a template that cannot be used.
    """
    compiled = compile_template(template, name=_NAME)
    if pack is None or pack.language is None:
        return compiled.render(_report_view(view, english_view()))
    speech = speech_of(pack)
    said = spoken_report(view, pack=pack, speech=speech)
    return compiled.render(_report_view(said, speech.view()), second=speech.second)


def template_version(template: bytes) -> str:
    """Return what a report prints of its template: its stated version, and part of its SHA-256.

    The hash is there because a version that a person types may stay the same while the
    template changes. Where the document property is missing, the words say so. Raises
    ``TemplateRefused`` for a template that cannot be used.
    """
    compiled = compile_template(template, name=_NAME)
    stated = _stated_version(template)
    return f"{f'version {stated}' if stated else 'version not stated'}, SHA-256 {compiled.digest[:16]}"


def _stated_version(template: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(template)) as parts:
        if _CUSTOM not in parts.namelist():
            return ""
        blob = parts.read(_CUSTOM)
    properties = ElementTree.fromstring(blob)  # noqa: S314 (compiled before: it has no document type)
    found = (entry for entry in properties if entry.get("name") == _VERSION)
    return "".join("".join(entry.itertext()) for entry in found).strip()


def _report_view(view: ReportView, spoken: View) -> View:
    words = spoken["fixed"]
    return (
        _plain(view, without="questions")
        | spoken
        | {
            "document_title": f"{words['candidate_report']}: {view.candidate}",
            "outcome_label": view.outcome.label if view.outcome else words["no_decision"],
            "outcome": _outcome(view),
            "facts": _pairs(_facts(view)),
            "sealed": any(seat.sealed_at for seat in view.panel),
            "questions": [_question(question) for question in view.questions],
            "anchored": [
                _plain(question, without="scores")
                for question in view.questions
                if question.scored and question.anchors
            ],
            "profile_picture": Picture(
                profile_drawing(view.profile), "Leadership profile", view.profile_text
            ),
        }
    )


def _plain(noun: DataclassInstance, *, without: str = "") -> View:
    """Return a noun of the view as a dictionary, all that it holds too, but for one field.

    ``dataclasses.asdict`` does the same and takes several times as long: it copies every
    text, and a zip of two hundred reports would wait for it longer than for all the rest.
    """
    names = type(noun).__dataclass_fields__
    return {name: _value(getattr(noun, name)) for name in names if name != without}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_value, value))
    return _plain(value) if is_dataclass(value) and not isinstance(value, type) else value


def _outcome(view: ReportView) -> View | None:
    if view.outcome is None:
        return None
    return _plain(view.outcome) | {"reason": paragraphs(view.outcome.reason)}


def _facts(view: ReportView) -> list[Fact]:
    """Return an even number of facts, so that no cell of the two-column table stays empty.

    The organisation stands in the footer of every page anyway.
    """
    facts = [Fact("Post", view.post), *view.interview]
    return facts if len(facts) % 2 == 0 else [*facts, Fact("Organisation", view.organisation)]


def _pairs(facts: Sequence[Fact]) -> list[View]:
    return [
        {"left": _plain(left), "right": _plain(right)}
        for left, right in zip(facts[::2], facts[1::2], strict=True)
    ]


def _question(question: QuestionLine) -> View:
    return _plain(question, without="scores") | {
        "scores": [_score(score) for score in question.scores],
        "agreed": question.agreed and _agreed(question.agreed),
    }


def _score(score: MemberScore) -> View:
    was = score.amended[0].score if score.amended else ""
    return _plain(score) | {"anchor": _or_nothing(score.anchor), "was": was}


def _agreed(agreed: AgreedLine) -> View:
    return _plain(agreed) | {"anchor": _or_nothing(agreed.anchor), "reason": paragraphs(agreed.reason)}


def _or_nothing(anchor: str) -> str:
    """What is not explored has a dash for its anchor; a sentence needs none."""
    return "" if anchor == DASH else anchor
