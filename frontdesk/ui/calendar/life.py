"""What the calendar's side says and does about one visit: its steps, asking, cancelling, and the day's cancelled visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain import cancellation, when
from frontdesk.domain.appointment import CONFIRMATION_WORDS, Appointment, Confirmation, Status, Urgency, Visit
from frontdesk.domain.letter import LetterKind
from frontdesk.domain.waitlist import Match, WaitEntry
from frontdesk.ui.calendar.block_panel import BlockPanel
from frontdesk.ui.calendar.cancel_panel import CancelPanel
from frontdesk.ui.calendar.follow_panel import FollowUpPanel
from frontdesk.ui.calendar.panel import Panel
from frontdesk.ui.calendar.series_panel import SeriesPanel
from frontdesk.ui.calendar.visit_panel import VisitPanel
from frontdesk.ui.calendar.wait_panel import OfferPanel, WaitForm
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.safe_text import name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.inquiry import Inquiry
    from frontdesk.services.aftermath import Freed, Strained
    from frontdesk.services.desk import Desk
    from frontdesk.services.visits import Happened

SAID = {Status.WAITING: "checked in", Status.IN_ROOM: "in the room", Status.DONE: "done", Status.NO_SHOW: "did not come", Status.BOOKED: "back to booked",
        Status.HELD: "held again"}  # fmt: skip

_CAME = frozenset({Status.WAITING, Status.IN_ROOM, Status.DONE, Status.NO_SHOW})
"""What can only be so on the day of the visit, or after it."""

_KEYS = {
    "cancel": (("1–8", "reason"), ("Tab", "note"), ("Enter", "cancel it"), ("Esc", "keep it")),
    "series": (("↑ ↓", "date"), ("← →", "another time"), ("Space", "to the tray"), ("Enter", "book them"), ("Esc", "leave")),
    "follow_up": (("Tab", "next field"), ("Enter", "to the tray"), ("Esc", "leave")),
    "wait": (("Tab", "next field"), ("Enter", "on the list"), ("Esc", "leave")),
    "offer": (("Enter", "said yes"), ("X", "said no"), ("Esc", "leave")),
    "block": (("Tab", "next field"), ("↑ ↓", "visit"), ("← →", "another time"), ("Enter", "block it"), ("Esc", "leave")),
}
"""Of each panel, what its keys do."""


class Cancelled(QWidget):
    """The day's cancelled visits, behind a switch; Enter on one opens it."""

    chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.visits: tuple[Visit, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.switch = Button(context.look, "Cancelled on this day", key="D", kind="chip", then=self._show)
        self.switch.setCheckable(True)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = RowList(context.look, 56, name="Cancelled on this day")
        self.list.clicked.connect(lambda index: self._pick(index.data(Qt.ItemDataRole.UserRole)))
        self.list.entered_row.connect(self._pick)
        self.list.hide()
        column.addWidget(self.list)

    def read(self, day: date) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: visits.cancelled_between(desk, first=day, last=day), self._put, key="cancelled", same=day)

    def toggle(self) -> None:
        if not self.visits:
            self.context.warn("No visit is cancelled on this day.")
            return
        self.switch.setChecked(not self.switch.isChecked())
        self._show()
        if self.list.isVisible():
            self.list.setFocus()

    def _show(self) -> None:
        self.list.setVisible(self.switch.isChecked() and bool(self.visits))

    def _put(self, found: tuple[Visit, ...]) -> None:
        self.visits = found
        clock24 = self.context.clock24
        self.list.put([
            Item(v.appointment.id, name(v.patient_name), f"{when.clock(v.appointment.start, clock24=clock24)}, {cancellation.words(v.appointment.cancel_code)}")
            for v in found
        ])  # fmt: skip
        self.list.setFixedHeight(self.context.look.px(58) * min(len(found), 5) + 4)
        self.switch.say("Cancelled on this day", count=len(found))
        self.switch.setVisible(bool(found))
        self._show()

    def _pick(self, item: Item | None) -> None:
        if item is not None:
            self.chosen.emit(next(v for v in self.visits if v.appointment.id == item.key))


class Life(QWidget):
    """The panels of a visit, one at a time, and in ``foot`` the buttons of the one shown. ``moving`` wants another time; ``put_down`` that the grid takes
    the keyboard again; ``booked`` (sentence, key) that somebody from the wait list is.
    """

    moving = Signal()
    rebooking = Signal(str, str)
    put_down = Signal()
    booked = Signal(str, int)
    shown = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.visit: Visit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.visit_panel, self.cancel_panel = VisitPanel(context), CancelPanel(context)
        self.series_panel, self.follow_panel = SeriesPanel(context), FollowUpPanel(context)
        self.wait_form, self.offer_panel = WaitForm(context), OfferPanel(context)
        self.block_panel = BlockPanel(context)
        self._whom: tuple[int | None, str] = (None, "")
        self._ending = False
        self.panels: dict[str, QWidget] = {
            "visit": self.visit_panel, "cancel": self.cancel_panel, "series": self.series_panel, "follow_up": self.follow_panel, "wait": self.wait_form,
            "offer": self.offer_panel, "block": self.block_panel,
        }  # fmt: skip
        self.foot = QWidget()
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, 0, 0, 0)
        for panel in self.panels.values():
            panel.hide()
            column.addWidget(panel)
            if isinstance(panel, Panel):
                below.addWidget(panel.deeds)
        self._connect()

    def _connect(self) -> None:
        panel = self.visit_panel
        panel.asked.connect(self.set_status)
        panel.confirmed.connect(self.confirm)
        panel.urgent.connect(self._urgency)
        panel.opened.connect(lambda key: self.context.go("patients", patient=key))
        panel.moving.connect(self.moving.emit)
        panel.wanted.connect(self.open)
        panel.before.ticked.connect(self._tick)
        self.context.bridge.changed.connect(self._heard)
        self.cancel_panel.cancelled.connect(self._cancel)
        self.cancel_panel.rebook.connect(self.rebooking.emit)
        for one in (self.cancel_panel, self.follow_panel, self.wait_form, self.offer_panel, self.block_panel):
            one.left.connect(self.leave)
        self.series_panel.done.connect(self._said)
        self.block_panel.done.connect(self._said)
        self.series_panel.ending.connect(lambda: self.open("cancel", ending=True))
        self.follow_panel.asked.connect(self._follow_up)
        self.wait_form.given.connect(self._to_wait_list)
        self.offer_panel.offered.connect(self._offer)
        self.offer_panel.said_yes.connect(self._yes)
        self.offer_panel.said_no.connect(self._no)

    def show_mode(self, mode: str) -> None:
        """One panel, or with an unknown mode none."""
        if mode in self.panels:
            self.setVisible(True)
            self.panels[mode].show()
            self._go_on_in(self.panels[mode])
        for one, panel in self.panels.items():
            panel.setVisible(one == mode)
            if isinstance(panel, Panel):
                panel.deeds.setVisible(one == mode)
        self.setVisible(mode in self.panels)
        self.shown.emit(mode if mode in self.panels else "")

    def _go_on_in(self, panel: QWidget) -> None:
        """Where a panel that has the keyboard gives way, the next one takes it: else a visit on the grid would, and be chosen by nobody."""
        focus = self.window().focusWidget()
        if focus is not None and self.holds(focus) and not panel.isAncestorOf(focus):
            parts = (w for w in panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisibleTo(panel) and w.isEnabled())
            next(parts, panel).setFocus()

    def holds(self, widget: QWidget) -> bool:
        return self.isAncestorOf(widget) or self.foot.isAncestorOf(widget)

    @property
    def mode(self) -> str:
        return next((one for one, panel in self.panels.items() if not panel.isHidden()), "")

    def show_visit(self, visit: Visit) -> None:
        """The chosen one; a panel that stays open for another visit is left."""
        from frontdesk.services import day_sheet, visits  # after the first paint, as in jobs

        house = self.context.house
        if house is None:
            return
        same = self.visit is not None and self.visit.appointment.id == visit.appointment.id
        self.visit = visit
        self.visit_panel.show_visit(visit, house, self.context.wall_now(), self.context.now())
        if not same or not self.mode:
            self.show_mode("visit")
        key = visit.appointment.id
        self.context.jobs.ask(lambda desk: (day_sheet.before(desk, appointment_id=key), visits.history(desk, appointment_id=key)), self._beside,
                              key=f"beside{id(self)}", same=key)  # fmt: skip

    def _beside(self, found: tuple[tuple[frozenset[str], Inquiry | None], tuple[Happened, ...]]) -> None:
        self.visit_panel.show_before(found[0])
        self.visit_panel.show_history(found[1])

    def _read_before(self, key: int) -> None:
        from frontdesk.services import day_sheet  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: day_sheet.before(desk, appointment_id=key), self.visit_panel.show_before, key=f"before{id(self)}")

    def _heard(self, tables: frozenset[str]) -> None:
        if "visit_check" in tables and self.visit is not None and self.isVisible():
            self._read_before(self.visit.appointment.id)

    def _tick(self, item: str, done: bool) -> None:
        from frontdesk.services import day_sheet  # after the first paint, as in jobs

        if self.visit is not None:
            key = self.visit.appointment.id
            self.context.jobs.ask(
                lambda desk: day_sheet.set_ready(desk, appointment_id=key, item=item, done=done), failed=lambda trouble: self.context.warn(trouble.sentence))

    def open(self, what: str, *, ending: bool = False) -> None:
        """One of the actions of the chosen visit; ``ending``: what comes after it in its series is cancelled, not itself."""
        if self.visit is None:
            return
        self._whom, self._ending = (self.visit.appointment.patient_id, self.visit.patient_name), ending
        if what == "cancel" and (ending or self.visit_panel.cancel_button.isEnabled()):
            self.show_mode("cancel")
            self.cancel_panel.open(self.visit, rest=ending)
        elif what == "series":
            self.show_mode("series")
            self.series_panel.start(visit=self.visit)
        elif what == "follow_up":
            self.show_mode("follow_up")
            self.follow_panel.open(self.visit)
        elif what in (LetterKind.AFTERCARE, LetterKind.REPORT):
            self._write(self.visit.appointment, LetterKind(what))
        elif what == "wait":
            key = self.visit.appointment.id
            self._draft(lambda desk: _waiting(desk, appointment_id=key))

    def _write(self, one: Appointment, kind: LetterKind) -> None:
        """After-care or a report about this visit, with its words beside the page."""
        from frontdesk.services import letters  # after the first paint, as in jobs

        patient, key = one.patient_id, one.id
        if patient is None or one.status not in (Status.IN_ROOM, Status.DONE):
            self.context.warn("There is something to write once the patient has been in the room.")
            return
        self.context.jobs.ask(lambda desk: letters.letter_for(desk, patient_id=patient, appointment_id=key, kind=kind),
                              lambda made: self.context.go("letters", letter=made.id, write=True), failed=lambda t: self.context.warn(t.sentence))  # fmt: skip

    def open_for(self, what: str, *, patient: int | None = None, inquiry: int | None = None, who: str = "") -> None:
        """The same for somebody without a chosen visit: "series", "follow_up" or "wait"."""
        self.visit, self._whom = None, (patient, who)
        if what == "series" and patient is not None:
            self.show_mode("series")
            self.series_panel.start(patient_id=patient, who=who)
        elif what == "follow_up" and patient is not None:
            self.show_mode("follow_up")
            self.follow_panel.open(None, who)
        elif what == "wait":
            self._draft(lambda desk: _waiting(desk, patient_id=patient, inquiry_id=inquiry))

    def open_block(self, day: date, start: time, end: time, *, clinician_id: int | None, room_id: int | None) -> None:
        """Block time: whose and when can still be changed."""
        self.show_mode("block")
        self.block_panel.open(day, start, end, clinician_id=clinician_id, room_id=room_id)

    def _draft(self, question: Callable[[Desk], WaitEntry]) -> None:
        def show(entry: WaitEntry) -> None:
            self.show_mode("wait")
            self.wait_form.open(entry)

        self.context.jobs.ask(question, show, key="draft", failed=lambda t: self.context.warn(t.sentence))

    def keys(self) -> list[tuple[str, str]]:
        """What the keys do in the panel that has the keyboard; empty where none has, or it is the visit's own."""
        focus = self.window().focusWidget()
        here = self.mode if focus is not None and self.holds(focus) else ""
        if here == "offer" and not self.offer_panel.calling:
            return [("↑ ↓", "person"), ("Enter", "hold for them"), ("Esc", "leave")]
        if here == "series" and not self.series_panel.go.isVisible():
            return [("↑ ↓", "visit"), ("Tab", "next field"), ("Esc", "leave")]
        return list(_KEYS.get(here, ()))

    def leave(self) -> bool:
        """Esc: back to the visit; False where it is that already."""
        if self.mode in ("", "visit"):
            return False
        self.show_mode("visit" if self.visit else "")
        self.put_down.emit()
        return True

    # -- the verbs

    def _ask(self, question: Callable[[Desk], Any], said: str) -> None:
        """Once: a second Enter before the first is answered does nothing."""
        self.context.jobs.ask(question, lambda _: self._said(said), once="life", failed=lambda t: self.context.warn(t.sentence))

    def _said(self, sentence: str) -> None:
        self.leave()
        self.context.say(sentence, undo=True)

    def set_status(self, status: Status) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        one = self.visit.appointment
        if one.status is Status.BOOKED and status in _CAME and one.start.date() > self.context.wall_now().date():
            self.context.warn(f"This visit is on {when.short_day(one.start)}. Move it to today first (M), or mark it on its day.")
            return
        if one.status is Status.HELD and status is Status.BOOKED:
            self._ask(lambda desk: visits.book_held(desk, appointment_id=one.id), f"{name(self.visit.patient_name)}: booked")
            return
        said = "back on the book" if one.status is Status.CANCELLED else SAID.get(status, status.value)
        early = status is Status.NO_SHOW and one.start > self.context.wall_now()
        said += f". The visit only begins at {when.clock(one.start, clock24=self.context.clock24)}: is it the right one?" if early else ""
        self._ask(lambda desk: visits.set_status(desk, appointment_id=one.id, status=status), f"{name(self.visit.patient_name)}: {said}")

    def confirm(self, outcome: Confirmation | None = None) -> None:
        """What came of asking; without an outcome: confirmed, or where it was, not any more."""
        from frontdesk.services import visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        one = self.visit.appointment
        wanted = outcome if outcome is not None else Confirmation.UNCONFIRMED if one.confirmed else Confirmation.CONFIRMED
        said = f"{name(self.visit.patient_name)}: {CONFIRMATION_WORDS[wanted].lower()}"
        self._ask(lambda desk: visits.confirm(desk, appointment_id=one.id, outcome=wanted), said)

    def _urgency(self, urgency: Urgency) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        key = self.visit.appointment.id
        said = f"{name(self.visit.patient_name)}: {urgency.value or 'routine'}"
        self._ask(lambda desk: visits.set_urgency(desk, appointment_id=key, urgency=urgency), said)

    def _cancel(self, code: str, note: str) -> None:
        from frontdesk.services import series, visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        key = self.visit.appointment.id
        if self._ending:
            said = f"The rest of the series cancelled: {name(self.visit.patient_name)}"
            self._ask(lambda desk: series.cancel_rest(desk, appointment_id=key, code=code, note=note), said)
            return
        said = f"Cancelled: {name(self.visit.patient_name)}, {cancellation.words(code).lower()}"
        self._ask(lambda desk: visits.cancel(desk, appointment_id=key, code=code, note=note), said)

    def _follow_up(self, weeks: tuple[int, int | None, int | None], minutes: int, note: str) -> None:
        from frontdesk.services import follow_ups  # after the first paint, as in jobs

        patient, who = self._whom
        clinician = self.visit.appointment.clinician_id if self.visit else None
        if patient is None:
            self.context.warn("A follow-up belongs to a patient. Give the visit a patient first.")
            return
        ideal, least, most = weeks
        self._ask(
            lambda desk: follow_ups.ask(desk, patient_id=patient, weeks=ideal, least=least, most=most, minutes=minutes, clinician_id=clinician, note=note),
            f"Follow-up in {ideal} weeks: {name(who)} is in the tray",
        )  # fmt: skip

    def _to_wait_list(self, entry: WaitEntry) -> None:
        from frontdesk.services import waitlist  # after the first paint, as in jobs

        self._ask(lambda desk: waitlist.add(desk, entry=entry), f"{name(entry.name)} is on the wait list")

    # -- what came free

    def fill(self, freed: Freed) -> None:
        """One key: the time is held for the best match, and the panel says whom to call."""
        self.show_mode("offer")
        self.offer_panel.open(freed)
        self._offer(freed.matches[0])

    def call(self, entry: WaitEntry) -> None:
        """Somebody to whom a time is on offer already."""
        self.show_mode("offer")
        self.offer_panel.call(entry, "A time is held for them")

    def _offer(self, match: Match) -> None:
        from frontdesk.services import waitlist  # after the first paint, as in jobs

        start = when.moment_words(match.slot.start, clock24=self.context.clock24)

        def held(entry: WaitEntry) -> None:
            self.show_mode("offer")
            self.offer_panel.call(entry, start)
            self.context.say(f"{start} is held for {name(entry.name)}. Call them.", undo=True)

        self.context.jobs.ask(
            lambda desk: waitlist.offer(desk, entry_id=match.entry.id, slot=match.slot), held, once="life", failed=lambda t: self.context.warn(t.sentence),
        )  # fmt: skip

    def _yes(self, entry: WaitEntry) -> None:
        from frontdesk.services import waitlist  # after the first paint, as in jobs

        def booked(visit: Appointment) -> None:
            self.leave()
            self.booked.emit(f"Booked from the wait list: {name(entry.name)}", visit.id)

        self.visit = None
        self.context.jobs.ask(lambda desk: waitlist.accept(desk, entry_id=entry.id), booked, once="life", failed=lambda t: self.context.warn(t.sentence))

    def _no(self, entry: WaitEntry, stays: bool) -> None:
        from frontdesk.services import waitlist  # after the first paint, as in jobs

        self.visit = None
        said = f"{name(entry.name)} {'stays on' if stays else 'is off'} the wait list"
        self._ask(lambda desk: waitlist.decline(desk, entry_id=entry.id, stays=stays), said)

    def strained(self, strained: Strained) -> None:
        self.show_mode("series")
        self.series_panel.strained(strained.appointment_id, strained.was, strained.following)


def _waiting(desk: Desk, **whom: int | None) -> WaitEntry:
    from frontdesk.services import waitlist  # after the first paint, as in jobs

    return waitlist.draft(desk, **whom)
