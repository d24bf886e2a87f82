"""The panel's pack: overview, guidance, then a guide and a score sheet for every question."""

from __future__ import annotations

from exercise import material
from margins import footer, header
from ooxml import (
    TAB,
    TEXT_WIDTH,
    cell,
    each,
    either,
    header_row,
    listing,
    paragraph,
    repeated,
    row,
    small,
    strong,
    table,
    tag_row,
    where,
)
from pack_record import coverage, record, summary_sheet
from package import WordTemplate
from reference import scale_table


def panel_pack() -> WordTemplate:
    """Return the template."""
    return WordTemplate(
        name="panel-pack.docx",
        version="1",
        title="{{ document_title }}",
        header=header("Panel pack", "Pack {{ figures.pack }}", marked=True),
        footer=footer(marked=True),
        body="".join(
            [
                _overview(),
                _level(),
                _guidance(),
                _questions(),
                _safer_recruitment(),
                _close(),
                summary_sheet(),
                coverage(),
                record(),
            ]
        ),
    )


def _overview() -> str:
    figures = [2700, 2700, 2538, 1700]
    return (
        paragraph("Title", "{{ title }}")
        + paragraph("Subtitle", "Interview pack for the panel, role level {{ level }}")
        + paragraph("Caption", "This pack")
        + table(
            "OutcomeTable",
            figures,
            [
                header_row(figures, ["Scored questions", "Minutes in all", "Pack", "Bank version"]),
                row(
                    [
                        cell(width, paragraph("Figure", f"{{{{ figures.{name} }}}}"))
                        for width, name in zip(figures, ["scored", "minutes", "pack", "bank"], strict=True)
                    ]
                ),
            ],
        )
        + paragraph("Heading1", "The interview at a glance")
        + paragraph("Caption", "Order, start times counted from the beginning (hours:minutes), and who asks")
        + listing(
            [850, 600, 3888, 1700, 1000, 1600],
            ["Starts", "No.", "Part or question", "Type", "Minutes", "Asked by"],
            "slot in plan",
            [
                paragraph("TableText", "{{ slot.start }}"),
                paragraph("TableText", strong("{{ slot.number }}")),
                paragraph("TableText", strong("{{ slot.name }}"))
                + where("slot.attribute", paragraph("TableText", small("{{ slot.attribute }}"))),
                paragraph("TableText", "{{ slot.kind }}"),
                paragraph("TableFigure", "{{ slot.minutes }}"),
                paragraph("TableText", "{{ slot.asked_by }}"),
            ],
            centred=[4],
        )
        + each("words in preparation", paragraph("FinePrint", "Before the interview. {{ words }}."))
    )


def _level() -> str:
    return (
        paragraph("Heading1", "What this level looks at", new_page=True)
        + paragraph("Normal", "{{ posts }}")
        + paragraph("Normal", "{{ mix_reason }}")
        + each(
            "attribute in attributes",
            paragraph("Heading2", "{{ attribute.number }}. {{ attribute.name }}"),
            paragraph("Normal", "{{ attribute.meaning }}"),
            paragraph("Normal", strong("{{ attribute.asked }}. "), "{{ attribute.reason }}"),
        )
    )


def _guidance() -> str:
    return (
        paragraph("Heading1", "Instructions for the panel")
        + each(
            "advice in instructions", paragraph("Normal", strong("{{ advice.label }}. "), "{{ advice.text }}")
        )
        + paragraph("Heading1", "The rating scale")
        + each("words in scale.introduction", paragraph("Normal", "{{ words }}"))
        + paragraph("Caption", "Values evidence, 1 to 5, and NE for a question that was not put")
        + scale_table(points="scale.points", meaning="meaning")
        + paragraph("Heading1", "Opening script, read aloud by the chair", new_page=True)
        + each("words in opening_script", paragraph("Quote", "{{ words }}"))
    )


def _questions() -> str:
    return each(
        "question in questions",
        paragraph("Heading1", "Question {{ question.number }}: {{ question.name }}", new_page=True),
        paragraph(
            "Detail",
            strong("{{ question.attribute }}. "),
            "{{ question.kind }}, {{ question.minutes }}, asked by {{ question.asked_by }}.",
        ),
        paragraph("Question", "{{ question.text }}"),
        _asking(),
        _hearing(),
        paragraph("Reason", strong("Why this question is here. "), "{{ question.reason }}"),
        where("question.material", _handout(), material()),
        paragraph(
            "Heading2",
            "Question {{ question.number }}: {% if question.scored %}score sheet{% else %}notes{% endif %}",
            new_page=True,
        ),
        paragraph("FormLine", "Candidate ", TAB, TAB, "Panel member ", TAB),
        paragraph("QuestionAsked", "{{ question.text }}"),
        either(
            "question.scored",
            then=_marks(),
            otherwise=paragraph("Normal", "This question is asked but not scored: write notes only."),
        ),
        _writing_lines("Evidence: what the candidate said and did", "line in question.lines"),
    )


def _handout() -> str:
    return paragraph("Heading2", "Exercise: {{ question.material.title }}", new_page=True) + paragraph(
        "Detail", "As the candidate reads it before question {{ question.number }}."
    )


def _asking() -> str:
    return (
        paragraph("Normal", strong("What it turns on. "), "{{ question.turns_on }}")
        + paragraph("Normal", strong("What counts. "), "{{ question.accepts }}")
        + paragraph("LeadIn", strong("If the candidate is stuck, say once:"))
        + paragraph("Quote", "{{ question.if_no_example }}")
        + paragraph("Heading2", "Probes, the same for every candidate")
        + each(
            "probe in question.probes",
            paragraph("ListBullet", "{{ probe.text }} ", small("({{ probe.purpose }})")),
        )
    )


def _hearing() -> str:
    return (
        paragraph("Heading2", "Listen for")
        + each(
            "cue in question.listen_for",
            paragraph(
                "ListBullet", "{{ cue.text }} ", small("{% if cue.heard %}({{ cue.heard }}){% endif %}")
            ),
        )
        + paragraph("Heading2", "Concerns")
        + each("concern in question.concerns", paragraph("ListBullet", "{{ concern }}"))
    )


def _marks() -> str:
    """The five anchors of the question, each with its box; NE first, as in the scale."""
    widths = [900, 7538, 1200]
    not_put = "The question was not put. Write the reason below; NE is left out of every average."
    which = "Tick which:  ☐ no usable evidence   ☐ evidence against the value (always discussed)"
    anchor = paragraph("TableTextKept", "{{ anchor.text }}") + where(
        "anchor.lowest", paragraph("TableTextKept", small(which))
    )
    return paragraph("Caption", "Tick one score; the anchors are those of this question") + table(
        "RuledTable",
        widths,
        [
            header_row(widths, ["Score", "What was heard", "Tick one"], centred=[0, 2]),
            row(_mark(widths, "NE", paragraph("TableTextKept", not_put))),
            *repeated("anchor in question.anchors", _mark(widths, "{{ anchor.score }}", anchor), widths),
        ],
    )


def _mark(widths: list[int], score: str, anchor: str) -> list[str]:
    contents = [paragraph("TableFigureKept", strong(score)), anchor, paragraph("TickBoxKept", "☐")]
    return [cell(width, content) for width, content in zip(widths, contents, strict=True)]


def _writing_lines(caption: str, loop: str) -> str:
    """Ruled lines for handwriting: rows of an exact height, so that a printed page stays a page."""
    widths = [TEXT_WIDTH]
    return paragraph("Caption", caption) + table(
        "QuietTable",
        widths,
        [
            header_row(widths, ["Write words used and acts described; the candidate may read this."]),
            tag_row(f"for {loop}", widths),
            row([cell(TEXT_WIDTH, paragraph("TableText"))], height=430, exact=True),
            tag_row("endfor", widths),
        ],
    )


def _safer_recruitment() -> str:
    return (
        paragraph("Heading1", "Safer recruitment", new_page=True)
        + each("words in safer.introduction", paragraph("Normal", "{{ words }}"))
        + each(
            "topic in safer.questions",
            paragraph("Heading2", "{{ topic.topic }}"),
            paragraph("Quote", "{{ topic.text }}"),
            paragraph("Normal", strong("Follow up: "), "{{ topic.follow_up }}"),
            paragraph("LeadIn", strong("Listen for:")),
            each("cue in topic.listen_for", paragraph("ListBullet", "{{ cue }}")),
        )
        + paragraph("Heading2", "Outcome of the safer-recruitment questions")
        + paragraph("Caption", "Tick one; never averaged, and open to the chair, the manager and HR alone")
        + listing(
            [2300, 6138, 1200],
            ["Outcome", "Meaning", "Tick one"],
            "outcome in safer.outcomes",
            [
                paragraph("TableTextKept", strong("{{ outcome.label }}")),
                paragraph("TableTextKept", "{{ outcome.text }}"),
                paragraph("TickBoxKept", "☐"),
            ],
            centred=[2],
        )
        + paragraph("FormLine", "Decided by ", TAB, TAB, "Date ", TAB)
        + _note_lines()
    )


def _note_lines() -> str:
    widths = [TEXT_WIDTH]
    return paragraph("Caption", "Notes on the safer-recruitment questions") + table(
        "QuietTable",
        widths,
        [
            header_row(widths, ["For each topic: outcome, and what it rests on."]),
            *(row([cell(TEXT_WIDTH, paragraph("TableText"))], height=430, exact=True) for _ in range(16)),
        ],
    )


def _close() -> str:
    return (
        paragraph("Heading1", "The candidate's own questions", new_page=True)
        + paragraph(
            "Normal",
            "The plan keeps {{ candidate_questions }} for them. Nothing the candidate asks, or leaves"
            " unasked, is scored.",
        )
        + paragraph("Heading1", "Closing script, read aloud by the chair")
        + each("words in closing_script", paragraph("Quote", "{{ words }}"))
    )
