"""Questions as a spreadsheet that HR can fill in: a row each, the papers of exercises on another sheet.

A workbook (.xlsx) holds three sheets: how to fill it in, the questions, the exercise papers.
What is written here and read back is equal to the last character. Lists have numbered columns
(``Probe 1``, ``Probe 2``); a reader takes any number of them, and gaps between them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from recruit.documents.values import Place
from recruit.domain.bank import Question
from recruit.domain.errors import DataFaults, Fault

QUESTIONS, PAPERS, GUIDE = "Questions", "Exercise papers", "How to fill in"
PURPOSES = ("own action", "reason", "other views", "effect", "change since")
TYPES = ("PB", "S", "R", "X")
PARTS = ("Title", "Instructions", "Paragraph", "Table caption", "Table columns", "Table row")
"""What a row of the exercise papers holds; the cells of a table stand in the columns behind Text."""
MOST_CELLS = 6
"""Columns that a table of an exercise may have (``questions.schema.json``)."""
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds; more would be cut off without a word."""

_SPARE_ROWS = 200
"""Rows below the questions in which a list to choose from still opens."""

Kind: TypeAlias = str
"""What a cell means: ``text``, ``whole`` number, ``wholes`` or ``words`` with commas between them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the questions: its heading, the part of a question it holds, and what a cell means."""

    heading: str
    place: Place
    kind: Kind = "text"
    width: int = 40


_SINGLE = (
    Column("Id", ("id",), width=26),
    Column("Version", ("version",), "whole", 9),
    Column("Author", ("author",), width=20),
    Column("Levels", ("levels",), "wholes", 9),
    Column("Attribute", ("attribute",), "whole", 9),
    Column("Type", ("type",), width=7),
    Column("Minutes", ("minutes",), "whole", 9),
    Column("Preparation minutes", ("preparation_minutes",), "whole", 12),
    Column("Text", ("text",), width=60),
    Column("Turns on", ("turns_on",)),
    Column("Accepts", ("accepts",)),
    Column("If no example", ("if_no_example",)),
)
_CLOSING = (
    *(Column(f"Anchor {score}", ("anchors", score), width=50) for score in "12345"),
    Column("Behaviours", ("behaviours",), "words", 24),
    Column("Indicators", ("indicators",), "words", 30),
    Column("Retired", ("retired",), width=24),
)
LISTS: Mapping[str, Sequence[tuple[str, tuple[str, ...], Kind]]] = {
    "probes": (("Probe {} purpose", ("purpose",), "text"), ("Probe {}", ("text",), "text")),
    "listen_for": (("Listen for {}", ("text",), "text"), ("Listen for {} tags", ("tags",), "words")),
    "concerns": (("Concern {}", (), "text"),),
}
"""The parts that hold several entries: a heading, the part of an entry it holds, what a cell means."""
_ROOM = {"probes": 5, "listen_for": 6, "concerns": 4}
"""Entries that an empty workbook has columns for."""


def columns_for(room: Mapping[str, int]) -> tuple[Column, ...]:
    """Return the columns of a sheet with room for so many probes, cues and concerns."""
    lists = tuple(
        Column(heading.format(index + 1), (name, index, *inner), kind, 18 if kind == "words" else 40)
        for name, entries in LISTS.items()
        for index in range(room[name])
        for heading, inner, kind in entries
    )
    return (*_SINGLE, *lists, *_CLOSING)


def question_sheet(questions: Iterable[Question]) -> bytes:
    """Return a workbook (.xlsx) of questions in the order given; without any it is one to fill in.

    Raises ``DataFaults`` for a text longer than a cell can hold.
    """
    questions = list(questions)
    room = {name: max([least, *(len(getattr(q, name)) for q in questions)]) for name, least in _ROOM.items()}
    columns = columns_for(room)
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)  # noqa: S101 (a new workbook has one sheet, which is no chart)
    _write_guide(guide)
    _write_questions(book.create_sheet(QUESTIONS), columns, questions)
    _write_papers(book.create_sheet(PAPERS), questions)
    book.active = 1
    book.properties.creator, book.properties.created = "recruit", _NO_TIME
    out = io.BytesIO()
    book.save(out)
    return _without_times(out.getvalue())


_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def _without_times(raw: bytes) -> bytes:
    """Return a workbook without the time at which it was made: the same questions, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            body = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", made.read(name))
            kept.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _write_questions(sheet: Worksheet, columns: Sequence[Column], questions: Sequence[Question]) -> None:
    _head(sheet, [(column.heading, column.width) for column in columns])
    for row, question in enumerate(questions, start=2):
        for number, column in enumerate(columns, start=1):
            value = part_of(question, column.place)
            if value not in (None, ()):
                _put(sheet.cell(row, number), value, column.heading, question.id)
    sheet.freeze_panes = "B2"
    last = len(questions) + _SPARE_ROWS
    for number, column in enumerate(columns, start=1):
        if allowed := _choices(column.heading):
            _offer(sheet, number, last, allowed)


def part_of(question: Question, place: Place) -> Any:
    """Return the part of a question at a place, none where the question has no such part."""
    value: Any = question
    for step in place:
        if isinstance(step, int):
            if step >= len(value):
                return None
            value = value[step]
        else:
            value = value[step] if isinstance(value, Mapping) else getattr(value, step)
    return value


def _write_papers(sheet: Worksheet, questions: Sequence[Question]) -> None:
    cells = [(f"Cell {number}", 18) for number in range(1, MOST_CELLS + 1)]
    _head(sheet, [("Question", 26), ("Part", 18), ("Text", 80), *cells])
    row = 1
    for question in questions:
        for part, text, more in _papers(question):
            row += 1
            for number, value in enumerate((question.id, part, text, *more), start=1):
                if value:
                    _put(sheet.cell(row, number), value, part, question.id)
    sheet.freeze_panes = "C2"
    _offer(sheet, 2, row + _SPARE_ROWS, PARTS)


def _papers(question: Question) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the rows of a question's exercise papers: part, text, cells of a table."""
    material = question.material
    if material is None:
        return
    yield "Title", material.title, ()
    yield "Instructions", material.instructions, ()
    for paragraph in material.paragraphs:
        yield "Paragraph", paragraph, ()
    if table := material.table:
        yield "Table caption", table.caption, ()
        yield "Table columns", "", table.columns
        for cells in table.rows:
            yield "Table row", "", cells


_GUIDE = (
    "Questions: one row for each question. Headings must stay as they are; columns may be in any order.",
    "Id: two to four plain words joined by hyphens, such as door-closing-early. It never changes.",
    "Version: 1 for a new question. Levels: one or two next to each other, such as 5, 6. Attribute: 1 to 5.",
    "Type: PB past behaviour, S situation, R values reflection, X exercise.",
    "Preparation minutes: 0, except before an exercise.",
    "Probes: three to five, each with a purpose of its own: own action, reason, other views, effect, "
    "change since.",
    "Listen for: what can be heard, and beside it the behaviours and indicators it shows, with commas "
    "between them, such as sfpc-1.2, kss-pl-3.4. List the same ones under Behaviours and Indicators.",
    "Anchors 1 to 5: what is heard for each score. Retired: leave empty, or say why it is no longer asked.",
    "Exercise papers: for type X alone. A row each for the title, the instructions and every paragraph; "
    "a table has a caption, a row with its columns and a row for each line, its cells under Cell 1 to 6.",
    "When you are done, bring the file in again: either every question is taken or none, and each fault is "
    "named with its row and column.",
)


def _write_guide(sheet: Worksheet) -> None:
    sheet.title = GUIDE
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate(("How to fill in this workbook", *_GUIDE), start=1):
        cell = sheet.cell(row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)


_HEAD_FILL = PatternFill("solid", fgColor="FFE8EEF5")


def _head(sheet: Worksheet, headings: Sequence[tuple[str, int]]) -> None:
    for number, (heading, width) in enumerate(headings, start=1):
        cell = sheet.cell(1, number, heading)
        cell.font, cell.fill = Font(bold=True), _HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(number)].width = width


def _put(cell: Cell | Any, value: Any, heading: str, question: str) -> None:
    """Write a value as a number or as text; what begins like a formula stays text when it is edited."""
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    if isinstance(value, int):
        cell.value = value
    else:
        text = str(value)
        if len(text) > LONGEST_CELL:
            message = f"{question}: {heading} has {len(text):,} characters; a cell holds {LONGEST_CELL:,}"
            raise DataFaults([Fault("the spreadsheet", 0, message, "export it as YAML")])
        cell.value = text
        cell.data_type, cell.quotePrefix = "s", text[:1] in tuple("=+-@\t\r'")
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _choices(heading: str) -> tuple[str, ...]:
    if heading == "Type":
        return TYPES
    return PURPOSES if re.fullmatch(r"Probe \d+ purpose", heading) else ()


def _offer(sheet: Worksheet, column: int, last: int, allowed: Sequence[str]) -> None:
    """Let the cells of a column be chosen from a list."""
    rule = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
    rule.error, rule.errorTitle = f"Choose one of: {', '.join(allowed)}", "Not one of the list"
    letter = get_column_letter(column)
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)
