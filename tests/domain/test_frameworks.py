"""Frameworks: items by id, the behaviours of the attributes, and ideas that repeat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.frameworks import Frameworks
from tests.cast import FRAMEWORKS, framework, item

TWICE = framework("twice", {1: 1, 2: 2})
(FIRST, SECOND) = TWICE.sections
REPEATING = replace(SECOND, items=(item("twice-2.1", same_idea_as="sfpc-1.1"), item("twice-2.2")))
BOTH = Frameworks({"sfpc": framework("sfpc", {1: 2}), "twice": replace(TWICE, sections=(FIRST, REPEATING))})


def test_an_item_counts_under_its_own_id_unless_it_repeats_another() -> None:
    assert item("plain").idea == "plain"
    assert item("again", same_idea_as="plain").idea == "plain"


def test_two_items_that_repeat_each_other_are_one_idea() -> None:
    assert BOTH.ideas(["twice-2.1", "sfpc-1.1", "twice-2.2"]) == {"sfpc-1.1", "twice-2.2"}


def test_an_item_that_repeats_one_not_asked_for_counts_as_that_one() -> None:
    assert BOTH.ideas(["twice-2.1"]) == {"sfpc-1.1"}


def test_no_items_are_no_ideas() -> None:
    assert BOTH.ideas([]) == frozenset()


def test_the_idea_of_an_unknown_item_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"^'twice-9.9'$"):
        BOTH.ideas(["twice-1.1", "twice-9.9"])


@pytest.mark.parametrize(
    ("behaviour", "attribute"), [("sfpc-1.1", 1), ("sfpc-1.3", 1), ("sfpc-3.2", 3), ("sfpc-5.2", 5)]
)
def test_a_behaviour_belongs_to_its_attribute(behaviour: str, attribute: int) -> None:
    assert FRAMEWORKS.attribute_of[behaviour] == attribute


@pytest.mark.parametrize("name", ["base-1.1", "sfpc-1.4", "sfpc-1", ""])
def test_what_is_no_behaviour_has_no_attribute(name: str) -> None:
    with pytest.raises(KeyError) as caught:
        FRAMEWORKS.attribute_of[name]
    assert caught.value.args == (name,)


def test_the_number_of_an_attribute_is_its_own_not_its_place() -> None:
    turned = Frameworks({"sfpc": framework("sfpc", {4: 1, 2: 1})})
    assert [turned.attribute_of[name] for name in ("sfpc-4.1", "sfpc-2.1")] == [4, 2]
    assert turned.attribute_names == {4: "sfpc section 4", 2: "sfpc section 2"}


def test_the_behaviours_are_those_of_the_attributes_in_order() -> None:
    found = [one.id for one in FRAMEWORKS.behaviours]
    assert found == [
        f"sfpc-{n}.{i}" for n, count in enumerate((3, 3, 2, 2, 2), 1) for i in range(1, count + 1)
    ]


def test_items_come_in_the_order_of_the_source() -> None:
    assert [one.id for one in TWICE.items()] == ["twice-1.1", "twice-2.1", "twice-2.2"]


def test_every_item_is_found_by_its_id_and_knows_its_framework() -> None:
    owners = {"sfpc-1.1": "sfpc", "sfpc-1.2": "sfpc"} | dict.fromkeys(
        ("twice-1.1", "twice-2.1", "twice-2.2"), "twice"
    )
    assert BOTH.framework_of == owners
    assert {name: one.id for name, one in BOTH.items.items()} == {name: name for name in owners}
