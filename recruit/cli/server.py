"""Starts the web application: its database brought up to date, the demonstration loaded if wanted."""

from __future__ import annotations

from dataclasses import replace

import waitress

from recruit.app import create_app, database_url
from recruit.cli.demonstration import say_demonstration
from recruit.cli.outcome import say
from recruit.db.schema import upgrade
from recruit.documents.invented import COUNCIL
from recruit.settings import load_settings

_CONNECTIONS = 1000
"""Connections kept open at once: with waitress's own 100, two hundred members wait for each other."""


def start(*, port: int, demo: bool) -> None:
    """Serve until it is stopped, on 127.0.0.1 alone."""
    settings = load_settings()
    if demo:  # every page then says that the council is invented
        settings = replace(settings, organisation=COUNCIL)
    upgrade(database_url(settings))
    app = create_app(settings)
    if demo:
        say_demonstration(app)
    say(f"\nServing on http://127.0.0.1:{port} (stop with Ctrl-C)")
    waitress.serve(
        app, host="127.0.0.1", port=port, threads=8, connection_limit=_CONNECTIONS, ident=None, _quiet=True
    )
