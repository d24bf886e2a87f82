"""Who is signed in, on every request: a random id in the signed cookie, a live row in a table."""

from __future__ import annotations

from contextlib import suppress

from flask import Flask, g, request, session
from sqlalchemy.exc import OperationalError

from recruit.services.sign_ins import mark_seen, signed_in
from recruit.web.accounts.passwords import prepare_passwords
from recruit.web.toolkit import db_session, now

COOKIE_KEY = "sign_in"
_FOR_NOBODY = frozenset({"static", "brand_styles", "health"})
_SHEETS = frozenset(
    {
        "scoring.sheet",
        "scoring.whole_sheet",
        "scoring.autosave",
        "scoring.autosave_all",
        "scoring.check",
        "scoring.seal",
        "scoring.amend",
    }
)


def install_sign_in(app: Flask) -> None:
    """Find out, before every request, who is signed in: ``g.actor``, absent for nobody."""
    prepare_passwords()
    app.before_request(_find_actor)


def cookie_id() -> str | None:
    """Return the id of the session that the cookie names, live or not; none without one."""
    found = session.get(COOKIE_KEY)
    return found if isinstance(found, str) else None


def begin_session(cookie: str) -> None:
    """Give the browser a new session: nothing of an earlier one is kept, its CSRF token least of all."""
    session.clear()
    session[COOKIE_KEY] = cookie


def end_session() -> None:
    """Take the session from the browser."""
    session.clear()
    g.pop("actor", None)


def _find_actor() -> None:
    if request.endpoint in _FOR_NOBODY or (cookie := cookie_id()) is None:
        return
    on_sheet = request.endpoint in _SHEETS
    found = signed_in(db_session(), cookie=cookie, on_sheet=on_sheet, now=now())
    if found is None:
        return
    g.actor = found.actor
    if found.due:
        # A database that takes no writes can still be read; the session then ends a little early.
        with suppress(OperationalError):
            mark_seen(db_session(), cookie=cookie, on_sheet=on_sheet, now=now())
