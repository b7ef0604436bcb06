"""Where more than three visits overlap, the rest stand behind a "+n" that opens a list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.clinic import House
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.safe_text import name


class MoreBlock(QAbstractButton):
    """``chosen`` gives one of the visits that are not drawn."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.visits: Sequence[Visit] = ()
        self._clock24 = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    def show_visits(self, visits: Sequence[Visit], house: House) -> None:
        self.visits, self._clock24 = visits, house.clinic.clock24
        self.setText(f"+{len(visits)}")
        self.setAccessibleName(f"{len(visits)} more visits at the same time: {', '.join(name(v.patient_name) for v in visits)}")

    def menu(self) -> QMenu:
        """The list, by time."""
        made = QMenu(self)
        for visit in self.visits:
            words = f"{when.clock(visit.appointment.start, clock24=self._clock24)}  {name(visit.patient_name)}"
            made.addAction(words.replace("&", "&&"), partial(self.chosen.emit, visit))
        return made

    def _open(self) -> None:
        self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("focus" if self.hasFocus() else "edge"), 2 if self.hasFocus() else 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(5), look.px(5))
        painter.setFont(look.font(11, 600))
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()
