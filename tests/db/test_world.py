"""The cast itself: its rows mean to the services what its words say."""

from __future__ import annotations

from recruit.db.transactions import read_transaction
from recruit.domain.people import Part
from recruit.domain.rounds import MODERATION, PREPARING, SCORING, may_release
from recruit.services.issued_packs import issued_pack
from recruit.services.rounds import candidates_of, expected_of, round_in_view
from tests.people import CANDIDATES, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, RUTH
from tests.world import World


def phase_seen_by(world: World, name: str) -> object:
    with read_transaction(world.session):
        return round_in_view(world.session, actor=world.actor(name), round_id=world.round).phase


def test_a_new_world_has_nothing_prepared(world: World) -> None:
    assert phase_seen_by(world, RUTH) == PREPARING


def test_a_scored_round_waits_for_its_chair(world: World) -> None:
    world.scored()
    assert phase_seen_by(world, GARETH) == SCORING
    with read_transaction(world.session):
        expected = expected_of(world.session, world.round)
        assert (len(expected), may_release(expected)) == (12, True)
        assert tuple(one.name for one in candidates_of(world.session, world.round)) == CANDIDATES


def test_a_released_round_is_in_moderation(world: World) -> None:
    assert phase_seen_by(world.released(), MOIRA) == MODERATION


def test_who_is_stood_down_has_no_part_left(world: World) -> None:
    world.ready().stand_down(NADIA)
    with read_transaction(world.session):
        parts = {
            name: round_in_view(world.session, actor=world.actor(name), round_id=world.round).standing.parts
            for name in (RUTH, GARETH, FARAH, MOIRA)
        }
    assert parts == {
        RUTH: {Part.MANAGER},
        GARETH: {Part.CHAIR, Part.MEMBER},
        FARAH: {Part.MEMBER},
        MOIRA: {Part.HR},
    }


def test_the_issued_pack_is_the_one_that_was_drawn(world: World) -> None:
    assert issued_pack(world.session, pack_id=world.issue()) == world.pack


def test_another_vacancy_has_its_own_people(world: World) -> None:
    other = world.another().ready()
    assert phase_seen_by(other, OUTSIDER) != phase_seen_by(world, RUTH)
