"""Tables about persons beside the record itself: how they are found, how they are reached, who belongs to whom, which records were merged.

``name_word``, ``name_gap`` and ``match_key`` are derived from the records by ``finding`` and stand in no journal. They are plain
tables, so that SQLite and PostgreSQL find the same people.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, Table, true

from frontdesk.data.tables import _flag, _link, _table, _text, metadata
from frontdesk.data.types import Folded, Instant

name_word = Table(
    "name_word", metadata, Column("token", Folded, primary_key=True), Column("count", Integer, nullable=False),
    Column("sound", Folded, nullable=False, server_default="", index=True), sqlite_with_rowid=False,
)  # fmt: skip
"""Each word of a name with how many patients bear it. The empty word is everybody's: its count is the number of patients."""

name_gap = Table(
    "name_gap", metadata, Column("gap", Folded, primary_key=True), Column("token", Folded, primary_key=True), sqlite_with_rowid=False
)
"""What is left of a word's beginning without one of its letters: asked only where nothing was found."""

match_key = Table(
    "match_key", metadata, Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("patient_id", Integer, ForeignKey("patient.id", ondelete="CASCADE"), primary_key=True, autoincrement=False), sqlite_with_rowid=False,
)  # fmt: skip

patient_reach = _table(
    "patient_reach", _link("patient_id", "patient", optional=False), _text("kind"), _text("value"), _text("label"), _text("note"),
    Column("calls", Boolean, nullable=False, server_default=true()), Column("voicemail", Boolean, nullable=False, server_default=true()),
    Column("texts", Boolean, nullable=False, server_default=true()),
    Column("position", Integer, nullable=False, server_default="0"), Column("folded", Folded, nullable=False, server_default="", index=True),
)  # fmt: skip
patient_tie = _table(
    "patient_tie", _link("patient_id", "patient", optional=False), _link("other_id", "patient"), _text("kind"), _text("name"), _text("phone"),
    _text("email"), _text("note"), _flag("writes"),
)  # fmt: skip
consent = _table(
    "consent", _link("patient_id", "patient", optional=False), _text("what"), _flag("given"), Column("day", Date, nullable=False),
    Column("at", Instant, nullable=False), _text("who"), _text("note"),
)  # fmt: skip
own_field = _table("own_field", _text("label"), Column("position", Integer, nullable=False), _flag("active", on=True))
own_value = _table(
    "own_value", _link("patient_id", "patient", optional=False), _link("field_id", "own_field", optional=False), _text("text"),
    Index("ix_own_value_pair", "patient_id", "field_id", unique=True),
)  # fmt: skip
intake_form = _table("intake_form", _text("title"), Column("items", JSON, nullable=False), Column("position", Integer, nullable=False), _flag("active", on=True))
intake_note = _table(
    "intake_note", _link("patient_id", "patient", optional=False), _text("title"), Column("items", JSON, nullable=False),
    Column("answers", JSON, nullable=False), _text("state"), Column("started_at", Instant, nullable=False), _text("author"), _link("inquiry_id", "inquiry"),
    Column("saved_at", Instant), Column("signed_at", Instant), _text("signed_by"), _link("amends_id", "intake_note"), _text("reason"),
)  # fmt: skip
attachment = _table(
    "attachment", _link("patient_id", "patient", optional=False), _text("name"), _text("media"), Column("size", Integer, nullable=False), _text("digest"),
    Column("at", Instant, nullable=False), _text("who"), _text("note"),
)  # fmt: skip
attachment_content = _table("attachment_content", _link("attachment_id", "attachment", optional=False), _text("base64"))
recall_rule = _table("recall_rule", _text("name"), Column("months", Integer, nullable=False), Column("weeks", Integer, nullable=False, server_default="0"),
                     _link("type_id", "appointment_type"), _flag("active", on=True))  # fmt: skip
recall = _table(
    "recall", _link("patient_id", "patient", optional=False), Column("due", Date, nullable=False, index=True), _text("reason"),
    Column("asked_at", Instant, nullable=False), _text("asked_by"), _link("rule_id", "recall_rule"), _text("state"), Column("not_before", Date),
)  # fmt: skip
recall_attempt = _table("recall_attempt", _link("recall_id", "recall", optional=False), Column("at", Instant, nullable=False), _text("who"), _text("way"),
                        _text("outcome"), _text("note"))  # fmt: skip
not_same_patient = _table("not_same_patient", _link("patient_id", "patient", optional=False), _link("other_id", "patient", optional=False),
                          Index("ix_not_same_patient_pair", "patient_id", "other_id", unique=True))  # fmt: skip
patient_merge = _table(
    "patient_merge", _link("survivor_id", "patient", optional=False), _link("gone_id", "patient", optional=False), Column("at", Instant, nullable=False),
    _text("who"), Column("taken", JSON, nullable=False), Column("moved", JSON, nullable=False), Column("parted_at", Instant),
)  # fmt: skip
"""``taken``: field -> [before, after] on the survivor, as in a row image. ``moved``: [table, column, id] of each row that changed hands."""
