"""Where rows came from: records of other systems are known again, whichever file brings them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "origin",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("noun", sa.Text(), server_default="", nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("alike", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin")),
        sa.UniqueConstraint("key", name=op.f("uq_origin_key")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("origin")
