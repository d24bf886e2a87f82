"""Candidates from a CSV file or a pasted list, with every fault found by its row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from recruit.documents.characters import name_key, text_faults
from recruit.documents.csv_file import Faults, Row, read_rows
from recruit.domain.candidates import Newcomer
from recruit.domain.errors import Fault

COLUMNS = ("name",)
OPTIONAL_COLUMNS = ("code", "day", "order")
MOST_CANDIDATES = 500
"""Candidates that one file may name; a round of more is several rounds."""

_UK_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_ORDER = re.compile(r"[1-9]\d{0,3}\Z")


@dataclass(frozen=True, slots=True)
class CandidateFile:
    """What was read: newcomers in order of interview, and everything wrong with the file.

    A row with a fault still gives a newcomer where its name can be read, so that the names
    can be compared with those of the round in one go.
    """

    newcomers: tuple[Newcomer, ...]
    faults: tuple[Fault, ...]


def candidate_template() -> bytes:
    """Return a file with the header alone; its byte-order mark makes Excel read and keep UTF-8."""
    return f"{','.join((*COLUMNS, *OPTIONAL_COLUMNS))}\r\n".encode("utf-8-sig")


def read_candidates(raw: bytes, *, source: str) -> CandidateFile:
    """Return the candidates of a CSV file, its cells parted by commas, semicolons or tabs.

    Rows with a number in ``order`` come first, by that number; the others keep their order
    behind them. Raises ``DataFaults`` where no row can be told from another.
    """
    faults = Faults(source)
    rows = read_rows(raw, COLUMNS, OPTIONAL_COLUMNS, faults, separators=",;\t")
    if not rows and not faults.found:
        faults.found.append(
            Fault(source, 0, "the file names no candidate", "write one candidate in each row")
        )
    if len(rows) > MOST_CANDIDATES:
        message = f"the file names {len(rows)} candidates; {MOST_CANDIDATES} can be taken at once"
        faults.found.append(Fault(source, 0, message, "check that it is the right file, or divide it"))
    first: dict[int, Row] = {}
    ordered = [(_order(row, first, faults), _newcomer(row, faults)) for row in rows[:MOST_CANDIDATES]]
    ordered.sort(key=lambda pair: pair[0])
    return CandidateFile(tuple(newcomer for _, newcomer in ordered), tuple(faults.found))


def read_names(text: str, *, source: str) -> CandidateFile:
    """Return the candidates of a pasted list, one name a line; empty lines count for nothing."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    faults = [fault for number, line in lines for fault in text_faults(line, source=source, line=number)]
    if not lines:
        faults.append(Fault(source, 0, "the list names no candidate", "write one name in each line"))
    if len(lines) > MOST_CANDIDATES:
        message = f"the list names {len(lines)} candidates; {MOST_CANDIDATES} can be taken at once"
        faults.append(Fault(source, 0, message, "divide it"))
    newcomers = [Newcomer(name=name_key(line), line=number) for number, line in lines[:MOST_CANDIDATES]]
    return CandidateFile(tuple(newcomers), tuple(faults))


def _newcomer(row: Row, faults: Faults) -> Newcomer:
    return Newcomer(
        name=name_key(row.cells["name"]),
        code=row.cells.get("code", "").strip(),
        day=_day(row, faults),
        line=row.line,
    )


def _day(row: Row, faults: Faults) -> date | None:
    written = row.cells.get("day", "").strip()
    if not written:
        return None
    for day in _days(written):
        return day
    faults.add(row, f"the day is {written!r}", "write it as 14/01/2027 or 2027-01-14")
    return None


def _days(written: str) -> Iterator[date]:
    """Yield the day that was written, if it is one; two figures of a year are no year."""
    if found := _UK_DAY.match(written):
        day, month, year = map(int, found.groups())
    elif found := _ISO_DAY.match(written):
        year, month, day = map(int, found.groups())
    else:
        return
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _order(row: Row, first: dict[int, Row], faults: Faults) -> tuple[bool, int, int]:
    """Return what a row is sorted by; a row without a number comes after all that have one."""
    written = row.cells.get("order", "").strip()
    if not _ORDER.match(written):
        if written:
            faults.add(row, f"the order is {written!r}", "write 1 for who is interviewed first, then 2, 3")
        return (True, 0, row.line)
    number = int(written)
    if (earlier := first.setdefault(number, row)) is not row:
        faults.add(row, f"the order {number} stands here twice; first in row {earlier.number}", "change one")
    return (False, number, row.line)
