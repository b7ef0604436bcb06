"""Over the grid: the day, the ways to another one, which view, and whose visits are shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from frontdesk.domain.clinic import Clinician, Site
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button, Segmented
from frontdesk.ui.widgets.safe_text import PlainLabel, name, shown

VIEWS = ("day", "week", "month", "list")


class Toolbar(QWidget):
    """``viewed`` gives one of ``VIEWS``; ``stepped`` -1 or 1; ``typed`` a day in words; ``shown`` a clinician to show or hide (None = all), ``at_site`` a site."""

    viewed = Signal(str)
    stepped = Signal(int)
    today = Signal()
    typed = Signal(str)
    shown = Signal(object)
    by_room = Signal(bool)
    at_site = Signal(object)
    printing = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._people: Sequence[Clinician] = ()
        self._chosen: Collection[int] = ()
        self._rooms: bool | None = False
        self._sites: Sequence[Site] = ()
        self._site: int | None = None
        bar = QHBoxLayout(self)
        bar.setContentsMargins(14, 9, 14, 9)
        bar.setSpacing(8)
        bar.addWidget(Button(look, "Today", key="T", then=self.today.emit))
        self.before = Button(look, "", icon="caret-left", key="PgUp", name="Previous day", kind="ghost", then=lambda: self.stepped.emit(-1))
        self.after = Button(look, "", icon="caret-right", key="PgDown", name="Next day", kind="ghost", then=lambda: self.stepped.emit(1))
        bar.addWidget(self.before)
        bar.addWidget(self.after)
        self.title = PlainLabel("", role="pane")
        bar.addWidget(self.title, 1)
        self.goto = QLineEdit()
        self.goto.setPlaceholderText("+6w, tue, 24 nov")
        self.goto.setAccessibleName("Go to date")
        self.goto.setMaximumWidth(look.px(150))
        self.goto.returnPressed.connect(lambda: self.typed.emit(self.goto.text()))
        self.goto.hide()
        bar.addWidget(self.goto)
        self.switch = Segmented(look, ("Day", "Week", "Month", "List"), name="View")
        self.switch.chosen.connect(lambda n: self.viewed.emit(VIEWS[n]))
        bar.addWidget(self.switch)
        self.filter = Button(look, "", icon="funnel-simple", key="F", kind="ghost", name="Whose visits are shown", then=self.open_filter)
        bar.addWidget(self.filter)
        self.printer = Button(look, "", icon="printer", key="Ctrl+P", kind="ghost", name="Print the day", then=self.printing.emit)
        bar.addWidget(self.printer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the day's name and the views come first; the printer keeps its key."""
        super().resizeEvent(event)
        self.printer.setVisible(self.width() >= self.look.px(700))

    def show_view(self, view: str, words: str) -> None:
        self.switch.select(VIEWS.index(view))
        self.title.say(words)

    def show_people(self, people: Sequence[Clinician], chosen: Collection[int], *, rooms: bool | None) -> None:
        """``rooms``: whether the columns are rooms; None where they cannot be."""
        self._people, self._chosen, self._rooms = people, chosen, rooms

    def show_sites(self, sites: Sequence[Site], site: int | None) -> None:
        """Where there are several, one can be looked at alone; ``site``: which one is, or None."""
        self._sites, self._site = sites if len(sites) > 1 else (), site

    def open_goto(self) -> None:
        self.goto.show()
        self.goto.setFocus()
        self.goto.selectAll()

    def menu(self) -> QMenu:
        """Whose visits, each to be switched on and off; on a day also whether the columns are rooms."""
        made = QMenu(self)
        everybody = made.addAction("All clinicians", partial(self.shown.emit, None))
        everybody.setCheckable(True)
        everybody.setChecked(not self._chosen or len(self._chosen) == len(self._people))
        for one in self._people:
            action = made.addAction(name(one.name).replace("&", "&&"), partial(self.shown.emit, one.id))
            action.setCheckable(True)
            action.setChecked(one.id in self._chosen)
        if self._rooms is not None:
            made.addSeparator()
            action = made.addAction("Columns are rooms", partial(self.by_room.emit, not self._rooms))
            action.setCheckable(True)
            action.setChecked(self._rooms)
        for place in ((None, "All sites"), *((one.id, shown(one.name, longest=60)) for one in self._sites)) if self._sites else ():
            if place[0] is None:
                made.addSeparator()
            action = made.addAction(place[1].replace("&", "&&"), partial(self.at_site.emit, place[0]))
            action.setCheckable(True)
            action.setChecked(place[0] == self._site)
        return made

    def open_filter(self) -> None:
        made = self.menu()
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.popup(self.filter.mapToGlobal(QPoint(0, self.filter.height())))
        made.setActiveAction(made.actions()[0])
