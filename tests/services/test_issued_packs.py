"""An issued pack is read once in each process, and is what was issued."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from recruit.db.tables import PackRow
from recruit.domain.errors import DataFaults, NotThere
from recruit.domain.scoring import Struck
from recruit.services.issued_packs import issued_pack, parsed_pack, struck_in
from tests.db.queries import counted_queries
from tests.world import World


def test_an_issued_pack_is_the_one_that_was_issued(world: World, session: Session) -> None:
    assert issued_pack(session, pack_id=world.issue()) == world.pack


def test_it_is_fetched_once(world: World, session: Session, database: Engine) -> None:
    pack_id = world.issue()
    with counted_queries(database) as first:
        issued_pack(session, pack_id=pack_id)
    with counted_queries(database) as second:
        issued_pack(session, pack_id=pack_id)
    assert (len(first), second) == (1, [])


def test_a_pack_that_was_withdrawn_is_still_to_be_had(world: World, session: Session) -> None:
    pack_id = world.issue()
    world.rows.change(PackRow, pack_id, state="withdrawn")
    assert issued_pack(session, pack_id=pack_id) == world.pack


def test_a_draft_is_not(world: World, session: Session) -> None:
    pack_id = world.draft()
    with pytest.raises(NotThere):
        issued_pack(session, pack_id=pack_id)
    world.rows.change(PackRow, pack_id, state="issued")
    assert issued_pack(session, pack_id=pack_id) == world.pack


def test_no_pack_is_not_there(session: Session) -> None:
    with pytest.raises(NotThere):
        issued_pack(session, pack_id="0123456789abcdef")


def test_a_content_of_another_hash_is_refused(world: World, session: Session) -> None:
    pack_id = world.issue()
    world.rows.change(PackRow, pack_id, hash="f" * 64)
    with pytest.raises(DataFaults, match="its content is that of another pack"):
        issued_pack(session, pack_id=pack_id)


def test_a_content_that_was_altered_is_refused(world: World, session: Session) -> None:
    pack_id = world.issue()
    row = session.get_one(PackRow, pack_id)
    content, digest = row.content.replace("Invented posts", "Other posts"), "e" * 64
    session.rollback()
    with pytest.raises(DataFaults, match="its content does not match its hash"):
        parsed_pack(content, digest=digest)


def test_struck_questions_come_in_the_order_in_which_they_were_struck(world: World, session: Session) -> None:
    world.issue()
    first, second = world.questions()[2], world.questions()[0]
    world.strike(first, reason="It names a real family.")
    world.clock.move(hours=1)
    world.strike(second, reason="Its papers were missing.")
    assert struck_in(session, round_id=world.round) == (
        Struck(first, "It names a real family.", "14 January 2027, 10am"),
        Struck(second, "Its papers were missing.", "14 January 2027, 11am"),
    )
