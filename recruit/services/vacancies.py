"""Vacancies: opened, changed, listed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, PackRow, RoundRow, VacancyRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow, NotThere, Refused, StaleSave
from recruit.domain.marks import mark_of
from recruit.domain.people import Actor, Role
from recruit.domain.progress import RoundProgress, state_in_words
from recruit.services.audit import record
from recruit.services.grants import give_role
from recruit.services.round_progress import progress_of
from recruit.services.rounds import new_round

_NOT_THERE = "there is no such vacancy, or it is not yours to see"


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyDetails:
    """What a manager says of a vacancy. ``level`` is the role level, 1 to 8."""

    title: str
    level: int
    reference: str = ""
    place: str = ""
    first_day: date | None = None
    last_day: date | None = None

    @property
    def mark(self) -> str:
        """What changes whenever any of it does."""
        return mark_of(self.title, self.level, self.reference, self.place, self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class VacancyLine:
    """A vacancy in a list. ``manager`` is who opened it, ``state`` how far its latest round is, in words."""

    id: str
    details: VacancyDetails
    manager: str
    rounds: int
    state: str


@dataclass(frozen=True, slots=True)
class VacancyInView:
    """A vacancy with its rounds; ``may_prepare`` says whether this person runs it.

    ``level_is_fixed`` says that a pack of this level is issued, so that the level stays.
    """

    id: str
    details: VacancyDetails
    manager: str
    rounds: tuple[RoundProgress, ...]
    may_prepare: bool
    level_is_fixed: bool


def vacancies_of(session: Session, *, actor: Actor) -> tuple[VacancyLine, ...]:
    """Return the vacancies that an actor runs, or all of the organisation to HR; the newest first."""
    wanted = (
        select(VacancyRow, Account.name)
        .join(Account, Account.id == VacancyRow.created_by)
        .where(VacancyRow.organisation_id == actor.organisation)
        .order_by(VacancyRow.created_at.desc(), VacancyRow.id)
    )
    if not actor.is_hr():
        wanted = wanted.where(VacancyRow.id.in_(actor.vacancies(Role.MANAGER)))
    with read_transaction(session):
        found = session.execute(wanted).all()
        latest = _latest_rounds(session, [row.id for row, _ in found])
        states = dict(zip(latest, progress_of(session, latest.values()), strict=True))
        return tuple(
            VacancyLine(row.id, _details(row), manager, latest[row.id].number, state_in_words(states[row.id]))
            for row, manager in found
        )


def _latest_rounds(session: Session, vacancies: Collection[str]) -> Mapping[str, RoundRow]:
    rounds = session.scalars(
        select(RoundRow).where(RoundRow.vacancy_id.in_(vacancies)).order_by(RoundRow.number)
    )
    return {one.vacancy_id: one for one in rounds}


def vacancy_in_view(session: Session, *, actor: Actor, vacancy_id: str) -> VacancyInView:
    """Return a vacancy with its rounds, to its recruiting manager and to HR.

    Raises ``NotThere`` to everybody else, and for one that does not exist.
    """
    with read_transaction(session):
        row = _vacancy(session, actor=actor, vacancy_id=vacancy_id)
        manager = session.scalars(select(Account.name).where(Account.id == row.created_by)).one()
        rounds = session.scalars(
            select(RoundRow).where(RoundRow.vacancy_id == row.id).order_by(RoundRow.number)
        )
        progress = progress_of(session, rounds.all())
        return VacancyInView(
            id=row.id,
            details=_details(row),
            manager=manager,
            rounds=progress,
            may_prepare=actor.runs(row.id),
            level_is_fixed=any(one.issued for one in progress),
        )


def open_vacancy(
    session: Session, *, actor: Actor, vacancy_id: str, details: VacancyDetails, now: datetime
) -> None:
    """Open a vacancy under a new id, with its first round; whoever opens it runs it.

    The id comes from the form, so that a form sent twice opens one vacancy. Raises
    ``NotThere`` unless the actor is a recruiting manager of the organisation, ``Refused``
    for interviews that end before they begin.
    """
    if not actor.opens_vacancies():
        raise NotThere("only a recruiting manager opens a vacancy")
    _check_days(details)
    with write_transaction(session):
        # On PostgreSQL the second of two equal forms waits here for the first.
        session.execute(select(Account.id).where(Account.id == actor.account).with_for_update())
        if session.get(VacancyRow, vacancy_id):
            return
        vacancy = VacancyRow(
            id=vacancy_id, organisation_id=actor.organisation, created_at=now, created_by=actor.account
        )
        _take(vacancy, details)
        session.add(vacancy)
        session.flush()
        give_role(
            session,
            organisation=actor.organisation,
            account=actor.account,
            role=Role.MANAGER,
            vacancy=vacancy.id,
            now=now,
        )
        new_round(session, vacancy=vacancy, number=1, name="", now=now)
        record(session, "vacancy opened", actor=actor, now=now, vacancy=vacancy.id, subject=vacancy.id)


def change_vacancy(
    session: Session,
    *,
    actor: Actor,
    vacancy_id: str,
    details: VacancyDetails,
    opened: str,
    now: datetime,
) -> None:
    """Change what is said of a vacancy. Raises ``NotThere`` unless the actor runs it.

    ``opened`` is the ``mark`` of what the form was opened with; raises ``StaleSave`` where it
    was changed since. Raises ``NotNow`` for another level once a pack is issued: its
    questions are of that level. Raises ``Refused`` for interviews that end before they begin.
    """
    _check_days(details)
    with write_transaction(session):
        _lock_rounds(session, vacancy_id)
        row = _vacancy(session, actor=actor, vacancy_id=vacancy_id)
        if not actor.runs(row.id):
            raise NotThere(_NOT_THERE)
        kept = _details(row)
        if kept == details:
            return
        if kept.mark != opened:
            raise StaleSave(kept=kept, typed=details)
        if details.level != row.level and _any_pack_issued(session, row.id):
            raise NotNow(
                "a pack of this level is issued, so the level stays; open another vacancy for another level"
            )
        _take(row, details)
        record(session, "vacancy changed", actor=actor, now=now, vacancy=row.id, subject=row.id)


def add_round(session: Session, *, actor: Actor, vacancy_id: str, name: str, now: datetime) -> str:
    """Add a round to a vacancy, for a second stage or later interviews, and return its id.

    Raises ``NotThere`` unless the actor is the vacancy's recruiting manager, ``Refused``
    where a round has this name already.
    """
    with write_transaction(session):
        vacancy = session.scalar(select(VacancyRow).where(VacancyRow.id == vacancy_id).with_for_update())
        if vacancy is None or not actor.runs(vacancy_id):
            raise NotThere(_NOT_THERE)
        rounds = session.scalars(select(RoundRow).where(RoundRow.vacancy_id == vacancy_id)).all()
        labels = {(one.name or f"Round {one.number}").casefold() for one in rounds}
        if name.casefold() in labels:
            raise Refused("This vacancy has a round of that name; give the new one another", field="name")
        number = max(one.number for one in rounds) + 1
        added = new_round(session, vacancy=vacancy, number=number, name=name, now=now)
        record(session, "round added", actor=actor, now=now, vacancy=vacancy_id, subject=added.id)
        return added.id


def _vacancy(session: Session, *, actor: Actor, vacancy_id: str) -> VacancyRow:
    row = session.scalar(
        select(VacancyRow).where(
            VacancyRow.id == vacancy_id, VacancyRow.organisation_id == actor.organisation
        )
    )
    if row is None or not (actor.is_hr() or actor.runs(row.id)):
        raise NotThere(_NOT_THERE)
    return row


def _lock_rounds(session: Session, vacancy_id: str) -> None:
    """Let one change of a vacancy through at a time, and none while a pack of it is being issued.

    There is always a round. In the order of their ids, so that two changes never wait for each other.
    """
    rounds = select(RoundRow.id).where(RoundRow.vacancy_id == vacancy_id).order_by(RoundRow.id)
    session.execute(rounds.with_for_update())


def _any_pack_issued(session: Session, vacancy_id: str) -> bool:
    issued = exists().where(
        PackRow.round_id == RoundRow.id, RoundRow.vacancy_id == vacancy_id, PackRow.state == "issued"
    )
    return bool(session.scalar(select(issued)))


def _check_days(details: VacancyDetails) -> None:
    if details.first_day and details.last_day and details.last_day < details.first_day:
        raise Refused("The last day must be the first day or later", field="last_day")


def _details(vacancy: VacancyRow) -> VacancyDetails:
    return VacancyDetails(
        title=vacancy.title,
        level=vacancy.level,
        reference=vacancy.reference,
        place=vacancy.place,
        first_day=vacancy.first_day,
        last_day=vacancy.last_day,
    )


def _take(vacancy: VacancyRow, details: VacancyDetails) -> None:
    vacancy.title, vacancy.reference, vacancy.place = details.title, details.reference, details.place
    vacancy.level = details.level
    vacancy.first_day, vacancy.last_day = details.first_day, details.last_day
