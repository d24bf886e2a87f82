"""What a pack covers, as the panel's pack prints it: a matrix of dots, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recruit.domain.coverage_matrix import Matrix, MatrixRow, coverage_matrix
from recruit.domain.pack import Pack

View = dict[str, Any]

_HEARD, _NOT_HEARD = "●", "·"


def coverage_view(pack: Pack) -> View:
    """Return the rows of the matrix, one dot or blank a question, and the sentences above it.

    Every behaviour has a row; an indicator has one only where a question looks for it, and
    what none looks for is listed in ``missing``; both are gathered by framework and stage.
    """
    matrix = coverage_matrix(pack)
    return {
        "summary": list(matrix.summary),
        "numbers": [column.number for column in matrix.columns],
        "attributes": [
            {
                "label": group.title,
                "dots": _dots(group.asked),
                "behaviours": [_row(row) for row in group.rows],
            }
            for group in matrix.attributes
        ],
        "indicators": _heard(matrix),
        "missing": _missing(matrix),
    }


def _dots(heard: Iterable[bool]) -> list[str]:
    return [_HEARD if yes else _NOT_HEARD for yes in heard]


def _row(row: MatrixRow) -> View:
    return {"label": row.label, "heard": row.covered, "dots": _dots(row.heard)}


def _heard(matrix: Matrix) -> list[View]:
    groups = [(group.title, [_row(row) for row in group.rows if row.covered]) for group in matrix.indicators]
    return [{"source": title, "indicators": rows} for title, rows in groups if rows]


def _missing(matrix: Matrix) -> list[View]:
    """What no question looks for, gathered by framework and stage."""
    groups = [(group.title, [row.label for row in group.rows if row.wanted]) for group in matrix.indicators]
    return [{"source": title, "labels": "; ".join(labels)} for title, labels in groups if labels]
