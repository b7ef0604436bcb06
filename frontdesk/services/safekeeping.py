"""Backups that were opened again, checks that can fail, and bringing a clinic back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frontdesk.data import backup as backups
from frontdesk.data.backup import BackupReport, CheckReport, RestoreReport, as_json
from frontdesk.services.desk import Desk

__all__ = ["BackupReport", "CheckReport", "Findings", "RestoreReport", "as_json", "backup", "check", "daily_backup", "examine", "restore"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check of the closed file found, and the newest backup that could be brought back (``made``: UTC, without zone)."""

    faults: tuple[str, ...]
    backup: Path | None = None
    made: datetime | None = None


def backup(desk: Desk, *, folder: Path | None = None) -> BackupReport:
    """A verified copy, beside the clinic's file unless a folder is given; older ones are thinned."""
    store = desk.store
    place = folder or backups.folder_of(store.path)
    made = backups.make(store.path, store.key, place, now=desk.now())
    backups.thin(store.path, place)
    return made


def daily_backup(desk: Desk) -> BackupReport | None:
    """Make today's backup, unless there is one."""
    database = desk.store.path
    last = backups.last_made(database, backups.folder_of(database))
    return None if last and last.date() == desk.now().date() else backup(desk)


def examine(database: Path) -> Findings:
    """Check a file that nobody has open; only where it is not whole are the backups looked through."""
    faults = backups.examine(database).faults
    found = backups.newest_whole(database, backups.folder_of(database)) if faults else None
    return Findings(faults, found, backups.made_at(database, found) if found else None)


def restore(*, backup: Path, target: Path, now: datetime) -> RestoreReport:
    """Bring a backup back; the former file is kept under another name."""
    return backups.restore(backup, target, now=now)


def check(desk: Desk) -> CheckReport:
    """Pages, links between rows, journal chains, overlaps, counts."""
    return backups.check(desk.store.path, desk.store.key)
