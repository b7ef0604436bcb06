"""What is held on one person: shown, handed over whole, and erased for good where the law lets it go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from frontdesk.data import backup as backups
from frontdesk.data import erasing, holdings, preferences
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data.store import Session
from frontdesk.domain import when
from frontdesk.domain.errors import Refused
from frontdesk.domain.retention import YEARS, kept_until
from frontdesk.exchange import person_copy
from frontdesk.platform import write_private
from frontdesk.services import patients
from frontdesk.services.desk import Desk

_YEARS = "retention_years"
_BACKUP_DAYS = backups.MONTHLY * 31


@dataclass(frozen=True, slots=True)
class Holding:
    """``counts``: rows by table. ``kept_until``: where visits took place, the day from which the record may go; None: it may go now.

    ``unlinked``: messages that may be theirs and are not counted, since nobody has linked them to the record.
    """

    person: str
    chart: str
    counts: dict[str, int]
    took_place: int
    kept_until: date | None
    unlinked: int = 0

    @property
    def stays(self) -> str:
        """What the desk should know before it erases; empty where there is nothing."""
        if not self.unlinked:
            return ""
        if self.unlinked == 1:
            return "A message bears the same name, e-mail or phone, but nobody has linked it to this record: it stays. If it is theirs, link it in the inbox first."
        return f"{self.unlinked} messages bear the same name, e-mail or phone, but nobody has linked them to this record: they stay. Link those that are theirs first."


@dataclass(frozen=True, slots=True)
class Erased:
    """``backups``: how many older ones still hold the person, and until when the last of them is thinned out. ``scrubbed``: the file's pages too."""

    counts: dict[str, int]
    backups: int
    backups_until: date
    scrubbed: bool

    @property
    def sentence(self) -> str:
        """What the desk is told."""
        many_rows = sum(self.counts.values())
        said = f"Erased: {many_rows} {'entry' if many_rows == 1 else 'entries'}. "
        if self.backups:
            many = "One older backup still holds them and goes" if self.backups == 1 else f"{self.backups} older backups still hold them and go"
            said += f"{many} by {when.birthday(self.backups_until)}. "
        return said + ("" if self.scrubbed else "Another window has the file open: what was erased leaves the file's pages when “frontdesk check” runs alone.")


def holding(desk: Desk, *, patient_id: int) -> Holding:
    """What is held on the person, before anything is done with it."""
    person = patients.get(desk, patient_id=patient_id)
    with desk.read() as session:
        held = holdings.of_patient(session, patient_id)
        visits = holdings.took_place(session, held)
        may_go = kept_until(visits[-1], _years(session)) if visits else None
        unlinked = len(inquiry_rows.perhaps_of(session, person))
    counts = {table.name: len(keys) for table, keys in held.items()}
    return Holding(person.name, person.chart, counts, len(visits), may_go if may_go and may_go > desk.wall_now().date() else None, unlinked)


def _years(session: Session) -> int:
    kept = preferences.value(session, who="", name=_YEARS)
    return int(kept) if kept is not None else YEARS


def keep_years(desk: Desk, *, years: int) -> None:
    """How many years after the last visit a record of care is kept (0 to 40)."""
    if not 0 <= years <= 40:
        raise Refused("Say a number of years from 0 to 40.")
    with desk.write("Set how long records are kept") as write:
        preferences.put(write, who="", name=_YEARS, value=years)


def hand_over(desk: Desk, *, patient_id: int, path: Path) -> Path:
    """Everything held on the person as a ZIP file of two, one to be read and one for another program; the history says that it was made."""
    person = patients.get(desk, patient_id=patient_id)
    with desk.read() as session:
        rows = holdings.contents(session, holdings.of_patient(session, patient_id))
    whole = person_copy.packed(rows, clinic=desk.house().clinic.name, person=person.name, made=desk.wall_now(), zone=desk.house().zone)
    path = path if path.suffix.lower() == ".zip" else path.with_name(path.name + ".zip")
    write_private(path, whole)
    with desk.write("Hand over a copy of a record", undoable=False) as write:
        write.chain.open()
    return path


def erase(desk: Desk, *, patient_id: int, chart: str, despite: str = "") -> Erased:
    """The person and all that hangs on them, for good: it cannot be taken back, so the chart number is asked for.

    ``Refused`` where the number is another one, where a visit is still to come, or where the law makes us keep the record; ``despite`` is the
    reason why it goes all the same, and stands in the journal.
    """
    found = holding(desk, patient_id=patient_id)
    if chart.strip().casefold() != found.chart.casefold():
        raise Refused("That is not this record's chart number. Type the number that stands under the name.")
    if found.kept_until and not despite.strip():
        visits = "one visit that took place" if found.took_place == 1 else f"{found.took_place} visits that took place"
        raise Refused(f"The record holds {visits}, so it must be kept until {when.birthday(found.kept_until)}. Say why it goes all the same, or keep it.")
    label = f"Erase a record ({despite.strip()})" if despite.strip() else "Erase a record"
    with desk.write(label, barrier="erased") as write:
        held = holdings.of_patient(write, patient_id)
        if holdings.ahead(write, held, now=desk.wall_now()):
            raise Refused("There is a visit still to come. Cancel it first, so that nobody waits for it.")
        counts = erasing.erase(write, held)
    scrubbed = desk.store.scrub()
    place = backups.folder_of(desk.store.path)
    return Erased(counts, len(backups.backups(desk.store.path, place)), desk.wall_now().date() + timedelta(days=_BACKUP_DAYS), scrubbed)


