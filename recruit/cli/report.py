"""The command that writes candidates' reports from score files."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

import click

from recruit.cli.outcome import say
from recruit.cli.output import write_files
from recruit.documents.file_names import is_report_name
from recruit.documents.pack_file import read_pack
from recruit.documents.report_files import ReportLayout, report_files
from recruit.documents.score_files import read_moderation, read_scores
from recruit.documents.vacancy_file import check_vacancy, read_vacancy
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.pack import Pack
from recruit.domain.scored_round import ScoredRound
from recruit.domain.scoring import AgreedScore, Scores
from recruit.domain.vacancy import Vacancy
from recruit.settings import Settings, load_settings

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--pack", "pack_path", type=_file, required=True, help="The pack, as .json.")
@click.option("--scores", "scores_path", type=_file, required=True, help="Every member's scores, as CSV.")
@click.option("--moderation", "moderation_path", type=_file, help="Agreed scores, as CSV.")
@click.option("--vacancy", "vacancy_path", type=_file, help="Title, panel, interviews, decisions, as JSON.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the reports."
)
@click.option("--force", is_flag=True, help="Overwrite reports that are there.")
def report(
    *,
    pack_path: Path,
    scores_path: Path,
    moderation_path: Path | None,
    vacancy_path: Path | None,
    out: Path,
    force: bool,
) -> None:
    """Write a Word report for each candidate: all of them, or none.

    Columns of the scores: candidate, member, question, score (1 to 5, or NE for a question
    that was not put), evidence (for NE, the reason); kind_of_1 may say of a 1 whether it is
    none or contrary. Columns of the moderation: candidate, question, score, reason.

    \b
    Example:
      recruit report --pack pack.json --scores scores.csv --out reports
    """
    settings = load_settings()
    pack = read_pack(pack_path.read_bytes(), source=str(pack_path))
    vacancy = _vacancy(vacancy_path)
    scores = read_scores(scores_path.read_bytes(), source=str(scores_path), pack=pack, vacancy=vacancy)
    agreed = _agreed(moderation_path, pack=pack, scores=scores)
    if vacancy_path:
        check_vacancy(vacancy, source=str(vacancy_path), scores=scores)
    documents = report_documents(
        pack, scores=scores, agreed=agreed, vacancy=vacancy, settings=settings, source=str(scores_path)
    )
    others = _reports_of_another_run(out, documents)
    if others and not force:
        remedy = "use another folder, or --force to leave it there"
        raise DataFaults(Fault(str(path), 0, "is a report of another run", remedy) for path in others)
    write_files(out, documents, overwrite=force)
    for name in documents:
        say(str(out / name))
    for path in others:
        say(f"Not of this run: {path}")
    for one in vacancy.absent(scores.candidates):
        say(f"No report on {one.candidate}: {one.outcome}.")


def _reports_of_another_run(folder: Path, documents: Container[str]) -> list[Path]:
    """Return reports that lie in a folder and would not be overwritten.

    File names hold the order of candidates, so the report of a person who moved up would
    otherwise lie beside their old one.
    """
    return sorted(
        path for path in folder.glob("*.docx") if is_report_name(path.name) and path.name not in documents
    )


def _vacancy(path: Path | None) -> Vacancy:
    return read_vacancy(path.read_bytes(), source=str(path)) if path else Vacancy()


def _agreed(path: Path | None, *, pack: Pack, scores: Scores) -> tuple[AgreedScore, ...]:
    if path is None:
        return ()
    return read_moderation(path.read_bytes(), source=str(path), pack=pack, scores=scores)


def report_documents(
    pack: Pack,
    *,
    scores: Scores,
    agreed: tuple[AgreedScore, ...],
    vacancy: Vacancy,
    settings: Settings,
    source: str,
) -> dict[str, bytes]:
    """Return the reports by file name, candidates in order of appearance.

    Raises ``DataFaults`` naming ``source``, the file of the scores, when it holds no candidate.
    """
    if not scores.candidates:
        raise DataFaults([Fault(source, 0, "holds no candidate", "add a row for each score")])
    return report_files(
        ScoredRound(pack=pack, scores=scores, vacancy=vacancy, agreed=agreed),
        numbered=dict(enumerate(scores.candidates, start=1)),
        total=len(scores.candidates),
        layout=ReportLayout(
            organisation=settings.organisation,
            marking=settings.marking,
            template=settings.word_template("candidate-report"),
        ),
    )
