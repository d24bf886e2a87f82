"""Decisions: by a person, with a reason; an earlier one stays in the record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotNow, NotThere, Refused, StaleSave
from recruit.domain.people import Role
from recruit.domain.vacancy import Decision
from recruit.services.decisions import (
    CandidateToDecide,
    Decisions,
    decide,
    decisions,
    decisions_to_make,
)
from tests.db.queries import counted_queries
from tests.people import CANDIDATES, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, PANEL, RUTH, SIAN, STRANGER, ZOE
from tests.world import World

REASON = "Weighs opposing interests fairly; all three heard it."


def found(world: World, name: str = RUTH) -> Decisions:
    return decisions(world.session, actor=world.actor(name), round_id=world.round)


def on(world: World, candidate: str = SIAN) -> CandidateToDecide:
    return found(world).on(world.candidate(candidate))


def decide_on(world: World, outcome: Decision, *, name: str = RUTH, **changes: Any) -> None:
    given: dict[str, Any] = {
        "actor": world.actor(name),
        "round_id": world.round,
        "candidate_id": world.candidate(SIAN),
        "reason": REASON,
    }
    decide(world.session, **(given | changes), outcome=outcome, now=world.clock())


def events(world: World) -> list[tuple[str, str]]:
    with read_transaction(world.session):
        rows = select(AuditEvent.actor, AuditEvent.detail).where(AuditEvent.action == "decision recorded")
        return [(actor, detail) for actor, detail in world.session.execute(rows)]


@pytest.mark.parametrize("name", [RUTH, GARETH])
def test_the_manager_and_the_chair_decide_under_their_own_name(world: World, name: str) -> None:
    world.released()
    decide_on(world, Decision.RECOMMENDED, name=name)
    made = on(world).decision
    assert made
    assert (made.number, made.outcome, made.reason, made.decided_by, made.at) == (
        1,
        Decision.RECOMMENDED,
        REASON,
        name,
        world.clock(),
    )
    assert events(world) == [(name, "")]


@pytest.mark.parametrize("name", [FARAH, MOIRA, OUTSIDER, STRANGER])
def test_nobody_else_decides(world: World, name: str) -> None:
    world.released()
    with pytest.raises(NotThere):
        decide_on(world, Decision.RECOMMENDED, name=name)
    with pytest.raises(NotThere):
        decisions_to_make(world.session, actor=world.actor(name), round_id=world.round)
    assert on(world).made == ()


@pytest.mark.parametrize(("name", "may"), [(RUTH, True), (GARETH, True), (MOIRA, False)])
def test_who_decides_and_hr_see_the_decisions(world: World, name: str, may: bool) -> None:
    world.released()
    assert found(world, name).may_decide is may


@pytest.mark.parametrize("name", [FARAH, OUTSIDER, STRANGER])
def test_the_decisions_are_there_for_nobody_else(world: World, name: str) -> None:
    world.released()
    with pytest.raises(NotThere):
        found(world, name)


def test_a_manager_who_stood_down_as_a_member_neither_sees_nor_decides(world: World) -> None:
    world.scored()
    world.grant(NADIA, Role.MANAGER)
    world.stand_down(NADIA)
    world.release()
    with pytest.raises(NotThere):
        found(world, NADIA)
    with pytest.raises(NotThere):
        decide_on(world, Decision.RESERVE, name=NADIA)


def test_nobody_decides_before_the_release(world: World) -> None:
    world.scored()
    with pytest.raises(NotNow):
        found(world)
    with pytest.raises(NotNow):
        decide_on(world, Decision.RESERVE)


def test_a_reason_is_needed(world: World) -> None:
    world.released()
    with pytest.raises(Refused, match="Write the reason") as refused:
        decide_on(world, Decision.RESERVE, reason=" \n ")
    assert (refused.value.field, on(world).made) == ("reason", ())


def test_the_same_decision_sent_twice_is_one(world: World) -> None:
    world.released()
    decide_on(world, Decision.RESERVE)
    decide_on(world, Decision.RESERVE)
    assert (len(on(world).made), len(events(world))) == (1, 1)


def test_a_later_decision_counts_and_the_earlier_one_stays(world: World) -> None:
    world.released()
    decide_on(world, Decision.RESERVE)
    decide_on(world, Decision.RECOMMENDED, replaces=1, name=GARETH)
    assert [(made.number, made.outcome, made.decided_by) for made in on(world).made] == [
        (2, Decision.RECOMMENDED, GARETH),
        (1, Decision.RESERVE, RUTH),
    ]


def test_a_decision_does_not_replace_one_that_its_maker_never_saw(world: World) -> None:
    world.released()
    decide_on(world, Decision.RESERVE)
    with pytest.raises(StaleSave):
        decide_on(world, Decision.NOT_APPOINTABLE, name=GARETH)
    assert [made.outcome for made in on(world).made] == [Decision.RESERVE]


def test_of_two_who_decide_at_the_same_moment_one_is_told(world: World, database: Engine) -> None:
    world.released()
    together = Barrier(2)
    people = {name: world.actor(name) for name in (RUTH, GARETH)}
    candidate = world.candidate(SIAN)

    def decide_at_once(name: str, outcome: Decision) -> str:
        with Session(database) as session:
            together.wait()
            try:
                decide(
                    session,
                    actor=people[name],
                    round_id=world.round,
                    candidate_id=candidate,
                    outcome=outcome,
                    reason=REASON,
                    now=world.clock(),
                )
            except StaleSave:
                return "told"
            return "recorded"

    with ThreadPoolExecutor(max_workers=2) as pool:
        answers = [
            pool.submit(decide_at_once, RUTH, Decision.RECOMMENDED),
            pool.submit(decide_at_once, GARETH, Decision.NOT_APPOINTABLE),
        ]
        outcomes = sorted(answer.result() for answer in answers)
    assert (outcomes, len(on(world).made)) == (["recorded", "told"], 1)


@pytest.mark.parametrize(
    ("attendance", "outcome"), [("withdrew", Decision.WITHDRAWN), ("did not attend", Decision.DID_NOT_ATTEND)]
)
def test_an_absent_candidate_has_one_possible_outcome(
    world: World, attendance: str, outcome: Decision
) -> None:
    world.released()
    world.attend(ZOE, attendance)
    assert on(world, ZOE).outcomes == (outcome,)
    with pytest.raises(Refused) as refused:
        decide_on(world, Decision.NOT_APPOINTABLE, candidate_id=world.candidate(ZOE))
    assert str(refused.value) == f"The decision on this candidate can only be: {outcome.label}"
    decide_on(world, outcome, candidate_id=world.candidate(ZOE))
    assert [made.outcome for made in on(world, ZOE).made] == [outcome]


def test_a_candidate_who_was_interviewed_cannot_have_stayed_away(world: World) -> None:
    world.released()
    with pytest.raises(Refused) as refused:
        decide_on(world, Decision.DID_NOT_ATTEND)
    assert (refused.value.field, on(world).made) == ("outcome", ())


@pytest.mark.parametrize("candidate_id", ["0" * 16, "another's"])
def test_a_candidate_of_another_round_is_not_there(world: World, candidate_id: str) -> None:
    other = world.another(manager=RUTH).released()
    world.released()
    given = other.candidate(SIAN) if candidate_id == "another's" else candidate_id
    with pytest.raises(NotThere):
        decide_on(world, Decision.RESERVE, candidate_id=given)
    with pytest.raises(NotThere):
        found(world).on(given)


def test_flags_stay_open_until_a_score_is_agreed(world: World) -> None:
    world.ready()
    first, second = world.questions()[:2]
    for member, value in zip(PANEL, (2, 4, 5), strict=True):
        world.score(member, SIAN)
        world.score(member, SIAN, value=value, questions=[first, second])
        world.seal(member, SIAN)
    world.release()
    before = on(world).open_flags
    world.agree(SIAN, first, 4)
    after = on(world).open_flags
    world.strike(second)
    assert (before, after, on(world).open_flags) == ((1, 2), (2,), ())


def test_candidates_stand_in_the_order_of_their_interviews(world: World) -> None:
    world.released()
    decide_on(world, Decision.RECOMMENDED, candidate_id=world.candidate(ZOE))
    assert [one.candidate.name for one in found(world).candidates] == list(CANDIDATES)


def test_the_decisions_ask_as_often_for_thirty_candidates_as_for_one(world: World, database: Engine) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.issue()
    counts = []
    for names in (["One"], [f"Person {number}" for number in range(29)]):
        world.add_candidates(*names)
        world.release()
        for name in names:
            world.decide(name, "reserve")
        actor = world.actor(RUTH)
        found(world)  # the pack is parsed once in a process
        with counted_queries(database) as queries:
            decisions(world.session, actor=actor, round_id=world.round)
        counts.append(len(queries))
    assert counts[0] == counts[1]
