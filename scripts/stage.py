"""The window on the demo clinic at a fixed moment, to be led about: for the screens, and for the tests that walk them."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.timespan import instant_of, wall_of
from frontdesk.services import demo
from frontdesk.services.desk import Desk
from frontdesk.settings import Settings
from frontdesk.ui.bridge import Bridge
from frontdesk.ui.jobs import Jobs
from frontdesk.ui.shell.window import Window
from frontdesk.ui.theme.look import Look, load_fonts

ZONE = "America/Chicago"
PATIENCE = 60.0
TURNS = 12
"""Of the event loop, however long they take: each gives the layouts of one more floor of widgets their places."""
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://clinic.example</wp:base_site_url>
<wp:author><wp:author_login>desk</wp:author_login><wp:author_email>desk@clinic.example</wp:author_email></wp:author>
<item><title>Healing after a sprain</title><link>https://clinic.example/sprain</link><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ines Falk</wp:comment_author>
<wp:comment_author_email>ines.falk@example.org</wp:comment_author_email><wp:comment_date>2026-11-23 09:12:00</wp:comment_date>
<wp:comment_date_gmt>2026-11-23 15:12:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[My left wrist has hurt at 6/10 since a fall in March. Can PRP help?]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment>
<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>other.example</wp:comment_author>
<wp:comment_content>...</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type>pingback</wp:comment_type></wp:comment>
</item></channel></rss>
"""


def at(hour: int, minute: int, day: int = 24) -> datetime:
    """An instant of November 2026 by the clock on the demo clinic's wall."""
    return instant_of(datetime(2026, 11, day, hour, minute), ZONE).astimezone(UTC)


class Stage:
    """One window. What is done to it waits until the desk has answered and all is painted."""

    def __init__(self, folder: Path, *, theme: str = "light", scale: int = 100, size: tuple[int, int] = (1440, 900)) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.folder, self.now = folder, demo.fixed_moment()
        self.look = Look(theme=theme, scale=scale)
        app.setStyle("Fusion")
        app.setPalette(self.look.palette())
        app.setFont(self.look.font())
        app.setStyleSheet(self.look.style_sheet())
        database = folder / "demo.frontdesk"
        self.jobs = Jobs(lambda: Desk.open(database, clock=lambda: self.now))
        self.bridge = Bridge(self.jobs)
        self.window = Window(self.look, Settings(), self.jobs, self.bridge, lambda: self.now, lambda: wall_of(self.now, ZONE))
        self.window.resize(QSize(*size))
        self.window.show()
        self.jobs.ask(lambda desk: (self.bridge.attach(desk), desk.house())[1], self.window.fill)
        self.wait()

    @property
    def busy(self) -> bool:
        """Whether a question is open, a letter's page is being drawn, or the settings are still being built."""
        page = getattr(self.window.sections.get("settings"), "page", None)
        letters = self.window.sections.get("letters")
        drawing = letters is not None and letters.isVisible() and letters.page.drawing
        return not self.jobs.idle or drawing or (page is not None and page.busy)

    def wait(self, *, quiet: float = 0.12) -> None:
        """Until no question is open and nothing has been asked for a moment."""
        end, still, turns = time.monotonic() + PATIENCE, time.monotonic(), 0
        while self.busy or time.monotonic() - still < quiet or turns < TURNS:
            QApplication.processEvents()
            turns += 1
            if self.busy:
                still, turns = time.monotonic(), 0
            if time.monotonic() > end:
                raise TimeoutError("the desk does not answer")
            time.sleep(0.003)

    def go(self, section: str, **what: object) -> QWidget:
        self.window.go(section, **what)
        self.wait()
        found: QWidget = self.window.sections[section]
        return found

    def run(self, command: str) -> None:
        """As if its key were pressed."""
        bound = self.window.commands.bound[command]
        if bound.when():
            bound.run()
        self.wait()

    def press(self, *keys: Qt.Key | str, at: QWidget | None = None) -> None:
        """Keys to the widget that has the focus (a text is typed)."""
        for key in keys:
            widget = at or self.window.focusWidget() or self.window
            if isinstance(key, str):
                QTest.keyClicks(widget, key)
            else:
                QTest.keyClick(widget, key)
            self.wait()

    def ask(self, question: Callable[[Desk], object]) -> None:
        """Do something at the desk behind the window's back."""
        self.jobs.ask(question)
        self.wait()

    def file(self, name: str, content: str) -> str:
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    def picture(self) -> QPixmap:
        self.wait()
        return self.window.grab()

    def close(self) -> None:
        self.window.context.bridge.stop()
        self.jobs.close()
        self.window.hide()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else the dead windows are dressed again each time


def demo_folder() -> Path:
    """A folder with the demo clinic in it, built once for the process."""
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-stage-"))
    now = demo.fixed_moment()
    desk = Desk.create(folder / "demo.frontdesk", clock=lambda: now, demo=True)
    demo.build(desk)
    desk.close()
    return folder


def copied(folder: Path, into: Path) -> Path:
    """The clinic's file and its key, so that each stage may change its own."""
    for part in folder.iterdir():
        shutil.copy(part, into / part.name)
    return into


__all__ = ["WXR", "Stage", "at", "copied", "demo_folder", "load_fonts"]
