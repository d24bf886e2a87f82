"""What people do in a browser, step by step: everything is found by its role and its label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PASSWORD = "teapot umbrella gravel"  # noqa: S105 (of invented people)
_CODE = re.compile(r"^[A-Z0-9]{4}(?:-[A-Z0-9]{4})+$", re.MULTILINE)
_EVIDENCE = "Evidence: what the candidate said and did"


@dataclass(frozen=True)
class Answered:
    """What a member gives on one question: a score of 1 to 5 or NE, and the evidence or the reason."""

    score: str
    text: str


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def presses(page: Page | Locator, button: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def follows(page: Page | Locator, link: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=link, exact=True).click()


def is_told(page: Page, text: str | re.Pattern[str]) -> None:
    """See a notice on top of the page."""
    expect(page.get_by_role("main").get_by_text(text).first).to_be_visible()


def sends_nothing(page: Page, button: str) -> None:
    """Empty every text of the form that a button sends, and press it."""
    form = (
        page.get_by_role("main")
        .locator("form")
        .filter(has=page.get_by_role("button", name=button, exact=True))
    )
    for control in form.get_by_role("textbox").all():
        control.fill("")
    presses(form, button)


# Accounts


def code_in_letter(outbox: Path, to: str) -> str:
    """Return the code in the one e-mail to an address, from the folder that stands in for a mail server."""
    letters = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in outbox.glob("*.eml")]
    (body,) = [letter.get_content() for letter in letters if letter["To"] == to]
    (code,) = _CODE.findall(body)
    return str(code)


def joins(page: Page, *, code: str, name: str) -> None:
    page.goto("/sign-in")
    follows(page, "I have a code from an invitation")
    page.get_by_label("Code").fill(code)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password", exact=True).fill(PASSWORD)
    presses(page, "Join")
    is_told(page, re.compile("^You have joined"))


def signs_in(page: Page, *, email: str) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    presses(page, "Sign in")
    expect(page.get_by_role("button", name="Sign out")).to_have_count(1)


def invites_a_manager(page: Page, *, name: str, email: str) -> None:
    follows(page.get_by_role("navigation", name="Menu"), "People")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Recruiting manager").check()
    presses(page, "Invite")
    is_told(page, f"{name} is invited. An e-mail says how to join.")


# The recruiting manager


def opens_a_vacancy(page: Page, title: str, *, level: str) -> None:
    presses(page, "Open a vacancy")
    page.get_by_label("Title of the post").fill(title)
    page.get_by_label(re.compile(rf"^{level}\. ")).check()
    presses(page, "Open the vacancy")
    expect(heading(page)).to_have_text(title)


def goes_to(page: Page, task: str, *, vacancy: str) -> None:
    """Open a task of the vacancy's list, from wherever one is."""
    page.goto("/vacancies")
    follows(page, vacancy)
    follows(page.get_by_role("listitem"), task)


def draws_the_pack(page: Page) -> None:
    presses(page, "Draw the pack")
    is_told(page, "The pack is drawn")


def asked(page: Page) -> list[str]:
    """Return the names of a pack's questions, in the order asked."""
    cards = page.get_by_role("heading", level=3).all_text_contents()
    return [text.partition(". ")[2] for text in cards if re.match(r"\d+\. ", text)]


def swaps_a_question(page: Page, number: int) -> str:
    """Put the first alternative in a question's place, and return its name."""
    presses(page, re.compile(rf"^Swap question {number}, "))
    coming = page.get_by_role("button", name=re.compile("^Use this question")).first
    name = (coming.text_content() or "").partition(": ")[2]
    coming.click()
    expect(heading(page)).to_have_text("Pack")
    return name


def moves_a_question_down(page: Page, number: int) -> None:
    presses(page, re.compile(rf"^Move down question {number}, "))
    expect(heading(page)).to_have_text("Pack")


def invites_a_member(page: Page, *, name: str, email: str, chairs: bool) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Chairs the panel").set_checked(chairs)
    presses(page, "Invite to the panel")
    is_told(page, f"{name} is invited, and gets an e-mail")


def adds_a_candidate(page: Page, name: str) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    presses(page, "Add the candidate")
    is_told(page, f"{name} is added")


def issues_the_pack(page: Page) -> None:
    presses(page, "Issue the pack")
    expect(page.get_by_role("main").get_by_text("Issued", exact=True).first).to_be_visible()


# A panel member


def goes_to_score(page: Page, candidate: str) -> None:
    page.goto("/interviews")
    follows(page, f"Start scoring {candidate}")


def answers(part: Page | Locator, given: Answered) -> None:
    """Score a question, or write a note on one that is not scored."""
    if note := _found(part.get_by_label("Note", exact=True)):
        note.fill(given.text)
        return
    part.get_by_role("radio", name=re.compile(f"^{given.score} – ")).check()
    if given.score == "1":
        part.get_by_label("No usable evidence").check()
    part.get_by_label(_EVIDENCE).fill(given.text)


def _found(control: Locator) -> Locator | None:
    return control if control.count() else None


def scores_on_one_page(page: Page, given: Sequence[Answered]) -> None:
    presses(page, "All on one page")
    expect(heading(page)).to_have_text("All questions")
    questions = page.get_by_role("region", name=re.compile("^Question "))
    for number, one in enumerate(given):
        answers(questions.nth(number), one)
    presses(page, "Save and check")


def scores_one_after_the_other(page: Page, given: Sequence[Answered]) -> None:
    for number, one in enumerate(given, start=1):
        expect(heading(page)).to_contain_text(f"Question {number} of {len(given)}: ")
        answers(page, one)
        if number == 1:
            presses(page, "Save draft")
            is_told(page, "Draft saved")
        presses(page, "Save and continue" if number < len(given) else "Save and check")


def seals(page: Page) -> None:
    expect(heading(page)).to_have_text("Check your scores")
    presses(page, "Seal my scores")
    expect(heading(page)).to_have_text("Your sealed scores")


def reopens_and_seals_again(page: Page, candidate: str, *, number: int, says: str, reason: str) -> None:
    page.goto("/interviews")
    follows(page, f"View my scores of {candidate}")
    follows(page, "Reopen this score sheet")
    page.get_by_label("Why do you reopen it?").fill(reason)
    presses(page, "Reopen")
    page.get_by_role("region", name=re.compile(f"^Question {number}:")).get_by_label(_EVIDENCE).fill(says)
    presses(page, "Save and check")
    seals(page)
    is_told(page, reason)


# The chair, and HR


def opens_moderation(page: Page) -> None:
    page.goto("/interviews")
    follows(page, "Who has sealed")
    presses(page, "Open moderation")
    presses(page, "Open moderation")
    expect(heading(page)).to_have_text("Moderation")


def _disputes(page: Page) -> Locator:
    return page.get_by_role("listitem").get_by_role("link", name=re.compile(r", question \d+$"))


def disputes_on(page: Page) -> int:
    """Return how many questions the page of all scores names as to be discussed first."""
    return _disputes(page).count()


def agrees_on_every_dispute(page: Page, *, score: str, reason: str) -> int:
    """Go through what is to be discussed first, agree a score on each, and return how many there were."""
    _disputes(page).first.click()
    for number in range(1, 100):
        presses_agreed_score(page, score=score, reason=reason)
        onward = page.get_by_role("link", name=re.compile("^Next to discuss: "))
        if not onward.count():
            return number
        onward.click()
    raise AssertionError("there is no end of what is to be discussed")


def presses_agreed_score(page: Page, *, score: str, reason: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{score} – ")).check()
    page.get_by_label("Reason", exact=True).fill(reason)
    presses(page, "Record the agreed score")
    is_told(page, re.compile(r"^Agreed score on question \d+ recorded$"))


def decides(page: Page, candidate: str, outcome: str, *, reason: str) -> None:
    page.get_by_role("row", name=candidate).get_by_role("link", name=f"Decide on {candidate}").click()
    page.get_by_role("radio", name=outcome, exact=True).check()
    page.get_by_label("Reason", exact=True).fill(reason)
    presses(page, "Record the decision")
    is_told(page, f"Decision on {candidate} recorded")


def downloads(page: Page, button: str) -> bytes:
    with page.expect_download() as coming:
        presses(page, button)
    return Path(coming.value.path()).read_bytes()
