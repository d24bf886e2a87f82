"""The linter: a faultless question passes, and each rule finds its fault where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recruit.domain.bank import Cue, Material, Probe, Table
from recruit.domain.lint import bank_findings, question_findings
from tests.cast import PB, R, S, X, bank, full_bank, level, question

LONG = " ".join(["word"] * 46)


def found(**changes: Any) -> list[tuple[tuple[str | int, ...], str]]:
    kind = changes.pop("type", PB)
    one = question("odd", 1, kind, **changes)
    return [(finding.path, finding.message) for finding in question_findings(one, bank(one))]


def test_a_faultless_question_has_no_finding() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"text": LONG}, ("text",), "46 words"),
        ({"text": "What did you do? What came of it?"}, ("text",), "more than one thing"),
        ({"text": "Tell us what you did and why you did it."}, ("text",), "double-barrelled"),
        ({"text": "Have you ever changed a plan?"}, ("text",), "yes or no"),
        ({"text": "Tell us why you are passionate about families."}, ("text",), "'passionate' leads"),
        ({"text": "What do you think of early help?"}, ("text",), "'do you think' leads"),
        ({"text": "Tell us how your own children shaped your work."}, ("text",), "private matters"),
        (
            {"if_no_example": "Think of a time when your health got in the way."},
            ("if_no_example",),
            "private",
        ),
        ({"concerns": ("Avoids eye contact.",)}, ("concerns", 0), "style, not conduct"),
        (
            {"probes": (Probe("effect", "What came of it? And then?"),)},
            ("probes", 0, "text"),
            "more than one",
        ),
        ({"levels": (2, 4)}, ("levels",), "not next to each other"),
        ({"preparation_minutes": 10}, ("preparation_minutes",), "only an exercise"),
        (
            {"anchors": {key: f"Anchor {key}." for key in "1235"} | {"4": "As 3. Also says why."}},
            ("anchors", "4"),
            "'As 3' points at another anchor",
        ),
        ({"behaviours": ("sfpc-2.1",)}, ("behaviours",), "no behaviour belongs to attribute 1"),
    ],
)
def test_each_rule_finds_its_fault_where_it_stands(
    changes: dict[str, Any], path: tuple[str | int, ...], words: str
) -> None:
    if changes.get("levels"):
        one = question("odd", 1, **changes)
        whole = bank(one, levels=(level(2), level(4)))
        findings = [(finding.path, finding.message) for finding in question_findings(one, whole)]
    else:
        findings = found(**changes)
    assert [place for place, _ in findings] == [path]
    assert words in findings[0][1]


def test_a_situation_may_take_its_scene() -> None:
    assert found(text=LONG, type=S) == []
    assert [path for path, _ in found(text=" ".join(["word"] * 111), type=S)] == [("text",)]


def test_a_tag_that_nobody_can_hear_is_found() -> None:
    heard = (Cue("Says what they did.", ("sfpc-1.1",)), Cue("Says why.", ("base-1.1",)))
    findings = found(listen_for=heard, indicators=("base-1.1", "base-1.2"))
    assert findings == [(("indicators", 1), "base-1.2 is tagged but heard in no listen_for line")]


def test_a_tag_that_is_heard_but_not_listed_is_found() -> None:
    heard = (Cue("Says what they did.", ("sfpc-1.1", "sfpc-1.2")), Cue("Says why.", ("base-1.1",)))
    assert found(listen_for=heard) == [(("listen_for", 0, "tags"), "sfpc-1.2 is heard but not listed")]


def test_an_indicator_outside_the_lens_is_found() -> None:
    one = question("odd", 1, indicators=("sfpc-2.1",))
    paths = [finding.path for finding in question_findings(one, bank(one))]
    assert ("indicators", 0) in paths


def test_anchors_that_repeat_each_other_are_found() -> None:
    anchors = {key: f"Anchor {key}." for key in "1234"} | {"5": "Anchor 4"}
    assert found(anchors=anchors) == [(("anchors", "5"), "repeats another anchor")]


def test_probes_have_a_purpose_each() -> None:
    probes = (Probe("reason", "Why?"), Probe("effect", "What came of it?"), Probe("reason", "Why then?"))
    assert found(probes=probes) == [(("probes", 2, "purpose"), "a second probe for reason")]


def test_a_row_of_an_exercise_has_a_cell_for_each_column() -> None:
    table = Table("Cases", ("Team", "Open"), (("North", "12"), ("South",)))
    material = Material("Cases", "Read it.", ("A page.",), table)
    assert found(material=material, type=X) == [(("material", "table", "rows", 1), "the row has 1 cells")]


def test_a_bank_that_serves_its_levels_has_no_finding() -> None:
    whole = full_bank()
    five = [question("s-5", 5, S), question("r-5", 5, R)]
    assert list(bank_findings(bank(*whole.questions, *five))) == []


def test_a_text_used_twice_is_found() -> None:
    whole = full_bank()
    five = [question("s-5", 5, S), question("r-5", 5, R)]
    again = replace(whole.questions[0], id="again", text=whole.questions[0].text.upper())
    findings = bank_findings(bank(*whole.questions, *five, again))
    found = [(one.question, one.path, one.message) for one in findings]
    assert found == [("again", ("text",), f"asks the same as {whole.questions[0].id}")]


def test_what_a_level_lacks_is_counted() -> None:
    whole = full_bank()
    five = [question("s-5", 5, S), question("r-5", 5, R)]
    kept = [one for one in whole.questions if one.id != "past-3-b"]
    messages = [finding.message for finding in bank_findings(bank(*kept, *five))]
    assert messages == ["level 4 has 1 questions (past behaviour) on attribute 3"]


def test_a_default_pack_with_nothing_to_swap_is_found() -> None:
    role = level(mix={R: 0})
    whole = full_bank()
    five = [question("r-5", 5, R), question("s-5", 5, S)]
    kept = [one for one in whole.questions if one.id != "s-b"]
    messages = [finding.message for finding in bank_findings(bank(*kept, *five, levels=(role,)))]
    assert messages == ["level 4 has nothing to swap s-a for in its default pack"]
