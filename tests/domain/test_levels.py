"""Role levels: what a lens lets through, and what a level says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recruit.domain.frameworks import Framework, Frameworks
from recruit.domain.levels import Lens, QuestionType, lens_items
from tests.cast import FULL, LIGHT, OPTIONAL, PB, R, S, X, framework, item, level

PLAIN = framework("plain", {1: 2, 2: 2, 3: 1})


def staged(**stages: str | None) -> Framework:
    """Return a framework of one section with an item at each stage."""
    (section,) = framework("staged", {1: 1}).sections
    items = tuple(item(name, stage=stage) for name, stage in stages.items())
    return replace(framework("staged", {}), sections=(replace(section, items=items),))


def seen(lens: Lens, through: Framework) -> list[str]:
    return [found.id for found in lens.items(through)]


def test_a_plain_lens_lets_everything_through_in_order() -> None:
    everything = ["plain-1.1", "plain-1.2", "plain-2.1", "plain-2.2", "plain-3.1"]
    assert seen(Lens("plain", "Why."), PLAIN) == everything


def test_a_lens_on_sections_keeps_the_order_of_the_source() -> None:
    lens = Lens("plain", "Why.", sections=("plain-3", "plain-1"))
    assert seen(lens, PLAIN) == ["plain-1.1", "plain-1.2", "plain-3.1"]


def test_a_lens_on_stages_leaves_out_other_stages_and_items_without_one() -> None:
    through = staged(early="early", late="late", middle="middle", none=None, again="early")
    assert seen(Lens("staged", "Why.", stages=("middle", "early")), through) == ["early", "middle", "again"]


def test_a_lens_without_stages_takes_every_stage() -> None:
    assert seen(Lens("staged", "Why."), staged(early="early", none=None)) == ["early", "none"]


def test_a_lens_leaves_out_the_items_it_names() -> None:
    lens = Lens("plain", "Why.", without=("plain-1.1", "plain-2.2"))
    assert seen(lens, PLAIN) == ["plain-1.2", "plain-2.1", "plain-3.1"]


def test_what_narrows_a_lens_works_together() -> None:
    through = staged(one="early", two="early", three="late")
    lens = Lens("staged", "Why.", stages=("early",), sections=("staged-1",), without=("one",))
    assert seen(lens, through) == ["two"]
    assert seen(replace(lens, sections=("staged-2",)), through) == []


def test_lenses_yield_their_items_in_order_and_each_once() -> None:
    other = framework("other", {1: 1})
    frameworks = Frameworks({"plain": PLAIN, "other": other})
    lenses = (
        Lens("plain", "Why.", sections=("plain-2",)),
        Lens("other", "Why."),
        Lens("plain", "Why.", without=("plain-3.1",)),
    )
    found = [one.id for one in lens_items(lenses, frameworks)]
    assert found == ["plain-2.1", "plain-2.2", "other-1.1", "plain-1.1", "plain-1.2"]


def test_no_lens_lets_nothing_through() -> None:
    assert lens_items((), Frameworks({"plain": PLAIN})) == ()


def test_a_level_says_how_fully_it_asks_each_attribute_whatever_their_order() -> None:
    role = level(asked={2: LIGHT, 5: OPTIONAL})
    turned = replace(role, attributes=role.attributes[::-1])
    assert [turned.asked(n) for n in range(1, 6)] == [FULL, LIGHT, FULL, FULL, OPTIONAL]
    assert [turned.cell(n).meaning for n in range(1, 6)] == [f"Meaning {n}." for n in range(1, 6)]


def test_the_scored_questions_are_all_of_the_mix() -> None:
    assert level(mix={PB: 4, S: 3, R: 2, X: 1}).scored == 10
    assert level(mix={PB: 0, S: 0, R: 0, X: 0}).scored == 0


def test_the_frameworks_of_a_level_come_base_first_and_each_once() -> None:
    base, reach = Lens("base", "Why."), Lens("reach", "Why.")
    role = replace(level(), base=(reach, base), stretch=(Lens("far", "Why."), base, reach))
    assert role.framework_ids() == ("reach", "base", "far")


def test_a_level_at_the_top_may_have_no_stretch() -> None:
    assert replace(level(), stretch=()).framework_ids() == ("base",)


@pytest.mark.parametrize(
    ("kind", "label"),
    [(PB, "Past behaviour"), (S, "Situation"), (R, "Values reflection"), (X, "Exercise")],
)
def test_a_type_of_question_reads_as_words(kind: QuestionType, label: str) -> None:
    assert kind.label == label
