"""The record of a released round: what it holds, and of whom it holds nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from recruit.db.tables import AmendmentRow, PanelMemberRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotNow, NotThere
from recruit.domain.scoring import AgreedScore, Amendment, Explored, NotExplored
from recruit.services.round_record import RoundRecord, released_round, released_view
from recruit.services.rounds import CHAIR
from tests.db.queries import counted_queries
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, NADIA, PANEL, RUTH, SIAN
from tests.world import World


def record_of(world: World, name: str = RUTH) -> RoundRecord:
    with read_transaction(world.session):
        return released_round(world.session, actor=world.actor(name), round_id=world.round)


def amend(world: World, sheet: str, question: str, *, value: int, reason: str) -> None:
    world.rows.keep(
        AmendmentRow(
            organisation_id=world.organisation,
            sheet_id=sheet,
            question=question,
            value=value,
            evidence="Read again.",
            reason=reason,
            at=world.clock(),
        )
    )


def test_there_is_no_record_before_the_release(world: World) -> None:
    world.scored()
    with pytest.raises(NotNow, match="Nobody sees another’s scores before the chair opens moderation"):
        record_of(world)


def test_the_record_is_not_there_for_a_member_who_stood_down(world: World) -> None:
    world.released()
    world.stand_down(FARAH)
    with pytest.raises(NotThere):
        record_of(world, FARAH)


def test_a_narrower_audience_keeps_others_out(world: World) -> None:
    world.released()
    with read_transaction(world.session), pytest.raises(NotThere):
        released_view(world.session, actor=world.actor(FARAH), round_id=world.round, audience=CHAIR)


def test_the_record_holds_every_sealed_score_and_its_sealing(world: World) -> None:
    world.released()
    found = record_of(world)
    assert len(found.scores.entries) == 3 * 4 * len(world.questions())
    assert set(found.sealings) == {(member, candidate) for member in PANEL for candidate in CANDIDATES}
    assert found.scorers() == PANEL
    assert found.candidate(world.candidate(AMAL)).name == AMAL


def test_an_id_of_nobody_is_not_there(world: World) -> None:
    world.released()
    with pytest.raises(NotThere):
        record_of(world).candidate("0" * 16)


def test_drafts_that_were_never_sealed_stay_unread(world: World) -> None:
    world.ready()
    for member in (GARETH, FARAH):
        world.score(member, SIAN)
        world.seal(member, SIAN)
    world.score(NADIA, SIAN, value=1, evidence="Unread.")
    world.release()
    found = record_of(world)
    assert {entry.member for entry in found.scores.entries} == {GARETH, FARAH}
    assert "Unread." not in str(found)


def test_sheets_of_somebody_who_no_longer_scores_are_left_out(world: World) -> None:
    world.scored()
    world.rows.change(PanelMemberRow, world.member(NADIA), scores=False)
    world.release()
    found = record_of(world)
    assert found.scores.members == (GARETH, FARAH)
    assert {entry.member for entry in found.scores.entries} == {GARETH, FARAH}


def test_what_was_not_explored_keeps_its_reason(world: World) -> None:
    world.ready()
    world.score(GARETH, SIAN, value=None, evidence="Time ran out.")
    world.seal(GARETH, SIAN)
    world.release()
    assert {entry.score for entry in record_of(world).scores.entries} == {NotExplored("Time ran out.")}


def test_the_last_amendment_counts_and_every_score_before_it_stays(world: World) -> None:
    world.scored()
    sheet, question = world.seal(FARAH, SIAN), world.questions()[1]
    world.release()
    amend(world, sheet, question, value=4, reason="A slip.")
    world.clock.move(minutes=5)
    amend(world, sheet, question, value=2, reason="Heard again.")
    (entry,) = (
        one
        for one in record_of(world).scores.entries
        if (one.candidate, one.member, one.question) == (SIAN, FARAH, question)
    )
    assert entry.score == Explored(2, "Read again.")
    assert entry.amended == (
        Amendment(Explored(3, "Said what they did, and why."), "A slip.", "14 January 2027, 10am"),
        Amendment(Explored(4, "Read again."), "Heard again.", "14 January 2027, 10:05am"),
    )


def test_the_latest_agreed_score_counts(world: World) -> None:
    world.released()
    question = world.questions()[0]
    world.agree(SIAN, question, 4, reason="At first.")
    world.agree(SIAN, question, None, reason="In the end.")
    assert record_of(world).agreed == (AgreedScore(SIAN, question, None, "In the end."),)


def test_what_was_struck_is_named_with_its_reason(world: World) -> None:
    world.released()
    world.strike(world.questions()[2])
    assert [(one.question, one.reason) for one in record_of(world).struck] == [
        (world.questions()[2], "It names a real family.")
    ]


def test_the_record_asks_as_often_for_thirty_candidates_as_for_one(world: World, database: Engine) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.issue()
    counts = []
    for names in (["One"], [f"Person {number}" for number in range(29)]):
        world.add_candidates(*names)
        with world.rows.together():
            for name in names:
                for member in PANEL:
                    world.score(member, name)
                    world.seal(member, name)
        world.release()
        actor = world.actor(RUTH)
        record_of(world)  # the pack is parsed once in a process
        with counted_queries(database) as queries, read_transaction(world.session):
            released_round(world.session, actor=actor, round_id=world.round)
        counts.append(len(queries))
    assert counts[0] == counts[1]
