"""The axes beside a visit's status, series, follow-ups and the wait list."""

import sqlalchemy as sa
from alembic import op

from frontdesk.data.dialect import create_triggers, drop_triggers
from frontdesk.data.types import Instant, Names, Words

revision = "0003"
down_revision = "0002"

TEXTS = ("confirmation", "urgency", "cancel_code", "cancel_note")
LINKS = (("replaces_id", "appointment"), ("series_id", "series"))
CHECKS = (
    sa.CheckConstraint("utc_end > utc_start AND utc_end - utc_start <= 86400", name="ck_appointment_length"),
    sa.CheckConstraint(
        "utc_room_start <= utc_start AND utc_room_end >= utc_end AND utc_room_end - utc_room_start <= 86400", name="ck_appointment_room"
    ),
)
COURSE = (("series_count", 0), ("series_least", 14), ("series_ideal", 21), ("series_most", 28), ("series_checkpoint", 0))


def upgrade() -> None:
    _series()
    _follow_up()
    _wait_entry()
    for name, default in COURSE:
        op.add_column("appointment_type", _number(name, default))
    drop_triggers(op.get_bind())
    for name in TEXTS:
        op.add_column("appointment", _text(name))
    op.add_column("appointment", sa.Column("lives", sa.Text(), server_default="book", nullable=False))
    for name in ("room_since", "cancelled_at"):
        op.add_column("appointment", sa.Column(name, Instant(length=27), nullable=True))
    for name, target in LINKS:  # said in plain SQL: alembic adds no link to a table of SQLite
        op.execute(f"ALTER TABLE appointment ADD COLUMN {name} INTEGER CONSTRAINT fk_appointment_{name} REFERENCES {target} (id)")
        op.create_index(f"ix_appointment_{name}", "appointment", [name])
    op.add_column("appointment", _number("series_no"))
    op.execute("UPDATE appointment SET confirmation = 'confirmed' WHERE confirmed_for IS NOT NULL")
    create_triggers(op.get_bind())


def downgrade() -> None:
    drop_triggers(op.get_bind())
    for name, _ in LINKS:
        op.drop_index(f"ix_appointment_{name}", "appointment")
    with op.batch_alter_table("appointment", table_args=CHECKS, table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name in ("series_no", *(link for link, _ in LINKS), "cancelled_at", "room_since", "lives", *TEXTS):
            batch.drop_column(name)
    create_triggers(op.get_bind(), tray=False)
    for name, _ in reversed(COURSE):
        op.drop_column("appointment_type", name)
    for name in ("wait_entry", "follow_up", "series"):
        op.drop_table(name)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=str(default), nullable=False)


def _table(name: str, *parts: object, links: tuple[tuple[str, str], ...]) -> None:
    op.create_table(
        name, sa.Column("id", sa.Integer(), autoincrement=True, nullable=False), *parts,  # type: ignore[arg-type]
        sa.Column("version", sa.Integer(), server_default="1", nullable=False), sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{name}_{column}") for column, target in links), sqlite_autoincrement=True,
    )  # fmt: skip
    for column, _ in links:
        op.create_index(f"ix_{name}_{column}", name, [column])


def _link(name: str, *, optional: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=optional)


def _series() -> None:
    _table(
        "series", _link("patient_id", optional=False), _link("type_id", optional=False),
        *(_number(name) for name in ("count", "least", "ideal", "most", "checkpoint")),
        sa.Column("created_at", Instant(length=27), nullable=False), _text("note"),
        links=(("patient_id", "patient"), ("type_id", "appointment_type")),
    )  # fmt: skip


def _follow_up() -> None:
    _table(
        "follow_up", _link("patient_id", optional=False), _link("type_id", optional=False), _link("minutes", optional=False), _link("clinician_id"),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("ideal", "earliest", "latest")), _text("asked_by"),
        sa.Column("asked_at", Instant(length=27), nullable=False), _text("note"), _text("state"), _link("appointment_id"), _link("series_id"),
        _number("series_no"), sa.CheckConstraint("earliest <= ideal AND ideal <= latest", name=op.f("ck_follow_up_window")),
        links=(("patient_id", "patient"), ("type_id", "appointment_type"), ("clinician_id", "clinician"), ("series_id", "series")),
    )  # fmt: skip
    op.create_index("ix_follow_up_appointment_id", "follow_up", ["appointment_id"])


def _wait_entry() -> None:
    _table(
        "wait_entry", _link("patient_id"), _link("inquiry_id"), _text("name"), _text("phone"), _link("type_id", optional=False),
        _link("minutes", optional=False), _link("clinician_id"), sa.Column("weekdays", Names(), nullable=False),
        *(sa.Column(name, sa.Time(), nullable=True) for name in ("not_before", "not_after")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("earliest", "until")), _number("reach", 120),
        *(_text(name) for name in ("urgency", "note", "state")), sa.Column("since", Instant(length=27), nullable=False), _link("offer_id"),
        *(sa.Column(name, Instant(length=27), nullable=True) for name in ("offered_at", "offer_until")),
        sa.Column("declined", Words(), nullable=False), _link("current_id"),
        links=(("patient_id", "patient"), ("inquiry_id", "inquiry"), ("type_id", "appointment_type"), ("clinician_id", "clinician")),
    )  # fmt: skip
    op.create_index("ix_wait_entry_offer_id", "wait_entry", ["offer_id"])
    op.create_index("ix_wait_entry_state", "wait_entry", ["state"])
