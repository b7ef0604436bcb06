"""What the hand at the calendar holds, by mouse and by keys alike: where it is held, whether it fits there, what letting go does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.appointment import MOVABLE, Lives, Visit, why_it_stays
from frontdesk.domain.fit import Fit, Judge, Verdict, Wanted, busy_at
from frontdesk.ui.calendar import drag
from frontdesk.ui.calendar.board import Board, Track
from frontdesk.ui.calendar.drag import Act, Grip, Place
from frontdesk.ui.calendar.geometry import minute_on, moment_on
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.bookable import DWELL

AGAIN = 1000
"""Milliseconds after which an arrow that something is still held over turns once more."""


@dataclass(frozen=True)
class Carried:
    """Who or what is held: a visit on the book, an inquiry, a patient, or (with none of them) a new time that was drawn."""

    name: str
    type_id: int
    minutes: int
    visit: Visit | None = None
    inquiry_id: int | None = None
    patient_id: int | None = None
    clinician_id: int | None = None

    @property
    def known(self) -> bool:
        """Whether it can be booked where it is put down, without asking who it is."""
        return bool(self.visit or self.inquiry_id or self.patient_id)


def carried_visit(visit: Visit) -> Carried:
    one = visit.appointment
    return Carried(visit.patient_name, one.type_id, one.minutes, visit, None, one.patient_id, one.clinician_id)


@dataclass(frozen=True)
class Target:
    """Something outside the grid that a hand can hover over or let go on. ``dwell`` gets the place inside the widget.

    ``again``: staying over it does the same once more every second; else only after the pointer has moved on.
    """

    widget: QWidget
    dwell: Callable[[QPoint], object] | None = None
    drop: Callable[[Visit], object] | None = None
    again: bool = False


class Hand(QObject):
    """``changed`` after each step; ``put_down`` (what, verdict) where it fits or is meant; ``overlapping`` asks for the reason."""

    changed = Signal()
    put_down = Signal(object, object)
    overlapping = Signal(object, object)
    drawn = Signal(object)
    refused = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.carried: Carried | None = None
        self.grip: Grip | None = None
        self.place: Place | None = None
        self.verdict: Verdict | None = None
        self.live = False
        self.targets: list[Target] = []
        self._board: Board | None = None
        self._judge: Judge | None = None
        self._over: Target | None = None
        self._inside = QPoint()
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.timeout.connect(self._dwelt)

    def see(self, board: Board) -> None:
        """Another day, or the same one with other visits on it: what is held stays held, and is judged anew."""
        self._board = board
        self._judge = None
        if self.place is not None:
            self.hold(replace(self.place, track=min(self.place.track, len(board.tracks) - 1)))

    # -- picking up

    def lift(self, carried: Carried, *, act: Act = Act.MOVE, at: Place | None = None, grab: float = 0, live: bool = False, held: bool = True) -> bool:
        """Take hold; with ``at`` it is held there at once, unless ``held`` is off: then the keys begin from there.

        A visit that has begun is only made longer or shorter.
        """
        if carried.visit is not None and act is not Act.BOTTOM and carried.visit.appointment.status not in MOVABLE:
            self.refused.emit(why_it_stays(carried.visit.appointment))
            return False
        self.carried, self.live = carried, live
        self.grip = Grip(act, at or Place(0, 0, carried.minutes), grab)
        self.place = self.verdict = None
        if at is not None and held and act is not Act.CREATE:
            self.hold(at)
        self.changed.emit()
        return True

    def let_go(self) -> None:
        """Nothing is held any more; nothing was changed."""
        self.carried = self.grip = self.place = self.verdict = None
        self.live = False
        self._leave_target()
        self.changed.emit()

    # -- holding

    def point(self, track: int, minute: float, *, fine: bool = False) -> None:
        """The pointer is at this minute of this column."""
        if self.grip is not None:
            self.hold(drag.held_at(self.grip, track, minute, drag.FINE if fine else drag.SNAP))

    def hold(self, place: Place) -> None:
        if place == self.place and self.verdict is not None and self._judge is not None:
            return
        self.place = place
        self.verdict = self.judge(self._wanted(place)) if self._board and self.carried else None
        self.changed.emit()

    def nowhere(self) -> None:
        """Held over something that is not the grid."""
        if self.place is not None:
            self.place = self.verdict = None
            self.changed.emit()

    def step(self, columns: int, minutes: int) -> None:
        """By keys; the first step begins where it stood, else at the top of the first column."""
        if self.grip is None or self._board is None:
            return
        place = self.place or self.grip.at
        self.hold(drag.stepped(place, columns, minutes, len(self._board.tracks)))

    def judge(self, wanted: Wanted) -> Verdict | None:
        """Whether something fits on the days that are shown; None while they have not been read."""
        if self._judge is None and self._board is not None:
            self._judge = Judge(self._board.house, busy_at(self._board.visits, self.context.now()), self.context.wall_now())
        return self._judge.judge(wanted) if self._judge else None

    def _wanted(self, place: Place) -> Wanted:
        assert self._board is not None
        assert self.carried is not None
        track, one = self._board.tracks[place.track], self.carried
        start, end = moment_on(track.day, place.start), moment_on(track.day, place.end)
        visit = one.visit.appointment if one.visit else None
        own = track.room_id is not None
        room = (track.room_id or None) if own else visit.room_id if visit else None
        wanted = Wanted(start, end, self._whose(track), one.type_id, room, own, one.patient_id, visit.id if visit else None)
        return self._anybody(wanted, track) if own and one.clinician_id is None else wanted

    def _whose(self, track: Track) -> int:
        assert self.carried is not None
        own = self.carried.clinician_id
        return own if own is not None and own in track.clinician_ids else track.clinician_id or min(track.clinician_ids, default=0)

    def _anybody(self, wanted: Wanted, track: Track) -> Wanted:
        """In a room's column, for nobody in particular: the first clinician who is free then."""
        all_ = [replace(wanted, clinician_id=key) for key in sorted(track.clinician_ids)]
        return next((w for w in all_ if (found := self.judge(w)) and found.fits), all_[0] if all_ else wanted)

    # -- hovering and putting down

    def hover(self, spot: QPoint) -> bool:
        """The pointer, in global pixels, is outside the grid; True where something there takes what is held."""
        found = next((t for t in self.targets if t.widget.isVisible() and t.widget.rect().contains(t.widget.mapFromGlobal(spot))), None)
        if found is not self._over:
            self._leave_target()
            self._over = found
            if found is not None and found.dwell is not None:
                self._dwell.start(DWELL)
            if found is not None and found.drop is not None:
                _mark(found.widget, on=True)
        if found is not None:
            inside = found.widget.mapFromGlobal(spot)
            if found.dwell is not None and (inside - self._inside).manhattanLength() > drag.STARTS_AT:
                self._dwell.start(DWELL)
                self._inside = inside
        return found is not None

    def _leave_target(self) -> None:
        self._dwell.stop()
        if self._over is not None and self._over.drop is not None:
            _mark(self._over.widget, on=False)
        self._over = None

    def _dwelt(self) -> None:
        if self._over is not None and self._over.dwell is not None and self.carried is not None:
            self._over.dwell(self._inside)
            if self._over.again:
                self._dwell.start(AGAIN)

    def release(self, *, meant: bool = False) -> None:
        """Let go by mouse. ``meant`` is Alt: outside the hours is allowed, over somebody else with a reason."""
        over, self.live = self._over, False
        self._leave_target()
        if over is not None and over.drop is not None and self.carried is not None and self.carried.visit is not None:
            visit = self.carried.visit
            self.let_go()
            over.drop(visit)
        elif self.place is None:
            self.let_go()
        else:
            self.put(meant=meant)

    def put(self, *, meant: bool = False) -> None:
        """Put it down where it is held. Where that cannot be, nothing is booked and it stays, with the explanation; an end that was pulled goes back."""
        if self.carried is None or self.verdict is None:
            return
        if self._where_it_was():
            self.let_go()
        elif self.verdict.fits or (meant and self.verdict.fit is Fit.OUTSIDE):
            self._give(self.verdict)
        elif meant and self.verdict.fit is Fit.TAKEN:
            self.overlapping.emit(self.carried, self.verdict)
        elif self.grip is not None and self.grip.act in (Act.TOP, Act.BOTTOM):
            words = self.verdict.words(clock24=self.context.clock24)
            self.let_go()  # an end that was pulled does not wait for a click elsewhere: that would cut the visit short
            self.refused.emit(f"{words}. It stays as long as it was; hold Alt while you let go if that is meant.")
        else:
            self.refused.emit(self.sentence())
            self.changed.emit()

    def _where_it_was(self) -> bool:
        assert self.carried is not None
        assert self.verdict is not None
        if self.carried.visit is None or self.carried.visit.appointment.lives is Lives.TRAY:
            return False
        one, slot = self.carried.visit.appointment, self.verdict.slot
        return (one.start, one.end, one.clinician_id, one.room_id) == (slot.start, slot.end, slot.clinician_id, slot.room_id)

    def take_free(self) -> bool:
        """The nearest free time instead, where one is shown."""
        if self.verdict is None or self.verdict.fits or self.verdict.free is None:
            return False
        self._give(Verdict(Fit.FITS, self.verdict.free))
        return True

    def _give(self, verdict: Verdict) -> None:
        carried = self.carried
        assert carried is not None
        if not carried.known:
            self.drawn.emit(verdict)
            return
        self.let_go()
        self.put_down.emit(carried, verdict)

    # -- in words

    def words(self) -> str:
        """What stands in the way, or which room is free, as a ghost says it."""
        if self.verdict is None or self.verdict.fits:
            return ""
        return self.verdict.words(clock24=self.context.clock24, short=True)

    def sentence(self) -> str:
        """What stands in the way, and the ways out."""
        if self.verdict is None:
            return ""
        words = self.verdict.words(clock24=self.context.clock24)
        out = "Press ] for the next free time" if self.verdict.free else "Choose another time"
        alt = "" if self.verdict.fit is Fit.NEVER else ", or hold Alt if it is meant"
        return f"{words}. {out}{alt}. Esc puts it back."


def _mark(widget: QWidget, *, on: bool) -> None:
    """Show that what is held can be let go there."""
    widget.setProperty("drop", "true" if on else None)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def place_of(board: Board, visit: Visit) -> Place | None:
    """Where a visit stands on the board, or None where it is not shown."""
    track = board.track_of(visit)
    if track < 0:
        return None
    one, day = visit.appointment, board.tracks[track].day
    return Place(track, minute_on(one.start, day), minute_on(one.end, day))
