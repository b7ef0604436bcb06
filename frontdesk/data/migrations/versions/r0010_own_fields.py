"""Fields that a clinic adds to its patients' records."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "own_field",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_field")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_value",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_own_value_patient_id")),
        sa.ForeignKeyConstraint(["field_id"], ["own_field.id"], name=op.f("fk_own_value_field_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_value")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_own_value_patient_id"), "own_value", ["patient_id"])
    op.create_index(op.f("ix_own_value_field_id"), "own_value", ["field_id"])
    op.create_index("ix_own_value_pair", "own_value", ["patient_id", "field_id"], unique=True)


def downgrade() -> None:
    op.drop_table("own_value")
    op.drop_table("own_field")
