"""Records saved for other programs, from where they are shown: a clinician's or a patient's visits as a calendar file, everybody as a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.safe_text import shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk


def visits(context: Context, owner: QWidget, *, clinician_id: int | None = None, patient_id: int | None = None, name: str = "visits") -> None:
    """From today on, as a file that other calendars take; without either of the two, the whole clinic's."""
    place = context.choose_save(owner, f"{name}.ics")
    if not place:
        return

    def work(desk: Desk) -> Path:
        from frontdesk.services import moving_out  # after the first paint, as in jobs

        format_ = moving_out.format_of(Path(place), moving_out.VISITS)
        content = moving_out.visits(desk, format=format_, clinician_id=clinician_id, patient_id=patient_id)
        return moving_out.save(desk, path=Path(place), content=content)

    _ask(context, work)


def people(context: Context, owner: QWidget) -> None:
    """Everybody on file, in the format that the name of the file asks for."""
    place = context.choose_save(owner, "patients.csv")
    if not place:
        return

    def work(desk: Desk) -> Path:
        from frontdesk.services import moving_out  # after the first paint, as in jobs

        format_ = moving_out.format_of(Path(place), moving_out.PEOPLE)
        return moving_out.save(desk, path=Path(place), content=moving_out.people(desk, format=format_))

    _ask(context, work)


def intake_sheet(context: Context, owner: QWidget, *, patient_id: int, chart: str) -> None:
    """Somebody's intake sheet: on paper where a printer is remembered, else as a file."""
    from frontdesk.services import day_sheet, letters  # after the first paint, as in jobs

    printer = context.settings.printer
    place = "" if printer else context.choose_save(owner, f"intake-sheet-{chart}.pdf")

    def work(desk: Desk) -> None:
        content = letters.sheet_pdf(desk, patient_id=patient_id)
        if printer:
            day_sheet.print_pages(desk, content, printer=printer, title="Intake sheet")
        else:
            letters.write_file(Path(place), content)

    if printer or place:
        said = "Intake sheet printed" if printer else "Intake sheet saved"
        context.jobs.ask(work, lambda _: context.say(said), failed=lambda trouble: context.warn(trouble.sentence), long=True)


def _ask(context: Context, work: object) -> None:
    def failed(trouble: DeskError) -> None:
        context.warn(trouble.sentence)

    assert callable(work)
    context.jobs.ask(work, lambda path: context.say(f"Saved {shown(path.name, longest=80)}"), failed=failed, long=True)
