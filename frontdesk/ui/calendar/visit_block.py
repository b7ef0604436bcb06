"""One visit on the grid: a real button with its whole name, painted by its height (ux.md 8)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Status, Visit
from frontdesk.domain.clinic import House
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import chip_colors, draw_chip
from frontdesk.ui.widgets.safe_text import name

ICONS = {Status.BOOKED: "circle", Status.WAITING: "armchair-fill", Status.IN_ROOM: "door-fill", Status.DONE: "checks", Status.NO_SHOW: "user-minus-fill",
         Status.HELD: "hourglass-medium"}  # fmt: skip


def waiting_minutes(visit: Visit, now: datetime) -> int:
    since = visit.appointment.waiting_since
    return max(0, int((now - since).total_seconds() // 60)) if since else 0


def status_words(visit: Visit, wall: datetime, now: datetime) -> tuple[str, str, str]:
    """(words for a chip or empty, its group, icon). Late and confirmed are computed, not stored."""
    one = visit.appointment
    if one.status is Status.WAITING:
        minutes = waiting_minutes(visit, now)
        return f"{minutes} min", "danger" if minutes > 30 else "warn" if minutes > 15 else "ok", "armchair-fill"
    if one.status is Status.IN_ROOM:
        return "In room", "info", "door-fill"
    if one.status is Status.NO_SHOW:
        return "No-show", "danger", "user-minus-fill"
    if one.status is Status.HELD:
        return "Held", "plain", "hourglass-medium"
    if one.status is Status.BOOKED and one.start < wall < one.end:
        return "Late", "warn", "clock-fill"
    if one.confirmed:
        return "", "", "check-circle"
    return "", "", ICONS.get(one.status, "circle")


def spoken(visit: Visit, house: House, wall: datetime, now: datetime) -> str:
    """The whole visit in one sentence, for a screen reader and the tooltip."""
    one = visit.appointment
    words, _, _ = status_words(visit, wall, now)
    state = f"waiting {words}" if one.status is Status.WAITING else words.lower() or ("confirmed" if one.confirmed else one.status.value.replace("_", " "))
    room = house.room(one.room_id).name if one.room_id else ""
    clock24 = house.clinic.clock24
    hours = f"{when.clock(one.start, clock24=clock24)} to {when.clock(one.end, clock24=clock24)}"
    parts = (name(visit.patient_name), house.type(one.type_id).name.lower(), hours,
             house.clinician(one.clinician_id).short, room, visit.line, state, f"overlap: {one.overlap_reason}" if one.overlap_reason else "")  # fmt: skip
    return ", ".join(p for p in parts if p)


class VisitBlock(QAbstractButton):
    """``keyed`` passes on the grid's keys, which Qt would use to walk between buttons. The mouse is the grid's alone.

    What is painted is kept as a picture until something of it changes.
    """

    keyed = Signal(object)
    gained = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.visit: Visit | None = None
        self.house: House | None = None
        self._chosen = self._dim = False
        self._picture: QPixmap | None = None
        self._picture_of: object = None
        self._chip: tuple[str, str, str] = ("", "", "circle")
        self._past = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_visit(self, visit: Visit, house: House, wall: datetime, now: datetime) -> None:
        chip = status_words(visit, wall, now)
        if visit == self.visit and house is self.house and chip == self._chip:
            return
        self.visit, self.house, self._chip = visit, house, chip
        self._past = visit.appointment.status in (Status.DONE,)
        self.setAccessibleName(spoken(visit, house, wall, now))
        self.update()

    def choose(self, on: bool) -> None:
        if on != self._chosen:
            self._chosen = on
            self.update()

    def dim(self, on: bool) -> None:
        """While it is held elsewhere, it stays where it was at 35 %."""
        if on != self._dim:
            self._dim = on
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keyed.emit(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.gained.emit(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.visit is None or self.house is None:
            return
        painter = QPainter(self)
        if self._dim:
            painter.setOpacity(0.35)
        painter.drawPixmap(0, 0, self._drawn())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1.5), self.look.px(6), self.look.px(6))
        painter.end()

    def _drawn(self) -> QPixmap:
        """The visit as a picture, made anew only where something of it changed."""
        key = (self.visit, self.house, self.size().toTuple(), self._chip, self._chosen, self.look.theme, self.look.scale, self.devicePixelRatioF())
        if self._picture is None or key != self._picture_of:
            ratio = self.devicePixelRatioF()
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            self._draw(painter)
            painter.end()
            self._picture_of = key
        return self._picture

    def _draw(self, painter: QPainter) -> None:
        assert self.visit is not None
        assert self.house is not None
        look, one = self.look, self.visit.appointment
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind = self.house.type(one.type_id)
        fill, bar, ink = look.type_colors(kind.look)
        if self._past:
            fill, ink = _mix(fill, look.color("surface")), look.color("text3")
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -1.5)
        no_show, held = one.status is Status.NO_SHOW, one.status is Status.HELD
        edge = look.color("danger") if no_show else look.color("accent") if held or self._chosen else None
        painter.setPen(QPen(edge, 1.6, Qt.PenStyle.DashLine if no_show or held else Qt.PenStyle.SolidLine) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface") if no_show or held else fill)
        painter.drawRoundedRect(body, look.px(6), look.px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar)
        painter.drawRoundedRect(QRectF(body.left(), body.top(), look.px(4), body.height()), 2, 2)
        if one.overlap_reason:
            painter.drawPixmap(int(body.right() - look.px(16)), int(body.bottom() - look.px(16)), look.pixmap("warning-fill", "warn", 14))
        self._words(painter, body, ink, kind.name, struck=no_show)

    def _words(self, painter: QPainter, body: QRectF, ink: QColor, kind: str, *, struck: bool) -> None:
        """By height and width; the name is the last thing to be shortened."""
        assert self.visit is not None
        look, height = self.look, body.height() * 100 / self.look.scale
        if height < 15:
            return
        small, narrow = height < 22, body.width() <= look.px(150)
        y = body.top() + (look.px(4) if height >= 38 else (body.height() - look.px(17)) / 2)
        left, right = body.left() + look.px(11), body.right() - look.px(5)
        if body.width() < look.px(64):
            left = body.left() + look.px(7)
        font = look.font(12 if small else 13, 600)
        font.setStrikeOut(struck)
        line = QRectF(left, y, right - left, look.px(17 if small else 18))
        if height < 38:
            self._one_line(painter, line, body, font, ink)
            return
        if not narrow:
            line.setRight(self._status(painter, right, y, body, wordy=True))
        if body.width() < look.px(64):
            self._two_words(painter, line, font, ink)
            return
        self._text(painter, name(self.visit.patient_name), font, ink, line)
        limit = right - left - (look.px(34) if self.visit.appointment.room_id and (narrow or height < 60) else 0)
        second = QRectF(left, y + look.px(18), limit, look.px(17))
        if narrow:
            self._narrow_line(painter, second, ink)
        elif self.visit.line:
            self._text(painter, self.visit.line, look.font(12), ink, second)
        if height >= 60 and not narrow:
            self._text(painter, kind, look.font(11.5, 500), ink, QRectF(left, y + look.px(35), limit - look.px(34), look.px(17)))
        if self.visit.appointment.room_id and body.width() >= look.px(78):
            self._room(painter, body, ink)

    def _two_words(self, painter: QPainter, line: QRectF, font: QFont, ink: QColor) -> None:
        """In a lane too narrow for both, the given name over the rest."""
        assert self.visit is not None
        first, _, rest = name(self.visit.patient_name).partition(" ")
        self._text(painter, first, font, ink, line)
        self._text(painter, rest, font, ink, line.translated(0, self.look.px(16)))

    def _one_line(self, painter: QPainter, line: QRectF, body: QRectF, font: QFont, ink: QColor) -> None:
        """Name, then the detail where there is room; the status only where the name stays whole."""
        assert self.visit is not None
        look, who = self.look, name(self.visit.patient_name)
        wide = QFontMetrics(font).horizontalAdvance(who)
        wordy = wide + look.px(84) < line.width()
        if wide + look.px(19) < line.width() or line.width() > look.px(110):
            line.setRight(self._status(painter, line.right(), line.top(), body, wordy=wordy))
        used = self._text(painter, who, font, ink, line)
        room = line.width() - used - look.px(8)
        if self.visit.line and room > look.px(40):
            self._text(painter, self.visit.line, look.font(12), ink, QRectF(line.left() + used + look.px(8), line.top(), room, line.height()))

    def _narrow_line(self, painter: QPainter, line: QRectF, ink: QColor) -> None:
        """Where the name needs the whole first line: the status before its words, or before the detail."""
        assert self.visit is not None
        look, (words, group, icon) = self.look, self._chip
        if line.width() < look.px(16):
            return
        painter.drawPixmap(int(line.left()), int(line.top() + look.px(1)), look.pixmap(icon, self._tint(), 14))
        told = chip_colors(look, group)[1] if words else ink
        self._text(painter, words or self.visit.line, look.font(12, 600 if words else 400), told, line.adjusted(look.px(18), 0, 0, 0))

    def _tint(self) -> str:
        """The token of the status icon."""
        words, group, _ = self._chip
        return group if words and group in ("ok", "warn", "danger", "info") else "text3" if self._past else "text2"

    def _room(self, painter: QPainter, body: QRectF, ink: QColor) -> None:
        assert self.visit is not None
        assert self.house is not None
        look = self.look
        words = self.house.room(self.visit.appointment.room_id or 0).short
        font = look.font(11, 600)
        wide = QFontMetrics(font).horizontalAdvance(words) + look.px(10)
        rect = QRectF(body.right() - wide - look.px(5), body.bottom() - look.px(22), wide, look.px(18))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(self.look.color("surface"))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setFont(font)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)

    def _status(self, painter: QPainter, right: float, y: float, body: QRectF, *, wordy: bool) -> float:
        """Draw the status at the right; gives where the name must end."""
        look = self.look
        words, group, icon = self._chip
        if words and wordy:
            wide = QFontMetrics(look.font(11, 600)).horizontalAdvance(words) + look.px(36)
            if wide < body.width() * 0.6:
                draw_chip(painter, look, QRectF(right - wide, y - 1, wide, look.px(20)), words, group, icon=icon, size=11)
                return right - wide - look.px(4)
        painter.drawPixmap(int(right - look.px(15)), int(y + look.px(2)), look.pixmap(icon, self._tint(), 14))
        return right - look.px(19)

    @staticmethod
    def _text(painter: QPainter, text: str, font: QFont, ink: QColor, rect: QRectF) -> float:
        if rect.width() < 8:
            return 0
        painter.setFont(font)
        painter.setPen(ink)
        metrics = QFontMetrics(font)
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), words)
        return metrics.horizontalAdvance(words)


def _mix(one: QColor, other: QColor) -> QColor:
    return QColor((one.red() + other.red()) // 2, (one.green() + other.green()) // 2, (one.blue() + other.blue()) // 2)
