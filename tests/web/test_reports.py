"""The page of reports, and its downloads, as they reach a browser."""

from __future__ import annotations

import io
import zipfile

import pytest
from sqlalchemy import Engine

from tests.db.queries import counted_queries
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, NADIA, NGUYEN, OUTSIDER, RUTH, SIAN, ZOE
from tests.web.conftest import Visit
from tests.world import World

CAPTION = "Reports in order of interview"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def page_of(world: World) -> str:
    return f"/rounds/{world.round}/reports"


@pytest.mark.parametrize("who", [RUTH, MOIRA, GARETH])
def test_before_the_release_the_page_says_why_there_is_nothing(world: World, visit: Visit, who: str) -> None:
    world.scored()
    page = visit(who).open(page_of(world))
    assert (page.status, page.heading, page.tables) == (200, "Reports", [])
    assert "There are no reports yet." in page.text
    assert [name for name in CANDIDATES if name in page.text] == []


@pytest.mark.parametrize("who", [FARAH, OUTSIDER])
def test_it_is_not_there_for_anybody_else(world: World, visit: Visit, who: str) -> None:
    world.released()
    assert visit(who).open(page_of(world)).status == 404


def test_the_page_lists_every_candidate_with_decision_number_and_report(world: World, visit: Visit) -> None:
    world.scored()
    world.release()
    world.decide(SIAN, "recommended")
    page = visit(RUTH).open(page_of(world))
    rows = page.table(CAPTION)
    assert rows[0] == ["Candidate", "Decision", "Number", "Report"]
    assert [[row[0], row[1], row[3]] for row in rows[1:]] == [
        [f"1. {SIAN}", "Recommended, subject to checks", f"Download the report on {SIAN}"],
        [f"2. {AMAL}", "Draft No decision yet", f"Download the report on {AMAL}"],
        [f"3. {ZOE}", "Draft No decision yet", f"Download the report on {ZOE}"],
        [f"4. {NGUYEN}", "Draft No decision yet", f"Download the report on {NGUYEN}"],
    ]
    assert "3 of 4 reports are marked draft: they have no decision yet." in page.text


def test_somebody_who_withdrew_has_no_report(world: World, visit: Visit) -> None:
    world.ready()
    for name in (AMAL, ZOE, NGUYEN):
        world.attend(name, "withdrew")
    for member in (GARETH, FARAH, NADIA):
        world.score(member, SIAN)
        world.seal(member, SIAN)
    world.release()
    page = visit(MOIRA).open(page_of(world))
    assert page.table(CAPTION)[2] == [f"2. {AMAL}", "Withdrew", "–", "None: not scored"]
    assert "1 of 1 reports is marked draft: it has no decision yet." in page.text


@pytest.mark.parametrize("who", [RUTH, MOIRA, GARETH])
def test_the_links_of_the_page_download_a_report_and_all_of_them(
    world: World, visit: Visit, who: str
) -> None:
    world.released()
    browser = visit(who)
    links = browser.open(page_of(world)).links
    single = browser.client.get(links[f"Download the report on {SIAN}"])
    assert (single.status_code, single.mimetype) == (200, WORD)
    assert single.headers["Content-Disposition"] == "attachment; filename=01-sian-o-brien-okubo.docx"
    everything = browser.client.get(links["Download all reports (zip)"])
    assert (everything.status_code, everything.mimetype) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(everything.data)) as package:
        assert package.read("01-sian-o-brien-okubo.docx") == single.data
        assert len(package.namelist()) == 5


def test_no_name_or_number_of_a_report_is_part_of_an_address(world: World, visit: Visit) -> None:
    world.released()
    links = visit(RUTH).open(page_of(world)).links
    assert {name: links[f"Download the report on {name}"] for name in CANDIDATES} == {
        name: f"{page_of(world)}/{world.candidate(name)}.docx" for name in CANDIDATES
    }


def test_thirty_candidates_take_as_many_queries_as_one(world: World, visit: Visit, engine: Engine) -> None:
    world.ready()
    world.release()
    browser = visit(RUTH)
    browser.open(page_of(world))  # the pack is read once in each process
    with counted_queries(engine) as few:
        browser.open(page_of(world))
    world.add_candidates(*(f"Candidate {number}" for number in range(5, 31)))
    with counted_queries(engine) as many:
        assert len(browser.open(page_of(world)).table(CAPTION)) == 31
    assert len(few) == len(many)
