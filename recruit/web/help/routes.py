"""Routes of the help pages: the same for everybody, signed in or not."""

from __future__ import annotations

from flask import Blueprint, render_template

help_pages = Blueprint("help", __name__)


@help_pages.get("/help")
def index() -> str:
    """Say where help is, for whom, and where frequent questions are answered."""
    return render_template("help/index.html")


@help_pages.get("/help/<any('recruiting-manager', 'panel-member', hr, accessibility, privacy):name>")
def page(name: str) -> str:
    """Show a help page; any other name is no address."""
    return render_template(f"help/{name}.html")
