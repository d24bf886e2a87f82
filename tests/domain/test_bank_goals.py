"""What a bank is written to, and how far it is from it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from recruit.domain.bank import QuestionBank
from recruit.domain.bank_goals import BANK_GOALS, GOALS_IN_FORCE, BankGoals, Count, level_count
from recruit.domain.levels import QuestionType
from recruit.domain.lint import bank_findings
from recruit.domain.lint_bank import goal_findings
from tests.cast import full_bank, level

SMALL = BankGoals(questions=3, at_level=3, for_behaviour=0, packs=1, choice=Fraction(1))


def test_half_a_question_counts_whole() -> None:
    assert [BANK_GOALS.for_packs(each) for each in (0, 1, 2, 3, 5)] == [0, 5, 9, 14, 23]
    assert (Count(3, 5).lacking, Count(5, 3).lacking, str(Count(3, 5)), str(Count(3))) == (2, 0, "3/5", "3")


def test_the_bundled_bank_reaches_its_goals(real_bank: QuestionBank) -> None:
    assert GOALS_IN_FORCE is BANK_GOALS
    assert list(goal_findings(real_bank, BANK_GOALS)) == []


def test_a_level_counts_its_types_cells_and_bare_items() -> None:
    count = level_count(full_bank(), level(), goals=SMALL)
    assert count.types[QuestionType.PAST].have == 10
    assert [(cell.attribute, cell.types[QuestionType.PAST].have) for cell in count.cells] == [
        (number, 2) for number in range(1, 6)
    ]


def test_each_goal_that_is_missed_is_named_with_how_many_to_write(real_bank: QuestionBank) -> None:
    wanted = replace(BANK_GOALS, questions=len(real_bank.questions) + 2, at_level=100, for_behaviour=99)
    found = [(one.message, one.remedy) for one in goal_findings(real_bank, wanted)]
    count = len(real_bank.questions)
    assert (f"the bank has {count} questions", "write 2 more") in found
    have = len(real_bank.at_level(3))
    assert (f"level 3 has {have} questions", f"write {100 - have} more") in found
    assert len([message for message, _ in found if "questions that look for sfpc-" in message]) == 27


def test_an_item_that_nobody_looks_for_is_named(real_bank: QuestionBank) -> None:
    kept = [one for one in real_bank.questions if "sssc-6.1-accomplished" not in one.indicators]
    bare = replace(real_bank, questions=tuple(kept))
    messages = [one.message for one in goal_findings(bare, BANK_GOALS)]
    assert "level 5 has no question that looks for sssc-6.1-accomplished" in messages


def test_without_goals_only_faults_are_told(real_bank: QuestionBank) -> None:
    few = replace(real_bank, questions=real_bank.at_level(1))
    told = [one.message for one in bank_findings(few, goals=None)]
    assert not any("look for sfpc" in message for message in told)
