"""The clinic's own texts: replies, the instruction for urgent messages; and the list by which drafts are read for advice, to look at."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout

from frontdesk.domain.errors import DeskError
from frontdesk.domain.reply import Template
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown


class TextsCard(QFrame):
    """One text at a time is chosen, changed and saved; each change can be undone."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.texts: tuple[Template, ...] = ()
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Texts", role="card"))
        column.addWidget(Paragraph("Words in {braces} are filled from the message, or must be said before a reply can go: {name} {site} {treatment} {minutes} {ask} "
                                   "{clinician}. {whose} and {whom} say “your” and “you”, or “your mother’s” and “your mother” "
                                   "where somebody writes for her.", role="soft"))  # fmt: skip
        self.which = Combo("Text").whole()
        self.which.activated.connect(lambda _: self._choose())
        column.addWidget(self.which)
        self.subject = QLineEdit()
        self.subject.setAccessibleName("Subject of the text")
        column.addWidget(self.subject)
        self.body = QPlainTextEdit()
        self.body.setAccessibleName("Text")
        self.body.setTabChangesFocus(True)
        self.body.setFixedHeight(context.look.px(120))
        column.addWidget(self.body)
        row = QHBoxLayout()
        row.addWidget(Button(context.look, "Save", icon="check", then=self.save))
        row.addStretch()
        self.list_button = Button(context.look, "Show the list for clinical advice", icon="shield-check", kind="ghost", then=self._show_rules)
        row.addWidget(self.list_button)
        column.addLayout(row)
        self.rules = QPlainTextEdit()
        self.rules.setReadOnly(True)
        self.rules.setAccessibleName("Phrases that a draft may not hold")
        self.rules.setFixedHeight(context.look.px(260))
        self.rules.hide()
        column.addWidget(self.rules)
        self.reload()

    def reload(self) -> None:
        from frontdesk.services import replies  # after the first paint, as in jobs

        self.context.jobs.ask(replies.every_text, self._show, key="texts")

    def _show(self, texts: tuple[Template, ...]) -> None:
        at = self.which.currentData()
        self.texts = texts
        self.which.clear()
        for one in texts:
            self.which.addItem(shown(one.title, longest=80), one.slug)
        self.which.setCurrentIndex(max(0, self.which.findData(at)))
        self._choose()

    def _choose(self) -> None:
        text = next((t for t in self.texts if t.slug == self.which.currentData()), None)
        if text is not None:
            self.subject.setText(text.subject)
            self.subject.setVisible(bool(text.subject))
            self.body.setPlainText(text.body)

    def save(self) -> None:
        from frontdesk.services import replies  # after the first paint, as in jobs

        text = next((t for t in self.texts if t.slug == self.which.currentData()), None)
        if text is None:
            return
        changed = replace(text, subject=self.subject.text().strip(), body=self.body.toPlainText().strip())

        def done(_: Template) -> None:
            self.context.say("Saved", undo=True)
            self.reload()

        self.context.jobs.ask(lambda desk: replies.save_template(desk, template=changed), done, failed=self._failed)

    def _show_rules(self) -> None:
        from frontdesk.services import replies  # after the first paint, as in jobs

        self.rules.setPlainText(replies.rule_list())
        self.rules.setVisible(not self.rules.isVisible())

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
