"""A demonstration on invented people: a pack, the panel's scores, and a report for each candidate."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from recruit.cli.bank import load_bank
from recruit.cli.outcome import say
from recruit.cli.output import write_files
from recruit.cli.pack import candidate_document, panel_document, say_pack
from recruit.cli.report import report_documents
from recruit.documents.pack_file import write_pack
from recruit.documents.score_files import (
    KIND_OF_1,
    MODERATION_COLUMNS,
    SCORE_COLUMNS,
    read_moderation,
    read_scores,
)
from recruit.documents.vacancy_file import read_vacancy
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.recipe import recipe_for
from recruit.settings import load_settings

MEMBERS = (
    ("Ruth Adeyemi", "Chair"),
    ("Gareth Llewellyn", "Panel member"),
    ("Farah Siddiqui", "Panel member"),
)
CANDIDATES = ("Siân O'Brien-Ōkubo", "Tomasz Wiśniewski", "أمل حداد (Amal Haddad)", "Priya Raman")
"""Invented, like everybody and everything else in this demonstration."""

_DECISIONS = ("recommended", "reserve", "not appointable")
"""For the first three candidates; the fourth has none yet, so that a draft can be seen."""


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
        "scores.csv": demo_scores(pack),
        "moderation.csv": demo_moderation(pack),
        "vacancy.json": demo_vacancy(pack),
    }
    vacancy = read_vacancy(inputs["vacancy.json"], source="vacancy.json")
    scores = read_scores(inputs["scores.csv"], source="scores.csv", pack=pack, vacancy=vacancy)
    agreed = read_moderation(inputs["moderation.csv"], source="moderation.csv", pack=pack, scores=scores)
    reports = report_documents(pack, scores, agreed, vacancy, settings)
    documents = {
        "panel-pack.docx": panel_document(pack, settings),
        "candidate-copy.docx": candidate_document(pack, settings),
        **inputs,
    }
    documents |= {f"reports/{name}": content for name, content in reports.items()}
    write_files(out, documents, overwrite=force)
    say_pack(pack)
    say("\nEveryone in this demonstration is invented. It lies here:")
    for name in documents:
        say(f"  {out / name}")


def demo_scores(pack: Pack) -> bytes:
    """Return a score file for a pack: three members, four candidates, invented evidence."""
    rows = (
        (candidate, member, question.id, *_invented(question, candidate, member))
        for candidate in CANDIDATES
        for member, _ in MEMBERS
        for question in pack.questions
        if question.scored
    )
    return _csv((*SCORE_COLUMNS, KIND_OF_1), rows)


def _draw(*words: str) -> int:
    """Return a number that these words always give, so that a demonstration never changes."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode()).digest()[:4], "big")


def _score(question: PackQuestion, candidate: str, member: str) -> int | None:
    """Return an invented score: each candidate's own level, a member now and then a point or two away."""
    if _draw("unexplored", candidate, question.id) % 23 == 0:
        return None
    usual = (4, 3, 2, 3)[CANDIDATES.index(candidate)] + (_draw(candidate, question.id) % 3 - 1)
    away = (0, 0, 0, 0, 1, -1, 0, -2)[_draw(member, candidate, question.id) % 8]
    return min(5, max(1, usual + away))


def _invented(question: PackQuestion, candidate: str, member: str) -> tuple[str, str, str]:
    """Return score, evidence, and which kind of 1 it is."""
    score = _score(question, candidate, member)
    if score is None:
        return "NE", "Invented: the interview ran late and the chair left this question out.", ""
    heard = [cue.text.rstrip(".") for cue in question.listen_for]
    shift = _draw(member, question.id) % len(heard)
    chosen = (heard[shift:] + heard[:shift])[: max(0, score - 1)]
    if not chosen:
        return (
            "1",
            "Invented: spoke of the team in general; no instance came after the line for being stuck.",
            "none",
        )
    lines = [f"Invented note on question {question.number}.", *(f"Heard: {text}." for text in chosen)]
    if score == 2:
        lines.append("Own part stayed unclear after every probe.")
    return str(score), "\n".join(lines), ""


def demo_moderation(pack: Pack) -> bytes:
    """Return agreed scores for the first two candidates, wherever the members differ."""
    rows = (
        (
            candidate,
            question.id,
            agreed,
            "Invented: the panel went through its notes and agreed on the anchor that they meet.",
        )
        for candidate in CANDIDATES[:2]
        for question in pack.questions
        if question.scored and (agreed := _middle(question, candidate))
    )
    return _csv(MODERATION_COLUMNS, rows)


def _middle(question: PackQuestion, candidate: str) -> int | None:
    """Return the middle score where members differ, else none."""
    scores = [_score(question, candidate, member) for member, _ in MEMBERS]
    given = sorted(score for score in scores if score is not None)
    return given[len(given) // 2] if len(set(given)) > 1 else None


def demo_vacancy(pack: Pack) -> bytes:
    """Return an invented vacancy: panel, interviews, and decisions on three of the four."""
    value = {
        "schema": "recruit-vacancy/1",
        "title": f"{pack.title} (demonstration, invented)",
        "reference": f"DEMO-{pack.level:02d}",
        "organisation": "Anyborough Council (invented)",
        "panel": [{"name": name, "role": role} for name, role in MEMBERS],
        "interviews": list(_interviews(pack)),
        "decisions": [
            {
                "candidate": candidate,
                "outcome": outcome,
                "reason": "Invented: the panel weighed the evidence on each attribute, not the average.",
                "decided_by": "Ruth Adeyemi, chair",
                "date": "15 January 2027",
            }
            for candidate, outcome in zip(CANDIDATES, _DECISIONS, strict=False)
        ],
    }
    return json.dumps(value, indent=2, ensure_ascii=False).encode()


def _interviews(pack: Pack) -> Iterator[dict[str, Any]]:
    """Yield one interview after the other, fifteen minutes between them."""
    start = 9 * 60 + 30
    for order, candidate in enumerate(CANDIDATES, start=1):
        departures = ["Began ten minutes late; the panel before had run over."] if order == 3 else []
        begun = start + (10 if departures else 0)
        yield {
            "candidate": candidate,
            "date": "14 January 2027",
            "place": "Committee Room 2, Anyborough",
            "order": order,
            "start": _clock(begun),
            "finish": _clock(begun + pack.minutes),
            "departures": departures,
        }
        start += pack.minutes + 25


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows(rows)
    # A byte-order mark, so that a spreadsheet program reads the names right.
    return stream.getvalue().encode("utf-8-sig")
