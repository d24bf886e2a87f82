"""One candidate in moderation, one question: scores and notes side by side, and what the panel agrees."""

from __future__ import annotations

import pytest

from recruit.db.tables import AmendmentRow
from tests.people import AMAL, FARAH, GARETH, MOIRA, NADIA, PANEL, RUTH, SIAN
from tests.web.browsing import Page
from tests.web.conftest import Visit
from tests.web.in_moderation import differ, grid, question
from tests.world import World

MARKUP = "<script>alert(1)</script> & <b>so on</b>"


@pytest.fixture
def differing(world: World) -> World:
    return differ(world)


# A candidate


def test_a_candidate_has_a_profile_in_picture_and_words_and_every_question(
    differing: World, visit: Visit
) -> None:
    page = visit(FARAH).open(grid(differing)).follow(SIAN)
    assert page.heading == SIAN
    assert "3 panel members scored 7 questions; 1 is flagged for discussion." in page.text
    assert page.source.count("<svg") == 1
    assert "Mean score of each attribute on the scale of 1 to 5. 1, sfpc section 1: mean" in page.text
    assert page.table("Attributes")[0] == ["Attribute", "Mean", "Rests on", "Range", "Agreed"]
    assert page.follow("Question 2: S b").heading == "Question 2: S b"


def test_a_candidate_of_another_round_is_not_there(differing: World, visit: Visit) -> None:
    other = differing.another(manager=RUTH).released()
    page = visit(RUTH).open(f"{grid(differing)}/{other.candidate(SIAN)}")
    assert page.status == 404


# A question


def agree(page: Page, score: str, reason: str = "") -> Page:
    return page.choose(score, within="Agreed score").fill("Reason", reason).press("Record the agreed score")


def test_scores_and_notes_stand_side_by_side(differing: World, visit: Visit) -> None:
    page = visit(NADIA).open(question(differing))
    assert [name for name in page.headings if name in PANEL] == list(PANEL)
    assert "Mean 3.7, median 4.0 (n = 3), range 2 to 5." in page.text
    assert page.text.count("Said what they did, and why.") == 3
    assert page.text.count("Sealed 14 January 2027, 10am") == 3
    assert "Nothing is agreed on this question. The chair records what the panel agrees." in page.text
    assert page.buttons == []


def test_the_chair_records_an_agreed_score_with_its_reason(differing: World, visit: Visit) -> None:
    page = visit(GARETH).open(question(differing))
    assert page.chosen("Agreed score") == []
    page = agree(page, "4 – Label 4", "The second example settled it.")
    assert page.notices == ["Agreed score on question 1 recorded"]
    assert f"4 – Label 4, recorded by {GARETH}, 14 January 2027, 10am" in page.text
    assert page.chosen("Agreed score") == ["4 – Label 4"]
    seen = visit(FARAH).open(question(differing))
    assert "The second example settled it." in seen.text


def test_a_reason_is_asked_for_where_members_differ_and_what_was_chosen_stays(
    differing: World, visit: Visit
) -> None:
    page = agree(visit(GARETH).open(question(differing)), "5 – Label 5")
    assert page.status == 400
    assert page.errors == [
        "The agreed score on question 1 needs a reason: the members' scores differ from it. Write the reason"
    ]
    assert page.chosen("Agreed score") == ["5 – Label 5"]
    assert page.title.startswith("Error: ")


def test_a_score_must_be_chosen(differing: World, visit: Visit) -> None:
    page = visit(GARETH).open(question(differing)).press("Record the agreed score")
    assert (page.status, page.errors) == (400, ["Choose the score that the panel agreed, or NE"])


def test_a_reason_has_a_longest_length_that_is_said(differing: World, visit: Visit) -> None:
    page = agree(visit(GARETH).open(question(differing)), "4 – Label 4", "x" * 5_001)
    assert page.errors == ["Reason must be 5,000 characters or fewer"]


def test_earlier_agreed_scores_stay_listed(differing: World, visit: Visit) -> None:
    page = visit(GARETH).open(question(differing))
    page = agree(page, "4 – Label 4", "At first.")
    page = agree(page, "NE – Label NE", "Then.")
    assert "Agreed before" in page.headings
    assert f"4 – Label 4, recorded by {GARETH}, 14 January 2027, 10am: At first." in page.text


def test_an_agreed_score_from_a_second_tab_is_not_lost_and_not_overwritten(
    differing: World, visit: Visit
) -> None:
    browser = visit(GARETH)
    first, second = browser.open(question(differing)), browser.open(question(differing))
    agree(first, "4 – Label 4", "From the first tab.")
    page = agree(second, "5 – Label 5", "From the second tab.")
    assert page.status == 400
    assert page.errors[0].startswith("Another agreed score was recorded after you opened this page")
    assert "From the first tab." in page.text
    assert (page.chosen("Agreed score"), page.value("Reason")) == (["5 – Label 5"], "From the second tab.")
    assert page.press("Record the agreed score").notices == ["Agreed score on question 1 recorded"]


def test_the_same_form_sent_twice_is_recorded_once(differing: World, visit: Visit) -> None:
    page = visit(GARETH).open(question(differing))
    agree(page, "4 – Label 4", "Once.")
    again = agree(page, "4 – Label 4", "Once.")
    assert (again.status, "Agreed before" in again.headings) == (200, False)


@pytest.mark.parametrize("name", [FARAH, RUTH, MOIRA])
def test_a_forged_form_of_anybody_else_is_not_there(differing: World, visit: Visit, name: str) -> None:
    browser = visit(name)
    whole = browser.post(question(differing), score="4", reason="Forged.", replaces="0")
    empty = browser.post(question(differing))
    assert (whole.status, empty.status) == (404, 404)


def test_a_struck_question_is_shown_and_nothing_can_be_agreed_on_it(differing: World, visit: Visit) -> None:
    differing.strike(differing.questions()[0])
    browser = visit(GARETH)
    page = browser.open(question(differing))
    assert "It names a real family." in page.text
    assert page.buttons == []
    assert browser.post(question(differing), score="4", reason="Forged.", replaces="0").status == 409


def test_an_amendment_shows_what_it_was_and_why(differing: World, visit: Visit) -> None:
    differing.rows.keep(
        AmendmentRow(
            organisation_id=differing.organisation,
            sheet_id=differing.seal(GARETH, SIAN),
            question=differing.questions()[0],
            value=3,
            evidence="Read my notes again.",
            reason="I had misread my note.",
            at=differing.clock(),
        )
    )
    text = visit(FARAH).open(question(differing)).text
    assert "3 – Label 3 Amended" in text
    assert "Before: 2 – Label 2, amended 14 January 2027, 10am" in text
    assert "Reason of the amendment I had misread my note." in text


def test_a_page_leads_to_the_next_question_and_the_next_to_discuss(differing: World, visit: Visit) -> None:
    page = visit(GARETH).open(question(differing, 2, AMAL))
    assert f"Next to discuss: {SIAN}, question 1" in page.links
    page = page.follow(f"Next to discuss: {SIAN}, question 1")
    assert page.heading == "Question 1: Past 1 b"
    page = agree(page, "4 – Label 4", "Settled.")
    assert [text for text in page.links if text.startswith("Next to discuss")] == []


def test_what_was_typed_is_shown_as_text(differing: World, visit: Visit) -> None:
    page = agree(visit(GARETH).open(question(differing)), "4 – Label 4", MARKUP)
    assert MARKUP in page.text
    assert "<script>alert" not in page.source


def test_a_candidate_whose_name_looks_like_markup_is_shown_by_that_name(world: World, visit: Visit) -> None:
    world.ready()
    world.add_candidates(MARKUP)
    for member, value in zip(PANEL, (2, 4, 5), strict=True):
        world.score(member, MARKUP, value=value)
        world.seal(member, MARKUP)
    world.release()
    browser = visit(FARAH)
    pages = [browser.open(f"{grid(world)}/{world.candidate(MARKUP)}"), browser.open(grid(world))]
    assert [MARKUP in page.text for page in pages] == [True, True]
    assert ["<script>alert" in page.source for page in pages] == [False, False]


def test_a_question_that_is_not_in_the_pack_is_not_there(differing: World, visit: Visit) -> None:
    assert visit(GARETH).open(question(differing, 99)).status == 404
