"""Inquiries are found by e-mail address and phone number: messages of one person belong together."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index("ix_inquiry_email", "inquiry", ["email"])
    op.create_index("ix_inquiry_phone", "inquiry", ["phone"])


def downgrade() -> None:
    op.drop_index("ix_inquiry_phone", "inquiry")
    op.drop_index("ix_inquiry_email", "inquiry")
