"""The pages of vacancies, as a recruiting manager and HR go through them."""

from __future__ import annotations

import pytest

from recruit.domain.people import Role
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, NGUYEN, PANEL, RUTH, SIAN, ZOE
from tests.web.browsing import Page, words
from tests.web.conftest import Visit
from tests.world import World


def tasks(page: Page) -> dict[str, str]:
    """Return the tasks of the latest round, each with its status; hints are left out."""
    found: dict[str, str] = {}
    for item in page.tree.xpath("//main//ul[contains(@class, 'govuk-task-list')][1]/li"):
        name, status = item.xpath("./div")
        found[" ".join(name.xpath("string(./*[1])").split())] = " ".join(status.xpath("string()").split())
    return found


def level_4(page: Page) -> str:
    """Return the label of the one level that the invented bank holds."""
    [label] = [one for one in page.tree.xpath("//label") if words(one).startswith("4. ")]
    return words(label)


@pytest.fixture
def form(visit: Visit, world: World) -> Page:
    """Return the form of a new vacancy, its level chosen, as the manager of the cast has it."""
    page = visit(world.manager).open("/vacancies/new")
    return page.choose(level_4(page))


def test_a_vacancy_is_opened_and_shown_as_tasks(form: Page) -> None:
    page = form.fill("Title of the post", "Practice leader").press("Open the vacancy")
    assert (page.status, page.heading) == (200, "Practice leader")
    assert page.notices == ["The vacancy is open, with its first round"]
    assert tasks(page) == {
        "Interview pack": "Not started",
        "Panel": "Not started",
        "Candidates": "Not started",
        "Issue the pack": "Cannot start yet",
        "Progress": "Cannot start yet",
        "Moderation": "Cannot start yet",
        "Decisions": "Cannot start yet",
        "Reports": "Cannot start yet",
    }


def test_a_form_sent_twice_opens_one_vacancy(form: Page) -> None:
    form.fill("Title of the post", "Practice leader")
    first, second = form.press("Open the vacancy"), form.press("Open the vacancy")
    assert first.url == second.url
    rows = second.browser.open("/vacancies").table("Vacancies, the newest first")
    assert sorted(row[0] for row in rows[1:]) == ["Practice leader", "Team manager TM-1"]


def test_what_is_missing_or_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    visit: Visit, world: World
) -> None:
    page = visit(world.manager).open("/vacancies/new")
    page.fill("Title of the post", "x" * 201)
    for label, value in (("Day", "2"), ("Month", "2"), ("Year", "2027")):
        page.fill(label, value, within="First day of interviews (optional)")
        page.fill(label, "1" if label == "Day" else value, within="Last day of interviews (optional)")
    page = page.press("Open the vacancy")
    assert page.errors == ["Title must be 200 characters or fewer", "Choose the role level"]
    assert (page.value("Title of the post"), page.title[:6]) == ("x" * 201, "Error:")
    page = page.fill("Title of the post", "Practice leader").choose(level_4(page)).press("Open the vacancy")
    assert page.errors == ["The last day must be the first day or later"]


@pytest.mark.parametrize("nothing", [" ", "\u200b", "\t\u00ad "])
def test_a_title_or_a_name_that_nobody_could_see_is_none(visit: Visit, world: World, nothing: str) -> None:
    page = visit(world.manager).open(f"/vacancies/{world.vacancy}/edit")
    page = page.fill("Title of the post", nothing).press("Save the changes")
    assert page.errors == ["Enter the title of the post"]
    page = page.browser.open(f"/vacancies/{world.vacancy}/rounds")
    page = page.fill("Name of the round", nothing).press("Add the round")
    assert page.errors == ["Enter a name for the round"]


def test_the_level_is_fixed_once_a_pack_is_issued(visit: Visit, world: World) -> None:
    world.ready()
    page = visit(RUTH).open(f"/vacancies/{world.vacancy}/edit")
    assert "so the role level stays" in page.text
    page = page.fill("Title of the post", "Team manager, fostering").press("Save the changes")
    assert page.heading == "Team manager, fostering"


def test_the_list_says_who_runs_what_and_how_far_it_is(visit: Visit, world: World) -> None:
    world.ready()
    [_, row] = visit(MOIRA).open("/vacancies").table("Vacancies, the newest first")
    assert row[0] == "Team manager TM-1"
    assert row[2:] == ["Committee Room 2", "Not set", RUTH, "Interviews: 0 of 12 sheets sealed"]


def test_an_empty_list_says_what_to_do_next(visit: Visit, world: World) -> None:
    world.grant(FARAH, Role.MANAGER, everywhere=True)
    page = visit(FARAH).open("/vacancies")
    assert (page.tables, "You have no vacancies yet. Open one" in page.text) == ([], True)
    assert "Open a vacancy" in page.links


@pytest.mark.parametrize(
    ("stage", "links"),
    [
        ("ready", ["Interview pack", "Panel", "Candidates", "Progress"]),
        ("scored", ["Interview pack", "Panel", "Candidates", "Progress", "Moderation"]),
        (
            "released",
            ["Interview pack", "Panel", "Candidates", "Progress", "Moderation", "Decisions", "Reports"],
        ),
    ],
)
def test_every_task_that_can_be_worked_on_is_a_link(
    visit: Visit, world: World, stage: str, links: list[str]
) -> None:
    getattr(world, stage)()
    page = visit(RUTH).open(f"/vacancies/{world.vacancy}")
    assert [name for name in tasks(page) if name in page.links] == links


def test_the_next_step_stands_on_top(visit: Visit, world: World) -> None:
    browser, url = visit(RUTH), f"/vacancies/{world.vacancy}"
    assert "Next: Interview pack. Draw the questions for this role level." in browser.open(url).text
    world.draft()
    world.seat(*PANEL, chair=GARETH)
    world.add_candidates(*CANDIDATES)
    assert "Next: Issue the pack. Check it, freeze it" in browser.open(url).text
    assert tasks(browser.open(url))["Issue the pack"] == "Ready"


def test_another_round_has_tasks_of_its_own(visit: Visit, world: World) -> None:
    world.ready()
    page = visit(RUTH).open(f"/vacancies/{world.vacancy}").follow("Add another round")
    page = page.fill("Name of the round", "Second stage").press("Add the round")
    assert page.headings[1:4] == ["Team manager", "Second stage", "Round 1"]
    assert tasks(page)["Panel"] == "Not started"
    again = page.follow("Add another round").fill("Name of the round", "second stage").press("Add the round")
    assert again.errors == ["This vacancy has a round of that name; give the new one another"]


def test_hr_reads_and_is_offered_nothing_to_change(visit: Visit, world: World) -> None:
    world.ready()
    page = visit(MOIRA).open(f"/vacancies/{world.vacancy}")
    assert (page.status, page.buttons) == (200, [])
    assert [text for text in page.links if "round" in text or "Change" in text] == []


def test_the_task_list_is_the_same_whatever_anybody_drafts(visit: Visit, world: World) -> None:
    world.ready()
    browser, url = visit(RUTH), f"/vacancies/{world.vacancy}"
    before = browser.open(url).text
    for member in PANEL:
        for candidate in (SIAN, AMAL, ZOE, NGUYEN):
            world.score(member, candidate, value=5)
    assert browser.open(url).text == before


def test_a_stale_change_shows_what_is_kept_and_what_was_typed(visit: Visit, world: World) -> None:
    browser, url = visit(RUTH), f"/vacancies/{world.vacancy}/edit"
    mine, theirs = browser.open(url), browser.open(url)
    theirs.fill("Title of the post", "Team leader").press("Save the changes")
    page = mine.fill("Title of the post", "Manager").press("Save the changes")
    assert (page.status, page.summary()["Title of the post"]) == (409, "Team leader")
    assert page.value("Title of the post") == "Manager"
    assert page.press("Save the changes").heading == "Manager"
