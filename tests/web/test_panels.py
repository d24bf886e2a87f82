"""The page of the panel."""

from __future__ import annotations

import pytest

from tests.people import CANDIDATES, FARAH, GARETH, MOIRA, NADIA, PANEL, RUTH, SIAN, email_of
from tests.web.browsing import Page
from tests.web.conftest import Visit
from tests.world import World


@pytest.fixture
def page(visit: Visit, world: World) -> Page:
    return visit(RUTH).open(f"/rounds/{world.round}/panel")


def members(page: Page) -> list[list[str]]:
    """Return name and e-mail, part and state of each member."""
    return [row[:3] for row in page.table("Members")[1:]]


def invite(page: Page, name: str, *, chairs: bool = False, sits_in: bool = False) -> Page:
    page.fill("Name", name).fill("E-mail address", email_of(name))
    if sits_in:
        page.choose("Takes part without scoring", within="Part in the panel")
    if chairs:
        page.choose("Chairs the panel")
    return page.press("Invite to the panel")


def test_an_empty_panel_says_what_to_do_next(page: Page) -> None:
    assert (page.heading, page.tables) == ("Panel", [])
    assert "Nobody is on the panel yet. Invite three members who score" in page.text


def test_members_are_invited_and_the_advice_grows_with_them(page: Page) -> None:
    page = invite(page, GARETH)
    assert page.notices == [f"{GARETH} is invited, and gets an e-mail"]
    page = invite(page, "Zofia Wiśniewska", sits_in=True)
    assert members(page) == [
        [f"{GARETH} {email_of(GARETH)}", "Chair, scores", "Joined"],
        [f"Zofia Wiśniewska {email_of('Zofia Wiśniewska')}", "Sits in", "Invitation pending"],
    ]
    assert "One member scores. The reliability of one person’s scores is 0.44" in page.text


def test_an_invitation_can_be_sent_again(page: Page) -> None:
    page = invite(page, "Zofia Wiśniewska")
    page = page.press("Invite again Zofia Wiśniewska")
    assert page.notices == [
        "Zofia Wiśniewska is invited again; the code of the earlier e-mail no longer works"
    ]


def test_who_is_there_already_is_refused_with_the_form_as_it_was(page: Page) -> None:
    page = invite(page, GARETH)
    page = page.fill("Name", "Gareth").fill("E-mail address", email_of(GARETH)).press("Invite to the panel")
    assert page.errors == [f"{GARETH} is on this panel already, under this address"]
    assert (page.value("Name"), page.value("E-mail address")) == ("Gareth", email_of(GARETH))


def test_an_empty_form_says_what_is_needed(page: Page) -> None:
    assert page.press("Invite to the panel").errors == ["Enter the name", "Enter the e-mail address"]


def test_the_manager_takes_a_seat_of_their_own(page: Page) -> None:
    page = page.press("Add me to this panel")
    assert members(page) == [[f"{RUTH} {email_of(RUTH)}", "Chair, scores", "Joined"]]
    assert "Add me to this panel" not in page.buttons


def test_a_chair_is_named_with_one_button(page: Page, world: World) -> None:
    world.seat(*PANEL, chair=GARETH)
    page = page.browser.open(page.url).press(f"Name as chair {FARAH}")
    assert [row[1] for row in members(page)] == ["Scores", "Chair, scores", "Scores"]


def test_removing_asks_first(page: Page, world: World) -> None:
    world.ready()
    page = page.browser.open(page.url).follow(f"Remove {FARAH}")
    assert page.heading == f"Remove {FARAH} from the panel?"
    page = page.press("Remove from the panel")
    assert [row[0] for row in members(page)] == [f"{name} {email_of(name)}" for name in (GARETH, NADIA)]
    assert "with a third it would be 0.70" in page.text


def test_the_chair_is_told_to_hand_over_first(page: Page, world: World) -> None:
    world.ready()
    page = page.browser.open(page.url).follow(f"Remove {GARETH}")
    assert (page.buttons, "Name another chair first, then remove them" in page.text) == ([], True)
    page = page.browser.open(f"/rounds/{world.round}/panel").follow(f"Stand down {GARETH}")
    assert (page.buttons, "Name another chair first, then stand them down" in page.text) == ([], True)


def test_standing_down_says_what_it_means_and_needs_a_reason(page: Page, world: World) -> None:
    world.ready().score(FARAH, SIAN)
    page = page.browser.open(page.url)
    assert f"Remove {FARAH}" not in page.links
    page = page.follow(f"Stand down {FARAH}").press("Stand down")
    assert page.errors == ["Say why they stand down"]
    page = page.fill("Why do they stand down?", "Knows a candidate.").press("Stand down")
    assert page.notices == [f"{FARAH} is stood down"]
    assert members(page)[1][2] == "Stood down 14 January 2027, 10am: Knows a candidate."


def test_after_the_issue_the_page_says_that_changes_stay_in_the_record(page: Page, world: World) -> None:
    assert "in the record" not in page.text.replace("stand in the record", "")
    world.ready()
    assert "A panel is fixed before the first score." in page.browser.open(page.url).text


def test_once_moderation_is_open_only_the_chair_can_change(page: Page, world: World) -> None:
    world.released()
    page = page.browser.open(page.url)
    assert page.buttons == [f"Name as chair {name}" for name in PANEL[1:]]
    assert "the panel stays as it is" in page.text


def test_hr_reads_the_panel(visit: Visit, world: World) -> None:
    world.ready()
    page = visit(MOIRA).open(f"/rounds/{world.round}/panel")
    assert (page.status, len(members(page)), page.buttons) == (200, 3, [])
    assert page.table("Members")[0] == ["Name and e-mail", "Part", "State"]


def test_what_members_draft_changes_nothing_but_that_scoring_has_begun(page: Page, world: World) -> None:
    world.ready().score(FARAH, SIAN, value=1)
    before = page.browser.open(page.url).text
    for member in PANEL:
        for candidate in CANDIDATES:
            world.score(member, candidate, value=5)
    assert page.browser.open(page.url).text == before
