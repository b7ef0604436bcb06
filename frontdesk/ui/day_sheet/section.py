"""The day sheet: who comes, who waits, what is ready; Space checks in the person who stands at the desk (mock-up 17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import day_sheet as sheets
from frontdesk.domain import when
from frontdesk.domain.appointment import BACK, NEXT, Status
from frontdesk.domain.day_sheet import DaySheet, Line
from frontdesk.domain.errors import DeskError
from frontdesk.ui.calendar.life import Life
from frontdesk.ui.context import Context
from frontdesk.ui.day_sheet.rows import Heads, SheetList
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, Chip, EmptyState
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk

_CHIPS = (("waiting", "ok", "armchair-fill"), ("in room", "info", "door-fill"), ("late", "warn", "clock-fill"), ("no-show", "danger", "user-minus-fill"))
_CHOOSE = "Choose a visit to see it here. Space checks in whoever stands at the desk."
_NOBODY = "Whoever is chosen on the sheet is shown here."


class DaySheetSection(QWidget):
    """One section of the window; ``open_at(day=)`` shows a day, today without it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.day: date | None = None
        self.clinician_id: int | None = None
        self.sheet: DaySheet | None = None
        self.lines: tuple[Line, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.panes = Panes(context, "day_sheet", None, self._document(), self._side(), widths=(0, 1024, 340), first_seen=1)
        row.addWidget(self.panes)
        self._bind()
        context.bridge.changed.connect(self._heard)

    # -- building

    def _document(self) -> QWidget:
        look = self.context.look
        pane = QWidget()
        pane.setProperty("pane", "surface")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._toolbar())
        self.finding = QLineEdit()
        self.finding.setPlaceholderText("Letters of a name; Enter moves the only one on")
        self.finding.setAccessibleName("Find on the day sheet")
        self.finding.textChanged.connect(lambda _: self._draw())
        self.finding.returnPressed.connect(self._advance_only)
        self.finding.hide()
        line = QHBoxLayout()
        line.setContentsMargins(look.px(18), 0, look.px(18), look.px(6))
        line.addWidget(self.finding)
        column.addLayout(line)
        self.list = SheetList(look, clock24=self.context.clock24)
        column.addWidget(Heads(look, self.list))
        self.list.chosen.connect(self._choose)
        self.list.advanced.connect(self._advance)
        self.list.entered_row.connect(lambda _: self.panes.reveal_side())
        self.nothing = EmptyState(look, "calendar-blank", "No visits on this day. N books one.", action="Next day with visits", then=self._next_busy)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        column.addWidget(self.stack, 1)
        return pane

    def _toolbar(self) -> QHBoxLayout:
        look = self.context.look
        row = QHBoxLayout()
        row.setContentsMargins(look.px(18), look.px(10), look.px(14), look.px(10))
        row.setSpacing(look.px(8))
        title = PlainLabel("Day sheet", role="pane")
        title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(title)
        self.told = PlainLabel("", role="soft")
        row.addWidget(self.told)
        self.counted = QWidget()
        chips = QHBoxLayout(self.counted)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(look.px(8))
        self.chips = [Chip(look, "") for _ in _CHIPS]
        for chip in self.chips:
            chip.hide()
            chips.addWidget(chip)
        row.addWidget(self.counted)
        row.addStretch(1)
        self.shown_for = Combo("Whose visits").whole()
        self.shown_for.addItem("All clinicians", None)
        self.shown_for.currentIndexChanged.connect(self._choose_whose)
        row.addWidget(self.shown_for)
        self.printing = Button(look, "Print day sheet", icon="printer", key="P", then=self._print)
        row.addWidget(self.printing)
        return row

    def _side(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.life = Life(self.context)
        self.life.moving.connect(self._move)
        self.life.rebooking.connect(lambda code, note: self._move())
        self.life.put_down.connect(lambda: self.list.setFocus())
        self.before, self.said = self.life.visit_panel.before, self.life.visit_panel.said
        column.addWidget(self.life)
        self.hint = EmptyState(self.context.look, "clipboard-text", _CHOOSE)
        column.addWidget(self.hint, 1)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setProperty("pane", "side")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _bind(self) -> None:
        bind, on_line = self.context.commands.bind, lambda: self.current() is not None
        bind("day_sheet.find", self, self._open_find)
        bind("day_sheet.print", self, self._print)
        bind("day_sheet.save", self, self._save)
        bind("day_sheet.today", self, lambda: self._show(self.context.wall_now().date()))
        bind("day_sheet.next", self, lambda: self._go(1))
        bind("day_sheet.previous", self, lambda: self._go(-1))
        bind("day_sheet.move", self, self._move, when=on_line)
        bind("day_sheet.record", self, self._record, when=on_line)
        bind("day_sheet.status", self.list, lambda: self._step(NEXT), when=on_line)
        bind("day_sheet.status.back", self.list, lambda: self._step(BACK), when=on_line)
        bind("day_sheet.noshow", self.list, lambda: self._set(Status.NO_SHOW), when=on_line)

    # -- reading

    def open_at(self, *, day: date | None = None, **_: object) -> None:
        """Show a day; the list takes the keyboard, on the next person who should arrive, or what stands in its place."""
        self._fill_whose()
        self.finding.clear()
        self.finding.hide()
        self._show(day or self.context.wall_now().date())
        (self.list if self.stack.currentWidget() is self.list else self.nothing).setFocus()

    def _fill_whose(self) -> None:
        house = self.context.house
        people = [(c.short, c.id) for c in house.clinicians if c.active] if house else []
        if [self.shown_for.itemData(n) for n in range(1, self.shown_for.count())] != [key for _, key in people]:
            self.shown_for.blockSignals(True)
            self.shown_for.clear()
            for words, key in [("All clinicians", None), *people]:
                self.shown_for.addItem(name(words), key)
            self.shown_for.blockSignals(False)

    def _choose_whose(self) -> None:
        self.clinician_id = self.shown_for.currentData()
        self.reload()

    def _go(self, days: int) -> None:
        if self.day is not None:
            self._show(self.day + timedelta(days=days))

    def _show(self, day: date) -> None:
        fresh = self.day != day
        self.day = day
        if fresh:
            self.sheet = None
        self.reload()

    def reload(self) -> None:
        from frontdesk.services import day_sheet  # after the first paint, as in jobs

        day, whose = self.day, self.clinician_id
        if day is not None:
            self.context.jobs.ask(lambda desk: day_sheet.sheet(desk, day=day, clinician_id=whose), self._read, key="day_sheet")

    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & {"appointment", "visit_check", "patient", "clinician", "room", ""}:
            self.reload()

    def _read(self, sheet: DaySheet) -> None:
        first = self.sheet is None
        self.sheet = sheet
        self._say_day(sheet.day)
        for chip, (word, group, icon) in zip(self.chips, _CHIPS, strict=True):
            chip.setVisible(bool(sheet.counts[word]))
            chip.say(f"{sheet.counts[word]}  {word}", group, icon=icon)
        self._draw(keep=sheets.next_expected(sheet.lines) if first else None)

    def _draw(self, keep: int | None = None) -> None:
        if self.sheet is None:
            return
        words = self.finding.text().strip() if self.finding.isVisible() else ""
        self.lines = sheets.found(self.sheet.lines, words)
        today = self.sheet.day == self.context.wall_now().date()
        self.stack.setCurrentIndex(0 if self.lines else 1)
        self.nothing.words.say(f"Nobody on this day is called “{words}”." if words else "No visits on this day. N books one.")
        self.list.show_lines(self.lines, clock24=self.context.clock24, wall=self.context.wall_now() if today and not words else None, keep=keep)
        if not self.lines:
            self._choose(None)
        self.context.extra["keys"]()

    def current(self) -> Line | None:
        item = self.list.current_item()
        return item.data if item else None

    def _choose(self, item: Item | None) -> None:
        line: Line | None = item.data if item else None
        self.hint.setVisible(line is None)
        if line is None:
            self.hint.words.say(_CHOOSE if self.lines else _NOBODY)
            self.life.show_mode("")
        if line is None or self.context.house is None:
            return
        self.life.show_visit(line.visit)

    # -- the visit

    def _step(self, table: dict[Status, Status]) -> None:
        line = self.current()
        if line is not None and line.visit.appointment.status in table:
            self._set(table[line.visit.appointment.status])

    def _advance(self, key: int) -> None:
        """A click on the status chip."""
        if (line := self.current()) is not None and line.visit.appointment.id == key:
            self._step(NEXT)

    def _advance_only(self) -> None:
        """Enter in the find field: the only one found moves on; where the name is another than the one typed, only the keyboard goes there."""
        if len(self.lines) == 1:
            line, typed = self.lines[0], self.finding.text().strip()
            self.list.choose_key(line.visit.appointment.id)
            if not sheets.is_called(line, typed):
                self._close_find()
                self.context.say(f"Nobody is called “{typed[:30]}”. Is it {name(line.visit.patient_name)}? Space moves them on")
                return
            self._step(NEXT)
            self._close_find()
        else:
            self.context.warn("Type more letters: the name must be the only one." if self.lines else "Nobody on this day has a name like that.")

    def _set(self, status: Status) -> None:
        if (line := self.current()) is not None:
            self.life.visit = line.visit
            self.life.set_status(status)

    def _move(self) -> None:
        if (line := self.current()) is not None:
            self.context.go("calendar", day=line.visit.appointment.start.date(), visit=line.visit.appointment.id)

    def _record(self) -> None:
        if (line := self.current()) is not None and line.visit.appointment.patient_id:
            self.context.go("patients", patient=line.visit.appointment.patient_id)

    def _ask(self, question: Callable[[Desk], object], then: Callable[[object], None]) -> None:
        self.context.jobs.ask(question, then, failed=lambda trouble: self.context.warn(trouble.sentence))

    # -- finding, paper

    def _open_find(self) -> None:
        self.finding.show()
        self.finding.setFocus()
        self.finding.selectAll()

    def _close_find(self) -> None:
        self.finding.hide()
        self.finding.clear()
        self._draw()
        self.list.setFocus()

    def _next_busy(self) -> None:
        self._go(1)

    def _print(self) -> None:
        """To the remembered printer; without one, as a PDF."""
        from frontdesk.services import day_sheet  # after the first paint, as in jobs

        day, whose, printer = self.day, self.clinician_id, self.context.settings.printer
        if day is None:
            return
        if not printer:
            self._save()
            return

        def failed(trouble: DeskError) -> None:
            self.context.warn(trouble.sentence)

        question = partial(day_sheet.print_sheet, day=day, printer=printer, clinician_id=whose)
        self.context.jobs.ask(question, lambda _: self.context.say("The day sheet is printed."), failed=failed, long=True)

    def _save(self) -> None:
        from frontdesk.services import day_sheet  # after the first paint, as in jobs

        day, whose = self.day, self.clinician_id
        if day is None:
            return
        chosen = self.context.choose_save(self, f"day-sheet-{day.isoformat()}.pdf")
        if chosen:
            said = f"Saved as {Path(chosen).name}"
            self._ask(lambda desk: day_sheet.save(desk, day=day, path=Path(chosen), clinician_id=whose), lambda _: self.context.say(said))

    def leave(self) -> bool:
        """Esc: close what is open here."""
        if self.finding.isVisible():
            self._close_find()
            return True
        if self.life.leave():
            return True
        self.list.setFocus()
        return self.panes.hide_side()

    def _say_day(self, day: date) -> None:
        """Shorter where there is less room; the year only where it is another."""
        wide = self.width() * 100 / self.context.look.scale >= 1340
        another = f" {day.year}" if day.year != self.context.wall_now().year else ""
        self.told.say(f"{when.long_day(day) if wide else when.short_day(day)}{another}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sheet is not None:
            self._say_day(self.sheet.day)
        narrow = self.width() * 100 / self.context.look.scale < 1000
        self.counted.setVisible(not narrow)
        self.printing.say("" if narrow else "Print day sheet")
        self.printing.setAccessibleName("Print day sheet")

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        usual = [("P", "print"), ("/", "find"), ("PgDn", "next day"), ("PgUp", "day before")]
        if not self.lines:
            return [*usual, ("Ctrl 2", "calendar"), ("?", "all keys")]
        return [("↑ ↓", "patient"), ("Space", "next status"), ("X", "no-show"), ("Z", "last status"), *usual, ("?", "all keys")]
