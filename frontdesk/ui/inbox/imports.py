"""Bringing in files: chosen, dropped or pasted; each is shown before it is taken in, and says what came of it; what was refused can be looked at again."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.import_card import ImportCard, editions
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.inquiry import Piece
    from frontdesk.services.desk import Desk
    from frontdesk.services.file_places import Place
    from frontdesk.services.file_report import FileReport, Preview


MOST_FILES = 500
"""Files of a folder that are shown; whoever has more brings them in on the command line."""


def _counted(*reports: FileReport) -> str:
    """What is new of these files, in words."""
    kinds = (("inquiry", "inquiries", "people"), ("earlier message", "earlier messages", "earlier"), ("patient", "patients", "patients"), ("visit", "visits", "visits"),
             ("blocked time", "blocked times", "blocks"), ("article", "articles", "articles"))  # fmt: skip
    sums = ((one, more, sum(getattr(report, name) for report in reports)) for one, more, name in kinds)
    told = [f"{many:,} {one if many == 1 else more}" for one, more, many in sums if many]
    return ", ".join(told + editions(sum(report.editions for report in reports)))


class ImportSection(QWidget):
    """Files are read one after the other, off the window's thread: all of them to be shown, then those that the desk takes in."""

    _progress = Signal(float, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._cancel = False
        self._todo: list[tuple[ImportCard, str]] = []
        self._running: ImportCard | None = None
        self._pasted: tempfile.TemporaryDirectory[str] | None = None
        self._pastes = self._passed = 0
        self._untold: list[tuple[ImportCard, FileReport]] = []
        self.cards: list[ImportCard] = []
        self.setAcceptDrops(True)
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(32, 24, 32, 16)
        outside.setSpacing(12)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(PlainLabel("Bring in files", role="title"))
        column.addWidget(Paragraph(
            "Messages from WordPress, contact forms and e-mail; patients, visits and calendars of another program. Each file is shown before anything of it is kept, "
            "and can be brought in again: nothing comes twice.", role="soft",
        ))  # fmt: skip
        column.addLayout(self._head())
        self.words = PlainLabel("Or drop files or folders here, or paste a message.", role="soft")
        column.addWidget(self.words)
        self.results = QVBoxLayout()
        self.results.setSpacing(10)
        self.results.addStretch()
        column.addLayout(self.results, 1)
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setWidget(inside)
        outside.addWidget(self.page, 1)
        bottom = QHBoxLayout()
        self.on = Button(context.look, "To the inbox", icon="tray", key="Ctrl+1", then=lambda: context.go("inbox"))
        bottom.addWidget(self.on)
        bottom.addWidget(Button(context.look, "What was refused so far", key="R", then=self._refused))
        bottom.addStretch()
        outside.addLayout(bottom)
        self._progress.connect(self._show_progress)
        context.commands.bind("import.take", self, self.take_all)
        context.commands.bind("import.paste", self, self._paste)
        context.commands.bind("import.refused", self, self._refused)

    def _head(self) -> QVBoxLayout:
        """In two lines where the text is large: what the buttons say is never cut."""
        look, row, second = self.context.look, QHBoxLayout(), QHBoxLayout()
        self.choose = Button(look, "Choose files", icon="download-simple", key="Return", kind="primary", then=self._choose)
        self.folder = Button(look, "Choose a folder", icon="tray", then=self._choose_folder)
        self.take = Button(look, "Take all in", icon="check", key="Ctrl+Return", kind="primary", then=self.take_all)
        self.stop = Button(look, "Stop", icon="x", then=self._stop)
        self.days = Combo("Messages older than this arrive in Done, as earlier")
        for words, days in (("60 days", 60), ("30 days", 30), ("a year", 365), ("never: all that were not answered are to do", 36500)):  # fmt: skip
            self.days.addItem(words, days)
        self.days.currentIndexChanged.connect(self._look_again)
        for button in (self.choose, self.folder, self.take, self.stop):
            row.addWidget(button)
        self.take.hide()
        self.stop.hide()
        row.addStretch()
        second.addWidget(PlainLabel("Messages go to Done, as earlier, when older than", role="soft"))
        second.addWidget(self.days)
        second.addStretch()
        both = QVBoxLayout()
        both.setSpacing(8)
        both.addLayout(row)
        both.addLayout(second)
        return both

    def open_at(self, *, files: list[str] | None = None, **_: object) -> None:
        if files:
            self.add([Path(f) for f in files])
        (self.take if self.take.isVisible() else self.choose).setFocus()

    # -- files come

    def _choose(self) -> None:
        self.add([Path(f) for f in self.context.choose_files(self)])

    def _choose_folder(self) -> None:
        """All that lies in it, and below it."""
        if found := QFileDialog.getExistingDirectory(self, "Bring in the files of a folder"):
            self.add([Path(found)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.add(files)
        elif event.mimeData().hasText():
            self._add_text(event.mimeData().text())

    def _paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.add(files)
        elif mime.text().strip():
            self._add_text(mime.text())
        else:
            self.context.warn("Nothing that can be read is on the clipboard. Copy a message or a file, then paste it here.")

    def _add_text(self, text: str) -> None:
        """Pasted words are read like a file that holds them."""
        self._pasted = self._pasted or tempfile.TemporaryDirectory(prefix="frontdesk-")
        self._pastes += 1
        path = Path(self._pasted.name) / f"pasted-{self._pastes}.txt"
        path.write_text(text, encoding="utf-8")
        self.add([path], name="Pasted text")

    def add(self, files: list[Path], *, name: str = "") -> None:
        """Show these files, of a folder everything below it; what was taken in or refused before makes room for them."""

        def found(_: Desk) -> list[Place]:
            from frontdesk.services import file_places  # as in _read

            return [replace(place, title=name or place.title) for path in files for place in file_places.places(path)]

        self.context.jobs.ask(found, self._add, aside=True)

    def _add(self, places: Sequence[Place]) -> None:
        if not self._running and not any(one.state == "seen" for one in self.cards):
            self._empty()
        wanted = [place for place in places if not place.apart]
        self._passed += len(places) - len(wanted)
        for place in wanted[:MOST_FILES]:
            one = ImportCard(self.context.look, place.path, take=lambda c: self._queue([c], "take"), leave=self._leave,
                             again=lambda c: self._queue([c], "look"), as_message=self._take_words, name=place.title)  # fmt: skip
            self.cards.append(one)
            self.results.insertWidget(self.results.count() - 1, one)
            if place.refused:
                one.show_trouble(place.refused)
            else:
                self._todo.append((one, "look"))
        if len(wanted) > MOST_FILES:
            self.context.warn(f"These are the first {MOST_FILES} of {len(wanted):,} files. Bring in the others when these are done, or use “frontdesk import”.")
        self._next()

    def _empty(self) -> None:
        self.cards, self._passed = [], 0
        clear(self.results)
        self.results.addStretch()

    # -- one after the other

    def take_all(self) -> None:
        """Everything that is shown and can be taken in."""
        self._queue([one for one in self.cards if one.state == "seen" and one.holds], "take")

    def _queue(self, cards: list[ImportCard], what: str) -> None:
        self._todo += [(one, what) for one in cards]
        for one in cards:
            one.state = "queued"
            one.reading("Waiting")
        if what == "take" and self.isAncestorOf(self.window().focusWidget()):
            self.on.setFocus()  # the button that was pressed is about to go: where the desk goes on, not in the box that comes next
        self._next()

    def _look_again(self) -> None:
        """Another age from which messages are earlier: the numbers are other ones."""
        self._queue([one for one in self.cards if one.state == "seen" and one.seen and (one.seen.report.people or one.seen.report.earlier)], "look")

    def _next(self) -> None:
        if self._running is None and self._todo:
            self._running, what = self._todo.pop(0)
            self._cancel = False
            self._read(self._running, what)
        self._tidy()
        if self._running is None:
            self._tell()

    def _read(self, one: ImportCard, what: str) -> None:
        days, said, seen, whose = int(self.days.currentData()), one.said(), one.seen, one.whose
        one.reading("Reading" if what == "look" else "Taking in")

        def work(desk: Desk) -> Preview | FileReport:
            from frontdesk.services import imports, layouts  # here, since it takes longer than the window's thread may stand still

            columns = seen.report.columns if seen else ()
            if said and columns:
                layouts.remember_table(desk, columns=columns, fields=said)
            elif said and seen and seen.report.layout:
                labels = [column.label for column in seen.report.layout.columns]
                layouts.remember_form(desk, fingerprint=seen.report.layout.fingerprint, kinds={labels[n]: kind for n, kind in said.items()})
            do = imports.preview if what == "look" else imports.import_file
            mapping = said if said and columns else None
            return do(desk, path=one.path, done_after_days=days, mapping=mapping, clinician_id=whose, progress=self._progress.emit, cancelled=lambda: self._cancel)

        def then(found: Preview | FileReport) -> None:
            from frontdesk.services.file_report import Preview  # it is there by now

            if isinstance(found, Preview):
                one.show_preview(found, self.context.house)
            else:
                self._taken(one, found)

        self.context.jobs.ask(work, lambda found: self._over(lambda: then(found)), failed=lambda trouble: self._over(lambda: self._failed(one, trouble)), long=True)

    def _over(self, show: object) -> None:
        self._running = None
        assert callable(show)
        show()
        self._next()

    def _failed(self, one: ImportCard, trouble: DeskError) -> None:
        one.show_trouble(trouble.sentence)

    def _taken(self, one: ImportCard, report: FileReport) -> None:
        one.show_result(report)
        self._untold.append((one, report))

    def _tell(self) -> None:
        """What came of the files that were taken in together, as one sentence."""
        taken, self._untold = [(one, report) for one, report in self._untold if _counted(report)], []
        if len(taken) == 1:
            self.context.say(f"{taken[0][0].title}: {_counted(taken[0][1])} brought in", undo=True)
        elif taken:
            told = _counted(*(report for _, report in taken))
            many = len(taken)
            self.context.jobs.ask(lambda desk: desk.together(many), lambda _: self.context.say(f"{many} files: {told} brought in", undo=True))

    def _take_words(self, one: ImportCard, text: str) -> None:
        from frontdesk.services import imports  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: imports.take_text(desk, text=text), lambda report: self._over(lambda: self._taken(one, report)))

    def _leave(self, one: ImportCard) -> None:
        self.cards.remove(one)
        self.results.removeWidget(one)
        one.hide()
        one.deleteLater()
        self._tidy()

    def _tidy(self) -> None:
        """What can be done now, and where the focus waits for it."""
        ready = [one for one in self.cards if one.state == "seen" and one.holds]
        moved = not self.take.isVisible() and bool(ready) and self._running is None
        self.stop.setVisible(self._running is not None)
        self.take.setVisible(bool(ready) and self._running is None)
        for button in (self.choose, self.folder):
            button.setVisible(self._running is None)
        self.choose.kind = "secondary" if ready else "primary"
        self.choose.update()
        if self._running is None:
            idle = self._summed() or "Or drop files or folders here, or paste a message."
            passed = f" Hidden files passed over: {self._passed}." if self._passed else ""
            look = "One file is to be taken in. Look at it first." if len(ready) == 1 else f"{len(ready)} files are to be taken in. Look at them first."
            self.words.say((look if ready else idle) + passed)
        else:
            self.words.say(f"Reading {self._running.title}")
        if moved:
            self.take.setFocus()
        elif self._running is None and not ready and any(one.done for one in self.cards) and 2 * self.words.y() > self.page.viewport().height():
            self.page.verticalScrollBar().setValue(self.words.y())  # at large text what came of the files would be out of sight

    def _summed(self) -> str:
        """What came of all the files together; empty where none was taken in yet."""
        reports = [one.done for one in self.cards if one.done]
        if not reports:
            return ""
        whole = _counted(*reports) or "nothing new"
        refused = sum(len(report.refused) for report in reports) + sum(one.state == "failed" for one in self.cards)
        return f"Done: {whole} brought in{f', {refused:,} refused' if refused else ''}. Drop more files here."

    def _show_progress(self, share: float, words: str) -> None:
        if self._running is not None:
            self._running.reading(words, share)

    def _stop(self) -> None:
        self._cancel = True
        for one, _ in self._todo:
            one.show_trouble("Stopped before it was read.")
        self._todo.clear()
        self.words.say("Stopping after this part")

    # -- what was refused

    def _refused(self) -> None:
        from frontdesk.services import imports  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: imports.refused_pieces(desk), self._show_refused, key="refused")

    def _show_refused(self, found: tuple[tuple[str, Piece], ...]) -> None:
        self._empty()
        for file_name, piece in found[:50]:
            frame, column = card(file_name)
            column.addWidget(Paragraph(f"{piece.reason} {piece.where}".strip(), role="warn"))
            if piece.content:
                column.addWidget(Paragraph(piece.content[:600], role="soft"))
            self.results.insertWidget(self.results.count() - 1, frame)
        if not found:
            self.results.insertWidget(0, Paragraph("Nothing has been refused so far.", role="soft"))
        self._tidy()

    def leave(self) -> bool:
        return False

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return [("↵", "choose, take in"), ("Ctrl V", "paste"), ("R", "refused"), ("Ctrl 1", "inbox"), ("Alt ←", "back"), ("?", "all keys")]
