"""An older file is brought up to date from the installed package, after a verified backup; a newer one is refused."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from sqlalchemy import exc, text

from frontdesk.data import backup, keys, upgrade
from frontdesk.data.connection import connect, engine_of
from frontdesk.data.schema import SCHEMA
from frontdesk.data.store import Store
from frontdesk.domain.errors import DatabaseTrouble
from tests.data.conftest import NOW, contents

TRIGGERS = ("appointment_overlap_insert", "appointment_overlap_update", "journal_append_only_update", "journal_append_only_delete")
LATER = ("index", "ix_inquiry_email")
"""Came with the second revision."""


def by_hand(path: Path, *statements: str) -> None:
    connection = connect(path, keys.read_key(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def older(path: Path) -> Path:
    """A file as the program's first version left it, with its rows."""
    engine = engine_of(path, keys.read_key(path), query_only=False)
    upgrade.run(engine, "0001", down=True)
    engine.dispose()
    return path


def schema_of(path: Path, key: bytes) -> dict[tuple[str, str], str]:
    """What a file is made of, by (kind, name). A column that came later stands at the end of its table: the order says nothing."""
    connection = connect(path, key)
    listed = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    found = {(kind, name): " ".join(sql.split()) for kind, name, sql in listed if kind != "table"}
    for table in (name for kind, name, _ in listed if kind == "table"):
        found["table", table] = str(sorted(row[1:] for row in connection.execute(f"PRAGMA table_info({table})")))
        found["links", table] = str(sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})")))
        found["checks", table] = str(sorted(re.findall(r"CONSTRAINT (ck_\w+|uq_\w+)", next(sql for kind, name, sql in listed if (kind, name) == ("table", table)))))
    marks = connection.execute("PRAGMA application_id").fetchone() + connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return found | {("marks", ""): str(marks)}


def test_migrations_from_nothing_make_the_schema_that_a_new_file_has(tmp_path: Path):
    key = os.urandom(32)
    made = Store.create(tmp_path / "made.frontdesk")
    engine = engine_of(tmp_path / "grown.frontdesk", key, query_only=False)
    upgrade.run(engine)
    engine.dispose()
    made.close()
    new, grown = schema_of(made.path, made.key), schema_of(tmp_path / "grown.frontdesk", key)
    assert len(new) > 60
    assert {t: new[t] for t in new if t[1] != "alembic_version"} == {t: grown[t] for t in grown if t[1] != "alembic_version"}


def test_migrations_can_be_taken_back(tmp_path: Path):
    key = os.urandom(32)
    engine = engine_of(tmp_path / "grown.frontdesk", key, query_only=False)
    upgrade.run(engine)
    upgrade.run(engine, "base", down=True)
    engine.dispose()
    left = {name for kind, name in schema_of(tmp_path / "grown.frontdesk", key) if kind in ("table", "trigger")}
    assert left <= {"alembic_version", "sqlite_sequence"}


def test_an_older_file_is_backed_up_then_brought_up_to_date(older: Path):
    store = Store.open(older, now=NOW)
    try:
        assert schema_of(older, store.key).keys() >= {("trigger", name) for name in TRIGGERS} | {LATER}
        assert len(contents(store)["patient"]) == 3
        (kept,) = backup.backups(older, backup.folder_of(older))
        assert "before-upgrade" in kept.name
        assert backup.check(kept, keys.read_key(kept)).whole
        assert LATER not in schema_of(kept, keys.read_key(kept))
    finally:
        store.close()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(older: Path):
    by_hand(older, "CREATE INDEX ix_inquiry_phone ON inquiry (phone)")
    before = schema_of(older, keys.read_key(older))
    with pytest.raises(exc.OperationalError, match="already exists"):
        Store.open(older, now=NOW)
    assert schema_of(older, keys.read_key(older)) == before


def test_an_upgrade_that_would_break_links_is_refused(older: Path):
    by_hand(older, "PRAGMA foreign_keys = OFF", "UPDATE room SET site_id = 77")
    with pytest.raises(DatabaseTrouble) as told:
        Store.open(older, now=NOW)
    assert told.value.kind == "damaged"
    assert LATER not in schema_of(older, keys.read_key(older))


def test_a_file_of_a_newer_program_is_refused_with_a_sentence_and_left_alone(path: Path):
    by_hand(path, f"PRAGMA user_version = {SCHEMA + 1}")
    before = path.read_bytes()
    with pytest.raises(DatabaseTrouble, match="Install the newer program") as told:
        Store.open(path, now=NOW)
    assert told.value.kind == "newer"
    assert path.read_bytes() == before


def test_another_programs_file_is_refused(tmp_path: Path):
    path = tmp_path / "other.frontdesk"
    other = connect(path, keys.make_key(path))
    other.execute("CREATE TABLE bookmark (id INTEGER)")
    other.close()
    with pytest.raises(DatabaseTrouble) as told:
        Store.open(path, now=NOW)
    assert told.value.kind == "foreign"


def test_foreign_keys_are_on_again_after_an_upgrade(older: Path):
    store = Store.open(older, now=NOW)
    with store.write("Look", now=NOW, who="", desk="desk") as write:
        assert write.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    store.close()


def test_the_tables_of_a_file_are_those_of_the_program(store: Store, path: Path):
    store.close()
    assert backup.fingerprint_faults(path, store.key) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("CREATE TRIGGER helper AFTER UPDATE ON patient BEGIN UPDATE staff SET role = 'admin'; END", "called helper"),
        ("CREATE VIEW everybody AS SELECT * FROM patient", "called everybody"),
        ("DROP TRIGGER appointment_overlap_insert", "appointment_overlap_insert is missing"),
        (
            "DROP TRIGGER journal_append_only_update; CREATE TRIGGER journal_append_only_update BEFORE UPDATE ON journal BEGIN SELECT 1; END",
            "journal_append_only_update has been changed",
        ),
    ],
)
def test_what_somebody_else_built_into_a_file_is_named(path: Path, change: str, told: str):
    connection = connect(path, keys.read_key(path))
    connection.executescript(change)
    connection.close()
    faults = backup.fingerprint_faults(path, keys.read_key(path))
    assert len(faults) == 1
    assert told in faults[0]
    sealed = path.with_name("clinic-2026-11-24T000000.backup")
    path.rename(sealed)
    keys.key_path(path).rename(keys.key_path(sealed))
    with pytest.raises(DatabaseTrouble, match="not whole"):
        backup.restore(sealed, path, now=NOW)


