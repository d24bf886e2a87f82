"""Rules that keep a question safe and fair: what each finds, and what it lets be."""

from __future__ import annotations

from typing import Any

import pytest

from recruit.domain.bank import Cue
from recruit.domain.lint import question_findings
from recruit.domain.lint_fairness import FAIRNESS_RULES
from tests.cast import bank, question


def messages(**changes: Any) -> list[str]:
    one = question("odd", 1, **changes)
    return [finding.message for rule in FAIRNESS_RULES for finding in rule(one, bank(one))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tell us how your health shaped your work.", "private matters"),
        ("Tell us about your own experience of care.", "private matters"),
        ("Speaking as a parent, what would you do?", "private matters"),
        ("How old are you?", "private matters"),
        ("Tell us what your faith asks of you.", "private matters"),
        ("The mother and father disagreed. What did you do?", "form of family"),
        ("A single mother rings you. What do you do?", "form of family"),
        ("It was the week before Christmas. What did you do?", "one faith"),
        ("You are the chairman of the meeting. What do you do?", "a gender"),
        ("The worker loses his or her notes. What do you do?", "a gender"),
        ("Since you qualified, what have you changed?", "straight career"),
        ("In your current job, what did you change?", "straight career"),
        ("You read the room and speak. What do you say?", "one way of thinking"),
        ("People in this country wait. What do you do?", "a country"),
    ],
)
def test_what_leaves_people_out_or_pries_is_found(text: str, words: str) -> None:
    found = messages(text=text)
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "Tell us about a family support worker's day. What did you do?",
        "A father and his brother come in. What do you do?",
        "Tell us about a time when a child was ill.",
        "A health visitor rings you. What do you do?",
        "Tell us about work with people of many faiths.",
        "You read the papers. What do you do?",
        "Tell us about your team's first day in a new town.",
    ],
)
def test_near_misses_are_let_be(text: str) -> None:
    assert messages(text=text) == []


def test_a_candidate_is_they_wherever_they_are_spoken_of() -> None:
    cue = Cue("The candidate says what he did.", ("sfpc-1.1",))
    assert messages(listen_for=(cue,)) == ["'The candidate says what he' takes a gender for granted"]


def test_the_act_is_named_with_its_section() -> None:
    one = question("odd", 1, text="Tell us how your health shaped your work.")
    (found,) = [f for f in question_findings(one, bank(one)) if "private" in f.message]
    assert (found.path, "Equality Act 2010, s.60" in found.message) == (("text",), True)
