"""Sessions: opened by a password, known by a random id, ended by time or by hand."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Row, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from recruit.db.tables import Account, Grant, SignIn
from recruit.db.transactions import read_transaction, write_transaction
from recruit.documents.characters import clean
from recruit.domain.errors import Refused
from recruit.domain.people import Actor, Granted, Role
from recruit.domain.throttling import PASSWORDS
from recruit.services.attempts import add_attempt, blocked_until, clear_attempts, lock_attempts, too_many
from recruit.services.audit import record

IDLE = timedelta(minutes=30)
"""Without a request for so long, a session has ended, unless its last page was a score sheet."""
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
WRONG = "That e-mail address and password do not match, or the account cannot sign in"


class Passwords(Protocol):
    """How passwords are hashed, which takes long on purpose: never inside a transaction."""

    def hashed(self, password: str) -> str:
        """Return what is stored of a password."""

    def matches(self, password: str, stored: str | None) -> bool:
        """Say whether a password is the one stored; as slow, and false, where none is."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody whose session is live. ``due`` says that their last-seen is to be written."""

    actor: Actor
    due: bool


def sign_in(
    session: Session,
    *,
    email: str,
    password: str,
    passwords: Passwords,
    replaces: str | None = None,
    now: datetime,
) -> str:
    """Open a session and return its id, for the cookie; ``replaces`` is the id of one to end.

    Raises ``Refused``: in the same words, after the same work, for an address that is not
    known, a password that is wrong and an account that is disabled; and after ten failures in
    fifteen minutes, whatever the password, saying when to try again.
    """
    address = email_key(email)
    with read_transaction(session):
        if until := blocked_until(session, PASSWORDS, subject=address, now=now):
            raise too_many(until, now=now)
        found = session.scalar(select(Account).where(Account.email == address))
        stored = found.password if found and found.active else None
    matched = passwords.matches(password, stored)
    with write_transaction(session):
        lock_attempts(session, PASSWORDS, subject=address)
        until = blocked_until(session, PASSWORDS, subject=address, now=now)
        account = session.scalar(select(Account).where(Account.email == address).with_for_update())
        good = matched and account is not None and account.active and account.password == stored
        if account and good and not until:
            clear_attempts(session, PASSWORDS, subject=address)
            end_sign_in(session, cookie=replaces)
            return open_sign_in(session, account=account, now=now)
        if not until:
            add_attempt(session, PASSWORDS, subject=address, now=now)
    # Raised out here, where the attempt is stored already.
    raise too_many(until, now=now) if until else Refused(WRONG)


def open_sign_in(session: Session, *, account: Account, now: datetime) -> str:
    """Open a session for an account within the open write, and return its id, for the cookie."""
    cookie = secrets.token_urlsafe(32)
    over = or_(SignIn.began_at <= now - LONGEST, (SignIn.seen_at <= now - IDLE) & SignIn.on_sheet.is_(False))
    session.execute(delete(SignIn).where(over))
    session.add(SignIn(id_hash=cookie_hash(cookie), account_id=account.id, began_at=now, seen_at=now))
    account.signed_in_at = now
    record(session, "signed in", actor=actor_of(account), now=now, subject=account.id)
    return cookie


_LIVE = (
    select(
        SignIn.seen_at,
        SignIn.on_sheet,
        Account.id,
        Account.organisation_id,
        Account.name,
        Grant.role,
        Grant.vacancy_id,
    )
    .join(Account, Account.id == SignIn.account_id)
    .outerjoin(Grant, Grant.account_id == Account.id)
    .where(
        SignIn.id_hash == bindparam("id_hash"),
        SignIn.began_at > bindparam("began_after"),
        or_(SignIn.seen_at > bindparam("seen_after"), SignIn.on_sheet),
        Account.active,
    )
)
"""A live session with a row for each role. Made once: every request asks for it."""


def signed_in(session: Session, *, cookie: str, on_sheet: bool = False, now: datetime) -> SignedIn | None:
    """Return who a session belongs to, with the roles they have at this moment; none once it ended.

    ``on_sheet`` says that the request is for a score sheet.
    """
    live = {"id_hash": cookie_hash(cookie), "began_after": now - LONGEST, "seen_after": now - IDLE}
    with read_transaction(session):
        rows = session.connection().execute(_LIVE, live).all()
    if not rows:
        return None
    seen_at, was_on_sheet = rows[0][:2]
    due = seen_at <= now - SEEN_EVERY or on_sheet is not was_on_sheet
    return SignedIn(_actor(rows), due)


def _actor(rows: Sequence[Row[datetime, bool, str, str, str, str, str | None]]) -> Actor:
    _, _, account, organisation, name, *_ = rows[0]
    grants = frozenset(Granted(Role(role), vacancy) for *_, role, vacancy in rows if role)
    return Actor(account, organisation, name, grants)


def mark_seen(session: Session, *, cookie: str, on_sheet: bool, now: datetime) -> None:
    """Write that a session is in use, and whether its page is a score sheet."""
    with write_transaction(session):
        session.execute(
            update(SignIn).where(SignIn.id_hash == cookie_hash(cookie)).values(seen_at=now, on_sheet=on_sheet)
        )


def sign_out(session: Session, *, actor: Actor, cookie: str, now: datetime) -> None:
    """End a session."""
    with write_transaction(session):
        end_sign_in(session, cookie=cookie)
        record(session, "signed out", actor=actor, now=now, subject=actor.account)


def end_sign_in(session: Session, *, cookie: str | None) -> None:
    """End one session within the open write, if there is one."""
    if cookie:
        session.execute(delete(SignIn).where(SignIn.id_hash == cookie_hash(cookie)))


def end_sign_ins(session: Session, *, account: str) -> None:
    """End every session of an account, by its id, within the open write."""
    session.execute(delete(SignIn).where(SignIn.account_id == account))


def cookie_hash(cookie: str) -> str:
    """Return what is stored of the id in a cookie."""
    return hashlib.sha256(cookie.encode("utf-8", "replace")).hexdigest()


def email_key(email: str) -> str:
    """Return an address as it is compared: lower case, without white space around it.

    What no database can hold is left out, so that such an address is simply not known.
    """
    return clean(email).strip().lower()


def actor_of(account: Account) -> Actor:
    """Return an account as the record names it, where it acts for itself alone and in no role."""
    return Actor(account.id, account.organisation_id, account.name, frozenset())
