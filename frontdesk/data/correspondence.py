"""Tables of what is written to people: replies and their texts, words of letters and print runs, questions to clinicians, articles, mail."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Index, Integer, String, UniqueConstraint

from frontdesk.data.tables import flag, link, table, text
from frontdesk.data.types import Instant, Names, Words

reply = table(
    "reply", link("inquiry_id", "inquiry", optional=False), text("state"), text("audience"), text("recipient"), text("subject"), text("body"),
    text("template"), Column("offers", JSON, nullable=False), link("article_id", "article"), Column("article_edition", Integer, nullable=False),
    text("whole"), Column("message_id", String, nullable=False, server_default="", index=True), text("author"), text("desk"),
    Column("created_at", Instant), Column("leaves_at", Instant), Column("tried_at", Instant), Column("sent_at", Instant),
    Column("attempts", Integer, nullable=False), text("trouble"), Index("ix_reply_state", "state", "leaves_at"),
)  # fmt: skip
reply_template = table(
    "reply_template", Column("slug", String, nullable=False, unique=True), text("title"), text("subject"), text("body"),
    Column("topics", Words, nullable=False), text("audience"), Column("position", Integer, nullable=False), flag("active", on=True),
)  # fmt: skip
question = table(
    "question", link("inquiry_id", "inquiry", optional=False), link("clinician_id", "clinician", optional=False), text("line"), text("quote"),
    text("asked_by"), Column("asked_at", Instant), Column("due_at", Instant), text("draft"), Column("verdict", String), text("answer"),
    text("signed_by"), Column("answered_at", Instant, index=True),
)  # fmt: skip
not_one_case = table("not_one_case", link("inquiry_id", "inquiry", optional=False), link("other_id", "inquiry", optional=False))
article = table(
    "article", Column("key", String, nullable=False, unique=True), text("title"), text("body"), text("url"), Column("sites", Names, nullable=False),
    Column("treatments", Names, nullable=False), Column("approved_until", Date), Column("edition", Integer, nullable=False), flag("withdrawn"),
    text("refs"), Column("seen", Names),
)  # fmt: skip
article_given = table(
    "article_given", link("article_id", "article", optional=False), Column("edition", Integer, nullable=False), text("title"), text("way"),
    Column("at", Instant, nullable=False), text("by"), link("inquiry_id", "inquiry"),
)  # fmt: skip
mail_account = table(
    "mail_account", text("address"), text("sender"), text("imap_host"), Column("imap_port", Integer, nullable=False), text("imap_tls"),
    text("smtp_host"), Column("smtp_port", Integer, nullable=False), text("smtp_tls"), text("user"), text("signin"), text("folder"),
    flag("active", on=True),
)  # fmt: skip
mail_folder = table(
    "mail_folder", link("account_id", "mail_account", optional=False), text("name"), Column("uidvalidity", Integer, nullable=False),
    Column("last_uid", Integer, nullable=False), Column("read_at", Instant), text("trouble"),
)  # fmt: skip
website = table("website", text("address"), text("user"), flag("active", on=True))
website_reading = table("website_reading", link("website_id", "website", optional=False), Column("seen_until", Instant), Column("read_at", Instant), text("trouble"))
letter_text = table(
    "letter_text", text("kind"), text("language"), Column("edition", Integer, nullable=False), Column("parts", JSON, nullable=False), text("author"),
    Column("at", Instant, nullable=False), UniqueConstraint("kind", "language", "edition"),
)  # fmt: skip
print_run = table(
    "print_run", Column("at", Instant, nullable=False), text("author"), text("printer"), Column("asked", Integer, nullable=False),
    Column("printed", Integer, nullable=False), Column("failed", Integer, nullable=False),
)  # fmt: skip
