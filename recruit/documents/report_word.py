"""A candidate's report as a Word document, from the view that the domain made of it.

The template is given finished words, lists of them and the picture;
``templates/word/README.md`` lists them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree

from recruit.documents.drawing import Picture, profile_drawing
from recruit.documents.word import compile_template
from recruit.domain.report import AgreedLine, Fact, QuestionLine, ReportView
from recruit.domain.report_view import DASH, paragraphs

View = dict[str, Any]

NO_DECISION = "Draft: no decision recorded"
"""What stands in place of an outcome until somebody has decided."""

_NAME = "the candidate's report"
_CUSTOM = "docProps/custom.xml"
_VERSION = "Template version"


def candidate_report(view: ReportView, *, template: bytes) -> bytes:
    """Return the report as a .docx file; the picture carries the view's text as its alternative.

    Raises ``TemplateRefused`` for a template that cannot be used.
    """
    compiled = compile_template(template, name=_NAME)
    return compiled.render(_report_view(view))


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


def _report_view(view: ReportView) -> View:
    return asdict(view) | {
        "document_title": f"Candidate report: {view.candidate}",
        "outcome_label": view.outcome.label if view.outcome else NO_DECISION,
        "outcome": _outcome(view),
        "facts": _pairs(_facts(view)),
        "questions": [_question(question) for question in view.questions],
        "anchored": [asdict(question) for question in view.questions if question.scored and question.anchors],
        "profile_picture": Picture(profile_drawing(view.profile), "Leadership profile", view.profile_text),
    }


def _outcome(view: ReportView) -> View | None:
    if view.outcome is None:
        return None
    return asdict(view.outcome) | {"reason": paragraphs(view.outcome.reason)}


def _facts(view: ReportView) -> list[Fact]:
    """Return an even number of facts, so that no cell of the two-column table stays empty.

    The organisation stands in the footer of every page anyway.
    """
    facts = [Fact("Post", view.post), *view.interview]
    return facts if len(facts) % 2 == 0 else [*facts, Fact("Organisation", view.organisation)]


def _pairs(facts: Sequence[Fact]) -> list[View]:
    return [
        {"left": asdict(left), "right": asdict(right)}
        for left, right in zip(facts[::2], facts[1::2], strict=True)
    ]


def _question(question: QuestionLine) -> View:
    return asdict(question) | {
        "scores": [asdict(score) | {"anchor": _or_nothing(score.anchor)} for score in question.scores],
        "agreed": question.agreed and _agreed(question.agreed),
    }


def _agreed(agreed: AgreedLine) -> View:
    return asdict(agreed) | {"anchor": _or_nothing(agreed.anchor), "reason": paragraphs(agreed.reason)}


def _or_nothing(anchor: str) -> str:
    """What is not explored has a dash for its anchor; a sentence needs none."""
    return "" if anchor == DASH else anchor
