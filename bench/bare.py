"""The floor of ``bench.web``: the least program that answers the same pages from one database.

The same stack bare: Flask without any extension, SQLAlchemy as its manual has it, one
hand-written template a page (``bare_pages``), with the frame, the controls and the texts of ours.
It knows neither sign-ins nor roles, tokens, phases, versions or an audit, and says nothing
of what is missing: what it does is what nobody can do without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask import Flask, redirect, render_template, request
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from recruit.db.tables import (
    CandidateRow,
    PanelMemberRow,
    RoundRow,
    ScoreSheetRow,
    SheetEntryRow,
    StruckQuestionRow,
    VacancyRow,
)
from recruit.domain.pack import Pack, PackQuestion
from recruit.web.moderation.pages import DISPUTES_SHOWN

_FRAME = {
    "organisation": "Anyborough Council (invented)",
    "person": "An invented member",
    "links": (("My interviews", "/interviews"), ("Account", "/account"), ("Help", "/help")),
    "footer_links": (
        ("Accessibility", "/help/accessibility"),
        ("Privacy", "/help/privacy"),
        ("Help", "/help"),
    ),
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """One candidate on one question; ``scores`` are by name of the member."""

    scores: dict[str, int]
    n: int
    low: int
    high: int
    mean: str
    median: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One candidate, with the figures of all their scores."""

    id: str
    name: str
    cells: list[_Cell]
    n: int
    low: int
    high: int
    mean: str


def bare_app(engine: Engine, pack: Pack) -> Flask:
    """Return the floor's application on a database that somebody else filled."""
    app = Flask("bare", template_folder=str(Path(__file__).parent / "bare_pages"))
    app.jinja_env.globals.update(_FRAME)
    questions = {question.number: question for question in pack.questions}

    @app.get("/sheet/<sheet_id>/<int:number>")
    def sheet(sheet_id: str, number: int) -> str:
        with Session(engine) as session:
            return _sheet(session, pack, questions[number], sheet_id)

    @app.post("/sheet/<sheet_id>/<int:number>")
    def save(sheet_id: str, number: int) -> Response:
        with Session(engine) as session, session.begin():
            entry = session.scalars(
                select(SheetEntryRow).filter_by(sheet_id=sheet_id, question=questions[number].id)
            ).one()
            entry.value, entry.evidence = int(request.form["score"]), request.form["evidence"]
        return redirect(f"/sheet/{sheet_id}/{number}", 303)

    @app.get("/grid/<round_id>")
    def grid(round_id: str) -> str:
        with Session(engine) as session:
            return _grid(session, pack, round_id)

    return app


def _sheet(session: Session, pack: Pack, question: PackQuestion, sheet_id: str) -> str:
    found = session.execute(
        select(
            CandidateRow.name,
            VacancyRow.title,
            SheetEntryRow.question,
            SheetEntryRow.value,
            SheetEntryRow.contrary,
            SheetEntryRow.evidence,
        )
        .select_from(ScoreSheetRow)
        .join(CandidateRow, CandidateRow.id == ScoreSheetRow.candidate_id)
        .join(RoundRow, RoundRow.id == ScoreSheetRow.round_id)
        .join(VacancyRow, VacancyRow.id == RoundRow.vacancy_id)
        .join(SheetEntryRow, SheetEntryRow.sheet_id == ScoreSheetRow.id)
        .where(ScoreSheetRow.id == sheet_id)
    ).all()
    struck = set(
        session.scalars(
            select(StruckQuestionRow.question)
            .join(ScoreSheetRow, ScoreSheetRow.round_id == StruckQuestionRow.round_id)
            .where(ScoreSheetRow.id == sheet_id)
        )
    )
    kept = {name: rest for _, _, name, *rest in found}
    value, contrary, evidence = kept.get(question.id, (None, None, ""))
    return render_template(
        "sheet.html",
        candidate=found[0][0],
        vacancy=found[0][1],
        question=question,
        questions=pack.questions,
        states={other.id: _state(other.id, kept, struck) for other in pack.questions},
        points=pack.interview.scale.points,
        score=str(value),
        contrary=contrary,
        evidence=evidence,
    )


def _state(question: str, kept: Collection[str], struck: Collection[str]) -> str:
    if question in struck:
        return "Struck"
    return "Scored" if question in kept else "Empty"


def _grid(session: Session, pack: Pack, round_id: str) -> str:
    vacancy = session.scalars(
        select(VacancyRow.title)
        .join(RoundRow, RoundRow.vacancy_id == VacancyRow.id)
        .where(RoundRow.id == round_id)
    ).one()
    found = session.execute(
        select(
            CandidateRow.id,
            CandidateRow.name,
            PanelMemberRow.name,
            SheetEntryRow.question,
            SheetEntryRow.value,
        )
        .select_from(ScoreSheetRow)
        .join(SheetEntryRow, SheetEntryRow.sheet_id == ScoreSheetRow.id)
        .join(PanelMemberRow, PanelMemberRow.id == ScoreSheetRow.member_id)
        .join(CandidateRow, CandidateRow.id == ScoreSheetRow.candidate_id)
        .where(ScoreSheetRow.round_id == round_id)
        .order_by(CandidateRow.place, PanelMemberRow.place)
    ).all()
    given: defaultdict[tuple[str, str], defaultdict[str, dict[str, int]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for candidate, name, member, question, value in found:
        given[candidate, name][question][member] = value or 0
    rows = [_row(*who, [_cell(scores[one.id]) for one in pack.questions]) for who, scores in given.items()]
    return render_template(
        "grid.html",
        vacancy=vacancy,
        home=f"/rounds/{round_id}/moderation",
        questions=pack.questions,
        members=list(dict.fromkeys(member for _, _, member, *_ in found)),
        rows=rows,
        disputes=_disputes(rows),
    )


def _cell(scores: dict[str, int]) -> _Cell:
    values = sorted(scores.values())
    n = len(values)
    return _Cell(scores, n, values[0], values[-1], f"{sum(values) / n:.1f}", f"{median(values):.1f}")


def _row(candidate: str, name: str, cells: list[_Cell]) -> _Row:
    values = [value for cell in cells for value in cell.scores.values()]
    low, high, n = min(values), max(values), len(values)
    return _Row(candidate, name, cells, n, low, high, f"{sum(values) / n:.1f}")


def _disputes(rows: list[_Row]) -> list[tuple[int, int, str, str]]:
    found = [
        (cell.high - cell.low, number, row.name, row.id)
        for row in rows
        for number, cell in enumerate(row.cells, 1)
        if cell.high - cell.low > 1
    ]
    return sorted(found, key=lambda one: (-one[0], one[1]))[:DISPUTES_SHOWN]
