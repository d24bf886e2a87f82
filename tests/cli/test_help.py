"""Help: every command and option is described, and every example runs."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from recruit import __version__
from recruit.cli import main
from recruit.documents.pack_file import write_pack
from recruit.documents.question_sheet import question_sheet
from recruit.domain.bank import QuestionBank
from recruit.paths import bundled
from tests.cli.command import outcome, recruit
from tests.conftest import DrawDefault
from tests.score_sheets import as_csv, sheet


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of a command and of every command below it."""
    yield path
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from commands(below, (*path, name))


EVERY = tuple(commands(main))


def command_at(path: tuple[str, ...]) -> click.Command:
    found: click.Command = main
    for name in path:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    return found


def help_of(path: tuple[str, ...]) -> str:
    status, text, faults = outcome(*path, "--help")
    assert (status, faults) == (0, "")
    return text


def examples(path: tuple[str, ...]) -> list[str]:
    """Return the lines of the example that a command's help shows."""
    _, _, after = help_of(path).partition("\n  Example:\n")
    return [line.strip() for line in after.split("\n\n")[0].splitlines()]


def test_the_commands_are_those_we_promise() -> None:
    promised = {"frameworks", "levels", "questions", "check", "pack", "report", "serve"}
    assert promised - set(main.commands) == set()


@pytest.mark.parametrize("path", EVERY)
def test_every_command_says_what_it_does(path: tuple[str, ...]) -> None:
    usage, description = help_of(path).split("\n\n")[:2]
    assert usage.startswith(" ".join(["Usage: recruit", *path]))
    assert description.strip().endswith(".")


@pytest.mark.parametrize("path", EVERY)
def test_every_command_shows_an_example_on_lines_of_its_own(path: tuple[str, ...]) -> None:
    assert examples(path) != []
    wanted = " ".join(["recruit", *path])
    assert [line for line in examples(path) if not line.startswith(wanted)] == []


@pytest.mark.parametrize("path", EVERY)
def test_no_mark_of_the_layout_is_printed(path: tuple[str, ...]) -> None:
    assert re.findall(r"\\.|[\x00-\x09\x0b-\x1f]", help_of(path)) == []


@pytest.mark.parametrize("path", EVERY)
def test_every_option_is_described(path: tuple[str, ...]) -> None:
    options = [one for one in command_at(path).params if isinstance(one, click.Option)]
    bare = [one.name for one in options if not re.fullmatch(r"[A-Z].+\.", one.help or "", re.DOTALL)]
    assert bare == []


@pytest.mark.parametrize("path", EVERY)
def test_every_argument_is_named_in_the_description(path: tuple[str, ...]) -> None:
    command = command_at(path)
    context = click.Context(command)
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    description = (command.help or "").split("Example:")[0]
    names = [one.make_metavar(context).strip("[]") for one in arguments]
    assert [name for name in names if name not in re.findall(r"\w+", description)] == []


@pytest.mark.parametrize("path", EVERY)
def test_help_is_short_for_h(path: tuple[str, ...]) -> None:
    assert outcome(*path, "-h") == outcome(*path, "--help")


@pytest.mark.parametrize("path", [path for path in EVERY if path])
def test_every_example_runs(
    path: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    default_pack: DrawDefault,
    real_bank: QuestionBank,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("waitress.serve", lambda _app, **_: None)  # it would serve until it is stopped
    pack = default_pack(6)
    Path("pack.json").write_bytes(write_pack(pack))
    Path("scores.csv").write_bytes(as_csv(sheet(pack)))
    shutil.copy(bundled("question_banks") / "questions" / "level-6.yaml", "my-questions.yaml")
    Path("filled-in.xlsx").write_bytes(question_sheet(real_bank.questions[:2]))
    lines = examples(path)
    assert lines != []
    for line in lines:
        done = recruit(*shlex.split(line)[1:])
        assert (done.exit_code, done.stderr) == (0, ""), line


def test_the_list_of_commands_describes_each() -> None:
    listed = help_of(()).partition("Commands:\n")[2]
    found = dict(re.findall(r"^  (\S+) +(\S.+)$", listed, re.MULTILINE))
    assert set(found) == set(main.commands)


def test_the_version_is_that_of_the_package() -> None:
    assert outcome("--version") == (0, f"recruit, version {__version__}\n", "")


@pytest.mark.parametrize("words", [["nope"], ["--nope"], ["pack", "--nope"], ["levels", "extra"]])
def test_what_is_no_command_is_wrong_usage(words: list[str]) -> None:
    status, text, faults = outcome(*words)
    assert (status, text, faults.startswith("Usage: recruit")) == (2, "", True)
