"""Score sheets and what follows from them: sealing, amendments, agreed scores, decisions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db.tables.columns import LAST, Base, Hash, Id, Owned

_ONE_TO_FIVE = "value is null or value between 1 and 5"
_ONE_OF_THE_TWO = "not (not_explored and value is not null)"
_CONTRARY = "contrary is null or value = 1"


class ScoreSheetRow(Owned, Base):
    """One member's sheet on one candidate. ``sealed_at`` is none while it is open."""

    __tablename__ = "score_sheet"

    round_id: Mapped[Id] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[Id] = mapped_column(ForeignKey("panel_member.id", ondelete="CASCADE"))
    candidate_id: Mapped[Id] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"), index=True)
    begun_at: Mapped[datetime]
    sealed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("member_id", "candidate_id"),)


class SheetEntryRow(Owned, Base):
    """What stands on a sheet for one question; ``version`` counts its savings, from 1."""

    __tablename__ = "sheet_entry"

    sheet_id: Mapped[Id] = mapped_column(ForeignKey("score_sheet.id", ondelete="CASCADE"))
    question: Mapped[str]
    value: Mapped[int | None]
    not_explored: Mapped[bool] = mapped_column(default=False)
    contrary: Mapped[bool | None]
    evidence: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("sheet_id", "question"),
        CheckConstraint(_ONE_TO_FIVE, name="value"),
        CheckConstraint(_ONE_OF_THE_TWO, name="explored"),
        CheckConstraint(_CONTRARY, name="contrary"),
    )


class SealRow(Owned, Base):
    """A sheet as it was sealed: time, hashes, and the whole content as JSON.

    A sheet that its member reopened keeps the seal, with the time and the reason.
    """

    __tablename__ = "seal"

    sheet_id: Mapped[Id] = mapped_column(ForeignKey("score_sheet.id", ondelete="CASCADE"))
    number: Mapped[int]
    sealed_at: Mapped[datetime]
    pack_hash: Mapped[Hash]
    sheet_hash: Mapped[Hash]
    content: Mapped[str] = mapped_column(sort_order=LAST)
    reopened_at: Mapped[datetime | None]
    reopening_reason: Mapped[str | None]

    __table_args__ = (UniqueConstraint("sheet_id", "number"),)


class AmendmentRow(Owned, Base):
    """A member's change after release; the sealed score stays as it was."""

    __tablename__ = "amendment"

    sheet_id: Mapped[Id] = mapped_column(ForeignKey("score_sheet.id", ondelete="CASCADE"), index=True)
    question: Mapped[str]
    value: Mapped[int | None]
    not_explored: Mapped[bool] = mapped_column(default=False)
    contrary: Mapped[bool | None]
    evidence: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(_ONE_TO_FIVE, name="value"),
        CheckConstraint(_ONE_OF_THE_TWO, name="explored"),
        CheckConstraint(_CONTRARY, name="contrary"),
    )


class AgreedScoreRow(Owned, Base):
    """What the panel agreed on a question. ``value`` is none for "not explored".

    A later row on the same question counts; the earlier ones stay. ``number`` is from 1.
    """

    __tablename__ = "agreed_score"

    round_id: Mapped[Id] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    candidate_id: Mapped[Id] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    question: Mapped[str]
    number: Mapped[int]
    value: Mapped[int | None]
    reason: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[Id] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (
        UniqueConstraint("candidate_id", "question", "number"),
        CheckConstraint(_ONE_TO_FIVE, name="value"),
    )


class DecisionRow(Owned, Base):
    """What a person decided of a candidate, and why; a later row counts, the earlier ones stay."""

    __tablename__ = "decision"

    round_id: Mapped[Id] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), index=True)
    candidate_id: Mapped[Id] = mapped_column(ForeignKey("candidate.id", ondelete="CASCADE"))
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str]
    decided_by: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[Id] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (UniqueConstraint("candidate_id", "number"),)
