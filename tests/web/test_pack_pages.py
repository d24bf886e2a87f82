"""The pack's pages: what the level proposes, the draft changed by hand, issuing, withdrawing, striking."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine

from recruit.db.tables import VacancyRow
from recruit.domain.alternatives import alternatives
from recruit.domain.coverage_matrix import coverage_matrix
from recruit.domain.pack import PackQuestion
from recruit.domain.proposal import propose
from recruit.services.packs import KeptPack, pack_in_view
from recruit.web.packs.cards import signed
from tests.cast import full_bank, level
from tests.db.queries import counted_queries, writes
from tests.documents.reading import tables
from tests.people import CANDIDATES, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, PANEL, RUTH
from tests.web.browsing import Browser, Page
from tests.world import World

BANK = full_bank()
Visit = Callable[[str | None], Browser]


@pytest.fixture
def ruth(visit: Visit, world: World) -> Browser:  # noqa: ARG001 (signs in one of the cast, who must be there)
    return visit(RUTH)


def address(world: World, more: str = "") -> str:
    return f"/rounds/{world.round}/pack{more}"


def kept(world: World) -> KeptPack:
    found = pack_in_view(world.session, actor=world.actor(RUTH), round_id=world.round).kept
    assert found is not None
    return found


def order(page: Page) -> list[str]:
    """Return the names of the questions, in the order of their cards."""
    return [one.partition(". ")[2] for one in page.headings if re.match(r"\d\. ", one)]


def names(world: World) -> list[str]:
    return [question.name for question in kept(world).pack.questions]


def called(text: str, question: PackQuestion) -> str:
    return f"{text} question {question.number}, {question.name}"


def test_before_the_draw_the_page_says_what_the_level_proposes(ruth: Browser, world: World) -> None:
    page = ruth.open(address(world))
    proposal = propose(BANK, 4)
    assert page.title == "Pack – Team manager – Anyborough Council (invented)"
    assert page.summary()["Why this mix"] == proposal.mix_reason
    assert page.summary()["Scored questions"] == "7: 5 past behaviour, 1 situation, 1 values reflection"
    for text in (
        *(lens.reason for lens in proposal.lenses),
        *(caution for source in proposal.cautions for caution in source.cautions),
        *(attribute.meaning for attribute in proposal.attributes),
    ):
        assert text in page.text
    assert (page.value("Minutes"), page.chosen("Scored questions")) == ("90", ["7"])


def test_the_drawn_pack_is_shown_question_by_question(ruth: Browser, world: World) -> None:
    page = ruth.open(address(world)).press("Draw the pack")
    pack = kept(world).pack
    assert page.notices == ["The pack is drawn"]
    assert order(page) == [question.name for question in pack.questions]
    for question in pack.questions:
        for text in (question.text, question.reason, *question.anchors.values(), question.probes[0].text):
            assert text in page.text


def test_the_summary_and_the_matrix_say_what_is_covered(ruth: Browser, world: World) -> None:
    world.draft()
    page = ruth.open(address(world))
    matrix, coverage = coverage_matrix(world.pack), world.pack.coverage
    assert page.summary()["Leadership behaviours"] == (
        f"{coverage.behaviours.covered} of {coverage.behaviours.total}"
    )
    for sentence in matrix.summary:
        assert sentence in page.text
    rows = page.table("Leadership behaviours by question")
    assert rows[0] == ["Looked for", *(f"Q{column.number}" for column in matrix.columns)]
    found = {row[0]: row[1:] for row in rows[1:]}
    for group in matrix.attributes:
        assert len(found[f"{group.title}: {group.covered} of {group.total}"]) == len(matrix.columns)
        for row in group.rows:
            label = f"{row.label} (not looked for)" if row.wanted else row.label
            assert found[label] == ["Yes" if heard else "" for heard in row.heard]


def test_the_plan_says_who_asks_what_and_when(ruth: Browser, world: World) -> None:
    world.draft()
    rows = ruth.open(address(world)).table("Plan of the interview")[1:]
    assert rows[0] == ["0:00", "Opening", "Chair", "3"]
    assert rows[2] == ["0:10", f"2. {world.pack.questions[1].name}", "Second member", "7"]
    assert len(rows) == len(world.pack.plan)


def test_a_question_is_moved_with_a_button(ruth: Browser, world: World) -> None:
    world.draft()
    before, second = names(world), world.pack.questions[1]
    page = ruth.open(address(world)).press(called("Move up", second))
    assert page.notices == ["The question is moved up"]
    assert order(page) == [before[1], before[0], *before[2:]]
    page = ruth.post(address(world, f"/move/{second.id}"), version=2, by="two")
    assert page.notices == ["The question stays where it is"]
    assert order(page) == [before[1], before[0], *before[2:]]


def test_the_first_question_goes_no_further_up_and_the_last_no_further_down(
    ruth: Browser, world: World
) -> None:
    world.draft()
    buttons = ruth.open(address(world)).buttons
    first, last = world.pack.questions[0], world.pack.questions[-1]
    assert called("Move up", first) not in buttons
    assert called("Move down", last) not in buttons
    assert called("Move down", first) in buttons


def test_a_question_is_swapped_for_one_whose_cost_is_told(ruth: Browser, world: World) -> None:
    world.draft()
    leaving = world.pack.questions[0]
    page = ruth.open(address(world, f"/swap/{leaving.id}"))
    found = alternatives(BANK, world.pack, leaving.id)
    assert page.table("What each swap costs")[1:] == [
        [one.question.name, signed(one.behaviours), signed(one.indicators), signed(one.minutes)]
        for one in found
    ]
    page = page.press(f"Use this question: {found[0].question.name}")
    assert page.notices == ["The question is swapped"]
    assert order(page)[0] == found[0].question.name
    assert f"The recruiting manager chose this question in place of “{leaving.name}”." in page.text


def test_changes_by_hand_are_listed_and_undone_together(ruth: Browser, world: World) -> None:
    page = ruth.open(address(world)).press("Draw the pack")
    drawn = kept(world).pack
    page = page.press(called("Move down", drawn.questions[0]))
    assert f"{drawn.ids[0]} 1 place later" in page.text
    page.press("Undo every change by hand")
    assert kept(world).pack == drawn


def test_a_question_that_the_level_needs_stays_and_the_page_says_why(ruth: Browser, world: World) -> None:
    world.draft()
    needed = next(question for question in world.pack.questions if question.attribute == 5)
    page = ruth.open(address(world)).press(called("Leave out", needed))
    (notice,) = page.notices
    assert notice.startswith(f"“{needed.name}” cannot be left out: this level asks for")
    assert order(page) == [question.name for question in world.pack.questions]


def test_a_question_that_is_not_needed_is_left_out(ruth: Browser, world: World) -> None:
    world.draft()
    spare = next(question for question in world.pack.questions if question.type == "S")
    page = ruth.open(address(world)).press(called("Leave out", spare))
    assert page.notices == ["The question is left out"]
    assert (spare.name in order(page), page.summary()["Scored questions"]) == (False, "6")


def test_a_change_on_an_older_page_is_refused_and_the_pack_shown_as_it_stands(
    ruth: Browser, world: World
) -> None:
    world.draft()
    first = world.pack.questions[0]
    one_tab, other_tab = ruth.open(address(world)), ruth.open(address(world))
    one_tab.press(called("Move down", first))
    stands = names(world)
    page = other_tab.press(called("Move down", first))
    (notice,) = page.notices
    assert notice.startswith("The pack was changed in another tab or window after you opened this page.")
    assert (order(page), names(world)) == (stands, stands)


def test_a_draft_from_a_bank_that_changed_is_drawn_again_before_it_is_changed(
    app: Flask, ruth: Browser, world: World
) -> None:
    app.extensions["recruit"].bank = replace(BANK, digest="1" * 64)
    world.draft()
    page = ruth.open(address(world))
    assert "The question bank has changed since this pack was drawn." in page.text
    assert page.buttons == ["Draw the pack again", "Draw another pack of equal worth"]
    refused = ruth.post(address(world, f"/move/{world.pack.ids[0]}"), version=1, by=1)
    assert refused.notices[0].startswith("The question bank has changed since this pack was drawn;")
    page.press("Draw the pack again")
    assert kept(world).pack.bank.digest == "1" * 64


def test_a_draft_of_another_level_than_the_vacancy_says_so(app: Flask, ruth: Browser, world: World) -> None:
    app.extensions["recruit"].bank = replace(BANK, levels={4: level(4), 5: level(5)})
    world.draft()
    world.rows.change(VacancyRow, world.vacancy, level=5)
    page = ruth.open(address(world))
    assert "This draft is for level 4 and the vacancy is now of level 5." in page.text
    assert "The pack is for level 4" in page.follow("Check and issue").text


def test_a_draw_with_a_question_to_leave_out(ruth: Browser, world: World) -> None:
    world.draft()
    unwanted = world.pack.questions[0]
    page = ruth.open(address(world))
    group = f"{unwanted.attribute}. sfpc section {unwanted.attribute}"
    label = f"{unwanted.name} (past behaviour, 7 minutes)"
    (box,) = (
        one.get("value")
        for one in page.tree.xpath("//input[@name='exclude']")
        if one.get("value") == unwanted.id
    )
    assert (group in page.source, label in page.source) == (True, True)
    ruth.post(address(world, "/draw"), version=1, seed=0, minutes=90, questions=7, exclude=box)
    assert unwanted.id not in kept(world).pack.ids


def test_a_question_both_asked_for_and_left_out_is_refused(ruth: Browser, world: World) -> None:
    named = world.pack.questions[0]
    page = ruth.post(
        address(world, "/draw"),
        version=0,
        seed=0,
        minutes=90,
        questions=7,
        include=named.id,
        exclude=named.id,
    )
    assert page.errors == [f"“{named.name}” is both to be asked and to be left out; choose one of the two"]


@pytest.mark.parametrize(
    ("minutes", "error"),
    [
        ("", "Enter how many minutes an interview may take"),
        ("an hour", "Minutes must be a whole number, such as 3"),
        ("5", "Minutes must be between 20 and 600"),
    ],
)
def test_minutes_that_are_none_are_refused_and_stay_typed(
    ruth: Browser, world: World, minutes: str, error: str
) -> None:
    page = ruth.open(address(world)).fill("Minutes", minutes).press("Draw the pack")
    assert (page.errors, page.value("Minutes")) == ([error], minutes)
    assert page.title.startswith("Error: Pack")


def test_an_impossible_recipe_names_what_clashes_and_offers_the_nearest(ruth: Browser, world: World) -> None:
    page = ruth.open(address(world)).fill("Minutes", "40").press("Draw the pack")
    assert "No pack can meet all of this" in page.headings
    assert "40 minutes in all, 20 of them outside the questions" in page.text
    assert page.value("Minutes") == "40"
    page = page.press("Use this recipe")
    assert page.notices == ["The pack is drawn"]
    assert kept(world).pack.recipe.minutes == 69


def test_another_draw_that_gives_the_same_questions_says_so(ruth: Browser, world: World) -> None:
    page = ruth.open(address(world)).press("Draw the pack")
    seen = {kept(world).pack.ids}
    for _ in range(3):
        before = set(kept(world).pack.ids)
        page = page.press("Draw another pack of equal worth")
        same = set(kept(world).pack.ids) == before
        assert page.notices[0].startswith("The draw gave the same" if same else "The pack is drawn")
        seen.add(kept(world).pack.ids)
    assert (kept(world).pack.seed, len(seen) > 1) == (3, True)


def test_issuing_waits_for_panel_and_candidates_and_links_to_them(ruth: Browser, world: World) -> None:
    world.draft()
    page = ruth.open(address(world)).follow("Check and issue")
    assert "Issue the pack" not in page.buttons
    assert page.links["go to the candidates"] == f"/rounds/{world.round}/candidates"


def test_an_issued_pack_is_frozen_and_says_so(ruth: Browser, world: World) -> None:
    with world.rows.together():
        world.draft()
        world.seat(*PANEL, chair=GARETH)
        world.add_candidates(*CANDIDATES)
    page = ruth.open(address(world, "/issue"))
    assert page.summary()["Pack hash (SHA-256)"] == world.pack.hash
    page = page.press("Issue the pack")
    assert page.notices == ["The pack is issued"]
    assert "it no longer changes" in page.text
    assert page.buttons == []
    assert page.summary()["Issued"] == f"14 January 2027, 10am by {RUTH}"
    refused = ruth.post(address(world, f"/move/{world.pack.ids[0]}"), version=1, by=1)
    assert (refused.status, kept(world).pack) == (409, world.pack)


def test_an_issued_pack_is_withdrawn_with_a_reason(ruth: Browser, world: World) -> None:
    world.ready()
    page = ruth.open(address(world)).follow("Withdraw the pack").press("Withdraw the pack")
    assert page.errors == ["Say why"]
    page = page.fill("Why is it withdrawn?", "A candidate knew question 2.").press("Withdraw the pack")
    assert page.notices == ["The pack is withdrawn. Its copy is a draft that you can change."]
    assert (page.summary()["Reason"], kept(world).is_issued) == ("A candidate knew question 2.", False)


def test_after_the_first_score_a_question_is_struck_with_a_reason(ruth: Browser, world: World) -> None:
    world.ready().score(FARAH, CANDIDATES[0])
    question = world.pack.questions[-1]
    page = ruth.open(address(world))
    assert "Withdraw the pack" not in page.links
    page = page.follow(f"Strike question {question.number}, {question.name}, for every candidate")
    warned = "It is the last scored question on its attribute that still counts" in page.text
    assert warned == (sum(one.attribute == question.attribute for one in world.pack.questions) == 1)
    page = page.fill("What is wrong with the question?", "It names\na family.").press(
        "Strike for every candidate"
    )
    assert page.notices == ["The question is struck for every candidate"]
    assert "Struck for every candidate, 14 January 2027, 10am: It names a family." in page.text
    assert page.summary()["Struck for every candidate"] == f"Question {question.number}"
    assert [one for one in page.links if one.startswith(f"Strike question {question.number},")] == []


def test_before_the_first_score_no_question_is_to_be_struck(ruth: Browser, world: World) -> None:
    world.ready()
    page = ruth.open(address(world))
    assert [one for one in page.links if one.startswith("Strike")] == []
    assert ruth.open(address(world, f"/strike/{world.pack.ids[0]}")).status == 409


def test_word_documents_hold_the_pack(ruth: Browser, world: World) -> None:
    world.draft()
    response = ruth.client.get(address(world, "/panel.docx"))
    assert response.headers["Content-Disposition"] == (
        "attachment; filename=draft-panel-pack-team-manager-round-1.docx"
    )
    assert response.headers["Cache-Control"] == "no-store"
    for name, anchored in (("panel", True), ("candidate", False)):
        found = tables(ruth.download(address(world, f"/{name}.docx")))
        cells = {cell for table in found for row in table for cell in row}
        anchors = {world.pack.questions[0].anchors[score] for score in "2345"}
        assert (anchors <= cells) == anchored


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        (RUTH, [200, 200, 200]),
        (MOIRA, [200, 200, 200]),
        (FARAH, [404, 200, 404]),
        (NADIA, [404, 404, 404]),
        (OUTSIDER, [404, 404, 404]),
    ],
)
def test_who_reads_an_issued_pack(visit: Visit, world: World, name: str, answers: list[int]) -> None:
    world.ready().stand_down(NADIA)
    client = visit(name).client
    found = [client.get(address(world, more)).status_code for more in ("", "/panel.docx", "/candidate.docx")]
    assert found == answers


def test_hr_reads_and_has_no_buttons(visit: Visit, world: World) -> None:
    hr = visit(MOIRA)
    assert hr.open(address(world)).buttons == []
    world.draft()
    assert hr.open(address(world)).buttons == []


def test_reading_writes_nothing_and_asks_no_more_for_a_larger_round(
    ruth: Browser, world: World, engine: Engine
) -> None:
    world.ready()
    counts = []
    for _ in range(2):
        with counted_queries(engine) as found:
            ruth.open(address(world))
        assert writes(found) == []
        counts.append(len(found))
        if len(counts) == 1:
            world.add_candidates(*(f"Candidate {number}" for number in range(30)))
            for question in world.questions():
                world.strike(question)
    assert counts[0] == counts[1]


def test_markup_in_a_reason_is_text(ruth: Browser, world: World) -> None:
    world.ready().score(FARAH, CANDIDATES[0])
    reason = "<script>alert(1)</script> {{ 7 * 7 }} & more"
    page = ruth.open(address(world, f"/strike/{world.pack.ids[0]}"))
    page = page.fill("What is wrong with the question?", reason).press("Strike for every candidate")
    assert reason in page.text
    assert page.tree.xpath("//main//script") == []


def test_a_question_of_a_pack_leads_to_its_page_in_the_bank(ruth: Browser, world: World) -> None:
    world.ready()
    first = kept(world).pack.questions[0]
    page = ruth.open(address(world)).follow(called("See it in the question bank:", first))
    assert (page.heading, page.url) == (first.name, f"/bank/questions/{first.id}")
