"""The front door: everybody lands on the page that is theirs."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from recruit.domain.people import Role
from recruit.web.toolkit import actor, db_session

home = Blueprint("home", __name__)


@home.get("/", endpoint="home")
def front_door() -> Response:
    """Send somebody to their vacancies, or to their interviews."""
    person = actor()
    if person.has(Role.MANAGER) or person.is_hr():
        return redirect(url_for("vacancies.index"))
    return redirect(url_for("scoring.index"))


def health() -> tuple[str, int]:
    """Say whether the application answers and reaches its database."""
    db_session().execute(select(1))
    db_session().rollback()
    return "ok", 200
