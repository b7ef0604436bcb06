"""Facts beside the message: numbered rows in the colours of the highlights, what is missing, the small body map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain import fact_words
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.missing import Missing
from frontdesk.domain.plain import begun
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.body_map import BodyMap
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown, tip


class FactRow(QAbstractButton):
    """Number, label, value; a tick where the desk has accepted it."""

    deleted = Signal()
    stepped = Signal(int)
    focused = Signal()

    def __init__(self, look: Look, *, label_wide: int = 66) -> None:
        super().__init__()
        self.look, self._label_wide = look, label_wide
        self.number = self.label = self.value = self.fact_group = self.mark = ""
        self.warn = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, number: str, label: str, value: str, group: str, *, mark: str = "", warn: bool = False, spoken: str = "") -> None:
        """``spoken``: what a screen reader is told instead."""
        self.number, self.label, self.value, self.fact_group, self.mark, self.warn = number, label, shown(value, longest=300), group, mark, warn
        self.setAccessibleName(spoken or f"{number}, {label}: {self.value}" + (", accepted" if mark else ""))
        tip(self, self.value)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(180), self.look.px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        told = (self.number, self.label, self.value, self.fact_group, self.mark, self.warn, self._label_wide)
        paint_kept(self, (told, self.hasFocus(), self.underMouse(), self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(look.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.color("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        fill, line = (look.color("surface"), look.color("accent")) if self.warn else look.fact_colors(self.fact_group)
        side = look.px(20)
        box = QRectF(2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(line, 1) if self.warn else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(line)
        painter.setFont(look.font(11, 600))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.number)
        middle = look.px(26 + self._label_wide)
        self._text(painter, look.px(28), middle - look.px(30), self.label, look.font(12.5), "text2")
        room = self.width() - middle - (look.px(20) if self.mark else 2)
        self._text(painter, middle, room, self.value, look.font(13, 600), "warnText" if self.warn else "text")
        if self.mark:
            painter.drawPixmap(self.width() - look.px(17), int((self.height() - look.px(14)) / 2), look.pixmap(self.mark, "ok", 14))

    def _text(self, painter: QPainter, x: float, width: float, text: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self.look.color(token))
        metrics = QFontMetrics(font)
        shown_ = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(QRectF(x, 0, width, self.height()), int(Qt.AlignmentFlag.AlignVCenter), shown_)


class GapLine(QWidget):
    """What is missing; it can be asked for in the reply."""

    def __init__(self, look: Look, asked: Callable[[str], object], *, button: bool) -> None:
        super().__init__()
        self.question = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        self.row = FactRow(look)
        self.row.clicked.connect(lambda: asked(self.question))
        line.addWidget(self.row, 1)
        self.ask = Button(look, "Ask in reply", kind="small", then=lambda: asked(self.question)) if button else None
        if self.ask is not None:
            line.addWidget(self.ask, 0)

    def show_gap(self, gap: Missing) -> None:
        self.question = gap.question
        value = f"Not stated, {gap.about}" if gap.about else "Not stated"
        self.row.say("?", gap.label, value, "question", warn=True, spoken=f"Missing: {gap.label}. Ask: {gap.question}")
        tip(self.row, gap.question)
        if self.ask is not None:
            self.ask.setAccessibleName(shown(f"Ask in reply: {gap.question}"))


class FactsPanel(QFrame):
    """``picked``: a fact to be shown in the text; ``opened``: to be corrected; ``rejected``; ``accept_all``; ``asked``: a question for the reply;
    ``reached``: the row that the keyboard was taken to.
    """

    picked = Signal(int)
    reached = Signal(QWidget)
    opened = Signal(object)
    rejected = Signal(int)
    asked = Signal(str)

    def __init__(self, look: Look, *, accept_all: Callable[[], object], compact: bool = False, read_only: bool = False) -> None:
        super().__init__()
        self.look, self.read_only = look, read_only
        self.setProperty("card", "" if compact else "true")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(0, 0, 0, 0) if compact else (16, 12, 12, 12))
        outer.setSpacing(6)
        top = QWidget()
        head = QHBoxLayout(top)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(PlainLabel("Facts", role="card"))
        head.addWidget(PlainLabel("from the message", role="faint"))
        head.addStretch()
        self.accept = Button(look, "", icon="checks", key="A", kind="ghost", then=accept_all, name="Accept all facts")
        head.addWidget(self.accept)
        self.edit = Button(look, "Edit", icon="pencil-simple", kind="ghost", name="Edit facts", then=self.focus_row)
        head.addWidget(self.edit)
        outer.addWidget(top)
        top.setVisible(not compact)
        body = QHBoxLayout()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(1)
        body.addLayout(self._rows, 1)
        self.map = BodyMap(look, tall=164, wide=90) if compact else BodyMap(look)
        body.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(body)
        self.none = Paragraph("No facts found." if read_only else "No facts found. Mark words with Alt+1 to 6.", role="soft")
        self._rows.addWidget(self.none)
        self._rows.addStretch()
        gaps = QVBoxLayout()
        gaps.setSpacing(1)
        outer.addLayout(gaps)
        self._made: list[FactRow] = []
        self._lines = [GapLine(look, self.asked.emit, button=not compact) for _ in range(2 if compact else 4)]
        for line in self._lines:
            line.hide()
            gaps.addWidget(line)
        self.compact = compact
        self.facts: tuple[RecordedFact, ...] = ()
        self.rows: list[FactRow] = []
        self.accept.setVisible(not compact and not read_only)
        self.edit.setVisible(not compact and not read_only)

    def focus_row(self, number: int = 0) -> None:
        """The keyboard goes to this fact, or to the last one where there are fewer."""
        if self.rows:
            row = self.rows[max(0, min(number, len(self.rows) - 1))]
            row.setFocus()
            self.reached.emit(row)

    def show_facts(self, facts: Sequence[RecordedFact], missing: Sequence[Missing]) -> None:
        """Rows are made once and say other words then: a message has a dozen, and each new one costs more than all its words."""
        at = next((n for n, row in enumerate(self.rows) if row.hasFocus()), -1)
        self.facts = tuple(facts)
        while len(self._made) < len(facts):
            before, made = self._made[-1] if self._made else self.edit, self._row(len(self._made))
            self._rows.insertWidget(len(self._made), made)
            self.setTabOrder(before, made)
            self._made.append(made)
        for number, row in enumerate(self._made):
            row.setVisible(number < len(facts))
        self.rows = self._made[: len(facts)]
        for number, (row, recorded) in enumerate(zip(self.rows, facts, strict=True), 1):
            self._say(row, number, recorded)
        if at >= 0 and facts:
            self.focus_row(at)
            self.picked.emit(self.facts[min(at, len(facts) - 1)].id)
        asked = list(missing)[: len(self._lines)]
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(asked))
            if number < len(asked):
                line.show_gap(asked[number])
        self.none.setVisible(not facts)
        if not self.compact:
            self.map.stand_beside(len(self.rows))
        self.map.show_facts(facts)
        self.accept.setEnabled(any(f.decision == "suggested" for f in facts))

    def _row(self, number: int) -> FactRow:
        row = FactRow(self.look, label_wide=50 if self.compact else 66)
        row.clicked.connect(lambda: self._opened(self.facts[number]))
        row.deleted.connect(lambda: self.rejected.emit(self.facts[number].id))
        row.stepped.connect(lambda by: self.focus_row(number + by))
        row.focused.connect(lambda: self.picked.emit(self.facts[number].id))
        return row

    @staticmethod
    def _say(row: FactRow, number: int, recorded: RecordedFact) -> None:
        fact = recorded.fact
        mark = "check" if recorded.decision in ("accepted", "corrected", "added") else ""
        label, words = fact_words.label(fact), fact.quote if fact.kind == "phone" and fact.quote else fact_words.words(fact)
        if words.startswith(f"{label} "):  # Since: since last night
            words = begun(words.removeprefix(f"{label} "))
        row.say(str(number), label, words, fact.group, mark=mark)
        if fact.confidence < 0.6:
            row.setAccessibleName(row.accessibleName() + ", check")

    def _opened(self, recorded: RecordedFact) -> None:
        self.picked.emit(recorded.id)
        self.opened.emit(recorded)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
