"""Commands that draw a pack and look for other questions for it."""

from __future__ import annotations

from pathlib import Path

import click

from recruit.cli.bank import load_bank
from recruit.cli.outcome import complain, say
from recruit.cli.output import json_option, say_json, say_table, write_file, write_files
from recruit.documents.pack_file import read_pack, write_pack
from recruit.documents.pack_word import candidate_copy, panel_pack
from recruit.domain.alternatives import Alternative
from recruit.domain.alternatives import alternatives as find_alternatives
from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.errors import UnknownQuestion
from recruit.domain.forms import MOST_FORMS, Forms, draw_forms
from recruit.domain.pack import Coverage, Pack
from recruit.domain.pack_language import ENGLISH, in_language, languages_of
from recruit.domain.proof import proof
from recruit.domain.recipe import recipe_for
from recruit.settings import Settings, load_settings


@click.command()
@click.option("--level", type=click.IntRange(1, 8), required=True, help="Role level, 1 to 8.")
@click.option("--minutes", type=click.IntRange(1, 600), help="Longest interview, everything included.")
@click.option("--questions", type=click.IntRange(1, 20), help="Number of scored questions.")
@click.option(
    "--seed",
    type=click.IntRange(0, 999_999_999),
    default=0,
    show_default=True,
    help="Chooses among equally good packs.",
)
@click.option("--exclude", multiple=True, metavar="ID", help="Leave this question out. May be repeated.")
@click.option("--include", multiple=True, metavar="ID", help="Ask this question. May be repeated.")
@click.option(
    "--language",
    default=ENGLISH,
    show_default=True,
    metavar="TAG",
    help="Language: en, the tag of a second one such as cy, or both, the second under the English.",
)
@click.option(
    "--candidate-copy", is_flag=True, help="Write what a candidate may have, instead of the panel's pack."
)
@click.option(
    "--forms",
    type=click.IntRange(2, MOST_FORMS),
    help="Draw so many packs that share no question and cover as much as each other.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to write: .docx for Word, .json for the pack that reports are made from; "
    "with --forms the folder for all of them.",
)
def pack(
    level: int,
    minutes: int | None,
    questions: int | None,
    seed: int,
    exclude: tuple[str, ...],
    include: tuple[str, ...],
    language: str,
    candidate_copy: bool,
    forms: int | None,
    out: Path,
) -> None:
    """Draw the interview pack of a role level.

    Of all packs that meet the level's rules and your options, it draws the one that looks
    for most behaviours, then for most indicators; --seed chooses among equals. The same
    options give the same file, byte for byte. --candidate-copy writes Word only. A file that
    is there is replaced.

    With --forms it draws several packs together, for second rounds or for candidates who
    may talk to each other: no question stands in two, and it prints how near they are. Their
    Word files and pack files go into a folder.

    \b
    Example:
      recruit pack --level 6 --out pack.json
      recruit pack --level 6 --minutes 80 --exclude promise-when-money-went --out pack.docx
      recruit pack --level 1 --forms 2 --out forms
    """
    if (forms is None and out.suffix not in (".docx", ".json")) or (candidate_copy and out.suffix == ".json"):
        wanted = ".docx" if candidate_copy else ".docx or .json"
        raise click.BadParameter(f"the name must end in {wanted}", param_hint="--out")
    settings, bank = load_settings(), load_bank()
    _require_language(bank, language)
    recipe = recipe_for(
        bank.level(level), minutes=minutes, questions=questions, include=include, exclude=exclude, seed=seed
    )
    try:
        if forms is not None:
            made = draw_forms(bank, recipe, forms=forms, seconds=settings.draw_seconds)
            _write_forms(made, settings, bank=bank, language=language, out=out)
            return
        drawn = draw_pack(bank, recipe, seconds=settings.draw_seconds)
    except UnknownQuestion as error:
        raise click.BadParameter(str(error), param_hint="--include/--exclude") from None
    drawn = in_language(bank, drawn, choice=language)
    write_file(out, _content(drawn, settings, suffix=out.suffix, candidate=candidate_copy))
    say_pack(drawn)
    say(f"\nWritten: {out}")


def _write_forms(made: Forms, settings: Settings, *, bank: QuestionBank, language: str, out: Path) -> None:
    """Write every form as panel's pack, candidate's copy and pack file, and print how near they are."""
    files: dict[str, bytes] = {}
    for number, drawn in enumerate(made.packs, start=1):
        spoken = in_language(bank, drawn, choice=language)
        files[f"form-{number}-pack.docx"] = panel_document(spoken, settings)
        files[f"form-{number}-candidate.docx"] = candidate_document(spoken, settings)
        files[f"form-{number}.json"] = write_pack(spoken)
        say(f"Form {number}: {', '.join(drawn.ids)}")
    write_files(out, files, overwrite=True)
    say()
    heads = ("Covers", *(f"Form {number}" for number in range(1, len(made.packs) + 1)), "Difference")
    rows = [(one.name.capitalize(), *one.values, one.difference) for one in made.measures]
    say_table(heads, rows, widths=(None,) * len(heads))
    say("\nNo question stands in two forms. " + (_FORMS_PROVED if made.proved else _FORMS_IN_TIME))
    say(f"\nWritten: {out}")


_FORMS_PROVED = (
    "The search has proved that no other choice does better: first for the form that covers least."
)
_FORMS_IN_TIME = (
    "The search reached its time limit, so another choice might do better (RECRUIT_DRAW_SECONDS)."
)


def _require_language(bank: QuestionBank, language: str) -> None:
    if language not in languages_of(bank):
        known = ", ".join(languages_of(bank))
        raise click.BadParameter(f"the question bank has {known}", param_hint="--language")


def _content(drawn: Pack, settings: Settings, *, suffix: str, candidate: bool) -> bytes:
    if suffix == ".json":
        return write_pack(drawn)
    return candidate_document(drawn, settings) if candidate else panel_document(drawn, settings)


def panel_document(drawn: Pack, settings: Settings) -> bytes:
    """Return the panel's pack in Word."""
    template = settings.word_template("panel-pack")
    return panel_pack(drawn, template=template, organisation=settings.organisation, marking=settings.marking)


def candidate_document(drawn: Pack, settings: Settings) -> bytes:
    """Return the candidate's copy in Word."""
    template = settings.word_template("candidate-copy")
    return candidate_copy(drawn, template=template, organisation=settings.organisation)


def say_pack(drawn: Pack) -> None:
    """Print what was chosen, why, and how much it covers."""
    say(f"Level {drawn.level}: {drawn.title}. {drawn.minutes} minutes, seed {drawn.seed}\n")
    rows = [
        (one.number, one.id, one.attribute, one.type, one.minutes, one.text, one.reason)
        for one in drawn.questions
    ]
    headers = ("No.", "Id", "Attr.", "Type", "Min.", "Question", "Why it is here")
    say_table(headers, rows, widths=(None, None, None, None, None, 50, 50))
    coverage = drawn.coverage
    say()
    for name, part in (
        ("Attributes", coverage.attributes),
        ("Behaviours", coverage.behaviours),
        ("Indicators, base lens", coverage.base),
        ("Indicators, stretch lens", coverage.stretch),
    ):
        say(_coverage_line(name, part))
    say("\n" + proof(drawn))
    say(f"Pack hash: {drawn.hash}")


def _coverage_line(name: str, part: Coverage) -> str:
    missing = f"; not looked for: {', '.join(part.missing)}" if part.missing else ""
    return f"{name}: {part.covered} of {part.total}{missing}"


@click.command()
@click.option(
    "--pack",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The pack, as .json.",
)
@click.argument("question_id", metavar="QUESTION")
@json_option
def alternatives(path: Path, question_id: str, as_json: bool) -> None:
    """Show what could stand in a pack in place of QUESTION, and what each swap costs.

    To make a swap, draw the pack again with --include for each question you keep and for
    the one that comes.

    \b
    Example:
      recruit alternatives --pack pack.json promise-when-money-went
    """
    bank = load_bank()
    drawn = read_pack(path.read_bytes(), source=str(path))
    if drawn.bank.digest != bank.digest:
        complain("the bank has changed since this pack was drawn; costs are those of the bank as it is now")
    found = find_alternatives(bank, drawn, question_id)
    if as_json:
        say_json([_alternative_json(one) for one in found])
        return
    rows = [
        (
            one.question.id,
            one.question.type,
            _signed(one.behaviours),
            _signed(one.indicators),
            _signed(one.minutes),
            one.question.text,
        )
        for one in found
    ]
    headers = ("Id", "Type", "Behaviours", "Indicators", "Minutes", "Question")
    say_table(headers, rows, widths=(None, None, None, None, None, 70))


def _signed(value: int) -> str:
    return f"{value:+d}" if value else "0"


def _alternative_json(one: Alternative) -> dict[str, object]:
    return {
        "id": one.question.id,
        "type": one.question.type,
        "attribute": one.question.attribute,
        "text": one.question.text,
        "behaviours": one.behaviours,
        "indicators": one.indicators,
        "minutes": one.minutes,
        "lost": one.lost,
        "gained": one.gained,
    }
