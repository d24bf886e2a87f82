"""People who can sign in, and the letters that are on their way to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, OutboxMessage, SignIn
from recruit.db.transactions import read_transaction
from recruit.domain.people import Actor
from recruit.services.sign_ins import sign_in, signed_in
from recruit.web.accounts.passwords import PASSWORDS
from tests.clock import Clock
from tests.people import email_of, id_of
from tests.rows import Rows

PASSWORD = "three blue kettles"  # noqa: S105 (of invented people)
ANOTHER = "kestrel lantern oat"


@cache
def hashed(password: str) -> str:
    return PASSWORDS.hashed(password)


@dataclass
class Accounts:
    """The cast's accounts in a database, as a test uses them."""

    session: Session
    clock: Clock

    def give_password(self, name: str, password: str = PASSWORD) -> None:
        Rows(self.session).change(Account, id_of(name), password=hashed(password))

    def take_password(self, name: str) -> None:
        Rows(self.session).change(Account, id_of(name), password=None)

    def disable(self, name: str) -> None:
        Rows(self.session).change(Account, id_of(name), active=False)

    def sign_in(self, name: str, password: str = PASSWORD, *, replaces: str | None = None) -> str:
        """Sign somebody of the cast in; return the id of their session."""
        return self.sign_in_as(email_of(name), password, replaces=replaces)

    def sign_in_as(self, email: str, password: str = PASSWORD, *, replaces: str | None = None) -> str:
        return sign_in(
            self.session,
            email=email,
            password=password,
            passwords=PASSWORDS,
            replaces=replaces,
            now=self.clock(),
        )

    def who(self, cookie: str, *, on_sheet: bool = False) -> Actor | None:
        """Return whom a session belongs to, none once it ended."""
        found = signed_in(self.session, cookie=cookie, on_sheet=on_sheet, now=self.clock())
        return found.actor if found else None

    def letters(self, name: str) -> list[str]:
        """Return the texts of the letters to somebody of the cast, the oldest first."""
        return self.letters_to(email_of(name))

    def letters_to(self, email: str) -> list[str]:
        wanted = select(OutboxMessage.body).where(OutboxMessage.to_address == email)
        with read_transaction(self.session):
            return list(self.session.scalars(wanted.order_by(OutboxMessage.created_at)))

    def code_for(self, email: str) -> str:
        """Return the code of the last letter to an address."""
        return code_in(self.letters_to(email)[-1])

    def open_sessions(self, name: str) -> int:
        with read_transaction(self.session):
            return len(self.session.scalars(select(SignIn).where(SignIn.account_id == id_of(name))).all())


def code_in(letter: str) -> str:
    """Return the one code that a letter holds."""
    (code,) = re.findall(r"^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$", letter, re.MULTILINE)
    return str(code)
