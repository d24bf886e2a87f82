"""A second language on the command line: the choice, what it makes, what check says of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.command import outcome, text_of
from tests.documents.lean_docx import parts_of


def test_a_pack_is_drawn_in_both_languages(tmp_path: Path) -> None:
    out = tmp_path / "pack.json"
    status, _, faults = outcome("pack", "--level", 1, "--language", "both", "--out", out)
    assert (status, faults) == (0, "")
    language = json.loads(out.read_bytes())["language"]
    assert (language["about"]["tag"], language["beside"], language["reviewed"]) == ("cy", True, False)


def test_the_same_draw_asks_the_same_in_every_language(tmp_path: Path) -> None:
    contents = []
    for choice in ("en", "cy"):
        out = tmp_path / f"{choice}.json"
        assert outcome("pack", "--level", 1, "--language", choice, "--out", out)[0] == 0
        contents.append(json.loads(out.read_bytes()))
    english, welsh = contents
    del welsh["language"], welsh["hash"], english["hash"]
    assert welsh == english


def test_a_candidates_copy_in_welsh_says_that_it_is(tmp_path: Path) -> None:
    out = tmp_path / "copy.docx"
    status, _, _ = outcome("pack", "--level", 1, "--language", "cy", "--candidate-copy", "--out", out)
    document = out.read_bytes()
    assert status == 0
    assert "Eich cyfweliad: cwestiynau a gwybodaeth" in text_of(document)
    assert "<dc:language>cy</dc:language>" in parts_of(document)["docProps/core.xml"].decode()


def test_a_language_without_texts_is_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    out = tmp_path / "pack.json"
    status, text, faults = outcome("pack", "--level", 1, "--language", "gd", "--out", out)
    assert (status, text, out.exists()) == (2, "", False)
    assert "Invalid value for --language: the question bank has en, cy, both" in faults


def test_check_prints_how_far_a_language_goes() -> None:
    _, text, _ = outcome("check")
    found = [line for line in text.splitlines() if line.startswith("In Welsh (cy)")]
    assert [line.partition(":")[0] for line in found] == ["In Welsh (cy), questions that can be asked"]
    assert "to be reviewed by a translator" in text
