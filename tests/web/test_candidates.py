"""The pages of candidates and of their interview records."""

from __future__ import annotations

import pytest

from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, NGUYEN, RUTH, SIAN, ZOE
from tests.web.browsing import Page
from tests.web.conftest import Visit
from tests.world import World

LIST = "Candidates in order of interview"
FILE = "CSV file"
PASTE = "Names, one in each line"


@pytest.fixture
def page(visit: Visit, world: World) -> Page:
    return visit(RUTH).open(f"/rounds/{world.round}/candidates")


def reload(page: Page) -> Page:
    return page.browser.open(page.url)


def order(page: Page) -> list[str]:
    return [row[0] for row in page.table(LIST)[1:]]


def rows(page: Page) -> list[list[str]]:
    """Return place and name, code, attendance and day of each candidate."""
    return [row[:4] for row in page.table(LIST)[1:]]


def test_an_empty_list_says_what_to_do_next(page: Page) -> None:
    assert (page.heading, page.tables) == ("Candidates", [])
    assert "There are no candidates yet. Add them one by one below, or" in page.text


def test_a_candidate_is_added_with_a_day(page: Page) -> None:
    page.fill("Name", SIAN).fill("Day", "14").fill("Month", "1").fill("Year", "2027")
    page = page.press("Add the candidate")
    assert page.notices == [f"{SIAN} is added"]
    page = page.fill("Name", AMAL).press("Add the candidate")
    assert rows(page) == [
        [f"1. {SIAN}", "C-01", "Expected", "14 January 2027"],
        [f"2. {AMAL}", "C-02", "Expected", "Not set"],
    ]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "Enter the name"),
        (SIAN, f"{SIAN} is in this round already; add a middle name, an initial or a team"),
        ("=1+1", "The name begins with =, which a spreadsheet would run as a formula; type the name"),
        ("x" * 201, "Name must be 200 characters or fewer"),
        ("Am\u202eal", "Name holds the invisible character U+202E; delete it and type the text again"),
    ],
)
def test_a_name_that_cannot_stand_is_said_at_its_field(
    page: Page, world: World, name: str, error: str
) -> None:
    world.add_candidates(SIAN)
    page = reload(page).fill("Name", name).press("Add the candidate")
    assert [one[: len(error)] for one in page.errors] == [error]
    assert (order(page), page.value("Name")) == ([f"1. {SIAN}"], name)


def test_moving_has_a_button_for_each_way(page: Page, world: World) -> None:
    world.add_candidates(*CANDIDATES)
    page = reload(page)
    stale = reload(page)
    page = page.press(f"Move down {SIAN}")
    assert order(page) == [f"1. {AMAL}", f"2. {SIAN}", f"3. {ZOE}", f"4. {NGUYEN}"]
    # The same button pressed twice moves once.
    assert order(stale.press(f"Move down {SIAN}")) == order(page)
    page = page.press(f"Move up {NGUYEN}")
    assert order(page) == [f"1. {AMAL}", f"2. {SIAN}", f"3. {NGUYEN}", f"4. {ZOE}"]
    assert [f"Move up {AMAL}" in page.buttons, f"Move down {ZOE}" in page.buttons] == [False, False]


def test_removing_asks_first(page: Page, world: World) -> None:
    world.ready()
    page = reload(page).follow(f"Remove {AMAL}")
    assert page.heading == f"Remove {AMAL} (C2)?"
    assert order(page.press("Remove the candidate")) == [f"1. {SIAN}", f"2. {ZOE}", f"3. {NGUYEN}"]


def test_after_the_first_score_a_candidate_is_marked_as_withdrawn(page: Page, world: World) -> None:
    world.ready().score(FARAH, SIAN)
    page = reload(page)
    assert f"Remove {AMAL}" not in page.links
    page = page.follow(f"Change {AMAL}").choose("Withdrew").press("Save the changes")
    assert [row[2] for row in rows(page)] == ["Expected", "Withdrew", "Expected", "Expected"]


def test_a_file_is_taken_whole(page: Page, world: World) -> None:
    world.add_candidates(SIAN)
    page = page.follow("add several from a file or a list")
    content = f"\ufeffname;code;day;order\r\n{ZOE};Z-1;14/01/2027;2\r\n{NGUYEN};;;1\r\n".encode()
    page = page.attach(FILE, content, name="candidates.csv").press("Add the candidates")
    assert page.notices == ["2 candidates are added"]
    assert rows(page) == [
        [f"1. {SIAN}", "C1", "Expected", "Not set"],
        [f"2. {NGUYEN}", "C-01", "Expected", "Not set"],
        [f"3. {ZOE}", "Z-1", "Expected", "14 January 2027"],
    ]


def test_every_fault_of_a_file_stands_in_a_table_and_nobody_is_added(page: Page, world: World) -> None:
    world.add_candidates(SIAN)
    page = page.follow("add several from a file or a list")
    content = f"name,day\n{SIAN},\n=cmd(),x\n{ZOE},14/01/2027\n".encode()
    page = page.attach(FILE, content, name="candidates.csv").press("Add the candidates")
    assert page.errors == ["Nobody was added: 3 faults were found"]
    assert [row[:2] for row in page.table("What to mend, row by row")[1:]] == [
        ["Row 2", f"{SIAN} is in this round already"],
        ["Row 3", "The day is 'x'"],
        ["Row 3", "The name begins with =, which a spreadsheet would run as a formula"],
    ]
    assert order(page.browser.open(f"/rounds/{world.round}/candidates")) == [f"1. {SIAN}"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "The header lacks the column name"),
        ("name\nSiân\n".encode("latin-1"), "Is not UTF-8 text"),
        (b"PK\x03\x04\x14\x00\x06\x00", "The header lacks the column name"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(page: Page, content: bytes, fault: str) -> None:
    page = page.follow("add several from a file or a list")
    page = page.attach(FILE, content, name="candidates.csv").press("Add the candidates")
    assert (page.status, fault in [row[1] for row in page.table("What to mend, row by row")]) == (200, True)


def test_names_may_be_pasted(page: Page) -> None:
    page = page.follow("add several from a file or a list")
    page = page.fill(PASTE, f"{SIAN}\n\n{AMAL}\n").press("Add the candidates")
    assert order(page) == [f"1. {SIAN}", f"2. {AMAL}"]


def test_what_was_pasted_stays_where_it_has_a_fault(page: Page) -> None:
    page = page.follow("add several from a file or a list")
    page = page.fill(PASTE, f"{SIAN}\n{SIAN}").press("Add the candidates")
    assert page.table("What to mend, row by row")[1][:2] == [
        "Row 2",
        f"{SIAN} stands here twice; first in row 1",
    ]
    assert page.value(PASTE) == f"{SIAN}\n{SIAN}"


def test_a_file_or_a_list_is_given_and_not_both(page: Page) -> None:
    page = page.follow("add several from a file or a list")
    page = page.press("Add the candidates")
    assert page.errors == ["Choose a file, or paste the names"]
    page.attach(FILE, b"name\nAmal\n", name="candidates.csv").fill(PASTE, SIAN)
    assert page.press("Add the candidates").errors == ["Give a file or a list, not both"]


def test_an_empty_file_can_be_downloaded_and_is_a_file_to_start_from(page: Page, world: World) -> None:
    content = page.browser.download(f"/rounds/{world.round}/candidates/template.csv")
    assert content == b"\xef\xbb\xbfname,code,day,order\r\n"


def test_the_panel_sees_names_or_codes(page: Page, world: World) -> None:
    world.ready()
    page = reload(page)
    assert page.chosen("What the panel sees until moderation is open") == ["Names and codes"]
    page = page.choose("Codes only").press("Save what the panel sees")
    assert page.notices == ["The panel sees codes only"]
    world.score(FARAH, SIAN)
    page = reload(page)
    assert "Until moderation is open the panel sees codes only." in page.text
    assert "Save what the panel sees" not in page.buttons


def test_once_moderation_is_open_the_page_only_tells(page: Page, world: World) -> None:
    world.released()
    page = reload(page)
    assert (page.buttons, "the candidates stay as they are" in page.text) == ([], True)


def test_hr_reads_the_candidates(visit: Visit, world: World) -> None:
    world.ready()
    page = visit(MOIRA).open(f"/rounds/{world.round}/candidates")
    assert (page.status, len(order(page)), page.buttons) == (200, 4, [])


# The interview record


def record(world: World) -> str:
    return f"/rounds/{world.round}/candidates/{world.candidate(SIAN)}/interview"


def fill(page: Page, *, start: str = "9:30am", finish: str = "10.40am") -> Page:
    page.fill("Day", "14").fill("Month", "1").fill("Year", "2027")
    return page.fill("Actual start", start).fill("Actual finish", finish)


def test_the_chair_records_an_interview(visit: Visit, world: World) -> None:
    world.ready()
    page = fill(visit(GARETH).open(record(world)))
    page.fill("Departures from the plan (optional)", "The fire alarm went off.\nWe began again.")
    page = page.press("Save the record")
    assert page.notices == ["The interview is recorded"]
    assert (page.value("Actual start"), page.value("Actual finish")) == ("9:30am", "10:40am")
    assert page.value("Departures from the plan (optional)") == "The fire alarm went off.\nWe began again."


@pytest.mark.parametrize(
    ("start", "finish", "error"),
    [
        ("9:30am", "9:30am", "The finish must be later than the start"),
        ("", "10am", "Give the start too"),
        ("half past nine", "10am", "Actual start must be a time, such as 9:30am or 14:00"),
    ],
)
def test_times_that_cannot_be_are_said_at_their_field(
    visit: Visit, world: World, start: str, finish: str, error: str
) -> None:
    world.ready()
    page = fill(visit(GARETH).open(record(world)), start=start, finish=finish).press("Save the record")
    assert (page.errors, page.value("Actual start")) == ([error], start)


def test_a_stale_record_shows_what_is_kept_and_what_was_typed(visit: Visit, world: World) -> None:
    world.ready()
    mine, theirs = visit(RUTH).open(record(world)), visit(GARETH).open(record(world))
    fill(theirs).press("Save the record")
    page = fill(mine, start="9am").press("Save the record")
    assert (page.status, page.summary()["Start"], page.value("Actual start")) == (409, "09:30", "9am")
    page = page.press("Save the record")
    assert (page.status, page.value("Actual start")) == (200, "9:00am")


def test_the_record_never_names_a_hidden_candidate_to_the_chair(visit: Visit, world: World) -> None:
    world.ready()
    visit(RUTH).open(f"/rounds/{world.round}/candidates").choose("Codes only").press(
        "Save what the panel sees"
    )
    page = visit(GARETH).open(record(world))
    assert (page.heading, SIAN in page.source) == ("Interview record: Candidate C1", False)


def test_members_and_hr_do_not_reach_the_record(visit: Visit, world: World) -> None:
    world.ready()
    assert [visit(name).open(record(world)).status for name in (FARAH, MOIRA)] == [404, 404]


def test_a_stale_change_of_a_candidate_shows_both(page: Page, world: World) -> None:
    world.ready()
    mine, theirs = reload(page).follow(f"Change {SIAN}"), reload(page).follow(f"Change {SIAN}")
    theirs.choose("Withdrew").press("Save the changes")
    page = mine.fill("Name", "Siân O'Brien").press("Save the changes")
    assert (page.status, page.summary()["Attendance"]) == (409, "Withdrew")
    assert (page.value("Name"), page.chosen("Attendance")) == ("Siân O'Brien", ["Expected, or has come"])
