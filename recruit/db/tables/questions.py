"""An organisation's own part of the question bank, and which questions its packs asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db.tables.columns import LAST, Base, Id, Owned


class LocalBankRow(Owned, Base):
    """The mark of an organisation's part of the bank: ``stamp`` is another after every published change.

    An organisation that never published or retired anything has none.
    """

    __tablename__ = "local_bank"

    stamp: Mapped[Id]
    changed_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("organisation_id"),)


class QuestionRow(Owned, Base):
    """A question that an organisation wrote, changed or retired. ``key`` is its id in the bank.

    One of the bundled bank has a row once the organisation touched it, with no version where
    it was retired only.
    """

    __tablename__ = "question"

    key: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    retired_reason: Mapped[str | None]

    __table_args__ = (UniqueConstraint("organisation_id", "key"),)


class QuestionVersionRow(Owned, Base):
    """One version of a question; ``content`` is JSON in the shape of the bank's files.

    What was written never changes. A version is stamped on its way: submitted, sent back or
    reviewed, published. In force is the published one with the highest number.
    """

    __tablename__ = "question_version"

    question_id: Mapped[Id] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="draft")
    content: Mapped[str] = mapped_column(sort_order=LAST)
    why: Mapped[str]
    written_by: Mapped[Id] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime]
    submitted_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime | None]
    sent_back_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    sent_back_at: Mapped[datetime | None]
    sent_back_note: Mapped[str | None]
    reviewed_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    reviewed_at: Mapped[datetime | None]
    published_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        CheckConstraint("state in ('draft', 'submitted', 'reviewed', 'published')", name="state"),
        CheckConstraint("reviewed_by is null or reviewed_by <> written_by", name="another_reviews"),
        CheckConstraint(
            "state not in ('reviewed', 'published') or reviewed_by is not null", name="reviewed_first"
        ),
    )


class LocalFrameworkRow(Owned, Base):
    """An organisation's own values as a framework; ``key`` is its id, which begins with ``local-``."""

    __tablename__ = "local_framework"

    key: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    retired_reason: Mapped[str | None]

    __table_args__ = (UniqueConstraint("organisation_id", "key"),)


class LocalFrameworkVersionRow(Owned, Base):
    """One version of a local framework; ``content`` is JSON in the shape of a framework file.

    In force is the published one with the highest number.
    """

    __tablename__ = "local_framework_version"

    framework_id: Mapped[Id] = mapped_column(ForeignKey("local_framework.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[str] = mapped_column(sort_order=LAST)
    why: Mapped[str]
    written_by: Mapped[Id] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime]
    published_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("framework_id", "number"),)


class PackQuestionRow(Owned, Base):
    """A question of a pack that was issued, by its id in the bank and its version there."""

    __tablename__ = "pack_question"

    pack_id: Mapped[Id] = mapped_column(ForeignKey("pack.id", ondelete="CASCADE"))
    question: Mapped[str]
    version: Mapped[int]

    __table_args__ = (UniqueConstraint("pack_id", "question"),)
