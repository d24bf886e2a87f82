"""Files written whole or not at all, and how a command ends when the system fails it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click
import pytest
from click.testing import CliRunner

from recruit.cli import output
from recruit.cli.outcome import Group
from recruit.cli.output import write_file, write_files
from recruit.documents.pack_file import write_pack
from recruit.domain.errors import DataFaults
from tests.cli.command import outcome
from tests.conftest import DrawDefault
from tests.score_sheets import as_csv

OLD = {"a": b"old a", "b": b"old b", "notes.txt": b"mine"}
NEW = {"a": b"new a", "b": b"new b", "c": b"new c", "sub/d": b"new d"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "out", OLD)


@contextmanager
def at_line(number: int, *, of: Callable[..., Any], act: Callable[[], None]) -> Iterator[list[int]]:
    """Act before the line of a function that is the ``number``-th to run; yield the lines seen."""
    seen: list[int] = []

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code is not of.__code__:
            return None
        if event == "line":
            seen.append(frame.f_lineno)
            if len(seen) == number:
                act()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield seen
    finally:
        sys.settrace(before)


def press_stop() -> None:
    raise KeyboardInterrupt


class Interfering(Mapping[str, bytes]):
    """The new files, something happening just before the content of one of them is asked for."""

    def __init__(self, name: str, act: Callable[[], None]) -> None:
        self.name, self.act = name, act

    def __getitem__(self, name: str) -> bytes:
        if name == self.name:
            self.act()
        return NEW[name]

    def __iter__(self) -> Iterator[str]:
        return iter(NEW)

    def __len__(self) -> int:
        return len(NEW)


def vanishing(folder: Path) -> Mapping[str, bytes]:
    """Return the new files, of which ``b`` will be gone from where it was staged."""

    def remove() -> None:
        [staged] = folder.glob(".recruit-*/new/b")
        staged.unlink()

    return Interfering("sub/d", remove)


def test_files_are_written_and_others_left_alone(folder: Path) -> None:
    write_files(folder, NEW, overwrite=True)
    assert contents(folder) == {**OLD, **NEW}
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b", "c", "notes.txt", "sub"]


def test_a_file_makes_its_folder(tmp_path: Path) -> None:
    write_file(tmp_path / "deep" / "down" / "pack.json", b"{}")
    assert contents(tmp_path) == {"deep/down/pack.json": b"{}"}


def test_files_that_exist_are_named_all_at_once(folder: Path) -> None:
    with pytest.raises(DataFaults) as caught:
        write_files(folder, NEW, overwrite=False)
    remedy = "exists already; use another folder, or --force to overwrite"
    assert list(map(str, caught.value.faults)) == [f"{folder / name}: {remedy}" for name in ("a", "b")]
    assert contents(folder) == OLD


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_folder_in_place_of_a_file_is_left_as_it_is(tmp_path: Path, overwrite: bool) -> None:
    fill(tmp_path, {"b/precious.txt": b"kept"})
    with pytest.raises(DataFaults) as caught:
        write_files(tmp_path, NEW, overwrite=overwrite)
    remedy = "is a folder, where a file is to go; rename it, or use another folder"
    assert str(caught.value) == f"{tmp_path / 'b'}: {remedy}"
    assert contents(tmp_path) == {"b/precious.txt": b"kept"}


def test_a_file_in_place_of_a_folder_stops_everything(folder: Path) -> None:
    (folder / "sub").write_bytes(b"in the way")
    with pytest.raises(FileExistsError) as caught:
        write_files(folder, NEW, overwrite=True)
    assert caught.value.filename == str(folder / "sub")
    assert contents(folder) == {**OLD, "sub": b"in the way"}


@pytest.mark.parametrize("missing", ["a", "b", "c"])
def test_a_missing_new_file_puts_everything_back(folder: Path, tmp_path: Path, missing: str) -> None:
    names = ("a", "b", "c")
    new = fill(tmp_path / "new", {name: NEW[name] for name in names if name != missing})
    old = tmp_path / "old"
    old.mkdir()
    with pytest.raises(FileNotFoundError):
        output._swap(folder, names, new=new, old=old)
    assert (contents(folder), contents(old)) == (OLD, {})


def test_a_place_that_cannot_be_written_puts_everything_back(folder: Path, tmp_path: Path) -> None:
    (folder / "sub").write_bytes(b"no folder, so that sub/d cannot go there")
    before = contents(folder)
    new = fill(tmp_path / "new", NEW)
    (tmp_path / "old" / "sub").mkdir(parents=True)
    with pytest.raises(NotADirectoryError):
        output._swap(folder, list(NEW), new=new, old=tmp_path / "old")
    assert (contents(folder), contents(tmp_path / "old")) == (before, {})


def test_a_place_that_cannot_be_cleared_puts_everything_back(folder: Path, tmp_path: Path) -> None:
    new = fill(tmp_path / "new", NEW)
    old = fill(tmp_path / "old", {"b/in-the-way": b""})
    with pytest.raises(DataFaults):
        output._swap(folder, list(NEW), new=new, old=old)
    assert contents(folder) == OLD


def test_stopped_before_any_line_of_the_moves_all_is_as_it_was(tmp_path: Path) -> None:
    stopped = 0
    while True:
        folder = fill(tmp_path / str(stopped), OLD)
        try:
            with at_line(stopped + 1, of=output._swap, act=press_stop):
                write_files(folder, NEW, overwrite=True)
        except KeyboardInterrupt:
            assert contents(folder) == OLD
            stopped += 1
        else:
            break
    assert contents(folder) == {**OLD, **NEW}
    assert stopped > 4 * len(NEW)  # it was stopped before each line of each move


@pytest.mark.parametrize("name", NEW)
def test_stopped_while_new_files_are_staged_all_is_as_it_was(folder: Path, name: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_files(folder, Interfering(name, press_stop), overwrite=True)
    assert (contents(folder), list(folder.glob(".recruit-*"))) == (OLD, [])


def test_a_staged_file_that_vanishes_puts_everything_back(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_files(folder, vanishing(folder), overwrite=True)
    assert (contents(folder), list(folder.glob(".recruit-*"))) == (OLD, [])


@pytest.mark.parametrize("line", range(1, 14))
def test_stopped_while_putting_back_no_content_is_lost(folder: Path, line: int) -> None:
    with pytest.raises(KeyboardInterrupt), at_line(line, of=output._put_back, act=press_stop):
        write_files(folder, vanishing(folder), overwrite=True)
    found = contents(folder).values()
    assert [content for content in OLD.values() if content not in found] == []


def test_what_cannot_be_put_back_is_kept_and_named(folder: Path) -> None:
    def hinder() -> None:
        (folder / "a").unlink()
        fill(folder, {"a/b": b"somebody made a folder meanwhile"})

    with pytest.raises(DataFaults) as caught, at_line(1, of=output._put_back, act=hinder):
        write_files(folder, vanishing(folder), overwrite=True)
    [staging] = folder.glob(".recruit-*")
    kept = staging / "old" / "a"
    told = f"{folder / 'a'}: could not be put back as it was; move it back from {kept}"
    assert (str(caught.value), kept.read_bytes()) == (told, b"old a")
    assert [(folder / name).read_bytes() for name in ("b", "notes.txt")] == [b"old b", b"mine"]


def ended(error: Exception) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of a command that raises an error."""

    @click.group(cls=Group)
    def group() -> None: ...

    @group.command()
    def fail() -> None:
        raise error

    done = CliRunner().invoke(group, ["fail"], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x.docx"), "x.docx: {} (No space left on device)"),
        (OSError(errno.ENOSPC, "No space left on device"), "a file: {} (No space left on device)"),
        (OSError("the disk is gone"), "a file: {} (the disk is gone)"),
    ],
)
def test_what_the_system_refuses_is_told_in_one_line(error: OSError, told: str) -> None:
    line = f"recruit: {told.format('cannot be read or written')}; check the path\n"
    assert ended(error) == (1, "", line)


def test_a_reader_that_has_gone_ends_a_command_without_a_word() -> None:
    assert ended(BrokenPipeError(errno.EPIPE, "Broken pipe")) == (1, "", "")


def test_a_real_pipe_without_a_reader_ends_it_without_a_word() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from recruit.cli import main; main()", "levels", "--json"],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_scores_without_a_candidate_are_named_as_the_user_named_them(
    tmp_path: Path, default_pack: DrawDefault
) -> None:
    (tmp_path / "pack.json").write_bytes(write_pack(default_pack(1)))
    (tmp_path / "marks.csv").write_bytes(as_csv([]))
    words = ("--pack", tmp_path / "pack.json", "--scores", tmp_path / "marks.csv", "--out", tmp_path / "out")
    told = f"recruit: {tmp_path / 'marks.csv'}: holds no candidate; add a row for each score\n"
    assert outcome("report", *words) == (1, "", told)
