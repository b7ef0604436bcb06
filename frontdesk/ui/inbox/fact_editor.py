"""Correcting one fact in place: kind, value, side, status; or accepting or rejecting it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from frontdesk.domain import fact_words
from frontdesk.domain.errors import Refused
from frontdesk.domain.fact import KINDS, SITES, RecordedFact
from frontdesk.domain.plain import begun
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import PlainLabel

_STATUSES = {
    "procedure": ("done", "offered", "considered", "none", "someone_else"), "diagnosis": ("stated", "suspected", "ruled_out", "someone_else"),
    "medication": ("current", "stopped", "none", "someone_else"), "pain_score": ("present", "past"),
}  # fmt: skip


def typed_value(kind: str, text: str) -> object:
    """The value behind what was typed; ``Refused`` says what would be read."""
    words = text.strip()
    if kind == "pain_score":
        parts = words.replace("–", "-").replace("of 10", "").replace("/10", "").split("-")
        try:
            numbers = sorted(float(p) for p in parts)
        except ValueError:
            raise Refused("Type the pain as a number from 0 to 10, or two such as 6-7.") from None
        if not 0 <= numbers[0] <= numbers[-1] <= 10:
            raise Refused("Pain goes from 0 to 10.")
        return {"min": numbers[0], "max": numbers[-1]}
    if kind == "age":
        try:
            years = float(words) if "." in words else int(words)
        except ValueError:
            years = -1
        if not 0 <= years <= 120:
            raise Refused("Type the age as a number of years.")
        return years
    if kind == "duration":
        from frontdesk.services import facts  # after the first paint, as in jobs

        return facts.read_duration(words)
    if not words:
        raise Refused("Type what was said.")
    return words


def _shown(kind: str, value: object) -> str:
    """A value as it is typed."""
    if kind == "pain_score":
        return fact_words.score_words(value)
    return fact_words.duration_words(str(value)) if kind == "duration" else str(value)


class FactEditor(QFrame):
    """Enter saves, Esc leaves it as it was."""

    saved = Signal(object, object, object, object)  # kind, value, side, status
    decided = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._shown: tuple[str, str, object] = ("", "", None)
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.title = PlainLabel("", role="card")
        self.quote = PlainLabel("", role="soft")
        column.addWidget(self.title)
        column.addWidget(self.quote)
        self.kind, self.site, self.side, self.status = Combo("Kind"), Combo("Part of the body"), Combo("Side"), Combo("Status")
        for kind in KINDS:
            self.kind.addItem(kind.replace("_", " ").capitalize(), kind)
        for site in SITES:
            self.site.addItem(begun(fact_words.site_word(site)), site)
        for side in ("unstated", "left", "right", "both", "opposite"):
            self.side.addItem(side.capitalize(), side)
        self.kind.currentIndexChanged.connect(lambda _: self._fit())
        self.value = QLineEdit()
        self.value.setAccessibleName("Value")
        self.value.returnPressed.connect(self._save)
        for row in ((self.kind, self.status), (self.site, self.side), (self.value,)):
            line = QHBoxLayout()
            for widget in row:
                line.addWidget(widget)
            column.addLayout(line)
        self.trouble = PlainLabel("", role="danger")
        self.trouble.hide()
        column.addWidget(self.trouble)
        buttons = QHBoxLayout()
        buttons.addWidget(Button(context.look, "Save", icon="check", kind="primary", then=self._save))
        buttons.addWidget(Button(context.look, "Accept", then=lambda: self.decided.emit("accepted")))
        buttons.addWidget(Button(context.look, "Reject", then=lambda: self.decided.emit("rejected")))
        buttons.addStretch()
        buttons.addWidget(Button(context.look, "", icon="x", name="Leave as it was", kind="ghost", then=self.left.emit))
        column.addLayout(buttons)
        self.hide()

    def open(self, recorded: RecordedFact) -> None:
        fact = recorded.fact
        self.title.say(f"Correct: {fact_words.label(fact)}")
        self.quote.say(f"“{' '.join(fact.quote.split())}”")
        self.kind.setCurrentIndex(self.kind.findData(fact.kind))
        self._fit()
        self.site.setCurrentIndex(max(0, self.site.findData(str(fact.value))))
        self.side.setCurrentIndex(max(0, self.side.findData(fact.side or "unstated")))
        self.status.setCurrentIndex(max(0, self.status.findData(fact.status)))
        self._shown = (fact.kind, _shown(fact.kind, fact.value), fact.value)
        self.value.setText(self._shown[1])
        self.trouble.hide()
        self.show()
        (self.site if fact.kind == "body_site" else self.value).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a list that is not open; an open one takes it itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), Combo):
            self._save()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        kind = self.kind.currentData()
        body = kind == "body_site"
        self.site.setVisible(body)
        self.side.setVisible(body)
        self.value.setVisible(not body)
        self.status.clear()
        for status in _STATUSES.get(kind, ()):
            self.status.addItem(status.replace("_", " ").capitalize(), status)
        self.status.setVisible(bool(self.status.count()))

    def _save(self) -> None:
        kind = self.kind.currentData()
        try:
            untouched = (kind, self.value.text()) == self._shown[:2]
            value = self.site.currentData() if kind == "body_site" else self._shown[2] if untouched else typed_value(kind, self.value.text())
        except Refused as lacks:
            self.trouble.say(lacks.sentence)
            self.trouble.show()
            self.value.setFocus()
            return
        self.saved.emit(kind, value, self.side.currentData() if kind == "body_site" else None, self.status.currentData())
