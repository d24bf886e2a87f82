"""Nobody meets another's scores or notes before the release, on any page, in any header or file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import delete, select, update
from werkzeug.test import TestResponse

from recruit.db.tables import ScoreSheetRow, SealRow, SheetEntryRow
from recruit.db.transactions import write_transaction
from tests.blind_rounds import HISTORIES, SETTINGS, VIEWERS, BlindRound, enrol, unpacked
from tests.people import AMAL, CANDIDATES, FARAH, GARETH, MOIRA, NADIA, OUTSIDER, PANEL, RUTH, SIAN, STRANGER
from tests.web.browsing import Browser, masked
from tests.web.conftest import Visit
from tests.web.routes import Route, parts_of, routes_of
from tests.world import World

_ABOUT_NO_ROUND = frozenset(
    {
        *("static", "brand_styles", "health", "help.index", "help.page", "home.home"),
        *("accounts.sign_in", "accounts.join", "accounts.forgotten", "accounts.reset"),
    }
)


def round_pages(app: Flask) -> list[Route]:
    """Return every address that is opened and might say something of a round."""
    return [route for route in routes_of(app, "GET") if route.endpoint not in _ABOUT_NO_ROUND]


class BrowsedBlindRound(BlindRound):
    """Looks by opening pages and files."""

    pages: ClassVar[list[Route]]
    browsers: ClassVar[Mapping[str, Browser]]

    def look(self, viewer: str, places: tuple[int, ...]) -> str:
        parts = {
            "vacancy_id": self.world.vacancy,
            "round_id": self.world.round,
            "member_id": self.world.member(NADIA),
            "candidate_id": self.candidate(self.known.candidates[sum(places) % len(self.known.candidates)]),
            "account_id": self.actor(NADIA).account,
            "question": self.world.questions()[0],
            "number": 1 + sum(places) % len(self.world.pack.questions),
            "key": self.world.questions()[0],
            "item": "sfpc-1.1",
            "level": 4,
            "own": "past-1-a",
        }
        found = []
        for place in places:
            address = self.pages[place % len(self.pages)].filled(parts)
            response = self.browsers[viewer].client.get(address)
            found += [str(response.headers), *unpacked(response.get_data())]
        return "\n".join(found)


def test_no_page_and_no_file_holds_anothers_notes_before_the_release(
    app: Flask, world: World, visit: Visit
) -> None:
    enrol(world)
    BrowsedBlindRound.cast = world
    BrowsedBlindRound.pages = round_pages(app)
    BrowsedBlindRound.browsers = {name: visit(name) for name in VIEWERS}
    histories = settings(SETTINGS, max_examples=HISTORIES // 3)
    run_state_machine_as_test(BrowsedBlindRound, settings=histories)


# Side channels: whatever another scored, a page is the same to the byte


def in_drafts(world: World) -> None:
    """Bring a round to where some have begun, and nobody has sealed."""
    for member in (FARAH, NADIA):
        world.score(member, SIAN, questions=world.questions()[:2])


def partly_sealed(world: World) -> None:
    """Bring a round to where all but one member have sealed."""
    for member in PANEL:
        for candidate in CANDIDATES:
            world.score(member, candidate)
            if member != GARETH:
                world.seal(member, candidate)


def all_sealed(world: World) -> None:
    """Bring a round to where moderation might be opened."""
    partly_sealed(world)
    for candidate in CANDIDATES:
        world.seal(GARETH, candidate)


def stood_down(world: World) -> None:
    """Bring a round to where all are sealed, and one member was stood down."""
    all_sealed(world)
    world.stand_down(NADIA)


STAGES: Mapping[str, Callable[[World], None]] = {
    one.__name__: one for one in (in_drafts, partly_sealed, all_sealed, stood_down)
}


def as_sent(response: TestResponse) -> bytes:
    """Return an answer to the byte, headers and all, but for what is new each time.

    That is nonce, CSRF token, clock, and the id that a form gives to what it will make.
    """
    if (response.mimetype or "").startswith("text/"):
        return re.sub(rb'(name="(?:id|\w+-csrf_token)" type="hidden" value=")[^"]+', rb"\1", masked(response))
    headers = re.sub(r"nonce-[\w-]+|^Date: .*$", "masked", str(response.headers), flags=re.MULTILINE)
    return f"{response.status}\n{headers}".encode() + bytes(response.data)


def rescore(world: World, member: str) -> None:
    """Change all that a member wrote: every score, every note and its length, how often it was saved."""
    sheets = select(ScoreSheetRow.id).where(ScoreSheetRow.member_id == world.member(member))
    begun = set(world.rows.ids(ScoreSheetRow, ScoreSheetRow.member_id == world.member(member)))
    with write_transaction(world.session) as session:
        session.execute(
            update(SheetEntryRow)
            .where(SheetEntryRow.sheet_id.in_(sheets))
            .values(
                value=1, contrary=True, not_explored=False, evidence="Against the value. " * 400, version=41
            )
        )
        first = world.questions()[0]
        session.execute(
            update(SheetEntryRow)
            .where(SheetEntryRow.sheet_id.in_(sheets), SheetEntryRow.question == first)
            .values(value=None, contrary=None, not_explored=True, evidence="Short.", saved_at=world.clock())
        )
        session.execute(
            update(SealRow).where(SealRow.sheet_id.in_(sheets)).values(sheet_hash="f" * 64, content="{}")
        )
        second = (SheetEntryRow.sheet_id.in_(sheets), SheetEntryRow.question == world.questions()[1])
        session.execute(delete(SheetEntryRow).where(*second))
    assert begun


@pytest.mark.parametrize("stage", STAGES)
def test_whatever_another_scored_every_page_is_the_same_to_the_byte(
    app: Flask, world: World, visit: Visit, stage: str
) -> None:
    enrol(world.another())
    world.ready()
    STAGES[stage](world)
    browsers = {name: visit(name) for name in (RUTH, GARETH, FARAH, MOIRA, OUTSIDER, STRANGER)}
    parts = parts_of(world)
    pages = [
        route.filled({**parts, "candidate_id": world.candidate(name)})
        for route in round_pages(app)
        for name in (SIAN, AMAL)
    ]

    def everything() -> dict[tuple[str, str], bytes]:
        return {
            (name, page): as_sent(browser.client.get(page))
            for name, browser in browsers.items()
            for page in dict.fromkeys(pages)
        }

    before = everything()
    rescore(world, NADIA)
    after = everything()
    assert [place for place, answer in before.items() if after[place] != answer] == []
    answered = {
        name for (name, page), answer in before.items() if answer.startswith(b"200") and world.round in page
    }
    assert answered == {RUTH, GARETH, FARAH, MOIRA}


def test_the_same_change_shows_once_moderation_is_open(world: World, visit: Visit) -> None:
    world.released()
    reader, grid = visit(FARAH), f"/rounds/{world.round}/moderation"
    before = as_sent(reader.client.get(grid))
    rescore(world, NADIA)
    assert (as_sent(reader.client.get(grid)) != before, before[:3]) == (True, b"200")
