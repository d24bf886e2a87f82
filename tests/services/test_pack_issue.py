"""A pack is issued once it can be, and is frozen then: withdrawn before the first score, struck after it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent, PackRow, StruckQuestionRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import NotNow, NotThere, StaleSave
from recruit.domain.issuing import Lack
from recruit.domain.scoring import Struck
from recruit.services.issued_packs import issued_pack, struck_in
from recruit.services.pack_drafts import Wishes, draw
from recruit.services.pack_issue import (
    issue,
    issue_check,
    strike,
    strike_check,
    withdraw,
    withdraw_check,
)
from recruit.services.packs import NO_DRAFT, PackInView, pack_in_view, pack_to_print
from recruit.services.rounds import OVERSEERS
from tests.cast import full_bank
from tests.people import CANDIDATES, EVERYBODY, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, PANEL, RUTH, STRANGER
from tests.world import World

BANK = full_bank()


def view(world: World, name: str = RUTH) -> PackInView:
    return pack_in_view(world.session, actor=world.actor(name), round_id=world.round)


def given(world: World, name: str = RUTH) -> dict[str, Any]:
    return {"actor": world.actor(name), "round_id": world.round, "now": world.clock()}


def issue_it(world: World, *, version: int = 1, digest: str = "", name: str = RUTH) -> None:
    issue(world.session, **given(world, name), version=version, digest=digest or world.pack.hash)


def withdraw_it(world: World, *, digest: str = "", name: str = RUTH) -> None:
    withdraw(world.session, **given(world, name), digest=digest or world.pack.hash, reason="A wrong level.")


def strike_it(world: World, question: str, *, reason: str = "It names a family.", name: str = RUTH) -> None:
    strike(world.session, **given(world, name), question=question, reason=reason)


def events(world: World) -> list[str]:
    with read_transaction(world.session):
        return list(world.session.scalars(select(AuditEvent.action).order_by(AuditEvent.number)))


def states(world: World) -> list[str]:
    with read_transaction(world.session):
        return sorted(world.session.scalars(select(PackRow.state)))


@pytest.fixture
def prepared(world: World) -> World:
    """Return a world with a draft, a panel and candidates."""
    with world.rows.together():
        world.draft()
        world.seat(*PANEL, chair=GARETH)
        world.add_candidates(*CANDIDATES)
    return world


def test_an_issued_pack_says_when_and_by_whom(prepared: World) -> None:
    issue_it(prepared)
    kept = view(prepared).kept
    assert kept is not None
    assert (kept.issued_at, kept.issued_by, kept.pack) == (prepared.clock(), RUTH, prepared.pack)
    assert issued_pack(prepared.session, pack_id=kept.id) == prepared.pack
    assert events(prepared) == ["pack issued"]


def test_issuing_twice_is_issuing_once(prepared: World) -> None:
    issue_it(prepared)
    issue_it(prepared)
    assert (states(prepared), events(prepared)) == (["issued"], ["pack issued"])


def test_twenty_at_once_issue_once(prepared: World, database: Engine) -> None:
    known = given(prepared)
    prepared.session.close()

    def once(_number: int) -> None:
        with Session(database) as session:
            issue(session, **known, version=1, digest=prepared.pack.hash)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(once, range(20)))
    assert (states(prepared), events(prepared)) == (["issued"], ["pack issued"])


@pytest.mark.parametrize(("version", "digest"), [(2, ""), (1, "f" * 64), (-1, "")])
def test_a_draft_that_the_manager_did_not_look_at_is_not_issued(
    prepared: World, version: int, digest: str
) -> None:
    with pytest.raises(StaleSave):
        issue_it(prepared, version=version, digest=digest)
    assert states(prepared) == ["draft"]


def test_without_panel_and_candidates_a_pack_is_not_issued(world: World) -> None:
    world.draft()
    with pytest.raises(NotNow, match=r"the pack cannot be issued yet\. The panel has no chair: name one\."):
        issue_it(world)
    check = issue_check(world.session, actor=world.actor(RUTH), round_id=world.round, bank=BANK)
    assert [lack.page for lack in check.obstacles] == ["panel", "panel", "candidates"]
    assert (check.chair, check.raters, check.candidates) == (None, 0, 0)


def test_the_check_says_what_is_issued(prepared: World) -> None:
    prepared.stand_down(NADIA)
    prepared.attend(CANDIDATES[0], "withdrew")
    check = issue_check(prepared.session, actor=prepared.actor(RUTH), round_id=prepared.round, bank=BANK)
    assert (check.obstacles, check.chair, check.raters, check.candidates) == ((), GARETH, 2, 3)
    assert [text.partition(".")[0] for text in check.cautions] == ["Two members score"]


def test_a_round_in_which_everybody_withdrew_lacks_a_candidate(prepared: World) -> None:
    for name in CANDIDATES:
        prepared.attend(name, "withdrew")
    check = issue_check(prepared.session, actor=prepared.actor(RUTH), round_id=prepared.round, bank=BANK)
    assert check.obstacles == (Lack("No candidate is expected: add one at least", "candidates"),)


def test_there_is_nothing_to_check_before_the_draw_and_after_issuing(world: World) -> None:
    known: dict[str, Any] = {"actor": world.actor(RUTH), "round_id": world.round, "bank": BANK}
    with pytest.raises(NotNow, match="there is no pack to issue yet"):
        issue_check(world.session, **known)
    world.ready()
    with pytest.raises(NotNow, match="the pack of this round is issued"):
        issue_check(world.session, **known)


def test_a_withdrawn_pack_leaves_its_copy_as_a_draft(prepared: World) -> None:
    issue_it(prepared)
    prepared.clock.move(minutes=5)
    withdraw_it(prepared)
    found = view(prepared)
    assert found.kept is not None
    assert (found.kept.pack, found.kept.is_issued, found.kept.version) == (prepared.pack, False, 2)
    (earlier,) = found.withdrawn
    assert (earlier.hash, earlier.reason, earlier.withdrawn_at) == (
        prepared.pack.hash,
        "A wrong level.",
        prepared.clock(),
    )
    assert events(prepared) == ["pack issued", "pack withdrawn"]


def test_a_page_of_the_draft_before_it_was_issued_is_older_than_its_copy(prepared: World) -> None:
    issue_it(prepared)
    withdraw_it(prepared)
    with pytest.raises(StaleSave):
        draw(
            prepared.session,
            **given(prepared),
            bank=BANK,
            wishes=Wishes(minutes=80),
            version=1,
            seconds=60,
        )
    with pytest.raises(StaleSave):
        issue_it(prepared, version=1)
    issue_it(prepared, version=2)
    assert states(prepared) == ["issued", "withdrawn"]


def test_a_pack_on_which_somebody_wrote_is_not_withdrawn(world: World) -> None:
    world.ready().score(FARAH, CANDIDATES[0])
    with pytest.raises(NotNow, match="somebody has begun to score"):
        withdraw_it(world)
    with pytest.raises(NotNow, match="somebody has begun to score"):
        withdraw_check(world.session, actor=world.actor(RUTH), round_id=world.round)
    assert states(world) == ["issued"]


def test_only_the_pack_that_the_manager_looked_at_is_withdrawn(world: World) -> None:
    world.ready()
    with pytest.raises(NotNow, match="another pack was issued meanwhile"):
        withdraw_it(world, digest="f" * 64)
    assert states(world) == ["issued"]


def test_a_draft_is_not_withdrawn(prepared: World) -> None:
    with pytest.raises(NotNow, match="no pack of this round is issued"):
        withdraw_it(prepared)


def test_a_struck_question_stays_with_its_reason(world: World) -> None:
    world.ready().score(FARAH, CANDIDATES[0])
    first = world.questions()[0]
    strike_it(world, first)
    struck = struck_in(world.session, round_id=world.round)
    assert struck == (Struck(first, "It names a family.", "14 January 2027, 10am"),)
    assert (view(world).struck, events(world)) == (struck, ["question struck"])


def test_striking_twice_for_the_same_reason_is_striking_once(world: World) -> None:
    world.scored()
    first = world.questions()[0]
    strike_it(world, first)
    strike_it(world, first)
    with read_transaction(world.session):
        assert world.session.scalar(select(func.count()).select_from(StruckQuestionRow)) == 1
    assert events(world) == ["question struck"]


def test_a_struck_question_is_not_struck_for_another_reason(world: World) -> None:
    world.released()
    first = world.questions()[0]
    strike_it(world, first)
    with pytest.raises(NotNow, match="question 1 is struck already"):
        strike_it(world, first, reason="Another reason.")
    with pytest.raises(NotNow, match="question 1 is struck already"):
        strike_check(world.session, actor=world.actor(RUTH), round_id=world.round, question=first)


def test_before_the_first_score_a_question_is_not_struck(world: World) -> None:
    world.ready()
    with pytest.raises(NotNow, match="nobody has scored on this pack yet"):
        strike_it(world, world.questions()[0])
    other = world.another(manager=RUTH)
    with pytest.raises(NotNow, match="the pack of this round is not issued"):
        strike_it(other, world.questions()[0])


def test_a_question_that_is_not_asked_is_not_there(world: World) -> None:
    world.scored()
    with pytest.raises(NotThere):
        strike_it(world, "no-such-question")


def test_the_check_before_striking_knows_the_last_question_on_its_attribute(world: World) -> None:
    world.scored()
    on_attribute_5 = next(q.id for q in world.pack.questions if q.attribute == 5)
    on_attribute_1 = next(q.id for q in world.pack.questions if q.attribute == 1)
    found = [
        strike_check(world.session, actor=world.actor(RUTH), round_id=world.round, question=one).last
        for one in (on_attribute_5, on_attribute_1)
    ]
    assert found == [True, False]


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != RUTH])
def test_only_the_recruiting_manager_issues_withdraws_and_strikes(prepared: World, name: str) -> None:
    with pytest.raises(NotThere):
        issue_it(prepared, name=name)
    issue_it(prepared)
    with pytest.raises(NotThere):
        withdraw_it(prepared, name=name)
    prepared.score(FARAH, CANDIDATES[0])
    with pytest.raises(NotThere):
        strike_it(prepared, prepared.questions()[0], name=name)


@pytest.mark.parametrize(
    ("name", "draft", "issued"),
    [
        (RUTH, True, True),
        (MOIRA, True, True),
        (GARETH, False, True),
        (FARAH, False, True),
        (NADIA, False, False),
        (OUTSIDER, False, False),
        (STRANGER, False, False),
    ],
)
def test_members_take_the_pack_away_once_it_is_issued(
    prepared: World, name: str, draft: bool, issued: bool
) -> None:
    prepared.stand_down(NADIA)

    def takes() -> bool:
        try:
            found = pack_to_print(prepared.session, actor=prepared.actor(name), round_id=prepared.round)
        except NotThere:
            return False
        return found.kept.pack == prepared.pack

    before = takes()
    issue_it(prepared)
    assert (before, takes()) == (draft, issued)


def test_the_candidates_copy_is_not_for_members(world: World) -> None:
    world.ready()
    with pytest.raises(NotThere):
        pack_to_print(world.session, actor=world.actor(FARAH), round_id=world.round, audience=OVERSEERS)


def test_before_the_draw_there_is_no_pack(world: World) -> None:
    assert (view(world).kept, view(world).version) == (None, NO_DRAFT)
    with pytest.raises(NotThere):
        pack_to_print(world.session, actor=world.actor(RUTH), round_id=world.round)
