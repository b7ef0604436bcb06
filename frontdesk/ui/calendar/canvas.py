"""The grid as it is seen: a ground kept as a picture, one real child a visit, ghosts over them; what stands where comes from the pure modules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from frontdesk.domain import lanes, when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.slots import Slot
from frontdesk.ui.calendar import geometry, ghosts, walk
from frontdesk.ui.calendar.backdrop import Backdrop
from frontdesk.ui.calendar.board import Board
from frontdesk.ui.calendar.drag import Place
from frontdesk.ui.calendar.geometry import minute_on
from frontdesk.ui.calendar.ghosts import Ghost, GhostLayer
from frontdesk.ui.calendar.hand import Hand
from frontdesk.ui.calendar.more import MoreBlock
from frontdesk.ui.calendar.visit_block import VisitBlock
from frontdesk.ui.calendar.visit_paint import VisitPainter
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.safe_text import first_name


class Canvas(QWidget):
    """``picked`` a visit; ``left`` the visits for an empty time, by keys; ``changed`` when what the gutter shows has moved."""

    picked = Signal(object)
    changed = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.board: Board | None = None
        self.zoom = 0.0
        self.slots: Sequence[Slot] = ()
        self.current_slot = -1
        self.ghost_name = ""
        self.spot = (0, 9 * 60)
        self.scale = geometry.fit(480, 1080, 700)
        self._blocks: list[VisitBlock] = []
        self._more: list[MoreBlock] = []
        self._shown: dict[int, VisitBlock] = {}
        self._turnovers: list[QRectF] = []
        self._ground: QPixmap | None = None
        self._ground_of: object = None
        self._picture: QPixmap | None = None
        self._stains: list[QRect] = []
        self._laying = False
        self._in_column: dict[int, list[VisitBlock]] = {}
        self._held: int | None = None
        self._moment = (context.wall_now(), context.now())
        self._paint: VisitPainter | None = None
        self._speaking = QTimer(self)
        self._speaking.setSingleShot(True)
        self._speaking.timeout.connect(self._speak)
        self.layer = GhostLayer(context, self)
        self.hand = Hand(context, self)
        self.hand.changed.connect(self._hand_moved)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        context.look.changed.connect(self._dress)

    # -- what is shown

    def show_board(self, board: Board, words: str) -> None:
        if self.board is None and board.tracks:
            self.spot = walk.free_from(board, walk.begun(board, self.spot, self.context.wall_now()))  # whoever has the calendar opened has chosen nobody
        elif self.board is not None and len(self.board.days) == 1 < len(board.days):  # from the day to its week: the keys stay on that day
            self.spot = (next((n for n, track in enumerate(board.tracks) if track.day == self.board.days[0]), self.spot[0]), self.spot[1])
        self.board = board
        self.setAccessibleName(words)
        self.setAccessibleDescription("; ".join(t.spoken for t in board.tracks))
        self.spot = (min(self.spot[0], len(board.tracks) - 1), self.spot[1])
        self.refresh()
        self.hand.see(board)

    def show_slots(self, slots: Sequence[Slot], current: int, who: str) -> None:
        """Booking mode: the ranked times of these days as ghosts with their digits."""
        self.slots, self.current_slot, self.ghost_name = slots, current, who
        self._redo_ghosts()

    def _dress(self) -> None:
        self._paint = self._picture = None
        self.refresh()

    def refresh(self) -> None:
        if self.board is None:
            return
        self._fit()
        self._lay_out()
        self._redo_ghosts()
        self.update()

    def _fit(self) -> None:
        assert self.board is not None
        host = self.parentWidget()
        height = host.height() if host else 700
        large = self.context.look.scale / 100
        least = geometry.LEAST_MINUTE * (large * 1.2 if large > 1 else 1)  # so that half an hour still holds its name
        self.scale = geometry.fit(*self.board.hours(), height, self.zoom * large if self.zoom else 0, least)
        wide = len(self.board.tracks) * self.context.look.px(geometry.LEAST_COLUMN)
        self.setMinimumSize(wide, int(self.scale.height + 8))

    def column(self) -> float:
        """Width of each column."""
        count = len(self.board.tracks) if self.board else 1
        return geometry.columns(self.width(), count, self.context.look.px(geometry.LEAST_COLUMN))

    def _x(self, column: int) -> float:
        return column * self.column()

    def rect_of(self, place: Place) -> QRectF:
        y = self.scale.y(place.start)
        return QRectF(self._x(place.track) + 5, y, self.column() - 10, place.minutes * self.scale.per_minute - 1)

    def rect_of_slot(self, slot: Slot) -> QRectF:
        """Where a free time stands; empty where its column is not shown."""
        track = self.board.track_for(slot) if self.board else -1
        if track < 0 or self.board is None:
            return QRectF()
        day = self.board.tracks[track].day
        return self.rect_of(Place(track, minute_on(slot.start, day), minute_on(slot.end, day)))

    ghost_rect = rect_of_slot

    # -- the visits

    def _lay_out(self) -> None:
        """Widgets are reused, not rebuilt; the layout is a value made anew."""
        assert self.board is not None
        focused = next((k for k, b in self._shown.items() if b.hasFocus()), None)
        self._shown, self._turnovers, self._in_column = {}, [], {}
        self._held = self.hand.carried.visit.appointment.id if self.hand.carried and self.hand.carried.visit else None
        self._laying, self._moment = True, (self.context.wall_now(), self.context.now())
        used, hidden, wide, px = 0, [], self.column(), self.context.look.px
        gaps = px(5), px(9), px(10)
        for number, track in enumerate(self.board.tracks):
            spans = [(v.appointment.id, minute_on(v.appointment.start, track.day), minute_on(v.appointment.end, track.day)) for v in track.visits]
            places = {p.key: p for p in lanes.place(spans)}
            for visit in track.visits:
                if places[visit.appointment.id].hidden:
                    hidden.append((number, visit))
                else:
                    self._put(self._block(used), visit, number, places[visit.appointment.id], wide, gaps)
                    used += 1
        for spare in self._blocks[used:]:
            if not spare.isHidden():
                self._stain(spare.geometry())
                spare.hide()
        self._laying = False
        self.update()
        self._lay_more(hidden)
        self._speaking.start(0)
        self.layer.setGeometry(self.rect())
        self.layer.raise_()
        if focused in self._shown:
            self._shown[focused].setFocus()

    def _lay_more(self, hidden: Sequence[tuple[int, Visit]]) -> None:
        """Where more than three overlap: "+n" in the third lane."""
        groups: list[tuple[int, list[Visit]]] = []
        for number, visit in hidden:
            if groups and groups[-1][0] == number and visit.appointment.start < max(v.appointment.end for v in groups[-1][1]):
                groups[-1][1].append(visit)
            else:
                groups.append((number, [visit]))
        while len(self._more) < len(groups):
            made = MoreBlock(self.context.look, self)
            made.chosen.connect(self.picked.emit)
            self._more.append(made)
        for spare in self._more[len(groups) :]:
            spare.hide()
        assert self.board is not None
        for block, (number, visits) in zip(self._more, groups, strict=False):
            block.show_visits(visits, self.board.house)
            side = self.context.look.px(22)
            y = self.scale.y(minute_on(visits[0].appointment.start, self.board.tracks[number].day))
            block.setGeometry(int(self._x(number + 1) - side - 6), int(y) + 2, side, max(side, 24))
            block.show()
            block.raise_()

    def _block(self, number: int) -> VisitBlock:
        while len(self._blocks) <= number:
            made = VisitBlock(self.context.look, self, self._stain)
            made.clicked.connect(lambda _=False, b=made: self.picked.emit(b.visit))
            made.keyed.connect(self._block_key)
            made.gained.connect(self._gained)
            self._blocks.append(made)
        return self._blocks[number]

    def _put(self, block: VisitBlock, visit: Visit, track: int, place: lanes.Placed, column: float, gaps: tuple[int, int, int]) -> None:
        """``gaps`` in pixels: beside the column, the least height, both sides of the column."""
        assert self.board is not None
        one, day, (beside, least, both) = visit.appointment, self.board.tracks[track].day, gaps
        wide = (column - both) / place.lanes
        first, last = minute_on(one.start, day), minute_on(one.end, day)
        x, y = int(track * column + beside + place.lane * wide), int(self.scale.y(first))
        height = max(least, int((last - first) * self.scale.per_minute))
        block.put(QRect(x, y, int(wide * place.width - 2), height))
        block.show_visit(visit, self.board.house, *self._moment, corner=self.board.corner(visit, track))
        block.dim(one.id == self._held)
        if block.isHidden():
            self._stain(block.place)
            block.show()
        self._shown[one.id] = block
        self._in_column.setdefault(track, []).append(block)
        if one.room_id and one.room_end > one.end:
            rest = (minute_on(one.room_end, day) - last) * self.scale.per_minute - 1
            self._turnovers.append(QRectF(x, self.scale.y(last), int(wide * place.width - 2), rest))

    def block_of(self, appointment_id: int) -> VisitBlock | None:
        return self._shown.get(appointment_id)

    def focus_visit(self, appointment_id: int) -> QPoint | None:
        """Give a visit the focus; where it stands, or None."""
        block = self._shown.get(appointment_id)
        if block is None:
            return None
        block.setFocus()
        return block.pos()

    def choose(self, appointment_id: int) -> None:
        for key, block in self._shown.items():
            block.choose(key == appointment_id)

    # -- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.board is not None:
            self._lay_out()
            self._redo_ghosts()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.board is None:
            painter.fillRect(event.rect(), self.context.look.color("surface"))
        else:
            painter.drawPixmap(QRectF(event.rect()), self._drawn(), self._scaled(event.rect()))
            self._paint_cursor(painter)
        painter.end()

    def _scaled(self, rect: QRect) -> QRectF:
        ratio = self.devicePixelRatioF()
        one = QRectF(rect)
        return QRectF(one.x() * ratio, one.y() * ratio, one.width() * ratio, one.height() * ratio)

    def _stain(self, rect: QRect) -> None:
        """The picture is not true there any more."""
        self._stains.append(rect)
        if not self._laying:  # else all of it is updated at the end, once
            self.update(rect)

    def _drawn(self) -> QPixmap:
        """Ground and visits as one picture, of which only the stains are painted anew."""
        key = self._ground_key()
        if self._ground is None or self._picture is None or key != self._ground_of:
            self._ground, self._ground_of = self._new_ground(), key
            self._picture = QPixmap(self._ground)
            self._paint_visits(self._picture, None)
        elif len(self._stains) > 60:
            self._picture = QPixmap(self._ground)
            self._paint_visits(self._picture, None)
        else:
            for stain in self._stains:
                self._paint_visits(self._picture, stain)
        self._stains.clear()
        return self._picture

    def _ground_key(self) -> object:
        assert self.board is not None
        look, size = self.context.look, self.size()
        tracks = tuple((t.day, t.open, t.blocks, t.closed, bool(t.visits)) for t in self.board.tracks)
        rests = tuple((r.x(), r.y(), r.width(), r.height()) for r in self._turnovers)
        return tracks, rests, self.now_y(), self.scale, size.width(), size.height(), look.theme, look.scale, self.devicePixelRatioF()

    def _new_ground(self) -> QPixmap:
        assert self.board is not None
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(self.context.look.color("surface"))
        painter = QPainter(made)
        Backdrop(self.context.look, self.board, self.scale, self._x, self.column()).paint(painter, self._turnovers)
        self._paint_now(painter)
        painter.end()
        return made

    def _paint_visits(self, picture: QPixmap, stain: QRect | None) -> None:
        """All visits, or those that touch a stain, over the ground."""
        if self._paint is None:
            self._paint = VisitPainter(self.context.look, self.devicePixelRatioF())
        painter = QPainter(picture)
        if stain is not None and self._ground is not None:
            painter.setClipRect(stain)
            painter.drawPixmap(QRectF(stain), self._ground, self._scaled(stain))
        for block in self._shown.values() if stain is None else self._near(stain):
            if block.face is not None and (stain is None or stain.intersects(block.place)):
                if block.dimmed:
                    painter.setOpacity(0.35)
                self._paint.paint(painter, QRectF(block.place), block.face)
                painter.setOpacity(1)
        painter.end()

    def _near(self, stain: QRect) -> Iterable[VisitBlock]:
        """The visits of the columns that a stain touches."""
        wide = self.column()
        return (b for n in range(int(stain.left() // wide), int(stain.right() // wide) + 1) for b in self._in_column.get(n, ()))

    def _speak(self) -> None:
        for block in self._shown.values():
            block.speak()

    def now_tracks(self) -> list[int]:
        """The columns of today."""
        today = self.context.wall_now().date()
        return [n for n, t in enumerate(self.board.tracks) if t.day == today] if self.board else []

    def now_y(self) -> float | None:
        """How far down now is, or None where today is not shown."""
        now = self.context.wall_now()
        minute = now.hour * 60 + now.minute
        return self.scale.y(minute) if self.now_tracks() and self.scale.first <= minute <= self.scale.last else None

    def _paint_now(self, painter: QPainter) -> None:
        y = self.now_y()
        if y is None:
            return
        painter.setPen(QPen(self.context.look.color("now"), 1.6))
        for track in self.now_tracks():
            painter.drawLine(QPointF(self._x(track), y), QPointF(self._x(track + 1), y))

    def _ticks(self) -> list[QRectF]:
        """Where a visit covers the now line: a tick at both edges of its column."""
        y = self.now_y()
        found: list[QRectF] = []
        if y is not None and self.board is not None:
            covered = [n for n in self.now_tracks() if any(b.place.top() <= y <= b.place.bottom() for b in self._in_column.get(n, ()))]
            for track in covered:
                found += [QRectF(self._x(track) - 4, y - 1.5, 12, 3), QRectF(self._x(track + 1) - 9, y - 1.5, 12, 3)]
        return found

    def _paint_cursor(self, painter: QPainter) -> None:
        """The time at which the keys are: framed where nobody stands, marked at both edges of the column where somebody does."""
        if not self.hasFocus() or self.board is None or not self.board.tracks or self.hand.place is not None:
            return
        look, (column, minute) = self.context.look, self.spot
        box = QRectF(self._x(column) + 3, self.scale.y(minute) + 1, self.column() - 6, 15 * self.scale.per_minute - 2)
        if any(block.place.intersects(box.toRect()) for block in self._in_column.get(column, ())):
            for x in (box.left() - 2, box.right() - 2):  # a frame would strike through the name that stands there
                painter.fillRect(QRectF(x, box.top() - 1, 4, box.height() + 2), look.color("focus"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)

    def pills(self) -> list[tuple[float, str, str]]:
        """What the gutter marks: (y, words, colour token)."""
        found: list[tuple[float, str, str]] = []
        if self.hand.place is not None:
            token = "danger" if self.hand.verdict and not self.hand.verdict.fits else "accent"
            found = [(self.scale.y(m), self._clock(m), token) for m in (self.hand.place.start, self.hand.place.end)]
        elif 0 <= self.current_slot < len(self.slots) and not (rect := self.rect_of_slot(self.slots[self.current_slot])).isEmpty():
            slot = self.slots[self.current_slot]
            found = [(y, self._clock(m.hour * 60 + m.minute), "accent") for y, m in ((rect.top(), slot.start), (rect.bottom() + 1, slot.end))]
        elif self.hasFocus():
            found = [(self.scale.y(self.spot[1]), self._clock(self.spot[1]), "accent")]
        now = self.now_y()
        if now is not None:
            found.insert(0, (now, self._clock(round(self.scale.at(now))), "now"))
        return found

    def _clock(self, minute: int) -> str:
        return when.clock(time(minute // 60 % 24, minute % 60), clock24=self.context.clock24).rsplit(" ", 1)[0]

    def _redo_ghosts(self) -> None:
        self.layer.show_ghosts([*self._slot_ghosts(), *self._held_ghosts()] if self.board else [])
        self.layer.show_ticks(self._ticks())
        self.changed.emit()

    def _slot_ghosts(self) -> Iterable[Ghost]:
        assert self.board is not None
        found: list[Ghost] = []
        for number in ghosts.apart(self.slots, self.current_slot, self.board.track_for):
            slot, rect = self.slots[number], self.rect_of_slot(self.slots[number])
            if not rect.isEmpty():
                lit = number == self.current_slot and self.hand.place is None
                top = self.ghost_name if lit and self.ghost_name else when.clocks(slot.start, slot.end, clock24=self.context.clock24)
                short = (first_name(top) if top == self.ghost_name else when.clock(slot.start, clock24=self.context.clock24), ghosts.room_words(slot, self.board.house))
                found.insert(0, Ghost(rect, "lit" if lit else "slot", top, ghosts.free_words(slot, self.board.house), str(number + 1), short))
        return found

    def _held_ghosts(self) -> Iterable[Ghost]:
        hand = self.hand
        if hand.place is None or hand.verdict is None or hand.carried is None or self.board is None:
            return []
        found = [ghosts.held_ghost(self.rect_of(hand.place), hand.carried.name, hand.verdict, self.board.house, hand.words())]
        free = hand.verdict.free
        if free is not None and not (rect := self.rect_of_slot(free)).isEmpty():
            found.insert(0, ghosts.free_ghost(rect, free, self.board.house, clock24=self.context.clock24, key="↓" if hand.live else "]"))
        return found

    def _hand_moved(self) -> None:
        held = self.hand.carried.visit.appointment.id if self.hand.carried and self.hand.carried.visit else None
        for key, block in self._shown.items():
            block.dim(key == held)
        self._redo_ghosts()
        self.update()

    def track_at(self, x: float) -> int:
        """The column at this x, or -1."""
        column = int(x // self.column())
        return column if self.board is not None and 0 <= column < len(self.board.tracks) else -1

    def block_at(self, spot: QPoint) -> VisitBlock | None:
        return next((b for b in self._shown.values() if b.geometry().contains(spot)), None)

    def focused_block(self) -> VisitBlock | None:
        return next((b for b in self._shown.values() if b.hasFocus()), None)

    # -- what the hands do with it

    def _block_key(self, event: QKeyEvent) -> None:
        """A key pressed on a visit."""

    def _gained(self, block: VisitBlock) -> None:
        if block.visit is not None:
            self.picked.emit(block.visit)
