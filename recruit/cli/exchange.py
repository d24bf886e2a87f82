"""Commands that give questions out of the bank as a file, and take questions in from one."""

from __future__ import annotations

from pathlib import Path

import click

from recruit.cli.bank import attribute_option, level_option, load_bank
from recruit.cli.outcome import say, say_faults
from recruit.cli.output import write_files
from recruit.documents.question_intake import take_in
from recruit.documents.question_sheet import question_sheet
from recruit.documents.question_yaml import question_yaml

_FORMATS = {".xlsx": question_sheet, ".yaml": question_yaml}

force_option = click.option("--force", is_flag=True, help="Replace a file that is there.")


@click.command("export")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; .xlsx for a spreadsheet, .yaml for a file of questions.",
)
@level_option
@attribute_option
@click.option("--empty", is_flag=True, help="No questions: a file to fill in.")
@force_option
def export_questions(
    out: Path, level: int | None, attribute: int | None, *, empty: bool, force: bool
) -> None:
    """Write questions of the bank to a spreadsheet or a YAML file.

    A spreadsheet has a row for each question, and says on its first sheet how to fill it
    in; what is changed or added there comes back with `recruit import`.

    \b
    Example:
      recruit export --level 4 --out questions.xlsx
    """
    made = _FORMATS.get(out.suffix.lower())
    if made is None:
        raise click.BadParameter(f"must end in {' or '.join(_FORMATS)}", param_hint="--out")
    if empty and out.suffix.lower() != ".xlsx":
        raise click.BadParameter("is for a spreadsheet (.xlsx)", param_hint="--empty")
    chosen = [
        question
        for question in load_bank().questions
        if not empty and level in (None, *question.levels) and attribute in (None, question.attribute)
    ]
    write_files(out.parent, {out.name: made(chosen)}, overwrite=force)
    say(f"{len(chosen)} questions in {out}")


@click.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The YAML file to write, such as question_banks/questions/ours.yaml.",
)
@force_option
def import_questions(path: Path, out: Path, *, force: bool) -> None:
    """Read questions from a spreadsheet or a YAML file, check them, and write them as YAML.

    PATH is the spreadsheet (.xlsx) or YAML file. Every fault is printed with its line, or
    its row and column; then nothing is written.

    \b
    Example:
      recruit import filled-in.xlsx --out ours.yaml
    """
    if out.suffix.lower() != ".yaml":
        raise click.BadParameter("must end in .yaml", param_hint="--out")
    intake = take_in(path.read_bytes(), name=str(path), bank=load_bank())
    if intake.findings:
        say_faults(intake.findings)
        click.get_current_context().exit(1)
    write_files(out.parent, {out.name: question_yaml(intake.questions)}, overwrite=force)
    say(f"{len(intake.questions)} questions in {out}, and no fault found.")
