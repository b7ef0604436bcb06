"""The day sheet: who comes today, who waits, what is ready; on the screen and on paper."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from frontdesk import platform
from frontdesk.data import appointments as appointment_rows
from frontdesk.data import journal, readiness, rows
from frontdesk.data.store import Session
from frontdesk.domain import day_sheet, when
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.clinic import House
from frontdesk.domain.day_sheet import ITEMS, DayHead, DaySheet, DaySheetPaper, Line, PaperLine
from frontdesk.domain.errors import BadInput
from frontdesk.domain.inquiry import Inquiry
from frontdesk.services.desk import Desk
from frontdesk.services.letters import write_file


def sheet(desk: Desk, *, day: date, clinician_id: int | None = None) -> DaySheet:
    """All visits of a day by time, of everybody or of one clinician."""
    with desk.read() as session:
        lines = _lines(desk, session, day, clinician_id)
    return DaySheet(day, lines, day_sheet.counted(lines))


def _lines(desk: Desk, session: Session, day: date, clinician_id: int | None) -> tuple[Line, ...]:
    house, wall, now = desk.house(), desk.wall_now(), desk.now()
    start = datetime.combine(day, time())
    visits = appointment_rows.between(session, first=start, last=start + timedelta(days=1))
    wanted = [v for v in visits if clinician_id in (None, v.appointment.clinician_id)]
    ready = readiness.of_visits(session, appointment_ids=[v.appointment.id for v in wanted])
    return tuple(
        day_sheet.line_of(
            v, house.type(v.appointment.type_id), house.clinician(v.appointment.clinician_id),
            house.room(v.appointment.room_id) if v.appointment.room_id else None, ready.get(v.appointment.id, frozenset()), wall=wall, now=now,
        )
        for v in wanted
    )  # fmt: skip


def set_ready(desk: Desk, *, appointment_id: int, item: str, done: bool) -> None:
    """Tick off something that is ready for the visit, or take the tick back."""
    if item not in ITEMS:
        raise BadInput(f"“{item}” is nothing that is looked after before a visit.")
    with desk.write("Ready for the visit" if done else "Not ready for the visit") as write:
        rows.get(write, Appointment, appointment_id)
        readiness.set_done(write, appointment_id=appointment_id, item=item, done=done)


def before(desk: Desk, *, appointment_id: int) -> tuple[frozenset[str], Inquiry | None]:
    """What is ready for the visit, and the inquiry that led to it."""
    with desk.read() as session:
        visit = rows.get(session, Appointment, appointment_id)
        ready = readiness.of_visits(session, appointment_ids=[appointment_id]).get(appointment_id, frozenset())
        return ready, rows.get(session, Inquiry, visit.inquiry_id) if visit.inquiry_id else None


def pdf(desk: Desk, *, day: date, clinician_id: int | None = None, each: bool = False) -> bytes:
    """The sheet on paper: of everybody in one list, of one clinician, or with ``each`` a page for every clinician who works that day."""
    from frontdesk.letters import day_sheet as paper  # loaded with the first page that is drawn, not with the program

    house = desk.house()
    with desk.read() as session:
        lines = _lines(desk, session, day, clinician_id)
    whose = [house.clinician(clinician_id)] if clinician_id else [c for c in house.clinicians if any(x.clinician.id == c.id for x in lines)]
    if each or clinician_id:
        parts = tuple((c.name, tuple(_paper_line(house, x) for x in lines if x.clinician.id == c.id)) for c in whose)
    else:
        parts = (("All clinicians", tuple(_paper_line(house, x) for x in lines)),)
    return paper.make(DaySheetPaper(head(desk, day=day), parts))


def head(desk: Desk, *, day: date) -> DayHead:
    """What stands over a paper about that day, with the heads of the journal as they are now."""
    clinic = desk.house().clinic
    with desk.read() as session:
        heads = journal.heads(session.connection)
    anchor = ", ".join(f"{name} {value[:16]}" for name, value in sorted(heads.items()))
    return DayHead(clinic.name, day, desk.wall_now(), clinic.clock24, clinic.paper, clinic.locale, anchor)


def _paper_line(house: House, line: Line) -> PaperLine:
    one = line.visit.appointment
    minutes = int((one.end - one.start).total_seconds() // 60)
    return PaperLine(
        when.clock(one.start, clock24=house.clinic.clock24), f"{minutes} min", line.visit.patient_name,
        ", ".join(p for p in (line.visit.chart, house.number(line.visit.patient_phone)) if p), line.kind.name, one.detail, line.clinician.short,
        line.room.short if line.room else "", day_sheet.STATUS_LETTERS[one.status], f"{len(line.ready)}/{len(ITEMS)}",
        next((n for n, kind in enumerate(house.types) if kind.id == line.kind.id), 0),
    )  # fmt: skip


def save(desk: Desk, *, day: date, path: Path, clinician_id: int | None = None, each: bool = False) -> Path:
    """As a file, whole or not at all."""
    write_file(path, pdf(desk, day=day, clinician_id=clinician_id, each=each))
    return path


def print_sheet(desk: Desk, *, day: date, printer: str, clinician_id: int | None = None, each: bool = False) -> None:
    """Through the printer, the job followed to its end; ``DeskError`` says what went wrong. Printing a list changes nothing, so undo passes over it."""
    print_pages(desk, pdf(desk, day=day, clinician_id=clinician_id, each=each), printer=printer, title="Day sheet")


def print_pages(desk: Desk, content: bytes, *, printer: str, title: str) -> None:
    """A paper about a day, through the printer."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-") as folder:
        page = Path(folder) / "day.pdf"
        write_file(page, content)
        platform.follow(platform.print_pdf(page, printer=printer, title=title, paper=desk.house().clinic.paper))
