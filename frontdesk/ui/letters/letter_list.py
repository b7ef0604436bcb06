"""The rows of the letters: who, what about, and whether it is ready, waits for its day, or has a problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from frontdesk.domain import when
from frontdesk.domain.letter import KIND_WORDS, Letter, LetterKind, LetterState
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.safe_text import name

WAITING = (LetterState.TO_PRINT, LetterState.FAILED, LetterState.DRAFT)


class LetterList(RowList):
    """A click on a row's check box selects the letter without opening it."""

    toggled = Signal(int)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        item: Item | None = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        if item is not None and item.checked is not None and event.position().x() < self.look.px(42):
            self.toggled.emit(item.key)
        else:
            super().mousePressEvent(event)


def later(context: Context, letter: Letter) -> bool:
    """It is dated for a day that has not come."""
    return letter.due is not None and context.wall_now().date() < letter.due


def ready(context: Context, letter: Letter) -> bool:
    """It can go with the next print run."""
    return letter.state in WAITING and not letter.problems and not later(context, letter)


def near(now: datetime, letters: Sequence[Letter]) -> tuple[str, tuple[Letter, ...]]:
    """Those that must leave the house now, and until when in words: about a visit that is still to come today or tomorrow, and about no visit,
    which wait for no day. Where nobody comes tomorrow it is the next day of the coming four on which somebody does: on a Friday, Monday.
    """
    today = now.date()
    coming = sorted({one.visit.date() for one in letters if one.visit and today < one.visit.date() <= today + timedelta(days=4)})
    last = coming[0] if coming else today + timedelta(days=1)
    words = "tomorrow" if last == today + timedelta(days=1) else f"{last:%A}"
    return words, tuple(one for one in letters if one.visit is None or (now <= one.visit and one.visit.date() <= last))


def row_of(context: Context, letter: Letter, *, chosen: bool) -> Item:
    """``chosen``: it is ticked."""
    with_printer = letter.state is LetterState.PRINTING and not letter.problems
    waits = letter.state in (*WAITING, LetterState.PRINTING) and not with_printer
    warning = "The visit has changed since" if letter.superseded else letter.problems[0] if letter.problems else ""
    if letter.state is LetterState.FAILED:
        warning = "Not printed: try again"
    second = "" if warning else _second(context, letter)
    what, comma, moment = letter.subject.partition(", ")
    if letter.kind is not LetterKind.APPOINTMENT:
        what = KIND_WORDS[letter.kind]  # the kind of visit stands on the page
    return Item(
        letter.id, name(letter.patient_name), what, tail=comma + moment, second=second, icon="" if waits else "printer" if with_printer else "file-text", warning=warning,
        checked=chosen if waits else None, sign="at" if letter.state is LetterState.SENT else "" if with_printer else "printer",
    )  # fmt: skip


def _second(context: Context, letter: Letter) -> str:
    house = context.house
    if letter.state is LetterState.PRINTING:
        return "With the printer"
    if letter.sent_at and house:
        return f"Printed {when.moment_words(wall_of(letter.sent_at, house.zone), clock24=house.clinic.clock24)}"
    if letter.due and later(context, letter):
        return f"For {when.short_day(letter.due)}"
    return "Ready, to hand over" if letter.to_hand_over else "Ready"
