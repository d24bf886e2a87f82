"""The application and the commands open one and the same database, however its place was given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url

from recruit.app import create_app, database_url
from recruit.db.schema import upgrade
from recruit.settings import Settings
from recruit.web.toolkit import database
from tests.cast import full_bank


@pytest.mark.parametrize("given", [None, "sqlite:///council.sqlite"])
def test_a_place_without_a_root_counts_from_the_folder_that_we_run_in(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = replace(settings, data_folder=Path("kept"), database=given)
    upgrade(database_url(settings))
    app = create_app(settings, bank=full_bank(), config={"TESTING": True})
    assert app.test_client().get("/health").status_code == 200
    with app.app_context():
        opened = Path(str(database.engine.url.database))
        database.engine.dispose()
    assert opened == tmp_path / ("council.sqlite" if given else "kept/recruit.sqlite")


def test_an_address_of_a_server_stays_as_it_was_given(settings: Settings) -> None:
    address = "postgresql+psycopg://recruit@localhost/recruit"
    assert database_url(replace(settings, database=address)) == make_url(address)
