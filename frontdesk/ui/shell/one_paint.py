"""What the answers to one key change is painted once, when the last of them is there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from frontdesk.ui.jobs import Jobs

_LONGEST = 60
"""Milliseconds after which what is there is painted, whatever is still asked."""


class OnePaint(QObject):
    """Holds back the paints of a window between two answers of the desk. What the key itself changed, before any answer, is painted at once,
    unless it is something else altogether (``hold``): that would be painted twice.
    """

    def __init__(self, window: QWidget, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._jobs = window, jobs
        self._holding = self._wanted = False
        self._latest = QTimer(self)
        self._latest.setSingleShot(True)
        self._latest.setInterval(_LONGEST)
        self._latest.timeout.connect(self._paint)
        window.installEventFilter(self)
        jobs.answered.connect(self._answered)
        jobs.turning.connect(self.hold)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._holding and event.type() == QEvent.Type.UpdateRequest and watched is self._window:
            self._wanted = True  # what is to be painted is remembered by Qt
            return True
        return False

    def hold(self, *_: object) -> None:
        """Another section, or another view: it is painted with its answers, where it asks for any."""
        self._holding = True
        self._latest.start()
        QTimer.singleShot(0, self, self._unless_asked)

    def _unless_asked(self) -> None:
        if self._holding and not self._jobs.asking:
            self._paint()

    def _answered(self, more: bool) -> None:
        """``more``: there are questions that are not answered yet."""
        if more and not self._holding:
            self._holding = True
            self._latest.start()
        elif not more and self._holding:
            self._paint()

    def _paint(self) -> None:
        self._holding = False
        self._latest.stop()
        if self._wanted:
            self._wanted = False
            QCoreApplication.postEvent(self._window, QEvent(QEvent.Type.UpdateRequest))
