"""The hands of a receptionist: the real program on a real file, moved by keys alone; each press is counted."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from frontdesk.app import App
from frontdesk.settings import Settings
from frontdesk.ui.widgets.lists import RowList

PATIENCE = 90.0
ISOLATES = "\u2068\u2069"


class Hands:
    """``press("Ctrl+1", "B", "1")`` presses each; ``type("Ada")`` types letter by letter. ``pressed`` counts both."""

    def __init__(self, database: Path, *, now: datetime, size: tuple[int, int] = (1440, 900)) -> None:
        self.now, self.pressed = now.astimezone(UTC), 0
        self.open = True
        self.app = App(database=database, demo=False, clock=lambda: self.now, kept=Settings())
        self.window = self.app.window
        self.window.resize(*size)
        self.app.start()
        self.wait()
        self.come_forward()

    def come_forward(self) -> None:
        """Have the keyboard."""
        self.window.windowHandle().requestActivate()
        assert QTest.qWaitForWindowActive(self.window)
        self.wait()

    @property
    def busy(self) -> bool:
        """Whether a question is open, or the settings are still being built."""
        page = getattr(self.window.sections.get("settings"), "page", None)
        return not self.app.jobs.idle or (page is not None and page.busy)

    def wait(self, *, quiet: float = 0.15) -> None:
        """Until no question is open and nothing was asked for a moment; a shorter one than the second after which the window asks whether others have written."""
        assert quiet < 1, "the window asks once a second: a whole quiet second comes by luck"
        end, still = time.monotonic() + PATIENCE, time.monotonic()
        while self.busy or time.monotonic() - still < quiet:
            QApplication.processEvents()
            if self.busy:
                still = time.monotonic()
            assert time.monotonic() < end, "the desk does not answer"
            time.sleep(0.005)

    def press(self, *keys: str) -> None:
        for key in keys:
            combination = QKeySequence(key)[0]
            self.pressed += 1
            QTest.keyClick(self.window.windowHandle(), combination.key(), combination.keyboardModifiers())
            self.wait()

    def type(self, text: str) -> None:
        for letter in text:
            self.pressed += 1
            QTest.keyClick(self.window.windowHandle(), letter)
        self.wait()

    def choose(self, rows: RowList, who: str) -> None:
        """The row of that name, as a click on it would; passing by all above it would open each of them."""
        assert rows.choose_key(next((item.key for item in rows.rows.items if item.title.strip(ISOLATES) == who), 0)), f"{who} is not in the list"
        self.wait()

    def to_case(self, who: str):
        """The inbox with that person's message open."""
        self.press("Ctrl+1")
        inbox = self.section("inbox")
        if inbox.case is None or inbox.case.inquiry.name != who:
            self.choose(inbox.list, who)
        assert inbox.case.inquiry.name == who
        return inbox

    def ask(self, question):
        """What the rows say, asked on the desk's own thread."""
        found = []
        self.app.jobs.ask(question, found.append)
        self.wait()
        return found[0]

    @property
    def focus(self):
        return QApplication.focusWidget()

    @property
    def snack(self) -> str:
        return self.window.snack.words.whole if self.window.snack.isVisible() else ""

    @property
    def last_said(self) -> str:
        """The last sentence at the bottom, also where its ten seconds are over: a slow machine changes nothing about what was said."""
        return self.window.snack.words.whole

    def section(self, name: str):
        return self.window.sections[name]

    def close(self) -> None:
        """Leave; a second time does nothing, so that a journey may leave and come back."""
        if not self.open:
            return
        self.open = False
        self.window.close()
        self.app.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


KEY = Qt.Key
