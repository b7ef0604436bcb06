"""A sentence that is to be seen: on a tint, with its sign."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph


class Icon(QWidget):
    """A small sign beside words that say the same."""

    def __init__(self, look: Look, icon: str, token: str, *, size: int = 16) -> None:
        super().__init__()
        self.look, self.icon, self.token, self.size_ = look, icon, token, size
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(self.size_), self.look.px(self.size_))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.look.pixmap(self.icon, self.token, self.size_, self.devicePixelRatioF()))
        painter.end()


def notice(look: Look, sentence: str, *, kind: str = "warn", action: str = "", key: str = "", then: Callable[[], object] | None = None) -> QFrame:
    """A sentence on a tint (warn, danger or note), with what can be done about it."""
    frame = QFrame()
    frame.setProperty("card", kind)
    row = QHBoxLayout(frame)
    row.setContentsMargins(look.px(12), look.px(8), look.px(8), look.px(8))
    row.setSpacing(look.px(8))
    plain = kind == "note"
    row.addWidget(Icon(look, "info" if plain else "warning", "text2" if plain else f"{kind}Text"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Paragraph(sentence, role="soft" if plain else kind), 1)
    if action:
        row.addWidget(Button(look, action, kind="ghost", key=key, then=then))
    return frame
