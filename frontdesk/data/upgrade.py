"""Migrations, run from the installed package without an ini file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from frontdesk.data import backup, keys
from frontdesk.domain.errors import DatabaseTrouble


def config(connection: Connection) -> Config:
    """An alembic configuration over an open connection."""
    made = Config()
    made.set_main_option("script_location", "frontdesk.data:migrations")
    made.attributes["connection"] = connection
    return made


def upgrade(engine: Engine, path: Path, *, now: datetime, revision: str = "head") -> None:
    """To the newest schema in one transaction, after a verified backup beside the file's other backups."""
    backup.make(path, keys.read_key(path), backup.folder_of(path), now=now, reason="before-upgrade")
    run(engine, revision)


def run(engine: Engine, revision: str = "head", *, down: bool = False) -> None:
    """Foreign keys are off while tables are rebuilt, and checked before the commit."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                (command.downgrade if down else command.upgrade)(config(connection), revision)
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise DatabaseTrouble("The upgrade would have broken links between rows; nothing was changed.", kind="damaged")
        finally:
            if sqlite:
                raw.execute("PRAGMA foreign_keys = ON")
