"""A report of about five pages as a template and its view: loops, choices, table rows, footers."""

from __future__ import annotations

from typing import Any

from tests.documents.lean_docx import core_properties, lean_docx, p, row, table

QUESTIONS, MEMBERS = 9, 3
PROSE = (
    "She set out what the family had asked for, what the duty team could offer that week and where the two "
    "did not meet, and told the parents so before the meeting rather than in it. She asked the school to "
    "hold the place open, and went back to check that it had. "
)

_PARAGRAPH = "{%%p %s %%}"
_BODY = (
    p("{{ candidate }}", "Heading1")
    + p("Candidate report for {{ post }}, {{ organisation }}")
    + p(_PARAGRAPH % "if outcome")
    + p("Outcome: {{ outcome.label }}. {{ outcome.reason }}")
    + p(_PARAGRAPH % "else")
    + p("Draft: no decision is recorded.")
    + p(_PARAGRAPH % "endif")
    + p("Scores by attribute", "Heading2")
    + table(
        row("Attribute", "Mean", "Range", "Basis", head=True),
        row("{%tr for line in attributes %}"),
        row("{{ line.number }}. {{ line.name }}", "{{ line.mean }}", "{{ line.spread }}", "{{ line.basis }}"),
        row("{%tr endfor %}"),
        columns=4,
    )
    + p("Questions", "Heading2")
    + p(_PARAGRAPH % "for question in questions")
    + p("{{ question.number }}. {{ question.text }}", "Heading3")
    + p("{{ question.type }}, asked by {{ question.asked_by }}{% if question.discuss %}, discuss{% endif %}")
    + p(_PARAGRAPH % "for score in question.scores")
    + p("{{ score.member }}: {{ score.score }} ({{ score.label }})", properties="<w:b/>")
    + p(_PARAGRAPH % "for line in score.evidence")
    + p("{{ line }}")
    + p(_PARAGRAPH % "endfor")
    + p(_PARAGRAPH % "endfor")
    + p(_PARAGRAPH % "endfor")
)
_PICTURE = p("{{ profile_picture }}") + p("Figure 1. The five attributes.", "Caption")


def report_template(*, picture: bool) -> bytes:
    """Return the template, with or without the profile picture after its table."""
    body = _BODY.replace(
        p("Questions", "Heading2"), (_PICTURE if picture else "") + p("Questions", "Heading2")
    )
    return lean_docx(body, {"docProps/core.xml": core_properties("Report on {{ candidate }}")})


def report_view() -> dict[str, Any]:
    """Return the view of a finished report."""
    return {
        "title": "Report",
        "marking": "Official-Sensitive: Personal",
        "candidate": "Zoë O'Neill & Söhne",
        "post": "Team manager",
        "organisation": "Wend Council",
        "outcome": {"label": "Recommended", "reason": PROSE},
        "attributes": [
            {
                "number": number,
                "name": f"Attribute of leadership {number}",
                "mean": f"{2 + number / 2:.1f}",
                "spread": "2 to 5",
                "basis": "6 scores on 2 questions",
            }
            for number in range(1, 6)
        ],
        "questions": [_question(number) for number in range(1, QUESTIONS + 1)],
    }


def _question(number: int) -> dict[str, Any]:
    return {
        "number": number,
        "text": f"Tell us of a time ({number}) when what a child wanted & what was on offer did not meet.",
        "type": "Past behaviour",
        "asked_by": "Chair",
        "discuss": number % 3 == 0,
        "scores": [
            {
                "member": f"Member {member}",
                "score": str(2 + member),
                "label": "Clear",
                "evidence": [PROSE, PROSE],
            }
            for member in range(MEMBERS)
        ],
    }
