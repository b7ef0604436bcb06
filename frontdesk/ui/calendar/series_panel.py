"""A series in the side panel: its rules, every date with what stands in its way, one key that books all; later how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Status, Visit
from frontdesk.domain.errors import DeskError
from frontdesk.domain.plain import many as counted
from frontdesk.domain.series import CHECKPOINT, Course, Gap, Step
from frontdesk.domain.slots import Slot
from frontdesk.ui.calendar.dates import Dates, Turning
from frontdesk.ui.calendar.panel import Panel
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.series import Asked, Proposal, SeriesView

_SHOWN = 7
_ROW = 74
"""Three lines fit: when, with whom, and what is in the way."""
_STATES = {Status.DONE: "done", Status.NO_SHOW: "did not come", Status.CANCELLED: "cancelled", Status.WAITING: "waiting", Status.IN_ROOM: "in room"}


class SeriesPanel(Panel):
    """``done`` with a sentence when rows were changed. ``ending`` asks for a reason, to cancel what comes after a visit."""

    done = Signal(str)
    ending = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.proposal: Proposal | None = None
        self.view: SeriesView | None = None
        self.visit_id: int | None = None
        self.to_tray: set[int] = set()
        self._others: dict[int, tuple[Slot, ...]] = {}
        self._shifting: tuple[int, datetime] | None = None
        self.title, self.line = PlainLabel("Series", role="card"), Paragraph("", role="soft")
        self.rules = QWidget()
        self.rules.setLayout(self._rules())
        for widget in (self.title, self.line, self.rules):
            self.column.addWidget(widget)
        self.dates = Dates(context.look, _ROW, name="Dates of the series")
        self.dates.turned.connect(self._turn)
        self.dates.trayed.connect(self._leave_to_tray)
        self.dates.chosen.connect(lambda _: self._hint())
        self.column.addWidget(self.dates)
        self.hint = Turning(context.look, self.dates)
        self.column.addWidget(self.hint)
        self.go = Button(context.look, "Book the series", key="Return", kind="primary", then=self._go)
        self.shift = Button(context.look, "Shift the rest", then=self.propose_shift)
        self.end = Button(context.look, "Cancel the rest", then=self.ending.emit)
        for button in (self.go, self.shift, self.end):
            self.do(button)

    def _rules(self) -> QVBoxLayout:
        """Sessions and checkpoint in one row, the three gaps in the next."""
        self.count, self.check = Combo("Sessions"), Combo("Checkpoint")
        for number in range(2, 25):
            self.count.addItem(f"{number} sessions", number)
        self.count.activated.connect(self._changed)
        self.check.activated.connect(self._changed)
        self.fields = {word: self._days(word) for word in ("least", "ideal", "most")}
        column, first, second = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        second.setSpacing(self.context.look.px(4))
        first.addWidget(self.count, 4)
        first.addWidget(self.check, 5)
        for word, field in self.fields.items():
            label = PlainLabel({"least": "Days", "ideal": "best", "most": "to"}[word], role="soft")
            label.setMinimumWidth(self.context.look.px({"least": 32, "ideal": 28, "most": 14}[word]))
            second.addWidget(label)
            second.addWidget(field)
        second.addStretch()
        column.addLayout(first)
        column.addLayout(second)
        return column

    def _days(self, word: str) -> QLineEdit:
        field = QLineEdit()
        field.setValidator(QIntValidator(1, 366, field))
        field.setMaximumWidth(self.context.look.px(52))
        field.setAccessibleName({"least": "Smallest gap in days", "ideal": "Ideal gap in days", "most": "Largest gap in days"}[word])
        field.editingFinished.connect(self._changed)
        return field

    # -- proposing

    def start(self, *, visit: Visit | None = None, patient_id: int | None = None, who: str = "") -> None:
        """From a visit, which becomes the first session, or for a patient."""
        from frontdesk.services import series  # after the first paint, as in jobs

        self.to_tray, self._others, self._shifting, self.view = set(), {}, None, None
        one = visit.appointment if visit else None
        self.visit_id = one.id if one else None
        self.title.say(f"Series for {name(visit.patient_name if visit else who)}")
        if one is not None and one.series_id is not None:
            self.show_series(one.series_id)
            return
        house = self.context.house
        key = one.patient_id if one else patient_id
        if house is None or key is None:
            return
        kind = house.type(one.type_id) if one else next((t for t in house.types if t.active and t.series_count > 1), house.types[0])

        def ask(desk: Desk) -> Proposal:
            course = series.default_course(desk.house(), kind.id)
            asked = series.Asked(key, kind.id, course, one.minutes if one else None, one.clinician_id if one else None, one.id if one else None,
                                 detail=one.detail if one else "")  # fmt: skip
            return series.propose(desk, asked=asked)

        self._ask(ask)

    def _ask(self, question: Callable[[Desk], Proposal]) -> None:
        self.go.setEnabled(False)  # what stands there is not what is asked for any more: an Enter must not book it
        self.context.jobs.ask(question, self._show, key="series", failed=self._tell)

    def _tell(self, trouble: DeskError) -> None:
        self.hint.say(trouble.sentence)
        self.context.warn(trouble.sentence)

    def _course(self, old: Course) -> Course:
        gaps = {word: int(field.text() or 0) for word, field in self.fields.items()}
        return replace(old, count=self.count.currentData(), checkpoint=min(self.check.currentData(), self.count.currentData()), **gaps)

    def _changed(self) -> None:
        """Other rules: everything but the first session is looked for anew."""
        if self.proposal is None or self._shifting is not None:
            return
        asked = self.proposal.asked
        course = self._course(asked.course)
        if course != asked.course:
            self.to_tray, self._others = set(), {}
            self._again(replace(asked, course=course, chosen={1: asked.chosen[1]}))

    def _again(self, asked: Asked) -> None:
        from frontdesk.services import series  # after the first paint, as in jobs

        self._ask(lambda desk: series.propose(desk, asked=asked))

    def _show(self, proposal: Proposal) -> None:
        """Times that the desk has chosen keep the others they were chosen from."""
        steps = tuple(replace(s, alternatives=self._others.get(s.number, ())) if s.fixed else s for s in proposal.steps)
        proposal = replace(proposal, steps=steps)
        self.proposal, self.view = proposal, None
        course = proposal.asked.course
        shifting = self._shifting is not None
        self.dates.setFocus()  # before what may have it is hidden
        self.rules.setVisible(not shifting)
        self._put_rules(course)
        self._draw()
        self.go.show()
        self.shift.hide()
        self.end.hide()

    def _put_rules(self, course: Course) -> None:
        self.count.setCurrentIndex(self.count.findData(course.count))
        self.check.clear()
        self.check.addItem("No check", 0)
        for number in range(1, course.count + 1):
            self.check.addItem(f"Check after {number}", number)
        self.check.setCurrentIndex(self.check.findData(course.checkpoint))
        for word, field in self.fields.items():
            if not field.hasFocus():
                field.setText(str(getattr(course, word)))

    def _draw(self) -> None:
        assert self.proposal is not None
        steps, course = self.proposal.steps, self.proposal.asked.course
        days = {s.number: s.day for s in steps}
        gaps = {g.after: g for g in self.proposal.gaps}
        self._fill([self._step(step, gaps.get(step.number), course) for step in steps])
        missing = [n for n in self.proposal.open if n not in self.to_tray]
        conflicts = len(self.proposal.conflicts)
        told = f"{conflicts} of {len(days)} dates could not stand where they should; see why at each." if conflicts else "Every date fits."
        self.line.say(told if not missing else f"{len(missing)} without a time: choose another length or gap, or press Space to leave it to the tray.")
        many = len(days) - len(self.to_tray)
        self.go.say(f"{'Shift' if self._shifting else 'Book'} {counted(many, 'visit')}")
        self.go.setEnabled(not missing)
        self._hint()

    def _fill(self, items: list[Item]) -> None:
        self.dates.put(items)
        self.dates.setFixedHeight(self.context.look.px(_ROW) * min(max(len(items), 1), _SHOWN) + 4)

    def _step(self, step: Step, gap: Gap | None, course: Course) -> Item:
        house, clock24 = self.context.house, self.context.clock24
        assert house is not None
        title = _number(step.number, course.count)
        chips: tuple[tuple[str, str], ...] = ()
        if step.slot is None:
            left = step.number in self.to_tray
            line = f"{'to the tray' if left else 'no time free'}: {step.conflict}"
            return Item(step.number, f"{title}  {when.short_day(step.wanted)}", line, warning="" if left else "Nothing is free")
        where = house.room(step.slot.room_id).name if step.slot.room_id else ""
        apart = f"{gap.days} days" if gap else ""
        line = ", ".join(p for p in (apart, house.clinician(step.slot.clinician_id).short, where) if p)
        if step.conflict and not step.fixed:
            was = when.clock(step.wanted, clock24=clock24) if step.wanted.date() == step.day else when.moment_words(step.wanted, clock24=clock24)
            return Item(step.number, f"{title}  {when.moment_words(step.slot.start, clock24=clock24)}", line, warning=f"Not {was}: {step.conflict}")
        if gap and gap.fault:
            chips = ((_fault(gap, course), "warn"),)
        return Item(step.number, f"{title}  {when.moment_words(step.slot.start, clock24=clock24)}", line, chips=chips)

    def _current(self) -> Step | None:
        item = self.dates.current_item()
        steps = self.proposal.steps if self.proposal else ()
        return next((s for s in steps if item is not None and s.number == item.key), None)

    def _hint(self) -> None:
        step = self._current()
        if step is None:
            return
        others = len(step.alternatives)
        self.hint.offer(turn=bool(others), tray=step.slot is None)
        told = f"← → {others} other times for this one" if others else "Its best time is free" if step.slot else "Space leaves it to the tray"
        self.hint.say(f"{step.conflict}. {told}" if step.conflict and not step.fixed else told)

    def _turn(self, by: int) -> None:
        """The next of the times that are free for this session; what follows is looked for anew from there."""
        step = self._current()
        if step is None or self.proposal is None or not step.alternatives:
            return
        at = next((n for n, s in enumerate(step.alternatives) if step.slot and s.start == step.slot.start and s.clinician_id == step.slot.clinician_id), 0)
        slot = step.alternatives[(at + by) % len(step.alternatives)]
        if self._shifting is not None:
            steps = tuple(replace(s, slot=slot, fixed=True) if s.number == step.number else s for s in self.proposal.steps)
            self.proposal = replace(self.proposal, steps=steps)
            self._draw()
            return
        self._others[step.number] = step.alternatives
        asked = self.proposal.asked
        self._again(replace(asked, chosen={**asked.chosen, step.number: slot}))

    def _leave_to_tray(self) -> None:
        step = self._current()
        if step is not None and step.slot is None and self._shifting is None:
            self.to_tray ^= {step.number}
            self._draw()

    # -- booked

    def show_series(self, series_id: int) -> None:
        from frontdesk.services import series  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: series.of(desk, series_id=series_id), self._show_view, key="series", failed=self._tell)

    def _show_view(self, view: SeriesView) -> None:
        self.view, self.proposal = view, None
        course, clock24 = view.series.course, self.context.clock24
        self.dates.setFocus()
        self.rules.hide()
        gaps = {g.after: g for g in view.gaps}
        items = []
        for visit in view.visits:
            one = visit.appointment
            gap = gaps.get(one.series_no) if one.busy else None
            line = ", ".join(p for p in (f"{gap.days} days" if gap else "", _STATES.get(one.status, "")) if p)
            chips = ((_fault(gap, course), "warn"),) if gap and gap.fault else ()
            items.append(Item(one.id, f"{_number(one.series_no, course.count)}  {when.moment_words(one.start, clock24=clock24)}", line, chips=chips))
        self._fill(items)
        self.line.say(f"{view.done} of {course.count} done, {course.ideal} days apart ({course.least} to {course.most})")
        self.hint.offer(turn=False, tray=False)
        self.hint.say(f"{counted(len(view.broken), 'gap')} too short or too long." if view.broken else "")
        self.go.hide()
        later = any(v.appointment.status is Status.BOOKED for v in view.visits)
        self.shift.hide()
        self.end.setVisible(later)

    def strained(self, appointment_id: int, was: datetime, following: int) -> None:
        """One was moved and gaps broke: the rest can be shifted by as many days."""
        self._shifting = (appointment_id, was)
        self.shift.setVisible(following > 0)
        self.propose_shift()

    def propose_shift(self) -> None:
        from frontdesk.services import series  # after the first paint, as in jobs

        if self._shifting is not None:
            key, was = self._shifting
            self._ask(lambda desk: series.propose_shift(desk, appointment_id=key, was=was))

    # -- doing it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat() and self.go.isVisible():
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        from frontdesk.services import series  # after the first paint, as in jobs

        proposal, tray, shifting = self.proposal, tuple(sorted(self.to_tray)), self._shifting
        if proposal is None or not self.go.isEnabled():
            return

        def do(desk: Desk) -> str:
            if shifting is not None:
                return f"{counted(len(series.shift(desk, proposal=proposal, appointment_id=shifting[0])), 'visit')} of the series shifted"
            return f"Booked: {series.book(desk, proposal=proposal, to_tray=tray).sentence}"

        self._shifting = None
        self.context.jobs.ask(do, self.done.emit, once="series", failed=self._tell)


def _number(number: int, count: int) -> str:
    return "Checkpoint" if number == CHECKPOINT else f"{number} of {count}"


def _fault(gap: Gap, course: Course) -> str:
    return f"{gap.days} days: at least {course.least}" if gap.fault == "short" else f"{gap.days} days: at most {course.most}"
