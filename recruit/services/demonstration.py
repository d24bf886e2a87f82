"""Loads the demonstration: invented people at three stages of a vacancy, by the verbs that everybody uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, AuditEvent, Grant, Organisation, new_id
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.invented import (
    BEING_SCORED,
    CANDIDATES,
    COUNCIL,
    MEMBERS,
    PLACE,
    WITHDREW,
    Invented,
    invented_slot,
)
from recruit.domain.bank import QuestionBank
from recruit.domain.candidates import Newcomer
from recruit.domain.errors import RecruitError
from recruit.domain.pack import Pack
from recruit.domain.people import Actor, Granted, Role
from recruit.domain.rounds import Attendance
from recruit.services.accounts import join
from recruit.services.audit import record
from recruit.services.candidates import add_candidates, candidates_in_view
from recruit.services.demonstration_scores import Scoring, agree_and_decide, score_all, score_some
from recruit.services.interviews import Interview, interview_in_view, record_interview
from recruit.services.outbox import Message, deliver
from recruit.services.pack_drafts import Wishes, draw
from recruit.services.pack_issue import issue
from recruit.services.packs import NO_DRAFT, pack_in_view
from recruit.services.panels import invite_member
from recruit.services.people import create_hr_account, invite_person
from recruit.services.sign_ins import Passwords
from recruit.services.vacancies import VacancyDetails, open_vacancy, vacancy_in_view

MANAGER, HR = "Oluwaseun Bello", "Moira Kent"
CHAIR, _, MEMBER = (name for name, _ in MEMBERS)
_LOADED = "demonstration loaded"
_BEGUN = 3
"""Questions that stand on a sheet which is begun."""
_LONDON = ZoneInfo("Europe/London")


class NoDemonstration(RecruitError):
    """A database that the demonstration cannot be loaded into; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class DemonstrationSignIn:
    """Somebody of the demonstration who can sign in, and as what."""

    role: str
    name: str
    email: str


def demonstration_sign_ins() -> tuple[DemonstrationSignIn, ...]:
    """Return who can sign in: a manager, a panel member with work to do, HR, and the chair."""
    people = (("Recruiting manager", MANAGER), ("Panel member", MEMBER), ("HR", HR), ("Chair", CHAIR))
    return tuple(DemonstrationSignIn(role, name, email_of(name)) for role, name in people)


def email_of(name: str) -> str:
    """Return the address of one of the demonstration's people, on a domain that can belong to nobody."""
    return f"{'.'.join(name.lower().split())}@anyborough.example"


def is_loaded(session: Session) -> bool:
    """Say whether a database holds the demonstration.

    Raises ``NoDemonstration`` where another organisation lives in it, and where the
    demonstration was broken off while it was loaded.
    """
    with read_transaction(session):
        names = session.scalars(select(Organisation.name)).all()
        complete = session.scalar(select(AuditEvent.number).where(AuditEvent.action == _LOADED).limit(1))
    if any(name != COUNCIL for name in names):
        raise NoDemonstration(
            "this database holds an organisation already, and invented people do not belong beside it; "
            "give an empty data folder with RECRUIT_DATA_FOLDER"
        )
    if names and complete is None:
        raise NoDemonstration(
            "this database holds a part of the demonstration, whose loading was broken off; "
            "delete the data folder, and start again"
        )
    return bool(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """What every step of the loading goes by; ``seconds`` bounds each stage of drawing a pack."""

    session: Session
    bank: QuestionBank
    password: str
    passwords: Passwords
    now: datetime
    seconds: float

    def ago(self, days: int) -> datetime:
        """Return the moment so many days before the loading."""
        return self.now - timedelta(days=days)


def load_demonstration(
    session: Session,
    *,
    bank: QuestionBank,
    password: str,
    passwords: Passwords,
    now: datetime,
    seconds: float,
) -> None:
    """Load the demonstration into an empty database; one that holds it stays as it is.

    Everybody in it signs in with ``password``. Its days lie before ``now``, as if it had been
    in use for weeks. Raises ``NoDemonstration`` as ``is_loaded`` does.
    """
    if is_loaded(session):
        return
    stage = _Stage(
        session=session, bank=bank, password=password, passwords=passwords, now=now, seconds=seconds
    )
    _found_council(stage)
    _decided_vacancy(stage)
    _vacancy_being_scored(stage)
    _new_vacancy(stage)
    hr = _actor(session, HR)
    with write_transaction(session):
        record(session, _LOADED, actor=hr, now=now)


def _found_council(stage: _Stage) -> None:
    """Make HR's account and the recruiting manager's."""
    create_hr_account(
        stage.session,
        organisation=COUNCIL,
        email=email_of(HR),
        name=HR,
        password_hash=stage.passwords.hashed(stage.password),
        now=stage.ago(40),
    )
    hr, at = _actor(stage.session, HR), stage.ago(39)
    invite_person(stage.session, actor=hr, email=email_of(MANAGER), name=MANAGER, role=Role.MANAGER, now=at)
    _join_whoever_is_invited(stage, at=at)


def _join_whoever_is_invited(stage: _Stage, *, at: datetime) -> None:
    """Read the letters that wait, and join with each one's code; who joined before got none."""
    letters: list[Message] = []
    deliver(stage.session, send=letters.append, address="", now=at)
    for letter in letters:
        if not (code := re.search(r"^[A-Z0-9]{4}(-[A-Z0-9]{4})+$", letter.body, re.MULTILINE)):
            continue
        name = next(name for name in (MANAGER, *(one for one, _ in MEMBERS)) if email_of(name) == letter.to)
        join(
            stage.session,
            code=code[0],
            name=name,
            password=stage.password,
            passwords=stage.passwords,
            computer="127.0.0.1",
            now=at,
        )


def _actor(session: Session, name: str) -> Actor:
    """Return one of the demonstration's people as they are now, with the roles that they hold."""
    with read_transaction(session):
        account = session.scalars(select(Account).where(Account.email == email_of(name))).one()
        grants = session.scalars(select(Grant).where(Grant.account_id == account.id))
        held = frozenset(Granted(Role(one.role), one.vacancy_id) for one in grants)
        return Actor(account.id, account.organisation_id, account.name, held)


def _open(stage: _Stage, title: str, *, level: int, interviews: date | None, at: datetime) -> str:
    """Open a vacancy and return the id of its round."""
    vacancy = new_id()
    details = VacancyDetails(
        title=f"{title} (demonstration)",
        level=level,
        reference=f"DEMO-{level:02d}",
        place=PLACE,
        first_day=interviews,
        last_day=interviews,
    )
    manager = _actor(stage.session, MANAGER)
    open_vacancy(stage.session, actor=manager, vacancy_id=vacancy, details=details, now=at)
    manager = _actor(stage.session, MANAGER)
    return vacancy_in_view(stage.session, actor=manager, vacancy_id=vacancy).rounds[0].id


def _prepare(
    stage: _Stage, round_id: str, *, candidates: Sequence[Invented], interviews: date, at: datetime
) -> Pack:
    """Draw the pack, seat the panel, add the candidates, and issue the pack."""
    session, manager = stage.session, _actor(stage.session, MANAGER)
    draw(
        session,
        actor=manager,
        round_id=round_id,
        bank=stage.bank,
        wishes=Wishes(),
        version=NO_DRAFT,
        now=at,
        seconds=stage.seconds,
    )
    _seat_panel(stage, round_id, manager=manager, at=at)
    newcomers = [Newcomer(name=one.name, day=interviews) for one in candidates]
    add_candidates(session, actor=manager, round_id=round_id, newcomers=newcomers, now=at)
    drawn = pack_in_view(session, actor=manager, round_id=round_id).kept
    if drawn is None:
        raise RuntimeError("a pack that was just drawn is not there")
    issue(session, actor=manager, round_id=round_id, version=drawn.version, digest=drawn.hash, now=at)
    return drawn.pack


def _seat_panel(stage: _Stage, round_id: str, *, manager: Actor, at: datetime) -> None:
    for name, role in MEMBERS:
        invite_member(
            stage.session,
            actor=manager,
            round_id=round_id,
            email=email_of(name),
            name=name,
            chairs=role == "Chair",
            scores=True,
            now=at,
        )
    _join_whoever_is_invited(stage, at=at)


def _interview(stage: _Stage, round_id: str, *, day: date, minutes: int) -> Mapping[str, str]:
    """Record the interviews of a day, and return the ids of all candidates by name."""
    manager, chair = _actor(stage.session, MANAGER), _actor(stage.session, CHAIR)
    view = candidates_in_view(stage.session, actor=manager, round_id=round_id)
    for one in view.candidates:
        slot = invented_slot(one.place, minutes=minutes)
        seen = Interview(Attendance.EXPECTED, day, slot.start, slot.finish, slot.departure)
        away = Interview(Attendance.WITHDREW, day, None, None, "")
        opened = interview_in_view(stage.session, actor=chair, round_id=round_id, candidate_id=one.id)
        record_interview(
            stage.session,
            actor=chair,
            round_id=round_id,
            candidate_id=one.id,
            interview=away if one.name == WITHDREW.name else seen,
            opened=opened.interview.mark,
            now=_at(day, slot.finish),
        )
    return {one.name: one.id for one in view.candidates}


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, _LONDON)


def _working_day(day: date) -> date:
    """Return a day, or the Friday before it where it is of a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _decided_vacancy(stage: _Stage) -> None:
    """Level 6: every sheet sealed, moderated, three of four candidates decided."""
    day = _working_day(stage.ago(9).date())
    title = "Assistant director, help and protection"
    round_id = _open(stage, title, level=6, interviews=day, at=stage.ago(30))
    pack = _prepare(stage, round_id, candidates=CANDIDATES, interviews=day, at=stage.ago(20))
    people = _interview(stage, round_id, day=day, minutes=pack.minutes)
    for place, candidate in enumerate(CANDIDATES, start=1):
        finish = _at(day, invented_slot(place, minutes=pack.minutes).finish)
        for late, one in enumerate(_panel_at_work(stage, round_id, pack, candidate, people, now=finish)):
            score_all(stage.session, replace(one, now=finish + timedelta(minutes=9 + 3 * late)))
    chair, evening = _actor(stage.session, CHAIR), _at(day, time(16, 30))
    agree_and_decide(stage.session, pack, people, chair=chair, round_id=round_id, now=evening)


def _vacancy_being_scored(stage: _Stage) -> None:
    """Level 4: interviews held; the chair has sealed two sheets, the second member one, the third none.

    Each has begun the sheet after that; nobody scores the candidate who withdrew.
    """
    day = _working_day(stage.ago(1).date())
    title = "Team manager, children in care"
    round_id = _open(stage, title, level=4, interviews=day, at=stage.ago(18))
    everybody = (*BEING_SCORED, WITHDREW)
    pack = _prepare(stage, round_id, candidates=everybody, interviews=day, at=stage.ago(11))
    people = _interview(stage, round_id, day=day, minutes=pack.minutes)
    afternoon = _at(day, time(16, 0))
    for place, candidate in enumerate(BEING_SCORED, start=1):
        panel = _panel_at_work(stage, round_id, pack, candidate, people, now=afternoon)
        for one, sealed in zip(panel, (2, 1, 0), strict=True):
            if place <= sealed:
                score_all(stage.session, one)
            elif place == sealed + 1:
                score_some(stage.session, one, questions=_BEGUN)


def _panel_at_work(
    stage: _Stage,
    round_id: str,
    pack: Pack,
    candidate: Invented,
    people: Mapping[str, str],
    *,
    now: datetime,
) -> Iterator[Scoring]:
    """Yield each member with a candidate, in the order of the panel; ``people`` are ids by name."""
    for name, _ in MEMBERS:
        yield Scoring(
            round_id=round_id,
            pack=pack,
            candidate=candidate,
            candidate_id=people[candidate.name],
            member=name,
            actor=_actor(stage.session, name),
            now=now,
        )


def _new_vacancy(stage: _Stage) -> None:
    """Level 2: opened, and nothing prepared yet."""
    day = _working_day(stage.ago(-24).date())
    _open(stage, "Social worker, assessment team", level=2, interviews=day, at=stage.ago(0))
