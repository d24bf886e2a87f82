"""The application in a real browser, served as in use."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import unclear, violations
from tests.browser.conftest import Enter
from tests.people import FARAH, MOIRA, RUTH
from tests.world import World


@pytest.mark.parametrize(
    ("name", "heading"), [(RUTH, "Vacancies"), (MOIRA, "Vacancies"), (FARAH, "My interviews")]
)
def test_everybody_lands_on_the_page_that_is_theirs(
    world: World, enter: Enter, name: str, heading: str
) -> None:
    world.ready()
    page = enter(name)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert (violations(page), unclear(page)) == ([], [])


def test_nobody_is_asked_to_sign_in_and_without_scripts_too(enter: Enter) -> None:
    page = enter(None, "/vacancies", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
