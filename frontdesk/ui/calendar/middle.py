"""The middle of the calendar: over it the toolbar, in it the grid, the month or the list of visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.ui.calendar.agenda import Agenda
from frontdesk.ui.calendar.month_view import MonthView
from frontdesk.ui.calendar.overlap_bar import OverlapBar
from frontdesk.ui.calendar.papers import Papers
from frontdesk.ui.calendar.sheet import Sheet
from frontdesk.ui.calendar.shown import Shown
from frontdesk.ui.calendar.toolbar import Toolbar
from frontdesk.ui.context import Context

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import DayView


class Middle(QWidget):
    """Shows what it is given; where it leads to is the section's."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar, self.overlap = Toolbar(context.look), OverlapBar(context.look)
        self.day = context.wall_now().date()
        self.papers = Papers(context, self.toolbar.printer, lambda: self.day)
        self.toolbar.printing.connect(self.papers.open)
        column.addWidget(self.toolbar)
        column.addWidget(self.overlap)
        self.area = Sheet(context)
        self.grid = self.area.grid
        self.overview, self.agenda = MonthView(context.look), Agenda(context.look)
        self.stack = QStackedWidget()
        for widget in (self.area, self.overview, self.agenda):
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)

    def turn(self, mode: str) -> QWidget:
        """Bring that view to the front; gives what takes the keyboard there."""
        front: QWidget = {"month": self.overview, "list": self.agenda}.get(mode, self.area)
        self.context.jobs.turning.emit()
        self.stack.setCurrentWidget(front)
        return self.grid if front is self.area else front

    def show_views(self, shown: Shown, views: Sequence[DayView], view: DayView, chosen: Visit | None) -> None:
        """What was read, in the columns that are wanted, or as a month or a list: the grid rests meanwhile."""
        self.day = shown.day
        people, sites = [c.clinician for c in view.columns], view.house.sites
        if shown.mode in ("month", "list"):
            words = f"{when.MONTHS[shown.day.month - 1]} {shown.day.year}" if shown.mode == "month" else f"From {when.short_day(shown.day)}"
            self.toolbar.show_people(people, shown.day_of, rooms=None)
            if shown.mode == "list":
                self.agenda.show_days(views, shown.day_of, shown.site, self.context.wall_now(), self.context.now(), chosen)
        else:
            narrow = self.window().width() * 100 / self.context.look.scale < 1300
            made, whose, words = shown.made(views, view, narrow=narrow)
            self.toolbar.show_people(people, whose, rooms=shown.rooms if shown.mode == "day" else None)
            self.grid.show_board(made, f"{'Week' if shown.mode == 'week' else 'Day'}, {words}")
            self.area.redraw()
        self.toolbar.show_view(shown.mode, words)
        self.toolbar.show_sites(sites if shown.mode in ("day", "list") else (), shown.site)
        self.context.extra["keys"]()
