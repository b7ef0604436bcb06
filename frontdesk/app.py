"""The window's face of the desk: painted first, then the desk is opened on its own thread."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from frontdesk import platform, settings
from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.bridge import Bridge
from frontdesk.ui.jobs import Jobs
from frontdesk.ui.jobs import where as described
from frontdesk.ui.shell.one_paint import OnePaint
from frontdesk.ui.shell.window import Window
from frontdesk.ui.theme.look import Look, load_fonts
from frontdesk.ui.widgets.safe_text import ask

if TYPE_CHECKING:  # the window is painted before the services (and SQLAlchemy below them) are imported
    from frontdesk.domain.clinic import House
    from frontdesk.services.desk import Desk
    from frontdesk.services.safekeeping import Findings, RestoreReport
    from frontdesk.services.staff import NewClinic
    from frontdesk.ui.welcome.section import Welcome

log = logging.getLogger("frontdesk")

_MAKING = "Making the demo clinic, with a month of visits around today. This takes a few seconds."


_BARRED = (
    "The folder of the clinic's file cannot be written to, so nothing could be kept. Nothing is lost. "
    "Have the folder's rights and the free space of the disk looked at, then start Front Desk again."
)


class _NotSetUp(DeskError):
    """The file is there, with no clinic in it yet: made by ``frontdesk init``, or setting up was left half way."""


class App:
    """One process, one window, one desk. ``clock`` gives the instant; tests hand in their own."""

    def __init__(self, *, database: Path | None, demo: bool, clock: Callable[[], datetime], kept: settings.Settings) -> None:
        self.demo, self.clock, self.kept = demo, clock, kept
        self.path = settings.demo_place() if demo else database or (Path(kept.database) if kept.database else settings.clinic_place())
        self.zone = "UTC"
        self.look = Look(theme=kept.theme, scale=kept.text_scale)
        self.jobs = Jobs(self._open_desk)
        self.bridge = Bridge(self.jobs)
        self.window = Window(self.look, kept, self.jobs, self.bridge, clock, self.wall_now)
        self.one_paint = OnePaint(self.window, self.jobs)
        self.window.stack.currentChanged.connect(self.one_paint.hold)
        self.welcome: Welcome | None = None
        self._new: NewClinic | None = None
        self.alone, self.barred = True, False
        self._lock = platform.Lock(self.path.with_name(self.path.name + ".lock"))
        self._mending = self._filled_once = self._tried_again = False
        self._daily = QTimer()
        self._daily.setInterval(3_600_000)
        self._daily.timeout.connect(self._back_up)
        self.jobs.damaged.connect(self._examine)
        self._bring: list[str] | None = None

    def wall_now(self) -> datetime:
        """The wall time at the clinic."""
        return self.clock().astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def claim(self) -> None:
        """Make the folder, and say to other processes that this one has the file open."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.alone = self._lock.take()
        except OSError as trouble:
            log.error("the clinic's folder cannot be written to: %s", trouble.strerror)
            self.barred = True
            return
        if not self.alone:
            log.warning("the clinic's file is open in another window")

    def start(self) -> None:
        """Paint the frame; then either open the desk or welcome somebody new."""
        self.look.changed.emit()
        self.window.show()
        self.window.activateWindow()  # where no window manager does it, keys would go nowhere until a click
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        if self.barred:
            self.window.wait(_BARRED)
        elif self.demo:
            self.jobs.without_desk(self._demo_of_today, self._open_demo, failed=lambda trouble: self._open_demo(False))
        elif self.path.exists():
            self._open()
        else:
            self._welcome()

    def _open_demo(self, of_today: bool) -> None:
        if not of_today:
            self.window.wait(_MAKING)
        self._open()

    def _welcome(self) -> None:
        from frontdesk.ui.welcome.section import Welcome  # most starts need none

        self.welcome = Welcome(self.look)
        self.welcome.demo.connect(self._explore)
        self.welcome.ready.connect(self._set_up)
        self.window.stack.addWidget(self.welcome)
        self.window.stack.setCurrentWidget(self.welcome)
        for part in (self.window.rail, self.window.top, self.window.status):
            part.hide()
        self.welcome.ways[0].setFocus()

    def _explore(self) -> None:
        self.demo, self.path = True, settings.demo_place()
        if self.welcome is not None:
            self.welcome.wait(_MAKING)
        self._open()

    def _set_up(self, new: NewClinic, bring: bool) -> None:
        self._new = new
        self._bring = self.window.context.choose_files(self.window) if bring else None
        if self.welcome is not None:
            self.welcome.wait("Setting up the clinic.")
        self._open()

    def _open(self) -> None:
        self.jobs.ask(lambda desk: desk.house(), self._filled, failed=self._failed)

    def _open_desk(self) -> Desk:
        """On the desk thread."""
        from frontdesk.services.desk import Desk as RealDesk  # here for the first time, and with it the database below

        if self.demo:
            desk = self._demo_desk(RealDesk)
        elif self.path.exists():
            desk = self._clinic_desk(RealDesk)
        else:
            desk = RealDesk.create(self.path, clock=self.clock, name=self.kept.desk)
        if self._new is not None:
            from frontdesk.services import staff  # as above

            staff.set_up(desk, new=self._new)
            self.kept.database = str(self.path)
        self.bridge.attach(desk)
        return desk

    def _clinic_desk(self, kind: type[Desk]) -> Desk:
        desk = kind.open(self.path, clock=self.clock, name=self.kept.desk)
        if self._new is None and not desk.house().sites:
            desk.close()
            raise _NotSetUp("This clinic is not set up yet.")
        return desk

    def _demo_desk(self, kind: type[Desk]) -> Desk:
        """The demo clinic as of today; made anew each day, since its dates are relative to today."""
        if self._demo_of_today():
            return kind.open(self.path, clock=self.clock, name=self.kept.desk)
        from frontdesk.services import demo  # it brings in most of the program, and is needed once a day

        for old in self.path.parent.glob(f"{self.path.name}*"):
            old.unlink()
        desk = kind.create(self.path, clock=self.clock, name=self.kept.desk, demo=True)
        demo.build(desk)
        self.path.with_suffix(".day").write_bytes(self._today())
        return desk

    def _demo_of_today(self) -> bool:
        """On the desk thread. A stamp that cannot be read is none."""
        try:
            return self.path.exists() and self.path.with_suffix(".day").read_bytes() == self._today()
        except OSError:
            return False

    def _today(self) -> bytes:
        return self.clock().date().isoformat().encode()

    def _filled(self, house: House) -> None:
        self.zone = house.zone
        for part in (self.window.rail, self.window.top, self.window.status):
            part.show()
        if self._filled_once:  # opened again after a backup was brought back
            self.window.house(house)
            self.bridge.changed.emit(frozenset({""}))
        else:
            self.window.fill(house)
        self._filled_once = True
        if not self.demo:
            self._back_up()
            self._daily.start()
        if self.welcome is not None:
            self.welcome.deleteLater()
            self.welcome = None
        if self._bring:
            self.window.go("import", files=self._bring)

    def _failed(self, trouble: DeskError) -> None:
        """The clinic cannot be opened: say so, and offer what can be done; nothing is ever deleted."""
        self.window.wait()
        if isinstance(trouble, _NotSetUp):
            self._welcome()
            return
        if self.welcome is not None:
            self.welcome.tell(trouble.sentence)
            return
        kind = getattr(trouble, "kind", "")
        log.error("the clinic's file could not be opened: %s", kind or type(trouble).__name__)
        self.window.warn(trouble.sentence)
        if not self._filled_once:
            self.window.wait(trouble.sentence)  # it stays there: nothing else can be done in this window
        self.window.status.show_right("")
        if kind in ("empty", "key-missing"):  # of "damaged" and "foreign" the jobs tell by themselves
            self._examine(trouble)

    def _back_up(self) -> None:
        """Today's backup, unless there is one; beside the desk's own work."""

        def make(desk: Desk) -> object:
            from frontdesk.services import safekeeping  # as in _open_desk

            return safekeeping.daily_backup(desk)

        self.jobs.ask(make, failed=lambda trouble: self.window.warn(f"There is no backup of today yet. {trouble.sentence}"), long=True)

    def _examine(self, trouble: DeskError) -> None:
        """The first word of damage may be a passing one: the file is closed, checked whole, and only then is a backup offered."""
        if self._mending:
            return
        self._mending = True

        def look() -> Findings:
            from frontdesk.services import safekeeping  # as in _open_desk

            return safekeeping.examine(self.path)

        self.jobs.without_desk(look, lambda found: self._examined(trouble, found), failed=self._not_mended)

    def _examined(self, trouble: DeskError, found: Findings) -> None:
        if not found.faults:
            self._mending = False
            if not self._tried_again and not self._filled_once:
                self._tried_again = True
                self._open()
                return
            self.window.warn("The clinic's file did not answer properly, but a check of every page has found it whole. Try again.")
        elif found.backup is None or found.made is None:
            self.window.warn(f"{trouble.sentence} There is no whole backup of it in the folder “backups”; ask the administrator for one.")
        elif not self.alone:
            self.window.warn(f"{trouble.sentence} Close the other window first, then start the program again to bring back the newest backup.")
        else:
            made = wall_of(found.made.replace(tzinfo=UTC), self.zone)
            told = f"{when.long_day(made)}, {when.clock(made)}" + (" (UTC)" if self.zone == "UTC" else "")
            question = f"{trouble.sentence}\n\nThe newest whole backup is of {told}; what was saved after it is not in it. Bring it back? The damaged file is kept."
            if ask(self.window, "The clinic's file", question, yes="Bring back the backup", no="Not now"):
                self._restore(found.backup)

    def _restore(self, backup: Path) -> None:
        def bring() -> RestoreReport:
            from frontdesk.services import safekeeping  # as in _open_desk

            return safekeeping.restore(backup=backup, target=self.path, now=self.clock())

        self.jobs.without_desk(bring, self._restored, failed=self._not_mended)

    def _restored(self, done: RestoreReport) -> None:
        self._mending = False
        kept = f" The former file is kept as {done.kept.name}." if done.kept else ""
        self.window.say(f"The backup is back, checked whole.{kept}")
        self._open()

    def _not_mended(self, trouble: DeskError) -> None:
        self._mending = False
        self.window.warn(trouble.sentence)

    def raise_window(self) -> None:
        """A second start shows the first window."""
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        self._daily.stop()
        self.bridge.stop()
        self.jobs.close()
        self._lock.free()


def collect_on_this_thread() -> QTimer:
    """Objects of the window must not die on another thread: collect here, from a timer."""
    gc.disable()
    timer = QTimer()
    timer.setInterval(5_000)
    timer.timeout.connect(lambda: gc.collect(1))
    timer.start()
    return timer


def _catch(window: Window) -> None:
    """A bug is told once, in a sentence; the log gets where it was, never what somebody typed."""

    def hook(kind: type[BaseException], trouble: BaseException, place: TracebackType | None) -> None:
        log.error("%s", described(trouble.with_traceback(place)))
        window.warn("Something went wrong in the program. What you typed is still here.")

    sys.excepthook = hook


def _first(name: str) -> QLocalServer | None:
    """The server that hears of a second start; None where a first one is running and has been raised.

    Where it cannot listen, a second start simply opens a second window.
    """
    socket = QLocalSocket()
    socket.connectToServer(name)
    if socket.waitForConnected(200):
        socket.write(b"raise\n")
        socket.flush()
        socket.waitForBytesWritten(200)
        socket.disconnectFromServer()
        return None
    QLocalServer.removeServer(name)
    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    server.listen(name)
    return server


def run(*, database: Path | None = None, demo: bool = False) -> int:
    """Open the window and stay until it is closed; gives the exit code."""
    kept = settings.load()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setApplicationName("frontdesk")
    load_fonts()
    app = App(database=database, demo=demo, clock=lambda: datetime.now(UTC), kept=kept)
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    server = _first(f"frontdesk-{user}-{hashlib.sha256(os.fsencode(app.path.resolve())).hexdigest()[:16]}")
    if server is None:
        return 0
    app.claim()
    server.newConnection.connect(app.raise_window)
    collector = collect_on_this_thread()
    _catch(app.window)
    app.window.fit_screen()
    app.start()
    code = application.exec()
    collector.stop()
    app.close()
    return code
