"""S14: from a key to the painted answer, in every section of the window, with 20,000 patients and 200 visits a week.

The real window on a file of its own, without a screen. Counted is the whole way: the key, what it asks of the desk's thread, the rows read and
searched there, and every paint that follows, until nothing more is open. Keys that change rows are taken back, so that each round meets the same.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time as clock
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from PySide6.QtCore import QEvent, QObject  # after the platform is chosen
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.crowd import Crowd
from benchmarks.measure import Measure
from frontdesk.app import App, collect_on_this_thread
from frontdesk.data import rows  # the benchmark alone writes rows past the services
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Taken
from frontdesk.domain.patient import Patient
from frontdesk.services import calendar, demo
from frontdesk.services.desk import Desk
from frontdesk.settings import Settings
from frontdesk.ui.theme.look import load_fonts

PATIENTS, WEEKLY, WEEKS = 20_000, 200, 4
ROUNDS, PATIENCE = 6, 120.0
PLAYED: dict[str, tuple[str, ...]] = {
    "inbox": ("Ctrl+1", "J", "J", "K", "B", "Esc", "F", "Esc"),
    "calendar": ("Ctrl+2", "PgDown", "PgUp", "V", "V", "Shift+V", "L", "V", "V", "T", "]", "]", "R", "R"),
    "day sheet": ("Ctrl+3", "Down", "Down", "Up", "Space", "Ctrl+Z", "PgDown", "PgUp"),
    "patients": ("Ctrl+4", "/", "l", "i", "n", "d", "Backspace", "Down", "Esc"),
    "letters": ("Ctrl+5", "J", "J", "K", "A", "A"),
    "palette": ("Ctrl+K", "m", "a", "r", "t", "a", "Esc"),
}
"""A key after the other; where it begins and ends the section is the same."""


def _filled(folder: Path) -> Path:
    """The demo clinic, grown: people enough for a town and 200 visits in each of four weeks."""
    path, now, chance = folder / "clinic.frontdesk", demo.fixed_moment(), random.Random(14)
    desk = Desk.create(path, clock=lambda: now, demo=True)
    demo.build(desk)
    with desk.write("Fill", undoable=False) as write:
        before = max(v.appointment.patient_id or 0 for v in calendar.day(desk, day=desk.wall_now().date()).visits)
        rows.add_many(write, Patient, Crowd().people(PATIENTS))
    _book(desk, before + 1000, chance)
    desk.close()
    return path


def _book(desk: Desk, patient: int, chance: random.Random) -> None:
    today = desk.wall_now().date()
    monday = today - timedelta(days=today.weekday())
    for week in range(WEEKS):
        first = monday + timedelta(days=7 * week)
        have = [v.appointment for view in calendar.days(desk, first=first, last=first + timedelta(days=6)) for v in view.visits]
        missing = WEEKLY - len(have)
        while missing > 0:
            old: Appointment = chance.choice(have)
            by = timedelta(minutes=5 * chance.randrange(-60, 61))
            new = replace(old, id=0, version=0, patient_id=patient + chance.randrange(10_000), room_id=None,
                          start=old.start + by, end=old.end + by, room_start=old.start + by,
                          room_end=old.end + by, status=Status.BOOKED, uid=f"bench-{week}-{missing}", waiting_since=None, room_since=None, series_id=None,
                          overlap_reason="to have as many as that")  # fmt: skip
            try:
                with desk.write("Fill", undoable=False) as write:
                    rows.add(write, new)
            except Taken:
                continue
            missing -= 1


class Painted(QObject):
    """Whether the window has been painted: it is asked to once for all of its widgets, so watching it alone costs the key next to nothing."""

    asked = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.asked = True
        return False


class Player:
    """One window; ``press`` gives the milliseconds until nothing more is asked and the last paint is over."""

    def __init__(self, path: Path) -> None:
        self.app = App(database=path, demo=False, clock=demo.fixed_moment, kept=Settings())
        self.painted = Painted()
        self.app.window.installEventFilter(self.painted)
        self.app.window.resize(1440, 900)
        self.app.start()
        self._settle(still=0.5)
        self.app.window.windowHandle().requestActivate()
        QTest.qWaitForWindowActive(self.app.window)
        self._settle(still=0.5)

    def _settle(self, *, still: float = 0.12) -> float:
        """The moment at which the last paint was over; waits until nothing is asked and nothing painted for a while.

        What the desk is asked in between keeps it waiting, and counts where it ends in a paint: the once-a-second look whether others wrote does not.
        """
        begun = last = busy = clock.perf_counter()
        while clock.perf_counter() - max(last, busy) < still:
            QApplication.processEvents()
            if self.painted.asked:
                self.painted.asked, last = False, clock.perf_counter()
            if not self.app.jobs.idle:
                busy = clock.perf_counter()
            clock.sleep(0.0002)
            if clock.perf_counter() - begun > PATIENCE:
                raise OSError("the desk does not answer")
        return last

    def press(self, key: str) -> float:
        combination = QKeySequence(key)[0]
        begun = clock.perf_counter()
        QTest.keyClick(self.app.window.windowHandle(), combination.key(), combination.keyboardModifiers())
        return (self._settle() - begun) * 1000

    def close(self) -> None:
        self.app.window.removeEventFilter(self.painted)
        self.app.window.close()
        self.app.close()


def measures() -> Iterator[Measure]:
    QApplication.instance() or QApplication(["bench"])
    QApplication.setCursorFlashTime(0)  # the caret's blinking is no answer to a key
    load_fonts()
    collector = collect_on_this_thread()  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        player = Player(_filled(Path(folder)))
        taken: dict[str, list[float]] = {name: [] for name in PLAYED}
        slowest: dict[str, list[float]] = {}
        for number in range(ROUNDS + 1):
            for name, keys in PLAYED.items():
                for key in keys:
                    found = player.press(key)
                    if number:  # the first round builds the sections
                        taken[name].append(found)
                        slowest.setdefault(f"{name} {key}", []).append(found)
        player.close()
    collector.stop()
    for name, found in taken.items():
        yield Measure("S14", f"{name}: {len(PLAYED[name])} keys, 95th percentile", statistics.quantiles(found, n=20)[-1], 50, 1, "ms", "50 ms")
    if os.environ.get("FRONTDESK_BENCH_KEYS"):
        for name, found in sorted(slowest.items(), key=lambda one: -statistics.median(one[1])):
            print(f"      {name:<24} {statistics.median(found):7.1f} ms")
