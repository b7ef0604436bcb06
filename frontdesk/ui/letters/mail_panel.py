"""A letter by mail: to whom, with which password, and the one button. The password is told by phone, never written in the mail."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter import Letter
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import HEADED, Button, card, clear
from frontdesk.ui.widgets.notice import notice
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name


class MailPanel(QWidget):
    """``left``: the desk is done with it."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.letter: Letter | None = None
        look = context.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame, inside = card(spacing=8, margins=HEADED)
        head = QHBoxLayout()
        self.title = PlainLabel("", role="card")
        head.addWidget(self.title, 1)
        head.addWidget(Button(look, "", icon="x", kind="ghost", name="Back to the print run", key="Esc", then=self.left.emit))
        inside.addLayout(head)
        inside.addWidget(PlainLabel("To", role="label"))
        self.to = QLineEdit()
        self.to.setAccessibleName("E-mail address")
        self.to.setPlaceholderText("The patient's address on file")
        inside.addWidget(self.to)
        inside.addWidget(PlainLabel("Password, to be told by phone", role="label"))
        self.password = QLineEdit()
        self.password.setAccessibleName("Password of the letter")
        inside.addWidget(self.password)
        inside.addWidget(Paragraph("The letter goes as a PDF that opens with this password only. The mail itself says nothing about the person.", role="faint"))
        self._told = QVBoxLayout()
        inside.addLayout(self._told)
        self.button = Button(look, "Send the letter", icon="at", kind="primary", then=self.send)
        inside.addWidget(self.button)
        column.addWidget(frame)
        column.addStretch()

    def show_letter(self, letter: Letter) -> None:
        """A new password for each letter."""
        from frontdesk.services import letter_mail  # after the first paint, as in jobs

        self.letter = letter
        self.title.say(f"By mail: {name(letter.patient_name)}")
        self.to.clear()
        self.password.setText(letter_mail.password())
        clear(self._told)
        self.button.setEnabled(True)

    def send(self) -> None:
        from frontdesk.services import letter_mail  # after the first paint, as in jobs

        if self.letter is None:
            return
        key, to, password, secret = self.letter.id, self.to.text(), self.password.text().strip(), self.context.extra["vault"].secret
        self.button.setEnabled(False)
        self.context.jobs.ask(lambda desk: letter_mail.send(desk, letter_id=key, password=password, secret=secret, recipient=to), self._sent, failed=self._refused,
                              long=True)  # fmt: skip

    def _sent(self, letter: Letter) -> None:
        self.context.say("Letter sent by mail")
        clear(self._told)
        self._told.addWidget(notice(self.context.look, f"Sent. Tell the password by phone: {self.password.text()}", kind="note"))

    def _refused(self, wrong: DeskError) -> None:
        self.button.setEnabled(True)
        clear(self._told)
        self._told.addWidget(notice(self.context.look, wrong.sentence, kind="danger"))
