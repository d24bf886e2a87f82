"""The application with the cast in its database, and browsers signed in as each of them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from recruit.app import create_app
from recruit.db.tables import SignIn
from recruit.paths import bundled
from recruit.settings import Settings
from recruit.web.accounts.sign_in import COOKIE_KEY
from recruit.web.toolkit import database as database_of_the_app
from tests.cast import full_bank
from tests.clock import Clock
from tests.people import id_of
from tests.rows import Rows
from tests.web.browsing import Browser

Visit = Callable[[str | None], Browser]


@pytest.fixture
def database_url(sqlite_url: URL) -> URL:
    """Return the address of an SQLite database: the services are tested on both, pages on one."""
    return sqlite_url


@pytest.fixture
def settings(tmp_path: Path, database_url: URL) -> Settings:
    return Settings(
        organisation="Anyborough Council (invented)",
        marking="Official-Sensitive: Personal",
        word_templates=bundled("templates") / "word",
        question_bank=bundled("question_banks"),
        draw_seconds=60.0,
        data_folder=tmp_path / "data",
        database=database_url.render_as_string(hide_password=False),
        secret_key="an invented key that signs nothing of worth",  # noqa: S106 (signs the tests' cookies)
        brand_colour="#1d4f8b",
        https=False,
    )


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    """Return the application on the test's database, with its clock and the invented bank."""
    made = create_app(settings, clock=clock, bank=full_bank(), config={"TESTING": True})
    yield made
    with made.app_context():
        database_of_the_app.engine.dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    """Return the engine that the application uses, for ``counted_queries``."""
    with app.app_context():
        return database_of_the_app.engine


@pytest.fixture
def visit(app: Flask, session: Session, clock: Clock) -> Visit:
    """Return what gives a browser in which one of the cast is signed in, or nobody."""

    def signed_in(name: str | None) -> Browser:
        browser = Browser(app.test_client())
        if name is not None:
            key = secrets.token_urlsafe(16)
            with browser.client.session_transaction() as cookie:
                cookie[COOKIE_KEY] = key
            digest = hashlib.sha256(key.encode()).hexdigest()
            row = SignIn(id_hash=digest, account_id=id_of(name), began_at=clock(), seen_at=clock())
            Rows(session).keep(row)
        return browser

    return signed_in
