"""A page that holds every component can be used by everybody: with faults, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, flash, g, render_template_string, request
from playwright.sync_api import Browser, Page, expect

from recruit.domain.people import Actor
from tests.browser.axe import violations
from tests.browser.serving import served
from tests.web.scratch import scratch_app, two_links
from tests.web.test_widgets import Sheet

SOURCE = (Path(__file__).parent / "every_component.html").read_text("utf-8")
WIDTHS = [320, 768, 1280]


def every_component() -> str:
    g.actor = Actor(account="a", organisation="o", name="Sam Okafor", grants=frozenset())
    form = Sheet()
    if request.method == "GET":
        flash("Score sheet sealed", "success")
        flash("Two members have not answered", "important")
    form.validate_on_submit()
    return render_template_string(SOURCE, form=form)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app: Flask = scratch_app(WTF_CSRF_ENABLED=False)
    app.jinja_env.globals["navigation"] = two_links
    app.add_url_rule("/", "page", every_component, methods=["GET", "POST"])
    with served(app) as address:
        yield address


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """Return the page in a window of each width; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert complaints == []


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_nothing_keeps_anybody_from_using_it(page: Page) -> None:
    page.get_by_label("Not explored").first.check()
    expect(page.get_by_label("Why was it not put?")).to_be_visible()
    assert violations(page) == []
    assert overflow(page) <= 0


def test_nothing_keeps_anybody_from_mending_faults(page: Page) -> None:
    page.get_by_role("button", name="Invite").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert page.title() == "Error: Everything – Team manager – Anytown & Sons Council"
    assert violations(page) == []
    assert overflow(page) <= 0
    page.get_by_role("link", name="Enter a title").click()
    expect(page.get_by_label("Title")).to_be_focused()
    page.get_by_role("link", name="Enter the day of the interviews").click()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()


def test_a_planted_fault_is_found(page: Page) -> None:
    page.evaluate("document.querySelector('label[for=title]').remove()")
    assert violations(page) == ["label-title-only: ['#title']", "label: ['#title']"]


def test_wide_tables_scroll_by_keyboard(page: Page) -> None:
    region = page.get_by_role("region", name="Scores by question and member")
    region.focus()
    expect(region).to_be_focused()
    hidden = int(region.evaluate("one => one.scrollWidth - one.clientWidth"))
    page.keyboard.press("ArrowRight")
    # Asked again and again by hand: a function that the page polls is forbidden by its policy.
    for _ in range(50):
        scrolled = region.evaluate("one => one.scrollLeft") > 0
        if scrolled:
            break
        page.wait_for_timeout(50)
    assert scrolled == (hidden > 0)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_everything_is_open_and_works(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    for name in ("Vacancies", "My interviews"):
        expect(page.get_by_role("navigation", name="Menu").get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_label("Why was it not put?")).to_be_visible()
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a title")
    context.close()
