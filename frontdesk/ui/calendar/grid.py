"""The day grid: one painted background, one real child a visit; what stands where comes from the pure modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import Span
from frontdesk.ui.calendar import geometry, lanes
from frontdesk.ui.calendar.drag import Press
from frontdesk.ui.calendar.visit_block import VisitBlock
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import draw_disc, draw_key
from frontdesk.ui.widgets.safe_text import name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Column, DayView

GUTTER, HEADER = 62, 66


@dataclass(frozen=True)
class Track:
    """A column: a clinician, or a room."""

    key: int
    title: str
    line: str
    share: float
    initials: str
    tint: str
    open: tuple[Span, ...]


class Grid(QWidget):
    """``picked`` a visit; ``placed`` a free time (clinician id or None, start); ``slot_taken`` a ghost that was chosen."""

    picked = Signal(object)
    placed = Signal(object, object)
    slot_taken = Signal(object)
    moved_cursor = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.view: DayView | None = None
        self.by_room = False
        self.zoom = 0.0
        self.slots: Sequence[Slot] = ()
        self.current_slot = -1
        self.ghost_name = ""
        self.tracks: list[Track] = []
        self._blocks: list[VisitBlock] = []
        self._shown: dict[int, VisitBlock] = {}
        self._scale = geometry.fit(480, 1080, 700)
        self._press: Press | None = None
        self.spot = (0, 9 * 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Day")
        context.look.changed.connect(self.refresh)

    # -- what is shown

    def show_day(self, view: DayView) -> None:
        self.view = view
        self.setAccessibleName(f"Day, {when.long_day(view.day)}")
        self.refresh()

    def show_slots(self, slots: Sequence[Slot], current: int, who: str) -> None:
        """Booking mode: the ranked times of this day as ghosts with their digits."""
        self.slots, self.current_slot, self.ghost_name = slots, current, who
        self.update()

    def refresh(self) -> None:
        if self.view is None:
            return
        self.tracks = self._room_tracks() if self.by_room else self._clinician_tracks()
        self._fit()
        self._lay_out()
        self.update()

    def _clinician_tracks(self) -> list[Track]:
        assert self.view is not None
        return [
            Track(c.clinician.id, name(c.clinician.name), _capacity(c),
                  c.booked_share, c.clinician.initials, c.clinician.colour, c.open)
            for c in self.view.columns
        ]  # fmt: skip

    def _room_tracks(self) -> list[Track]:
        assert self.view is not None
        opens = [s for c in self.view.columns for s in c.open]
        whole = (Span(min(s.start for s in opens), max(s.end for s in opens)),) if opens else ()
        rooms = [Track(r.id, shown(r.name), r.kind, 0.0, r.short[:2], "#5B6B95", whole) for r in self.view.house.rooms if r.active]
        return [*rooms, Track(0, "No room", "phone and desk", 0.0, "–", "#626B77", whole)]

    def _fit(self) -> None:
        assert self.view is not None
        minutes = [m for t in self.tracks for s in t.open for m in (_minute(s.start, self.view.day), _minute(s.end, self.view.day))]
        minutes += [m for v in self.view.visits for m in (_minute(v.appointment.start, self.view.day), _minute(v.appointment.end, self.view.day))]
        first, last = (min(minutes), max(minutes)) if minutes else (480, 1080)
        host = self.parentWidget()
        height = (host.height() if host else 700) - self._header()
        self._scale = geometry.fit(max(0, first), min(1440, max(last, first + 60)), height, self.zoom * self.context.look.scale / 100 if self.zoom else 0)
        least = self._gutter() + len(self.tracks) * self.context.look.px(geometry.LEAST_COLUMN)
        self.setMinimumSize(least, int(self._header() + self._scale.height + 8))

    def _gutter(self) -> int:
        return self.context.look.px(GUTTER)

    def _header(self) -> int:
        return self.context.look.px(HEADER)

    def _column(self) -> float:
        return geometry.columns(self.width() - self._gutter(), len(self.tracks), self.context.look.px(geometry.LEAST_COLUMN))

    def _x(self, column: int) -> float:
        return self._gutter() + column * self._column()

    def _track_of(self, visit: Visit) -> int:
        key = (visit.appointment.room_id or 0) if self.by_room else visit.appointment.clinician_id
        return next((n for n, t in enumerate(self.tracks) if t.key == key), -1)

    def _lay_out(self) -> None:
        """Widgets are reused, not rebuilt; the layout is a value made anew."""
        assert self.view is not None
        by_track: dict[int, list[Visit]] = {}
        for visit in self.view.visits:
            by_track.setdefault(self._track_of(visit), []).append(visit)
        focused = next((k for k, b in self._shown.items() if b.hasFocus()), None)
        self._shown = {}
        used = 0
        for track, visits in sorted(by_track.items()):
            if track < 0:
                continue
            day = self.view.day
            places = {p.key: p for p in lanes.place([(v.appointment.id, _minute(v.appointment.start, day), _minute(v.appointment.end, day)) for v in visits])}
            for visit in visits:
                if not places[visit.appointment.id].hidden:
                    self._put(self._block(used), visit, track, places[visit.appointment.id])
                    used += 1
        for spare in self._blocks[used:]:
            spare.hide()
        if focused in self._shown:
            self._shown[focused].setFocus()

    def _block(self, number: int) -> VisitBlock:
        while len(self._blocks) <= number:
            made = VisitBlock(self.context.look, self)
            made.clicked.connect(lambda _=False, b=made: self.picked.emit(b.visit))
            made.keyed.connect(self._block_key)
            made.gained.connect(self._gained)
            self._blocks.append(made)
        return self._blocks[number]

    def _put(self, block: VisitBlock, visit: Visit, track: int, place: lanes.Placed) -> None:
        assert self.view is not None
        one = visit.appointment
        wide = (self._column() - self.context.look.px(10)) / place.lanes
        y = self._header() + self._scale.y(_minute(one.start, self.view.day))
        height = max(self.context.look.px(9), (_minute(one.end, self.view.day) - _minute(one.start, self.view.day)) * self._scale.per_minute)
        block.setGeometry(int(self._x(track) + self.context.look.px(5) + place.lane * wide), int(y), int(wide * place.width - 2), int(height))
        block.show_visit(visit, self.view.house, self.context.wall_now(), self.context.now())
        block.show()
        self._shown[one.id] = block

    # -- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.view is not None:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.context.look.color("surface"))
        for column in range(len(self.tracks)):
            self._paint_column(painter, column)
        self._paint_hours(painter)
        self._paint_blocks(painter)
        self._paint_turnover(painter)
        self._paint_now(painter)
        for column, track in enumerate(self.tracks):
            self._paint_header(painter, column, track)
        self._paint_cursor(painter)
        self._paint_ghosts(painter)
        if self.view.closed and not self.view.visits:
            self._paint_closed(painter)
        painter.end()

    def _y(self, moment: datetime) -> float:
        assert self.view is not None
        return self._header() + self._scale.y(_minute(moment, self.view.day))

    def _hatch(self, painter: QPainter, rect: QRectF) -> None:
        look = self.context.look
        painter.fillRect(rect, look.color("off"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(look.color("hatch"), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_column(self, painter: QPainter, column: int) -> None:
        assert self.view is not None
        look, x, wide = self.context.look, self._x(column), self._column()
        top, bottom = float(self._header()), self._header() + self._scale.height
        edge = top
        for span in self.tracks[column].open:
            start, end = self._y(span.start), self._y(span.end)
            if start > edge:
                self._hatch(painter, QRectF(x, edge, wide, start - edge))
            edge = max(edge, end)
        if bottom > edge:
            self._hatch(painter, QRectF(x, edge, wide, bottom - edge))
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))

    def _paint_hours(self, painter: QPainter) -> None:
        look = self.context.look
        font = look.font(11.5)
        for minute in range(self._scale.first, self._scale.last + 1, 30):
            y = self._header() + self._scale.y(minute)
            painter.setPen(QPen(look.color("grid" if minute % 60 == 0 else "grid2"), 1))
            painter.drawLine(QPointF(self._gutter(), y), QPointF(self.width(), y))
            if minute % 60 == 0 and minute < self._scale.last:
                painter.setFont(font)
                painter.setPen(look.color("text2"))
                told = time(minute // 60 % 24)
                words = when.clock(told, clock24=True) if self.context.clock24 else when.clock(told).replace(":00", "")
                box = QRectF(0, max(y - look.px(8), self._header() + 1), self._gutter() - look.px(10), look.px(16))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_blocks(self, painter: QPainter) -> None:
        assert self.view is not None
        look = self.context.look
        for one in self.view.blocks:
            for column, track in enumerate(self.tracks):
                own = one.room_id if self.by_room else one.clinician_id
                everybody = one.clinician_id is None and one.room_id is None
                if not (everybody or own == track.key) or (not everybody and own is None):
                    continue
                rect = QRectF(self._x(column) + 5, self._y(one.span.start), self._column() - 10, self._y(one.span.end) - self._y(one.span.start) - 1)
                self._hatch(painter, rect)
                if rect.height() >= look.px(16):
                    icon = "coffee" if one.block.kind in ("lunch", "break") else "note"
                    font = look.font(12, 500)
                    words = QFontMetrics(font).elidedText(shown(one.block.name), Qt.TextElideMode.ElideRight, int(rect.width() - look.px(28)))
                    wide = QFontMetrics(font).horizontalAdvance(words) + look.px(20)
                    x = rect.center().x() - wide / 2
                    painter.drawPixmap(int(x), int(rect.center().y() - look.px(7)), look.pixmap(icon, "text2", 14))
                    painter.setFont(font)
                    painter.setPen(look.color("text2"))
                    painter.drawText(QRectF(x + look.px(20), rect.top(), wide, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_turnover(self, painter: QPainter) -> None:
        assert self.view is not None
        look = self.context.look
        for visit in self.view.visits:
            one, track = visit.appointment, self._track_of(visit)
            if track >= 0 and one.room_id and one.room_end > one.end:
                rect = QRectF(self._x(track) + 5, self._y(one.end), self._column() - 10, self._y(one.room_end) - self._y(one.end) - 1)
                self._hatch(painter, rect)
                if rect.height() >= look.px(12):
                    painter.setFont(look.font(11))
                    painter.setPen(look.color("text2"))
                    painter.drawText(rect.adjusted(look.px(8), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), "Room turn-over")

    def _paint_now(self, painter: QPainter) -> None:
        assert self.view is not None
        now = self.context.wall_now()
        minute = now.hour * 60 + now.minute
        if now.date() != self.view.day or not self._scale.first <= minute <= self._scale.last:
            return
        look, y = self.context.look, self._y(now)
        painter.setPen(QPen(look.color("now"), 1.6))
        painter.drawLine(QPointF(self._gutter(), y), QPointF(self.width(), y))
        self._pill(painter, y, when.clock(now, clock24=self.context.clock24).replace(" am", "").replace(" pm", ""), look.color("now"))

    def _pill(self, painter: QPainter, y: float, words: str, fill: QColor) -> None:
        look = self.context.look
        rect = QRectF(look.px(8), y - look.px(9), self._gutter() - look.px(14), look.px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setPen(look.color("onAccent") if look.theme == "dark" else QColor("#FFFFFF"))
        painter.setFont(look.font(11, 600))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_header(self, painter: QPainter, column: int, track: Track) -> None:
        look, x, wide, tall = self.context.look, self._x(column), self._column(), self._header()
        painter.fillRect(QRectF(x, 0, wide, tall), look.color("surface"))
        side = look.px(32)
        narrow = wide < look.px(150)
        if not narrow:
            draw_disc(painter, look, QRectF(x + look.px(10), look.px(11), side, side), track.initials, track.tint, 12)
        left = x + (look.px(50) if not narrow else look.px(8))
        room = wide - (left - x) - look.px(6)
        for text, font, token, y in ((track.title, look.font(13.5, 600), "text", look.px(9)), (track.line, look.font(12), "text2", look.px(28))):
            painter.setFont(font)
            painter.setPen(look.color(token))
            words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(left, y, room, look.px(20)), int(Qt.AlignmentFlag.AlignVCenter), words)
        if not self.by_room:
            bar = QRectF(x + look.px(10), tall - look.px(12), wide - look.px(20), look.px(4))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("sunken"))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * min(1.0, track.share), bar.height()), 2, 2)
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(QPointF(0, tall), QPointF(self.width(), tall))

    def _paint_cursor(self, painter: QPainter) -> None:
        if not self.hasFocus() or not self.tracks:
            return
        look = self.context.look
        column, minute = self.spot
        y = self._header() + self._scale.y(minute)
        painter.setPen(QPen(look.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self._x(column) + 3, y, self._column() - 6, 15 * self._scale.per_minute), 4, 4)
        self._pill(painter, y, when.clock(time(minute // 60 % 24, minute % 60), clock24=self.context.clock24).rsplit(" ", 1)[0], look.color("accent"))

    def _paint_ghosts(self, painter: QPainter) -> None:
        for number in [n for n in range(len(self.slots)) if n != self.current_slot] + ([self.current_slot] if 0 <= self.current_slot < len(self.slots) else []):
            self._paint_ghost(painter, number, self.slots[number])

    def ghost_rect(self, slot: Slot) -> QRectF:
        """Where a ghost stands; empty where its column is not shown."""
        key = (slot.room_id or 0) if self.by_room else slot.clinician_id
        column = next((n for n, t in enumerate(self.tracks) if t.key == key), -1)
        if column < 0 or self.view is None or slot.start.date() != self.view.day:
            return QRectF()
        at = self._ghost_lanes(key)[self.slots.index(slot)] if slot in self.slots else lanes.Placed(0, 0, 1)
        wide = (self._column() - 10) / at.lanes
        return QRectF(self._x(column) + 5 + at.lane * wide, self._y(slot.start), at.width * wide - 1, self._y(slot.end) - self._y(slot.start) - 1)

    def _ghost_lanes(self, key: int) -> dict[int, lanes.Placed]:
        """By number of the slot: free times of one column that overlap stand beside each other."""
        assert self.view is not None
        here = [(n, s) for n, s in enumerate(self.slots) if ((s.room_id or 0) if self.by_room else s.clinician_id) == key]
        spans = [(n, _minute(s.start, self.view.day), _minute(s.end, self.view.day)) for n, s in here if s.start.date() == self.view.day]
        return {placed.key: placed for placed in lanes.place(spans)}

    def _paint_ghost(self, painter: QPainter, number: int, slot: Slot) -> None:
        look, rect = self.context.look, self.ghost_rect(slot)
        if rect.isEmpty():
            return
        on = number == self.current_slot
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 40))
            painter.drawRoundedRect(rect.translated(0, 3), look.px(7), look.px(7))
            for moment in (slot.start, slot.end):
                self._pill(painter, self._y(moment), when.clock(moment, clock24=self.context.clock24).rsplit(" ", 1)[0], look.color("accent"))
        painter.setPen(QPen(look.color("accent"), 2 if on else 1.4, Qt.PenStyle.SolidLine if on else Qt.PenStyle.DashLine))
        painter.setBrush(look.color("accentSoft" if on else "surface"))
        painter.drawRoundedRect(rect, look.px(7), look.px(7))
        cap = QRectF(rect.left() + look.px(8), rect.top() + min(look.px(7), rect.height() / 5), look.px(22), look.px(20))
        draw_key(painter, look, cap, str(number + 1), ink=look.color("accentText"), line=look.color("accent"))
        assert self.view is not None
        room = f"{self.view.house.room(slot.room_id).name} free" if slot.room_id else "no room needed"
        top = name(self.ghost_name) if on and self.ghost_name else when.clocks(slot.start, slot.end, clock24=self.context.clock24)
        for text, font, dy in ((top, look.font(13, 600), 6), (room, look.font(12), 24)):
            if dy + 16 <= rect.height():
                painter.setFont(font)
                painter.setPen(look.color("accentText"))
                box = QRectF(rect.left() + look.px(38), rect.top() + dy, rect.width() - look.px(44), look.px(18))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width())))

    def _paint_closed(self, painter: QPainter) -> None:
        assert self.view is not None
        look = self.context.look
        font = look.font(13, 600)
        words = f"Closed, {shown(self.view.closed)}"
        wide = QFontMetrics(font).horizontalAdvance(words) + look.px(32)
        rect = QRectF((self.width() - wide) / 2, self._header() + look.px(60), wide, look.px(32))
        painter.setPen(QPen(look.color("border2"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(font)
        painter.setPen(look.color("text2"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self._press = Press(event.position().x(), event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._press and self._press.is_click(at.x(), at.y()) and self.view is not None:
            ghost = next((s for s in self.slots if self.ghost_rect(s).contains(at)), None)
            if ghost is not None:
                self.slot_taken.emit(ghost)
            elif (track := self._track_at(at.x())) >= 0 and at.y() > self._header():
                self.spot = (track, self._scale.minute(at.y() - self._header(), snap=5))
                self._place()
        self._press = None

    def _track_at(self, x: float) -> int:
        column = int((x - self._gutter()) // self._column()) if x >= self._gutter() else -1
        return column if 0 <= column < len(self.tracks) else -1

    def _place(self) -> None:
        self.update()
        column, minute = self.spot
        if self.view is None or not self.tracks:
            return
        start = datetime.combine(self.view.day, time()) + timedelta(minutes=minute)
        self.placed.emit(None if self.by_room else self.tracks[column].key, start)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def set_zoom(self, step: int) -> None:
        """Larger, smaller, or with 0 as it fits."""
        steps = (0.0, *geometry.ZOOMS[1:])
        at = steps.index(self.zoom) if self.zoom in steps else 0
        self.zoom = steps[max(0, min(at + step, len(steps) - 1))] if step else 0.0
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key = Qt.Key(event.key())
        if key in moves and self.tracks:
            step = 5 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 15
            dx, dy = moves[key]
            column = max(0, min(self.spot[0] + dx, len(self.tracks) - 1))
            self.spot = (column, max(self._scale.first, min(self.spot[1] // step * step + dy * step, self._scale.last - 5)))
            self.update()
            self.moved_cursor.emit(self.spot)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.slots and 0 <= self.current_slot < len(self.slots):
                self.slot_taken.emit(self.slots[self.current_slot])
            else:
                self._place()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self.slots) and not event.isAutoRepeat():
            self.slot_taken.emit(self.slots[key - Qt.Key.Key_1])
        else:
            super().keyPressEvent(event)

    def _block_key(self, event: QKeyEvent) -> None:
        block = next((b for b in self._shown.values() if b.hasFocus()), None)
        if block is None or block.visit is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(block.visit)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            self.spot = (self._track_of(block.visit), _minute(block.visit.appointment.start, block.visit.appointment.start.date()))
            self.setFocus()
            self.keyPressEvent(event)

    def _gained(self, block: VisitBlock) -> None:
        if block.visit is not None:
            self.picked.emit(block.visit)

    def focus_visit(self, appointment_id: int) -> QPoint | None:
        """Give a visit the focus; where it stands, or None."""
        block = self._shown.get(appointment_id)
        if block is None:
            return None
        block.setFocus()
        return block.pos()

    def choose(self, appointment_id: int) -> None:
        for key, block in self._shown.items():
            block.chosen = key == appointment_id
            block.update()


def _capacity(column: Column) -> str:
    """How much is free, and how far the clinician is behind the book."""
    if not column.open:
        return "not here today"
    free = f"{when.worked_minutes(column.free_minutes)} free"
    return f"{free}, {column.behind} min behind" if column.behind >= 5 else free


def _minute(moment: datetime, day: date) -> int:
    """Minute of that day; what lies on another day is cut to midnight."""
    minutes = moment.hour * 60 + moment.minute
    return minutes if moment.date() == day else (1440 if moment.date() > day else 0)
