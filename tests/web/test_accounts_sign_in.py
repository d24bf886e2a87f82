"""Signing in and out in the browser: the cookie, its rotation, and what is said to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from recruit.web.accounts.sign_in import COOKIE_KEY
from tests.clock import Clock
from tests.db.queries import counted_queries, writes
from tests.people import GARETH, MOIRA, RUTH, SIAN, email_of
from tests.services.accounts_in_use import ANOTHER, PASSWORD, Accounts
from tests.web.browsing import Browser, Page
from tests.web.conftest import Visit
from tests.world import World

WRONG = "That e-mail address and password do not match, or the account cannot sign in"
pytestmark = pytest.mark.usefixtures("accounts")


@pytest.fixture
def accounts(world: World) -> Accounts:
    found = Accounts(world.session, world.clock)
    for name in (RUTH, GARETH, MOIRA):
        found.give_password(name)
    return found


def sign_in(browser: Browser, email: str, password: str = PASSWORD, *, at: str = "/sign-in") -> Page:
    page = browser.open(at)
    page.fill("E-mail address", email).fill("Password", password)
    return page.press("Sign in")


def cookie(browser: Browser) -> Mapping[str, Any]:
    with browser.client.session_transaction() as found:
        return dict(found)


def raw_cookie(browser: Browser) -> str:
    found = browser.client.get_cookie("recruit")
    assert found is not None
    return found.value


def with_cookie(app: Flask, value: str) -> Browser:
    browser = Browser(app.test_client())
    browser.client.set_cookie("recruit", value)
    return browser


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").heading == "Your account"


def test_the_page_says_where_one_is_and_helps_password_managers(visit: Visit) -> None:
    page = visit(None).open("/sign-in")
    assert page.title == "Sign in – Anyborough Council (invented)"
    inputs = {one.get("name"): one.get("autocomplete") for one in page.tree.xpath("//main//input")}
    assert (inputs["email"], inputs["password"]) == ("username", "current-password")


def test_somebody_signs_in_and_out(visit: Visit) -> None:
    browser = visit(None)
    sign_in(browser, email_of(MOIRA))
    assert is_signed_in(browser)
    out = browser.open("/account").press("Sign out")
    assert (out.heading, out.notices) == ("Sign in", ["You have signed out"])
    assert not is_signed_in(browser)


def test_a_page_that_was_wanted_is_opened_after_signing_in(visit: Visit) -> None:
    page = visit(None).open("/people")
    assert page.heading == "Sign in"
    page.fill("E-mail address", email_of(MOIRA)).fill("Password", PASSWORD)
    assert page.press("Sign in").heading == "People"


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example", "//elsewhere.example", "/%5Celsewhere.example"]
)
def test_no_other_site_is_opened_after_signing_in(visit: Visit, elsewhere: str) -> None:
    browser = visit(None)
    token = browser.token()
    fields = {"csrf_token": token, "email": email_of(MOIRA), "password": PASSWORD}
    answer = browser.client.post(f"/sign-in?next={elsewhere}", data=fields)
    assert (answer.status_code, answer.location) == (303, "/")


def test_unknown_wrong_and_disabled_are_answered_alike(accounts: Accounts, visit: Visit) -> None:
    accounts.disable(GARETH)
    pages = [
        sign_in(visit(None), "nobody@anyborough.example"),
        sign_in(visit(None), email_of(RUTH), ANOTHER),
        sign_in(visit(None), email_of(GARETH)),
    ]
    bodies = {re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page.source) for page in pages}
    assert [page.errors for page in pages] == [[WRONG]] * 3
    assert (len(bodies), {page.status for page in pages}) == (1, {200})
    assert pages[0].title == "Error: Sign in – Anyborough Council (invented)"


def test_a_password_is_never_shown_again(visit: Visit) -> None:
    page = sign_in(visit(None), email_of(RUTH), "wrong-lamp-tulip")
    assert "wrong-lamp-tulip" not in page.source
    assert page.value("E-mail address") == email_of(RUTH)


def test_what_is_left_empty_is_said(visit: Visit) -> None:
    page = visit(None).open("/sign-in").press("Sign in")
    assert page.errors == ["Enter an e-mail address", "Enter your password"]


def test_the_eleventh_try_is_told_when_to_come_back(visit: Visit) -> None:
    browser = visit(None)
    said = [sign_in(browser, email_of(RUTH), ANOTHER).errors for _ in range(11)]
    assert said == [[WRONG]] * 10 + [["Too many tries. Wait 15 minutes, then try again"]]
    assert sign_in(browser, email_of(RUTH)).errors == said[-1]


def test_signing_in_gives_a_new_session_and_a_new_token(visit: Visit) -> None:
    browser = visit(None)
    browser.open("/sign-in")
    before, token = cookie(browser), browser.token()
    sign_in(browser, email_of(RUTH))
    after = cookie(browser)
    assert COOKIE_KEY not in before
    assert after[COOKIE_KEY] != before.get(COOKIE_KEY)
    assert after.get("csrf_token") != before["csrf_token"]
    answer = browser.client.post("/account", data={"csrf_token": token, "name": "X"})
    assert answer.status_code == 400


def test_an_old_cookie_never_works_after_signing_in_again(app: Flask, visit: Visit) -> None:
    browser = visit(None)
    sign_in(browser, email_of(RUTH))
    old = raw_cookie(browser)
    token = browser.token()
    browser.client.post("/sign-in", data={"csrf_token": token, "email": email_of(RUTH), "password": PASSWORD})
    assert is_signed_in(browser)
    assert not is_signed_in(with_cookie(app, old))


def test_an_old_cookie_never_works_after_signing_out(app: Flask, visit: Visit) -> None:
    browser = visit(None)
    sign_in(browser, email_of(RUTH))
    old = raw_cookie(browser)
    browser.open("/account").press("Sign out")
    assert not is_signed_in(with_cookie(app, old))


def test_an_old_cookie_never_works_after_a_new_password(app: Flask, visit: Visit) -> None:
    browser, elsewhere = visit(None), visit(None)
    sign_in(browser, email_of(RUTH))
    sign_in(elsewhere, email_of(RUTH))
    old = raw_cookie(browser)
    page = browser.open("/account").fill("Current password", PASSWORD).fill("New password", ANOTHER)
    page.press("Change password")
    assert [is_signed_in(one) for one in (browser, elsewhere, with_cookie(app, old))] == [True, False, False]


def test_an_old_cookie_never_works_after_disabling_and_enabling(visit: Visit) -> None:
    browser = visit(None)
    sign_in(browser, email_of(RUTH))
    people = visit(MOIRA).open("/people")
    people.follow(f"Disable {RUTH}").press("Disable account")
    assert not is_signed_in(browser)
    visit(MOIRA).open("/people").press(f"Enable {RUTH}")
    assert not is_signed_in(browser)


def test_a_cookie_that_nobody_signed_is_nobodys(app: Flask, visit: Visit) -> None:
    browser = visit(RUTH)
    good = raw_cookie(browser)
    assert is_signed_in(with_cookie(app, good))
    for bad in (good[:-1], f"x{good}", good.split(".")[0], "", "é"):
        assert not is_signed_in(with_cookie(app, bad))


def test_30_minutes_without_a_request_end_a_session_and_the_page_says_so(visit: Visit, clock: Clock) -> None:
    browser = visit(RUTH)
    clock.move(minutes=29)
    assert is_signed_in(browser)
    clock.move(minutes=30)
    page = browser.open("/account")
    assert page.heading == "Sign in"
    assert "You were signed out" in page.text
    assert "You were signed out" not in visit(None).open("/sign-in").text


def test_30_minutes_after_leaving_a_score_sheet_the_session_has_ended(
    visit: Visit, world: World, clock: Clock
) -> None:
    world.ready()
    browser = visit(GARETH)
    browser.open(f"/rounds/{world.round}/candidates/{world.candidate(SIAN)}/sheet/1")
    clock.move(seconds=20)
    browser.open("/interviews")
    clock.move(minutes=30)
    assert not is_signed_in(browser)


def test_12_hours_end_a_session_that_is_in_use(visit: Visit, clock: Clock) -> None:
    browser = visit(RUTH)
    seen = []
    for _ in range(37):
        clock.move(minutes=20)
        seen.append(is_signed_in(browser))
    assert seen == [True] * 35 + [False] * 2


def test_a_page_asks_who_is_signed_in_with_one_query_and_writes_once_a_minute(
    visit: Visit, clock: Clock, engine: Engine
) -> None:
    browser = visit(RUTH)
    with counted_queries(engine) as fresh:
        browser.client.get("/no-such-page")
    clock.move(minutes=1)
    with counted_queries(engine) as due:
        browser.client.get("/no-such-page")
        browser.client.get("/no-such-page")
    assert (len(fresh), len(writes(fresh))) == (1, 0)
    assert (len(due), len(writes(due))) == (3, 1)


def test_files_are_served_without_asking_who_is_signed_in(visit: Visit, engine: Engine) -> None:
    browser = visit(RUTH)
    with counted_queries(engine) as queries:
        for url in ("/static/recruit.css", "/brand.css"):
            with browser.client.get(url) as answer:
                assert answer.status_code == 200
    assert len(queries) == 0


def test_pages_can_be_read_while_the_database_takes_no_writes(
    visit: Visit, clock: Clock, engine: Engine
) -> None:
    browser = visit(RUTH)
    clock.move(minutes=5)

    def read_only(connection: Any, _: Any) -> None:
        connection.execute("pragma query_only = on")

    event.listen(engine, "connect", read_only)
    engine.dispose()
    assert is_signed_in(browser)


def test_the_cookie_holds_no_name_and_is_kept_from_scripts(visit: Visit) -> None:
    browser = visit(None)
    token = browser.token()
    answer = browser.client.post(
        "/sign-in", data={"csrf_token": token, "email": email_of(RUTH), "password": PASSWORD}
    )
    header = answer.headers["Set-Cookie"]
    assert [part.strip() for part in header.split(";")[1:]] == ["HttpOnly", "Path=/", "SameSite=Lax"]
    assert set(cookie(browser)) - {"csrf_token"} == {COOKIE_KEY}
