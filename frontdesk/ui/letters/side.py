"""What stands beside the page: the print run with its cards, or the words, or a sheet that came back, or the mail; one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain.letter import Letter
from frontdesk.ui.context import Context
from frontdesk.ui.letters.cards import FieldsCard, RunCard
from frontdesk.ui.letters.mail_panel import MailPanel
from frontdesk.ui.letters.more_card import MoreCard
from frontdesk.ui.letters.returned_panel import ReturnedPanel
from frontdesk.ui.letters.words_panel import WordsPanel

RUN, WORDS, RETURNED, MAIL = range(4)


class SidePages(QStackedWidget):
    """``selected`` gives the letters that are ticked, ``shown`` the one whose page is shown."""

    def __init__(self, context: Context, selected: Callable[[], Sequence[int]], shown: Callable[[], Letter | None]) -> None:
        super().__init__()
        self.fields, self.run, self.more = FieldsCard(context), RunCard(context), MoreCard(context, selected, shown)
        self.words, self.returned, self.mail = WordsPanel(context), ReturnedPanel(context), MailPanel(context)
        for parts in ((self.fields, self.run, self.more), (self.words,), (self.returned,), (self.mail,)):
            self.addWidget(_scrolled(parts))


def _scrolled(parts: Sequence[QWidget]) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(14, 14, 14, 14)
    column.setSpacing(10)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    inside.setProperty("pane", "surface2")
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    scroll = QScrollArea()
    scroll.setProperty("pane", "side")
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
