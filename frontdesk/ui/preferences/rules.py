"""Rules of the house that bend the week: closed days, other hours on a date, blocked times; each added in one line, each undoable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.clinic import Block, House, OpeningException
from frontdesk.domain.repeating import read_repeating, repeating_words
from frontdesk.domain.typed_day import read_day
from frontdesk.ui.context import Context
from frontdesk.ui.preferences.typed_time import read_time
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, card
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

KINDS = (("Lunch", "lunch"), ("Break", "break"), ("Letters and calls", "letters"), ("Meeting", "meeting"), ("Other", "other"))
LONGEST = 366
"""Days that one line may close; more is a typing mistake."""

_PATTERN = "Type the day as 24 dec, 2026-12-24, tomorrow or +6w."


class Rules(QWidget):
    """``saved`` gives new values to keep, ``removed`` one to take away, ``troubled`` a sentence about what was typed."""

    saved = Signal(object)
    removed = Signal(object)
    troubled = Signal(str)

    def __init__(self, context: Context, house: House) -> None:
        super().__init__()
        self.context, self.house = context, house
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._exceptions())
        column.addWidget(self._blocks())

    # -- building

    def _card(self, title: str, lines: Sequence[tuple[str, OpeningException | Block]], nothing: str, fields: Sequence[tuple[str, QWidget]],
              add: Callable[[], None]) -> QWidget:  # fmt: skip
        frame, column = card(title)
        for words, value in lines:
            row = QHBoxLayout()
            row.addWidget(PlainLabel(words), 1)
            row.addWidget(Button(self.context.look, "Remove", kind="ghost", name=f"Remove {words}", then=partial(self.removed.emit, value)))
            column.addLayout(row)
        if not lines:
            column.addWidget(Paragraph(nothing, role="soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.context.look.px(8))
        for number, (label, widget) in enumerate(fields):
            widget.setAccessibleName(label)
            if isinstance(widget, QLineEdit):
                widget.returnPressed.connect(add)
            at = number % 4
            grid.addWidget(PlainLabel(label, role="soft"), number // 4 * 2, at)
            grid.addWidget(widget, number // 4 * 2 + 1, at)
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(Button(self.context.look, "Add", icon="plus", name=f"Add to {title.lower()}", then=add))
        row.addStretch()
        column.addLayout(row)
        return frame

    def _whose(self, *, rooms: bool) -> Combo:
        combo = Combo("Whose")
        combo.addItem("Everybody", ("all", 0))
        for clinician in self.house.clinicians:
            if clinician.active:
                combo.addItem(shown(clinician.short, longest=40), ("clinician", clinician.id))
        for room in self.house.rooms if rooms else ():
            if room.active:
                combo.addItem(shown(room.name, longest=40), ("room", room.id))
        return combo

    def _name(self, clinician_id: int | None, room_id: int | None = None) -> str:
        if clinician_id:
            return self.house.clinician(clinician_id).short
        return self.house.room(room_id).name if room_id else "everybody"

    # -- closed days, other hours

    def _exceptions(self) -> QWidget:
        today = self.context.wall_now().date()
        self.first, self.last, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.first.setPlaceholderText("24 dec")
        self.last.setPlaceholderText("only that day")
        self.reason.setPlaceholderText("as the calendar says it")
        self.whose, self.what = self._whose(rooms=False), Combo("What")
        self.what.addItem("closed", False)
        self.what.addItem("open as well", True)
        self.opens, self.closes = QLineEdit(), QLineEdit()
        for edit in (self.opens, self.closes):
            edit.setPlaceholderText("whole day")
        fields = (("Day", self.first), ("Until", self.last), ("Whose day", self.whose), ("Is", self.what), ("From", self.opens), ("To", self.closes),
                  ("Reason", self.reason))  # fmt: skip
        ahead = sorted((e for e in self.house.exceptions if e.day >= today), key=lambda e: (e.day, e.id))
        return self._card("Closed days and other hours", [(self._said(e), e) for e in ahead], "No closed days are entered.", fields, self._add_exception)

    def _said(self, one: OpeningException) -> str:
        hours = f", {when.clocks(one.start, one.end, clock24=self.context.clock24)}" if one.start and one.end else ""
        return f"{when.short_day(one.day)} {one.day.year}: {self._name(one.clinician_id)}, {'open as well' if one.open else 'closed'}{hours}. {one.reason}"

    def _add_exception(self) -> None:
        today = self.context.wall_now().date()
        first = read_day(self.first.text(), today)
        last = read_day(self.last.text(), today) if self.last.text().strip() else first
        if first is None or last is None:
            self.troubled.emit(_PATTERN)
            return
        first, last = _ahead(first, today), _ahead(last, today)
        if not 0 <= (last - first).days < LONGEST:
            self.troubled.emit("The last day comes before the first, or more than a year after it.")
            return
        hours = self._hours(self.opens, self.closes, needed=bool(self.what.currentData()))
        if hours is None:
            return
        kind, key = self.whose.currentData()
        open_ = bool(self.what.currentData())
        one = OpeningException(0, first, self.reason.text().strip() or ("open" if open_ else "closed"), open_, key if kind == "clinician" else None,
                               start=hours[0], end=hours[1])  # fmt: skip
        self.saved.emit(tuple(replace(one, day=first + timedelta(days=n)) for n in range((last - first).days + 1)))

    def _hours(self, start: QLineEdit, end: QLineEdit, *, needed: bool) -> tuple[time | None, time | None] | None:
        """Both, or where they may be left out neither; None after saying what is wrong."""
        first, last = read_time(start.text()), read_time(end.text())
        empty = not start.text().strip() and not end.text().strip()
        if empty and not needed:
            return None, None
        if first is None or last is None or first >= last:
            self.troubled.emit("Type the hours as 9:00 and 17:00; the second must be later.")
            return None
        return first, last

    # -- blocked times

    def _blocks(self) -> QWidget:
        self.title = QLineEdit()
        self.title.setPlaceholderText("Lunch")
        self.kind, self.of, self.day = Combo("Kind"), self._whose(rooms=True), Combo("On")
        for words, kind in KINDS:
            self.kind.addItem(words, kind)
        self.day.addItem("every day", None)
        for number, name in enumerate(when.DAYS):
            self.day.addItem(f"every {name}", number)
        self.day.addItem("one day", "date")
        self.day.addItem("by a rule", "rule")
        self.on, self.begins, self.ends = QLineEdit(), QLineEdit("12:00"), QLineEdit("13:00")
        self.on.setPlaceholderText("24 dec, or every other friday")
        fields = (("Name", self.title), ("Kind", self.kind), ("Whose time", self.of), ("On", self.day), ("The day, or the rule", self.on),
                  ("Begins", self.begins), ("Ends", self.ends))  # fmt: skip
        lines = [(self._block_said(b), b) for b in self.house.blocks]
        return self._card("Blocked times", lines, "No times are blocked.", fields, self._add_block)

    def _block_said(self, one: Block) -> str:
        weekly = f"every {when.DAYS[one.weekday]}" if one.weekday is not None else "every day"
        at = f"{when.short_day(one.day)} {one.day.year}" if one.day else repeating_words(one.rule) if one.rule else weekly
        return f"{one.name}: {self._name(one.clinician_id, one.room_id)}, {at}, {when.clocks(one.start, one.end, clock24=self.context.clock24)}"

    def _add_block(self) -> None:
        hours = self._hours(self.begins, self.ends, needed=True)
        chosen, today = self.day.currentData(), self.context.wall_now().date()
        day = read_day(self.on.text(), today) if chosen == "date" else None
        if hours is None or hours[0] is None or hours[1] is None:
            return
        if chosen == "date" and day is None:
            self.troubled.emit(_PATTERN)
            return
        rule = read_repeating(self.on.text()) if chosen == "rule" else ""
        if rule is None:
            self.troubled.emit("Type the rule as “every other friday”, “every 3 weeks on tuesday” or “first monday”.")
            return
        kind, key = self.of.currentData()
        self.saved.emit((Block(
            0, self.title.text().strip() or self.kind.currentText(), hours[0], hours[1], str(self.kind.currentData()),
            clinician_id=key if kind == "clinician" else None, room_id=key if kind == "room" else None,
            day=_ahead(day, today) if day else None, weekday=chosen if isinstance(chosen, int) else None, since=today if rule else None, rule=rule,
        ),))  # fmt: skip


def _ahead(day: date, today: date) -> date:
    """A day without a year that has passed is meant for the next year."""
    if day >= today or day.year != today.year:
        return day
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day + timedelta(days=366)
