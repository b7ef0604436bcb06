"""The list of the day: painted rows in columns, the now line between them (mock-up 17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Status
from frontdesk.domain.day_sheet import DANGER_AFTER, ITEMS, WARN_AFTER, Line
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import draw_chip, draw_disc
from frontdesk.ui.widgets.lists import AnyIndex, Delegate, Item, RowList
from frontdesk.ui.widgets.pictures import PICTURES
from frontdesk.ui.widgets.safe_text import name, shown

ROW = 46
_SHARES = (("Time", 0.0), ("Patient", 0.115), ("Visit", 0.32), ("Clinician", 0.55), ("Room", 0.68), ("Ready", 0.755), ("Status", 0.845))
_NARROW = (("Time", 0.0), ("Patient", 0.17), ("Visit", 0.47), ("Status", 0.76))
_INSET = 20


def columns(look: Look, width: float) -> dict[str, QRectF]:
    """Left edge and width of each column; in a narrow list only what the desk cannot do without."""
    shares = _SHARES if width >= look.px(780) else _NARROW
    left, room = look.px(_INSET), width - 2 * look.px(_INSET)
    edges = [*(share for _, share in shares[1:]), 1.0]
    return {word: QRectF(left + share * room, 0, (end - share) * room - look.px(10), 0) for (word, share), end in zip(shares, edges, strict=True)}


def status_chip(line: Line) -> tuple[str, str, str]:
    """(words, group, icon) of the chip that says where the visit stands."""
    one = line.visit.appointment
    if line.waiting is not None:
        group = "danger" if line.waiting > DANGER_AFTER else "warn" if line.waiting > WARN_AFTER else "ok"
        told = f"Waiting {line.waiting} min" if line.waiting else "Waiting"
        return told, group, "warning" if group == "danger" else "clock-fill" if group == "warn" else "armchair-fill"
    if line.late:
        return "Late", "warn", "clock-fill"
    if one.confirmed:
        return "Confirmed", "plain", "check-circle"
    return {
        Status.IN_ROOM: ("In room", "info", "door-fill"), Status.DONE: ("Done", "plain", "checks"), Status.NO_SHOW: ("No-show", "danger", "user-minus-fill"),
        Status.HELD: ("Held", "plain", "hourglass-medium"),
    }.get(one.status, ("Booked", "plain", "circle"))  # fmt: skip


def room_words(line: Line) -> str:
    """Under the head "Room" its name goes without the word; the one on its chip where the name is long."""
    if line.room is None:
        return ""
    bare = line.room.name.removeprefix("Room ")
    return shown(bare if len(bare) < 8 else line.room.short, longest=12)


def item_of(line: Line, *, clock24: bool) -> Item:
    """As a row of the list; what is read aloud names everything that is painted."""
    one = line.visit.appointment
    room = line.room.name if line.room else "no room"
    ready = f"{len(line.ready)} of {len(ITEMS)} ready"
    told = f"{when.clocks(one.start, one.end, clock24=clock24)}, {line.kind.name}, {line.clinician.short}, {room}, {ready}"
    return Item(one.id, name(line.visit.patient_name), told, one.detail, right=status_chip(line)[0], data=line)


class SheetDelegate(Delegate):
    """Draws a visit in the columns of the sheet."""

    def __init__(self, look: Look, *, clock24: bool) -> None:
        super().__init__(look, ROW)
        self.clock24 = clock24

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        on, focused = (bool(option.state & flag) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus))
        key = (type(self), item, item.data, on, focused, self.clock24, self.look.theme, self.look.scale)
        PICTURES.show(painter, QRectF(option.rect), option.widget.devicePixelRatioF(), key, lambda into, rect: self._draw(into, rect, item, on, focused=focused))

    def _draw(self, painter: QPainter, rect: QRectF, item: Item, on: bool, *, focused: bool) -> None:
        line: Line = item.data
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, item, rect, on, focused=focused)
        at = columns(self.look, rect.width())
        self._time(painter, rect, at["Time"], line)
        self._two(painter, rect, at["Patient"], name(line.visit.patient_name), shown(line.visit.appointment.detail, longest=320), dim=line.over)
        self._kind(painter, rect, at["Visit"], line)
        if "Room" in at:
            self._who(painter, rect, at["Clinician"], line)
            self._word(painter, rect, at["Room"], room_words(line), dim=line.over)
            self._ready(painter, rect, at["Ready"], line)
        words, group, icon = status_chip(line)
        self._chip(painter, rect, at["Status"], words, group, icon)

    def _ground(self, painter: QPainter, item: Item, rect: QRectF, on: bool, *, focused: bool) -> None:
        super()._ground(painter, item, rect, on, focused=focused)
        if not on:
            painter.setPen(QPen(self.look.color("border"), 1))
            y = rect.bottom() - 1
            painter.drawLine(int(rect.left() + self.look.px(_INSET)), int(y), int(rect.right() - self.look.px(_INSET)), int(y))

    def _word(self, painter: QPainter, rect: QRectF, column: QRectF, text: str, *, dim: bool = False, weight: int = 400, size: float = 13, shift: float = 0) -> float:
        font = self.look.font(size, weight)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self.look.color("text3" if dim else "text"))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(column.width()))
        painter.drawText(QRectF(column.left(), rect.top() + shift, column.width() + 1, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown)

    def _time(self, painter: QPainter, rect: QRectF, column: QRectF, line: Line) -> None:
        one, px = line.visit.appointment, self.look.px
        words = when.clock(one.start, clock24=self.clock24).removesuffix(" am").removesuffix(" pm")
        wide = self._word(painter, rect, column, words, dim=line.over, weight=600)
        minutes, used = f"{int((one.end - one.start).total_seconds() // 60)} min", max(wide, px(44)) + px(6)
        if used + QFontMetrics(self.look.font(12)).horizontalAdvance(minutes) <= column.width():  # whole or not at all: the end stands with the visit
            self._word(painter, rect, QRectF(column.left() + used, 0, column.width() - used, 0), minutes, dim=True, size=12)

    def _two(self, painter: QPainter, rect: QRectF, column: QRectF, first: str, second: str, *, dim: bool) -> None:
        shift = self.look.px(9) if second else 0
        self._word(painter, rect, column, first, dim=dim, weight=600, shift=-shift)
        if second:
            font = self.look.font(12)
            painter.setFont(font)
            painter.setPen(self.look.color("text3" if dim else "text2"))
            words = QFontMetrics(font).elidedText(second, Qt.TextElideMode.ElideRight, int(column.width()))
            painter.drawText(QRectF(column.left(), rect.top() + shift, column.width() + 1, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _kind(self, painter: QPainter, rect: QRectF, column: QRectF, line: Line) -> None:
        look = self.look
        fill, _, ink = look.type_colors(line.kind.look)
        font = look.font(12, 500)
        metrics = QFontMetrics(font)
        wide = min(metrics.horizontalAdvance(line.kind.name) + look.px(38), column.width())
        body = QRectF(column.left(), rect.center().y() - look.px(11), wide, look.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.drawPixmap(int(body.left() + look.px(10)), int(body.center().y() - look.px(7)), look.pixmap(look.type_icon(line.kind.look), ink, 14))
        painter.setPen(ink)
        painter.setFont(font)
        words = metrics.elidedText(line.kind.name, Qt.TextElideMode.ElideRight, int(wide - look.px(38)) + 1)
        painter.drawText(body.adjusted(look.px(28), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _who(self, painter: QPainter, rect: QRectF, column: QRectF, line: Line) -> None:
        px, clinician = self.look.px, line.clinician
        side = px(22)
        draw_disc(painter, self.look, QRectF(column.left(), rect.center().y() - side / 2, side, side), clinician.initials, clinician.colour, 9)
        rest = QRectF(column.left() + side + px(7), 0, column.width() - side - px(7), 0)
        self._word(painter, rect, rest, clinician.short.removeprefix("Dr "), dim=line.over)

    def _ready(self, painter: QPainter, rect: QRectF, column: QRectF, line: Line) -> None:
        look, side = self.look, self.look.px(10)
        for number, item in enumerate(ITEMS):
            box = QRectF(column.left() + number * (side + look.px(4)), rect.center().y() - side / 2, side, side)
            done = item in line.ready
            painter.setPen(QPen(look.color("accent" if done else "edge"), 1.2))
            painter.setBrush(look.color("accent") if done else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, look.px(2), look.px(2))

    def _chip(self, painter: QPainter, rect: QRectF, column: QRectF, words: str, group: str, icon: str) -> None:
        look = self.look
        wide = min(QFontMetrics(look.font(12, 500)).horizontalAdvance(words) + look.px(38), column.width() + look.px(10))
        draw_chip(painter, look, QRectF(column.left(), rect.center().y() - look.px(11), wide, look.px(22)), words, group, icon=icon)


class SheetList(RowList):
    """A click on a row's status chip advances the visit (``advanced``)."""

    advanced = Signal(int)

    def __init__(self, look: Look, *, clock24: bool) -> None:
        super().__init__(look, ROW, name="Visits of the day")
        self._sheet = SheetDelegate(look, clock24=clock24)
        self.setItemDelegate(self._sheet)
        self.wall: datetime | None = None

    def show_lines(self, lines: Sequence[Line], *, clock24: bool, wall: datetime | None, keep: int | None = None) -> None:
        """``wall``: the time at which the now line stands; None on another day."""
        self._sheet.clock24, self.wall = clock24, wall
        self.put([item_of(line, clock24=clock24) for line in lines], keep=keep)
        if keep is not None and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        status = columns(self.look, self.viewport().width())["Status"]
        if index.isValid() and status.left() <= event.position().x() <= status.right() and event.button() == Qt.MouseButton.LeftButton:
            self.advanced.emit(index.data(Qt.ItemDataRole.UserRole).key)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.wall is None or not self.rows.items:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, look = self._now_y(), self.look
        if 0 <= y <= self.viewport().height():
            painter.setPen(QPen(look.color("now"), 1.6))
            painter.drawLine(look.px(_INSET), y, self.viewport().width() - look.px(_INSET), y)
            words = when.clock(self.wall, clock24=self._sheet.clock24).removesuffix(" am").removesuffix(" pm")
            font = look.font(11, 600)
            pill = QRect(look.px(_INSET - 8), max(0, y - look.px(9)), QFontMetrics(font).horizontalAdvance(words) + look.px(18), look.px(18))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("now"))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            painter.setPen(look.color("surface"))
            painter.setFont(font)
            painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()

    def _now_y(self) -> int:
        """Between the last visit that has begun and the next."""
        starts = [item.data.visit.appointment.start for item in self.rows.items]
        begun = sum(start <= self.wall for start in starts) if self.wall else 0
        if begun < len(starts):
            return self.visualRect(self.rows.index(begun, 0)).top()
        return self.visualRect(self.rows.index(len(starts) - 1, 0)).bottom()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()


class Heads(QWidget):
    """The names of the columns above the list."""

    def __init__(self, look: Look, over: SheetList) -> None:
        super().__init__()
        self.look, self.over = look, over
        self.setProperty("pane", "surface2")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look.keep_height(self, 34)

    def sizeHint(self) -> QSize:
        return QSize(400, self.look.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, look = QPainter(self), self.look
        painter.setFont(look.font(12, 600))
        painter.setPen(look.color("text2"))
        for word, column in columns(look, self.over.viewport().width()).items():
            painter.drawText(QRectF(column.left(), 0, column.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
        painter.setPen(look.color("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
