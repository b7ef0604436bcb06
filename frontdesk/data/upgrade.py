"""Migrations, run from the installed package without an ini file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from frontdesk.data import backup, keys
from frontdesk.data.schema import APPLICATION_ID, SCHEMA
from frontdesk.domain.errors import DatabaseTrouble

if TYPE_CHECKING:  # alembic costs 65 ms at start, and is needed only where a file is older
    from alembic.config import Config


def bring_up_to_date(engine: Engine, path: Path, *, now: datetime) -> None:
    """Refuse what is not ours or newer than the program; migrate what is older, after a verified backup."""
    with engine.connect() as connection:
        ours = connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID
        found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not ours:
        raise DatabaseTrouble(f"{path.name} is not a clinic's file of Front Desk. Choose another file.", kind="foreign")
    if found > SCHEMA:
        raise DatabaseTrouble(
            f"{path.name} was last used by a newer Front Desk. Install the newer program on this computer; nothing was changed.",
            kind="newer",
        )  # fmt: skip
    if found < SCHEMA:
        upgrade(engine, path, now=now)


def config(connection: Connection) -> Config:
    """An alembic configuration over an open connection."""
    from alembic.config import Config  # as above

    made = Config()
    made.set_main_option("script_location", "frontdesk.data:migrations")
    made.attributes["connection"] = connection
    return made


def upgrade(engine: Engine, path: Path, *, now: datetime, revision: str = "head") -> None:
    """To the newest schema in one transaction, after a verified backup beside the file's other backups."""
    backup.make(path, keys.read_key(path), backup.folder_of(path), now=now, reason="before-upgrade")
    run(engine, revision)


def run(engine: Engine, revision: str = "head", *, down: bool = False) -> None:
    """Foreign keys are off while tables are rebuilt, and checked before the commit; the file is marked with the revision it has reached."""
    from alembic import command  # as above

    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                (command.downgrade if down else command.upgrade)(config(connection), revision)
                if sqlite:
                    reached = connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar_one()
                    connection.exec_driver_sql(f"PRAGMA user_version = {int(reached or 0)}")
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise DatabaseTrouble("The upgrade would have broken links between rows; nothing was changed.", kind="damaged")
        finally:
            if sqlite:
                raw.execute("PRAGMA foreign_keys = ON")
