"""Out and in again: what is written for other systems is read back as the same people and the same visits."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import icalendar
import pytest

from frontdesk.data import rows
from frontdesk.domain.errors import BadInput, NotFound, Refused
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.services import calendar, imports, moving_out, patients, safekeeping, visits
from frontdesk.services.desk import Desk
from tests.data.conftest import NINE, NOW, ZONE, People

PEOPLE = (
    Patient(0, "Maeve Ruth", "O’Halloran", preferred_name="Mae", salutation="Dr", birth_date=date(1971, 3, 9), phone="+1 512 555 0101", email="maeve@example.org",
            address=PostalAddress("12 Quay Street", "Apt 4; rear, left", "Oak Park", "IL", "60302", "USA"), alerts=("Apixaban", "Latex")),
    Patient(0, "=Cmd", "@Formula", birth_date=date(1980, 1, 31), alerts=("Penicillin (hives, severe)", "Needs hoist|2 & more^~\\"),
            phone="-1 512 555 0102", email="+plus@example.org"),
    Patient(0, "Jörg", "Groß|Maaß^Süß~&\\", birth_date=date(1999, 12, 31), phone="(512) 555-0103", address=PostalAddress("Straße 4\\a", city="Kiel", postcode="24103")),
    Patient(0, "花子", "山田", birth_date=date(2000, 2, 29), email="hanako@example.jp"), Patient(0, "Sólo", "", phone="512 555 0105"),
    Patient(0, "", "Family-Only", phone="512 555 0107"),
    Patient(0, "Ana", "de la Cruz", birth_date=date(1980, 2, 3), phone="512 555 0106"),
    Patient(0, "Ana", "de la Cruz", birth_date=date(1981, 2, 3), phone="512 555 0106"),
)  # fmt: skip
SUFFIX = {"csv": "csv", "vcard": "vcf", "fhir": "json", "hl7": "hl7"}


def told(patient: Patient) -> tuple[object, ...]:
    return (patient.given_name, patient.family_name, patient.preferred_name, patient.salutation, patient.birth_date, patient.phone, patient.email, patient.address,
            patient.alerts)  # fmt: skip


def everybody(desk: Desk) -> list[Patient]:
    return [found.patient for found in patients.search(desk, text="", limit=500)]


@pytest.fixture
def full(desk: Desk) -> Desk:
    for one in PEOPLE:
        patients.create(desk, patient=one)
    return desk


@pytest.fixture
def elsewhere(tmp_path: Path) -> Desk:
    (tmp_path / "elsewhere").mkdir()
    return Desk.create(tmp_path / "elsewhere" / "clinic.frontdesk", clock=lambda: NOW)


@pytest.mark.parametrize("format", moving_out.PEOPLE)
def test_everybody_written_and_brought_into_another_clinic_is_the_same_people(full: Desk, elsewhere: Desk, tmp_path: Path, format: str) -> None:
    path = moving_out.save(full, path=tmp_path / f"people.{SUFFIX[format]}", content=moving_out.people(full, format=format))
    report = imports.import_file(elsewhere, path=path)
    assert (report.patients, report.refused) == (len(everybody(full)), ())
    assert sorted(map(told, everybody(elsewhere)), key=str) == sorted(map(told, everybody(full)), key=str)
    again = imports.import_file(elsewhere, path=path)
    assert (again.patients, again.changed, again.known) == (0, 0, report.patients)
    elsewhere.close()


@pytest.mark.parametrize("format", moving_out.PEOPLE)
def test_everybody_written_and_brought_in_here_again_is_known(full: Desk, tmp_path: Path, format: str) -> None:
    path = moving_out.save(full, path=tmp_path / "people.txt", content=moving_out.people(full, format=format))
    before = everybody(full)
    report = imports.import_file(full, path=path)
    assert (report.patients, report.changed, report.known, report.refused) == (0, 0, len(before), ())
    assert everybody(full) == before


def test_a_column_of_our_own_table_is_what_its_title_says_whatever_stands_in_it(desk: Desk, elsewhere: Desk, tmp_path: Path) -> None:
    one = Patient(0, "Ute", "123", phone="7777", salutation="The Right Honourable", email="none")
    patients.create(desk, patient=one)
    key = next(p for p in everybody(desk) if p.given_name == "Ute").id
    imports.import_file(elsewhere, path=moving_out.save(desk, path=tmp_path / "one.csv", content=moving_out.people(desk, format="csv", patient_id=key)))
    (there,) = everybody(elsewhere)
    assert (there.family_name, there.phone, there.salutation) == ("123", "7777", "The Right Honourable")
    elsewhere.close()


def test_an_alert_is_told_to_others_in_its_own_words_and_never_as_an_allergy(full: Desk) -> None:
    told = {format: moving_out.people(full, format=format).decode() for format in ("fhir", "hl7", "vcard")}
    assert "AllergyIntolerance" not in told["fhir"]
    assert '"code": {\n     "text": "Apixaban"' in told["fhir"]
    assert "\rAL1|" not in told["hl7"]
    assert "OBX|1|TX|ALERT^Alert^L||Apixaban||||||F" in told["hl7"]
    assert "X-FRONTDESK-ALERT:Latex\r\n" in told["vcard"]


def test_no_cell_of_the_table_is_a_formula_and_alerts_come_back(full: Desk, elsewhere: Desk, tmp_path: Path) -> None:
    content = moving_out.people(full, format="csv")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    imports.import_file(elsewhere, path=moving_out.save(full, path=tmp_path / "people.csv", content=content))
    assert next(p for p in everybody(elsewhere) if p.given_name == "Maeve Ruth").alerts == ("Apixaban", "Latex")
    elsewhere.close()


def test_one_person_alone_can_be_written_by_chart_number(full: Desk) -> None:
    one = everybody(full)[0]
    content = moving_out.people(full, format="vcard", patient_id=moving_out.patient_named(full, words=one.chart.lower())).decode()
    assert content.count("BEGIN:VCARD") == 1
    assert f"UID:{one.chart}@frontdesk" in content
    with pytest.raises(NotFound):
        moving_out.patient_named(full, words="DP-99999")


def book(desk: Desk, people: People, **how: object) -> int:
    from frontdesk.data import appointments  # the rows themselves, since a booking would be proposed its own time

    with desk.write("Book") as write:
        return appointments.place(write, people.visit(uid="a-lasting-name@frontdesk", **how)).id


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_clinicians_visits_are_a_calendar_that_other_programs_accept(desk: Desk, people: People) -> None:
    book(desk, people)
    content = moving_out.visits(desk, format="ics", clinician_id=people.clinicians[0])
    (event,) = events(content)
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == ("a-lasting-name@frontdesk", 0, "CONFIRMED")
    assert event["DTSTART"].dt.replace(tzinfo=None) == NINE
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    assert str(event["SUMMARY"]) == "Ines Falk, Consultation"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert not events(moving_out.visits(desk, format="ics", clinician_id=people.clinicians[1]))


def test_a_moved_and_a_cancelled_visit_keep_their_name_and_raise_their_sequence(desk: Desk, people: People) -> None:
    key = book(desk, people)
    visit = calendar.get(desk, appointment_id=key)
    slot, later = calendar.slot_of(visit), timedelta(hours=2)
    moved_to = replace(slot, start=slot.start + later, end=slot.end + later, room_start=slot.room_start + later, room_end=slot.room_end + later)
    calendar.move(desk, appointment_id=key, slot=moved_to)
    moved = events(moving_out.visits(desk, format="ics"))[0]
    visits.cancel(desk, appointment_id=key, code="pat")
    gone = events(moving_out.visits(desk, format="ics"))[0]
    assert (str(moved["UID"]), str(gone["UID"])) == ("a-lasting-name@frontdesk",) * 2
    assert 0 < moved["SEQUENCE"] < gone["SEQUENCE"]
    assert (moved["DTSTART"].dt.replace(tzinfo=None), str(gone["STATUS"])) == (NINE + timedelta(hours=2), "CANCELLED")


def test_a_patients_calendar_names_the_clinician_and_nobody_else(desk: Desk, people: People) -> None:
    book(desk, people)
    content = moving_out.visits(desk, format="ics", patient_id=people.patients[0]).decode()
    assert "SUMMARY:Consultation with Dr Amara Okafor" in content
    assert "Falk" not in content
    assert "ATTENDEE" not in content
    assert not events(moving_out.visits(desk, format="ics", patient_id=people.patients[1]))


@pytest.mark.parametrize("format", moving_out.VISITS)
def test_our_own_visits_brought_in_again_are_known(desk: Desk, people: People, tmp_path: Path, format: str) -> None:
    book(desk, people)
    path = moving_out.save(desk, path=tmp_path / "visits.txt", content=moving_out.visits(desk, format=format))
    report = imports.import_file(desk, path=path)
    assert (report.visits, report.blocks, report.patients, report.refused) == (0, 0, 0, ())
    assert report.known >= 1


def test_visits_go_out_without_the_alerts_of_their_patients(desk: Desk, people: People) -> None:
    book(desk, people)
    patient = patients.get(desk, patient_id=people.patients[0])
    with desk.write("Warn") as write:
        rows.change(write, replace(patient, alerts=("Latex",)))
    assert "Latex" in moving_out.people(desk, format="fhir").decode()
    assert "Latex" not in moving_out.visits(desk, format="fhir").decode()


def test_clocks_that_change_stand_in_the_file_as_the_zone_has_them(desk: Desk, people: People) -> None:
    book(desk, people, start=datetime(2027, 7, 1, 9, 0))
    calendar_ = icalendar.Calendar.from_ical(moving_out.visits(desk, format="ics"))
    (zone,) = calendar_.walk("VTIMEZONE")
    there = zone.to_tz(lookup_tzid=False)
    for month in range(1, 13):
        wall = datetime(2027, month, 15, 12, 0)
        assert wall.replace(tzinfo=there).utcoffset() == wall.replace(tzinfo=icalendar.timezone.tzp.timezone(ZONE)).utcoffset()


def test_what_cannot_be_written_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        moving_out.format_of(tmp_path / "people.doc", moving_out.PEOPLE)
    with pytest.raises(BadInput):
        moving_out.visits(desk, format="ics", first=date(2026, 12, 2), last=date(2026, 12, 1))
    with pytest.raises(Refused):
        moving_out.save(desk, path=tmp_path, content=b"")
    assert safekeeping.check(desk).whole
