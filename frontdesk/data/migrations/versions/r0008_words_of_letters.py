"""The clinic's own words of its letters, print runs, and what a letter encloses, says and waits for."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Instant, Words

revision = "0008"
down_revision = "0007"

TEXTS = ("language", "words")


def _id() -> list[sa.Column[int]]:
    return [
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False), sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ]  # fmt: skip


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    op.create_table(
        "letter_text", *_id(), _text("kind"), _text("language"), sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False), _text("author"), sa.Column("at", Instant(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint("kind", "language", "edition", name=op.f("uq_letter_text_kind_language_edition")), sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_table(
        "print_run", *_id(), sa.Column("at", Instant(length=27), nullable=False), _text("author"), _text("printer"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("asked", "printed", "failed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")), sqlite_autoincrement=True,
    )  # fmt: skip
    for name in TEXTS:
        op.add_column("letter", _text(name))
    op.add_column("letter", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("letter", sa.Column("encloses", Words(), server_default="[]", nullable=False))
    op.add_column("letter", sa.Column("recipient", sa.JSON(), nullable=True))
    op.add_column("letter", sa.Column("wording", sa.JSON(), nullable=True))
    op.add_column("letter", sa.Column("run", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    for name in (*TEXTS, "due", "encloses", "recipient", "wording", "run"):
        op.drop_column("letter", name)
    op.drop_table("print_run")
    op.drop_table("letter_text")
