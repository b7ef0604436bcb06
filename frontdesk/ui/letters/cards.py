"""The side of the letters: what is merged into the letter, what it encloses, and the print run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.letter import Letter, LetterState, PrintRun
from frontdesk.domain.letter_text import ENCLOSURES
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, Chip, card, clear, show_now
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.notice import Icon, notice
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.letters import MergedField, Preview
    from frontdesk.services.print_run import PrintOutcome

COPIES = (1, 2, 3, 4, 5)
_STATE = {
    LetterState.TO_PRINT: ("Ready", "ok"), LetterState.DRAFT: ("Draft", "plain"), LetterState.PRINTED: ("Printed", "ok"),
    LetterState.SENT: ("Sent", "ok"), LetterState.FAILED: ("Not printed", "danger"), LetterState.PRINTING: ("Cut off", "warn"),
}  # fmt: skip


def state_words(letter: Letter) -> tuple[str, str]:
    """Word and colour group of a letter's state."""
    if letter.superseded:
        return "Out of date", "warn"
    if letter.state is LetterState.PRINTING and not letter.problems:
        return "Printing", "info"
    if letter.problems:
        return "Needs a look", "warn"
    if letter.to_hand_over and letter.state is LetterState.TO_PRINT:
        return "To hand over", "info"
    return _STATE[letter.state]


class FieldsCard(QFrame):
    """Name of the person, state of the letter, each merged value with a tick; ``enclose`` says what the desk wants with it.

    ``enclose`` gives the name of a page ("" is the intake sheet) and whether it is wanted; ``settled`` whether a letter that was cut
    off has come out of the printer.
    """

    enclose = Signal(str, bool)
    settled = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._look = context.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        fields, column = card(spacing=6)
        self._head = QHBoxLayout()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._head)
        column.addLayout(self._rows)
        outer.addWidget(fields)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(8)
        outer.addLayout(self._notices)
        self._enclosed, inside = card(spacing=2)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Enclose", role="card"))
        head.addStretch()
        self._pages = PlainLabel("2 pages", role="soft")
        head.addWidget(self._pages)
        inside.addLayout(head)
        self.sheet = Check(context.look, "Intake sheet, prefilled")
        self.sheet.clicked.connect(lambda wanted: self.enclose.emit("", wanted))
        inside.addLayout(self._enclosure(self.sheet, "2 pages"))
        self.pages: dict[str, Check] = {}
        for key, words in ENCLOSURES.items():
            self.pages[key] = Check(context.look, words)
            self.pages[key].clicked.connect(lambda wanted, key=key: self.enclose.emit(key, wanted))
            inside.addLayout(self._enclosure(self.pages[key], "1 page"))
        outer.addWidget(self._enclosed)

    def _enclosure(self, check: Check, pages: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(check, 1)
        row.addWidget(PlainLabel(pages, role="soft"))
        return row

    def show_preview(self, preview: Preview, *, renew: Callable[[], object], address: Callable[[], object]) -> None:
        letter = preview.letter
        clear(self._head)
        clear(self._rows)
        clear(self._notices)
        self._head.addWidget(PlainLabel(name(letter.patient_name), role="card"), 1)
        words, group = state_words(letter)
        self._head.addWidget(Chip(self._look, words, group, icon={"ok": "check-circle", "warn": "warning"}.get(group, "")))
        for field in preview.fields:
            self._rows.addLayout(self._row(field))
        for problem in preview.problems:
            self._notices.addWidget(notice(self._look, problem))
        if letter.state is LetterState.PRINTING and letter.problems:
            self._notices.addWidget(notice(self._look, "The program ended while this was printing. Look at the printer first.", kind="warn"))
            row = QHBoxLayout()
            row.addWidget(Button(self._look, "It was printed", icon="check", then=lambda: self.settled.emit(True)))
            row.addWidget(Button(self._look, "Print again", icon="printer", then=lambda: self.settled.emit(False)))
            self._notices.addLayout(row)
        if letter.superseded:
            self._notices.addWidget(notice(self._look, "The visit has changed since this was printed.", action="New letter", then=renew))
        elif letter.to_hand_over and letter.state in (LetterState.TO_PRINT, LetterState.FAILED):
            self._notices.addWidget(notice(self._look, "No postal address: print it to hand over.", kind="note", action="Add", then=address))
        for part in (self._head, self._rows, self._notices):
            show_now(part)
        waiting = letter.state in (LetterState.TO_PRINT, LetterState.FAILED, LetterState.DRAFT)
        self._enclosed.setVisible(waiting)
        self.sheet.setChecked(letter.with_sheet)
        for key, check in self.pages.items():
            check.setChecked(key in letter.encloses)
        many = 2 * letter.with_sheet + len(letter.encloses)
        self._pages.say(f"{many} pages" if many > 1 else "1 page" if many else "nothing")

    def _row(self, field: MergedField) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.px(8))
        label = PlainLabel(field.label, role="soft")
        label.setFixedWidth(self._look.px(64))
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(field.value, role="" if field.ok else "warn"), 1)
        row.addWidget(Icon(self._look, "check" if field.ok else "warning", "ok" if field.ok else "warnText"))
        return row


class RunCard(QFrame):
    """Printer, copies, sides, and the one button; afterwards what became of each letter."""

    asked = Signal()
    saved = Signal()
    withdrawn = Signal()
    retry = Signal(object)
    again = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        look = context.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self._run, column = card()
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Print run", role="card"))
        head.addStretch()
        self.count = PlainLabel("", role="soft")
        head.addWidget(self.count)
        column.addLayout(head)
        self.printer, self.copies, self.sides = Combo("Printer"), Combo("Copies"), Combo("Sides")
        self.printer.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for number in COPIES:
            self.copies.addItem(f"{number} copy" if number == 1 else f"{number} copies", number)
        for words, both in (("Both sides", True), ("One side", False)):
            self.sides.addItem(words, both)
        self.printer.activated.connect(self._remember)
        column.addWidget(self.printer)
        pair = QHBoxLayout()
        pair.addWidget(self.copies)
        pair.addWidget(self.sides)
        column.addLayout(pair)
        self._none = notice(look, "No printer is set up on this computer. Save the letters as PDF.", kind="note")
        self._none.hide()
        column.addWidget(self._none)
        self.button = Button(look, "Print", icon="printer", key="Ctrl+P", kind="primary", tall=True, then=self.asked.emit)
        column.addWidget(self.button)
        buttons = Flow(look)
        self.save = Button(look, "Save PDF", icon="file-pdf", key="Ctrl+S", then=self.saved.emit)
        self.out = Button(look, "Take out", then=self.withdrawn.emit)
        buttons.add(self.save)
        buttons.add(self.out)
        column.addWidget(buttons)
        outer.addWidget(self._run)
        self._last, self._told = card()
        above = QWidget()
        line = QHBoxLayout(above)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(PlainLabel("Last run", role="card"))
        self._when = PlainLabel("", role="soft")
        self._when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._when, 1)
        self._told.addWidget(above)
        self._last.hide()
        outer.addWidget(self._last)
        self.busy = False
        self.selected = self._printed = 0
        self._line: QHBoxLayout | None = None

    def show_printers(self, found: Sequence[str]) -> None:
        """The remembered one first chosen; without any, only saving is offered."""
        self.printer.clear()
        for one in found:
            self.printer.addItem(shown(one, longest=60), one)
        self.printer.setCurrentIndex(max(0, self.printer.findData(self.context.settings.printer)))
        for widget in (self.printer, self.copies, self.sides):
            widget.setVisible(bool(found))
        self._none.setVisible(not found)
        self._enable()

    def show_selection(self, selected: int, *, one_waits: bool, one: bool) -> None:
        """``one``: a letter is shown; ``one_waits``: it is still in the print run."""
        self.selected = selected
        letters = f"{selected} letter" if selected == 1 else f"{selected} letters"
        self.count.say(letters)
        if not self.busy:
            self.button.say(f"Print {letters}" if selected else "Print")
        self.save.setEnabled(one)
        self.out.setEnabled(one_waits)
        self._enable()

    def show_progress(self, words: str) -> None:
        self.busy = True
        self.button.say(words)
        self._enable()

    def show_outcomes(self, outcomes: Sequence[PrintOutcome], names: dict[int, str]) -> None:
        """What failed is named with its reason and can be tried again; what was set aside waits for the desk."""
        self.busy = False
        self._empty_last()
        done = sum(one.ok for one in outcomes)
        failed = [one for one in outcomes if not one.ok and not one.set_aside]
        aside = [one for one in outcomes if one.set_aside]
        words = f"{done} letter printed" if done == 1 else f"{done} letters printed"
        told = f"{words}, {len(failed) or 'none'} failed" + (f", {len(aside)} set aside" if aside else "")
        self._run_line(told)
        self._printed = done
        for one, kind in (*((one, "danger") for one in failed[:6]), *((one, "warn") for one in aside[:8])):
            self._told.addWidget(notice(self.context.look, f"{name(names.get(one.letter_id, 'Letter'))}: {one.sentence}", kind=kind))
        if failed:
            again = partial(self.retry.emit, tuple(one.letter_id for one in failed))
            self._told.addWidget(Button(self.context.look, "Try these again", icon="arrows-clockwise", then=again))
        self._last.show()
        self._enable()

    def show_last(self, run: PrintRun | None) -> None:
        """The last print run; while what one has just done is told there, only its time and the way to print it again."""
        house = self.context.house
        if run is None or house is None or self.busy:
            return
        if self._told.count() == 1:
            words = f"{run.printed} letter printed" if run.printed == 1 else f"{run.printed} letters printed"
            self._run_line(f"{words}, {run.failed or 'none'} failed")
            self._printed = run.printed
        if self._line is None or not self._printed:
            return  # that run is told of already; or the one just over printed nothing, and the last is an earlier one
        self._when.say(when.moment_words(wall_of(run.at, house.zone), clock24=house.clinic.clock24))
        self._line.addWidget(Button(self.context.look, "Reprint", kind="ghost", name="Print the last run again", then=partial(self.again.emit, run.id)))
        show_now(self._line)
        self._line = None
        self._last.show()

    def _run_line(self, words: str) -> None:
        """What became of a run; Reprint follows it when it is known which run that was."""
        holder = QWidget()
        self._line = QHBoxLayout(holder)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(Paragraph(words), 1)
        self._told.addWidget(holder)

    def _empty_last(self) -> None:
        self._line = None
        while self._told.count() > 1:
            item = self._told.takeAt(1)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        self._when.say("")

    def _enable(self) -> None:
        self.button.setEnabled(not self.busy and self.selected > 0 and self.printer.count() > 0)

    def _remember(self) -> None:
        self.context.settings.printer = self.printer.currentData() or ""
