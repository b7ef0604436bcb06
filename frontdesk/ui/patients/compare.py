"""Two records side by side (mock-up 03, D): what differs is marked, each field is chosen, then merged, or judged to be two people's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, Chip, Segmented, card, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.merging import Comparison, Line

VERDICTS = {"same": ("The same person, it seems", "ok"), "possible": ("Maybe the same person", "warn"), "different": ("Probably two people", "plain")}
_LONG = 13
"""Letters that half of the panel holds; longer ones take a whole line each."""


class ComparePanel(QWidget):
    """``done`` with the id of the record to show; ``left`` without a judgement."""

    done = Signal(int)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.shown: Comparison | None = None
        self.keeps_other = False
        self.choices: dict[str, tuple[Button, Button]] = {}
        self.setProperty("pane", "surface2")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 14, 14)
        self.column.setSpacing(10)

    @property
    def take(self) -> frozenset[str]:
        """Fields that are taken from the record that goes."""
        wanted = 0 if self.keeps_other else 1
        return frozenset(field for field, pair in self.choices.items() if pair[wanted].isChecked())

    def show_pair(self, found: Comparison) -> None:
        """The older record stays, and is right, until something else is chosen."""
        self.shown, self.keeps_other, self.choices = found, found.other.id < found.one.id, {}
        clear(self.column)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Compare", role="pane"))
        head.addStretch()
        head.addWidget(Button(self.context.look, "", icon="x", key="Esc", name="Leave the comparison", kind="ghost", then=self.left.emit))
        self.column.addLayout(head)
        words, group = VERDICTS[found.verdict]
        chip = QHBoxLayout()
        chip.addWidget(Chip(self.context.look, words, group))
        chip.addStretch()
        self.column.addLayout(chip)
        if found.reasons:
            self.column.addWidget(Paragraph("For it: " + ", ".join(found.reasons), role="soft"))
        if found.against:
            self.column.addWidget(Paragraph("Against it: " + ", ".join(found.against), role="warn"))
        frame, inside = card()
        inside.addLayout(self._fields(found))
        self.column.addWidget(frame)
        self._end(found)
        self.column.addStretch()

    def _fields(self, found: Comparison) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, patient in enumerate((found.one, found.other)):
            grid.addWidget(PlainLabel(patient.chart, role="strong"), 0, place)
        row = 1
        for line in found.lines:
            label = PlainLabel(line.label, role="warn" if line.differs else "faint")
            label.setContentsMargins(0, self.context.look.px(6), 0, 0)  # nearer to what it names than to what is above it
            grid.addWidget(label, row, 0, 1, 2)
            self._line(grid, row + 1, line)
            row += 3
        return grid

    def _line(self, grid: QGridLayout, row: int, line: Line) -> None:
        """Where both say something else, each is a button and one of them is chosen; else it is only shown."""
        if not line.differs:
            for place, words in enumerate((line.one, line.other)):
                role = "" if words else "faint"
                shown = Paragraph(words.replace("@", "\n@") or "–", role=role) if line.field in ("address", "email") else PlainLabel(words or "–", role=role)
                shown.setSizePolicy(QSizePolicy.Policy.Ignored, shown.sizePolicy().verticalPolicy())
                grid.addWidget(shown, row, place, Qt.AlignmentFlag.AlignTop)
            return
        pair = [Button(self.context.look, words, kind="chip", name=f"{line.label}: {words}", then=partial(self._choose, line.field, n))
                for n, words in enumerate((line.one, line.other))]  # fmt: skip
        long = max(len(line.one), len(line.other)) > _LONG
        for place, button in enumerate(pair):
            button.setCheckable(True)
            button.setChecked(place == int(self.keeps_other))
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            if long:
                grid.addWidget(button, row + place, 0, 1, 2)
            else:
                grid.addWidget(button, row, place)
        self.choices[line.field] = (pair[0], pair[1])

    def _choose(self, field: str, place: int) -> None:
        for n, button in enumerate(self.choices[field]):
            button.setChecked(n == place)
            button.update()

    def _end(self, found: Comparison) -> None:
        look = self.context.look
        self.column.addWidget(PlainLabel("The record that stays", role="faint"))
        keep = Segmented(look, (found.one.chart, found.other.chart), name="The record that stays")
        keep.select(int(self.keeps_other))
        keep.chosen.connect(self._keep)
        row = QHBoxLayout()
        row.addWidget(keep)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addWidget(Paragraph("Visits, letters, notes and inquiries of both go there. They can be parted again.", role="soft"))
        buttons = QHBoxLayout()
        self.button = Button(look, "Merge", icon="users", key="Ctrl+M", kind="primary", then=self.merge)
        buttons.addWidget(self.button)
        buttons.addWidget(Button(look, "Different", key="Shift+D", then=self.different))
        buttons.addStretch()
        self.column.addLayout(buttons)

    def _keep(self, place: int) -> None:
        self.keeps_other = place == 1

    def merge(self) -> None:
        """One person: the record that stays takes over everything."""
        from frontdesk.services import merging  # after the first paint, as in jobs

        if self.shown is None:
            return
        one, other, take = self.shown.one.id, self.shown.other.id, self.take
        survivor, gone = (other, one) if self.keeps_other else (one, other)
        self.context.jobs.ask(
            lambda desk: merging.merge(desk, survivor_id=survivor, gone_id=gone, take=take),
            lambda merged: self._finished(merged.survivor.id, f"Merged: {name(merged.survivor.name)}, {merged.sentence}"), failed=self._failed,
        )  # fmt: skip

    def different(self) -> None:
        """Two people, remembered for both."""
        from frontdesk.services import merging  # after the first paint, as in jobs

        if self.shown is not None:
            one, other = self.shown.one.id, self.shown.other.id
            self.context.jobs.ask(lambda desk: merging.different(desk, patient_id=one, other_id=other),
                                  lambda _: self._finished(one, "Two different people, remembered"), failed=self._failed)  # fmt: skip

    def _finished(self, show: int, words: str) -> None:
        self.shown = None
        self.context.say(words, undo=True)
        self.done.emit(show)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
