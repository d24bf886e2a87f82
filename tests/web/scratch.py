"""A small app with our pages and nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Flask, flash, g, render_template_string
from flask_wtf import CSRFProtect

from recruit.web.pages import Link, configure_pages
from recruit.web.responses import install_responses


def scratch_app(**config: Any) -> Flask:
    """Return an app whose pages are ours, without database or roles."""
    app = Flask("recruit", static_folder="static")
    app.config.update(SECRET_KEY="only-for-tests" * 4, ORGANISATION="Anytown & Sons Council", **config)
    CSRFProtect(app)
    configure_pages(app)
    install_responses(app, https=False)
    return app


def add_page(app: Flask, path: str, source: str, *, signed_in: str = "", **context: Any) -> None:
    """Serve a page that is written in a test; ``flashes`` of the context are flashed first."""

    def page() -> str:
        if signed_in:
            g.actor = SimpleNamespace(name=signed_in)
        for category, text in context.get("flashes", ()):
            flash(text, category)
        return render_template_string(source, **context)

    app.add_url_rule(path, path.replace("/", "_"), page, methods=["GET", "POST"])


def two_links() -> list[Link]:
    """Return a navigation of two pages, the first in view."""
    return [Link("My interviews", "/interviews", current=True), Link("Vacancies", "/vacancies")]
