"""Who has taken an inquiry, what a call is about, and which way it went."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("inquiry") as inquiry:
        for name in ("owner", "wants"):
            inquiry.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("call_draft") as call:
        call.add_column(sa.Column("outgoing", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("call_draft") as call:
        call.drop_column("outgoing")
    with op.batch_alter_table("inquiry") as inquiry:
        for name in ("owner", "wants"):
            inquiry.drop_column(name)
