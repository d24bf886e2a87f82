"""An organisation's own values: versions of a framework, and what the bank looks through once in force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.errors import DataFaults, NotNow, NotThere, Refused, StaleSave
from recruit.domain.frameworks import Framework
from recruit.domain.levels import Lens
from recruit.domain.recipe import recipe_for
from recruit.services.local_frameworks import (
    LocalFrameworkInView,
    bring_framework_back,
    local_framework_in_view,
    local_frameworks_of,
    put_in_force,
    retire_framework,
    write_local_framework,
)
from recruit.services.question_bank import bank_in_force
from recruit.services.question_retirement import retire
from recruit.services.question_versions import NEW
from tests.local_questions import BANK, KEY, WHY, own_framework, own_question, put_into_the_bank
from tests.people import FARAH, MOIRA, RUTH, STRANGER
from tests.services.parallel import at_once
from tests.world import COUNCIL, ELSEWHERE, World

VALUES = "local-values"
ITEM = "local-values-1.1"


def given(world: World, name: str = RUTH) -> dict[str, Any]:
    return {"actor": world.actor(name), "now": world.clock()}


def keep(world: World, framework: Framework, *, edited_from: int = NEW, name: str = RUTH) -> int:
    return write_local_framework(
        world.session,
        **given(world, name),
        bundled=BANK,
        framework=framework,
        edited_from=edited_from,
        why=WHY,
    )


def put_in(world: World, number: int = 1, *, name: str = RUTH) -> None:
    put_in_force(world.session, **given(world, name), bundled=BANK, key=VALUES, number=number)


def retire_it(world: World, *, reason: str = "The council has new values.", name: str = RUTH) -> None:
    retire_framework(world.session, **given(world, name), bundled=BANK, key=VALUES, reason=reason)


def view(world: World, *, name: str = RUTH) -> LocalFrameworkInView:
    return local_framework_in_view(world.session, actor=world.actor(name), key=VALUES)


def bank_of(world: World, organisation: str = COUNCIL) -> QuestionBank:
    return bank_in_force(world.session, BANK, organisation=organisation)


@pytest.fixture
def in_force(world: World) -> World:
    """Return a world whose council has put its values in force."""
    keep(world, own_framework())
    put_in(world)
    return world


def test_a_framework_that_is_written_is_not_yet_in_force(world: World) -> None:
    assert keep(world, own_framework()) == 1
    found = view(world)
    assert (found.in_force, found.newest.framework, found.newest.why) == (None, own_framework(), WHY)
    assert (found.newest.written.by, found.newest.published) == (RUTH, None)
    assert bank_of(world) is BANK


def test_in_force_it_is_a_lens_of_its_own_in_the_base_of_its_levels(in_force: World) -> None:
    bank = bank_of(in_force)
    assert bank.frameworks.by_id[VALUES] == own_framework()
    assert bank.levels[4].base == (*BANK.levels[4].base, Lens(VALUES, "The council works to them."))
    assert view(in_force).in_force == 1


def test_a_level_that_it_does_not_name_stays_as_it_is(world: World) -> None:
    bundled = replace(BANK, levels={**BANK.levels, 5: replace(BANK.levels[4], level=5)})
    keep(world, own_framework())
    put_in(world)
    found = bank_in_force(world.session, bundled, organisation=COUNCIL)
    assert (len(found.levels[4].base), len(found.levels[5].base)) == (2, 1)


def test_without_levels_it_serves_every_level(world: World) -> None:
    bundled = replace(BANK, levels={**BANK.levels, 5: replace(BANK.levels[4], level=5)})
    keep(world, own_framework(levels=()))
    put_in(world)
    found = bank_in_force(world.session, bundled, organisation=COUNCIL)
    assert [len(level.base) for level in found.levels.values()] == [2, 2]


def test_its_items_are_tagged_and_counted_in_a_pack(in_force: World) -> None:
    own = own_question()
    tagged = replace(
        own,
        indicators=(*own.indicators, ITEM),
        listen_for=(own.listen_for[0], replace(own.listen_for[1], tags=("base-1.1", ITEM))),
    )
    put_into_the_bank(in_force, tagged)
    bank = bank_of(in_force)
    pack = draw_pack(bank, recipe_for(bank.levels[4], include=(KEY,)))
    assert [one.id for one in pack.frameworks if one.id == VALUES] == [VALUES]
    assert (ITEM in pack.coverage.base.missing, "local-values-1.2" in pack.coverage.base.missing) == (
        False,
        True,
    )


def test_without_it_its_items_are_no_tags(world: World) -> None:
    with pytest.raises(DataFaults, match=ITEM):
        put_into_the_bank(world, own_question(indicators=("base-1.1", ITEM)))


def tag_a_question(world: World) -> None:
    own = own_question()
    cues = (own.listen_for[0], replace(own.listen_for[1], tags=("base-1.1", ITEM)))
    put_into_the_bank(world, own_question(indicators=("base-1.1", ITEM), listen_for=cues))


def shorter() -> Framework:
    """Return the framework without its first item."""
    (section,) = own_framework().sections
    return own_framework(sections=(replace(section, items=section.items[1:]),))


def test_an_item_that_a_question_looks_for_cannot_go(in_force: World) -> None:
    tag_a_question(in_force)
    assert keep(in_force, shorter(), edited_from=1) == 2
    with pytest.raises(NotNow, match="Lost in the post"):
        put_in(in_force, 2)
    with pytest.raises(NotNow, match="Lost in the post"):
        retire_it(in_force)
    assert view(in_force).in_force == 1


def test_once_the_question_is_retired_its_item_may_go(in_force: World) -> None:
    tag_a_question(in_force)
    keep(in_force, shorter(), edited_from=1)
    retire(in_force.session, **given(in_force), bundled=BANK, key=KEY, reason="It was asked too often.")
    put_in(in_force, 2)
    assert (view(in_force).in_force, KEY in bank_of(in_force).by_id) == (2, False)


def test_a_new_version_stands_beside_the_one_before(in_force: World) -> None:
    keep(in_force, own_framework(title="Our values, again"), edited_from=1, name=MOIRA)
    found = view(in_force)
    assert [(one.number, one.framework.title, one.written.by) for one in found.versions] == [
        (2, "Our values, again", MOIRA),
        (1, "Framework local-values", RUTH),
    ]
    put_in(in_force, 2)
    keep(in_force, own_framework(), edited_from=2)
    keep(in_force, own_framework(title="A fourth"), edited_from=3)
    put_in(in_force, 4)
    with pytest.raises(NotNow, match="a newer version is in force"):
        put_in(in_force, 3)
    assert view(in_force).in_force == 4


def test_a_second_tab_overwrites_nothing(world: World) -> None:
    keep(world, own_framework())
    keep(world, own_framework(title="Second"), edited_from=1)
    with pytest.raises(StaleSave) as caught:
        keep(world, own_framework(title="Third"), edited_from=1)
    assert (caught.value.kept, caught.value.typed) == (
        own_framework(title="Second"),
        own_framework(title="Third"),
    )
    with pytest.raises(Refused, match="choose another"):
        keep(world, own_framework(title="Fourth"))


def test_twenty_at_once_write_one_version(world: World, database: Engine) -> None:
    known = given(world)

    def send(session: Session) -> None:
        write_local_framework(
            session, **known, bundled=BANK, framework=own_framework(), edited_from=NEW, why=WHY
        )

    assert at_once(database, send) == []
    assert len(view(world).versions) == 1


def test_retired_it_leaves_the_bank_and_may_come_back(in_force: World) -> None:
    retire_it(in_force)
    retire_it(in_force)
    found = view(in_force)
    assert found.retired is not None
    assert (found.in_force, found.retired.note) == (None, "The council has new values.")
    assert bank_of(in_force) is BANK
    with pytest.raises(NotNow, match="for another reason"):
        retire_it(in_force, reason="They were never used.")
    bring_framework_back(in_force.session, **given(in_force), key=VALUES)
    assert (view(in_force).in_force, VALUES in bank_of(in_force).frameworks.by_id) == (1, True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "values"}, "values is not the id of a local framework"),
        ({"reason": None}, "lacks reason"),
        ({"title": "Our\x00 values"}, "holds the invisible character U"),
    ],
)
def test_what_is_no_local_framework_is_refused(world: World, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DataFaults, match=message):
        keep(world, own_framework(**changes))
    assert local_frameworks_of(world.session, actor=world.actor(RUTH)) == ()


def test_a_level_that_the_bank_has_not_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="The bank has no level 7"):
        keep(world, own_framework(levels=(4, 7)))


def test_members_and_other_organisations_see_and_change_nothing(in_force: World) -> None:
    for name in (FARAH, STRANGER):
        for use in (view, put_in, retire_it):
            with pytest.raises(NotThere):
                use(in_force, name=name)
    assert local_frameworks_of(in_force.session, actor=in_force.actor(STRANGER)) == ()
    assert bank_of(in_force, ELSEWHERE) is BANK
    with pytest.raises(NotThere):
        keep(in_force, own_framework(), name=FARAH)
