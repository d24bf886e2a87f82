"""What a question and a bank are held to, as far as a rule can tell.

Each rule says why it is there; the modules ``lint_*`` hold them by subject. What no rule can
tell (does the question pull two ways, do the anchors sort) is for readers:
``question_banks/README.md`` says what they judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.bank_goals import GOALS_IN_FORCE, BankGoals
from recruit.domain.findings import Finding
from recruit.domain.lint_bank import goal_findings, level_findings, likeness_findings
from recruit.domain.lint_fairness import FAIRNESS_RULES
from recruit.domain.lint_scoring import SCORING_RULES
from recruit.domain.lint_wording import WORDING_RULES

__all__ = ["Finding", "bank_findings", "neighbour_findings", "question_findings"]


def question_findings(question: Question, bank: QuestionBank) -> Iterator[Finding]:
    """Yield every breach of a rule in one question, but for what ``neighbour_findings`` tells."""
    for rule in (*WORDING_RULES, *FAIRNESS_RULES, *SCORING_RULES):
        yield from rule(question, bank)


def neighbour_findings(questions: tuple[Question, ...], bank: QuestionBank) -> Iterator[Finding]:
    """Yield where questions that are not (yet) part of a bank are too like each other or one of it.

    Each stands in for the question of the bank that has its id. Every finding names the one of
    ``questions`` that it concerns.
    """
    own = {question.id for question in questions}
    others = tuple(question for question in bank.questions if question.id not in own)
    yield from likeness_findings((*others, *questions), of=own)


def bank_findings(bank: QuestionBank, *, goals: BankGoals | None = GOALS_IN_FORCE) -> Iterator[Finding]:
    """Yield what is wrong with a bank as a whole, and where it falls short of ``goals``, if any."""
    yield from likeness_findings(bank.questions)
    for level in bank.levels.values():
        yield from level_findings(level, bank)
    if goals:
        yield from goal_findings(bank, goals)
