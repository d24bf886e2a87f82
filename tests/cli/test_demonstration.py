"""What ``recruit serve --demo`` prints: who can sign in, the same on every start."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from recruit.app import create_app
from recruit.cli.demonstration import say_demonstration
from recruit.db.tables import Organisation
from recruit.domain.bank import QuestionBank
from recruit.paths import bundled
from recruit.services.demonstration import NoDemonstration, email_of
from recruit.services.sign_ins import sign_in
from recruit.settings import Settings
from recruit.web.accounts.passwords import PASSWORDS
from recruit.web.toolkit import database
from tests.clock import Clock
from tests.db.databases import copy_of
from tests.rows import Rows

FOLDER, FILE = "data", "demonstration.txt"


@pytest.fixture
def app(migrated_sqlite: Path, tmp_path: Path, clock: Clock, real_bank: QuestionBank) -> Iterator[Flask]:
    url = copy_of(migrated_sqlite, tmp_path / "recruit.sqlite")
    settings = Settings(
        organisation="Anyborough Council (invented)",
        marking="",
        word_templates=bundled("templates") / "word",
        question_bank=bundled("question_banks"),
        draw_seconds=60.0,
        data_folder=tmp_path / FOLDER,
        database=url.render_as_string(),
        secret_key="an invented key that signs nothing of worth",  # noqa: S106 (signs the tests' cookies)
        brand_colour="#1d4f8b",
        https=False,
    )
    made = create_app(settings, clock=clock, bank=real_bank, config={"TESTING": True})
    yield made
    with made.app_context():
        database.engine.dispose()


def test_every_start_prints_the_same_sign_ins(
    app: Flask, tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    say_demonstration(app)
    loading, _, said = capsys.readouterr().out.partition("\n")
    assert loading == "Loading the demonstration, which takes a few seconds..."
    lines = said.rstrip("\n").split("\n")
    assert lines[:-1] == [
        "Demonstration. Everybody in it is invented. Sign in as:",
        "  Recruiting manager  Oluwaseun Bello  oluwaseun.bello@anyborough.example",
        "  Panel member        Farah Siddiqui   farah.siddiqui@anyborough.example",
        "  HR                  Moira Kent       moira.kent@anyborough.example",
        "  Chair               Ruth Adeyemi     ruth.adeyemi@anyborough.example",
    ]
    password = re.fullmatch(r"Password of each: ([a-z]{4}(?:-[a-z]{4}){3})", lines[-1])
    assert password is not None
    say_demonstration(app)
    assert capsys.readouterr().out == said
    kept = tmp_path / FOLDER / FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with app.app_context():
        cookie = sign_in(
            database.session,
            email=email_of("Farah Siddiqui"),
            password=password[1],
            passwords=PASSWORDS,
            now=clock(),
        )
    assert len(cookie) > 20
    kept.unlink()
    say_demonstration(app)
    assert capsys.readouterr().out == (
        f"The demonstration is loaded. Its password is not in {kept}; reset it from the sign-in page.\n"
    )


def test_a_database_of_somebody_else_is_left_alone(app: Flask, tmp_path: Path, clock: Clock) -> None:
    with app.app_context(), Session(database.engine) as session:
        Rows(session).keep(Organisation(name="Otherborough Council", created_at=clock()))
    with pytest.raises(NoDemonstration):
        say_demonstration(app)
    assert (tmp_path / FOLDER / FILE).exists() is False
