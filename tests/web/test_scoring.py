"""The panel member's pages, as somebody without scripts goes through them."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from recruit.db.tables import PackRow, RoundRow, SheetEntryRow
from tests.db.queries import counted_queries, writes
from tests.people import AMAL, FARAH, GARETH, MOIRA, NADIA, SIAN
from tests.web.browsing import Browser, Page
from tests.web.conftest import Visit
from tests.world import World

EVIDENCE = "Evidence: what the candidate said and did"
CLEAR, LOWEST = "3 – Label 3", "1 – Label 1"
SCORE, KIND = "Score", "Which of the two is it?"


@pytest.fixture
def ready(world: World) -> World:
    return world.ready()


@pytest.fixture
def farah(ready: World, visit: Visit) -> Browser:  # noqa: ARG001 (the world puts her into the database)
    return visit(FARAH)


def address(world: World, page: object, candidate: str = SIAN) -> str:
    return f"/rounds/{world.round}/candidates/{world.candidate(candidate)}/sheet/{page}"


def fields(world: World, page: Page, **changes: str) -> dict[str, str]:
    """Return what the page of the first question would send, with changes."""
    (pack,) = world.rows.ids(PackRow, PackRow.round_id == world.round)
    token = page.tree.xpath("//main//input[@name='csrf_token']/@value")[0]
    plain = {
        "pack": pack,
        "version": "0",
        "q1-question": world.pack.questions[0].id,
        "csrf_token": str(token),
    }
    return {**plain, "q1-score": "3", "q1-evidence": "Said so.", **changes}


def test_somebody_on_no_panel_reads_what_happens_next(world: World, visit: Visit) -> None:
    world.ready()
    world.stand_down(NADIA)
    page = visit(NADIA).open("/interviews")
    assert page.heading == "My interviews"
    assert "You are on no panel yet" in page.text


def test_a_pack_that_is_not_issued_is_waited_for(world: World, visit: Visit) -> None:
    world.seat(FARAH, chair=FARAH)
    page = visit(FARAH).open("/interviews")
    assert "You are on the panel of Team manager; its pack is not issued yet." in page.text


def test_my_interviews_lists_candidates_with_my_own_progress(ready: World, farah: Browser) -> None:
    ready.score(FARAH, SIAN, questions=ready.questions()[:4])
    ready.score(FARAH, AMAL)
    ready.seal(FARAH, AMAL)
    rows = farah.open("/interviews").table("Candidates for Team manager, Round 1")
    assert rows[:4] == [
        ["Candidate", "My score sheet", "Next"],
        [SIAN, "Draft 4 of 7 scored", f"Continue scoring {SIAN}"],
        [AMAL, "Sealed 14 January 2027, 10am", f"View my scores of {AMAL}"],
        ["Zoë-Marie d'Arcy", "Not started", "Start scoring Zoë-Marie d'Arcy"],
    ]


def test_one_question_is_in_view_with_its_anchors_probes_and_cues(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1))
    question = ready.pack.questions[0]
    assert page.heading == f"Question 1 of 7: {question.name}"
    assert page.title == f"Question 1 of 7: {SIAN} – Team manager – Anyborough Council (invented)"
    shown = [*question.anchors.values(), *(probe.text for probe in question.probes), question.if_no_example]
    shown += [*(cue.text for cue in question.listen_for), *question.concerns]
    assert [text for text in shown if text not in page.text] == []


def test_save_and_continue_goes_to_the_next_question(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1)).choose(CLEAR, within=SCORE).fill(EVIDENCE, "Went there.\nTwice.")
    following = page.press("Save and continue")
    assert following.url == address(ready, 2)
    again = following.browser.open(address(ready, 1))
    assert (again.chosen(SCORE), again.value(EVIDENCE)) == ([CLEAR], "Went there.\nTwice.")


def test_the_list_of_questions_saves_before_it_goes(ready: World, farah: Browser) -> None:
    name = ready.pack.questions[4].name
    page = farah.open(address(ready, 1)).fill(EVIDENCE, "Not to be lost.").press(f"5 {name} Empty")
    assert page.url == address(ready, 5)
    assert farah.open(address(ready, 1)).value(EVIDENCE) == "Not to be lost."


def test_the_list_of_questions_says_how_far_each_is(ready: World, farah: Browser) -> None:
    first, second, third = ready.questions()[:3]
    ready.score(FARAH, SIAN, questions=[first])
    ready.score(FARAH, SIAN, evidence="", questions=[second])
    ready.strike(third)
    farah.open(address(ready, 4)).fill(EVIDENCE, "Some text.").press("Save draft")
    listed = farah.open(address(ready, 5)).tree.xpath("//nav[@aria-label='Questions']//li")
    states = [row.xpath("string(.//span[contains(@class, '__state')])") for row in listed]
    assert states == ["Scored", "Score only", "Struck", "Text only", "Empty", "Empty", "Empty"]


def test_save_draft_stays_and_says_so(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 2)).choose(CLEAR, within=SCORE).press("Save draft")
    assert (page.url, page.notices) == (address(ready, 2), ["Draft saved"])


def test_a_one_asks_which_of_the_two_it_is(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1)).choose(LOWEST, within=SCORE)
    again = page.choose("Evidence against the value", within=KIND).press("Save draft")
    assert (again.chosen(SCORE)[0], again.chosen(KIND)) == (LOWEST, ["Evidence against the value"])


def test_a_question_that_was_not_put_asks_why(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1)).choose("NE – Label NE", within=SCORE)
    again = page.fill(EVIDENCE, "The interview was cut short.").press("Save draft")
    assert again.value("Why it was not put") == "The interview was cut short."


def test_what_was_typed_in_an_older_tab_stands_beside_what_is_stored(ready: World, farah: Browser) -> None:
    older = farah.open(address(ready, 1))
    farah.open(address(ready, 1)).choose(CLEAR, within=SCORE).fill(EVIDENCE, "First tab.").press("Save draft")
    clash = older.fill(EVIDENCE, "Second tab.").press("Save draft")
    assert clash.status == 409
    assert clash.errors == [
        "Question 1 was changed in another tab or window. Nothing was saved: choose what to keep"
    ]
    assert ("First tab." in clash.text, clash.value(EVIDENCE)) == (True, "Second tab.")
    merged = clash.choose(CLEAR, within=SCORE).fill(EVIDENCE, "First tab. Second tab.").press("Save draft")
    assert (merged.status, merged.value(EVIDENCE)) == (200, "First tab. Second tab.")


def test_unwanted_characters_are_named_and_the_text_is_kept(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1)).fill(EVIDENCE, "Said \u202ethis").press("Save draft")
    wanted = "Question 1: Evidence holds the invisible character U+202E; delete it and type the text again"
    assert (page.status, page.errors) == (400, [wanted])
    assert page.title.startswith("Error: ")
    assert page.value(EVIDENCE) == "Said \u202ethis"


def test_text_of_more_than_50000_characters_is_refused_and_kept(ready: World, farah: Browser) -> None:
    text = "x" * 50_001
    page = farah.open(address(ready, 1)).fill(EVIDENCE, text).press("Save draft")
    assert page.errors == ["Question 1: Evidence must be 50,000 characters or fewer"]
    assert page.value(EVIDENCE) == text


def test_a_score_that_is_none_is_refused(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1))
    answer = farah.client.post(address(ready, 1), data=fields(ready, page, **{"q1-score": "6"}))
    assert (answer.status_code, ready.rows.ids(SheetEntryRow)) == (400, [])


@pytest.mark.parametrize("version", ["", "x", "1-2", "-1", "99999999999"])
def test_versions_that_no_page_of_ours_sends_are_refused(ready: World, farah: Browser, version: str) -> None:
    page = farah.open(address(ready, 1))
    answer = farah.client.post(address(ready, 1), data=fields(ready, page, version=version))
    assert (answer.status_code, ready.rows.ids(SheetEntryRow)) == (400, [])


def test_after_the_release_what_was_typed_can_be_copied(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1)).fill(EVIDENCE, "Typed too late.")
    ready.release()
    refused = page.press("Save draft")
    assert (refused.status, refused.heading) == (409, "Not saved")
    assert refused.value("Question 1") == "Typed too late."
    assert "Moderation is open, so scores no longer change" in refused.text


def test_a_member_stood_down_while_writing_can_copy_the_text(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1)).fill(EVIDENCE, "Typed too late.")
    ready.stand_down(FARAH)
    refused = page.press("Save draft")
    assert (refused.status, refused.value("Question 1")) == (409, "Typed too late.")
    assert "You were stood down from this panel" in refused.text


def test_a_struck_question_is_shown_with_its_reason_and_nothing_to_fill_in(
    ready: World, farah: Browser
) -> None:
    ready.strike(ready.pack.questions[0].id, reason="It names a real family.")
    page = farah.open(address(ready, 1))
    assert "Struck for every candidate. It names a real family." in page.text
    assert page.tree.xpath("//main//textarea") == []
    assert page.press("Continue").url == address(ready, 2)


def test_all_questions_are_saved_on_one_page(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, "all"))
    areas = page.tree.xpath("//main//textarea")
    assert len(areas) == 7
    for number, area in enumerate(areas, start=1):
        page._typed[area] = f"Note {number}."
    saved = page.press("Save draft")
    assert (saved.url, saved.notices) == (address(ready, "all"), ["Draft saved"])
    assert farah.open(address(ready, 6)).value(EVIDENCE) == "Note 6."


def test_what_is_missing_is_named_with_a_link_to_its_field(ready: World, farah: Browser) -> None:
    ready.score(FARAH, SIAN, questions=ready.questions()[:6])
    page = farah.open(address(ready, "check"))
    lines = page.tree.xpath("//*[@role='alert']//a")
    assert [(line.text, line.get("href")) for line in lines] == [
        (
            "Question 7: choose a score, or say that it was not explored",
            f"{address(ready, 7)}#q7-score",
        ),
        ("Question 7: write down what the candidate said and did", f"{address(ready, 7)}#q7-evidence"),
    ]
    assert "Seal my scores" not in page.buttons
    target = farah.open(address(ready, 7))
    assert [len(target.tree.xpath(f"//*[@id='q7-{name}']")) for name in ("score", "evidence")] == [1, 1]


def test_a_complete_sheet_is_checked_and_sealed(ready: World, farah: Browser) -> None:
    ready.score(FARAH, SIAN, evidence="Went there.\nTwice.")
    page = farah.open(address(ready, "check"))
    assert page.heading == "Check your scores"
    assert list(page.summary().values()) == ["3 – Label 3 Went there. Twice."] * 7
    sealed = page.press("Seal my scores")
    assert (sealed.heading, sealed.notices) == ("Your sealed scores", ["Score sheet sealed"])
    assert "Sealed 14 January 2027, 10am" in sealed.text
    assert page.press("Seal my scores").heading == "Your sealed scores"


def test_what_was_changed_after_the_check_is_not_sealed(ready: World, farah: Browser) -> None:
    ready.score(FARAH, SIAN)
    page = farah.open(address(ready, "check"))
    ready.score(FARAH, SIAN, value=5)
    again = page.press("Seal my scores")
    assert again.heading == "Check your scores"
    assert again.notices == [
        "Not sealed: something was saved in another tab after you opened this page. Check it again."
    ]


def test_a_sealed_sheet_is_reopened_with_a_reason(ready: World, farah: Browser) -> None:
    ready.score(FARAH, SIAN)
    ready.seal(FARAH, SIAN)
    page = farah.open(address(ready, 1)).follow("Reopen this score sheet")
    assert page.heading == "Reopen your score sheet"
    refused = page.press("Reopen")
    assert refused.errors == ["Write why you reopen your score sheet"]
    opened = refused.fill("Why do you reopen it?", "A slip of the pen.").press("Reopen")
    assert opened.url == address(ready, "all")
    assert "A slip of the pen." in farah.open(address(ready, "check")).text


def test_after_the_release_a_score_is_amended_and_labelled_so(world: World, visit: Visit) -> None:
    world.released()
    farah = visit(FARAH)
    checked = farah.open(address(world, "check"))
    page = checked.follow("Amend question 2")
    assert "Sealed: 3 – Label 3" in page.text
    refused = page.choose("5 – Label 5", within=SCORE).press("Amend the score")
    assert refused.errors == ["Write why you amend the score"]
    amended = refused.fill("Why do you amend it?", "Heard again.").press("Amend the score")
    assert amended.notices == ["Score amended"]
    assert "Amended 14 January 2027, 10am: 5 – Label 5" in amended.text


def test_an_amendment_that_changes_nothing_says_so_and_is_none(world: World, visit: Visit) -> None:
    world.released()
    page = visit(FARAH).open(address(world, "check")).follow("Amend question 2")
    sent = page.fill("Why do you amend it?", "No reason.").press("Amend the score")
    assert sent.notices == ["This score stands already. Nothing was changed"]
    assert "Amended" not in sent.text.replace("Amend question", "")


def test_a_panel_that_reads_codes_reads_no_name_on_any_page_of_a_sheet(ready: World, farah: Browser) -> None:
    ready.rows.change(RoundRow, ready.round, names_shown=False)
    pages = [farah.open(address(ready, page)) for page in (1, "all", "check")]
    assert [SIAN in page.source for page in (*pages, farah.open("/interviews"))] == [False] * 4
    assert [page.title.count("Candidate C1") for page in pages] == [1] * 3


def test_autosave_answers_as_the_script_expects(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1))
    url = address(ready, "1/autosave")

    def send(**changes: str) -> tuple[int, object]:
        answer = farah.client.post(url, data=fields(ready, page, **changes))
        return answer.status_code, answer.json

    assert send() == (200, {"saved": True, "version": "1"})
    assert send() == (200, {"saved": True, "version": "1"})
    assert send(**{"q1-evidence": "Other."}) == (409, {"stale": True})
    assert send(version="1", **{"q1-evidence": "Other."}) == (200, {"saved": True, "version": "2"})
    message = "Evidence holds the invisible character U+0000; delete it and type the text again"
    assert send(version="2", **{"q1-evidence": "a\0b"}) == (400, {"saved": False, "message": message})
    ready.release()
    status, said = send(version="2", **{"q1-evidence": "Late."})
    assert (status, sorted(said) if isinstance(said, dict) else said) == (400, ["message", "saved"])


def test_line_ends_of_a_browser_are_kept_as_line_feeds(ready: World, farah: Browser) -> None:
    page = farah.open(address(ready, 1)).fill(EVIDENCE, "\n  One.\nTwo.\n").press("Save draft")
    assert page.value(EVIDENCE) == "\n  One.\nTwo.\n"


def test_a_candidate_who_withdrew_has_a_page_and_nothing_to_fill_in(ready: World, farah: Browser) -> None:
    ready.score(FARAH, SIAN)
    ready.attend(SIAN, "withdrew")
    page = farah.open(address(ready, 1))
    assert (page.url, page.heading) == (address(ready, "check"), "Your score sheet")
    assert page.buttons == []


@pytest.mark.parametrize("number", [0, 8, 99])
def test_a_question_that_the_pack_lacks_is_not_there(ready: World, farah: Browser, number: int) -> None:
    assert farah.open(address(ready, number)).status == 404


def test_opening_every_page_of_a_sheet_writes_nothing_and_asks_little(
    ready: World, farah: Browser, engine: Engine
) -> None:
    ready.score(FARAH, SIAN)
    counts = {}
    for page in (1, "all", "check"):
        farah.open(address(ready, page))
        with counted_queries(engine) as queries:
            farah.open(address(ready, page))
        assert writes(queries) == []
        counts[page] = len(queries)
    assert counts == {1: 3, "all": 3, "check": 5}


def test_a_save_asks_little(ready: World, farah: Browser, engine: Engine) -> None:
    page = farah.open(address(ready, 1))
    data = fields(ready, page)
    with counted_queries(engine) as queries:
        farah.client.post(address(ready, 1), data=data)
    assert len(writes(queries)) == 3  # the sheet, the entry, the record of it
    assert len(queries) <= 9


def test_hr_and_other_members_get_nothing_at_an_address_of_a_sheet(ready: World, visit: Visit) -> None:
    ready.score(FARAH, SIAN, evidence="Farah wrote this.")
    assert visit(MOIRA).open(address(ready, 1)).status == 404
    assert "Farah wrote this." not in visit(GARETH).open(address(ready, 1)).source
