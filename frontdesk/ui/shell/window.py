"""The one window: rail, top bar, the section, status bar; what belongs to no section is done here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QDesktopServices, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from frontdesk import settings as computer
from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.ui.bridge import Bridge
from frontdesk.ui.commands import Commands
from frontdesk.ui.context import Context
from frontdesk.ui.jobs import Jobs
from frontdesk.ui.shell.bars import Snackbar, StatusBar, TopBar
from frontdesk.ui.shell.field_undo import FieldUndo
from frontdesk.ui.shell.over import SlidesOver
from frontdesk.ui.shell.post_clock import PostClock
from frontdesk.ui.shell.rail import Rail
from frontdesk.ui.shell.sections import SECTIONS, Sections
from frontdesk.ui.shell.veil import Veil
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.safe_text import PlainLabel, name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.clinic import House
    from frontdesk.services.desk import Desk, Undone

_FRAME = 40
"""Pixels for the title bar that the desktop puts over a window."""


class Window(SlidesOver):
    """Painted empty first; ``fill`` puts the sections in when the desk has answered."""

    def __init__(self, look: Look, kept: computer.Settings, jobs: Jobs, bridge: Bridge, now: Callable[[], datetime], wall_now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setWindowTitle("Front Desk")
        self.resize(1440, 900)
        self.setMinimumSize(640, 480)
        self.kept, self.look = kept, look
        if kept.window:
            self.restoreGeometry(QByteArray.fromBase64(kept.window.encode()))
        self.commands = Commands(single_keys=kept.single_keys)
        self.context = Context(
            look=look, jobs=jobs, bridge=bridge, commands=self.commands, settings=kept, now=now, wall_now=wall_now, say=self.say, warn=self.warn,
            go=self.go, choose_files=self._choose_files, choose_save=self._choose_save,
        )  # fmt: skip
        self.context.extra["badge"] = self._badge
        self.context.extra["carry"] = self._carry
        self.context.extra["keys"] = self._show_keys
        self.context.extra["in_hand"] = self._in_hand
        self.context.extra["whose"] = self._whose
        self.context.extra["give_back"] = self._give_back
        self.context.extra["offer"] = self._offer
        self.sections = Sections(self.context, self._put_in)
        self.current = ""
        self._trail: list[str] = []
        self._frame()
        look.changed.connect(self._dress)
        bridge.changed.connect(self._heard)
        jobs.bug.connect(self.warn)

    def _frame(self) -> None:
        middle = self.middle = QWidget()
        self.setCentralWidget(middle)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(self.look, list(SECTIONS), self.go)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.top = TopBar(self.look)
        column.addWidget(self.top)
        self.demo = QWidget()
        self.demo.setProperty("pane", "strip")
        self.demo.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        strip = QHBoxLayout(self.demo)
        strip.setContentsMargins(18, 3, 18, 3)
        strip.addWidget(PlainLabel("Demo clinic, invented people. Start the program without --demo to set up yours.", role="warn"))
        self.demo.hide()
        column.addWidget(self.demo)
        self.stack = QStackedWidget()
        self.stack.setProperty("pane", "canvas")
        column.addWidget(self.stack, 1)
        self.status = StatusBar(self.look)
        column.addWidget(self.status)
        row.addLayout(column, 1)
        self.snack = Snackbar(self.look, middle)
        self.field_undo = FieldUndo(self)
        self.veil = Veil(self.look, self, minutes=self.kept.cover_after)
        self.context.extra["cover_after"] = self.veil.after
        self.side: QWidget | None = None
        self._patience: QWidget | None = None

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyleSheet("")  # bare first: a new palette or sheet over an old one makes each widget polish itself several times
        app.setPalette(self.look.palette())
        app.setStyleSheet(self.look.style_sheet())
        self.kept.theme, self.kept.text_scale = self.look.theme, self.look.scale
        self._narrow()

    @contextmanager
    def _undressed(self) -> Iterator[None]:
        """Many widgets are put together without the sheet and dressed once: each step would else dress all that it moves again."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setStyleSheet("")
        yield
        app.setStyleSheet(self.look.style_sheet())

    # -- filling

    def wait(self, sentence: str = "") -> None:
        """What is being done while there is nothing to show yet; without words, that is over."""
        if sentence:
            from frontdesk.ui.widgets.controls import EmptyState  # most starts show none

            self._patience = EmptyState(self.look, "hourglass-medium", sentence)
            self._patience.setObjectName("patience")
            self.stack.addWidget(self._patience)
            self.stack.setCurrentWidget(self._patience)
        elif self._patience is not None:
            self.stack.removeWidget(self._patience)
            self._patience.deleteLater()
            self._patience = None

    def fill(self, house: House) -> None:
        """The desk has answered: commands, and the section that was open last time."""
        self.wait()
        self.house(house)
        with self._undressed():
            first = self.kept.section if self.kept.section in self.rail.items else "inbox"
            self.sections[first]
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self._start_post()
        self._bind()
        self.context.bridge.watch()
        self.go(first)
        self._count()
        self._clock = QTimer(self)
        self._clock.setInterval(20_000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self.look_for_calls()

    def _start_post(self) -> None:
        from frontdesk.services.vault import Vault  # after the first paint, as in jobs

        self.vault = Vault()
        self.post = PostClock(self.context.jobs, self.vault, self.warn)
        self.context.extra["outbox"] = self.post.soon
        self.context.extra["vault"] = self.vault
        self.context.extra["open_link"] = lambda link: QDesktopServices.openUrl(QUrl(link))
        self.post.start()

    def house(self, house: House) -> None:
        self.context.house = house
        self.top.clinic.say(house.clinic.name or "Front Desk")
        self.demo.setVisible(house.demo)
        self._tick()
        initials = "".join(w[0] for w in house.clinic.signs.split()[:2]).upper() or "FD"
        self.rail.person.show_initials(initials)

    def _say_time(self) -> None:
        now = self.context.wall_now()
        clock = when.clock(now, clock24=self.context.clock24)
        self.top.day.say_either(f"{when.full_day(now)}, {clock}", f"{when.short_day(now)}, {clock}")

    def _tick(self) -> None:
        self._say_time()
        if self.sections:
            self._count()

    def _bind(self) -> None:
        bind = self.commands.bind
        bind("palette", self, self._find_anything)
        bind("call", self, self._log_call)
        bind("call.kept", self, lambda: self.call.open_kept())
        bind("new", self, self._new_booking)
        for name_, _, _, _ in SECTIONS:
            bind(f"go.{name_}", self, partial(self.go, name_))
        bind("undo", self, lambda: self._undo("undo"))
        bind("redo", self, lambda: self._undo("redo"))
        bind("history", self, lambda: self.history.open())
        bind("help", self, lambda: self.help.open())
        bind("attention", self, self._show_attention)
        self.top.bell.clicked.connect(self._show_attention)
        bind("panes", self, lambda: self._cycle(1))
        bind("panes.back", self, lambda: self._cycle(-1))
        bind("theme", self, lambda: self.look.set(theme="dark" if self.look.theme == "light" else "light"))
        bind("larger", self, lambda: self.look.set(scale=self.look.scale + 10))
        bind("smaller", self, lambda: self.look.set(scale=self.look.scale - 10))
        bind("import", self, lambda: self.go("import"))
        bind("settings", self, lambda: self.go("settings"))
        bind("veil", self, self.veil.cover)
        bind("go.articles", self, lambda: self.go("articles"))
        bind("go.reports", self, lambda: self.go("reports"))
        bind("back", self, self._back)
        bind("close", self, self._close)
        self.top.search.clicked.connect(self._find_anything)
        self.top.call.clicked.connect(self._log_call)
        self.top.back.clicked.connect(self._back)
        self.top.new.clicked.connect(self._new_booking)

    def _find_anything(self) -> None:
        self.palette_box.open()

    def _log_call(self) -> None:
        self.call.open_new()

    def _show_attention(self) -> None:
        self.attention.open()

    # -- going about

    def go(self, section: str, **what: object) -> None:
        """Open a section, or one of the sheets that are reached from everywhere."""
        if section == "help":
            self.help.open()
            return
        pane = self.sections[section]  # first of all: where it has to be built, it asks what is shown meanwhile
        if self.current and self.current != section:
            self._trail.append(self.current)
        self.current = section
        self.kept.section = section if section in {s[0] for s in SECTIONS} else self.kept.section
        self.rail.select(section)
        self.stack.setCurrentWidget(pane)
        pane.open_at(**what)
        self._show_keys()
        self._settle_panes()

    def _put_in(self, made: QWidget) -> None:
        self.stack.addWidget(made)
        if (panes := getattr(made, "panes", None)) is not None:
            panes.moved.connect(self._settle_panes)

    def _show_back(self) -> None:
        """Where one pane is seen at a time, the way back from it stands in the top bar."""
        panes = getattr(self.sections.get(self.current), "panes", None)
        narrow = self.width() * 100 / self.look.scale < 1000
        words = next((word for name_, _, word, _ in SECTIONS if name_ == self.current), "Back")
        self.top.lead_back(words if narrow and panes is not None and panes.deep else "")

    def _back(self) -> None:
        if not (self.current and self.sections[self.current].leave()) and self._trail:
            self.go(self._trail.pop())

    def _close(self) -> None:
        """Esc: the topmost thing first; what is half done stays as a draft."""
        if (palette := self._over("palette_box")) is not None:
            palette.close_palette()
            return
        for sheet_name in ("help", "history", "attention"):
            if (sheet := self._over(sheet_name)) is not None:
                sheet.close_sheet()
                return
        if (call := self._over("call")) is not None:
            call.keep_draft()
            return
        if self.current:
            if not self.sections[self.current].leave() and self.status.carrying:
                self.sections["calendar"].placing.put_back()  # as the foot of every section says
            self._show_keys()

    def _cycle(self, step: int) -> None:
        panes = getattr(self.sections.get(self.current), "panes", None)
        if panes is not None:
            panes.cycle(step)

    def _new_booking(self) -> None:
        self.go("calendar")
        self.sections["calendar"].start_booking()
        self._show_keys()

    def _show_keys(self) -> None:
        """Of the call where the keyboard is in it, else of the section."""
        if self.current:
            call = self._over("call")
            here = call if call is not None and call.isAncestorOf(self.focusWidget()) else self.sections[self.current]
            if self.status.keys != (keys := here.keys()):
                self.status.show_keys(keys)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            return
        if (call := self._over("call")) is not None and call.hides(now):
            call.who.setFocus(Qt.FocusReason.TabFocusReason)  # the keyboard is never at what cannot be seen
            return
        self._show_keys()

    def _carry(self, words: str) -> None:
        self.status.carrying = words
        self.status.update()
        self._show_keys()

    def _in_hand(self) -> dict[str, int]:
        """Whom a free time found in the palette is for: the inquiry or the record that stands open, by the name a booking gives it."""
        section = self.sections.get(self.current)
        found: dict[str, int] = section.in_hand() if section is not None and hasattr(section, "in_hand") else {}
        return found

    def _whose(self) -> str:
        """The name that a time from the palette would stand under; empty where nobody is open."""
        section = self.sections.get(self.current)
        found: str = section.whose() if section is not None and hasattr(section, "whose") else ""
        return found

    def _give_back(self, before: QWidget | None) -> None:
        """What slid over is closed: the keyboard returns to where it was; where that is gone, or was no part of the section, to the section's own place."""
        section = self.sections.get(self.current)
        if before is not None and isValid(before) and before.isVisible() and section is not None and section.isAncestorOf(before):
            before.setFocus()
        elif section is not None:
            next((w for w in (getattr(section, "grid", None), getattr(section, "list", None)) if isinstance(w, QWidget) and w.isVisible()), section).setFocus()

    def _badge(self, section: str, number: int) -> None:
        if section in self.rail.items:
            self.rail.items[section].count(number)

    # -- speaking

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """The snackbar, spoken too; with Undo where there is something to take back."""
        self.snack.say(sentence, action="Undo", then=(lambda: self._undo("undo")) if undo else None)
        now = self.context.wall_now()
        self.status.show_right(f"Saved {when.clock(now, clock24=self.context.clock24)}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, shown(sentence)))

    def _offer(self, words: str, key: str, then: Callable[[], object]) -> None:
        self.snack.offer(words, key, then)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, shown(words)))

    def warn(self, sentence: str) -> None:
        self.snack.say(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, shown(sentence)))

    def _undo(self, kind: str) -> None:
        def done(undone: Undone) -> None:
            self.say(undone.told(*map(name, undone.about)))

        def failed(trouble: DeskError) -> None:
            self.warn(trouble.sentence)

        self.context.jobs.ask(lambda desk: desk.undo() if kind == "undo" else desk.redo(), done, failed=failed)

    # -- news

    def _heard(self, tables: frozenset[str]) -> None:
        self._count()
        if tables & {"clinic", "site", "clinician", "room", "appointment_type", "opening_rule", "opening_exception", "block", "staff", ""}:
            self.context.jobs.ask(lambda desk: desk.house(), self.house, key="house")
        if "call_draft" in tables:
            self.look_for_calls()
        if "staff" in tables or "clinic" in tables:
            self._tick()

    def _count(self) -> None:
        def read(desk: Desk) -> tuple[Any, dict[str, int], int, int]:
            from frontdesk.services import attention, inquiries, letters, questions  # on the desk thread, as in jobs

            return inquiries.counts(desk), letters.counts(desk), questions.open_count(desk), len(attention.notices(desk))

        def show(found: tuple[Any, dict[str, int], int, int]) -> None:
            counts, printing, asked, waiting = found
            self.top.bell.show_number(waiting)
            self._badge("questions", asked)
            self._badge("inbox", next((n for tab, n in counts.items() if tab.value == "todo"), 0))
            self._badge("letters", printing["to_print"])

        self.context.jobs.ask(read, show, key="badges", later=True)

    # -- files, size, end

    def _choose_files(self, parent: QWidget, title: str = "Bring in files", kinds: str = "") -> list[str]:
        found, _ = QFileDialog.getOpenFileNames(parent, title, "", ";;".join(part for part in (kinds, "All files (*)") if part))
        return found

    def _choose_save(self, parent: QWidget, suggested: str) -> str:
        ends = suggested.rpartition(".")[2]
        also = {"visits.ics": ";;FHIR (*.json)", "patients.csv": ";;vCard (*.vcf);;FHIR (*.json);;HL7 (*.hl7)"}.get(suggested, "")
        found, _ = QFileDialog.getSaveFileName(parent, f"Save {ends.upper()}", suggested, f"{ends.upper()} (*.{ends}){also}")
        return found

    def fit_screen(self) -> None:
        """It fills a screen that is too small for it and its frame; parts of it would else lie outside."""
        room = self.screen().availableSize()
        if self.width() > room.width() or self.height() + _FRAME > room.height():
            self.resize(self.size().boundedTo(room))
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.veil.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow()
        self.snack.place()
        self.veil.place()

    def _settle_panes(self) -> None:
        self._show_back()
        if (call := self._over("call")) is not None:
            call.place()

    def _narrow(self) -> None:
        effective = self.width() * 100 / self.look.scale
        self.top.narrow(effective < 1000)
        if self.context.house is not None:
            self._say_time()
        self.rail.narrow(effective < 900)
        self._settle_panes()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if (call := self._over("call")) is not None and not call.keep_draft():
            call.save()  # three are waiting: the fourth goes into the queue rather than away
        self.kept.window = bytes(self.saveGeometry().toBase64().data()).decode()
        computer.save(self.kept)
        if getattr(self, "post", None) is not None:
            self.post.stop()
        if "inbox" in self.sections:
            self.sections["inbox"].answering.flush()
        self.context.bridge.stop()
        super().closeEvent(event)
