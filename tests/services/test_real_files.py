"""Real files of every kind that the shared folder holds: each is accounted for, brings nothing new a second time, and leaves the clinic whole."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.data import tables
from frontdesk.domain.inquiry import Piece
from frontdesk.exchange import reading as records
from frontdesk.intake import reading as messages
from frontdesk.services import imports, moving_out, safekeeping
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import FileReport
from tests.data.conftest import NOW

FOLDERS = ("wxr", "wp_rest_comments", "form_csv", "form_json", "eml_mbox", "hostile", "ical", "vcard", "fhir", "hl7v2", "patient_csv")
CLOCK = 15.0
"""Seconds that no file of a few megabytes may take to be read."""

pytestmark = pytest.mark.corpus


def files_of(shared: Path, folder: str) -> list[Path]:
    return sorted(p for p in (shared / "corpus" / folder).rglob("*") if p.is_file())


def taken_apart(path: Path) -> Iterator[tuple[int, tuple[Piece, ...], float]]:
    """(what was found, what was refused, progress) of each part, by the reader that would have the file, in this process."""
    today = NOW.date()
    if records.kind_of(path, today=today):
        for part in records.parse(path, records.Asked(today, today - timedelta(days=3650), today + timedelta(days=3650))):
            yield len(part.people) + len(part.visits) + len(part.events) + sum(part.kept_apart.values()), part.refused, part.progress
    else:
        for batch in messages.parse(path):
            yield len(batch.arrivals) + sum(batch.kept_apart.values()), batch.refused, batch.progress


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_real_file_is_taken_apart_within_its_clock_and_says_what_stands_in_it(shared: Path, folder: str) -> None:
    for path in files_of(shared, folder):
        begun = time.monotonic()
        parts = list(taken_apart(path))
        assert time.monotonic() - begun < CLOCK, path.name
        refused = [piece for _, pieces, _ in parts for piece in pieces]
        assert sum(found for found, _, _ in parts) + len(refused) > 0, path.name
        assert all(piece.reason.endswith(".") for piece in refused), (path.name, refused)
        assert parts[-1][2] == 1.0, path.name


def accounted(report: FileReport) -> int:
    return sum((report.people, report.earlier, report.known, report.patients, report.visits, report.blocks, report.changed)) \
        + sum(report.kept_apart.values()) + len(report.refused)  # fmt: skip


def twice(desk: Desk, files: list[Path]) -> None:
    """Brought in, and brought in again: accounted for each time, nothing new the second time, the clinic's file whole."""
    for path in files:
        first = imports.import_file(desk, path=path)
        assert first.format
        assert accounted(first) > 0, path.name
    before = safekeeping.check(desk).counts
    for path in files:
        again = imports.import_file(desk, path=path)
        assert (again.people, again.earlier, again.patients, again.visits, again.blocks) == (0, 0, 0, 0, 0), path.name
        assert accounted(again) > 0, path.name
    after = safekeeping.check(desk)
    assert after.whole, after.faults
    told = ("inquiry", "patient", "appointment", "block", "fact")
    assert [after.counts[table] for table in told] == [before[table] for table in told]


@pytest.mark.parametrize("folder", FOLDERS)
def test_some_real_files_of_each_kind_come_in_once_however_often_they_are_brought_in(desk: Desk, shared: Path, folder: str) -> None:
    files = files_of(shared, folder)
    twice(desk, files[1 :: max(1, len(files) // 2)][:2])


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("folder", FOLDERS)
def test_all_real_files_of_each_kind_come_in_once_however_often_they_are_brought_in(desk: Desk, shared: Path, folder: str) -> None:
    twice(desk, files_of(shared, folder))


def people_of(desk: Desk) -> list[str]:
    """Everybody on file as another system is told of them, the chart number left out."""
    with desk.read() as session:
        found = session.execute(tables.patient.select()).mappings().all()
    kept = [c.name for c in tables.patient.columns if c.name in WRITTEN]
    return sorted(str([row[name] for name in kept]) for row in found)


WRITTEN = frozenset({"given_name", "family_name", "preferred_name", "salutation", "birth_date", "phone", "email", "address_street", "address_street2", "address_city",
                     "address_region", "address_postcode", "address_country"})  # fmt: skip
OWN = {"patient_csv": "csv", "vcard": "vcard", "fhir": "fhir", "hl7v2": "hl7"}
ENDS = {"csv": "csv", "vcard": "vcf", "fhir": "json", "hl7": "hl7"}


def out_and_in(desk: Desk, files: list[Path], formats: Iterable[str], folder: Path) -> None:
    """Brought in, written out, brought into an empty clinic: the very same people, and none was refused on the way."""
    for path in files:
        imports.import_file(desk, path=path)
    there = people_of(desk)
    for format_ in formats:
        place = folder / f"elsewhere-{format_}"
        place.mkdir()
        elsewhere = Desk.create(place / "clinic.frontdesk", clock=lambda: NOW)
        path = moving_out.save(desk, path=place / f"people.{ENDS[format_]}", content=moving_out.people(desk, format=format_))
        report = imports.import_file(elsewhere, path=path)
        assert report.refused == (), format_
        assert people_of(elsewhere) == there, format_
        elsewhere.close()


@pytest.mark.parametrize("folder", OWN)
def test_people_of_real_files_are_the_same_after_they_went_out_and_came_in_again(desk: Desk, shared: Path, tmp_path: Path, folder: str) -> None:
    files = files_of(shared, folder)
    out_and_in(desk, files[:: max(1, len(files) // 2)][:2], [OWN[folder]], tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("folder", OWN)
def test_people_of_all_real_files_are_the_same_in_every_format(desk: Desk, shared: Path, tmp_path: Path, folder: str) -> None:
    out_and_in(desk, files_of(shared, folder), OWN.values(), tmp_path)
