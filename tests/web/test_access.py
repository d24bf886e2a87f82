"""Who reaches which page: every address, everybody, in every stage of a round."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import Base
from recruit.db.transactions import read_transaction
from recruit.web.access import ACCESS
from tests.clock import Clock
from tests.db.queries import counted_queries, writes
from tests.people import CANDIDATES, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, PANEL, RUTH, STRANGER
from tests.web.browsing import Browser, masked
from tests.web.conftest import Visit
from tests.web.routes import UNSAFE, Route, absent, parts_of, routes_of
from tests.world import World

PEOPLE = {
    "manager": RUTH,
    "hr": MOIRA,
    "chair": GARETH,
    "member": FARAH,
    "stood down": NADIA,
    "outsider": OUTSIDER,
    "stranger": STRANGER,
    "nobody": None,
}
EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"nobody"}
MANAGERS = frozenset({"manager", "outsider", "stranger"})
MANAGER = frozenset({"manager"})
OVERSEERS = frozenset({"manager", "hr"})
BOARD = OVERSEERS | {"chair"}
CHAIR = frozenset({"chair"})
PANEL_MEMBERS = frozenset({"chair", "member"})
SEATED = PANEL_MEMBERS | {"stood down"}

REACHES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("static", "brand_styles", "health", "help.index", "help.page"), EVERYBODY),
    **dict.fromkeys(("accounts.sign_in", "accounts.join", "accounts.forgotten", "accounts.reset"), EVERYBODY),
    **dict.fromkeys(
        ("home.home", "accounts.account", "accounts.sign_out", "accounts.change_password"), SIGNED_IN
    ),
    **dict.fromkeys(("accounts.people", "accounts.invite"), frozenset({"hr", "stranger"})),
    **dict.fromkeys(("accounts.disable", "accounts.enable"), frozenset({"hr"})),
    "vacancies.index": MANAGERS | {"hr"},
    "vacancies.new": MANAGERS,
    **dict.fromkeys(("vacancies.edit", "vacancies.add_round"), MANAGER),
    **dict.fromkeys(("vacancies.show", "packs.show", "packs.candidate_word"), OVERSEERS),
    **dict.fromkeys(
        [f"packs.{verb}" for verb in ("draw", "swap", "move", "leave_out", "issue", "withdraw", "strike")],
        MANAGER,
    ),
    "packs.panel_word": OVERSEERS | PANEL_MEMBERS,
    **dict.fromkeys(("panels.show", "candidates.show"), OVERSEERS),
    **dict.fromkeys(
        [
            f"panels.{verb}"
            for verb in ("invite", "join", "name_chair", "invite_again", "remove", "stand_down")
        ],
        MANAGER,
    ),
    **dict.fromkeys(
        [
            f"candidates.{verb}"
            for verb in ("add", "import_csv", "template", "edit", "move", "remove", "names")
        ],
        MANAGER,
    ),
    "candidates.interview": MANAGER | CHAIR,
    **dict.fromkeys(
        [f"question_bank.{page}" for page in ("index", "question", "item", "coverage", "level")],
        MANAGERS | {"hr"},
    ),
    **dict.fromkeys(
        [f"own_questions.{page}" for page in ("index", "sheet", "yaml", "bring_in")], MANAGERS | {"hr"}
    ),
    **dict.fromkeys(
        [
            f"own_questions.{verb}"
            for verb in ("version", "submit", "review", "send_back", "publish", "retire", "bring_back")
        ],
        frozenset({"manager", "outsider", "hr"}),
    ),
    "scoring.index": SEATED,
    **dict.fromkeys(
        [
            f"scoring.{verb}"
            for verb in (
                *("sheet", "autosave", "autosave_all", "whole_sheet"),
                *("check", "seal", "reopen", "amend"),
            )
        ],
        PANEL_MEMBERS,
    ),
    "moderation.board": BOARD,
    **dict.fromkeys(("moderation.open_moderation", "moderation.agree"), CHAIR),
    **dict.fromkeys([f"moderation.{page}" for page in ("grid", "candidate", "question")], BOARD | {"member"}),
    "decisions.index": BOARD,
    "decisions.decide": MANAGER | CHAIR,
    **dict.fromkeys([f"reports.{what}" for what in ("index", "word", "zip_file")], BOARD),
}

REACHES_A_DRAFT = {"packs.panel_word": OVERSEERS}
"""Who reaches a page of a pack that is not issued, where these are fewer."""

AUDITED = {"reports.word", "reports.zip_file"}
"""What is written down when it is only looked at."""


def drafted(world: World) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.add_candidates(*CANDIDATES)
    world.draft()


STAGES: Mapping[str, Callable[[World], object]] = {
    "drafted": drafted,
    "issued": World.ready,
    "scored": World.scored,
    "released": World.released,
}


@pytest.fixture
def browsers(app: Flask, visit: Visit, world: World) -> dict[str, Browser]:  # noqa: ARG001 (the world puts everybody into the database)
    """Return a browser for each of the people."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return {who: visit(name) for who, name in PEOPLE.items()}


def answer(browser: Browser, route: Route, parts: Mapping[str, object], **fields: str) -> str:
    """Return how a request was answered: ``reached``, ``not there``, ``sign in first`` or ``broken``."""
    with browser.client.open(route.filled(parts), method=route.method, data=fields) as response:
        status, leads_to = response.status_code, response.headers.get("Location", "")
    if status >= 500:
        return "broken"
    if status == 401 or leads_to.startswith("/sign-in?"):
        return "sign in first"
    return "not there" if status == 404 else "reached"


def wanted(route: Route, who: str, *, stage: str = "issued") -> str:
    fewer = REACHES_A_DRAFT if stage == "drafted" else {}
    if who in fewer.get(route.endpoint, REACHES[route.endpoint]):
        return "reached"
    return "sign in first" if who == "nobody" else "not there"


def kept(session: Session) -> dict[str, list[str]]:
    """Return every row but those that say who was last seen when."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != "sign_in"]
    with read_transaction(session):
        return {table.name: sorted(map(repr, session.execute(select(table)))) for table in tables}


def test_the_access_list_names_every_endpoint_and_no_other(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ACCESS) == set(REACHES)


@pytest.mark.parametrize("stage", STAGES)
def test_a_page_is_there_for_whom_it_is_meant_and_for_nobody_else(
    app: Flask, world: World, browsers: dict[str, Browser], stage: str
) -> None:
    STAGES[stage](world)
    world.stand_down(NADIA)
    parts = parts_of(world)
    strays = {
        (route.pattern, who): found
        for route in routes_of(app, "GET")
        for who, browser in browsers.items()
        if (found := answer(browser, route, parts)) != wanted(route, who, stage=stage)
    }
    assert strays == {}


def test_nobody_changes_what_is_not_theirs(app: Flask, world: World, browsers: dict[str, Browser]) -> None:
    world.ready().stand_down(NADIA)
    parts, before = parts_of(world), kept(world.session)
    tokens = {who: browser.token() for who, browser in browsers.items()}
    strays = {
        (route.pattern, who): found
        for route in routes_of(app, *UNSAFE)
        for who, browser in browsers.items()
        if who not in REACHES[route.endpoint]
        and (found := answer(browser, route, parts, csrf_token=tokens[who])) != wanted(route, who)
    }
    assert (strays, kept(world.session)) == ({}, before)


def test_whoever_may_change_something_is_answered(app: Flask, world: World, visit: Visit) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    strays = {}
    for route in routes_of(app, *UNSAFE):
        for who in sorted(REACHES[route.endpoint] - {"nobody"}):
            fresh = world.another(manager=RUTH).ready()
            fresh.stand_down(NADIA)
            browser = visit(PEOPLE[who])
            found = answer(browser, route, parts_of(fresh), csrf_token=browser.token())
            if found != "reached":
                strays[route.pattern, who] = found
    assert strays == {}


@pytest.mark.parametrize(("who", "whose"), [(RUTH, OUTSIDER), (OUTSIDER, OUTSIDER), (MOIRA, STRANGER)])
def test_what_is_anothers_and_what_is_not_there_answer_the_same(
    app: Flask, world: World, visit: Visit, who: str, whose: str
) -> None:
    other = world.ready() if who == whose else world.another(manager=whose).ready()
    theirs = parts_of(other)
    browser = visit(who)
    token = browser.token()
    unlike = []
    for route in routes_of(app, "GET", "POST"):
        ids = [name for name in route.arguments if name.endswith("_id") and name != "account_id"]
        if ids:
            found = [unmarked(browser, route, parts, token) for parts in (theirs, absent(theirs))]
            unlike += [route.pattern] if found[0] != found[1] or not found[0].startswith(b"404") else []
    assert unlike == []


@pytest.mark.parametrize("who", [RUTH, GARETH, FARAH, MOIRA])
def test_a_part_of_another_round_is_not_there_in_ones_own(
    app: Flask, world: World, visit: Visit, who: str
) -> None:
    other = parts_of(world.another().released())
    own = parts_of(world.released())
    browser = visit(who)
    token = browser.token()
    unlike = []
    for route in routes_of(app, "GET", "POST"):
        for name in {"member_id", "candidate_id"} & route.arguments:
            mixed = {**own, name: other[name]}
            found = [unmarked(browser, route, parts, token) for parts in (mixed, absent(own, name))]
            unlike += [route.pattern] if found[0] != found[1] or found[0][:3] not in (b"404", b"409") else []
    assert unlike == []


def unmarked(browser: Browser, route: Route, parts: Mapping[str, object], token: str) -> bytes:
    """Return an answer without what must differ: nonce, token, and the ids that were asked for."""
    data = {"csrf_token": token} if route.method != "GET" else None
    found = masked(browser.client.open(route.filled(parts), method=route.method, data=data))
    for name in route.arguments:
        found = found.replace(str(parts[name]).encode(), b"ID") if name.endswith("_id") else found
    return found


def test_opening_a_page_writes_who_was_last_seen_and_who_took_a_report_at_most(
    app: Flask, engine: Engine, world: World, browsers: dict[str, Browser]
) -> None:
    parts = parts_of(world.released())
    written = set()
    for route in routes_of(app, "GET"):
        for browser in browsers.values():
            with counted_queries(engine) as queries:
                answer(browser, route, parts)
            written |= {(route.endpoint, *one.split()[:3]) for one in writes(queries)}
    written -= {one for one in written if one[1:] == ("UPDATE", "sign_in", "SET")}
    assert written == {(endpoint, "INSERT", "INTO", "audit_event") for endpoint in AUDITED}


def test_a_minute_later_a_page_writes_who_was_last_seen_and_nothing_else(
    engine: Engine, world: World, visit: Visit, clock: Clock
) -> None:
    browser = visit(world.manager)
    clock.move(minutes=2)
    with counted_queries(engine) as queries:
        browser.open("/vacancies")
    assert [one.split()[:2] for one in writes(queries)] == [["UPDATE", "sign_in"]]


def test_a_form_without_a_token_of_its_own_session_is_refused(app: Flask, world: World, visit: Visit) -> None:
    parts, before = parts_of(world.ready()), kept(world.session)
    foreign = visit(RUTH).token()
    given: dict[str, dict[str, str]] = {
        "missing": {},
        "bad": {"csrf_token": "bad"},
        "foreign": {"csrf_token": foreign},
    }
    browsers = {name: visit(name) for name in (RUTH, MOIRA, GARETH, None)}
    strays = [
        (route.pattern, name, kind, status)
        for route in routes_of(app, *UNSAFE)
        for name, browser in browsers.items()
        for kind, fields in given.items()
        if (status := browser.client.post(route.filled(parts), data=fields).status_code) != 400
    ]
    assert (strays, kept(world.session)) == ([], before)
