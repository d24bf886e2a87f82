"""Serving: on this machine alone, on a database brought up to date, with the demonstration if wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine

from recruit.db.schema import is_current
from recruit.web.toolkit import database
from tests.cli.command import outcome

Served = list[tuple[Flask, dict[str, Any]]]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Return what would have been served, and how: the server itself would never end."""
    found: Served = []
    monkeypatch.setenv("RECRUIT_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setattr("waitress.serve", lambda app, **how: found.append((app, how)))
    yield found
    for app, _ in found:
        with app.app_context():
            database.engine.dispose()


def test_it_serves_this_machine_alone_on_a_database_of_this_version(served: Served, tmp_path: Path) -> None:
    assert outcome("serve", "--port", "8123") == (
        0,
        "\nServing on http://127.0.0.1:8123 (stop with Ctrl-C)\n",
        "",
    )
    [(app, how)] = served
    assert (how["host"], how["port"]) == ("127.0.0.1", 8123)
    assert app.config["ORGANISATION"] == "Your council"
    engine = create_engine(f"sqlite:///{tmp_path / 'data' / 'recruit.sqlite'}")
    assert is_current(engine)
    engine.dispose()


def test_a_demonstration_says_on_every_page_that_its_council_is_invented(served: Served) -> None:
    status, text, faults = outcome("serve", "--demo")
    assert (status, faults) == (0, "")
    assert text.endswith("\n\nServing on http://127.0.0.1:8000 (stop with Ctrl-C)\n")
    [(app, _)] = served
    assert app.config["ORGANISATION"] == "Anyborough Council (invented)"
    assert "Anyborough Council (invented)" in app.test_client().get("/sign-in").text


def test_a_demonstration_beside_somebody_else_is_refused(served: Served) -> None:
    outcome("admin", "create", "--email", "moira.kent@anyborough.example", "--name", "Moira Kent")
    status, _, faults = outcome("serve", "--demo")
    assert (status, served) == (1, [])
    assert faults.startswith("recruit: this database holds an organisation already")
