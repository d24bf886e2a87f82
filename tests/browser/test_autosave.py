"""What somebody types is saved while they type, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest
from flask import Flask, Response, g, jsonify, render_template_string, request
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from recruit.domain.people import Actor
from tests.browser.serving import served
from tests.web.scratch import scratch_app

PAGE = """{% extends "base.html" %}{% from "components/button.html" import button %}
{% from "components/fields.html" import textarea %}
{% block title %}Question 1{% endblock %}
{% block content %}<h1>Question 1</h1>
<form method="post" data-autosave="/autosave" data-autosave-key="sam-sheet-1-question-1">
  <input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
  <input type="hidden" name="version" value="{{ version }}">
  {{ textarea("evidence", "Evidence", text) }}
  <label><input type="radio" name="score" value="4"{% if score %} checked{% endif %}> Four</label>
  <p class="govuk-body recruit-saved" role="status" data-autosave-status></p>
  {{ button("Save draft", "secondary") }}
</form>{% endblock %}"""


@dataclass
class Sheet:
    """What a server holds of one question, and how it behaves."""

    text: str = ""
    score: str = ""
    version: int = 1
    answer: int = 200
    loses_replies: bool = False
    saves: list[str] = field(default_factory=list)
    address: str = ""
    arrived: Event = field(default_factory=Event)
    may_answer: Event = field(default_factory=Event)

    def take(self) -> int:
        """Store what was sent; return the status of the answer."""
        text = request.form["evidence"].replace("\r\n", "\n")
        same = (text, request.form.get("score", "")) == (self.text, self.score)
        if self.answer != 200:
            return self.answer
        if int(request.form["version"]) != self.version:
            return 200 if same else 409
        self.text, self.score = text, request.form.get("score", "")
        self.version += 1
        self.saves.append(text)
        return 500 if self.loses_replies else 200


def serving(sheet: Sheet) -> Flask:
    app = scratch_app()

    def page() -> str | tuple[str, int]:
        if request.method == "POST" and (status := sheet.take()) != 200:
            return "not saved", status
        g.actor = Actor(account="a", organisation="o", name="Sam Okafor", grants=frozenset())
        return render_template_string(PAGE, text=sheet.text, score=sheet.score, version=sheet.version)

    def autosave() -> tuple[Response, int]:
        sheet.arrived.set()
        sheet.may_answer.wait(10)
        status = sheet.take()
        said = {200: {"saved": True, "version": sheet.version}, 409: {"stale": True}}
        return jsonify(said.get(status, {})), status

    app.add_url_rule("/", "page", page, methods=["GET", "POST"])
    app.add_url_rule("/autosave", "autosave", autosave, methods=["POST"])
    app.add_url_rule("/sign-out", "sign_out", lambda: "signed out", methods=["POST"])
    return app


@pytest.fixture
def sheet() -> Iterator[Sheet]:
    """Return a sheet that is served on an address of its own."""
    sheet = Sheet()
    sheet.may_answer.set()
    with served(serving(sheet)) as sheet.address:
        yield sheet


@pytest.fixture
def page(browser: Browser, sheet: Sheet) -> Iterator[Page]:
    """Return the sheet's page in a browser whose time the test moves."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(sheet.address)
    yield page
    context.close()


def status(page: Page) -> Locator:
    return page.locator("[data-autosave-status]")


def version(page: Page) -> Locator:
    """Return the hidden field; looked at without a script of our own, which the policy forbids."""
    return page.locator("[name=version]")


def evidence(page: Page) -> Locator:
    return page.get_by_label("Evidence")


def kept(page: Page) -> int:
    """Return how many texts this tab keeps."""
    return int(
        page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('recruit:')).length")
    )


def questions(page: Page) -> list[str]:
    """Return the list of kinds of dialogs, which grows as the browser asks; each is answered with yes."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_what_is_typed_is_saved_after_a_pause(page: Page, sheet: Sheet) -> None:
    evidence(page).fill("She asked\nthe child")
    expect(status(page)).to_have_text("Not saved yet")
    assert kept(page) == 1
    page.clock.run_for(2100)
    expect(status(page)).to_contain_text("Saved at")
    assert (sheet.saves, kept(page)) == (["She asked\nthe child"], 0)


def test_somebody_who_never_pauses_is_saved_too(page: Page, sheet: Sheet) -> None:
    for number in range(11):
        evidence(page).fill("word " * (number + 1))
        page.clock.run_for(1000)
    expect(version(page)).to_have_value("2")
    assert len(sheet.saves) == 1


def test_offline_for_half_a_minute_nothing_is_lost_or_doubled(page: Page, sheet: Sheet) -> None:
    page.context.set_offline(True)
    evidence(page).fill("Typed without a connection")
    page.clock.run_for(2100)
    expect(status(page)).to_contain_text("Not saved: there is no connection")
    page.clock.run_for(28_000)
    assert (sheet.saves, kept(page)) == ([], 1)
    page.context.set_offline(False)
    expect(status(page)).to_contain_text("Saved at")
    assert (sheet.saves, kept(page)) == (["Typed without a connection"], 0)


def test_a_lost_reply_is_no_conflict_with_oneself(page: Page, sheet: Sheet) -> None:
    sheet.loses_replies = True
    evidence(page).fill("One")
    page.clock.run_for(2100)
    expect(status(page)).to_contain_text("Not saved: there is no connection")
    sheet.loses_replies = False
    evidence(page).fill("One, two")
    page.clock.run_for(5000)
    page.clock.run_for(5000)
    expect(status(page)).to_contain_text("Saved at")
    expect(version(page)).to_have_value("3")
    assert (sheet.text, sheet.version, sheet.saves) == ("One, two", 3, ["One", "One, two"])


@pytest.mark.parametrize(
    ("answer", "said"),
    [(401, "Not saved. You have been signed out."), (400, "Not saved. This page has been")],
)
def test_after_a_lost_session_the_text_is_put_back_and_saved(
    page: Page, sheet: Sheet, answer: int, said: str
) -> None:
    sheet.answer = answer
    evidence(page).fill("Typed at the end")
    page.get_by_label("Four").check()
    page.clock.run_for(2100)
    expect(status(page)).to_contain_text(said)
    sheet.answer = 200
    questions(page)
    page.reload()
    expect(evidence(page)).to_have_value("Typed at the end")
    expect(page.get_by_label("Four")).to_be_checked()
    page.clock.run_for(2100)
    expect(status(page)).to_contain_text("Saved at")
    assert (sheet.text, sheet.score, kept(page)) == ("Typed at the end", "4", 0)


def test_a_second_tab_overwrites_nothing_and_both_texts_are_shown(page: Page, sheet: Sheet) -> None:
    sheet.text, sheet.version = "From the other tab", 2
    evidence(page).fill("From this tab")
    page.clock.run_for(2100)
    expect(status(page)).to_contain_text("Not saved. Something else was saved here")
    questions(page)
    page.reload()
    expect(evidence(page)).to_have_value("From the other tab")
    expect(page.get_by_text("From this tab")).to_be_visible()
    page.get_by_role("button", name="Discard the text above").click()
    expect(page.get_by_text("From this tab")).to_have_count(0)
    assert (sheet.text, sheet.saves, kept(page)) == ("From the other tab", [], 0)


def test_the_button_waits_for_a_save_under_way(page: Page, sheet: Sheet) -> None:
    sheet.may_answer.clear()
    evidence(page).fill("One")
    page.clock.run_for(2100)
    assert sheet.arrived.wait(5)
    evidence(page).fill("One, two")
    page.get_by_role("button", name="Save draft").click(no_wait_after=True)
    sheet.may_answer.set()
    expect(version(page)).to_have_attribute("value", "3")
    assert (sheet.saves, kept(page)) == (["One", "One, two"], 0)


def test_leaving_with_unsaved_text_asks_first(page: Page) -> None:
    asked = questions(page)
    evidence(page).press_sequentially("x")
    page.reload()
    assert asked == ["beforeunload"]


def test_leaving_with_everything_saved_asks_nothing(page: Page) -> None:
    asked = questions(page)
    evidence(page).press_sequentially("x")
    page.clock.run_for(2100)
    expect(status(page)).to_contain_text("Saved at")
    page.reload()
    assert asked == []


def test_signing_out_leaves_no_text_in_the_tab(page: Page) -> None:
    evidence(page).fill("For nobody else")
    assert kept(page) == 1
    questions(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-out")
    assert kept(page) == 0
