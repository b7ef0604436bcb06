"""What the desk has looked after before a visit: intake sheet, identity, insurance, images."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "visit_check",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Instant(length=27), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_visit_check_appointment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_check")),
        sa.UniqueConstraint("appointment_id", "item", name=op.f("uq_visit_check_appointment_id_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_visit_check_appointment_id"), "visit_check", ["appointment_id"])


def downgrade() -> None:
    op.drop_table("visit_check")
