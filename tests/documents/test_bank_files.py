"""The loader on spoilt copies of the real bank: every fault, in its file, on its line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from recruit.documents.bank_files import BankFiles, check_bank, check_questions, read_bank
from recruit.domain.bank import QuestionBank
from recruit.domain.errors import DataFaults, Fault
from recruit.paths import bundled
from tests.spoiling import spoil

FIRST, SECOND = "questions/level-1.yaml", "questions/level-2.yaml"
LEVELS, BEHAVIOURS = "levels.yaml", "frameworks/sfpc.yaml"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Return a copy of the real bank that a test may spoil."""
    return Path(shutil.copytree(bundled("question_banks"), tmp_path / "bank"))


def line_of(path: Path, text: str) -> int:
    """Return the line on which a text first stands."""
    return path.read_text("utf-8").split(text, 1)[0].count("\n") + 1


def ids(path: Path) -> list[str]:
    """Return the ids of the questions of a file, in order."""
    return re.findall(r"^  - id: (\S+)$", path.read_text("utf-8"), re.MULTILINE)


def entry(path: Path) -> str:
    """Return the first question of a file as it is written."""
    found = re.search(r"^  - id: .*?(?=^  - id: )", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None
    return found.group()


def faults(bank: Path) -> list[tuple[str, int, str]]:
    """Return file, line and message of every fault for which a bank is refused."""
    with pytest.raises(DataFaults) as caught:
        read_bank(bank)
    return told(bank, caught.value.faults)


def told(bank: Path, found: tuple[Fault, ...]) -> list[tuple[str, int, str]]:
    assert all(fault.remedy for fault in found)
    return [(str(Path(f.source).relative_to(bank)), f.line, f.message) for f in found]


def findings(bank: Path, name: str) -> list[tuple[int, str]]:
    """Return line and message of what is found in one file of a bank that can be read."""
    found = told(bank, check_bank(bank)[1])
    return [(line, message) for file, line, message in found if file == name]


def test_a_copy_reads_as_the_bank_itself(bank: Path, bank_files: BankFiles) -> None:
    assert read_bank(bank).bank == bank_files.bank


def test_a_missing_anchor(bank: Path) -> None:
    line = line_of(bank / FIRST, "    anchors:")
    spoil(bank / FIRST, r"      3: .*?(?=      4: )", "")
    assert faults(bank) == [(FIRST, line, 'questions[1].anchors: lacks "3"')]


def test_an_anchor_without_words(bank: Path) -> None:
    line = spoil(bank / FIRST, r"      3: .*?(?=      4: )", "      3: ' '\n")
    assert faults(bank) == [(FIRST, line, 'questions[1].anchors.3: is " "')]


@pytest.mark.parametrize("wrong", ["Door Closing", "door_closing", "door-", "1-door", "\uff44oor"])
def test_an_id_that_is_no_plain_words(bank: Path, wrong: str) -> None:
    line = spoil(bank / FIRST, r"(?<=  - id: )\S+", wrong)
    assert faults(bank) == [(FIRST, line, f'questions[1].id: is "{wrong}"')]


def test_a_behaviour_that_no_framework_holds(bank: Path) -> None:
    name = ids(bank / FIRST)[0]
    line = spoil(bank / FIRST, r"(?<=    behaviours: \[)[^\],]+", "sfpc-9.9")
    assert faults(bank) == [(FIRST, line, f"{name}: sfpc-9.9 is not one of the behaviours")]


def test_a_behaviour_listed_as_an_indicator(bank: Path) -> None:
    name = ids(bank / FIRST)[0]
    line = spoil(bank / FIRST, r"(?<=    indicators: \[)[^\],]+", "sfpc-1.1")
    assert faults(bank) == [(FIRST, line, f"{name}: sfpc-1.1 is not one of the indicators")]


def test_a_tag_that_no_framework_holds(bank: Path) -> None:
    name = ids(bank / FIRST)[0]
    line = spoil(bank / FIRST, r"(?<=        tags: \[)[^\],]+", "sfpc-9.9")
    assert faults(bank) == [(FIRST, line, f"{name}: sfpc-9.9 is in no framework")]


def test_an_id_taken_in_another_file(bank: Path) -> None:
    taken = ids(bank / FIRST)[0]
    line = spoil(bank / SECOND, r"(?<=  - id: )\S+", taken)
    where = f"{bank / FIRST}:{line_of(bank / FIRST, taken)}"
    assert faults(bank) == [(SECOND, line, f"the id {taken} is taken at {where}")]


def test_the_same_text_twice(bank: Path) -> None:
    first = ids(bank / FIRST)[0]
    again = entry(bank / FIRST).replace(f"  - id: {first}", "  - id: the-same-again")
    (bank / SECOND).write_text((bank / SECOND).read_text("utf-8") + again, "utf-8")
    line = line_of(bank / SECOND, again) + again.split("    text:")[0].count("\n")
    found = findings(bank, SECOND)
    assert (line, f"the-same-again: asks the same as {first}") in found
    alike = [message for _, message in found if message.endswith(f"is 100% like that of {first}")]
    assert [message.split()[1] for message in alike] == ["turns_on", "probes", "listen_for", "anchors"]
    assert len(found) == len(alike) + 1


def test_a_question_about_health(bank: Path) -> None:
    name = ids(bank / FIRST)[0]
    line = spoil(
        bank / FIRST,
        r"    text: >-.*?(?=    turns_on:)",
        "    text: Tell us how your health has changed the way in which you work with families.\n",
    )
    message = f"{name}: 'your health' may draw out private matters (Equality Act 2010, s.60)"
    assert findings(bank, FIRST) == [(line, message)]


def test_a_level_above_the_highest(bank: Path) -> None:
    line = spoil(bank / FIRST, r"(?<=    levels: \[)[^\]]+", "9")
    assert faults(bank) == [(FIRST, line, "questions[1].levels[1]: is 9")]


def test_a_level_that_levels_yaml_does_not_hold(bank: Path, bank_files: BankFiles) -> None:
    spoil(bank / LEVELS, r"  - level: 2\n.*?(?=  - level: 3\n)", "")
    orphans = [place for place in bank_files.located if 2 in place.question.levels]
    assert len(orphans) > 1
    assert faults(bank) == sorted(
        (
            str(Path(place.file.source).relative_to(bundled("question_banks"))),
            place.line(("levels",)),
            f"{place.question.id}: there is no level 2",
        )
        for place in orphans
    )


def test_yaml_that_cannot_be_read(bank: Path) -> None:
    line = spoil(bank / FIRST, r"(?<=    author: )", "'never closed ")
    [(file, found, message)] = faults(bank)
    assert (file, found >= line, message.startswith("is not valid YAML: ")) == (FIRST, True, True)


@pytest.mark.parametrize("name", ["bank.yaml", LEVELS, "interview.yaml"])
def test_a_missing_file(bank: Path, name: str) -> None:
    (bank / name).unlink()
    assert faults(bank) == [(name, 0, "cannot be read (No such file or directory)")]


@pytest.mark.parametrize("name", ["frameworks", "questions"])
def test_a_missing_folder(bank: Path, name: str) -> None:
    shutil.rmtree(bank / name)
    assert faults(bank) == [(name, 0, "holds no .yaml file")]


def test_a_missing_framework_is_missed_by_whoever_points_at_it(bank: Path, bank_files: BankFiles) -> None:
    (bank / "frameworks/ldf-dcs.yaml").unlink()
    pointing = [
        (level.level, lens.framework)
        for level in bank_files.bank.levels.values()
        for lens in (*level.base, *level.stretch)
        if lens.framework == "ldf-dcs"
    ]
    found = [message for file, _, message in faults(bank) if file == LEVELS]
    assert found == [f"level {level} points at {name}, which no framework holds" for level, name in pointing]


def test_without_the_five_attributes_there_is_no_bank(bank: Path) -> None:
    (bank / BEHAVIOURS).unlink()
    assert ("frameworks", 0, "lacks the framework 'sfpc'") in faults(bank)


def test_a_file_that_is_not_utf_8(bank: Path) -> None:
    raw = (bank / FIRST).read_bytes()
    (bank / FIRST).write_bytes(raw + b"# caf\xe9\n")
    assert faults(bank) == [(FIRST, raw.count(b"\n") + 1, "is not UTF-8 text")]


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        (r"(?<=      - framework: )frontline-y2", "frontline-y3"),
        (r"(?<=        stages: \[)emerging", "emergent"),
        (r"(?<=        without: \[)sssc-1.2-emerging", "sssc-1.9-emerging"),
        (r"(?<=        sections: \[)kss-pl-3", "kss-pl-7"),
    ],
)
def test_a_lens_that_points_at_nothing(bank: Path, pattern: str, wrong: str) -> None:
    line = spoil(bank / LEVELS, pattern, wrong)
    before = (bank / LEVELS).read_text("utf-8").splitlines()[:line]
    lens = max(number for number, text in enumerate(before, 1) if text.startswith("      - framework:"))
    level = sum(text.startswith("  - level:") for text in before)
    assert faults(bank) == [(LEVELS, lens, f"level {level} points at {wrong}, which no framework holds")]


def test_an_attribute_that_a_level_names_twice(bank: Path) -> None:
    spoil(bank / LEVELS, r"(?<=      - attribute: )5", "4")
    line = line_of(bank / LEVELS, "    attributes:")
    assert faults(bank) == [(LEVELS, line, "level 1 does not name each attribute once")]


def test_an_item_that_is_not_of_its_section(bank: Path) -> None:
    line = spoil(bank / BEHAVIOURS, r"(?<=      - id: )sfpc-1\.1", "sfpc-2.99")
    found = [fault for fault in faults(bank) if fault[0] == BEHAVIOURS]
    assert found == [(BEHAVIOURS, line, "sfpc-2.99 is not an id of its section")]


def test_an_item_that_repeats_one_that_is_not_there(bank: Path) -> None:
    name = "frameworks/ldf-dcs.yaml"
    spoil(bank / name, r"(?<=same_idea_as: )ldf-dcs-1\.4-exemplary", "ldf-dcs-1.9-exemplary")
    line = line_of(bank / name, "      - id: ldf-dcs-2.4-exemplary")
    message = "ldf-dcs-2.4-exemplary repeats ldf-dcs-1.9-exemplary, which is not here"
    assert faults(bank) == [(name, line, message)]


def test_an_item_id_used_twice(bank: Path) -> None:
    line = spoil(bank / "frameworks/kss-pl.yaml", r"(?<=      - id: )kss-pl-1\.2", "kss-pl-1.1")
    found = [(file, number) for file, number, message in faults(bank) if "kss-pl-1.1" in message]
    assert found == [("frameworks/kss-pl.yaml", line)]


def test_a_framework_given_twice(bank: Path) -> None:
    again = Path(shutil.copy(bank / "frameworks/kss-pl.yaml", bank / "frameworks/zz.yaml"))
    assert faults(bank)[0][:2] == ("frameworks/zz.yaml", line_of(again, "\nid: kss-pl") + 1)


def test_a_level_given_twice(bank: Path) -> None:
    second = line_of(bank / LEVELS, "  - level: 3")
    spoil(bank / LEVELS, r"(?<=  - level: )2", "3")
    found = [number for file, number, message in faults(bank) if file == LEVELS and "level 3" in message]
    assert found == [second]


def test_faults_of_every_kind_are_told_at_once(bank: Path) -> None:
    behaviour = spoil(bank / FIRST, r"(?<=    behaviours: \[)[^\],]+", "sfpc-9.9")
    anchors = line_of(bank / SECOND, "    anchors:")
    spoil(bank / SECOND, r"      3: .*?(?=      4: )", "")
    lens = spoil(bank / LEVELS, r"(?<=      - framework: )frontline-y2", "frontline-y3")
    (bank / "bank.yaml").unlink()
    (bank / "questions/mine.yaml").write_text("schema: [\n", "utf-8")
    taken = ids(bank / FIRST)[0]
    third = "questions/level-3.yaml"
    again = spoil(bank / third, r"(?<=  - id: )\S+", taken)
    assert {(file, line) for file, line, _ in faults(bank)} == {
        (FIRST, behaviour),
        (SECOND, anchors),
        (LEVELS, lens),
        ("bank.yaml", 0),
        ("questions/mine.yaml", 2),
        (third, again),
    }


def test_every_departure_in_one_file_is_told(bank: Path) -> None:
    text = (bank / FIRST).read_text("utf-8")
    (bank / FIRST).write_text(re.sub(r"(?m)^    minutes: \d+$", "    minutes: 99", text), "utf-8")
    expected = [
        (FIRST, number, f"questions[{nth}].minutes: is 99")
        for nth, number in enumerate(
            (n for n, line in enumerate(text.splitlines(), 1) if line.startswith("    minutes: ")), 1
        )
    ]
    assert faults(bank) == expected


def test_the_digest_is_of_the_content_not_the_folder(bank: Path, real_bank: QuestionBank) -> None:
    assert read_bank(bank).bank.digest == real_bank.digest
    assert read_bank(bank.rename(bank.with_name("elsewhere"))).bank.digest == real_bank.digest


@pytest.mark.parametrize("name", ["bank.yaml", LEVELS, "interview.yaml", BEHAVIOURS, FIRST])
def test_the_digest_changes_with_every_file(bank: Path, real_bank: QuestionBank, name: str) -> None:
    with (bank / name).open("a", encoding="utf-8") as file:
        file.write("# One more remark.\n")
    assert read_bank(bank).bank.digest != real_bank.digest


def test_the_digest_changes_with_a_files_name(bank: Path, real_bank: QuestionBank) -> None:
    (bank / FIRST).rename(bank / "questions/first.yaml")
    assert read_bank(bank).bank.digest != real_bank.digest


def test_the_digest_leaves_out_what_is_not_of_the_bank(bank: Path, real_bank: QuestionBank) -> None:
    (bank / "README.md").write_text("Another remark.\n", "utf-8")
    (bank / "questions/notes.txt").write_text("Not a question.\n", "utf-8")
    assert read_bank(bank).bank.digest == real_bank.digest


def test_a_bank_saved_on_another_system_says_the_same(bank: Path, real_bank: QuestionBank) -> None:
    raw = (bank / FIRST).read_bytes()
    (bank / FIRST).write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
    assert read_bank(bank).bank.questions == real_bank.questions


def test_a_file_of_ones_own_is_checked_against_the_bank(bank: Path, real_bank: QuestionBank) -> None:
    mine = bank / "mine.yaml"
    mine.write_text("schema: recruit-questions/1\nquestions:\n" + entry(bank / FIRST), "utf-8")
    [place], found = check_questions(mine, bank=real_bank)
    assert (place.question, found) == (real_bank.question(ids(bank / FIRST)[0]), ())


def test_a_file_of_ones_own_is_told_every_fault_too(bank: Path, real_bank: QuestionBank) -> None:
    mine = bank / "mine.yaml"
    one = entry(bank / FIRST)
    mine.write_text("schema: recruit-questions/1\nquestions:\n" + one + one, "utf-8")
    spoil(mine, r"(?<=    behaviours: \[)[^\],]+", "sfpc-9.9")
    _, found = check_questions(mine, bank=real_bank)
    name = ids(mine)[0]
    assert told(bank, found) == [
        ("mine.yaml", line_of(mine, "    behaviours:"), f"{name}: sfpc-9.9 is not one of the behaviours"),
        ("mine.yaml", 3 + one.count("\n"), f"the id {name} is taken at {mine}:3"),
    ]
