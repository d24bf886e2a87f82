"""Draws a pack: selects its questions, puts them in order, and says why each is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields

from recruit.domain.bank import Question, QuestionBank
from recruit.domain.demands import is_scored
from recruit.domain.frameworks import BEHAVIOURS, Item
from recruit.domain.impossible import explain_impossible
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import Asked, QuestionType, RoleLevel, lens_items
from recruit.domain.pack import (
    PACK_SCHEMA,
    BankStamp,
    Coverage,
    Pack,
    PackAttribute,
    PackCoverage,
    PackFramework,
    PackItem,
    PackQuestion,
    PackRecipe,
    Slot,
)
from recruit.domain.recipe import Recipe
from recruit.domain.selection import Selection, countable_ideas, ideas_of, select

_ORDER = tuple(QuestionType)


def draw_pack(bank: QuestionBank, recipe: Recipe, *, seconds: float = 60.0) -> Pack:
    """Return the pack that covers most of what a recipe's level looks at.

    Raises ``UnknownQuestion`` for an included or excluded id that the bank does not hold,
    ``ImpossibleRecipe`` when no pack can meet the recipe, ``OutOfTime`` when nothing was
    found in ``seconds``.
    """
    for name in (*recipe.include, *recipe.exclude):
        bank.question(name)
    selection = select(bank, recipe, seconds=seconds)
    if selection is None:
        raise explain_impossible(bank, recipe, seconds=seconds)
    return assemble(bank, recipe, selection)


def assemble(bank: QuestionBank, recipe: Recipe, selection: Selection) -> Pack:
    """Return the pack of a selection: ordered, reasoned, planned, with all that it prints."""
    level = bank.levels[recipe.level]
    ordered = in_order(selection.questions, level)
    questions = tuple(
        _pack_question(question, number=number, bank=bank, recipe=recipe, chosen=ordered)
        for number, question in enumerate(ordered, start=1)
    )
    plan = _plan(questions, bank.interview)
    names = dict.fromkeys((BEHAVIOURS, *recipe.frameworks))
    return Pack(
        schema=PACK_SCHEMA,
        level=level.level,
        title=level.title,
        posts=level.posts,
        mix_reason=level.mix_reason,
        seed=recipe.seed,
        minutes=sum(slot.minutes for slot in plan),
        fixed_minutes=bank.interview.minutes.total,
        bank=BankStamp(bank.version, bank.digest),
        recipe=_pack_recipe(recipe),
        attributes=_attributes(level, bank, questions),
        questions=questions,
        coverage=_coverage(level, bank, recipe, selection),
        items=_items(level, bank, questions),
        frameworks=tuple(_pack_framework(bank, name) for name in names),
        plan=plan,
        interview=bank.interview,
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


def _pack_question(
    question: Question, *, number: int, bank: QuestionBank, recipe: Recipe, chosen: Sequence[Question]
) -> PackQuestion:
    shared = {field.name: getattr(question, field.name) for field in fields(question)}
    return PackQuestion(
        number=number,
        scored=is_scored(question, bank.levels[recipe.level]),
        reason=reason_for(question, bank=bank, recipe=recipe, chosen=chosen),
        **shared,
    )


def reason_for(question: Question, *, bank: QuestionBank, recipe: Recipe, chosen: Sequence[Question]) -> str:
    """Return, in sentences, why a question is in a pack."""
    level, frameworks = bank.levels[recipe.level], bank.frameworks
    name = frameworks.attribute_names[question.attribute]
    asked = level.asked(question.attribute)
    sentences = []
    if question.id in recipe.include:
        sentences.append("The recruiting manager asked for this question.")
    if asked is Asked.OPTIONAL:
        sentences.append(f"{name} is an option at this level, so the question is asked but not scored.")
    else:
        sentences.append(_role_in_attribute(question, name, asked, chosen))
    others = ideas_of((other for other in chosen if other is not question), frameworks)
    ideas = countable_ideas(level, frameworks, wanted=recipe.frameworks)
    alone = (ideas_of([question], frameworks) & ideas.all) - others
    if alone:
        labels = "; ".join(sorted(frameworks.items[idea].label for idea in alone))
        sentences.append(f"No other question in this pack looks for: {labels}.")
    else:
        sentences.append("Everything it looks for is heard elsewhere in the pack too.")
    return " ".join(sentences)


def _role_in_attribute(question: Question, name: str, asked: Asked, chosen: Sequence[Question]) -> str:
    on_attribute = [other for other in chosen if other.attribute == question.attribute]
    if asked is Asked.LIGHT:
        return f"It is the one scored question that this level asks on {name}."
    past = [other for other in on_attribute if other.type is QuestionType.PAST]
    if past == [question]:
        return f"{name} is asked in full here, and this is its past-behaviour question."
    return f"{name} is asked in full here; this is one of {len(on_attribute)} questions on it."


def _pack_recipe(recipe: Recipe) -> PackRecipe:
    return PackRecipe(
        minutes=recipe.minutes,
        questions=recipe.questions,
        mix=recipe.mix,
        frameworks=recipe.frameworks,
        include=recipe.include,
        exclude=recipe.exclude,
    )


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
