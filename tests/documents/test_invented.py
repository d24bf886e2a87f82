"""The demonstrations' people: notes for every score on every question, times that do not overlap."""

from __future__ import annotations

from datetime import time

import pytest

from recruit.documents.characters import text_faults
from recruit.documents.invented import (
    BEING_SCORED,
    CANDIDATES,
    MEMBERS,
    WITHDREW,
    invented_note,
    invented_slot,
)
from recruit.domain.pack import PackQuestion
from tests.conftest import DrawDefault

PEOPLE = [one.name for one in (*CANDIDATES, *BEING_SCORED, WITHDREW)]
NAMES = [name for name, _ in MEMBERS]


@pytest.fixture(scope="module", params=[4, 6])
def questions(request: pytest.FixtureRequest, default_pack: DrawDefault) -> tuple[PackQuestion, ...]:
    return default_pack(request.param).questions


def test_a_note_holds_one_thing_that_was_heard_for_each_score_above_1(
    questions: tuple[PackQuestion, ...],
) -> None:
    for question in questions:
        heard = len(question.listen_for)
        for score in range(1, 6):
            lines = invented_note(question, score, member=NAMES[0]).split("\n")
            assert len(lines) == min(score - 1, heard) + 1


def test_no_two_members_write_the_same(questions: tuple[PackQuestion, ...]) -> None:
    alike = [
        question.id
        for question in questions
        for score in range(2, 6)
        if len({invented_note(question, score, member=name) for name in NAMES}) != len(NAMES)
    ]
    assert alike == []


def test_a_note_on_what_somebody_would_do_ends_otherwise_than_one_on_what_they_did(
    questions: tuple[PackQuestion, ...],
) -> None:
    closing = {
        question.type.label: invented_note(question, 3, member=NAMES[1]).split("\n")[-1]
        for question in questions
    }
    did = "What they did, why, and what came of it for those concerned is clear."
    would = "What they would do, why, and what it would mean for those concerned is clear."
    assert closing == {
        "Past behaviour": did,
        "Values reflection": did,
        "Situation": would,
        "Exercise": would,
    }


def test_nobody_is_called_like_another_and_every_name_can_be_stored() -> None:
    assert len({name.casefold() for name in (*PEOPLE, *NAMES)}) == len(PEOPLE) + len(NAMES)
    assert [fault for name in PEOPLE for fault in text_faults(name, source="", line=0)] == []


def test_the_third_interview_begins_late_and_says_so() -> None:
    slots = [invented_slot(order, minutes=60) for order in (1, 2, 3, 4)]
    assert [(one.start, one.finish) for one in slots] == [
        (time(9, 30), time(10, 30)),
        (time(10, 55), time(11, 55)),
        (time(12, 30), time(13, 30)),
        (time(13, 45), time(14, 45)),
    ]
    assert [bool(one.departure) for one in slots] == [False, False, True, False]
