"""The pages of moderation: the board, its opening, the grid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from recruit.db.tables import AmendmentRow, RoundRow
from recruit.domain.people import Role
from tests.db.queries import counted_queries
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, NADIA, NGUYEN, PANEL, RUTH, SIAN, ZOE
from tests.web.conftest import Visit
from tests.web.in_moderation import candidate, differ, grid, question
from tests.world import World


def progress(world: World) -> str:
    return f"/rounds/{world.round}/progress"


@pytest.fixture
def differing(world: World) -> World:
    return differ(world)


# The board


def test_the_board_says_who_has_sealed_and_nothing_of_drafts(world: World, visit: Visit) -> None:
    world.ready()
    world.score(FARAH, SIAN)
    world.seal(FARAH, SIAN)
    world.score(NADIA, SIAN)
    world.attend(ZOE, "withdrew")
    world.attend(NGUYEN, "did not attend")
    page = visit(GARETH).open(progress(world))
    not_yet = "Not sealed yet"
    assert page.table("Who has sealed") == [
        ["Candidate", f"{GARETH} Chair", FARAH, NADIA],
        [SIAN, not_yet, "Sealed", not_yet],
        [AMAL, not_yet, not_yet, not_yet],
        [ZOE, "Withdrew", "Withdrew", "Withdrew"],
        [NGUYEN, "Did not attend", "Did not attend", "Did not attend"],
    ]
    assert "1 of 6 score sheets is sealed." in page.text


def test_a_draft_leaves_the_board_as_it_is(world: World, visit: Visit) -> None:
    world.ready()
    browser = visit(RUTH)
    before = browser.open(progress(world)).text
    world.score(FARAH, SIAN)
    assert browser.open(progress(world)).text == before


def test_the_board_names_what_stands_in_the_way_and_whom_the_manager_may_stand_down(
    world: World, visit: Visit
) -> None:
    world.ready()
    page = visit(RUTH).open(progress(world))
    assert "12 expected score sheets are not sealed yet." in page.text
    page = page.follow(f"Stand {NADIA} down")
    assert page.heading == f"Stand {NADIA} down"


def test_a_member_who_stood_down_is_shown_so(world: World, visit: Visit) -> None:
    world.ready()
    world.stand_down(NADIA)
    page = visit(MOIRA).open(progress(world))
    assert [row[3] for row in page.table("Who has sealed")] == [NADIA, *["Stood down"] * 4]
    assert f"Stand {FARAH} down" not in page.links


def test_the_board_shows_codes_to_a_chair_who_is_not_to_see_names(world: World, visit: Visit) -> None:
    world.ready()
    world.rows.change(RoundRow, world.round, names_shown=False)
    page = visit(GARETH).open(progress(world))
    assert [row[0] for row in page.table("Who has sealed")[1:]] == [f"Candidate C{n}" for n in range(1, 5)]
    assert [name for name in CANDIDATES if name in page.text] == []


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("nobody", "Nobody scores in this round yet. Invite the panel"),
        ("panel", "There are no candidates yet. Add the candidates"),
    ],
)
def test_an_empty_board_says_what_to_do_next(world: World, visit: Visit, stage: str, words: str) -> None:
    if stage == "panel":
        world.seat(*PANEL, chair=GARETH)
    page = visit(RUTH).open(progress(world))
    assert words in page.text
    assert page.tables == []


# Opening


def test_the_chair_opens_moderation_in_two_steps(world: World, visit: Visit) -> None:
    world.scored()
    page = visit(GARETH).open(progress(world)).follow("Open moderation")
    assert page.heading == "Open moderation"
    assert "This happens once and cannot be taken back." in page.text
    page = page.press("Open moderation")
    assert (page.heading, page.notices) == (
        "Moderation",
        ["Moderation is open. The panel, the recruiting manager and HR now see all scores."],
    )


def test_a_second_click_is_harmless(world: World, visit: Visit) -> None:
    world.scored()
    page = visit(GARETH).open(f"{grid(world)}/open")
    page.press("Open moderation")
    assert page.press("Open moderation").heading == "Moderation"
    again = visit(GARETH).open(f"{grid(world)}/open")
    assert (again.buttons, "Moderation has been open since 14 January 2027, 10am." in again.text) == (
        [],
        True,
    )


def test_the_page_that_opens_says_why_it_cannot(world: World, visit: Visit) -> None:
    world.ready()
    browser = visit(GARETH)
    page = browser.open(f"{grid(world)}/open")
    assert (page.buttons, "12 expected score sheets are not sealed yet." in page.text) == ([], True)
    forged = browser.post(f"{grid(world)}/open")
    assert (forged.status, forged.heading) == (409, "This cannot be done now")
    assert "12 expected score sheets are not sealed yet." in forged.text


def test_the_manager_is_told_that_the_chair_opens(world: World, visit: Visit) -> None:
    world.scored()
    page = visit(RUTH).open(progress(world))
    assert "The chair can now open moderation." in page.text
    assert "Open moderation" not in page.links


# The grid


@pytest.mark.parametrize("name", [GARETH, FARAH, RUTH, MOIRA])
def test_before_the_release_the_grid_says_why_it_is_closed(world: World, visit: Visit, name: str) -> None:
    world.scored()
    page = visit(name).open(grid(world))
    assert (page.status, page.heading) == (409, "This cannot be done now")
    assert "Nobody sees another’s scores before the chair opens moderation." in page.text


@pytest.mark.parametrize("address", [grid, candidate, question])
def test_a_member_who_stood_down_sees_nothing_even_as_manager(
    world: World, visit: Visit, address: Callable[[World], str]
) -> None:
    world.scored()
    world.grant(NADIA, Role.MANAGER)
    world.stand_down(NADIA)
    world.release()
    assert visit(NADIA).open(address(world)).status == 404


def test_the_grid_shows_each_candidates_scores_range_mean_median_and_n(
    differing: World, visit: Visit
) -> None:
    page = visit(FARAH).open(grid(differing))
    assert page.table(f"Scores of {SIAN}") == [
        ["Member", *[f"Question {number}" for number in range(1, 8)], "All"],
        [GARETH, "2", *["3"] * 6, ""],
        [FARAH, "4", *["3"] * 6, ""],
        [NADIA, "5", *["3"] * 6, ""],
        ["Range", "2 to 5 Discuss", *["3"] * 6, "2 to 5"],
        ["Mean (n)", "3.7 (3)", *["3.0 (3)"] * 6, "3.1 (21)"],
        ["Median", "4.0", *["3.0"] * 6, ""],
    ]
    assert page.tables == [f"Scores of {name}" for name in CANDIDATES]


def test_what_to_discuss_first_leads_to_the_question(differing: World, visit: Visit) -> None:
    page = visit(FARAH).open(grid(differing))
    assert "question 1: scores 3 points apart" in page.text
    page = page.follow(f"{SIAN}, question 1")
    assert page.heading == "Question 1: Past 1 b"


def test_pairs_that_are_not_told_apart_are_named_once(differing: World, visit: Visit) -> None:
    text = visit(RUTH).open(grid(differing)).text
    assert text.count("Overall means less than 0.9 apart are not told apart") == 1
    assert f"{ZOE} and {NGUYEN}" in text


def test_with_many_candidates_the_pairs_are_not_listed(world: World, visit: Visit) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.add_candidates(*[f"Person {number}" for number in range(7)])
    world.issue()
    for number in range(7):
        world.score(GARETH, f"Person {number}")
        world.seal(GARETH, f"Person {number}")
        world.score(FARAH, f"Person {number}")
        world.seal(FARAH, f"Person {number}")
    world.release()
    text = visit(RUTH).open(grid(world)).text
    assert ("are not told apart" in text, "Not told apart by their means" in text) == (True, False)


def test_not_explored_struck_amended_agreed_and_absent_are_said_in_words(world: World, visit: Visit) -> None:
    world.ready()
    first, second, third = world.questions()[:3]
    for person in CANDIDATES[:3]:
        for member in PANEL:
            world.score(member, person)
        world.score(GARETH, person, value=None, questions=[first], evidence="Time ran out.")
        for member in PANEL:
            world.seal(member, person)
    world.attend(NGUYEN, "withdrew")
    world.strike(second)
    world.release()
    world.rows.keep(
        AmendmentRow(
            organisation_id=world.organisation,
            sheet_id=world.seal(FARAH, SIAN),
            question=third,
            value=4,
            evidence="Read again.",
            reason="A slip.",
            at=world.clock(),
        )
    )
    world.agree(SIAN, third, 4)
    page = visit(FARAH).open(grid(world))
    rows = page.table(f"Scores of {SIAN}")
    assert rows[0][1:4] == ["Question 1", "Question 2 struck", "Question 3"]
    assert [row[1] for row in rows[1:5]] == ["NE", "3", "3", "3"]
    assert rows[2][3] == "4 was 3"
    assert rows[5][1] == "3.0 (2)"
    assert rows[-1][:4] == ["Agreed", "–", "–", "4"]
    assert f"{NGUYEN} Withdrew No scores." in page.text
    assert f"Scores of {NGUYEN}" not in page.tables


def test_who_may_not_read_decisions_gets_no_link_to_them(differing: World, visit: Visit) -> None:
    linked = {
        name: "Decisions on the candidates" in visit(name).open(grid(differing)).links
        for name in (FARAH, GARETH, RUTH, MOIRA)
    }
    assert linked == {FARAH: False, GARETH: True, RUTH: True, MOIRA: True}


def test_the_pages_ask_as_often_for_thirty_candidates_as_for_one(
    world: World, visit: Visit, engine: Engine
) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.issue()
    browser = visit(GARETH)
    counts = []
    for names in (["One"], [f"Person {number}" for number in range(29)]):
        world.add_candidates(*names)
        world.release()
        addresses = (progress(world), grid(world), question(world, of="One"))
        for address in addresses:
            browser.open(address)
        with counted_queries(engine) as queries:
            assert [browser.open(address).status for address in addresses] == [200, 200, 200]
        counts.append(len(queries))
    assert counts[0] == counts[1]
