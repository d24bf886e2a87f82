"""Makes a table's column grid agree with its rows, after cells were repeated or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROW_TAG = re.compile(r"\{[{%#]-?tr ")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def repaired(xml: str) -> str:
    """Return a part in which every table has as many grid columns as its widest row has cells.

    The width of a table stays: old columns keep their proportions, a new one gets an equal
    share. ``xml`` must be well-formed.
    """
    root = etree.fromstring(xml.encode("utf-8"))
    for table in root.iter(W + "tbl"):
        _repair(table)
    return _DECLARATION + str(etree.tostring(root, encoding="unicode"))


def fits(table: etree._Element) -> bool:
    """Return whether every row of ``table`` that is printed has as many cells as there are columns."""
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    return all(
        _length(row) == columns for row in _rows(table) if not _ROW_TAG.search("".join(row.itertext()))
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table)


def _length(row: etree._Element) -> int:
    return sum(_span(cell) for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row)


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "1" if span is None else str(span.get(W + "val"))
    return int(value) if value.isdecimal() else 1


def _repair(table: etree._Element) -> None:
    grid = table.find(W + "tblGrid")
    wanted = max(map(_length, _rows(table)), default=0)
    if grid is None or not wanted or wanted == len(grid.findall(W + "gridCol")):
        return
    widths = [int(float(column.get(W + "w", "0"))) for column in grid.findall(W + "gridCol")]
    for column in grid.findall(W + "gridCol"):
        grid.remove(column)
    for place, width in enumerate(_shared(widths, wanted)):
        grid.insert(place, etree.Element(W + "gridCol", {W + "w": str(width)}))


def _shared(widths: list[int], wanted: int) -> list[int]:
    """Return ``wanted`` widths with the sum of ``widths``, but for rounding down."""
    total = sum(widths)
    if wanted <= len(widths):
        kept = widths[:wanted]
        return [width + (total - sum(kept)) // wanted for width in kept]
    share = total // wanted
    return [width * len(widths) // wanted for width in widths] + [share] * (wanted - len(widths))
