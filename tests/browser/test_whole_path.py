"""The main job from sign-in to the zip of reports: one vacancy, five people, each in their own browser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from recruit.app import create_app
from recruit.domain.bank import QuestionBank
from recruit.services.people import create_hr_account
from recruit.settings import Settings
from recruit.web.accounts.passwords import PASSWORDS
from recruit.web.toolkit import database as database_of_the_app
from tests.browser import steps
from tests.browser.conftest import Enter
from tests.browser.steps import Answered
from tests.clock import Clock
from tests.documents.lean_docx import parts_of
from tests.documents.rendering import DOCUMENT, read
from tests.documents.word_rules import faults_of, schema_faults_of
from tests.people import (
    AMAL,
    CANDIDATES,
    FARAH,
    GARETH,
    MOIRA,
    NADIA,
    NGUYEN,
    PANEL,
    RUTH,
    SIAN,
    ZOE,
    email_of,
)

TITLE = "Assistant director, help and protection"
SCORES = {GARETH: "4", FARAH: "3", NADIA: "4"}
OUTCOMES = {
    SIAN: "Recommended, subject to checks",
    AMAL: "Reserve",
    ZOE: "Not appointable",
    NGUYEN: "Appointable but not selected",
}
REASON, SETTLED = "On the evidence that the notes hold.", "Both notes have what she did herself."
CONTEXTS: Mapping[str, Mapping[str, object]] = {
    GARETH: {},
    FARAH: {"java_script_enabled": False},
    NADIA: {"viewport": {"width": 320, "height": 800}},
}


@pytest.fixture
def app(settings: Settings, clock: Clock, real_bank: QuestionBank) -> Iterator[Flask]:
    """Return the application with the bank that it ships."""
    made = create_app(settings, clock=clock, bank=real_bank, config={"TESTING": True})
    yield made
    with made.app_context():
        database_of_the_app.engine.dispose()


@pytest.fixture
def hr(database: Engine, clock: Clock) -> str:
    """Return the address of HR's account, the only one that there is at the start."""
    hashed = PASSWORDS.hashed(steps.PASSWORD)
    with Session(database) as session:
        create_hr_account(
            session,
            organisation="Anyborough Council (invented)",
            email=email_of(MOIRA),
            name=MOIRA,
            password_hash=hashed,
            now=clock(),
        )
    return email_of(MOIRA)


def canary(member: str, candidate: str) -> str:
    """Return a word that stands in every note of a member on a candidate, and nowhere else."""
    return f"canary{PANEL.index(member)}{CANDIDATES.index(candidate)}"


def given_by(member: str, candidate: str, *, questions: int) -> list[Answered]:
    """Return a sheet: the member's usual score, but for questions not put, without evidence or far apart."""
    special = {3: "NE"} if candidate == ZOE else {4: "5", 5: "1"} if member == NADIA else {}
    word = canary(member, candidate)
    return [
        Answered(special.get(n, SCORES[member]), f"Question {n}: went to see the family first. {word}")
        for n in range(1, questions + 1)
    ]


def opened(enter: Enter, **how: object) -> Page:
    page = enter(None, **how)
    page.set_default_timeout(10_000)
    return page


def prepares(page: Page) -> int:
    """Bring the vacancy to the issued pack as the manager, and return how many questions it asks."""
    steps.opens_a_vacancy(page, TITLE, level="6")
    steps.goes_to(page, "Interview pack", vacancy=TITLE)
    steps.draws_the_pack(page)
    drawn = steps.asked(page)
    coming = steps.swaps_a_question(page, 2)
    assert (coming in steps.asked(page), drawn[1] in steps.asked(page)) == (True, False)
    before = steps.asked(page)
    steps.moves_a_question_down(page, 1)
    assert steps.asked(page) == [before[1], before[0], *before[2:]]
    steps.goes_to(page, "Panel", vacancy=TITLE)
    for name in PANEL:
        steps.invites_a_member(page, name=name, email=email_of(name), chairs=name == GARETH)
    steps.goes_to(page, "Candidates", vacancy=TITLE)
    for name in CANDIDATES:
        steps.adds_a_candidate(page, name)
    steps.goes_to(page, "Issue the pack", vacancy=TITLE)
    steps.issues_the_pack(page)
    return len(before)


def scores_everybody(page: Page, member: str, *, questions: int) -> None:
    for candidate in CANDIDATES:
        given = given_by(member, candidate, questions=questions)
        steps.goes_to_score(page, candidate)
        if candidate == SIAN:
            steps.scores_one_after_the_other(page, given)
        else:
            steps.scores_on_one_page(page, given)
        steps.seals(page)


def canaries_seen(page: Page, paths: Sequence[str]) -> set[str]:
    """Return whose notes stand on these pages, and on those that they link to."""
    seen: set[str] = set()
    visited: set[str] = set()
    for path in paths:
        page.goto(path)
        links = page.get_by_role("main").get_by_role("link").evaluate_all("all => all.map(one => one.href)")
        for href in sorted({path, *links} - visited):
            visited.add(href)
            if not href.endswith((".docx", ".zip", ".csv")):
                page.goto(href)
                seen |= {PANEL[int(number)] for number in re.findall(r"canary(\d)\d", page.content())}
    return seen


def reports_in(downloaded: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(downloaded)) as files:
        return {name: files.read(name) for name in files.namelist() if name.endswith(".docx")}


def lacking(document: bytes, candidate: str, *, questions: int) -> list[str]:
    """Return what a report should say of a candidate and does not, and what it says and should not."""
    lines = read(parts_of(document)[DOCUMENT])
    text = "\n".join(lines)
    wanted = [
        *(candidate, *PANEL, OUTCOMES[candidate], REASON),
        *("3 of 3 sealed before release.", "Final"),
        *(canary(name, candidate) for name in PANEL),
    ]
    others = [canary(name, one) for name in PANEL for one in CANDIDATES if one != candidate]
    return [
        *(f"lacks {one}" for one in wanted if one not in text),
        *(f"holds {one}" for one in ("Draft", *others) if one in text),
        *(f"lacks the scores of {name}" for name in PANEL if lines.count(name) < questions - 1),
    ]


def test_a_vacancy_from_sign_in_to_the_reports(enter: Enter, hr: str, settings: Settings) -> None:
    outbox = settings.data_folder / "outbox"
    moira, ruth = opened(enter), opened(enter)
    steps.signs_in(moira, email=hr)
    steps.invites_a_manager(moira, name=RUTH, email=email_of(RUTH))
    steps.joins(ruth, code=steps.code_in_letter(outbox, email_of(RUTH)), name=RUTH)
    steps.presses(ruth, "Sign out")
    steps.signs_in(ruth, email=email_of(RUTH))
    questions = prepares(ruth)

    panel = {name: opened(enter, **CONTEXTS[name]) for name in PANEL}
    for name, page in panel.items():
        steps.joins(page, code=steps.code_in_letter(outbox, email_of(name)), name=name)
        scores_everybody(page, name, questions=questions)
    steps.reopens_and_seals_again(
        panel[FARAH],
        AMAL,
        number=1,
        says=f"Rang them herself. {canary(FARAH, AMAL)}",
        reason="A slip of mine.",
    )
    seen = {name: canaries_seen(page, ["/interviews"]) for name, page in panel.items()}
    assert seen == {name: {name} for name in PANEL}
    steps.goes_to(ruth, "Progress", vacancy=TITLE)
    assert canaries_seen(ruth, ["/vacancies", ruth.url, ruth.url.replace("progress", "moderation")]) == set()

    steps.opens_moderation(panel[GARETH])
    disputes = steps.disputes_on(panel[GARETH])
    assert steps.agrees_on_every_dispute(panel[GARETH], score="4", reason=SETTLED) == disputes
    steps.follows(panel[GARETH], "Moderation")
    steps.follows(panel[GARETH], "Decisions on the candidates")
    for name, outcome in OUTCOMES.items():
        steps.decides(panel[GARETH], name, outcome, reason=REASON)

    steps.goes_to(moira, "Reports", vacancy=TITLE)
    reports = reports_in(steps.downloads(moira, "Download all reports (zip)"))
    assert list(reports) == [
        "01-sian-o-brien-okubo.docx",
        "02-candidate.docx",
        "03-zoe-marie-d-arcy.docx",
        "04-nguyen-van-an.docx",
    ]
    for candidate, document in zip(CANDIDATES, reports.values(), strict=True):
        assert [*faults_of(document, marking=settings.marking), *schema_faults_of(document)] == []
        assert lacking(document, candidate, questions=questions) == []
