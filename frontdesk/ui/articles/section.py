"""Articles: what the clinic gives people to read; found by their words, approved until a day, printed, and who got which edition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.article import Article, Given, Standing
from frontdesk.domain.errors import DeskError
from frontdesk.domain.fact_words import site_word
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.articles.writing import Writing
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, Chip, EmptyState, IconWord, card, clear
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk

_TINTS = {Standing.GOOD: "ok", Standing.NEW: "warn", Standing.OUTDATED: "warn", Standing.WITHDRAWN: "danger"}
APPROVED_FOR = timedelta(days=365)


class ArticlesSection(QWidget):
    """``open_at(article=id)`` shows one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.article: Article | None = None
        self._found: tuple[Article, ...] = ()
        self._wanted: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.panes = Panes(context, "articles", self._list_pane(), self._document(), self._side(), widths=(336, 640, 376))
        row.addWidget(self.panes)
        self._bind()
        context.bridge.changed.connect(self._heard)

    # -- building

    def _list_pane(self) -> QWidget:
        look = self.context.look
        pane = QWidget()
        pane.setProperty("pane", "list")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 12, 0)
        head.addWidget(PlainLabel("Articles", role="pane"))
        head.addStretch()
        head.addWidget(Button(look, "", icon="note-pencil", key="Ctrl+Return", name="Write an article", kind="ghost", then=self._new))
        column.addLayout(head)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Words in title, text or references")
        self.words.setAccessibleName("Find articles")
        self.words.textChanged.connect(lambda _: self.reload())
        self.words.returnPressed.connect(self._to_list)
        inset = QHBoxLayout()
        inset.setContentsMargins(14, 0, 14, 0)
        inset.addWidget(self.words)
        column.addLayout(inset)
        self.list = RowList(look, 84, name="Articles")
        self.list.chosen.connect(self._choose)
        self.list.entered_row.connect(lambda _: self.panes.reveal_document())
        self.nothing = EmptyState(look, "book-open", "No articles yet. Bring in an export of the clinic's site, or write one.", action="Write an article",
                                  key="Ctrl+Return", then=self._new)  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        column.addWidget(self.stack, 1)
        return pane

    def _document(self) -> QWidget:
        look = self.context.look
        inside = QWidget()
        inside.setProperty("pane", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        self.title = Paragraph("", role="title")
        column.addWidget(self.title)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(6)
        column.addLayout(self.chips)
        self.link = IconWord(look, "globe")
        column.addWidget(self.link)
        self.body = Paragraph("", role="message")
        self.body.setMaximumWidth(look.px(680))
        self.body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.body)
        self.refs_head = PlainLabel("References", role="card")
        column.addWidget(self.refs_head)
        self.refs = Paragraph("", role="soft")
        self.refs.setMaximumWidth(look.px(680))
        column.addWidget(self.refs)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.writing = Writing(self.context)
        self.writing.kept.connect(self._keep)
        self.writing.left.connect(self._stop_writing)
        self.document = QStackedWidget()
        self.document.setProperty("pane", "surface")
        self.document.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for part in (EmptyState(look, "book-open", "Choose an article to read it."), scroll, self.writing):
            self.document.addWidget(part)
        return self.document

    def _side(self) -> QWidget:
        look = self.context.look
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        frame, inner = card("Approval")
        self.standing = Paragraph("", role="soft")
        inner.addWidget(self.standing)
        self.approving = Button(look, "Approve for a year", icon="check-circle", key="A", then=self._approve)
        self.withdrawing = Button(look, "Withdraw", icon="x", key="Del", kind="ghost", then=self._withdraw)
        for button in (self.approving, self.withdrawing):
            inner.addWidget(button)
        column.addWidget(frame)
        frame, inner = card("Handout")
        inner.addWidget(Button(look, "Print", icon="printer", key="P", then=self._print))
        inner.addWidget(Button(look, "Save as PDF", icon="article", key="Ctrl+S", kind="ghost", then=self._save))
        inner.addWidget(Button(look, "Change the article", icon="pencil-simple", key="F4", kind="ghost", then=self._edit))
        column.addWidget(frame)
        frame, inner = card("Who got it")
        self.given = QVBoxLayout()
        self.given.setSpacing(6)
        inner.addLayout(self.given)
        column.addWidget(frame)
        column.addStretch()
        self.side = QScrollArea()
        self.side.setProperty("pane", "side")
        self.side.setWidgetResizable(True)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidget(inside)
        return self.side

    def _bind(self) -> None:
        bind, reading = self.context.commands.bind, lambda: self.article is not None and self.document.currentIndex() == 1
        bind("articles.next", self, lambda: self.list.step(1))
        bind("articles.previous", self, lambda: self.list.step(-1))
        bind("articles.find", self, self.words.setFocus)
        bind("articles.new", self, self._new_or_keep)
        bind("articles.edit", self, self._edit, when=reading)
        bind("articles.approve", self, self._approve, when=reading)
        bind("articles.withdraw", self, self._withdraw, when=reading)
        bind("articles.print", self, self._print, when=reading)
        bind("articles.save", self, self._save, when=reading)

    def _to_list(self) -> None:
        self.list.setFocus()

    # -- reading

    def open_at(self, *, article: int | None = None, **_: object) -> None:
        self._wanted = article
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        from frontdesk.services import articles  # after the first paint, as in jobs

        words = self.words.text()
        self.context.jobs.ask(lambda desk: articles.find(desk, words=words), self._show_rows, key="articles")

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"article", "article_given", "reply", ""} and self.isVisible():
            self.reload()

    def _show_rows(self, found: tuple[Article, ...]) -> None:
        self._found = found
        self.stack.setCurrentIndex(0 if found else 1)
        searching = bool(self.words.text().strip())
        self.nothing.words.say("No article holds these words." if searching else "No articles yet. Bring in an export of the clinic's site, or write one.")
        self.list.put([self._item(one) for one in found], keep=self._wanted or (self.article.id if self.article else None))
        self._wanted = None
        if not found and self.document.currentIndex() != 2:
            self.article = None
            self.document.setCurrentIndex(0)
            self.side.setEnabled(False)
        elif self.article is not None:
            self._show(next((a for a in found if a.id == self.article.id), found[0]))

    def _item(self, article: Article) -> Item:
        standing = self._standing(article)
        line = ", ".join(sorted(site_word(site) for site in article.sites) + sorted(article.treatments)) or "no topic yet"
        good = standing is Standing.GOOD
        return Item(article.id, article.title, line, icon="book-open", tint="" if good else _TINTS[standing], chips=() if good else ((standing.value, _TINTS[standing]),))

    def _standing(self, article: Article) -> Standing:
        return article.standing(self.context.wall_now().date())

    def _choose(self, item: Item | None) -> None:
        chosen = next((a for a in self._found if item is not None and a.id == item.key), None)
        if chosen is not None and self.document.currentIndex() != 2:
            self._show(chosen)

    def _show(self, article: Article) -> None:
        from frontdesk.services import articles  # after the first paint, as in jobs

        self.article = article
        self.side.setEnabled(True)
        if self.document.currentIndex() != 2:
            self.document.setCurrentIndex(1)
        self.title.say(article.title)
        clear(self.chips)
        standing = self._standing(article)
        told = [(standing.value, _TINTS[standing]), (f"edition {article.edition}", "plain"), *((site_word(s), "site") for s in sorted(article.sites)),
                *((t, "history") for t in sorted(article.treatments))]  # fmt: skip
        for words, group in told[:7]:
            self.chips.addWidget(Chip(self.context.look, words, group))
        self.chips.addStretch()
        self.link.say("", article.url)
        self.link.setVisible(bool(article.url))
        self.body.say(article.body)
        self.refs.say(article.refs)
        for part in (self.refs_head, self.refs):
            part.setVisible(bool(article.refs))
        until = f" until {when.birthday(article.approved_until)}" if article.approved_until and standing is Standing.GOOD else ""
        self.standing.say(f"{standing.value.capitalize()}{until}." + ("" if standing is Standing.GOOD else " It is neither offered nor handed out."))
        self.withdrawing.setVisible(standing is Standing.GOOD)
        key = article.id
        self.context.jobs.ask(lambda desk: articles.given(desk, article_id=key), self._show_given, key="given")

    def _show_given(self, found: tuple[tuple[Given, str], ...]) -> None:
        clear(self.given)
        for given, who in found[:12]:
            day = when.short_day(wall_of(given.at, self.context.house.zone)) if self.context.house else ""
            self.given.addWidget(Paragraph(f"{day}: {name(who) or 'nobody named'}, {given.way.value}, edition {given.edition}", role="soft"))
        if not found:
            self.given.addWidget(Paragraph("Nobody yet.", role="soft"))

    # -- doing

    def _ask(self, question: Callable[[Desk], Any], said: str, *, undo: bool = True, long: bool = False) -> None:
        self.context.jobs.ask(question, lambda _: self.context.say(said, undo=undo), failed=self._failed, long=long)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def _approve(self) -> None:
        from frontdesk.services import articles  # after the first paint, as in jobs

        if self.article is not None:
            until = self.context.wall_now().date() + APPROVED_FOR
            self._ask(partial(articles.approve, article_id=self.article.id, until=until), f"Approved until {when.birthday(until)}")

    def _withdraw(self) -> None:
        from frontdesk.services import articles  # after the first paint, as in jobs

        if self.article is not None:
            self._ask(partial(articles.withdraw, article_id=self.article.id), "Withdrawn")

    def _print(self) -> None:
        """To the remembered printer; without one, as a PDF."""
        from frontdesk.services import articles  # after the first paint, as in jobs

        printer = self.context.settings.printer
        if self.article is not None and printer:
            self._ask(partial(articles.print_handout, article_id=self.article.id, printer=printer), "The handout is printed.", undo=False, long=True)
        else:
            self._save()

    def _save(self) -> None:
        from frontdesk.services import articles  # after the first paint, as in jobs

        if self.article is None:
            return
        if self._standing(self.article) is not Standing.GOOD:
            self.context.warn(f"It may not be handed out: {self._standing(self.article).value}. Have it approved first.")
        elif chosen := self.context.choose_save(self, f"handout-{self.article.id}.pdf"):
            self._ask(partial(articles.save_pdf, article_id=self.article.id, path=Path(chosen)), f"Saved as {Path(chosen).name}", undo=False)

    # -- writing

    def _new(self) -> None:
        self.panes.reveal_document()
        self.writing.open(Article(0, "", "", ""))
        self.document.setCurrentIndex(2)

    def _new_or_keep(self) -> None:
        if self.document.currentIndex() == 2:
            self.writing.keep()
        else:
            self._new()

    def _edit(self) -> None:
        if self.article is not None:
            self.writing.open(self.article)
            self.document.setCurrentIndex(2)

    def _keep(self, article: Article) -> None:
        from frontdesk.services import articles  # after the first paint, as in jobs

        def done(kept: Article) -> None:
            self._wanted, self.article = kept.id, kept
            self._stop_writing()
            self.context.say("Kept. It waits for approval." if kept.withdrawn else "Kept", undo=True)

        self.context.jobs.ask(lambda desk: articles.save(desk, article=article), done, failed=self._failed)

    def _stop_writing(self) -> None:
        self.document.setCurrentIndex(1 if self.article is not None else 0)
        self.list.setFocus()
        self.reload()

    def keys(self) -> list[tuple[str, str]]:
        """For the status bar."""
        return [("J", "next"), ("K", "previous"), ("/", "find"), ("P", "print"), ("A", "approve"), ("F4", "change"), ("Ctrl ↵", "write one"), ("?", "all keys")]

    def leave(self) -> bool:
        """Esc: out of what is being written, else out of the search."""
        if self.document.currentIndex() == 2:
            self._stop_writing()
            return True
        if self.words.text():
            self.words.clear()
            self.list.setFocus()
            return True
        return self.panes.hide_side()
