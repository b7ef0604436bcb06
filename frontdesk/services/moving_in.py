"""Records of other systems brought in: people, visits, calendars. One file is one transaction, and can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import origins as origin_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data.store import Session, Write
from frontdesk.domain.errors import BadInput
from frontdesk.domain.incoming import FIELDS, MANY, Column, IncomingAbout, IncomingEvent, IncomingVisit
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.patient import Patient
from frontdesk.exchange import reading
from frontdesk.exchange.reading import Asked
from frontdesk.services import layouts
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import Cancelled, FileReport, Made, Progress
from frontdesk.services.incoming_people import People
from frontdesk.services.incoming_visits import Visits

AHEAD = timedelta(days=400)
"""How far the entries of a calendar are taken; what has gone by is not."""

MOST_TOLD = 2_000
"""Lines of a report; the numbers count everything."""

_STEP = 25
"""People between two words of how far it has come; there the desk can stop it too."""


class _Dry(Exception):
    """Takes back what a dry run has written."""


def takes(desk: Desk, path: Path) -> bool:
    """Whether a file holds records of another system, by what stands in it."""
    return path.is_file() and bool(reading.kind_of(path, today=desk.wall_now().date()))


def bring_in(
    desk: Desk, *, path: Path, digest: str = "", mapping: Mapping[int, str] | None = None, clinician_id: int | None = None, dry: bool = False,
    progress: Progress | None = None, cancelled: Callable[[], bool] | None = None,
) -> FileReport:  # fmt: skip
    """Bring in one file, whole or, where it is cancelled, not at all.

    ``mapping``: what the columns of a table hold, over the guess. ``clinician_id``: whose calendar it is, where the file does not say.
    ``dry``: everything is done and taken back again, so that the report says what would be made of it.
    """
    work: _Work | None = None
    try:
        with desk.write("Bring in records") as write:
            appointment_rows.release_expired(write)
            work = _Work(desk, write, path, clinician_id)
            work.read(mapping if mapping is not None else _remembered(desk, write, path), progress or (lambda share, words: None), cancelled or (lambda: False))
            if dry:
                raise _Dry
            inquiry_rows.record_run(
                write, file_name=path.name, format=work.format, digest=digest, at=write.now, counts=work.counts(), refused=work.refused
            )
    except _Dry:
        pass
    except Cancelled:
        return FileReport(str(path), work.format if work else "", 0, 0, 0, {}, (), cancelled=True)
    assert work is not None
    return work.report(dry=dry)


def _remembered(desk: Desk, session: Session, path: Path) -> dict[int, str] | None:
    """What the desk has said before of a table with these columns."""
    kept = layouts.of_tables(session)
    said = kept.get(layouts.table_mark(columns(desk, path=path))) if kept else None
    return {int(number): field for number, field in said.items()} if said else None


def _asked(desk: Desk, mapping: Mapping[int, str] | None) -> Asked:
    today, house = desk.wall_now().date(), desk.house()
    return Asked(today, today, today + AHEAD, day_first=house.clinic.locale != "en-US", zone=house.zone, mapping=mapping)


class _Work:
    def __init__(self, desk: Desk, write: Write, path: Path, clinician_id: int | None) -> None:
        self.desk, self.path = desk, path
        self.format = ""
        self.columns: tuple[Column, ...] = ()
        self.apart: dict[str, int] = {}
        self.refused: list[Piece] = []
        self.people = People(desk, write)
        self.visits = Visits(desk, write, self.people, clinician_id)

    def read(self, mapping: Mapping[int, str] | None, tell: Progress, cancelled: Callable[[], bool]) -> None:
        """People first, as the file gives them; visits and calendar entries when everybody is there."""
        visits: list[IncomingVisit] = []
        events: list[IncomingEvent] = []
        about: list[IncomingAbout] = []
        before = 0.0
        for part in reading.read_file(self.path, _asked(self.desk, mapping)):
            self.format = part.format or self.format
            self.columns = self.columns or part.columns
            self._apart(part.kept_apart)
            self.refused += part.refused
            for start in range(0, len(part.people), _STEP) or (0,):
                if cancelled():
                    raise Cancelled("The import was stopped. Nothing of this file was kept.")
                self.people.take(part.people[start : start + _STEP], self.format)
                share = min(1.0, (start + _STEP) / len(part.people)) if part.people else 1.0
                tell(0.9 * (before + (part.progress - before) * share), f"{self.people.new} people")
            before = part.progress
            visits += part.visits
            events += part.events
            about += part.about
        apart, refused = self.people.hear(about, self.format)
        self._apart(apart)
        self.refused += refused
        self.visits.take(visits, events)
        self._apart(self.visits.apart)
        self.refused += self.visits.refused
        tell(1.0, "Done")

    def _apart(self, kinds: dict[str, int]) -> None:
        for kind, many in kinds.items():
            self.apart[kind] = self.apart.get(kind, 0) + many

    def counts(self) -> dict[str, object]:
        return {
            "patients": self.people.new, "alike": self.people.alike, "alerts": self.people.alerts, "visits": self.visits.new, "blocks": self.visits.blocks,
            "known": self.people.known + self.visits.known, "changed": self.people.changed + self.visits.changed, "kept_apart": self.apart,
        }  # fmt: skip

    def report(self, *, dry: bool) -> FileReport:
        people, visits = self.people, self.visits
        made: list[Made] = [*people.made, *visits.made]
        return FileReport(
            str(self.path), self.format, 0, 0, people.known + visits.known, self.apart, tuple(self.refused), patients=people.new, visits=visits.new,
            blocks=visits.blocks, changed=people.changed + visits.changed, alike=people.alike, alerts=people.alerts,
            made=tuple(made[:MOST_TOLD]), columns=self.columns, dry=dry,
        )  # fmt: skip


def columns(desk: Desk, *, path: Path) -> tuple[Column, ...]:
    """How a table of people would be understood; nothing is brought in."""
    found = reading.read_file(path, _asked(desk, None))
    return next((part.columns for part in found if part.columns), ())


def mapping(desk: Desk, *, path: Path, said: Mapping[str, str]) -> dict[int, str]:
    """The fields of a table's columns with what the desk said put over the guess. ``said``: field by title, or by number from 1."""
    there = columns(desk, path=path)
    found = {c.number: c.field for c in there}
    for title, field in said.items():
        column = next((c for c in there if c.title.casefold() == title.casefold() or str(c.number + 1) == title), None)
        if column is None:
            raise BadInput(f"No column is called “{title}”. There are: {', '.join(c.title or str(c.number + 1) for c in there)}.")
        if field and field not in FIELDS:
            raise BadInput(f"No field is called “{field}”. There are: {', '.join(FIELDS)}.")
        found = {number: "" if field and field not in MANY and old == field else old for number, old in found.items()} | {column.number: field}
    return found


def undecided(desk: Desk) -> tuple[tuple[Patient, tuple[Patient, ...]], ...]:
    """Patients that an import marked as possibly the same as others, with those others: the desk decides."""
    with desk.read() as session:
        marked = origin_rows.undecided(session)
        found = patient_rows.by_ids(session, ids={i for one, others in marked for i in (one, *others)})
    pairs = ((found.get(one), tuple(found[o] for o in others if o in found and o != one)) for one, others in marked)
    return tuple((one, others) for one, others in pairs if one and others)
