"""Patients are found by misspelt names and recognised by keys; more about each person; records of one person are merged."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from frontdesk.data import finding
from frontdesk.data.types import Folded, Instant, Words

revision = "0005"
down_revision = "0004"



def _text(name: str) -> Any:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _columns() -> list[Any]:
    return [
        sa.Column("former_names", Words(), server_default="[]", nullable=False), sa.Column("languages", Words(), server_default="[]", nullable=False),
        *map(_text, ("pronouns", "referral_source", "scheduling_wish")), sa.Column("call_from", sa.Time()), sa.Column("call_until", sa.Time()),
        sa.Column("never_call", sa.Boolean(), server_default=sa.false(), nullable=False),
    ]  # fmt: skip


def upgrade() -> None:
    for column in _columns():
        op.add_column("patient", column)
    # Said in SQL, since a table rebuilt on SQLite would forget which ids it has given away.
    op.execute("ALTER TABLE patient ADD COLUMN merged_into INTEGER CONSTRAINT fk_patient_merged_into REFERENCES patient (id)")
    if op.get_bind().dialect.name == "postgresql":
        for table, name in (("patient_token", "token"), *(("patient", n) for n in ("folded_names", "folded_reversed", "phone_digits", "email_folded"))):
            op.execute(f'ALTER TABLE {table} ALTER COLUMN {name} TYPE VARCHAR COLLATE "C"')
    op.drop_index("ix_patient_folded_names", "patient")
    op.drop_index("ix_patient_folded_reversed", "patient")
    op.create_index("ix_patient_names", "patient", ["folded_names", "folded_reversed"])
    op.create_index("ix_patient_names_reversed", "patient", ["folded_reversed", "folded_names"])
    op.create_index("ix_patient_merged_into", "patient", ["merged_into"])
    _derived()
    _people()
    finding.rebuild(op.get_bind())


def _derived() -> None:
    op.create_table(
        "name_word", sa.Column("token", Folded, nullable=False), sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sound", Folded, server_default="", nullable=False), sa.PrimaryKeyConstraint("token", name="pk_name_word"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_name_word_sound", "name_word", ["sound"])
    op.create_table(
        "name_gap", sa.Column("gap", Folded, nullable=False), sa.Column("token", Folded, nullable=False),
        sa.PrimaryKeyConstraint("gap", "token", name="pk_name_gap"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "match_key", sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("patient_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name="fk_match_key_patient_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "patient_id", name="pk_match_key"), sqlite_with_rowid=False,
    )  # fmt: skip


def _table(name: str, *columns: Any, links: dict[str, str]) -> None:
    op.create_table(
        name, sa.Column("id", sa.Integer(), autoincrement=True, nullable=False), *columns,
        sa.Column("version", sa.Integer(), server_default="1", nullable=False), sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}") for column, target in links.items()), sqlite_autoincrement=True,
    )  # fmt: skip
    for column in links:
        op.create_index(f"ix_{name}_{column}", name, [column])


def _one(name: str, *, optional: bool = False) -> Any:
    return sa.Column(name, sa.Integer(), nullable=optional)


def _people() -> None:
    two = {"patient_id": "patient", "other_id": "patient"}
    _table(
        "patient_reach", _one("patient_id"), *map(_text, ("kind", "value", "label", "note")),
        *(sa.Column(name, sa.Boolean(), server_default=sa.true(), nullable=False) for name in ("calls", "voicemail", "texts")),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False), sa.Column("folded", Folded, server_default="", nullable=False),
        links={"patient_id": "patient"},
    )  # fmt: skip
    op.create_index("ix_patient_reach_folded", "patient_reach", ["folded"])
    _table("patient_tie", _one("patient_id"), _one("other_id", optional=True), *map(_text, ("kind", "name", "phone", "email", "note")),
           sa.Column("writes", sa.Boolean(), nullable=False), links=two)  # fmt: skip
    _table("consent", _one("patient_id"), _text("what"), sa.Column("given", sa.Boolean(), nullable=False), sa.Column("day", sa.Date(), nullable=False),
           sa.Column("at", Instant(), nullable=False), _text("who"), _text("note"), links={"patient_id": "patient"})  # fmt: skip
    _table("not_same_patient", _one("patient_id"), _one("other_id"), links=two)
    op.create_index("ix_not_same_patient_pair", "not_same_patient", ["patient_id", "other_id"], unique=True)
    _table("patient_merge", _one("survivor_id"), _one("gone_id"), sa.Column("at", Instant(), nullable=False), _text("who"),
           sa.Column("taken", sa.JSON(), nullable=False), sa.Column("moved", sa.JSON(), nullable=False), sa.Column("parted_at", Instant(), nullable=True),
           links={"survivor_id": "patient", "gone_id": "patient"})  # fmt: skip


def downgrade() -> None:
    for name in ("patient_merge", "not_same_patient", "consent", "patient_tie", "patient_reach", "match_key", "name_gap", "name_word"):
        op.drop_table(name)
    for name in ("ix_patient_names", "ix_patient_names_reversed", "ix_patient_merged_into"):
        op.drop_index(name, "patient")
    with op.batch_alter_table("patient", table_kwargs={"sqlite_autoincrement": True}) as patient:
        for name in ("merged_into", *(column.name for column in _columns())):
            patient.drop_column(name)
    op.create_index("ix_patient_folded_names", "patient", ["folded_names"])
    op.create_index("ix_patient_folded_reversed", "patient", ["folded_reversed"])
