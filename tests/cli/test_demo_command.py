"""The demonstration: a pack and four reports on invented people, the same each time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from recruit.documents.pack_file import write_pack
from tests.cli.command import outcome, program, text_of
from tests.conftest import DrawDefault

REPORTS = [
    "01-sian-o-brien-okubo.docx",
    "02-tomasz-wisniewski.docx",
    "03-amal-haddad.docx",
    "04-priya-raman.docx",
]
FILES = sorted(
    [
        *("candidate-copy.docx", "moderation.csv", "pack.json", "panel-pack.docx", "scores.csv"),
        "vacancy.json",
        *(f"reports/{name}" for name in REPORTS),
    ]
)


def demo(out: Path, *words: object) -> str:
    status, text, faults = outcome("demo", "--out", out, *words)
    assert (status, faults) == (0, "")
    return text


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("level", range(1, 9))
def test_a_demonstration_can_be_made_of_every_level(
    tmp_path: Path, default_pack: DrawDefault, level: int
) -> None:
    demo(tmp_path / "demo", "--level", level)
    found = contents(tmp_path / "demo")
    assert sorted(found) == FILES
    assert found["pack.json"] == write_pack(default_pack(level))
    assert [name for name in found if name.endswith(".docx") and found[name][:2] != b"PK"] == []


def test_level_6_is_shown_where_none_is_named(tmp_path: Path) -> None:
    done = program("demo", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(contents(tmp_path)) == sorted(f"recruit-demo/{name}" for name in FILES)
    assert done.stdout.decode("utf-8").startswith("Level 6: ")


def test_it_says_where_everything_lies_and_that_it_is_invented(tmp_path: Path) -> None:
    text = demo(tmp_path / "demo", "--level", 1)
    _, _, after = text.partition("Everyone in this demonstration is invented. It lies here:\n")
    assert sorted(after.split()) == sorted(str(tmp_path / "demo" / name) for name in FILES)


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    demo(tmp_path / "first", "--level", 2)
    demo(tmp_path / "second", "--level", 2)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_its_files_make_its_reports(tmp_path: Path) -> None:
    made = tmp_path / "demo"
    demo(made, "--level", 3)
    options = {
        "--pack": "pack.json",
        "--scores": "scores.csv",
        "--moderation": "moderation.csv",
        "--vacancy": "vacancy.json",
    }
    words = [word for option, name in options.items() for word in (option, made / name)]
    status, _, faults = outcome("report", *words, "--out", tmp_path / "again")
    assert (status, faults) == (0, "")
    assert contents(tmp_path / "again") == contents(made / "reports")


def test_three_reports_are_decided_and_the_last_is_a_draft(tmp_path: Path) -> None:
    demo(tmp_path, "--level", 1, "--force")
    texts = [text_of((tmp_path / "reports" / name).read_bytes()) for name in REPORTS]
    assert ["Draft" in text for text in texts] == [False, False, False, True]
    assert all("invented" in text.lower() for text in texts)


def test_a_demonstration_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    demo(tmp_path / "demo", "--level", 1)
    before = contents(tmp_path / "demo")
    status, text, faults = outcome("demo", "--level", 2, "--out", tmp_path / "demo")
    assert (status, text) == (1, "")
    told = [line for line in faults.splitlines() if line.endswith("or --force to overwrite")]
    assert len(told) == len(faults.splitlines()) == len(FILES)
    assert contents(tmp_path / "demo") == before


def test_a_report_that_is_there_stops_all_of_it(tmp_path: Path) -> None:
    kept = tmp_path / "demo" / "reports" / REPORTS[2]
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"an earlier report")
    status, text, faults = outcome("demo", "--level", 1, "--out", tmp_path / "demo")
    assert (status, text, str(kept) in faults) == (1, "", True)
    assert contents(tmp_path / "demo") == {f"reports/{REPORTS[2]}": b"an earlier report"}


def test_force_overwrites_it_and_nothing_else(tmp_path: Path) -> None:
    demo(tmp_path / "demo", "--level", 1)
    (tmp_path / "demo" / "notes.txt").write_text("mine")
    demo(tmp_path / "demo", "--level", 2, "--force")
    found = contents(tmp_path / "demo")
    assert (sorted(found), found["notes.txt"]) == (sorted([*FILES, "notes.txt"]), b"mine")
    assert b'"level": 2' in found["pack.json"]


def test_no_document_carries_the_time_at_which_it_was_made(tmp_path: Path) -> None:
    demo(tmp_path / "demo", "--level", 1)
    times = set()
    for path in (tmp_path / "demo").rglob("*.docx"):
        with zipfile.ZipFile(path) as parts:
            times |= {part.date_time for part in parts.infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("words", [("--level", "0"), ("--level", "9"), ("--nope",)])
def test_wrong_usage_makes_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    status, text, _ = outcome("demo", *words, "--out", tmp_path / "demo")
    assert (status, text, list(tmp_path.iterdir())) == (2, "", [])
