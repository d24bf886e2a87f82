"""Rules on a bank as a whole: questions too alike, packs that cannot be drawn, what is still to write."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from recruit.domain.alternatives import alternatives
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.bank_goals import BankGoals, Count, LevelCount, behaviour_counts, level_count
from recruit.domain.draw import draw_pack
from recruit.domain.errors import ImpossibleRecipe
from recruit.domain.findings import Finding
from recruit.domain.levels import Asked, QuestionType, RoleLevel
from recruit.domain.likeness import too_alike
from recruit.domain.lint_scoring import plain
from recruit.domain.recipe import recipe_for


def likeness_findings(
    questions: Sequence[Question], *, of: Collection[str] | None = None
) -> Iterator[Finding]:
    """Yield questions that ask the same as an earlier one, or are one with its title changed.

    A panel that asks both learns one thing twice, and who knows one has practised the other.
    ``of`` keeps what concerns at least one question with one of these ids.
    """
    seen: dict[str, str] = {}
    same: set[str] = set()
    for question in questions:
        first = seen.setdefault(plain(question.text), question.id)
        if first != question.id and (of is None or {first, question.id} & set(of)):
            same.add(question.id)
            remedy = "keep one of the two, or serve both levels with it"
            yield Finding(("text",), f"asks the same as {first}", remedy, question.id)
    for pair in too_alike(questions, of=of):
        if pair.part != "text" or pair.later.id not in same:
            message = f"{pair.part} is {pair.alike:.0%} like that of {pair.earlier.id}"
            remedy = "write it for this question alone, or keep one of the two"
            yield Finding((pair.part,), message, remedy, pair.later.id)


def level_findings(level: RoleLevel, bank: QuestionBank) -> Iterator[Finding]:
    """Yield what keeps a level's default pack from being drawn, or a question of it from being swapped."""
    bare = list(_bare(level, bank))
    yield from bare or _default_pack(level, bank)


def goal_findings(bank: QuestionBank, goals: BankGoals) -> Iterator[Finding]:
    """Yield how far a bank falls short of its goals: fewer, and packs begin to repeat each other."""
    if lacking := Count(len(bank.questions), goals.questions).lacking:
        yield _lacks("the bank", f"{len(bank.questions)} questions", lacking)
    for item, count in behaviour_counts(bank, goals=goals):
        if count.lacking:
            yield _lacks("the bank", f"{count.have} questions that look for {item.id}", count.lacking)
    for level in bank.levels.values():
        yield from _level_goals(level_count(bank, level, goals=goals))


def _level_goals(count: LevelCount) -> Iterator[Finding]:
    name = f"level {count.level}"
    if count.total.lacking:
        yield _lacks(name, f"{count.total.have} questions", count.total.lacking)
    for kind, of_type in count.types.items():
        if of_type.lacking:
            yield _lacks(name, f"{of_type.have} scored questions ({kind.label.lower()})", of_type.lacking)
    for cell in count.cells:
        on = f"on attribute {cell.attribute}"
        for kind, of_type in cell.types.items():
            if of_type.lacking:
                yield _lacks(name, f"{of_type.have} questions ({kind.label.lower()}) {on}", of_type.lacking)
        if cell.total.lacking:
            yield _lacks(name, f"{cell.total.have} questions (any type) {on}", cell.total.lacking)
    if count.bare:
        listed = ", ".join(item.id for item in count.bare)
        remedy = "write questions for them, or mark in its framework why an item is not_for_interview"
        yield Finding((), f"{name} has no question that looks for {listed}", remedy)


def _lacks(whose: str, has: str, lacking: int) -> Finding:
    return Finding((), f"{whose} has {has}", f"write {lacking} more")


def _default_pack(level: RoleLevel, bank: QuestionBank) -> Iterator[Finding]:
    try:
        pack = draw_pack(bank, recipe_for(level))
    except ImpossibleRecipe as error:
        yield Finding((), f"level {level.level} has no default pack: {error}", error.remedy)
        return
    for question in pack.questions:
        if not alternatives(bank, pack, question.id):
            message = f"level {level.level} has nothing to swap {question.id} for in its default pack"
            remedy = (
                f"write a second {question.type.label.lower()} question on attribute {question.attribute}"
            )
            yield Finding((), message, remedy)


def _bare(level: RoleLevel, bank: QuestionBank) -> Iterator[Finding]:
    """Yield the kinds of question that a level needs and has too few of.

    Two past-behaviour questions for each full attribute, two of any type for each light
    one, a situation and a reflection for attributes 1 and 5, two exercises where the mix
    asks one: enough that every default pack can be drawn and swapped.
    """
    at_level = bank.at_level(level.level)

    def count(attribute: int | None, kind: QuestionType | None) -> int:
        return sum(
            (attribute is None or q.attribute == attribute) and (kind is None or q.type == kind)
            for q in at_level
        )

    wanted: list[tuple[int | None, QuestionType | None, int]] = []
    for cell in level.attributes:
        if cell.asked is Asked.FULL:
            wanted.append((cell.attribute, QuestionType.PAST, 2))
        elif cell.asked is Asked.LIGHT:
            wanted.append((cell.attribute, None, 2))
    wanted += [(n, kind, 1) for n in (1, 5) for kind in (QuestionType.SITUATION, QuestionType.REFLECTION)]
    if level.mix[QuestionType.EXERCISE]:
        wanted.append((None, QuestionType.EXERCISE, 2))
    for attribute, kind, least in wanted:
        if (have := count(attribute, kind)) < least:
            what = kind.label.lower() if kind else "any type"
            where = f" on attribute {attribute}" if attribute else ""
            message = f"level {level.level} has {have} questions ({what}){where}"
            yield Finding((), message, f"write {least - have} or let one of the next level serve it too")
