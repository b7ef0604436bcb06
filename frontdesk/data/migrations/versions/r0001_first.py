"""The first schema, written out: later changes to the tables must not change what it made."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.dialect import create_triggers, drop_triggers
from frontdesk.data.types import Instant, Names, WallTime, Words

revision = "0001"
down_revision = None

APPLICATION_ID = 0x46444B31


def upgrade() -> None:
    connection = op.get_bind()
    _tables()
    create_triggers(connection, tray=False)
    op.bulk_insert(sa.table("meta", sa.column("name", sa.String), sa.column("value", sa.JSON)), [{"name": "demo", "value": False}])
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def downgrade() -> None:
    drop_triggers(op.get_bind())
    for name in reversed(TABLES):
        op.drop_table(name)


def _tables() -> None:
    op.create_table(
        "appointment_type",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("look", sa.Text(), server_default="", nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("room_kinds", Names(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.Column("preparation", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("minutes > 0 AND minutes <= 720", name=op.f("ck_appointment_type_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_type")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "call_draft",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("started_at", Instant(length=27), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_draft")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("tagline", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("paper", sa.Text(), server_default="", nullable=False),
        sa.Column("clock24", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.Text(), server_default="", nullable=False),
        sa.Column("signs", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "clinician",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("short", sa.Text(), server_default="", nullable=False),
        sa.Column("initials", sa.Text(), server_default="", nullable=False),
        sa.Column("colour", sa.Text(), server_default="", nullable=False),
        sa.Column("type_ids", Names(), nullable=False),
        sa.Column("focus", Names(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinician")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("format", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Instant(length=27), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("intention", sa.Integer(), nullable=False),
        sa.Column("at", Instant(length=27), nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("desk", sa.Text(), server_default="", nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("table_name", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.Integer(), nullable=True),
        sa.Column("digest_before", sa.Text(), server_default="", nullable=False),
        sa.Column("digest_after", sa.Text(), server_default="", nullable=False),
        sa.Column("previous", sa.Text(), server_default="", nullable=False),
        sa.Column("hash", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_desk", "journal", ["desk", "seq"], unique=False)
    op.create_index(op.f("ix_journal_intention"), "journal", ["intention"], unique=False)
    op.create_index("ix_journal_row", "journal", ["table_name", "key"], unique=False)
    op.create_table(
        "meta", sa.Column("name", sa.String(), nullable=False), sa.Column("value", sa.JSON(), nullable=True), sa.PrimaryKeyConstraint("name", name=op.f("pk_meta"))
    )
    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preference")),
        sa.UniqueConstraint("who", "name", name=op.f("uq_preference_who_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("address_street", sa.Text(), server_default="", nullable=False),
        sa.Column("address_street2", sa.Text(), server_default="", nullable=False),
        sa.Column("address_city", sa.Text(), server_default="", nullable=False),
        sa.Column("address_region", sa.Text(), server_default="", nullable=False),
        sa.Column("address_postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("address_country", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("directions", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("initials", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal_image",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.Text(), server_default="", nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["journal.seq"], name=op.f("fk_journal_image_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_image")),
    )
    op.create_table(
        "opening_exception",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("end", sa.Time(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_opening_exception_clinician_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_opening_exception_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_exception")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_opening_exception_clinician_id"), "opening_exception", ["clinician_id"], unique=False)
    op.create_index(op.f("ix_opening_exception_day"), "opening_exception", ["day"], unique=False)
    op.create_index(op.f("ix_opening_exception_site_id"), "opening_exception", ["site_id"], unique=False)
    op.create_table(
        "opening_rule",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_opening_rule_clinician_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_opening_rule_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_rule")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_opening_rule_clinician_id"), "opening_rule", ["clinician_id"], unique=False)
    op.create_index(op.f("ix_opening_rule_site_id"), "opening_rule", ["site_id"], unique=False)
    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("given_name", sa.Text(), server_default="", nullable=False),
        sa.Column("family_name", sa.Text(), server_default="", nullable=False),
        sa.Column("chart", sa.String(), nullable=False),
        sa.Column("preferred_name", sa.Text(), server_default="", nullable=False),
        sa.Column("salutation", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("address_street", sa.Text(), server_default="", nullable=False),
        sa.Column("address_street2", sa.Text(), server_default="", nullable=False),
        sa.Column("address_city", sa.Text(), server_default="", nullable=False),
        sa.Column("address_region", sa.Text(), server_default="", nullable=False),
        sa.Column("address_postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("address_country", sa.Text(), server_default="", nullable=False),
        sa.Column("occupation", sa.Text(), server_default="", nullable=False),
        sa.Column("alerts", Words(), nullable=False),
        sa.Column("contact_wish", sa.Text(), server_default="", nullable=False),
        sa.Column("not_before", sa.Time(), nullable=True),
        sa.Column("not_after", sa.Time(), nullable=True),
        sa.Column("preferred_clinician_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(length=27), nullable=True),
        sa.Column("folded_names", sa.String(), server_default="", nullable=False),
        sa.Column("folded_reversed", sa.String(), server_default="", nullable=False),
        sa.Column("phone_digits", sa.String(), server_default="", nullable=False),
        sa.Column("email_folded", sa.String(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["preferred_clinician_id"], ["clinician.id"], name=op.f("fk_patient_preferred_clinician_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("chart", name=op.f("uq_patient_chart")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_patient_birth_date"), "patient", ["birth_date"], unique=False)
    op.create_index(op.f("ix_patient_email_folded"), "patient", ["email_folded"], unique=False)
    op.create_index(op.f("ix_patient_folded_names"), "patient", ["folded_names"], unique=False)
    op.create_index(op.f("ix_patient_folded_reversed"), "patient", ["folded_reversed"], unique=False)
    op.create_index(op.f("ix_patient_phone_digits"), "patient", ["phone_digits"], unique=False)
    op.create_index(op.f("ix_patient_preferred_clinician_id"), "patient", ["preferred_clinician_id"], unique=False)
    op.create_table(
        "refused_piece",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("import_run_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("where", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["import_run_id"], ["import_run.id"], name=op.f("fk_refused_piece_import_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_piece")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_refused_piece_import_run_id"), "refused_piece", ["import_run_id"], unique=False)
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("short", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_room_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_room_site_id"), "room", ["site_id"], unique=False)
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_block_clinician_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_block_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_block_clinician_id"), "block", ["clinician_id"], unique=False)
    op.create_index(op.f("ix_block_day"), "block", ["day"], unique=False)
    op.create_index(op.f("ix_block_room_id"), "block", ["room_id"], unique=False)
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", Instant(length=27), nullable=True),
        sa.Column("imported_at", Instant(length=27), nullable=True),
        sa.Column("article_title", sa.Text(), server_default="", nullable=False),
        sa.Column("article_url", sa.Text(), server_default="", nullable=False),
        sa.Column("thread", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_key", sa.Text(), server_default="", nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("facts_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_inquiry_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sa.UniqueConstraint("key", name=op.f("uq_inquiry_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inquiry_patient_id"), "inquiry", ["patient_id"], unique=False)
    op.create_index("ix_inquiry_queue", "inquiry", ["state", "urgent", "received_at"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(length=27), nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_note_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_note_patient_id"), "note", ["patient_id"], unique=False)
    op.create_table(
        "patient_token",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_patient_token_patient_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token", "patient_id", name=op.f("pk_patient_token")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_patient_token_patient_id"), "patient_token", ["patient_id"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("clinician_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("start", WallTime(length=19), nullable=False),
        sa.Column("end", WallTime(length=19), nullable=False),
        sa.Column("room_start", WallTime(length=19), nullable=False),
        sa.Column("room_end", WallTime(length=19), nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", Instant(length=27), nullable=True),
        sa.Column("overlap_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed_for", WallTime(length=19), nullable=True),
        sa.Column("waiting_since", Instant(length=27), nullable=True),
        sa.Column("uid", sa.Text(), server_default="", nullable=False),
        sa.Column("utc_start", sa.Integer(), nullable=False),
        sa.Column("utc_end", sa.Integer(), nullable=False),
        sa.Column("utc_room_start", sa.Integer(), nullable=False),
        sa.Column("utc_room_end", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("utc_end > utc_start AND utc_end - utc_start <= 86400", name=op.f("ck_appointment_length")),
        sa.CheckConstraint("utc_room_start <= utc_start AND utc_room_end >= utc_end AND utc_room_end - utc_room_start <= 86400", name=op.f("ck_appointment_room")),
        sa.ForeignKeyConstraint(["clinician_id"], ["clinician.id"], name=op.f("fk_appointment_clinician_id")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_appointment_inquiry_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_appointment_patient_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_appointment_room_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_appointment_site_id")),
        sa.ForeignKeyConstraint(["type_id"], ["appointment_type.id"], name=op.f("fk_appointment_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_appointment_clinician_id"), "appointment", ["clinician_id"], unique=False)
    op.create_index("ix_appointment_clinician_time", "appointment", ["clinician_id", "utc_start"], unique=False)
    op.create_index(op.f("ix_appointment_inquiry_id"), "appointment", ["inquiry_id"], unique=False)
    op.create_index(op.f("ix_appointment_patient_id"), "appointment", ["patient_id"], unique=False)
    op.create_index("ix_appointment_patient_time", "appointment", ["patient_id", "utc_start"], unique=False)
    op.create_index(op.f("ix_appointment_room_id"), "appointment", ["room_id"], unique=False)
    op.create_index("ix_appointment_room_time", "appointment", ["room_id", "utc_room_start"], unique=False)
    op.create_index(op.f("ix_appointment_site_id"), "appointment", ["site_id"], unique=False)
    op.create_index(op.f("ix_appointment_start"), "appointment", ["start"], unique=False)
    op.create_index(op.f("ix_appointment_type_id"), "appointment", ["type_id"], unique=False)
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.Column("by", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_fact_inquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_fact_inquiry_id"), "fact", ["inquiry_id"], unique=False)
    op.create_table(
        "inquiry_note",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(length=27), nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiry_note_inquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_note")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inquiry_note_inquiry_id"), "inquiry_note", ["inquiry_id"], unique=False)
    op.create_table(
        "not_same",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_not_same_inquiry_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_not_same_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_same")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_not_same_inquiry_id"), "not_same", ["inquiry_id"], unique=False)
    op.create_index(op.f("ix_not_same_patient_id"), "not_same", ["patient_id"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", Instant(length=27), nullable=False),
        sa.Column("sent_at", Instant(length=27), nullable=True),
        sa.Column("printed", sa.JSON(), nullable=True),
        sa.Column("with_sheet", sa.Boolean(), nullable=False),
        sa.Column("job", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_letter_appointment_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_letter_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_letter_appointment_id"), "letter", ["appointment_id"], unique=False)
    op.create_index(op.f("ix_letter_patient_id"), "letter", ["patient_id"], unique=False)
    op.create_index("ix_letter_state", "letter", ["state"], unique=False)


TABLES = (
    "appointment_type",
    "call_draft",
    "clinic",
    "clinician",
    "import_run",
    "journal",
    "meta",
    "preference",
    "site",
    "staff",
    "journal_image",
    "opening_exception",
    "opening_rule",
    "patient",
    "refused_piece",
    "room",
    "block",
    "inquiry",
    "note",
    "patient_token",
    "appointment",
    "fact",
    "inquiry_note",
    "not_same",
    "letter",
)
