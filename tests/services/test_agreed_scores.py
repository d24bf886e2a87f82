"""What the panel agrees: by the chair, with a reason where one is needed, beside what each member gave."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from recruit.db.tables import AgreedScoreRow, AuditEvent
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotNow, NotThere, Refused, StaleSave
from recruit.services.agreed_scores import (
    AgreedValue,
    Agreement,
    CandidateInModeration,
    agree_score,
    candidate_in_moderation,
    candidate_to_agree,
)
from tests.people import AMAL, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, PANEL, RUTH, SIAN, STRANGER
from tests.world import World

REASON = "Nadia heard a second example."


@pytest.fixture
def moderated(world: World) -> World:
    """Return a round in moderation in which the members differ on the first question of one candidate."""
    world.ready()
    first = world.questions()[0]
    for member, value in zip(PANEL, (2, 4, 5), strict=True):
        for candidate in (SIAN, AMAL):
            world.score(member, candidate)
            if candidate == SIAN:
                world.score(member, candidate, value=value, questions=[first])
            world.seal(member, candidate)
    world.release()
    return world


def seen(world: World, name: str = GARETH, candidate: str = SIAN) -> CandidateInModeration:
    return candidate_in_moderation(
        world.session, actor=world.actor(name), round_id=world.round, candidate_id=world.candidate(candidate)
    )


def agree(
    world: World, value: int | None = 4, *, reason: str = REASON, name: str = GARETH, **changes: Any
) -> None:
    given: dict[str, Any] = {
        "actor": world.actor(name),
        "round_id": world.round,
        "candidate_id": world.candidate(SIAN),
        "number": 1,
    }
    agree_score(world.session, **(given | changes), agreed=AgreedValue(value, reason), now=world.clock())


def agreed(world: World) -> list[tuple[str, int | None, str]]:
    with read_transaction(world.session):
        rows = world.session.scalars(select(AgreedScoreRow).order_by(AgreedScoreRow.number))
        return [(row.question, row.value, row.reason) for row in rows]


def events(world: World) -> list[str]:
    with read_transaction(world.session):
        found = select(AuditEvent.detail).where(AuditEvent.action == "score agreed")
        return list(world.session.scalars(found))


def test_an_agreed_score_stands_beside_the_members_own(moderated: World) -> None:
    agree(moderated)
    found = seen(moderated, FARAH)
    result = found.question(1)
    assert result.values == (2, 4, 5)
    assert found.agreed_on(result.question.id) == (
        Agreement(result.question.id, 1, 4, REASON, GARETH, moderated.clock()),
    )
    assert result.settled_value == 4


def test_the_record_names_the_question_and_no_score(moderated: World) -> None:
    agree(moderated)
    assert events(moderated) == [f'{{"question": "{moderated.questions()[0]}"}}']


def test_the_same_sent_twice_is_one(moderated: World) -> None:
    agree(moderated)
    agree(moderated)
    assert (len(agreed(moderated)), len(events(moderated))) == (1, 1)


def test_a_later_agreement_counts_and_the_earlier_one_stays(moderated: World) -> None:
    agree(moderated)
    agree(moderated, 5, reason="We read the notes again.", replaces=1)
    found = seen(moderated)
    first = moderated.questions()[0]
    assert [(one.number, one.value) for one in found.agreed_on(first)] == [(2, 5), (1, 4)]
    assert found.question(1).settled_value == 5


def test_what_was_agreed_meanwhile_is_not_overwritten(moderated: World) -> None:
    agree(moderated)
    with pytest.raises(StaleSave):
        agree(moderated, 5, reason="From another tab.")
    assert agreed(moderated) == [(moderated.questions()[0], 4, REASON)]


@pytest.mark.parametrize("value", [4, 3, None])
def test_a_reason_is_needed_where_the_members_differ(moderated: World, value: int | None) -> None:
    with pytest.raises(Refused) as refused:
        agree(moderated, value, reason="  ")
    assert (refused.value.field, agreed(moderated)) == ("reason", [])


def test_no_reason_is_needed_where_all_gave_the_score_that_is_agreed(moderated: World) -> None:
    agree(moderated, 3, reason="", candidate_id=moderated.candidate(AMAL))
    assert agreed(moderated) == [(moderated.questions()[0], 3, "")]


def test_a_reason_is_needed_where_the_agreed_score_is_none_of_theirs(moderated: World) -> None:
    with pytest.raises(Refused, match="The agreed score on question 1 needs a reason"):
        agree(moderated, 4, reason="", candidate_id=moderated.candidate(AMAL))


def test_not_explored_can_be_agreed_with_a_reason(moderated: World) -> None:
    agree(moderated, None, reason="It was put to her in other words.")
    assert agreed(moderated) == [(moderated.questions()[0], None, "It was put to her in other words.")]


def test_no_score_can_be_agreed_on_what_nobody_explored(world: World) -> None:
    world.ready()
    for member in PANEL:
        world.score(member, SIAN, value=None, evidence="Time ran out.")
        world.seal(member, SIAN)
    world.release()
    with pytest.raises(Refused) as refused:
        agree(world, 3)
    assert (refused.value.field, agreed(world)) == ("score", [])


def test_nothing_is_agreed_on_a_candidate_whom_nobody_scored(moderated: World) -> None:
    moderated.add_candidates("Somebody Else")
    with pytest.raises(NotNow, match="No member scored this candidate"):
        agree(moderated, None, candidate_id=moderated.candidate("Somebody Else"))


def test_nothing_is_agreed_on_a_question_that_was_struck(moderated: World) -> None:
    moderated.strike(moderated.questions()[0])
    with pytest.raises(NotNow, match="This question was struck for every candidate"):
        agree(moderated)


@pytest.mark.parametrize("change", [{"number": 99}, {"number": 0}, {"candidate_id": "0" * 16}])
def test_a_question_or_candidate_that_is_not_in_the_round_is_not_there(
    moderated: World, change: dict[str, Any]
) -> None:
    with pytest.raises(NotThere):
        agree(moderated, **change)
    assert agreed(moderated) == []


def test_a_candidate_of_another_round_is_not_there(moderated: World) -> None:
    other = moderated.another(manager=RUTH).released()
    with pytest.raises(NotThere):
        agree(moderated, candidate_id=other.candidate(SIAN))


@pytest.mark.parametrize("name", [FARAH, RUTH, MOIRA, OUTSIDER, STRANGER])
def test_only_the_chair_records_what_is_agreed(moderated: World, name: str) -> None:
    with pytest.raises(NotThere):
        agree(moderated, name=name)
    with pytest.raises(NotThere):
        candidate_to_agree(
            moderated.session,
            actor=moderated.actor(name),
            round_id=moderated.round,
            candidate_id=moderated.candidate(SIAN),
        )
    assert agreed(moderated) == []


def test_nothing_is_agreed_before_the_release(world: World) -> None:
    world.scored()
    with pytest.raises(NotNow):
        agree(world)


def test_everybody_of_the_round_sees_the_candidate_and_the_chair_alone_may_agree(moderated: World) -> None:
    may = {name: seen(moderated, name).may_agree for name in (GARETH, FARAH, NADIA, RUTH, MOIRA)}
    assert may == {GARETH: True, FARAH: False, NADIA: False, RUTH: False, MOIRA: False}


def test_a_question_that_the_pack_has_not_is_not_there(moderated: World) -> None:
    with pytest.raises(NotThere):
        seen(moderated).question(99)
