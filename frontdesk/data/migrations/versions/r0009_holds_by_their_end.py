"""Holds are looked for by when they end, before each booking and for the bell: not by reading every visit."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_index("ix_appointment_held", "appointment", ["status", "expires_at"])


def downgrade() -> None:
    op.drop_index("ix_appointment_held", "appointment")
