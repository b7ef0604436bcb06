"""The print run: every letter re-reads its visit, so that what prints is what is so."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from frontdesk import letters as paper
from frontdesk import platform
from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import record as record_rows
from frontdesk.data import rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import when
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import DeskError, Refused, Unprintable
from frontdesk.domain.letter import AHEAD, KIND_WORDS, WRITTEN, Letter, LetterKind, Recipient
from frontdesk.domain.letter_text import ENCLOSURES, LANGUAGES, language_of
from frontdesk.domain.patient import Patient
from frontdesk.domain.record import REFERRED, Tie
from frontdesk.letters import joined
from frontdesk.services import calendar, composing, paperwork
from frontdesk.services.composing import Made
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
    language: str = "en"


def letters(desk: Desk, *, tab: str) -> tuple[Letter, ...]:
    """Tabs: "to_print", "drafts", "sent"."""
    with desk.read() as session:
        return letter_rows.of_tab(session, tab=tab)


def counts(desk: Desk) -> dict[str, int]:
    with desk.read() as session:
        return letter_rows.counts(session)


def letter_for(
    desk: Desk, *, patient_id: int, appointment_id: int | None = None, kind: LetterKind = LetterKind.APPOINTMENT, due: date | None = None,
    words: str = "", recipient: Recipient | None = None,
) -> Letter:  # fmt: skip
    """Queue a letter by hand: about the given visit, or the patient's next one; of a missed visit, the last that was missed.

    After-care and a report are about the last visit that took place; a recall about the visit the patient is to come back for.
    """
    with desk.write("Add a letter to the print run") as write:
        return _queued(desk, write, patient_id=patient_id, appointment_id=appointment_id, kind=kind, due=due, words=words, recipient=recipient)


def _queued(desk: Desk, write: Write, *, patient_id: int, appointment_id: int | None, kind: LetterKind, due: date | None = None,
            words: str = "", recipient: Recipient | None = None) -> Letter:  # fmt: skip
    if kind is LetterKind.RECALL:
        return letter_rows.queue(write, patient_id=patient_id, appointment_id=None, subject=KIND_WORDS[kind], kind=kind, with_sheet=False, due=due)
    visit = rows.get(write, Appointment, appointment_id) if appointment_id else _visit_for(desk, write, patient_id, kind)
    return letter_rows.queue(
        write, patient_id=patient_id, appointment_id=visit.id, subject=calendar.subject(desk, visit, kind), kind=kind,
        with_sheet=kind is LetterKind.APPOINTMENT, due=due, words=words, recipient=recipient,
    )  # fmt: skip


def instead(desk: Desk, *, letter_id: int, kind: LetterKind) -> Letter:
    """A letter of another kind to the same patient, in the place of one that waits; what has been printed stays, and the new one stands beside it.

    One kind about a visit ahead follows another about the same visit; else it is about the visit that such a letter tells of.
    """
    with desk.write("Change the kind of a letter") as write:
        one = letter_rows.get(write, letter_id)
        if one.kind is kind:
            return one
        same = one.appointment_id if kind in AHEAD and one.kind in AHEAD and not one.problems else None
        made = _queued(desk, write, patient_id=one.patient_id, appointment_id=same, kind=kind, due=one.due)
        if not one.sent_at:
            letter_rows.remove(write, letter_id=letter_id)
        return made


def renew(desk: Desk, *, letter_id: int) -> Letter:
    """The same once more, about the visit as it is now; the old one stays in the record."""
    with desk.read() as session:
        one = letter_rows.get(session, letter_id)
    return letter_for(desk, patient_id=one.patient_id, appointment_id=one.appointment_id, kind=one.kind, words=one.words, recipient=one.recipient)


def doctors(desk: Desk, *, patient_id: int) -> tuple[Recipient, ...]:
    """Whom a report on this patient may go to: those written to about them, who referred them, then the others the clinic has written to."""
    with desk.read() as session:
        written = letter_rows.recipients(session)
        referred = [tie.name for tie in record_rows.of_patient(session, Tie, patient_id=patient_id) if tie.kind == REFERRED]
    own = [one for key, one in written if key == patient_id]
    addressed = [next((one for _, one in written if one.name == name), Recipient(name)) for name in referred if name]
    return tuple(dict.fromkeys((*own, *addressed, *(one for _, one in written))))


def recall_letters(desk: Desk, *, patient_ids: Sequence[int], due: date | None = None) -> tuple[Letter, ...]:
    """A recall to each; who has one waiting already gets no second."""
    with desk.write("Add recalls to the print run") as write:
        waiting = {one.patient_id for one in letter_rows.of_tab(write, tab="to_print") if one.kind is LetterKind.RECALL}
        return tuple(
            letter_rows.queue(write, patient_id=one, appointment_id=None, subject=KIND_WORDS[LetterKind.RECALL], kind=LetterKind.RECALL, with_sheet=False, due=due)
            for one in dict.fromkeys(patient_ids) if one not in waiting
        )  # fmt: skip


def _visit_for(desk: Desk, session: Session, patient_id: int, kind: LetterKind) -> Appointment:
    if kind in AHEAD:
        coming = appointment_rows.next_of(session, patient_ids=[patient_id], after=desk.wall_now())
        if patient_id not in coming:
            raise Refused("This patient has no visit ahead. Book one first, then print its letter.")
        return coming[patient_id]
    if kind in WRITTEN:
        past = [v.appointment for v in appointment_rows.of_patient(session, patient_id=patient_id) if v.appointment.start <= desk.wall_now()]
        been = [one for one in past if one.status not in (Status.CANCELLED, Status.EXPIRED, Status.NO_SHOW)]
        if not been:
            raise Refused("This patient has not been here yet, so there is nothing to write about.")
        return max(been, key=lambda one: one.start)
    wanted, words = _TELLS_OF[kind]
    found = next((v.appointment for v in appointment_rows.of_patient(session, patient_id=patient_id) if v.appointment.status is wanted), None)
    if found is None:
        raise Refused(f"No visit of this patient {words}, so there is nothing to write about.")
    return found


_TELLS_OF = {LetterKind.CANCELLATION: (Status.CANCELLED, "has been cancelled"), LetterKind.MISSED: (Status.NO_SHOW, "was missed")}


def preview(desk: Desk, *, letter_id: int) -> Preview:
    """The real pages, and what is merged into them."""
    with desk.read() as session:
        letter = letter_rows.get(session, letter_id)
        try:
            made = composing.compose(desk, session, letter_id)
            pdf: bytes | None = made.pdf()
        except Unprintable as lacks:
            return Preview(letter, None, (), (lacks.sentence, *(one for one in letter.problems if one not in lacks.sentence)))
    return Preview(letter, pdf, _fields(desk, made), letter.problems, made.language)


def _fields(desk: Desk, made: Made) -> tuple[MergedField, ...]:
    house, recipient = desk.house(), made.letter.recipient
    address = recipient.address if recipient else made.patient.address
    signs = made.clinician if made.letter.kind is LetterKind.REPORT else house.clinic.signs
    told = (MergedField("Visit", when.moment_words(made.visit.start, clock24=house.clinic.clock24)) if made.visit else MergedField("Around", made.day_words),)
    return (
        MergedField("Name", made.patient.name), *((MergedField("To", recipient.name),) if recipient else ()),
        MergedField("Address", ", ".join(address.on_paper(house.clinic.paper)) if address.complete else "missing: to hand over", address.complete),
        *told, MergedField("Clinician", made.clinician), MergedField("Signed by", signs or "missing", bool(signs)),
    )  # fmt: skip


def pdf(desk: Desk, *, letter_id: int) -> bytes:
    """Letter and enclosed sheet as one file; ``Unprintable`` names what lacks."""
    with desk.read() as session:
        return composing.compose(desk, session, letter_id).pdf()


def sheet_pdf(desk: Desk, *, patient_id: int, appointment_id: int | None = None, fillable: bool = False) -> bytes:
    """The intake sheet alone; ``fillable`` as a form to be sent and filled on a screen."""
    with desk.read() as session:
        patient = rows.get(session, Patient, patient_id)
        visit = rows.get(session, Appointment, appointment_id) if appointment_id else None
        if visit is None:
            visit = appointment_rows.next_of(session, patient_ids=[patient_id], after=desk.wall_now()).get(patient_id)
        asked = inquiry_rows.of_patient(session, patient_id=patient_id)
        told = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in asked])
        facts = tuple(f for i in asked for f in told[i.id])
    sheet = paperwork.intake_sheet(house=desk.house(), patient=patient, appointment=visit, facts=facts, inquiries={i.id: i for i in asked},
                                   language=language_of(patient.languages))  # fmt: skip
    return paper.make_run([replace(sheet, fillable=fillable)])


def set_with_sheet(desk: Desk, *, letter_id: int, with_sheet: bool) -> Letter:
    """Enclose the intake sheet, or not."""
    with desk.write("Change what a letter encloses") as write:
        return letter_rows.change(write, letter_id=letter_id, with_sheet=with_sheet)


def enclose(desk: Desk, *, letter_id: int, page: str, wanted: bool) -> Letter:
    """Lay a page of the clinic's own with a letter, or take it out."""
    if page not in ENCLOSURES:
        raise Refused(f"There is no page called “{page}” to enclose.")
    with desk.write("Change what a letter encloses") as write:
        kept = set(letter_rows.get(write, letter_id).encloses) - {page} | ({page} if wanted else set())
        return letter_rows.change(write, letter_id=letter_id, encloses=tuple(name for name in ENCLOSURES if name in kept))


def put_off(desk: Desk, *, letter_id: int, due: date | None) -> Letter:
    """Print it on that day and not before; None for the next run."""
    if due is not None and due < desk.wall_now().date():
        raise Refused("That day is past. Choose today or a later day.")
    with desk.write("Change when a letter is printed") as write:
        return letter_rows.change(write, letter_id=letter_id, due=due)


def set_language(desk: Desk, *, letter_id: int, language: str) -> Letter:
    """Empty for the patient's own."""
    if language and language not in LANGUAGES:
        raise Refused("There are no texts in that language.")
    with desk.write("Change the language of a letter") as write:
        return letter_rows.change(write, letter_id=letter_id, language=language)


def write_words(desk: Desk, *, letter_id: int, words: str, recipient: Recipient | None = None) -> Letter:
    """What after-care or a report says, saved while it is typed; a report also to whom. Printed letters stay as they are."""
    with desk.write("Write a letter", typed=("letter", letter_id)) as write:
        letter = letter_rows.get(write, letter_id)
        if letter.sent_at:
            raise Refused("This letter has been printed already; it stays in the record as it is.")
        said, whom = words.strip(), recipient or letter.recipient
        return letter if (said, whom) == (letter.words, letter.recipient) else letter_rows.change(write, letter_id=letter_id, words=said, recipient=whom)


def save(desk: Desk, *, letter_ids: Sequence[int], path: Path) -> tuple[str, ...]:
    """Letters with what they enclose as one file, whole or not at all; gives whose could not be made, unless it is all of them.

    Logged, but neither undone nor in the way of undo; whether they were printed is not known.
    """
    made, left_out, trouble = list[bytes](), list[str](), Unprintable("Select a letter first: X selects one, A all.")
    for key in letter_ids:
        try:
            made.append(pdf(desk, letter_id=key))
        except Unprintable as lacking:
            trouble = lacking
            with desk.read() as session:
                left_out.append(letter_rows.get(session, key).patient_name)
    if not made:
        raise trouble
    write_file(path, joined.join(made))
    with desk.write("Save letters as PDF", undoable=False) as write:
        write.chain.open()
    return tuple(left_out)


def write_file(path: Path, content: bytes) -> None:
    """Written beside and renamed, readable by its owner only."""
    part = path.with_name(path.name + ".part")
    try:
        platform.write_private(part, content)
        os.replace(part, path)
    except OSError as trouble:
        part.unlink(missing_ok=True)
        raise DeskError(f"The file could not be written to {path.parent}. Choose another folder.", more=str(trouble)) from None


def withdraw(desk: Desk, *, letter_id: int) -> None:
    """Take a letter out of the print run."""
    with desk.write("Take a letter out of the print run") as write:
        if letter_rows.get(write, letter_id).sent_at:
            raise Refused("This letter has been printed already; it stays in the record.")
        letter_rows.remove(write, letter_id=letter_id)


def printers() -> tuple[str, ...]:
    """Names of the printers set up on this computer; empty where there are none."""
    return platform.printers()
