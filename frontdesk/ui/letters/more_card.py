"""What else comes out of the letters as a file: labels, envelopes, the card of a visit, the intake sheet as a form; and what comes back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter import KIND_WORDS, Letter
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, card
from frontdesk.ui.widgets.flow import Flow

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.stationery import Batch


_Made = TypeVar("_Made")
"""What a writer of files gives back."""


class MoreCard(QFrame):
    """``selected`` gives the chosen letters, ``shown`` the one whose page is shown. ``mail``: that one is to go by mail;

    ``returned``: a filled sheet is to be read.
    """

    returned = Signal()
    mail = Signal()

    def __init__(self, context: Context, selected: Callable[[], Sequence[int]], shown: Callable[[], Letter | None]) -> None:
        super().__init__()
        self.context, self._selected, self._shown = context, selected, shown
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, column = card("More on paper")
        flow = Flow(context.look)
        for words, icon, then in (
            ("Labels", "identification-card", partial(self._batch, "labels")), ("Envelopes", "envelope-simple", partial(self._batch, "envelopes")),
            ("Card", "calendar-check", self.save_card), ("Form to fill", "clipboard-text", self.save_form),
            ("E-mail", "at", self.mail.emit), ("Returned sheet", "tray", self.returned.emit),
        ):  # fmt: skip
            flow.add(Button(context.look, words, icon=icon, then=then))
        column.addWidget(flow)
        outer.addWidget(frame)

    def save_letter(self) -> None:
        """All that are ticked, each with what it encloses, as one file; the one that is shown where it is not among them, or the only one."""
        from frontdesk.services import letters  # after the first paint, as in jobs

        if letter := self._shown():
            ticked = tuple(self._selected())
            keys = ticked if letter.id in ticked else (letter.id,)

            def told(path: Path, left_out: tuple[str, ...]) -> None:
                many = "" if len(keys) == 1 else f": {len(keys) - len(left_out)} letters"
                self.context.say(f"Saved as {path.name}{many}" + (f"; could not be made: {', '.join(left_out[:4])}" if left_out else ""))

            stem = f"{KIND_WORDS[letter.kind]} {_stem(letter)}" if len(keys) == 1 else f"{len(keys)} letters"
            self._to_file(f"{stem}.pdf", lambda desk, path: letters.save(desk, letter_ids=keys, path=path), told)

    def save_form(self) -> None:
        """The intake sheet of the patient shown, to be sent and filled on a screen."""
        from frontdesk.services import letters  # after the first paint, as in jobs

        if letter := self._shown():
            patient, visit = letter.patient_id, letter.appointment_id

            def write(desk: Desk, path: Path) -> None:
                letters.write_file(path, letters.sheet_pdf(desk, patient_id=patient, appointment_id=visit, fillable=True))

            self._to_file(f"Intake form {_stem(letter)}.pdf", write)

    def save_card(self) -> None:
        """The small card with the visit."""
        from frontdesk.services import letters, stationery  # after the first paint, as in jobs

        if letter := self._shown():
            patient, visit = letter.patient_id, letter.appointment_id

            def write(desk: Desk, path: Path) -> None:
                letters.write_file(path, stationery.card(desk, patient_id=patient, appointment_id=visit))

            self._to_file(f"Appointment card {_stem(letter)}.pdf", write)

    def _batch(self, what: str) -> None:
        from frontdesk.services import letters, stationery  # after the first paint, as in jobs

        keys = tuple(self._selected())
        if not keys:
            self.context.warn("Select a letter first: X selects one, A all.")
            return

        def write(desk: Desk, path: Path) -> Batch:
            made: Batch = getattr(stationery, what)(desk, letter_ids=keys)
            if made.pdf is not None:
                letters.write_file(path, made.pdf)
            return made

        self._to_file(f"{what.capitalize()}.pdf", write, self._told)

    def _told(self, path: Path, made: Batch) -> None:
        missing = f"; no address: {', '.join(made.left_out[:4])}" + (" and others" if len(made.left_out) > 4 else "") if made.left_out else ""
        if made.pdf is None:
            self.context.warn("Nobody of these has a postal address.")
        else:
            self.context.say(f"Saved as {path.name}: {made.printed}{missing}")

    def _to_file(self, name: str, write: Callable[[Desk, Path], _Made], told: Callable[[Path, _Made], None] | None = None) -> None:
        chosen = self.context.choose_save(self, name)
        if chosen:
            path = Path(chosen)

            def say(made: _Made) -> None:
                if told is not None:
                    told(path, made)
                else:
                    self.context.say(f"Saved as {path.name}")

            self.context.jobs.ask(lambda desk: write(desk, path), say, failed=self._tell)

    def _tell(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)


def _stem(letter: Letter) -> str:
    return re.sub(r"[^\w -]", "", letter.patient_name).strip() or str(letter.id)
