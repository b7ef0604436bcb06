"""Free times: digit, day and hours, who and where, and the one reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.clinic import House
from frontdesk.domain.slots import Slot
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.pictures import paint_kept

BETWEEN = "  ·  "
"""Stands between a room and the reason."""


class SlotRow(QAbstractButton):
    """One time; highlighted where Enter would book it.

    Where room and reason do not fit beside each other the room is said ``short``; where that is too long too, the reason gets a line of its own.
    """

    def __init__(self, look: Look, number: int, lines: tuple[str, str, str, str], short: str = "") -> None:
        super().__init__()
        self.look, self.number, self.current, self.framed = look, number, False, False
        self.high = False
        self.say(lines, short)
        self.shares = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, lines: tuple[str, str, str, str], short: str = "") -> None:
        """Another time."""
        self.lines, self._long, self._short = lines, lines[3], short or lines[3]
        self.setAccessibleName(f"{self.number}: {', '.join(lines)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(240), self.look.px(64 if self.high else 46))

    def needs(self, half: int) -> int:
        """How wide the two lines of a half are."""
        fonts = (self.look.font(13, 600), self.look.font(12))
        return max(QFontMetrics(font).horizontalAdvance(line) for font, line in zip(fonts, (*self.lines[:3], self._long)[2 * half :], strict=False))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_kept(self, (self.number, self.lines, self.current, self.framed, self.high, self.shares, self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("focus" if self.framed else "accent" if self.current else "border2"), 2 if self.current else 1))
        painter.setBrush(look.color("accentSoft" if self.current else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(8), look.px(8))
        side = look.px(24)
        disc = QRectF(look.px(10), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(look.color("accent" if self.current else "border2"), 1))
        painter.setBrush(look.color("accent" if self.current else "surface2"))
        painter.drawRoundedRect(disc, look.px(6), look.px(6))
        painter.setPen(look.color("onAccent" if self.current else "text2"))
        painter.setFont(look.font(12, 600))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(self.number))
        middle = self._middle(self.width())
        self._under(painter, look.px(42), middle - look.px(48), self.lines[:2])
        under = self.lines[3].split(BETWEEN, 1) if self.high else [self.lines[3]]
        self._under(painter, middle, self.width() - middle - look.px(8), (self.lines[2], *under), soft=True)

    def _middle(self, width: int) -> int:
        """Where the second half begins, the same in all rows of a list."""
        look = self.look
        return max(look.px(52) + self.shares[0], min(int(width * 0.43), width - self.shares[1] - look.px(10)))

    def takes(self, width: int, *, short: bool = False) -> bool:
        """Whether room and reason stand on one line at this width; the room as it is called, or ``short``."""
        room = width - self._middle(width) - self.look.px(8) - 2  # advances are rounded, what is drawn is not
        return QFontMetrics(self.look.font(12)).horizontalAdvance(self._short if short else self._long) <= room

    def fit(self, width: int, *, short: bool) -> None:
        """As high as its words want at this width; ``short``: the rooms of this list are said as on their chips."""
        said = self._short if short else self._long
        self.lines = (*self.lines[:3], said)
        high = BETWEEN in said and not self.takes(width, short=short)
        if high != self.high:
            self.high = high
            self.updateGeometry()
            self.update()

    def _under(self, painter: QPainter, x: int, width: int, lines: Sequence[str], *, soft: bool = False) -> None:
        """The first line strong, the others under it."""
        look, y = self.look, self.look.px(4)
        for number, text in enumerate(lines):
            font = look.font(12 if number else 13, 400 if number else 600)
            painter.setFont(font)
            painter.setPen(look.color("text2" if number and soft else "text"))
            painter.drawText(QRectF(x, y, width, look.px(21 if number == 0 else 18)), int(Qt.AlignmentFlag.AlignVCenter),
                             QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width))  # fmt: skip
            y += look.px(18)


class SlotList(QWidget):
    """Takes the keyboard as one: arrows choose, a digit or Enter gives ``taken``. A held-down key books nothing twice."""

    taken = Signal(int)
    moved = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.slots: tuple[Slot, ...] = ()
        self.current = 0
        self.live = True
        self._rows: list[SlotRow] = []
        self._made: list[SlotRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(5))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Free times")
        look.changed.connect(self._share)

    def show_slots(self, slots: Sequence[Slot], house: House, *, clock24: bool) -> None:
        """Rows are made once and say other times then."""
        self.slots, self.current = tuple(slots), 0
        for number, slot in enumerate(self.slots):
            lines, short = slot_lines(slot, house, clock24=clock24), where(slot, house, short=True)
            if number < len(self._made):
                self._made[number].say(lines, short)
            else:
                row = SlotRow(self.look, number + 1, lines, short)
                row.clicked.connect(lambda _=False, n=number: self._pick(n))
                self._made.append(row)
                self._column.addWidget(row)
        for number, row in enumerate(self._made):
            row.setVisible(number < len(self.slots))
        self._rows = self._made[: len(self.slots)]
        self._share()
        self._mark()

    def _share(self) -> None:
        """The halves of all rows stand under each other, each as wide as its widest line wants."""
        shares = [max((row.needs(half) for row in self._rows), default=0) for half in (0, 1)]
        for row in self._rows:
            row.shares = (shares[0], shares[1])
        self._fit()

    def _fit(self) -> None:
        """One room is not "Room 2" where the next is "R1": all are said in full, or none."""
        short = not all(row.takes(self.width()) for row in self._rows)
        for row in self._rows:
            row.fit(self.width(), short=short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _mark(self) -> None:
        for number, row in enumerate(self._rows):
            row.current = number == self.current
            row.framed = row.current and self.hasFocus()
            row.update()
        if self._rows:
            self.setAccessibleDescription(self._rows[self.current].accessibleName())

    def _pick(self, index: int) -> None:
        """A first click chooses, a second on the same books."""
        if index == self.current and self.live:
            self.taken.emit(index)
            return
        self.choose(index)

    def choose(self, index: int) -> None:
        if self._rows:
            self.current = max(0, min(index, len(self._rows) - 1))
            self._mark()
            self.moved.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.choose(self.current + (1 if key == Qt.Key.Key_Down else -1))
        elif event.isAutoRepeat() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self._rows) and self.live:
            self.choose(key - Qt.Key.Key_1)
            self.taken.emit(self.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows and self.live:
            self.taken.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()


def slot_lines(slot: Slot, house: House, *, clock24: bool) -> tuple[str, str, str, str]:
    """Day; hours; clinician; room and reason."""
    return when.short_day(slot.start), when.clocks(slot.start, slot.end, clock24=clock24), house.clinician(slot.clinician_id).short, where(slot, house)


def where(slot: Slot, house: House, *, short: bool = False) -> str:
    """Room and reason; the room as on its chip where it is to be short."""
    room = house.room(slot.room_id) if slot.room_id else None
    return BETWEEN.join(p for p in (("" if room is None else room.short if short else room.name), slot.reason) if p)
