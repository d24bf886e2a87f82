"""What people do with their own accounts: join, choose a password, change it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, Organisation
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotThere, Refused, StaleSave
from recruit.domain.letters import changed_letter, reminder_letter, reset_letter
from recruit.domain.passwords import About, password_fault
from recruit.domain.people import Actor
from recruit.domain.throttling import CODES, FORGOTTEN, PASSWORDS
from recruit.services.attempts import add_attempt, blocked_until, clear_attempts, lock_attempts, too_many
from recruit.services.audit import record
from recruit.services.codes import Purpose, account_of_code, code_refused, new_code, use_codes
from recruit.services.invitations import checked_name
from recruit.services.outbox import put_in_outbox
from recruit.services.sign_ins import (
    Passwords,
    actor_of,
    email_key,
    end_sign_in,
    end_sign_ins,
    open_sign_in,
)


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What somebody sees of their own account."""

    email: str
    name: str


def own_account(session: Session, *, actor: Actor) -> OwnAccount:
    """Return the actor's own account. Raises ``NotThere`` once it is gone."""
    with read_transaction(session):
        account = session.get(Account, actor.account)
        if account is None:
            raise NotThere("there is no such account")
        return OwnAccount(account.email, account.name)


def join(
    session: Session,
    *,
    code: str,
    name: str,
    password: str,
    passwords: Passwords,
    computer: str,
    replaces: str | None = None,
    now: datetime,
) -> str:
    """Take up an invitation, and return the id of a session, for the cookie.

    ``computer`` is the network address that the code came from: too many wrong codes from one
    are refused. Raises ``Refused`` with the field for a code, a name or a password that is
    not good; the code then stays good.
    """
    known_as = checked_name(name)
    return _choose_password(
        session,
        code=code,
        purpose=Purpose.INVITATION,
        name=known_as,
        password=password,
        passwords=passwords,
        computer=computer,
        replaces=replaces,
        now=now,
    )


def reset_password(
    session: Session,
    *,
    code: str,
    password: str,
    passwords: Passwords,
    computer: str,
    replaces: str | None = None,
    now: datetime,
) -> str:
    """Set a forgotten password anew, end every session of the account, and return the id of a new one.

    Failures to sign in are forgotten, so whoever reads the e-mails of an account is never
    locked out of it. Raises ``Refused`` with the field as ``join`` does.
    """
    return _choose_password(
        session,
        code=code,
        purpose=Purpose.RESET,
        name=None,
        password=password,
        passwords=passwords,
        computer=computer,
        replaces=replaces,
        now=now,
    )


def _choose_password(
    session: Session,
    *,
    code: str,
    purpose: Purpose,
    name: str | None,
    password: str,
    passwords: Passwords,
    computer: str,
    replaces: str | None,
    now: datetime,
) -> str:
    about = _about_code(session, code=code, purpose=purpose, name=name, computer=computer, now=now)
    refuse_weak(password, about=about)
    hashed = passwords.hashed(password)
    with write_transaction(session):
        account = account_of_code(session, code, purposes=[purpose], now=now, lock=True)
        if account is None:  # used meanwhile, by the same form sent twice
            raise code_refused()
        account.name = name or account.name
        _set_password(session, account=account, hashed=hashed, now=now)
        end_sign_in(session, cookie=replaces)
        record(
            session,
            "joined" if purpose is Purpose.INVITATION else "password reset",
            actor=actor_of(account),
            now=now,
            subject=account.id,
        )
        return open_sign_in(session, account=account, now=now)


def _about_code(
    session: Session, *, code: str, purpose: Purpose, name: str | None, computer: str, now: datetime
) -> About:
    """Return whom a code is for; a wrong one is counted and refused."""
    with read_transaction(session):
        until = blocked_until(session, CODES, subject=computer, now=now)
        account = account_of_code(session, code, purposes=[purpose], now=now)
        about = _about(session, account, name=name) if account else None
    if until:
        raise too_many(until, now=now)
    if about is None:
        with write_transaction(session):
            add_attempt(session, CODES, subject=computer, now=now)
        raise code_refused()
    return about


def _about(session: Session, account: Account, *, name: str | None = None) -> About:
    organisation = session.scalar(select(Organisation.name).where(Organisation.id == account.organisation_id))
    return About(account.email, name or account.name, organisation or "")


def refuse_weak(password: str, *, about: About, field: str = "password") -> None:
    """Raise ``Refused`` for a password that is too short, too long or too easy to guess."""
    if fault := password_fault(password, about=about):
        raise Refused(fault, field=field)


def _set_password(session: Session, *, account: Account, hashed: str, now: datetime) -> None:
    account.password, account.fs_uniquifier = hashed, secrets.token_hex(32)
    use_codes(session, account=account, now=now)
    end_sign_ins(session, account=account.id)
    clear_attempts(session, PASSWORDS, subject=account.email)


def forgotten_password(session: Session, *, email: str, now: datetime) -> None:
    """Send a code to choose a new password, where an account has this address and is not disabled.

    The caller learns nothing of that. Somebody who never joined gets their invitation anew.
    At most three letters go to an address in fifteen minutes; more are silently left out.
    """
    address = email_key(email)
    with write_transaction(session):
        lock_attempts(session, FORGOTTEN, subject=address)
        until = blocked_until(session, FORGOTTEN, subject=address, now=now)
        account = session.scalar(select(Account).where(Account.email == address).with_for_update())
        if until is None:
            add_attempt(session, FORGOTTEN, subject=address, now=now)
            if account and account.active:
                _send_code(session, account=account, now=now)


def _send_code(session: Session, *, account: Account, now: datetime) -> None:
    about = _about(session, account)
    if account.password:
        code = new_code(session, account=account, purpose=Purpose.RESET, now=now)
        letter = reset_letter(name=about.name, organisation=about.organisation, code=code)
    else:
        code = new_code(session, account=account, purpose=Purpose.INVITATION, now=now)
        letter = reminder_letter(name=about.name, organisation=about.organisation, code=code)
    put_in_outbox(session, letter, organisation=account.organisation_id, to=account.email, now=now)
    record(session, "code asked for", actor=actor_of(account), now=now, subject=account.id)


def change_name(session: Session, *, actor: Actor, name: str, now: datetime) -> None:
    """Change the actor's own name. Raises ``Refused`` for one that cannot be taken."""
    known_as = checked_name(name)
    with write_transaction(session):
        account = _own(session, actor)
        if account.name != known_as:
            account.name = known_as
            record(session, "own name changed", actor=actor, now=now, subject=account.id)


def change_password(
    session: Session, *, actor: Actor, current: str, password: str, passwords: Passwords, now: datetime
) -> str:
    """Change the actor's own password, end all their sessions, and return the id of a new one.

    Raises ``Refused`` with the field (``current`` or ``password``), and ``StaleSave`` where the
    password was changed elsewhere at the same moment.
    """
    with read_transaction(session):
        account = session.get(Account, actor.account)
        if account is None:
            raise NotThere("there is no such account")
        about, stored = _about(session, account), account.password
        until = blocked_until(session, PASSWORDS, subject=account.email, now=now)
    if until:
        raise too_many(until, now=now)
    if not passwords.matches(current, stored):
        raise _wrong_password(session, email=about.email, now=now)
    refuse_weak(password, about=about)
    hashed = passwords.hashed(password)
    with write_transaction(session):
        lock_attempts(session, PASSWORDS, subject=about.email)
        # Asked again: many guesses sent at one moment are no more than ten either.
        if until := blocked_until(session, PASSWORDS, subject=about.email, now=now):
            raise too_many(until, now=now)
        account = _own(session, actor)
        if account.password != stored:
            raise StaleSave(kept="", typed="")
        _set_password(session, account=account, hashed=hashed, now=now)
        letter = changed_letter(name=about.name, organisation=about.organisation)
        put_in_outbox(session, letter, organisation=account.organisation_id, to=account.email, now=now)
        record(session, "own password changed", actor=actor, now=now, subject=account.id)
        return open_sign_in(session, account=account, now=now)


def _wrong_password(session: Session, *, email: str, now: datetime) -> Refused:
    """Count a wrong password, and return what somebody is told of it."""
    with write_transaction(session):
        lock_attempts(session, PASSWORDS, subject=email)
        until = blocked_until(session, PASSWORDS, subject=email, now=now)
        if until is None:
            add_attempt(session, PASSWORDS, subject=email, now=now)
    if until:
        return too_many(until, now=now)
    return Refused("That is not your current password", field="current")


def _own(session: Session, actor: Actor) -> Account:
    account = session.scalar(select(Account).where(Account.id == actor.account).with_for_update())
    if account is None or not account.active:
        raise NotThere("there is no such account")
    return account
