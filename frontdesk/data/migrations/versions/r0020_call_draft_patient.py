"""Whom a call that was interrupted is from, once that was said."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    with op.batch_alter_table("call_draft") as draft:
        draft.add_column(sa.Column("patient_id", sa.Integer(), sa.ForeignKey("patient.id", name="fk_call_draft_patient_id"), nullable=True))
        draft.create_index("ix_call_draft_patient_id", ["patient_id"])


def downgrade() -> None:
    with op.batch_alter_table("call_draft") as draft:
        draft.drop_index("ix_call_draft_patient_id")
        draft.drop_constraint("fk_call_draft_patient_id", type_="foreignkey")
        draft.drop_column("patient_id")
