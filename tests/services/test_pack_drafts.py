"""A pack while it is made: drawn, changed by hand, and never over another's change."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent, PackRow, VacancyRow
from recruit.db.transactions import read_transaction
from recruit.domain.alternatives import alternatives
from recruit.domain.draw import draw_pack
from recruit.domain.errors import BankChanged, ImpossibleRecipe, NotNow, NotThere, QuestionNeeded, StaleSave
from recruit.domain.pack_changes import move_question
from recruit.domain.proposal import propose
from recruit.domain.recipe import RestWeight, recipe_for
from recruit.services.pack_drafts import Wishes, draw, leave_question_out, move, proposal_for, swap, swaps_for
from recruit.services.packs import KeptPack, pack_in_view
from tests.cast import full_bank
from tests.people import EVERYBODY, FARAH, GARETH, MOIRA, OUTSIDER, RUTH, STRANGER
from tests.world import World

BANK = full_bank()


class Manager:
    """The recruiting manager at work on the pack of a world."""

    def __init__(self, world: World, session: Session) -> None:
        self.world, self.session = world, session

    def draw(self, *, version: int = 0, name: str = RUTH, **wishes: Any) -> bool:
        return draw(
            self.session, wishes=Wishes(**wishes), **self._given(version, name), bank=BANK, seconds=60
        )

    def move(self, question: str, by: int, *, version: int) -> None:
        move(self.session, question=question, by=by, **self._given(version), bank=BANK, seconds=60)

    def swap(self, leaving: str, coming: str, *, version: int) -> None:
        swap(self.session, leaving=leaving, coming=coming, **self._given(version), bank=BANK, seconds=60)

    def leave_out(self, question: str, *, version: int) -> None:
        leave_question_out(self.session, question=question, **self._given(version), bank=BANK, seconds=60)

    def kept(self) -> KeptPack:
        view = pack_in_view(self.session, actor=self.world.actor(RUTH), round_id=self.world.round)
        assert view.kept is not None
        return view.kept

    def _given(self, version: int, name: str = RUTH) -> dict[str, Any]:
        world = self.world
        return {
            "actor": world.actor(name),
            "round_id": world.round,
            "version": version,
            "now": world.clock(),
        }


@pytest.fixture
def manager(world: World, session: Session) -> Manager:
    return Manager(world, session)


def events(session: Session) -> list[tuple[str, str]]:
    with read_transaction(session):
        rows = session.scalars(select(AuditEvent).order_by(AuditEvent.number))
        return [(row.action, row.detail) for row in rows]


def test_the_pack_that_is_drawn_is_the_one_of_the_recipe(manager: Manager) -> None:
    assert manager.draw(minutes=80, seed=3)
    kept = manager.kept()
    assert kept.pack == draw_pack(BANK, recipe_for(BANK.levels[4], minutes=80, seed=3, asked_before={}))
    assert (kept.version, kept.hash, kept.is_issued) == (1, kept.pack.hash, False)


def test_what_another_round_asked_rests_unless_the_manager_does_not_mind(
    manager: Manager, world: World
) -> None:
    other = world.another()
    other.issue()
    world.clock.move(days=40)
    asked = dict.fromkeys(other.pack.ids, 40)
    for rest in RestWeight:
        manager.draw(rest=rest, version=int(rest))
        wanted = recipe_for(BANK.levels[4], asked_before=asked, rest_weight=rest)
        assert manager.kept().pack == draw_pack(BANK, wanted)
    assert set(manager.kept().pack.ids) & set(other.pack.ids) < set(other.pack.ids)


def test_drawing_and_changing_leave_an_event_each(manager: Manager, session: Session) -> None:
    manager.draw()
    manager.move(manager.kept().pack.ids[0], 1, version=1)
    assert events(session) == [("pack drawn", '{"version": 1}'), ("question moved", '{"version": 2}')]


def test_another_draw_says_whether_other_questions_came_of_it(manager: Manager) -> None:
    manager.draw()
    before = manager.kept().pack.ids
    moved = manager.draw(version=1, exclude=(before[0],))
    assert (moved, before[0] in manager.kept().pack.ids) == (True, False)
    assert not manager.draw(version=2, minutes=91, exclude=(before[0],))


def test_a_recipe_that_nothing_meets_leaves_what_was_there(manager: Manager, session: Session) -> None:
    with pytest.raises(ImpossibleRecipe):
        manager.draw(minutes=25)
    with read_transaction(session):
        assert session.scalars(select(PackRow.id)).all() == []


def test_changes_by_hand_are_those_of_the_domain(manager: Manager) -> None:
    manager.draw()
    drawn = manager.kept().pack
    last = drawn.ids[-1]
    manager.move(last, -1, version=1)
    assert manager.kept().pack == move_question(BANK, drawn, question=last, by=-1)
    leaving = manager.kept().pack.ids[0]
    coming = alternatives(BANK, manager.kept().pack, leaving)[0].question.id
    manager.swap(leaving, coming, version=2)
    assert (manager.kept().pack.ids[0], manager.kept().version) == (coming, 3)


def test_a_question_that_the_level_needs_stays(manager: Manager) -> None:
    manager.draw()
    needed = next(q.id for q in manager.kept().pack.questions if q.attribute == 5)
    with pytest.raises(QuestionNeeded):
        manager.leave_out(needed, version=1)
    assert manager.kept().version == 1


@pytest.mark.parametrize("change", ["draw", "move", "swap", "leave out"])
def test_a_change_to_an_older_version_is_refused(manager: Manager, change: str) -> None:
    manager.draw()
    first = manager.kept().pack.ids[0]
    manager.move(first, 1, version=1)
    stands = manager.kept()
    late: dict[str, Callable[[], object]] = {
        "draw": lambda: manager.draw(version=1, seed=7),
        "move": lambda: manager.move(first, 1, version=1),
        "swap": lambda: manager.swap(first, first, version=1),
        "leave out": lambda: manager.leave_out(first, version=1),
    }
    with pytest.raises(StaleSave):
        late[change]()
    assert manager.kept() == stands


def test_the_same_draw_twice_is_one_change(manager: Manager, session: Session) -> None:
    manager.draw()
    manager.draw()
    assert (manager.kept().version, len(events(session))) == (1, 1)


def test_two_draws_at_once_make_one_draft(world: World, database: Engine) -> None:
    actor = world.actor(RUTH)
    world.session.close()

    def once(seed: int) -> str:
        with Session(database) as session:
            try:
                draw(
                    session,
                    actor=actor,
                    round_id=world.round,
                    bank=BANK,
                    wishes=Wishes(minutes=80 + seed),
                    version=0,
                    now=world.clock(),
                    seconds=60,
                )
            except StaleSave:
                return "stale"
            return "drawn"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(once, range(4))) == ["drawn", "stale", "stale", "stale"]


def test_an_issued_pack_is_not_drawn_again(manager: Manager, world: World) -> None:
    world.issue()
    with pytest.raises(NotNow, match="the pack of this round is issued"):
        manager.draw(version=1)
    with pytest.raises(NotNow, match="the pack of this round is issued"):
        manager.move(world.pack.ids[0], 1, version=1)


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != RUTH])
def test_only_the_recruiting_manager_of_the_vacancy_draws(manager: Manager, world: World, name: str) -> None:
    world.seat(GARETH, FARAH)
    with pytest.raises(NotThere):
        manager.draw(name=name)


def test_a_question_that_is_not_asked_is_not_there(manager: Manager) -> None:
    manager.draw()
    with pytest.raises(NotThere):
        manager.move("no-such-question", 1, version=1)
    with pytest.raises(NotThere):
        manager.leave_out("no-such-question", version=1)


def test_what_may_come_is_told_with_its_cost(manager: Manager, world: World, session: Session) -> None:
    manager.draw()
    pack = manager.kept().pack
    found = swaps_for(session, actor=world.actor(RUTH), round_id=world.round, bank=BANK, question=pack.ids[0])
    assert (found.leaving, found.found) == (pack.questions[0], alternatives(BANK, pack, pack.ids[0]))


def test_from_a_bank_that_changed_nothing_may_come(manager: Manager, world: World, session: Session) -> None:
    manager.draw()
    other = replace(BANK, digest="1" * 64)
    first = manager.kept().pack.ids[0]
    with pytest.raises(BankChanged):
        swaps_for(session, actor=world.actor(RUTH), round_id=world.round, bank=other, question=first)


def test_a_draft_of_another_level_than_the_vacancy_is_only_drawn_again(
    manager: Manager, world: World
) -> None:
    manager.draw()
    world.rows.change(VacancyRow, world.vacancy, level=6)
    with pytest.raises(NotNow, match="the level of the vacancy was changed meanwhile"):
        manager.move(manager.kept().pack.ids[0], 1, version=1)


def test_a_level_that_the_bank_no_longer_holds_is_named() -> None:
    assert proposal_for(BANK, level=4) == propose(BANK, 4)
    with pytest.raises(NotNow, match="the question bank holds nothing for level 7"):
        proposal_for(BANK, level=7)


def test_hr_sees_a_draft_and_may_change_nothing(manager: Manager, world: World, session: Session) -> None:
    manager.draw()
    view = pack_in_view(session, actor=world.actor(MOIRA), round_id=world.round)
    assert (view.kept, view.may_prepare) == (manager.kept(), False)


@pytest.mark.parametrize("name", [GARETH, OUTSIDER, STRANGER])
def test_nobody_else_sees_it(manager: Manager, world: World, session: Session, name: str) -> None:
    world.seat(GARETH, chair=GARETH)
    manager.draw()
    with pytest.raises(NotThere):
        pack_in_view(session, actor=world.actor(name), round_id=world.round)
