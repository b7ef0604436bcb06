"""The calendar's printer: the day as a list or as a grid, on paper where a printer is remembered, else as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.ui.context import Context

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk

KINDS = {"sheet": "Day sheet, all clinicians", "each": "Day sheet, a page for each", "grid": "Day grid"}


class Papers:
    """``menu`` offers them for the day that ``day`` gives."""

    def __init__(self, context: Context, parent: QWidget, day: Callable[[], date]) -> None:
        self.context, self.parent, self.day = context, parent, day

    def menu(self) -> QMenu:
        """To print where a printer is remembered, to save always."""
        made = QMenu(self.parent)
        for kind, words in KINDS.items() if self.context.settings.printer else ():
            made.addAction(f"Print: {words}", partial(self.print, kind))
        if not made.isEmpty():
            made.addSeparator()
        for kind, words in KINDS.items():
            made.addAction(f"Save as PDF: {words}", partial(self.save, kind))
        return made

    def open(self) -> None:
        """Under the printer in the toolbar; Enter takes the first."""
        made = self.menu()
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.popup(self.parent.mapToGlobal(QPoint(0, self.parent.height())))
        made.setActiveAction(made.actions()[0])

    def print(self, kind: str) -> None:
        from frontdesk.services import day_grid, day_sheet  # after the first paint, as in jobs

        day, printer = self.day(), self.context.settings.printer

        def question(desk: Desk) -> None:
            if kind == "grid":
                day_grid.print_grid(desk, day=day, printer=printer)
            else:
                day_sheet.print_sheet(desk, day=day, printer=printer, each=kind == "each")

        said = f"Printed: {KINDS[kind]}"
        self.context.jobs.ask(question, lambda _: self.context.say(said), failed=lambda trouble: self.context.warn(trouble.sentence), long=True)

    def save(self, kind: str) -> None:
        from frontdesk.services import day_grid, day_sheet  # after the first paint, as in jobs

        day = self.day()
        chosen = self.context.choose_save(self.parent, f"day-{'grid' if kind == 'grid' else 'sheet'}-{day.isoformat()}.pdf")
        if not chosen:
            return
        path = Path(chosen)

        def question(desk: Desk) -> Path:
            return day_grid.save(desk, day=day, path=path) if kind == "grid" else day_sheet.save(desk, day=day, path=path, each=kind == "each")

        said = f"Saved as {path.name}"
        self.context.jobs.ask(question, lambda _: self.context.say(said), failed=lambda trouble: self.context.warn(trouble.sentence))
