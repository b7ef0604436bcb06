"""The first start of the window, on a file that the command line has made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk import settings
from frontdesk.app import App
from frontdesk.domain.slots import Wish
from frontdesk.services import calendar, demo
from frontdesk.services.desk import Desk
from frontdesk.ui.theme.look import load_fonts
from frontdesk.ui.widgets.controls import EmptyState
from tests.clinics import copied
from tests.journeys.hands import Hands

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    load_fonts()
    place = tmp_path / "clinic.frontdesk"
    Desk.create(place, clock=lambda: NOW, name="command line").close()
    made = Hands(place, now=NOW)
    yield made
    made.close()


def test_a_file_with_no_clinic_in_it_opens_on_the_welcome_and_can_be_set_up_there(hands: Hands) -> None:
    welcome = hands.app.welcome
    assert welcome is not None
    assert welcome.isVisible()
    hands.press("3")
    for field, words in (
        (welcome.desk_person, "Noor Hale"), (welcome.clinic_name, "Lindenfeld Joint Clinic"), (welcome.phone, "312 555 0100"), (welcome.city, "Chicago"),
    ):  # fmt: skip
        field.setFocus()
        hands.type(words)
    welcome.clinicians.setFocus()
    hands.type("Dr Ines Falk")
    welcome._finish()
    hands.wait()
    assert hands.app.welcome is None
    assert hands.window.current == "inbox"
    house = hands.ask(lambda desk: desk.house())
    assert house.clinic.name == "Lindenfeld Joint Clinic"
    wish = Wish(house.types[0].id, earliest=datetime(2026, 11, 25), days=7)
    found = hands.ask(lambda desk: calendar.slots(desk, wish=wish, limit=3))
    assert found.slots
    assert found.slots[0].start >= datetime(2026, 11, 25)
    assert found.slots[0].end - found.slots[0].start == timedelta(minutes=house.types[0].minutes)


def test_while_the_demo_clinic_is_made_the_window_says_so(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "demo_place", lambda: tmp_path / "demo.frontdesk")
    (tmp_path / "demo.frontdesk").touch()
    (tmp_path / "demo.day").write_bytes(b"\xff\xfe not a day")  # as a full disk leaves it
    load_fonts()
    app = App(database=None, demo=True, clock=lambda: NOW, kept=settings.Settings())
    app.start()
    while not isinstance(waiting := app.window.stack.currentWidget(), EmptyState):
        qapp.processEvents()
    assert waiting.words.text().startswith("Making the demo clinic")
    while not app.jobs.idle or not app.window.current:
        qapp.processEvents()
    assert app.window.current == "inbox"
    assert not app.window.findChildren(EmptyState, "patience"), "what was said while waiting is gone"
    app.window.close()
    app.close()


def test_where_the_clinics_folder_cannot_be_written_to_the_window_says_so(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    (tmp_path / "taken").touch()  # no folder can be made there, whoever runs this
    load_fonts()
    app = App(database=tmp_path / "taken" / "clinic.frontdesk", demo=False, clock=lambda: NOW, kept=settings.Settings())
    app.claim()
    app.start()
    for _ in range(100):
        qapp.processEvents()
    told = app.window.stack.currentWidget()
    assert isinstance(told, EmptyState)
    assert "cannot be written to" in told.words.text()
    assert str(tmp_path) not in caplog.text, "a folder's name may be somebody's"
    app.window.close()
    app.close()


def test_a_clinic_that_cannot_be_opened_is_said_to_be_so_for_as_long_as_the_window_stands(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = tmp_path / "clinic.frontdesk"
    Desk.create(place, clock=lambda: NOW).close()
    tmp_path.joinpath("clinic.frontdesk.key").unlink()
    load_fonts()
    app = App(database=place, demo=False, clock=lambda: NOW, kept=settings.Settings())
    app.claim()
    app.start()
    while not isinstance(told := app.window.stack.currentWidget(), EmptyState):
        qapp.processEvents()
    assert "key" in told.words.text()
    assert "key-missing" in caplog.text
    while not app.jobs.idle:
        qapp.processEvents()
    app.window.close()
    app.close()


STAY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from frontdesk import app, settings
settings.settings_file = lambda: Path(sys.argv[1]).with_name("settings.json")
QTimer.singleShot(0, lambda: print("open", flush=True))
sys.exit(app.run(database=Path(sys.argv[1])))
"""


def test_a_second_start_leaves_the_desk_to_the_first_but_another_clinic_gets_a_window(tmp_path: Path) -> None:
    """Two clinics may have files of the same name in different folders."""
    places = [tmp_path / folder / "clinic.frontdesk" for folder in ("first", "first", "second")]
    for place in set(places):
        place.parent.mkdir()
        Desk.create(place, clock=lambda: NOW).close()
    root = Path(__file__).resolve().parents[2]
    windows = []
    try:
        for place, told in zip(places, ("open\n", "", "open\n"), strict=True):
            command = [sys.executable, "-c", STAY, str(place)]
            windows.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}))
            stream = windows[-1].stdout
            assert stream is not None
            assert stream.readline() == told
        assert windows[1].wait(timeout=20) == 0
        assert [windows[0].poll(), windows[2].poll()] == [None, None]
    finally:
        for window in windows:
            window.kill()
            window.communicate()


class _Windows(QObject):
    """What is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_while_sections_are_built_no_part_of_them_flashes_up_as_a_window(
    qapp: QApplication, demo_clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    load_fonts()
    hands, watch = Hands(copied(demo_clinic, tmp_path), now=demo.fixed_moment()), _Windows()
    qapp.installEventFilter(watch)
    try:
        hands.window.sections.build_all()
        for other in ("import", "settings", "articles", "reports"):
            hands.window.go(other)
            hands.wait()
        hands.window.call.open_new()
        hands.wait()
    finally:
        qapp.removeEventFilter(watch)
        hands.close()
    assert watch.seen == []


def test_a_screen_that_is_too_small_for_the_window_is_filled_by_it(hands: Hands) -> None:
    window = hands.window
    room = window.screen().availableSize()
    window.resize(room.width() + 200, room.height() + 200)
    window.fit_screen()
    assert window.isMaximized()
    assert window.size().width() <= room.width()
    assert window.size().height() <= room.height()
