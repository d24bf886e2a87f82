"""The panel of a round: invited, chaired, stood down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, Grant, PanelMemberRow, RoundRow
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.characters import name_key
from recruit.domain.errors import NotNow, NotThere, Refused
from recruit.domain.panels import panel_advice
from recruit.domain.people import Actor, Role
from recruit.services import invitations
from recruit.services.audit import record
from recruit.services.grants import give_role
from recruit.services.round_changes import may_remove, record_change, round_to_change
from recruit.services.rounds import OVERSEERS, PREPARERS, RoundInView, round_in_view

_AFTER_RELEASE = "moderation of this round is open, so its panel stays as it is"


class Joining(StrEnum):
    """Whether a member has an account that they can use."""

    JOINED = "joined"
    INVITED = "invitation pending"
    DISABLED = "account disabled"


@dataclass(frozen=True, slots=True)
class SeatInView:
    """A seat on the panel as the page of the panel shows it."""

    id: str
    name: str
    email: str
    is_chair: bool
    scores: bool
    joining: Joining
    stood_down_at: datetime | None
    stood_down_reason: str | None


@dataclass(frozen=True, slots=True)
class PanelInView:
    """The panel of a round, and what whoever looks may do with it.

    ``may_prepare`` says that they run the vacancy, ``may_change`` that members may still come
    and stand down, ``may_remove`` that nobody has scored yet. ``seated`` says that they have
    a seat themselves.
    """

    round: RoundInView
    seats: tuple[SeatInView, ...]
    advice: str
    may_prepare: bool
    may_change: bool
    may_remove: bool
    seated: bool

    def seat(self, member_id: str) -> SeatInView:
        """Return a seat. Raises ``NotThere`` for one of another round or none."""
        for seat in self.seats:
            if seat.id == member_id:
                return seat
        raise NotThere("there is no such member on this panel")


def panel_in_view(session: Session, *, actor: Actor, round_id: str) -> PanelInView:
    """Return the panel of a round in its order, to the vacancy's manager and to HR.

    Raises ``NotThere`` to everybody else.
    """
    with read_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=OVERSEERS)
        seats = tuple(_in_view(*row) for row in session.execute(_seats_with_accounts(round_id)))
    scorers = sum(seat.scores and not seat.stood_down_at for seat in seats)
    prepares = view.standing.is_one_of(PREPARERS)
    return PanelInView(
        round=view,
        seats=seats,
        advice=panel_advice(scorers),
        may_prepare=prepares,
        may_change=prepares and not view.phase.sees_others,
        may_remove=prepares and may_remove(view),
        seated=view.standing.member is not None,
    )


def invite_member(
    session: Session,
    *,
    actor: Actor,
    round_id: str,
    email: str,
    name: str,
    chairs: bool,
    scores: bool,
    now: datetime,
) -> None:
    """Give somebody a seat on the panel, and leave them a mail that says so.

    Whoever is first on a panel chairs it; a later chair takes the chair over. Raises
    ``Refused`` for an address or a name that is on the panel already, ``NotNow`` once
    moderation is open.
    """
    with write_transaction(session):
        view = _to_change(session, actor=actor, round_id=round_id)
        account = invitations.invite(
            session, actor=actor, email=email, name=name, role=Role.MEMBER, vacancy=view.vacancy, now=now
        )
        seat = _seat(session, view, actor=actor, account=account, name=name, scores=scores, now=now)
        _settle_chair(session, view, seat, chairs=chairs)
        record_change(session, view, "member invited", of="panel", actor=actor, subject=seat.id, now=now)


def join_panel(
    session: Session, *, actor: Actor, round_id: str, chairs: bool, scores: bool, now: datetime
) -> None:
    """Give the recruiting manager a seat on the panel of their own round.

    Raises ``Refused`` where they, or somebody of their name, have one; ``NotNow`` once
    moderation is open.
    """
    with write_transaction(session):
        view = _to_change(session, actor=actor, round_id=round_id)
        seat = _seat(
            session, view, actor=actor, account=actor.account, name=actor.name, scores=scores, now=now
        )
        give_role(
            session,
            organisation=actor.organisation,
            account=actor.account,
            role=Role.MEMBER,
            vacancy=view.vacancy,
            now=now,
        )
        _settle_chair(session, view, seat, chairs=chairs)
        record_change(
            session, view, "manager joined the panel", of="panel", actor=actor, subject=seat.id, now=now
        )


def invite_member_again(
    session: Session, *, actor: Actor, round_id: str, member_id: str, now: datetime
) -> str:
    """Send an invitation again, with a new code, and return the member's name.

    Raises ``NotNow`` to invite somebody who has joined or stood down.
    """
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        seat = _member(session, view, member_id)
        account = session.get_one(Account, seat.account_id)
        if account.password or seat.stood_down_at:
            raise NotNow(f"{seat.name} needs no invitation: they have joined, or stood down")
        if _invite_again(session, view, actor=actor, account=account.id, now=now):
            event = "member invited again"
            record(session, event, actor=actor, now=now, vacancy=view.vacancy, subject=seat.id)
        return seat.name


def name_chair(session: Session, *, actor: Actor, round_id: str, member_id: str, now: datetime) -> str:
    """Make a member the chair, in place of whoever chairs, and return their name.

    A chair may fall ill at any time, so this is allowed after the release too. Raises
    ``NotNow`` for a member who is stood down.
    """
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        seat = _member(session, view, member_id)
        if seat.stood_down_at:
            raise NotNow(f"{seat.name} is stood down, so they cannot chair; name another member")
        if not seat.is_chair:
            _settle_chair(session, view, seat, chairs=True)
            record_change(session, view, "chair named", of="panel", actor=actor, subject=seat.id, now=now)
        return seat.name


def remove_member(session: Session, *, actor: Actor, round_id: str, member_id: str, now: datetime) -> str:
    """Take a seat away as if it had never been, and return the name that it had.

    Only before anybody has scored; then a member is stood down. Whether this one member has
    written anything is nobody's to learn, so it plays no part. Raises ``NotNow``.
    """
    with write_transaction(session):
        view = round_in_view(session, actor=actor, round_id=round_id, audience=PREPARERS, lock=True)
        seat = _member(session, view, member_id)
        if seat.stood_down_at:  # else a manager could be rid of a conflict, and see scores after all
            raise NotNow(f"{seat.name} is stood down for good, so the seat stays in the record")
        if not may_remove(view):
            raise NotNow("scoring has begun, so nobody is removed; stand them down instead, with a reason")
        others = [one for one in _seats(session, view.id) if one.id != seat.id and not one.stood_down_at]
        if seat.is_chair and others:
            raise NotNow(f"{seat.name} chairs the panel; name another chair first, then remove them")
        name, account = seat.name, seat.account_id
        session.delete(seat)
        session.flush()
        _withdraw_grant(session, view, account)
        record_change(session, view, "member removed", of="panel", actor=actor, subject=member_id, now=now)
        return name


def stand_down(
    session: Session, *, actor: Actor, round_id: str, member_id: str, reason: str, now: datetime
) -> str:
    """Stand a member down from a round for good, with a reason, and return their name.

    They can no longer score the round, their drafts close unread, and no sheet of theirs is
    waited for. Sent twice, it stands as it was first. Raises ``NotNow`` for the chair, and
    once moderation is open; ``Refused`` without a reason.
    """
    if not reason.strip():
        raise Refused("Say why they stand down", field="reason")
    with write_transaction(session):
        view = _to_change(session, actor=actor, round_id=round_id)
        seat = _member(session, view, member_id)
        if seat.is_chair:
            raise NotNow(f"{seat.name} chairs the panel; name another chair first, then stand them down")
        if not seat.stood_down_at:
            seat.stood_down_at, seat.stood_down_by, seat.stood_down_reason = now, actor.account, reason
            record_change(
                session, view, "member stood down", of="panel", actor=actor, subject=seat.id, now=now
            )
        return seat.name


def _seats_with_accounts(round_id: str) -> Select[PanelMemberRow, Account]:
    return (
        select(PanelMemberRow, Account)
        .join(Account, Account.id == PanelMemberRow.account_id)
        .where(PanelMemberRow.round_id == round_id)
        .order_by(PanelMemberRow.place)
    )


def _in_view(seat: PanelMemberRow, account: Account) -> SeatInView:
    joining = Joining.JOINED if account.password else Joining.INVITED
    return SeatInView(
        id=seat.id,
        name=seat.name,
        email=account.email,
        is_chair=seat.is_chair,
        scores=seat.scores,
        joining=joining if account.active else Joining.DISABLED,
        stood_down_at=seat.stood_down_at,
        stood_down_reason=seat.stood_down_reason,
    )


def _to_change(session: Session, *, actor: Actor, round_id: str) -> RoundInView:
    return round_to_change(session, actor=actor, round_id=round_id, too_late=_AFTER_RELEASE)


def _seats(session: Session, round_id: str) -> list[PanelMemberRow]:
    wanted = select(PanelMemberRow).where(PanelMemberRow.round_id == round_id)
    return list(session.scalars(wanted.order_by(PanelMemberRow.place)))


def _member(session: Session, view: RoundInView, member_id: str) -> PanelMemberRow:
    seat = session.get(PanelMemberRow, member_id)
    if seat is None or seat.round_id != view.id:
        raise NotThere("there is no such member on this panel")
    return seat


def _seat(
    session: Session,
    view: RoundInView,
    *,
    actor: Actor,
    account: str,
    name: str,
    scores: bool,
    now: datetime,
) -> PanelMemberRow:
    """Add a seat at the end of the panel, unless the person or the name is there."""
    seats = _seats(session, view.id)
    name = name_key(name)
    for seat in seats:
        if seat.account_id == account:
            gone = ", stood down" if seat.stood_down_at else ""
            raise Refused(f"{seat.name} is on this panel already{gone}, under this address", field="email")
        if name_key(seat.name).casefold() == name.casefold():
            message = (
                f"{seat.name} is on this panel already; add a middle name or an initial to tell them apart"
            )
            raise Refused(message, field="name")
    added = PanelMemberRow(
        organisation_id=actor.organisation,
        round_id=view.id,
        account_id=account,
        place=max((seat.place for seat in seats), default=0) + 1,
        name=name,
        is_chair=False,
        scores=scores,
        joined_at=now,
    )
    session.add(added)
    session.flush()
    return added


def _settle_chair(session: Session, view: RoundInView, seat: PanelMemberRow, *, chairs: bool) -> None:
    """Leave the panel with one chair: this member where they shall chair or nobody else does."""
    others = [one for one in _seats(session, view.id) if one.id != seat.id]
    if chairs or not any(one.is_chair for one in others):
        for one in others:
            one.is_chair = False
        seat.is_chair = True


def _invite_again(session: Session, view: RoundInView, *, actor: Actor, account: str, now: datetime) -> bool:
    return invitations.invite_again(
        session, actor=actor, account_id=account, role=Role.MEMBER, vacancy=view.vacancy, now=now
    )


def _withdraw_grant(session: Session, view: RoundInView, account: str) -> None:
    """Take the role of a panel member back from whoever has no seat in the vacancy any more."""
    seated = exists().where(
        PanelMemberRow.account_id == account,
        PanelMemberRow.round_id == RoundRow.id,
        RoundRow.vacancy_id == view.vacancy,
    )
    if not session.scalar(select(seated)):
        session.execute(
            delete(Grant).where(
                Grant.account_id == account, Grant.vacancy_id == view.vacancy, Grant.role == Role.MEMBER
            )
        )
