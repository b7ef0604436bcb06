"""The booking panel: what is looked for, the five best times, and one key that books (ux.md 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from frontdesk.domain import when
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.clinic import Clinic, House
from frontdesk.domain.errors import DeskError
from frontdesk.domain.plain import begun
from frontdesk.domain.slots import Slot, SlotList, Wish
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets import slot_list
from frontdesk.ui.widgets.alerts import AlertsLine
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, clear, key_words
from frontdesk.ui.widgets.looked_for import LookedFor
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name, shown, tip

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booked, Booking

_NO_HOUSE = House(Clinic(0, ""), (), (), (), (), (), (), ())

_TIMES: tuple[tuple[str, time | None, time | None], ...] = (
    ("Any time", None, None), ("Morning", None, time(12)), ("Afternoon", time(12), None), ("After 3 pm", time(15), None),
)  # fmt: skip


def times_of_day(start: time | None, end: time | None, *, clock24: bool) -> tuple[tuple[str, time | None, time | None], ...]:
    """The choices for the time of day; one that is none of the usual (a patient's own wish) stands there too."""
    if any((s, e) == (start, end) for _, s, e in _TIMES):
        return _TIMES
    parts = [f"{word} {when.clock(at, clock24=clock24)}" for word, at in (("after", start), ("before", end)) if at]
    return (*_TIMES, (begun(", ".join(parts)), start, end))


class BookingPanel(QFrame):
    """``booked`` tells what was booked, ``held`` what was held (in words, and which). Who it is for is given by ``for_whom``, asked at the moment of booking.

    ``remark``: what a clinician wants first; it stands under the times with how the person is to prepare.
    ``compact``: what is looked for stands in one line. ``foot``, with the button that books, is placed by the owner of a compact one, and where it is ``apart``.
    """

    booked = Signal(object)
    held = Signal(str, int)
    found = Signal(object)
    highlighted = Signal(object)
    show_in_calendar = Signal(object)

    def __init__(self, context: Context, for_whom: Callable[[], Booking | None], *, after: bool = True, compact: bool = False, apart: bool = False,
                 key: str = "Return") -> None:  # fmt: skip
        super().__init__()
        self.context, self.for_whom = context, for_whom
        self.wish: Wish | None = None
        self.day: date | None = None
        self.instead: Callable[[Slot], object] | None = None
        self._who = ""
        self._offered: tuple[Slot, ...] = ()
        self._meant = 0
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.title = PlainLabel("Book", role="card")
        head.addWidget(self.title)
        self.total = PlainLabel("", role="faint")
        head.addStretch()
        head.addWidget(self.total)
        column.addLayout(head)
        self.alerts = AlertsLine(context)
        column.addWidget(self.alerts)
        self.kind, self.length = Combo("Appointment type"), Combo("Length")
        self.who, self.room, self.time = Combo("Clinician"), Combo("Room"), Combo("Time of day")
        self.fields = (self.kind, self.length, self.who, self.room, self.time)
        column.addLayout(self._summary(compact))
        for combo in self.fields:
            combo.activated.connect(self._chosen)
        self.choices = LookedFor(context.look, ((self.kind, 9), (self.length, 5)), ((self.who, 14), (self.room, 11), (self.time, 11)))
        column.addWidget(self.choices)
        self.choices.setVisible(not compact)
        self.list = slot_list.SlotList(context.look)
        self.list.taken.connect(self._take)
        self.list.moved.connect(self._moved)
        column.addWidget(self.list)
        self.empty = QVBoxLayout()
        column.addLayout(self.empty)
        self.hint = Paragraph("", role="soft")
        self.remark = ""
        self.trouble = Paragraph("", role="danger")
        for words in (self.hint, self.trouble):
            words.hide()
            column.addWidget(words)
        self.letter = Check(context.look, "Letter in the next print run")
        self.letter.setChecked(True)
        column.addWidget(self.letter)
        row = self.foot = QHBoxLayout()
        self.button = Button(context.look, "Book", icon="check", key=key, kind="primary", tall=True, then=self.take_current)
        self.see = Button(context.look, "In calendar", icon="calendar-blank", name="See in calendar", tall=True, then=self._see)
        tip(self.see, f"See in calendar  {key_words('C')}")
        self.see.setVisible(after)
        row.addWidget(self.button, 1)
        row.addWidget(self.see)
        self.hold = Button(context.look, "Hold", icon="hourglass-medium", key="H", tall=True, then=self.hold_current)
        tip(self.hold, "Keep this time for them, until they have said yes")
        self._holds = not after and not compact
        row.addWidget(self.hold)
        if not (compact or apart):
            column.addLayout(row)
        self._busy = False
        self._filled: tuple[House, bool, list[object]] | None = None
        self._own: Callable[[Wish], Slot | None] | None = None

    def _summary(self, compact: bool) -> QHBoxLayout:
        """Where there is little room, one line says what is looked for; its button brings the choices."""
        row = QHBoxLayout()
        self.summary = PlainLabel("", role="soft")
        self.change = Button(self.context.look, "Change", kind="ghost", name="Change what is looked for", then=lambda: self.choices.setVisible(self.choices.isHidden()))
        row.addWidget(self.summary, 1)
        row.addWidget(self.change)
        for widget in () if compact else (self.summary, self.change):
            widget.hide()  # shown, before they stand in their place, they would be windows of their own
        return row

    def _sum_up(self) -> None:
        told = (self.kind.currentText(), self.length.currentText(), self.who.currentText(), self.room.currentText() if self.room.currentIndex() else "",
                self.time.currentText() if self.time.currentIndex() else "")  # fmt: skip
        self.summary.say(", ".join(one for one in told if one))

    def start(self, wish: Wish | None, house: House | None, *, day: date | None = None, own: Callable[[Wish], Slot | None] | None = None) -> None:
        """Look for free times for a wish; with ``day`` only that day. ``own`` gives a time that was chosen by hand, to stand on top."""
        self.wish, self.day, self._own, self._offered = wish, day, own, ()
        self.letter.setVisible(self.instead is None)
        self.hold.setVisible(self._holds and self.instead is None)
        self.list.live = False  # until the times of this wish are there: a digit must not take one that was found for another
        self.trouble.hide()
        self.alerts.show_for(wish.patient_id if wish else None)
        if wish is None or house is None or not house.types:
            self._nothing("There is nothing to book yet: set up clinicians, hours and appointment types first.")
            return
        self._fill(house)
        self.search()

    def name_whom(self, who: str) -> None:
        """The head says whom a digit books: two bookings by the same keys are for two people."""
        self._who = name(who) if who.strip() else ""
        self._head()

    def _head(self) -> None:
        verb, whom = ("Offered", " to") if self._offered else ("Move" if self.instead else "Book", "")
        self.title.say(f"{verb}{whom} {self._who}" if self._who else verb)
        self.list.setAccessibleName(f"Free times for {self._who}" if self._who else "Free times")

    def show_offered(self, slots: Sequence[Slot], meant: int | None) -> None:
        """The times that were offered take the digits; ``meant`` is the one that the answer names. Looking for another puts them aside."""
        house = self.context.house
        if house is None or not slots:
            return
        self._offered, self._meant = tuple(slots), meant or 0
        self.list.live = True
        self._head()
        self.total.say("named in the answer" if meant is not None else "the digit confirms one and frees the others")
        clear(self.empty)
        self.list.show_slots(slots, house, clock24=self.context.clock24)
        self.list.choose(self._meant)
        self.button.setEnabled(True)
        self.empty.addWidget(Button(self.context.look, "Look for other times", kind="ghost", icon="magnifying-glass", then=self._others))
        self._moved(self._meant)

    def _others(self) -> None:
        self._offered = ()
        self.search()

    def _stands(self, house: House) -> bool:
        """Whether the choices are those of this wish already: from one message to the next they mostly are."""
        wish = self.wish
        assert wish is not None
        wanted: list[object] = [wish.type_id, wish.minutes or house.type(wish.type_id).minutes, wish.clinician_id, wish.room_id, (wish.not_before, wish.not_after)]
        before, now = self._filled, (house, self.context.clock24, wanted)
        self._filled = now
        return before is not None and before[0] is house and before[1:] == now[1:] and [combo.currentData() for combo in self.fields] == wanted

    def _fill(self, house: House) -> None:
        assert self.wish is not None
        if self._stands(house):
            return
        for combo in self.fields:
            combo.blockSignals(True)
            combo.clear()
        for kind in house.types:
            if kind.active:
                self.kind.addItem(shown(kind.name, longest=60), kind.id)
        self.kind.setCurrentIndex(max(0, self.kind.findData(self.wish.type_id)))
        minutes = self.wish.minutes or house.type(self.wish.type_id).minutes
        for length in sorted({15, 20, 30, 45, 60, 90, minutes}):
            self.length.addItem(f"{length} min", length)
        self.length.setCurrentIndex(self.length.findData(minutes))
        self.who.addItem("Any clinician", None)
        for clinician in house.clinicians:
            if clinician.active:
                self.who.addItem(shown(clinician.short, longest=40), clinician.id)
        self.who.setCurrentIndex(max(0, self.who.findData(self.wish.clinician_id)))
        self._fill_rooms(house)
        times = times_of_day(self.wish.not_before, self.wish.not_after, clock24=self.context.clock24)
        for words, start, end in times:
            self.time.addItem(words, (start, end))
        self.time.setCurrentIndex(next(n for n, (_, s, e) in enumerate(times) if (s, e) == (self.wish.not_before, self.wish.not_after)))
        for combo in self.fields:
            combo.blockSignals(False)

    def _fill_rooms(self, house: House) -> None:
        """The rooms of the kind that the visit needs; of which site, where there are several."""
        assert self.wish is not None
        kinds, several = house.type(self.wish.type_id).room_kinds, len(house.sites) > 1
        self.room.addItem("Any room" if kinds else "No room needed", None)
        for room in house.rooms:
            if room.active and room.kind in kinds:
                self.room.addItem(shown(f"{room.name}, {house.site(room.site_id).name}" if several else room.name, longest=40), room.id)
        self.room.setCurrentIndex(max(0, self.room.findData(self.wish.room_id)))

    def _chosen(self) -> None:
        assert self.wish is not None
        new_type = self.kind.currentData() != self.wish.type_id
        start, end = self.time.currentData()
        house = self.context.house
        minutes = house.type(self.kind.currentData()).minutes if new_type and house else self.length.currentData()
        self._offered = ()
        self.wish = replace(self.wish, type_id=self.kind.currentData(), minutes=minutes, clinician_id=self.who.currentData(),
                            room_id=None if new_type else self.room.currentData(), not_before=start, not_after=end)  # fmt: skip
        if new_type and house:
            self._fill(house)
        self.search()

    def search(self) -> None:
        """Ask for the best times; an outdated answer is dropped."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        wish, day = self.wish, self.day
        if wish is None:
            return
        self._sum_up()
        self._say_hint(wish)
        if day is None:
            self.context.jobs.ask(lambda desk: calendar.slots(desk, wish=wish), self._show, key=f"slots{id(self)}", failed=self._tell)
        else:
            self.context.jobs.ask(lambda desk: calendar.slots_on(desk, wish=wish, day=day, limit=5), self._show, key=f"slots{id(self)}", failed=self._tell)

    def _show(self, found: SlotList) -> None:
        house = self.context.house
        if house is None or self._offered:
            return
        self._head()
        own = self._own(self.wish) if self._own and self.wish else None
        if own is not None:
            others = tuple(s for s in found.slots if s.clinician_id != own.clinician_id or s.end <= own.start or own.end <= s.start)
            found = replace(found, slots=(own, *others)[:5])
        clear(self.empty)
        self.list.live = True
        self.list.show_slots(found.slots, house, clock24=self.context.clock24)
        many = found.total_this_week
        self.total.say(f"{many} free this week" if many else "none left this week")
        for one in (self.button, self.hold):
            one.setEnabled(bool(found.slots))
        if not found.slots:
            self._blocked(found)
        self._moved(0)
        self.found.emit(found)

    def _blocked(self, found: SlotList) -> None:
        self.empty.addWidget(Paragraph(self._nothing_free(), role="soft"))
        if self.day is not None:
            many = f": {found.total_this_week} free this week" if found.total_this_week else ""
            self.empty.addWidget(Button(self.context.look, f"Any day{many}", then=self.any_day))
        for blocker in found.blocked_by[:3]:
            self.empty.addWidget(Button(self.context.look, f"{blocker.words}: {blocker.slots} free", then=partial(self._instead, blocker.wish)))

    def _nothing_free(self) -> str:
        """What was looked for in vain: "No 45 minutes free for Dr Okafor in Room 2, after 3 pm."."""
        wish, house = self.wish, self.context.house
        if wish is None or house is None:
            return "No time is free with these choices."
        who = f" for {house.clinician(wish.clinician_id).short}" if wish.clinician_id else ""
        where = f" in {house.room(wish.room_id).name}" if wish.room_id else ""
        times = f", {self.time.currentText().lower()}" if wish.not_before or wish.not_after else ""
        day = f" on {when.short_day(self.day)}" if self.day else ""
        return shown(f"No {wish.minutes or house.type(wish.type_id).minutes} minutes free{who}{where}{day}{times}.")

    @property
    def stands(self) -> bool:
        """Whether somebody is being booked in it, also where another pane is seen at the moment."""
        return not self.isHidden()

    def any_day(self) -> None:
        """The best times of all days, where the one that was looked at has none."""
        self.start(self.wish, self.context.house)

    def step(self, by: int) -> None:
        """The next time of the list; where the day has none left, the best of the others."""
        if by > 0 and not self.list.slots and self.day is not None:
            self.any_day()
        else:
            self.list.choose(self.list.current + by)

    def _say_hint(self, wish: Wish) -> None:
        """What the person is to be told with the time."""
        prepare = self.context.house.type(wish.type_id).preparation if self.context.house else ""
        told = " ".join(part for part in (self.remark, prepare and f"Tell them: {prepare}") if part)
        self.hint.say(told)
        self.hint.setVisible(bool(told) and self.instead is None)

    def _instead(self, wish: Wish) -> None:
        self.start(wish, self.context.house, day=self.day)

    def _nothing(self, sentence: str) -> None:
        clear(self.empty)
        self.list.show_slots((), _NO_HOUSE, clock24=False)
        self.empty.addWidget(Paragraph(sentence, role="soft"))
        for one in (self.button, self.hold):
            one.setEnabled(False)

    def _moved(self, index: int) -> None:
        slots = self.list.slots
        if slots:
            slot = slots[min(index, len(slots) - 1)]
            verb = "Move to" if self.instead else "Confirm" if self._offered else "Book"
            self.button.say(f"{verb} {when.short_day(slot.start).split(' ')[0]} {when.clock(slot.start, clock24=self.context.clock24)}")
            self.highlighted.emit(slot)
        else:
            self.button.say("Book")

    def add_time(self, start: datetime, clinician_id: int) -> None:
        """Look at one clinician from a chosen time on."""
        if self.wish:
            self.wish = replace(self.wish, clinician_id=clinician_id, earliest=start)
            self.start(self.wish, self.context.house, day=start.date())

    def _see(self) -> None:
        if self.list.slots:
            self.show_in_calendar.emit(self.list.slots[self.list.current])

    def take(self, slot: Slot, *, overlap_reason: str = "") -> None:
        """Book this slot, wherever it was chosen; or do what is to be done with it instead (a move)."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        if self.instead is not None:
            self.instead(slot)
            return
        whom = self.for_whom()
        if whom is None or self._busy:
            return
        self._busy = True
        assert self.wish is not None
        booking = replace(whom, slot=slot, type_id=self.wish.type_id, letter=self.letter.isChecked(), overlap_reason=overlap_reason)
        self.context.jobs.ask(lambda desk: calendar.book(desk, booking=booking), self._done, failed=self._failed)

    def take_current(self) -> None:
        """What the button says; nothing while the times of another wish still stand there."""
        if self.list.live:
            self._take(self.list.current)

    def _take(self, index: int) -> None:
        if index < len(self.list.slots):
            self.take(self.list.slots[index])

    def hold_current(self) -> None:
        """Keep the highlighted time for whoever is being booked, until they have said yes."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        if not self.list.slots or not self.list.live or self.instead is not None:
            return
        whom, slot = self.for_whom(), self.list.slots[self.list.current]
        if whom is None or self._busy:
            return
        self._busy = True
        assert self.wish is not None
        booking = replace(whom, slot=slot, type_id=self.wish.type_id)
        self.context.jobs.ask(lambda desk: calendar.hold(desk, booking=booking), self._kept, failed=self._failed)

    def _kept(self, visit: Appointment) -> None:
        self._busy = False
        self.trouble.hide()
        until = wall_of(visit.expires_at, visit.zone) if visit.expires_at else visit.start
        clock24 = self.context.clock24
        ends = f"until {when.moment_words(until, clock24=clock24)}" if until < visit.start else "until it begins"
        told = (f"Held: {self._who}", when.moment_words(visit.start, clock24=clock24), ends)
        self.held.emit(", ".join(told), visit.id)

    def _done(self, booked: Booked) -> None:
        self._busy = False
        self.trouble.hide()
        self.booked.emit(booked)
        past = " That time is over already." if booked.appointment.end < self.context.wall_now() else ""
        self.context.say(f"Booked: {booked.sentence}.{past}" if past else f"Booked: {booked.sentence}", undo=True)

    def _failed(self, trouble: DeskError) -> None:
        self._busy = False
        self._tell(trouble)
        self.search()

    def _tell(self, trouble: DeskError) -> None:
        self.trouble.say(trouble.sentence)
        self.trouble.show()
        self.context.warn(trouble.sentence)


def blank_slot(start: datetime, minutes: int) -> Slot:
    """A slot that only holds a place until the panel puts the real one in."""
    end = start + timedelta(minutes=minutes)
    return Slot(start, end, 0, None, start, end, 0, "UTC")
