"""The middle of the letters: the real page of the one that is chosen, under its toolbar; where it cannot be made, what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain.letter import CHOSEN_BY_HAND, KIND_WORDS, LetterKind
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, EmptyState, clear
from frontdesk.ui.widgets.notice import notice
from frontdesk.ui.widgets.pdf_view import PdfView
from frontdesk.ui.widgets.safe_text import PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.letters import Preview

NOTHING, PAGE, LACKING = range(3)


_NOTHING = "Choose a letter to see its page."


class PagePane(QWidget):
    """``edited``: the words of the letter are asked for; ``kind_wanted``: a letter of that kind in its place; ``run_wanted``: the print run, where it is
    out of sight.
    """

    edited = Signal()
    kind_wanted = Signal(str)
    run_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        look = context.look
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._toolbar())
        self.page = PdfView(look, name="Letter")
        self.page.turned.connect(self._turned)
        self.page.zoomed.connect(lambda words: self.fitting.say(words))
        self.lacking = QWidget()
        self._lacks = QVBoxLayout(self.lacking)
        self._lacks.setContentsMargins(look.px(40), look.px(40), look.px(40), look.px(40))
        self.stack = QStackedWidget()
        self.nothing = EmptyState(look, "file-text", _NOTHING)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.lacking)
        column.addWidget(self.stack, 1)
        self.show_nothing()

    def _toolbar(self) -> QWidget:
        look = self.context.look
        bar = QWidget()
        bar.setProperty("pane", "top")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look.keep_height(bar, 52)
        row = QHBoxLayout(bar)
        row.setContentsMargins(look.px(18), 0, look.px(12), 0)
        row.setSpacing(look.px(4))
        self.kind = Combo("Kind of letter")
        self.kind.setMinimumContentsLength(9)
        self.kind.activated.connect(lambda _: self.kind_wanted.emit(self.kind.currentData()))
        self.kind.setMaximumWidth(look.px(250))
        row.addWidget(self.kind, 3)
        row.addStretch(1)
        smaller = Button(look, "", icon="minus", kind="ghost", name="Smaller page", then=lambda: self.page.step_zoom(-1))
        self.fitting = Button(look, "Fit page", kind="ghost", name="Fit the whole page", then=lambda: self.page.fit())
        larger = Button(look, "", icon="plus", kind="ghost", name="Larger page", then=lambda: self.page.step_zoom(1))
        for tool in (smaller, self.fitting, larger):
            row.addWidget(tool)
        row.addSpacing(look.px(8))
        self.before = Button(look, "", icon="caret-left", kind="ghost", name="Page before", then=lambda: self.page.turn(-1))
        self.place = PlainLabel("", role="")
        self.after = Button(look, "", icon="caret-right", kind="ghost", name="Page after", then=lambda: self.page.turn(1))
        self.to_run = Button(look, "", icon="printer", name="Print run", then=self.run_wanted.emit)
        self.edit = Button(look, "Edit text", icon="pencil-simple", key="F4", name="Edit the words of this letter", then=self.edited.emit)
        for widget in (self.before, self.place, self.after, self.edit, self.to_run):
            row.addWidget(widget)
        for words in (self.fitting, self.place, self.edit):  # read whole; the choice of the kind gives way
            words.setSizePolicy(QSizePolicy.Policy.Minimum, words.sizePolicy().verticalPolicy())
        self._on_page = (smaller, self.fitting, larger, self.before, self.place, self.after)
        return bar

    def _show(self, what: int) -> None:
        """Tools stand only over what they work on."""
        self.stack.setCurrentIndex(what)
        for widget in self._on_page:
            widget.setVisible(what == PAGE)
        for one in (self.kind, self.edit):
            one.setVisible(what != NOTHING)

    def show_nothing(self, *, letters: bool = True) -> None:
        """``letters``: there are some to choose from."""
        self.nothing.words.say(_NOTHING if letters else "A letter's page will stand here, as it is printed.")
        self._show(NOTHING)
        self._turned(0, 0)

    def say_drawing(self) -> None:
        """Where no page is seen yet, that one is on its way; another letter's stays until then."""
        self.nothing.words.say("The page is being drawn.")

    def show_preview(self, preview: Preview) -> None:
        self._say_kind(preview.letter.kind)
        clear(self._lacks)
        if preview.pdf is None:
            self._say_lacking(preview.problems)
        self.page.show_pdf(preview.pdf)
        self._show(PAGE if preview.pdf is not None else LACKING)

    def _say_kind(self, kind: LetterKind) -> None:
        """What it is, and what it could be instead."""
        self.kind.clear()
        for one in (*CHOSEN_BY_HAND, *(() if kind in CHOSEN_BY_HAND else (kind,))):
            self.kind.addItem(KIND_WORDS[one], one.value)
        self.kind.setCurrentIndex(self.kind.findData(kind.value))
        look = self.context.look
        self.kind.setMinimumWidth(min(look.px(250), self.kind.fontMetrics().horizontalAdvance(KIND_WORDS[kind]) + look.px(46)))  # what it is, is read whole

    def _say_lacking(self, problems: Sequence[str]) -> None:
        for problem in problems:
            self._lacks.addWidget(notice(self.context.look, problem))
        self._lacks.addStretch()

    def show_tried(self, pdf: bytes) -> None:
        """The page as it would be with the words that are being typed."""
        self.page.show_pdf(pdf)
        self._show(PAGE)

    def _turned(self, page: int, pages: int) -> None:
        self.place.say(f"{page} of {pages}" if pages else "")
        self.place.setAccessibleName(f"Page {page} of {pages}" if pages else "")
        self.before.setEnabled(page > 1)
        self.after.setEnabled(page < pages)
