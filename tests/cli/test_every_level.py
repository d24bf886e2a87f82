"""The main job at every level: a pack, three members, four candidates with awkward names and notes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from recruit.cli import main
from tests.documents.word_rules import faults_of, schema_faults_of

MEMBERS = ("Ruth Adeyemi-Fforde", "Gareth ap Llŷr", "فرح صديقي")
CANDIDATES = (
    "Siân O'Brien-Ōkubo",
    "שירה בן־דוד",
    "أمل حداد",
    "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley",
)
MARKING = "Official-Sensitive: Personal"
LONG = " ".join(f"She said in plain words what she did on day {n}." for n in range(150))
NOTES = (
    "Said: \"I rang the school first\" & then <the mother>; 'not before'.",
    "One line.\n\nThen { another } and 100 % of it.\n\tA tab, an emoji 🦉, a composed é and e\u0301.",
    '=HYPERLINK("x") | </w:t></w:r></w:p> | ]]> | \\N | %s | 100 % — “quoted”',
    "قالت إنها تحدثت مع الأم أولاً ثم مع المدرسة.",
    LONG,
)


def scores_csv(pack: dict[str, Any]) -> str:
    """Return a score file that uses every score, NE among them, and every awkward note."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(("candidate", "member", "question", "score", "evidence"))
    scored = [q["id"] for q in pack["questions"] if q["scored"]]
    turn = 0
    for candidate in CANDIDATES:
        for member in MEMBERS:
            for question in scored:
                turn += 1
                score = ("1", "2", "3", "4", "5", "NE")[turn % 6]
                writer.writerow((candidate, member, question, score, NOTES[turn % len(NOTES)]))
    return stream.getvalue()


@pytest.mark.parametrize("level", range(1, 9))
def test_pack_and_reports_are_made_and_meet_every_rule(level: int, tmp_path: Path) -> None:
    runner = CliRunner()

    def run(*words: str) -> None:
        done = runner.invoke(main, words)
        assert (done.exit_code, done.stderr) == (0, "")

    chosen = ("pack", "--level", str(level), "--out")
    run(*chosen, str(tmp_path / "pack.json"))
    run(*chosen, str(tmp_path / "panel.docx"))
    run(*chosen, str(tmp_path / "candidate.docx"), "--candidate-copy")
    pack = json.loads((tmp_path / "pack.json").read_text("utf-8"))
    (tmp_path / "scores.csv").write_text(scores_csv(pack), "utf-8")
    out = tmp_path / "reports"
    run(
        "report",
        "--pack",
        str(tmp_path / "pack.json"),
        "--scores",
        str(tmp_path / "scores.csv"),
        "--out",
        str(out),
    )

    reports = sorted(out.iterdir())
    assert (pack["coverage"]["optimal"], pack["coverage"]["gap"]) == (True, 0)
    assert [path.name for path in reports] == [
        "01-sian-o-brien-okubo.docx",
        "02-candidate.docx",
        "03-candidate.docx",
        "04-maximiliana-wolfeschlegelsteinhausenbergerdorff-featherstone.docx",
    ]
    marked = [tmp_path / "panel.docx", *reports]
    faults = {path.name: faults_of(path.read_bytes(), marking=MARKING) for path in marked}
    faults["candidate.docx"] = faults_of((tmp_path / "candidate.docx").read_bytes(), marking=None)
    assert {name: found for name, found in faults.items() if found} == {}
    checked = (tmp_path / "panel.docx", tmp_path / "candidate.docx", reports[0])
    assert {path.name: schema_faults_of(path.read_bytes()) for path in checked} == {
        path.name: [] for path in checked
    }
