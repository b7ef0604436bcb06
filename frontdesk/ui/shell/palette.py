"""The command palette: one field over free times, commands, patients, inquiries and dates; each command shows its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.finder_line import FinderLine, read_line
from frontdesk.domain.slots import Slot, SlotList, Wish
from frontdesk.domain.typed_day import read_day
from frontdesk.ui.context import Context
from frontdesk.ui.shell.shade import KeyLine, Shade, Sign
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button, clear, draw_key, key_words, show_now
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import PlainLabel, name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.inquiry import Inquiry
    from frontdesk.services.desk import Desk
    from frontdesk.services.patients import Found

_PART_ICONS = {"clinician": "user", "room": "door-open", "day": "calendar-blank", "hours": "clock", "length": "hourglass-medium", "type": "clipboard-text"}


@dataclass
class Entry:
    """One line of the palette."""

    icon: str
    title: str
    detail: str
    key: str
    run: Callable[[], object]
    show: Callable[[], object] | None = None
    """What Tab does instead."""


class _Row(QAbstractButton):
    def __init__(self, look: Look, entry: Entry) -> None:
        super().__init__()
        self.look, self.entry, self.current = look, replace(entry, title=shown(entry.title, longest=320), detail=shown(entry.detail, longest=320)), False
        self.setAccessibleName(", ".join(part for part in (self.entry.title, self.entry.detail) if part))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(200, self.look.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        told = (self.entry.icon, self.entry.title, self.entry.detail, self.entry.key)
        paint_kept(self, (told, self.current, self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look, entry = self.look, self.entry
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("select"))
            painter.drawRoundedRect(self.rect(), look.px(8), look.px(8))
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(0, look.px(9), look.px(3), self.height() - look.px(18)), 1.5, 1.5)
        side = look.px(18)
        painter.drawPixmap(look.px(14), int((self.height() - side) / 2), look.pixmap(entry.icon, "accentText" if self.current else "text2", 18))
        key = key_words(entry.key) if entry.key else ""
        cap = QFontMetrics(look.font(11, 600)).horizontalAdvance(key) + look.px(12) if key else 0
        font = look.font(14, 600)
        metrics = QFontMetrics(font)
        room = self.width() - look.px(46 + 20) - cap
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(look.px(46), 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), title)
        used = metrics.horizontalAdvance(title) + look.px(12)
        soft = look.font(13)
        painter.setFont(soft)
        painter.setPen(look.color("text2"))
        rest = max(0, room - used)
        painter.drawText(QRectF(look.px(46) + used, 0, rest, self.height()), int(Qt.AlignmentFlag.AlignVCenter),
                         QFontMetrics(soft).elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest))  # fmt: skip
        if key:
            rect = QRectF(self.width() - cap - look.px(10), (self.height() - look.px(20)) / 2, cap, look.px(20))
            draw_key(painter, look, rect, key, ink=look.color("text2"), line=look.color("border2"))


@dataclass(frozen=True)
class _Found:
    """What the desk answered to one line."""

    line: FinderLine | None
    people: tuple[Found, ...] = ()
    asked: tuple[Inquiry, ...] = ()
    slots: SlotList | None = None


def _ruler() -> QFrame:
    line = QFrame()
    line.setProperty("card", "ruler")
    line.setFixedHeight(1)
    return line


class FinderChips(QWidget):
    """"Read as" and the parts of the line; a click drops one (``dropped`` gives the line without it)."""

    dropped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(20), 0, look.px(16), look.px(4))
        row.setSpacing(look.px(6))
        row.addWidget(PlainLabel("Read as", role="soft"))
        self.chips = QHBoxLayout()
        self.chips.setSpacing(look.px(6))
        row.addLayout(self.chips)
        row.addStretch()
        self.hide()

    def show_line(self, line: FinderLine | None, text: str) -> None:
        clear(self.chips)
        self.setVisible(line is not None)
        for part in line.parts if line else ():
            chip = Button(self.look, part.words, icon=_PART_ICONS.get(part.kind, ""), kind="pill", name=f"{part.words}, read from the line; drop it")
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(lambda _=False, p=part: self.dropped.emit(line.without(p, text)) if line else None)
            self.chips.addWidget(chip)
        for word in line.rest if line else ():
            self.chips.addWidget(PlainLabel(f"not read: {word}", role="warn"))


class Palette(QFrame):
    """Covers the middle of the window while it is open; Esc closes it and nothing typed elsewhere is lost."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.host = context, parent
        self._timer = QTimer(self)
        look = context.look
        self.setProperty("card", "palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, look.px(12), 1, 1)
        column.setSpacing(look.px(6))
        self.shade = Shade(self, parent)
        self.field = QLineEdit()
        self.field.setProperty("role", "palette")
        self.field.setPlaceholderText("Type a name, a number, a command, or a time: 45 okafor room 2 tue pm")
        self.field.setAccessibleName("Find anything")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._typed)
        head = QHBoxLayout()
        head.setContentsMargins(look.px(20), 0, look.px(16), 0)
        head.setSpacing(look.px(12))
        head.addWidget(Sign(look, "magnifying-glass"))
        head.addWidget(self.field, 1)
        head.addWidget(Sign(look, "", key="Esc"))
        column.addLayout(head)
        self.finder = FinderChips(look)
        self.finder.dropped.connect(self.field.setText)
        column.addWidget(self.finder)
        column.addWidget(_ruler())
        self._list = QVBoxLayout()
        self._list.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._list.setSpacing(2)
        inside = QWidget()
        inside.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        column.addWidget(_ruler())
        self.foot = KeyLine(look)
        column.addWidget(self.foot)
        self._rows: list[_Row] = []
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)  # letters that come at once are asked for at once
        self._timer.timeout.connect(self._search)
        self._recent: list[str] = []
        self._outdated = False
        self._hasty: Callable[[], object] | None = None
        self._before: QWidget | None = None
        self.hide()

    def open(self) -> None:
        parent = self.host
        look = self.context.look
        width, height = min(look.px(680), parent.width() - 40), min(look.px(500), parent.height() - 80)
        self.setGeometry((parent.width() - width) // 2, min(look.px(110), (parent.height() - height) // 2), width, height)
        self._before = self.window().focusWidget()
        self.field.clear()
        self._timer.stop()  # it is searched at once
        self.shade.cover()
        self.show()
        self.raise_()
        self.field.setFocus()
        self._search()

    def close_palette(self) -> None:
        self._hasty = None
        self.hide()
        self.shade.hide()
        self.context.extra["give_back"](self._before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run_current()
                return True
            if key == Qt.Key.Key_Escape:
                self.close_palette()
                return True
            if key == Qt.Key.Key_Tab:
                return self._show_current()
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
                return self._run_key(f"Alt+{key - Qt.Key.Key_0}")
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        if not self._rows:
            return
        at = next((n for n, row in enumerate(self._rows) if row.current), -1)
        for row in self._rows:
            row.current = False
            row.update()
        chosen = self._rows[(at + step) % len(self._rows)]
        chosen.current = True
        chosen.update()
        self.field.setAccessibleDescription(chosen.accessibleName())

    def _typed(self) -> None:
        self._outdated, self._hasty = True, None
        self._timer.start()

    def _soon(self, key: Callable[[], object]) -> bool:
        """A key that was pressed before what is typed was looked for waits for it: what stands there still was found for other words."""
        if self._outdated:
            self._hasty = key
        return self._outdated

    def _run_current(self) -> None:
        if self._soon(self._run_current):
            return
        row = next((row for row in self._rows if row.current), None)
        if row:
            self._run(row.entry)

    def _show_current(self) -> bool:
        """Tab: look at it before it is done."""
        if self._soon(self._show_current):
            return True
        row = next((row for row in self._rows if row.current), None)
        if row is None or row.entry.show is None:
            return False
        self.close_palette()
        row.entry.show()
        return True

    def _run_key(self, key: str) -> bool:
        if self._soon(partial(self._run_key, key)):
            return True
        row = next((row for row in self._rows if row.entry.key == key), None)
        if row is not None:
            self._run(row.entry)
        return row is not None

    def _run(self, entry: Entry) -> None:
        self.close_palette()
        entry.run()

    def _search(self) -> None:
        text = self.field.text().strip()
        house, today = self.context.house, self.context.wall_now().date()
        line = read_line(self.field.text(), house, today=today) if house else None
        self.finder.show_line(line, self.field.text())
        if line is None and len(text) < 2:
            self.context.jobs.drop("palette")
            self._show(text, _Found(None))
        else:
            from frontdesk.services import calendar, inquiries, patients  # after the first paint, as in jobs

            def ask(desk: Desk) -> _Found:
                if line is not None:
                    return _Found(line, slots=calendar.slots(desk, wish=line.wish, limit=5))
                return _Found(None, patients.search(desk, text=text, limit=6), inquiries.search(desk, text=text, limit=5))

            self.context.jobs.ask(ask, lambda found: self._show(text, found), key="palette", failed=lambda _: self._show(text, _Found(line)))

    def _show(self, text: str, found: _Found) -> None:
        if not self.isVisible():
            return
        clear(self._list)
        self._rows = []
        whose = self.context.extra["whose"]()
        booking = f"book for {name(whose)}" if self.context.extra["in_hand"]() else "choose, then say for whom"
        self.foot.say([("↑ ↓", "choose"), *([("↵", booking), ("Tab", "show in calendar")] if found.line else [("↵", "run")])], "Every command shows its own key")
        self._free(found)
        self._group("Patients", [Entry("users", name(f.patient.name), f"{f.patient.chart}  {f.line}", "",
                                       lambda p=f.patient.id: self.context.go("patients", patient=p)) for f in found.people])  # type: ignore[misc]  # fmt: skip
        self._group("Inquiries", [Entry("tray", name(i.name), i.text[:80].replace("\n", " "), "",
                                        lambda k=i.id: self.context.go("inbox", inquiry=k)) for i in found.asked])  # type: ignore[misc]  # fmt: skip
        self._group("Go to date", self._dates(text))
        if found.line is None:
            self._group("Commands", self._commands(text.casefold()))
        self._list.addStretch()
        if self._rows:
            self._rows[0].current = True
        elif text and found.line is None:
            self._list.insertWidget(0, PlainLabel(f"Nothing found for “{text[:60]}”.", role="soft"))
        show_now(self._list)
        hasty, self._hasty, self._outdated = self._hasty, None, False
        if hasty is not None:
            hasty()

    def _free(self, found: _Found) -> None:
        """The free times of a line that asks for one; where none is, what stands in the way and what its removal would give."""
        house, line, slots = self.context.house, found.line, found.slots
        if line is None or slots is None or house is None:
            return
        whom, whose = self.context.extra["in_hand"](), self.context.extra["whose"]()
        told = f"for {name(whose)}" if whose else "asks for whom"
        entries = [
            Entry(
                "calendar-plus", f"{when.short_day(slot.start)}, {when.clocks(slot.start, slot.end, clock24=self.context.clock24)}",
                ", ".join(p for p in (told, house.clinician(slot.clinician_id).short, house.room(slot.room_id).name if slot.room_id else "", slot.reason) if p),
                "Return" if number == 0 else f"Alt+{number + 1}", partial(self._book, slot, line, whom), partial(self._see, slot, line, whom),
            )
            for number, slot in enumerate(slots.slots)
        ]  # fmt: skip
        self._group("Free slots", entries)
        find = partial(self.context.go, "calendar", wish=line.wish, inquiry=whom.get("inquiry_id"), patient=whom.get("patient_id"))
        commands = [Entry("magnifying-glass", "Find free time…", "in the calendar, with these words as filters", "", find)] if entries else []
        self._group("Commands", [*commands, *self._blocking(line, slots)])
        if not entries:
            self._list.addWidget(PlainLabel("No time is free with these words.", role="soft"))
            self._group("Without one of them", [
                Entry("funnel-simple", blocker.words, f"{blocker.slots} free", "", partial(self._go_calendar, blocker.wish)) for blocker in slots.blocked_by
            ])  # fmt: skip

    def _blocking(self, line: FinderLine, slots: SlotList) -> list[Entry]:
        """Where a clinician is named, the time that was found can be kept free instead."""
        house, key = self.context.house, line.wish.clinician_id
        if house is None or key is None or not slots.slots:
            return []
        first = slots.slots[0]
        block = partial(self.context.go, "calendar", day=first.start.date(), blocking=first)
        told = f"{when.short_day(first.start)}, {when.clocks(first.start, first.end, clock24=self.context.clock24)}"
        return [Entry("coffee", f"Block time for {house.clinician(key).short}", told, "", block)]

    def _book(self, slot: Slot, line: FinderLine, whom: dict[str, Any]) -> None:
        """Whoever the row names is booked at once; else the calendar asks for whom."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        if not whom:
            self._see(slot, line, whom)
            return
        booking = calendar.Booking(slot, line.wish.type_id, **whom)

        def done(booked: calendar.Booked) -> None:
            self.context.say(f"Booked: {booked.sentence}", undo=True)

        self.context.jobs.ask(lambda desk: calendar.book(desk, booking=booking), done, failed=lambda trouble: self.context.warn(trouble.sentence))

    def _see(self, slot: Slot, line: FinderLine, whom: dict[str, Any]) -> None:
        self.context.go("calendar", day=slot.start.date(), wish=line.wish, slot=slot, inquiry=whom.get("inquiry_id"), patient=whom.get("patient_id"))

    def _go_calendar(self, wish: Wish) -> None:
        self.context.go("calendar", wish=wish)

    def _dates(self, text: str) -> list[Entry]:
        today = self.context.wall_now().date()
        day = read_day(text, today) if text and not text.isdigit() else None
        return [Entry("calendar-blank", when.full_day(day), "show in the calendar", "", partial(self.context.go, "calendar", day=day))] if day else []

    def _commands(self, text: str) -> list[Entry]:
        """What is typed for; what acts on the screen that is shown stands first, so that a letter is about whoever is looked at."""
        found = []
        bounds = self.context.commands.bound.values()
        for bound in sorted(bounds, key=lambda one: not one.at_hand) if text else bounds:
            if (not text or all(word in bound.title.casefold() for word in text.split())) and bound.id != "palette" and not bound.id.startswith("inbox.mark"):
                place = "" if bound.where == "everywhere" else f"in {bound.where}"
                found.append(Entry("lightning", bound.title, place, bound.keys[0], bound.run))
        return found[:9]

    def _group(self, title: str, entries: list[Entry]) -> None:
        if not entries:
            return
        self._list.addWidget(PlainLabel(title.upper(), role="label"))
        for entry in entries:
            row = _Row(self.context.look, entry)
            row.clicked.connect(lambda _=False, e=entry: self._run(e))
            self._rows.append(row)
            self._list.addWidget(row)
