"""Random histories of a round, in which every note is a canary of which it is known who may meet it.

What a machine of this module keeps of a round is written a second time here, from the rules of
the field: who has sealed, whether moderation may open, whose notes are open to whom.
"""

from __future__ import annotations

import dataclasses
import io
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import delete

from recruit.db.tables import VacancyRow
from recruit.db.transactions import write_transaction
from recruit.domain.errors import IncompleteSheet, NotNow, NotThere, StaleSave
from recruit.domain.pack import Pack
from recruit.domain.people import Actor, Role
from recruit.domain.sheets import Draft
from recruit.services.moderation import open_moderation
from recruit.services.panels import stand_down
from recruit.services.score_sheets import own_sheet, save_drafts
from recruit.services.sealing import amend_score, reopen_sheet, seal_sheet, sheet_to_check
from tests.people import FARAH, GARETH, MOIRA, NADIA, OUTSIDER, RUTH, STRANGER
from tests.world import World

HISTORIES = int(os.environ.get("RECRUIT_HISTORIES", "60"))
"""How many histories each machine goes through: ``make quality`` asks for more."""

SETTINGS = settings(
    max_examples=HISTORIES,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.generate,),  # a history is short enough to be read; making it shorter takes minutes
)

VIEWERS = (RUTH, GARETH, FARAH, NADIA, MOIRA, OUTSIDER, STRANGER)
SEATED = (GARETH, FARAH, NADIA)
OVERSEERS = (RUTH, MOIRA)
_CALLED = ("Ines Vollmer", "Bao Marchetti", "Tove Anand")
_REFUSED = (NotNow, NotThere, StaleSave, IncompleteSheet)

Sheet = tuple[str, str]
"""A member and a candidate, both by name."""


@dataclass
class Round:
    """What is known of a round: ``notes`` are the canaries that stand now, by sheet and question."""

    panel: tuple[str, ...]
    candidates: list[str]
    absent: set[str] = field(default_factory=set)
    stood_down: set[str] = field(default_factory=set)
    sealed: set[Sheet] = field(default_factory=set)
    notes: dict[tuple[Sheet, str], str] = field(default_factory=dict)
    amendments: list[tuple[Sheet, str]] = field(default_factory=list)
    released: bool = False

    def complete(self) -> bool:
        """Return whether every expected sheet is sealed, and at least one is expected."""
        expected = {
            (member, candidate)
            for member in self.panel
            for candidate in self.candidates
            if member not in self.stood_down and candidate not in self.absent
        }
        return bool(expected) and expected <= self.sealed

    def own(self, viewer: str) -> set[str]:
        """Return the canaries of somebody's own sheets; one who stood down has none left."""
        if viewer in self.stood_down:
            return set()
        written = {note for ((member, _), _), note in self.notes.items() if member == viewer}
        return written | {note for (member, _), note in self.amendments if member == viewer}

    def open_to_all(self) -> set[str]:
        """Return the canaries that the release opens: those of sealed sheets of who is still on the panel."""
        if not self.released:
            return set()
        counting = {sheet for sheet in self.sealed if sheet[0] not in self.stood_down}
        written = {note for (sheet, _), note in self.notes.items() if sheet in counting}
        return written | {note for sheet, note in self.amendments if sheet in counting}

    def may_meet(self, viewer: str) -> set[str]:
        """Return the canaries that may reach somebody."""
        if viewer in self.stood_down:
            return set()
        others = self.open_to_all() if viewer in (*self.panel, *OVERSEERS) else set()
        return self.own(viewer) | others


class BlindRound(RuleBasedStateMachine):
    """Brings a round through a random history. ``look`` is for those who know how to look."""

    cast: ClassVar[World]
    """The people, in the database of the test; to be set before a machine is made."""

    def __init__(self) -> None:
        super().__init__()
        self.world = self.cast.another(manager=RUTH)
        self.session, self.clock = self.cast.session, self.cast.clock
        self.canaries = 0
        self._actors: dict[str, Actor] = {}
        self._candidates: dict[str, str] = {}

    @initialize(also=st.sampled_from((None, RUTH, MOIRA)), chair=st.sampled_from(("member", "also")))
    def prepare(self, also: str | None, chair: str) -> None:
        """Seat three members, and at times the manager or HR beside them, who may chair."""
        panel = (*SEATED, also) if also else SEATED
        self.chair = also if also and chair == "also" else GARETH
        with self.world.rows.together():
            self.world.seat(*panel, chair=self.chair)
            self.world.add_candidates(*_CALLED[:1])
            self.pack_id = self.world.issue()
        self.known = Round(panel, list(_CALLED[:1]))

    def teardown(self) -> None:
        """Let somebody look into a dozen places more, and leave the database as it was."""
        if hasattr(self, "known"):
            places = tuple(range(self.canaries, self.canaries + 12))
            self.check(VIEWERS[self.canaries % len(VIEWERS)], places)
        with write_transaction(self.session):
            self.session.execute(delete(VacancyRow).where(VacancyRow.id == self.world.vacancy))

    def look(self, viewer: str, places: tuple[int, ...]) -> str:
        """Return what somebody gets to read in some places, or in all where none is named."""
        raise NotImplementedError

    # What happens

    def _canary(self) -> str:
        self.canaries += 1
        return f"canary{self.canaries:05}x"

    def _place(self, member: str, candidate: str) -> dict[str, Any]:
        return {
            "actor": self.actor(member),
            "round_id": self.world.round,
            "candidate_id": self.candidate(candidate),
        }

    def actor(self, name: str) -> Actor:
        """Return somebody; their roles stay as they are from the first step on."""
        if name not in self._actors:
            self._actors[name] = self.world.actor(name)
        return self._actors[name]

    def candidate(self, name: str) -> str:
        """Return the id of a candidate."""
        if name not in self._candidates:
            self._candidates[name] = self.world.candidate(name)
        return self._candidates[name]

    def _write(self, member: str, candidate: str, questions: Iterable[str], value: int | None) -> None:
        texts = {question: self._canary() for question in questions}
        place = self._place(member, candidate)
        with suppress(*_REFUSED):
            sheet = own_sheet(self.session, **place)
            contrary = True if value == 1 else None
            drafts = [
                Draft(question, value, value is None, text, contrary, sheet.draft(question).version)
                for question, text in texts.items()
            ]
            save_drafts(self.session, **place, pack_id=self.pack_id, drafts=drafts, now=self.clock())
            for question, text in texts.items():
                self.known.notes[(member, candidate), question] = text

    def _seal(self, member: str, candidate: str) -> None:
        place = self._place(member, candidate)
        with suppress(*_REFUSED):
            sheet = own_sheet(self.session, **place)
            seal_sheet(self.session, **place, pack_id=self.pack_id, seen=sheet.seen, now=self.clock())
            self.known.sealed.add((member, candidate))

    @rule(data=st.data(), value=st.sampled_from((None, 1, 2, 3, 4, 5)))
    def write(self, data: st.DataObject, value: int | None) -> None:
        """Somebody of the panel writes on one question, as far as they may."""
        question = data.draw(st.sampled_from(self.world.questions()))
        self._write(*self._somebodys_sheet(data), [question], value)

    @rule(data=st.data(), value=st.sampled_from((None, 1, 3, 5)))
    def finish(self, data: st.DataObject, value: int | None) -> None:
        """Somebody of the panel scores everything and seals."""
        member, candidate = self._somebodys_sheet(data)
        self._write(member, candidate, self.world.questions(), value)
        self._seal(member, candidate)

    @rule(value=st.sampled_from((2, 4)))
    def finish_all(self, value: int) -> None:
        """Everybody of the panel scores what they have not sealed, and seals."""
        for candidate in self.known.candidates:
            for member in self.known.panel:
                if (member, candidate) not in self.known.sealed:
                    self._write(member, candidate, self.world.questions(), value)
                    self._seal(member, candidate)

    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        """Somebody reopens their own sheet."""
        member, candidate = self._somebodys_sheet(data)
        with suppress(*_REFUSED):
            place = self._place(member, candidate)
            reopen_sheet(self.session, **place, reason="To mend a slip.", now=self.clock())
            self.known.sealed.discard((member, candidate))

    @rule(data=st.data())
    def amend(self, data: st.DataObject) -> None:
        """Somebody amends a score of theirs."""
        member, candidate = self._somebodys_sheet(data)
        question, text = data.draw(st.sampled_from(self.world.questions())), self._canary()
        with suppress(*_REFUSED):
            place = self._place(member, candidate)
            found = sheet_to_check(self.session, **place)
            version = len(found.amendments.get(question, ()))
            amend_score(
                self.session,
                **place,
                pack_id=self.pack_id,
                score=Draft(question, 4, False, text, None, version),
                reason="Heard again in the notes.",
                now=self.clock(),
            )
            self.known.amendments.append(((member, candidate), text))

    @rule(data=st.data())
    def stand_down(self, data: st.DataObject) -> None:
        """The manager stands somebody down, were it themselves; the chair only once another is named."""
        member = data.draw(st.sampled_from(self.known.panel))
        with suppress(*_REFUSED):
            stand_down(
                self.session,
                actor=self.actor(RUTH),
                round_id=self.world.round,
                member_id=self.world.member(member),
                reason="Knows a candidate.",
                now=self.clock(),
            )
            self.known.stood_down.add(member)

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """A candidate withdraws before the release."""
        candidate = data.draw(st.sampled_from(self.known.candidates))
        if not self.known.released:
            self.world.attend(candidate, "withdrew")
            self.known.absent.add(candidate)

    @precondition(lambda self: not self.known.released and len(self.known.candidates) < len(_CALLED))
    @rule()
    def add_candidate(self) -> None:
        """A candidate is added."""
        name = _CALLED[len(self.known.candidates)]
        self.world.add_candidates(name)
        self.known.candidates.append(name)

    @rule(data=st.data())
    def try_to_release(self, data: st.DataObject) -> None:
        """Anybody tries to open moderation: only the chair succeeds, and only when nothing is missing."""
        person = data.draw(st.sampled_from((self.chair, self.chair, *VIEWERS)))
        before = self.known.released
        may = person == self.chair and (before or self.known.complete())
        try:
            open_moderation(
                self.session, actor=self.actor(person), round_id=self.world.round, now=self.clock()
            )
        except (NotNow, NotThere):
            assert not may, f"{person} could not open moderation though nothing was missing"
            return
        assert may, f"{person} opened moderation"
        self.known.released = True

    @rule(viewer=st.sampled_from(VIEWERS), places=st.tuples(*[st.integers(0, 999)] * 5))
    def check(self, viewer: str, places: tuple[int, ...]) -> None:
        """Whatever somebody reads holds no canary but those that are open to them."""
        read = self.look(viewer, places)
        met = {f"canary{part[:5]}x" for part in read.split("canary")[1:]}
        strays = met - self.known.may_meet(viewer)
        assert strays == set(), f"{viewer} met {sorted(strays)}"

    def _somebodys_sheet(self, data: st.DataObject) -> Sheet:
        return data.draw(st.sampled_from(self.known.panel)), data.draw(st.sampled_from(self.known.candidates))


def enrol(cast: World) -> None:
    """Give everybody who may ever sit on a panel the role in some vacancy, so that pages let them in."""
    for name in (*SEATED, RUTH, MOIRA, OUTSIDER):
        cast.grant(name, Role.MEMBER)


def texts_in(found: object) -> Iterator[str]:
    """Yield every text in what a service returned; a pack is left out, since it is the same to everybody."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, bytes):
        yield from unpacked(found)
    elif dataclasses.is_dataclass(found) and not isinstance(found, Pack):
        for one in dataclasses.fields(found):
            yield from texts_in(getattr(found, one.name))
    elif isinstance(found, Mapping):
        for key, value in found.items():
            yield from texts_in(key)
            yield from texts_in(value)
    elif isinstance(found, tuple | list | set | frozenset):
        for one in found:
            yield from texts_in(one)


def unpacked(content: bytes) -> Iterator[str]:
    """Yield the text of a file, and of every part of one that is a zip of zips."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            for name in box.namelist():
                yield from unpacked(box.read(name))
    else:
        yield content.decode("utf-8", "replace")
