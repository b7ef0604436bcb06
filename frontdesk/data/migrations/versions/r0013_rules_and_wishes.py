"""A blocked time repeats by a rule; a patient may want one clinician only."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("block", sa.Column("rule", sa.Text(), server_default="", nullable=False))
    op.add_column("patient", sa.Column("only_clinician", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("patient", "only_clinician")
    op.drop_column("block", "rule")
