"""Who is being booked or moved, from the moment somebody is picked up until they stand on the book or are put back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from frontdesk.domain import fact_words, when
from frontdesk.domain.appointment import Appointment, Visit
from frontdesk.domain.errors import DeskError
from frontdesk.domain.fact import GROUP_OF
from frontdesk.domain.fit import Fit, Verdict, Wanted
from frontdesk.domain.slots import Slot, SlotList, Wish
from frontdesk.ui.calendar import drag
from frontdesk.ui.calendar.drag import Place
from frontdesk.ui.calendar.grid import Grid
from frontdesk.ui.calendar.hand import Carried, carried_visit, place_of
from frontdesk.ui.calendar.overlap_bar import OverlapBar
from frontdesk.ui.calendar.side import Side
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.booking_panel import blank_slot
from frontdesk.ui.widgets.safe_text import name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booked, Booking
    from frontdesk.services.inquiries import Case


@dataclass(frozen=True)
class Meant:
    """Somebody picked up from a card, with what the booking will close."""

    name: str
    line: str
    wish: Wish
    patient: int | None = None
    inquiry: int | None = None
    phone: str = ""
    follow_up: int | None = None
    wait: int | None = None


class Placing(QObject):
    """``booked`` and ``finished`` (what is said, which visit) tell that it is done; ``mode`` which panel is to stand at the right; ``elsewhere`` that the
    time a key would take is on none of the days that are seen.
    """

    booked = Signal(object)
    finished = Signal(str, int)
    mode = Signal(str)
    elsewhere = Signal()

    def __init__(self, context: Context, grid: Grid, bar: OverlapBar) -> None:
        super().__init__()
        self.context, self.grid, self.bar, self.hand = context, grid, bar, grid.hand
        self.side: Side = None  # type: ignore[assignment]  # given by ``attach``: each needs the other
        self.day = context.wall_now().date()
        self.carrying: dict[str, Any] = {}
        self.wish: Wish | None = None
        self.drawn: Slot | None = None
        self._last_type: int | None = None
        self._live = False
        self._asked: tuple[Wish | None, Slot | None] = (None, None)
        self._overlap: tuple[Carried, Verdict] | None = None

    def attach(self, side: Side) -> None:
        self.side = side
        side.panel.booked.connect(self._booked)
        side.panel.held.connect(self._held)
        self.context.commands.bind("slots.hold", (self.grid, side.panel.list), side.panel.hold_current, when=lambda: side.panel.stands)
        side.known.connect(self._known)
        side.panel.found.connect(self._ghosts)
        side.panel.highlighted.connect(lambda _: self._ghosts())
        self.grid.new = self._new
        self.grid.placed.connect(self._place)
        self.grid.slot_taken.connect(self.take)
        self.grid.brought.connect(self._brought)
        self.hand.put_down.connect(self._put)
        self.hand.changed.connect(self._hand_keys)
        self.hand.drawn.connect(self._drawn)
        self.hand.overlapping.connect(self._overlapping)
        self.hand.refused.connect(self.context.warn)
        self.bar.given.connect(self._reason)
        self.bar.dropped.connect(self.put_back)
        side.person.turned.connect(lambda: self.context.extra["keys"]())

    # -- picking up

    def plain_wish(self) -> Wish | None:
        """The type that was booked last here, else a first visit."""
        house = self.context.house
        types = [t for t in house.types if t.active] if house else []
        last = next((t for t in types if t.id == self._last_type), None)
        first = last or next((t for t in types if t.look == "new_consultation"), types[0] if types else None)
        return Wish(first.id) if first else None

    @property
    def whose(self) -> str:
        """Who is carried, by name; empty where nobody is, or nobody is named yet."""
        return self.side.whom_name.whole if self._somebody else ""

    @property
    def _somebody(self) -> bool:
        return any(self.carrying.get(key) for key in ("inquiry", "patient", "moving", "meant"))

    @property
    def blank(self) -> bool:
        """A booking stands open for nobody yet, and at no time that was drawn: nothing is lost where it gives way."""
        return bool(self.carrying) and not self._somebody and self.drawn is None and not self.side.person.text() and not self.side.phone.text()

    def seek(self, wish: Wish, slot: Slot | None) -> None:
        """Whoever is carried stays in the hand: other times for them, with ``slot`` on top where it is given."""
        own = self.side.panel.wish or self.wish
        self.wish = replace(wish, patient_id=own.patient_id if own else None)
        if self.carrying.get("moving") and own is not None:
            self.wish = replace(self.wish, type_id=own.type_id, minutes=wish.minutes or own.minutes)
        self.side.panel.start(self.wish, self.context.house, own=(lambda _: slot) if slot else None)

    def carry_card(self, meant: Meant) -> None:
        """Pick up somebody of whom all is known already: a follow-up, or somebody on the wait list."""
        self.carrying = {"inquiry": meant.inquiry, "patient": meant.patient, "moving": None, "meant": meant}
        self._asked = (meant.wish, None)
        self.side.panel.instead = None
        self._show((meant.name, meant.line, meant.wish, ()))

    def carry(self, *, inquiry: int | None = None, patient: int | None = None, moving: Visit | None = None, instead: tuple[str, str] | None = None,
              wish: Wish | None = None, slot: Slot | None = None) -> None:  # fmt: skip
        """Pick somebody up; nobody = a new booking, whose name can be typed. ``wish`` wins over the person's own; ``slot`` stands on top.

        ``instead`` (code and note): a visit that is moved is cancelled for that reason, and booked anew.
        """
        self.carrying = {"inquiry": inquiry, "patient": patient, "moving": moving, "instead": instead}
        self._asked = (wish, slot)
        self.side.whom_name.say("")  # until it is read who it is, nobody's name stands there, and nobody else's times
        self.grid.show_slots((), -1, "")
        self.side.panel.instead = self.take if moving is not None else None
        if moving is not None:
            one = moving.appointment
            plain = Wish(one.type_id, one.minutes, wanted_clinician_id=one.clinician_id, patient_id=one.patient_id)
            self._show((moving.patient_name, "move to another time", plain, ()))
            self._heed(plain, one)
        else:
            self.context.jobs.ask(lambda desk: _who(desk, inquiry, patient), self._show, key="carry", failed=self._tell)

    def _known(self, patient_id: int) -> None:
        """Whoever was being typed in is on file: the same time for them, and no second record."""
        wish, slot = (self.side.panel.wish, self.drawn) if self.drawn is not None else self._asked
        self.carry(patient=patient_id, wish=replace(wish, patient_id=patient_id) if wish else None, slot=slot)
        self.grid.setFocus()

    def _heed(self, plain: Wish, one: Appointment) -> None:
        """What the patient wishes narrows the times, where they wish anything; the visit is in the hand meanwhile."""
        from frontdesk.services import moving  # after the first paint, as in jobs

        def show(wish: Wish) -> None:
            if wish != plain and self.wish == plain:
                self.wish = wish
                self.side.panel.start(wish, self.context.house)

        self.context.jobs.ask(lambda desk: moving.wish_of(desk, visit=one), show, key="heed")

    def _show(self, found: tuple[str, str, Wish | None, tuple[tuple[str, str], ...]]) -> None:
        who, line, own, chips = found
        wish, slot = self._asked
        self.wish = wish or own or self.plain_wish()
        self.mode.emit("book")
        self.side.show_whom(who, line, chips)
        day = self.day if not self.carrying.get("moving") and wish is None else None
        self.side.panel.start(self.wish, self.context.house, day=day, own=(lambda _: slot) if slot else None)
        self.context.extra["carry"](f"Placing {name(who)}: click or Enter on a time, Esc puts back" if who else "")
        if who:
            self._lift(who)

    def _lift(self, who: str) -> None:
        """From here on the arrows and the pointer carry it over the grid."""
        moving: Visit | None = self.carrying.get("moving")
        board, minutes = self.grid.board, self._minutes()
        live = self.hand.live
        if moving is not None:
            at = place_of(board, moving) if board else None
            self.hand.lift(carried_visit(moving), at=at or Place(0, self.grid.spot[1], self.grid.spot[1] + minutes), held=False, live=live)
        elif self.wish is not None:
            carried = Carried(who, self.wish.type_id, minutes, None, self.carrying.get("inquiry"), self.carrying.get("patient"), self.wish.clinician_id)
            self.hand.lift(carried, at=Place(self.grid.spot[0], self.grid.spot[1], self.grid.spot[1] + minutes), held=False, live=live)

    def _minutes(self) -> int:
        house, wish = self.context.house, self.side.panel.wish or self.wish
        return (wish.minutes or house.type(wish.type_id).minutes) if wish and house else 30

    def _new(self) -> Carried | None:
        """What a stretch drawn on the grid would be: for whom is being booked, else for somebody to be named."""
        wish = (self.side.panel.wish if self.side.panel.stands else None) or self.plain_wish()
        if wish is None:
            return None
        return Carried("", wish.type_id, self._minutes() if self.side.panel.stands else self._usual(wish))

    def _usual(self, wish: Wish) -> int:
        house = self.context.house
        return wish.minutes or (house.type(wish.type_id).minutes if house else 30)

    def start_booking(self) -> None:
        self.carry()

    def _brought(self, what: Any) -> None:
        """Something is dragged here from another part of the window."""
        if what is None:
            return
        self.hand.live = True
        if what.visit is not None:
            from frontdesk.services import calendar  # after the first paint, as in jobs

            self.context.jobs.ask(lambda desk: calendar.visit(desk, appointment_id=what.visit), lambda v: self.carry(moving=v), key="carry", failed=self._tell)
        elif not (what.inquiry and self.carrying.get("inquiry") == what.inquiry):
            self.carry(inquiry=what.inquiry, patient=what.patient)

    # -- free times

    def _ghosts(self, _: SlotList | None = None) -> None:
        panel = self.side.panel
        if not panel.stands:
            return
        self.grid.show_slots(panel.list.slots, panel.list.current, self.side.whom_name.whole)
        if not panel.list.slots or self.hand.place is not None:
            return
        at = self.grid.rect_of_slot(panel.list.slots[min(panel.list.current, len(panel.list.slots) - 1)])
        if not at.isEmpty():
            self.grid.seek.emit(at.toRect())
        elif self.grid.isVisible():
            self.elsewhere.emit()

    def next_slot(self, by: int) -> None:
        """The free time that was offered instead of a conflict, else the next of the list."""
        if by > 0 and self.hand.place is not None and self.hand.take_free():
            return
        self.hand.nowhere()
        self.side.panel.step(by)

    def _place(self, clinician_id: int | None, start: datetime) -> None:
        """A click on a time where nothing fits: look from there on, with this clinician."""
        if self.context.house is None:
            return
        if not self.carrying:
            self.start_booking()
        wish = self.wish or self.plain_wish()
        if wish:
            self.side.panel.start(replace(wish, clinician_id=clinician_id, earliest=start), self.context.house, day=start.date())

    def _drawn(self, verdict: Verdict) -> None:
        """A stretch was drawn: the panel asks who it is for, with that time on top."""
        slot, carried = verdict.slot, self.hand.carried
        self.hand.let_go()
        if carried is None:
            return
        self.drawn = slot
        if not self.carrying:
            self.carrying = {"inquiry": None, "patient": None, "moving": None}
            self.side.panel.instead = None
            self.mode.emit("book")
            self.side.show_whom("", "type the name; who is on file is found")
            self.context.extra["carry"]("")
        self.wish = Wish(carried.type_id, int((slot.end - slot.start).total_seconds() // 60), clinician_id=slot.clinician_id, earliest=slot.start)
        self.side.panel.start(self.wish, self.context.house, day=slot.start.date(), own=lambda wish: self._own(wish, slot))
        self.side.person.setFocus()

    def _own(self, wish: Wish, drawn: Slot) -> Slot | None:
        """The drawn time for what is now looked for, where that fits."""
        house = self.context.house
        minutes = wish.minutes or (house.type(wish.type_id).minutes if house else 30)
        wanted = Wanted(drawn.start, drawn.start + (drawn.end - drawn.start), wish.clinician_id or drawn.clinician_id, wish.type_id, drawn.room_id)
        length = (wanted.end - wanted.start).total_seconds() // 60
        if minutes != length:
            wanted = replace(wanted, end=wanted.start + (drawn.end - drawn.start) * (minutes / length))
        verdict = self.hand.judge(wanted)
        return replace(verdict.slot, reason="as drawn") if verdict is not None and verdict.fits else None

    # -- putting down

    def whom(self) -> Booking | None:
        from frontdesk.services.calendar import Booking, NewPerson  # after the first paint, as in jobs

        blank = blank_slot(datetime.combine(self.day, time()), 15)
        meant: Meant | None = self.carrying.get("meant")
        if meant is not None:
            person = None if meant.inquiry or meant.patient else NewPerson(meant.name, meant.phone)
            return Booking(blank, 0, inquiry_id=meant.inquiry, patient_id=meant.patient, person=person, follow_up_id=meant.follow_up, wait_id=meant.wait)
        if self.carrying.get("inquiry") or self.carrying.get("patient"):
            return Booking(blank, 0, inquiry_id=self.carrying.get("inquiry"), patient_id=self.carrying.get("patient"))
        if self.side.person.text().strip():
            return Booking(blank, 0, person=NewPerson(self.side.person.text().strip(), self.side.phone.text().strip()))
        self.context.warn("Say who the visit is for: type a name first.")
        self.side.person.setFocus()
        return None

    def take(self, slot: Slot) -> None:
        """A ranked free time was chosen."""
        moving: Visit | None = self.carrying.get("moving")
        if moving is None:
            self.side.panel.take(slot)
            return
        one = moving.appointment
        self._move(Wanted(slot.start, slot.end, slot.clinician_id, one.type_id, slot.room_id, False, one.patient_id, one.id))

    def _put(self, carried: Carried, verdict: Verdict, reason: str = "") -> None:
        """Let go on the grid, where it fits or is meant."""
        if carried.visit is not None:
            slot, one = verdict.slot, carried.visit.appointment
            own = self.grid.board is not None and any(t.room_id is not None for t in self.grid.board.tracks)
            wanted = Wanted(slot.start, slot.end, slot.clinician_id, one.type_id, slot.room_id, own, one.patient_id, one.id)
            self._move(wanted, reason=reason, outside=verdict.fit is Fit.OUTSIDE)
        else:
            self.side.panel.take(verdict.slot, overlap_reason=reason)

    def _move(self, wanted: Wanted, *, reason: str = "", outside: bool = False) -> None:
        from frontdesk.services import moving, visits  # after the first paint, as in jobs

        instead, key = self.carrying.get("instead"), wanted.visit_id or 0

        def put(desk: Any) -> str:
            if instead:
                slot = moving.judge(desk, wanted=wanted).slot
                made = visits.rebook(desk, appointment_id=key, slot=slot, code=instead[0], note=instead[1])
                return f"Cancelled, booked anew: {when.moment_words(made.start, clock24=desk.house().clinic.clock24)}"
            return moving.place(desk, wanted=wanted, overlap_reason=reason, outside=outside).sentence

        def done(sentence: str) -> None:
            self.put_back()
            self.finished.emit(sentence, key)

        self.context.jobs.ask(put, done, failed=self._tell)

    def stretch(self, visit: Visit, *, top: int = 0, bottom: int = 0) -> None:
        """Longer or shorter by keys, at either end."""
        board = self.grid.board
        at = place_of(board, visit) if board is not None else None
        if at is None:
            return
        self.hand.lift(carried_visit(visit), act=drag.Act.BOTTOM if bottom else drag.Act.TOP, at=at)
        self.hand.hold(drag.stretched(at, top=top, bottom=bottom))
        if self.hand.verdict is None or self.hand.verdict.fits:
            self.hand.put()
        else:
            words = self.hand.words()
            self.hand.let_go()
            self.context.warn(f"{words}. It stays as long as it is.")

    def pull_off(self, visit: Visit) -> None:
        """Into the tray, to be booked again later."""
        from frontdesk.services import visits  # after the first paint, as in jobs

        key, who = visit.appointment.id, name(visit.patient_name)
        was = when.moment_words(visit.appointment.start, clock24=self.context.clock24)
        self.put_back()
        self.context.jobs.ask(
            lambda desk: visits.to_tray(desk, appointment_id=key), lambda _: self.finished.emit(f"{who} waits to be booked again, was {was}", key), failed=self._tell,
        )  # fmt: skip

    # -- a deliberate overlap

    def _overlapping(self, carried: Carried, verdict: Verdict) -> None:
        self._overlap = (carried, verdict)
        self.bar.ask(verdict.words(clock24=self.context.clock24))

    def _reason(self, reason: str) -> None:
        overlap, self._overlap = self._overlap, None
        self.bar.hide()
        self.hand.let_go()
        if overlap is not None:
            self._put(*overlap, reason)

    # -- the end of it

    def _tell(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def _booked(self, booked: Booked) -> None:
        self._last_type = booked.appointment.type_id
        if self.grid.isVisible():
            self.grid.setFocus()  # before the fields of the booking go, else Qt gives the keyboard to whatever comes next in the window
        self.put_back()
        self.booked.emit(booked)

    def _held(self, sentence: str, key: int) -> None:
        self.put_back()
        self.finished.emit(sentence, key)

    def put_back(self, mode: str = "none") -> None:
        """Nothing is carried any more; ``mode``: what is to stand at the right instead."""
        self.carrying, self.drawn = {}, None
        self._overlap = None
        self.bar.hide()
        self.hand.let_go()
        self.side.panel.instead = None
        self.wish = None
        self.side.forget()
        self.mode.emit(mode)

    def _hand_keys(self) -> None:
        """While something is dragged the status bar says what can be done with it."""
        if self.hand.live != self._live:
            self._live = self.hand.live
            self.context.extra["keys"]()

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows: for what is in the hand, or for who is being booked."""
        if self.hand.live:
            return [("Esc", "cancel"), ("↓", "next free"), ("Shift", "1-minute snap"), ("Alt", "allow overlap")]
        if self.carrying and self.side.person.hasFocus():
            first = [("1–5", "choose a time")] if not self.side.person.text() else []
            return [*first, ("↑ ↓", "another time"), ("Enter", "phone, then book"), ("Tab", "next field"), ("Esc", "leave booking")]
        if self.carrying:
            digits, kept = ("move there", ()) if self.carrying.get("moving") else ("book slot", (("H", "hold"),))
            return [("1–5", digits), ("← →", "column"), ("↑ ↓", "time"), ("]", "next free"), *kept, ("Enter", "put here"), ("Esc", "leave booking")]
        return []

    def go(self, day: date) -> None:
        """The same hands over another day: the digits take the times of the day that is seen."""
        self.day = day
        if self.side.panel.stands and (self.side.panel.day is not None or self.carrying.get("moving")):
            self.side.panel.start(self.side.panel.wish, self.context.house, day=day)


def _said(case: Case) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a person told of themselves on one line, and as chips where it hurts."""
    facts = {f.fact.kind: f.fact for f in reversed(case.facts) if f.decision != "rejected"}
    told = ", ".join(fact_words.words(facts[kind]) for kind in ("age", "occupation") if kind in facts)
    known = case.patient.chart if case.patient else "new patient"
    chips = [(fact_words.chip(facts[kind]), GROUP_OF[kind]) for kind in ("body_site", "pain_score") if kind in facts]
    side = [("Side?", "warn")] if any(one.kind == "side" for one in case.missing) else []
    return "; ".join(p for p in (told, known) if p), (*chips, *side)


def _who(desk: Any, inquiry: int | None, patient: int | None) -> tuple[str, str, Wish | None, tuple[tuple[str, str], ...]]:
    """Name, a line, what they wish, and chips of what they told, asked on the desk's thread."""
    from frontdesk.services import inquiries, patients  # after the first paint, as in jobs

    if inquiry is not None:
        found = inquiries.case(desk, inquiry_id=inquiry)
        line, chips = _said(found)
        return found.inquiry.name, line, found.wish, chips
    if patient is not None:
        person = patients.get(desk, patient_id=patient)
        return person.name, person.chart, inquiries.wish_of(desk, (), person), ()
    return "", "type the name; who is on file is found", None, ()
