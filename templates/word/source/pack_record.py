"""The end of the panel's pack: a sheet for all scores, what the pack covers, where it comes from."""

from __future__ import annotations

from ooxml import (
    TAB,
    cell,
    each,
    fixed,
    label,
    listing,
    paragraph,
    repeated,
    row,
    small,
    strong,
    table,
    tag_cell,
    tag_row,
    where,
)
from reference import provenance_table

_LABEL, _DOT = 5438, 350
_MATRIX = (_LABEL, *[_DOT] * 12)
"""A column for the label and one for each of twelve questions; what a pack has fewer of is shared out."""
_CELLS = _MATRIX[:4]


def coverage() -> str:
    """Return the section with the matrix of attributes, behaviours and indicators by question."""
    lines = [
        _numbers(fixed("attribute_and_behaviour")),
        tag_row("for attribute in coverage.attributes", _CELLS),
        row(_dots(paragraph("TableTextKept", strong("{{ attribute.label }}")), "attribute", kept=True)),
        tag_row("for behaviour in attribute.behaviours", _CELLS),
        row(
            _dots(
                paragraph(
                    "TableText",
                    "{{ behaviour.label }}",
                    small("{% if not behaviour.heard %} – " + fixed("not_looked_for") + "{% endif %}"),
                ),
                "behaviour",
            )
        ),
        tag_row("endfor", _CELLS),
        tag_row("endfor", _CELLS),
    ]
    return (
        paragraph("Heading1", fixed("what_it_looks_for"), new_page=True)
        + each("words in coverage.summary", paragraph("Normal", "{{ words }}"))
        + paragraph("Heading2", fixed("attributes_and_behaviours"))
        + paragraph("Caption", fixed("a_dot"))
        + table("DenseTable", _MATRIX, lines, fluid=True)
        + where("coverage.indicators", _indicators())
        + where(
            "coverage.missing",
            paragraph("Heading2", fixed("indicators_missing")),
            each(
                "group in coverage.missing",
                paragraph("FinePrint", strong("{{ group.source }}: "), "{{ group.labels }}."),
            ),
        )
    )


def _indicators() -> str:
    """A table for each source and stage, so that neither is said in every row."""
    lines = [
        _numbers(fixed("indicator")),
        *repeated(
            "indicator in group.indicators",
            _dots(paragraph("TableTextKept", "{{ indicator.label }}"), "indicator", kept=True),
            _CELLS,
        ),
    ]
    return paragraph("Heading2", fixed("indicators_heard")) + each(
        "group in coverage.indicators",
        paragraph("Caption", "{{ group.source }}"),
        table("DenseTable", _MATRIX, lines, fluid=True),
    )


def _numbers(heading: str) -> str:
    return row(
        [
            cell(_LABEL, paragraph("TableHeading", heading), fluid=True),
            tag_cell("for number in coverage.numbers", _DOT),
            cell(_DOT, paragraph("TableHeadingCentred", "{{ number }}"), fluid=True),
            tag_cell("endfor", _DOT),
        ],
        header=True,
    )


def _dots(label: str, line: str, *, kept: bool = False) -> list[str]:
    return [
        cell(_LABEL, label, fluid=True),
        tag_cell(f"for dot in {line}.dots", _DOT),
        cell(_DOT, paragraph("TableFigureKept" if kept else "TableFigure", "{{ dot }}"), fluid=True),
        tag_cell("endfor", _DOT),
    ]


def summary_sheet() -> str:
    """Return the page on which a member gathers the scores of one candidate."""
    return (
        paragraph("Heading1", fixed("score_summary"), new_page=True)
        + paragraph("Normal", fixed("one_sheet"))
        + paragraph("FormLine", fixed("candidate") + " ", TAB, TAB, fixed("date") + " ", TAB)
        + paragraph("FormLine", fixed("panel_member") + " ", TAB, TAB, fixed("signed") + " ", TAB)
        + paragraph("Caption", fixed("tick_for_each"))
        + listing(
            [700, 4638, *[700] * 5, 800],
            [fixed("no"), fixed("question"), "NE", "1", "2", "3", "4", "5"],
            "question in score_rows",
            [
                paragraph("TableText", strong("{{ question.number }}")),
                paragraph("TableText", "{{ question.name }}")
                + paragraph("TableText", small("{{ question.attribute }}")),
                *[paragraph("TickBox", "☐")] * 6,
            ],
            centred=range(2, 8),
        )
        + paragraph("FinePrint", fixed("score_changed"))
    )


def record() -> str:
    """Return the sources with their cautions, and how the pack was made."""
    return (
        paragraph("Heading1", fixed("sources"))
        + each(
            "source in sources",
            paragraph("Heading2", "{{ source.title }}"),
            paragraph("Normal", label("{{ source.publisher }}. "), "{{ source.attribution }}"),
            paragraph("Normal", label(fixed("licence") + " "), "{{ source.licence }}"),
            each("caution in source.cautions", paragraph("ListBullet", "{{ caution }}")),
        )
        + paragraph("Heading1", fixed("how_pack_made"))
        + paragraph("Caption", fixed("same_again"))
        + provenance_table()
    )
