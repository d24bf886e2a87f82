"""Draws a pack: selects its questions, puts them in order, and sets out all that it prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import is_scored
from recruit.domain.frameworks import BEHAVIOURS, Item
from recruit.domain.impossible import explain_impossible
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import QuestionType, RoleLevel, lens_items
from recruit.domain.pack import (
    PACK_SCHEMA,
    BankStamp,
    ChangeKind,
    Coverage,
    Pack,
    PackAttribute,
    PackChanges,
    PackCoverage,
    PackFramework,
    PackItem,
    PackQuestion,
    Slot,
)
from recruit.domain.pack_recipe import pack_recipe
from recruit.domain.reasons import reason_for
from recruit.domain.recipe import Recipe
from recruit.domain.selection import Selection, countable_ideas, ideas_of, select
from recruit.domain.words import listed

_ORDER = tuple(QuestionType)


def draw_pack(bank: QuestionBank, recipe: Recipe, *, seconds: float = 60.0) -> Pack:
    """Return the pack that covers most of what a recipe's level looks at.

    Raises ``UnknownQuestion`` for an included or excluded id that the bank does not hold,
    ``ImpossibleRecipe`` when no pack can meet the recipe, ``OutOfTime`` when nothing was
    found in ``seconds``.
    """
    for name in (*recipe.include, *recipe.exclude):
        bank.question(name)
    selection = best_selection(bank, recipe, seconds=seconds)
    ordered = in_order(selection.questions, bank.levels[recipe.level])
    return assemble(bank, recipe, replace(selection, questions=ordered))


def best_selection(bank: QuestionBank, recipe: Recipe, *, seconds: float) -> Selection:
    """Return the selection that covers most; raises ``ImpossibleRecipe`` and ``OutOfTime``."""
    selection = select(bank, recipe, seconds=seconds)
    if selection is None:
        raise explain_impossible(bank, recipe, seconds=seconds)
    return selection


def assemble(
    bank: QuestionBank, recipe: Recipe, selection: Selection, *, changes: PackChanges | None = None
) -> Pack:
    """Return the pack of a selection, its questions asked in the order they have there.

    Every part that follows from the questions is made anew: numbers, reasons, attributes,
    coverage, items, plan. ``changes`` is what was done by hand to come here from the draw.
    """
    level, ordered = bank.levels[recipe.level], selection.questions
    reasons = [
        reason_for(question, bank=bank, recipe=recipe, chosen=ordered, changes=changes)
        for question in ordered
    ]
    questions = tuple(
        _pack_question(question, number=number, level=level, reason=reason)
        for number, (question, reason) in enumerate(zip(ordered, reasons, strict=True), start=1)
    )
    plan = _plan(questions, bank.interview)
    names = dict.fromkeys((BEHAVIOURS, *recipe.frameworks))
    return Pack(
        schema=PACK_SCHEMA,
        level=level.level,
        title=level.title,
        posts=level.posts,
        mix_reason=_mix_reason(level, bank, changes),
        seed=recipe.seed,
        minutes=sum(slot.minutes for slot in plan),
        fixed_minutes=bank.interview.minutes.total,
        bank=BankStamp(bank.version, bank.digest),
        recipe=pack_recipe(recipe, known={question.id for question in bank.at_level(recipe.level)}),
        attributes=_attributes(level, bank, questions),
        questions=questions,
        coverage=_coverage(level, bank, recipe, selection),
        items=_items(level, bank, questions),
        frameworks=tuple(_pack_framework(bank, name) for name in names),
        plan=plan,
        interview=bank.interview,
        changes=changes,
    )


def in_order(questions: Iterable[Question], level: RoleLevel) -> tuple[Question, ...]:
    """Return questions in the order they are asked.

    An exercise first, while its preparation is fresh; then attribute by attribute, what
    was done before what would be done; a question that is not scored at the end.
    """

    def place(question: Question) -> tuple[bool, bool, int, int, str]:
        exercise = question.type is QuestionType.EXERCISE
        kind = _ORDER.index(question.type)
        return (not is_scored(question, level), not exercise, question.attribute, kind, question.id)

    return tuple(sorted(questions, key=place))


def _mix_reason(level: RoleLevel, bank: QuestionBank, changes: PackChanges | None) -> str:
    """Return why the level asks this mix, and what of it was left out by hand."""
    made = changes.made if changes else ()
    left = [bank.question(change.question) for change in made if change.kind is ChangeKind.LEFT_OUT]
    types = [question.type.label.lower() for question in left if is_scored(question, level)]
    if not types:
        return level.mix_reason
    return f"{level.mix_reason} The recruiting manager left out of this mix: {listed(types)}."


def _pack_question(question: Question, *, number: int, level: RoleLevel, reason: str) -> PackQuestion:
    shared = {field.name: getattr(question, field.name) for field in fields(question)}
    return PackQuestion(number=number, scored=is_scored(question, level), reason=reason, **shared)


def _attributes(
    level: RoleLevel, bank: QuestionBank, questions: Sequence[PackQuestion]
) -> tuple[PackAttribute, ...]:
    def of(number: int) -> tuple[str, ...]:
        return tuple(question.id for question in questions if question.attribute == number)

    names = bank.frameworks.attribute_names
    return tuple(
        PackAttribute(n, names[n], cell.asked, cell.meaning, cell.reason, of(n))
        for n, cell in sorted((cell.attribute, cell) for cell in level.attributes)
    )


def coverage_of(ids: Iterable[str], covered: frozenset[str]) -> Coverage:
    """Return the coverage of ids, with those missing in the order given."""
    wanted = list(ids)
    missing = tuple(name for name in wanted if name not in covered)
    return Coverage(len(wanted) - len(missing), len(wanted), missing)


def _coverage(level: RoleLevel, bank: QuestionBank, recipe: Recipe, selection: Selection) -> PackCoverage:
    frameworks = bank.frameworks
    ideas = countable_ideas(level, frameworks, wanted=recipe.frameworks)
    chosen = ideas_of(selection.questions, frameworks)
    attributes = frozenset(str(question.attribute) for question in selection.questions)
    order = [item.id for item in frameworks.items.values()]

    def among(wanted: frozenset[str]) -> Coverage:
        return coverage_of((name for name in order if name in wanted), chosen)

    return PackCoverage(
        attributes=coverage_of("12345", attributes),
        behaviours=among(ideas.behaviours),
        indicators=among(ideas.base | ideas.stretch),
        base=among(ideas.base),
        stretch=among(ideas.stretch),
        optimal=selection.optimal,
        gap=selection.gap,
        gap_in=selection.gap_in,
        repeatable=selection.repeatable,
    )


def _items(level: RoleLevel, bank: QuestionBank, questions: Sequence[PackQuestion]) -> tuple[PackItem, ...]:
    """Return every item that the pack looks for or might have, in the order of the sources."""
    frameworks = bank.frameworks
    base = {item.id for item in lens_items(level.base, frameworks)}
    stretch = {item.id for item in lens_items(level.stretch, frameworks)}
    tagged = {tag for question in questions for tag in (*question.behaviours, *question.indicators)}
    found = []
    for item in frameworks.items.values():
        framework = frameworks.framework_of[item.id]
        if framework == BEHAVIOURS:
            found.append(_pack_item(item, framework, "behaviour"))
        elif item.id in base:
            found.append(_pack_item(item, framework, "base"))
        elif item.id in stretch:
            found.append(_pack_item(item, framework, "stretch"))
        elif item.id in tagged:
            # A question for two levels may also be tagged from the other level's lens.
            found.append(_pack_item(item, framework, "other"))
    return tuple(found)


def _pack_item(item: Item, framework: str, lens: str) -> PackItem:
    return PackItem(item.id, item.label, item.meaning, framework, item.locator, item.stage, lens)


def _pack_framework(bank: QuestionBank, name: str) -> PackFramework:
    source = bank.frameworks.by_id[name]
    return PackFramework(**{field.name: getattr(source, field.name) for field in fields(PackFramework)})


def _plan(questions: Sequence[PackQuestion], texts: InterviewTexts) -> tuple[Slot, ...]:
    """Return the timing plan: members take turns with the questions, the chair leads the rest."""
    chair, minutes = texts.askers[0], texts.minutes
    parts: list[tuple[str, int, str, int | None]] = [("Opening", minutes.opening, chair, None)]
    for index, question in enumerate(questions):
        asker = texts.askers[index % len(texts.askers)]
        parts.append((f"Question {question.number}", question.minutes, asker, question.number))
    parts += [
        ("Safer recruitment", minutes.safer_recruitment, chair, None),
        ("The candidate's questions", minutes.candidate_questions, chair, None),
        ("Closing", minutes.closing, chair, None),
    ]
    slots: list[Slot] = []
    start = 0
    for part, length, asker, number in parts:
        slots.append(Slot(start, length, part, asker, number))
        start += length
    return tuple(slots)
