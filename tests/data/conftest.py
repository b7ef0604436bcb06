"""A small clinic in a real file, built once and copied for each test."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.data import rows
from frontdesk.data.dialect import overlap_counts
from frontdesk.data.store import Store, Write
from frontdesk.data.tables import metadata
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.clinic import AppointmentType, Clinic, Clinician, OpeningRule, Room, Site
from frontdesk.domain.patient import Patient
from tests import servers

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)
ZONE = "America/Chicago"
NINE = datetime(2026, 12, 1, 9, 0)
DESK = {"now": NOW, "who": "Julia Marsh", "desk": "desk"}


@dataclass(frozen=True)
class People:
    """Ids of what ``fill`` put into the clinic."""

    site: int
    clinicians: tuple[int, ...]
    rooms: tuple[int, ...]
    type: int
    patients: tuple[int, ...]

    def visit(self, *, start: datetime = NINE, minutes: int = 30, who: int = 0, room: int | None = 0, patient: int | None = 0,
              before: int = 0, after: int = 0, **more: object) -> Appointment:  # fmt: skip
        """A visit that is not stored yet; clinician, room and patient by their place in the lists."""
        end = start + timedelta(minutes=minutes)
        values = {"zone": ZONE, "status": Status.BOOKED, "uid": f"{start}-{who}"} | more
        return Appointment(
            0, None if patient is None else self.patients[patient], self.type, self.clinicians[who], None if room is None else self.rooms[room],
            self.site, start, end, start - timedelta(minutes=before), end + timedelta(minutes=after), **values,
        )  # fmt: skip


def fill(write: Write) -> People:
    rows.add(write, Clinic(0, "Riverside Sports Medicine"))
    site = rows.add(write, Site(0, "Main Street", ZONE)).id
    kind = rows.add(write, AppointmentType(0, "Consultation", 30, "new_consultation", room_kinds=frozenset({"consult"}))).id
    rooms = tuple(rows.add(write, Room(0, site, f"Room {n}", f"R{n}", "consult", position=n)).id for n in range(3))
    names = (("Dr Amara Okafor", "Dr Okafor", "AO"), ("Dr Lars Holm", "Dr Holm", "LH"), ("Dr Mei Tan", "Dr Tan", "MT"))
    clinicians = tuple(rows.add(write, Clinician(0, *name, type_ids=frozenset({kind}), position=n)).id for n, name in enumerate(names))
    for clinician in clinicians:
        for weekday in range(5):
            rows.add(write, OpeningRule(0, clinician, site, weekday, time(8), time(18)))
    patients = tuple(
        rows.add(write, Patient(0, given, family, chart=f"DP-{1001 + n}", birth_date=date(1980, 1, 1 + n), phone=f"+1 512 555 010{n}", created_at=NOW)).id
        for n, (given, family) in enumerate((("Ines", "Falk"), ("Tomas", "Brandt"), ("Grace", "Lindqvist")))
    )  # fmt: skip
    return People(site, clinicians, rooms, kind, patients)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, People]:
    folder = tmp_path_factory.mktemp("clinic")
    store = Store.create(folder / "clinic.frontdesk")
    with store.write("Set up", undoable=False, **DESK) as write:
        people = fill(write)
    store.close()
    return folder, people


@pytest.fixture
def people(filled: tuple[Path, People]) -> People:
    return filled[1]


@pytest.fixture
def path(filled: tuple[Path, People], tmp_path: Path) -> Path:
    for part in filled[0].iterdir():
        if part.is_file():
            shutil.copy(part, tmp_path / part.name)
    return tmp_path / "clinic.frontdesk"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    made = Store.open(path, now=NOW)
    yield made
    made.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """A PostgreSQL of this session's own; the folder of its socket."""
    with servers.postgresql() as socket:
        yield socket


@pytest.fixture(scope="session")
def served(cluster: Path) -> Iterator[servers.ServerStore]:
    """The same small clinic on the server, filled once."""
    store = servers.ServerStore.made(cluster, servers.new_database(cluster, "clinic"))
    with store.write("Set up", undoable=False, **DESK) as write:
        fill(write)
    store.remember()
    yield store
    store.close()


@pytest.fixture
def on_server(served: servers.ServerStore) -> Iterator[Store]:
    """The clinic on the server as it was filled."""
    yield served
    served.listeners.clear()
    served.as_remembered()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Store:
    """The same test twice: on the clinic's file, and on a server."""
    found: Store = request.getfixturevalue("store" if request.param == "sqlite" else "on_server")
    return found


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the journal's, without its version: what “the very same rows” means."""
    found = {}
    with store.read() as session:
        for table in metadata.sorted_tables:
            if table.name in ("journal", "journal_image"):
                continue
            wanted = table.select().with_only_columns(*(c for c in table.columns if c.name != "version")).order_by(*table.primary_key.columns)
            found[table.name] = [tuple(row) for row in session.execute(wanted)]
    return found


def beside(store: Store) -> Store:
    """A second window over the same database: connections are shared out by the pool, the lock within the process is its own."""
    other = object.__new__(type(store))
    other.__dict__.update(store.__dict__)
    other._writing, other._ours, other.listeners = threading.RLock(), set(), []
    return other


def overlaps(store: Store) -> dict[str, int]:
    """Pairs of busy visits that overlap without a reason."""
    with store.read() as session:
        return {whose: session.execute(text(pairs)).scalar_one() for whose, pairs in overlap_counts().items()}
