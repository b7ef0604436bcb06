"""The ink of fields in a text that is typed: the braces are not seen, the word stands in the colour of its chip."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from frontdesk.ui.widgets.fact_text import utf16


class FieldInk(QSyntaxHighlighter):
    """``field`` finds one, its word as the first group; ``ink`` gives the colour for that word."""

    def __init__(self, document: QTextDocument, field: re.Pattern[str], ink: Callable[[str], QColor]) -> None:
        super().__init__(document)
        self._field, self._ink = field, ink

    def highlightBlock(self, text: str) -> None:
        hidden, word = QTextCharFormat(), QTextCharFormat()
        hidden.setForeground(QColor(0, 0, 0, 0))
        word.setFontWeight(600)
        places = utf16(text)  # Qt counts an emoji as two
        for found in self._field.finditer(text):
            first, last = places[found.start()], places[found.end()]
            word.setForeground(self._ink(found[1]))
            self.setFormat(first, 1, hidden)
            self.setFormat(first + 1, last - first - 2, word)
            self.setFormat(last - 1, 1, hidden)
