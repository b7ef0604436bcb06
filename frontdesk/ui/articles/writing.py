"""An article being written or changed: title, words, references, topics."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from frontdesk.domain.article import Article
from frontdesk.domain.fact import SITES
from frontdesk.domain.fact_words import site_word
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

_SITE_OF = {site_word(site).casefold(): site for site in SITES if site != "other"} | {site: site for site in SITES}


class Writing(QWidget):
    """``kept`` gives the article as typed; topics left empty are read from its words."""

    kept = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.article = Article(0, "", "", "")
        look = context.look
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(8)
        self.title = self._line("Title", "What the person reads first")
        self.url = self._line("Address on the site", "https://")
        self.sites = self._line("Sites", "ankle, foot; left empty, they are read from the words")
        self.treatments = self._line("Treatments", "prolotherapy, PRP")
        self.body, self.refs = self._text("Words"), self._text("References, one a line")
        for words, field in (("Title", self.title), ("Words", self.body), ("References", self.refs), ("Sites", self.sites), ("Treatments", self.treatments),
                             ("Address on the site", self.url)):  # fmt: skip
            column.addWidget(PlainLabel(words, role="strong"))
            column.addWidget(field, 3 if field is self.body else 1 if field is self.refs else 0)
        column.addWidget(Paragraph("Changed words are a new edition, which waits for approval.", role="faint"))
        row = QHBoxLayout()
        row.addWidget(Button(look, "Keep", icon="check", key="Ctrl+Return", kind="primary", then=self.keep))
        row.addWidget(Button(look, "Leave it", key="Esc", kind="ghost", then=self.left.emit))
        row.addStretch()
        column.addLayout(row)

    def _line(self, words: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(words)
        field.setPlaceholderText(hint)
        return field

    def _text(self, words: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setAccessibleName(words)
        field.setTabChangesFocus(True)
        return field

    def open(self, article: Article) -> None:
        self.article = article
        self.title.setText(article.title)
        self.url.setText(article.url)
        self.sites.setText(", ".join(sorted(site_word(s) for s in article.sites)))
        self.treatments.setText(", ".join(sorted(article.treatments)))
        self.body.setPlainText(article.body)
        self.refs.setPlainText(article.refs)
        self.title.setFocus()

    def keep(self) -> None:
        sites = frozenset(_SITE_OF[word] for word in _words(self.sites.text().casefold()) if word in _SITE_OF)
        self.kept.emit(replace(
            self.article, title=self.title.text().strip(), body=self.body.toPlainText().strip(), refs=self.refs.toPlainText().strip(),
            url=self.url.text().strip(), sites=sites, treatments=frozenset(_words(self.treatments.text())),
        ))  # fmt: skip


def _words(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
