"""A fixed cast in a database: one vacancy with one round, brought as far as a test needs it.

Rows are written as they are, quickly and past every rule, so that a test of one service does
not lean on the others. ``ready``, ``scored`` and ``released`` are the stages most tests want.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import (
    Account,
    AgreedScoreRow,
    CandidateRow,
    DecisionRow,
    Grant,
    Organisation,
    PackRow,
    PanelMemberRow,
    RoundRow,
    ScoreSheetRow,
    SealRow,
    SheetEntryRow,
    StruckQuestionRow,
    VacancyRow,
    new_id,
)
from recruit.db.transactions import read_transaction
from recruit.documents.pack_file import write_pack
from recruit.domain.draw import draw_pack
from recruit.domain.pack import Pack
from recruit.domain.people import Actor, Granted, Role
from recruit.domain.recipe import recipe_for
from recruit.domain.sheets import Draft, sheet_content, sheet_hash
from recruit.services.pack_issue import asked_by
from tests.cast import full_bank
from tests.clock import Clock
from tests.people import (
    CANDIDATES,
    EVERYBODY,
    GARETH,
    MOIRA,
    OUTSIDER,
    PANEL,
    RUTH,
    STRANGER,
    email_of,
    id_of,
)
from tests.rows import Rows

COUNCIL, ELSEWHERE = id_of("Anyborough Council"), id_of("Otherborough Council")
"""The organisation of the cast, and the stranger's."""


@cache
def cast_pack() -> Pack:
    """Return the pack drawn from the invented bank, at the level of the cast's vacancy."""
    bank = full_bank()
    return draw_pack(bank, recipe_for(bank.levels[4]))


@cache
def _cast_pack_file() -> str:
    return write_pack(cast_pack()).decode()


class World:
    """The cast and one vacancy. Ids are by name: ``member(FARAH)``, ``candidate(SIAN)``.

    ``vacancy`` and ``round`` are ids; ``pack`` is what ``draft`` and ``issue`` store.
    """

    def __init__(self, session: Session, clock: Clock, *, manager: str = RUTH, new: bool = True) -> None:
        self.session, self.clock, self.manager = session, clock, manager
        self.rows = Rows(session)
        self.pack = cast_pack()
        self.organisation = ELSEWHERE if manager == STRANGER else COUNCIL
        with self.rows.together():
            if new:
                self._found_organisations()
            self.vacancy = self._open_vacancy()
            self.round = self.add_round()

    # The stages of a round

    def ready(self) -> World:
        """Seat the panel, add the candidates and issue the pack: members can score."""
        with self.rows.together():
            self.seat(*PANEL, chair=GARETH)
            self.add_candidates(*CANDIDATES)
            self.issue()
        return self

    def scored(self) -> World:
        """Bring the round to where every sheet is sealed, all scores 3, and nothing is released."""
        with self.rows.together():
            self.ready()
            for member in PANEL:
                for candidate in CANDIDATES:
                    self.score(member, candidate)
                    self.seal(member, candidate)
        return self

    def released(self) -> World:
        """Bring the round to moderation."""
        self.scored()
        self.release()
        return self

    def another(self, *, manager: str = OUTSIDER) -> World:
        """Return another vacancy with the same cast, which somebody else runs."""
        return World(self.session, self.clock, manager=manager, new=False)

    # Who and which

    def actor(self, name: str) -> Actor:
        """Return somebody as they are now, with the roles that they hold."""
        with read_transaction(self.session):
            account = self.session.get_one(Account, id_of(name))
            grants = self.session.scalars(select(Grant).where(Grant.account_id == account.id))
            held = frozenset(Granted(Role(one.role), one.vacancy_id) for one in grants)
            return Actor(account.id, account.organisation_id, account.name, held)

    def member(self, name: str) -> str:
        """Return the id of somebody's seat on the panel."""
        (found,) = self.rows.ids(
            PanelMemberRow, PanelMemberRow.round_id == self.round, PanelMemberRow.account_id == id_of(name)
        )
        return found

    def candidate(self, name: str) -> str:
        """Return the id of a candidate."""
        (found,) = self.rows.ids(CandidateRow, CandidateRow.round_id == self.round, CandidateRow.name == name)
        return found

    def questions(self) -> tuple[str, ...]:
        """Return the ids of the scored questions, in the order asked."""
        return tuple(question.id for question in self.pack.questions if question.scored)

    # One thing at a time

    def grant(self, name: str, role: Role, *, everywhere: bool = False) -> None:
        """Give somebody a role in the vacancy, or in the whole organisation."""
        self.rows.keep(self._grant(name, role, None if everywhere else self.vacancy))

    def add_round(self, *, name: str = "") -> str:
        """Add a round to the vacancy and return its id; ``self.round`` stays as it was."""
        number = len(self.rows.ids(RoundRow, RoundRow.vacancy_id == self.vacancy)) + 1
        return self.rows.keep(
            RoundRow(
                organisation_id=self.organisation,
                vacancy_id=self.vacancy,
                number=number,
                name=name,
                created_at=self.clock(),
            )
        )

    def draft(self) -> str:
        """Put the pack into the round as a draft, and return its id."""
        return self.rows.keep(self._pack_row(state="draft"))

    def issue(self) -> str:
        """Put the pack into the round as issued, and return its id."""
        row = self._pack_row(
            id=new_id(), state="issued", issued_at=self.clock(), issued_by=id_of(self.manager)
        )
        with self.rows.together():
            key = self.rows.keep(row)
            self.rows.keep(*asked_by(row, self.pack))
        return key

    def strike(self, question: str, *, reason: str = "It names a real family.") -> None:
        """Strike a question for every candidate."""
        self.rows.keep(
            StruckQuestionRow(**self._in_round(), question=question, reason=reason, **self._by(self.manager))
        )

    def seat(self, *names: str, chair: str | None = None, scores: bool = True) -> None:
        """Seat people on the panel, in this order, with the role of a panel member in the vacancy."""
        taken = len(self.rows.ids(PanelMemberRow, PanelMemberRow.round_id == self.round))
        for place, name in enumerate(names, start=taken + 1):
            seat = PanelMemberRow(
                **self._in_round(),
                account_id=id_of(name),
                place=place,
                name=name,
                is_chair=name == chair,
                scores=scores,
                joined_at=self.clock(),
            )
            self.rows.keep(seat, self._grant(name, Role.MEMBER, self.vacancy))

    def stand_down(self, name: str, *, reason: str = "Knows a candidate.") -> None:
        """Stand a member down."""
        self.rows.change(
            PanelMemberRow,
            self.member(name),
            stood_down_at=self.clock(),
            stood_down_by=id_of(self.manager),
            stood_down_reason=reason,
        )

    def add_candidates(self, *names: str) -> None:
        """Add candidates, in this order, with the codes C1, C2 and so on."""
        taken = len(self.rows.ids(CandidateRow, CandidateRow.round_id == self.round))
        self.rows.keep(
            *(
                CandidateRow(
                    **self._in_round(), place=place, code=f"C{place}", name=name, added_at=self.clock()
                )
                for place, name in enumerate(names, start=taken + 1)
            )
        )

    def attend(self, name: str, attendance: str) -> None:
        """Say whether a candidate came: ``expected``, ``withdrew``, ``did not attend``."""
        self.rows.change(CandidateRow, self.candidate(name), attendance=attendance)

    def score(
        self,
        member: str,
        candidate: str,
        *,
        value: int | None = 3,
        evidence: str = "Said what they did, and why.",
        contrary: bool = False,
        questions: Sequence[str] | None = None,
    ) -> str:
        """Write on a member's sheet, on every scored question unless some are named; return its id.

        ``value`` none is "not explored", with ``evidence`` as the reason. A 1 counts as no
        usable evidence unless ``contrary`` is true.
        """
        with self.rows.together():
            sheet = self._sheet(member, candidate)
            earlier = self._entries(sheet)
            for question in self.questions() if questions is None else questions:
                row = earlier.get(question) or SheetEntryRow(
                    organisation_id=self.organisation, sheet_id=sheet, question=question, version=0
                )
                row.value, row.not_explored = value, value is None
                row.contrary = contrary if value == 1 else None
                row.evidence, row.version, row.saved_at = evidence, row.version + 1, self.clock()
                self.rows.keep(row)
        return sheet

    def seal(self, member: str, candidate: str) -> str:
        """Seal a member's sheet as it stands, and return its id."""
        with self.rows.together():
            sheet = self._sheet(member, candidate)
            content = sheet_content(
                self.pack,
                {name: _draft(row) for name, row in self._entries(sheet).items()},
                candidate=self.candidate(candidate),
                member=self.member(member),
                sealed_at=self.clock().isoformat(),
            )
            seal = SealRow(
                organisation_id=self.organisation,
                sheet_id=sheet,
                number=len(self.rows.ids(SealRow, SealRow.sheet_id == sheet)) + 1,
                sealed_at=self.clock(),
                pack_hash=self.pack.hash,
                sheet_hash=sheet_hash(content),
                content=json.dumps(content, ensure_ascii=False),
            )
            self.rows.keep(seal)
            self.rows.change(ScoreSheetRow, sheet, sealed_at=self.clock())
        return sheet

    def release(self, *, by: str = GARETH) -> None:
        """Open moderation, whatever is still missing."""
        self.rows.change(RoundRow, self.round, released_at=self.clock(), released_by=id_of(by))

    def agree(self, candidate: str, question: str, value: int | None, *, reason: str = "All agree.") -> None:
        """Record what the panel agreed on one question."""
        person = self.candidate(candidate)
        same = (AgreedScoreRow.candidate_id == person, AgreedScoreRow.question == question)
        self.rows.keep(
            AgreedScoreRow(
                **self._in_round(),
                **self._by(GARETH),
                candidate_id=person,
                question=question,
                number=len(self.rows.ids(AgreedScoreRow, *same)) + 1,
                value=value,
                reason=reason,
            )
        )

    def decide(self, candidate: str, outcome: str, *, reason: str = "On the evidence.") -> None:
        """Record a decision on a candidate."""
        person = self.candidate(candidate)
        self.rows.keep(
            DecisionRow(
                **self._in_round(),
                **self._by(GARETH),
                candidate_id=person,
                number=len(self.rows.ids(DecisionRow, DecisionRow.candidate_id == person)) + 1,
                outcome=outcome,
                reason=reason,
                decided_by=GARETH,
            )
        )

    # What rows are made of

    def _in_round(self) -> dict[str, Any]:
        return {"organisation_id": self.organisation, "round_id": self.round}

    def _by(self, name: str) -> dict[str, Any]:
        return {"by": id_of(name), "at": self.clock()}

    def _found_organisations(self) -> None:
        names = {COUNCIL: "Anyborough Council (invented)", ELSEWHERE: "Otherborough Council (invented)"}
        self.rows.keep(
            *(Organisation(id=key, name=name, created_at=self.clock()) for key, name in names.items())
        )
        self.rows.keep(*(self._account(name) for name in EVERYBODY))
        self.rows.keep(*(self._grant(name, Role.MANAGER, None) for name in (RUTH, OUTSIDER, STRANGER)))
        self.rows.keep(*(self._grant(name, Role.HR, None) for name in (MOIRA, STRANGER)))

    def _account(self, name: str) -> Account:
        return Account(
            id=id_of(name),
            organisation_id=_home_of(name),
            email=email_of(name),
            name=name,
            password="!",  # noqa: S106 (joined, with a password that nothing matches)
            active=True,
            fs_uniquifier=id_of(f"{name} signs in"),
            created_at=self.clock(),
        )

    def _grant(self, name: str, role: Role, vacancy: str | None) -> Grant:
        return Grant(
            organisation_id=_home_of(name),
            account_id=id_of(name),
            vacancy_id=vacancy,
            role=role,
            granted_at=self.clock(),
        )

    def _open_vacancy(self) -> str:
        opened = self.rows.keep(
            VacancyRow(
                organisation_id=self.organisation,
                title="Team manager",
                reference="TM-1",
                level=4,
                place="Committee Room 2",
                created_at=self.clock(),
                created_by=id_of(self.manager),
            )
        )
        self.rows.keep(self._grant(self.manager, Role.MANAGER, opened))
        return opened

    def _pack_row(self, **changes: Any) -> PackRow:
        return PackRow(
            **self._in_round(),
            version=1,
            content=_cast_pack_file() if self.pack is cast_pack() else write_pack(self.pack).decode(),
            hash=self.pack.hash,
            bank_digest=self.pack.bank.digest,
            seed=self.pack.seed,
            made_at=self.clock(),
            **changes,
        )

    def _sheet(self, member: str, candidate: str) -> str:
        owner, person = self.member(member), self.candidate(candidate)
        same = (ScoreSheetRow.member_id == owner, ScoreSheetRow.candidate_id == person)
        if found := self.rows.ids(ScoreSheetRow, *same):
            return found[0]
        return self.rows.keep(
            ScoreSheetRow(**self._in_round(), member_id=owner, candidate_id=person, begun_at=self.clock())
        )

    def _entries(self, sheet: str) -> dict[str, SheetEntryRow]:
        rows = self.session.scalars(select(SheetEntryRow).where(SheetEntryRow.sheet_id == sheet))
        return {row.question: row for row in rows}


def _home_of(name: str) -> str:
    return ELSEWHERE if name == STRANGER else COUNCIL


def _draft(row: SheetEntryRow) -> Draft:
    return Draft(row.question, row.value, row.not_explored, row.evidence, row.contrary, row.version)
