"""What happens to files: bytes, lengths, keys, folders, disks. The desk is told in its own words, and works again after a restore."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.data import backup, keys, rows
from frontdesk.data.connection import connect
from frontdesk.data.schema import SCHEMA
from frontdesk.data.store import Store
from frontdesk.data.tables import metadata
from frontdesk.domain.errors import DatabaseTrouble
from frontdesk.domain.patient import Note
from tests.cli.conftest import Line
from tests.data.conftest import DESK, NOW, People, contents
from tests.faults.conftest import ROOT, examined, reopened

Damage = Callable[[Path], None]


def _bytes(place: Path) -> None:
    whole, chance = bytearray(place.read_bytes()), random.Random(4)
    for _ in range(60):
        whole[chance.randrange(len(whole))] ^= 1 + chance.randrange(255)
    place.write_bytes(whole)


def _first_page(place: Path) -> None:
    place.write_bytes(b"x" * 4096 + place.read_bytes()[4096:])


def _other_program(place: Path) -> None:
    key = keys.read_key(place)
    place.unlink()
    other = connect(place, key)
    other.execute("CREATE TABLE bookmark (id INTEGER)")
    other.close()


WAYS: dict[str, tuple[Damage, str]] = {
    "a few random bytes": (_bytes, "damaged"),
    "the first page overwritten": (_first_page, "foreign"),
    "cut in the middle": (lambda place: os.truncate(place, place.stat().st_size // 2 + 100), "damaged"),
    "cut to nothing": (lambda place: os.truncate(place, 0), "empty"),
    "garbage": (lambda place: place.write_bytes(random.Random(5).randbytes(50_000)) and None, "foreign"),
    "another clinic's key": (lambda place: keys.key_path(place).write_text("ab" * 32) and None, "foreign"),
    "no key": (lambda place: keys.key_path(place).unlink(), "key-missing"),
    "another program's file": (_other_program, "foreign"),
}  # fmt: skip


@pytest.fixture(scope="module")
def aged(filled: tuple[Path, People], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, list]]:
    """A folder with a clinic that has pages to damage, the backup in it, and what was in the clinic when it was made."""
    folder = tmp_path_factory.mktemp("aged")
    shutil.copytree(filled[0], folder, dirs_exist_ok=True)
    place, people = folder / "clinic.frontdesk", filled[1]
    store = reopened(place)
    with store.write("Add an intake note", **DESK) as write:
        for n in range(200):
            rows.add(write, Note(0, people.patients[n % 3], NOW, "Julia Marsh", f"note {n} " + "word " * 60))
    before = contents(store)
    made = backup.make(place, store.key, backup.folder_of(place), now=NOW)
    store.close()
    return folder, made.path.relative_to(folder), before


@pytest.fixture
def kept(path: Path, aged: tuple[Path, Path, dict[str, list]]) -> tuple[Path, dict[str, list]]:
    """A backup, and what was in the clinic when it was made."""
    folder, made, before = aged
    shutil.copytree(folder, path.parent, dirs_exist_ok=True)
    return path.parent / made, before


def read_all(store: Store) -> None:
    with store.read() as session:
        for table in metadata.sorted_tables:
            session.execute(table.select()).all()


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_file_is_told_in_words_left_alone_and_the_backup_works_again(path: Path, kept: tuple[Path, dict[str, list]], way: str):
    damage, kind = WAYS[way]
    damage(path)
    broken = path.read_bytes()
    with pytest.raises(DatabaseTrouble) as told, contextlib.closing(reopened(path)) as opened:
        read_all(opened)
    assert told.value.kind == kind
    assert "restore" in told.value.sentence or "backup" in told.value.sentence or "Choose another file" in told.value.sentence
    assert path.read_bytes() == broken, "nothing is written, deleted or made anew on the first word of damage"
    assert backup.examine(path).faults
    assert backup.newest_whole(path, backup.folder_of(path)) == kept[0]
    done = backup.restore(kept[0], path, now=NOW)
    assert done.kept is not None
    assert done.kept.read_bytes() == broken
    store = reopened(path)
    assert contents(store) == kept[1]
    with store.write("Add an intake note", **DESK) as write:
        rows.add(write, Note(0, 1, NOW, "Julia Marsh", "works again"))
    store.close()
    assert examined(path).whole


def test_a_single_changed_byte_anywhere_is_noticed_before_the_changed_row_is_shown(path: Path, kept: tuple[Path, dict[str, list]]):
    whole, chance = path.read_bytes(), random.Random(11)
    for _ in range(40):
        spot = chance.randrange(len(whole))
        path.write_bytes(whole[:spot] + bytes([whole[spot] ^ (1 + chance.randrange(255))]) + whole[spot + 1 :])
        found = backup.examine(path)
        assert not found.whole, f"byte {spot} of {len(whole)}"
        with contextlib.suppress(DatabaseTrouble), contextlib.closing(reopened(path)) as opened:
            assert contents(opened) == kept[1], "what is shown is what was written: the byte lies in an index or an empty page"
    path.write_bytes(whole)
    assert backup.examine(path).whole


def test_a_whole_file_that_could_not_be_read_once_is_found_whole(path: Path):
    assert backup.examine(path).faults == ()


def test_of_several_backups_the_newest_that_is_whole_is_offered(path: Path, kept: tuple[Path, dict[str, list]]):
    folder = backup.folder_of(path)
    later = backup.make(path, keys.read_key(path), folder, now=NOW.replace(day=25)).path
    _bytes(later)
    latest = backup.make(path, keys.read_key(path), folder, now=NOW.replace(day=26)).path
    keys.key_path(latest).unlink()
    other = folder / "clinic2-2026-12-24T000000.backup"
    shutil.copy(kept[0], other)  # another clinic's, in the same folder
    assert backup.newest_whole(path, folder) == kept[0]


def test_an_old_log_beside_a_restored_file_is_not_played_into_it(path: Path, kept: tuple[Path, dict[str, list]], people: People):
    """The window was killed: its log still holds a bad edit, and would be replayed into whatever file has the name."""
    script = (
        "import os, sys; from pathlib import Path; from frontdesk.data import rows; from frontdesk.data.store import Store\n"
        "from frontdesk.domain.patient import Patient; from dataclasses import replace; from tests.data.conftest import DESK, NOW\n"
        "store = Store.open(Path(sys.argv[1]), now=NOW)\n"
        "with store.write('Bad edit', **DESK) as write: rows.change(write, replace(rows.get(write, Patient, 1), family_name='WRONG'))\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False, timeout=60)
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    store = reopened(path)
    assert "WRONG" in {row[2] for row in contents(store)["patient"]}
    shutil.copy(log, path.with_name("log"))
    store.close()
    shutil.copy(path.with_name("log"), log)
    done = backup.restore(kept[0], path, now=NOW)
    assert not log.exists()
    assert done.kept is not None
    store = reopened(path)
    assert contents(store) == kept[1]
    store.close()


def test_a_store_that_could_not_be_opened_holds_nothing_open(path: Path, kept: tuple[Path, dict[str, list]]):
    """A connection left behind would take the log of the restored file away when it is closed at last."""
    connection = connect(path, keys.read_key(path))
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    with pytest.raises(DatabaseTrouble):
        reopened(path)
    assert held_open(path) == 0


def held_open(place: Path) -> int:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not list the files of a process")
    found = 0
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found += os.readlink(handle).startswith(str(place))
    return found


def test_only_the_one_sqlite_library_is_in_the_process_and_only_it_opens_the_file(path: Path, store: Store, people: People):
    """Two of them, or any other reader of the file, would let go of the locks (safety.md 1.1 B)."""
    read_all(store)
    with store.write("Add an intake note", **DESK) as write:
        rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", "note"))
        mapped = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "/" in line} if Path("/proc/self/maps").exists() else set()
    libraries = {name for name in mapped if "sqlite" in Path(name).name.lower() or "sqlcipher" in name.lower()}
    own = {name for name in libraries if "sqlcipher3" in name}
    assert len(own) == 1
    # Python's own module is loaded by a test that proves the file unreadable to it, and by coverage tools; it never opens the live file
    assert {Path(name).name.split(".")[0] for name in libraries - own} <= {"_sqlite3", "libsqlite3"}


def test_the_program_itself_loads_no_second_sqlite(path: Path):
    script = (
        "import sys; from pathlib import Path; from frontdesk.data.store import Store; from frontdesk.services.desk import Desk\n"
        "from frontdesk.services import calendar, demo, imports, inquiries, letters, patients, safekeeping, staff\n"
        "from datetime import datetime, UTC\n"
        "desk = Desk.open(Path(sys.argv[1]), clock=lambda: datetime(2026, 11, 24, tzinfo=UTC)); desk.house()\n"
        "print([l.split()[-1] for l in open('/proc/self/maps') if 'sqlite' in l.lower() or 'sqlcipher' in l.lower()])"
    )
    if not Path("/proc/self/maps").exists():
        pytest.skip("this system does not list what is mapped into a process")
    command = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, timeout=60)
    assert {Path(name).parts[-2] for name in eval(done.stdout)} == {"sqlcipher3"}


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed (sudo apt-get install strace)")
def test_nothing_but_the_library_opens_the_live_file(path: Path, tmp_path: Path):
    """Every open of the file, its log and its index while a desk opens, reads, writes, backs up and checks, with who called."""
    script = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from frontdesk.services.desk import Desk; from frontdesk.services import inquiries, safekeeping\n"
        "desk = Desk.open(Path(sys.argv[1]), clock=lambda: datetime(2026, 11, 24, tzinfo=UTC)); desk.house()\n"
        "with desk.write('Look') as write: write.chain.open()\n"
        "safekeeping.backup(desk); assert safekeeping.check(desk).whole; desk.refresh(); desk.close()"
    )
    log = tmp_path / "calls"
    command = ["strace", "-f", "-e", "trace=openat,open", "-o", str(log), sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False, timeout=120)
    if "ptrace" in done.stderr.lower() and done.returncode:
        pytest.skip("this system does not let a process be traced")
    assert done.returncode == 0, done.stderr
    opens = [line for line in log.read_text(errors="replace").splitlines() if f'"{path}"' in line or f'"{path}-' in line]
    assert opens
    # SQLite opens with O_RDWR|O_CREAT|O_NOFOLLOW|O_CLOEXEC; Python's open() has no O_NOFOLLOW
    assert [line for line in opens if "O_NOFOLLOW" not in line] == []


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_on_a_full_disk_nothing_is_acknowledged_reading_goes_on_and_it_works_again_once_there_is_room(path: Path, tmp_path: Path, people: People):
    with small_disk(tmp_path / "disk", "6m"):
        place = tmp_path / "disk" / path.name
        for part in (path, keys.key_path(path)):
            shutil.copy(part, place.with_name(part.name))
        store = reopened(place)
        ballast = place.with_name("ballast")
        said: list[DatabaseTrouble] = []
        acknowledged = 0
        for number in range(400):
            try:
                with store.write("Add an intake note", **DESK) as write:
                    for _ in range(10):
                        rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", f"{number} " + "x" * 3000))
                acknowledged += 10
            except DatabaseTrouble as trouble:
                said.append(trouble)
                break
            if number == 5:
                with contextlib.suppress(OSError), ballast.open("wb") as handle:
                    while True:
                        handle.write(b"0" * 4096)
                        handle.flush()
        assert [trouble.kind for trouble in said] == ["full"]
        assert "what you typed is still here" in said[0].sentence
        assert sum(1 for row in contents(store)["note"]) == acknowledged
        with pytest.raises(DatabaseTrouble) as told:
            backup.make(place, store.key, backup.folder_of(place), now=NOW)
        assert told.value.kind == "full"
        assert [p.name for p in backup.folder_of(place).iterdir()] == [], "a backup that is not whole leaves nothing behind"
        ballast.unlink()
        with store.write("Add an intake note", **DESK) as write:
            rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", "room again"))
        assert sum(1 for row in contents(store)["note"]) == acknowledged + 1
        store.close()
        assert examined(place).whole


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Rights do not bind root; a disk that is mounted to be read only does."""
    command = ["mount", "-o", "remount,ro", str(folder)]
    if os.geteuid() == 0:
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this system does not mount a disk to be read only")
        yield
        subprocess.run([*command[:2], "remount,rw", str(folder)], check=True)
    else:
        os.chmod(folder, 0o500)
        yield
        os.chmod(folder, 0o700)


def test_in_a_folder_that_cannot_be_written_the_desk_is_told_what_to_do_and_works_again_afterwards(path: Path, tmp_path: Path, kept: tuple[Path, dict[str, list]]):
    with small_disk(tmp_path / "disk", "6m") if os.geteuid() == 0 else contextlib.nullcontext():
        folder = tmp_path / "disk"
        folder.mkdir(exist_ok=True)
        place = folder / path.name
        for part in (path, keys.key_path(path)):
            shutil.copy(part, place.with_name(part.name))
        with read_only(folder):
            with pytest.raises(DatabaseTrouble) as told:
                read_all(reopened(place))
            assert told.value.kind == "read-only"
            assert "Ask the administrator" in told.value.sentence
            with pytest.raises(DatabaseTrouble) as told:
                backup.restore(kept[0], place, now=NOW)
            assert told.value.kind == "read-only"
            with pytest.raises(DatabaseTrouble) as told:
                Store.create(folder / "new" / "other.frontdesk")
            assert told.value.kind == "read-only"
        store = reopened(place)
        assert contents(store) == kept[1]
        store.close()
        assert sorted(part.name for part in folder.iterdir()) == [path.name, path.name + ".key"]


@pytest.mark.parametrize("what", ["unlinked", "renamed away", "replaced by another"])
def test_nothing_more_is_acknowledged_once_the_file_was_taken_from_under_the_program(path: Path, store: Store, people: People, what: str):
    with store.write("Add an intake note", **DESK) as write:
        rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", "before"))
    aside = path.with_name("aside")
    if what == "unlinked":
        path.unlink()
    else:
        path.rename(aside)
    if what == "replaced by another":
        shutil.copy(aside, path)
    with pytest.raises(DatabaseTrouble) as told, store.write("Add an intake note", **DESK) as write:
        rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", "lost"))
    assert told.value.kind in ("replaced", "damaged", "read-only")
    assert "put the file back" in told.value.sentence or told.value.kind != "replaced"


def test_a_file_used_by_a_newer_program_is_refused_by_every_command_and_left_as_it_is(line: Line, path: Path):
    connection = connect(path, keys.read_key(path))
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    before = path.read_bytes()
    for words in (("inquiries",), ("check",), ("backup",)):
        said = line(*words)
        assert said.code == 1
        assert "newer Front Desk" in said.err
        assert "nothing was changed" in said.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("way", WAYS)
def test_through_the_command_line_the_damage_is_told_and_restore_makes_it_work_again(line: Line, path: Path, kept: tuple[Path, dict[str, list]], way: str):
    WAYS[way][0](path)
    broken = line("check")
    assert broken.code == 1
    assert "restore" in broken.out + broken.err or "backup" in broken.out + broken.err or "Choose another file" in broken.err
    done = line("restore", kept[0])
    assert done.code == 0, done.err
    assert "checked whole" in done.out
    assert "The former file is kept as" in done.out
    assert line("check").code == 0
    assert "Lindqvist" in line("patients").out


def test_the_words_of_the_store_for_rows_are_the_rows_of_the_file(store: Store):
    """A guard for this file: reading every table is what finds damage, so every table must be read."""
    with store.read() as session:
        there = {name for (name,) in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")).all()}
    assert there - {"alembic_version"} == set(metadata.tables)
