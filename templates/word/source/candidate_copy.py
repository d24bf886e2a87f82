"""The candidate's copy: what may be known before the interview, and nothing that scores it."""

from __future__ import annotations

from exercise import material
from margins import footer, header
from ooxml import each, listing, paragraph, small, strong, where
from package import WordTemplate
from reference import scale_table


def candidate_copy() -> WordTemplate:
    """Return the template."""
    return WordTemplate(
        name="candidate-copy.docx",
        version="1",
        title="{{ document_title }}",
        header=header("Candidate's copy", "{{ title }}", marked=False),
        footer=footer(marked=False),
        body="".join([_welcome(), _attributes(), _timing(), _scale(), _questions()]),
    )


def _welcome() -> str:
    return (
        paragraph("Title", "{{ title }}")
        + paragraph("Subtitle", "Your interview: questions and information")
        + paragraph(
            "Normal",
            "Thank you for applying. This copy tells you what you will be asked, what the panel looks for"
            " and how the time is used, so that you can prepare.",
        )
        + paragraph(
            "Normal",
            strong("The same for everyone. "),
            "Every candidate of this round is given this same copy at the same time, unless an adjustment"
            " was agreed with you.",
        )
        + paragraph("Heading1", "About the interview")
        + each(
            "section in information",
            paragraph("Heading2", "{{ section.heading }}"),
            each("words in section.paragraphs", paragraph("Normal", "{{ words }}")),
        )
    )


def _attributes() -> str:
    return (
        paragraph("Heading1", "What the panel looks for")
        + paragraph(
            "LeadIn",
            "The interview is built on five attributes of leadership. Here is what each of them means in"
            " this post.",
        )
        + each(
            "attribute in attributes",
            paragraph("Heading2", "{{ attribute.number }}. {{ attribute.name }}"),
            paragraph("Normal", "{{ attribute.meaning }}"),
            where("not attribute.asked", paragraph("FinePrint", "This interview asks no question about it.")),
        )
    )


def _timing() -> str:
    return (
        paragraph("Heading1", "How the time is used")
        + paragraph("Caption", "The interview takes {{ minutes }} minutes. Times count from its start.")
        + listing(
            [1700, 6238, 1700],
            ["Starts at", "Part", "Minutes"],
            "slot in plan",
            [
                paragraph("TableTextKept", "{{ slot.start }}"),
                paragraph("TableTextKept", "{{ slot.part }}"),
                paragraph("TableFigureKept", "{{ slot.minutes }}"),
            ],
            centred=[2],
        )
        + each("words in preparation", paragraph("FinePrint", "Before the interview. {{ words }}."))
    )


def _scale() -> str:
    return (
        paragraph("Heading1", "How answers are scored")
        + paragraph("Caption", "The rating scale that every member of the panel uses")
        + scale_table(points="scale", meaning="meaning")
    )


def _questions() -> str:
    return paragraph("Heading1", "The questions", new_page=True) + each(
        "question in questions",
        paragraph(
            "Heading2",
            "Question {{ question.number }} ",
            small("about {{ question.minutes }}{% if not question.scored %}, not scored{% endif %}"),
        ),
        paragraph("Question", "{{ question.text }}"),
        where(
            "question.material",
            paragraph("Heading3", "Exercise: {{ question.material.title }}"),
            material(),
        ),
    )
