"""Beside a visit: whose it is, what is ready for it, what the person wrote before it, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.clinic import House
from frontdesk.domain.day_sheet import ITEMS
from frontdesk.domain.inquiry import Inquiry
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.controls import Button, Chip, Disc, IconWord, disc_color
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.visits import Happened

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


class WhoCard(QFrame):
    """Whose visit it is, for what, when, with whom, where, and how to reach them. Made once: going from visit to visit only says other words.

    ``opened``: the record is wanted.
    """

    opened = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        head, names = QHBoxLayout(), QVBoxLayout()
        names.setSpacing(0)
        self.disc, self.who, self.about = Disc(look, "", disc_color("")), PlainLabel("", role="card"), PlainLabel("", role="soft")
        for label in (self.who, self.about):
            names.addWidget(label)
        head.addWidget(self.disc)
        head.addLayout(names, 1)
        record = Button(look, "", icon="arrow-square-out", key="E", kind="ghost", name="Open the record", then=self.opened.emit)
        head.addWidget(record, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._look, self._flow = look, Flow(look)
        self.chips = [Chip(look, "") for _ in range(4)]
        for chip in self.chips:
            self._flow.add(chip)
        column.addWidget(self._flow)
        self.lines = [IconWord(look, icon) for icon in ("clock", "user", "door-open", "phone")]
        for line in self.lines:
            column.addWidget(line)
        self.overlap = Paragraph("", role="warn")
        column.addWidget(self.overlap)

    def show_visit(self, visit: Visit, house: House, urgency: str) -> None:
        one, kind = visit.appointment, house.type(visit.appointment.type_id)
        self.disc.show_name(visit.patient_name)
        self.who.say(name(visit.patient_name))
        self.about.say(_born(visit.born, one.start.date()) or visit.chart)
        told = [(kind.name, f"type:{kind.look}"), *((t, g) for t, g in ((one.detail, "plain"), (visit.progress, "accent"), (urgency, "warn")) if t)]
        for number, chip in enumerate(self.chips):
            chip.setVisible(number < len(told))
            if number < len(told):
                chip.say(*told[number], icon="" if number else self._look.type_icon(kind.look))
        self._flow.arrange()
        reached = house.number(visit.patient_phone) or "no number on file"
        words = (f"{when.short_day(one.start)}, {when.clocks(one.start, one.end, clock24=house.clinic.clock24)}", house.clinician(one.clinician_id).name,
                 house.room(one.room_id).name if one.room_id else "no room", f"{reached}, {visit.chart}" if visit.chart and visit.born else reached)  # fmt: skip
        for line, said in zip(self.lines, words, strict=True):
            line.say(said)
        self.overlap.say(f"Deliberate overlap: {one.overlap_reason}")
        self.overlap.setVisible(bool(one.overlap_reason))


def _born(day: date | None, then: date) -> str:
    return f"{when.years_old(day, then)}, born {when.birthday(day)}" if day else ""


class PastCard(HeadedCard):
    """Who changed it and when: the newest first. Hidden where nothing has happened yet."""

    def __init__(self, context: Context) -> None:
        super().__init__("What happened")
        self.context = context
        self.lines = [Paragraph("", role="soft") for _ in range(6)]
        for line in self.lines:
            self.column.addWidget(line)
        self.hide()

    def show_history(self, found: Sequence[Happened]) -> None:
        for line, one in zip(self.lines, found, strict=False):
            at = when.moment_words(one.at, clock24=self.context.clock24)
            line.say(f"{one.words}. {name(one.who)}, {at}" if one.who else f"{one.words}. {at}")
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(found))
        self.setVisible(bool(found))


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
