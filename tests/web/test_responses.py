"""What every response carries."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from recruit.domain.errors import NotNow
from tests.people import MOIRA
from tests.web.conftest import Visit
from tests.world import World

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-NONCE'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; font-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
}


@pytest.fixture
def visit_breaking(app: Flask, visit: Visit) -> Visit:
    """Return ``visit`` on an application with two pages that fail: by a rule, and by a fault of ours."""

    def not_now() -> str:
        raise NotNow("The round is released.")

    def fault() -> str:
        raise ZeroDivisionError

    for rule, view in {"/not-now": not_now, "/fault": fault}.items():
        app.add_url_rule(rule, view_func=view)
    # They stand in no access list, and would not be served.
    app.before_request_funcs[None] = [
        check for check in app.before_request_funcs[None] if "access" not in check.__module__
    ]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return visit


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/sign-in", 302),
        ("/help", 200),
        ("/people", 200),
        ("/no-such-page", 404),
        ("/not-now", 409),
        ("/fault", 500),
        ("/sign-out", 405),
    ],
)
def test_every_page_carries_the_headers(world: World, visit_breaking: Visit, url: str, status: int) -> None:
    world.ready()
    response = visit_breaking(MOIRA).client.get(url)
    found = {name: response.headers.get(name, "") for name in HEADERS}
    found["Content-Security-Policy"] = re.sub(
        r"nonce-[\w-]{16,}", "nonce-NONCE", found["Content-Security-Policy"]
    )
    assert (response.status_code, found) == (status, HEADERS)


@pytest.mark.parametrize(
    ("referrer", "leads"),
    [
        ("http://localhost/help", ["/help"]),
        ("http://localhost/not-now", []),
        ("http://localhost//elsewhere.example", []),
        ("http://elsewhere.example/help", []),
        ("", []),
    ],
)
def test_an_error_leads_back_to_the_page_of_ours_that_led_to_it(
    world: World, visit_breaking: Visit, referrer: str, leads: list[str]
) -> None:
    world.ready()
    response = visit_breaking(MOIRA).client.get("/not-now", headers={"Referer": referrer})
    links = html.document_fromstring(response.data).xpath("//main//a[normalize-space()='Go back']/@href")
    assert (response.status_code, links) == (409, leads)


def test_an_error_of_the_database_is_told_without_what_somebody_typed(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.execute(text("select :note from no_such_table"), {"note": "Said that the canary sang."})
    assert ("no_such_table" in str(caught.value), "canary" in str(caught.value)) == (True, False)
