"""Welcome (mock-up 11): three ways to begin, and the form that sets up a clinic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from frontdesk.domain.clinic import Clinic, Room, Site
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.when import DAYS
from frontdesk.ui.preferences.typed_time import read_time
from frontdesk.ui.theme.look import Look
from frontdesk.ui.welcome.picture import Picture
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, card, draw_key, key_words
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.staff import NewClinic


class Way(QAbstractButton):
    """One of the three ways, with its key."""

    def __init__(self, look: Look, icon: str, title: str, line: str, key: str) -> None:
        super().__init__()
        self.look, self.icon_name, self.title, self.line, self.key = look, icon, title, line, key
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}: {line}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(600), self.look.px(78))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(260), self.look.px(78))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.hasFocus()
        painter.setPen(QPen(look.color("accent" if on else "border"), 2 if on else 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), look.px(12), look.px(12))
        side = look.px(44)
        tile = QRectF(look.px(18), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawRoundedRect(tile, look.px(10), look.px(10))
        inner = look.px(22)
        painter.drawPixmap(int(tile.center().x() - inner / 2), int(tile.center().y() - inner / 2), look.pixmap(self.icon_name, "accentText", 22))
        left, room = look.px(78), self.width() - look.px(78 + 60)
        for text, font, token, y in ((self.title, look.font(15, 600), "text", look.px(18)), (self.line, look.font(13), "text2", look.px(40))):
            painter.setFont(font)
            painter.setPen(look.color(token))
            words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, y, room, look.px(20)), int(Qt.AlignmentFlag.AlignVCenter), words)
        cap = QRectF(self.width() - look.px(46), (self.height() - look.px(20)) / 2, look.px(26), look.px(20))
        draw_key(painter, look, cap, self.key, ink=look.color("text2"), line=look.color("border2"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Keys(Flow):
    """Key caps, each with its word; as many lines as they need."""

    def __init__(self, look: Look, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__(look)
        for key, word in keys:
            self.add(_Key(look, key_words(key), word))


class _Key(QWidget):
    def __init__(self, look: Look, key: str, word: str) -> None:
        super().__init__()
        self.look, self.key, self.word = look, key, word
        self.setAccessibleName(f"{key}: {word}")

    def _cap(self) -> int:
        return max(self.look.px(22), QFontMetrics(self.look.font(11, 600)).horizontalAdvance(self.key) + self.look.px(12))

    def sizeHint(self) -> QSize:
        return QSize(self._cap() + QFontMetrics(self.look.font(13)).horizontalAdvance(self.word) + self.look.px(20), self.look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, cap = self.look, QPainter(self), self._cap()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_key(painter, look, QRectF(0.5, look.px(2), cap, look.px(20)), self.key, ink=look.color("text2"), line=look.color("border2"))
        painter.setFont(look.font(13))
        painter.setPen(look.color("text2"))
        painter.drawText(QRectF(cap + look.px(8), 0, self.width() - cap, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.word)
        painter.end()


class Welcome(QWidget):
    """``demo``, ``bring``, and ``ready`` with a NewClinic and whether to bring in inquiries afterwards."""

    demo = Signal()
    ready = Signal(object, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._bring = False
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.stack.addWidget(self._ways())
        self.stack.addWidget(self._form())

    def _ways(self) -> QWidget:
        look = self.look
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 24, 24, 24)
        row.setSpacing(look.px(80))
        row.addStretch(1)
        left = QWidget()
        left.setMaximumWidth(look.px(640))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addStretch()
        column.addWidget(PlainLabel("Welcome to the front desk", role="welcome"))
        column.addWidget(Paragraph("Everything stays on this computer. You can start with a make-believe clinic and set up yours later."))
        column.addSpacing(16)
        ways = (
            Way(look, "sparkle", "Explore the demo clinic", "4 clinicians, 180 patients, 12 waiting inquiries", "↵"),
            Way(look, "download-simple", "Bring in your inquiries", "WordPress comments, form answers, mail; about 3 minutes with setting up", "2"),
            Way(look, "calendar-plus", "Set up an empty clinic", "Clinicians, rooms, opening hours: about 3 minutes", "3"),
        )
        for way, then in zip(ways, (self.demo.emit, lambda: self.set_up(bring=True), lambda: self.set_up(bring=False)), strict=True):
            way.clicked.connect(lambda _=False, t=then: t())
            column.addWidget(way)
        self.ways = ways
        column.addSpacing(16)
        column.addWidget(PlainLabel("FIVE KEYS TO KNOW", role="label"))
        self.said = Paragraph("", role="strong")
        column.addWidget(Keys(look, (("Ctrl+K", "find anything"), ("F2", "log a call"), ("B", "book"), ("Space", "check in"), ("Ctrl+Z", "undo"))))
        column.addSpacing(16)
        column.addWidget(self.said)
        column.addStretch()
        row.addWidget(left, 8)
        self.picture = Picture(look)
        row.addWidget(self.picture)
        row.addStretch(1)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture gives way first."""
        super().resizeEvent(event)
        self.picture.setVisible(self.width() >= self.look.px(1180))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.stack.currentIndex() == 0 and event.key() in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
            self.ways[event.key() - Qt.Key.Key_1].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.stack.setCurrentIndex(0)
        else:
            super().keyPressEvent(event)

    def set_up(self, *, bring: bool) -> None:
        self._bring = bring
        self.stack.setCurrentIndex(1)
        self.desk_person.setFocus()

    # -- the form

    def _form(self) -> QWidget:
        look = self.look
        inside = QWidget()
        inside.setMaximumWidth(look.px(900))
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(10)
        column.addWidget(PlainLabel("Set up your clinic", role="title"))
        column.addWidget(
            Paragraph("What is asked here prints on letters and decides when somebody can be booked. All of it can be changed later in Settings.", role="soft")
        )
        frame, inner = card("You and the clinic")
        grid = QGridLayout()
        self.desk_person, self.clinic_name, self.tagline, self.phone = (QLineEdit() for _ in range(4))
        self.street, self.city, self.region, self.postcode = (QLineEdit() for _ in range(4))
        self.zone = Combo("Time zone")
        self.zone.setEditable(True)
        self.zone.addItems(sorted(z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "posix/", "right/"))))
        self.zone.setCurrentText("America/Chicago")
        self.paper = Combo("Paper")
        self.paper.addItems(["Letter", "A4"])
        for n, (label, widget) in enumerate((
            ("Who is at the desk", self.desk_person), ("Name of the clinic", self.clinic_name), ("Line under the name", self.tagline), ("Phone", self.phone),
            ("Street", self.street), ("City", self.city), ("State or region", self.region), ("Postcode", self.postcode), ("Time zone", self.zone), ("Paper", self.paper),
        )):  # fmt: skip
            widget.setAccessibleName(label)
            if isinstance(widget, QComboBox) and (typed := widget.lineEdit()):
                typed.setAccessibleName(label)
            grid.addWidget(PlainLabel(label, role="soft"), n // 2, (n % 2) * 2)
            grid.addWidget(widget, n // 2, (n % 2) * 2 + 1)
        inner.addLayout(grid)
        column.addWidget(frame)
        column.addWidget(self._people())
        self.trouble = Paragraph("", role="danger")
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addWidget(Button(look, "Set up the clinic", icon="check", kind="primary", then=self._finish))
        row.addWidget(Button(look, "Back", then=lambda: self.stack.setCurrentIndex(0)))
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(inside)
        return scroll

    def _people(self) -> QWidget:
        frame, inner = card("Clinicians, rooms, weekly hours")
        inner.addWidget(Paragraph("One clinician a line, as printed on letters (Dr Amara Okafor).", role="soft"))
        self.clinicians = QPlainTextEdit()
        self.clinicians.setAccessibleName("Clinicians, one a line")
        self.clinicians.setTabChangesFocus(True)
        self.clinicians.setFixedHeight(self.look.px(84))
        inner.addWidget(self.clinicians)
        inner.addWidget(Paragraph("One room a line; write “, procedure” after one that injections need.", role="soft"))
        self.rooms = QPlainTextEdit("Room 1\nRoom 2\nProcedure room, procedure")
        self.rooms.setAccessibleName("Rooms, one a line")
        self.rooms.setTabChangesFocus(True)
        self.rooms.setFixedHeight(self.look.px(84))
        inner.addWidget(self.rooms)
        days = QHBoxLayout()
        self.days = [Check(self.look, day[:3]) for day in DAYS]
        for n, box in enumerate(self.days):
            box.setChecked(n < 5)
            days.addWidget(box)
        self.start, self.end = QLineEdit("9:00"), QLineEdit("17:00")
        for label, edit in (("from", self.start), ("to", self.end)):
            edit.setAccessibleName(f"Hours {label}")
            edit.setMaximumWidth(self.look.px(80))
            days.addWidget(PlainLabel(label, role="soft"))
            days.addWidget(edit)
        days.addStretch()
        inner.addLayout(days)
        return frame

    def _finish(self) -> None:
        new = self._read()
        if new is not None:
            self.ready.emit(new, self._bring)

    def wait(self, sentence: str) -> None:
        """Something is being made; nothing can be begun twice."""
        self.tell(sentence, role="soft")
        self.stack.setEnabled(False)

    def tell(self, sentence: str, *, at: QLineEdit | None = None, role: str = "danger") -> None:
        """Say what is missing; the keyboard goes to the field it is ``at``."""
        self.stack.setEnabled(True)
        self.trouble.setProperty("role", role)
        self.trouble.style().polish(self.trouble)
        for place in (self.trouble, self.said):
            place.say(sentence)
        if at is not None:
            at.setFocus()

    def _read(self) -> NewClinic | None:
        from frontdesk.services.staff import NewClinic, NewClinician, NewHours  # after the first paint, as in jobs

        start, end = read_time(self.start.text()), read_time(self.end.text())
        if start is None or end is None:
            self.tell("Type the hours as 9:00 and 17:00.", at=self.start if start is None else self.end)
            return None
        if not self.desk_person.text().strip():
            self.tell("Type who is at the desk; letters are signed with that name.", at=self.desk_person)
            return None
        if not self.phone.text().strip():
            self.tell("Type the clinic's phone; every letter names it.", at=self.phone)
            return None
        paper = self.paper.currentText()
        clinic = Clinic(0, self.clinic_name.text().strip(), tagline=self.tagline.text().strip(), phone=self.phone.text().strip(), paper=paper,
                        locale="en-US" if paper == "Letter" else "en-GB", clock24=paper == "A4")  # fmt: skip
        address = PostalAddress(self.street.text().strip(), "", self.city.text().strip(), self.region.text().strip(), self.postcode.text().strip())
        site = Site(0, self.city.text().strip() or "Main", self.zone.currentText().strip(), address, self.phone.text().strip())
        people = tuple(NewClinician(line.strip()) for line in self.clinicians.toPlainText().splitlines() if line.strip())
        weekdays = tuple(n for n, box in enumerate(self.days) if box.isChecked())
        return NewClinic(self.desk_person.text().strip(), clinic, site, people, self._rooms(), (NewHours(weekdays, start, end),))

    def _rooms(self) -> tuple[Room, ...]:
        rooms = []
        for line in self.rooms.toPlainText().splitlines():
            words, _, kind = line.partition(",")
            if words.strip():
                number = "".join(c for c in words if c.isdigit())
                short = f"R{number}" if number else words.strip()[:4]
                rooms.append(Room(0, 0, words.strip(), short, kind.strip() or "consult"))
        return tuple(rooms)
