"""The clinician's answer: one of four verdicts, a line if wanted, signed with one key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout

from frontdesk.domain.clinic import Clinician
from frontdesk.domain.question import VERDICT_WORDS, Question, Verdict
from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button, Chip, IconWord, clear, draw_key
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

_ICONS = {Verdict.INVITE: "calendar-plus", Verdict.IMAGING: "image", Verdict.CALL: "phone", Verdict.NOT_FOR_US: "x"}
_TEXT = {Verdict.INVITE: "follow-up", Verdict.IMAGING: "imaging", Verdict.CALL: "call", Verdict.NOT_FOR_US: "not for us"}
PAUSE = 500


class VerdictButton(QAbstractButton):
    """Digit, icon and words; framed in the accent where it is chosen."""

    def __init__(self, look: Look, number: int, verdict: Verdict) -> None:
        super().__init__()
        self.look, self.number, self.icon_name = look, number, _ICONS[verdict]
        self.setText(VERDICT_WORDS[verdict])
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number}: {self.text()}")
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(180), self.look.px(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(QPen(look.color("accent" if on else "border2"), 2 if on else 1))
        painter.setBrush(look.color("accentSoft" if on else "hover" if self.underMouse() and self.isEnabled() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(8), look.px(8))
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(9), look.px(9))
        ink = look.color("accentText" if on else "text" if self.isEnabled() else "text3")
        cap = QRectF(look.px(12), (self.height() - look.px(19)) / 2, look.px(19), look.px(19))
        draw_key(painter, look, cap, str(self.number), ink=look.color("text2"), line=look.color("border2"))
        side = look.px(16)
        painter.drawPixmap(look.px(40), (self.height() - side) // 2, look.pixmap(self.icon_name, ink, 16, self.devicePixelRatioF()))
        painter.setFont(look.font(13, 600))
        painter.setPen(ink)
        room = QRectF(look.px(66), 0, self.width() - look.px(74), self.height())
        words = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


class _Line(QPlainTextEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # signs
            return
        super().keyPressEvent(event)


class AnswerCard(QFrame):
    """``kept`` and ``signed`` give verdict, text and the question's id."""

    kept = Signal(object, str, int)
    signed = Signal(object, str, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        look = context.look
        self.question: Question | None = None
        self.verdict: Verdict | None = None
        self.setProperty("card", "dock")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        self.title = PlainLabel("", role="card")
        head.addWidget(self.title)
        head.addStretch()
        self.chips = QHBoxLayout()
        head.addLayout(self.chips)
        self.hint = PlainLabel("signed answers are copied to the timeline", role="faint")
        head.addWidget(self.hint)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(10)
        self.buttons: dict[Verdict, VerdictButton] = {}
        for number, verdict in enumerate(Verdict):
            button = self.buttons[verdict] = VerdictButton(look, number + 1, verdict)
            button.clicked.connect(partial(self._clicked, verdict))
            grid.addWidget(button, number // 2, number % 2)
        column.addLayout(grid)
        self.line = _Line()
        self.line.setPlaceholderText("A line for the desk and the reply, if wanted")
        self.line.setAccessibleName("Answer")
        self.line.setTabChangesFocus(True)
        look.keep_height(self.line, 82)
        self.line.textChanged.connect(self._typed)
        column.addWidget(self.line)
        self.said = Paragraph("", role="message")
        column.addWidget(self.said)
        foot = QHBoxLayout()
        self.where = IconWord(look, "arrow-u-up-left")
        foot.addWidget(self.where, 1)
        self.sign = Button(look, "Answer", icon="check", key="Ctrl+Return", kind="primary", then=self.go)
        foot.addWidget(self.sign)
        column.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._keep)

    def show_question(self, question: Question, clinician: Clinician) -> None:
        """An open one to be answered; of one that is answered, what was said. What is being typed stays as it is, and the caret where it is."""
        same = self.question is not None and self.question.id == question.id and question.open and (self._timer.isActive() or self.line.hasFocus())
        self.question = question
        self.title.say(f"Answer of {clinician.short}")
        clear(self.chips)
        for button in self.buttons.values():
            button.setVisible(question.open)
        for part in (self.line, self.sign, self.hint, self.where):
            part.setVisible(question.open)
        self.said.setVisible(not question.open)
        self.said.say(question.answer or "Signed without a further line.")
        if not question.open and question.verdict:
            self.chips.addWidget(Chip(self.context.look, VERDICT_WORDS[question.verdict], "ok"))
        if question.open and not same:
            self.line.blockSignals(True)
            self.line.setPlainText(question.draft)
            self.line.blockSignals(False)
            self._mark(question.verdict)

    def _mark(self, verdict: Verdict | None) -> None:
        self.verdict = verdict
        for one, button in self.buttons.items():
            button.setChecked(one is verdict)
        if verdict is None:
            self.where.say("returns to the inbox once it is signed")
        else:
            self.where.say(f"returns to Inbox with “{VERDICT_WORDS[verdict]}” and the {_TEXT[verdict]} text")

    def choose(self, verdict: Verdict) -> None:
        """1 to 4."""
        self._mark(verdict)
        self._typed()

    def _clicked(self, verdict: Verdict, *_: object) -> None:
        self.choose(verdict)

    def focus_line(self) -> None:
        self.line.setFocus()

    def _typed(self) -> None:
        self._timer.start()

    def flush(self) -> None:
        """Keep what was chosen and typed so far."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _keep(self) -> None:
        if self.question is not None:
            self.kept.emit(self.verdict, self.line.toPlainText(), self.question.id)

    def go(self) -> None:
        if self.question is not None and self.question.open:
            if self.verdict is None:
                self.context.warn("Choose what is to happen first: 1 to 4.")
                return
            self._timer.stop()
            self.signed.emit(self.verdict, self.line.toPlainText(), self.question.id)
