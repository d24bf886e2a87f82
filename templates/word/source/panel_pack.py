"""The panel's pack: overview, guidance, then a guide and a score sheet for every question."""

from __future__ import annotations

from exercise import material
from margins import footer, header
from ooxml import (
    TAB,
    TEXT_WIDTH,
    cell,
    columns,
    each,
    either,
    fixed,
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
from reference import language_notes, scale_table


def panel_pack() -> WordTemplate:
    """Return the template."""
    return WordTemplate(
        name="panel-pack.docx",
        version="2",
        title="{{ document_title }}",
        header=header(fixed("panel_pack"), fixed("pack") + " {{ figures.pack }}", marked=True),
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
        + paragraph("Subtitle", fixed("pack_for_level") + " {{ level }}")
        + language_notes()
        + paragraph("Caption", fixed("this_pack"))
        + table(
            "OutcomeTable",
            figures,
            [
                header_row(figures, columns("scored_questions", "minutes_in_all", "pack", "bank_version")),
                row(
                    [
                        cell(width, paragraph("Figure", f"{{{{ figures.{name} }}}}"))
                        for width, name in zip(figures, ["scored", "minutes", "pack", "bank"], strict=True)
                    ]
                ),
            ],
        )
        + paragraph("Heading1", fixed("at_a_glance"))
        + paragraph("Caption", fixed("order_and_starts"))
        + listing(
            [1000, 750, 3588, 1700, 1100, 1500],
            columns("starts", "no", "part_or_question", "type", "minutes_heading", "asked_by_heading"),
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
        + each(
            "words in preparation", paragraph("FinePrint", fixed("before_the_interview") + " {{ words }}.")
        )
    )


def _level() -> str:
    return (
        paragraph("Heading1", fixed("what_this_level"), new_page=True)
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
        paragraph("Heading1", fixed("instructions_for_the_panel"))
        + each(
            "advice in instructions", paragraph("Normal", strong("{{ advice.label }}. "), "{{ advice.text }}")
        )
        + paragraph("Heading1", fixed("rating_scale"))
        + each("words in scale.introduction", paragraph("Normal", "{{ words }}"))
        + paragraph("Caption", fixed("scale_caption"))
        + scale_table(points="scale.points", meaning="meaning")
        + paragraph("Heading1", fixed("opening_script"), new_page=True)
        + each("words in opening_script", paragraph("Quote", "{{ words }}"))
    )


def _questions() -> str:
    return each(
        "question in questions",
        paragraph(
            "Heading1", fixed("question") + " {{ question.number }}: {{ question.name }}", new_page=True
        ),
        paragraph(
            "Detail",
            strong("{{ question.attribute }}. "),
            "{{ question.kind }}, {{ question.minutes }}, " + fixed("asked_by") + " {{ question.asked_by }}.",
        ),
        paragraph("Question", "{{ question.text }}"),
        where("question.language_note", paragraph("FinePrint", "{{ question.language_note }}")),
        _asking(),
        _hearing(),
        paragraph("Reason", strong(fixed("why_here") + " "), "{{ question.reason }}"),
        where("question.material", _handout(), material()),
        paragraph(
            "Heading2",
            fixed("question")
            + " {{ question.number }}: {% if question.scored %}"
            + fixed("score_sheet")
            + "{% else %}"
            + fixed("notes")
            + "{% endif %}",
            new_page=True,
        ),
        paragraph("FormLine", fixed("candidate") + " ", TAB, TAB, fixed("panel_member") + " ", TAB),
        paragraph("QuestionAsked", "{{ question.text }}"),
        either(
            "question.scored",
            then=_marks(),
            otherwise=paragraph("Normal", fixed("notes_only")),
        ),
        _writing_lines(fixed("evidence_lines"), "line in question.lines"),
    )


def _handout() -> str:
    return paragraph(
        "Heading2", fixed("exercise") + ": {{ question.material.title }}", new_page=True
    ) + paragraph("Detail", fixed("read_before_question") + " {{ question.number }}.")


def _asking() -> str:
    return (
        paragraph("Normal", strong(fixed("turns_on") + " "), "{{ question.turns_on }}")
        + paragraph("Normal", strong(fixed("what_counts") + " "), "{{ question.accepts }}")
        + paragraph("LeadIn", strong(fixed("if_stuck")))
        + paragraph("Quote", "{{ question.if_no_example }}")
        + paragraph("Heading2", fixed("probes"))
        + each(
            "probe in question.probes",
            paragraph("ListBullet", "{{ probe.text }} ", small("({{ probe.purpose }})")),
        )
    )


def _hearing() -> str:
    return (
        paragraph("Heading2", fixed("listen_for"))
        + each(
            "cue in question.listen_for",
            paragraph(
                "ListBullet", "{{ cue.text }} ", small("{% if cue.heard %}({{ cue.heard }}){% endif %}")
            ),
        )
        + paragraph("Heading2", fixed("concerns"))
        + each("concern in question.concerns", paragraph("ListBullet", "{{ concern }}"))
    )


def _marks() -> str:
    """The five anchors of the question, each with its box; NE first, as in the scale."""
    widths = [900, 7538, 1200]
    not_put = fixed("not_put")
    which = fixed("tick_which")
    anchor = paragraph("TableTextKept", "{{ anchor.text }}") + where(
        "anchor.lowest", paragraph("TableTextKept", small(which))
    )
    return paragraph("Caption", fixed("tick_one_score")) + table(
        "RuledTable",
        widths,
        [
            header_row(widths, columns("score", "what_was_heard", "tick_one"), centred=[0, 2]),
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
            header_row(widths, [fixed("write_words_used")]),
            tag_row(f"for {loop}", widths),
            row([cell(TEXT_WIDTH, paragraph("TableText"))], height=430, exact=True),
            tag_row("endfor", widths),
        ],
    )


def _safer_recruitment() -> str:
    return (
        paragraph("Heading1", fixed("safer_recruitment"), new_page=True)
        + each("words in safer.introduction", paragraph("Normal", "{{ words }}"))
        + each(
            "topic in safer.questions",
            paragraph("Heading2", "{{ topic.topic }}"),
            paragraph("Quote", "{{ topic.text }}"),
            paragraph("Normal", strong(fixed("follow_up") + " "), "{{ topic.follow_up }}"),
            paragraph("LeadIn", strong(fixed("listen_for") + ":")),
            each("cue in topic.listen_for", paragraph("ListBullet", "{{ cue }}")),
        )
        + paragraph("Heading2", fixed("safer_outcome"))
        + paragraph("Caption", fixed("safer_tick"))
        + listing(
            [2300, 6138, 1200],
            columns("outcome", "meaning", "tick_one"),
            "outcome in safer.outcomes",
            [
                paragraph("TableTextKept", strong("{{ outcome.label }}")),
                paragraph("TableTextKept", "{{ outcome.text }}"),
                paragraph("TickBoxKept", "☐"),
            ],
            centred=[2],
        )
        + paragraph("FormLine", fixed("decided_by") + " ", TAB, TAB, fixed("date") + " ", TAB)
        + _note_lines()
    )


def _note_lines() -> str:
    widths = [TEXT_WIDTH]
    return paragraph("Caption", fixed("safer_notes")) + table(
        "QuietTable",
        widths,
        [
            header_row(widths, [fixed("each_topic")]),
            *(row([cell(TEXT_WIDTH, paragraph("TableText"))], height=430, exact=True) for _ in range(16)),
        ],
    )


def _close() -> str:
    return (
        paragraph("Heading1", fixed("own_questions"), new_page=True)
        + paragraph(
            "Normal",
            fixed("plan_keeps") + " {{ candidate_questions }} " + fixed("for_them"),
        )
        + paragraph("Heading1", fixed("closing_script"))
        + each("words in closing_script", paragraph("Quote", "{{ words }}"))
    )
