"""The settings that make a commit durable are in force on the connections that are really used."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import exc, text
from sqlcipher3 import dbapi2 as sqlcipher

from frontdesk.data.connection import WAL_SAFE, connect
from frontdesk.data.store import Store
from frontdesk.domain.errors import DatabaseTrouble
from tests.data.conftest import DESK, NOW

IN_FORCE = {
    "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1, "secure_delete": 1,
    "temp_store": 2, "busy_timeout": 5000, "journal_size_limit": 64 << 20, "recursive_triggers": 1,
}  # fmt: skip


def settings(connection) -> dict[str, object]:
    assert connection.exec_driver_sql("PRAGMA mmap_size").fetchone() in (None, (0,))  # built without it, there is no answer
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in IN_FORCE}


def test_the_running_sqlite_is_one_that_cannot_lose_a_commit_when_the_log_is_reset():
    assert sqlcipher.sqlite_version_info >= WAL_SAFE


def test_readers_and_writers_run_with_the_settings_of_a_durable_commit(store: Store):
    with store.read() as session:
        assert settings(session.connection) == IN_FORCE
    with store.write("Look", **DESK) as write:
        assert settings(write.connection) == IN_FORCE


def test_a_reader_cannot_write(store: Store):
    with pytest.raises(DatabaseTrouble, match="cannot be written"), store.read() as session:
        session.execute(text("DELETE FROM patient"))


def test_a_writer_takes_the_lock_before_it_reads(store: Store, path: Path):
    with store.write("Look", **DESK):
        other = connect(path, store.key)
        other.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(sqlcipher.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_links_between_rows_are_kept_by_the_database(store: Store):
    with pytest.raises(exc.IntegrityError, match="FOREIGN KEY"), store.write("Break a link", **DESK) as write:
        write.execute(text("INSERT INTO note (patient_id, at, author, text, source) VALUES (999, '', '', '', '')"))


def test_the_file_its_key_and_its_log_are_their_owners_alone(tmp_path: Path):
    before = os.umask(0)
    store = Store.create(tmp_path / "new" / "clinic.frontdesk")
    with store.write("Look", **DESK), store.read() as session:
        session.execute(text("SELECT count(*) FROM patient"))
        modes = {part.name.removeprefix("clinic.frontdesk"): stat.S_IMODE(part.stat().st_mode) for part in (tmp_path / "new").iterdir()}
    store.close()
    os.umask(before)
    assert modes == {"": 0o600, ".key": 0o600, "-wal": 0o600, "-shm": 0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_the_file_cannot_be_read_as_a_plain_database_and_holds_no_name(store: Store, path: Path):
    store.close()
    whole = path.read_bytes()
    assert not whole.startswith(b"SQLite format 3")
    assert b"Lindqvist" not in whole
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT count(*) FROM patient")
    plain.close()


def test_a_key_that_does_not_fit_is_told_and_the_file_is_left_alone(path: Path):
    key = path.with_name(path.name + ".key")
    key.write_text("ab" * 32)
    before = path.read_bytes()
    with pytest.raises(DatabaseTrouble) as told:
        Store.open(path, now=NOW)
    assert told.value.kind == "foreign"
    assert "frontdesk restore" in told.value.sentence
    assert path.read_bytes() == before


@pytest.mark.parametrize("what", ["missing", "no hexadecimal", "short"])
def test_without_its_key_a_file_is_never_given_a_new_one(path: Path, what: str):
    key = path.with_name(path.name + ".key")
    if what == "missing":
        key.unlink()
    else:
        key.write_text("zz" if what == "no hexadecimal" else "ab")
    with pytest.raises(DatabaseTrouble) as told:
        Store.open(path, now=NOW)
    assert told.value.kind == "key-missing"
    assert key.name in told.value.sentence
    assert key.exists() == (what != "missing")
