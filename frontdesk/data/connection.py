"""One connection to the clinic's file, and the pools of them: the settings of every one stand here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

WAL_SAFE = (3, 51, 3)
"""First SQLite in which two connections cannot lose a commit when the WAL is reset."""


def connect(path: Path, key: bytes, *, query_only: bool = False) -> Any:
    """One connection with the settings that make a commit durable and a changed byte noticed."""
    connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None)
    run = connection.execute
    run("PRAGMA cipher_log_level = NONE")
    run(f"PRAGMA key = \"x'{key.hex()}'\"")
    mode = "WAL" if sqlcipher.sqlite_version_info >= WAL_SAFE else "TRUNCATE"
    for setting in (
        "busy_timeout = 5000", "foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", "secure_delete = ON",
        "mmap_size = 0", "cache_size = -32768", "temp_store = MEMORY", f"journal_mode = {mode}", "synchronous = FULL", "journal_size_limit = 67108864",
        "recursive_triggers = ON",
    ):  # fmt: skip
        run(f"PRAGMA {setting}").fetchall()
    if query_only:
        run("PRAGMA query_only = ON")
    return connection


def engine_of(path: Path, key: bytes, *, query_only: bool) -> Engine:
    """Pooled connections; those that write begin by taking the write lock, so that two can never each wait for the other."""
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, key, query_only=query_only), module=sqlcipher, poolclass=QueuePool, pool_size=4,
        max_overflow=4,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if query_only else "BEGIN IMMEDIATE")

    return engine
