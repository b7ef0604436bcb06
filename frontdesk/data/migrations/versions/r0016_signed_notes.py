"""A signed intake note stays as it is, whoever writes to the table; a recall rule may count in weeks."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.dialect import free_notes, guard_notes

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    guard_notes(op.get_bind())
    with op.batch_alter_table("recall_rule") as rule:
        rule.add_column(sa.Column("weeks", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("recall_rule") as rule:
        rule.drop_column("weeks")
    free_notes(op.get_bind())
