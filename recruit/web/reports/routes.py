"""Routes of reports."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from recruit.documents.report_files import ReportLayout
from recruit.services.reports import report_file, reports_file, reports_in_view
from recruit.web.downloads import WORD, ZIP, send_download
from recruit.web.toolkit import actor, db_session, now, toolkit

reports = Blueprint("reports", __name__)

_REPORTS = "/rounds/<key:round_id>/reports"


@reports.get(_REPORTS)
def index(round_id: str) -> str:
    """List the reports of a round, or say why there are none yet."""
    view = reports_in_view(db_session(), actor=actor(), round_id=round_id)
    return render_template("reports/index.html", view=view, round=view.round)


@reports.get(f"{_REPORTS}/<key:candidate_id>.docx")
def word(round_id: str, candidate_id: str) -> Response:
    """Send the report on one candidate."""
    made = report_file(
        db_session(),
        actor=actor(),
        round_id=round_id,
        candidate_id=candidate_id,
        layout=_layout(),
        now=now(),
    )
    return send_download(made.content, WORD, name=made.name)


@reports.get(f"{_REPORTS}.zip")
def zip_file(round_id: str) -> Response:
    """Send all reports of a round."""
    made = reports_file(db_session(), actor=actor(), round_id=round_id, layout=_layout(), now=now())
    return send_download(made.content, ZIP, name=made.name)


def _layout() -> ReportLayout:
    settings = toolkit().settings
    return ReportLayout(
        organisation=settings.organisation,
        marking=settings.marking,
        template=settings.word_template("candidate-report"),
    )
