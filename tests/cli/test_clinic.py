"""init, backup, restore, check: the clinic's file from a terminal."""

from __future__ import annotations

import random
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from frontdesk.platform import Lock
from tests.cli.conftest import Line


def test_init_makes_a_file_that_only_its_owner_reads_and_that_is_whole(line: Line, tmp_path: Path) -> None:
    made = line("init")
    assert made.code == 0
    place = tmp_path / "clinic.frontdesk"
    assert str(place) in made.out
    assert [stat.S_IMODE(p.stat().st_mode) for p in (place, place.with_name("clinic.frontdesk.key"))] == [0o600, 0o600]
    checked = line("check")
    assert checked.code == 0
    assert "Whole" in checked.out


def test_init_never_writes_over_a_clinic(line: Line, empty_clinic: Path) -> None:
    before = empty_clinic.read_bytes()
    again = line("init", "--demo")
    assert again.code == 1
    assert again.err.startswith("frontdesk: ")
    assert again.out == ""
    assert empty_clinic.read_bytes() == before


def test_the_demo_clinic_made_from_a_terminal_is_lived_in(line: Line) -> None:
    assert line("init", "--demo").code == 0
    counts = line("--json", "check").json["counts"]
    assert counts["clinician"] == 4
    assert counts["appointment"] > 50
    assert counts["inquiry"] >= 12


def test_a_place_where_no_file_can_be_is_told_in_a_sentence(line: Line, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    said = line("--database", tmp_path / "file" / "clinic.frontdesk", "init")
    assert said.code == 1
    assert said.err.startswith("frontdesk: ")


@pytest.mark.parametrize("words", [("check",), ("inquiries",), ("backup",), ("import", "x.xml")])
def test_without_a_clinic_each_command_says_where_none_is_and_what_to_do(line: Line, words: tuple[str, ...], tmp_path: Path) -> None:
    said = line("--database", tmp_path / "nowhere.frontdesk", *words)
    assert said.code == 1
    assert "nowhere.frontdesk" in said.err
    assert "frontdesk init" in said.err
    assert not (tmp_path / "nowhere.frontdesk").exists()


def test_a_backup_brings_back_what_was_there_and_keeps_what_is_replaced(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    made = line("--json", "backup", tmp_path / "kept")
    assert made.code == 0
    assert sum(made.json["counts"].values()) > 500
    demo_clinic.write_bytes(demo_clinic.read_bytes()[:5000] + b"damage" * 1000)
    broken = line("check")
    assert broken.code == 1
    assert "restore" in broken.err + broken.out
    done = line("--json", "restore", made.json["path"])
    assert done.code == 0
    assert b"damage" in Path(done.json["kept"]).read_bytes()
    assert line("--json", "check").json["counts"] == made.json["counts"]
    assert line("patients", "--limit", "3").code == 0


def test_a_damaged_backup_is_refused_and_the_clinic_stays(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    made = Path(line("--json", "backup", tmp_path / "kept").json["path"])
    whole = made.read_bytes()
    made.write_bytes(whole[:20_000] + bytes(b ^ 1 for b in whole[20_000:20_100]) + whole[20_100:])
    before = demo_clinic.read_bytes()
    said = line("restore", made)
    assert said.code == 1
    assert "not whole" in said.err
    assert demo_clinic.read_bytes() == before


def test_a_backup_that_is_not_there_is_named(line: Line, empty_clinic: Path, tmp_path: Path) -> None:
    said = line("restore", tmp_path / "no.backup")
    assert said.code == 1
    assert "no.backup" in said.err


def test_nothing_is_brought_back_under_an_open_window(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    made = Path(line("--json", "backup", tmp_path / "kept").json["path"])
    window = Lock(demo_clinic.with_name(demo_clinic.name + ".lock"))
    assert window.take()
    before = demo_clinic.read_bytes()
    said = line("restore", made)
    assert said.code == 1
    assert "Close the window" in said.err
    assert demo_clinic.read_bytes() == before
    window.free()
    assert line("restore", made).code == 0


def test_check_counts_as_json_for_scripts(line: Line, empty_clinic: Path) -> None:
    found = line("--json", "check").json
    assert found["whole"] is True
    assert found["faults"] in ([], ())
    assert found["counts"]["patient"] == 0


def test_a_backup_made_now_bears_this_day(line: Line, empty_clinic: Path) -> None:
    made = Path(line("--json", "backup").json["path"])
    assert made.parent.parent == empty_clinic.parent
    assert f"{datetime.now(UTC):%Y%m%d}" in made.name.replace("-", "")


@pytest.mark.parametrize("words", [("check",), ("restore",)])
def test_a_file_that_is_none_of_ours_is_called_that_and_says_what_to_do(line: Line, tmp_path: Path, words: tuple[str, ...]) -> None:
    def asked(name: str, content: bytes) -> str:
        place = tmp_path / name
        place.write_bytes(content)
        said = line("--database", place, "check") if words == ("check",) else line("--database", tmp_path / "new.db", "restore", place)
        assert said.code == 1
        return said.err

    assert "notes.txt is not a file of Front Desk" in asked("notes.txt", b"call the plumber")
    pages = random.Random(4).randbytes(40_960)
    assert "not a file of Front Desk, or it has been cut short" in asked("short.db", pages[:5_000])
    alone = asked("pages.db", pages)
    assert "Either it is not a file of Front Desk, or its key is elsewhere" in alone
    assert "copy the newest one to pages.db.key" in alone
    (tmp_path / "pages.db.key").write_text("ab" * 32)
    assert "cannot be opened with the key beside it" in asked("pages.db", pages)
