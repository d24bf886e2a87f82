"""What a reader of a Word document finds in it: its headings and its tables."""

from __future__ import annotations

import io
from typing import Any

import docx

Table = list[list[str]]


def headings(document: bytes) -> list[str]:
    """Return the headings of a document, each with a mark for its level."""
    opened: Any = docx.Document(io.BytesIO(document))
    return [
        f"{'#' * int(paragraph.style.name[-1])} {paragraph.text}"
        for paragraph in opened.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]


def tables(document: bytes) -> list[Table]:
    """Return the text of each cell, row by row, table by table."""
    opened: Any = docx.Document(io.BytesIO(document))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]


def table_headed(document: bytes, *columns: str) -> Table:
    """Return the rows below the header of the first table whose first columns are these."""
    found = (rows for rows in tables(document) if rows[0][: len(columns)] == list(columns))
    return next(found)[1:]
