"""The frame round every page: the menu of whoever is signed in, the way home, the links at the foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, g, request, url_for

from recruit.domain.people import Actor
from recruit.web.access import ACCESS, allows
from recruit.web.pages import Link

_OF_A_ROUND = frozenset({"packs", "candidates", "moderation", "decisions", "reports"})


@dataclass(frozen=True, slots=True)
class _Section:
    """A link of the menu; ``covers`` names the features and endpoints whose pages belong to it."""

    text: str
    endpoint: str
    covers: frozenset[str]


# Pages of a round belong to the last section that covers them and that the person has: to
# "Vacancies" for those who prepare or oversee, to "My interviews" for everybody else.
_SECTIONS = (
    _Section("My interviews", "scoring.index", _OF_A_ROUND | {"scoring"}),
    _Section("Vacancies", "vacancies.index", _OF_A_ROUND | {"vacancies", "panels"}),
    _Section("Question bank", "question_bank.index", frozenset({"question_bank", "own_questions"})),
    _Section("People", "accounts.people", frozenset({"accounts.invite", "accounts.disable"})),
    _Section("Account", "accounts.account", frozenset({"accounts.change_password"})),
    _Section("Help", "help.index", frozenset({"help"})),
)


def install_frame(app: Flask) -> None:
    """Give every page its menu and its links. Call it after ``configure_pages``."""
    names: dict[str, Callable[..., Any]] = {
        "navigation": navigation,
        "address_of": address_of,
        "home_href": lambda: address_of("home.home"),
        "sign_out_href": lambda: address_of("accounts.sign_out"),
        "footer_links": footer_links,
    }
    app.jinja_env.globals.update(names)


def navigation() -> list[Link]:
    """Return the menu: what the access list opens to whoever is signed in; nothing for nobody."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        return []
    theirs = [section for section in _SECTIONS if allows(ACCESS[section.endpoint], actor)]
    here = next((section for section in reversed(theirs) if _covers(section)), None)
    return [
        Link(
            section.text,
            address_of(section.endpoint),
            current=section.endpoint == request.endpoint,
            active=section is here,
        )
        for section in theirs
    ]


def footer_links() -> tuple[Link, ...]:
    """Return the links at the foot, the same for everybody."""
    return _footer_links(request.script_root)


def address_of(endpoint: str) -> str:
    """Return the address of a page that is there once, without a value in its address."""
    return _address_of(endpoint, request.script_root)


# A page has a dozen such addresses, and making them takes longer than looking up who is signed in.
@lru_cache(maxsize=64)
def _address_of(endpoint: str, _script_root: str) -> str:
    return url_for(endpoint)


@lru_cache(maxsize=4)
def _footer_links(_script_root: str) -> tuple[Link, ...]:
    return (
        Link("Accessibility", url_for("help.page", name="accessibility")),
        Link("Privacy", url_for("help.page", name="privacy")),
        Link("Help", url_for("help.index")),
    )


def _covers(section: _Section) -> bool:
    return request.endpoint in {section.endpoint, *section.covers} or request.blueprint in section.covers
