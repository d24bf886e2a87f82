"""How fast the pages are that people wait for, as ratios in one run: ``python -m bench.web [ROUNDS]``.

Ours with sign-in, roles, CSRF, phases, versions and audit, against ``bench.bare``: the same stack
without them, on the same database in the same process, in turn. Each figure is the median. Both
answer WSGI calls directly, so that no client and no network is measured. The pages of the floor
are held to the length of ours, within 15 %: it does the same visible job.
"""

from __future__ import annotations

import hashlib
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import URL, create_engine, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.bare import bare_app
from recruit.app import create_app
from recruit.db.schema import upgrade
from recruit.db.tables import ScoreSheetRow, SignIn
from recruit.db.transactions import prepare_engine
from recruit.documents.bank_files import read_bank
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.recipe import recipe_for
from recruit.paths import bundled
from recruit.settings import Settings
from recruit.web.accounts.sign_in import COOKIE_KEY
from tests.clock import Clock
from tests.people import GARETH, PANEL, id_of
from tests.world import World

GOALS = {"score sheet": 3.0, "save": 2.5, "grid of 200 candidates": 3.3}
CANDIDATES = 200
LENGTHS = 0.15
"""By how much a page of the floor may be longer or shorter than ours."""
NOTE = "Said that she rang the school herself, asked the child first, and wrote down what he wanted. " * 12

Ask = Callable[[], int]
"""Asks for a page, or saves, and returns the length of the answer."""


def main(rounds: int = 60) -> int:
    """Print the table; return 1 where a goal is missed, else 0."""
    with tempfile.TemporaryDirectory() as folder:
        times = measured(Path(folder), rounds)
    print(f"{'page':26}{'floor ms':>10}{'ours ms':>10}{'ratio':>8}{'goal':>7}")
    missed = 0
    for name, goal in GOALS.items():
        floor, ours = times[name]
        ratio = ours / floor
        missed += ratio > goal
        mark = "" if ratio <= goal else "  missed"
        print(f"{name:26}{floor:10.2f}{ours:10.2f}{ratio:8.2f}{goal:7.1f}{mark}")
    return 1 if missed else 0


def measured(folder: Path, rounds: int) -> Mapping[str, tuple[float, float]]:
    """Return the medians of floor and ours by page, in milliseconds."""
    stage = Stage(folder)
    times = {}
    for name, (floor, ours) in stage.pages().items():
        turns = rounds if name != "grid of 200 candidates" else max(5, rounds // 6)
        taken: tuple[list[float], list[float]] = ([], [])
        lengths = floor(), ours()
        if name != "save":  # its answer sends the browser on, and shows nothing
            _check_lengths(name, *lengths)
        for _ in range(turns):
            for ask, into in zip((floor, ours), taken, strict=True):
                start = time.perf_counter()
                ask()
                into.append((time.perf_counter() - start) * 1000)
        times[name] = (statistics.median(taken[0]), statistics.median(taken[1]))
    return times


def _check_lengths(name: str, floor: int, ours: int) -> None:
    if abs(floor - ours) > LENGTHS * ours:
        raise ValueError(f"{name}: the floor answers {floor} characters, ours {ours}")


class Stage:
    """A database with one round being scored and one released, and both applications on it."""

    def __init__(self, folder: Path) -> None:
        path = folder / "bench.sqlite"
        url = URL.create("sqlite", database=str(path))
        upgrade(url)
        engine = create_engine(url)
        prepare_engine(engine)
        clock = Clock()
        bank = read_bank(bundled("question_banks")).bank
        self.pack = draw_pack(bank, recipe_for(bank.levels[6]))
        with Session(engine) as session:
            self._fill(World(session, clock))
            self.cookie_name = self._sign_in(session, clock())
        self.ours = create_app(_settings(folder, url), clock=clock, bank=bank)
        self.floor = bare_app(engine, self.pack)

    def _fill(self, world: World) -> None:
        world.pack = self.pack
        with world.rows.together():
            world.seat(*PANEL, chair=GARETH)
            world.add_candidates("Siân O'Brien-Ōkubo")
            world.issue()
            world.score(GARETH, "Siân O'Brien-Ōkubo", evidence=NOTE)
        self.round = world.round
        self.candidate = world.candidate("Siân O'Brien-Ōkubo")
        (self.sheet,) = world.rows.ids(ScoreSheetRow, ScoreSheetRow.candidate_id == self.candidate)
        self.released = _released(world.another(), self.pack)

    def _sign_in(self, session: Session, now: datetime) -> str:
        digest = hashlib.sha256(b"bench").hexdigest()
        session.add(SignIn(id_hash=digest, account_id=id_of(GARETH), began_at=now, seen_at=now))
        session.commit()
        return "bench"

    def pages(self) -> Mapping[str, tuple[Ask, Ask]]:
        """Return what asks the floor, and ours, for each page."""
        ours = f"/rounds/{self.round}/candidates/{self.candidate}/sheet/1"
        cookie = self._cookie_with_token(ours)
        return {
            "score sheet": (
                getter(self.floor, f"/sheet/{self.sheet}/1"),
                getter(self.ours, ours, cookie),
            ),
            "save": (self._floor_save(), self._our_save(ours, cookie)),
            "grid of 200 candidates": (
                getter(self.floor, f"/grid/{self.released}"),
                getter(self.ours, f"/rounds/{self.released}/moderation", cookie),
            ),
        }

    def _cookie(self) -> str:
        with self.ours.test_client() as client:
            with client.session_transaction() as session:
                session[COOKIE_KEY] = self.cookie_name
            found = client.get_cookie(self.ours.config["SESSION_COOKIE_NAME"])
            assert found
            return f"{found.key}={found.value}"

    def _cookie_with_token(self, address: str) -> str:
        """Return the cookie as the browser holds it from the first page on."""
        cookie = self._cookie()
        _, headers = get(self.ours, address, cookie)
        return headers.get("Set-Cookie", cookie).split(";")[0]

    def _floor_save(self) -> Ask:
        # Another text than ours saves, as long as it: SQLite writes nothing where nothing changes.
        turn = iter(range(10**6, 10**9))
        address = f"/sheet/{self.sheet}/1"
        return lambda: post(self.floor, address, {"score": "4", "evidence": f"{NOTE} {next(turn)}"}, "")

    def _our_save(self, address: str, cookie: str) -> Ask:
        page, _ = get(self.ours, address, cookie)
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        version = iter(range(int(fields["version"]), 10**9))

        def save() -> int:
            number = next(version)
            changed = {
                "version": str(number),
                "q1-score": "4",
                "q1-evidence": f"{NOTE} {number:7}",
                "go": "2",
            }
            return post(self.ours, address, fields | changed, cookie)

        return save


def _released(world: World, pack: Pack) -> str:
    """Seal the sheets of two hundred candidates in another vacancy, release it, return its round's id."""
    world.pack = pack
    chance = random.Random(1)  # noqa: S311 (scores to draw a table of)
    names = [f"Invented candidate {number}" for number in range(1, CANDIDATES + 1)]
    with world.rows.together():
        world.seat(*PANEL, chair=GARETH)
        world.add_candidates(*names)
        world.issue()
        for name in names:
            for member in PANEL:
                world.score(member, name, value=chance.randint(2, 5))
        sealed = update(ScoreSheetRow).where(ScoreSheetRow.round_id == world.round)
        world.session.execute(sealed.values(sealed_at=world.clock()))
    world.release()
    return world.round


def get(app: Flask, address: str, cookie: str) -> tuple[str, Headers]:
    """Return the body and headers of a page that must answer 200."""
    environ = EnvironBuilder(path=address, headers=[("Cookie", cookie)]).get_environ()
    body, status, headers = run_wsgi_app(app, environ)
    text = b"".join(body).decode()
    assert status.startswith("200"), (address, status, text[:500])
    return text, headers


def getter(app: Flask, address: str, cookie: str = "") -> Ask:
    """Return what asks for a page."""

    def ask() -> int:
        return len(get(app, address, cookie)[0])

    return ask


def post(app: Flask, address: str, form: Mapping[str, str], cookie: str) -> int:
    """Send a form that must be taken; return the length of the answer."""
    builder = EnvironBuilder(path=address, method="POST", data=dict(form), headers=[("Cookie", cookie)])
    body, status, _ = run_wsgi_app(app, builder.get_environ())
    text = b"".join(body).decode()
    assert status.startswith("303"), (address, status, text[:2000])
    return len(text)


def _settings(folder: Path, url: URL) -> Settings:
    return Settings(
        organisation="Anyborough Council (invented)",
        marking="",
        word_templates=bundled("templates") / "word",
        question_bank=bundled("question_banks"),
        draw_seconds=60.0,
        data_folder=folder,
        database=url.render_as_string(hide_password=False),
        secret_key="an invented key that signs nothing of worth",  # noqa: S106 (signs the bench's cookies)
        brand_colour="#1d4f8b",
        https=False,
    )


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
