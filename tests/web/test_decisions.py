"""The pages of decisions."""

from __future__ import annotations

import pytest
from lxml import html
from sqlalchemy import Engine

from recruit.domain.people import Role
from tests.db.queries import counted_queries
from tests.people import AMAL, CANDIDATES, GARETH, MOIRA, NADIA, PANEL, RUTH, SIAN, ZOE
from tests.web.browsing import Page
from tests.web.conftest import Visit
from tests.world import World

OUTCOMES = (
    "Recommended, subject to checks",
    "Reserve",
    "Appointable but not selected",
    "Not appointable",
    "Withdrawn",
)


def index(world: World) -> str:
    return f"/rounds/{world.round}/decisions"


def one(world: World, candidate: str = SIAN) -> str:
    return f"{index(world)}/{world.candidate(candidate)}"


def decide(page: Page, outcome: str, reason: str) -> Page:
    return page.choose(outcome, within="Decision").fill("Reason", reason).press("Record the decision")


def outcomes(page: Page) -> list[str]:
    """Return what may be chosen."""
    return [words for words in (*OUTCOMES, "Did not attend") if f">{words}<" in page.source.replace("\n", "")]


def test_the_list_shows_figures_with_their_n_in_the_order_of_the_interviews(
    world: World, visit: Visit
) -> None:
    world.released()
    page = visit(MOIRA).open(index(world))
    rows = page.table("Candidates")
    figure = "3.0 n = 3 all 3"
    assert rows[1] == [
        SIAN,
        "3.0 n = 9 all 3",
        *[figure] * 4,
        "3.0 n = 21 all 3",
        "None",
        "Not decided yet",
    ]
    assert [row[0] for row in rows[1:]] == list(CANDIDATES)
    assert "0 of 4 candidates are decided." in page.text


@pytest.mark.parametrize("page", ["decisions", "moderation", "reports", "candidates", "progress"])
def test_a_name_written_from_right_to_left_stays_whole(page: str, world: World, visit: Visit) -> None:
    world.released()
    shown = visit(RUTH).open(f"/rounds/{world.round}/{page}")
    assert {one.tag for one in html.fromstring(shown.source).xpath(f"//main//*[text()='{AMAL}']")} == {"bdi"}


@pytest.mark.parametrize("name", [RUTH, GARETH])
def test_a_decision_is_recorded_with_its_reason_under_a_name(world: World, visit: Visit, name: str) -> None:
    world.released()
    page = visit(name).open(index(world)).follow(f"Decide on {SIAN}")
    assert (page.heading, page.chosen("Decision")) == (f"Decision on {SIAN}", [])
    page = decide(page, "Recommended, subject to checks", "All three heard it.")
    assert page.notices == [f"Decision on {SIAN} recorded"]
    assert f"{SIAN}: Recommended, subject to checks All three heard it. {name}, 14 January" in page.text


def test_nothing_is_proposed_or_chosen_even_where_a_decision_stands(world: World, visit: Visit) -> None:
    world.released()
    world.decide(SIAN, "reserve")
    page = visit(RUTH).open(one(world))
    assert (page.chosen("Decision"), page.value("Reason")) == ([], "")
    assert outcomes(page) == list(OUTCOMES)


def test_decision_and_reason_are_both_asked_for(world: World, visit: Visit) -> None:
    world.released()
    page = visit(RUTH).open(one(world)).press("Record the decision")
    assert (page.status, page.errors) == (
        400,
        ["Choose the decision", "Write the reason for the decision"],
    )


def test_a_later_decision_keeps_the_earlier_one_in_the_record(world: World, visit: Visit) -> None:
    world.released()
    world.decide(SIAN, "reserve", reason="At first.")
    page = decide(visit(RUTH).open(one(world)), "Not appointable", "Read again.")
    assert f"Earlier: Reserve ({GARETH}, 14 January 2027, 10am)" in page.text
    page = page.follow(f"Decide again on {SIAN}")
    assert "Earlier decisions" in page.headings
    assert "At first." in page.text


def test_a_decision_made_meanwhile_is_shown_and_not_overwritten(world: World, visit: Visit) -> None:
    world.released()
    managers, chairs = visit(RUTH).open(one(world)), visit(GARETH).open(one(world))
    decide(managers, "Reserve", "By the manager.")
    page = decide(chairs, "Not appointable", "By the chair.")
    assert page.status == 400
    assert page.errors[0].startswith("Somebody recorded a decision after you opened this page")
    assert "By the manager." in page.text
    assert (page.chosen("Decision"), page.value("Reason")) == (["Not appointable"], "By the chair.")
    assert page.press("Record the decision").notices == [f"Decision on {SIAN} recorded"]


def test_the_same_form_sent_twice_is_recorded_once(world: World, visit: Visit) -> None:
    world.released()
    page = visit(RUTH).open(one(world))
    decide(page, "Reserve", "Once.")
    again = decide(page, "Reserve", "Once.")
    assert (again.heading, "Earlier:" in again.text) == ("Decisions", False)


@pytest.mark.parametrize(
    ("attendance", "outcome"), [("withdrew", "Withdrawn"), ("did not attend", "Did not attend")]
)
def test_an_absent_candidate_has_only_their_own_outcome(
    world: World, visit: Visit, attendance: str, outcome: str
) -> None:
    world.released()
    world.attend(ZOE, attendance)
    browser = visit(RUTH)
    page = browser.open(one(world, ZOE))
    assert outcomes(page) == [outcome]
    forged = browser.post(one(world, ZOE), outcome="reserve", reason="Forged.", replaces="0")
    assert forged.status == 400
    assert decide(page, outcome, "Told us by telephone.").notices == [f"Decision on {ZOE} recorded"]


def test_flagged_questions_without_an_agreed_score_are_warned_of_and_forbid_nothing(
    world: World, visit: Visit
) -> None:
    world.ready()
    for member, value in zip(PANEL, (2, 4, 5), strict=True):
        world.score(member, SIAN)
        world.score(member, SIAN, value=value, questions=world.questions()[:2])
        world.seal(member, SIAN)
    world.release()
    page = visit(RUTH).open(one(world))
    assert "Questions 1, 2 are flagged for discussion, with no agreed score." in page.text
    assert page.follow("Discuss question 2").heading == "Question 2: S b"
    assert decide(page, "Reserve", "We talked.").status == 200


def test_the_page_shows_the_profile_and_the_attributes(world: World, visit: Visit) -> None:
    world.released()
    page = visit(GARETH).open(one(world))
    assert page.source.count("<svg") == 1
    assert page.table("Attributes")[1] == [
        "1. sfpc section 1",
        "3.0",
        "9 scores on 3 questions",
        "3",
        "–",
    ]


def test_hr_reads_and_does_not_decide(world: World, visit: Visit) -> None:
    world.released()
    browser = visit(MOIRA)
    assert f"Decide on {SIAN}" not in browser.open(index(world)).links
    assert browser.open(one(world)).status == 404
    assert browser.post(one(world), outcome="reserve", reason="Forged.", replaces="0").status == 404


@pytest.mark.parametrize("name", [RUTH, GARETH, MOIRA])
def test_before_the_release_there_are_no_decisions(world: World, visit: Visit, name: str) -> None:
    world.scored()
    page = visit(name).open(index(world))
    assert (page.status, page.heading) == (409, "This cannot be done now")


def test_a_manager_who_stood_down_as_a_member_is_kept_out(world: World, visit: Visit) -> None:
    world.scored()
    world.grant(NADIA, Role.MANAGER)
    world.stand_down(NADIA)
    world.release()
    browser = visit(NADIA)
    assert (browser.open(index(world)).status, browser.open(one(world)).status) == (404, 404)


def test_the_list_asks_as_often_for_thirty_candidates_as_for_one(
    world: World, visit: Visit, engine: Engine
) -> None:
    world.seat(*PANEL, chair=GARETH)
    world.issue()
    browser = visit(RUTH)
    counts = []
    for names in (["One"], [f"Person {number}" for number in range(29)]):
        world.add_candidates(*names)
        world.release()
        browser.open(index(world))
        with counted_queries(engine) as queries:
            assert browser.open(index(world)).status == 200
            assert browser.open(one(world, "One")).status == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
