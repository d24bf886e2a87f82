"""What a candidate reads before an exercise; the same in the pack and in the candidate's copy."""

from __future__ import annotations

from ooxml import TEXT_WIDTH, cell, each, fixed, paragraph, repeated, row, strong, table, tag_cell, where

_QUARTER = TEXT_WIDTH // 4
_WIDTHS = (_QUARTER, _QUARTER, _QUARTER, TEXT_WIDTH - 3 * _QUARTER)
"""Equal, so that they stay equal when the tag for the columns has repeated one of them."""


def material() -> str:
    """Return the material of ``question`` without its title, with its table where it has one."""
    return (
        paragraph(
            "Normal",
            strong("{{ question.material.preparation }} " + fixed("to_prepare") + ". "),
            "{{ question.material.instructions }}",
        )
        + each("words in question.material.paragraphs", paragraph("Normal", "{{ words }}"))
        + where(
            "question.material.table",
            paragraph("Caption", "{{ question.material.table.caption }}"),
            _table(),
        )
    )


def _table() -> str:
    """A table of as many columns as the material has; the first stands outside the loop of the rest."""
    columns = "question.material.table"
    return table(
        "RuledTable",
        _WIDTHS,
        [
            row(_cells(f"{columns}.first", f"{columns}.columns", "TableHeading"), header=True),
            *repeated(
                "line in question.material.table.rows",
                _cells("line.first", "line.rest", "TableTextKept"),
                _WIDTHS,
            ),
        ],
        fluid=True,
    )


def _cells(first: str, rest: str, style: str) -> list[str]:
    return [
        cell(_WIDTHS[0], paragraph(style, f"{{{{ {first} }}}}"), fluid=True),
        tag_cell(f"for entry in {rest}", _WIDTHS[1]),
        cell(_WIDTHS[2], paragraph(style, "{{ entry }}"), fluid=True),
        tag_cell("endfor", _WIDTHS[3]),
    ]
