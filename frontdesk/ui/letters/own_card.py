"""What after-care or a report says in this letter alone, and to whom a report goes; kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter import Letter, LetterKind, Recipient
from frontdesk.domain.person import PostalAddress
from frontdesk.ui.context import Context
from frontdesk.ui.letters.field_text import FieldText
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

_SETTLE = 600
"""Milliseconds after the last letter until the words are kept."""
_ADDRESS = (("street", "Street"), ("city", "City"), ("region", "State or region"), ("postcode", "Postcode"))


class OwnCard(QFrame):
    """``kept`` gives the letter with its words, ``refused`` why they were not."""

    kept = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.letter: Letter | None = None
        self.known: tuple[Recipient, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._keep)
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(PlainLabel("This letter", role="card"))
        self.doctors = Combo("Doctors written to before").whole()
        self.doctors.activated.connect(self._take)
        column.addWidget(self.doctors)
        self.to = self._line("Doctor written to")
        column.addWidget(self.to)
        self.address = {part: self._line(words) for part, words in _ADDRESS}
        for edit in self.address.values():
            column.addWidget(edit)
        column.addWidget(PlainLabel("Words of this letter", role="label"))
        self.words = FieldText(context.look, "Words of this letter", ())
        self.words.edited.connect(self._timer.start)
        column.addWidget(self.words)
        column.addWidget(Paragraph("Kept as you type; the page shows it.", role="faint"))

    def _line(self, words: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(words)
        edit.setAccessibleName(words)
        edit.textEdited.connect(lambda _: self._timer.start())
        return edit

    def show_letter(self, letter: Letter) -> None:
        """The same letter again keeps what is being typed."""
        if self.letter is not None and self.letter.id == letter.id and self._timer.isActive():
            return
        self.keep_now()
        self.letter = letter
        report = letter.kind is LetterKind.REPORT
        self.doctors.hide()
        for widget in (self.to, *self.address.values()):
            widget.setVisible(report)
        self._put(letter.recipient or Recipient(""))
        self.words.put(letter.words)
        if report:
            self._ask_doctors(letter)

    def start(self) -> None:
        """The keyboard goes where the next thing is missing."""
        if self.letter is not None and self.letter.kind is LetterKind.REPORT and not self.letter.recipient:
            self.to.setFocus()
        else:
            self.words.setFocus()

    def keep_now(self) -> None:
        """What waits for the last letter is kept."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _ask_doctors(self, letter: Letter) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        key = letter.patient_id
        self.context.jobs.ask(lambda desk: letters.doctors(desk, patient_id=key), self._show_doctors, key="doctors")

    def _show_doctors(self, found: tuple[Recipient, ...]) -> None:
        self.known = found
        self.doctors.clear()
        self.doctors.addItem("Written to before", -1)
        for number, one in enumerate(found):
            self.doctors.addItem(shown(", ".join(p for p in (one.name, one.address.city) if p), longest=60), number)
        self.doctors.setVisible(bool(found))

    def _take(self, index: int) -> None:
        if index > 0:
            self._put(self.known[index - 1])
            self._keep()
            self.words.setFocus()

    def _put(self, one: Recipient) -> None:
        self.to.setText(one.name)
        for part, edit in self.address.items():
            edit.setText(getattr(one.address, part))
            edit.setCursorPosition(0)

    def _keep(self) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if self.letter is None:
            return
        key, words, who = self.letter.id, self.words.written, self.to.text().strip()
        recipient = Recipient(who, PostalAddress(**{part: edit.text().strip() for part, edit in self.address.items()})) if who else None
        self.context.jobs.ask(lambda desk: letters.write_words(desk, letter_id=key, words=words, recipient=recipient), self._kept, failed=self._refused)

    def _kept(self, letter: Letter) -> None:
        if self.letter is not None and self.letter.id == letter.id:
            self.letter = letter
            self.kept.emit(letter)

    def _refused(self, trouble: DeskError) -> None:
        self.refused.emit(trouble)
