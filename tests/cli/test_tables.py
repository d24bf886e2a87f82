"""Tables fit the terminal they are printed on."""

from __future__ import annotations

import pytest

from recruit.cli.output import say_table


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_a_table_is_no_wider_than_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    words = " ".join(["several"] * 60)
    say_table(("No.", "Question", "Why"), [(1, words, words), (2, "short", words)], widths=(None, 50, 50))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns
    assert [line.split()[0] for line in lines if line[:1].isdigit()] == ["1", "2"]


def test_a_table_without_rows_has_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    say_table(("Id", "Question"), [], widths=(None, 50))
    assert capsys.readouterr().out.splitlines()[0].split() == ["Id", "Question"]
