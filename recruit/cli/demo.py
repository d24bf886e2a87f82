"""A demonstration on invented people: a pack, the panel's scores, and a report for each candidate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from recruit.cli.bank import load_bank
from recruit.cli.outcome import say
from recruit.cli.output import write_files
from recruit.cli.pack import candidate_document, panel_document, say_pack
from recruit.cli.report import report_documents
from recruit.documents.demonstration import (
    demonstration_moderation,
    demonstration_scores,
    demonstration_vacancy,
)
from recruit.documents.pack_file import write_pack
from recruit.documents.score_files import read_moderation, read_scores
from recruit.documents.vacancy_file import read_vacancy
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.settings import Settings, load_settings


@click.command()
@click.option("--level", type=click.IntRange(1, 8), default=6, show_default=True, help="Role level, 1 to 8.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("recruit-demo"),
    show_default=True,
    help="Folder for the pack and the reports.",
)
@click.option("--force", is_flag=True, help="Overwrite what is there.")
def demo(level: int, out: Path, force: bool) -> None:
    """Make a pack and four reports, on invented people.

    Writes the pack, the score files a panel would fill in, and the reports made from them.

    \b
    Example:
      recruit demo --level 4 --out demo
    """
    settings, bank = load_settings(), load_bank()
    pack = draw_pack(bank, recipe_for(bank.levels[level]), seconds=settings.draw_seconds)
    inputs = {
        "pack.json": write_pack(pack),
        "scores.csv": demonstration_scores(pack),
        "moderation.csv": demonstration_moderation(pack),
        "vacancy.json": demonstration_vacancy(pack),
    }
    documents = {
        "panel-pack.docx": panel_document(pack, settings),
        "candidate-copy.docx": candidate_document(pack, settings),
        **inputs,
        **_reports(pack, inputs, settings),
    }
    write_files(out, documents, overwrite=force)
    say_pack(pack)
    say("\nEveryone in this demonstration is invented. It lies here:")
    for name in documents:
        say(f"  {out / name}")


def _reports(pack: Pack, inputs: Mapping[str, bytes], settings: Settings) -> dict[str, bytes]:
    """Return the reports by path, read from the same files that a user would give."""
    vacancy = read_vacancy(inputs["vacancy.json"], source="vacancy.json")
    scores = read_scores(inputs["scores.csv"], source="scores.csv", pack=pack, vacancy=vacancy)
    agreed = read_moderation(inputs["moderation.csv"], source="moderation.csv", pack=pack, scores=scores)
    reports = report_documents(
        pack, scores=scores, agreed=agreed, vacancy=vacancy, settings=settings, source="scores.csv"
    )
    return {f"reports/{name}": content for name, content in reports.items()}
