"""Real servers for the tests: a private PostgreSQL on a socket of its own, gone when the session ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.pool import QueuePool

from frontdesk.data.schema import create_schema
from frontdesk.data.store import Store
from frontdesk.data.tables import metadata


def programs() -> Path:
    """The folder of PostgreSQL's programs; skips with a clear word where there are none."""
    if sys.platform == "win32":
        pytest.skip("PostgreSQL is tried on POSIX systems only")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0)
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.skip("PostgreSQL is not installed (sudo apt-get install postgresql)")
    return found[-1].parent if found else Path(str(on_path)).parent


@contextmanager
def postgresql() -> Iterator[Path]:
    """The folder of the socket of a cluster that runs while the block does. PostgreSQL refuses root, so root hands it to its own user."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install psycopg[binary])")
    binaries = programs()
    place = Path(tempfile.mkdtemp(prefix="fd-pg-"))
    other: dict[str, object] = {}
    if os.geteuid() == 0:
        try:
            shutil.chown(place, "postgres", "postgres")
        except LookupError:
            pytest.skip("there is no user “postgres” to run the server as")
        other = {"user": "postgres", "group": "postgres", "extra_groups": []}
    data = str(place / "data")

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(words, capture_output=True, check=False, cwd=place, timeout=120, **other)  # type: ignore[call-overload]

    made = run(str(binaries / "initdb"), "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{place}' -c max_connections=60 -c fsync=off -c autovacuum=off"
    started = run(str(binaries / "pg_ctl"), "-D", data, "-w", "-l", str(place / "log"), "-o", options, "start") if made.returncode == 0 else made
    if started.returncode != 0:
        shutil.rmtree(place, ignore_errors=True)
        pytest.skip(f"PostgreSQL would not start here: {(started.stderr or started.stdout).decode(errors='replace')[-300:]}")
    try:
        yield place
    finally:
        run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(place, ignore_errors=True)


def engine_on(socket: Path, database: str, **more: object) -> Engine:
    url = URL.create("postgresql+psycopg", username="desk", database=database, query={"host": str(socket)})
    return create_engine(url, poolclass=QueuePool, pool_size=4, max_overflow=4, **more)


def new_database(socket: Path, name: str) -> str:
    engine = engine_on(socket, "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return name


class ServerStore(Store):
    """The same store over a server's database: what it reads, writes, journals and takes back is the program's own code."""

    def __init__(self, socket: Path, database: str) -> None:
        super().__init__(Path(database), b"")
        self._writer.dispose()
        self._reader.dispose()
        self._writer = engine_on(socket, database)
        self._reader = engine_on(socket, database, isolation_level="REPEATABLE READ")

    @classmethod
    def made(cls, socket: Path, database: str) -> ServerStore:
        store = cls(socket, database)
        with store._writer.begin() as connection:
            create_schema(connection)
        return store

    def remember(self) -> None:
        """Keep every row as it stands now, for ``as_remembered``."""
        with self._writer.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA kept")
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f'CREATE TABLE kept."{table.name}" AS SELECT * FROM public."{table.name}"')

    def as_remembered(self) -> None:
        """Put back the rows that were kept: twenty times as fast as another database for each test."""
        with self._writer.begin() as connection:
            names = [table.name for table in metadata.sorted_tables]
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(f"TRUNCATE {', '.join(f'public.{chr(34)}{name}{chr(34)}' for name in names)} RESTART IDENTITY")
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f'INSERT INTO public."{table.name}" SELECT * FROM kept."{table.name}"')
                key = "seq" if table.name == "journal" else "id" if "id" in table.c else ""
                if key:
                    counter = f"pg_get_serial_sequence('{table.name}', '{key}')"
                    connection.exec_driver_sql(f'SELECT setval({counter}, max({key})) FROM "{table.name}" HAVING max({key}) IS NOT NULL')

    def _still_there(self) -> None:
        """A server's table space is not ours to look after."""
