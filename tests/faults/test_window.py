"""Damage as the receptionist meets it: in the window, with one question that brings the backup back."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from frontdesk import settings
from frontdesk.data import backup, keys
from frontdesk.ui.theme.look import load_fonts
from tests.data.conftest import NOW, People
from tests.faults.conftest import examined
from tests.faults.test_damage import WAYS
from tests.journeys.hands import Hands

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class Desk:
    """Opens the window on the file, and answers the questions that stop it."""

    def __init__(self, place: Path) -> None:
        self.place, self.asked, self.answer = place, [], "Bring back the backup"
        self.hands: Hands | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(30)

    def open(self) -> Hands:
        self.hands = Hands(self.place, now=NOW)
        return self.hands

    def _look(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self.asked.append(box.text())
            next(button for button in box.buttons() if button.text() == self.answer).click()

    def close(self) -> None:
        self._timer.stop()
        if self.hands is not None:
            self.hands.close()


@pytest.fixture
def desk(qapp, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    load_fonts()
    backup.make(path, keys.read_key(path), backup.folder_of(path), now=NOW)
    made = Desk(path)
    yield made
    made.close()


def names(hands: Hands) -> set[str]:
    from frontdesk.services import patients

    return {row.patient.family_name for row in hands.ask(lambda desk: patients.search(desk, text=""))}


@pytest.mark.parametrize("way", WAYS)
def test_the_window_tells_what_happened_offers_the_backup_and_works_again(desk: Desk, path: Path, way: str, caplog: pytest.LogCaptureFixture):
    WAYS[way][0](path)
    broken = path.read_bytes()
    hands = desk.open()
    if way == "a few random bytes" and not desk.asked:  # the pages that opening reads may be whole; the rest is found when it is read
        hands.press("Ctrl+4")
        hands.wait(quiet=0.5)
    assert len(desk.asked) == 1
    assert "newest whole backup is of Tuesday 24 November" in desk.asked[0]
    assert "damaged file is kept" in desk.asked[0]
    hands.wait(quiet=0.3)
    assert hands.window.current in ("inbox", "patients")
    assert hands.ask(lambda desk: len(desk.house().clinicians)) == 3
    hands.press("Ctrl+4")
    (kept,) = [p for p in path.parent.glob("*.before-restore-*") if not p.name.endswith((".key", "-wal", "-shm"))]
    assert kept.read_bytes() == broken
    hands.window.close()
    assert examined(path).whole
    assert {record.levelno for record in caplog.records} <= {logging.ERROR}


def test_whoever_says_not_now_keeps_the_file_as_it_is(desk: Desk, path: Path, caplog: pytest.LogCaptureFixture):
    WAYS["cut to nothing"][0](path)
    desk.answer = "Not now"
    hands = desk.open()
    assert len(desk.asked) == 1
    assert path.stat().st_size == 0
    assert "empty" in hands.snack


def test_where_no_backup_is_whole_the_desk_is_told_and_nothing_is_asked(desk: Desk, path: Path, caplog: pytest.LogCaptureFixture):
    WAYS["garbage"][0](path)
    for old in backup.backups(path, backup.folder_of(path)):
        WAYS["a few random bytes"][0](old)
        WAYS["no key"][0](old)
    hands = desk.open()
    assert desk.asked == []
    assert "no whole backup" in hands.snack


def test_a_passing_trouble_is_no_damage_the_file_is_checked_and_opened_again(desk: Desk, path: Path, people: People):
    hands = desk.open()
    from frontdesk.domain.errors import DatabaseTrouble

    def once(desk: object) -> None:
        raise DatabaseTrouble("The clinic's file seems damaged.", kind="damaged")

    hands.app.jobs.ask(once, failed=lambda trouble: None)
    hands.wait(quiet=0.3)
    assert desk.asked == []
    assert "found it whole" in hands.snack
    assert hands.ask(lambda desk: len(desk.house().clinicians)) == 3


def test_a_backup_is_made_every_day_the_window_is_open(desk: Desk, path: Path):
    hands = desk.open()
    hands.wait(quiet=0.3)
    folder = backup.folder_of(path)
    assert len(backup.backups(path, folder)) == 1  # today's was there
    hands.now = hands.now.replace(day=25)
    hands.app._back_up()
    hands.wait(quiet=0.3)
    newest = backup.backups(path, folder)[0]
    assert "2026-11-25" in newest.name
    assert backup.examine(newest).whole


def test_a_backup_that_cannot_be_made_does_not_keep_the_desk_from_its_work(desk: Desk, path: Path):
    folder = backup.folder_of(path)
    for part in folder.iterdir():
        part.unlink()
    folder.rmdir()
    folder.write_text("a file where the folder should be")
    hands = desk.open()
    hands.wait(quiet=0.3)
    assert hands.window.current == "inbox"
    assert "no backup of today" in hands.snack
