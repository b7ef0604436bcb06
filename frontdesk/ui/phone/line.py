"""What a caller says, as it is typed: one line, with the words that were read as facts tinted under the letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from frontdesk.domain.fact import RecordedFact
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.fact_text import utf16


class Line(QPlainTextEdit):
    """Tab leaves it; a call is one line, however long."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._facts: Sequence[RecordedFact] = ()
        self.setTabChangesFocus(True)
        self.setAccessibleName("What they say")
        self.setPlaceholderText("left knee 7/10, 2 yrs, wants after 3")
        look.changed.connect(lambda: self.mark(self._facts))

    def mark(self, facts: Sequence[RecordedFact]) -> None:
        """Tints that move along with what is typed before them; words that have been changed meanwhile are left plain."""
        self._facts, text = facts, self.toPlainText()
        places, found = utf16(text), []
        for fact in sorted((one.fact for one in facts), key=lambda fact: fact.start - fact.end):
            if text[fact.start : fact.end] == fact.quote != "":
                found.append(self._tint(fact.group, places[fact.start], places[fact.end]))
        self.setExtraSelections(found)

    def _tint(self, group: str, start: int, end: int) -> QTextEdit.ExtraSelection:
        fill, line = self.look.fact_colors(group)
        tint, words, form = QTextEdit.ExtraSelection(), QTextCursor(self.document()), QTextCharFormat()
        words.setPosition(start)
        words.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        form.setBackground(fill)
        form.setForeground(self.look.color("text"))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(line)
        tint.cursor, tint.format = words, form
        return tint
