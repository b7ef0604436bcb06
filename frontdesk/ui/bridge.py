"""The one seam by which news comes back from the desk: ``changed`` on the GUI thread, with the tables that were touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.ui.jobs import Jobs

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Changes, Desk


class Bridge(QObject):
    """Listens to the desk, and asks once a second whether another process has written."""

    changed = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.changed.connect(jobs.outdate)  # before any section hears of it and asks again
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(lambda: jobs.ask(lambda desk: desk.refresh(), key="refresh"))

    def attach(self, desk: Desk) -> None:
        """Called once, on the desk thread."""
        desk.listeners.append(self._heard)

    def watch(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _heard(self, changes: Changes) -> None:
        self.changed.emit(changes.tables if changes.ours else frozenset({""}))
