"""Nobody meets another's scores or notes before the release, whichever service they ask."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

import recruit.services
from recruit.db.tables import AuditEvent, RoundRow, ScoreSheetRow
from recruit.db.transactions import read_transaction
from recruit.domain.errors import IncompleteSheet, NotNow, RecruitError, StaleSave
from recruit.services.moderation import moderation, open_moderation
from recruit.services.score_sheets import own_sheet
from recruit.services.sealing import reopen_sheet, seal_sheet
from tests.blind_rounds import HISTORIES, SETTINGS, BlindRound, texts_in
from tests.cast import full_bank
from tests.clock import Clock
from tests.db.databases import copy_of, prepared_engine
from tests.people import FARAH, GARETH, RUTH, SIAN, id_of
from tests.world import World

RACES = 500 if HISTORIES >= 1000 else 40
"""Rounds that are released in a race: as many as are wanted where there is time for 1,000 histories."""


@cache
def reads() -> tuple[Callable[..., object], ...]:
    """Return every service that answers an actor and changes nothing: those without a ``now``."""
    found = []
    for room in pkgutil.iter_modules(recruit.services.__path__):
        module = importlib.import_module(f"recruit.services.{room.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            asked = inspect.signature(function).parameters
            ours = function.__module__ == module.__name__ and not name.startswith("_")
            if ours and {"session", "actor"} <= set(asked) and "now" not in asked:
                found.append(function)
    return tuple(found)


class AskedBlindRound(BlindRound):
    """Looks by asking every service that reads."""

    def look(self, viewer: str, places: tuple[int, ...]) -> str:
        asked = [reads()[place % len(reads())] for place in places] or reads()
        candidate = self.known.candidates[sum(places) % len(self.known.candidates)]
        values = {
            "actor": self.actor(viewer),
            "round_id": self.world.round,
            "vacancy_id": self.world.vacancy,
            "candidate_id": self.candidate(candidate),
            "member_id": self.world.member(FARAH),
            "account_id": id_of(FARAH),
            "question": self.world.questions()[0],
            "bank": full_bank(),
            "bundled": full_bank(),
            "key": self.world.questions()[0],
            "pack_id": self.pack_id,
            "number": 1,
            "too_late": "It is too late.",
        }
        return "\n".join(text for read in asked for text in self._answer(read, values))

    # A service that asks for something else fails with its name, and is to be given it above.
    def _answer(self, read: Callable[..., object], values: dict[str, Any]) -> list[str]:
        wanted = list(inspect.signature(read).parameters.values())[1:]
        given = {
            one.name: values[one.name] for one in wanted if one.name in values or one.default is one.empty
        }
        with read_transaction(self.session):
            try:
                return list(texts_in(read(self.session, **given)))
            except RecruitError as refusal:
                return [str(refusal)]


@pytest.fixture
def sqlite_cast(migrated_sqlite: Path, tmp_path: Path) -> Iterator[World]:
    with prepared_engine(copy_of(migrated_sqlite, tmp_path / "blind.sqlite")) as engine:
        # Thousands of writes, and no power cut to be safe from.
        event.listen(engine, "connect", lambda connection, _: connection.execute("pragma synchronous = off"))
        with Session(engine) as session:
            yield World(session, Clock())


def test_every_service_that_reads_is_asked() -> None:
    named = {function.__name__ for function in reads()}
    assert {"board", "moderation", "own_sheet", "sheet_to_check", "my_interviews", "released_round"} <= named


def test_nobody_meets_anothers_notes_before_the_release(sqlite_cast: World) -> None:
    AskedBlindRound.cast = sqlite_cast
    run_state_machine_as_test(AskedBlindRound, settings=SETTINGS)


def test_once_released_the_panel_its_manager_and_hr_meet_all_notes_of_the_panel(sqlite_cast: World) -> None:
    AskedBlindRound.cast = sqlite_cast
    machine = AskedBlindRound()
    machine.prepare(also=RUTH, chair="also")
    machine.finish_all(value=4)
    open_moderation(
        machine.session,
        actor=machine.world.actor(RUTH),
        round_id=machine.world.round,
        now=machine.clock(),
    )
    machine.known.released = True
    written = set(machine.known.notes.values())
    assert len(written) == 4 * len(machine.world.questions())
    for viewer in (FARAH, RUTH):
        read = machine.look(viewer, ())
        assert {note for note in written if note not in read} == set()


def test_a_note_that_reaches_somebody_too_early_is_caught(sqlite_cast: World) -> None:
    AskedBlindRound.cast = sqlite_cast
    machine = AskedBlindRound()
    machine.prepare(also=None, chair="member")
    machine.finish_all(value=4)
    machine.check(RUTH, ())
    machine.world.release()  # past every rule, so that the machine does not know of it
    with pytest.raises(AssertionError, match=f"{RUTH} met"):
        machine.check(RUTH, ())


class Race:
    """A small round in which the last sheet is sealed, one reopened and all released at the same moment."""

    def __init__(self, engine: Engine, cast: World) -> None:
        self.engine, self.world = engine, cast.another(manager=RUTH)
        with self.world.rows.together():
            self.world.seat(GARETH, FARAH, chair=GARETH)
            self.world.add_candidates(SIAN)
            self.world.issue()
            for member in (GARETH, FARAH):
                self.world.score(member, SIAN)
            self.world.seal(GARETH, SIAN)
        self.actors = {name: self.world.actor(name) for name in (GARETH, FARAH)}
        self.candidate = self.world.candidate(SIAN)
        self.acts = (self.seal, self.reopen, self.release, self.release, self.read)
        self.start = Barrier(len(self.acts))
        self.early = 0

    def run(self, pool: ThreadPoolExecutor) -> None:
        """Let everybody act at once, each until they are let or have tried three times."""
        for running in [pool.submit(self._act, act) for act in self.acts]:
            running.result()

    def _act(self, act: Callable[[Session], None]) -> None:
        with Session(self.engine) as session:
            self.start.wait()
            for _ in range(3):
                with suppress(NotNow, IncompleteSheet, StaleSave):
                    act(session)

    def _place(self, member: str) -> dict[str, Any]:
        return {
            "actor": self.actors[member],
            "round_id": self.world.round,
            "candidate_id": self.candidate,
        }

    def _seal(self, session: Session, member: str) -> None:
        sheet = own_sheet(session, **self._place(member))
        seal_sheet(
            session, **self._place(member), pack_id=sheet.pack_id, seen=sheet.seen, now=self.world.clock()
        )

    def seal(self, session: Session) -> None:
        self._seal(session, FARAH)

    def reopen(self, session: Session) -> None:
        reopen_sheet(session, **self._place(GARETH), reason="To mend a slip.", now=self.world.clock())
        self._seal(session, GARETH)

    def release(self, session: Session) -> None:
        open_moderation(session, actor=self.actors[GARETH], round_id=self.world.round, now=self.world.clock())

    def read(self, session: Session) -> None:
        """Read the grid; whoever gets one must get both sheets of a round that is released."""
        found = moderation(session, actor=self.actors[FARAH], round_id=self.world.round)
        if len(found.record.sealings) != 2 or not self.stands_released(session):
            self.early += 1

    def stands_released(self, session: Session) -> bool:
        """Return whether the round is released with every sheet sealed."""
        with read_transaction(session):
            released_at = session.get_one(RoundRow, self.world.round).released_at
            sealed = select(ScoreSheetRow.sealed_at).where(ScoreSheetRow.round_id == self.world.round)
            return released_at is not None and None not in session.scalars(sealed).all()

    def releases(self) -> int:
        """Return how often the record says that moderation was opened."""
        counted = select(func.count()).where(
            AuditEvent.subject == self.world.round, AuditEvent.action == "moderation opened"
        )
        with read_transaction(self.world.session):
            return self.world.session.scalar(counted) or 0

    def finish(self) -> None:
        """Seal and release what the race left open, as people do who come a minute later."""
        session = self.world.session
        for member in (FARAH, GARETH):
            self._seal(session, member)
        self.release(session)


def test_a_release_among_seals_reopenings_and_readers_is_never_early_and_happens_once(
    sqlite_cast: World,
) -> None:
    engine = sqlite_cast.session.get_bind()
    assert isinstance(engine, Engine)
    outcomes = {"early": 0, "released otherwise than once": 0, "released with a sheet open": 0}
    with ThreadPoolExecutor(max_workers=5) as pool:
        for _ in range(RACES):
            race = Race(engine, sqlite_cast)
            race.run(pool)
            if not race.releases():
                race.finish()
            outcomes["early"] += race.early
            outcomes["released otherwise than once"] += race.releases() != 1
            outcomes["released with a sheet open"] += not race.stands_released(race.world.session)
    assert outcomes == dict.fromkeys(outcomes, 0)
