"""The letters: list at the left, the real page in the middle, merged fields and print run at the right (mock-up 04)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter import KIND_WORDS, WRITTEN, Letter, LetterKind
from frontdesk.domain.letter_text import ENCLOSURES
from frontdesk.ui.context import Context
from frontdesk.ui.letters.letter_list import WAITING, LetterList, near, ready, row_of
from frontdesk.ui.letters.page_pane import PagePane
from frontdesk.ui.letters.printing import Printing
from frontdesk.ui.letters.side import MAIL, RETURNED, RUN, WORDS, SidePages
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.controls import Button, EmptyState, Segmented
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.letters import Preview

TABS = ("to_print", "drafts", "sent")
_EMPTY = {"to_print": "Nothing to print. A letter is made with each visit that is booked.", "drafts": "No drafts.", "sent": "Nothing has been printed yet."}


class LettersSection(QWidget):
    """One section of the window; ``open_at(letter=id)`` shows one letter, whichever tab it lies in."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.tab = TABS[0]
        self.letters: tuple[Letter, ...] = ()
        self.every: tuple[Letter, ...] = ()
        self.preview: Preview | None = None
        self._left_out: set[int] = set()
        self._wanted: int | None = None
        self._writing: int | None = None
        self._saving = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.panes = Panes(context, "letters", self._list_pane(), self._page_pane(), self._side_pane(), widths=(330, 682, 328), gives=14)
        row.addWidget(self.panes)
        self._bind()
        context.bridge.changed.connect(self._heard)

    # -- building

    def _list_pane(self) -> QWidget:
        look = self.context.look
        pane = QWidget()
        pane.setProperty("pane", "list")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        self.tabs = Segmented(look, ("To print", "Drafts", "Sent"), name="Letters by state")
        self.tabs.chosen.connect(lambda n: self._choose_tab(TABS[n]))
        self.all = Check(look)
        self.all.clicked.connect(self._toggle_all)
        self._hint = PlainLabel("A selects all", role="faint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._select = QWidget()
        line = QHBoxLayout(self._select)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.all)
        line.addWidget(self._hint, 1)
        self.tomorrow = Button(look, "Visit by tomorrow", kind="chip", then=self._draw_again)
        self.tomorrow.setCheckable(True)
        self.tomorrow.setChecked(True)
        for widget, inset in ((PlainLabel("Letters", role="pane"), 18), (self.tabs, 14), (self.tomorrow, 14), (self._select, 16)):
            row = QHBoxLayout()
            row.setContentsMargins(inset, 0, inset, 0)
            row.addWidget(widget)
            if widget is self.tomorrow:
                row.addStretch()
            column.addLayout(row)
        self.list = LetterList(look, 68, name="Letters")
        self.list.chosen.connect(self._choose)
        self.list.toggled.connect(self._toggle)
        self.list.entered_row.connect(lambda _: self.panes.reveal_document())
        self.nothing = EmptyState(look, "envelope-simple", _EMPTY["to_print"])
        self.list_stack = QStackedWidget()
        self.list_stack.addWidget(self.list)
        self.list_stack.addWidget(self.nothing)
        column.addWidget(self.list_stack, 1)
        return pane

    def _page_pane(self) -> QWidget:
        pane = self.middle = PagePane(self.context)
        self.page = pane.page
        pane.edited.connect(self.edit_words)
        pane.kind_wanted.connect(self._instead)
        pane.run_wanted.connect(lambda: self.panes.reveal_side())
        return pane

    def _side_pane(self) -> QWidget:
        self.side = SidePages(self.context, self.selected, lambda: self.preview.letter if self.preview else None)
        self.fields, self.run, self.more, self.words, self.returned, self.mail = (
            self.side.fields, self.side.run, self.side.more, self.side.words, self.side.returned, self.side.mail
        )  # fmt: skip
        self.words.tried.connect(self._show_tried)
        for panel in (self.words, self.returned, self.mail):
            panel.left.connect(self.leave_words)
        self.fields.enclose.connect(self._enclose)
        self.fields.settled.connect(self._settle)
        self.more.returned.connect(self.read_returned)
        self.more.mail.connect(self.write_mail)
        self.printing = Printing(self.context, self.run, lambda: self.letters, self.selected)
        self.printing.ended.connect(self._show_selection)
        self.printing.ended.connect(self.reload)
        self.fields.hide()  # until the first letter is read
        self.run.saved.connect(self.more.save_letter)
        self.run.withdrawn.connect(self._withdraw)
        return self.side

    def _bind(self) -> None:
        bind, on_letter = self.context.commands.bind, lambda: self.preview is not None
        bind("letters.next", self, lambda: self.list.step(1))
        bind("letters.previous", self, lambda: self.list.step(-1))
        bind("letters.select", self, self._toggle_current, when=on_letter)
        bind("letters.all", self, self._toggle_all)
        bind("letters.print", self, self.printing.start)
        bind("letters.dialog", self, self._choose_printer)
        bind("letters.save", self, self._save_either)
        bind("letters.edit", self, self.edit_words, when=on_letter)
        bind("letters.returned", self, self.read_returned)
        bind("letters.tomorrow", self, self.tomorrow.click)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.middle.to_run.setVisible(self.panes.width_class() != "three")

    # -- reading

    def open_at(self, *, letter: int | None = None, tab: str = "", write: bool = False, **_: object) -> None:
        self._wanted = letter
        self._writing, self._saving = letter if write else None, False
        if tab in TABS:
            self.tab = tab
            self.tabs.select(TABS.index(tab))
        self.printing.read()
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        tab, wanted = self.tab, self._wanted

        def read(desk: Desk) -> tuple[str, tuple[Letter, ...], dict[str, int]]:
            found, at = letters.letters(desk, tab=tab), tab
            for other in TABS if wanted else ():
                rows = letters.letters(desk, tab=other)
                if any(one.id == wanted for one in rows):
                    found, at = rows, other
            return at, found, letters.counts(desk)

        self.context.jobs.ask(read, self._show_letters, key="letters")

    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & {"letter", "appointment", "patient", ""}:
            self.reload()

    def _show_letters(self, found: tuple[str, tuple[Letter, ...], dict[str, int]]) -> None:
        self.tab, every, counts = found
        every = tuple(map(self.printing.told, every))
        self.every = every if self.tab == "sent" else tuple(sorted(every, key=lambda one: (one.visit is None, one.visit or datetime.min, one.id)))
        self.tabs.select(TABS.index(self.tab))
        for number, tab in enumerate(TABS[:2]):
            self.tabs.count(number, counts.get(tab) or None)
        self.context.extra["badge"]("letters", counts.get("to_print", 0))
        self._draw_rows(keep=self._wanted)
        self._wanted = None

    def _draw_again(self) -> None:
        self._draw_rows(keep=self.preview.letter.id if self.preview else None)

    def _filter(self, keep: int | None) -> None:
        """The chip stands where it leaves something out; a letter that is asked for is shown in any case."""
        until, those = near(self.context.wall_now(), self.every)
        useful = self.tab == "to_print" and 0 < len(those) < len(self.every)
        self.tomorrow.setVisible(useful)
        self.tomorrow.say(f"Visit by {until}, {len(those)} of {len(self.every)}")
        if self._wanted is not None and keep not in {one.id for one in those}:
            self.tomorrow.setChecked(False)
        self.letters = those if useful and self.tomorrow.isChecked() else self.every

    def _draw_rows(self, *, keep: int | None = None) -> None:
        self._filter(keep)
        self.nothing.words.say(_EMPTY[self.tab])
        self.list_stack.setCurrentIndex(0 if self.letters else 1)
        chosen = set(self.selected())
        self.list.put([row_of(self.context, letter, chosen=letter.id in chosen) for letter in self.letters], keep=keep)
        self.context.extra["keys"]()
        self._show_selection()

    def _choose(self, item: Item | None) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if item is None:
            self.preview, self._saving = None, False
            self.middle.show_nothing(letters=bool(self.letters))
            self.fields.hide()
            self._show_selection()
            return
        key = item.key
        if self.preview is None or self.preview.letter.id != key:
            self.page.first_page()
            self.preview = None  # until it is read: a quick key must not act on the letter shown before
            self.middle.say_drawing()
        self.context.jobs.ask(lambda desk: letters.preview(desk, letter_id=key), self._show_preview, key="preview", failed=self._tell)

    def _show_preview(self, preview: Preview) -> None:
        if (letter := self.printing.told(preview.letter)) is not preview.letter:
            preview = replace(preview, letter=letter, problems=())
        self.preview = preview
        self.fields.show()
        self.fields.show_preview(preview, renew=self._renew, address=lambda: self.context.go("patients", patient=preview.letter.patient_id))
        self.middle.show_preview(preview)
        self._show_selection()
        if self._saving and self.isVisible():
            self._saving = False
            self.more.save_letter()
        if self._writing == preview.letter.id:
            self._writing = None
            self.edit_words()

    # -- selecting

    def selected(self) -> list[int]:
        """Everything ready is selected until the desk leaves it out; what has a problem is not."""
        return [one.id for one in self.letters if ready(self.context, one) and one.id not in self._left_out]

    def _toggle(self, key: int) -> None:
        self._left_out ^= {key}
        self._draw_rows(keep=self.preview.letter.id if self.preview else None)

    def _toggle_current(self) -> None:
        if item := self.list.current_item():
            self._toggle(item.key)

    def _toggle_all(self) -> None:
        waiting = {one.id for one in self.letters if ready(self.context, one)}
        self._left_out = waiting if len(self.selected()) == len(waiting) else set()
        self._draw_rows(keep=self.preview.letter.id if self.preview else None)

    def _show_selection(self) -> None:
        chosen, many = len(self.selected()), len(self.letters)
        self._select.setVisible(self.tab != "sent" and many > 0)
        self.all.say(f"{chosen} of {many} selected")
        self.all.setChecked(0 < chosen == many)
        shown = self.preview.letter if self.preview else None
        self.run.show_selection(chosen, one=bool(self.preview and self.preview.pdf), one_waits=shown is not None and shown.state in WAITING)

    def _choose_tab(self, tab: str) -> None:
        self.tab = tab
        self.reload()

    # -- doing

    def _tell(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def _choose_printer(self) -> None:
        """Ctrl+P prints once the printer is chosen."""
        self.panes.reveal_side()
        self.printing.choose_printer()

    def _withdraw(self) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if self.preview is not None:
            key = self.preview.letter.id
            self.context.jobs.ask(lambda desk: letters.withdraw(desk, letter_id=key),
                                  lambda _: self.context.say("Taken out of the print run", undo=True), failed=self._tell)  # fmt: skip

    def _enclose(self, page: str, wanted: bool) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if self.preview is not None:
            key = self.preview.letter.id
            words = f"{ENCLOSURES.get(page, 'Intake sheet')} {'enclosed' if wanted else 'left out'}"

            def change(desk: Desk) -> Letter:
                if page:
                    return letters.enclose(desk, letter_id=key, page=page, wanted=wanted)
                return letters.set_with_sheet(desk, letter_id=key, with_sheet=wanted)

            self.context.jobs.ask(change, lambda _: self.context.say(words, undo=True), failed=self._tell)

    def _settle(self, printed: bool) -> None:
        from frontdesk.services import print_run  # after the first paint, as in jobs

        if self.preview is not None:
            key, words = self.preview.letter.id, "Counted as printed" if printed else "Back in the print run"
            self.context.jobs.ask(lambda desk: print_run.said_printed(desk, letter_id=key, printed=printed), lambda _: self.context.say(words), failed=self._tell)

    def _renew(self) -> None:
        """A letter whose visit has moved is written anew; the old one stays in the record."""
        from frontdesk.services import letters  # after the first paint, as in jobs

        if self.preview is not None:
            letter = self.preview.letter
            self.context.jobs.ask(lambda desk: letters.renew(desk, letter_id=letter.id), lambda made: self.open_at(letter=made.id), failed=self._tell)

    def _instead(self, kind: str) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if self.preview is None or kind == self.preview.letter.kind:
            return
        letter = self.preview.letter

        def told(made: Letter) -> None:
            self.context.say(f"{KIND_WORDS[made.kind]} " + ("added" if letter.sent_at else f"in the place of the {KIND_WORDS[letter.kind].lower()}"), undo=True)
            self.open_at(letter=made.id, write=made.kind in WRITTEN)

        self.context.jobs.ask(lambda desk: letters.instead(desk, letter_id=letter.id, kind=LetterKind(kind)), told, failed=self._kept)

    def _kept(self, trouble: DeskError) -> None:
        """It stays what it is, and so does the field that says it."""
        self._tell(trouble)
        if self.preview is not None:
            self.middle.show_preview(self.preview)

    def edit_words(self) -> None:
        """F4: the words beside the page, which shows them as they are typed."""
        if self.preview is not None:
            self.side.setCurrentIndex(WORDS)
            self.panes.reveal_side()
            self.words.show_letter(self.preview.letter, self.preview.language)
            if self.preview.letter.kind in WRITTEN:
                self.words.own.start()

    def read_returned(self) -> None:
        """R: a filled intake sheet, compared with the record."""
        if self.returned.choose():
            self.side.setCurrentIndex(RETURNED)
            self.panes.reveal_side()

    def write_mail(self) -> None:
        """The letter that is shown, as a sealed PDF."""
        if self.preview is not None and self.preview.pdf is not None:
            self.mail.show_letter(self.preview.letter)
            self.side.setCurrentIndex(MAIL)
            self.panes.reveal_side()
            self.mail.to.setFocus()

    def leave_words(self) -> None:
        self.words.own.keep_now()
        self.side.setCurrentIndex(RUN)
        self._choose(self.list.current_item())
        self.list.setFocus()

    def _show_tried(self, pdf: bytes | None, wrong: str) -> None:
        if self.side.currentIndex() == WORDS and pdf is not None:
            self.middle.show_tried(pdf)

    def _save_either(self) -> None:
        """Ctrl+S: the words while they are edited, else the letter as a file."""
        if self.side.currentIndex() == WORDS:
            self.words.save()
        elif self.preview is not None:
            self.more.save_letter()
        else:
            self._saving = True  # the page is not drawn yet: the key was quicker

    def leave(self) -> bool:
        """Esc: from the words to the print run; one pane back where not all fit."""
        if self.side.currentIndex():
            self.leave_words()
            return True
        self.list.setFocus()
        return self.panes.hide_side()

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        if self.side.currentIndex() == WORDS and self.side.isAncestorOf(self.window().focusWidget()):
            return [("Tab", "next part"), ("Ctrl S", "save words"), ("Esc", "print run"), ("F1", "all keys")]
        if not self.letters:
            return [("T", "tomorrow or all"), ("Ctrl 2", "calendar"), ("?", "all keys")] if self.every else [("Ctrl 2", "calendar"), ("?", "all keys")]
        return [
            ("J", "next"), ("K", "previous"), ("X", "select"), ("A", "all"), ("T", "tomorrow or all"), ("F4", "edit text"), ("Ctrl P", "print run"),
            ("Ctrl S", "save PDF"), ("?", "all keys"),
        ]  # fmt: skip
