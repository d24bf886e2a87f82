"""An organisation's own questions in the browser: brought in, reviewed by another, published, retired."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from recruit.db.tables import QuestionVersionRow
from recruit.documents.question_sheet import question_sheet
from recruit.documents.question_yaml import question_yaml
from recruit.domain.bank import Question
from tests.cast import full_bank
from tests.local_questions import KEY, own_question
from tests.people import FARAH, MOIRA, RUTH
from tests.web.browsing import Page
from tests.web.conftest import Visit
from tests.world import World

pytestmark = pytest.mark.usefixtures("world")

FILE, WHY = "Spreadsheet or YAML file", "Why are they brought in?"
NAME = "Lost in the post"
REASON = "The duty team asked for it."


def brought_in(visit: Visit, *questions: Question, why: str = REASON, name: str = "q.xlsx") -> Page:
    raw = question_sheet(questions) if name.endswith(".xlsx") else question_yaml(questions)
    page = visit(RUTH).open("/bank/own/bring-in")
    return page.attach(FILE, raw, name=name).fill(WHY, why).press("Bring in the questions")


def version_page(visit: Visit, who: str, number: int = 1) -> Page:
    return visit(who).open(f"/bank/own/{KEY}/{number}")


def published(visit: Visit) -> Page:
    brought_in(visit, own_question())
    version_page(visit, RUTH).press("Submit for review")
    version_page(visit, MOIRA).press("Mark as reviewed")
    return version_page(visit, MOIRA).press("Publish")


def test_there_are_none_at_first_and_the_page_says_how_to_begin(visit: Visit) -> None:
    page = visit(RUTH).open("/bank").follow("Your own questions: bring in, review, publish, take out")
    assert page.heading == "Your own questions"
    assert "There are none yet" in page.text
    empty = visit(RUTH).download(page.links["An empty spreadsheet to fill in"])
    assert load_workbook(io.BytesIO(empty))["Questions"].max_row == 1


@pytest.mark.parametrize("name", ["q.xlsx", "q.yaml"])
def test_what_is_brought_in_is_a_draft(visit: Visit, name: str) -> None:
    page = brought_in(visit, own_question(), name=name)
    assert page.notices == ["1 draft is kept"]
    (_, row) = page.table("Questions, the one written last first")
    assert (row[0], row[1], row[2], row[4]) == (NAME, "1", "Draft", "Submit it for review")
    shown = page.follow(NAME)
    assert "What the rules find in it" in shown.headings
    assert shown.summary()["Why this version"] == REASON


def test_the_way_from_draft_to_pack_takes_two_people(visit: Visit) -> None:
    assert published(visit).notices == ["It is published, and packs are drawn with it from now on"]
    found = visit(RUTH).open(f"/bank/questions/{KEY}")
    assert found.heading == NAME
    assert "Retired" not in version_page(visit, RUTH).text


def test_who_wrote_a_version_does_not_review_it(visit: Visit) -> None:
    brought_in(visit, own_question())
    page = version_page(visit, RUTH).press("Submit for review")
    assert page.buttons == []
    assert "another recruiting manager or HR reviews it" in page.text
    refused = visit(RUTH).post(f"/bank/own/{KEY}/1/review")
    assert refused.notices == ["You wrote this version; somebody else has to review it"]


def test_a_reviewer_sends_it_back_with_a_note_that_the_writer_reads(visit: Visit) -> None:
    brought_in(visit, own_question())
    version_page(visit, RUTH).press("Submit for review")
    page = version_page(visit, MOIRA).press("Send back")
    assert page.errors == ["Say what is to be mended"]
    page = page.fill("What is to be mended?", "The second probe leads a little.").press("Send back")
    assert page.notices == ["It is a draft again, with your note"]
    assert "The second probe leads a little." in version_page(visit, RUTH).text


def test_what_the_rules_find_stands_on_the_page_and_keeps_it_from_being_published(visit: Visit) -> None:
    brought_in(visit, own_question(text="Tell us how your health shaped the way you work."))
    version_page(visit, RUTH).press("Submit for review")
    version_page(visit, MOIRA).press("Mark as reviewed")
    page = version_page(visit, MOIRA).press("Publish")
    assert page.notices == ["It cannot be published yet: the rules find something in it. It stands below"]
    assert "'your health' may draw out private matters (Equality Act 2010, s.60)." in page.text


def test_every_fault_of_a_file_is_named_by_row_and_column_and_nothing_is_taken(
    world: World, visit: Visit
) -> None:
    book: Any = load_workbook(io.BytesIO(question_sheet([own_question(), own_question(id="another-one")])))
    sheet = book["Questions"]
    head = [cell.value for cell in sheet[1]]
    sheet.cell(2, head.index("Attribute") + 1).value = 9
    sheet.cell(3, head.index("Type") + 1).value = "Z"
    out = io.BytesIO()
    book.save(out)
    page = visit(RUTH).open("/bank/own/bring-in").attach(FILE, out.getvalue(), name="q.xlsx")
    page = page.fill(WHY, REASON).press("Bring in the questions")
    assert page.errors == ["Nothing was taken: 2 faults were found"]
    _, first, second = page.table("What to mend, place by place")
    assert (first[0], first[1]) == ("q.xlsx, Questions, row or line 2", "E2 (Attribute): attribute: is 9")
    assert second[0] == "q.xlsx, Questions, row or line 3"
    assert page.value(WHY) == REASON
    assert world.session.scalar(select(func.count()).select_from(QuestionVersionRow)) == 0


@pytest.mark.parametrize(
    ("name", "raw", "error"),
    [
        ("q.docx", b"PK", "Nothing was taken: 1 fault was found"),
        ("q.xlsx", b"not a workbook", "Nothing was taken: 1 fault was found"),
        ("q.yaml", b"a: [", "Nothing was taken: 1 fault was found"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(visit: Visit, name: str, raw: bytes, error: str) -> None:
    page = visit(RUTH).open("/bank/own/bring-in").attach(FILE, raw, name=name).fill(WHY, REASON)
    assert page.press("Bring in the questions").errors == [error]


def test_a_file_and_a_reason_are_asked_for(visit: Visit) -> None:
    page = visit(RUTH).open("/bank/own/bring-in").press("Bring in the questions")
    assert page.errors == ["Choose the file", "Say why they are brought in"]


def test_the_same_file_twice_makes_one_version(world: World, visit: Visit) -> None:
    brought_in(visit, own_question())
    page = brought_in(visit, own_question())
    assert page.notices == ["0 drafts are kept; 1 question said nothing new"]
    assert world.session.scalar(select(func.count()).select_from(QuestionVersionRow)) == 1


def test_a_new_version_shows_what_it_changes(visit: Visit) -> None:
    published(visit)
    brought_in(visit, own_question(turns_on="Speed for whoever waits, and care for the neighbour."))
    page = version_page(visit, RUTH, 2)
    assert [row[0] for row in page.table("Versions")[1:]] == ["2, shown here", "1"]
    assert [row[0] for row in page.table("Changes, part by part")[1:]] == ["What it turns on"]
    (_, change) = page.table("Changes, part by part")
    assert "removed: " in change[1]
    assert "added: " in change[1]


def test_a_retired_question_is_brought_back(visit: Visit) -> None:
    published(visit)
    page = visit(RUTH).open(f"/bank/own/{KEY}/retire").press("Retire the question")
    assert page.errors == ["Say why it is no longer asked"]
    page = page.fill("Why is it no longer asked?", "Everybody knows it by now.").press("Retire the question")
    assert page.notices == ["It is retired: no pack is drawn with it from now on"]
    page = version_page(visit, MOIRA)
    assert "Everybody knows it by now." in page.text
    assert page.press("Bring it back").notices == ["It can be drawn again"]


def test_a_level_is_taken_out_and_comes_back_unchanged(visit: Visit) -> None:
    browser = visit(RUTH)
    raw = browser.download("/bank/own/questions.xlsx?level=4")
    page = browser.open("/bank/own/bring-in").attach(FILE, raw, name="questions.xlsx").fill(WHY, REASON)
    count = len(full_bank().at_level(4))
    told = page.press("Bring in the questions").notices
    assert told == [f"0 drafts are kept; {count} questions said nothing new"]


@pytest.mark.parametrize("url", ["/bank/own", "/bank/own/bring-in", "/bank/own/questions.xlsx"])
def test_a_panel_member_sees_none_of_it(world: World, visit: Visit, url: str) -> None:
    world.ready()
    assert visit(FARAH).client.get(url).status_code in (403, 404)


@pytest.mark.parametrize("url", [f"/bank/own/{KEY}/1", "/bank/own/past-1-a/7", "/bank/own/nowhere/retire"])
def test_a_version_that_is_not_there_is_not_found(visit: Visit, url: str) -> None:
    assert visit(RUTH).open(url).status == 404
