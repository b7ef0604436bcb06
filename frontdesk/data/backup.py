"""Verified backups, kept thinned; and bringing one back without trusting it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as sqlcipher

from frontdesk.data import clinic, journal, keys
from frontdesk.data.connection import connect
from frontdesk.data.dialect import create_triggers
from frontdesk.data.schema import APPLICATION_ID, SCHEMA
from frontdesk.data.session import Session
from frontdesk.data.tables import metadata
from frontdesk.data.trouble import told
from frontdesk.domain.errors import DatabaseTrouble
from frontdesk.platform import sync_folder

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many backups are kept: one a day, then one a week, then one a month."""

_STAMP = "%Y-%m-%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """``faults`` empty = whole. ``heads``: last hash of each desk's chain."""

    faults: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that has been opened again and found whole."""

    path: Path
    counts: dict[str, int]
    heads: dict[str, str]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """``kept`` is where the former file went, where there was one."""

    path: Path
    kept: Path | None
    counts: dict[str, int]


def folder_of(database: Path) -> Path:
    return database.parent / "backups"


def check(database: Path, key: bytes) -> CheckReport:
    """Every page's HMAC, SQLite's own check, links between rows, the journal's chains, overlaps; from a connection of its own."""
    engine = create_engine("sqlite://", creator=lambda: connect(database, key), module=sqlcipher, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
            faults += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
            faults += [f"A row of {row[0]} points to nothing." for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
            if faults:
                return CheckReport(tuple(faults))
            faults += journal.verify(connection)
            faults += _overlaps(connection)
            return CheckReport(tuple(faults), clinic.counts(Session(connection)), journal.heads(connection))
    except (sqlcipher.Error, Exception) as trouble:
        words = told(trouble, database)
        if isinstance(words, DatabaseTrouble):
            return CheckReport((words.sentence,))
        raise
    finally:
        engine.dispose()


def _overlaps(connection: Any) -> list[str]:
    busy = "a.status IN ('held','booked','waiting','in_room','done') AND b.status IN ('held','booked','waiting','in_room','done')"
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM appointment a JOIN appointment b ON a.clinician_id = b.clinician_id AND a.id < b.id "
        f"AND a.utc_start < b.utc_end AND b.utc_start < a.utc_end WHERE {busy} AND a.overlap_reason = '' AND b.overlap_reason = ''"
    ).scalar_one()
    return [f"{found} pairs of visits overlap without a reason."] if found else []


def make(database: Path, key: bytes, folder: Path, *, now: datetime, reason: str = "") -> BackupReport:
    """Copy in one step, open the copy, check it whole, then give it its name. A failed one leaves nothing behind."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = now.strftime(_STAMP) + (f"-{reason}" if reason else "")
    target = folder / f"{database.stem}-{stamp}.backup"
    part = target.with_suffix(".part")
    _drop(part)
    source = connect(database, key)
    copy = connect(part, key)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlcipher.Error as trouble:
        copy.close()
        _drop(part)
        raise told(trouble, folder / "backup") from trouble
    finally:
        source.close()
        copy.close()
    report = check(part, key)
    if not report.whole:
        _drop(part)
        raise DatabaseTrouble("The backup was not whole, so it was not kept. Run “frontdesk check”.", kind="damaged",
                              more="\n".join(report.faults))  # fmt: skip
    os.chmod(part, 0o600)
    _settle(part, target, key, report, now)
    return BackupReport(target, report.counts, report.heads)


def _drop(part: Path) -> None:
    for name in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
        name.unlink(missing_ok=True)


def _settle(part: Path, target: Path, key: bytes, report: CheckReport, now: datetime) -> None:
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())
    keys.key_path(target).unlink(missing_ok=True)
    keys.write_key(target, key)
    manifest = {"made": now.isoformat(), "schema": SCHEMA, "counts": report.counts, "heads": report.heads}
    target.with_name(target.name + ".json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    os.replace(part, target)
    sync_folder(target.parent)


def backups(folder: Path) -> tuple[Path, ...]:
    """Newest first."""
    return tuple(sorted(folder.glob("*.backup"), key=_made, reverse=True)) if folder.is_dir() else ()


def _made(path: Path) -> datetime:
    for part in range(len(path.stem) - 16, -1, -1):
        try:
            return datetime.strptime(path.stem[part : part + 17], _STAMP)
        except ValueError:
            continue
    return datetime.min


def last_made(folder: Path) -> datetime | None:
    """When the newest backup was made (UTC, without zone)."""
    found = backups(folder)
    return _made(found[0]) if found else None


def to_keep(made: Iterable[datetime]) -> set[datetime]:
    """Of the moments backups were made at: the newest of each of 12 days, then of 10 weeks, then of 9 months."""
    moments = sorted(set(made), reverse=True)
    kept: set[datetime] = set()
    for many, bucket in ((DAILY, lambda m: m.date()), (WEEKLY, lambda m: m.isocalendar()[:2]), (MONTHLY, lambda m: (m.year, m.month))):
        newest: dict[object, datetime] = {}
        for moment in moments:
            newest.setdefault(bucket(moment), moment)
        kept |= set(list(newest.values())[:many])
    return kept


def thin(folder: Path) -> None:
    """Remove what ``to_keep`` does not name; backups made before an upgrade stay."""
    found = [path for path in backups(folder) if "before-upgrade" not in path.name]
    keep = to_keep(_made(path) for path in found)
    for path in found:
        if _made(path) not in keep:
            for name in (path, keys.key_path(path), path.with_name(path.name + ".json")):
                name.unlink(missing_ok=True)


def restore(backup: Path, target: Path, *, now: datetime) -> RestoreReport:
    """Bring a backup back as ``target``: checked first, put beside, then renamed; the former file is kept under another name."""
    if not backup.is_file():
        raise DatabaseTrouble(f"There is no backup at {backup}. Choose one of the files ending in .backup.", kind="missing")
    key = keys.read_key(backup)
    part = target.with_name(target.name + ".restoring")
    _drop(part)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(backup, part)
    os.chmod(part, 0o600)
    report = check(part, key)
    faults = report.faults or fingerprint_faults(part, key)
    if faults:
        _drop(part)
        raise DatabaseTrouble(f"The backup {backup.name} is not whole, so it was not brought back. Try an older one.", kind="damaged", more="\n".join(faults))
    kept = _put_aside(target, now)
    keys.write_key(target, key)
    _drop(part.with_name(part.name + "x"))
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())
    os.replace(part, target)
    for end in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + end).unlink(missing_ok=True)
        part.with_name(part.name + end).unlink(missing_ok=True)
    sync_folder(target.parent)
    return RestoreReport(target, kept, report.counts)


def _put_aside(target: Path, now: datetime) -> Path | None:
    """Move the former file, its key and its log out of the way; an old log would otherwise be replayed into the restored file."""
    kept = None
    for name in (target, keys.key_path(target), *(target.with_name(target.name + end) for end in ("-wal", "-shm", "-journal"))):
        if name.exists():
            aside = name.with_name(f"{target.stem}.before-restore-{now.strftime(_STAMP)}{name.name.removeprefix(target.stem)}")
            os.replace(name, aside)
            kept = kept or aside
    return kept


def fingerprint_faults(database: Path, key: bytes) -> tuple[str, ...]:
    """Tables, triggers or views that no program of ours made: a foreign trigger could change rows by itself."""
    found = connect(database, key)
    wanted = sqlcipher.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: wanted, module=sqlcipher, poolclass=NullPool)
    with engine.connect() as connection:
        metadata.create_all(connection)
        create_triggers(connection)
        ask = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND type IN ('table','trigger','view')"
        known = {tuple(row) for row in connection.exec_driver_sql(ask)} | {("table", "alembic_version")}
    try:
        if found.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return ("It is not a clinic's file.",)
        strange = {tuple(row) for row in found.execute(ask)} - known
    finally:
        found.close()
    return tuple(f"It holds a {kind} called {name} that Front Desk did not make." for kind, name in sorted(strange))


def as_json(report: BackupReport | RestoreReport | CheckReport) -> dict[str, Any]:
    """For scripts."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(report).items()}
