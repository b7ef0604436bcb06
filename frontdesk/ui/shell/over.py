"""What slides over a section: the palette, the sheets, a call. Each is made when it is first needed, most of them not in every day's work."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from frontdesk.ui.context import Context
from frontdesk.ui.shell.bars import TopBar, draft_chip
from frontdesk.ui.shell.sections import Sections
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import clear

if TYPE_CHECKING:  # loaded when they are made
    from frontdesk.services.desk import Desk
    from frontdesk.ui.phone.panel import CallPanel
    from frontdesk.ui.shell.bell import AttentionSheet
    from frontdesk.ui.shell.help_sheet import HelpSheet, HistorySheet
    from frontdesk.ui.shell.palette import Palette


class SlidesOver(QMainWindow):
    """The part of the window that holds them."""

    context: Context
    look: Look
    middle: QWidget
    stack: QStackedWidget
    sections: Sections
    top: TopBar
    current: str

    @cached_property
    def palette_box(self) -> Palette:
        from frontdesk.ui.shell.palette import Palette  # loaded when it is made

        return Palette(self.context, self.middle)

    @cached_property
    def help(self) -> HelpSheet:
        from frontdesk.ui.shell.help_sheet import HelpSheet  # loaded when it is made

        return HelpSheet(self.context, self.middle, lambda: self.current, gather=self.sections.build_all)

    @cached_property
    def history(self) -> HistorySheet:
        from frontdesk.ui.shell.help_sheet import HistorySheet  # loaded when it is made

        return HistorySheet(self.context, self.middle)

    @cached_property
    def attention(self) -> AttentionSheet:
        from frontdesk.ui.shell.bell import AttentionSheet  # loaded when it is made

        return AttentionSheet(self.context, self.middle)

    @cached_property
    def call(self) -> CallPanel:
        from frontdesk.ui.phone.panel import CallPanel  # loaded when it is made

        made = CallPanel(self.context, self.middle, beside=lambda: getattr(self.sections.get(self.current), "panes", None), below=self.stack)
        made.waiting.changed.connect(self._show_drafts)
        made.waiting.read()
        return made

    def look_for_calls(self) -> None:
        """Calls that wait from last time, or that another desk has put aside, stand in the top bar: for them the panel is made."""

        def waiting(desk: Desk) -> int:
            from frontdesk.services import inquiries  # on the desk thread, as in jobs

            return len(inquiries.call_drafts(desk))

        if "call" not in self.__dict__:
            self.context.jobs.ask(waiting, lambda many: self.call if many else None, key="call", later=True)

    def _over(self, name: str) -> Any:
        """What slides over under this name, where it is made and open."""
        made = self.__dict__.get(name)
        return made if made is not None and made.isVisible() else None

    def _show_drafts(self, drafts: list[tuple[str, Callable[[], object]]]) -> None:
        clear(self.top.drafts)
        for words, then in drafts:
            self.top.drafts.addWidget(draft_chip(self.look, words, then))
