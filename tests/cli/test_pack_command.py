"""Drawing a pack: every level, the same bytes each time, and a plain word where none can be drawn."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from recruit.cli.outcome import options_to_change
from recruit.cli.pack import candidate_document, panel_document
from recruit.documents.pack_file import write_pack
from recruit.domain.alternatives import alternatives
from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.proof import proof
from recruit.domain.recipe import recipe_for
from recruit.settings import load_settings
from tests.cast import level
from tests.cli.command import outcome, program, recruit, text_of
from tests.conftest import DrawDefault

EIGHT = range(1, 9)
MADE: dict[str, tuple[str, ...]] = {"panel.docx": (), "candidate.docx": ("--candidate-copy",)}


def hash_of(content: dict[str, Any]) -> str:
    """Return the hash as the format defines it, written anew."""
    bare = {key: value for key, value in content.items() if key != "hash"}
    text = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def drawn(folder: Path, *words: object) -> dict[str, Any]:
    """Draw a pack with options, and return it as JSON values."""
    out = folder / "drawn.json"
    status, _, faults = outcome("pack", *words, "--out", out)
    assert (status, faults) == (0, "")
    content: dict[str, Any] = json.loads(out.read_bytes())
    return content


def ids(content: dict[str, Any]) -> list[str]:
    return [question["id"] for question in content["questions"]]


def refused(folder: Path, *words: object) -> list[str]:
    """Return what is said of a recipe that no pack can meet; nothing is written or printed then."""
    out = folder / "none.json"
    status, text, faults = outcome("pack", *words, "--out", out)
    assert (status, text, out.exists()) == (1, "", False)
    return faults.splitlines()


def wrong_usage(folder: Path, *words: object) -> str:
    """Return what is said of wrong usage; nothing is written or printed then."""
    before = sorted(folder.iterdir())
    status, text, faults = outcome(*words)
    assert (status, text, sorted(folder.iterdir())) == (2, "", before)
    return faults


@pytest.mark.parametrize("level", EIGHT)
def test_the_pack_of_a_level_is_written_with_its_proof_and_hash(
    tmp_path: Path, default_pack: DrawDefault, level: int
) -> None:
    content = drawn(tmp_path, "--level", level)
    assert (content["schema"], content["level"], content["seed"]) == ("recruit-pack/1", level, 0)
    assert (content["coverage"]["optimal"], content["coverage"]["gap"]) == (True, 0)
    assert content["hash"] == hash_of(content)
    assert (tmp_path / "drawn.json").read_bytes() == write_pack(default_pack(level))


@pytest.mark.parametrize("level", EIGHT)
def test_the_same_options_give_the_same_bytes(tmp_path: Path, default_pack: DrawDefault, level: int) -> None:
    pack, settings = default_pack(level), load_settings()
    expected = {
        "panel.docx": panel_document(pack, settings),
        "candidate.docx": candidate_document(pack, settings),
    }
    for name, options in MADE.items():
        out = tmp_path / name
        assert outcome("pack", "--level", level, *options, "--out", out)[::2] == (0, "")
        assert out.read_bytes() == expected[name]


@pytest.mark.parametrize("name", [*MADE, "pack.json"])
def test_another_process_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    words = ("pack", "--level", 4, *MADE.get(name, ()), "--out")
    assert outcome(*words, tmp_path / name)[::2] == (0, "")
    done = program(*words, f"again/{name}", folder=tmp_path, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "again" / name).read_bytes() == (tmp_path / name).read_bytes()


def test_a_pack_holds_at_least_what_its_format_promises(tmp_path: Path) -> None:
    content = drawn(tmp_path, "--level", 5)
    promised = {
        *("schema", "level", "seed", "minutes", "fixed_minutes", "hash", "bank", "recipe"),
        *("questions", "coverage"),
    }
    assert promised - set(content) == set()
    assert {"version", "digest"} - set(content["bank"]) == set()
    asked = {
        *("id", "version", "attribute", "type", "scored", "minutes", "text", "turns_on", "probes"),
        *("listen_for", "concerns", "anchors", "behaviours", "indicators", "reason"),
    }
    for question in content["questions"]:
        assert asked - set(question) == set()
        assert set(question["anchors"]) == set("12345")
        assert {tuple(sorted(probe)) for probe in question["probes"]} == {("purpose", "text")}
        assert {tuple(sorted(cue)) for cue in question["listen_for"]} == {("tags", "text")}
    for name in ("attributes", "behaviours", "indicators"):
        part = content["coverage"][name]
        assert part["covered"] + len(part["missing"]) == part["total"]


def test_minutes_add_up(tmp_path: Path) -> None:
    content = drawn(tmp_path, "--level", 8)
    assert content["minutes"] == content["fixed_minutes"] + sum(q["minutes"] for q in content["questions"])


def test_the_longest_interview_wanted_is_kept_to(tmp_path: Path, default_pack: DrawDefault) -> None:
    exactly = default_pack(6).minutes
    content = drawn(tmp_path, "--level", 6, "--minutes", exactly)
    assert (content["minutes"], content["recipe"]["minutes"]) == (exactly, exactly)
    assert drawn(tmp_path, "--level", 6, "--minutes", 150)["minutes"] in range(exactly, 151)


def test_another_number_of_questions_changes_past_behaviour_only(tmp_path: Path) -> None:
    content = drawn(tmp_path, "--level", 6, "--questions", 9, "--minutes", 120)
    kinds = [question["type"] for question in content["questions"] if question["scored"]]
    assert {kind: kinds.count(kind) for kind in ["S", "R", "X", "PB"]} == {"S": 1, "R": 1, "X": 1, "PB": 6}


def test_a_seed_is_recorded_and_costs_no_coverage(tmp_path: Path) -> None:
    plain = drawn(tmp_path, "--level", 2)
    for seed in (1, 2, 3):
        other = drawn(tmp_path, "--level", 2, "--seed", seed)
        assert (other["seed"], other["coverage"]["optimal"]) == (seed, True)
        for part in ("behaviours", "base", "stretch"):
            assert other["coverage"][part]["covered"] == plain["coverage"][part]["covered"]
    assert drawn(tmp_path, "--level", 2, "--seed", 0) == plain


def test_questions_can_be_included_and_excluded(tmp_path: Path, real_bank: QuestionBank) -> None:
    plain = drawn(tmp_path, "--level", 3)
    out = ids(plain)[0]
    pack = draw_pack(real_bank, recipe_for(real_bank.levels[3]))
    other = alternatives(real_bank, pack, ids(plain)[1])[0].question.id
    content = drawn(tmp_path, "--level", 3, "--exclude", out, "--include", other, "--minutes", 120)
    assert (out in ids(content), other in ids(content)) == (False, True)
    assert (content["recipe"]["include"], content["recipe"]["exclude"]) == ([other], [out])
    [reason] = [question["reason"] for question in content["questions"] if question["id"] == other]
    assert reason.startswith("The recruiting manager asked for this question.")


def test_the_order_of_options_changes_nothing(tmp_path: Path, default_pack: DrawDefault) -> None:
    first, second = (question.id for question in default_pack(3).questions[:2])
    one = drawn(tmp_path, "--level", 3, "--include", first, "--include", second)
    assert drawn(tmp_path, "--include", second, "--include", first, "--include", first, "--level", 3) == one


def test_the_result_is_printed_with_why_each_question_is_there(
    tmp_path: Path, default_pack: DrawDefault
) -> None:
    pack, out = default_pack(1), tmp_path / "pack.json"
    text = recruit("pack", "--level", 1, "--out", out).stdout
    assert text.startswith(f"Level 1: {pack.title}. {pack.minutes} minutes, seed 0\n")
    table = text.split("\n\n")[1]
    assert re.findall(r"^\d +([a-z0-9-]+) ", table, re.MULTILINE) == [one.id for one in pack.questions]
    missing = ", ".join(pack.coverage.behaviours.missing)
    covered = pack.coverage.behaviours.covered
    assert f"\nBehaviours: {covered} of 27; not looked for: {missing}\n" in text
    assert f"\n{proof(pack)}\n" in text
    assert "The search has proved this." in proof(pack)
    assert text.endswith(f"Pack hash: {pack.hash}\n\nWritten: {out}\n")


def test_the_panels_pack_holds_every_question_with_its_anchors(
    tmp_path: Path, default_pack: DrawDefault
) -> None:
    out = tmp_path / "panel.docx"
    assert outcome("pack", "--level", 4, "--out", out)[::2] == (0, "")
    text, pack = text_of(out.read_bytes()), default_pack(4)
    wanted = [pack.hash, *(one.text for one in pack.questions)]
    wanted += [anchor for one in pack.questions for anchor in one.anchors.values()]
    wanted += [probe.text for one in pack.questions for probe in one.probes]
    wanted += [caution for one in pack.frameworks for caution in one.cautions]
    assert [words for words in wanted if words not in text] == []


def test_the_candidates_copy_gives_nothing_of_the_scoring_away(
    tmp_path: Path, default_pack: DrawDefault
) -> None:
    out = tmp_path / "candidate.docx"
    assert outcome("pack", "--level", 4, "--candidate-copy", "--out", out)[::2] == (0, "")
    text, pack = text_of(out.read_bytes()), default_pack(4)
    secret = [anchor for one in pack.questions for anchor in one.anchors.values()]
    secret += [words for one in pack.questions for words in (one.turns_on, one.reason, *one.concerns)]
    secret += [cue.text for one in pack.questions for cue in one.listen_for]
    secret += [tag for one in pack.questions for tag in (*one.behaviours, *one.indicators)]
    secret += [probe.text for one in pack.questions for probe in one.probes]
    assert [words for words in secret if words in text] == []
    with zipfile.ZipFile(out) as parts:
        marked = [name for name in parts.namelist() if b"Official-Sensitive" in parts.read(name)]
    assert marked == []


def test_organisation_and_marking_are_settings(tmp_path: Path) -> None:
    out = tmp_path / "panel.docx"
    env = {"RECRUIT_ORGANISATION": "Wend & Vale <Council>", "RECRUIT_MARKING": "For the panel's eyes"}
    assert recruit("pack", "--level", 1, "--out", out, env=env).exit_code == 0
    with zipfile.ZipFile(out) as parts:
        heads = b"".join(parts.read(name) for name in parts.namelist() if "header" in name).decode()
        every = b"".join(parts.read(name) for name in parts.namelist()).decode()
    assert ("For the panel" in heads, "Official-Sensitive" in every) == (True, False)
    assert "Wend &amp; Vale &lt;Council&gt;" in every


def test_too_few_minutes_are_refused_with_the_clash_and_the_nearest_recipe(tmp_path: Path) -> None:
    faults = refused(tmp_path, "--level", 6, "--minutes", 30)
    assert faults[0] == "recruit: no pack can meet this recipe; these demands cannot hold together:"
    assert any(re.fullmatch(r"recruit:   - 30 minutes in all, \d+ of them .+", line) for line in faults)
    [nearest] = [line for line in faults if line.startswith("recruit: nearest recipe that can be met: ")]
    found = re.fullmatch(r".*: allow (\d+) minutes", nearest)
    assert found is not None
    assert faults[-1] == f"recruit:   --minutes {found[1]}"
    assert drawn(tmp_path, "--level", 6, "--minutes", found[1])["minutes"] == int(found[1])
    assert refused(tmp_path, "--level", 6, "--minutes", int(found[1]) - 1) != []


def test_a_question_both_wanted_and_unwanted_is_refused(tmp_path: Path, default_pack: DrawDefault) -> None:
    name = default_pack(2).questions[0].id
    assert refused(tmp_path, "--level", 2, "--include", name, "--exclude", name)[1:3] == [
        f"recruit:   - the question {name} is included",
        f"recruit:   - the question {name} is left out",
    ]


def test_the_way_to_the_nearest_recipe_is_said_in_options_of_the_command() -> None:
    role = level()
    wanted = recipe_for(role, minutes=60, questions=5, include=("one", "two"), exclude=("three",))
    nearest = recipe_for(role, minutes=69, questions=7, include=("one",))
    assert options_to_change(wanted, nearest=nearest) == (
        "--minutes 69, --questions 7, without --include two, without --exclude three"
    )
    assert options_to_change(wanted, nearest=wanted) == ""


def test_more_questions_than_the_time_allows_are_refused(tmp_path: Path) -> None:
    faults = refused(tmp_path, "--level", 1, "--questions", 12)
    assert any("scored past behaviour questions" in line for line in faults)
    assert faults[-1].startswith("recruit:   --")


def test_a_question_of_another_level_cannot_be_included(tmp_path: Path, real_bank: QuestionBank) -> None:
    other = next(q.id for q in real_bank.questions if q.levels == (8,))
    faults = refused(tmp_path, "--level", 1, "--include", other)
    assert f"recruit:   - the question {other} is included" in faults
    assert faults[-1] == f"recruit:   without --include {other}"


def test_a_time_limit_that_strikes_is_said_so(tmp_path: Path) -> None:
    out = tmp_path / "pack.json"
    status, text, faults = outcome("pack", "--level", 6, "--out", out, env={"RECRUIT_DRAW_SECONDS": "1e-9"})
    assert (status, text, "time limit" in faults, out.exists()) == (1, "", True, False)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--level", "6"),
        ("--out", "pack.json"),
        ("--level", "0", "--out", "pack.json"),
        ("--level", "9", "--out", "pack.json"),
        ("--level", "six", "--out", "pack.json"),
        ("--level", "6", "--out", "pack.pdf"),
        ("--level", "6", "--out", "pack"),
        ("--level", "6", "--candidate-copy", "--out", "pack.json"),
        ("--level", "6", "--minutes", "0", "--out", "pack.json"),
        ("--level", "6", "--questions", "0", "--out", "pack.json"),
        ("--level", "6", "--seed", "-1", "--out", "pack.json"),
        ("--level", "6", "--include", "no-such-question", "--out", "pack.json"),
        ("--level", "6", "--exclude", "no-such-question", "--out", "pack.json"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert wrong_usage(tmp_path, "pack", *words).startswith("Usage: recruit pack [OPTIONS]\n")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    status, text, faults = outcome("pack", "--level", 1, "--out", tmp_path / "file" / "pack.json")
    assert (status, text) == (1, "")
    assert faults.startswith(f"recruit: {tmp_path / 'file'}: cannot be read or written (")


def test_an_earlier_pack_is_replaced_and_nothing_else_touched(tmp_path: Path) -> None:
    (tmp_path / "drawn.json").write_text("an earlier pack")
    (tmp_path / "notes.txt").write_text("mine")
    drawn(tmp_path, "--level", 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drawn.json", "notes.txt"]
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_alternatives_say_what_each_swap_costs(
    tmp_path: Path, real_bank: QuestionBank, default_pack: DrawDefault
) -> None:
    pack, path = default_pack(5), tmp_path / "pack.json"
    assert recruit("pack", "--level", 5, "--out", path).exit_code == 0
    for question in (pack.questions[0], pack.questions[-1]):
        status, text, faults = outcome("alternatives", "--pack", path, question.id, "--json")
        assert (status, faults) == (0, "")
        assert [
            (one["id"], one["behaviours"], one["indicators"], one["minutes"]) for one in json.loads(text)
        ] == [
            (one.question.id, one.behaviours, one.indicators, one.minutes)
            for one in alternatives(real_bank, pack, question.id)
        ]


def test_alternatives_to_a_question_that_is_not_there_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    recruit("pack", "--level", 1, "--out", path)
    message = "recruit: there is no question 'no-such-question' in the bank\n"
    assert outcome("alternatives", "--pack", path, "no-such-question") == (1, "", message)
