"""Verified backups, kept thinned; and bringing one back without trusting it."""

from __future__ import annotations

import contextlib
import glob
import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool, StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

from frontdesk.data import clinic, journal, keys
from frontdesk.data.connection import connect
from frontdesk.data.dialect import overlap_counts
from frontdesk.data.schema import APPLICATION_ID, SCHEMA, create_schema
from frontdesk.data.session import Session
from frontdesk.data.trouble import told
from frontdesk.domain.errors import DatabaseTrouble
from frontdesk.platform import sync_folder, write_private

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


def examine(database: Path) -> CheckReport:
    """``check`` of a file that nobody has open, for one that could not be opened or whose reading went wrong; it is not changed."""
    if not database.exists():
        return CheckReport((f"The clinic's file {database.name} is not there.",))
    if database.stat().st_size == 0:
        return CheckReport((f"The clinic's file {database.name} is empty.",))
    try:
        return check(database, keys.read_key(database))
    except DatabaseTrouble as trouble:
        return CheckReport((trouble.sentence,))


def newest_whole(database: Path, folder: Path) -> Path | None:
    """The newest of the file's backups that can be brought back; each is opened with its own key and checked."""
    return next((path for path in backups(database, folder) if examine(path).whole), None)


def check(database: Path, key: bytes) -> CheckReport:
    """Every page's HMAC, SQLite's own check, links between rows, the journal's chains, overlaps; from a connection of its own."""
    engine = create_engine("sqlite://", creator=lambda: connect(database, key), module=sqlcipher, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
            if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
                return CheckReport((*faults, "It is not a clinic's file."))
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
    """The file may be an older one, about to be brought up to date."""
    tray = any(column["name"] == "lives" for column in inspect(connection).get_columns("appointment"))
    found = {whose: int(connection.exec_driver_sql(pairs).scalar_one()) for whose, pairs in overlap_counts(tray=tray).items()}
    return [f"Visits of one {whose} overlap without a reason ({many} pairs)." for whose, many in found.items() if many]


def make(database: Path, key: bytes, folder: Path, *, now: datetime, reason: str = "") -> BackupReport:
    """Copy in one step, open the copy, check it whole, then give it its name. A failed one leaves nothing behind."""
    stamp = now.strftime(_STAMP) + (f"-{reason}" if reason else "")
    target = folder / f"{database.stem}-{stamp}.backup"
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _drop(part)
        _drop_halves(database, folder, now)
        _copy(database, part, key)
        report = check(part, key)
        if not report.whole:
            raise DatabaseTrouble("The backup was not whole, so it was not kept. Run “frontdesk check”.", kind="damaged",
                                  more="\n".join(report.faults))  # fmt: skip
        _settle(part, target, key, report, now)
    except (sqlcipher.Error, OSError) as trouble:
        raise told(trouble, target) from trouble
    finally:
        _drop(part)
    return BackupReport(target, report.counts, report.heads)


def _copy(database: Path, part: Path, key: bytes) -> None:
    source = connect(database, key)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy = connect(part, key)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            copy.close()
    finally:
        source.close()


def _drop(part: Path) -> None:
    for name in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
        with contextlib.suppress(OSError):  # where that cannot be, what is tried next says why
            name.unlink(missing_ok=True)


def _drop_halves(database: Path, folder: Path, now: datetime) -> None:
    """What a program that was killed while copying has left; today's may be another desk's that is being written."""
    for part in folder.glob("*.part"):
        made = made_at(database, part.with_suffix(".backup"))
        if made and made.date() < now.date():
            _drop(part)


def _settle(part: Path, target: Path, key: bytes, report: CheckReport, now: datetime) -> None:
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())
    manifest = {"made": now.isoformat(), "schema": SCHEMA, "counts": report.counts, "heads": report.heads}
    try:
        keys.key_path(target).unlink(missing_ok=True)
        keys.write_key(target, key)
        write_private(_manifest(target), json.dumps(manifest, indent=1).encode())
        os.replace(part, target)
    except OSError:
        for name in (keys.key_path(target), _manifest(target)):
            name.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _manifest(backup: Path) -> Path:
    return backup.with_name(backup.name + ".json")


def backups(database: Path, folder: Path) -> tuple[Path, ...]:
    """The file's own backups in a folder, newest first; another clinic's may lie beside them."""
    found = {path: made for path in folder.glob("*.backup") if (made := made_at(database, path))} if folder.is_dir() else {}
    return tuple(sorted(found, key=lambda path: (found[path], path.name), reverse=True))


def made_at(database: Path, path: Path) -> datetime | None:
    """When, by its name; None for a file that is no backup of this database."""
    named = re.fullmatch(re.escape(database.stem) + r"-(\d{4}-\d\d-\d\dT\d{6})(-[a-z-]+)?\.backup", path.name)
    try:
        return datetime.strptime(named[1], _STAMP) if named else None
    except ValueError:
        return None


def last_made(database: Path, folder: Path) -> datetime | None:
    """When the newest backup was made (UTC, without zone)."""
    found = backups(database, folder)
    return made_at(database, found[0]) if found else None


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


def thin(database: Path, folder: Path) -> None:
    """Remove this file's backups that ``to_keep`` does not name; those made before an upgrade stay."""
    found = {path: made for path in backups(database, folder) if "before-upgrade" not in path.name and (made := made_at(database, path))}
    keep = to_keep(found.values())
    for path, made in found.items():
        if made not in keep:
            for name in (path, keys.key_path(path), _manifest(path)):
                name.unlink(missing_ok=True)


def restore(backup: Path, target: Path, *, now: datetime) -> RestoreReport:
    """Bring a backup back as ``target``: checked first, put beside, then renamed; the former file is kept under another name."""
    if not backup.is_file():
        raise DatabaseTrouble(f"There is no backup at {backup}. Choose one of the files ending in .backup.", kind="missing")
    key = keys.read_key(backup)
    part = target.with_name(target.name + ".restoring")
    try:
        _drop(part)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(backup, part)
        os.chmod(part, 0o600)
        report = check(part, key)
        faults = report.faults or fingerprint_faults(part, key)
        if faults:
            foreign = faults[0].startswith(part.name)
            why = faults[0].replace(part.name, backup.name) if foreign else f"The backup {backup.name} is not whole."
            reason = f"{why} Nothing was brought back or changed. Try an older one."
            raise DatabaseTrouble(reason, kind="damaged", more="\n".join(faults))
        with part.open("rb+") as handle:
            os.fsync(handle.fileno())
        kept = _put_aside(target, now)
        keys.write_key(target, key)
        os.replace(part, target)
        sync_folder(target.parent)
    except OSError as trouble:
        raise told(trouble, target) from trouble
    finally:
        _drop(part)
    return RestoreReport(target, kept, report.counts)


def _put_aside(target: Path, now: datetime) -> Path | None:
    """Move the former file, its key and its log out of the way; an old log would otherwise be replayed into the restored file."""
    kept, stamp = None, now.strftime(_STAMP)
    while any(target.parent.glob(f"{glob.escape(target.stem)}.before-restore-{stamp}.*")):
        stamp += "x"
    for name in (target, *(target.with_name(target.name + end) for end in (".key", "-wal", "-shm", "-journal"))):
        if name.exists():
            aside = name.with_name(f"{target.stem}.before-restore-{stamp}{name.name.removeprefix(target.stem)}")
            os.replace(name, aside)
            kept = kept or aside
    return kept


def fingerprint_faults(database: Path, key: bytes) -> tuple[str, ...]:
    """Tables, triggers or views that are not as Front Desk makes them: a foreign trigger could change rows by itself."""
    found = connect(database, key)
    try:
        if found.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return ("It is not a clinic's file.",)
        same_schema = found.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
        there = _made_of(found)
    finally:
        found.close()
    known = _known()
    faults = [f"It holds a {kind} called {name} that Front Desk did not make." for kind, name in sorted(there.keys() - known.keys())]
    if same_schema:
        faults += [f"Its {kind} {name} is missing." for kind, name in sorted(known.keys() - there.keys())]
        changed = (thing for thing in sorted(there.keys() & known.keys()) if thing[0] == "trigger" and there[thing] != known[thing])
        faults += [f"Its trigger {name} has been changed." for _, name in changed]
    return tuple(faults)


def _made_of(connection: Any) -> dict[tuple[str, str], str]:
    """(kind, name) -> SQL of tables, triggers and views."""
    ask = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND type IN ('table','trigger','view')"
    return {(kind, name): sql for kind, name, sql in connection.execute(ask)}


def _known() -> dict[tuple[str, str], str]:
    memory = sqlcipher.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: memory, module=sqlcipher, poolclass=StaticPool)
    with engine.connect() as connection:
        create_schema(connection)
        found = _made_of(memory)
    engine.dispose()
    return found


def as_json(report: BackupReport | RestoreReport | CheckReport) -> dict[str, Any]:
    """For scripts."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(report).items()}
