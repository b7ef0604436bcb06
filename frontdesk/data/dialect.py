"""What differs between SQLite and PostgreSQL: triggers, locks and the journal's numbers. Everything else is the same code on both."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from frontdesk.domain.appointment import BUSY, Lives

_BUSY = ", ".join(f"'{status.value}'" for status in sorted(BUSY))
_LONGEST = 86_400
"""Seconds a visit, or its room, may last: bounds the range scan at both ends."""

TAKEN = "frontdesk-taken"
"""Marks the trigger's message: ``frontdesk-taken <clinician|room|patient>``."""

SIGNED = "frontdesk-signed"
"""Marks the message of the trigger that guards signed intake notes."""

_SAID = ("title", "items", "answers", "started_at", "author", "saved_at", "signed_at", "signed_by", "reason")
"""What a signed note says. It may go over to another record in a merge, and be marked as amended; erasure empties it before it goes."""

_WHOSE = {
    "clinician": ("clinician_id", "utc_start", "utc_end"),
    "room": ("room_id", "utc_room_start", "utc_room_end"),
    "patient": ("patient_id", "utc_start", "utc_end"),
}


_ON_BOOK = f"{{}}.lives = '{Lives.BOOK.value}'"
"""What lies in the tray occupies nobody."""


def _clash(column: str, start: str, end: str, *, old: bool, tray: bool) -> str:
    """A visit in the way. One that lies there for a reason stops a newcomer too, but not a visit that was on that time already."""
    known = f"coalesce(o.{column} = OLD.{column} AND o.{start} < OLD.{end} AND o.{end} > OLD.{start}, FALSE)"
    return (
        f"SELECT o.id FROM appointment o WHERE o.{column} = NEW.{column} AND o.id <> coalesce(NEW.id, -1) "
        f"AND o.{start} < NEW.{end} AND o.{start} > NEW.{start} - {_LONGEST} AND o.{end} > NEW.{start} "
        f"AND o.status IN ({_BUSY})" + (f" AND {_ON_BOOK.format('o')}" if tray else "") + (f" AND (o.overlap_reason = '' OR NOT {known})" if old else "") + " LIMIT 1"
    )


def _watched(*, tray: bool) -> str:
    return f"NEW.status IN ({_BUSY}) AND NEW.overlap_reason = ''" + (f" AND {_ON_BOOK.format('NEW')}" if tray else "")


def _sqlite_triggers(*, tray: bool) -> list[str]:
    made = []
    for moment, name in (("INSERT", "insert"), ("UPDATE", "update")):
        clashes = {what: (where[0], _clash(*where, old=moment == "UPDATE", tray=tray)) for what, where in _WHOSE.items()}
        checks = " ".join(
            f"SELECT CASE WHEN NEW.{column} IS NOT NULL AND EXISTS ({clash}) THEN RAISE(ABORT, '{TAKEN} {what}') END;" for what, (column, clash) in clashes.items()
        )
        made.append(f"CREATE TRIGGER appointment_overlap_{name} BEFORE {moment} ON appointment WHEN {_watched(tray=tray)} BEGIN {checks} END")
    for moment in ("UPDATE", "DELETE"):
        made.append(f"CREATE TRIGGER journal_append_only_{moment.lower()} BEFORE {moment} ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END")
    return made


def _postgresql_triggers(*, tray: bool) -> list[str]:
    clashes = {what: (where[0], _clash(*where, old=True, tray=tray)) for what, where in _WHOSE.items()}
    checks = "\n".join(
        f"IF NEW.{column} IS NOT NULL AND EXISTS ({clash}) THEN RAISE EXCEPTION '{TAKEN} {what}' USING ERRCODE = '23P01'; END IF;"
        for what, (column, clash) in clashes.items()
    )
    locks = "\n".join(
        f"IF NEW.{column} IS NOT NULL THEN PERFORM pg_advisory_xact_lock({number}, NEW.{column}); END IF;"
        for number, (column, _, _) in enumerate(_WHOSE.values(), start=7001)
    )
    return [
        "CREATE FUNCTION appointment_overlap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
        f"IF {_watched(tray=tray)} THEN\n{locks}\n{checks}\nEND IF;\nRETURN NEW; END $$",
        "CREATE TRIGGER appointment_overlap BEFORE INSERT OR UPDATE ON appointment FOR EACH ROW EXECUTE FUNCTION appointment_overlap()",
        "CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the journal is only ever added to'; END $$",
        "CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_append_only()",
    ]


def overlap_counts(*, tray: bool = True) -> dict[str, str]:
    """Whose -> a query that counts the pairs of busy visits that overlap though neither has a reason. Files before schema 3 have no tray."""
    on_book = f" AND {_ON_BOOK}" if tray else ""
    busy = " AND ".join(f"{one}.status IN ({_BUSY}){on_book.format(one)} AND {one}.overlap_reason = ''" for one in "ab")
    return {
        whose: f"SELECT count(*) FROM appointment a JOIN appointment b ON b.{column} = a.{column} AND b.id <> a.id "
        f"AND b.{start} >= a.{start} AND b.{start} < a.{end} AND (b.{start} > a.{start} OR b.id > a.id) WHERE {busy}"
        for whose, (column, start, end) in _WHOSE.items()
    }


def first_number(connection: Connection) -> int:
    """The journal number that an intention begins with: the next one of the sequence. On SQLite the writer holds the only lock."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) + 1 FROM journal").scalar_one())
    return int(connection.exec_driver_sql("SELECT nextval(pg_get_serial_sequence('journal', 'seq'))").scalar_one())


def hold_chain(connection: Connection, desk: str) -> None:
    """Two windows of one desk extend its chain one after the other; different desks do not wait for each other."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(7000, func.hashtext(desk))))


def hold_table(connection: Connection, table: str) -> None:
    """Nobody else adds rows until the commit, so that rows added together have ids in one range."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')


def hold_words(connection: Connection) -> None:
    """Counts of the names are raised by one transaction after the other, so that two never each wait for the other's word."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(7004)))


def create_triggers(connection: Connection, *, tray: bool = True) -> None:
    """Make the overlap and append-only triggers; the tables are there, the triggers are not. Before schema 3 there was no tray."""
    made = (_sqlite_triggers if connection.dialect.name == "sqlite" else _postgresql_triggers)(tray=tray)
    for statement in made:
        connection.exec_driver_sql(statement.replace("%", "%%") if connection.dialect.name != "sqlite" else statement)


def drop_triggers(connection: Connection) -> None:
    """Take the triggers away; for a migration that rebuilds their tables."""
    if connection.dialect.name == "sqlite":
        for name in ("appointment_overlap_insert", "appointment_overlap_update", "journal_append_only_update", "journal_append_only_delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    for name, table in (("appointment_overlap", "appointment"), ("journal_append_only", "journal")):
        connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")
        connection.exec_driver_sql(f"DROP FUNCTION {name}")


def guard_notes(connection: Connection) -> None:
    """Make the triggers by which a signed intake note stays as it is, whoever writes."""
    sqlite = connection.dialect.name == "sqlite"
    text, other = ("", "IS NOT") if sqlite else ("::text", "IS DISTINCT FROM")
    changed = " OR ".join(f"NEW.{name}{text} {other} OLD.{name}{text}" for name in _SAID)
    untied = f"NEW.amends_id {other} OLD.amends_id AND NEW.amends_id IS NOT NULL"
    emptied = f"NEW.state = 'erased' AND NEW.answers{text} = '{{}}' AND NEW.items{text} = '[]'"
    held = "OLD.state IN ('signed', 'amended')"
    onward = "(NEW.state = OLD.state OR (OLD.state = 'signed' AND NEW.state = 'amended'))"
    broken = f"{held} AND NOT ({emptied}) AND (NOT {onward} OR {changed} OR {untied})"
    words = f"{SIGNED} a signed note is amended, never changed"
    if sqlite:
        for moment, when in (("UPDATE", broken), ("DELETE", held)):
            connection.exec_driver_sql(
                f"CREATE TRIGGER intake_note_signed_{moment.lower()} BEFORE {moment} ON intake_note WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        return
    connection.exec_driver_sql(
        "CREATE FUNCTION intake_note_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
        f"IF TG_OP = 'DELETE' THEN IF {held} THEN RAISE EXCEPTION '{words}' USING ERRCODE = '23514'; END IF; RETURN OLD; END IF;\n"
        f"IF {broken} THEN RAISE EXCEPTION '{words}' USING ERRCODE = '23514'; END IF;\nRETURN NEW; END $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER intake_note_signed BEFORE UPDATE OR DELETE ON intake_note FOR EACH ROW EXECUTE FUNCTION intake_note_signed()"
    )


def free_notes(connection: Connection) -> None:
    """Take the guard of signed notes away; for a migration."""
    if connection.dialect.name == "sqlite":
        for name in ("intake_note_signed_update", "intake_note_signed_delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    connection.exec_driver_sql("DROP TRIGGER intake_note_signed ON intake_note")
    connection.exec_driver_sql("DROP FUNCTION intake_note_signed")
