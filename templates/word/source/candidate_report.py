"""The candidate's report: outcome and figures first, then the evidence, then where it comes from."""

from __future__ import annotations

from margins import footer, header
from ooxml import (
    cell,
    each,
    either,
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
from reference import provenance_table, scale_table


def candidate_report() -> WordTemplate:
    """Return the template."""
    return WordTemplate(
        name="candidate-report.docx",
        version="2",
        title="{{ document_title }}",
        header=header("Candidate report", "{{ number }}", marked=True),
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
        + paragraph("Caption", "Report {{ number }}, {{ status }}")
        + table(
            "OutcomeTable",
            widths,
            [
                header_row(widths, ["Panel outcome", "Overall mean", "Summary"]),
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
        + paragraph("Caption", "The post, and the interview as it was held")
        + listing(
            facts,
            ["Detail", "Value", "Detail", "Value"],
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
        paragraph("Heading1", "Scores by attribute")
        + paragraph("Picture", "{{ profile_picture }}")
        + paragraph(
            "FigureCaption",
            "Mean score by attribute on the scale of 1 to 5, with the lowest and the highest score given",
        )
        + paragraph("Caption", "The same figures; every question counts the same")
        + either("moderated", then=_attributes(agreed=True), otherwise=_attributes(agreed=False))
        + each(
            "line in attributes",
            where(
                "line.remark",
                paragraph("FinePrint", strong("Attribute {{ line.number }}. "), "{{ line.remark }}"),
            ),
        )
    )


def _attributes(*, agreed: bool) -> str:
    widths = [4638, 800, 950, 2350, 900] if agreed else [5238, 900, 1050, 2450]
    columns = ["Attribute", "Mean", "Range", "Based on", "Agreed"][: len(widths)]
    figures = ["mean", "spread", "basis", "agreed"][: len(widths) - 1]
    name = paragraph("TableTextKept", "{{ line.number }}. {{ line.name }}")
    bold = {"mean", "agreed"}
    cells = [
        paragraph("TableFigureKept", strong(words) if figure in bold else words)
        for figure in figures
        for words in [f"{{{{ line.{figure} }}}}"]
    ]
    centred = range(1, len(widths))
    return listing(widths, columns, "line in attributes", [name, *cells], centred=centred)


def _decision() -> str:
    return where(
        "outcome",
        paragraph("Heading1", "Decision"),
        paragraph(
            "LeadIn",
            strong("{{ outcome.label }}. "),
            "Decided by {{ outcome.decided_by }}, {{ outcome.date }}.",
        ),
        each("words in outcome.reason", paragraph("Evidence", "{{ words }}")),
    )


def _panel() -> str:
    return (
        paragraph("Heading1", "Panel")
        + paragraph("Caption", "Who scored, in which role")
        + either("sealed", then=_seats(sealed=True), otherwise=_seats(sealed=False))
        + paragraph("FinePrint", "{{ attestation }}")
        + where(
            "departures",
            paragraph("Heading1", "Departures from the plan"),
            each("words in departures", paragraph("ListBullet", "{{ words }}")),
        )
        + where(
            "discussion",
            paragraph("Heading1", "To discuss"),
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
    return listing(widths, ["Name", "Role", "Sheet sealed"][: len(widths)], "seat in panel", cells)


def _questions() -> str:
    return paragraph("Heading1", "Questions, scores and evidence") + each(
        "question in questions",
        paragraph("Heading2", "Question {{ question.number }} ", small("attribute {{ question.attribute }}")),
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
            paragraph("Heading3", "Note by {{ note.member }}"),
            each("words in note.text", paragraph("Evidence", "{{ words }}")),
        ),
    )


def _summary() -> list[str]:
    return [
        "{{ question.type }}, planned for {{ question.asked_by }}. {{ question.summary }}. ",
        strong("{{ question.discuss }}"),
    ]


def _scores() -> str:
    return (
        paragraph("Caption", *_summary())
        + listing(
            [2900, 800, 5938],
            ["Panel member", "Score", "Anchor met"],
            "score in question.scores",
            [
                paragraph("TableTextKept", "{{ score.member }}"),
                paragraph("TableFigureKept", strong("{{ score.score }}")),
                paragraph(
                    "TableTextKept",
                    strong("{{ score.label }}"),
                    "{% if score.anchor %}. {{ score.anchor }}{% endif %}",
                    "{% if score.was %} Amended after the release; was {{ score.was }}.{% endif %}",
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
        paragraph("Heading3", "{{ score.member }}: score before the amendment, {{ change.at }}")
        + paragraph("LeadIn", strong("{{ change.score }}. "), "{{ change.label }}.")
        + each("words in change.evidence", paragraph("Evidence", "{{ words }}"))
        + paragraph("LeadIn", strong("Why it was amended."))
        + each("words in change.reason", paragraph("Evidence", "{{ words }}"))
    )


def _agreed() -> str:
    return (
        paragraph("Heading3", "Agreed score: {{ question.agreed.score }}")
        + where("question.agreed.anchor", paragraph("LeadIn", "{{ question.agreed.anchor }}"))
        + each("words in question.agreed.reason", paragraph("Evidence", "{{ words }}"))
    )


def _signatures() -> str:
    signing = [3200, 2500, 2538, 1400]
    return where(
        "signatories",
        paragraph("Heading1", "Signatures"),
        paragraph("Caption", "Each signs for the scores and the evidence given under their name"),
        listing(
            signing,
            ["Name", "Role", "Signature", "Date"],
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
        paragraph("Heading1", "The rating scale")
        + paragraph("Caption", "Values evidence, 1 to 5, and NE for a question that was not put")
        + scale_table(points="scale", meaning="text")
    )


def _record() -> str:
    return (
        paragraph("Heading1", "Sources and cautions")
        + each(
            "source in references",
            paragraph("Normal", "{{ source.attribution }}"),
            each("caution in source.cautions", paragraph("ListBullet", "{{ caution }}")),
        )
        + paragraph("Heading1", "How this report was made")
        + paragraph("Caption", "What it was made from")
        + provenance_table()
    )


def _appendix() -> str:
    return where(
        "anchored",
        paragraph("Heading1", "Appendix: the anchors of each question"),
        each(
            "question in anchored",
            paragraph("Caption", "Question {{ question.number }}: attribute {{ question.attribute }}"),
            listing(
                [800, 8838],
                ["Score", "Anchor"],
                "anchor in question.anchors",
                [
                    paragraph("TableFigureKept", strong("{{ anchor.score }}")),
                    paragraph("TableSmallKept", strong("{{ anchor.label }}. "), "{{ anchor.text }}"),
                ],
                centred=[0],
            ),
        ),
    )
