"""One file that is brought in: what it is, its first rows and its columns before, what came of it after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.clinic import House
from frontdesk.domain.incoming import FIELDS
from frontdesk.domain.inquiry import FORM_KINDS
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.file_report import FileReport, Preview

MOST_PIECES = 4
"""Refused pieces that a card shows; all of them are kept, and listed together."""

MOST_COLUMNS = 40
CALENDAR = "iCalendar"
NOTHING = "Leave it beside the record"


class ImportCard(QWidget):
    """``take``, ``leave`` and ``again`` (look at it anew) are called with this card; ``as_message`` with words that are somebody's message.

    ``whose``: the clinician whose calendar it is, as the desk says, or None.
    """

    def __init__(self, look: Look, path: Path, *, take: Callable[[ImportCard], object], leave: Callable[[ImportCard], object],
                 again: Callable[[ImportCard], object], as_message: Callable[[ImportCard, str], object], name: str = "") -> None:  # fmt: skip
        super().__init__()
        self.look, self.path = look, path
        self.title = name or path.name
        self.state = "waiting"
        self.seen: Preview | None = None
        self.done: FileReport | None = None
        self._take, self._leave, self._again, self._as_message = take, leave, again, as_message
        self.whose: int | None = None
        self._chosen: dict[int, Combo] = {}
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        self.frame, column = card(spacing=8)
        self.frame.setAccessibleName(shown(self.title))
        outside.addWidget(self.frame)
        head = QHBoxLayout()
        head.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(PlainLabel(self.title, role="card"))
        self.line = PlainLabel("Waiting", role="soft")
        names.addWidget(self.line)
        head.addLayout(names, 1)
        self.take = Button(look, "Take in", icon="download-simple", name=f"Take in {self.title}", then=lambda: take(self))
        self.leave = Button(look, "Leave out", icon="x", name=f"Leave out {self.title}", then=lambda: leave(self))
        for button in (self.take, self.leave):
            button.hide()
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.hide()
        column.addWidget(self.bar)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column.addLayout(self.body)

    # -- its states

    def reading(self, words: str, share: float = 0.0) -> None:
        """It is being read, to be shown or to be taken in."""
        self.take.hide()
        self.leave.hide()
        self.bar.show()
        self.bar.setValue(int(share * 100))
        self.line.say(words)

    def show_preview(self, preview: Preview, house: House | None = None) -> None:
        self.state, self.seen = "seen", preview
        report = preview.report
        holds = self.holds
        self._settled(f"{report.format or 'Not read'}: {', '.join(_numbers(report))}" if _known(report) else "It cannot be taken in.")
        self._show_rows(preview)
        if house is not None and report.format == CALENDAR and (report.visits or report.blocks or report.refused):
            self._show_whose(house)
        self._show_columns(preview)
        self._show_pieces(report)
        if preview.text:
            row = QHBoxLayout()
            row.addWidget(Button(self.look, "It is a message: take it in", icon="chat-circle-dots", then=lambda: self._as_message(self, preview.text)))
            row.addStretch()
            self.body.addLayout(row)
        self.take.setVisible(holds)
        self.leave.setVisible(True)
        self.leave.say("Leave out" if holds else "Close")

    def show_result(self, report: FileReport) -> None:
        self.state, self.done = "done", report
        self._settled("Stopped; nothing of this file was kept." if report.cancelled else f"Taken in. {report.format}: {', '.join(_numbers(report))}")
        self._show_pieces(report)
        self.take.hide()
        self.leave.hide()

    def show_trouble(self, sentence: str) -> None:
        self.state = "failed"
        self._settled("Not taken in.")
        self.body.addWidget(Paragraph(sentence, role="warn"))
        self.take.hide()
        self.leave.show()
        self.leave.say("Close")

    @property
    def holds(self) -> bool:
        """Whether anything in it can be taken in."""
        report = self.seen.report if self.seen else None
        return bool(report and (report.people or report.earlier or report.patients or report.visits or report.blocks or report.changed or report.known
                               or report.articles))

    def _settled(self, words: str) -> None:
        self.bar.hide()
        clear(self.body)
        self._chosen = {}
        self.line.say(words)

    # -- what stands in it

    def _show_rows(self, preview: Preview) -> None:
        if not preview.rows:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        for number, (who, what) in enumerate(preview.rows):
            name = PlainLabel(who[:1].upper() + who[1:])
            name.setMinimumWidth(self.look.px(120))
            name.setMaximumWidth(self.look.px(260))  # an author of any length leaves room for what was written
            name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            grid.addWidget(name, number, 0)
            grid.addWidget(PlainLabel(what, role="soft"), number, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def _show_whose(self, house: House) -> None:
        """A calendar seldom says whose it is; with another answer it is looked at anew."""
        box = Combo("Whose calendar it is").whole()
        box.addItem("Everybody", None)
        for one in house.clinicians:
            if one.active:
                box.addItem(shown(one.short, longest=40), one.id)
        box.setCurrentIndex(max(0, box.findData(self.whose)))
        box.activated.connect(lambda _: self._belongs_to(box.currentData()))
        row = QHBoxLayout()
        row.addWidget(PlainLabel("Where the file does not say whose time it is:", role="soft"))
        row.addWidget(box)
        row.addStretch()
        self.body.addLayout(row)

    def _belongs_to(self, clinician_id: int | None) -> None:
        if clinician_id != self.whose:
            self.whose = clinician_id
            self._again(self)

    def _show_columns(self, preview: Preview) -> None:
        """What each column holds, to be changed; only where it was guessed, or the table is one of people."""
        told = list(_columns(preview))[:MOST_COLUMNS]
        if not told:
            return
        self.body.addWidget(Paragraph("What the columns hold is guessed. Change what is wrong: it is remembered for tables like this one.", role="soft"))
        choices = _choices(preview)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for row, (number, title, kind, sample) in enumerate(told):
            box = Combo(f"What the column {title} holds")
            for value, words in choices.items():
                box.addItem(words, value)
            if kind not in choices:
                box.addItem(kind.capitalize(), kind)
            box.setCurrentIndex(max(0, box.findData(kind)))
            self._chosen[number] = box
            grid.addWidget(PlainLabel(title), row, 0)
            grid.addWidget(box.whole(), row, 1)
            grid.addWidget(PlainLabel(sample, role="soft"), row, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 2)
        self.body.addLayout(grid)

    def said(self) -> dict[int, str]:
        """What the desk says the columns hold, by number; empty where nothing was changed."""
        now = {number: str(box.currentData()) for number, box in self._chosen.items()}
        before = {number: kind for number, _, kind, _ in _columns(self.seen)} if self.seen else {}
        return now if any(before.get(number) != kind for number, kind in now.items()) else {}

    def _show_pieces(self, report: FileReport) -> None:
        for piece in report.refused[:MOST_PIECES]:
            self.body.addWidget(Paragraph(f"Refused{f', {piece.where}' if piece.where else ''}: {piece.reason}", role="warn"))
        if len(report.refused) > MOST_PIECES:
            self.body.addWidget(Paragraph(f"and {len(report.refused) - MOST_PIECES} more; all of them can be looked at below.", role="soft"))


def _columns(preview: Preview) -> Iterator[tuple[int, str, str, str]]:
    """(number, title, what it holds, sample): of a form whose columns were guessed, or a table of people."""
    report = preview.report
    if report.layout is not None and report.layout.guessed:
        yield from ((n, c.label or f"Column {n + 1}", c.kind, c.sample) for n, c in enumerate(report.layout.columns))
    yield from ((c.number, c.title or f"Column {c.number + 1}", c.field, c.sample) for c in report.columns)


def _choices(preview: Preview) -> Mapping[str, str]:
    return {"": NOTHING, **FIELDS} if preview.report.columns else FORM_KINDS


def editions(many: int) -> list[str]:
    """Of the articles that were counted just before."""
    return [f"{many:,} of them {'a new edition' if many == 1 else 'new editions'}"] if many else []


def _known(report: FileReport) -> bool:
    return bool(report.format) and report.format != "unknown"


def _numbers(report: FileReport) -> list[str]:
    """What stands in a file, or came of it, in the words of what it holds: messages, or records of another system."""
    kinds = (("to answer", "", report.people), ("earlier", "", report.earlier), ("new patients", "new patient", report.patients),
             ("of them possibly the same as others", "of them possibly the same as another", report.alike), ("alerts on records", "alert on a record", report.alerts),
             ("visits", "visit", report.visits), ("blocked times", "blocked time", report.blocks), ("changed", "", report.changed), ("known already", "", report.known),
             ("articles, to be approved", "article, to be approved", report.articles))  # fmt: skip
    told = [f"{many:,} {(many == 1 and one) or kind}" for kind, one, many in kinds if many] or ["nothing to take in"]
    told += editions(report.editions)
    return told + [f"{many:,} {kind}" for kind, many in sorted(report.kept_apart.items())] + ([f"{len(report.refused):,} refused"] if report.refused else [])
