"""The grid under a hand: pressing, dragging, letting go; the same by keys; and what is dragged here from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from frontdesk.domain.appointment import Visit
from frontdesk.domain.slots import Slot
from frontdesk.ui.calendar import drag, geometry, ghosts, walk
from frontdesk.ui.calendar.canvas import Canvas
from frontdesk.ui.calendar.drag import Act, Place, Press
from frontdesk.ui.calendar.geometry import minute_on, moment_on
from frontdesk.ui.calendar.hand import Carried, carried_visit, place_of
from frontdesk.ui.calendar.visit_block import VisitBlock
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.bookable import MIME, unpack
from frontdesk.ui.widgets.safe_text import tip_at

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Grid(Canvas):
    """``placed`` a time where nothing fits yet (clinician id or None, start); ``slot_taken`` a free time that was chosen.

    ``seek`` wants a point (global) or a rectangle (of the grid) to be seen; ``brought`` what is dragged here. ``new`` gives who a new
    time would be for, and of which length.
    """

    opened = Signal(object)
    placed = Signal(object, object)
    slot_taken = Signal(object)
    seek = Signal(object)
    brought = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.new: Callable[[], Carried | None] = lambda: None
        self._press: Press | None = None
        self._pressed: VisitBlock | None = None
        self.setMouseTracking(True)
        self.setAcceptDrops(True)

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._press, self._pressed = Press(at.x(), at.y()), self.block_at(at.toPoint())
        if self.hand.carried is None and self._pressed is not None:
            self._pressed.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._press is None:
            self._hovered(at)
            return
        if self.hand.live or (not self._press.is_click(at.x(), at.y()) and self._begin(event.modifiers())):
            self.drag_to(event.globalPosition().toPoint(), event.modifiers())

    def _hovered(self, at: QPointF) -> None:
        block = self.block_at(at.toPoint())
        act = drag.act_at(at.y() - block.y(), block.height()) if block else None
        shape = Qt.CursorShape.SizeVerCursor if act in (Act.TOP, Act.BOTTOM) else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() is not shape:
            self.setCursor(shape)
        if self.hand.carried is not None and (track := self.track_at(at.x())) >= 0:
            self.hand.point(track, self.scale.at(at.y()))

    def _begin(self, modifiers: Qt.KeyboardModifier) -> bool:
        """The press has become a drag: of a visit, of one of its ends, or of a new time."""
        assert self._press is not None
        minute = self.scale.at(self._press.y)
        if self._pressed is not None and self._pressed.visit is not None and self.board is not None:
            visit = self._pressed.visit
            at = place_of(self.board, visit)
            act = drag.act_at(self._press.y - self._pressed.y(), self._pressed.height())
            if at is not None and self.hand.lift(carried_visit(visit), act=act, at=at, grab=minute - at.start, live=True):
                return True
        elif (track := self.track_at(self._press.x)) >= 0 and (carried := self.hand.carried or self.new()) is not None and carried.visit is None:
            start = drag.snapped(minute, drag.FINE if modifiers & Qt.KeyboardModifier.ShiftModifier else drag.SNAP)
            return self.hand.lift(carried, act=Act.CREATE, at=Place(track, start, start + drag.LEAST), live=True)
        self._press = None
        return False

    def drag_to(self, spot: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer, in global pixels, holds something."""
        if self.hand.hover(spot):
            self.hand.nowhere()
            return
        at = self.mapFromGlobal(spot)
        host = self.parentWidget()
        inside = host is None or host.rect().adjusted(-drag.EDGE, -drag.EDGE, drag.EDGE, drag.EDGE).contains(host.mapFromGlobal(spot))
        track = self.track_at(min(max(at.x(), 0), self.width() - 1))
        if not inside or track < 0:
            self.hand.nowhere()
            return
        self.hand.point(track, self.scale.at(at.y()), fine=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        self.seek.emit(spot)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, self._press = self._press, None
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self.seek.emit(None)
        if self.hand.live:
            self.hand.release(meant=alt)
        elif press is not None and press.is_click(event.position().x(), event.position().y()):
            self._clicked(event.position(), meant=alt)

    def _clicked(self, at: QPointF, *, meant: bool) -> None:
        ghost = next((self.slots[n] for n in ghosts.apart(self.slots, self.current_slot, self._ghost_track) if self.rect_of_slot(self.slots[n]).contains(at)), None)
        track = self.track_at(at.x())
        if ghost is not None:
            self.slot_taken.emit(ghost)
        elif self.hand.carried is not None and self.hand.grip is not None:
            if track >= 0:
                self.hand.point(track, self.scale.at(at.y()))
                self.hand.put(meant=meant)
        elif self._pressed is not None:
            self.opened.emit(self._pressed.visit)
        elif track >= 0:
            self.spot = (track, drag.snapped(self.scale.at(at.y()), drag.SNAP))
            self.book_here()

    def _ghost_track(self, slot: Slot) -> int:
        return self.board.track_for(slot) if self.board else -1

    def book_here(self) -> None:
        """A new visit of the usual length where the cursor is; where it does not fit, the free times from there on."""
        column, minute = self.spot
        self.update()
        carried = self.new()
        if self.board is None or not self.board.tracks or carried is None:
            return
        self.hand.lift(carried, at=Place(column, minute, min(minute + carried.minutes, drag.DAY)))
        if self.hand.verdict is not None and self.hand.verdict.fits:
            self.hand.put()
        else:
            self.hand.let_go()
            track = self.board.tracks[column]
            self.placed.emit(track.clinician_id, moment_on(track.day, minute))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self.block_at(event.pos())
            tip_at(self, event.globalPos(), block.accessibleName() if block else "")
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def set_zoom(self, step: int) -> None:
        """Larger, smaller, or with 0 as it fits."""
        steps = (geometry.ZOOMS[0], 0.0, *geometry.ZOOMS[1:])
        self.zoom = steps[max(0, min(steps.index(self.zoom) + step, len(steps) - 1))] if step else 0.0
        self.refresh()

    # -- what is dragged here from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.brought.emit(unpack(event.mimeData()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()
        if self.hand.carried is not None:
            self.hand.live = True
            self.drag_to(self.mapToGlobal(event.position().toPoint()), event.modifiers())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hand.nowhere()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.hand.release(meant=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        self.setFocus()

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self.hand.live and key is Qt.Key.Key_Down:
            self._press = None
            self.hand.take_free()
        elif key in _ARROWS and self.board is not None and self.board.tracks:
            self._arrow(*_ARROWS[key], fine=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._enter(meant=alt)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self.slots) and not event.isAutoRepeat():
            self.slot_taken.emit(self.slots[key - Qt.Key.Key_1])
        else:
            super().keyPressEvent(event)

    def _arrow(self, dx: int, dy: int, *, fine: bool) -> None:
        assert self.board is not None
        step = 5 if fine else 15
        if self.hand.carried is not None:
            if self.hand.place is None and self.hand.carried.visit is None:
                self.hand.hold(self._first_place())
            else:
                self.hand.step(dx, dy * step)
            if self.hand.place is not None:
                self.seek.emit(self.rect_of(self.hand.place).toRect())
            return
        block = self.focused_block()
        within = block.visit if block is not None else None
        self.spot = walk.stepped(self.board, self.spot, within, (dx, dy), by=step, hours=(self.scale.first, self.scale.last))
        visit = walk.visit_at(self.board, self.spot)
        if visit is None or not self._step_on(visit):
            self.setFocus()
            self.left.emit()
            self.seek.emit(self.rect_of(Place(self.spot[0], self.spot[1], self.spot[1] + 15)).toRect())
        self.update()
        self.changed.emit()

    def _step_on(self, visit: Visit) -> bool:
        """The keys have come to a visit: it takes the focus, which chooses it and has it spoken."""
        block = self.block_of(visit.appointment.id)
        if block is None:
            return False
        self.seek.emit(block.geometry())
        block.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab walk the visits; past the last of them, or with somebody in the hand, they leave the grid."""
        block = self.focused_block()
        found = None
        if self.board is not None and self.hand.carried is None:
            found = walk.next_visit(self.board, self.spot, block.visit if block else None, back=not forward)
        if found is not None and self.board is not None:
            column, visit = found
            self.spot = (column, minute_on(visit.appointment.start, self.board.tracks[column].day))
            if self._step_on(visit):
                return True
        return self._leave(forward)

    def _leave(self, forward: bool) -> bool:
        """To what comes after the grid, or before it: its visits are not gone through a second time."""
        one = _beside(self, forward)
        while one is not None and one is not self:
            if not self.isAncestorOf(one) and one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                one.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return True
            one = _beside(one, forward)
        return False

    def _first_place(self) -> Place:
        """Where the keys begin to carry somebody: the highlighted free time, else the cursor."""
        assert self.board is not None
        assert self.hand.carried is not None
        if 0 <= self.current_slot < len(self.slots) and (track := self.board.track_for(self.slots[self.current_slot])) >= 0:
            slot, day = self.slots[self.current_slot], self.board.tracks[track].day
            return Place(track, minute_on(slot.start, day), minute_on(slot.end, day))
        return Place(self.spot[0], self.spot[1], self.spot[1] + self.hand.carried.minutes)

    def enter(self) -> None:
        """Enter: the visit that has the keyboard is opened; elsewhere whoever is in the hand is put down, or a visit begun."""
        block = self.focused_block()
        if block is not None and block.visit is not None and self.hand.carried is None:
            self.opened.emit(block.visit)
        else:
            self._enter(meant=False)

    def _enter(self, *, meant: bool) -> None:
        if self.hand.carried is not None and self.hand.place is not None:
            self.hand.put(meant=meant)
        elif self.slots and 0 <= self.current_slot < len(self.slots):
            self.slot_taken.emit(self.slots[self.current_slot])
        else:
            self.book_here()

    def _block_key(self, event: QKeyEvent) -> None:
        block = self.focused_block()
        if block is None or block.visit is None:
            return
        if self.hand.carried is not None:
            self.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(block.visit)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        elif self.board is not None:
            at = place_of(self.board, block.visit)
            if at is not None and not (self.spot[0] == at.track and at.start <= self.spot[1] < at.end):
                self.spot = (at.track, at.start)
            self.keyPressEvent(event)


def _beside(widget: QWidget, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()
