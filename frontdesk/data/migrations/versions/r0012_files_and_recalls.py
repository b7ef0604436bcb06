"""Files attached to a record; recalls by rule or wish with what was tried."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Instant

revision = "0012"
down_revision = "0011"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _table(name: str, *columns: sa.Column[Any], **links: str) -> None:
    """``links``: column of the table that it names."""
    keys = [sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}")) for column, table in links.items()]
    op.create_table(
        name, sa.Column("id", sa.Integer(), autoincrement=True, nullable=False), *columns, sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")), sqlite_autoincrement=True,
    )  # fmt: skip
    for column in links:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def upgrade() -> None:
    _table("attachment", sa.Column("patient_id", sa.Integer(), nullable=False), _text("name"), _text("media"), sa.Column("size", sa.Integer(), nullable=False),
           _text("digest"), sa.Column("at", Instant(length=27), nullable=False), _text("who"), _text("note"), patient_id="patient")  # fmt: skip
    _table("attachment_content", sa.Column("attachment_id", sa.Integer(), nullable=False), _text("base64"), attachment_id="attachment")
    _table("recall_rule", _text("name"), sa.Column("months", sa.Integer(), nullable=False), sa.Column("type_id", sa.Integer(), nullable=True),
           sa.Column("active", sa.Boolean(), nullable=False), type_id="appointment_type")  # fmt: skip
    _table("recall", sa.Column("patient_id", sa.Integer(), nullable=False), sa.Column("due", sa.Date(), nullable=False), _text("reason"),
           sa.Column("asked_at", Instant(length=27), nullable=False), _text("asked_by"), sa.Column("rule_id", sa.Integer(), nullable=True), _text("state"),
           sa.Column("not_before", sa.Date(), nullable=True), patient_id="patient", rule_id="recall_rule")  # fmt: skip
    op.create_index(op.f("ix_recall_due"), "recall", ["due"])
    _table("recall_attempt", sa.Column("recall_id", sa.Integer(), nullable=False), sa.Column("at", Instant(length=27), nullable=False), _text("who"), _text("way"),
           _text("outcome"), _text("note"), recall_id="recall")  # fmt: skip


def downgrade() -> None:
    for name in ("recall_attempt", "recall", "recall_rule", "attachment_content", "attachment"):
        op.drop_table(name)
