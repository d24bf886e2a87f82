"""A member's own sheet: drafts are saved, nothing is overwritten unseen, nobody else reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent, PackRow, SheetEntryRow, new_id
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotNow, NotThere, StaleSave
from recruit.domain.sheets import Draft
from recruit.services.score_sheets import OwnSheet, own_sheet, save_drafts
from tests.people import AMAL, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, RUTH, SIAN, STRANGER
from tests.world import World

LONG = "She said what she did, step by step, and what came of it. " * 130  # 1,560 words
AWKWARD = "قالت إنها زارت الأسرة 🙂\n\n  \u202fcafé cafe\u0301 <b>&amp;</b>\t=1+1\n"


def sheet_of(world: World, member: str = FARAH, candidate: str = SIAN) -> OwnSheet:
    return own_sheet(
        world.session,
        actor=world.actor(member),
        round_id=world.round,
        candidate_id=world.candidate(candidate),
    )


def pack_of(world: World) -> str:
    (found,) = world.rows.ids(PackRow, PackRow.round_id == world.round)
    return found


def typed(world: World, version: int = 0, **changes: Any) -> Draft:
    """Return a draft on the first question as somebody types it over a version."""
    draft: dict[str, Any] = {
        "value": 4,
        "not_explored": False,
        "evidence": "Went to see them.",
        "contrary": None,
    }
    return Draft(question=world.questions()[0], version=version, **draft | changes)


def save(world: World, *drafts: Draft, member: str = FARAH, candidate: str = SIAN) -> Sequence[Draft]:
    return save_drafts(
        world.session,
        actor=world.actor(member),
        round_id=world.round,
        candidate_id=world.candidate(candidate),
        pack_id=pack_of(world),
        drafts=drafts,
        now=world.clock(),
    )


def saves(world: World) -> int:
    """Return how many savings the record holds."""
    with read_transaction(world.session):
        counted = select(func.count()).where(AuditEvent.action == "draft saved")
        return world.session.scalar(counted) or 0


@pytest.fixture
def ready(world: World) -> World:
    return world.ready()


def test_a_sheet_on_which_nothing_was_saved_is_empty(ready: World) -> None:
    found = sheet_of(ready)
    assert (found.id, found.drafts, found.sealed_at) == (None, {}, None)
    assert found.draft(ready.questions()[0]).version == 0
    assert found.closed_because() is None


def test_what_is_saved_stands_on_the_sheet_as_it_was_typed(ready: World) -> None:
    (stored,) = save(ready, typed(ready, evidence=AWKWARD))
    assert stored == typed(ready, 1, evidence=AWKWARD)
    assert sheet_of(ready).drafts == {stored.question: stored}


def test_a_note_of_1500_words_is_kept_whole(ready: World) -> None:
    save(ready, typed(ready, evidence=LONG))
    assert sheet_of(ready).draft(ready.questions()[0]).evidence == LONG


def test_a_draft_may_hold_text_without_a_score(ready: World) -> None:
    save(ready, typed(ready, value=None))
    assert sheet_of(ready).draft(ready.questions()[0]) == typed(ready, 1, value=None)


def test_passing_an_empty_question_saves_nothing(ready: World) -> None:
    empty = typed(ready, value=None, evidence="")
    assert save(ready, empty) == (empty,)
    assert (sheet_of(ready).id, saves(ready)) == (None, 0)


def test_the_same_text_twice_is_saved_once(ready: World) -> None:
    save(ready, typed(ready))
    assert save(ready, typed(ready)) == (typed(ready, 1),)
    assert saves(ready) == 1


def test_what_was_typed_over_an_older_version_is_not_stored(ready: World) -> None:
    save(ready, typed(ready, value=2))
    late = typed(ready, 0, value=5, evidence="Another tab.")
    with pytest.raises(StaleSave) as clash:
        save(ready, late)
    assert (clash.value.kept, clash.value.typed) == ((typed(ready, 1, value=2),), (late,))
    assert sheet_of(ready).draft(late.question) == typed(ready, 1, value=2)


def test_of_several_questions_one_that_is_stale_keeps_all_from_being_stored(ready: World) -> None:
    save(ready, typed(ready))
    other = Draft(ready.questions()[1], 3, False, "New.", None, 0)
    with pytest.raises(StaleSave):
        save(ready, typed(ready, 0, value=1), other)
    assert sheet_of(ready).drafts == {typed(ready).question: typed(ready, 1)}


def test_after_reading_the_newer_version_the_save_is_taken(ready: World) -> None:
    save(ready, typed(ready))
    assert save(ready, typed(ready, 1, value=5)) == (typed(ready, 2, value=5),)


def test_twenty_identical_saves_at_once_make_one_row_and_one_event(ready: World, database: Engine) -> None:
    world, draft = ready, typed(ready)
    place: dict[str, Any] = {
        "actor": world.actor(FARAH),
        "round_id": world.round,
        "candidate_id": world.candidate(SIAN),
        "pack_id": pack_of(world),
        "now": world.clock(),
    }

    def send(_: int) -> int:
        with Session(database) as session:
            (stored,) = save_drafts(session, **place, drafts=[draft])
            return stored.version

    with ThreadPoolExecutor(max_workers=20) as pool:
        assert list(pool.map(send, range(20))) == [1] * 20
    assert (len(world.rows.ids(SheetEntryRow)), saves(world)) == (1, 1)


def test_a_struck_question_keeps_what_was_typed_on_it(ready: World) -> None:
    ready.strike(ready.questions()[0])
    save(ready, typed(ready))
    assert sheet_of(ready).draft(ready.questions()[0]) == typed(ready, 1)
    assert ready.questions()[0] not in {gap.question for gap in sheet_of(ready).gaps()}


@pytest.mark.parametrize(
    ("close", "why"),
    [
        (lambda world: world.release(), "Moderation is open"),
        (lambda world: world.stand_down(FARAH), "You were stood down"),
        (lambda world: world.attend(SIAN, "withdrew"), "is recorded as “withdrew”"),
        (lambda world: world.seal(FARAH, SIAN), "is sealed"),
    ],
    ids=["released", "stood down", "withdrawn", "sealed"],
)
def test_nothing_is_saved_on_a_closed_sheet(ready: World, close: Any, why: str) -> None:
    save(ready, typed(ready))
    close(ready)
    with pytest.raises(NotNow, match=why):
        save(ready, typed(ready, 1, value=1))
    with read_transaction(ready.session):
        assert ready.session.scalars(select(SheetEntryRow.value)).all() == [4]


def test_nothing_is_saved_on_a_pack_that_was_withdrawn(ready: World) -> None:
    with pytest.raises(NotNow, match="was withdrawn"):
        save_drafts(
            ready.session,
            actor=ready.actor(FARAH),
            round_id=ready.round,
            candidate_id=ready.candidate(SIAN),
            pack_id=new_id(),
            drafts=[typed(ready)],
            now=ready.clock(),
        )


@pytest.mark.parametrize("who", [RUTH, MOIRA, OUTSIDER, STRANGER])
def test_who_is_not_on_the_panel_has_no_sheet(ready: World, who: str) -> None:
    with pytest.raises(NotThere):
        sheet_of(ready, who)
    with pytest.raises(NotThere):
        save(ready, typed(ready), member=who)


def test_a_member_who_was_stood_down_no_longer_has_a_sheet(ready: World) -> None:
    save(ready, typed(ready))
    ready.stand_down(FARAH)
    with pytest.raises(NotThere):
        sheet_of(ready)


def test_a_member_who_sits_in_without_scoring_is_told_so(world: World) -> None:
    world.seat(GARETH, chair=GARETH)
    world.seat(NADIA, scores=False)
    world.add_candidates(SIAN)
    world.issue()
    with pytest.raises(NotNow, match="without scoring"):
        sheet_of(world, NADIA)


def test_before_the_pack_is_issued_there_is_nothing_to_score_on(world: World) -> None:
    world.seat(FARAH, chair=FARAH)
    world.add_candidates(SIAN)
    with pytest.raises(NotNow, match="not issued"):
        sheet_of(world)


def test_a_candidate_of_another_round_is_not_there(ready: World) -> None:
    other = ready.another().ready()
    with pytest.raises(NotThere):
        own_sheet(
            ready.session,
            actor=ready.actor(FARAH),
            round_id=ready.round,
            candidate_id=other.candidate(SIAN),
        )


def test_each_member_reads_only_their_own_draft(ready: World) -> None:
    save(ready, typed(ready, value=5), member=GARETH)
    save(ready, typed(ready, value=2), member=FARAH, candidate=AMAL)
    assert sheet_of(ready, FARAH).drafts == {}
    assert sheet_of(ready, GARETH).draft(typed(ready).question).value == 5
