"""Forms of the clinic's, and intake notes that are filled in, signed and amended."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Instant

revision = "0011"
down_revision = "0010"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "intake_form",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _text("title"),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_form")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "intake_note",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        _text("title"),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        _text("state"),
        sa.Column("started_at", Instant(length=27), nullable=False),
        _text("author"),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", Instant(length=27), nullable=True),
        sa.Column("signed_at", Instant(length=27), nullable=True),
        _text("signed_by"),
        sa.Column("amends_id", sa.Integer(), nullable=True),
        _text("reason"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_intake_note_patient_id")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_intake_note_inquiry_id")),
        sa.ForeignKeyConstraint(["amends_id"], ["intake_note.id"], name=op.f("fk_intake_note_amends_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_note")),
        sqlite_autoincrement=True,
    )
    for column in ("patient_id", "inquiry_id", "amends_id"):
        op.create_index(op.f(f"ix_intake_note_{column}"), "intake_note", [column])


def downgrade() -> None:
    op.drop_table("intake_note")
    op.drop_table("intake_form")
