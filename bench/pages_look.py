"""Makes a picture of every page and state of the web application, to be looked at one by one.

    python -m bench.pages_look [--out DIR] [--only WORD]

The pages show the demonstration, at 320, 768 and 1280 pixels. Needs a Chromium (tests/browser/chromium.py).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from recruit.app import create_app, database_url, utc_now
from recruit.db.schema import upgrade
from recruit.db.tables import Account, CandidateRow, PackRow, PanelMemberRow, RoundRow, VacancyRow
from recruit.db.transactions import prepare_engine
from recruit.documents.bank_files import read_bank
from recruit.documents.invented import COUNCIL, MEMBERS
from recruit.documents.pack_file import read_pack
from recruit.domain.levels import QuestionType
from recruit.paths import bundled
from recruit.services.demonstration import CHAIR, HR, MANAGER, MEMBER, email_of, load_demonstration
from recruit.settings import Settings
from recruit.web.accounts.passwords import PASSWORDS
from tests.browser import steps
from tests.browser.chromium import needed, options
from tests.browser.serving import served_as_in_use

WIDTHS = (320, 768, 1280)
HEIGHT = 900
SECOND = MEMBERS[1][0]
"""The member who has sealed one sheet of the vacancy that is being scored."""


@dataclass(frozen=True)
class View:
    """One page in one state: its picture's name, who looks at it, where it is, what they do there first."""

    name: str
    person: str | None
    path: str
    do: Callable[[Page], object] | None = None


@dataclass(frozen=True)
class Places:
    """The ids of a round of the demonstration; candidates and seats in their order."""

    vacancy: str
    round: str
    candidates: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """Where the pages of the round begin."""
        return f"/rounds/{self.round}"

    def on(self, place: int) -> str:
        """Where the pages of a candidate begin, the first of them at 0."""
        return f"{self.at}/candidates/{self.candidates[place]}"


def main() -> int:
    """Make the pictures, and say how many there are."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--out", type=Path, default=Path("out/look/pages"))
    given.add_argument("--only", default="", help="only pictures with this in their name")
    chosen = given.parse_args()
    if not chosen.only:
        shutil.rmtree(chosen.out, ignore_errors=True)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = _settings(Path(folder))
        app = _demonstration(settings)
        browser = playwright.chromium.launch(executable_path=needed(), args=options())
        with served_as_in_use(app) as address:
            _prepare_a_draft(browser, address)
            views = [view for view in every_view(settings) if chosen.only in view.name]
            _take(browser, address, views, chosen.out)
        browser.close()
    print(f"{len(views)} pages at {len(WIDTHS)} widths in {chosen.out}")
    return 0


def _settings(folder: Path) -> Settings:
    return Settings(
        organisation=COUNCIL,
        marking="Official-Sensitive: Personal",
        word_templates=bundled("templates") / "word",
        question_bank=bundled("question_banks"),
        draw_seconds=60.0,
        data_folder=folder,
        database=None,
        secret_key="signs nothing of worth, and nowhere else",  # noqa: S106 (signs cookies of this run)
        brand_colour="#1d4f8b",
        https=False,
    )


def _demonstration(settings: Settings) -> Flask:
    """Return the application on a new database with the demonstration in it."""
    bank = read_bank(settings.question_bank).bank
    upgrade(database_url(settings))
    with _session(settings) as session:
        load_demonstration(
            session,
            bank=bank,
            password=steps.PASSWORD,
            passwords=PASSWORDS,
            now=utc_now(),
            seconds=settings.draw_seconds,
        )
    return create_app(settings, bank=bank)


@contextmanager
def _session(settings: Settings) -> Iterator[Session]:
    engine = create_engine(database_url(settings))
    prepare_engine(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def _prepare_a_draft(browser: Browser, address: str) -> None:
    """Open a vacancy more, which has a draft, a panel and candidates."""
    page = browser.new_context(base_url=address).new_page()
    steps.signs_in(page, email=email_of(MANAGER))
    steps.opens_a_vacancy(page, "Head of service, fostering", level="5")
    steps.goes_to(page, "Interview pack", vacancy="Head of service, fostering")
    steps.draws_the_pack(page)
    steps.moves_a_question_down(page, 1)
    steps.goes_to(page, "Panel", vacancy="Head of service, fostering")
    for name, _ in MEMBERS:
        steps.invites_a_member(page, name=name, email=email_of(name), chairs=name == CHAIR)
    steps.invites_a_member(page, name="Idris Bowen", email=email_of("Idris Bowen"), chairs=False)
    steps.goes_to(page, "Candidates", vacancy="Head of service, fostering")
    for name in ("Zoë-Marie d’Arcy", "Nguyễn Văn An", "Olu Ferreira"):
        steps.adds_a_candidate(page, name)
    page.context.close()


def _places(session: Session, level: int) -> Places:
    vacancy, found = session.execute(
        select(VacancyRow.id, RoundRow.id).join(RoundRow).where(VacancyRow.level == level)
    ).one()
    packs = session.scalars(select(PackRow.content).where(PackRow.round_id == found))
    questions = [q for content in packs for q in read_pack(content.encode(), source="pack").questions]
    people = select(CandidateRow.id).where(CandidateRow.round_id == found).order_by(CandidateRow.place)
    seats = select(PanelMemberRow.id).where(PanelMemberRow.round_id == found).order_by(PanelMemberRow.place)
    return Places(
        vacancy,
        found,
        tuple(session.scalars(people)),
        tuple(session.scalars(seats)),
        tuple(question.id for question in questions),
    )


def every_view(settings: Settings) -> list[View]:
    """Return every page and state, in the order in which people meet them."""
    with _session(settings) as session:
        new, draft, scoring, decided = (_places(session, level) for level in (2, 5, 4, 6))
        account = session.scalars(select(Account.id).where(Account.name == CHAIR)).one()
    bank = read_bank(settings.question_bank).bank
    exercise = next(one for one in bank.questions if one.type is QuestionType.EXERCISE)
    return [
        *_views_of_accounts(account),
        *_views_of_a_new_vacancy(new),
        *_views_of_a_draft(draft),
        *_views_of_the_bank(decided.questions[0], exercise=exercise.id),
        *_views_of_scoring(scoring),
        *_views_after_the_release(decided),
        *_views_of_help(),
    ]


def _sends(button: str) -> Callable[[Page], object]:
    return partial(steps.sends_nothing, button=button)


def _opens(page: Page) -> None:
    """Open everything that can be opened."""
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")


def _pastes_bad_names(page: Page) -> None:
    page.get_by_label("Names, one in each line").fill("Zoë-Marie d’Arcy\nSam Okafor\nSam Okafor")
    steps.presses(page, "Add the candidates")


def _chooses_one(page: Page) -> None:
    page.get_by_role("radio", name="1 – ").check()


def _views_of_accounts(account: str) -> Iterator[View]:
    yield View("sign-in", None, "/sign-in")
    yield View("sign-in, errors", None, "/sign-in", _sends("Sign in"))
    yield View("join", None, "/join")
    yield View("join, errors", None, "/join", _sends("Join"))
    yield View("forgotten password", None, "/forgotten-password")
    yield View("reset password", None, "/reset-password")
    yield View("account", MEMBER, "/account")
    yield View("people", HR, "/people")
    yield View("people, errors", HR, "/people", _sends("Invite"))
    yield View("people, disable", HR, f"/people/{account}/disable")
    yield View("no such page", MANAGER, "/vacancies/0000000000000000")


def _views_of_a_new_vacancy(new: Places) -> Iterator[View]:
    yield View("vacancies", MANAGER, "/vacancies")
    yield View("vacancies, of HR", HR, "/vacancies")
    yield View("vacancy, open one", MANAGER, "/vacancies/new")
    yield View("vacancy, open one, errors", MANAGER, "/vacancies/new", _sends("Open the vacancy"))
    yield View("vacancy, new", MANAGER, f"/vacancies/{new.vacancy}")
    yield View("vacancy, change", MANAGER, f"/vacancies/{new.vacancy}/edit")
    yield View("vacancy, add a round", MANAGER, f"/vacancies/{new.vacancy}/rounds")
    yield View("pack, proposal", MANAGER, f"{new.at}/pack")
    yield View("pack, proposal, of HR", HR, f"{new.at}/pack")
    yield View("pack, proposal, errors", MANAGER, f"{new.at}/pack", _sends("Draw the pack"))
    yield View("panel, nobody yet", MANAGER, f"{new.at}/panel")
    yield View("candidates, nobody yet", MANAGER, f"{new.at}/candidates")
    yield View("issue, not ready", MANAGER, f"{new.at}/pack/issue")
    yield View("progress, nothing yet", MANAGER, f"{new.at}/progress")


def _views_of_a_draft(draft: Places) -> Iterator[View]:
    one = draft.on(0)
    yield View("vacancy, with a draft", MANAGER, f"/vacancies/{draft.vacancy}")
    yield View("pack, draft", MANAGER, f"{draft.at}/pack")
    yield View("pack, draft, all open", MANAGER, f"{draft.at}/pack", _opens)
    yield View("pack, swap", MANAGER, f"{draft.at}/pack/swap/{draft.questions[1]}")
    yield View("panel", MANAGER, f"{draft.at}/panel")
    yield View("panel, errors", MANAGER, f"{draft.at}/panel", _sends("Invite to the panel"))
    yield View("panel, remove", MANAGER, f"{draft.at}/panel/{draft.seats[-1]}/remove")
    yield View("candidates", MANAGER, f"{draft.at}/candidates")
    yield View("candidates, change", MANAGER, f"{one}/edit")
    yield View("candidates, remove", MANAGER, f"{one}/remove")
    yield View("candidates, several", MANAGER, f"{draft.at}/candidates/import", _opens)
    yield View("candidates, several, faults", MANAGER, f"{draft.at}/candidates/import", _pastes_bad_names)
    yield View("issue, ready", MANAGER, f"{draft.at}/pack/issue")


def _views_of_the_bank(question: str, *, exercise: str) -> Iterator[View]:
    yield View("bank", MANAGER, "/bank")
    yield View("bank, all open", MANAGER, "/bank?page=2", _opens)
    yield View("bank, searched", HR, "/bank?words=superv&level=4")
    yield View("bank, searched by behaviour", MANAGER, "/bank?behaviour=sfpc-2.2&level=1")
    yield View("bank, nothing found", MANAGER, "/bank?words=superv&level=1&type=X")
    yield View("bank, errors", MANAGER, "/bank?minutes=ten")
    yield View("bank, question", MANAGER, f"/bank/questions/{question}")
    yield View("bank, exercise", MANAGER, f"/bank/questions/{exercise}")
    yield View("bank, behaviour", MANAGER, "/bank/items/sfpc-2.2", _opens)
    yield View("bank, indicator", MANAGER, "/bank/items/sssc-1.1-emerging")
    yield View("bank, own questions", MANAGER, "/bank/own")
    yield View("bank, bring in", MANAGER, "/bank/own/bring-in")
    yield View("bank, bring in, errors", MANAGER, "/bank/own/bring-in", _sends("Bring in the questions"))
    yield View("bank, retire", MANAGER, f"/bank/own/{question}/retire")
    yield View("bank, coverage", HR, "/bank/coverage")
    yield View("bank, coverage, a level", MANAGER, "/bank/coverage/6")


def _views_of_scoring(scoring: Places) -> Iterator[View]:
    begun, sealed = scoring.on(0), scoring.on(0)
    yield View("vacancy, being scored", MANAGER, f"/vacancies/{scoring.vacancy}")
    yield View("pack, issued", MANAGER, f"{scoring.at}/pack")
    yield View("pack, strike", MANAGER, f"{scoring.at}/pack/strike/{scoring.questions[1]}")
    yield View("panel, issued", MANAGER, f"{scoring.at}/panel")
    yield View("panel, stand down", MANAGER, f"{scoring.at}/panel/{scoring.seats[-1]}/stand-down")
    yield View("candidates, issued", MANAGER, f"{scoring.at}/candidates")
    yield View("interview record", CHAIR, f"{begun}/interview")
    yield View("my interviews", MEMBER, "/interviews")
    yield View("my interviews, of the chair", CHAIR, "/interviews")
    yield View("score sheet", MEMBER, f"{begun}/sheet/1")
    yield View("score sheet, a 1", MEMBER, f"{begun}/sheet/4", _chooses_one)
    yield View("score sheet, on one page", MEMBER, f"{begun}/sheet/all")
    yield View("score sheet, check, not ready", MEMBER, f"{begun}/sheet/check")
    yield View("score sheet, sealed", SECOND, f"{sealed}/sheet/check")
    yield View("score sheet, reopen", SECOND, f"{sealed}/sheet/reopen")
    yield View("score sheet, reopen, errors", SECOND, f"{sealed}/sheet/reopen", _sends("Reopen"))
    yield View("progress", MANAGER, f"{scoring.at}/progress")
    yield View("progress, of the chair", CHAIR, f"{scoring.at}/progress")
    yield View("open moderation, not yet", CHAIR, f"{scoring.at}/moderation/open")
    yield View("moderation, not yet", MEMBER, f"{scoring.at}/moderation")
    yield View("reports, not yet", HR, f"{scoring.at}/reports")


def _views_after_the_release(decided: Places) -> Iterator[View]:
    grid, last = f"{decided.at}/moderation", decided.candidates[-1]
    one = decided.on(0)
    yield View("vacancy, decided", MANAGER, f"/vacancies/{decided.vacancy}")
    yield View("pack, after the release", MANAGER, f"{decided.at}/pack")
    yield View("moderation", CHAIR, grid)
    yield View("moderation, a candidate", CHAIR, f"{grid}/{decided.candidates[0]}")
    yield View("moderation, a question", CHAIR, f"{grid}/{last}/2")
    yield View("moderation, a question, of a member", MEMBER, f"{grid}/{decided.candidates[0]}/2")
    yield View("score sheet, after the release", MEMBER, f"{one}/sheet/check")
    yield View("score sheet, amend", MEMBER, f"{one}/sheet/amend/2")
    yield View("score sheet, amend, errors", MEMBER, f"{one}/sheet/amend/2", _sends("Amend the score"))
    yield View("decisions", CHAIR, f"{decided.at}/decisions")
    yield View("decisions, decide", CHAIR, f"{decided.at}/decisions/{last}")
    yield View(
        "decisions, decide, errors", CHAIR, f"{decided.at}/decisions/{last}", _sends("Record the decision")
    )
    yield View("decisions, decide again", CHAIR, f"{decided.at}/decisions/{decided.candidates[0]}")
    yield View("reports", HR, f"{decided.at}/reports")


def _views_of_help() -> Iterator[View]:
    yield View("help", MEMBER, "/help")
    for name in ("recruiting-manager", "panel-member", "hr", "accessibility", "privacy"):
        yield View(f"help, {name}", MEMBER, f"/help/{name}")


def _take(browser: Browser, address: str, views: list[View], out: Path) -> None:
    @cache
    def page_of(person: str | None) -> Page:
        page = browser.new_context(base_url=address, viewport={"width": 1280, "height": HEIGHT}).new_page()
        page.set_default_timeout(10_000)
        if person:
            steps.signs_in(page, email=email_of(person))
        return page

    for number, view in enumerate(views, start=1):
        page = page_of(view.person)
        page.goto(view.path)
        if view.do:
            view.do(page)
        name = view.name.replace(", ", "--").replace(" ", "-").lower()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.screenshot(path=out / f"{number:02d}-{name}-{width}.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main())
