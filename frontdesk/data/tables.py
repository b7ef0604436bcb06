"""The tables. Core only: rows are turned into frozen values in ``rows`` and nothing else sees them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
)

from frontdesk.data.types import Folded, Instant, Names, WallTime, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s",
    }
)  # fmt: skip


def _table(name: str, *columns: Column[object] | Index | CheckConstraint | UniqueConstraint) -> Table:
    """A table with an id that is never used twice and a version that each change raises."""
    return Table(
        name, metadata, Column("id", Integer, primary_key=True, autoincrement=True), *columns,
        Column("version", Integer, nullable=False, server_default="1"), sqlite_autoincrement=True,
    )  # fmt: skip


def _text(name: str, length: int | None = None) -> Column[object]:
    return Column(name, String(length) if length else Text, nullable=False, server_default="")


def _flag(name: str, *, on: bool = False) -> Column[object]:
    return Column(name, Boolean, nullable=False, default=on)


def _link(name: str, target: str, *, optional: bool = True) -> Column[object]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional, index=True)


def _number(name: str, default: int = 0) -> Column[object]:
    return Column(name, Integer, nullable=False, server_default=str(default))


_COURSE = (("count", 0), ("least", 14), ("ideal", 21), ("most", 28), ("checkpoint", 0))
table, text, flag, link = _table, _text, _flag, _link
"""The same, for the tables that stand in modules of their own."""

_ADDRESS = ("street", "street2", "city", "region", "postcode", "country")

clinic = _table("clinic", _text("name"), _text("tagline"), _text("phone"), _text("email"), _text("paper"), _flag("clock24"),
                _text("locale"), _text("signs"))  # fmt: skip
site = _table("site", _text("name"), _text("zone"), *(_text(f"address_{p}") for p in _ADDRESS), _text("phone"), _text("directions"))
clinician = _table(
    "clinician", _text("name"), _text("short"), _text("initials"), _text("colour"), Column("type_ids", Names, nullable=False),
    Column("focus", Names, nullable=False), _flag("active", on=True), Column("position", Integer, nullable=False),
)  # fmt: skip
room = _table("room", _link("site_id", "site", optional=False), _text("name"), _text("short"), _text("kind"), _flag("active", on=True),
              Column("position", Integer, nullable=False))  # fmt: skip
appointment_type = _table(
    "appointment_type", _text("name"), Column("minutes", Integer, nullable=False), _text("look"),
    Column("before", Integer, nullable=False), Column("after", Integer, nullable=False), Column("room_kinds", Names, nullable=False),
    Column("lead", Integer, nullable=False), _text("preparation"), _flag("active", on=True),
    Column("position", Integer, nullable=False), *(_number(f"series_{n}", d) for n, d in _COURSE),
    CheckConstraint("minutes > 0 AND minutes <= 720", name="length"),
)  # fmt: skip
opening_rule = _table(
    "opening_rule", _link("clinician_id", "clinician", optional=False), _link("site_id", "site", optional=False),
    Column("weekday", Integer, nullable=False), Column("start", Time, nullable=False), Column("end", Time, nullable=False),
    Column("since", Date), Column("until", Date),
)  # fmt: skip
opening_exception = _table(
    "opening_exception", Column("day", Date, nullable=False, index=True), _text("reason"), _flag("open"),
    _link("clinician_id", "clinician"), _link("site_id", "site"), Column("start", Time), Column("end", Time),
)  # fmt: skip
block = _table(
    "block", _text("name"), Column("start", Time, nullable=False), Column("end", Time, nullable=False), _text("kind"),
    _link("clinician_id", "clinician"), _link("room_id", "room"), Column("day", Date, index=True), Column("weekday", Integer),
    Column("since", Date), Column("until", Date), _text("rule"),
)  # fmt: skip
staff = _table("staff", _text("name"), _text("role"), _text("initials"), _flag("active", on=True))

patient = _table(
    "patient", _text("given_name"), _text("family_name"), Column("chart", String, nullable=False, unique=True),
    _text("preferred_name"), _text("salutation"), Column("birth_date", Date, index=True), _text("phone"), _text("email"),
    *(_text(f"address_{p}") for p in _ADDRESS), _text("occupation"), Column("alerts", Words, nullable=False), _text("contact_wish"),
    Column("not_before", Time), Column("not_after", Time), _link("preferred_clinician_id", "clinician"),
    Column("created_at", Instant),
    Column("former_names", Words, nullable=False, server_default="[]"), _text("pronouns"), Column("languages", Words, nullable=False, server_default="[]"),
    _text("referral_source"), _text("scheduling_wish"), Column("call_from", Time), Column("call_until", Time),
    Column("never_call", Boolean, nullable=False, default=False, server_default=false()), _link("merged_into", "patient"),
    Column("only_clinician", Boolean, nullable=False, default=False, server_default=false()),
    Column("folded_names", Folded, nullable=False, server_default=""), Column("folded_reversed", Folded, nullable=False, server_default=""),
    Column("phone_digits", Folded, nullable=False, server_default="", index=True),
    Column("email_folded", Folded, nullable=False, server_default="", index=True),
    Index("ix_patient_names", "folded_names", "folded_reversed"), Index("ix_patient_names_reversed", "folded_reversed", "folded_names"),
)  # fmt: skip
patient_token = Table(
    "patient_token", metadata, Column("token", Folded, primary_key=True),
    Column("patient_id", Integer, ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)  # fmt: skip
note = _table("note", _link("patient_id", "patient", optional=False), Column("at", Instant, nullable=False), _text("author"),
              _text("text"), _text("source"))  # fmt: skip

inquiry = _table(
    "inquiry", Column("key", String, nullable=False, unique=True), _text("source"), _text("state"), _text("name"), _text("text"),
    _text("email"), _text("phone"), _text("url"), Column("received_at", Instant), Column("imported_at", Instant),
    _text("article_title"), _text("article_url"), _text("thread"), _text("parent_key"), _link("patient_id", "patient"),
    Column("appointment_id", Integer), _flag("urgent"), _flag("unread", on=True), _text("note"), _text("closed_reason"),
    Column("facts_version", Integer, nullable=False, server_default="0"), _link("case_id", "inquiry"), Column("due_at", Instant),
    _text("reply_to"), _text("owner"), _text("wants"), Column("message_id", String, nullable=False, server_default="", index=True),
    Index("ix_inquiry_queue", "state", "urgent", "received_at"), Index("ix_inquiry_email", "email"), Index("ix_inquiry_phone", "phone"),
)  # fmt: skip
inquiry_note = _table("inquiry_note", _link("inquiry_id", "inquiry", optional=False), Column("at", Instant, nullable=False),
                      _text("author"), _text("text"))  # fmt: skip
fact = _table(
    "fact", _link("inquiry_id", "inquiry", optional=False), _text("kind"), Column("value", JSON), Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False), _text("quote"), _text("status"), Column("side", String), _text("detail"),
    Column("confidence", Float, nullable=False), _text("rule"), _text("decision"), _text("by"),
)  # fmt: skip
import_run = _table("import_run", _text("file_name"), _text("format"), _text("digest"), Column("at", Instant, nullable=False),
                    Column("counts", JSON, nullable=False))  # fmt: skip
refused_piece = _table("refused_piece", _link("import_run_id", "import_run", optional=False), _text("reason"), _text("where"),
                       _text("content"), Column("mark", Text, nullable=False, server_default="", index=True))  # fmt: skip
not_same = _table("not_same", _link("inquiry_id", "inquiry", optional=False), _link("patient_id", "patient", optional=False))
call_draft = _table("call_draft", _text("name"), _text("phone"), _text("text"), Column("started_at", Instant, nullable=False),
                    _text("kind"), Column("outgoing", Boolean, nullable=False, default=False, server_default=false()), _link("patient_id", "patient"))  # fmt: skip
preference = _table("preference", _text("who"), _text("name"), Column("value", JSON), UniqueConstraint("who", "name"))

appointment = _table(
    "appointment", _link("patient_id", "patient"), _link("type_id", "appointment_type", optional=False),
    _link("clinician_id", "clinician", optional=False), _link("room_id", "room"), _link("site_id", "site", optional=False),
    Column("start", WallTime, nullable=False, index=True), Column("end", WallTime, nullable=False),
    Column("room_start", WallTime, nullable=False), Column("room_end", WallTime, nullable=False), _text("zone"), _text("status"),
    _text("detail"), _link("inquiry_id", "inquiry"), Column("expires_at", Instant), _text("overlap_reason"),
    Column("confirmed_for", WallTime), Column("waiting_since", Instant), _text("uid"),
    Column("utc_start", Integer, nullable=False), Column("utc_end", Integer, nullable=False),
    Column("utc_room_start", Integer, nullable=False), Column("utc_room_end", Integer, nullable=False),
    _text("confirmation"), _text("urgency"), Column("lives", Text, nullable=False, server_default="book"), Column("room_since", Instant),
    _text("cancel_code"), _text("cancel_note"), Column("cancelled_at", Instant), _link("replaces_id", "appointment"),
    _link("series_id", "series"), _number("series_no"),
    CheckConstraint("utc_end > utc_start AND utc_end - utc_start <= 86400", name="length"),
    CheckConstraint("utc_room_start <= utc_start AND utc_room_end >= utc_end AND utc_room_end - utc_room_start <= 86400", name="room"),
    Index("ix_appointment_clinician_time", "clinician_id", "utc_start"), Index("ix_appointment_room_time", "room_id", "utc_room_start"),
    Index("ix_appointment_patient_time", "patient_id", "utc_start"), Index("ix_appointment_held", "status", "expires_at"),
)  # fmt: skip
series = _table(
    "series", _link("patient_id", "patient", optional=False), _link("type_id", "appointment_type", optional=False),
    *(_number(name) for name in ("count", "least", "ideal", "most", "checkpoint")), Column("created_at", Instant, nullable=False), _text("note"),
)  # fmt: skip
follow_up = _table(
    "follow_up", _link("patient_id", "patient", optional=False), _link("type_id", "appointment_type", optional=False),
    Column("minutes", Integer, nullable=False), _link("clinician_id", "clinician"), Column("ideal", Date, nullable=False),
    Column("earliest", Date, nullable=False), Column("latest", Date, nullable=False), _text("asked_by"),
    Column("asked_at", Instant, nullable=False), _text("note"), _text("state"), Column("appointment_id", Integer, index=True),
    _link("series_id", "series"), _number("series_no"), CheckConstraint("earliest <= ideal AND ideal <= latest", name="window"),
)  # fmt: skip
wait_entry = _table(
    "wait_entry", _link("patient_id", "patient"), _link("inquiry_id", "inquiry"), _text("name"), _text("phone"),
    _link("type_id", "appointment_type", optional=False), Column("minutes", Integer, nullable=False), _link("clinician_id", "clinician"),
    Column("weekdays", Names, nullable=False), Column("not_before", Time), Column("not_after", Time), Column("earliest", Date),
    Column("until", Date), _number("reach", 120), _text("urgency"), _text("note"), _text("state"), Column("since", Instant, nullable=False),
    Column("offer_id", Integer, index=True), Column("offered_at", Instant), Column("offer_until", Instant), Column("declined", Words, nullable=False),
    Column("current_id", Integer), Index("ix_wait_entry_state", "state"),
)  # fmt: skip
visit_check = _table("visit_check", _link("appointment_id", "appointment", optional=False), _text("item"), _text("by"),
                     Column("at", Instant, nullable=False), UniqueConstraint("appointment_id", "item"))  # fmt: skip
letter = _table(
    "letter", _text("kind"), _text("state"), _link("patient_id", "patient", optional=False), _link("appointment_id", "appointment"),
    _text("subject"), Column("created_at", Instant, nullable=False), Column("sent_at", Instant), Column("printed", JSON),
    _flag("with_sheet", on=True), _text("job"), Index("ix_letter_state", "state"),
    Column("due", Date), _text("language"), Column("encloses", Words, nullable=False, server_default="[]"), _text("words"), Column("recipient", JSON),
    Column("wording", JSON), _number("run"),
)  # fmt: skip
journal = Table(
    "journal", metadata, Column("seq", Integer, primary_key=True, autoincrement=True), Column("intention", Integer, nullable=False, index=True),
    Column("at", Instant, nullable=False), _text("who"), _text("desk"), _text("label"), Column("kind", String, nullable=False),
    _text("table_name"), Column("key", Integer), _text("digest_before"), _text("digest_after"), _text("previous"), _text("hash"),
    Index("ix_journal_desk", "desk", "seq"), Index("ix_journal_row", "table_name", "key"), sqlite_autoincrement=True,
)  # fmt: skip
journal_image = Table(
    "journal_image", metadata, Column("seq", Integer, ForeignKey("journal.seq"), primary_key=True, autoincrement=False),
    _text("salt"), Column("before", JSON), Column("after", JSON),
)  # fmt: skip
origin = _table(
    "origin", Column("key", String, nullable=False, unique=True), _text("noun"), Column("ids", JSON, nullable=False), Column("seen", JSON, nullable=False),
    Column("alike", JSON, nullable=False),
)  # fmt: skip
meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", JSON))
