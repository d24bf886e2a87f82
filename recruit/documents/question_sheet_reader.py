"""Reads the workbook of ``question_sheet``: all of it, or every fault with its sheet, row and column."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

import cattrs
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from recruit.documents.characters import text_faults
from recruit.documents.question_sheet import LISTS, MOST_CELLS, PAPERS, PARTS, QUESTIONS, Column, columns_for
from recruit.documents.schemas import describe, explain, validator
from recruit.documents.values import MOST_FAULTS, Place
from recruit.documents.word.guard import TemplateRefused, open_package
from recruit.domain.bank import Question
from recruit.domain.errors import DataFaults, Fault

MOST_UNPACKED = 12 * 1024 * 1024
"""Bytes of a workbook, unpacked; one of the bundled bank has 1 MB."""
MOST_ROWS = 5_000
"""Rows of a sheet that are looked at; the bundled bank has 200 questions."""
_MOST_ENTRIES = 30
"""Numbered columns of one kind that are looked at; the schema allows six at most."""
_WHOLE = re.compile(r"-?\d{1,6}")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a part of a question stands: sheet, row, letter of the column, its heading."""

    sheet: str
    row: int
    letter: str
    heading: str


@dataclass(slots=True)
class SheetQuestions:
    """The questions of a workbook as the YAML file would have them, and where each part stands."""

    source: str
    value: list[dict[str, Any]] = field(default_factory=list)
    spots: dict[Place, _Spot] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, message: str, remedy: str) -> Fault:
        """Return a fault at a part of a question, or at the nearest part around it."""
        while place and place not in self.spots:
            place = place[:-1]
        return self._at(self.spots[place], message, remedy)

    def _at(self, spot: _Spot, message: str, remedy: str) -> Fault:
        where = f"{spot.letter}{spot.row} ({spot.heading})"
        return Fault(f"{self.source}, {spot.sheet}", spot.row, f"{where}: {message}", remedy)

    def note(self, spot: _Spot, message: str, remedy: str) -> None:
        """Keep a fault of a cell."""
        self.faults.append(self._at(spot, message, remedy))

    def put(self, place: Place, value: Any, spot: _Spot) -> None:
        """Put a value where it belongs in its question; ``place`` begins with the question's index."""
        target: Any = self.value
        for depth, (step, following) in enumerate(pairwise(place), start=1):
            if isinstance(step, int):
                target = target[step]
            else:
                target = target.setdefault(step, [] if isinstance(following, int) else {})
            if isinstance(following, int) and following == len(target):
                target.append({} if len(place) > depth + 1 else None)
            self.spots.setdefault(place[:depth], spot)
        target[place[-1]] = value
        self.spots[place] = spot


def read_question_sheet(raw: bytes, *, source: str) -> tuple[tuple[Question, ...], SheetQuestions]:
    """Return the questions of a workbook (.xlsx), and where their parts stand for faults found later.

    Raises ``DataFaults`` with every fault: cells that hold a formula or a character no
    document can hold, headings that are missing, unknown or there twice, and every
    departure from the format of a question.
    """
    book = _open(raw, source)
    found = SheetQuestions(source)
    if missing := [name for name in (QUESTIONS, PAPERS) if name not in book]:
        remedy = "begin from an exported workbook, and keep the names of its sheets"
        raise DataFaults(Fault(source, 0, f"has no sheet named {name}", remedy) for name in missing)
    rows = _read_questions(book[QUESTIONS], found)
    _read_papers(book[PAPERS], found, rows)
    if not found.value and not found.faults:
        found.faults.append(Fault(f"{source}, {QUESTIONS}", 0, "holds no question", "fill in a row for each"))
    _hold_against_schema(found)
    if found.faults:
        raise DataFaults(sorted(set(found.faults)))
    return tuple(cattrs.structure(value, Question) for value in found.value), found


def _open(raw: bytes, source: str) -> Any:
    try:
        parts = open_package(raw).values()
        if any(b"<!DOCTYPE" in part for part in parts):
            raise TemplateRefused("a part declares a document type", remedy="")
        if sum(map(len, parts)) <= MOST_UNPACKED:
            return load_workbook(io.BytesIO(raw), keep_links=False)
    except TemplateRefused:
        message = "cannot be read as a workbook of this size and kind"
        raise DataFaults([Fault(source, 0, message, "save it as an Excel workbook (.xlsx)")]) from None
    except Exception as error:  # openpyxl raises anything at all on a damaged part
        message = f"cannot be read as a workbook ({type(error).__name__})"
        raise DataFaults([Fault(source, 0, message, "open it, and save it as an Excel workbook")]) from None
    message = f"unpacks to more than {MOST_UNPACKED // 1024**2} MB"
    raise DataFaults([Fault(source, 0, message, "copy the filled rows into a new workbook")])


def _rows(sheet: Worksheet, found: SheetQuestions, *, width: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows below the headings; a sheet of more than ``MOST_ROWS`` is refused, never cut short."""
    if sheet.max_row > MOST_ROWS:
        spot = _Spot(sheet.title, MOST_ROWS + 1, "A", "the row")
        found.note(spot, f"at most {MOST_ROWS:,} rows are taken", "delete the empty rows below, or divide it")
    rows: Any = sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, MOST_ROWS), max_col=width)
    yield from rows


def _read_questions(sheet: Worksheet, found: SheetQuestions) -> dict[str, int]:
    """Read one question from each row that holds anything; return their indexes by id."""
    columns = _columns(sheet, found)
    rows: dict[str, int] = {}
    for cells in _rows(sheet, found, width=max(columns, default=1)):
        filled = [cell for cell in cells if cell.value not in (None, "") and cell.column in columns]
        if not filled:
            continue
        index = len(found.value)
        found.value.append({})
        found.spots[index,] = _Spot(QUESTIONS, filled[0].row, "A", "the row")
        entries: dict[tuple[str, int], int] = {}
        for cell in sorted(filled, key=lambda cell: _turn(columns[cell.column])):
            _take(cell, columns[cell.column], index, entries, found)
        if isinstance(name := found.value[index].get("id"), str):
            if name in rows:
                message = f"the id {name} stands twice"
                found.faults.append(
                    found.fault((index, "id"), message, "give each question an id of its own")
                )
            rows.setdefault(name, index)
    return rows


def _turn(column: Column) -> tuple[str, int]:
    """Return what puts the entries of a list in the order of their numbers, wherever their columns stand."""
    entry = column.place[1] if len(column.place) > 1 else 0
    return str(column.place[0]), entry if isinstance(entry, int) else 0


def _columns(sheet: Worksheet, found: SheetQuestions) -> Mapping[int, Column]:
    """Return what each column holds, by its number; headings may stand in any order."""
    known = {column.heading.lower(): column for column in columns_for(dict.fromkeys(LISTS, _MOST_ENTRIES))}
    columns: dict[int, Column] = {}
    headings: Any = sheet[1]
    for cell in headings:
        heading = str(cell.value or "").strip()
        spot = _Spot(QUESTIONS, 1, get_column_letter(cell.column), heading or "no heading")
        column = known.get(heading.lower())
        if column is None:
            if heading:
                found.note(spot, "is a heading that is not known", "use the headings of an exported workbook")
        elif column in columns.values():
            found.note(spot, "is a heading that stands twice", "keep one of the two")
        else:
            columns[cell.column] = column
    wanted = [c for c in columns_for(dict.fromkeys(LISTS, 0)) if c.place != ("retired",)]
    for column in wanted:
        if column not in columns.values():
            spot = _Spot(QUESTIONS, 1, "A", "headings")
            found.note(
                spot, f"the column {column.heading} is missing", "add it, as an exported workbook has it"
            )
    return columns


def _take(
    cell: Cell, column: Column, index: int, entries: dict[tuple[str, int], int], found: SheetQuestions
) -> None:
    """Take one cell. Entries of a list close up: where Probe 2 is empty, Probe 3 is the second."""
    spot = _Spot(QUESTIONS, cell.row, get_column_letter(cell.column), column.heading)
    place = column.place
    if len(place) > 1 and isinstance(place[1], int):
        name, number = str(place[0]), place[1]
        known = sum(key[0] == name for key in entries)
        place = (name, entries.setdefault((name, number), known), *place[2:])
    text = _text(cell, spot, found)
    if text:
        found.put((index, *place), _meant(text, column, spot, found), spot)


def _text(cell: Cell, spot: _Spot, found: SheetQuestions) -> str:
    """Return what a cell holds as text; a formula is refused, since nobody can say what it will show."""
    if cell.data_type == "f":
        found.note(spot, "holds a formula", "type the text itself")
        return ""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    for fault in text_faults(text, source=found.source, line=spot.row):
        found.note(spot, fault.message, fault.remedy)
    return text


def _meant(text: str, column: Column, spot: _Spot, found: SheetQuestions) -> Any:
    if column.kind == "text":
        return text
    if column.kind == "words":
        return [word for word in re.split(r"[\s,;]+", text) if word]
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if all(_WHOLE.fullmatch(part) for part in parts) and (column.kind == "wholes" or len(parts) == 1):
        numbers = [int(part) for part in parts]
        return numbers if column.kind == "wholes" else numbers[0]
    several = "whole numbers with commas between them" if column.kind == "wholes" else "a whole number"
    found.note(spot, f"is {text[:40]!r}", f"write {several}")
    return [1] if column.kind == "wholes" else 1


def _read_papers(sheet: Worksheet, found: SheetQuestions, rows: Mapping[str, int]) -> None:
    for cells in _rows(sheet, found, width=len(_PAPER_HEADINGS)):
        spots = [
            _Spot(PAPERS, cell.row, get_column_letter(cell.column), _PAPER_HEADINGS[cell.column - 1])
            for cell in cells
        ]
        texts = [_text(c, s, found) if c.value is not None else "" for c, s in zip(cells, spots, strict=True)]
        if not any(texts):
            continue
        name, part, text, *more = texts
        if name not in rows:
            found.note(
                spots[0], f"names {name or 'no question'}, which no row of {QUESTIONS} has", "correct the id"
            )
        elif part not in PARTS:
            found.note(spots[1], f"is {part!r}", f"write one of {', '.join(PARTS)}")
        else:
            value = [*more] if part in ("Table columns", "Table row") else text
            _take_paper(rows[name], part, value, spots[1], found)


_PAPER_HEADINGS = ("Question", "Part", "Text", *(f"Cell {number}" for number in range(1, MOST_CELLS + 1)))


def _take_paper(index: int, part: str, value: Any, spot: _Spot, found: SheetQuestions) -> None:
    """Take one row of exercise papers; ``value`` is a text, or the cells of a line of the table."""
    material = found.value[index].get("material", {})
    while isinstance(value, list) and value and not value[-1]:
        value.pop()
    place: Place = {
        "Title": ("title",),
        "Instructions": ("instructions",),
        "Paragraph": ("paragraphs", len(material.get("paragraphs", []))),
        "Table caption": ("table", "caption"),
        "Table columns": ("table", "columns"),
        "Table row": ("table", "rows", len(material.get("table", {}).get("rows", []))),
    }[part]
    if isinstance(place[-1], str) and _holds(material, place):
        found.note(spot, f"{part} stands twice for this question", "keep one of the two")
    else:
        found.put((index, "material", *place), value, spot)


def _holds(material: Any, place: Place) -> bool:
    for step in place:
        if step not in material:
            return False
        material = material[step]
    return True


def _hold_against_schema(found: SheetQuestions) -> None:
    value = {"schema": "recruit-questions/1", "questions": found.value}
    errors: Iterator[Any] = validator("questions").iter_errors(value)
    for error in islice(errors, MOST_FAULTS):
        path = tuple(error.absolute_path)[1:]
        if path:
            message, remedy = explain(error)
            found.faults.append(found.fault(path, f"{describe(path[1:])}{message}", remedy))
