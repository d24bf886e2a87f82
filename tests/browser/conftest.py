"""A real browser, and the application served to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import needed, options
from tests.browser.serving import served_as_in_use
from tests.web.conftest import (  # noqa: F401 (pytest finds fixtures by their names here)
    Visit,
    app,
    database_url,
    engine,
    settings,
    visit,
)

Enter = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser; each test opens contexts of its own in it."""
    chromium = needed()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=options())
        yield launched
        launched.close()


@pytest.fixture
def live_app(app: Flask) -> Iterator[str]:  # noqa: F811 (the fixture of that name)
    """Return the address of the application as it is served in use, without a slash at its end."""
    with served_as_in_use(app) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, live_app: str, visit: Visit) -> Iterator[Enter]:  # noqa: F811 (the fixture of that name)
    """Return what opens a page in a context of its own, with one of the cast signed in, or nobody.

    ``enter(RUTH, "/vacancies")``; what else is given goes to Playwright's ``new_context``.
    """
    contexts = []

    def entered(name: str | None, path: str = "/", **how: Any) -> Page:
        context = browser.new_context(base_url=live_app, **how)
        contexts.append(context)
        if cookie := visit(name).client.get_cookie("recruit") if name else None:
            context.add_cookies([{"name": "recruit", "value": cookie.value, "url": live_app}])
        page = context.new_page()
        page.goto(path)
        return page

    yield entered
    for context in contexts:
        context.close()
