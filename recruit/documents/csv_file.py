"""Rows of a CSV file, as spreadsheets save them, with every fault found by its row."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recruit.documents.characters import character_faults
from recruit.documents.text_file import decode
from recruit.documents.values import MOST_FAULTS
from recruit.domain.errors import DataFaults, Fault

_LONGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a CSV file: its first line, its number as a spreadsheet counts, its cells."""

    line: int
    number: int
    cells: Mapping[str, str]

    def said(self, message: str) -> str:
        """Return a message with the row's number, where notes with line breaks make it differ."""
        return message if self.line == self.number else f"row {self.number}: {message}"


@dataclass(slots=True)
class Faults:
    """Gathers faults of one file."""

    source: str
    found: list[Fault] = field(default_factory=list)

    def add(self, row: Row, message: str, remedy: str) -> None:
        """Note what is wrong with a row."""
        self.found.append(Fault(self.source, row.line, row.said(message), remedy))

    def stop_if_any(self) -> None:
        """Raise ``DataFaults`` with everything noted, if anything was."""
        if self.found:
            raise DataFaults(self.found)


class _NotCsv(Exception):
    """A record that cannot be told from the next; ``line`` is where it begins."""

    def __init__(self, error: csv.Error, line: int) -> None:
        super().__init__(str(error))
        self.line = line


def read_rows(
    raw: bytes,
    columns: Sequence[str],
    optional: Sequence[str],
    faults: Faults,
    *,
    separators: str = ",",
) -> list[Row]:
    """Return the rows of a file whose header names ``columns``, and perhaps some of ``optional``.

    Cells are parted by the one of ``separators`` that the header has most of. Characters
    that no document could hold, and rows with too many or too few cells, are added to
    ``faults``. Raises ``DataFaults`` at once where no row can be told from another.
    """
    text = decode(raw, source=faults.source)
    faults.found += itertools.islice(character_faults(text, source=faults.source), MOST_FAULTS)
    csv.field_size_limit(_LONGEST_CELL)
    records = _records(text, max(separators, key=text.split("\n", 1)[0].count))
    try:
        _, header = next(records, (1, []))
        header = [name.strip().lower() for name in header]
        _check_header(header, columns, optional, faults)
        return list(_body(records, header, faults))
    except _NotCsv as error:
        fault = Fault(
            faults.source, error.line, f"is not valid CSV ({error})", "check the quotes in this row"
        )
        raise DataFaults([*faults.found, fault]) from None


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins, so that a quote left open is named there."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _NotCsv(error, line) from None
        yield line, cells


def _check_header(header: list[str], columns: Sequence[str], optional: Sequence[str], faults: Faults) -> None:
    """Raise when the header does not name each wanted column once and nothing else."""
    found = [
        Fault(
            faults.source, 1, f"the header lacks the column {name}", f"name the columns {', '.join(columns)}"
        )
        for name in columns
        if name not in header
    ]
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        remedy = "save it as CSV UTF-8 with commas"
        raise DataFaults([Fault(faults.source, 1, "its cells are separated by semicolons or tabs", remedy)])
    for name in dict.fromkeys(header):
        if name not in (*columns, *optional):
            said = f"the header has the unknown column {name!r}" if name else "the header has an empty column"
            found.append(Fault(faults.source, 1, said, "remove or rename it"))
        elif header.count(name) > 1:
            found.append(Fault(faults.source, 1, f"the header names {name} twice", "keep one of the two"))
    if found:
        raise DataFaults([*faults.found, *found])


def _body(records: Iterable[tuple[int, list[str]]], header: list[str], faults: Faults) -> Iterator[Row]:
    for number, (line, cells) in enumerate(records, start=2):
        row = Row(line, number, dict(zip(header, cells, strict=False)))
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            message = f"has {len(cells)} cells where the header has {len(header)}"
            faults.add(row, message, "put texts that hold commas or line breaks in quotes")
        else:
            yield row
