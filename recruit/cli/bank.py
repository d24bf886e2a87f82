"""Commands that show and check the question bank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from recruit.cli.languages import say_translations
from recruit.cli.outcome import say, say_faults
from recruit.cli.output import json_option, say_json, say_table
from recruit.documents.bank_files import BankFiles, check_bank, check_questions, read_bank
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.frameworks import BEHAVIOURS, Framework, Item
from recruit.domain.levels import Lens, QuestionType, RoleLevel, lens_items
from recruit.domain.selection import countable_ideas, ideas_of
from recruit.settings import load_settings

level_option = click.option("--level", type=click.IntRange(1, 8), help="Only what concerns this role level.")
attribute_option = click.option(
    "--attribute", type=click.IntRange(1, 5), help="Only what concerns this leadership attribute."
)


def load_bank() -> QuestionBank:
    """Return the bank in force; raises ``DataFaults`` when it cannot be read."""
    return read_bank(load_settings().question_bank).bank


@click.command()
@level_option
@attribute_option
@json_option
def frameworks(level: int | None, attribute: int | None, as_json: bool) -> None:
    """Show the frameworks and their items.

    With --level, the items that the level looks through, and the 27 behaviours. With
    --attribute, the behaviours of one attribute.

    \b
    Example:
      recruit frameworks --level 4
    """
    bank = load_bank()
    shown = [
        (framework, _items_shown(bank, framework, level, attribute))
        for framework in bank.frameworks.by_id.values()
    ]
    shown = [(framework, items) for framework, items in shown if items]
    if as_json:
        say_json([_framework_json(framework, items) for framework, items in shown])
        return
    for framework, items in shown:
        year = framework.year or "year not stated"
        say(f"{framework.title} ({framework.publisher}; {year})\n")
        rows = [(item.id, item.label, item.meaning, item.locator) for _, item in items]
        say_table(("Id", "Item", "Meaning", "Where"), rows, widths=(None, 26, 60, 24))
        say("\nCautions: " + " ".join(framework.cautions) + "\n")


def _items_shown(
    bank: QuestionBank, framework: Framework, level: int | None, attribute: int | None
) -> list[tuple[str, Item]]:
    """Return section ids and items, after the two filters."""
    pairs = [(section.id, item) for section in framework.sections for item in section.items]
    if framework.id == BEHAVIOURS:
        return [(s, item) for s, item in pairs if attribute in (None, int(s.rsplit("-", 1)[1]))]
    if attribute is not None:
        return []
    if level is not None:
        role = bank.level(level)
        wanted = {item.id for item in lens_items((*role.base, *role.stretch), bank.frameworks)}
        return [(s, item) for s, item in pairs if item.id in wanted]
    return pairs


def _framework_json(framework: Framework, items: Iterable[tuple[str, Item]]) -> dict[str, Any]:
    return {
        "id": framework.id,
        "title": framework.title,
        "publisher": framework.publisher,
        "year": framework.year,
        "licence": framework.licence,
        "attribution": framework.attribution,
        "cautions": framework.cautions,
        "notes": framework.notes,
        "sections": [{"id": s.id, "label": s.label, "meaning": s.meaning} for s in framework.sections],
        "items": [{**asdict(item), "section": section} for section, item in items],
        "ratings": [asdict(rating) for rating in framework.ratings],
        "reflections": [asdict(reflection) for reflection in framework.reflections],
    }


@click.command()
@level_option
@attribute_option
@json_option
def levels(level: int | None, attribute: int | None, as_json: bool) -> None:
    """Show the role levels: their lenses, their mix, what each attribute means there.

    \b
    Example:
      recruit levels --level 6
    """
    bank = load_bank()
    shown = list(bank.levels.values()) if level is None else [bank.level(level)]
    if as_json:
        say_json([_level_json(role, attribute) for role in shown])
        return
    for role in shown:
        mix = ", ".join(f"{count} {kind.label.lower()}" for kind, count in role.mix.items() if count)
        say(f"Level {role.level}: {role.title}\n{role.posts}\n")
        if role.note:
            say(f"Note: {role.note}\n")
        say(f"Asked by default: {mix}; {role.minutes} minutes in all. {role.mix_reason}\n")
        for kind, lenses in (("Base", role.base), ("Stretch", role.stretch)):
            for lens in lenses:
                say(f"{kind}: {_lens_name(lens)}. {lens.reason}\n")
        names = bank.frameworks.attribute_names
        rows = [
            (f"{cell.attribute} {names[cell.attribute]}", cell.asked, cell.meaning, cell.reason)
            for cell in role.attributes
            if attribute in (None, cell.attribute)
        ]
        say_table(("Attribute", "Asked", "Meaning in this post", "Why"), rows, widths=(24, None, 50, 40))
        say()


def _lens_name(lens: Lens) -> str:
    parts = [*lens.stages, *lens.sections]
    without = f" without {', '.join(lens.without)}" if lens.without else ""
    return lens.framework + (f" ({', '.join(parts)})" if parts else "") + without


def _level_json(role: RoleLevel, attribute: int | None) -> dict[str, Any]:
    content = asdict(role)
    content["attributes"] = [cell for cell in content["attributes"] if attribute in (None, cell["attribute"])]
    return content


@click.command()
@level_option
@attribute_option
@json_option
def questions(level: int | None, attribute: int | None, as_json: bool) -> None:
    """Show the questions of the bank.

    \b
    Example:
      recruit questions --level 2 --attribute 1
    """
    bank = load_bank()
    shown = [
        question
        for question in bank.questions
        if (level is None or level in question.levels) and attribute in (None, question.attribute)
    ]
    if as_json:
        say_json([asdict(question) for question in shown])
        return
    rows = [
        (
            question.id,
            ",".join(map(str, question.levels)),
            question.attribute,
            question.type,
            question.minutes,
            question.text,
        )
        for question in shown
    ]
    say_table(("Id", "Level", "Attr.", "Type", "Min.", "Question"), rows, widths=(None,) * 5 + (70,))
    say(f"\n{len(shown)} questions")


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
def check(path: Path | None) -> None:
    """Check a question bank, or one file of questions against the bank in force.

    PATH is the folder of a bank or a YAML file of questions; the bank in force when left
    out. Prints counts, then every fault and finding with file and line.

    \b
    Example:
      recruit check my-questions.yaml
    """
    if path is not None and path.is_file():
        bank = load_bank()
        located, faults = check_questions(path, bank=bank)
        if located:
            say_counts(bank, [place.question for place in located])
    else:
        files, faults = check_bank(path or load_settings().question_bank)
        if files:
            _say_bank(files)
    if faults:
        say_faults(faults)
        click.get_current_context().exit(1)
    say("\nNo fault found.")


def _say_bank(files: BankFiles) -> None:
    bank = files.bank
    items = len(bank.frameworks.items)
    say(f"Bank {bank.version}: {len(bank.questions)} questions, {items} framework items\n")
    say_counts(bank, bank.questions)
    rows = [_level_row(bank, role) for role in bank.levels.values()]
    say()
    say_table(
        ("Level", "PB", "S", "R", "X", "All", "Base heard", "Stretch heard"), rows, widths=(40,) + (None,) * 7
    )
    say_translations(bank)


def say_counts(bank: QuestionBank, questions: Iterable[Question]) -> None:
    """Print how many questions there are per attribute and type, behaviour and indicator."""
    questions = list(questions)
    rows = [
        (f"{number} {name}", *(_count(questions, number, kind) for kind in QuestionType))
        for number, name in bank.frameworks.attribute_names.items()
    ]
    say_table(("Attribute", "PB", "S", "R", "X"), rows, widths=(60,) + (None,) * 4)
    heard = Counter(tag for question in questions for tag in question.tags)
    _say_heard("Behaviours", heard, {item.id: item.label for item in bank.frameworks.behaviours})
    lenses = (lens for role in bank.levels.values() for lens in (*role.base, *role.stretch))
    _say_heard("Indicators", heard, {item.id: item.label for item in lens_items(lenses, bank.frameworks)})


def _say_heard(title: str, heard: Counter[str], labels: Mapping[str, str]) -> None:
    bare = [name for name in labels if not heard[name]]
    say(f"\n{title}: {len(labels) - len(bare)} of {len(labels)} looked for")
    say("  " + ", ".join(f"{name} {heard[name]}" for name in labels if heard[name]))
    if bare:
        say("  bare: " + ", ".join(bare))


def _count(questions: Iterable[Question], attribute: int, kind: QuestionType) -> int:
    return sum(question.attribute == attribute and question.type is kind for question in questions)


def _level_row(bank: QuestionBank, role: RoleLevel) -> tuple[object, ...]:
    at_level = bank.at_level(role.level)
    ideas = countable_ideas(role, bank.frameworks, wanted=role.framework_ids())
    looked_for = ideas_of(at_level, bank.frameworks)
    heard = [f"{len(kind & looked_for)} of {len(kind)}" for kind in (ideas.base, ideas.stretch)]
    counts = [sum(question.type is kind for question in at_level) for kind in QuestionType]
    return (f"{role.level} {role.title}", *counts, len(at_level), *heard)
