"""Making the tables, and bringing an older file up to date."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from frontdesk.data import correspondence, people_tables  # noqa: F401 (their tables join the others)
from frontdesk.data.dialect import create_triggers, guard_notes
from frontdesk.data.tables import meta, metadata

APPLICATION_ID = 0x46444B31
"""Marks a SQLite file as a clinic's ("FDK1")."""

SCHEMA = 20
"""Number of the newest migration; ``PRAGMA user_version`` of a file that has it."""


def create_schema(connection: Connection, *, demo: bool = False) -> None:
    """All tables, triggers and marks, in the caller's transaction."""
    metadata.create_all(connection)
    create_triggers(connection)
    guard_notes(connection)
    connection.execute(insert(meta).values(name="demo", value=demo))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    else:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{SCHEMA:04d}')")
