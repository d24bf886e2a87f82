"""The pack of a round while it is made: drawn, then changed by hand.

Drawing takes a while, so a pack is drawn before the write begins; the write then checks
that what it was made from is still what stands there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import PackRow
from recruit.db.transactions import write_transaction
from recruit.documents.pack_file import write_pack
from recruit.domain.alternatives import Alternative, alternatives
from recruit.domain.bank import QuestionBank
from recruit.domain.draw import draw_pack
from recruit.domain.errors import BankChanged, NotNow, NotThere, StaleSave, UnknownLevel, UnknownQuestion
from recruit.domain.pack import Pack, PackQuestion
from recruit.domain.pack_changes import leave_out, move_question, swap_question
from recruit.domain.pack_language import ENGLISH, in_language
from recruit.domain.people import Actor
from recruit.domain.proposal import Proposal, propose
from recruit.domain.recipe import RestWeight, recipe_for
from recruit.services.audit import record
from recruit.services.exposure import days_since_asked
from recruit.services.packs import NO_DRAFT, KeptPack, PackInView, pack_in_view
from recruit.services.rounds import PREPARERS, RoundInView, round_in_view


def proposal_for(bank: QuestionBank, *, level: int) -> Proposal:
    """Return what a vacancy's level proposes. Raises ``NotNow`` where the bank no longer holds the level."""
    try:
        return propose(bank, level)
    except UnknownLevel:
        raise NotNow(
            f"the question bank holds nothing for level {level}; change the level of the vacancy, or add the"
            " level to the bank"
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a manager wants of a draw; none for what the level proposes.

    ``language`` is a choice of ``languages_of``; ``rest`` is what questions that have rested weigh.
    """

    minutes: int | None = None
    questions: int | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    seed: int = 0
    language: str = ENGLISH
    rest: RestWeight = RestWeight.AFTER_COVERAGE


def draw(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    bank: QuestionBank,
    wishes: Wishes,
    version: int,
    now: datetime,
    seconds: float,
) -> bool:
    """Draw the pack of a round, anew where there is a draft; say whether other questions came of it.

    Questions that the organisation has not asked for long are preferred, as ``wishes`` weigh it.
    Raises what ``draw_pack`` raises, ``StaleSave`` where the draft is no longer of
    ``version``, ``NotNow`` once a pack is issued, ``NotThere`` but to the manager.
    """
    before = _in_preparation(session, actor=actor, round_id=round_id)
    drawn = draw_pack(
        bank,
        recipe_for(
            bank.level(before.round.level),
            minutes=wishes.minutes,
            questions=wishes.questions,
            include=wishes.include,
            exclude=wishes.exclude,
            seed=wishes.seed,
            asked_before=days_since_asked(session, organisation=actor.organisation, now=now),
            rest_weight=wishes.rest,
        ),
        seconds=seconds,
    )
    drawn = in_language(bank, drawn, choice=wishes.language)
    _keep(session, drawn, actor=actor, round_id=round_id, version=version, now=now, action="pack drawn")
    return before.kept is None or set(before.kept.pack.ids) != set(drawn.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A question of a draft, and what may come in its place, cheapest first."""

    view: PackInView
    pack: Pack
    leaving: PackQuestion
    found: tuple[Alternative, ...]


def swaps_for(session: Session, *, actor: Actor, round_id: str, bank: QuestionBank, question: str) -> Swap:
    """Return what may take the place of a question of the draft.

    Raises ``NotThere`` where the draft has no such question, ``BankChanged`` where it was
    drawn from another bank than ``bank``, ``NotNow`` once the pack is issued.
    """
    view = _in_preparation(session, actor=actor, round_id=round_id)
    pack = _drafted(view).pack
    leaving = next((one for one in pack.questions if one.id == question), None)
    if leaving is None:
        raise NotThere("there is no such question in this pack")
    if pack.bank.digest != bank.digest:
        raise BankChanged("the question bank has changed since this pack was drawn; draw the pack again")
    return Swap(view=view, pack=pack, leaving=leaving, found=alternatives(bank, pack, question))


def swap(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    bank: QuestionBank,
    leaving: str,
    coming: str,
    version: int,
    now: datetime,
    seconds: float,
) -> None:
    """Put a question in the place of another. Raises what ``swap_question`` and ``draw`` raise."""

    def change(pack: Pack) -> Pack:
        return swap_question(bank, pack, leaving=leaving, coming=coming, seconds=seconds)

    _change(
        session, change, actor=actor, round_id=round_id, version=version, now=now, action="question swapped"
    )


def move(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    bank: QuestionBank,
    question: str,
    by: int,
    version: int,
    now: datetime,
    seconds: float,
) -> None:
    """Ask a question ``by`` places later. Raises what ``move_question`` and ``draw`` raise."""

    def change(pack: Pack) -> Pack:
        return move_question(bank, pack, question=question, by=by, seconds=seconds)

    _change(
        session, change, actor=actor, round_id=round_id, version=version, now=now, action="question moved"
    )


def leave_question_out(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    bank: QuestionBank,
    question: str,
    version: int,
    now: datetime,
    seconds: float,
) -> None:
    """Leave a question out. Raises what ``leave_out`` and ``draw`` raise."""

    def change(pack: Pack) -> Pack:
        return leave_out(bank, pack, question=question, seconds=seconds)

    _change(
        session, change, actor=actor, round_id=round_id, version=version, now=now, action="question left out"
    )


def _change(
    session: Session,
    change: Callable[[Pack], Pack],
    *,
    actor: Actor,
    round_id: str,
    version: int,
    now: datetime,
    action: str,
) -> None:
    view = _in_preparation(session, actor=actor, round_id=round_id)
    if view.version != version:
        raise StaleSave(kept=view.version, typed=version)
    pack = _drafted(view).pack
    try:
        changed = change(pack)
    except UnknownQuestion:
        raise NotThere("there is no such question in this pack") from None
    _keep(session, changed, actor=actor, round_id=round_id, version=version, now=now, action=action)


def _in_preparation(session: Session, *, actor: Actor, round_id: str) -> PackInView:
    view = pack_in_view(session, actor=actor, round_id=round_id)
    if not view.may_prepare:
        raise NotThere("only the recruiting manager of the vacancy prepares its pack")
    require_preparing(view.round)
    return view


def require_preparing(view: RoundInView) -> None:
    """Raise ``NotNow`` once the pack of a round is issued."""
    if not view.phase.can_prepare:
        raise NotNow(
            "the pack of this round is issued, so it no longer changes; before anybody has scored on it you"
            " may withdraw it, which gives you a draft to change"
        )


def _drafted(view: PackInView) -> KeptPack:
    if view.kept is None:
        raise NotThere("there is no pack in this round yet")
    return view.kept


def _keep(
    session: Session,
    pack: Pack,
    *,
    actor: Actor,
    round_id: str,
    version: int,
    now: datetime,
    action: str,
) -> None:
    """Keep a pack as the draft of a round; the same pack once more is no second change."""
    content, digest = write_pack(pack).decode(), pack.hash
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        require_preparing(view)
        if view.level != pack.level:
            raise NotNow(
                "the level of the vacancy was changed meanwhile; go back to the pack and draw it again"
            )
        row = draft_row(session, round_id)
        if row is not None and row.hash == digest:
            return
        if (row.version if row else NO_DRAFT) != version:
            raise StaleSave(kept=row.version if row else NO_DRAFT, typed=version)
        if row is None:
            row = PackRow(organisation_id=actor.organisation, round_id=round_id, state="draft")
            session.add(row)
        take_pack(row, pack, content=content, digest=digest, version=version + 1, now=now)
        session.flush()
        record(
            session, action, actor=actor, now=now, vacancy=view.vacancy, subject=row.id, version=row.version
        )


def draft_row(session: Session, round_id: str) -> PackRow | None:
    """Return the row of a round's draft, or none."""
    return session.scalar(select(PackRow).where(PackRow.round_id == round_id, PackRow.state == "draft"))


def take_pack(row: PackRow, pack: Pack, *, content: str, digest: str, version: int, now: datetime) -> None:
    """Set a row to hold a pack."""
    row.content, row.hash, row.version = content, digest, version
    row.bank_digest, row.seed, row.made_at = pack.bank.digest, pack.seed, now
