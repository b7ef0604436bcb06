"""The article that fits the message: chosen by what hurts, printed with one key, and what the person got already."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from frontdesk.domain import when
from frontdesk.domain.article import Article, Given
from frontdesk.domain.errors import DeskError
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, IconWord
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel


class HandoutCard(QFrame):
    """Hidden where no article fits. ``opened`` asks for the article itself."""

    opened = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.article: Article | None = None
        self.inquiry_id = 0
        self.setProperty("card", "true")
        look = context.look
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(6)
        column.addWidget(PlainLabel("To read", role="card"))
        self.line = IconWord(look, "book-open")
        column.addWidget(self.line)
        self.got = Paragraph("", role="faint")
        column.addWidget(self.got)
        row = QHBoxLayout()
        row.addWidget(Button(look, "Print for them", icon="printer", key="P", then=self.hand_out))
        row.addWidget(Button(look, "Open", kind="ghost", then=self._open))
        row.addStretch()
        column.addLayout(row)
        self.hide()

    def show_for(self, inquiry_id: int) -> None:
        """Zero for a message to which nothing to read is the answer."""
        from frontdesk.services import articles  # after the first paint, as in jobs

        self.inquiry_id = inquiry_id
        if not inquiry_id:
            self.article = None
            self.hide()
            return
        self.context.jobs.ask(
            lambda desk: (inquiry_id, articles.suggested(desk, inquiry_id=inquiry_id), articles.given_to(desk, inquiry_id=inquiry_id)), self._show, key="handout",
        )  # fmt: skip

    def _show(self, found: tuple[int, tuple[Article, ...], tuple[Given, ...]]) -> None:
        inquiry_id, fitting, given = found
        if inquiry_id != self.inquiry_id:
            return
        self.article = next(iter(fitting), None)
        self.setVisible(self.article is not None)
        if self.article is not None:
            self.line.say("", self.article.title)
            last = next((g for g in given if g.article_id == self.article.id), None)
            house = self.context.house
            self.got.setVisible(last is not None)
            if last is not None and house is not None:
                self.got.say(f"Given {when.short_day(wall_of(last.at, house.zone))}, {last.way.value}, edition {last.edition}")

    def _open(self) -> None:
        if self.article is not None:
            self.opened.emit(self.article.id)

    def hand_out(self) -> None:
        """To the remembered printer; without one, as a PDF. Either way it is on record."""
        from frontdesk.services import articles  # after the first paint, as in jobs

        if self.article is None:
            return
        key, inquiry_id, printer = self.article.id, self.inquiry_id, self.context.settings.printer
        if printer:
            self.context.jobs.ask(
                lambda desk: articles.print_handout(desk, article_id=key, printer=printer, inquiry_id=inquiry_id),
                lambda _: self._done("The handout is printed."), failed=self._failed, long=True,
            )  # fmt: skip
        elif chosen := self.context.choose_save(self, f"handout-{key}.pdf"):
            self.context.jobs.ask(
                lambda desk: articles.save_pdf(desk, article_id=key, path=Path(chosen), inquiry_id=inquiry_id),
                lambda _: self._done(f"Saved as {Path(chosen).name}"), failed=self._failed,
            )  # fmt: skip

    def _done(self, words: str) -> None:
        self.context.say(words)
        self.show_for(self.inquiry_id)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
