"""The print run as it goes on: what is selected is printed, what failed is tried again, and the last run is printed anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter import Letter, LetterState
from frontdesk.ui.context import Context
from frontdesk.ui.letters.cards import RunCard

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.print_run import PrintOutcome


class Printing(QObject):
    """``card`` asks for it and tells how it goes. ``listed`` gives the letters that are shown, ``selected`` those of them that are ticked.

    ``ended`` once a run is through, printed or not.
    """

    ended = Signal()
    _progress = Signal(str)

    def __init__(self, context: Context, card: RunCard, listed: Callable[[], Sequence[Letter]], selected: Callable[[], Sequence[int]]) -> None:
        super().__init__()
        self.context, self.card, self.listed, self.selected = context, card, listed, selected
        self.going = frozenset[int]()
        self._progress.connect(card.show_progress)
        card.asked.connect(self.start)
        card.retry.connect(self._print)
        card.again.connect(self._reprint)

    def read(self) -> None:
        """The printers of this computer, and the last run."""
        from frontdesk.services import letters, print_run  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: letters.printers(), self.card.show_printers, key="printers", long=True)
        self.context.jobs.ask(print_run.last_run, self.card.show_last, key="last run")

    def told(self, letter: Letter) -> Letter:
        """As it is shown: while this desk's run goes on, a letter that is with the printer has not been cut off."""
        return replace(letter, problems=()) if letter.id in self.going and letter.state is LetterState.PRINTING else letter

    def choose_printer(self) -> None:
        self.card.printer.setFocus()
        self.card.printer.showPopup()

    def start(self) -> None:
        self._print(tuple(self.selected()))

    def _print(self, keys: Sequence[int]) -> None:
        from frontdesk.services import print_run  # after the first paint, as in jobs

        printer = self.card.printer.currentData()
        if not printer:
            self.context.warn("No printer is set up on this computer. Save the letters as PDF instead.")
            return
        if not keys or self.card.busy:
            self.context.warn("A print run is going on." if self.card.busy else "Select a letter to print first.")
            return
        copies, duplex = self.card.copies.currentData(), self.card.sides.currentData()
        names = {one.id: one.patient_name for one in self.listed()}
        self.card.show_progress(f"Letter 1 of {len(keys)}")
        self.going = frozenset(keys)

        def run(desk: Desk) -> tuple[PrintOutcome, ...]:
            return print_run.print_letters(desk, letter_ids=keys, printer=printer, copies=copies, duplex=duplex,
                                         progress=lambda share, words: self._progress.emit(words))  # fmt: skip

        self.context.jobs.ask(run, lambda outcomes: self._printed(outcomes, names), failed=self._not_printed, long=True)

    def _reprint(self, run: int) -> None:
        from frontdesk.services import print_run  # after the first paint, as in jobs

        printer = self.card.printer.currentData()
        if not printer or self.card.busy:
            self.context.warn("A print run is going on." if self.card.busy else "No printer is set up on this computer.")
            return
        copies, duplex = self.card.copies.currentData(), self.card.sides.currentData()
        self.card.show_progress("Printing again")

        def again(desk: Desk) -> tuple[PrintOutcome, ...]:
            return print_run.reprint(desk, run=run, printer=printer, copies=copies, duplex=duplex, progress=lambda share, words: self._progress.emit(words))

        self.context.jobs.ask(again, lambda outcomes: self._printed(outcomes, {}), failed=self._not_printed, long=True)

    def _printed(self, outcomes: tuple[PrintOutcome, ...], names: dict[int, str]) -> None:
        from frontdesk.services import print_run  # after the first paint, as in jobs

        self.going = frozenset()
        self.card.show_outcomes(outcomes, names)
        self.context.jobs.ask(print_run.last_run, self.card.show_last, key="last run")
        self.ended.emit()
        failed = sum(not one.ok for one in outcomes)
        done = len(outcomes) - failed
        words = f"{done} letter printed" if done == 1 else f"{done} letters printed"
        if not done:
            self.context.warn("Nothing was printed. The reason stands beside the print run.")
        elif failed:
            self.context.warn(f"{words}, {failed} not. The reason stands beside the print run.")
        else:
            self.context.say(f"{words}.")

    def _not_printed(self, trouble: DeskError) -> None:
        self.going = frozenset()
        self.card.show_outcomes((), {})
        self.ended.emit()
        self.context.warn(trouble.sentence)
