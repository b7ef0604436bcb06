"""The calendar: tray and month at the left, the grid or an overview, the booking or visit panel at the right (mock-ups 02, 05, 07, 12, 15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.domain.appointment import BACK, NEXT, Status, Visit
from frontdesk.domain.slots import Slot, Wish
from frontdesk.domain.typed_day import read_day
from frontdesk.domain.waitlist import WaitEntry
from frontdesk.ui import saving
from frontdesk.ui.calendar.aftermath import Aftermath
from frontdesk.ui.calendar.board import Track
from frontdesk.ui.calendar.hand import Target
from frontdesk.ui.calendar.middle import Middle
from frontdesk.ui.calendar.one_visit import OneVisit
from frontdesk.ui.calendar.placing import Placing
from frontdesk.ui.calendar.shown import STEPS, Shown
from frontdesk.ui.calendar.side import Side
from frontdesk.ui.calendar.tray import Left
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.panes import Panes

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booked, DayView

_SHOWN = frozenset({"appointment", "inquiry", "follow_up", "wait_entry", "block", "opening_rule", "opening_exception", "clinician", "room", "patient", ""})


class CalendarSection(QWidget):
    """``open_at(day=, inquiry=, patient=, visit=)``; with somebody to book it stands in booking mode."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.shown = Shown(context.wall_now().date())
        self.view: DayView | None = None
        self.views: tuple[DayView, ...] = ()
        self._wanted_visit: int | None = None
        self._build()
        self._bind()
        context.bridge.changed.connect(self._heard)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self.grid.refresh)
        self._minute.start()

    @property
    def chosen(self) -> Visit | None:
        """The visit that the keys act on."""
        return self.one.chosen

    @chosen.setter
    def chosen(self, visit: Visit | None) -> None:
        self.one.chosen = visit

    @property
    def day(self) -> date:
        return self.shown.day

    @property
    def mode(self) -> str:
        return self.shown.mode

    @property
    def carrying(self) -> dict[str, Any]:
        """Who is being booked or moved: inquiry, patient, moving."""
        return self.placing.carrying

    # -- building

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        left, middle = self._left(), self._middle()
        self.placing = Placing(self.context, self.grid, self.overlap)
        side = self._side()
        self.panes = Panes(self.context, "calendar", left, middle, side, widths=(246, 774, 340), first_seen=1, strip=left.strip)
        left.wanted.connect(self.panes.reveal_list)
        self.grid.brought.connect(lambda _: self.panes.fold())
        row.addWidget(self.panes)
        self.placing.booked.connect(self._booked)
        self.placing.finished.connect(self._finished)
        self.grid.hand.targets = [
            Target(self.toolbar.before, lambda _: self._step(-1), again=True), Target(self.toolbar.after, lambda _: self._step(1), again=True),
            Target(self.month, self.month.hovered), Target(self.tray, None, self.placing.pull_off),
            Target(left.strip, lambda _: self.panes.reveal_list(), self.placing.pull_off),
        ]  # fmt: skip

    def _left(self) -> Left:
        left = self.left = Left(self.context)
        self.month, self.tray, self.waiting = left.month, left.tray, left.waiting
        left.loaded.connect(lambda loads: self.overview.show_month(self.day, self.context.wall_now().date(), loads))
        left.turned.connect(lambda by: self._go(self.shown.months(by)))
        self.month.chosen.connect(self._go)
        left.meant.connect(lambda meant: self._pick_up(self.placing.carry_card, meant))
        left.moved.connect(lambda visit: self._pick_up(self.placing.carry, moving=visit))
        left.asked.connect(lambda inquiry: self._pick_up(self.placing.carry, inquiry=inquiry))
        left.called.connect(self._call)
        return left

    def _middle(self) -> QWidget:
        made = self.middle = Middle(self.context)
        bar = self.toolbar = made.toolbar
        bar.viewed.connect(self.show_mode)
        bar.stepped.connect(self._step)
        bar.today.connect(self._today)
        bar.typed.connect(self._goto)
        bar.shown.connect(self._show_person)
        bar.by_room.connect(self._by_room)
        bar.at_site.connect(self._show_site)
        self.title, self.goto = bar.title, bar.goto
        self.overlap, self.area, self.grid, self.overview, self.agenda = made.overlap, made.area, made.grid, made.overview, made.agenda
        self.area.headed.connect(self._headed)
        self.grid.picked.connect(self._choose)
        self.overview.moved.connect(self._go)
        self.overview.opened.connect(self._open_day)
        self.agenda.chosen.connect(lambda item: self._choose(item.data if item else None))
        self.agenda.entered_row.connect(self._open_item)
        self.grid.left.connect(lambda: self.one.drop(looked=True))
        return made

    def _side(self) -> QWidget:
        self.side = Side(self.context, self.placing.whom, self.start_booking)
        self.panel, self.life, self.cancelled = self.side.panel, self.side.life, self.side.cancelled
        self.whom_name, self.person, self.phone = self.side.whom_name, self.side.person, self.side.phone
        self.placing.mode.connect(self._mode)
        self.placing.elsewhere.connect(lambda: self.panes.need(self.panel.list))
        self.placing.attach(self.side)
        self.life.moving.connect(self._start_move)
        self.life.rebooking.connect(lambda code, note: self._start_move(instead=(code, note)))
        self.one = OneVisit(self.context, self.grid, self.placing, self.life)
        self.one.revealed.connect(lambda: self.panes.reveal_side())
        self.life.put_down.connect(self._hands_back)
        self.life.shown.connect(self._panel_shown)
        self.side.blocking.connect(self._block)
        self.side.dropped.connect(self.leave)
        self.aftermath = Aftermath(self.context)
        self.aftermath.best.connect(self.waiting.mark)
        self.aftermath.filling.connect(lambda freed: self._follow(freed.opening.span.start.date(), partial(self.life.fill, freed)))
        self.aftermath.shifting.connect(lambda strained: self._follow(strained.now.date(), partial(self.life.strained, strained)))
        self.cancelled.chosen.connect(self._choose)
        self._mode("none")
        return self.side

    def _bind(self) -> None:
        bind = self.context.commands.bind
        bind("calendar.today", self, self._today)
        bind("calendar.next", self, lambda: self._step(1))
        bind("calendar.previous", self, lambda: self._step(-1))
        bind("calendar.week.next", self, lambda: self._go(self.day + timedelta(days=7)))
        bind("calendar.week.previous", self, lambda: self._go(self.day - timedelta(days=7)))
        bind("calendar.goto", self, self.toolbar.open_goto)
        bind("calendar.book", self, self.start_booking)
        bind("calendar.view", self, lambda: self.show_mode("day" if self.mode == "week" else "week"))
        bind("calendar.month", self, lambda: self.show_mode("month"))
        bind("calendar.list", self, lambda: self.show_mode("list"))
        bind("calendar.room", self, lambda: self._by_room(not self.shown.rooms))
        bind("calendar.filter", self, self.toolbar.open_filter)
        bind("calendar.print", self, self.middle.papers.open)
        bind("calendar.file", self, lambda: saving.visits(self.context, self, clinician_id=self.shown.only))  # of the whole clinic where several are shown
        for command, by in (("in", 1), ("out", -1), ("fit", 0)):
            bind(f"calendar.zoom.{command}", self, partial(self.grid.set_zoom, by))
        one, views = self.one, (self.grid, self.agenda)
        bind("calendar.status", views, lambda: one.advance(NEXT, self.view.visits if self.view else ()))
        bind("calendar.status.back", views, lambda: one.advance(BACK, ()))
        bind("calendar.noshow", views, lambda: one.status(Status.NO_SHOW))
        bind("calendar.confirm", views, one.confirm)
        bind("calendar.record", views, one.record)
        for what in ("cancel", "series", "follow_up", "wait", "aftercare", "report"):
            bind(f"calendar.{what}", views, partial(one.act, what))
        bind("calendar.move", views, self._start_move)
        bind("calendar.pull", views, lambda: self.one.act_on(self.placing.pull_off))
        bind("calendar.cancelled", self, self.cancelled.toggle)
        bind("calendar.known", self, self.side.likely.take_first, when=self.side.likely.isVisible)
        bind("calendar.waiting", self, self._show_waiting)
        bind("calendar.block", self, self._block)
        bind("calendar.fill", self, self.aftermath.fill)
        bind("calendar.shift", self, self.aftermath.shift)
        for command, then in (("open", self.grid.enter), ("slot.next", partial(self.placing.next_slot, 1)), ("slot.previous", partial(self.placing.next_slot, -1))):
            bind(f"calendar.{command}", self.grid, then)
        for command, top, bottom in (("longer", 0, 5), ("shorter", 0, -5), ("earlier", -5, 0), ("later", 5, 0)):
            bind(f"calendar.{command}", self.grid, partial(self.one.act_on, partial(self.placing.stretch, top=top, bottom=bottom)))

    # -- reading

    def open_at(self, *, day: date | None = None, inquiry: int | None = None, patient: int | None = None, visit: int | None = None,
                wish: Wish | None = None, slot: Slot | None = None, want: str = "", who: str = "",
                blocking: Slot | None = None, **_: object) -> None:  # fmt: skip
        """Show a day; with somebody, or a wish, the booking stands open, with ``slot`` on top where it is given.

        ``want``: for that person a series, a follow-up or a place on the wait list instead. ``blocking``: that time is to be kept free.
        """
        if day:
            self.shown.day = day
        self._wanted_visit = visit
        if not all(one is None for one in (visit, inquiry, patient, wish)):
            self._to_grid()
        self.placing.go(self.day)
        if blocking is not None:
            self.one.forget()
            self.panes.reveal_side()
            self.life.open_block(blocking.start.date(), blocking.start.time(), blocking.end.time(), clinician_id=blocking.clinician_id, room_id=None)
        elif want:
            self.chosen = None
            self.panes.reveal_side()
            self.life.open_for(want, patient=patient, inquiry=inquiry, who=who)
        elif wish is not None and inquiry is None and patient is None and self.placing.whose:
            self.placing.seek(wish, slot)
        elif inquiry is not None or patient is not None or wish is not None:
            self.placing.carry(inquiry=inquiry, patient=patient, wish=wish, slot=slot)
        self.reload()
        if want or blocking is not None:
            return
        if self.mode == "month":
            self.overview.setFocus()
        elif self.mode == "list" or (day is None and visit is None and not self.carrying):
            self._hands_back()
        else:
            self.grid.setFocus()

    def reload(self) -> None:
        from frontdesk.services import calendar  # after the first paint, as in jobs

        first_day, last_day = self.shown.days
        self.context.jobs.ask(
            lambda desk: calendar.days(desk, first=first_day, last=last_day), self._show_days, key="day", failed=lambda t: self.context.warn(t.sentence))
        self.left.read(self.day, self.placing.wish or self.placing.plain_wish())
        self.cancelled.read(self.day)

    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & _SHOWN:
            self.reload()
            if self.panel.stands:
                self.panel.search()

    def _show_days(self, views: tuple[DayView, ...]) -> None:
        self.views, self.view = views, next((v for v in views if v.day == self.day), views[0])
        self.one.keep_hold(views)
        first = self.grid.board is None
        self._show_board()
        if first and self.day == (now := self.context.wall_now()).date():
            self.area.show_minute(now.hour * 60 + now.minute)
        if self._wanted_visit is not None:
            self.grid.focus_visit(self._wanted_visit)
            self._wanted_visit = None
        if self.chosen is not None:
            key = self.chosen.appointment.id
            same = next((v for view in views for v in view.visits if v.appointment.id == key), None)
            if same is not None and (self.life.isVisible() or self.side.hint.isVisible()):
                self._choose(same)
            elif same is None:
                self.one.again(key, unasked=True)

    def _show_board(self) -> None:
        if self.views and self.view is not None:
            self.middle.show_views(self.shown, self.views, self.view, self.chosen)

    # -- views

    def show_mode(self, mode: str) -> None:
        """Day, week, month or list."""
        if mode == "week" and self.mode != "week" and self.chosen is not None and len(self.shown.week_of) < 2:
            self.shown.week_of = [self.chosen.appointment.clinician_id]
        self.shown.mode = mode
        if mode in ("month", "list") and self.carrying:
            self.placing.put_back()
        front = self.middle.turn(mode)
        self.reload()
        front.setFocus()

    def _to_grid(self) -> None:
        """Where times are placed: the month and the list give way to the day."""
        if self.mode in ("month", "list"):
            self.show_mode("day")

    def _open_day(self, day: date) -> None:
        self.shown.day = day
        self.show_mode("day")

    def _open_item(self, item: Item) -> None:
        """A visit of the list, on its day."""
        self._wanted_visit = item.key
        self._open_day(item.data.appointment.start.date())

    def _show_person(self, key: int | None) -> None:
        self.shown.switch(key, [c.clinician.id for c in self.view.columns] if self.view else [])
        self._show_board()

    def _show_site(self, key: int | None) -> None:
        self.shown.site = key
        self._show_board()

    def _headed(self, track: Track) -> None:
        """The head of a column opens it: a clinician's week, or a day of the week."""
        if self.mode == "week":
            self._open_day(track.day)
        elif track.clinician_id is not None:
            self.shown.week_of = [track.clinician_id]
            self.show_mode("week")

    def _by_room(self, rooms: bool) -> None:
        self.shown.rooms = rooms
        if self.mode != "day":
            self.show_mode("day")
        else:
            self._show_board()

    # -- going about

    def _go(self, day: date) -> None:
        self.shown.day = day
        if not self.grid.hand.live:
            self.one.drop()
            self.chosen = None
        self.placing.go(day)
        self.reload()

    def _today(self) -> None:
        self._go(self.context.wall_now().date())

    def _step(self, by: int) -> None:
        """The next day on which somebody works; the next week, or month."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        day = self.day
        if self.mode == "month":
            self._go(self.shown.months(by))
        elif days := STEPS[self.mode]:
            self._go(day + timedelta(days=by * days))
        else:
            self.context.jobs.ask(lambda desk: calendar.next_worked(desk, day=day, by=by), self._go, key="step")

    def _goto(self, words: str) -> None:
        day = read_day(words, self.context.wall_now().date())
        if day is None:
            self.context.warn("Type a day such as +6w, tomorrow, tue, 24 nov or 2026-11-24.")
            return
        self.goto.hide()
        self.grid.setFocus()
        self._go(day)

    def _choose(self, visit: Visit | None) -> None:
        self.one.choose(visit)

    def _hands_back(self) -> None:
        """The keyboard goes back to whoever was chosen, on the grid or in the list."""
        if self.mode == "list":
            self.agenda.setFocus()
            self._choose(self.chosen)
        elif self.chosen is None or self.grid.focus_visit(self.chosen.appointment.id) is None:
            self.grid.setFocus()

    def _finished(self, sentence: str, key: int) -> None:
        """Somebody was put on another time: they stay the chosen one, wherever they are now."""
        self.context.say(sentence, undo=True)
        if self.mode != "list":
            self.one.again(key)
        self._hands_back()

    # -- booking

    def _mode(self, mode: str) -> None:
        self.side.show_mode(mode)
        self.left.mark(self.carrying.get("inquiry") if mode == "book" else None)
        if mode != "book":
            self.grid.show_slots((), -1, "")
            self.context.extra["carry"]("")

    def _panel_shown(self, mode: str) -> None:
        """A panel for something else takes the side: whoever was being placed is put down, and no line says otherwise."""
        if mode not in ("", "visit") and self.carrying:
            self.placing.put_back("visit")

    def _pick_up(self, carry: Callable[..., object], *who: object, **more: object) -> None:
        carry(*who, **more)
        self.grid.setFocus()

    def _call(self, entry: WaitEntry) -> None:
        self.panes.reveal_side()
        self.life.call(entry)

    def _show_waiting(self) -> None:
        self.panes.reveal_list()
        self.waiting.setFocus()

    def _block(self) -> None:
        """Block time where a stretch was drawn, where the chosen visit stands, or where the grid's cursor is."""
        if (where := self.one.place()) is not None:
            self.panes.reveal_side()
            self.life.open_block(where.start.date(), where.start.time(), where.end.time(), clinician_id=where.clinician_id, room_id=where.room_id)

    def _follow(self, day: date, then: Callable[[], object]) -> None:
        """What a change left behind is dealt with on its day, wherever in the window it was offered."""
        if not self.isVisible() or self.day != day:
            self.context.go("calendar", day=day)
        self.one.forget()
        self.panes.reveal_side()
        then()

    def start_booking(self) -> None:
        """B, or N from anywhere: book somebody; who it is can be typed."""
        self._to_grid()
        self.panes.reveal_side()
        self.placing.start_booking()

    def _start_move(self, instead: tuple[str, str] | None = None) -> None:
        """Another time for the chosen visit; with a reason it is cancelled, and booked anew there."""
        if (visit := self.one.needed() if instead else self.one.movable()) is None:
            return
        self.placing.carry(moving=visit, instead=instead)
        if self.mode == "list":  # no ghosts stand there: the times of the panel take the digits
            self.panes.reveal_side()
        (self.panel.list if self.mode == "list" else self.grid).setFocus()

    def _booked(self, booked: Booked) -> None:
        self._wanted_visit = booked.appointment.id
        self.shown.reveal(booked.appointment.clinician_id, [c.clinician.id for c in self.view.columns] if self.view else [])
        self._go(booked.appointment.start.date())

    def whose(self) -> str:
        """Who is carried here."""
        return self.placing.whose

    def leave(self) -> bool:
        """Esc: put down what is carried, close what is open."""
        if self.goto.isVisible():
            self.goto.hide()
        elif self.panes.slid_over():
            self.panes.fold()
        elif self.grid.hand.carried is None and self.life.leave():
            return True
        elif self.carrying or self.panel.stands or self.grid.hand.carried is not None or self.overlap.isVisible():
            self.placing.put_back()
            self._choose(self.chosen)
        else:
            return self.panes.hide_side()
        self._hands_back()
        return True

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return self.life.keys() or self.placing.keys() or self.shown.keys(any(view.visits for view in self.views))
