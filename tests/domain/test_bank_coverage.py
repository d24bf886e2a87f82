"""What a bank covers: counts for each level, and what is bare first."""

from __future__ import annotations

from dataclasses import replace

from recruit.domain.bank import QuestionBank
from recruit.domain.bank_coverage import (
    AttributeLine,
    BehaviourLine,
    Served,
    bare,
    coverage_dashboard,
    level_coverage,
)
from recruit.domain.frameworks import Frameworks, Item
from recruit.domain.levels import Lens
from tests.cast import FRAMEWORKS, PB, S, X, bank, framework, level, question

QUESTIONS = (
    question("one", 1, PB, levels=(4,), indicators=("base-1.2",)),
    question("two", 1, S, levels=(4, 5), behaviours=("sfpc-1.1", "sfpc-1.2"), indicators=("base-1.2",)),
    question("three", 2, X, levels=(5,), indicators=("base-1.1", "reach-1.4")),
)
BANK = bank(*QUESTIONS, levels=(level(4), level(5)))


def counts(served: tuple[Served, ...]) -> list[tuple[str, int]]:
    return [(one.item.id, one.questions) for one in served]


def test_questions_are_counted_by_attribute_and_type() -> None:
    found = level_coverage(BANK, BANK.levels[4])
    assert found.attributes[:2] == (
        AttributeLine(1, FRAMEWORKS.attribute_names[1], (1, 1, 0, 0)),
        AttributeLine(2, FRAMEWORKS.attribute_names[2], (0, 0, 0, 0)),
    )
    assert [line.total for line in found.attributes] == [2, 0, 0, 0, 0]
    assert (found.by_type, found.questions) == ((1, 1, 0, 0), 2)


def test_indicators_that_nothing_looks_for_come_first() -> None:
    four, five = (level_coverage(BANK, role) for role in BANK.levels.values())
    assert counts(four.base) == [*((f"base-1.{n}", 0) for n in (1, 3, 4, 5, 6)), ("base-1.2", 2)]
    assert counts(five.stretch) == [*((f"reach-1.{n}", 0) for n in (1, 2, 3)), ("reach-1.4", 1)]
    assert [item.id for item in bare(five.base)] == [f"base-1.{n}" for n in (3, 4, 5, 6)]


def test_behaviours_keep_their_order_and_are_counted_by_level_and_in_all() -> None:
    found = coverage_dashboard(BANK)
    assert counts(found.levels[0].behaviours)[:3] == [("sfpc-1.1", 2), ("sfpc-1.2", 1), ("sfpc-1.3", 0)]
    first, *_, last = found.behaviours
    assert first == BehaviourLine(FRAMEWORKS.behaviours[0], 2, (2, 1))
    assert last == BehaviourLine(FRAMEWORKS.behaviours[-1], 0, (0, 0))
    assert found.questions == len(QUESTIONS)


def test_what_is_retired_counts_nowhere() -> None:
    gone = replace(QUESTIONS[0], retired="Nobody could hear it.")
    found = coverage_dashboard(replace(BANK, questions=(gone, *QUESTIONS[1:])))
    assert (found.questions, found.levels[0].questions, found.behaviours[0].questions) == (2, 1, 1)


def with_items(**changes: dict[str, object]) -> QuestionBank:
    """Return the bank with some items of its base framework changed; ``base_1_6`` is ``base-1.6``."""
    base = framework("base", {1: 6})

    def changed(one: Item) -> Item:
        new = changes.get(one.id.replace("-", "_").replace(".", "_"), {})
        return replace(one, **new)  # type: ignore[arg-type]  # the test names the fields that it changes

    section = replace(base.sections[0], items=tuple(map(changed, base.sections[0].items)))
    frameworks = Frameworks({**FRAMEWORKS.by_id, "base": replace(base, sections=(section,))})
    return replace(BANK, frameworks=frameworks)


def test_an_idea_that_another_item_repeats_is_looked_for_where_either_is() -> None:
    found = with_items(base_1_6={"same_idea_as": "base-1.2"})
    assert counts(level_coverage(found, found.levels[4]).base)[-1] == ("base-1.6", 2)


def test_what_no_interview_can_hear_is_not_bare() -> None:
    found = with_items(base_1_6={"not_for_interview": "It shows in files alone."})
    four = level_coverage(found, found.levels[4])
    assert [one.id for one in four.not_for_interview] == ["base-1.6"]
    assert "base-1.6" not in {name for name, _ in counts(four.base)}


def test_an_item_of_both_lenses_is_in_the_base_lens_alone() -> None:
    role = replace(level(4), stretch=(Lens("base", "Both."), Lens("reach", "Beyond.")))
    assert [one.item.id for one in level_coverage(BANK, role).stretch] == [
        f"reach-1.{n}" for n in range(1, 5)
    ]


def test_the_real_bank_is_counted_whole(real_bank: QuestionBank) -> None:
    found = coverage_dashboard(real_bank)
    assert [one.questions for one in found.levels] == [len(real_bank.at_level(n)) for n in real_bank.levels]
    assert [line.item for line in found.behaviours] == list(real_bank.frameworks.behaviours)
