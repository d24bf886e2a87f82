"""Looking up one question, one item and one level of a bank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from recruit.domain.bank import QuestionBank
from recruit.domain.bank_pages import item_in_bank, level_in_bank, question_in_bank
from recruit.domain.errors import NotThere
from recruit.domain.frameworks import Frameworks
from tests.cast import FRAMEWORKS, bank, framework, item, level, question

QUESTIONS = (
    question("one", 1, levels=(4,), indicators=("base-1.2",)),
    question("two", 2, levels=(4, 5), indicators=("base-1.2", "reach-1.1")),
)
BANK = bank(*QUESTIONS, levels=(level(4), replace(level(5), base=(), stretch=())))


def test_a_question_and_a_level_are_found_by_their_names() -> None:
    assert question_in_bank(BANK, "two") == QUESTIONS[1]
    assert level_in_bank(BANK, 4) == BANK.levels[4]


@pytest.mark.parametrize(
    ("look_up", "name"),
    [
        (question_in_bank, "three"),
        (question_in_bank, ""),
        (item_in_bank, "sfpc-9.9"),
        (item_in_bank, "one"),
        (level_in_bank, 9),
    ],
)
def test_what_a_bank_lacks_is_not_there(
    look_up: Callable[[QuestionBank, object], object], name: object
) -> None:
    with pytest.raises(NotThere):
        look_up(BANK, name)


def test_every_level_looks_for_a_behaviour() -> None:
    found = item_in_bank(BANK, "sfpc-2.1")
    assert (found.is_behaviour, found.framework.id, found.section.number) == (True, "sfpc", 2)
    assert [(one.level.level, one.lens, [q.id for q in one.questions]) for one in found.levels] == [
        (4, "behaviour", ["two"]),
        (5, "behaviour", ["two"]),
    ]
    assert found.questions == 1


def test_an_indicator_says_which_lens_lets_it_through_and_who_else_asks_for_it() -> None:
    found = item_in_bank(BANK, "base-1.2")
    assert [(one.level.level, one.lens, [q.id for q in one.questions]) for one in found.levels] == [
        (4, "base", ["one", "two"]),
        (5, None, ["two"]),
    ]
    assert [one.lens for one in item_in_bank(BANK, "reach-1.1").levels] == ["stretch", None]


def test_an_indicator_of_no_question_has_only_the_levels_that_look_for_it() -> None:
    found = item_in_bank(BANK, "base-1.6")
    assert [(one.level.level, one.questions) for one in found.levels] == [(4, ())]
    assert (found.questions, found.alike) == (0, ())


def test_items_of_the_same_idea_share_their_questions() -> None:
    twin = replace(item("reach-1.9"), same_idea_as="base-1.2")
    reach = framework("reach", {1: 4})
    section = replace(reach.sections[0], items=(*reach.sections[0].items, twin))
    frameworks = Frameworks({**FRAMEWORKS.by_id, "reach": replace(reach, sections=(section,))})
    repeated = replace(BANK, frameworks=frameworks)
    assert [one.id for one in item_in_bank(repeated, "base-1.2").alike] == ["reach-1.9"]
    found = item_in_bank(repeated, "reach-1.9")
    assert ([one.id for one in found.alike], found.questions) == (["base-1.2"], 2)


def test_every_item_of_the_real_bank_has_its_page(real_bank: QuestionBank) -> None:
    found = {name: item_in_bank(real_bank, name) for name in real_bank.frameworks.items}
    assert {one.item.id for one in found.values()} == set(real_bank.frameworks.items)
