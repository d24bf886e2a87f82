"""The bank in force: the bundled one with what an organisation published, and without what it retired."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent
from recruit.db.transactions import read_transaction
from recruit.domain.bank import QuestionBank
from recruit.domain.errors import ImpossibleRecipe, NotNow, NotThere, Refused
from recruit.services.pack_drafts import Wishes, draw
from recruit.services.packs import NO_DRAFT, pack_in_view
from recruit.services.question_bank import bank_in_force
from recruit.services.question_retirement import bring_back, retire
from recruit.services.question_review import publish
from recruit.services.question_versions import question_in_view
from tests.db.queries import counted_queries
from tests.local_questions import BANK, KEY, own_question, put_into_the_bank, write
from tests.people import FARAH, MOIRA, RUTH, STRANGER
from tests.services.parallel import at_once
from tests.world import COUNCIL, ELSEWHERE, World

REASON = "It was asked too often."


def bank_of(world: World, organisation: str = COUNCIL) -> QuestionBank:
    return bank_in_force(world.session, BANK, organisation=organisation)


def retire_it(world: World, key: str = KEY, *, reason: str = REASON, name: str = RUTH) -> None:
    retire(world.session, actor=world.actor(name), bundled=BANK, key=key, reason=reason, now=world.clock())


def ids(bank: QuestionBank) -> set[str]:
    return {question.id for question in bank.at_level(4)}


def test_without_anything_of_its_own_an_organisation_has_the_bundled_bank(world: World) -> None:
    write(world, own_question())
    assert bank_of(world) is BANK


def test_a_published_question_joins_the_bank_under_another_digest(world: World) -> None:
    put_into_the_bank(world, own_question())
    found = bank_of(world)
    assert ids(found) - ids(BANK) == {KEY}
    assert found.question(KEY) == own_question()
    assert (found.digest == BANK.digest, found.version) == (False, "test with local changes")


def test_a_published_version_of_a_bundled_question_takes_its_place(world: World) -> None:
    number = put_into_the_bank(world, own_question(id="past-1-a"), edited_from=1)
    found = bank_of(world)
    assert found.question("past-1-a") == own_question(id="past-1-a", version=number)
    assert [one.id for one in found.questions] == [one.id for one in BANK.questions]
    assert BANK.question("past-1-a").version == 1


def test_the_digest_changes_with_every_published_change(world: World) -> None:
    seen = [BANK.digest]
    put_into_the_bank(world, own_question())
    seen.append(bank_of(world).digest)
    put_into_the_bank(world, own_question(minutes=8), edited_from=1)
    seen.append(bank_of(world).digest)
    retire_it(world)
    seen.append(bank_of(world).digest)
    assert len(set(seen)) == 4
    bring_back(world.session, actor=world.actor(RUTH), key=KEY, now=world.clock())
    assert bank_of(world).digest == seen[2]


def test_the_bank_in_force_never_mixes_organisations(world: World) -> None:
    put_into_the_bank(world, own_question())
    retire_it(world, "past-1-a", name=STRANGER)
    assert ids(bank_of(world)) - ids(BANK) == {KEY}
    assert ids(BANK) - ids(bank_of(world, ELSEWHERE)) == {"past-1-a"}
    assert KEY not in bank_of(world, ELSEWHERE).by_id


def test_a_bank_that_is_kept_costs_one_query(world: World, database: Engine) -> None:
    put_into_the_bank(world, own_question())
    first = bank_of(world)
    with counted_queries(database) as queries:
        assert bank_of(world) is first
    assert len(queries) == 1


def test_another_worker_s_change_is_seen_at_once(world: World, database: Engine) -> None:
    put_into_the_bank(world, own_question())
    before = bank_of(world)
    with Session(database) as other:
        retire(other, actor=world.actor(RUTH), bundled=BANK, key=KEY, reason=REASON, now=world.clock())
    assert (KEY in ids(before), KEY in ids(bank_of(world))) == (True, False)


def test_a_retired_question_is_not_drawn_and_is_found_by_its_id(world: World) -> None:
    for key in ("past-1-a", "past-2-a"):
        retire_it(world, key)
    found = bank_of(world)
    assert ids(BANK) - ids(found) == {"past-1-a", "past-2-a"}
    assert found.question("past-1-a").retired == REASON
    draw_it(world, found)
    kept = pack_in_view(world.session, actor=world.actor(RUTH), round_id=world.round).kept
    assert kept is not None
    assert {"past-1-a", "past-2-a"} & set(kept.pack.ids) == set()
    assert kept.pack.bank.digest == found.digest


def draw_it(world: World, bank: QuestionBank, **wishes: Any) -> None:
    draw(
        world.session,
        actor=world.actor(RUTH),
        round_id=world.round,
        bank=bank,
        wishes=Wishes(**wishes),
        version=NO_DRAFT,
        now=world.clock(),
        seconds=60,
    )


def test_a_retired_question_cannot_be_asked_for_by_name(world: World) -> None:
    retire_it(world, "past-1-a")
    with pytest.raises(ImpossibleRecipe, match="past-1-a"):
        draw_it(world, bank_of(world), include=("past-1-a",))


def test_an_issued_pack_keeps_a_question_that_is_retired_or_rewritten_later(world: World) -> None:
    world.ready()
    first, second, *_ = world.pack.questions
    retire_it(world, first.id)
    put_into_the_bank(world, own_question(id=second.id), edited_from=1)
    kept = pack_in_view(world.session, actor=world.actor(RUTH), round_id=world.round).kept
    assert kept is not None
    assert kept.pack == world.pack


def test_a_retired_question_says_who_when_and_why(world: World) -> None:
    retire_it(world, "past-1-a", name=MOIRA)
    found = question_in_view(world.session, actor=world.actor(RUTH), bundled=BANK, key="past-1-a")
    assert found.retired
    assert (found.retired.by, found.retired.at, found.retired.note) == (MOIRA, world.clock(), REASON)
    assert found.in_force
    assert (found.in_force.retired, found.versions) == (REASON, ())


def test_retiring_and_bringing_back_twice_are_once(world: World, database: Engine) -> None:
    actor = world.actor(RUTH)

    def send(session: Session) -> None:
        retire(session, actor=actor, bundled=BANK, key="past-1-a", reason=REASON, now=world.clock())

    assert at_once(database, send) == []
    for _ in range(2):
        bring_back(world.session, actor=world.actor(RUTH), key="past-1-a", now=world.clock())
    with read_transaction(world.session):
        actions = world.session.scalars(select(AuditEvent.action).order_by(AuditEvent.number)).all()
    assert actions == ["question retired", "question brought back"]
    assert bank_of(world) is BANK


def test_a_retired_question_is_not_retired_for_another_reason_nor_published(world: World) -> None:
    put_into_the_bank(world, own_question())
    retire_it(world)
    with pytest.raises(NotNow, match="for another reason"):
        retire_it(world, reason="It names a street.")
    with pytest.raises(NotNow, match="is retired; bring it back"):
        put_into_the_bank(world, own_question(minutes=9), edited_from=1)
    with pytest.raises(Refused) as caught:
        retire_it(world, reason="old")
    assert caught.value.field == "reason"


def test_what_nobody_may_retire(world: World) -> None:
    put_into_the_bank(world, own_question())
    for name, key in ((FARAH, "past-1-a"), (STRANGER, KEY), (RUTH, "no-such-question")):
        with pytest.raises(NotThere):
            retire_it(world, key, name=name)
        with pytest.raises(NotThere):
            bring_back(world.session, actor=world.actor(name), key=key, now=world.clock())
    assert KEY in ids(bank_of(world))


def test_a_question_published_twice_from_two_sides_stands_once(world: World) -> None:
    number = put_into_the_bank(world, own_question())
    stamp = bank_of(world)
    publish(world.session, actor=world.actor(MOIRA), bundled=BANK, key=KEY, number=number, now=world.clock())
    assert bank_of(world) is stamp
