"""One-time codes: made for a letter, found by what was typed, used once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from recruit.db.tables import Account, OneTimeCode
from recruit.domain.codes import code_from, code_hash
from recruit.domain.errors import Refused


class Purpose(StrEnum):
    """What a code lets somebody do."""

    INVITATION = "invitation"
    RESET = "reset"


LASTING = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}
_NOT_GOOD = "That code does not work: it may be mistyped, used already or too old. Ask for another"


def new_code(session: Session, *, account: Account, purpose: Purpose, now: datetime) -> str:
    """Make a code within the open write; earlier ones of its purpose work no more."""
    code = code_from(secrets.token_bytes(10))
    session.execute(
        delete(OneTimeCode).where(OneTimeCode.account_id == account.id, OneTimeCode.purpose == purpose)
    )
    session.add(
        OneTimeCode(
            organisation_id=account.organisation_id,
            account_id=account.id,
            purpose=purpose,
            code_hash=code_hash(code),
            created_at=now,
            expires_at=now + LASTING[purpose],
        )
    )
    return code


def account_of_code(
    session: Session, code: str, *, purposes: Sequence[Purpose], now: datetime, lock: bool = False
) -> Account | None:
    """Return the account that a live code was made for, none for any other; ``lock`` it for a write."""
    wanted = (
        select(Account)
        .join(OneTimeCode, OneTimeCode.account_id == Account.id)
        .where(
            OneTimeCode.code_hash == code_hash(code),
            OneTimeCode.purpose.in_(purposes),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > now,
            Account.active,
        )
    )
    return session.scalar(wanted.with_for_update() if lock else wanted)


def use_codes(session: Session, *, account: Account, now: datetime) -> None:
    """Mark every code of an account as used, within the open write."""
    session.execute(
        update(OneTimeCode)
        .where(OneTimeCode.account_id == account.id, OneTimeCode.used_at.is_(None))
        .values(used_at=now)
    )


def code_refused() -> Refused:
    """Return what somebody is told whose code is not good, whatever is wrong with it."""
    return Refused(_NOT_GOOD, field="code")
