"""Invites people: finds or makes their account, gives the role, writes the letter."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, OneTimeCode, Organisation, VacancyRow, new_id
from recruit.documents.characters import name_key, text_faults
from recruit.domain.errors import NotThere, Refused
from recruit.domain.letters import added_letter, asked_of, invitation_letter
from recruit.domain.people import LONGEST_NAME, Actor, Role
from recruit.services.audit import record
from recruit.services.codes import Purpose, new_code
from recruit.services.grants import give_role
from recruit.services.locks import lock_word
from recruit.services.outbox import put_in_outbox
from recruit.services.sign_ins import email_key, end_sign_ins

_SOON = timedelta(minutes=1)


def invite(
    session: Session, *, actor: Actor, email: str, name: str, role: Role, vacancy: str | None, now: datetime
) -> str:
    """Invite somebody within the open write, and return the id of their account.

    ``vacancy`` is an id, or none for a role in the whole organisation. Somebody without a
    password gets a code by e-mail, somebody with one a notice; the caller learns no
    difference. Nothing is changed or sent where they have the role already, and can sign in
    or were sent a code within the last minute: pressing a button twice is asking once.
    The caller has checked that the actor may give this role.

    Raises ``Refused`` for an address or a name that cannot be one.
    """
    address, known_as = checked_email(email), checked_name(name)
    lock_word(session, f"account {address}")
    account = session.scalar(select(Account).where(Account.email == address).with_for_update())
    if account is None:
        account = _new_account(session, actor=actor, email=address, name=known_as, now=now)
    elif account.organisation_id != actor.organisation:
        raise Refused("This address cannot be used here; ask the person for another", field="email")
    added = give_role(
        session, organisation=actor.organisation, account=account.id, role=role, vacancy=vacancy, now=now
    )
    if added and vacancy is None:  # a cookie from before somebody became HR is none of HR's
        end_sign_ins(session, account=account.id)
    if added or (account.password is None and not _just_sent(session, account, now=now)):
        _write(session, account=account, actor=actor, role=role, vacancy=vacancy, now=now)
        record(
            session,
            "person invited",
            actor=actor,
            now=now,
            vacancy=vacancy,
            subject=account.id,
            role=role.value,
        )
    return account.id


def invite_again(
    session: Session, *, actor: Actor, account_id: str, role: Role, vacancy: str | None, now: datetime
) -> bool:
    """Send a new code to somebody who was invited, within the open write; their earlier code works no more.

    Somebody who has joined meanwhile gets the notice again. Nothing is sent within a minute of
    the last code: pressing twice is asking once. Returns whether anything was. Raises
    ``NotThere`` for an account that is not of the actor's organisation.
    """
    account = session.scalar(
        select(Account)
        .where(Account.id == account_id, Account.organisation_id == actor.organisation)
        .with_for_update()
    )
    if account is None:
        raise NotThere("there is no such person")
    if _just_sent(session, account, now=now):
        return False
    _write(session, account=account, actor=actor, role=role, vacancy=vacancy, now=now)
    record(session, "person invited again", actor=actor, now=now, vacancy=vacancy, subject=account.id)
    return True


def checked_email(email: str) -> str:
    """Return an address as it is stored. Raises ``Refused`` for what cannot be one."""
    try:
        return email_key(validate_email(email.strip(), check_deliverability=False).normalized)
    except EmailNotValidError:
        wanted = "Enter an e-mail address in the correct format, like name@council.example"
        raise Refused(wanted, field="email") from None


def checked_name(name: str) -> str:
    """Return a name as it is stored. Raises ``Refused`` for an empty, endless or unprintable one."""
    for fault in text_faults(name, source="name", line=0):
        raise Refused(f"The name {fault.message}; {fault.remedy}", field="name")
    cleaned = name_key(name)
    if not cleaned:
        raise Refused("Enter a name", field="name")
    if len(cleaned) > LONGEST_NAME:
        raise Refused(f"Name must be {LONGEST_NAME} characters or fewer", field="name")
    return cleaned


def _new_account(session: Session, *, actor: Actor, email: str, name: str, now: datetime) -> Account:
    account = Account(
        id=new_id(),
        organisation_id=actor.organisation,
        email=email,
        name=name,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account


def _just_sent(session: Session, account: Account, *, now: datetime) -> bool:
    recent = select(OneTimeCode.id).where(
        OneTimeCode.account_id == account.id,
        OneTimeCode.purpose == Purpose.INVITATION,
        OneTimeCode.created_at > now - _SOON,
    )
    return session.scalar(recent) is not None


def _write(
    session: Session, *, account: Account, actor: Actor, role: Role, vacancy: str | None, now: datetime
) -> None:
    if not account.active:
        return  # nobody can join or sign in while HR keeps the account disabled
    organisation = session.scalar(select(Organisation.name).where(Organisation.id == account.organisation_id))
    title = session.scalar(select(VacancyRow.title).where(VacancyRow.id == vacancy)) if vacancy else None
    known = {
        "name": account.name,
        "organisation": organisation or "",
        "invited_by": actor.name,
        "asked": asked_of(role, vacancy=title),
    }
    if account.password is None:
        code = new_code(session, account=account, purpose=Purpose.INVITATION, now=now)
        letter = invitation_letter(**known, code=code)
    else:
        letter = added_letter(**known)
    put_in_outbox(session, letter, organisation=account.organisation_id, to=account.email, now=now)
