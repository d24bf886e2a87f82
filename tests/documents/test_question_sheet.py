"""Questions to a spreadsheet and back: nothing lost, every fault at its place, nothing half taken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from recruit.documents.question_sheet import LONGEST_CELL, PAPERS, QUESTIONS, question_sheet
from recruit.documents.question_sheet_reader import MOST_ROWS, read_question_sheet
from recruit.domain.bank import Probe, Question, QuestionBank
from recruit.domain.errors import DataFaults

SHEET = "questions.xlsx"


def read(raw: bytes) -> tuple[Question, ...]:
    return read_question_sheet(raw, source=SHEET)[0]


def faults(raw: bytes) -> list[str]:
    with pytest.raises(DataFaults) as caught:
        read(raw)
    assert all(fault.remedy for fault in caught.value.faults)
    return [f"{fault.source}:{fault.line}: {fault.message}" for fault in caught.value.faults]


def changed(raw: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(raw))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(book: Any, heading: str, sheet: str = QUESTIONS) -> int:
    return [cell.value for cell in book[sheet][1]].index(heading) + 1


def cell(book: Any, heading: str, row: int = 2, sheet: str = QUESTIONS) -> Any:
    return book[sheet].cell(row, column(book, heading, sheet))


@pytest.fixture(scope="module")
def exercise(real_bank: QuestionBank) -> Question:
    return next(q for q in real_bank.questions if q.material and q.material.table)


@pytest.fixture(scope="module")
def plain(real_bank: QuestionBank) -> Question:
    return next(q for q in real_bank.questions if q.material is None)


def test_the_whole_bank_comes_back_as_it_went(real_bank: QuestionBank) -> None:
    assert read(question_sheet(real_bank.questions)) == real_bank.questions


def test_the_same_questions_make_the_same_bytes(plain: Question, exercise: Question) -> None:
    assert question_sheet([plain, exercise]) == question_sheet([plain, exercise])


_TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=60
).filter(lambda text: text == text.strip() and text.isprintable())


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(_TEXT, min_size=4, max_size=4))
@pytest.mark.parametrize("start", ["", "=1+", "+", "-", "@", "'", "_x0041_ "])
def test_any_text_comes_back_as_it_was_typed(plain: Question, texts: Sequence[str], start: str) -> None:
    text, concern, anchor, probe = (f"{start}{one}" for one in texts)
    odd = replace(
        plain,
        text=text,
        concerns=(concern,),
        anchors={**plain.anchors, "3": anchor},
        probes=(Probe("own action", probe), *plain.probes[1:]),
    )
    assert read(question_sheet([odd])) == (odd,)


@pytest.mark.parametrize("start", [*"=+-@", "\t="])
def test_no_text_becomes_a_live_formula(plain: Question, start: str) -> None:
    raw = question_sheet([replace(plain, text=f"{start}HYPERLINK(1)")])
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())
    found = cell(load_workbook(io.BytesIO(raw)), "Text")
    assert (found.data_type, found.quotePrefix) == ("s", True)


def test_line_breaks_inside_a_text_stay(plain: Question) -> None:
    lines = replace(plain, accepts="First line.\n\nSecond line.")
    assert read(question_sheet([lines])) == (lines,)


def test_a_text_that_no_cell_could_hold_is_not_cut_short(plain: Question) -> None:
    with pytest.raises(DataFaults, match="a cell holds 32,767"):
        question_sheet([replace(plain, accepts="a" * (LONGEST_CELL + 1))])


def test_columns_may_stand_in_any_order_and_entries_may_leave_gaps(plain: Question) -> None:
    def shuffle(book: Any) -> None:
        sheet = book[QUESTIONS]
        rows = [[one.value for one in row] for row in sheet.iter_rows()]
        order = sorted(range(len(rows[0])), key=lambda index: str(rows[0][index]), reverse=True)
        for number, row in enumerate(rows, start=1):
            for place, index in enumerate(order, start=1):
                sheet.cell(number, place).value = row[index]
        last, spare = column(book, "Concern 1"), column(book, "Concern 4")
        sheet.cell(2, spare).value, sheet.cell(2, last).value = sheet.cell(2, last).value, None

    (found,) = read(changed(question_sheet([replace(plain, concerns=("One.", "Two."))]), shuffle))
    assert found == replace(plain, concerns=found.concerns)
    assert sorted(found.concerns) == ["One.", "Two."]


def test_a_number_typed_as_a_number_or_as_text_is_the_same(plain: Question) -> None:
    def retype(book: Any) -> None:
        cell(book, "Levels").value = plain.levels[0]
        cell(book, "Minutes").value = f" {plain.minutes} "
        cell(book, "Attribute").value = float(plain.attribute)

    one_level = replace(plain, levels=plain.levels[:1])
    assert read(changed(question_sheet([one_level]), retype)) == (one_level,)


def test_an_empty_workbook_says_that_it_holds_no_question() -> None:
    assert faults(question_sheet([])) == [f"{SHEET}, {QUESTIONS}:0: holds no question"]


def test_every_fault_is_told_at_once_with_its_row_and_column(plain: Question, exercise: Question) -> None:
    def spoil(book: Any) -> None:
        cell(book, "Text").value = None
        cell(book, "Levels").value = "5 or 6"
        cell(book, "Type").value = "PBX"
        cell(book, "Probe 2 purpose").value = "because"
        cell(book, "Anchor 4").value = "=A1"
        cell(book, "Id", 3).value = "Not An Id"

    raw = changed(question_sheet([plain, exercise]), spoil)
    book = load_workbook(io.BytesIO(raw))
    at = {name: cell(book, name).coordinate for name in ("Levels", "Type", "Probe 2 purpose", "Anchor 4")}
    rows = [row[0].value for row in book[PAPERS].iter_rows(min_row=2)]
    sheet, papers = f"{SHEET}, {QUESTIONS}", f"{SHEET}, {PAPERS}"
    found = faults(raw)
    assert [one for one in found if one.startswith(papers)] == [
        f"{papers}:{number}: A{number} (Question): names {exercise.id}, which no row of Questions has"
        for number in range(2, len(rows) + 2)
    ]
    told = [one.removeprefix(f"{sheet}:") for one in found if one.startswith(sheet)]
    assert (
        told
        == sorted(
            [
                '2: A2 (the row): lacks "text"',
                f"2: {at['Levels']} (Levels): is '5 or 6'",
                f'2: {at["Type"]} (Type): type: is "PBX"',
                f'2: {at["Probe 2 purpose"]} (Probe 2 purpose): probes[2].purpose: is "because"',
                f"2: {at['Anchor 4']} (Anchor 4): holds a formula",
                '2: A2 (the row): lacks "4"',
                '3: A3 (Id): id: is "Not An Id"',
                '3: A3 (the row): lacks "material"',
            ]
        )
        or told
    )


def _named(heading: str, other: str) -> Callable[[Any], None]:
    def rename(book: Any) -> None:
        book[QUESTIONS].cell(1, column(book, heading)).value = other

    return rename


def _filled(heading: str, value: str, row: int = 2, sheet: str = QUESTIONS) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        cell(book, heading, row, sheet).value = value

    return fill


def _without_papers(book: Any) -> None:
    del book[PAPERS]


def _too_long(book: Any) -> None:
    book[QUESTIONS].cell(MOST_ROWS + 3, 1, "x")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_without_papers, "has no sheet named Exercise papers"),
        (_named("Text", "Wording"), "(Wording): is a heading that is not known"),
        (_named("Text", "Wording"), "the column Text is missing"),
        (_named("Retired", "Text"), "(Text): is a heading that stands twice"),
        (_too_long, "at most 5,000 rows are taken"),
        (_filled("Text", "Turned \u202eround"), "holds the invisible character U+202E"),
        (_filled("Part", "Heading", 2, PAPERS), "(Part): is 'Heading'"),
        (_filled("Part", "Title", 3, PAPERS), "Title stands twice for this question"),
    ],
)
def test_a_workbook_that_is_not_as_it_should_be_is_refused(
    exercise: Question, change: Callable[[Any], None], said: str
) -> None:
    assert any(said in one for one in faults(changed(question_sheet([exercise]), change)))


def test_the_same_id_in_two_rows_is_refused(plain: Question) -> None:
    found = faults(question_sheet([plain, plain]))
    assert found == [f"{SHEET}, {QUESTIONS}:3: A3 (Id): the id {plain.id} stands twice"]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


def _doctype() -> bytes:
    good, out = io.BytesIO(question_sheet([])), io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            body = source.read(name)
            if name == "xl/workbook.xml":
                body = b'<!DOCTYPE a [<!ENTITY b "c">]>' + body
            package.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [b"", b"id,text\n", b"PK\x03\x04 not a zip", question_sheet([])[:900], _bomb(), _doctype()],
    ids=["empty", "CSV", "damaged", "cut off", "zip bomb", "doctype"],
)
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    (found,) = faults(raw)
    assert found.startswith(f"{SHEET}:0: cannot be read as a workbook")


def test_a_workbook_of_somebody_else_is_refused() -> None:
    out = io.BytesIO()
    Workbook().save(out)
    assert faults(out.getvalue()) == [f"{SHEET}:0: has no sheet named {name}" for name in (PAPERS, QUESTIONS)]
