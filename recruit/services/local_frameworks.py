"""An organisation's own values as a framework: its versions, and what of it the bank looks through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import LocalFrameworkRow, LocalFrameworkVersionRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.framework_file import sound_framework, stored_framework, write_framework
from recruit.domain.bank import QuestionBank
from recruit.domain.errors import NotNow, NotThere, Refused, StaleSave
from recruit.domain.frameworks import Framework
from recruit.domain.people import Actor
from recruit.domain.question_states import Noted, Stamp
from recruit.domain.words import listed
from recruit.services.audit import record
from recruit.services.question_bank import bank_in_force, lock_bank, require_bank_keeper, stamp_bank
from recruit.services.question_rows import NEW, Names, names_of, sound_reason

_NOT_THERE = "there is no such framework, or it is not yours to see"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkVersion:
    """A version of a local framework; ``published`` is none before it was first put in force."""

    number: int
    framework: Framework
    why: str
    written: Stamp
    published: Stamp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFrameworkInView:
    """A local framework with its versions, the newest first.

    ``in_force`` is the number of the version that the bank looks through, or none.
    """

    key: str
    versions: tuple[FrameworkVersion, ...]
    in_force: int | None
    retired: Noted | None

    @property
    def newest(self) -> FrameworkVersion:
        """The version written last; an edit goes by its number."""
        return self.versions[0]


def local_frameworks_of(session: Session, *, actor: Actor) -> tuple[LocalFrameworkInView, ...]:
    """Return an organisation's own frameworks, in the order of their ids.

    Raises ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    with read_transaction(session):
        rows = session.scalars(
            select(LocalFrameworkRow).where(LocalFrameworkRow.organisation_id == actor.organisation)
        ).all()
        versions = session.scalars(
            select(LocalFrameworkVersionRow)
            .where(LocalFrameworkVersionRow.framework_id.in_([row.id for row in rows]))
            .order_by(LocalFrameworkVersionRow.number.desc())
        ).all()
        people = [person for one in versions for person in (one.written_by, one.published_by)]
        names = names_of(session, [*people, *(row.retired_by for row in rows)])
        found = [
            _in_view(row, [one for one in versions if one.framework_id == row.id], names) for row in rows
        ]
    return tuple(sorted(found, key=lambda one: one.key))


def local_framework_in_view(session: Session, *, actor: Actor, key: str) -> LocalFrameworkInView:
    """Return one local framework. Raises ``NotThere`` where there is none, and as ``local_frameworks_of``."""
    for found in local_frameworks_of(session, actor=actor):
        if found.key == key:
            return found
    raise NotThere(_NOT_THERE)


def _in_view(
    row: LocalFrameworkRow, versions: list[LocalFrameworkVersionRow], names: Names
) -> LocalFrameworkInView:
    published = (one.number for one in versions if one.published_at)
    return LocalFrameworkInView(
        key=row.key,
        versions=tuple(
            FrameworkVersion(
                number=one.number,
                framework=stored_framework(one.content),
                why=one.why,
                written=Stamp(names.of(one.written_by), one.written_at),
                published=names.stamp(one.published_by, one.published_at),
            )
            for one in versions
        ),
        in_force=None if row.retired_at else next(published, None),
        retired=names.noted(row.retired_by, row.retired_at, row.retired_reason),
    )


def write_local_framework(
    session: Session,
    *,
    actor: Actor,
    bundled: QuestionBank,
    framework: Framework,
    edited_from: int,
    why: str,
    now: datetime,
) -> int:
    """Save a local framework, new or a new version, and return its number; in force it is not yet.

    ``edited_from`` is the number of the version that was edited, ``NEW`` for a new framework.
    The same text once more is no second version. Raises ``DataFaults`` with every fault,
    ``Refused`` where the id is taken or a level is none, ``StaleSave`` where another version
    was saved meanwhile, ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    reason = sound_reason(why, field="why")
    sound = sound_framework(framework)
    _require_levels(sound, bundled)
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        row = _row(session, actor.organisation, sound.id)
        newest = _versions(session, row)[:1] if row else []
        kept = stored_framework(newest[0].content) if newest else None
        number = newest[0].number if newest else NEW
        if kept == sound:
            return number
        if kept and edited_from == NEW:
            raise Refused("There is a framework of that id already; choose another", field="id")
        if number != edited_from:
            raise StaleSave(kept=kept, typed=sound)
        row = row or _new_row(session, actor.organisation, sound.id, now)
        _add(session, row, sound, number=number + 1, actor=actor, why=reason, now=now)
        return number + 1


def _require_levels(framework: Framework, bundled: QuestionBank) -> None:
    if unknown := sorted(set(framework.levels) - set(bundled.levels)):
        unknown_ones = listed([str(level) for level in unknown])
        message = f"The bank has no level {unknown_ones}; name levels that it has"
        raise Refused(message, field="levels")
    if framework.id in bundled.frameworks.by_id:
        raise Refused("The bundled bank has a framework of that id; choose another", field="id")


def _add(
    session: Session,
    row: LocalFrameworkRow,
    framework: Framework,
    *,
    number: int,
    actor: Actor,
    why: str,
    now: datetime,
) -> None:
    session.add(
        LocalFrameworkVersionRow(
            organisation_id=actor.organisation,
            framework_id=row.id,
            number=number,
            content=write_framework(framework),
            why=why,
            written_by=actor.account,
            written_at=now,
        )
    )
    _record(session, "framework written", row, actor=actor, now=now, number=number)


def put_in_force(
    session: Session, *, actor: Actor, bundled: QuestionBank, key: str, number: int, now: datetime
) -> None:
    """Let the bank look through a version, in the place of the one before; once more changes nothing.

    Its items join the base of its levels as a lens of their own. Raises ``NotNow`` where a
    question in force looks for an item that this version no longer has, where a newer version
    is in force, and for a retired framework; ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        row = _known_row(session, actor.organisation, key)
        versions = _versions(session, row)
        version = next((one for one in versions if one.number == number), None)
        if version is None:
            raise NotThere(_NOT_THERE)
        if version.published_at:
            return
        if row.retired_at:
            raise NotNow("this framework is retired; bring it back first")
        if any(one.published_at and one.number > number for one in versions):
            raise NotNow("a newer version is in force; write a new version")
        kept = {item.id for item in stored_framework(version.content).items()}
        _require_unused(session, bundled, actor.organisation, key, kept=kept)
        version.published_by, version.published_at = actor.account, now
        stamp_bank(session, organisation=actor.organisation, now=now)
        _record(session, "framework put in force", row, actor=actor, now=now, number=number)


def _require_unused(
    session: Session, bundled: QuestionBank, organisation: str, key: str, *, kept: set[str]
) -> None:
    """Raise ``NotNow`` where a question looks for an item of a framework that would go."""
    bank = bank_in_force(session, bundled, organisation=organisation)
    framework = bank.frameworks.by_id.get(key)
    gone = {item.id for item in framework.items()} - kept if framework else set()
    using = [one.name for one in bank.questions if gone & {*one.tags} and not one.retired]
    if using:
        raise NotNow(f"questions in force look for items that would go: {listed(using)}; change those first")


def retire_framework(
    session: Session, *, actor: Actor, bundled: QuestionBank, key: str, reason: str, now: datetime
) -> None:
    """Take a local framework out of the bank; for the same reason once more changes nothing.

    Raises ``NotNow`` where a question in force looks for one of its items, or where it is
    retired for another reason; ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    kept = sound_reason(reason, field="reason")
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        row = _known_row(session, actor.organisation, key)
        if row.retired_at:
            if row.retired_reason != kept:
                raise NotNow("this framework is retired already, for another reason")
            return
        _require_unused(session, bundled, actor.organisation, key, kept=set())
        row.retired_at, row.retired_by, row.retired_reason = now, actor.account, kept
        stamp_bank(session, organisation=actor.organisation, now=now)
        _record(session, "framework retired", row, actor=actor, now=now)


def bring_framework_back(session: Session, *, actor: Actor, key: str, now: datetime) -> None:
    """Let the bank look through a retired framework again; once more changes nothing.

    Raises ``NotThere`` where there is none, and but to those who keep the bank.
    """
    require_bank_keeper(actor)
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        row = _known_row(session, actor.organisation, key)
        if row.retired_at is None:
            return
        row.retired_at = row.retired_by = row.retired_reason = None
        stamp_bank(session, organisation=actor.organisation, now=now)
        _record(session, "framework brought back", row, actor=actor, now=now)


def _row(session: Session, organisation: str, key: str) -> LocalFrameworkRow | None:
    return session.scalar(
        select(LocalFrameworkRow).where(
            LocalFrameworkRow.organisation_id == organisation, LocalFrameworkRow.key == key
        )
    )


def _known_row(session: Session, organisation: str, key: str) -> LocalFrameworkRow:
    row = _row(session, organisation, key)
    if row is None:
        raise NotThere(_NOT_THERE)
    return row


def _new_row(session: Session, organisation: str, key: str, now: datetime) -> LocalFrameworkRow:
    row = LocalFrameworkRow(organisation_id=organisation, key=key, created_at=now)
    session.add(row)
    session.flush()
    return row


def _versions(session: Session, row: LocalFrameworkRow) -> list[LocalFrameworkVersionRow]:
    """Return the versions of a framework, the newest first."""
    wanted = select(LocalFrameworkVersionRow).where(LocalFrameworkVersionRow.framework_id == row.id)
    return list(session.scalars(wanted.order_by(LocalFrameworkVersionRow.number.desc())))


def _record(
    session: Session,
    action: str,
    row: LocalFrameworkRow,
    *,
    actor: Actor,
    now: datetime,
    number: int | None = None,
) -> None:
    detail: dict[str, Any] = {"number": number} if number else {}
    record(session, action, actor=actor, now=now, subject=row.id, framework=row.key, **detail)
