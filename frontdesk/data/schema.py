"""Making the tables, and bringing an older file up to date."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from frontdesk.data.dialect import create_triggers
from frontdesk.data.tables import meta, metadata
from frontdesk.domain.errors import DatabaseTrouble

APPLICATION_ID = 0x46444B31
"""Marks a SQLite file as a clinic's ("FDK1")."""

SCHEMA = 1
"""Number of the newest migration; ``PRAGMA user_version`` of a file that has it."""


def create_schema(connection: Connection, *, demo: bool = False) -> None:
    """All tables, triggers and marks, in the caller's transaction."""
    metadata.create_all(connection)
    create_triggers(connection)
    connection.execute(insert(meta).values(name="demo", value=demo))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    else:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA:04d}')")


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
        from frontdesk.data import upgrade  # alembic costs 65 ms at start, and is needed only here

        upgrade.upgrade(engine, path, now=now)
