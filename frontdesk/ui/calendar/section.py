"""The calendar's day: tray and month at the left, the grid, the booking or visit panel at the right (mock-ups 02, 05, 07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import BACK, NEXT, Status, Visit
from frontdesk.domain.slots import Slot, SlotList, Wish
from frontdesk.ui.calendar.grid import Grid
from frontdesk.ui.calendar.life import Cancelled, Life
from frontdesk.ui.calendar.tray import Left
from frontdesk.ui.calendar.typed_day import read_day
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.booking_panel import BookingPanel, blank_slot
from frontdesk.ui.widgets.controls import Button, EmptyState, Segmented, card
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booked, Booking, DayLoad, DayView, TrayCard


class CalendarSection(QWidget):
    """``open_at(day=, inquiry=, patient=)``; with somebody to book it stands in booking mode."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.day = context.wall_now().date()
        self.view: DayView | None = None
        self.chosen: Visit | None = None
        self.carrying: dict[str, Any] = {}
        self.wish: Wish | None = None
        self._build()
        self._bind()
        context.bridge.changed.connect(self._heard)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self.grid.refresh)
        self._minute.start()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.panes = Panes(self.context, "calendar", self._left(), self._middle(), self._side(), widths=(246, 774, 340), first_seen=1)
        row.addWidget(self.panes)

    def _left(self) -> QWidget:
        left = Left(self.context.look)
        self.month, self.month_title, self.tray, self.tray_title = left.month, left.month_title, left.tray, left.tray_title
        left.turned.connect(lambda by: self._go(self._months(by)))
        self.month.chosen.connect(self._go)
        self.tray.clicked.connect(lambda index: self._pick_up(index.data(Qt.ItemDataRole.UserRole)))
        self.tray.entered_row.connect(self._pick_up)
        return left

    def _middle(self) -> QWidget:
        look = self.context.look
        pane = QWidget()
        pane.setProperty("pane", "surface")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 9, 14, 9)
        bar.setSpacing(8)
        bar.addWidget(Button(look, "Today", key="T", then=self._today))
        bar.addWidget(Button(look, "", icon="caret-left", key="PgUp", name="Previous day", kind="ghost", then=lambda: self._step(-1)))
        bar.addWidget(Button(look, "", icon="caret-right", key="PgDown", name="Next day", kind="ghost", then=lambda: self._step(1)))
        self.title = PlainLabel("", role="pane")
        bar.addWidget(self.title, 1)
        self.goto = QLineEdit()
        self.goto.setPlaceholderText("+6w, tue, 24 11")
        self.goto.setAccessibleName("Go to date")
        self.goto.setMaximumWidth(look.px(150))
        self.goto.returnPressed.connect(self._goto)
        self.goto.hide()
        bar.addWidget(self.goto)
        self.switch = Segmented(look, ("Clinicians", "Rooms"), name="Columns")
        self.switch.chosen.connect(lambda n: self._by_room(n == 1))
        bar.addWidget(self.switch)
        column.addLayout(bar)
        self.grid = Grid(self.context)
        self.grid.picked.connect(self._choose)
        self.grid.placed.connect(self._place)
        self.grid.slot_taken.connect(self._take)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.grid)
        column.addWidget(self.area, 1)
        return pane

    def _side(self) -> QWidget:
        look = self.context.look
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.whom, whom_column = card()
        self.whom_name = PlainLabel("", role="card")
        self.whom_line = PlainLabel("", role="soft")
        self.person = QLineEdit()
        self.person.setPlaceholderText("Name of the new patient")
        self.person.setAccessibleName("Who is it for")
        self.phone = QLineEdit()
        self.phone.setPlaceholderText("Phone")
        self.phone.setAccessibleName("Phone")
        for widget in (self.whom_name, self.whom_line, self.person, self.phone):
            whom_column.addWidget(widget)
        column.addWidget(self.whom)
        self.panel = BookingPanel(self.context, self._whom, after=False)
        self.panel.booked.connect(self._booked)
        self.panel.found.connect(self._ghosts)
        self.panel.highlighted.connect(self._highlight)
        column.addWidget(self.panel)
        self.life = Life(self.context)
        self.life.moving.connect(self._start_move)
        self.life.rebooking.connect(lambda code, note: self._start_move(instead=(code, note)))
        self.life.put_down.connect(self.grid.setFocus)
        column.addWidget(self.life)
        self.cancelled = Cancelled(self.context)
        self.cancelled.chosen.connect(self._choose)
        self.hint = EmptyState(look, "calendar-check", "Choose a visit to see it, or book one.", action="Book", key="B", then=self.start_booking)
        column.addWidget(self.hint, 1)
        column.addWidget(self.cancelled)
        column.addStretch()
        self.side_stack = QStackedWidget()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._mode("none")
        return scroll

    def _bind(self) -> None:
        bind = self.context.commands.bind
        bind("calendar.today", self, self._today)
        bind("calendar.next", self, lambda: self._step(1))
        bind("calendar.previous", self, lambda: self._step(-1))
        bind("calendar.week.next", self, lambda: self._go(self.day + timedelta(days=7)))
        bind("calendar.week.previous", self, lambda: self._go(self.day - timedelta(days=7)))
        bind("calendar.goto", self, self._open_goto)
        bind("calendar.book", self, self.start_booking)
        bind("calendar.room", self, self._switch)
        bind("calendar.zoom.in", self, lambda: self.grid.set_zoom(1))
        bind("calendar.zoom.out", self, lambda: self.grid.set_zoom(-1))
        bind("calendar.zoom.fit", self, lambda: self.grid.set_zoom(0))
        bind("calendar.status", self.grid, lambda: self._advance(NEXT))
        bind("calendar.status.back", self.grid, lambda: self._advance(BACK))
        bind("calendar.noshow", self.grid, lambda: self._status(Status.NO_SHOW))
        bind("calendar.cancel", self.grid, lambda: self._act("cancel"))
        bind("calendar.confirm", self.grid, self.life.confirm)
        bind("calendar.cancelled", self, self.cancelled.toggle)
        bind("calendar.slot.next", self.grid, lambda: self.panel.list.choose(self.panel.list.current + 1))
        bind("calendar.slot.previous", self.grid, lambda: self.panel.list.choose(self.panel.list.current - 1))

    # -- reading

    def open_at(self, *, day: date | None = None, inquiry: int | None = None, patient: int | None = None, visit: int | None = None, **_: object) -> None:
        if day:
            self.day = day
        self._wanted_visit = visit
        if inquiry is not None or patient is not None:
            self._carry(inquiry=inquiry, patient=patient)
        self.reload()
        self.grid.setFocus()

    _wanted_visit: int | None = None

    def reload(self) -> None:
        from frontdesk.services import calendar  # after the first paint, as in jobs

        day = self.day
        start = self.day.replace(day=1)
        first = start - timedelta(days=start.weekday())
        wish = self.wish or self._plain_wish()
        self.context.jobs.ask(lambda desk: calendar.day(desk, day=day), self._show_day, key="day", failed=lambda t: self.context.warn(t.sentence))
        self.context.jobs.ask(lambda desk: calendar.month(desk, first=first, last=first + timedelta(days=41), wish=wish), self._show_month, key="month")
        self.context.jobs.ask(lambda desk: calendar.to_book(desk), self._show_tray, key="tray")
        self.cancelled.read(day)

    def _plain_wish(self) -> Wish | None:
        house = self.context.house
        types = [t for t in house.types if t.active] if house else []
        first = next((t for t in types if t.look == "new_consultation"), types[0] if types else None)
        return Wish(first.id) if first else None

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"appointment", "inquiry", "block", "opening_rule", "opening_exception", "clinician", "room", "patient", ""}:
            self.reload()
            if self.panel.isVisible():
                self.panel.search()

    def _show_day(self, view: DayView) -> None:
        self.view = view
        narrow = self.window().width() * 100 / self.context.look.scale < 1100
        self.title.say(when.short_day(view.day) if narrow else when.long_day(view.day))
        first = self.grid.view is None
        self.grid.show_day(view)
        if first and view.day == self.context.wall_now().date():
            now = self.context.wall_now()
            self.area.verticalScrollBar().setValue(int(self.grid._scale.y(now.hour * 60 + now.minute) - self.area.height() / 2))
        if self._wanted_visit is not None:
            self.grid.focus_visit(self._wanted_visit)
            self._wanted_visit = None
        if self.chosen is not None:
            key = self.chosen.appointment.id
            same = next((v for v in view.visits if v.appointment.id == key), None)
            if same is not None and self.life.isVisible():
                self._choose(same)
            elif self.life.isVisible():
                self._gone(key)

    def _show_month(self, loads: tuple[DayLoad, ...]) -> None:
        self.month.show_month(self.day, self.context.wall_now().date(), loads)
        self.month_title.say(f"{when.MONTHS[self.day.month - 1]} {self.day.year}")

    def _show_tray(self, cards: tuple[TrayCard, ...]) -> None:
        now = self.context.now()
        self.tray_title.say(f"TO BOOK  {len(cards)}")
        self.tray.put([self._card(c, now) for c in cards])

    @staticmethod
    def _card(card_: TrayCard, now: datetime) -> Item:
        waited = f"waiting {when.age_words((now - card_.age).total_seconds() / 60)}" if card_.age else ""
        return Item(card_.inquiry_id, name(card_.name), card_.line, second=waited)

    # -- going about

    def _go(self, day: date) -> None:
        self.day = day
        self.chosen = None
        if self.panel.isVisible() and self.panel.day is not None:
            self.panel.start(self.panel.wish, self.context.house, day=day)
        self.reload()

    def _today(self) -> None:
        self._go(self.context.wall_now().date())

    def _step(self, by: int) -> None:
        """The next day on which somebody works, at most two weeks on."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        first = self.day + timedelta(days=by)
        last = self.day + timedelta(days=14 * by)
        start, end = min(first, last), max(first, last)

        def chosen(loads: tuple[DayLoad, ...]) -> None:
            days = [load.day for load in (loads if by > 0 else tuple(reversed(loads))) if not load.closed]
            self._go(days[0] if days else first)

        self.context.jobs.ask(lambda desk: calendar.month(desk, first=start, last=end, wish=None), chosen, key="step")

    def _months(self, by: int) -> date:
        months = self.day.year * 12 + self.day.month - 1 + by
        return date(months // 12, months % 12 + 1, 1)

    def _open_goto(self) -> None:
        self.goto.show()
        self.goto.setFocus()
        self.goto.selectAll()

    def _goto(self) -> None:
        day = read_day(self.goto.text(), self.context.wall_now().date())
        if day is None:
            self.context.warn("Type a day such as +6w, tomorrow, tue, 24 11 or 2026-11-24.")
            return
        self.goto.hide()
        self.grid.setFocus()
        self._go(day)

    def _switch(self) -> None:
        self.switch.select(0 if self.grid.by_room else 1)
        self._by_room(not self.grid.by_room)

    def _by_room(self, rooms: bool) -> None:
        self.grid.by_room = rooms
        self.grid.refresh()

    # -- one visit

    def _choose(self, visit: Visit | None) -> None:
        if visit is None or self.context.house is None or self.carrying.get("moving"):
            return
        self.chosen = visit
        self.grid.choose(visit.appointment.id)
        if not self.carrying:
            self._mode("visit")
            self.life.show_visit(visit)

    def _advance(self, table: dict[Status, Status]) -> None:
        """The chosen visit goes on, or back; with none chosen, Space checks in the next who is expected."""
        if self.chosen is None and table is NEXT and self.view is not None:
            expected = [v for v in self.view.visits if v.appointment.status is Status.BOOKED]
            self.chosen = min(expected, key=lambda v: v.appointment.start, default=None)
        if self.chosen and self.chosen.appointment.status in table:
            self._status(table[self.chosen.appointment.status])

    def _status(self, status: Status) -> None:
        self.life.visit = self.chosen
        self.life.set_status(status)

    def _act(self, what: str) -> None:
        """One of the actions of the chosen visit, in the side panel."""
        if self.chosen is not None:
            self.panes.reveal_side()
            self.life.open(what)

    def _gone(self, key: int) -> None:
        """The chosen visit has left the grid: cancelled, or on another day. Its panel says how it stands now."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        def show(visit: Visit) -> None:
            if self.life.visit is not None and self.life.visit.appointment.id == key and self.life.isVisible():
                self.chosen = visit
                self.life.show_visit(visit)

        self.context.jobs.ask(lambda desk: calendar.visit(desk, appointment_id=key), show, key="gone", failed=lambda _: self._mode("none"))

    # -- booking

    def _mode(self, mode: str) -> None:
        self.whom.setVisible(mode == "book")
        self.panel.setVisible(mode == "book")
        if mode != "visit":
            self.life.show_mode(mode)
        self.hint.setVisible(mode == "none")
        if mode != "book":
            self.grid.show_slots((), -1, "")
            self.context.extra["carry"]("")

    def _pick_up(self, item: Item | None) -> None:
        """Click a card: it is picked up; click a slot: it is booked."""
        if item is not None:
            self._carry(inquiry=item.key)
            self.grid.setFocus()

    def _carry(self, *, inquiry: int | None = None, patient: int | None = None, moving: Visit | None = None) -> None:
        from frontdesk.services import inquiries, patients  # after the first paint, as in jobs

        self.carrying = {"inquiry": inquiry, "patient": patient, "moving": moving}
        self.panel.instead = self._take if moving is not None else None

        def show(found: tuple[str, str, Wish | None]) -> None:
            who, line, wish = found
            self.wish = wish or self._plain_wish()
            self.person.setVisible(not who)
            self.phone.setVisible(not who)
            self.whom_name.say(name(who) if who else "New booking")
            self.whom_line.say(line)
            self._mode("book")
            self.panel.start(self.wish, self.context.house, day=self.day if not moving else None)
            self.context.extra["carry"](f"Placing {name(who)}: click or Enter on a time, Esc puts back" if who else "")
            if not who:
                self.person.setFocus()

        def read(desk: Any) -> tuple[str, str, Wish | None]:
            if inquiry is not None:
                found = inquiries.case(desk, inquiry_id=inquiry)
                return found.inquiry.name, found.inquiry.email or found.inquiry.phone, found.wish
            if patient is not None:
                person = patients.get(desk, patient_id=patient)
                wish = inquiries.wish_of(desk, (), person)
                return person.name, person.chart, wish
            return "", "a new patient, or choose one in Patients", None

        if moving is not None and moving.appointment.patient_id:
            one = moving.appointment
            minutes = int((one.end - one.start).total_seconds() // 60)
            show((moving.patient_name, "move to another time", Wish(one.type_id, minutes, patient_id=one.patient_id)))
        else:
            self.context.jobs.ask(read, show, key="carry", failed=lambda t: self.context.warn(t.sentence))

    def start_booking(self) -> None:
        """B, or N from anywhere: book somebody; who it is can be typed."""
        self.panes.reveal_side()
        self._carry()

    def _start_move(self, instead: tuple[str, str] | None = None) -> None:
        """Another time for the chosen visit; with a reason it is cancelled, and booked anew there."""
        if self.chosen:
            self._carry(moving=self.chosen)
            self.carrying["instead"] = instead

    def _ghosts(self, found: SlotList) -> None:
        if self.panel.isVisible():
            self.grid.show_slots(found.slots, self.panel.list.current, self.whom_name.whole)

    def _highlight(self, slot: Slot) -> None:
        if self.panel.isVisible():
            self.grid.show_slots(self.panel.list.slots, self.panel.list.current, self.whom_name.whole)

    def _place(self, clinician_id: int | None, start: datetime) -> None:
        """A click on an empty time: look from there on, with this clinician."""
        if clinician_id is None or self.context.house is None:
            return
        if not self.carrying:
            self.start_booking()
        wish = self.wish or self._plain_wish()
        if wish:
            self.panel.start(replace(wish, clinician_id=clinician_id, earliest=start), self.context.house, day=start.date())

    def _whom(self) -> Booking | None:
        from frontdesk.services.calendar import Booking, NewPerson  # after the first paint, as in jobs

        blank = blank_slot(datetime.combine(self.day, time()), 15)
        if self.carrying.get("inquiry") or self.carrying.get("patient"):
            return Booking(blank, 0, inquiry_id=self.carrying.get("inquiry"), patient_id=self.carrying.get("patient"))
        if self.person.text().strip():
            return Booking(blank, 0, person=NewPerson(self.person.text().strip(), self.phone.text().strip()))
        self.context.warn("Say who the visit is for: type a name first.")
        self.person.setFocus()
        return None

    def _take(self, slot: Slot) -> None:
        from frontdesk.services import calendar, visits  # after the first paint, as in jobs

        moving = self.carrying.get("moving")
        if moving is None:
            self.panel.take(slot)
            return
        key, who = moving.appointment.id, name(moving.patient_name)
        told = when.moment_words(slot.start, clock24=self.context.clock24)
        instead = self.carrying.get("instead")

        def put(desk: Any) -> object:
            if instead:
                return visits.rebook(desk, appointment_id=key, slot=slot, code=instead[0], note=instead[1])
            return calendar.move(desk, appointment_id=key, slot=slot)

        said = f"{'Cancelled, booked anew' if instead else 'Moved'}: {who}, {told}"
        self.context.jobs.ask(put, lambda _: self._finished(said), failed=lambda t: self.context.warn(t.sentence))

    def _booked(self, booked: Booked) -> None:
        self._put_down()
        self._wanted_visit = booked.appointment.id
        self._go(booked.appointment.start.date())

    def _finished(self, sentence: str) -> None:
        self._put_down()
        self.context.say(sentence, undo=True)

    def _put_down(self) -> None:
        self.carrying = {}
        self.panel.instead = None
        self.wish = None
        self.person.clear()
        self.phone.clear()
        self._mode("none")

    def leave(self) -> bool:
        """Esc: put down what is carried, close what is open."""
        if self.goto.isVisible():
            self.goto.hide()
        elif self.life.leave():
            return True
        elif self.carrying or self.panel.isVisible():
            self._put_down()
        else:
            return self.panes.hide_side()
        self.grid.setFocus()
        return True

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        if self.carrying:
            return [("1–5", "book slot"), ("← →", "clinician"), ("↑ ↓", "time"), ("]", "next free"), ("Esc", "leave booking")]
        return [("← ↑ ↓ →", "move"), ("Space", "next status"), ("B", "book"), ("T", "today"), ("PgDn", "next day"), ("G", "go to date"), ("?", "all keys")]
