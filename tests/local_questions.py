"""What the tests of the bank's workshop write: a question and a framework of an invented council's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recruit.domain.bank import Cue, Probe, Question
from recruit.domain.frameworks import Framework
from recruit.services.question_review import mark_reviewed, publish, submit_for_review
from recruit.services.question_versions import NEW, SavedVersion, write_question
from tests.cast import framework, full_bank, question
from tests.people import MOIRA, RUTH
from tests.world import World

BANK = full_bank()
WHY = "The duty team asked for it."
KEY = "lost-in-the-post"

_OWN = question(
    KEY,
    text="Tell us about a day when a letter went to the wrong house. What did you do?",
    turns_on="Speed for whoever waits, and care for whoever was named in it.",
    accepts="Any office, shop or club.",
    if_no_example="A wrong number or a parcel will do.",
    probes=(
        Probe("own action", "What was your first step?"),
        Probe("reason", "Why that one?"),
        Probe("effect", "How did it end?"),
    ),
    listen_for=(
        Cue("Rang the sender at once.", ("sfpc-1.1",)),
        Cue("Told the neighbour what went wrong.", ("base-1.1",)),
    ),
    concerns=("Blames the post room.",),
    anchors={
        "1": "Recalls no letter, or let it lie.",
        "2": "A letter came back, and it stays unclear who saw to that.",
        "3": "Says whom they rang, why, and how the sender fared.",
        "4": "Puts the sender's case and the neighbour's, and what it cost to own up.",
        "5": "Asked both of them later what would have helped, and changed the labels.",
    },
)


def own_question(**changes: Any) -> Question:
    """Return a faultless question that is in no bank, with what the test cares about changed."""
    return replace(_OWN, **changes)


def own_framework(**changes: Any) -> Framework:
    """Return the council's values: one section of two items, on the first attribute, at level 4."""
    plain = framework("local-values", {1: 2})
    sections = tuple(replace(one, attribute=1) for one in plain.sections)
    made = replace(plain, sections=sections, levels=(4,), reason="The council works to them.")
    return replace(made, **changes)


def write(world: World, written: Question, *, name: str = RUTH, edited_from: int = NEW) -> SavedVersion:
    """Save a question as one of the cast."""
    return write_question(
        world.session,
        actor=world.actor(name),
        bundled=BANK,
        question=written,
        edited_from=edited_from,
        why=WHY,
        now=world.clock(),
    )


def put_into_the_bank(
    world: World, written: Question, *, writer: str = RUTH, reviewer: str = MOIRA, edited_from: int = NEW
) -> int:
    """Write, review and publish a question, and return its number."""
    number = write(world, written, name=writer, edited_from=edited_from).number
    step: dict[str, Any] = {"key": written.id, "number": number, "now": world.clock()}
    submit_for_review(world.session, actor=world.actor(writer), **step)
    mark_reviewed(world.session, actor=world.actor(reviewer), **step)
    publish(world.session, actor=world.actor(writer), bundled=BANK, **step)
    return number
