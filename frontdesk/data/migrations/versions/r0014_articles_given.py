"""References of articles, and who got which edition of one, how and when."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Instant

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("article") as article:
        article.add_column(sa.Column("refs", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "article_given",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("way", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_article_given_article_id")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_article_given_inquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_given")),
        sqlite_autoincrement=True,
    )
    for name in ("article_id", "inquiry_id"):
        op.create_index(op.f(f"ix_article_given_{name}"), "article_given", [name])


def downgrade() -> None:
    op.drop_table("article_given")
    with op.batch_alter_table("article") as article:
        article.drop_column("refs")
