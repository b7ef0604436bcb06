"""Replies and their texts, questions to clinicians, articles, the mail account; messages of one person joined, and put off until a day."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.types import Instant, Names, Words

revision = "0004"
down_revision = "0003"


def _words(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name, sa.Column("id", sa.Integer(), autoincrement=True, nullable=False), *columns,
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *(sa.ForeignKeyConstraint([c.name], [f"{c.info['to']}.id"], name=op.f(f"fk_{name}_{c.name}")) for c in columns if "to" in c.info),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *(sa.UniqueConstraint(c.name, name=op.f(f"uq_{name}_{c.name}")) for c in columns if "unique" in c.info), sqlite_autoincrement=True,
    )  # fmt: skip
    for column in columns:
        if "to" in column.info or "index" in column.info:
            op.create_index(op.f(f"ix_{name}_{column.name}"), name, [column.name])


def _link(name: str, to: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=optional, info={"to": to})


def _key(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=False, info={"unique": True})


def upgrade() -> None:
    _table("article", _key("key"), _words("title"), _words("body"), _words("url"), sa.Column("sites", Names(), nullable=False),
           sa.Column("treatments", Names(), nullable=False), sa.Column("approved_until", sa.Date()), _number("edition"),
           sa.Column("withdrawn", sa.Boolean(), nullable=False))  # fmt: skip
    _table("mail_account", _words("address"), _words("sender"), _words("imap_host"), _number("imap_port"), _words("imap_tls"), _words("smtp_host"),
           _number("smtp_port"), _words("smtp_tls"), _words("user"), _words("signin"), _words("folder"),
           sa.Column("active", sa.Boolean(), nullable=False))  # fmt: skip
    _table("mail_folder", _link("account_id", "mail_account"), _words("name"), _number("uidvalidity"), _number("last_uid"),
           sa.Column("read_at", Instant()), _words("trouble"))  # fmt: skip
    _table("not_one_case", _link("inquiry_id", "inquiry"), _link("other_id", "inquiry"))
    _table("question", _link("inquiry_id", "inquiry"), _link("clinician_id", "clinician"), _words("line"), _words("quote"), _words("asked_by"),
           sa.Column("asked_at", Instant()), sa.Column("due_at", Instant()), _words("draft"), sa.Column("verdict", sa.String()), _words("answer"),
           _words("signed_by"), sa.Column("answered_at", Instant(), info={"index": True}))  # fmt: skip
    _table("reply", _link("inquiry_id", "inquiry"), _words("state"), _words("audience"), _words("recipient"), _words("subject"), _words("body"),
           _words("template"), sa.Column("offers", sa.JSON(), nullable=False), _link("article_id", "article", optional=True), _number("article_edition"),
           _words("whole"), sa.Column("message_id", sa.String(), server_default="", nullable=False, info={"index": True}), _words("author"), _words("desk"),
           sa.Column("created_at", Instant()), sa.Column("leaves_at", Instant()), sa.Column("tried_at", Instant()), sa.Column("sent_at", Instant()),
           _number("attempts"), _words("trouble"))  # fmt: skip
    op.create_index("ix_reply_state", "reply", ["state", "leaves_at"])
    _table("reply_template", _key("slug"), _words("title"), _words("subject"), _words("body"), sa.Column("topics", Words(), nullable=False),
           _words("audience"), _number("position"), sa.Column("active", sa.Boolean(), nullable=False))  # fmt: skip
    with op.batch_alter_table("inquiry") as inquiry:
        inquiry.add_column(sa.Column("case_id", sa.Integer(), nullable=True))
        inquiry.add_column(sa.Column("due_at", Instant(), nullable=True))
        inquiry.add_column(_words("reply_to"))
        inquiry.add_column(sa.Column("message_id", sa.String(), server_default="", nullable=False))
        inquiry.create_foreign_key("fk_inquiry_case_id", "inquiry", ["case_id"], ["id"])
        inquiry.create_index("ix_inquiry_case_id", ["case_id"])
        inquiry.create_index("ix_inquiry_message_id", ["message_id"])


def downgrade() -> None:
    with op.batch_alter_table("inquiry") as inquiry:
        inquiry.drop_index("ix_inquiry_message_id")
        inquiry.drop_index("ix_inquiry_case_id")
        inquiry.drop_constraint("fk_inquiry_case_id", type_="foreignkey")
        for name in ("case_id", "due_at", "reply_to", "message_id"):
            inquiry.drop_column(name)
    for name in ("reply", "reply_template", "question", "not_one_case", "mail_folder", "mail_account", "article"):
        op.drop_table(name)
