"""The overview of a record (mock-up 03): where it hurts, the next visit to book, what the intake says, what is to be prepared, recall, visits ahead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain import fact_words, intake_note, when
from frontdesk.domain.day_sheet import ITEMS
from frontdesk.domain.errors import DeskError
from frontdesk.domain.intake_note import ItemKind
from frontdesk.ui.context import Context
from frontdesk.ui.patients.pain_map import pain_map_card
from frontdesk.ui.patients.recall_card import recall_card
from frontdesk.ui.patients.record import RecordParts
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.controls import HEADED, Button, Chip, card, clear, show_now
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel
from frontdesk.ui.widgets.slot_list import SlotList

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booked
    from frontdesk.services.overview import NextVisit, Overview
    from frontdesk.services.patients import Record

_WIDE = 150
"""Per cent of text from which the cards stand in one column."""
_LINES = 7
"""Lines of the intake that are shown; the rest stands under its tab."""


class OverviewPart(QWidget):
    """``wanted``: another tab, by its name, or a command of the record."""

    wanted = Signal(str)

    def __init__(self, context: Context, record: Record, told: Overview | None = None) -> None:
        super().__init__()
        self.context, self.record = context, record
        self.told: Overview | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.slots = SlotList(context.look)
        self.slots.taken.connect(self._take)
        self.next, self.prepare = self._next_card(), self._prepare_card()
        self.places = {place: QVBoxLayout() for place in ("pain", "intake", "recall", "visits")}
        self.laid = False
        self._arrange()
        self.show_record(record, told)

    # -- building

    def _next_card(self) -> QFrame:
        frame, column = card()
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Next visit to book", role="card"))
        head.addStretch()
        self.away = PlainLabel("", role="soft")
        head.addWidget(self.away)
        column.addLayout(head)
        self.what = QVBoxLayout()
        column.addLayout(self.what)
        column.addWidget(self.slots)
        return frame

    def _prepare_card(self) -> QFrame:
        frame, column = card(spacing=4)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("To prepare", role="card"))
        head.addStretch()
        self.done = PlainLabel("", role="soft")
        head.addWidget(self.done)
        column.addLayout(head)
        self.for_visit = PlainLabel("", role="faint")
        column.addWidget(self.for_visit)
        self.checks = {item: Check(self.context.look, words) for item, words in ITEMS.items()}
        for item, check in self.checks.items():
            check.clicked.connect(partial(self._tick, item))
            column.addWidget(check)
        self.preparation = Paragraph("", role="soft")
        column.addWidget(self.preparation)
        return frame

    # -- showing

    def show_record(self, record: Record, told: Overview | None = None) -> None:
        """``told``: what is to be booked and prepared, where it is known already; else it is asked."""
        from frontdesk.services import overview  # after the first paint, as in jobs

        before, self.record = self.record, record
        other = before.patient.id != record.patient.id
        if not self.laid or before.recall != record.recall or not self.typing() or other:
            self._lay_out()
        if other:
            self.told = None  # nothing may be booked or ticked for whoever was shown before
            self.slots.live = True
            self.slots.choose(0)
        key = record.patient.id
        if told is not None and told.patient_id == key:
            self._show(told)
            return
        self.context.jobs.ask(lambda desk: overview.overview(desk, patient_id=key), self._show, key="overview", failed=self._failed)

    def typing(self) -> bool:
        """Somebody writes in a line here: it is not built anew under their hands."""
        focus = self.window().focusWidget()
        return isinstance(focus, QLineEdit) and self.isAncestorOf(focus) and bool(focus.text())

    def _arrange(self) -> None:
        """Two columns, or with large text one. The layouts are made once: one that is taken out again takes wrappers with it that Qt still needs."""
        at = self.places
        if self.context.look.scale >= _WIDE:
            for one in (at["pain"], self.next, at["intake"], self.prepare, at["recall"], at["visits"]):
                self._put(self.column, one)
            return
        row = QHBoxLayout()
        row.setSpacing(10)
        for cards, share in (((at["pain"], at["recall"]), 4), ((self.next, at["intake"], self.prepare), 3)):
            side = QVBoxLayout()
            side.setSpacing(10)
            for one in cards:
                self._put(side, one)
            side.addStretch()
            row.addLayout(side, share)
        self.column.addLayout(row)
        self._put(self.column, at["visits"])

    @staticmethod
    def _put(column: QVBoxLayout, one: QWidget | QVBoxLayout) -> None:
        column.addLayout(one) if isinstance(one, QVBoxLayout) else column.addWidget(one)

    def _lay_out(self) -> None:
        """All of it anew, but for what may have the keyboard."""
        made = {"pain": pain_map_card(self.context, self.record), "intake": self._intake_card(), "recall": recall_card(self.context, self.record),
                "visits": self._visits_card()}  # fmt: skip
        for place, one in made.items():
            clear(self.places[place])
            self.places[place].addWidget(one)
            show_now(self.places[place])
        self.laid = True

    def _intake_card(self) -> QFrame:
        frame, column = card(spacing=4, margins=HEADED)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Intake", role="card"))
        head.addStretch()
        head.addWidget(Button(self.context.look, "Edit", icon="pencil-simple", kind="ghost", name="Edit the intake", then=partial(self.wanted.emit, "intake")))
        column.addLayout(head)
        lines = self._said()
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(self.context.look.px(12))
        for n, (label, words) in enumerate(lines[:_LINES]):
            grid.addWidget(PlainLabel(label, role="soft"), n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Paragraph(words), n, 1)
        column.addLayout(grid)
        if len(lines) > _LINES:
            column.addWidget(Paragraph(f"{len(lines) - _LINES} more: Edit shows all of it.", role="faint"))
        if not lines:
            column.addWidget(Paragraph("Nothing yet. Shift+I begins an intake note.", role="soft"))
        return frame

    def _said(self) -> list[tuple[str, str]]:
        """The answers of the newest note; before there is one, what was said in the inquiries."""
        note = next((filed.note for filed in self.record.intake), None)
        shown = [i for i in note.items if i.kind not in (ItemKind.BODY, ItemKind.SIGNATURE) and i.id in note.answers] if note else []
        lines = [(item.label, words) for item in shown if note and (words := intake_note.words(item, note.answers[item.id].value))]
        if self.record.patient.occupation:
            lines.append(("Work", self.record.patient.occupation))
        return lines or ([] if note else self._read_out())

    def _read_out(self) -> list[tuple[str, str]]:
        """What was said in the inquiries, a line for each kind; medicines first."""
        said: dict[str, list[str]] = {}
        for one in sorted(self.record.facts, key=lambda one: one.fact.kind != "medication"):
            said.setdefault(fact_words.label(one.fact), []).append(fact_words.words(one.fact) + ("" if one.decision != "suggested" else " (as read)"))
        return [(label, (" " if label == "Asks" else "; ").join(words)) for label, words in said.items()]

    def _visits_card(self) -> QFrame:
        frame, column = card("Next visits")
        now = self.context.wall_now()
        ahead = [v for v in self.record.visits if v.appointment.end > now and v.appointment.status.value in ("booked", "held", "waiting", "in_room")]
        parts = RecordParts(self.context, column)
        for visit in reversed(ahead):
            parts.visit_line(column, visit)
        if not ahead:
            column.addWidget(Paragraph("No visit ahead. Press B to book one.", role="soft"))
        return frame

    def _show(self, told: Overview) -> None:
        if told.patient_id != self.record.patient.id or self.context.house is None:
            return
        self.told = told
        self._show_next(told.to_book)
        self.prepare.setVisible(told.ahead is not None)
        if told.ahead is not None:
            one = told.ahead.appointment
            self.for_visit.say(f"For {self.context.house.type(one.type_id).name}, {when.moment_words(one.start, clock24=self.context.clock24)}")
            self.done.say(f"{len(told.ready)} of {len(ITEMS)}")
            for item, check in self.checks.items():
                check.setChecked(item in told.ready)
            words = self.context.house.type(one.type_id).preparation
            self.preparation.say(words)
            self.preparation.setVisible(bool(words))

    def _show_next(self, one: NextVisit | None) -> None:
        house = self.context.house
        clear(self.what)
        self.away.say(one.away if one else "")
        if one is None or house is None:
            self.what.addWidget(Paragraph("A visit lies ahead, and nothing else is asked for. U notes a follow-up.", role="soft"))
            self.slots.hide()
            return
        row = QHBoxLayout()
        kind = house.type(one.wish.type_id)
        row.addWidget(Chip(self.context.look, kind.name, f"type:{kind.look}", icon=self.context.look.type_icon(kind.look)))
        row.addWidget(PlainLabel(one.line, role="soft"), 1)
        self.what.addLayout(row)
        show_now(row)
        if one.why:
            self.what.addWidget(Paragraph(one.why, role="faint"))
        if not one.slots:
            self.what.addWidget(Paragraph("No time is free in that window. B looks further.", role="soft"))
        self.slots.setVisible(bool(one.slots))
        if tuple(one.slots) != self.slots.slots:
            self.slots.show_slots(one.slots, house, clock24=self.context.clock24)

    # -- doing

    def _take(self, index: int) -> None:
        from frontdesk.services import calendar  # after the first paint, as in jobs

        one = self.told.to_book if self.told is not None else None
        if one is None or not self.slots.live:
            return
        self.slots.live = False
        booking = calendar.Booking(one.slots[index], one.wish.type_id, patient_id=self.record.patient.id, follow_up_id=one.follow_up_id)
        self.context.jobs.ask(lambda desk: calendar.book(desk, booking=booking), self._booked, failed=self._failed)

    def _booked(self, booked: Booked) -> None:
        self.slots.live = True
        self.context.say(f"Booked: {booked.sentence}", undo=True)

    def _tick(self, item: str, on: bool = False) -> None:
        from frontdesk.services import day_sheet  # after the first paint, as in jobs

        if self.told is not None and self.told.ahead is not None:
            key = self.told.ahead.appointment.id
            self.context.jobs.ask(lambda desk: day_sheet.set_ready(desk, appointment_id=key, item=item, done=on), self._ticked, failed=self._failed)

    def _ticked(self, _: None) -> None:
        self.show_record(self.record)

    def _failed(self, trouble: DeskError) -> None:
        self.slots.live = True
        self.context.warn(trouble.sentence)
