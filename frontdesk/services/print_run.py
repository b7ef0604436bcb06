"""The print run: letters go to a printer some at a time, each is followed to its end, and none is printed twice without knowing."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from frontdesk import platform
from frontdesk.data import letters as letter_rows
from frontdesk.data.store import Write
from frontdesk.domain.errors import DeskError, Refused, Unprintable
from frontdesk.domain.letter import KIND_WORDS, Letter, LetterState, PrintRun
from frontdesk.platform import Job
from frontdesk.services import composing, paperwork
from frontdesk.services.composing import Made
from frontdesk.services.desk import Desk

AHEAD = 6
"""Letters that may be with the printer at the same time: enough to keep it busy, few enough to take back."""

PATIENCE = 60.0
"""Seconds without any letter leaving the queue after which the printer counts as stopped."""

_OPEN = (LetterState.TO_PRINT, LetterState.FAILED, LetterState.DRAFT)


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """What became of one letter of a print run. ``set_aside``: the letter itself has a problem; it was not given to the printer."""

    letter_id: int
    ok: bool
    sentence: str
    job: str = ""
    set_aside: bool = False


def last_run(desk: Desk) -> PrintRun | None:
    with desk.read() as session:
        return letter_rows.last_run(session)


def print_letters(
    desk: Desk, *, letter_ids: Sequence[int], printer: str, copies: int = 1, duplex: bool = True,
    progress: Callable[[float, str], None] | None = None, patience: float = PATIENCE, stop: Callable[[], bool] = lambda: False,
) -> tuple[PrintOutcome, ...]:  # fmt: skip
    """Outcomes in the order asked. Letters with a problem are set aside; where the printer stops, what it has not printed is taken

    back, and the rest is not tried. ``stop`` is asked before each letter.
    """
    settle_cut_off(desk)
    with desk.write("Begin a print run", undoable=False) as write:
        number = letter_rows.new_run(write, printer=printer, asked=len(letter_ids))
    run = _Run(desk, printer, copies, duplex, patience, number)
    for place, letter_id in enumerate(letter_ids):
        if progress:
            progress(place / len(letter_ids), f"Letter {place + 1} of {len(letter_ids)}")
        if run.trouble or stop():
            run.tell(letter_id, False, f"Not tried: {run.trouble or 'the run was stopped.'}", set_aside=not run.trouble)
        else:
            run.give(letter_id)
    run.wait(most=0)
    outcomes = tuple(run.outcomes[letter_id] for letter_id in dict.fromkeys(letter_ids))
    with desk.write("End a print run", undoable=False) as write:
        letter_rows.end_run(write, run=number, printed=sum(one.ok for one in outcomes), failed=sum(not one.ok for one in outcomes))
    return outcomes


def reprint(desk: Desk, *, run: int, printer: str, copies: int = 1, duplex: bool = True, progress: Callable[[float, str], None] | None = None,
            patience: float = PATIENCE) -> tuple[PrintOutcome, ...]:  # fmt: skip
    """Print what went with that run once more, in the words it had. Each letter stays in the record once."""
    with desk.read() as session:
        again = [letter for letter in letter_rows.of_run(session, run=run) if letter.sent_at]
    if not again:
        raise Refused("Nothing of that run has been printed, so there is nothing to print again.")
    running = _Run(desk, printer, copies, duplex, patience, run, once_more=True)
    for place, letter in enumerate(again):
        if progress:
            progress(place / len(again), f"Letter {place + 1} of {len(again)}")
        if running.trouble:
            running.tell(letter.id, False, f"Not tried: {running.trouble}")
        else:
            running.give(letter.id)
    running.wait(most=0)
    return tuple(running.outcomes[letter.id] for letter in again)


def settle_cut_off(desk: Desk) -> None:
    """Letters that were with the printer when the program ended: what still waits there is taken back, what has left was printed."""
    with desk.read() as session:
        cut = [one for one in letter_rows.of_tab(session, tab="to_print") if one.state is LetterState.PRINTING and one.job]
    if not cut:
        return
    waiting = platform.queued()
    for letter in cut:
        job = Job(letter.job, letter.job.rpartition("-")[0])
        if letter.job in waiting:
            platform.take_back([job])
            said_printed(desk, letter_id=letter.id, printed=False)
        else:
            said_printed(desk, letter_id=letter.id, printed=platform.ended(job.printer).fate(letter.job) == "printed")


def said_printed(desk: Desk, *, letter_id: int, printed: bool) -> Letter:
    """Say what became of a letter that was cut off while printing."""
    with desk.write("Say whether a letter was printed", barrier="printed" if printed else "") as write:
        letter = letter_rows.get(write, letter_id)
        if letter.state is not LetterState.PRINTING:
            raise Refused("This letter was not cut off while printing.")
        if printed:
            made = composing.compose(desk, write, letter_id)
            _mark_printed(write, made, letter.job)
        else:
            letter_rows.mark(write, letter_ids=[letter_id], state=LetterState.TO_PRINT)
        return letter_rows.get(write, letter_id)


def _mark_printed(write: Write, made: Made, job: str) -> None:
    shown = {made.letter.id: paperwork.printed_values(made.visit)} if made.visit else None
    letter_rows.mark(write, letter_ids=[made.letter.id], state=LetterState.PRINTED, printed=shown, job=job, wording=made.texts)


@dataclass
class _Run:
    """Letters on their way: given to the printer, and waited for."""

    desk: Desk
    printer: str
    copies: int
    duplex: bool
    patience: float
    number: int
    once_more: bool = False
    outcomes: dict[int, PrintOutcome] = field(default_factory=dict)
    going: dict[str, tuple[Job, Made]] = field(default_factory=dict)
    trouble: str = ""

    def tell(self, letter_id: int, ok: bool, sentence: str, *, job: str = "", set_aside: bool = False) -> None:
        self.outcomes[letter_id] = PrintOutcome(letter_id, ok, sentence, job, set_aside)

    def give(self, letter_id: int) -> None:
        """Hand one letter to the printer, once those before it leave room."""
        if letter_id in self.outcomes or any(made.letter.id == letter_id for _, made in self.going.values()):
            return
        try:
            with self.desk.read() as session:
                made = composing.compose(self.desk, session, letter_id)
            content = made.pdf()
            self._claim(letter_id)
        except DeskError as problem:
            self.tell(letter_id, False, problem.sentence, set_aside=True)
            return
        try:
            job = self._hand(made, content)
        except Unprintable as refused:
            self._failed(letter_id, refused.sentence)
            self.trouble = refused.sentence
            return
        self.going[job.id] = (job, made)
        if not self.once_more:
            with self.desk.write("A letter is with the printer", undoable=False) as write:
                letter_rows.mark(write, letter_ids=[letter_id], state=LetterState.PRINTING, job=job.id)
        self.wait(most=AHEAD - 1)

    def _claim(self, letter_id: int) -> None:
        """Nobody else prints it from here on; ``Refused`` where somebody does, or has."""
        if self.once_more:
            return
        with self.desk.write("Give a letter to the printer", undoable=False) as write:
            state = letter_rows.get(write, letter_id).state
            if state is LetterState.PRINTING:
                raise Refused("This letter is with a printer already. Look there first, then say whether it was printed.")
            if state not in _OPEN:
                raise Refused("This letter has been printed meanwhile.")
            letter_rows.mark(write, letter_ids=[letter_id], state=LetterState.PRINTING, run=self.number)

    def _hand(self, made: Made, content: bytes) -> Job:
        with tempfile.TemporaryDirectory(prefix="frontdesk-") as folder:
            page = Path(folder) / "letter.pdf"
            platform.write_private(page, content)
            return platform.print_pdf(page, printer=self.printer, title=KIND_WORDS[made.letter.kind], copies=self.copies, duplex=self.duplex,
                                      paper=self.desk.house().clinic.paper)  # fmt: skip

    def wait(self, *, most: int) -> None:
        """Until no more than so many letters are with the printer."""
        until, pause = time.monotonic() + self.patience, 0.02
        while len(self.going) > most:
            waiting = platform.queued()
            done = [key for key in self.going if key not in waiting]
            if done:
                self._left(done)
                until, pause = time.monotonic() + self.patience, 0.02
                continue
            said = platform.stopped(self.printer)
            if said or time.monotonic() > until:
                self._stopped(said)
                return
            time.sleep(pause)
            pause = min(0.2, pause * 1.5)

    def _left(self, keys: Sequence[str]) -> None:
        ended = platform.ended(self.printer)
        for key in keys:
            job, made = self.going.pop(key)
            if (fate := ended.fate(key)) != "printed":
                self._failed(made.letter.id, platform.UNPRINTED[fate].format(printer=self.printer), back=fate == "cancelled")
                continue
            with self.desk.write("Print a letter once more" if self.once_more else "Print a letter", barrier="printed") as write:
                if not self.once_more:
                    _mark_printed(write, made, job.id)
            self.tell(made.letter.id, True, "Printed.", job=job.id)

    def _stopped(self, said: str) -> None:
        """Take back what has not come out; what left in the last moment counts as printed."""
        waiting = platform.queued()
        platform.take_back(job for job, _ in self.going.values() if job.id in waiting)
        self._left([key for key in self.going if key not in waiting])
        self.trouble = platform.stopped_words(self.printer, said).sentence
        for _, made in self.going.values():
            self._failed(made.letter.id, self.trouble)
        self.going.clear()

    def _failed(self, letter_id: int, sentence: str, *, back: bool = False) -> None:
        """``back``: somebody wanted it so; it goes with the next run like any other."""
        if not self.once_more:
            with self.desk.write("A letter was not printed", undoable=False) as write:
                letter_rows.mark(write, letter_ids=[letter_id], state=LetterState.TO_PRINT if back else LetterState.FAILED)
        self.tell(letter_id, False, sentence)
