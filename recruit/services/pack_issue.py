"""A pack is issued, and then frozen: taken back before anybody scored, else a question struck for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import PackQuestionRow, PackRow, StruckQuestionRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.bank import QuestionBank
from recruit.domain.errors import NotNow, NotThere, StaleSave
from recruit.domain.issuing import Lack, issue_cautions, issue_obstacles, leaves_attribute_unscored
from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.people import Actor
from recruit.domain.rounds import Attendance, Seat
from recruit.services.audit import record
from recruit.services.issued_packs import issued_pack, struck_in
from recruit.services.pack_drafts import draft_row, require_preparing
from recruit.services.packs import KeptPack, PackInView, pack_in_view
from recruit.services.rounds import PREPARERS, RoundInView, candidates_of, round_in_view, seats_of


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCheck:
    """What a manager reads before a draft is issued.

    ``obstacles`` stand against it; ``cautions`` are for the manager to weigh. ``chair`` is
    their name, ``raters`` how many members score, ``candidates`` how many are expected.
    """

    round: RoundInView
    draft: KeptPack
    obstacles: tuple[Lack, ...]
    cautions: tuple[str, ...]
    chair: str | None
    raters: int
    candidates: int


def issue_check(session: Session, *, actor: Actor, round_id: str, bank: QuestionBank) -> IssueCheck:
    """Return what stands against issuing the draft of a round, and what is to be weighed.

    Raises ``NotThere`` but to the manager, ``NotNow`` where there is no draft to issue.
    """
    with read_transaction(session):
        view = _for_manager(session, actor=actor, round_id=round_id)
        require_preparing(view.round)
        if view.kept is None:
            raise NotNow("there is no pack to issue yet; go back to the pack and draw one")
        seats = seats_of(session, round_id)
        sitting = [seat for seat in seats if not seat.stood_down]
        candidates = _expected(session, round_id)
        pack = view.kept.pack
        return IssueCheck(
            round=view.round,
            draft=view.kept,
            obstacles=issue_obstacles(pack, level=view.round.level, seats=seats, candidates=candidates),
            cautions=issue_cautions(pack, bank_digest=bank.digest, seats=seats),
            chair=next((seat.name for seat in sitting if seat.is_chair), None),
            raters=sum(seat.scores for seat in sitting),
            candidates=candidates,
        )


def _for_manager(session: Session, *, actor: Actor, round_id: str) -> PackInView:
    view = pack_in_view(session, actor=actor, round_id=round_id)
    if not view.may_prepare:
        raise NotThere("only the recruiting manager of the vacancy issues its pack")
    return view


def _expected(session: Session, round_id: str) -> int:
    found = candidates_of(session, round_id)
    return sum(one.attendance is Attendance.EXPECTED for one in found)


def issue(session: Session, *, actor: Actor, round_id: str, version: int, digest: str, now: datetime) -> None:
    """Issue the draft of a round, which never changes from then on; once more changes nothing.

    ``version`` and ``digest`` are those that the manager looked at. Raises ``StaleSave``
    where the draft is another by now, ``NotNow`` where something stands against issuing it,
    ``NotThere`` but to the manager.
    """
    pack = _for_manager(session, actor=actor, round_id=round_id).kept
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        if view.pack_hash == digest:
            return
        require_preparing(view)
        row = draft_row(session, round_id)
        if row is None or pack is None or (row.version, row.hash, pack.hash) != (version, digest, digest):
            raise StaleSave(kept=row.hash if row else "", typed=digest)
        _require_ready(pack.pack, view, seats_of(session, round_id), _expected(session, round_id))
        row.state, row.issued_at, row.issued_by = "issued", now, actor.account
        session.add_all(asked_by(row, pack.pack))
        record(
            session, "pack issued", actor=actor, now=now, vacancy=view.vacancy, subject=row.id, pack=digest
        )


def asked_by(row: PackRow, pack: Pack) -> Iterator[PackQuestionRow]:
    """Yield the rows that say which questions a pack asks, once it is issued."""
    for question in pack.questions:
        yield PackQuestionRow(
            organisation_id=row.organisation_id,
            pack_id=row.id,
            question=question.id,
            version=question.version,
        )


def _require_ready(pack: Pack, view: RoundInView, seats: tuple[Seat, ...], candidates: int) -> None:
    obstacles = issue_obstacles(pack, level=view.level, seats=seats, candidates=candidates)
    if obstacles:
        raise NotNow("the pack cannot be issued yet. " + ". ".join(one.message for one in obstacles))


def withdraw(
    session: Session, *, actor: Actor, round_id: str, digest: str, reason: str, now: datetime
) -> None:
    """Take an issued pack back before anybody has scored on it, and leave a draft that is its copy.

    ``digest`` is that of the pack the manager looked at. Raises ``NotNow`` where none is
    issued, where another is, or where somebody has scored; ``NotThere`` but to the manager.
    """
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        row = _withdrawable(session, view, digest)
        row.state, row.withdrawn_at, row.withdrawal_reason = "withdrawn", now, reason
        session.flush()
        session.add(_copy(row, now))
        record(
            session,
            "pack withdrawn",
            actor=actor,
            now=now,
            vacancy=view.vacancy,
            subject=row.id,
            pack=row.hash,
        )


def _withdrawable(session: Session, view: RoundInView, digest: str) -> PackRow:
    pack = _require_withdrawable(view)
    if view.pack_hash != digest:
        raise NotNow("another pack was issued meanwhile; go back to the pack and look at it first")
    return session.get_one(PackRow, pack)


def _require_withdrawable(view: RoundInView) -> str:
    """Return the id of the pack that may be withdrawn."""
    if view.pack is None:
        raise NotNow("no pack of this round is issued, so there is none to withdraw")
    if not view.phase.can_withdraw:
        raise NotNow(
            "somebody has begun to score on this pack, so it can no longer be withdrawn; a faulty question"
            " may be struck for every candidate"
        )
    return view.pack


def _copy(row: PackRow, now: datetime) -> PackRow:
    return PackRow(
        organisation_id=row.organisation_id,
        round_id=row.round_id,
        state="draft",
        version=row.version + 1,  # a page of the draft that was issued is older than this one
        content=row.content,
        hash=row.hash,
        bank_digest=row.bank_digest,
        seed=row.seed,
        made_at=now,
    )


def withdraw_check(session: Session, *, actor: Actor, round_id: str) -> PackInView:
    """Return the issued pack that may be withdrawn. Raises what ``withdraw`` raises."""
    view = _for_manager(session, actor=actor, round_id=round_id)
    _require_withdrawable(view.round)
    return view


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeCheck:
    """A question that is to be struck. ``last`` says that no score on its attribute would count then."""

    round: RoundInView
    pack: Pack
    question: PackQuestion
    last: bool


def strike_check(session: Session, *, actor: Actor, round_id: str, question: str) -> StrikeCheck:
    """Return what a manager reads before a question is struck.

    Raises ``NotThere`` but to the manager and for a question that is not asked, ``NotNow``
    before the first score and for one that is struck already.
    """
    with read_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS)
        pack_id = _strikable(view)
        struck = {one.question for one in struck_in(session, round_id=round_id)}
        pack = issued_pack(session, pack_id=pack_id)
    found = _asked(pack, question)
    if question in struck:
        raise NotNow(f"question {found.number} is struck already")
    last = leaves_attribute_unscored(pack, found, struck=struck)
    return StrikeCheck(round=view, pack=pack, question=found, last=last)


def _strikable(view: RoundInView) -> str:
    """Return the id of the pack on which a question may be struck."""
    if view.pack is None:
        raise NotNow("the pack of this round is not issued; swap the question, or leave it out")
    if not view.phase.can_strike:
        raise NotNow(
            "nobody has scored on this pack yet, so it may be withdrawn, changed and issued again, which is"
            " better than to ask a faulty question"
        )
    return view.pack


def _asked(pack: Pack, question: str) -> PackQuestion:
    found = next((one for one in pack.questions if one.id == question), None)
    if found is None:
        raise NotThere("there is no such question in this pack")
    return found


def strike(
    session: Session, *, actor: Actor, round_id: str, question: str, reason: str, now: datetime
) -> None:
    """Strike a faulty question for every candidate of a round; the same once more changes nothing.

    Scores on it stay to be seen and count nowhere. Raises what ``strike_check`` raises.
    """
    with read_transaction(session):
        pack_id = _strikable(round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS))
        asked = _asked(issued_pack(session, pack_id=pack_id), question)
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        if _strikable(view) != pack_id:
            raise NotNow("another pack was issued meanwhile; go back to the pack and look at it first")
        if _is_struck(session, round_id, question, reason=reason, number=asked.number):
            return
        session.add(
            StruckQuestionRow(
                organisation_id=actor.organisation,
                round_id=round_id,
                question=question,
                reason=reason,
                at=now,
                by=actor.account,
            )
        )
        record(
            session,
            "question struck",
            actor=actor,
            now=now,
            vacancy=view.vacancy,
            subject=round_id,
            question=question,
        )


def _is_struck(session: Session, round_id: str, question: str, *, reason: str, number: int) -> bool:
    """Say whether a question is struck for this very reason; raise ``NotNow`` where for another."""
    known = session.scalar(
        select(StruckQuestionRow.reason).where(
            StruckQuestionRow.round_id == round_id, StruckQuestionRow.question == question
        )
    )
    if known is not None and known != reason:
        raise NotNow(f"question {number} is struck already")
    return known is not None
