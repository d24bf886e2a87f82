"""Versions of questions that an organisation writes: each edit a new one, none changed, none lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import QuestionRow, QuestionVersionRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.question_content import read_question, sound_question
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import NotThere, Refused, StaleSave
from recruit.domain.findings import Finding
from recruit.domain.people import Actor
from recruit.domain.question_states import Noted, Stamp, VersionState
from recruit.services.question_bank import bank_in_force, lock_bank, require_bank_keeper
from recruit.services.question_rows import (
    NEW,
    NO_SUCH_QUESTION,
    Names,
    add_version,
    findings_in,
    is_same_text,
    names_of,
    newest_of,
    question_row,
    sound_reason,
)

__all__ = [
    "NEW",
    "LocalQuestionLine",
    "QuestionInView",
    "QuestionVersion",
    "SavedVersion",
    "findings_of",
    "local_questions_of",
    "question_in_view",
    "write_question",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionVersion:
    """A version of a question with its history; ``may_review`` says whether this person may review it.

    ``sent_back`` is the last time that it was, whatever became of it since.
    """

    number: int
    state: VersionState
    question: Question
    why: str
    written: Stamp
    submitted: Stamp | None
    sent_back: Noted | None
    reviewed: Stamp | None
    published: Stamp | None
    may_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionInView:
    """A question as an organisation has it.

    ``bundled`` is the toolkit's own, none of one that the organisation invented; ``in_force``
    what is drawn, with ``retired`` set where it no longer is, none before it is published.
    ``versions`` are the organisation's, the newest first.
    """

    key: str
    bundled: Question | None
    in_force: Question | None
    retired: Noted | None
    versions: tuple[QuestionVersion, ...]

    @property
    def edited_from(self) -> int:
        """The number that an edit of the newest text goes by."""
        if self.versions:
            return self.versions[0].number
        return self.bundled.version if self.bundled else NEW

    @property
    def newest(self) -> Question | None:
        """The text that an edit begins with: the newest version, else the bundled question."""
        return self.versions[0].question if self.versions else self.bundled

    def version(self, number: int) -> QuestionVersion:
        """Return a version by its number, or raise ``NotThere``."""
        found = next((one for one in self.versions if one.number == number), None)
        if found is None:
            raise NotThere(NO_SUCH_QUESTION)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalQuestionLine:
    """A question in the list of the organisation's own; ``newest`` is its newest version.

    ``in_force`` is the number of the version that is drawn, none before one is published.
    """

    key: str
    newest: QuestionVersion
    in_force: int | None
    is_bundled: bool
    is_retired: bool


@dataclass(frozen=True, slots=True)
class SavedVersion:
    """A version that was saved, what the linter finds in it, and whether it is new.

    A text that is kept already is no second version.
    """

    key: str
    number: int
    findings: tuple[Finding, ...]
    is_new: bool


def question_in_view(session: Session, *, actor: Actor, bundled: QuestionBank, key: str) -> QuestionInView:
    """Return a question with its versions. Raises ``NotThere`` but to those who keep the bank."""
    require_bank_keeper(actor)
    with read_transaction(session):
        row = question_row(session, organisation=actor.organisation, key=key)
        known = bundled.by_id.get(key)
        if row is None and known is None:
            raise NotThere(NO_SUCH_QUESTION)
        versions = _versions(session, [row] if row else [], actor=actor)
        names = names_of(session, [row.retired_by] if row else [])
        return QuestionInView(
            key=key,
            bundled=known,
            in_force=bank_in_force(session, bundled, organisation=actor.organisation).by_id.get(key),
            retired=names.noted(row.retired_by, row.retired_at, row.retired_reason) if row else None,
            versions=versions.get(row.id, ()) if row else (),
        )


def local_questions_of(
    session: Session, *, actor: Actor, bundled: QuestionBank
) -> tuple[LocalQuestionLine, ...]:
    """Return the questions that an organisation wrote or changed, those written last first.

    Raises ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    with read_transaction(session):
        rows = session.scalars(
            select(QuestionRow).where(QuestionRow.organisation_id == actor.organisation)
        ).all()
        versions = _versions(session, rows, actor=actor)
        lines = [_line(row, versions[row.id], bundled) for row in rows if row.id in versions]
    return tuple(sorted(lines, key=lambda line: (line.newest.written.at, line.key), reverse=True))


def _line(
    row: QuestionRow, versions: tuple[QuestionVersion, ...], bundled: QuestionBank
) -> LocalQuestionLine:
    published = (one.number for one in versions if one.state is VersionState.PUBLISHED)
    return LocalQuestionLine(
        key=row.key,
        newest=versions[0],
        in_force=next(published, None),
        is_bundled=row.key in bundled.by_id,
        is_retired=row.retired_at is not None,
    )


def findings_of(
    session: Session, *, actor: Actor, bundled: QuestionBank, key: str, number: int
) -> tuple[Finding, ...]:
    """Return what the linter finds in a version, in the bank as it is now."""
    found = question_in_view(session, actor=actor, bundled=bundled, key=key).version(number)
    bank = bank_in_force(session, bundled, organisation=actor.organisation)
    return findings_in(found.question, bank)


def write_question(
    session: Session,
    *,
    actor: Actor,
    bundled: QuestionBank,
    question: Question,
    edited_from: int,
    why: str,
    now: datetime,
) -> SavedVersion:
    """Save a new question, or a new version of any in the bank, as a draft; its number is given here.

    ``edited_from`` is ``QuestionInView.edited_from`` as the form was opened, ``NEW`` for a new
    question. What the linter finds comes back beside it and stops nothing; faults of structure
    raise ``UnsoundQuestion``. Raises ``StaleSave``, which carries both texts, where another
    version was saved meanwhile; ``Refused`` for a new question whose id is taken and for a
    reason that is none; ``NotThere`` but to those who keep the bank.
    """
    require_bank_keeper(actor)
    reason = sound_reason(why, field="why")
    bank = bank_in_force(session, bundled, organisation=actor.organisation)
    sound = sound_question(question, bank=bank)
    findings = findings_in(sound, bank)
    with write_transaction(session):
        lock_bank(session, actor.organisation)
        row = question_row(session, organisation=actor.organisation, key=sound.id)
        number, kept = newest_of(session, row, bundled=bundled, key=sound.id)
        if kept and is_same_text(kept, sound):
            return SavedVersion(sound.id, number, findings, is_new=False)
        _require_fresh(kept, sound, number=number, edited_from=edited_from)
        added = add_version(session, sound, row=row, bundled=bundled, actor=actor, why=reason, now=now)
        return SavedVersion(sound.id, added, findings, is_new=True)


def _require_fresh(kept: Question | None, typed: Question, *, number: int, edited_from: int) -> None:
    if kept is None and edited_from != NEW:
        raise NotThere(NO_SUCH_QUESTION)
    if kept is not None and edited_from == NEW:
        raise Refused("The bank has a question of that id; choose another", field="id")
    if number != edited_from:
        raise StaleSave(kept=kept, typed=typed)


def _versions(
    session: Session, rows: Collection[QuestionRow], *, actor: Actor
) -> Mapping[str, tuple[QuestionVersion, ...]]:
    """Return the versions of questions by the ids of their rows, each one's newest first."""
    found = session.scalars(
        select(QuestionVersionRow)
        .where(QuestionVersionRow.question_id.in_([row.id for row in rows]))
        .order_by(QuestionVersionRow.number.desc())
    ).all()
    names = names_of(session, [person for row in found for person in _people_of(row)])
    versions: dict[str, tuple[QuestionVersion, ...]] = {}
    for row in found:
        versions[row.question_id] = (*versions.get(row.question_id, ()), _version(row, names, actor))
    return versions


def _people_of(row: QuestionVersionRow) -> tuple[str | None, ...]:
    return (row.written_by, row.submitted_by, row.sent_back_by, row.reviewed_by, row.published_by)


def _version(row: QuestionVersionRow, names: Names, actor: Actor) -> QuestionVersion:
    state = VersionState(row.state)
    return QuestionVersion(
        number=row.number,
        state=state,
        question=read_question(row.content),
        why=row.why,
        written=Stamp(names.of(row.written_by), row.written_at),
        submitted=names.stamp(row.submitted_by, row.submitted_at),
        sent_back=names.noted(row.sent_back_by, row.sent_back_at, row.sent_back_note),
        reviewed=names.stamp(row.reviewed_by, row.reviewed_at),
        published=names.stamp(row.published_by, row.published_at),
        may_review=state is VersionState.SUBMITTED and row.written_by != actor.account,
    )
