"""The people of an organisation, as HR sees them: who they are, what they may do."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, Grant, Organisation, new_id
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow, NotThere, Refused
from recruit.domain.people import Actor, Role
from recruit.services.audit import record
from recruit.services.codes import Purpose, new_code
from recruit.services.grants import give_role
from recruit.services.invitations import checked_email, checked_name, invite
from recruit.services.sign_ins import end_sign_ins

_NOT_THERE = "there is no such person, or they are not yours to see"
INVITED_BY_HR = (Role.MANAGER, Role.HR)
"""Roles in the whole organisation; members of a panel are invited by their vacancy's manager."""


class AccountState(StrEnum):
    """Whether somebody can sign in."""

    INVITED = "Invited"
    ACTIVE = "Active"
    DISABLED = "Disabled"


@dataclass(frozen=True, slots=True)
class Person:
    """One account in HR's list; ``roles`` as a page shows them."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    state: AccountState
    signed_in_at: datetime | None


def people_of(session: Session, *, actor: Actor) -> tuple[Person, ...]:
    """Return everybody of the organisation, by name, to HR. Raises ``NotThere`` to others."""
    _demand_hr(actor)
    with read_transaction(session):
        accounts = session.scalars(
            select(Account)
            .where(Account.organisation_id == actor.organisation)
            .order_by(func.lower(Account.name), Account.email)
        ).all()
        roles = _roles_of(session, actor.organisation)
        return tuple(
            Person(one.id, one.name, one.email, roles.get(one.id, ()), _state(one), one.signed_in_at)
            for one in accounts
        )


def _roles_of(session: Session, organisation: str) -> Mapping[str, tuple[str, ...]]:
    """Return what each account may do, in words, by its id."""
    counts = session.execute(
        select(Grant.account_id, Grant.role, func.count(Grant.vacancy_id), func.count())
        .where(Grant.organisation_id == organisation)
        .group_by(Grant.account_id, Grant.role)
        .order_by(Grant.role)
    )
    found: dict[str, tuple[str, ...]] = {}
    for account, role, vacancies, grants in counts:
        label = Role(role).label
        if vacancies == grants:  # held in vacancies alone
            label += f" in {'1 vacancy' if vacancies == 1 else f'{vacancies} vacancies'}"
        found[account] = (*found.get(account, ()), label)
    return found


def _state(account: Account) -> AccountState:
    if not account.active:
        return AccountState.DISABLED
    return AccountState.ACTIVE if account.password else AccountState.INVITED


def invite_person(
    session: Session, *, actor: Actor, email: str, name: str, role: Role, now: datetime
) -> None:
    """Invite a recruiting manager or HR to the organisation, as HR. Somebody invited before gets a new code.

    Raises ``NotThere`` to others than HR, and ``Refused`` for an address, a name or a role
    that cannot be taken.
    """
    _demand_hr(actor)
    if role not in INVITED_BY_HR:
        raise Refused("Choose recruiting manager or HR", field="role")
    with write_transaction(session):
        invite(session, actor=actor, email=email, name=name, role=role, vacancy=None, now=now)


def person(session: Session, *, actor: Actor, account_id: str) -> Person:
    """Return one account to HR, without its roles. Raises ``NotThere`` to others, and for no account."""
    _demand_hr(actor)
    with read_transaction(session):
        one = _account(session, actor=actor, account_id=account_id)
        return Person(one.id, one.name, one.email, (), _state(one), one.signed_in_at)


def disable(session: Session, *, actor: Actor, account_id: str, now: datetime) -> None:
    """Keep somebody from signing in, and end their sessions at once, as HR. Their scores and notes stay.

    Raises ``NotNow`` for the last HR account that can sign in, since nobody could enable it again.
    """
    _demand_hr(actor)
    with write_transaction(session):
        # Two of HR who disable each other at one moment both go by the organisation's row.
        _lock_organisation(session, actor.organisation)
        account = _account(session, actor=actor, account_id=account_id)
        if account.active:
            _keep_last_hr(session, account)
            account.active = False
            end_sign_ins(session, account=account.id)
            record(session, "account disabled", actor=actor, now=now, subject=account.id)


def enable(session: Session, *, actor: Actor, account_id: str, now: datetime) -> None:
    """Let somebody sign in again, with the password they had, as HR."""
    _demand_hr(actor)
    with write_transaction(session):
        _lock_organisation(session, actor.organisation)
        account = _account(session, actor=actor, account_id=account_id)
        if not account.active:
            account.active = True
            record(session, "account enabled", actor=actor, now=now, subject=account.id)


def _demand_hr(actor: Actor) -> None:
    if not actor.is_hr():
        raise NotThere(_NOT_THERE)


def _account(session: Session, *, actor: Actor, account_id: str) -> Account:
    account = session.scalar(
        select(Account).where(Account.id == account_id, Account.organisation_id == actor.organisation)
    )
    if account is None:
        raise NotThere(_NOT_THERE)
    return account


def _lock_organisation(session: Session, organisation: str) -> None:
    # Only against another such lock: whoever signs in adds rows that refer to the organisation, while
    # holding the account that is waited for here.
    wanted = select(Organisation.id).where(Organisation.id == organisation)
    session.execute(wanted.with_for_update(key_share=True))


def _keep_last_hr(session: Session, account: Account) -> None:
    able = session.scalars(
        select(Account.id)
        .join(Grant, Grant.account_id == Account.id)
        .where(
            Grant.organisation_id == account.organisation_id,
            Grant.role == Role.HR,
            Grant.vacancy_id.is_(None),
            Account.active,
            Account.password.is_not(None),
        )
    ).all()
    if able == [account.id]:
        raise NotNow(
            f"{account.name} is the last of HR who can sign in, and nobody could enable the account again; "
            "invite somebody else to HR first, and wait until they have joined"
        )


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """An HR account made from the command line; ``code`` lets its owner join, if no password was set."""

    id: str
    code: str | None


def create_hr_account(
    session: Session, *, organisation: str, email: str, name: str, password_hash: str | None, now: datetime
) -> FirstAccount:
    """Make an HR account from the command line, and the organisation if there is none yet.

    Without ``password_hash`` a code to join is made. Whoever can run the command has the
    database anyway, so nobody is asked who they are. An address that is known already gets a
    new code, or the password, and HR's role, and can sign in again.

    Raises ``Refused`` for an address or a name that cannot be one.
    """
    address, known_as = checked_email(email), checked_name(name)
    with write_transaction(session):
        owner = _first_organisation(session, name=organisation, now=now)
        account = session.scalar(select(Account).where(Account.email == address).with_for_update())
        if account is None:
            account = Account(id=new_id(), organisation_id=owner.id, email=address, created_at=now)
            session.add(account)
        account.name, account.active, account.fs_uniquifier = known_as, True, secrets.token_hex(32)
        account.password = password_hash or account.password
        session.flush()
        end_sign_ins(session, account=account.id)
        give_role(
            session,
            organisation=account.organisation_id,
            account=account.id,
            role=Role.HR,
            vacancy=None,
            now=now,
        )
        by = Actor(account.id, account.organisation_id, "recruit admin", frozenset())
        record(session, "HR account made on the command line", actor=by, now=now, subject=account.id)
        code = None if password_hash else _code_to_join(session, account, now=now)
        return FirstAccount(account.id, code)


def _code_to_join(session: Session, account: Account, *, now: datetime) -> str:
    account.password = None
    return new_code(session, account=account, purpose=Purpose.INVITATION, now=now)


def _first_organisation(session: Session, *, name: str, now: datetime) -> Organisation:
    found = session.scalar(select(Organisation).order_by(Organisation.created_at).limit(1).with_for_update())
    if found is None:
        found = Organisation(id=new_id(), name=name, created_at=now)
        session.add(found)
        session.flush()
    return found
