"""Beside the page: the words of the letter that is shown, part by part, with its fields as chips; the page shows them as they are typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter import KIND_WORDS, WRITTEN, Letter, LetterKind
from frontdesk.domain.letter_text import ENCLOSURES, FIELDS, LANGUAGES, LetterText, fields_of, parts_of
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.letters.field_text import FieldText
from frontdesk.ui.letters.own_card import OwnCard
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import HEADED, Button, card, clear
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.notice import notice
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk

_PAUSE = 250


class WordsPanel(QWidget):
    """``tried`` gives the page with the words as they stand; ``left`` that the desk is done with them."""

    tried = Signal(object, str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.letter: Letter | None = None
        self.editions: tuple[LetterText, ...] = ()
        self.parts: dict[str, FieldText] = {}
        self._at: FieldText | None = None
        self._starts = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._try_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.own = OwnCard(context)
        self.own.kept.connect(self._kept)
        self.own.refused.connect(self._refused)
        column.addWidget(self.own)
        column.addWidget(self._words_card())
        column.addStretch()
        context.bridge.changed.connect(self._heard)

    # -- building

    def _words_card(self) -> QFrame:
        look = self.context.look
        frame, column = card(spacing=8, margins=HEADED)
        head = QHBoxLayout()
        self.title = PlainLabel("", role="card")
        head.addWidget(self.title, 1)
        head.addWidget(Button(look, "", icon="x", kind="ghost", name="Back to the print run", key="Esc", then=self.left.emit))
        column.addLayout(head)
        self.which, self.language, self.edition = Combo("Text"), Combo("Language"), Combo("Edition")
        for code, words in LANGUAGES.items():
            self.language.addItem(words, code)
        self.which.activated.connect(lambda _: self._read())
        self.language.activated.connect(lambda _: self._read())
        self.edition.activated.connect(lambda _: self._show_edition())
        column.addWidget(self.which)
        column.addWidget(self.language)
        column.addWidget(self.edition)
        self.button = Button(look, "Save words", icon="check", key="Ctrl+S", kind="primary", then=self.save)
        column.addWidget(self.button)
        self._wrong = QVBoxLayout()
        column.addLayout(self._wrong)
        column.addWidget(PlainLabel("Put in where the cursor stands", role="label"))
        self.chips = Flow(look)
        column.addWidget(self.chips)
        self._form = QVBoxLayout()
        self._form.setSpacing(4)
        column.addLayout(self._form)
        column.addWidget(Paragraph("Letters printed already keep the words they had.", role="faint"))
        return frame

    # -- showing

    def show_letter(self, letter: Letter, language: str) -> None:
        """With the keyboard in the first part; a letter with words of its own begins with those."""
        self.letter, self._starts = letter, letter.kind not in WRITTEN
        self.own.setVisible(letter.kind in WRITTEN)
        if letter.kind in WRITTEN:
            self.own.show_letter(letter)
        self.which.clear()
        self.which.addItem(KIND_WORDS[letter.kind], letter.kind.value)
        for name, words in ENCLOSURES.items():
            self.which.addItem(f"Page: {words}", name)
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self._read()

    def _read(self) -> None:
        from frontdesk.services import letter_texts  # after the first paint, as in jobs

        kind, language = self.which.currentData(), self.language.currentData()
        self.context.jobs.ask(lambda desk: letter_texts.editions(desk, kind=kind, language=language), self._show, key="words")

    def _heard(self, tables: frozenset[str]) -> None:
        """Kept or taken back, here or at another desk: the words that stand now, unless others are being typed over them."""
        if self.isVisible() and self.editions and "letter_text" in tables and self.written() in [self._shown_of(one) for one in self.editions]:
            self._read()

    def _shown_of(self, one: LetterText) -> dict[str, str]:
        return {part: one.parts.get(part, "") for part in self.parts}

    def _show(self, editions: tuple[LetterText, ...]) -> None:
        kind = editions[0].kind
        parts = {part: words for part, words in parts_of(kind).items() if part in editions[0].parts}
        again = bool(self.editions) and self.editions[0].kind == kind and list(parts) == list(self.parts)
        self.editions = editions
        self.title.say(f"Words: {KIND_WORDS[LetterKind(kind)] if kind not in ENCLOSURES else ENCLOSURES[kind]}")
        self.edition.clear()
        for one in editions:
            self.edition.addItem(self._edition_words(one), one.edition)
        if not again:  # else the fields stay as they are, and the cursor in them
            self._make_fields(parts)
        self._show_edition()
        if self._starts and self.isVisible():
            self._starts = False
            first = next(iter(self.parts.values()))
            first.moveCursor(QTextCursor.MoveOperation.End)
            first.setFocus()

    def _make_fields(self, parts: dict[str, str]) -> None:
        clear(self._form)
        self.parts = {}
        for part, words in parts.items():
            edit = FieldText(self.context.look, words, fields_of(self.editions[0].kind, part))
            edit.edited.connect(self._timer.start)
            edit.focused.connect(partial(self._focus_part, part))
            self._form.addWidget(PlainLabel(words, role="label"))
            self._form.addWidget(edit)
            self.parts[part] = edit
        self._focus_part(next(iter(self.parts)))

    def _edition_words(self, one: LetterText) -> str:
        house = self.context.house
        if one.at is None or house is None:
            return "As the program brings it"
        return shown(f"Edition {one.edition}, {one.author}, {when.short_day(wall_of(one.at, house.zone))}", longest=60)

    def _show_edition(self) -> None:
        chosen = next((one for one in self.editions if one.edition == self.edition.currentData()), self.editions[0])
        for part, edit in self.parts.items():
            edit.put(chosen.parts.get(part, ""))
        self._try_out()

    def _focus_part(self, part: str) -> None:
        self._at = self.parts[part]
        self.chips.clear()
        for name in fields_of(self.editions[0].kind, part):
            self.chips.add(Button(self.context.look, FIELDS[name], kind="chip", name=f"Put in {FIELDS[name].lower()}", then=partial(self._put, name)))

    def _put(self, name: str) -> None:
        if self._at is not None:
            self._at.put_field(name)

    # -- doing

    def written(self) -> dict[str, str]:
        return {part: edit.written for part, edit in self.parts.items()}

    def _try_out(self) -> None:
        from frontdesk.services import letter_texts  # after the first paint, as in jobs

        if self.letter is None or not self.editions:
            return
        key, kind, parts, language = self.letter.id, self.editions[0].kind, self.written(), self.language.currentData()

        def make(desk: Desk) -> tuple[bytes | None, str]:
            if kind in ENCLOSURES:
                return letter_texts.try_page(desk, kind=kind, parts=parts, language=language)
            return letter_texts.try_out(desk, letter_id=key, kind=kind, parts=parts, language=language)

        self.context.jobs.ask(make, self._tried, key="preview")

    def _tried(self, made: tuple[bytes | None, str]) -> None:
        pdf, wrong = made
        clear(self._wrong)
        if wrong:
            self._wrong.addWidget(notice(self.context.look, wrong, kind="danger"))
        self.button.setEnabled(pdf is not None)
        self.tried.emit(pdf, wrong)

    def save(self) -> None:
        from frontdesk.services import letter_texts  # after the first paint, as in jobs

        if self.editions:
            kind, parts, language = self.editions[0].kind, self.written(), self.language.currentData()
            self.context.jobs.ask(lambda desk: letter_texts.save(desk, kind=kind, parts=parts, language=language), self._saved, failed=self._refused)

    def _saved(self, made: LetterText) -> None:
        self.context.say(f"Edition {made.edition} of the words is kept" if made.edition else "The words are as the program brings them", undo=True)
        for edit in self.parts.values():
            edit.document().clearUndoRedoStacks()  # Ctrl+Z takes back the edition that was kept, not the last letters of it
        self._read()

    def _refused(self, wrong: DeskError) -> None:
        self._tried((None, wrong.sentence))

    def _kept(self, letter: Letter) -> None:
        self.letter = letter
        if not letter.problems:  # the page is drawn anew by whoever hears of the change, so its answer may be the newer one
            clear(self._wrong)
            self.button.setEnabled(True)
        self._try_out()
