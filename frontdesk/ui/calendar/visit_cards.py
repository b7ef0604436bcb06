"""Beside a visit: what is ready for it, and what the person wrote before it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from frontdesk.domain import when
from frontdesk.domain.day_sheet import ITEMS
from frontdesk.domain.inquiry import Inquiry
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

_SHOWN = 260
"""Characters of the inquiry that are shown; the whole of it is one click away in the record."""


class HeadedCard(QFrame):
    """A card whose head has a word at its right."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(title, role="card"))
        head.addStretch()
        self.right = PlainLabel("", role="soft")
        head.addWidget(self.right)
        self.column.addLayout(head)


class BeforeCard(HeadedCard):
    """``ticked`` gives the item and whether it is done."""

    ticked = Signal(str, bool)

    def __init__(self, context: Context) -> None:
        super().__init__("Before the visit")
        self.checks = {item: Check(context.look, words) for item, words in ITEMS.items()}
        for item, check in self.checks.items():
            check.clicked.connect(lambda on=False, it=item: self.ticked.emit(it, on))
            self.column.addWidget(check)

    def show_ready(self, ready: frozenset[str]) -> None:
        self.right.say(f"{len(ready)} of {len(ITEMS)}")
        for item, check in self.checks.items():
            check.setChecked(item in ready)


class InquiryCard(HeadedCard):
    """Hidden where no inquiry led to the visit."""

    def __init__(self, context: Context) -> None:
        super().__init__("From the inquiry")
        self.context = context
        self.words = Paragraph("")
        self.column.addWidget(self.words)
        self.hide()

    def show_inquiry(self, inquiry: Inquiry | None) -> None:
        self.setVisible(inquiry is not None)
        if inquiry is None:
            return
        text = " ".join(inquiry.text.split())
        self.words.say(text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…")
        house = self.context.house
        self.right.say(when.short_day(wall_of(inquiry.received_at, house.zone)) if inquiry.received_at and house else "")
