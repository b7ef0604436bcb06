"""The mouse of a receptionist on the calendar: press, drag, let go, in times and columns instead of pixels."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from frontdesk.ui.calendar.geometry import minute_on

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


class Pointer:
    """``column`` counts from the left; times as "14:30"."""

    def __init__(self, hands) -> None:
        self.hands, self.section = hands, hands.section("calendar")
        self.grid = self.section.grid

    def visit(self, name: str):
        """A visit that is shown, by who it is for."""
        return next(v for t in self.grid.board.tracks for v in t.visits if v.patient_name == name)

    def at(self, column: int, clock: str, *, dx: float = 0.5) -> QPoint:
        return QPoint(int((column + dx) * self.grid.column()), int(self.grid.scale.y(minutes(clock))))

    def column_of(self, visit) -> int:
        return self.grid.board.track_of(visit)

    def on(self, visit, *, down: int = 10) -> QPoint:
        """So many minutes below the start of a visit."""
        column = self.column_of(visit)
        block = self.grid.block_of(visit.appointment.id)
        minute = minute_on(visit.appointment.start, self.grid.board.tracks[column].day) + down
        return QPoint(block.geometry().center().x(), int(self.grid.scale.y(minute)))

    def top(self, visit) -> QPoint:
        return self.grid.block_of(visit.appointment.id).geometry().topLeft() + QPoint(20, 2)

    def bottom(self, visit) -> QPoint:
        return self.grid.block_of(visit.appointment.id).geometry().bottomLeft() + QPoint(20, -2)

    def see(self, spot: QPoint) -> None:
        self.section.area.ensureVisible(spot.x(), spot.y(), 10, 60)
        QApplication.processEvents()

    def press(self, spot: QPoint) -> None:
        self.see(spot)
        QTest.mousePress(self.grid, LEFT, NONE, spot)

    def move(self, spot: QPoint, modifiers=NONE) -> None:
        """The pointer with the button down; modifiers travel with the event, which QTest cannot do."""
        place = QPointF(self.grid.mapToGlobal(spot))
        QApplication.sendEvent(self.grid, QMouseEvent(QEvent.Type.MouseMove, QPointF(spot), place, Qt.MouseButton.NoButton, LEFT, modifiers))

    def over(self, widget, spot: QPoint | None = None) -> None:
        """The pointer, button down, over something outside the grid."""
        place = widget.mapToGlobal(spot or widget.rect().center())
        inside = self.grid.mapFromGlobal(place)
        QApplication.sendEvent(self.grid, QMouseEvent(QEvent.Type.MouseMove, QPointF(inside), QPointF(place), Qt.MouseButton.NoButton, LEFT, NONE))

    def release(self, spot: QPoint, modifiers=NONE) -> None:
        QTest.mouseRelease(self.grid, LEFT, modifiers, spot)
        self.hands.wait()

    def drag(self, start: QPoint, end: QPoint, modifiers=NONE) -> None:
        self.press(start)
        for part in (0.2, 0.6, 1.0):
            self.move(start + (end - start) * part, modifiers)
        self.release(end, modifiers)

    def click(self, spot: QPoint, modifiers=NONE) -> None:
        self.see(spot)
        QTest.mouseClick(self.grid, LEFT, modifiers, spot)
        self.hands.wait()

    def day(self, day: date) -> QPoint:
        """Where a day stands in the small month."""
        month = self.section.month
        number = (day - month.first()).days
        wide, tall = month.width() / 7, month.look.px(28)
        return QPoint(int((number % 7 + 0.5) * wide), int(month.look.px(22) + (number // 7 + 0.5) * tall))


def click(hands, widget, spot: QPoint | None = None) -> None:
    """The left button on a widget that can be seen, in its middle or at a place of it."""
    assert widget.isVisible(), "what cannot be seen is not clicked"
    assert widget.isEnabled()
    QTest.mouseClick(widget, LEFT, NONE, spot or widget.rect().center())
    hands.wait()


def click_row(hands, rows, number: int) -> None:
    """A row of a list."""
    index = rows.model().index(number, 0)
    rows.scrollTo(index)
    click(hands, rows.viewport(), rows.visualRect(index).center())


def click_button(hands, inside, words: str) -> None:
    """The button that says so."""
    click(hands, next(b for b in inside.findChildren(QAbstractButton) if b.text().startswith(words) and b.isVisible()))


def choose(hands, combo, words: str) -> None:
    """One of a choice; its popup is Qt's own, and its window is not opened here."""
    combo.setCurrentIndex(combo.findText(words))
    combo.activated.emit(combo.currentIndex())
    hands.wait()


def overwrite(hands, field, words: str) -> None:
    """Three clicks mark what stands there, then it is typed over."""
    click(hands, field)
    field.selectAll()
    hands.type(words)
