"""Who did what, and when; never what a note says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db.tables.columns import Base, Id


class AuditEvent(Base):
    """One thing that somebody did. ``subject`` is the id of what it was done to."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    organisation_id: Mapped[Id] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[Id | None] = mapped_column(index=True)
    at: Mapped[datetime]
    account_id: Mapped[Id | None]
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str | None] = mapped_column(String(64))
    detail: Mapped[str]
