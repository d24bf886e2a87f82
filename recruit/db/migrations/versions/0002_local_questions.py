"""Questions and frameworks of an organisation's own, and which questions a pack asked."""

from __future__ import annotations

import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "local_bank",
        sa.Column("stamp", sa.String(length=16), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_local_bank_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_bank")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_local_bank_organisation_id")),
    )
    op.create_index(op.f("ix_local_bank_organisation_id"), "local_bank", ["organisation_id"], unique=False)

    op.create_table(
        "question",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_by", sa.String(length=16), nullable=True),
        sa.Column("retired_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["retired_by"], ["account.id"], name=op.f("fk_question_retired_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_question_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_question_organisation_id_key")),
    )
    op.create_index(op.f("ix_question_organisation_id"), "question", ["organisation_id"], unique=False)

    op.create_table(
        "question_version",
        sa.Column("question_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.String(length=16), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_by", sa.String(length=16), nullable=True),
        sa.Column("sent_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_note", sa.Text(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=16), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=16), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state in ('draft', 'submitted', 'reviewed', 'published')",
            name=op.f("ck_question_version_state"),
        ),
        sa.CheckConstraint(
            "reviewed_by is null or reviewed_by <> written_by",
            name=op.f("ck_question_version_another_reviews"),
        ),
        sa.CheckConstraint(
            "state not in ('reviewed', 'published') or reviewed_by is not null",
            name=op.f("ck_question_version_reviewed_first"),
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_version_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by"], ["account.id"], name=op.f("fk_question_version_written_by")),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["account.id"], name=op.f("fk_question_version_submitted_by")
        ),
        sa.ForeignKeyConstraint(
            ["sent_back_by"], ["account.id"], name=op.f("fk_question_version_sent_back_by")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["account.id"], name=op.f("fk_question_version_reviewed_by")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["account.id"], name=op.f("fk_question_version_published_by")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_question_version_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_version")),
        sa.UniqueConstraint("question_id", "number", name=op.f("uq_question_version_question_id_number")),
    )
    op.create_index(
        op.f("ix_question_version_organisation_id"), "question_version", ["organisation_id"], unique=False
    )

    op.create_table(
        "local_framework",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_by", sa.String(length=16), nullable=True),
        sa.Column("retired_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["retired_by"], ["account.id"], name=op.f("fk_local_framework_retired_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_local_framework_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_framework")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_local_framework_organisation_id_key")),
    )
    op.create_index(
        op.f("ix_local_framework_organisation_id"), "local_framework", ["organisation_id"], unique=False
    )

    op.create_table(
        "local_framework_version",
        sa.Column("framework_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=16), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=16), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["local_framework.id"],
            name=op.f("fk_local_framework_version_framework_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["account.id"], name=op.f("fk_local_framework_version_written_by")
        ),
        sa.ForeignKeyConstraint(
            ["published_by"], ["account.id"], name=op.f("fk_local_framework_version_published_by")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_local_framework_version_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_framework_version")),
        sa.UniqueConstraint(
            "framework_id", "number", name=op.f("uq_local_framework_version_framework_id_number")
        ),
    )
    op.create_index(
        op.f("ix_local_framework_version_organisation_id"),
        "local_framework_version",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "pack_question",
        sa.Column("pack_id", sa.String(length=16), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"], ["pack.id"], name=op.f("fk_pack_question_pack_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_pack_question_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_question")),
        sa.UniqueConstraint("pack_id", "question", name=op.f("uq_pack_question_pack_id_question")),
    )
    op.create_index(
        op.f("ix_pack_question_organisation_id"), "pack_question", ["organisation_id"], unique=False
    )

    _fill_pack_questions()


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_pack_question_organisation_id"), table_name="pack_question")
    op.drop_table("pack_question")
    op.drop_index(op.f("ix_local_framework_version_organisation_id"), table_name="local_framework_version")
    op.drop_table("local_framework_version")
    op.drop_index(op.f("ix_local_framework_organisation_id"), table_name="local_framework")
    op.drop_table("local_framework")
    op.drop_index(op.f("ix_question_version_organisation_id"), table_name="question_version")
    op.drop_table("question_version")
    op.drop_index(op.f("ix_question_organisation_id"), table_name="question")
    op.drop_table("question")
    op.drop_index(op.f("ix_local_bank_organisation_id"), table_name="local_bank")
    op.drop_table("local_bank")


_PACK = sa.table(
    "pack",
    sa.column("id", sa.String()),
    sa.column("organisation_id", sa.String()),
    sa.column("state", sa.String()),
    sa.column("content", sa.Text()),
)
_PACK_QUESTION = sa.table(
    "pack_question",
    sa.column("id", sa.String()),
    sa.column("organisation_id", sa.String()),
    sa.column("pack_id", sa.String()),
    sa.column("question", sa.Text()),
    sa.column("version", sa.Integer()),
)


def _fill_pack_questions() -> None:
    """Note what every pack asks that is or was issued; its content says so."""
    connection = op.get_bind()
    issued = sa.select(_PACK.c.id, _PACK.c.organisation_id, _PACK.c.content).where(_PACK.c.state != "draft")
    for pack_id, organisation, content in connection.execute(issued).all():
        asked = {one["id"]: one["version"] for one in json.loads(content)["questions"]}
        rows = [
            {
                "id": secrets.token_hex(8),
                "organisation_id": organisation,
                "pack_id": pack_id,
                "question": question,
                "version": version,
            }
            for question, version in asked.items()
        ]
        if rows:
            connection.execute(_PACK_QUESTION.insert(), rows)
