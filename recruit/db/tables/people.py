"""Organisations, accounts, what they may do, and how they are signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db.tables.columns import Base, Hash, Id, Key, Owned


class Organisation(Base):
    """A council: everything else belongs to one."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    name: Mapped[str]
    created_at: Mapped[datetime]


class Account(Owned, Base):
    """A person who can sign in, once ``password`` is set.

    ``email`` is the address as compared (lower case). ``fs_uniquifier`` is what a sign-in
    refers to; a new one ends every sign-in made with the old.
    """

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]


class Grant(Owned, Base):
    """A role of an account: in the whole organisation, or in one vacancy."""

    __tablename__ = "role_grant"

    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[Id | None] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(32))
    granted_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("role in ('recruiting manager', 'panel member', 'hr')", name="role"),
        UniqueConstraint("account_id", "vacancy_id", "role"),
        # Two nulls are no equals to a unique constraint, so roles in an organisation need their own.
        Index(
            "uq_role_grant_organisation_wide",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("vacancy_id is null"),
            postgresql_where=text("vacancy_id is null"),
        ),
    )


class SignIn(Base):
    """A session that is open: the cookie holds a random id, this row its SHA-256.

    ``on_sheet`` says that the page seen last was a score sheet, which does not idle out.
    """

    __tablename__ = "sign_in"

    id_hash: Mapped[Hash] = mapped_column(primary_key=True)
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    on_sheet: Mapped[bool] = mapped_column(default=False)


class FailedAttempt(Base):
    """A sign-in, or a code, that did not match; counted to slow down guessing.

    ``subject_hash`` is the SHA-256 of what was tried (an address, known or not).
    """

    __tablename__ = "failed_attempt"

    id: Mapped[Key]
    subject_hash: Mapped[Hash] = mapped_column(index=True)
    at: Mapped[datetime]


class OneTimeCode(Owned, Base):
    """A code sent by e-mail that lets somebody set a password, once; kept as its SHA-256."""

    __tablename__ = "one_time_code"

    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    code_hash: Mapped[Hash] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("purpose in ('invitation', 'reset')", name="purpose"),)


class OutboxMessage(Owned, Base):
    """An e-mail to be sent; written in the same transaction as its occasion, sent after it."""

    __tablename__ = "outbox_message"

    to_address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
