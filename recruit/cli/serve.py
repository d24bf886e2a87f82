"""The command that serves the web application."""

from __future__ import annotations

import click


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option("--demo", is_flag=True, help="Load invented people and vacancies into an empty database.")
def serve(port: int, demo: bool) -> None:
    """Serve the web application on this machine alone, at 127.0.0.1.

    Brings the database to the schema of this version first. To serve a council, put a web
    server with HTTPS in front.

    \b
    Example:
      recruit serve --port 8000
    """
    # The web application is slow to load, and no other command needs it.
    from recruit.cli.server import start  # noqa: PLC0415 (as said above)

    start(port=port, demo=demo)
