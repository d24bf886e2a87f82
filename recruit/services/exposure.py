"""How often, when and where the questions of the bank were asked: what is known rests for a while."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import CandidateRow, PackQuestionRow, PackRow, RoundRow, VacancyRow
from recruit.db.transactions import read_transaction
from recruit.domain.moments import in_london
from recruit.domain.people import Actor
from recruit.services.question_bank import require_bank_keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A round whose issued pack asks a question.

    ``version`` is the question's. ``candidates`` is how many came or are expected. ``last`` is
    the last day of interviews that is on record and not to come, else the day on which the
    pack was issued. ``vacancy`` is an id and ``title`` its title; both none to somebody who
    has no part in the vacancy.
    """

    vacancy: str | None
    title: str | None
    round: str
    level: int
    version: int
    candidates: int
    last: date


@dataclass(frozen=True, slots=True)
class Exposure:
    """How a question was asked; ``askings`` is never empty, the last one first."""

    askings: tuple[Asking, ...]

    @property
    def times(self) -> int:
        """Packs that were issued with it, and not withdrawn."""
        return len(self.askings)

    @property
    def candidates(self) -> int:
        """Candidates to whom it was put, or will be."""
        return sum(one.candidates for one in self.askings)

    @property
    def last(self) -> date:
        """The day on which it was last asked."""
        return self.askings[0].last

    def days_since(self, now: datetime) -> int:
        """Days from the last asking to the day of ``now`` in London; 0 for one later than that."""
        return max(0, (in_london(now).date() - self.last).days)


def exposure_of(session: Session, *, organisation: str, now: datetime) -> Mapping[str, Exposure]:
    """Return how each question was asked in an organisation, by its id; one never asked is not there.

    A question counts once for each pack that is issued with it, struck or not: it was known
    to that round. Costs one query.
    """
    with read_transaction(session):
        rows = session.execute(_askings(organisation, in_london(now).date())).all()
    found: dict[str, list[Asking]] = {}
    for question, version, vacancy, title, level, name, number, issued_at, candidates, day in rows:
        asking = Asking(
            vacancy=vacancy,
            title=title,
            round=name or f"Round {number}",
            level=level,
            version=version,
            candidates=candidates,
            last=day or in_london(issued_at).date(),
        )
        found.setdefault(question, []).append(asking)
    return {question: Exposure(_last_first(askings)) for question, askings in found.items()}


def exposure_in_view(session: Session, *, actor: Actor, now: datetime) -> Mapping[str, Exposure]:
    """Return the same for a page: a manager reads the titles of no vacancies but their own, HR all.

    Raises ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    found = exposure_of(session, organisation=actor.organisation, now=now)
    if actor.is_hr():
        return found
    return {
        question: Exposure(tuple(_as_seen_by(actor, one) for one in exposure.askings))
        for question, exposure in found.items()
    }


def days_since_asked(session: Session, *, organisation: str, now: datetime) -> Mapping[str, int]:
    """Return how many days ago each question was last asked, by its id, for the recipe of a draw."""
    found = exposure_of(session, organisation=organisation, now=now)
    return {question: exposure.days_since(now) for question, exposure in found.items()}


def _as_seen_by(actor: Actor, asking: Asking) -> Asking:
    if asking.vacancy and actor.runs(asking.vacancy):
        return asking
    return replace(asking, vacancy=None, title=None, round="")


def _last_first(askings: Iterable[Asking]) -> tuple[Asking, ...]:
    return tuple(sorted(askings, key=lambda one: (one.last, one.vacancy or "", one.round), reverse=True))


def _askings(organisation: str, today: date) -> Select[*tuple[Any, ...]]:
    """Return the query of every issued pack's questions; ``today`` bounds the days of interviews."""
    interviewed = and_(CandidateRow.attendance == "expected", CandidateRow.day <= today)
    return (
        select(
            PackQuestionRow.question,
            PackQuestionRow.version,
            VacancyRow.id,
            VacancyRow.title,
            VacancyRow.level,
            RoundRow.name,
            RoundRow.number,
            PackRow.issued_at,
            func.count(CandidateRow.id).filter(CandidateRow.attendance == "expected"),
            func.max(CandidateRow.day).filter(interviewed),
        )
        .join(PackRow, PackRow.id == PackQuestionRow.pack_id)
        .join(RoundRow, RoundRow.id == PackRow.round_id)
        .join(VacancyRow, VacancyRow.id == RoundRow.vacancy_id)
        .outerjoin(CandidateRow, CandidateRow.round_id == RoundRow.id)
        .where(PackQuestionRow.organisation_id == organisation, PackRow.state == "issued")
        .group_by(
            PackQuestionRow.id,
            PackQuestionRow.question,
            PackQuestionRow.version,
            VacancyRow.id,
            VacancyRow.title,
            VacancyRow.level,
            RoundRow.id,
            RoundRow.name,
            RoundRow.number,
            PackRow.issued_at,
        )
    )
