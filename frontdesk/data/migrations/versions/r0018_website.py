"""The clinic's website, from which comments are fetched, and how far it has been read."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "website",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_website")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "website_reading",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("website_id", sa.Integer(), nullable=False),
        sa.Column("seen_until", Instant(), nullable=True),
        sa.Column("read_at", Instant(), nullable=True),
        sa.Column("trouble", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["website_id"], ["website.id"], name=op.f("fk_website_reading_website_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_website_reading")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_website_reading_website_id"), "website_reading", ["website_id"])


def downgrade() -> None:
    op.drop_table("website_reading")
    op.drop_table("website")
