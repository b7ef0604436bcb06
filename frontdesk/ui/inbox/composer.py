"""The reply, docked under the message: text with its fields, times offered as chips, the article, what stands in the way, one key that sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.draft_check import Findings
from frontdesk.domain.reply import Audience, Offer, Reply
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.draft_text import DraftText
from frontdesk.ui.widgets.controls import Button, IconWord, clear
from frontdesk.ui.widgets.digit_list import DigitList
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown, tip

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.slots import Slot
    from frontdesk.services.replies import Draft

PAUSE = 400
"""Milliseconds without a key after which what was typed is kept."""


class OfferChip(QAbstractButton):
    """A time that is offered: the panel's digit, day and hour. Pressing it takes it off."""

    def __init__(self, context: Context, offer: Offer) -> None:
        super().__init__()
        self.look, self.digit = context.look, str(offer.digit)
        self.words = shown(when.moment_words(offer.slot.start, clock24=context.clock24))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"Offered: {self.words}. Press to take it off")
        tip(self, "Press to take this time off")

    def sizeHint(self) -> QSize:
        look = self.look
        wide = sum(QFontMetrics(look.font(12.5, 600)).horizontalAdvance(part) for part in (self.digit, self.words))
        return QSize(wide + look.px(28), look.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("focus"), 2) if self.hasFocus() else QPen(look.color("accent"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.setPen(look.color("accentText"))
        metrics, x = QFontMetrics(look.font(12.5, 600)), look.px(10)
        for part, weight in ((self.digit, 600), (self.words, 500)):
            painter.setFont(look.font(12.5, weight))
            painter.drawText(QRectF(x, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), part)
            x += metrics.horizontalAdvance(part) + look.px(8)
        painter.end()


class Composer(QFrame):
    """Shows one draft. ``kept`` asks to store it, ``sent`` to send it, ``handed`` to give it to the mail program or the page."""

    kept = Signal(object)
    sent = Signal(object)
    handed = Signal(object)
    template_wanted = Signal(object)
    audience_wanted = Signal(object)
    ask_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.draft: Draft | None = None
        self.reply: Reply | None = None
        self.findings = Findings()
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep)
        self.hide()

    # -- building

    def _build(self) -> None:
        look = self.context.look
        self.setProperty("card", "dock")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = IconWord(look, "arrow-u-up-left", strong="strong")
        head.addWidget(self.title, 1)
        self.template_label = PlainLabel("Template", role="faint")
        head.addWidget(self.template_label)
        self.template = Button(look, "", key="T", kind="pill", name="Text of the reply", then=self.open_templates)
        head.addWidget(self.template)
        column.addLayout(head)
        column.addWidget(self._build_address())
        self.templates = DigitList(look, "Texts of the clinic, the best fitting first")
        self.templates.picked.connect(self.template_wanted)
        self.templates.left.connect(self.leave_templates)
        column.addWidget(self.templates)
        self.text = DraftText(look)
        self.text.edited.connect(self._edited)
        column.addWidget(self.text)
        self.offers = Flow(look)
        column.addWidget(self.offers)
        column.addWidget(self._build_article())
        foot = QHBoxLayout()
        self.verdict = Verdict(self.context)
        foot.addWidget(self.verdict, 1)
        self.ask = Button(look, "Ask clinician", icon="question", key="Q", then=self.ask_wanted.emit)
        self.public = Button(look, "", icon="globe", key="Shift+R", kind="ghost", name="Public line under the comment", then=self._other_audience)
        self.send = Button(look, "Send", icon="paper-plane-tilt", key="Ctrl+Return", kind="primary", then=self.go)
        for button in (self.ask, self.public, self.send):
            foot.addWidget(button)
        column.addLayout(foot)

    def _build_address(self) -> QWidget:
        self.address_row = QWidget()
        column = QVBoxLayout(self.address_row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.warning = Paragraph("", role="danger")
        column.addWidget(self.warning)
        row = QHBoxLayout()
        self.address = QLineEdit()
        self.address.setPlaceholderText("E-mail address")
        self.address.setAccessibleName("E-mail address of the reply")
        self.address.textEdited.connect(self._typed_address)
        row.addWidget(self.address, 1)
        self.address_choices = QHBoxLayout()
        row.addLayout(self.address_choices)
        column.addLayout(row)
        return self.address_row

    def _build_article(self) -> QWidget:
        look = self.context.look
        self.article_row = QWidget()
        row = QHBoxLayout(self.article_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.article = IconWord(look, "book-open", strong="strong")
        row.addWidget(self.article, 1)
        row.addWidget(Button(look, "", icon="x", kind="ghost", name="Take the article off", then=self._drop_article))
        return self.article_row

    # -- showing

    def show_draft(self, draft: Draft, name: str) -> None:
        """A draft as the desk keeps it, or a fresh one from the best text."""
        self.draft, self.reply = draft, draft.reply
        public = draft.reply.audience is Audience.PUBLIC
        self.title.say("", "Public line under the comment" if public else f"Reply to {name} by e-mail", icon="globe" if public else "arrow-u-up-left")
        picked = next((t.title for t in draft.templates if t.slug == draft.reply.template), "Own words")
        self.template.say(picked)
        self.public.icon_name = "arrow-u-up-left" if public else "globe"
        self.public.setAccessibleName("Reply privately" if public else "Public line under the comment")
        tip(self.public, "Reply privately  R" if public else "Public line under the comment  Shift R")
        self.templates.hide()
        self.text.show()
        self.text.put(draft.reply.body)
        self._show_address(draft, public)
        self._show_offers()
        self._show_article()
        self._check()
        self.show()

    def _show_address(self, draft: Draft, public: bool) -> None:
        clear(self.address_choices)
        self.address_row.setVisible(not public and (bool(draft.warning) or draft.reply.recipient not in draft.addresses))
        self.warning.say(draft.warning)
        self.warning.setVisible(bool(draft.warning))
        self.address.setText(draft.reply.recipient)
        if draft.warning:
            for one in draft.addresses[:3]:
                self.address_choices.addWidget(Button(self.context.look, one, then=partial(self._choose_address, one)))

    def _show_offers(self) -> None:
        assert self.reply is not None
        self.offers.clear()
        for offer in self.reply.offers:
            chip = OfferChip(self.context, offer)
            chip.clicked.connect(partial(self._drop_offer, offer))
            self.offers.add(chip)
        self.offers.setVisible(bool(self.reply.offers))
        tip(self.offers, f"Held until {self.draft.until}" if self.draft and self.reply.offers else "")

    def _show_article(self) -> None:
        article = self.draft.article if self.draft else None
        there = article is not None and self.reply is not None and self.reply.article_id == article.id and self.reply.audience is Audience.PRIVATE
        self.article_row.setVisible(there)
        if article is not None:
            self.article.say("Article", article.title, after="attached")

    def _check(self) -> None:
        """While typing: what is found is shown at once; it takes about a millisecond."""
        if self.draft is None or self.reply is None:
            return
        self.findings = self.draft.checker.check(self.reply)
        self.text.mark(self.findings)
        self.verdict.say(self.findings, self.reply.audience is Audience.PUBLIC)
        self.ask.setVisible(bool(self.findings.advice))
        self.template_label.setVisible(not self.findings.advice)
        self.public.setVisible(self.reply.audience is Audience.PUBLIC or (self.context.extra.get("comment", False) and not self.findings.advice))
        many = len(self.reply.offers)
        times = f" and hold {many} {'slot' if many == 1 else 'slots'}" if many else ""
        if self.reply.audience is Audience.PUBLIC:
            self.send.say("Copy for the page")
        else:
            self.send.say(f"Send{times}" if self.draft.can_send else "Copy text and open mail program")

    # -- editing

    def _edited(self) -> None:
        if self.reply is not None:
            self.reply = replace(self.reply, body=self.text.toPlainText())
            self._check()
            self._timer.start()

    def _typed_address(self, text: str) -> None:
        if self.reply is not None:
            self.reply = replace(self.reply, recipient=text.strip())
            self._check()
            self._timer.start()

    def _choose_address(self, address: str) -> None:
        self.address.setText(address)
        self._typed_address(address)

    def change(self, changed: Reply) -> None:
        """Times were offered, or something was put in: show it and keep it."""
        self.reply = changed
        if changed.body != self.text.toPlainText():
            self.text.put(changed.body)
        self._show_offers()
        self._show_article()
        self._check()
        self.keep()

    def offer(self, slots: Sequence[tuple[int, Slot]], type_id: int) -> None:
        """These times of the panel (digit, time), to the person who is written to or whom they write for."""
        from frontdesk.services import replies  # after the first paint, as in jobs

        if self.reply is not None and self.draft is not None:
            self.change(replies.offer(self.reply, slots=slots, type_id=type_id, whom=self.draft.values["whom"]))

    def _drop_offer(self, offer: Offer, *_: object) -> None:
        if self.reply is not None:
            self.offer([(o.digit, o.slot) for o in self.reply.offers if o != offer], offer.type_id)

    def _drop_article(self) -> None:
        if self.reply is not None:
            self.change(replace(self.reply, article_id=None))

    def insert(self, sentence: str) -> None:
        """A question of the missing facts, into the text."""
        self.text.say_at_end(sentence)
        self.text.setFocus()

    def keep(self) -> None:
        """What was typed is stored; nothing is where nothing was typed."""
        self._timer.stop()
        if self.reply is not None and self.draft is not None and self.reply != self.draft.reply:
            self.kept.emit(self.reply)

    def stored(self, reply: Reply) -> None:
        """The desk has it; its id is taken over, what was typed meanwhile stays."""
        if self.reply is not None and self.draft is not None and self.reply.inquiry_id == reply.inquiry_id and self.reply.audience is reply.audience:
            self.reply = replace(self.reply, id=reply.id, version=reply.version, created_at=reply.created_at)
            self.draft = replace(self.draft, reply=reply)

    def open_templates(self) -> None:
        if self.draft is not None and self.reply is not None:
            self._make_room(True)
            self.templates.open([(t.title, t.slug) for t in self.draft.templates], self.reply.template)

    def _make_room(self, listed: bool) -> None:
        """While a text is chosen, its list stands where the reply does."""
        self.text.setVisible(not listed)
        self.offers.setVisible(not listed and self.reply is not None and bool(self.reply.offers))
        if listed:
            self.article_row.hide()
        else:
            self._show_article()

    def leave_templates(self) -> None:
        """As it was before."""
        self.templates.hide()
        self._make_room(False)
        self.text.setFocus()

    def _other_audience(self) -> None:
        if self.reply is not None:
            self.keep()
            self.audience_wanted.emit(Audience.PRIVATE if self.reply.audience is Audience.PUBLIC else Audience.PUBLIC)

    # -- sending

    def go(self) -> None:
        """Send it, or say what stands in the way and put the keyboard there."""
        if self.reply is None or self.draft is None or not self.isVisible():
            return
        self._check()
        if self.findings.stop:
            self.context.warn(self.findings.stop)
            if not (self.text.choose_field() or self.text.choose_advice()):
                self._point_at_address()
            return
        self._timer.stop()
        by_us = self.draft.can_send and self.reply.audience is Audience.PRIVATE
        (self.sent if by_us else self.handed).emit(self.reply)

    def _point_at_address(self) -> None:
        if self.findings.address:
            self.address_row.show()
            self.address.setFocus()
        else:
            self.text.setFocus()

    def close_draft(self) -> None:
        """Esc: out of the way; what was typed is kept."""
        self.keep()
        self.draft = self.reply = None
        self.hide()


class Verdict(QWidget):
    """Under the draft: nothing in it reads as advice, or what does; a shield and one line."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.icon, self.token = "shield-check", "okText"
        row = QHBoxLayout(self)
        row.setContentsMargins(context.look.px(22), 0, 0, 0)
        self.words = PlainLabel("")
        row.addWidget(self.words)

    def say(self, findings: Findings, public: bool) -> None:
        if findings.advice:
            rule = findings.advice[0].rule
            self._show("warning", "dangerText", "danger", f"{rule.why[:1].upper()}{rule.why[1:]}", f"By the rule “{rule.phrase}” of the visible list. {findings.stop}")
        elif findings.disclosed:
            self._show("warning", "dangerText", "danger", "Tells the public something of this person", findings.stop)
        elif findings.unresolved:
            words = ", ".join(dict.fromkeys(found[2].replace("_", " ") for found in findings.unresolved))
            self._show("pencil-simple", "warnText", "warn", f"Still to say: {words}", findings.stop)
        elif public:
            self._show("shield-check", "okText", "ok", "Nothing of this person, no clinical advice", "")
        else:
            self._show("shield-check", "okText", "ok", "No clinical advice in this draft", "Read against the clinic's visible list of phrases; Settings, Texts")

    def _show(self, icon: str, token: str, role: str, words: str, more: str) -> None:
        self.icon, self.token = icon, token
        self.words.setProperty("role", role)
        self.words.style().polish(self.words)
        self.words.say(words)
        if more:
            tip(self, more)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), self.context.look.px(16)
        painter.drawPixmap(0, (self.height() - side) // 2, self.context.look.pixmap(self.icon, self.token, 16, self.devicePixelRatioF()))
        painter.end()


