"""Sealing a sheet, reopening it before the release, amending a score after it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from recruit.db.tables import AmendmentRow, AuditEvent, PackRow, SealRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import IncompleteSheet, NotNow, NotThere, Refused, StaleSave
from recruit.domain.pack import content_hash
from recruit.domain.sheets import Draft
from recruit.services.score_sheets import own_sheet
from recruit.services.sealing import (
    Seal,
    SheetToCheck,
    amend_score,
    reopen_sheet,
    seal_sheet,
    sheet_to_check,
)
from tests.people import FARAH, GARETH, MOIRA, NADIA, RUTH, SIAN
from tests.world import World


def place(world: World, member: str = FARAH) -> dict[str, Any]:
    return {
        "actor": world.actor(member),
        "round_id": world.round,
        "candidate_id": world.candidate(SIAN),
    }


def check(world: World, member: str = FARAH) -> SheetToCheck:
    return sheet_to_check(world.session, **place(world, member))


def pack_of(world: World) -> str:
    (found,) = world.rows.ids(PackRow, PackRow.round_id == world.round)
    return found


def seal(world: World, member: str = FARAH, *, seen: str | None = None) -> Seal:
    seen = own_sheet(world.session, **place(world, member)).seen if seen is None else seen
    return seal_sheet(
        world.session, **place(world, member), pack_id=pack_of(world), seen=seen, now=world.clock()
    )


def reopen(world: World, *, reason: str = "A slip of the pen.", member: str = FARAH) -> None:
    reopen_sheet(world.session, **place(world, member), reason=reason, now=world.clock())


def amend(world: World, score: Draft, *, reason: str = "Heard again.", member: str = FARAH) -> None:
    amend_score(
        world.session,
        **place(world, member),
        pack_id=pack_of(world),
        score=score,
        reason=reason,
        now=world.clock(),
    )


def events(world: World, action: str) -> int:
    with read_transaction(world.session):
        counted = select(func.count()).where(AuditEvent.action == action)
        return world.session.scalar(counted) or 0


@pytest.fixture
def written(world: World) -> World:
    """Return a round in which Farah has scored everything on Siân."""
    world.ready()
    world.score(FARAH, SIAN)
    return world


@pytest.fixture
def released(world: World) -> World:
    return world.released()


def test_a_seal_stamps_the_time_the_pack_and_the_sheet(written: World) -> None:
    stamped = seal(written)
    assert (stamped.number, stamped.sealed_at) == (1, written.clock())
    assert stamped.pack_hash == written.pack.hash
    with read_transaction(written.session):
        content = json.loads(written.session.scalars(select(SealRow.content)).one())
    assert stamped.sheet_hash == content_hash(content)
    assert [line["value"] for line in content["lines"]] == [3] * len(written.pack.questions)
    assert check(written).seal == stamped


def test_a_second_click_keeps_the_first_seal(written: World) -> None:
    first = seal(written)
    written.clock.move(minutes=1)
    assert seal(written) == first
    assert events(written, "sheet sealed") == 1


def test_a_sheet_with_gaps_is_not_sealed_and_every_gap_is_named(written: World) -> None:
    first, second = written.questions()[:2]
    written.score(FARAH, SIAN, value=3, evidence=" ", questions=[first])
    written.score(FARAH, SIAN, value=None, evidence="", questions=[second])
    with pytest.raises(IncompleteSheet) as missing:
        seal(written)
    assert missing.value.messages == (
        "Question 1: write down what the candidate said and did",
        "Question 2: say why it was not explored",
    )
    assert check(written).seal is None


def test_a_pack_that_no_database_could_hold_is_another_pack(written: World) -> None:
    with pytest.raises(NotNow) as caught:
        seal_sheet(written.session, **place(written), pack_id="\x00", seen="", now=written.clock())
    assert str(caught.value).startswith("The pack that you opened was withdrawn.")
    assert check(written).seal is None


def test_what_was_saved_after_the_check_is_not_sealed_unseen(written: World) -> None:
    seen = own_sheet(written.session, **place(written)).seen
    written.score(FARAH, SIAN, value=5)
    with pytest.raises(StaleSave):
        seal(written, seen=seen)
    assert check(written).seal is None


def test_a_struck_question_needs_nothing_to_be_sealed(world: World) -> None:
    world.ready()
    struck, *others = world.questions()
    world.score(FARAH, SIAN, questions=others)
    world.strike(struck)
    assert seal(world).number == 1


def test_a_reopened_sheet_is_a_draft_again_and_its_seal_stays(written: World) -> None:
    first = seal(written)
    reopened_at = written.clock.move(minutes=5)
    reopen(written)
    found = check(written)
    assert (found.seal, found.sheet.closed_because()) == (None, None)
    written.clock.move(minutes=5)
    second = seal(written)
    assert [(one.number, one.reopened_at, one.reason) for one in check(written).seals] == [
        (first.number, reopened_at, "A slip of the pen."),
        (second.number, None, None),
    ]


def test_a_sealed_sheet_on_somebody_who_withdrew_stays_sealed(written: World) -> None:
    first = seal(written)
    written.attend(SIAN, "withdrew")
    with pytest.raises(NotNow):
        reopen(written)
    written.attend(SIAN, "expected")
    assert [(one.number, one.sealed_at, one.reopened_at) for one in check(written).seals] == [
        (first.number, first.sealed_at, None)
    ]


def test_reopening_twice_changes_nothing_more(written: World) -> None:
    seal(written)
    reopen(written)
    reopen(written, reason="Another.")
    assert [one.reason for one in check(written).seals] == ["A slip of the pen."]
    assert events(written, "sheet reopened") == 1


def test_a_sheet_is_reopened_with_a_reason_or_not_at_all(written: World) -> None:
    seal(written)
    with pytest.raises(Refused) as fault:
        reopen(written, reason="  ")
    assert fault.value.field == "reason"
    assert check(written).seal is not None


def test_only_ones_own_sheet_can_be_reopened(written: World) -> None:
    seal(written)
    for other in (GARETH, RUTH, MOIRA):
        with pytest.raises(NotThere):
            reopen(written, member=other)
    assert check(written).seal is not None


def test_after_the_release_no_sheet_is_reopened_or_sealed(released: World) -> None:
    with pytest.raises(NotNow, match="Moderation is open"):
        reopen(released)
    assert check(released).seal is not None


def test_an_amendment_stands_beside_the_sealed_score(released: World) -> None:
    question = released.questions()[0]
    amend(released, Draft(question, 5, False, "Tested it with the family.", None, 0))
    found = check(released)
    assert found.sheet.draft(question).value == 3
    assert [(one.score.value, one.reason) for one in found.amendments[question]] == [(5, "Heard again.")]
    assert found.counting(question).value == 5


def test_the_same_amendment_twice_is_one(released: World) -> None:
    score = Draft(released.questions()[0], 5, False, "Tested it.", None, 0)
    amend(released, score)
    amend(released, score)
    assert len(released.rows.ids(AmendmentRow)) == events(released, "score amended") == 1


def test_amendments_of_one_moment_keep_their_order(released: World) -> None:
    question = released.questions()[0]
    amend(released, Draft(question, 5, False, "Tested it.", None, 0))
    amend(released, Draft(question, 2, False, "Unclear after all.", None, 1))
    assert [one.score.value for one in check(released).amendments[question]] == [5, 2]
    assert check(released).counting(question).value == 2


def test_an_amendment_over_one_that_was_not_seen_is_not_stored(released: World) -> None:
    question = released.questions()[0]
    amend(released, Draft(question, 5, False, "Tested it.", None, 0))
    with pytest.raises(StaleSave):
        amend(released, Draft(question, 1, False, "Nothing.", False, 0))
    assert check(released).counting(question).value == 5


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"value": None}, "Heard again.", "score"),
        ({"evidence": ""}, "Heard again.", "evidence"),
        ({"value": None, "not_explored": True, "evidence": ""}, "Heard again.", "evidence"),
        ({"value": 1}, "Heard again.", "kind"),
        ({}, " ", "reason"),
    ],
)
def test_an_amendment_is_as_complete_as_a_sealed_score(
    released: World, changes: dict[str, Any], reason: str, field: str
) -> None:
    score: dict[str, Any] = {"value": 4, "not_explored": False, "evidence": "Said so.", "contrary": None}
    with pytest.raises(Refused) as fault:
        amend(released, Draft(released.questions()[0], version=0, **score | changes), reason=reason)
    assert fault.value.field == field
    assert released.rows.ids(AmendmentRow) == []


def test_nothing_is_amended_before_the_release(written: World) -> None:
    seal(written)
    with pytest.raises(NotNow, match="not open yet"):
        amend(written, Draft(written.questions()[0], 5, False, "Tested it.", None, 0))


def test_a_score_on_a_struck_question_is_not_amended(released: World) -> None:
    released.strike(released.questions()[0])
    with pytest.raises(NotNow, match="struck"):
        amend(released, Draft(released.questions()[0], 5, False, "Tested it.", None, 0))


def test_a_member_who_was_stood_down_amends_nothing(released: World) -> None:
    released.stand_down(NADIA)
    with pytest.raises(NotThere):
        amend(released, Draft(released.questions()[0], 5, False, "Tested it.", None, 0), member=NADIA)
