"""Troubles that pass: another program holds the file, the clock is set back, a backup was killed half way, a folder that others copy."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk import platform
from frontdesk.data import backup, journal, keys, rows
from frontdesk.data.store import Store
from frontdesk.domain.errors import DatabaseTrouble
from frontdesk.domain.patient import Note, Patient
from tests.cli.conftest import Line
from tests.data.conftest import DESK, NOW, People, contents
from tests.faults.conftest import ROOT, examined

HOLDER = (
    "import sys, time; from pathlib import Path; from frontdesk.data import keys; from frontdesk.data.connection import connect\n"
    "held = connect(Path(sys.argv[1]), keys.read_key(Path(sys.argv[1]))); held.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(120)"
)


@contextlib.contextmanager
def held_by_another(path: Path):
    """A program that stands still in the middle of a write."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        if sys.platform != "win32":
            other.send_signal(signal.SIGSTOP)
        yield
        other.kill()


def note(store: Store, people: People, words: str, **more) -> None:
    with store.write("Add an intake note", **{**DESK, **more}) as write:
        rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", words))


def test_while_another_program_holds_the_file_reading_goes_on_a_write_is_told_so_and_succeeds_afterwards(path: Path, store: Store, people: People):
    with held_by_another(path):
        begun = time.monotonic()
        assert contents(store)["patient"]
        assert time.monotonic() - begun < 2
        with pytest.raises(DatabaseTrouble) as told:
            note(store, people, "waits")
        assert told.value.kind == "in-use"
        assert time.monotonic() - begun < 20
    note(store, people, "goes through")
    assert [row for row in contents(store)["note"] if "goes through" in row]


def test_a_clock_that_was_set_back_changes_no_order_and_the_last_thing_done_is_the_first_taken_back(store: Store, people: People):
    note(store, people, "first")
    past = NOW - timedelta(days=400)
    note(store, people, "second, by a clock set back", now=past)
    with store.write("Change a patient", **{**DESK, "now": past + timedelta(minutes=1)}) as write:
        rows.change(write, replace(rows.get(write, Patient, people.patients[0]), family_name="Changed"))
    labels = [entry.label for entry in store.history(desk=DESK["desk"])]
    assert labels[:2] == ["Change a patient", "Add an intake note"]
    for label in ("Change a patient", "Add an intake note"):
        assert store.undo(now=past, who=DESK["who"], desk=DESK["desk"]).label == label
    assert ["first" in str(row) for row in contents(store)["note"]] == [True]
    with store.read() as session:
        assert journal.verify(session.connection) == ()


def test_backups_made_under_a_wrong_clock_are_still_found_whole(path: Path, store: Store, people: People):
    folder = backup.folder_of(path)
    backup.make(path, store.key, folder, now=NOW)
    note(store, people, "later, by a clock set back")
    early = backup.make(path, store.key, folder, now=NOW - timedelta(days=400))
    assert backup.examine(early.path).whole
    backup.thin(path, folder)
    assert len(backup.backups(path, folder)) == 2


@pytest.mark.parametrize("kills", [3, pytest.param(30, marks=[pytest.mark.slow, pytest.mark.timeout(900)])])
def test_a_backup_killed_half_way_is_never_taken_for_a_whole_one_and_what_it_left_goes_the_next_day(program, path: Path, store: Store, kills: int):
    store.close()
    folder, chance = backup.folder_of(path), random.Random(kills)
    whole = backup.make(path, keys.read_key(path), folder, now=NOW)
    script = (
        "import sys; from datetime import timedelta; from pathlib import Path; from frontdesk.data import backup, keys; from tests.data.conftest import NOW\n"
        "path = Path(sys.argv[1]); print('ready', flush=True)\n"
        "for n in range(1, 10_000): backup.make(path, keys.read_key(path), backup.folder_of(path), now=NOW + timedelta(seconds=n)); print(n, flush=True)"
    )
    for _ in range(kills):
        with program("-c", script, path) as child:
            assert child.stdout.readline() == "ready\n"
            child.stdout.readline()
            time.sleep(chance.uniform(0, 0.3))
            child.kill()
            child.stdout.read()
    assert all(backup.examine(one).whole for one in backup.backups(path, folder))
    half = whole.path.with_name(f"{path.stem}-2026-11-23T010101.part")
    half.write_bytes(path.read_bytes()[:5000])
    other = folder / "another-2026-11-23T010101.part"
    other.write_bytes(b"not ours")
    backup.make(path, keys.read_key(path), folder, now=NOW + timedelta(days=1))
    assert [part.name for part in folder.glob("*.part")] == [other.name]


def test_a_backup_cut_short_by_a_copying_program_is_passed_over_for_the_one_before(line: Line, path: Path, store: Store):
    store.close()
    folder = backup.folder_of(path)
    good = backup.make(path, keys.read_key(path), folder, now=NOW).path
    bad = backup.make(path, keys.read_key(path), folder, now=NOW + timedelta(hours=1)).path
    os.truncate(bad, bad.stat().st_size // 2)
    assert backup.newest_whole(path, folder) == good
    refused = line("restore", bad)
    assert refused.code == 1
    assert "is not whole" in refused.err
    assert examined(path).whole


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Harbor Clinic", "Google Drive", "Nextcloud"])
def test_a_folder_that_is_copied_to_other_computers_is_refused_before_anything_is_made_there(tmp_path: Path, name: str):
    place = tmp_path / name / "clinic.frontdesk"
    with pytest.raises(DatabaseTrouble, match="stays on this computer") as told:
        Store.create(place)
    assert told.value.kind == "network"
    assert not place.exists()
    assert not keys.key_path(place).exists()
    assert platform.synced_folder(tmp_path) == ""


def test_every_file_a_desk_makes_is_for_its_owner_only(program, path: Path, store: Store, tmp_path: Path):
    store.close()
    for words in (("backup",), ("check",)):
        child = program("-m", "frontdesk", "--database", path, *words)
        out, err = child.communicate(timeout=120)
        assert child.returncode == 0, out + err
    mine = [place for place in path.parent.rglob("*") if place.is_file() and place.name.startswith(path.stem)]
    assert len(mine) >= 5
    assert [place.name for place in mine if stat.S_IMODE(place.stat().st_mode) & 0o077] == []
