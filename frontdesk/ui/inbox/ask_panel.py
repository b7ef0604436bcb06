"""Asking a clinician, docked under the message: who, one line, when it is due."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from frontdesk.domain import when
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, IconWord
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown


class AskPanel(QFrame):
    """``asked`` gives clinician, line and quote. What is typed stays until it is asked or another case is opened."""

    asked = Signal(int, str, str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        look = context.look
        self.quoted = ""
        self.setProperty("card", "dock")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.title = IconWord(look, "question", strong="strong")
        self.title.say("", "Ask a clinician")
        head.addWidget(self.title, 1)
        self.due = PlainLabel("", role="faint")
        head.addWidget(self.due)
        column.addLayout(head)
        self.quote = Paragraph("", role="soft")
        column.addWidget(self.quote)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.who = Combo("Clinician").whole()
        row.addWidget(self.who)
        self.line = QLineEdit()
        self.line.setPlaceholderText("What is the clinician to decide? One line")
        self.line.setAccessibleName("What the clinician is to decide")
        row.addWidget(self.line, 1)
        column.addLayout(row)
        foot = QHBoxLayout()
        foot.addWidget(PlainLabel("The words of the message and its facts go with it.", role="faint"), 1)
        foot.addWidget(Button(look, "Leave", key="Esc", kind="ghost", then=self.left.emit))
        foot.addWidget(Button(look, "Ask", icon="paper-plane-tilt", key="Ctrl+Return", kind="primary", then=self.go))
        column.addLayout(foot)
        self.line.returnPressed.connect(self.go)
        self.hide()

    def open(self, suggested: tuple[str, str, int], due: object) -> None:
        line, self.quoted, clinician = suggested
        self.who.clear()
        for one in self.context.house.clinicians if self.context.house else ():
            if one.active:
                self.who.addItem(shown(one.name, longest=40), one.id)
        self.who.setCurrentIndex(max(0, self.who.findData(clinician)))
        self.quote.say(f"“{self.quoted}”")
        self.quote.setVisible(bool(self.quoted))
        self.line.setText(line)
        self.due.say(f"due {when.moment_words(due, clock24=self.context.clock24)}")  # type: ignore[arg-type]  # a wall time, handed through a signal
        self.show()
        self.line.setFocus()

    def go(self) -> None:
        if not self.isVisible() or self.who.currentData() is None:
            return
        if not self.line.text().strip():
            self.context.warn("Type in one line what the clinician is to decide, then send it.")
            self.line.clear()
            self.line.setFocus()
        else:
            self.asked.emit(self.who.currentData(), self.line.text(), self.quoted)
