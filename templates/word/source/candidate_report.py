"""The candidate's report: outcome and figures first, then the evidence, then where it comes from."""

from __future__ import annotations

from margins import footer, header
from ooxml import (
    cell,
    columns,
    each,
    either,
    fixed,
    header_row,
    label,
    listing,
    paragraph,
    row,
    small,
    strong,
    table,
    where,
)
from package import WordTemplate
from reference import language_notes, provenance_table, scale_table


def candidate_report() -> WordTemplate:
    """Return the template."""
    return WordTemplate(
        name="candidate-report.docx",
        version="3",
        title="{{ document_title }}",
        header=header(fixed("candidate_report"), "{{ number }}", marked=True),
        footer=footer(marked=True),
        body="".join(
            [
                _outcome(),
                _profile(),
                _decision(),
                _panel(),
                _questions(),
                _signatures(),
                _scale(),
                _record(),
                _appendix(),
            ]
        ),
    )


def _outcome() -> str:
    widths = [3500, 1900, 4238]
    facts = [1500, 3319, 1500, 3319]
    return (
        paragraph("Title", "{{ candidate }}")
        + paragraph("Subtitle", "{{ subtitle }}")
        + language_notes()
        + paragraph("Caption", fixed("report") + " {{ number }}, {{ status }}")
        + table(
            "OutcomeTable",
            widths,
            [
                header_row(widths, columns("panel_outcome", "overall_mean", "summary")),
                row(
                    [
                        cell(widths[0], paragraph("Figure", "{{ outcome_label }}")),
                        cell(widths[1], paragraph("Figure", "{{ overall }}")),
                        cell(
                            widths[2],
                            paragraph("TableText", "{{ headline }}"),
                            paragraph("TableText", small("{{ overall_basis }}")),
                        ),
                    ]
                ),
            ],
        )
        + paragraph("Caption", fixed("post_and_interview"))
        + listing(
            facts,
            columns("detail", "value", "detail", "value"),
            "pair in facts",
            [
                paragraph("TableText", label("{{ pair.left.label }}")),
                paragraph("TableText", "{{ pair.left.value }}"),
                paragraph("TableText", label("{{ pair.right.label }}")),
                paragraph("TableText", "{{ pair.right.value }}"),
            ],
        )
    )


def _profile() -> str:
    return (
        paragraph("Heading1", fixed("scores_by_attribute"))
        + paragraph("Picture", "{{ profile_picture }}")
        + paragraph(
            "FigureCaption",
            fixed("profile_caption"),
        )
        + paragraph("Caption", fixed("same_figures"))
        + either("moderated", then=_attributes(agreed=True), otherwise=_attributes(agreed=False))
        + each(
            "line in attributes",
            where(
                "line.remark",
                paragraph(
                    "FinePrint", strong(fixed("attribute") + " {{ line.number }}. "), "{{ line.remark }}"
                ),
            ),
        )
    )


def _attributes(*, agreed: bool) -> str:
    widths = [4638, 800, 950, 2350, 900] if agreed else [5238, 900, 1050, 2450]
    headings = columns("attribute", "mean", "range", "based_on", "agreed")[: len(widths)]
    figures = ["mean", "spread", "basis", "agreed"][: len(widths) - 1]
    name = paragraph("TableTextKept", "{{ line.number }}. {{ line.name }}")
    bold = {"mean", "agreed"}
    cells = [
        paragraph("TableFigureKept", strong(words) if figure in bold else words)
        for figure in figures
        for words in [f"{{{{ line.{figure} }}}}"]
    ]
    centred = range(1, len(widths))
    return listing(widths, headings, "line in attributes", [name, *cells], centred=centred)


def _decision() -> str:
    return where(
        "outcome",
        paragraph("Heading1", fixed("decision")),
        paragraph(
            "LeadIn",
            strong("{{ outcome.label }}. "),
            fixed("decided_by") + " {{ outcome.decided_by }}, {{ outcome.date }}.",
        ),
        each("words in outcome.reason", paragraph("Evidence", "{{ words }}")),
    )


def _panel() -> str:
    return (
        paragraph("Heading1", fixed("panel"))
        + paragraph("Caption", fixed("who_scored"))
        + either("sealed", then=_seats(sealed=True), otherwise=_seats(sealed=False))
        + paragraph("FinePrint", "{{ attestation }}")
        + where(
            "departures",
            paragraph("Heading1", fixed("departures")),
            each("words in departures", paragraph("ListBullet", "{{ words }}")),
        )
        + where(
            "discussion",
            paragraph("Heading1", fixed("to_discuss")),
            each("words in discussion", paragraph("ListBullet", "{{ words }}")),
        )
    )


def _seats(*, sealed: bool) -> str:
    widths = [3000, 3638, 3000] if sealed else [4238, 5400]
    cells = [
        paragraph("TableTextKept", strong("{{ seat.name }}")),
        paragraph("TableTextKept", "{{ seat.role }}"),
        paragraph("TableTextKept", "{% if seat.sealed_at %}{{ seat.sealed_at }}{% else %}–{% endif %}"),
    ][: len(widths)]
    return listing(widths, columns("name", "role", "sheet_sealed")[: len(widths)], "seat in panel", cells)


def _questions() -> str:
    return paragraph("Heading1", fixed("questions_and_evidence")) + each(
        "question in questions",
        paragraph(
            "Heading2",
            fixed("question") + " {{ question.number }} ",
            small(fixed("attribute_within") + " {{ question.attribute }}"),
        ),
        paragraph("QuestionAsked", "{{ question.text }}"),
        each("words in question.struck", paragraph("LeadIn", "{{ words }}")),
        either(
            "question.scores",
            then=_scores(),
            otherwise=paragraph("Detail", *_summary()),
        ),
        where("question.agreed", _agreed()),
        each(
            "note in question.notes",
            paragraph("Heading3", fixed("note_by") + " {{ note.member }}"),
            each("words in note.text", paragraph("Evidence", "{{ words }}")),
        ),
    )


def _summary() -> list[str]:
    return [
        "{{ question.type }}, " + fixed("planned_for") + " {{ question.asked_by }}. {{ question.summary }}. ",
        strong("{{ question.discuss }}"),
    ]


def _scores() -> str:
    return (
        paragraph("Caption", *_summary())
        + listing(
            [2900, 800, 5938],
            columns("panel_member", "score", "anchor_met"),
            "score in question.scores",
            [
                paragraph("TableTextKept", "{{ score.member }}"),
                paragraph("TableFigureKept", strong("{{ score.score }}")),
                paragraph(
                    "TableTextKept",
                    strong("{{ score.label }}"),
                    "{% if score.anchor %}. {{ score.anchor }}{% endif %}",
                    "{% if score.was %} " + fixed("amended_was") + " {{ score.was }}.{% endif %}",
                ),
            ],
            centred=[1],
        )
        + each(
            "score in question.scores",
            where(
                "score.evidence",
                paragraph("Heading3", "{{ score.member }}: {{ score.evidence_heading }}"),
                each("words in score.evidence", paragraph("Evidence", "{{ words }}")),
            ),
            each("change in score.amended", _before()),
        )
    )


def _before() -> str:
    """Return a score as it was before an amendment, and why it was amended."""
    return (
        paragraph("Heading3", "{{ score.member }}: " + fixed("before_amendment") + ", {{ change.at }}")
        + paragraph("LeadIn", strong("{{ change.score }}. "), "{{ change.label }}.")
        + each("words in change.evidence", paragraph("Evidence", "{{ words }}"))
        + paragraph("LeadIn", strong(fixed("why_amended")))
        + each("words in change.reason", paragraph("Evidence", "{{ words }}"))
    )


def _agreed() -> str:
    return (
        paragraph("Heading3", fixed("agreed_score") + ": {{ question.agreed.score }}")
        + where("question.agreed.anchor", paragraph("LeadIn", "{{ question.agreed.anchor }}"))
        + each("words in question.agreed.reason", paragraph("Evidence", "{{ words }}"))
    )


def _signatures() -> str:
    signing = [3200, 2500, 2538, 1400]
    return where(
        "signatories",
        paragraph("Heading1", fixed("signatures")),
        paragraph("Caption", fixed("each_signs")),
        listing(
            signing,
            columns("name", "role", "signature", "date"),
            "seat in signatories",
            [
                paragraph("TableTextKept", "{{ seat.name }}"),
                paragraph("TableTextKept", "{{ seat.role }}"),
                paragraph("TableTextKept"),
                paragraph("TableTextKept"),
            ],
            style="QuietTable",
            height=760,
        ),
    )


def _scale() -> str:
    return (
        paragraph("Heading1", fixed("rating_scale"))
        + paragraph("Caption", fixed("scale_caption"))
        + scale_table(points="scale", meaning="text")
    )


def _record() -> str:
    return (
        paragraph("Heading1", fixed("sources"))
        + each(
            "source in references",
            paragraph("Normal", "{{ source.attribution }}"),
            each("caution in source.cautions", paragraph("ListBullet", "{{ caution }}")),
        )
        + paragraph("Heading1", fixed("how_report_made"))
        + paragraph("Caption", fixed("made_from"))
        + provenance_table()
    )


def _appendix() -> str:
    return where(
        "anchored",
        paragraph("Heading1", fixed("appendix")),
        each(
            "question in anchored",
            paragraph(
                "Caption",
                fixed("question")
                + " {{ question.number }}: "
                + fixed("attribute_within")
                + " {{ question.attribute }}",
            ),
            listing(
                [800, 8838],
                columns("score", "anchor"),
                "anchor in question.anchors",
                [
                    paragraph("TableFigureKept", strong("{{ anchor.score }}")),
                    paragraph("TableSmallKept", strong("{{ anchor.label }}. "), "{{ anchor.text }}"),
                ],
                centred=[0],
            ),
        ),
    )
