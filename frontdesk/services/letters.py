"""The print run: every letter re-reads its visit, so that what prints is what is so."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frontdesk import letters as paper
from frontdesk import platform
from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.data.store import Session
from frontdesk.domain import when
from frontdesk.domain.appointment import Appointment, Lives, Status
from frontdesk.domain.errors import DeskError, Refused, Unprintable
from frontdesk.domain.inquiry import Inquiry
from frontdesk.domain.letter import AHEAD, KIND_WORDS, AppointmentLetter, IntakeSheet, Letter, LetterKind, LetterState
from frontdesk.domain.patient import Patient
from frontdesk.services import calendar, paperwork
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class MergedField:
    """A value of the letter, for the ticks beside the preview."""

    label: str
    value: str
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """``pdf`` is None where the letter cannot be made; ``problems`` then says why."""

    letter: Letter
    pdf: bytes | None
    fields: tuple[MergedField, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """What became of one letter of a print run."""

    letter_id: int
    ok: bool
    sentence: str
    job: str = ""


def letters(desk: Desk, *, tab: str) -> tuple[Letter, ...]:
    """Tabs: "to_print", "drafts", "sent"."""
    with desk.read() as session:
        return letter_rows.of_tab(session, tab=tab)


def counts(desk: Desk) -> dict[str, int]:
    with desk.read() as session:
        return letter_rows.counts(session)


def letter_for(desk: Desk, *, patient_id: int, appointment_id: int | None = None, kind: LetterKind = LetterKind.APPOINTMENT) -> Letter:
    """Queue a letter by hand: about the given visit, or the patient's next one; of a missed visit, the last that was missed."""
    with desk.write("Add a letter to the print run") as write:
        visit = rows.get(write, Appointment, appointment_id) if appointment_id else _visit_for(desk, write, patient_id, kind)
        return letter_rows.queue(
            write, patient_id=patient_id, appointment_id=visit.id, subject=calendar.subject(desk, visit, kind), kind=kind, with_sheet=kind is LetterKind.APPOINTMENT
        )


def _visit_for(desk: Desk, session: Session, patient_id: int, kind: LetterKind) -> Appointment:
    if kind in AHEAD:
        coming = appointment_rows.next_of(session, patient_ids=[patient_id], after=desk.wall_now())
        if patient_id not in coming:
            raise Refused("This patient has no visit ahead. Book one first, then print its letter.")
        return coming[patient_id]
    wanted, words = _TELLS_OF[kind]
    found = next((v.appointment for v in appointment_rows.of_patient(session, patient_id=patient_id) if v.appointment.status is wanted), None)
    if found is None:
        raise Refused(f"No visit of this patient {words}, so there is nothing to write about.")
    return found


_TELLS_OF = {LetterKind.CANCELLATION: (Status.CANCELLED, "has been cancelled"), LetterKind.MISSED: (Status.NO_SHOW, "was missed")}


@dataclass(frozen=True, slots=True)
class _Made:
    letter: Letter
    visit: Appointment
    patient: Patient
    first: AppointmentLetter
    sheet: IntakeSheet | None


def _compose(desk: Desk, session: Session, letter_id: int) -> _Made:
    house = desk.house()
    letter = letter_rows.get(session, letter_id)
    if letter.appointment_id is None:
        raise Unprintable("This letter belongs to no visit. Take it out of the print run.", missing=("visit",))
    visit = rows.get(session, Appointment, letter.appointment_id)
    if visit.lives is Lives.TRAY:
        raise Unprintable("The visit is off the book, to be booked again. Its letter waits until it has a time.", missing=("visit",))
    _check_fits(letter.kind, visit)
    patient = rows.get(session, Patient, letter.patient_id)
    asked = inquiry_rows.of_patient(session, patient_id=patient.id)
    told = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in asked])
    facts = tuple(f for i in asked for f in told[i.id])
    own: Inquiry | None = next((i for i in asked if i.id == visit.inquiry_id), None)
    first = paperwork.appointment_letter(
        house=house, appointment=visit, patient=patient, facts=facts, today=desk.wall_now().date(), inquiry=own, with_sheet=letter.with_sheet,
        kind=letter.kind, former=_former(session, visit),
    )  # fmt: skip
    sheet = paperwork.intake_sheet(
        house=house, patient=patient, appointment=visit, facts=facts, inquiries={i.id: i for i in asked}
    ) if letter.with_sheet else None
    return _Made(letter, visit, patient, first, sheet)


def _check_fits(kind: LetterKind, visit: Appointment) -> None:
    """A letter never tells what is not so: a cancelled visit is not announced, a visit that stands is not called off."""
    gone = visit.status in (Status.CANCELLED, Status.EXPIRED)
    if kind in AHEAD and gone:
        raise Unprintable("The visit has been cancelled. Take the letter out of the print run.", missing=("visit",))
    if kind is LetterKind.CANCELLATION and not gone:
        raise Unprintable("The visit is on the book again. Take the cancellation out of the print run.", missing=("visit",))
    if kind is LetterKind.MISSED and visit.status is not Status.NO_SHOW:
        raise Unprintable("The visit does not count as missed any more. Take the letter out of the print run.", missing=("visit",))


def _former(session: Session, visit: Appointment) -> datetime | None:
    """The time that the last letter about this visit told, where it was another one."""
    told = [x for x in letter_rows.of_appointment(session, appointment_id=visit.id) if x.printed and x.sent_at and x.printed.start != visit.start]
    return told[-1].printed.start if told and told[-1].printed else None


def _bytes(made: _Made) -> bytes:
    return paper.make_run([part for part in (made.first, made.sheet) if part is not None])


def preview(desk: Desk, *, letter_id: int) -> Preview:
    """The real pages, and what is merged into them."""
    with desk.read() as session:
        letter = letter_rows.get(session, letter_id)
        try:
            made = _compose(desk, session, letter_id)
            pdf: bytes | None = _bytes(made)
        except Unprintable as lacks:
            return Preview(letter, None, (), (lacks.sentence, *letter.problems))
    return Preview(letter, pdf, _fields(desk, made), letter.problems)


def _fields(desk: Desk, made: _Made) -> tuple[MergedField, ...]:
    house, visit = desk.house(), made.visit
    lines = made.patient.address.lines
    return (
        MergedField("Name", made.patient.name),
        MergedField("Address", ", ".join(lines) if made.patient.address.complete else "missing: to hand over", made.patient.address.complete),
        MergedField("Visit", when.moment_words(visit.start, clock24=house.clinic.clock24)),
        MergedField("Clinician", house.clinician(visit.clinician_id).name),
        MergedField("Signed by", house.clinic.signs or "missing", bool(house.clinic.signs)),
    )


def pdf(desk: Desk, *, letter_id: int) -> bytes:
    """Letter and enclosed sheet as one file; ``Unprintable`` names what lacks."""
    with desk.read() as session:
        return _bytes(_compose(desk, session, letter_id))


def sheet_pdf(desk: Desk, *, patient_id: int, appointment_id: int | None = None) -> bytes:
    """The intake sheet alone."""
    with desk.read() as session:
        patient = rows.get(session, Patient, patient_id)
        visit = rows.get(session, Appointment, appointment_id) if appointment_id else None
        if visit is None:
            visit = appointment_rows.next_of(session, patient_ids=[patient_id], after=desk.wall_now()).get(patient_id)
        asked = inquiry_rows.of_patient(session, patient_id=patient_id)
        told = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in asked])
        facts = tuple(f for i in asked for f in told[i.id])
    sheet = paperwork.intake_sheet(house=desk.house(), patient=patient, appointment=visit, facts=facts, inquiries={i.id: i for i in asked})
    return paper.make_run([sheet])


def set_with_sheet(desk: Desk, *, letter_id: int, with_sheet: bool) -> Letter:
    """Enclose the intake sheet, or not."""
    with desk.write("Change what a letter encloses") as write:
        letter_rows.set_with_sheet(write, letter_id=letter_id, with_sheet=with_sheet)
        return letter_rows.get(write, letter_id)


def save(desk: Desk, *, letter_id: int, path: Path) -> Path:
    """As a file, whole or not at all. Logged, but neither undone nor in the way of undo."""
    made = pdf(desk, letter_id=letter_id)
    write_file(path, made)
    with desk.write("Save a letter as PDF", undoable=False) as write:
        write.chain.open()
    return path


def write_file(path: Path, content: bytes) -> None:
    """Written beside and renamed, readable by its owner only."""
    part = path.with_name(path.name + ".part")
    try:
        platform.write_private(part, content)
        os.replace(part, path)
    except OSError as trouble:
        part.unlink(missing_ok=True)
        raise DeskError(f"The file could not be written to {path.parent}. Choose another folder.", more=str(trouble)) from None


def print_letters(
    desk: Desk, *, letter_ids: Sequence[int], printer: str, copies: int = 1, duplex: bool = True,
    progress: Callable[[float, str], None] | None = None,
) -> tuple[PrintOutcome, ...]:  # fmt: skip
    """Each letter is a job of its own, followed to its end; what failed stays in the run."""
    outcomes = []
    for number, letter_id in enumerate(letter_ids):
        if progress:
            progress(number / len(letter_ids), f"Letter {number + 1} of {len(letter_ids)}")
        outcomes.append(_print_one(desk, letter_id, printer, copies, duplex))
    return tuple(outcomes)


def _print_one(desk: Desk, letter_id: int, printer: str, copies: int, duplex: bool) -> PrintOutcome:
    try:
        with desk.read() as session:
            made = _compose(desk, session, letter_id)
        content = _bytes(made)
        with tempfile.TemporaryDirectory(prefix="frontdesk-") as folder:
            page = Path(folder) / "letter.pdf"
            write_file(page, content)
            job = platform.print_pdf(page, printer=printer, title=KIND_WORDS[made.letter.kind], copies=copies, duplex=duplex,
                                     paper=desk.house().clinic.paper)  # fmt: skip
            platform.follow(job)
    except DeskError as failed:
        with desk.write("A letter was not printed", undoable=False) as write:
            letter_rows.mark(write, letter_ids=[letter_id], state=LetterState.FAILED)
        return PrintOutcome(letter_id, False, failed.sentence)
    with desk.write("Print a letter", barrier="printed") as write:
        letter_rows.mark(
            write, letter_ids=[letter_id], state=LetterState.PRINTED, printed={letter_id: paperwork.printed_values(made.visit)}, job=job.id
        )
    return PrintOutcome(letter_id, True, "Printed.", job.id)


def withdraw(desk: Desk, *, letter_id: int) -> None:
    """Take a letter out of the print run."""
    with desk.write("Take a letter out of the print run") as write:
        if letter_rows.get(write, letter_id).sent_at:
            raise Refused("This letter has been printed already; it stays in the record.")
        letter_rows.remove(write, letter_id=letter_id)


def printers() -> tuple[str, ...]:
    """Names of the printers set up on this computer; empty where there are none."""
    return platform.printers()
