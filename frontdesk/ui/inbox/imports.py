"""Bringing in files: chosen or dropped, progress, what came of each, cancel; what was refused can be looked at again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.inquiry import Piece
    from frontdesk.services.file_report import FileReport


class ImportSection(QWidget):
    """Files are read one after the other, off the window's thread."""

    _progress = Signal(float, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._cancel = False
        self._waiting: list[Path] = []
        self._running = False
        self.setAcceptDrops(True)
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel("Bring in your inquiries", role="title"))
        column.addWidget(Paragraph(
            "In WordPress choose Tools, Export, All content, and bring in the file it gives. Comments that people wrote become inquiries; "
            "pingbacks, spam and the clinic's own replies are counted and kept apart. A file can be brought in again: nothing comes twice.", role="soft",
        ))  # fmt: skip
        row = QHBoxLayout()
        self.choose = Button(context.look, "Choose files", icon="download-simple", key="Return", kind="primary", then=self._choose)
        row.addWidget(self.choose)
        self.days = Combo("Messages older than this arrive in Done, as earlier")
        for words, days in (("60 days", 60), ("30 days", 30), ("a year", 365), ("never: all that were not answered are to do", 36500)):  # fmt: skip
            self.days.addItem(words, days)
        row.addSpacing(12)
        row.addWidget(PlainLabel("Messages go to Done, as earlier, when older than", role="soft"))
        row.addWidget(self.days.whole())
        row.addStretch()
        self.stop = Button(context.look, "Stop", icon="x", then=self._stop)
        self.stop.hide()
        row.addWidget(self.stop)
        column.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.hide()
        column.addWidget(self.bar)
        self.words = PlainLabel("Or drop files here.", role="soft")
        column.addWidget(self.words)
        inside = QWidget()
        self.results = QVBoxLayout(inside)
        self.results.setSpacing(10)
        self.results.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(Button(context.look, "To the inbox", icon="tray", key="Ctrl+1", then=lambda: context.go("inbox")))
        bottom.addWidget(Button(context.look, "What was refused so far", then=self._refused))
        bottom.addStretch()
        column.addLayout(bottom)
        self._progress.connect(self._show_progress)

    def open_at(self, *, files: list[str] | None = None, **_: object) -> None:
        if files:
            self._start([Path(f) for f in files])
        self.choose.setFocus()

    def _choose(self) -> None:
        self._start([Path(f) for f in self.context.choose_files(self)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._start([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _start(self, files: list[Path]) -> None:
        self._waiting += files
        if not self._running:
            self._next()

    def _next(self) -> None:
        from frontdesk.services import imports  # after the first paint, as in jobs

        self._running = bool(self._waiting)
        self.stop.setVisible(self._running)
        self.bar.setVisible(self._running)
        if not self._waiting:
            self.words.say("Done. Or drop more files here.")
            return
        path = self._waiting.pop(0)
        self._cancel = False
        self.words.say(f"Reading {shown(path.name, longest=80)}")
        days = int(self.days.currentData())
        self.context.jobs.ask(
            lambda desk: imports.import_file(desk, path=path, done_after_days=days, progress=self._progress.emit, cancelled=lambda: self._cancel),
            self._done, failed=self._failed, long=True,
        )  # fmt: skip

    def _show_progress(self, share: float, words: str) -> None:
        self.bar.setValue(int(share * 100))
        self.words.say(words)

    def _stop(self) -> None:
        self._cancel = True
        self._waiting.clear()
        self.words.say("Stopping after this part")

    def _failed(self, trouble: DeskError) -> None:
        frame, column = card("Not brought in", kind="danger")
        column.addWidget(Paragraph(trouble.sentence))
        self.results.insertWidget(0, frame)
        self._next()

    def _done(self, report: FileReport) -> None:
        frame, column = card(Path(report.path).name)
        if report.cancelled:
            column.addWidget(Paragraph("Stopped; nothing of this file was kept."))
        else:
            told = [] if not report.format or report.format == "unknown" else _numbers(report)
            told += [f"{many} {kind}" for kind, many in sorted(report.kept_apart.items())]
            column.addWidget(Paragraph(f"{report.format}: {', '.join(told)}." if told else "Not read."))
            self._pieces(column, report.refused)
        self.results.insertWidget(0, frame)
        if report.patients or report.visits or report.blocks:
            self.context.say(f"Brought in: {', '.join(_numbers(report))}", undo=True)
        if report.people:
            self.context.say("1 inquiry brought in" if report.people == 1 else f"{report.people} inquiries brought in", undo=True)
        self._next()

    def _pieces(self, column: QVBoxLayout, pieces: tuple[Piece, ...]) -> None:
        for piece in pieces[:8]:
            column.addWidget(Paragraph(f"Refused: {piece.reason} {piece.where}".strip(), role="warn"))
        if len(pieces) > 8:
            column.addWidget(Paragraph(f"and {len(pieces) - 8} more", role="soft"))

    def _refused(self) -> None:
        from frontdesk.services import imports  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: imports.refused_pieces(desk), self._show_refused, key="refused")

    def _show_refused(self, found: tuple[tuple[str, Piece], ...]) -> None:
        clear(self.results)
        for file_name, piece in found[:50]:
            frame, column = card(file_name)
            column.addWidget(Paragraph(f"{piece.reason} {piece.where}".strip(), role="warn"))
            if piece.content:
                column.addWidget(Paragraph(piece.content[:600], role="soft"))
            self.results.addWidget(frame)
        if not found:
            self.results.addWidget(Paragraph("Nothing has been refused so far.", role="soft"))
        self.results.addStretch()

    def leave(self) -> bool:
        return False

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return [("Ctrl 1", "inbox"), ("Alt ←", "back"), ("?", "all keys")]


def _numbers(report: FileReport) -> list[str]:
    """What came of a file, in the words of what it holds: messages, or records of another system."""
    if report.people or report.earlier or not (report.patients or report.visits or report.blocks or report.changed):
        return [f"{report.people} to answer", f"{report.earlier} earlier", f"{report.known} known already"]
    kinds = (("new patients", report.patients), ("of them possibly the same as others", report.alike), ("visits", report.visits),
             ("blocked times", report.blocks), ("changed", report.changed))  # fmt: skip
    return [f"{many} {kind}" for kind, many in kinds if many] + [f"{report.known} known already"]
