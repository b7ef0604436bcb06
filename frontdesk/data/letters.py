"""Letters as rows. Whether one is superseded is computed against the visit as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from frontdesk.data import correspondence, tables
from frontdesk.data.rows import address_back, address_out
from frontdesk.data.session import Session, Write
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import NotFound
from frontdesk.domain.letter import AHEAD, WRITTEN, Letter, LetterKind, LetterState, Printed, PrintRun, Recipient

_table = tables.letter
_TABS = {"to_print": ("to_print", "failed", "printing"), "drafts": ("draft",), "sent": ("printed", "sent")}


def _joined() -> Any:
    who, visit = tables.patient, tables.appointment
    address = [who.c[f"address_{p}"] for p in ("street", "street2", "city", "region", "postcode", "country")]
    now = [visit.c[name].label(f"now_{name}") for name in ("start", "end", "clinician_id", "room_id", "site_id", "status")]
    return (
        select(_table, who.c.given_name, who.c.family_name, *address, *now)
        .join(who, who.c.id == _table.c.patient_id)
        .join(visit, visit.c.id == _table.c.appointment_id, isouter=True)
    )


def _now(row: Any) -> Printed | None:
    if row["now_start"] is None:
        return None
    return Printed(row["now_start"], row["now_end"], row["now_clinician_id"], row["now_room_id"], row["now_site_id"],
                   row["now_status"] in (Status.CANCELLED.value, Status.EXPIRED.value))  # fmt: skip


def _letter(row: Any) -> Letter:
    printed = printed_back(row["printed"])
    now = _now(row)
    state = LetterState(row["state"])
    gone = now is not None and now.cancelled
    kind, recipient = LetterKind(row["kind"]), _recipient_back(row["recipient"])
    hand_over = not (recipient.address if recipient else address_back(row)).complete
    problems = () if state in (LetterState.PRINTED, LetterState.SENT) else tuple(_problems(row, kind, gone, recipient))
    return Letter(
        id=row["id"], kind=kind, state=state, patient_id=row["patient_id"], appointment_id=row["appointment_id"],
        patient_name=" ".join(p for p in (row["given_name"], row["family_name"]) if p), subject=row["subject"],
        created_at=row["created_at"], sent_at=row["sent_at"], printed=printed,
        superseded=printed is not None and now is not None and printed != now, problems=problems, to_hand_over=hand_over,
        with_sheet=row["with_sheet"], job=row["job"], due=row["due"], language=row["language"], encloses=row["encloses"], words=row["words"],
        recipient=recipient, wording=row["wording"], run=row["run"], visit=row["now_start"], version=row["version"],
    )  # fmt: skip


def _problems(row: Any, kind: LetterKind, gone: bool, recipient: Recipient | None) -> Iterator[str]:
    """What keeps a letter out of the print run, said shortly."""
    if gone and kind in AHEAD:
        yield "The visit has been cancelled"
    if kind in WRITTEN and not row["words"].strip():
        yield "Not written yet"
    if kind is LetterKind.REPORT and recipient is None:
        yield "Nobody to write to"
    if row["state"] == LetterState.PRINTING.value:
        yield "Cut off while printing"


def recipient_out(recipient: Recipient | None) -> dict[str, str] | None:
    """As JSON."""
    return {"name": recipient.name, **address_out(recipient.address)} if recipient else None


def _recipient_back(kept: dict[str, str] | None) -> Recipient | None:
    return Recipient(kept["name"], address_back(kept)) if kept else None


def printed_out(printed: Printed) -> dict[str, Any]:
    """As JSON."""
    return {
        "start": printed.start.isoformat(), "end": printed.end.isoformat(), "clinician_id": printed.clinician_id,
        "room_id": printed.room_id, "site_id": printed.site_id, "cancelled": printed.cancelled,
    }  # fmt: skip


def printed_back(kept: dict[str, Any] | None) -> Printed | None:
    if not kept:
        return None
    times = {name: datetime.fromisoformat(kept[name]) for name in ("start", "end")}
    return Printed(**(kept | times))


def get(session: Session, letter_id: int) -> Letter:
    row = session.execute(_joined().where(_table.c.id == letter_id)).mappings().one_or_none()
    if row is None:
        raise NotFound("That letter is not there any more.")
    return _letter(row)


def of_tab(session: Session, *, tab: str, limit: int = 500) -> tuple[Letter, ...]:
    """Tabs: "to_print" (failed ones too) in the order they were asked for; "drafts"; "sent", newest first."""
    order = (_table.c.sent_at.desc(), _table.c.id.desc()) if tab == "sent" else (_table.c.id,)
    wanted = _joined().where(_table.c.state.in_(_TABS[tab])).order_by(*order).limit(limit)
    return tuple(_letter(row) for row in session.execute(wanted).mappings())


def counts(session: Session) -> dict[str, int]:
    found: dict[str, int] = {row.state: row.many for row in session.execute(select(_table.c.state, func.count().label("many")).group_by(_table.c.state))}
    return {tab: sum(found.get(state, 0) for state in states) for tab, states in _TABS.items()}


def of_patient(session: Session, *, patient_id: int) -> tuple[Letter, ...]:
    wanted = _joined().where(_table.c.patient_id == patient_id).order_by(_table.c.id.desc())
    return tuple(_letter(row) for row in session.execute(wanted).mappings())


def of_appointment(session: Session, *, appointment_id: int) -> tuple[Letter, ...]:
    wanted = _joined().where(_table.c.appointment_id == appointment_id).order_by(_table.c.id)
    return tuple(_letter(row) for row in session.execute(wanted).mappings())


def recipients(session: Session, *, limit: int = 400) -> list[tuple[int, Recipient]]:
    """(patient, whom a letter about them went to), the newest first."""
    wanted = select(_table.c.patient_id, _table.c.recipient).where(_table.c.kind == LetterKind.REPORT.value).order_by(_table.c.id.desc()).limit(limit)
    return [(row.patient_id, found) for row in session.execute(wanted) if (found := _recipient_back(row.recipient))]


def queue(
    write: Write, *, patient_id: int, appointment_id: int | None, subject: str, kind: LetterKind = LetterKind.APPOINTMENT,
    with_sheet: bool = True, due: date | None = None, words: str = "", recipient: Recipient | None = None, encloses: Sequence[str] = (),
) -> Letter:  # fmt: skip
    """Put a letter into the next print run, or into that of the day it is due."""
    key = write.insert(_table, {
        "kind": kind.value, "state": LetterState.TO_PRINT.value, "patient_id": patient_id, "appointment_id": appointment_id,
        "subject": subject, "created_at": write.now, "with_sheet": with_sheet, "printed": None, "due": due, "words": words,
        "recipient": recipient_out(recipient), "encloses": tuple(encloses), "wording": None,
    })  # fmt: skip
    return get(write, key)


def mark(write: Write, *, letter_ids: Sequence[int], state: LetterState, printed: dict[int, Printed] | None = None, job: str = "",
         run: int | None = None, wording: Mapping[str, str] | None = None, at: datetime | None = None) -> None:  # fmt: skip
    """Move letters on; ``printed`` keeps, by letter, the values that stand on the paper, and ``wording`` the texts. ``at``: where it was not now."""
    for key in letter_ids:
        values: dict[str, Any] = {"state": state.value, "job": job} | ({"run": run} if run is not None else {})
        if state in (LetterState.PRINTED, LetterState.SENT):
            values |= {"sent_at": at or write.now, "printed": printed_out(printed[key]) if printed and key in printed else None}
            values |= {"wording": dict(wording)} if wording else {}
        write.update(_table, key, values)


def change(write: Write, *, letter_id: int, **values: Any) -> Letter:
    """Set columns of a letter: ``with_sheet``, ``due``, ``language``, ``encloses``, ``words``, ``recipient``, ``subject``."""
    if "recipient" in values:
        values["recipient"] = recipient_out(values["recipient"])
    write.update(_table, letter_id, values)
    return get(write, letter_id)


def of_run(session: Session, *, run: int) -> tuple[Letter, ...]:
    """What went with one print run, in its order."""
    return tuple(_letter(row) for row in session.execute(_joined().where(_table.c.run == run).order_by(_table.c.id)).mappings())


def new_run(write: Write, *, printer: str, asked: int, at: datetime | None = None) -> int:
    """Begin a print run; gives its number. ``at``: where it was not now."""
    return write.insert(correspondence.print_run, {"at": at or write.now, "author": write.who, "printer": printer, "asked": asked, "printed": 0, "failed": 0})


def end_run(write: Write, *, run: int, printed: int, failed: int) -> None:
    write.update(correspondence.print_run, run, {"printed": printed, "failed": failed})


def last_run(session: Session) -> PrintRun | None:
    """The newest print run of this clinic, whichever desk began it."""
    table = correspondence.print_run
    row = session.execute(select(table).order_by(table.c.id.desc()).limit(1)).mappings().one_or_none()
    return PrintRun(row["id"], row["at"], row["author"], row["printer"], row["asked"], row["printed"], row["failed"]) if row else None


def remove(write: Write, *, letter_id: int) -> None:
    write.delete(_table, letter_id)


def rename(write: Write, *, letter_id: int, subject: str) -> None:
    write.update(_table, letter_id, {"subject": subject})
