"""A member's own sheet on one candidate: found, and saved draft by draft.

Nothing here reaches another's sheet: every query goes by the seat of whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, bindparam, exists, insert, select, update
from sqlalchemy.orm import Session

from recruit.db.tables import (
    CandidateRow,
    PanelMemberRow,
    ScoreSheetRow,
    SheetEntryRow,
    StruckQuestionRow,
    new_id,
)
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.characters import clean
from recruit.domain.errors import NotNow, NotThere, StaleSave
from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.people import Actor
from recruit.domain.rounds import Attendance
from recruit.domain.scoring import Struck
from recruit.domain.sheets import Draft, Gap, empty_draft, gaps
from recruit.services.audit import record
from recruit.services.issued_packs import issued_pack, struck_in
from recruit.services.rounds import PANEL, CandidateInRound, RoundInView, round_in_view

STOOD_DOWN = "You were stood down from this panel, so its score sheets are closed to you."
NOT_ISSUED = "The pack of this round is not issued, so there is nothing to score on yet."
_SHEET = (
    select(
        CandidateRow.id,
        CandidateRow.place,
        CandidateRow.code,
        CandidateRow.name,
        CandidateRow.attendance,
        ScoreSheetRow.id,
        ScoreSheetRow.sealed_at,
        SheetEntryRow.question,
        SheetEntryRow.value,
        SheetEntryRow.not_explored,
        SheetEntryRow.evidence,
        SheetEntryRow.contrary,
        SheetEntryRow.version,
        exists().where(StruckQuestionRow.round_id == CandidateRow.round_id),
    )
    .outerjoin(
        ScoreSheetRow,
        and_(
            ScoreSheetRow.candidate_id == CandidateRow.id,
            ScoreSheetRow.member_id == bindparam("member", type_=String),
        ),
    )
    .outerjoin(SheetEntryRow, SheetEntryRow.sheet_id == ScoreSheetRow.id)
    .where(CandidateRow.id == bindparam("candidate"), CandidateRow.round_id == bindparam("round"))
)
"""A candidate with one member's sheet: a row for each entry, or one without any. Made once: it is
asked for with every save, and making it takes as long as running it."""

_ADD_ENTRY = insert(SheetEntryRow)
_CHANGE_ENTRY = (
    update(SheetEntryRow)
    .where(SheetEntryRow.sheet_id == bindparam("sheet"), SheetEntryRow.question == bindparam("asked"))
    .values(
        {
            name: bindparam(name)
            for name in ("value", "not_explored", "contrary", "evidence", "version", "saved_at")
        }
    )
)

_ANOTHER_PACK = (
    "The pack that you opened was withdrawn. Open the score sheet again: its questions may have changed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """A member's own sheet on one candidate, as it is stored.

    ``id`` is none before anything was saved. ``drafts`` are by question id, and hold none
    for a question on which nothing was saved. ``pack_id`` is the id of ``pack``.
    """

    view: RoundInView
    candidate: CandidateInRound
    id: str | None
    sealed_at: datetime | None
    pack_id: str
    pack: Pack
    struck: Mapping[str, Struck]
    drafts: Mapping[str, Draft]

    @property
    def member(self) -> str:
        """Id of the seat that the sheet belongs to."""
        return self.view.standing.member or ""

    @property
    def called(self) -> str:
        """What the member reads for the candidate: a name, or a code alone."""
        return self.candidate.shown(names=self.view.shows_names_to(self.view.standing))

    @property
    def seen(self) -> str:
        """The versions of all drafts, in the order asked: another text once anything is saved."""
        return "-".join(str(self.draft(question.id).version) for question in self.pack.questions)

    def question(self, number: int) -> PackQuestion:
        """Return a question by its number, from 1, or raise ``NotThere``."""
        if not 1 <= number <= len(self.pack.questions):
            raise NotThere("there is no such question in this pack")
        return self.pack.questions[number - 1]

    def draft(self, question: str) -> Draft:
        """Return what stands on a question; an empty draft where nothing was saved."""
        return self.drafts.get(question) or empty_draft(question)

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing before the sheet can be sealed."""
        return gaps(self.pack, self.drafts, struck=self.struck)

    def closed_because(self) -> str | None:
        """Return why nothing can be written on the sheet now and what to do, or none while it is open."""
        if self.view.phase.sees_others:
            return "Moderation is open, so scores no longer change. A change is made as an amendment."
        if self.sealed_at:
            return "This score sheet is sealed. Reopen it with a reason to change it."
        if self.candidate.attendance is not Attendance.EXPECTED:
            return (
                f"{self.called} is recorded as “{self.candidate.attendance}”, so no score sheet is expected. "
                "If that is wrong, tell the chair or the recruiting manager."
            )
        return None


def own_sheet(session: Session, *, actor: Actor, round_id: str, candidate_id: str) -> OwnSheet:
    """Return the actor's own sheet on a candidate of a round.

    Raises ``NotThere`` to anybody who is not on its panel or was stood down, and for a
    candidate of another; ``NotNow`` to one who sits in without scoring and before the pack
    is issued.
    """
    with read_transaction(session):
        view = scoring_view(session, actor=actor, round_id=round_id)
        return sheet_of(session, view, candidate_id=candidate_id)


def scoring_view(session: Session, *, actor: Actor, round_id: str, lock: bool = False) -> RoundInView:
    """Return the round to a member who scores it; to be called inside a transaction.

    Raises as ``own_sheet`` does.
    """
    view = round_in_view(session, actor=actor, round_id=round_id, audience=PANEL, lock=lock)
    if not view.standing.scores:
        raise NotNow("You sit on this panel without scoring, so you have no score sheets in this round.")
    if view.pack is None:
        raise NotNow(NOT_ISSUED)
    return view


def sheet_of(session: Session, view: RoundInView, *, candidate_id: str) -> OwnSheet:
    """Return the sheet of the round's viewer on a candidate, inside a transaction.

    ``view`` is what ``scoring_view`` returned. Raises ``NotThere`` for a candidate of another round.
    """
    whose = {"member": view.standing.member, "candidate": candidate_id, "round": view.id}
    rows = session.connection().execute(_SHEET, whose).all()
    if not rows or view.pack is None:
        raise NotThere("there is no such candidate in this round")
    first = rows[0]
    struck = struck_in(session, round_id=view.id) if first[13] else ()
    return OwnSheet(
        view=view,
        candidate=CandidateInRound(first[0], first[1], first[2], first[3], Attendance(first[4])),
        id=first[5],
        sealed_at=first[6],
        pack_id=view.pack,
        pack=issued_pack(session, pack_id=view.pack),
        struck={one.question: one for one in struck},
        drafts={row[7]: Draft(*tuple(row)[7:13]) for row in rows if row[7] is not None},
    )


def save_drafts(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    candidate_id: str,
    pack_id: str,
    drafts: Sequence[Draft],
    now: datetime,
) -> tuple[Draft, ...]:
    """Save what was typed on one question or more, all or nothing, and return what is stored now.

    The version of each draft is the one it was typed over. A draft that says what is stored
    already changes nothing, whatever its version: a second click is harmless. Raises
    ``StaleSave`` with ``kept`` and ``typed`` (the drafts concerned) where something else was
    saved meanwhile, ``NotNow`` where the sheet is closed, its pack was withdrawn or the
    member was stood down meanwhile, and else as ``own_sheet`` does. On a question that is
    not scored only the text is kept.
    """
    parse_before_writing(session, pack_id=pack_id)
    with write_transaction(session):
        try:
            sheet = sheet_for_writing(
                session, actor=actor, round_id=round_id, candidate_id=candidate_id, pack_id=pack_id
            )
        except NotThere:
            if _stood_down(session, actor, round_id):
                raise NotNow(STOOD_DOWN) from None
            raise
        if why := sheet.closed_because():
            raise NotNow(why)
        typed = [_as_the_pack_has_it(sheet.pack, draft) for draft in drafts]
        changed = [draft for draft in typed if not says_the_same(sheet.draft(draft.question), draft)]
        stale = [draft for draft in changed if draft.version != sheet.draft(draft.question).version]
        if stale:
            raise StaleSave(kept=tuple(sheet.draft(one.question) for one in stale), typed=tuple(stale))
        stored = {draft.question: replace(draft, version=draft.version + 1) for draft in changed}
        if stored:
            _store(session, sheet, tuple(stored.values()), actor=actor, now=now)
        return tuple(stored.get(one.question) or sheet.draft(one.question) for one in typed)


def sheet_for_writing(
    session: Session, *, actor: Actor, round_id: str, candidate_id: str, pack_id: str
) -> OwnSheet:
    """Return the actor's sheet inside a write transaction, the round locked.

    Raises ``NotNow`` where the round's pack is not the one that ``pack_id`` names.
    """
    view = scoring_view(session, actor=actor, round_id=round_id, lock=True)
    sheet = sheet_of(session, view, candidate_id=candidate_id)
    if view.pack != pack_id:
        raise NotNow(_ANOTHER_PACK)
    return sheet


def parse_before_writing(session: Session, *, pack_id: str) -> None:
    """Have a pack parsed before the write lock is taken, not under it; whose it is, is asked later."""
    with suppress(NotThere):
        issued_pack(session, pack_id=clean(pack_id))  # a form's: it may hold what no database takes


def _stood_down(session: Session, actor: Actor, round_id: str) -> bool:
    """Say whether somebody lost their own seat: they may know that, and nothing of the round."""
    lost = select(PanelMemberRow.id).where(
        PanelMemberRow.round_id == round_id,
        PanelMemberRow.account_id == actor.account,
        PanelMemberRow.organisation_id == actor.organisation,
        PanelMemberRow.stood_down_at.is_not(None),
    )
    return session.scalar(lost) is not None


def says_the_same(one: Draft, other: Draft) -> bool:
    """Return whether two drafts hold the same score and text, whatever their versions."""
    return replace(one, version=0) == replace(other, version=0)


def _as_the_pack_has_it(pack: Pack, draft: Draft) -> Draft:
    question = next((one for one in pack.questions if one.id == draft.question), None)
    if question is None:
        raise NotThere("there is no such question in this pack")
    return draft if question.scored else replace(draft, value=None, not_explored=False)


def _store(
    session: Session, sheet: OwnSheet, drafts: tuple[Draft, ...], *, actor: Actor, now: datetime
) -> None:
    sheet_id = sheet.id or _begin(session, sheet, actor=actor, now=now)
    connection = session.connection()
    for draft in drafts:
        values: dict[str, Any] = {
            "value": draft.value,
            "not_explored": draft.not_explored,
            "contrary": draft.contrary,
            "evidence": draft.evidence,
            "version": draft.version,
            "saved_at": now,
        }
        if draft.version == 1:
            whose = {"sheet_id": sheet_id, "question": draft.question, "organisation_id": actor.organisation}
            connection.execute(_ADD_ENTRY, {"id": new_id(), **whose, **values})
        else:
            connection.execute(_CHANGE_ENTRY, {"sheet": sheet_id, "asked": draft.question, **values})
    vacancy = sheet.view.vacancy
    record(
        session, "draft saved", actor=actor, now=now, vacancy=vacancy, subject=sheet_id, questions=len(drafts)
    )


def _begin(session: Session, sheet: OwnSheet, *, actor: Actor, now: datetime) -> str:
    sheet_id = new_id()
    session.execute(
        insert(ScoreSheetRow).values(
            id=sheet_id,
            organisation_id=actor.organisation,
            round_id=sheet.view.id,
            member_id=sheet.member,
            candidate_id=sheet.candidate.id,
            begun_at=now,
        )
    )
    return sheet_id
