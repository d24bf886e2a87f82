"""The commands that show and check the bank."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from recruit.domain.bank import QuestionBank
from recruit.domain.levels import QuestionType, lens_items
from recruit.paths import bundled
from tests.cli.command import outcome, program, recruit
from tests.spoiling import spoil

QUESTION_KEYS = {
    *("id", "version", "author", "levels", "attribute", "type", "minutes", "preparation_minutes", "text"),
    *("turns_on", "accepts", "if_no_example", "probes", "listen_for", "concerns", "anchors"),
    *("behaviours", "indicators"),
}
FAULT = re.compile(r"recruit: (?P<file>[^:]+):(?P<line>\d+): (?P<message>.+); (?P<remedy>.+)")


def listed(*words: object) -> list[dict[str, Any]]:
    """Return what a command prints as JSON."""
    status, text, faults = outcome(*words, "--json")
    assert (status, faults) == (0, "")
    value: list[dict[str, Any]] = json.loads(text)
    return value


def printed(*words: object) -> str:
    status, text, faults = outcome(*words)
    assert (status, faults) == (0, "")
    return text


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Return a copy of the real bank that a test may spoil."""
    return Path(shutil.copytree(bundled("question_banks"), tmp_path / "bank"))


def own_file(bank: Path, folder: Path, *, count: int = 2) -> Path:
    """Return a file of questions of one's own: the first few of level 1."""
    text = (bank / "questions/level-1.yaml").read_text("utf-8")
    entries = re.findall(r"^  - id: .*?(?=^  - id: |\Z)", text, re.DOTALL | re.MULTILINE)
    path = folder / "mine.yaml"
    path.write_text("schema: recruit-questions/1\nquestions:\n" + "".join(entries[:count]), "utf-8")
    return path


def attribute_counts(text: str) -> list[list[int]]:
    """Return the rows of the first table that ``check`` prints: questions per attribute and type."""
    rows = re.findall(r"^[1-5] .*?  +(\d+) +(\d+) +(\d+) +(\d+)$", text, re.MULTILINE)
    return [[int(cell) for cell in row] for row in rows]


def test_frameworks_as_json_hold_every_item(real_bank: QuestionBank) -> None:
    found = listed("frameworks")
    assert {one["id"]: len(one["items"]) for one in found} == {
        "frontline-y2": 28,
        "kss-pl": 52,
        "ldf-dcs": 72,
        "sfpc": 27,
        "sssc": 66,
    }
    for one in found:
        assert {"id", "title", "publisher", "year", "licence", "cautions", "items"} - set(one) == set()
        source = real_bank.frameworks.by_id[one["id"]]
        assert [(item["id"], item["meaning"]) for item in one["items"]] == [
            (item.id, item.meaning) for item in source.items()
        ]


def test_an_item_as_json_says_where_it_stands() -> None:
    [sssc] = [one for one in listed("frameworks") if one["id"] == "sssc"]
    keys = {"id", "section", "label", "meaning", "stage", "locator", "clf"}
    assert [keys - set(item) for item in sssc["items"]] == [set()] * 66
    assert sum(item["clf"] is not None for item in sssc["items"]) == 24
    assert {item["section"] for item in sssc["items"]} == {f"sssc-{number}" for number in range(1, 7)}


@pytest.mark.parametrize("level", [1, 5, 8])
def test_frameworks_of_a_level_are_its_lenses_and_the_behaviours(real_bank: QuestionBank, level: int) -> None:
    role = real_bank.levels[level]
    wanted = {item.id for item in lens_items((*role.base, *role.stretch), real_bank.frameworks)}
    wanted |= {item.id for item in real_bank.frameworks.behaviours}
    assert {item["id"] for one in listed("frameworks", "--level", level) for item in one["items"]} == wanted


def test_frameworks_of_an_attribute_are_its_behaviours() -> None:
    [sfpc] = listed("frameworks", "--attribute", 4)
    assert [item["id"] for item in sfpc["items"]] == [f"sfpc-4.{number}" for number in range(1, 9)]


def test_frameworks_are_shown_with_their_cautions(real_bank: QuestionBank) -> None:
    text = printed("frameworks")
    for framework in real_bank.frameworks.by_id.values():
        assert framework.title in text
        assert all(caution in text for caution in framework.cautions)
    assert all(re.search(rf"^{re.escape(name)} ", text, re.MULTILINE) for name in real_bank.frameworks.items)


def test_levels_as_json_hold_what_a_level_is() -> None:
    found = listed("levels")
    assert [one["level"] for one in found] == list(range(1, 9))
    for one in found:
        keys = {"level", "title", "base", "stretch", "mix", "attributes"}
        assert keys - set(one) == set()
        assert set(one["mix"]) == {"PB", "S", "R", "X"}
        assert [cell["attribute"] for cell in one["attributes"]] == [1, 2, 3, 4, 5]
        assert {cell["asked"] for cell in one["attributes"]} <= {"full", "light", "optional"}
        assert all(cell["meaning"] and cell["reason"] for cell in one["attributes"])


def test_one_level_and_one_attribute_can_be_asked_for() -> None:
    [one] = listed("levels", "--level", 4, "--attribute", 5)
    assert (one["level"], [cell["asked"] for cell in one["attributes"]]) == (4, ["light"])


def test_levels_are_shown_for_people(real_bank: QuestionBank) -> None:
    text = printed("levels")
    titles = [role.title for role in real_bank.levels.values()]
    assert re.findall(r"^Level \d: (.+)$", text, re.MULTILINE) == titles


def test_questions_as_json_hold_what_a_pack_holds_of_them(real_bank: QuestionBank) -> None:
    found = listed("questions")
    assert [one["id"] for one in found] == [question.id for question in real_bank.questions]
    assert [QUESTION_KEYS - set(one) for one in found] == [set()] * len(found)
    assert {key for one in found for key in one["anchors"]} == set("12345")
    assert {tuple(probe) for one in found for probe in one["probes"]} == {("purpose", "text")}
    assert {tuple(cue) for one in found for cue in one["listen_for"]} == {("text", "tags")}


@pytest.mark.parametrize(("level", "attribute"), [(None, None), (2, None), (None, 3), (4, 1), (1, 5)])
def test_questions_can_be_narrowed_to_a_level_and_an_attribute(
    real_bank: QuestionBank, level: int | None, attribute: int | None
) -> None:
    options = [("--level", level)] * bool(level) + [("--attribute", attribute)] * bool(attribute)
    words = [word for option in options for word in option]
    wanted = [
        question.id
        for question in real_bank.questions
        if level in (None, *question.levels) and attribute in (None, question.attribute)
    ]
    assert [one["id"] for one in listed("questions", *words)] == wanted
    table = printed("questions", *words)
    assert re.findall(r"^([a-z][a-z0-9-]+) ", table, re.MULTILINE) == wanted
    assert table.endswith(f"\n{len(wanted)} questions\n")


@pytest.mark.parametrize("command", ["frameworks", "levels", "questions"])
@pytest.mark.parametrize(
    "words", [["--level", "0"], ["--level", "9"], ["--attribute", "6"], ["--level", "x"]]
)
def test_a_level_or_attribute_that_is_none_is_wrong_usage(command: str, words: list[str]) -> None:
    status, text, faults = outcome(command, *words)
    assert (status, text, faults.startswith("Usage: recruit ")) == (2, "", True)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_comes_whole_through_any_terminal(tmp_path: Path, encoding: str) -> None:
    done = program("frameworks", "--json", folder=tmp_path, env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8")) == listed("frameworks")


def test_a_table_is_shown_on_an_old_terminal_too(tmp_path: Path) -> None:
    done = program("levels", "--level", "1", folder=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr, done.stdout.startswith(b"Level 1: ")) == (0, b"", True)


def test_the_bank_that_we_ship_has_no_fault(real_bank: QuestionBank) -> None:
    text = printed("check")
    first, last = text.splitlines()[0], text.splitlines()[-1]
    assert first == f"Bank {real_bank.version}: {len(real_bank.questions)} questions, 245 framework items"
    assert last == "No fault found."


def test_check_counts_per_attribute_type_level_behaviour_and_indicator(real_bank: QuestionBank) -> None:
    text = recruit("check").stdout
    for number, name in real_bank.frameworks.attribute_names.items():
        assert re.search(rf"^{number} {re.escape(name[:40])}", text, re.MULTILINE)
    assert attribute_counts(text) == [
        [sum((q.attribute, q.type) == (number, kind) for q in real_bank.questions) for kind in QuestionType]
        for number in range(1, 6)
    ]
    for role in real_bank.levels.values():
        count = len(real_bank.at_level(role.level))
        assert re.search(rf"^{role.level} {re.escape(role.title[:20])}.* {count} ", text, re.MULTILINE)
    assert re.search(r"^Behaviours: \d+ of 27 looked for$", text, re.MULTILINE)
    assert re.search(r"^Indicators: \d+ of 218 looked for$", text, re.MULTILINE)


def test_a_spoilt_bank_is_told_every_fault_with_file_and_line(bank: Path) -> None:
    first, levels = bank / "questions/level-1.yaml", bank / "levels.yaml"
    minutes = spoil(first, r"(?<=    minutes: )\d+", "99")
    level = spoil(levels, r"(?<=    minutes: )\d+", "999")
    status, text, faults = outcome("check", bank)
    assert (status, text) == (1, "")
    assert faults.splitlines() == [
        f"recruit: {levels}:{level}: levels[1].minutes: is 999; give at most 180",
        f"recruit: {first}:{minutes}: questions[1].minutes: is 99; give at most 30",
    ]


def test_findings_of_the_linter_are_told_after_the_counts(bank: Path) -> None:
    path = bank / "questions/level-1.yaml"
    line = spoil(path, r"    if_no_example: >-.*?(?=    probes:)", "    if_no_example: Are you ill?\n")
    status, text, faults = outcome("check", bank)
    assert (status, text.startswith("Bank "), "No fault found" in text) == (1, True, False)
    found = [FAULT.fullmatch(one) for one in faults.splitlines()]
    about = [(one["file"], one["line"]) for one in found if one and "private matters" in one["message"]]
    assert about == [(str(path), str(line))]


def test_a_spoilt_bank_is_told_departures_and_findings_at_once(bank: Path) -> None:
    first, second = bank / "questions/level-1.yaml", bank / "questions/level-2.yaml"
    minutes = spoil(first, r"(?<=    minutes: )\d+", "99")
    asked = spoil(second, r"    if_no_example: >-.*?(?=    probes:)", "    if_no_example: Are you ill?\n")
    status, _, faults = outcome("check", bank)
    found = [FAULT.fullmatch(one) for one in faults.splitlines()]
    assert (status, [(one["file"], int(one["line"])) for one in found if one]) == (
        1,
        [(str(first), minutes), (str(second), asked)],
    )


def test_a_file_of_ones_own_is_checked_and_counted(bank: Path, tmp_path: Path) -> None:
    text = printed("check", own_file(bank, tmp_path))
    assert text.splitlines()[-1] == "No fault found."
    assert sum(map(sum, attribute_counts(text))) == 2


def test_a_file_of_ones_own_is_told_departures_and_findings_at_once(bank: Path, tmp_path: Path) -> None:
    mine = own_file(bank, tmp_path)
    text = mine.read_text("utf-8")
    head, second = text[: text.rindex("  - id: ")], text[text.rindex("  - id: ") :]
    health = "    text: Tell us how your health has changed the way in which you work with families.\n"
    second = re.sub(r"    text: >-.*?(?=    turns_on:)", health, second, flags=re.DOTALL)
    mine.write_text(head + second, "utf-8")
    asked = (head + second).split(health)[0].count("\n") + 1
    minutes = spoil(mine, r"(?<=    minutes: )\d+", "99")
    status, _, faults = outcome("check", mine)
    found = [FAULT.fullmatch(one) for one in faults.splitlines()]
    assert (status, [int(one["line"]) for one in found if one]) == (1, [minutes, asked])


def test_a_file_is_named_as_its_user_named_it(bank: Path, tmp_path: Path) -> None:
    own_file(bank, tmp_path).write_text("schema: [\n", "utf-8")
    done = program("check", "mine.yaml", folder=tmp_path)
    [fault] = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, fault.startswith("recruit: mine.yaml:2: ")) == (1, b"", True)


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    status, text, faults = outcome("check", tmp_path / "nope.yaml")
    assert (status, text, "does not exist" in faults) == (2, "", True)


def test_a_folder_that_is_no_bank_is_told_what_it_lacks(tmp_path: Path) -> None:
    status, text, faults = outcome("check", tmp_path)
    assert (status, text) == (1, "")
    assert faults.splitlines() == [
        f"recruit: {tmp_path}/{name}: {message}"
        for name, message in (
            ("bank.yaml", "cannot be read (No such file or directory); check the path"),
            ("frameworks", "holds no .yaml file; give the folder of a whole bank"),
            ("interview.yaml", "cannot be read (No such file or directory); check the path"),
            ("levels.yaml", "cannot be read (No such file or directory); check the path"),
            ("questions", "holds no .yaml file; give the folder of a whole bank"),
        )
    ]


def test_another_bank_may_be_set(bank: Path) -> None:
    spoil(bank / "bank.yaml", r'(?<=version: )"[^"]+"', '"ours-7"')
    done = recruit("check", env={"RECRUIT_QUESTION_BANK": str(bank)})
    assert done.stdout.startswith("Bank ours-7: ")
