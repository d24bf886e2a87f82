"""The linter: a faultless question passes, and each rule finds its fault where it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recruit.domain.bank import Cue, Material, Probe, Question, Table
from recruit.domain.levels import QuestionType, RoleLevel
from recruit.domain.lint import question_findings
from recruit.domain.lint_bank import level_findings, likeness_findings
from tests.cast import LIGHT, OPTIONAL, PB, R, S, X, bank, full_bank, level, question


def words(count: int) -> str:
    """Return a text of so many short words, in short sentences."""
    sentences = [" ".join(["word"] * min(8, count - start)) for start in range(0, count, 8)]
    return ". ".join(sentences) + "."


LONG = words(46)


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


@pytest.mark.parametrize(("kind", "most"), [(PB, 45), (R, 45), (S, 110), (X, 110)])
def test_a_text_may_be_exactly_as_long_as_its_type_allows(kind: QuestionType, most: int) -> None:
    assert found(text=words(most), type=kind) == []
    too_long = found(text=words(most + 1), type=kind)
    assert too_long == [(("text",), f"the text has {most + 1} words")]


@pytest.mark.parametrize("levels", [(3, 4), (4, 3), (4,)])
def test_levels_next_to_each_other_may_share_a_question(levels: tuple[int, ...]) -> None:
    one = question("odd", 1, levels=levels)
    assert list(question_findings(one, bank(one, levels=(level(3), level(4))))) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Draws on years of experience.", "years of experience"),
        ("Points to their seniority.", "seniority"),
        ("Held a budget of two million.", "budget of"),
        ("A Long-serving member of staff.", "Long-serving"),
        ("Speaks as a director.", "as a director"),
        ("Acted as a head of service.", "as a head of"),
    ],
)
def test_words_of_standing_are_found_in_what_is_scored(text: str, words: str) -> None:
    message = f"{words!r} rewards standing"
    anchors = {key: f"Anchor {key}." for key in "1234"} | {"5": text}
    assert found(concerns=("Blames the family.", text)) == [(("concerns", 1), message)]
    assert found(anchors=anchors) == [(("anchors", "5"), message)]


def test_words_near_to_standing_are_let_be() -> None:
    assert found(concerns=("Hides the budget.", "Acts as a team of one.", "Talks of experience.")) == []


def test_a_situation_may_take_its_scene() -> None:
    assert found(text=LONG, type=S) == []
    assert [path for path, _ in found(text=words(111), type=S)] == [("text",)]


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
    assert list(level_findings(level(), bank(*whole.questions, *five))) == []


def bank_messages(role: RoleLevel, *extra: Question, leaving_out: str = "none") -> list[str]:
    """Return what is found of a bank that serves the invented level, changed as given."""
    kept = [
        one
        for one in (*full_bank().questions, question("s-5", 5, S), question("r-5", 5, R))
        if not one.id.startswith(leaving_out)
    ]
    return [finding.message for finding in level_findings(role, bank(*kept, *extra, levels=(role,)))]


def test_a_level_without_a_default_pack_is_found_with_what_would_do() -> None:
    five = [question("s-5", 5, S), question("r-5", 5, R)]
    whole = bank(*full_bank().questions, *five, levels=(level(minutes=20),))
    clash = "5 scored past behaviour questions (of 7 scored in all)"
    minutes = "20 minutes in all, 20 of them outside the questions"
    findings = [(one.path, one.message, one.remedy) for one in level_findings(level(minutes=20), whole)]
    assert findings == [((), f"level 4 has no default pack: {clash}; {minutes}", "allow 69 minutes")]


def test_a_light_attribute_needs_two_questions_of_any_type() -> None:
    role = level(asked={3: LIGHT})
    assert bank_messages(role) == []
    assert bank_messages(role, leaving_out="past-3-b") == [
        "level 4 has 1 questions (any type) on attribute 3",
    ]
    assert bank_messages(role, leaving_out="past-3") == [
        "level 4 has 0 questions (any type) on attribute 3",
    ]
    situations = question("s-3-a", 3, S), question("s-3-b", 3, S)
    assert bank_messages(role, *situations, leaving_out="past-3") == []


def test_an_optional_attribute_needs_no_question() -> None:
    role = level(asked={3: OPTIONAL})
    assert bank_messages(role, leaving_out="past-3") == []


@pytest.mark.parametrize(
    ("leaving_out", "message"),
    [
        ("s-5", "level 4 has 0 questions (situation) on attribute 5"),
        ("r-5", "level 4 has 0 questions (values reflection) on attribute 5"),
        ("past-1-a", "level 4 has 1 questions (past behaviour) on attribute 1"),
    ],
)
def test_a_level_needs_both_kinds_on_attribute_5_and_two_past_on_a_full_one(
    leaving_out: str, message: str
) -> None:
    assert bank_messages(level(), leaving_out=leaving_out) == [message]


def test_a_mix_with_an_exercise_needs_two() -> None:
    role = level(mix={X: 1})
    first, second = question("x-a", 1, X), question("x-b", 1, X)
    assert bank_messages(role) == ["level 4 has 0 questions (exercise)"]
    assert bank_messages(role, first) == ["level 4 has 1 questions (exercise)"]
    assert bank_messages(role, first, second) == []


def test_a_text_used_twice_is_found() -> None:
    whole = full_bank()
    five = [question("s-5", 5, S), question("r-5", 5, R)]
    again = replace(whole.questions[0], id="again", text=whole.questions[0].text.upper())
    findings = likeness_findings((*whole.questions, *five, again), of=["again"])
    found = [(one.question, one.path, one.message) for one in findings]
    assert ("again", ("text",), f"asks the same as {whole.questions[0].id}") in found
    assert {named for named, _, _ in found} == {"again"}


def test_what_a_level_lacks_is_counted() -> None:
    whole = full_bank()
    five = [question("s-5", 5, S), question("r-5", 5, R)]
    kept = [one for one in whole.questions if one.id != "past-3-b"]
    messages = [finding.message for finding in level_findings(level(), bank(*kept, *five))]
    assert messages == ["level 4 has 1 questions (past behaviour) on attribute 3"]


def test_a_default_pack_with_nothing_to_swap_is_found() -> None:
    role = level(mix={R: 0})
    whole = full_bank()
    five = [question("r-5", 5, R), question("s-5", 5, S)]
    kept = [one for one in whole.questions if one.id != "s-b"]
    messages = [finding.message for finding in level_findings(role, bank(*kept, *five, levels=(role,)))]
    assert messages == ["level 4 has nothing to swap s-a for in its default pack"]
