"""Puts the web application together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy import URL, make_url

from recruit.db.transactions import prepare_engine
from recruit.domain.bank import QuestionBank
from recruit.settings import Settings, load_settings
from recruit.web.access import install_access
from recruit.web.accounts.routes import accounts
from recruit.web.accounts.sign_in import install_sign_in
from recruit.web.candidates.routes import candidates
from recruit.web.decisions.routes import decisions
from recruit.web.frame import install_frame
from recruit.web.help.routes import help_pages
from recruit.web.home import health, home
from recruit.web.keys import install_keys
from recruit.web.moderation.routes import moderation
from recruit.web.own_questions.routes import own_questions
from recruit.web.packs.routes import packs
from recruit.web.pages import configure_pages
from recruit.web.panels.routes import panels
from recruit.web.question_bank.routes import question_bank
from recruit.web.reports.routes import reports
from recruit.web.responses import install_responses
from recruit.web.scoring.routes import scoring
from recruit.web.secret_key import kept_secret_key
from recruit.web.toolkit import Toolkit, database, install_toolkit
from recruit.web.vacancies.routes import vacancies

_FEATURES = (
    accounts,
    candidates,
    decisions,
    help_pages,
    home,
    moderation,
    own_questions,
    packs,
    panels,
    question_bank,
    reports,
    scoring,
    vacancies,
)
LARGEST_UPLOAD = 2 * 1024 * 1024
"""Bytes of the largest form: a sheet with eight notes of 1,500 words is a twentieth of it."""


def utc_now() -> datetime:
    """Return the time of the machine, in UTC."""
    return datetime.now(UTC)


def create_app(
    settings: Settings | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    bank: QuestionBank | None = None,
    config: Mapping[str, Any] | None = None,
) -> Flask:
    """Return the web application.

    ``config`` overrides Flask's own settings, for tests. Raises ``BadSetting`` for settings
    that cannot be used.
    """
    settings = settings or load_settings()
    app = _Application("recruit", static_folder="static")
    app.config.from_mapping(_flask_config(settings))
    app.config.from_mapping(config or {})
    install_toolkit(app, Toolkit(settings, clock, bank))
    database.init_app(app)
    _drop_asynchronous_closing(app)
    with app.app_context():
        prepare_engine(database.engine)
    CSRFProtect(app)
    configure_pages(app)
    install_frame(app)
    install_responses(app, https=settings.https)
    install_sign_in(app)
    install_access(app)
    install_keys(app)
    for feature in _FEATURES:
        app.register_blueprint(feature)
    app.add_url_rule("/health", view_func=health)
    return app


class _Application(Flask):
    """Flask that takes every function for what it is: none here is asynchronous, and a page calls a dozen."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function."""
        return func


def _drop_asynchronous_closing(app: Flask) -> None:
    """Leave out what closes asynchronous sessions: none is opened, and asking costs a millisecond a page."""
    app.teardown_appcontext_funcs[:] = [
        close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)
    ]


def database_url(settings: Settings) -> URL:
    """Return the address of the database: as set, else the embedded one in the data folder.

    The path of an SQLite file is made whole, from the folder that we run in: the extension that
    opens it would look for it in a folder of its own, and commands would meet another file.
    """
    if not settings.database:
        settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return URL.create("sqlite", database=str(settings.data_folder.resolve() / "recruit.sqlite"))
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url.set(database=str(Path(url.database).resolve()))
    return url


def _flask_config(settings: Settings) -> Mapping[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key or kept_secret_key(settings.data_folder),
        # An error of the database is logged with its statement, but never with what somebody typed.
        "SQLALCHEMY_ENGINES": {"default": {"url": database_url(settings), "hide_parameters": True}},
        "DATA_FOLDER": settings.data_folder,
        "ORGANISATION": settings.organisation,
        "BRAND_COLOUR": settings.brand_colour,
        "MAX_CONTENT_LENGTH": LARGEST_UPLOAD,
        "MAX_FORM_MEMORY_SIZE": LARGEST_UPLOAD,
        "SESSION_COOKIE_NAME": "__Host-recruit" if settings.https else "recruit",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.https,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,  # a token lives as long as the session that it belongs to
        "TEMPLATES_AUTO_RELOAD": False,
    }
