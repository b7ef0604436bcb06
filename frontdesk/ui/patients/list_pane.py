"""The list of patients: one field finds them live; "New patient" is always the last row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, Segmented, disc_color, initials
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.safe_text import PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.patients import Found
    from frontdesk.services.recalls import RecallLine


class SearchLine(QLineEdit):
    """A search field; the down arrow goes into what was found."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class ListPane(QWidget):
    """``asked`` after each letter; ``new`` is the button for somebody who is not on file. ``gathered``: a rule for
    recalls as typed, or nothing where those there are to be gone through again.
    """

    asked = Signal()
    gathered = Signal(str)

    def __init__(self, context: Context, make: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("pane", "list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look, self._looked_for = context.look, ""
        self.total, self.hint = PlainLabel("", role="faint"), PlainLabel("", role="faint")
        self.search = SearchLine()
        self.search.setPlaceholderText("Name, birthday or phone")
        self.search.setAccessibleName("Search patients")
        self._offer_to_clear()
        self.list = RowList(context.look, 72, name="Patients")
        self.new = Button(context.look, "New patient", icon="user-plus", key="Ctrl+Return", then=make)
        self.which = Segmented(context.look, ("Everybody", "Recall"), name="Everybody, or who is to be recalled")
        self.which.chosen.connect(self._switch)
        self.rule = QLineEdit()
        self.rule.setPlaceholderText("Rule: 12 months, yearly look")
        self.rule.setAccessibleName("A rule for recalls: after how many months, and what it is called")
        self.rule.returnPressed.connect(self._gather)
        self.gather = Button(context.look, "Gather by the rules", icon="arrows-clockwise", then=lambda: self.gathered.emit(""))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)  # letters that come at once are asked for at once
        self._timer.timeout.connect(self.asked)
        self.search.textChanged.connect(lambda: self._timer.start())
        for signal in (self.search.down, self.search.returnPressed):
            signal.connect(self.to_list)
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 16, 0)
        head.addWidget(PlainLabel("Patients", role="pane"))
        head.addStretch()
        head.addWidget(self.total)
        column.addLayout(head)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        inset.addWidget(self.which)
        inset.addWidget(self.search)
        inset.addWidget(self.hint)
        column.addLayout(inset)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        for widget in (self.rule, self.gather, self.new):
            foot.addWidget(widget)
        column.addLayout(foot)
        self._switch(0, ask=False)  # in its place: shown before, each would be a window of its own for a moment

    def _offer_to_clear(self) -> None:
        """A sign that empties the field. Qt's own one fades, and paints the field for a sixth of a second after the key that filled it."""
        lens = self._in_field("magnifying-glass", "Search patients", QLineEdit.ActionPosition.LeadingPosition)
        lens.triggered.connect(self.search.setFocus)
        sign = self._in_field("x", "Empty the field", QLineEdit.ActionPosition.TrailingPosition)
        sign.setVisible(False)
        sign.triggered.connect(self.search.clear)
        self.search.textChanged.connect(lambda text: sign.setVisible(bool(text)))

    def _in_field(self, icon: str, tip: str, place: QLineEdit.ActionPosition) -> QAction:
        """Made here: one that the field makes itself is forgotten by PySide while it still stands there, and each letter typed then fails."""
        made = QAction(self._look.icon(icon), "", self.search)
        made.setToolTip(tip)
        self.search.addAction(made, place)
        self._look.changed.connect(lambda: made.setIcon(self._look.icon(icon)))
        return made

    def forget(self) -> None:
        """Nothing is looked for any more; whoever says so asks for the list."""
        self.search.clear()
        self._timer.stop()

    @property
    def recalling(self) -> bool:
        return self.which.buttons[1].isChecked()

    def _switch(self, index: int, *, ask: bool = True) -> None:
        for widget in (self.rule, self.gather):
            widget.setVisible(index == 1)
        for widget in (self.search, self.new):
            widget.setVisible(index == 0)
        self._entering = index == 1
        if ask:
            self.asked.emit()

    def _gather(self) -> None:
        text = self.rule.text().strip()
        self.rule.clear()
        self.gathered.emit(text)

    def to_list(self) -> None:
        self.list.setFocus()

    def show_recalls(self, lines: tuple[RecallLine, ...], *, reading: int | None) -> None:
        """Whoever comes to the list begins with the first on it: a key must not act on somebody who is not there. Later who is read stays."""
        self.total.say(f"{len(lines):,}")
        self.hint.say("Whoever is longest overdue comes first." if lines else "Nobody is to be recalled now.")
        absent = self._entering and reading not in {one.patient.id for one in lines}
        self._entering = False
        self.list.put([_recalled(one) for one in lines], keep=reading, nearest=reading is None, first=absent)

    def show_found(self, rows: tuple[Found, ...], total: int, text: str, *, reading: int | None) -> None:
        """What is being read stays, whoever else is in the list; only typing brings up the first who is found."""
        typed = text.strip()
        first, self._looked_for = bool(typed) and typed != self._looked_for, typed
        self.total.say(f"{total:,}")
        told = f"{len(rows)} found. Also try a birthday or phone." if rows else f"No one called “{typed[:40]}”."
        self.hint.say(told if typed else "A chart number or an e-mail will do too.")
        self.new.say(f"New patient “{typed[:24]}”" if typed else "New patient")
        self.list.put([_item(one) for one in rows], keep=reading, nearest=bool(typed) or reading is None, first=first)


def _recalled(line: RecallLine) -> Item:
    p = line.patient
    return Item(p.id, p.name, line.recall.reason, line.barred or line.words, initials=initials(p.name), tint=disc_color(p.name))


def _item(found: Found) -> Item:
    p = found.patient
    born = f"Born {when.birthday(p.birth_date)}   " if p.birth_date else ""
    return Item(p.id, p.name, f"{born}{p.chart}", found.line, initials=initials(p.name), tint=disc_color(p.name), marked=found.matched)
