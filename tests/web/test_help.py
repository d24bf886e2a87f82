"""The organisation's own help: there for everybody, true to the pages, every link leading somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recruit.paths import bundled
from tests.people import FARAH, MOIRA, RUTH, SIAN
from tests.web.browsing import Page, words
from tests.web.conftest import Visit
from tests.world import World

GUIDES = {
    "recruiting-manager": "For recruiting managers",
    "panel-member": "For panel members and chairs",
    "hr": "For HR",
}
ABOUT = {"accessibility": "Accessibility", "privacy": "Privacy"}
NAMES = (*GUIDES, *ABOUT)
WEB = Path(__file__).parents[2] / "recruit" / "web"


def opened(visit: Visit, name: str = "") -> Page:
    return visit(None).open(f"/help/{name}" if name else "/help")


def test_the_first_page_leads_to_every_other(visit: Visit) -> None:
    page = opened(visit)
    leads = {href.partition("#")[0] for href in page.links.values()}
    assert (page.status, page.heading) == (200, "Help")
    assert leads == {f"/help/{name}" for name in NAMES}


@pytest.mark.parametrize(("name", "heading"), [*GUIDES.items(), *ABOUT.items()])
def test_a_page_says_where_one_is(visit: Visit, name: str, heading: str) -> None:
    page = opened(visit, name)
    assert (page.status, page.heading) == (200, heading)
    assert page.title == f"{heading} – Help – Anyborough Council (invented)"


@pytest.mark.parametrize("name", ["nothing", "Panel-Member", "index", "article.html"])
def test_another_name_is_no_page(visit: Visit, name: str) -> None:
    assert opened(visit, name).status == 404


@pytest.mark.parametrize("name", NAMES)
def test_the_contents_are_the_sections_in_their_order(visit: Visit, name: str) -> None:
    tree = opened(visit, name).tree
    contents = [(one.get("href"), words(one)) for one in tree.xpath("//main//nav[@aria-label='Contents']//a")]
    sections = [(f"#{one.get('id')}", words(one)) for one in tree.xpath("//main//h2[@id]")]
    assert contents == sections


@pytest.mark.parametrize("name", ["", *NAMES])
def test_every_link_leads_to_a_heading_that_is_there_once(visit: Visit, name: str) -> None:
    page = opened(visit, name)
    lost = []
    for href in page.links.values():
        path, _, anchor = href.partition("#")
        target = page.browser.open(path) if path else page
        found = target.tree.xpath("count(//*[@id=$id])", id=anchor) if anchor else 1
        lost += [href] if (target.status, found) != (200, 1) else []
    assert lost == []


@pytest.mark.parametrize("name", GUIDES)
def test_each_of_the_three_reads_the_rules_and_what_to_do_when_something_goes_wrong(
    visit: Visit, name: str
) -> None:
    ids = set(opened(visit, name).tree.xpath("//main//*[self::h2 or self::h3]/@id"))
    wanted = {"blindness", "sealing", "not-explored", "evidence", "decision", "figures"}
    wanted |= {"wrong", "faulty-question", "stood-down", "concern", "notes", "cannot-sign-in", "signed-out"}
    assert wanted - ids == set()


@pytest.mark.parametrize("name", GUIDES)
def test_buttons_and_links_are_called_as_on_the_pages(visit: Visit, name: str) -> None:
    named = {words(one) for one in opened(visit, name).tree.xpath("//main//p//strong|//main//li//strong")}
    pages = [one for one in (bundled("templates") / "pages").rglob("*.html") if one.parent.name != "help"]
    source = "\n".join(one.read_text("utf-8") for one in (*pages, *WEB.rglob("*.py")))
    said = {text for text in named if re.search(rf"[>}}\"]{re.escape(text)}[<\"]", source)}
    assert said == named != set()


def test_the_pages_name_the_organisation_and_say_that_it_must_complete_them(visit: Visit) -> None:
    for name in ABOUT:
        assert "Anyborough Council (invented) has still to complete this page" in opened(visit, name).text


@pytest.mark.parametrize(
    ("name", "menu"),
    [
        (RUTH, ["Vacancies", "Question bank", "Account", "Help"]),
        (FARAH, ["My interviews", "Account", "Help"]),
        (MOIRA, ["Vacancies", "Question bank", "People", "Account", "Help"]),
        (None, []),
    ],
)
def test_the_menu_holds_what_is_open_to_whoever_is_signed_in(
    world: World, visit: Visit, name: str | None, menu: list[str]
) -> None:
    world.ready()
    page = visit(name).open("/help")
    items = page.tree.xpath("//nav[@aria-label='Menu']//a")
    assert [words(one) for one in items] == menu
    assert {one.get("aria-current"): words(one) for one in items if one.get("aria-current")} == (
        {"page": "Help"} if menu else {}
    )


@pytest.mark.parametrize(
    ("name", "path", "current"),
    [
        (RUTH, "/vacancies", {"Vacancies": "page"}),
        (RUTH, "/rounds/{round}/candidates", {"Vacancies": "true"}),
        (RUTH, "/help/hr", {"Help": "true"}),
        (FARAH, "/", {"My interviews": "page"}),
        (FARAH, "/rounds/{round}/candidates/{candidate}/sheet/all", {"My interviews": "true"}),
        (RUTH, "/bank", {"Question bank": "page"}),
        (MOIRA, "/bank/coverage", {"Question bank": "true"}),
        (MOIRA, "/people", {"People": "page"}),
        (MOIRA, "/account", {"Account": "page"}),
        (MOIRA, "/no-such-page", {}),
    ],
)
def test_the_menu_marks_where_one_is(
    world: World, visit: Visit, name: str, path: str, current: dict[str, str]
) -> None:
    world.ready()
    page = visit(name).open(path.format(round=world.round, candidate=world.candidate(SIAN)))
    marked = page.tree.xpath("//nav[@aria-label='Menu']//a[@aria-current]")
    assert {words(one): one.get("aria-current") for one in marked} == current


def test_the_foot_of_a_page_leads_to_help_for_nobody_too(visit: Visit) -> None:
    found = visit(None).open("/sign-in").tree.xpath("//footer//a")
    assert {words(one): one.get("href") for one in found} == {
        "Accessibility": "/help/accessibility",
        "Privacy": "/help/privacy",
        "Help": "/help",
    }
