"""A round in moderation, and the addresses of its pages."""

from __future__ import annotations

from tests.people import CANDIDATES, PANEL, SIAN
from tests.world import World


def grid(world: World) -> str:
    """Return the address of the grid."""
    return f"/rounds/{world.round}/moderation"


def question(world: World, number: int = 1, of: str = SIAN) -> str:
    """Return the address of a question of a candidate."""
    return f"{grid(world)}/{world.candidate(of)}/{number}"


def candidate(world: World) -> str:
    """Return the address of a candidate's page."""
    return f"{grid(world)}/{world.candidate(SIAN)}"


def differ(world: World) -> World:
    """Bring a round to moderation in which the members differ on question 1 of one candidate, by 3 points."""
    world.ready()
    for candidate in CANDIDATES:
        for member, value in zip(PANEL, (2, 4, 5), strict=True):
            world.score(member, candidate)
            if candidate == SIAN:
                world.score(member, candidate, value=value, questions=world.questions()[:1])
            world.seal(member, candidate)
    world.release()
    return world
