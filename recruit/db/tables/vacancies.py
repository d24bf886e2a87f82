"""Vacancies, their rounds, and what is fixed before the first score: pack, panel, candidates."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db.tables.columns import LAST, Base, Hash, Id, Owned


class VacancyRow(Owned, Base):
    """A post to be filled. ``level`` is the role level, 1 to 8."""

    __tablename__ = "vacancy"

    title: Mapped[str]
    reference: Mapped[str]
    level: Mapped[int]
    place: Mapped[str]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    created_at: Mapped[datetime]
    created_by: Mapped[Id] = mapped_column(ForeignKey("account.id"), index=True)

    __table_args__ = (CheckConstraint("level between 1 and 8", name="level"),)


class RoundRow(Owned, Base):
    """A round of interviews: one issued pack, one panel, its candidates.

    ``names_shown`` says whether panel members see candidates' names or only their codes.
    ``released_at`` is the one moment at which the chair opened moderation.
    """

    __tablename__ = "round"

    vacancy_id: Mapped[Id] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    names_shown: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (UniqueConstraint("vacancy_id", "number"),)


class PackRow(Owned, Base):
    """A pack of a round: a draft, the one that is issued, or one that was withdrawn.

    ``content`` is the pack as JSON with its hash; of an issued pack it never changes.
    """

    __tablename__ = "pack"

    round_id: Mapped[Id] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    content: Mapped[str] = mapped_column(sort_order=LAST)
    hash: Mapped[Hash]
    bank_digest: Mapped[Hash]
    seed: Mapped[int]
    made_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("state in ('draft', 'issued', 'withdrawn')", name="state"),
        Index(
            "uq_pack_draft",
            "round_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
        Index(
            "uq_pack_issued",
            "round_id",
            unique=True,
            sqlite_where=text("state = 'issued'"),
            postgresql_where=text("state = 'issued'"),
        ),
    )


class StruckQuestionRow(Owned, Base):
    """A faulty question, struck for every candidate of a round."""

    __tablename__ = "struck_question"

    round_id: Mapped[Id] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    question: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[Id] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (UniqueConstraint("round_id", "question"),)


class PanelMemberRow(Owned, Base):
    """Somebody's seat on the panel of a round, under the name that the record gives them.

    ``place`` orders the panel, from 1. Who is stood down keeps the row, with the reason.
    """

    __tablename__ = "panel_member"

    round_id: Mapped[Id] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    account_id: Mapped[Id] = mapped_column(ForeignKey("account.id"), index=True)
    place: Mapped[int]
    name: Mapped[str]
    is_chair: Mapped[bool] = mapped_column(default=False)
    scores: Mapped[bool] = mapped_column(default=True)
    joined_at: Mapped[datetime]
    stood_down_at: Mapped[datetime | None]
    stood_down_by: Mapped[Id | None] = mapped_column(ForeignKey("account.id"))
    stood_down_reason: Mapped[str | None]

    __table_args__ = (UniqueConstraint("round_id", "account_id"),)


class CandidateRow(Owned, Base):
    """A candidate of a round. ``place`` is the order of interview, from 1; ``code`` stands for the name.

    Day, times, place and departures are those of the interview as it was held.
    """

    __tablename__ = "candidate"

    round_id: Mapped[Id] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"))
    place: Mapped[int]
    code: Mapped[str] = mapped_column(String(8))
    name: Mapped[str]
    attendance: Mapped[str] = mapped_column(String(16), default="expected")
    day: Mapped[date | None]
    started: Mapped[str | None] = mapped_column(String(5))
    finished: Mapped[str | None] = mapped_column(String(5))
    departures: Mapped[str | None]
    added_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("attendance in ('expected', 'withdrew', 'did not attend')", name="attendance"),
        UniqueConstraint("round_id", "code"),
    )
