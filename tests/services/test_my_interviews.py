"""What a panel member has before them."""

from __future__ import annotations

from sqlalchemy import Engine

from recruit.db.tables import RoundRow
from recruit.domain.rounds import Attendance
from recruit.services.my_interviews import MyInterview, MyRound, my_interviews
from tests.db.queries import counted_queries
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, NADIA, SIAN
from tests.world import World


def rounds_of(world: World, member: str = FARAH) -> tuple[MyRound, ...]:
    return my_interviews(world.session, actor=world.actor(member))


def first_of(world: World, member: str = FARAH) -> MyInterview:
    return rounds_of(world, member)[0].interviews[0]


def test_somebody_on_no_panel_has_nothing_before_them(world: World) -> None:
    world.ready()
    assert rounds_of(world, MOIRA) == ()


def test_a_round_whose_pack_is_not_issued_says_so(world: World) -> None:
    world.seat(FARAH, chair=FARAH)
    (found,) = rounds_of(world)
    assert (found.title, found.issued, found.is_chair, found.interviews) == ("Team manager", False, True, ())


def test_a_round_to_be_scored_stands_before_one_that_is_not_issued(world: World) -> None:
    world.ready()
    world.another().seat(FARAH, chair=FARAH)
    assert [found.issued for found in rounds_of(world)] == [True, False]


def test_candidates_stand_in_the_order_of_their_interviews(world: World) -> None:
    world.ready()
    assert [one.called for one in rounds_of(world)[0].interviews] == list(CANDIDATES)


def test_a_draft_says_how_far_it_is_and_where_it_goes_on(world: World) -> None:
    world.ready()
    first, second, third = world.questions()[:3]
    world.score(FARAH, SIAN, questions=[first, third])
    found = first_of(world)
    assert (found.begun, found.scored, found.total) == (True, 2, 7)
    assert found.next == world.pack.ids.index(second) + 1


def test_a_struck_question_is_not_waited_for(world: World) -> None:
    world.ready()
    struck, *others = world.questions()
    world.score(FARAH, SIAN, questions=others)
    world.strike(struck)
    assert (first_of(world).scored, first_of(world).total, first_of(world).next) == (6, 6, None)


def test_a_sealed_sheet_says_when(world: World) -> None:
    world.ready()
    world.score(FARAH, SIAN)
    world.seal(FARAH, SIAN)
    assert first_of(world).sealed_at == world.clock()
    assert rounds_of(world)[0].sealed == 1


def test_another_members_sheet_does_not_show(world: World) -> None:
    world.ready()
    before = rounds_of(world)
    world.score(GARETH, SIAN)
    world.seal(GARETH, SIAN)
    assert rounds_of(world) == before


def test_a_panel_that_reads_codes_reads_no_names_before_the_release(world: World) -> None:
    world.ready()
    world.rows.change(RoundRow, world.round, names_shown=False)
    assert first_of(world).called == "Candidate C1"
    world.release()
    assert first_of(world).called == SIAN


def test_an_absent_candidate_is_shown_as_such(world: World) -> None:
    world.ready()
    world.attend(AMAL, "did not attend")
    assert rounds_of(world)[0].interviews[1].attendance is Attendance.DID_NOT_ATTEND


def test_a_panel_from_which_somebody_was_stood_down_is_left_out(world: World) -> None:
    world.ready()
    world.stand_down(NADIA)
    assert rounds_of(world, NADIA) == ()


def test_rounds_still_to_be_scored_stand_before_those_in_moderation(world: World) -> None:
    world.released()
    later = world.another().ready()
    assert [found.id for found in rounds_of(world)] == [later.round, world.round]


def test_thirty_candidates_cost_as_many_queries_as_one(world: World, database: Engine) -> None:
    world.seat(FARAH, chair=FARAH)
    world.add_candidates("First of many")
    world.issue()
    world.score(FARAH, "First of many")
    rounds_of(world)
    actor = world.actor(FARAH)
    with counted_queries(database) as one:
        my_interviews(world.session, actor=actor)
    world.add_candidates(*(f"Candidate number {n}" for n in range(2, 31)))
    for n in range(2, 31):
        world.score(FARAH, f"Candidate number {n}", questions=world.questions()[:1])
    with counted_queries(database) as thirty:
        my_interviews(world.session, actor=actor)
    assert len(thirty) == len(one) == 4


def test_thirty_rounds_cost_as_many_queries_as_one(world: World, database: Engine) -> None:
    world.ready()
    for _ in range(29):
        world.another().ready()
    actor = world.actor(FARAH)
    assert len(my_interviews(world.session, actor=actor)) == 30  # every pack is now with the process
    with counted_queries(database) as thirty:
        my_interviews(world.session, actor=actor)
    assert len(thirty) == 4
