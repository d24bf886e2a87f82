"""Every page for whom it is meant: on a phone, on a desk, without scripts, with faults, by keyboard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import Enter
from tests.browser.looking import Looked, stops, tabbed
from tests.people import CANDIDATES, FARAH, GARETH, MOIRA, PANEL, RUTH, SIAN
from tests.web.conftest import Visit
from tests.web.routes import Route, parts_of, routes_of
from tests.world import World

PHONE: Mapping[str, Any] = {"viewport": {"width": 320, "height": 900}}
"""As narrow as a desk of 1280 pixels is at 400 % zoom (WCAG 2.2, 1.4.10)."""
DESK: Mapping[str, Any] = {"viewport": {"width": 1280, "height": 900}}
NO_SCRIPTS: Mapping[str, Any] = {**PHONE, "java_script_enabled": False}
WAYS: Mapping[str, Mapping[str, Any]] = {
    "on a phone": PHONE,
    "on a desk": DESK,
    "without scripts": NO_SCRIPTS,
}
NO_PAGE = frozenset(
    {
        *("static", "brand_styles", "health", "home.home", "candidates.template"),
        *("own_questions.sheet", "own_questions.yaml"),
        *("packs.panel_word", "packs.candidate_word", "reports.word", "reports.zip_file"),
    }
)
"""What a GET answers with something else than a page of its own."""

FOR: Mapping[str, str | None] = {
    **dict.fromkeys(("accounts.sign_in", "accounts.join", "accounts.forgotten", "accounts.reset")),
    **dict.fromkeys(("accounts.people", "accounts.disable"), MOIRA),
    **dict.fromkeys(
        ("candidates.interview", "moderation.open_moderation", "decisions.decide", "moderation.question"),
        GARETH,
    ),
}
"""Whom a page is looked at as, where it is not the panel member for her own, nor the manager for all else."""

FORMS: Mapping[str, Mapping[str, str]] = {
    "nothing": {
        "accounts.sign_in": "Sign in",
        "accounts.join": "Join",
        "accounts.forgotten": "Send a code",
        "accounts.reset": "Change password",
        "accounts.account": "Change password",
        "accounts.people": "Invite",
        "vacancies.new": "Open the vacancy",
        "vacancies.edit": "Save the changes",
        "vacancies.add_round": "Add the round",
        "packs.show": "Draw the pack",
        "panels.show": "Invite to the panel",
        "candidates.show": "Add the candidate",
        "own_questions.bring_in": "Bring in the questions",
        "own_questions.retire": "Retire the question",
    },
    "preparing": {
        "packs.show": "Draw the pack again",
        "candidates.edit": "Save the changes",
        "candidates.import_csv": "Add the candidates",
    },
    "being scored": {
        "packs.strike": "Strike for every candidate",
        "panels.stand_down": "Stand down",
        "scoring.reopen": "Reopen",
    },
    "moderated": {
        "scoring.amend": "Amend the score",
        "moderation.question": "Record the agreed score",
        "decisions.decide": "Record the decision",
    },
}
"""By stage: each page with a form that wants something, and the button that sends it."""


def preparing(world: World) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.add_candidates(*CANDIDATES)
    world.draft()


def being_scored(world: World) -> None:
    world.ready()
    for member in (GARETH, FARAH):
        world.score(member, SIAN)
    world.seal(FARAH, SIAN)
    world.score(FARAH, CANDIDATES[1], questions=world.questions()[:2])


def moderated(world: World) -> None:
    world.ready()
    for member in PANEL:
        for candidate in CANDIDATES:
            world.score(member, candidate, value=PANEL.index(member) + 2)
            world.seal(member, candidate)
    world.strike(world.questions()[1])
    world.release()
    world.agree(SIAN, world.questions()[0], 3)
    world.decide(SIAN, "recommended")


@dataclass(frozen=True)
class Stage:
    """A round brought somewhere, and the features whose pages look different there."""

    bring: Callable[[World], None]
    features: tuple[str, ...]


BEING_SCORED = ("packs", "panels", "candidates", "scoring", "moderation", "reports")
EMPTY = (
    "accounts",
    "vacancies",
    "packs",
    "panels",
    "candidates",
    "moderation.board",
    "question_bank",
    "own_questions",
)
STAGES: Mapping[str, Stage] = {
    "nothing": Stage(lambda _world: None, EMPTY),
    "preparing": Stage(preparing, ("packs", "panels", "candidates", "scoring")),
    "being scored": Stage(being_scored, BEING_SCORED),
    "moderated": Stage(moderated, ("scoring", "moderation", "decisions", "reports", "panels")),
}


def person_for(route: Route) -> str | None:
    if route.endpoint in FOR:
        return FOR[route.endpoint]
    return FARAH if route.endpoint.startswith(("scoring.", "accounts.")) else RUTH


def pages_of(app: Flask, *features: str) -> list[Route]:
    """Return what a GET answers with a page of its own, of these features."""
    return [
        route
        for route in routes_of(app, "GET")
        if route.endpoint not in NO_PAGE and route.endpoint.startswith(features)
    ]


def looked_at(enter: Enter, how: Mapping[str, Any]) -> Callable[[str | None], Looked]:
    """Return what gives a person's browser, opened on first use."""
    known: dict[str | None, Looked] = {}

    def of(name: str | None) -> Looked:
        if name not in known:
            known[name] = Looked(enter(name, "/help", **how))
        return known[name]

    return of


def brought(world: World, stage: str) -> Mapping[str, object]:
    """Bring a round to a stage, and return what stands in the addresses of its pages."""
    elsewhere = parts_of(world.another().ready())
    STAGES[stage].bring(world)
    if stage == "nothing":
        own = {"vacancy_id": world.vacancy, "round_id": world.round}
        return own | {
            name: elsewhere[name] for name in ("account_id", "key", "own", "number", "item", "level")
        }
    return parts_of(world)


def pages_at(app: Flask, stage: str, parts: Mapping[str, object]) -> list[Route]:
    routes = pages_of(app, *STAGES[stage].features)
    return [route for route in routes if route.arguments <= set(parts)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stage", STAGES)
def test_nothing_keeps_anybody_from_using_a_page(
    app: Flask, world: World, enter: Enter, stage: str, way: str
) -> None:
    parts = brought(world, stage)
    of, found = looked_at(enter, WAYS[way]), {}
    for route in pages_at(app, stage, parts):
        looked = of(person_for(route))
        looked.page.goto(route.filled(parts))
        found[route.pattern] = looked.faults(scripts=WAYS[way] is not NO_SCRIPTS)
    assert {pattern: faults for pattern, faults in found.items() if faults} == {}


@pytest.mark.parametrize("way", ["on a phone", "without scripts"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_form_that_was_not_taken_says_so_and_can_be_used(
    app: Flask, world: World, enter: Enter, stage: str, way: str
) -> None:
    parts = brought(world, stage)
    of, found = looked_at(enter, WAYS[way]), {}
    for route in pages_at(app, stage, parts):
        if button := FORMS[stage].get(route.endpoint):
            looked = of(person_for(route))
            looked.page.goto(route.filled(parts))
            steps.sends_nothing(looked.page, button)
            expect(looked.page.locator(".govuk-error-summary")).to_be_visible()
            scripts = WAYS[way] is not NO_SCRIPTS
            found[route.endpoint] = [*looked.faults(scripts=scripts), *unsaid_faults(looked.page)]
            found[route.endpoint] += unfocused(looked.page) if scripts else []
    assert found == {endpoint: [] for endpoint in FORMS[stage]}


def unsaid_faults(page: Page) -> list[str]:
    """Return what a page with errors should do for somebody who does not see them, and does not."""
    summary = page.locator(".govuk-error-summary")
    links = summary.get_by_role("link").evaluate_all("all => all.map(one => one.hash)")
    return [
        *([] if page.title().startswith("Error: ") else ["its title does not say that there are errors"]),
        *(f"{link} leads nowhere" for link in links if page.locator(link).count() != 1),
        *([] if links else ["no error leads to its control"]),
    ]


def unfocused(page: Page) -> list[str]:
    """Return a fault where the summary of errors is not gone to: only a script can do that."""
    summary = page.locator(".govuk-error-summary")
    return [] if summary.evaluate("one => one === document.activeElement") else ["the summary has no focus"]


def test_no_two_pages_have_the_same_title(app: Flask, world: World, visit: Visit) -> None:
    moderated(world)
    parts, titles = parts_of(world), defaultdict(set)
    for route in pages_of(app, ""):
        page = visit(person_for(route)).open(route.filled(parts))
        if page.status == 200:
            titles[page.title].add(page.url)
    assert {title: urls for title, urls in titles.items() if len(urls) > 1} == {}


@pytest.mark.parametrize("stage", STAGES)
def test_every_control_is_reached_by_keyboard_and_seen_to_be(
    app: Flask, world: World, enter: Enter, stage: str
) -> None:
    parts = dict(brought(world, stage))
    if "candidate_id" in parts:  # the last one's sheets are open while there is scoring
        parts["candidate_id"] = world.candidate(CANDIDATES[-1])
    of, found = looked_at(enter, DESK), {}
    for route in pages_at(app, stage, parts):
        page = of(person_for(route)).page
        page.goto(route.filled(parts))
        if urlsplit(page.url).path != route.filled(parts):
            continue  # it sent us on to a page that has its own turn
        there, reached = stops(page), tabbed(page)
        found[route.pattern] = {name for name in there if not reached.get(name)} | (set(reached) - there)
    assert {pattern: stray for pattern, stray in found.items() if stray} == {}
    assert len(found) > 3
