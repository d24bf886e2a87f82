"""Reports from score files: all of them in order of appearance, or none and every fault named."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from recruit.documents.file_names import slug
from recruit.documents.pack_file import write_pack
from recruit.documents.score_files import MODERATION_COLUMNS
from recruit.domain.pack import Pack
from tests.cli.command import outcome, program, text_of
from tests.conftest import DrawDefault
from tests.score_sheets import AWKWARD, CANDIDATES, MEMBERS, Row, as_csv, sheet

SIAN, TOMASZ = CANDIDATES
RUTH, GARETH = MEMBERS
OPTIONAL = ("Vacancy", "Reference", "Place", "Order of interview", "Started", "Finished")
NAMES = ["01-sian-o-brien-okubo.docx", "02-tomasz-wisniewski.docx"]


@pytest.fixture(scope="module")
def pack(default_pack: DrawDefault) -> Pack:
    return default_pack(1)


@pytest.fixture
def folder(tmp_path: Path, pack: Pack) -> Path:
    """Return a folder with a pack and complete scores of two candidates by two members."""
    (tmp_path / "pack.json").write_bytes(write_pack(pack))
    (tmp_path / "scores.csv").write_bytes(as_csv(sheet(pack)))
    return tmp_path


def report(folder: Path, *words: object) -> tuple[int, str, str]:
    """Make the reports of a folder's files; whatever ``vacancy.json`` and ``moderation.csv`` hold goes in."""
    given: list[object] = ["--pack", folder / "pack.json", "--scores", folder / "scores.csv"]
    for option, name in (("--moderation", "moderation.csv"), ("--vacancy", "vacancy.json")):
        given += [option, folder / name] if (folder / name).exists() else []
    return outcome("report", *given, "--out", folder / "out", *words)


def refused(folder: Path) -> list[str]:
    """Return the faults for which no report is made."""
    status, text, faults = report(folder)
    assert (status, text, (folder / "out").exists()) == (1, "", False)
    return faults.splitlines()


def made(folder: Path) -> dict[str, bytes]:
    """Return the reports made of a folder's files, by name."""
    status, _, faults = report(folder)
    assert (status, faults) == (0, "")
    return {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())}


def score(folder: Path, rows: Sequence[Row]) -> None:
    (folder / "scores.csv").write_bytes(as_csv(rows))


def moderate(folder: Path, *rows: tuple[str, str, str, str]) -> None:
    cells = [dict(zip(MODERATION_COLUMNS, row, strict=True)) for row in rows]
    (folder / "moderation.csv").write_bytes(as_csv(cells, columns=MODERATION_COLUMNS))


def advertise(folder: Path, **value: Any) -> None:
    (folder / "vacancy.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def decision(candidate: str, outcome: str) -> dict[str, str]:
    return {
        "candidate": candidate,
        "outcome": outcome,
        "reason": "The evidence on each attribute.",
        "decided_by": "Ruth Adeyemi, chair",
        "date": "15 January 2027",
    }


def test_a_report_for_each_candidate_is_named_on_standard_output(folder: Path) -> None:
    status, text, faults = report(folder)
    assert (status, faults) == (0, "")
    assert text.splitlines() == [str(folder / "out" / name) for name in NAMES]
    assert sorted(path.name for path in (folder / "out").iterdir()) == NAMES


def test_candidates_come_in_order_of_appearance(folder: Path, pack: Pack) -> None:
    score(folder, sheet(pack, candidates=("Zoë", "Amal", "Mia", "Bo")))
    assert list(made(folder)) == ["01-zoe.docx", "02-amal.docx", "03-mia.docx", "04-bo.docx"]


def test_awkward_names_make_plain_file_names_and_stand_in_full_inside(folder: Path, pack: Pack) -> None:
    score(folder, sheet(pack, candidates=AWKWARD))
    reports = made(folder)
    assert list(reports) == [
        "01-sian-o-brien-okubo.docx",
        "02-candidate.docx",
        "03-smith-sons-b.docx",
        "04-hyperlink-x-y-if.docx",
    ]
    for name, document in zip(AWKWARD, reports.values(), strict=True):
        assert name in text_of(document)


def test_names_with_the_same_slug_keep_their_own_report(folder: Path, pack: Pack) -> None:
    score(folder, sheet(pack, candidates=("Åsa Li", "Asa Li", "asa  LI!")))
    assert list(made(folder)) == ["01-asa-li.docx", "02-asa-li.docx", "03-asa-li.docx"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Siân O'Brien-Ōkubo", "sian-o-brien-okubo"),
        ("  Dr.  J. P. de la Cruz  ", "dr-j-p-de-la-cruz"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("a\\b:c*d?e", "a-b-c-d-e"),
        ("Łukasz Øberg-Straße", "lukasz-oberg-strasse"),
        ("أمل حداد", "candidate"),
        ("אמל (Amal)", "amal"),
        ("👩", "candidate"),
        ("", "candidate"),
        ("x" * 300, "x" * 60),
        ("Smith & Sons <b>", "smith-sons-b"),
    ],
)
def test_a_slug_is_a_plain_file_name(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_the_same_files_give_the_same_bytes(folder: Path) -> None:
    first = made(folder)
    assert report(folder, "--force")[::2] == (0, "")
    assert {path.name: path.read_bytes() for path in sorted((folder / "out").iterdir())} == first


def test_another_process_gives_the_same_bytes(folder: Path) -> None:
    words = ("report", "--pack", "pack.json", "--scores", "scores.csv", "--out", "again")
    done = program(*words, folder=folder, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().split() == [str(Path("again") / name) for name in NAMES]
    assert {path.name: path.read_bytes() for path in sorted((folder / "again").iterdir())} == made(folder)


def test_reports_that_are_there_are_not_overwritten(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / NAMES[1]).write_bytes(b"an earlier report")
    status, text, faults = report(folder)
    there = folder / "out" / NAMES[1]
    message = f"recruit: {there}: exists already; use another folder, or --force to overwrite\n"
    assert (status, text, faults) == (1, "", message)
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == {
        NAMES[1]: b"an earlier report"
    }


def test_force_overwrites_them_and_nothing_else(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / NAMES[1]).write_bytes(b"an earlier report")
    (folder / "out" / "notes.txt").write_bytes(b"mine")
    assert report(folder, "--force")[::2] == (0, "")
    found = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    assert (sorted(found), found["notes.txt"]) == ([*NAMES, "notes.txt"], b"mine")
    assert zipfile.is_zipfile(folder / "out" / NAMES[1])


def test_faults_of_scores_are_told_by_line_and_no_report_is_made(folder: Path, pack: Pack) -> None:
    rows = sheet(pack)
    rows[0]["score"], rows[1]["evidence"] = "7", ""
    score(folder, [*rows, rows[2]])
    path, third, last = folder / "scores.csv", pack.questions[2].id, len(rows) + 2
    allowed = "write 1, 2, 3, 4, 5, or NE for a question that was not put"
    twice = f"{RUTH} scores {SIAN} on {third} twice; first in row 4"
    assert refused(folder) == [
        f"recruit: {path}:2: the score is '7'; {allowed}",
        f"recruit: {path}:3: the evidence is missing; write the evidence in the column evidence",
        f"recruit: {path}:{last}: {twice}; keep one of the two rows",
    ]


def test_faults_of_moderation_are_told_by_line(folder: Path, pack: Pack) -> None:
    moderate(folder, (SIAN, pack.questions[0].id, "5", ""), ("Nobody", pack.questions[0].id, "3", "Why."))
    path, name = folder / "moderation.csv", pack.questions[0].id
    reason = f"the agreed score on {name} needs a reason: the members' scores differ from it"
    assert refused(folder) == [
        f"recruit: {path}:2: {reason}; write the reason",
        f"recruit: {path}:3: Nobody has no scores; write the name as the scores do",
    ]


def test_faults_of_a_vacancy_are_told(folder: Path) -> None:
    advertise(folder, decisions=[decision("Nobody", "reserve")])
    path = folder / "vacancy.json"
    fault = "names Nobody, who has no scores; write the name as the scores do"
    assert refused(folder) == [f"recruit: {path}: {fault}"]


def test_an_altered_pack_makes_no_report(folder: Path) -> None:
    content = json.loads((folder / "pack.json").read_bytes())
    content["questions"][0]["anchors"]["3"] = "Anything."
    (folder / "pack.json").write_text(json.dumps(content), "utf-8")
    [fault] = refused(folder)
    assert fault.startswith(f"recruit: {folder / 'pack.json'}: the pack was altered after it was made")


def test_scores_of_nobody_make_no_report(folder: Path) -> None:
    score(folder, [])
    [fault] = refused(folder)
    assert "no candidate" in fault


def test_without_a_decision_a_report_is_a_draft(folder: Path) -> None:
    for document in made(folder).values():
        text = text_of(document)
        assert ("Draft" in text, "Final" in text) == (True, False)
        assert "is not attested" in text


def test_a_decision_is_printed_for_its_candidate_only(folder: Path) -> None:
    advertise(folder, title="Service manager", decisions=[decision(SIAN, "recommended")])
    first, second = map(text_of, made(folder).values())
    label = "Recommended, subject to checks"
    assert (label in first, label in second) == (True, False)
    assert ("Service manager" in first, "Service manager" in second) == (True, True)


def test_who_withdrew_has_no_report_and_stops_none(folder: Path) -> None:
    advertise(folder, decisions=[decision("Amal Haddad", "withdrawn")])
    assert list(made(folder)) == NAMES


def test_evidence_and_scores_of_every_member_stand_in_the_report(folder: Path, pack: Pack) -> None:
    rows = sheet(pack)
    for number, row in enumerate(rows):
        row["evidence"] = f"Note {number} of {row['member']}: <b>&{{{{ x }}}}."
    score(folder, rows)
    for candidate, document in zip(CANDIDATES, made(folder).values(), strict=True):
        text = text_of(document)
        own = [row["evidence"] for row in rows if row["candidate"] == candidate]
        others = [row["evidence"] for row in rows if row["candidate"] != candidate]
        assert [note for note in own if note not in text] == []
        assert [note for note in others if note in text] == []


def test_an_agreed_score_stands_with_its_reason(folder: Path, pack: Pack) -> None:
    moderate(folder, (SIAN, pack.questions[0].id, "4", "Heard again what the school was told."))
    first, second = map(text_of, made(folder).values())
    reason = "Heard again what the school was told."
    assert (reason in first, reason in second) == (True, False)


def test_a_member_who_stood_down_is_named_and_missed_nowhere(folder: Path, pack: Pack) -> None:
    score(folder, [row for row in sheet(pack) if (row["candidate"], row["member"]) != (TOMASZ, GARETH)])
    down = [{"candidate": TOMASZ, "reason": "Managed him until last year."}]
    advertise(
        folder,
        panel=[{"name": RUTH, "role": "Chair"}, {"name": GARETH, "role": "Member", "stood_down": down}],
    )
    second = text_of(made(folder)[NAMES[1]])
    assert "stood down for this candidate" in second


def test_what_was_not_given_is_left_out_whole(folder: Path) -> None:
    for document in made(folder).values():
        lines = text_of(document).splitlines()
        assert [label for label in OPTIONAL if label in lines] == []
        assert [line for line in lines if re.search(r"[{}]{2}|{%|[Dd]eparture|[Aa]greed|^None$", line)] == []


def test_what_was_given_is_printed(folder: Path) -> None:
    interview = {"date": "14 January 2027", "place": "Town Hall", "order": 1, "start": "09:30"}
    advertise(
        folder,
        title="Service manager",
        reference="CS-2027-014",
        interviews=[{"candidate": SIAN, **interview, "finish": "10:48", "departures": ["Began late."]}],
    )
    lines = text_of(made(folder)[NAMES[0]]).splitlines()
    assert [label for label in OPTIONAL if label not in lines] == []
    given = (
        "Service manager",
        "CS-2027-014",
        "14 January 2027",
        "Town Hall",
        "09:30",
        "10:48",
        "Began late.",
    )
    assert [words for words in given if words not in lines] == []


@pytest.mark.parametrize("missing", ["--pack", "--scores", "--out"])
def test_an_option_left_out_is_wrong_usage(folder: Path, missing: str) -> None:
    given = {"--pack": folder / "pack.json", "--scores": folder / "scores.csv", "--out": folder / "out"}
    words = [word for option, path in given.items() if option != missing for word in (option, path)]
    status, text, faults = outcome("report", *words)
    assert (status, text, f"Missing option '{missing}'" in faults) == (2, "", True)


@pytest.mark.parametrize("name", ["pack.json", "scores.csv"])
def test_a_file_that_is_not_there_is_wrong_usage(folder: Path, name: str) -> None:
    (folder / name).unlink()
    status, text, faults = report(folder)
    assert (status, text, "does not exist" in faults) == (2, "", True)


def test_a_file_in_place_of_the_folder_is_wrong_usage(folder: Path) -> None:
    (folder / "out").write_text("in the way")
    status, text, _ = report(folder)
    assert (status, text, (folder / "out").read_text()) == (2, "", "in the way")


def test_a_report_of_another_run_is_not_left_beside_the_new_ones_unseen(folder: Path, pack: Pack) -> None:
    score(folder, sheet(pack, candidates=("Ann", "Bob")))
    made(folder)
    score(folder, sheet(pack, candidates=("Bob",)))
    status, text, faults = report(folder)
    assert (status, text) == (1, "")
    assert [line.rsplit("/", 1)[1] for line in faults.splitlines()] == [
        "01-ann.docx: is a report of another run; use another folder, or --force to leave it there",
        "02-bob.docx: is a report of another run; use another folder, or --force to leave it there",
    ]
    status, text, faults = report(folder, "--force")
    assert (status, faults) == (0, "")
    assert [line.rsplit("/", 1)[1] for line in text.splitlines()] == [
        "01-bob.docx",
        "01-ann.docx",
        "02-bob.docx",
    ]
    assert text.count("Not of this run: ") == 2
