"""Sheets over the window: all keys, and what was done at this desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.commands import KEYS
from frontdesk.ui.context import Context
from frontdesk.ui.shell.shade import Sign
from frontdesk.ui.widgets.controls import Button, clear, key_words
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import HistoryEntry

_PLACES = (("everywhere", "Everywhere"), ("inbox", "Inbox"), ("calendar", "Calendar"), ("grid", "On the grid"), ("slots", "Free times"), ("day sheet", "Day sheet"),
           ("sheet list", "On the day sheet"), ("patients", "Patients"), ("letters", "Letters"), ("questions", "Questions"), ("call", "Phone call"))  # fmt: skip


class Sheet(QFrame):
    """A panel at the right that slides over; Esc closes it."""

    def __init__(self, context: Context, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.context, self.host = context, parent
        self._before: QWidget | None = None
        self.setProperty("card", "palette")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 16)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(title, role="pane"))
        head.addStretch()
        head.addWidget(Button(context.look, "", icon="x", name="Close", kind="ghost", then=self.close_sheet))
        outer.addLayout(head)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 8, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        self.hide()

    def open(self) -> None:
        look = self.context.look
        width = min(look.px(460), self.host.width() - 40)
        self.setGeometry(self.host.width() - width - 16, look.px(64), width, self.host.height() - look.px(64 + 44))
        self._before = self.window().focusWidget() if not self.isVisible() else self._before
        self.read()
        self.show()
        self.raise_()
        self.setFocus()

    def close_sheet(self) -> None:
        """The keyboard goes back to where it was, so that the next key does not meet something else."""
        self.hide()
        self.context.extra["give_back"](self._before)

    def read(self) -> None:
        """Fill the sheet anew."""


class HelpSheet(Sheet):
    """Every key, from the one table; those of the ``section`` that is shown come first."""

    def __init__(self, context: Context, parent: QWidget, section: Callable[[], str], *, gather: Callable[[], object]) -> None:
        """``gather`` makes each section say its keys."""
        super().__init__(context, parent, "Keys and help")
        self.section, self.gather = section, gather

    def read(self) -> None:
        self.gather()
        clear(self.column)
        self.column.addWidget(
            Paragraph(
                "Single letters rest while you type in a field. The desk gives no medical advice: whether somebody is a candidate is for a clinician.",
                role="soft",
            )
        )
        here = {place for place, _ in _PLACES if place.replace(" ", "_") == self.section()}
        here |= {"calendar": {"grid", "slots"}, "day_sheet": {"sheet list"}, "inbox": {"slots"}}.get(self.section(), set())
        for place, title in sorted(_PLACES, key=lambda one: one[0] not in here):
            bound = [(one, *KEYS[one]) for one in KEYS if KEYS[one][0] == place and one in self.context.commands.bound]
            if not bound:
                continue
            self.column.addWidget(PlainLabel(title.upper(), role="label"))
            grid = QGridLayout()
            for n, (_, _, keys, words) in enumerate(bound):
                grid.addWidget(PlainLabel(words), n, 0)
                caps = QHBoxLayout()
                for key in keys.split(" "):
                    caps.addWidget(Sign(self.context.look, "", key=key_words(key)))
                grid.addLayout(caps, n, 1, Qt.AlignmentFlag.AlignRight)
            frame = QWidget()
            frame.setLayout(grid)
            self.column.addWidget(frame)
        self.column.addStretch()


class HistorySheet(Sheet):
    """What this desk did, newest first; what left the house is marked."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent, "History of this desk")

    def read(self) -> None:
        self.context.jobs.ask(lambda desk: desk.history(limit=200, named=True), self._show, key="history")

    def _show(self, entries: tuple[HistoryEntry, ...]) -> None:
        clear(self.column)
        zone = self.context.house.zone if self.context.house else "UTC"
        if not entries:
            self.column.addWidget(Paragraph("Nothing has been done at this desk yet.", role="soft"))
        for entry in entries:
            told = when.moment_words(wall_of(entry.at, zone), clock24=self.context.clock24)
            more = ", taken back" if entry.undone else ", left the house" if entry.barrier else ""
            self.column.addWidget(PlainLabel(": ".join(part for part in (entry.label, ", ".join(name(one) for one in entry.about)) if part), role="strong"))
            self.column.addWidget(PlainLabel(f"{told}, {entry.who}{more}", role="soft"))
        self.column.addStretch()
