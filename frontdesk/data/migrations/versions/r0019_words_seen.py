"""Which words of an article have come in already: an older file of the site does not bring back what it said then."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Names

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    with op.batch_alter_table("article") as article:
        article.add_column(sa.Column("seen", Names(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("article") as article:
        article.drop_column("seen")
