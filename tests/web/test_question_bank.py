"""The question bank's pages: browsing and searching, a question, a behaviour or indicator, coverage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from recruit.app import create_app
from recruit.db.tables import PackQuestionRow, PackRow
from recruit.domain.bank import Cue, Material, QuestionBank, Table
from recruit.domain.people import Actor, Granted, Role
from recruit.services.question_retirement import retire
from recruit.settings import Settings
from recruit.web.access import ACCESS, allows
from recruit.web.question_bank.paging import PER_PAGE, Part, part_of
from recruit.web.toolkit import database as database_of_the_app
from tests.cast import PB, S, X, bank, level, question
from tests.clock import Clock
from tests.db.queries import counted_queries
from tests.people import FARAH, GARETH, MOIRA, RUTH, STRANGER
from tests.web.browsing import Browser, Page, words
from tests.web.conftest import Visit
from tests.world import COUNCIL, World

CASE = Material(
    title="A page about <b>bruises</b>",
    instructions="Read this page.",
    paragraphs=("A neighbour telephoned.",),
    table=Table("Calls", ("Month", "Count"), (("May", "Seventeen"),)),
)
MANY = tuple(question(f"many-{n:02}", 3, S, levels=(5,), indicators=("base-1.3",)) for n in range(62))
BANK: QuestionBank = bank(
    question("spoke-up", 1, PB, text="Tell us about a naïve hope in supervision.", minutes=6),
    question(
        "the-case",
        2,
        X,
        levels=(4, 5),
        minutes=12,
        preparation_minutes=20,
        material=CASE,
        indicators=("base-1.2", "reach-1.1"),
        listen_for=(Cue("Names the risk.", ("sfpc-2.1", "base-1.2")),),
    ),
    replace(question("long-gone"), retired="It invited private stories."),
    *MANY,
    levels=(level(4), level(5)),
)
IN_USE = len(BANK.questions) - 1


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    made = create_app(settings, clock=clock, bank=BANK, config={"TESTING": True})
    yield made
    with made.app_context():
        database_of_the_app.engine.dispose()


@pytest.fixture
def ruth(visit: Visit, world: World) -> Browser:  # noqa: ARG001 (signs in one of the cast, who must be there)
    return visit(RUTH)


def listed(page: Page) -> list[str]:
    """Return the names of the questions that a page lists."""
    path = "//li[contains(@class, 'recruit-found__question')]/*[self::h2 or self::h4]"
    return [words(one) for one in page.tree.xpath(path)]


def entry(page: Page, name: str) -> str:
    [found] = [words(one) for one in page.tree.xpath("//main//li[h2]") if words(one.find("h2")) == name]
    return found


def said(page: Page) -> str:
    return words(page.tree.xpath("//*[@role='status']")[0])


# Browsing and searching


def test_the_bank_is_browsed_thirty_at_a_time(ruth: Browser) -> None:
    first = ruth.open("/bank")
    assert (first.status, first.heading, said(first)) == (
        200,
        "Question bank",
        f"{IN_USE} questions, 1 to {PER_PAGE} shown",
    )
    second = first.follow("Next page")
    last = second.follow("3")
    assert [len(listed(page)) for page in (first, second, last)] == [30, 30, IN_USE - 60]
    assert len({*listed(first), *listed(second), *listed(last)}) == IN_USE
    assert last.title == "Question bank, page 3 of 3 – Anyborough Council (invented)"
    assert listed(last.follow("Previous page")) == listed(second)


@pytest.mark.parametrize(
    ("asked", "number"), [("0", 1), ("-3", 1), ("99", 3), ("two", 1), ("9" * 5_000, 1), ("", 1)]
)
def test_a_part_that_is_not_there_is_the_nearest_one(ruth: Browser, asked: str, number: int) -> None:
    assert listed(ruth.open(f"/bank?page={asked}")) == listed(ruth.open(f"/bank?page={number}"))


def test_a_list_that_fits_has_one_part() -> None:
    assert [part_of(total, asked=None).of for total in (0, 1, 30, 31)] == [1, 1, 1, 2]
    assert part_of(31, asked=2) == Part(number=2, of=2, total=31)
    assert (part_of(31, asked=2).first, part_of(31, asked=2).last) == (30, 31)


def test_an_entry_says_what_the_question_is_and_how_it_begins(ruth: Browser) -> None:
    page = ruth.open("/bank?level=4")
    assert listed(page) == ["Spoke up", CASE.title]
    assert entry(page, "Spoke up") == (
        "Spoke up Level 4 · 1. sfpc section 1 · Past behaviour · 6 minutes"
        " Tell us about a naïve hope in supervision."
    )
    assert "Levels 4 and 5 · 2. sfpc section 2 · Exercise · 12 minutes, and 20 to prepare" in entry(
        page, CASE.title
    )


def test_words_are_searched_for_and_shown_where_they_stand(ruth: Browser) -> None:
    page = ruth.open("/bank").fill("Words", "NAIVE superv").press("Search")
    assert (listed(page), said(page)) == (["Spoke up"], f"1 of {IN_USE} questions")
    assert [words(one) for one in page.tree.xpath("//mark")] == ["naïve", "superv"]
    assert page.value("Words") == "NAIVE superv"


def test_the_form_narrows_by_everything_it_offers_and_keeps_what_was_chosen(ruth: Browser) -> None:
    page = ruth.open("/bank").choose("5. Invented level 5", of="Role level")
    page.choose("2. sfpc section 2", of="Attribute").choose("Exercise", of="Type")
    page.fill("Minutes at most", "12").choose("Label of sfpc-2.1", of="Leadership behaviour")
    page = page.choose("Label of reach-1.1", of="Indicator").press("Search")
    assert listed(page) == [CASE.title]
    assert "More to search by (5 chosen)" in page.text
    assert page.tree.xpath("//details")[0].get("open") is not None
    labels = ("Role level", "Attribute", "Type", "Minutes at most", "Leadership behaviour", "Indicator")
    assert [page.value(label) for label in labels] == [
        "5. Invented level 5",
        "2. sfpc section 2",
        "Exercise",
        "12",
        "Label of sfpc-2.1",
        "Label of reach-1.1",
    ]
    assert entry(page, CASE.title).endswith("Listen for: Names the risk.")
    assert said(page.follow("Show every question")).startswith(f"{IN_USE} questions")


def test_a_search_goes_on_in_the_next_part(ruth: Browser) -> None:
    page = ruth.open("/bank?level=5&type=S").follow("Next page")
    assert said(page) == f"{len(MANY)} of {IN_USE} questions, 31 to 60 shown"
    assert (page.value("Role level"), page.value("Type")) == ("5. Invented level 5", "Situation")


def test_where_nothing_is_found_the_page_says_what_to_change(ruth: Browser) -> None:
    page = ruth.open("/bank?words=naive&level=5&attribute=1")
    assert (listed(page), "No question is all of this" in page.headings) == ([], True)
    assert page.links["Without the role level"] == "/bank?words=naive&attribute=1"
    assert "Without the role level: 1 question" in page.text
    assert listed(page.follow("Without the role level")) == ["Spoke up"]
    assert "Use fewer words" in said(ruth.open("/bank?words=superannuated"))
    assert "Begin with the role level alone" in said(
        ruth.open("/bank?words=naive&level=5&type=PB&attribute=3")
    )


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ({"words": "x" * 1_500}, ["Words must be 200 characters or fewer"]),
        ({"minutes": "ten"}, ["Minutes at most must be a whole number, such as 3"]),
        ({"minutes": "0"}, ["Minutes at most must be between 1 and 600"]),
        ({"level": "99"}, ["Choose one of the answers listed for “Role level”"]),
        ({"type": "Z", "attribute": "1x"}, None),
        ({"behaviour": "base-1.1"}, ["Choose one of the answers listed for “Leadership behaviour”"]),
        ({"indicator": "'; --"}, ["Choose one of the answers listed for “Indicator”"]),
        ({"words": "a\u202eb"}, None),
        ({"words": "a\x00b"}, None),
    ],
)
def test_what_cannot_be_searched_for_is_said_and_nothing_is_listed(
    ruth: Browser, query: dict[str, str], errors: list[str] | None
) -> None:
    response = ruth.client.get("/bank", query_string=query)
    page = Page(ruth, response)
    assert (page.status, listed(page), page.title[:6]) == (200, [], "Error:")
    assert page.errors == errors if errors else len(page.errors) == len(query)


@pytest.mark.parametrize(
    "typed", ["🦊", "❤️ naïve", "<script>alert(1)</script>", '"><b>', "%", "(", "\\", "é" * 200]
)
def test_awkward_words_find_nothing_and_come_back_as_they_were_typed(ruth: Browser, typed: str) -> None:
    page = ruth.open("/bank").fill("Words", typed).press("Search")
    assert (page.status, listed(page), page.value("Words")) == (200, [], typed)
    assert page.tree.xpath("//main//script|//main//b") == []


def test_unknown_and_repeated_parts_of_the_address_do_no_harm(ruth: Browser) -> None:
    page = ruth.open("/bank?nothing=1&level=4&level=5&words=")
    assert (page.status, listed(page)) == (200, ["Spoke up", CASE.title])


def test_a_bank_without_questions_says_so(
    settings: Settings, clock: Clock, visit: Visit, world: World
) -> None:
    cookie = visit(world.manager).client.get_cookie("recruit")
    assert cookie is not None
    empty = create_app(settings, clock=clock, bank=bank(), config={"TESTING": True})
    client = empty.test_client()
    client.set_cookie("recruit", cookie.value)
    assert said(Browser(client).open("/bank")) == "The bank holds no question yet."
    assert Browser(client).open("/bank/coverage").status == 200
    with empty.app_context():
        database_of_the_app.engine.dispose()


# One question


def test_a_question_s_page_holds_everything_of_it(ruth: Browser) -> None:
    page = ruth.open("/bank?level=4").follow(CASE.title)
    assert (page.status, page.heading) == (200, CASE.title)
    assert page.title == f"{CASE.title} – Question bank – Anyborough Council (invented)"
    assert page.summary() == {
        "Role level": "4. Invented level 4 5. Invented level 5",
        "Attribute": "2. sfpc section 2",
        "Type": "Exercise",
        "Minutes": "12 minutes, and 20 to prepare",
        "Author": "The cast",
        "Version": "1",
        "Key": "the-case",
    }
    one = BANK.question("the-case")
    texts = (one.text, one.turns_on, one.accepts, one.if_no_example, *one.concerns, CASE.instructions)
    assert [text for text in (*texts, *CASE.paragraphs) if text not in page.text] == []
    assert page.table("Calls") == [["Month", "Count"], ["May", "Seventeen"]]
    assert page.table("Probes")[1] == ["Own action", "Probe on own action?"]
    assert page.table("Score anchors")[1:] == [[n, f"Anchor {n} of the-case."] for n in "12345"]
    assert page.headings[1:] == [
        *("What it turns on", "What it accepts", "Where there is no example", "Exercise", "Listen for"),
        *("Causes for concern", "Leadership behaviours", "Indicators", "Framework base", "Framework reach"),
        "Where it was asked",
    ]


def test_what_a_question_looks_for_leads_to_its_page_and_back(ruth: Browser) -> None:
    page = ruth.open("/bank/questions/the-case")
    assert page.links["Label of base-1.2"] == "/bank/items/base-1.2"
    there = ruth.open("/bank/items/base-1.2")
    assert there.links[CASE.title] == "/bank/questions/the-case"
    assert page.tree.xpath("//nav[@aria-label='Breadcrumb']//a/@href") == ["/bank"]
    assert page.follow("2. sfpc section 2").value("Attribute") == "2. sfpc section 2"


def test_a_retired_question_can_be_read_and_says_that_it_is(ruth: Browser) -> None:
    page = ruth.open("/bank/questions/long-gone")
    assert (page.status, "no pack is drawn with it: It invited private stories." in page.text) == (200, True)
    assert "Long gone" not in ruth.open("/bank?words=long-gone").text


def asked_in(world: World, *keys: str) -> None:
    """Issue a pack whose questions have these ids, as far as exposure reads of a pack."""
    world.ready()
    pack_id = world.session.scalars(select(PackRow.id).where(PackRow.round_id == world.round)).one()
    world.session.rollback()
    for key in keys:
        row = PackQuestionRow(organisation_id=COUNCIL, pack_id=pack_id, question=key, version=1)
        world.rows.keep(row)


def test_a_question_s_page_says_where_it_was_asked(world: World, visit: Visit) -> None:
    asked_in(world, "spoke-up")
    asked_in(world.another(), "spoke-up")
    page = visit(RUTH).open("/bank/questions/spoke-up")
    day = "14 January 2027"
    assert f"In 2 issued packs, for 8 candidates, last on {day}." in page.text
    rows = page.table("Where it was asked, the last first")
    assert rows[0] == ["Vacancy", "Last asked", "Level", "Candidates", "Version"]
    assert sorted(rows[1:]) == [
        ["Another manager’s vacancy", day, "4", "4", "1"],
        ["Team manager", day, "4", "4", "1"],
    ]
    assert page.follow("Team manager").heading == "Team manager"
    assert visit(MOIRA).open("/bank/questions/spoke-up").text.count("Team manager") == 2


def test_a_question_that_nobody_was_asked_says_so(ruth: Browser) -> None:
    page = ruth.open("/bank/questions/spoke-up")
    assert "In no pack that was issued." in page.text


def test_the_pages_show_the_bank_of_one_s_own_organisation(world: World, visit: Visit) -> None:
    retire(
        world.session,
        actor=world.actor(RUTH),
        bundled=BANK,
        key="spoke-up",
        reason="Known among applicants.",
        now=world.clock(),
    )
    own, theirs = (visit(name).open("/bank?level=4") for name in (MOIRA, STRANGER))
    assert (listed(own), listed(theirs)) == ([CASE.title], ["Spoke up", CASE.title])
    assert "Known among applicants." in own.browser.open("/bank/questions/spoke-up").text
    assert "Known among applicants." not in theirs.browser.open("/bank/questions/spoke-up").text


# One behaviour or indicator


def test_a_behaviour_s_page_says_what_it_means_and_who_asks_for_it(ruth: Browser) -> None:
    page = ruth.open("/bank/items/sfpc-2.1")
    assert (page.status, page.heading) == (200, "Label of sfpc-2.1")
    assert page.summary() == {
        "Framework": "Framework sfpc",
        "Attribute": "2. sfpc section 2",
        "Where in the source": "Where sfpc-2.1 stands",
        "Id": "sfpc-2.1",
    }
    assert ("Meaning of sfpc-2.1." in page.text, "A caution on sfpc." in page.text) == (True, True)
    assert "Every level looks for the leadership behaviours. 1 question looks for it." in page.text
    assert page.headings[1:] == [
        "Questions that look for it",
        "Level 4. Invented level 4",
        "Level 5. Invented level 5",
    ]
    assert listed(page) == [CASE.title, CASE.title]


def test_an_indicator_s_page_says_by_which_lens_it_is_looked_for(ruth: Browser) -> None:
    page = ruth.open("/bank/items/reach-1.2")
    assert "2 levels look for this indicator. No question looks for it." in page.text
    assert page.text.count("In the stretch lens: it may lift an answer to a 4 or a 5.") == 2
    assert page.text.count("No question of this level looks for it.") == 2


@pytest.mark.parametrize(
    "path",
    [
        *("/bank/questions/nobody-wrote-it", "/bank/questions/🦊", "/bank/questions/a%00b"),
        *("/bank/items/sfpc-9.9", "/bank/items/the-case", "/bank/items/%3Cb%3E", "/bank/items/"),
        *("/bank/coverage/9", "/bank/coverage/four", "/bank/coverage/-1", f"/bank/coverage/{'9' * 5000}"),
    ],
)
def test_what_the_bank_lacks_is_not_there(ruth: Browser, path: str) -> None:
    assert ruth.open(path).status == 404


# Coverage


def test_coverage_counts_every_level_and_names_what_is_bare(ruth: Browser) -> None:
    page = ruth.open("/bank").follow("What the bank covers, level by level")
    head, four, five = page.table("Levels")
    assert head[:3] == ["Role level", "Questions", "Past behaviour"]
    assert four == ["4. Invented level 4", "2", "1", "0", "0", "1", "2 of 12", "2 of 6", "1 of 4"]
    assert five[:2] == ["5. Invented level 5", str(len(MANY) + 1)]
    assert page.headings.count("Level 4. Invented level 4") == 1
    bare = page.tree.xpath("//h3[starts-with(., 'Level 4.')]/following-sibling::ul[1]/li")
    assert [words(one) for one in bare] == [f"Label of base-1.{n}" for n in (3, 4, 5, 6)]
    behaviours = {row[0]: row[1:] for row in page.table("Questions that look for each leadership behaviour")}
    assert behaviours["Label of sfpc-3.1"] == [str(len(MANY)), "0", str(len(MANY))]


def test_coverage_of_a_level_leads_to_its_questions(ruth: Browser) -> None:
    page = ruth.open("/bank/coverage").follow("4. Invented level 4")
    assert page.table("Questions by attribute and type")[1:3] == [
        ["1. sfpc section 1", "1", "0", "0", "0", "1"],
        ["2. sfpc section 2", "0", "0", "0", "1", "1"],
    ]
    base = page.table("Base lens")
    assert base[1] == ["Label of base-1.3", "None"]
    assert base[-1] == ["Label of base-1.2", "1 question for Label of base-1.2"]
    assert page.table("Leadership behaviours")[1] == [
        "Label of sfpc-1.1",
        "1 question for Label of sfpc-1.1",
    ]
    assert listed(page.follow("1 question for Label of base-1.2")) == [CASE.title]
    assert listed(page.follow("Read the 2 questions of this level")) == ["Spoke up", CASE.title]


# Who, and at what cost


@pytest.mark.parametrize("path", ["", "/questions/spoke-up", "/items/sfpc-1.1", "/coverage", "/coverage/4"])
def test_managers_and_hr_have_the_bank_and_panel_members_do_not(
    world: World, visit: Visit, path: str
) -> None:
    world.ready()
    answers = {
        name: visit(name).client.get(f"/bank{path}").status_code for name in (RUTH, MOIRA, FARAH, GARETH)
    }
    assert answers == {RUTH: 200, MOIRA: 200, FARAH: 404, GARETH: 404}
    assert visit(None).client.get(f"/bank{path}").status_code == 302


@pytest.mark.parametrize(
    ("granted", "may"),
    [
        (Granted(Role.MANAGER), True),
        (Granted(Role.HR), True),
        (Granted(Role.MANAGER, "0" * 16), False),
        (Granted(Role.MEMBER, "0" * 16), False),
    ],
)
def test_the_bank_is_open_to_roles_of_the_organisation_not_of_one_vacancy(
    granted: Granted, may: bool
) -> None:
    somebody = Actor("a", "o", "Somebody", frozenset({granted}))
    assert allows(ACCESS["question_bank.index"], somebody) is may


def test_a_member_gets_the_same_answer_for_a_question_that_is_there_and_one_that_is_not(
    world: World, visit: Visit
) -> None:
    world.ready()
    farah = visit(FARAH)
    there, absent = (farah.open(f"/bank/questions/{key}") for key in ("spoke-up", "nobody-wrote-it"))
    assert (there.status, there.text) == (absent.status, absent.text)


@pytest.mark.parametrize(
    ("few", "many"),
    [
        ("/bank?words=naive", "/bank"),
        ("/bank/items/sfpc-2.1", "/bank/items/sfpc-3.1"),
        ("/bank/coverage/4", "/bank/coverage/5"),
        ("/bank/questions/spoke-up", "/bank/questions/the-case"),
    ],
)
def test_a_page_of_the_bank_asks_as_much_of_the_database_for_few_questions_as_for_many(
    ruth: Browser, engine: Engine, few: str, many: str
) -> None:
    assert queries_of(ruth, engine, few) == queries_of(ruth, engine, many) <= 3


def queries_of(browser: Browser, engine: Engine, path: str) -> int:
    with counted_queries(engine) as queries:
        assert browser.open(path).status == 200
    return len(queries)


def test_a_pack_leads_to_the_bank_where_the_question_still_is(world: World, visit: Visit) -> None:
    world.ready()
    page = visit(RUTH).open(f"/rounds/{world.round}/pack")
    assert [text for text in page.links if text.startswith("See it in the question bank")] == []
