"""The help in a real browser, on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import unclear, violations
from tests.browser.conftest import Enter
from tests.web.test_help import NAMES

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_can_be_used_by_everybody(enter: Enter, width: int) -> None:
    page = enter(None, "/help", viewport={"width": width, "height": 900})
    found = {}
    for path in ("/help", *(f"/help/{name}" for name in NAMES)):
        page.goto(path)
        found[path] = (page.evaluate(SIDEWAYS), violations(page), unclear(page))
    assert found == dict.fromkeys(found, (0, [], []))


def test_the_contents_lead_to_their_section_by_keyboard(enter: Enter) -> None:
    page = enter(None, "/help/panel-member", java_script_enabled=False)
    page.get_by_role("link", name="When something goes wrong").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="When something goes wrong")).to_be_in_viewport()
