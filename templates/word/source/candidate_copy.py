"""The candidate's copy: what may be known before the interview, and nothing that scores it."""

from __future__ import annotations

from exercise import material
from margins import footer, header
from ooxml import columns, each, fixed, listing, paragraph, small, strong, where
from package import WordTemplate
from reference import language_notes, scale_table


def candidate_copy() -> WordTemplate:
    """Return the template."""
    return WordTemplate(
        name="candidate-copy.docx",
        version="2",
        title="{{ document_title }}",
        header=header(fixed("candidates_copy"), "{{ title }}", marked=False),
        footer=footer(marked=False),
        body="".join([_welcome(), _attributes(), _timing(), _scale(), _questions()]),
    )


def _welcome() -> str:
    return (
        paragraph("Title", "{{ title }}")
        + paragraph("Subtitle", fixed("your_interview"))
        + language_notes()
        + paragraph(
            "Normal",
            fixed("thank_you"),
        )
        + paragraph(
            "Normal",
            strong(fixed("same_for_everyone") + " "),
            fixed("same_copy"),
        )
        + paragraph("Heading1", fixed("about_the_interview"))
        + each(
            "section in information",
            paragraph("Heading2", "{{ section.heading }}"),
            each("words in section.paragraphs", paragraph("Normal", "{{ words }}")),
        )
    )


def _attributes() -> str:
    return (
        paragraph("Heading1", fixed("panel_looks_for"))
        + paragraph(
            "LeadIn",
            fixed("five_attributes"),
        )
        + each(
            "attribute in attributes",
            paragraph("Heading2", "{{ attribute.number }}. {{ attribute.name }}"),
            paragraph("Normal", "{{ attribute.meaning }}"),
            where("not attribute.asked", paragraph("FinePrint", fixed("no_question_on_it"))),
        )
    )


def _timing() -> str:
    return (
        paragraph("Heading1", fixed("time_used"))
        + paragraph("Caption", fixed("interview_takes") + " {{ minutes }} " + fixed("minutes_from_start"))
        + listing(
            [1700, 6238, 1700],
            columns("starts_at", "part", "minutes_heading"),
            "slot in plan",
            [
                paragraph("TableTextKept", "{{ slot.start }}"),
                paragraph("TableTextKept", "{{ slot.part }}"),
                paragraph("TableFigureKept", "{{ slot.minutes }}"),
            ],
            centred=[2],
        )
        + each(
            "words in preparation", paragraph("FinePrint", fixed("before_the_interview") + " {{ words }}.")
        )
    )


def _scale() -> str:
    return (
        paragraph("Heading1", fixed("how_scored"))
        + paragraph("Caption", fixed("scale_for_all"))
        + scale_table(points="scale", meaning="meaning")
    )


def _questions() -> str:
    return paragraph("Heading1", fixed("the_questions"), new_page=True) + each(
        "question in questions",
        paragraph(
            "Heading2",
            fixed("question") + " {{ question.number }} ",
            small(
                fixed("about")
                + " {{ question.minutes }}{% if not question.scored %}, "
                + fixed("not_scored")
                + "{% endif %}"
            ),
        ),
        paragraph("Question", "{{ question.text }}"),
        where("question.language_note", paragraph("FinePrint", "{{ question.language_note }}")),
        where(
            "question.material",
            paragraph("Heading3", fixed("exercise") + ": {{ question.material.title }}"),
            material(),
        ),
    )
