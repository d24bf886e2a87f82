"""``recruit export`` and ``recruit import``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from recruit.cli import main
from recruit.documents.question_intake import take_in
from recruit.domain.bank import QuestionBank


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def set_cell(path: Path, heading: str, row: int, value: object) -> None:
    book: Any = load_workbook(path)
    sheet = book["Questions"]
    column = [cell.value for cell in sheet[1]].index(heading) + 1
    sheet.cell(row, column).value = value
    book.save(path)


@pytest.mark.parametrize("name", ["all.xlsx", "all.yaml"])
def test_the_bank_goes_out_and_comes_back(tmp_path: Path, real_bank: QuestionBank, name: str) -> None:
    out = tmp_path / name
    count = len(real_bank.questions)
    assert run("export", "--out", out).output == f"{count} questions in {out}\n"
    assert take_in(out.read_bytes(), name=name, bank=real_bank).questions == real_bank.questions
    back = tmp_path / "back.yaml"
    result = run("import", out, "--out", back)
    assert (result.exit_code, result.output) == (0, f"{count} questions in {back}, and no fault found.\n")
    assert take_in(back.read_bytes(), name="back.yaml", bank=real_bank).questions == real_bank.questions


def test_a_level_and_an_attribute_may_be_chosen(tmp_path: Path, real_bank: QuestionBank) -> None:
    out = tmp_path / "some.yaml"
    run("export", "--level", 4, "--attribute", 2, "--out", out)
    wanted = tuple(q for q in real_bank.questions if 4 in q.levels and q.attribute == 2)
    assert take_in(out.read_bytes(), name="some.yaml", bank=real_bank).questions == wanted


def test_an_empty_workbook_is_there_to_be_filled_in(tmp_path: Path) -> None:
    out = tmp_path / "new.xlsx"
    assert run("export", "--empty", "--out", out).exit_code == 0
    assert load_workbook(out)["Questions"]["A1"].value == "Id"


def test_faults_are_told_with_row_and_column_and_nothing_is_written(tmp_path: Path) -> None:
    sheet, out = tmp_path / "q.xlsx", tmp_path / "q.yaml"
    run("export", "--level", 8, "--out", sheet)
    set_cell(sheet, "Indicators", 3, "kss-pl-99.9")
    set_cell(sheet, "Levels", 4, "9")
    result = run("import", sheet, "--out", out)
    assert (result.exit_code, out.exists()) == (1, False)
    assert "(Levels): levels[1]: is 9; give at most 8" in result.output
    set_cell(sheet, "Levels", 4, "8")
    told = run("import", sheet, "--out", out).output
    assert ", Questions:3: " in told
    assert "(Indicators): " in told
    assert "kss-pl-99.9 is not one of the indicators" in told


def test_what_the_linter_finds_is_told_where_it_stands(tmp_path: Path) -> None:
    sheet, out = tmp_path / "q.xlsx", tmp_path / "q.yaml"
    run("export", "--level", 1, "--attribute", 2, "--out", sheet)
    set_cell(sheet, "Probe 2", 2, "How is your health these days?")
    result = run("import", sheet, "--out", out)
    assert (result.exit_code, out.exists()) == (1, False)
    assert "(Probe 2): " in result.output
    assert "Equality Act 2010" in result.output


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    out = tmp_path / "q.xlsx"
    out.write_bytes(b"ours")
    result = run("export", "--out", out)
    assert (result.exit_code, out.read_bytes()) == (1, b"ours")
    assert run("export", "--out", out, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "--out", "q.csv"), "must end in .xlsx or .yaml"),
        (("export", "--empty", "--out", "q.yaml"), "is for a spreadsheet"),
        (("import", "pyproject.toml", "--out", "q.csv"), "must end in .yaml"),
        (("import", "pyproject.toml", "--out", "q.yaml"), "is of a kind that cannot be read"),
    ],
)
def test_a_name_that_says_nothing_of_a_format_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("")
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert said in result.output
