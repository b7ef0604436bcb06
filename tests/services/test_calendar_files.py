"""The clinic's other calendar, file after file: what is moved or called off there is so here too."""

from __future__ import annotations

from pathlib import Path

from frontdesk.domain.appointment import Status
from frontdesk.domain.patient import Patient
from frontdesk.services import calendar, erasure, moving_in, patients, visits
from frontdesk.services.desk import Desk
from tests.data.conftest import NOW, People

DAY = NOW.replace(day=1, month=NOW.month % 12 + 1, year=NOW.year + NOW.month // 12)


def bring(desk: Desk, path: Path, *lines: str, head: str = "") -> dict[str, int]:
    path.write_text("\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else []), "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", "")))
    return moving_in.bring_in(desk, path=path, clinician_id=desk.house().clinicians[0].id).kept_apart


def blocked(desk: Desk) -> list[str]:
    return sorted(f"{block.day:%d} {block.start:%H:%M}" for block in desk.house().blocks if block.name == "Staff meeting")


def test_one_time_of_a_series_is_moved_and_another_called_off_by_later_files(desk: Desk, people: People, tmp_path: Path) -> None:
    path, zone = tmp_path / "meetings.ics", desk.house().zone
    at = f";TZID={zone}:{DAY:%Y%m}"
    series = ("UID:m", "SUMMARY:Staff meeting", f"DTSTART{at}01T080000", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=4")
    bring(desk, path, *series)
    assert blocked(desk) == ["01 08:00", "02 08:00", "03 08:00", "04 08:00"]
    bring(desk, path, "UID:m", "SUMMARY:Staff meeting", f"RECURRENCE-ID{at}02T080000", f"DTSTART{at}02T120000", "DURATION:PT30M", head="METHOD:REQUEST")
    assert blocked(desk) == ["01 08:00", "02 12:00", "03 08:00", "04 08:00"]
    bring(desk, path, "UID:m", "SUMMARY:Staff meeting", f"RECURRENCE-ID{at}03T080000", f"DTSTART{at}03T080000", "DURATION:PT30M", head="METHOD:CANCEL")
    assert blocked(desk) == ["01 08:00", "02 12:00", "04 08:00"]
    bring(desk, path, *series, head="METHOD:CANCEL")
    assert blocked(desk) == ["02 12:00"]
    desk.undo()
    desk.undo()
    assert blocked(desk) == ["01 08:00", "02 12:00", "03 08:00", "04 08:00"]


def test_a_visit_that_is_called_off_there_is_cancelled_here(desk: Desk, people: People, tmp_path: Path) -> None:
    who = patients.create(desk, patient=Patient(0, "Ottilie", "Sandgruber"))
    lines = ("UID:v", f"SUMMARY:{who.name}", f"DTSTART;TZID={desk.house().zone}:{DAY:%Y%m}03T100000", "DURATION:PT30M")
    bring(desk, tmp_path / "visit.ics", *lines)
    (visit,) = patients.record(desk, patient_id=who.id).visits
    assert visit.appointment.status is Status.BOOKED
    bring(desk, tmp_path / "visit.ics", *lines, head="METHOD:CANCEL")
    assert calendar.get(desk, appointment_id=visit.appointment.id).status is Status.CANCELLED


def test_what_was_moved_there_and_back_is_back_here_and_an_older_file_moves_nothing(desk: Desk, people: People, tmp_path: Path) -> None:
    who = patients.create(desk, patient=Patient(0, "Ottilie", "Sandgruber"))

    def said(number: int, hour: int, title: str, uid: str) -> tuple[str, ...]:
        at = f";TZID={desk.house().zone}:{DAY:%Y%m}03T{hour:02d}0000"
        return (f"UID:{uid}", f"SEQUENCE:{number}", f"DTSTAMP:20261001T00000{number}Z", f"SUMMARY:{title}", f"DTSTART{at}", "DURATION:PT30M")

    def stands() -> tuple[list[str], list[int]]:
        return blocked(desk), [v.appointment.start.hour for v in patients.record(desk, patient_id=who.id).visits]

    for number, hour in ((0, 9), (2, 13), (3, 9)):
        bring(desk, tmp_path / "meeting.ics", *said(number, hour, "Staff meeting", "m"))
        bring(desk, tmp_path / "visit.ics", *said(number, hour + 1, who.name, "v"))
        assert stands() == ([f"03 {hour:02d}:00"], [hour + 1])
    for number, hour in ((1, 15), (2, 13), (0, 9)):
        bring(desk, tmp_path / "meeting.ics", *said(number, hour, "Staff meeting", "m"))
        bring(desk, tmp_path / "visit.ics", *said(number, hour + 1, who.name, "v"))
        assert stands() == (["03 09:00"], [10])
    assert bring(desk, tmp_path / "meeting.ics", *said(1, 15, "Staff meeting", "m")) == {"older version of an event": 1}


def test_the_rest_of_a_series_is_called_off_by_a_later_file(desk: Desk, people: People, tmp_path: Path) -> None:
    at = f";TZID={desk.house().zone}:{DAY:%Y%m}"
    bring(desk, tmp_path / "a.ics", "UID:m", "SUMMARY:Staff meeting", f"DTSTART{at}01T080000", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=4")
    rest = (f"RECURRENCE-ID;RANGE=THISANDFUTURE{at}03T080000", f"DTSTART{at}03T080000", "DURATION:PT30M")
    bring(desk, tmp_path / "b.ics", "UID:m", "SUMMARY:Staff meeting", *rest, head="METHOD:CANCEL")
    assert blocked(desk) == ["01 08:00", "02 08:00"]


def test_who_was_erased_does_not_come_back_as_a_blocked_time_of_that_name(desk: Desk, people: People, tmp_path: Path) -> None:
    who = patients.create(desk, patient=Patient(0, "Ottilie", "Sandgruber"))
    lines = ("UID:v", f"SUMMARY:{who.name}", f"DTSTART;TZID={desk.house().zone}:{DAY:%Y%m}03T100000", "DURATION:PT30M")
    bring(desk, tmp_path / "visit.ics", *lines)
    (visit,) = patients.record(desk, patient_id=who.id).visits
    visits.cancel(desk, appointment_id=visit.appointment.id, code="pat")
    erasure.erase(desk, patient_id=who.id, chart=who.chart, despite="they asked")
    bring(desk, tmp_path / "visit.ics", *lines)
    assert who.name not in {block.name for block in desk.house().blocks}


def test_a_booking_system_that_names_the_patient_as_a_guest_makes_a_visit(desk: Desk, people: People, tmp_path: Path) -> None:
    who = patients.create(desk, patient=Patient(0, "Ottilie", "Sandgruber"))
    clinician = desk.house().clinicians[0]
    guests = (f"ATTENDEE;CN={who.name};PARTSTAT=NEEDS-ACTION:mailto:another@example.org", f"ORGANIZER;CN={clinician.name}:mailto:desk@example.org")
    bring(desk, tmp_path / "visit.ics", "UID:e", "SUMMARY:Follow-up", f"DTSTART;TZID={desk.house().zone}:{DAY:%Y%m}03T100000", "DURATION:PT30M", *guests)
    (visit,) = patients.record(desk, patient_id=who.id).visits
    assert (visit.appointment.start.hour, visit.appointment.clinician_id) == (10, clinician.id)


def test_a_changed_time_that_names_nobody_is_of_whose_series_it_is(desk: Desk, people: People, tmp_path: Path) -> None:
    one = desk.house().clinicians[1]
    at = f";TZID={desk.house().zone}:{DAY:%Y%m}"
    whole = ("UID:m", "SUMMARY:Staff meeting", f"DTSTART{at}01T080000", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=2", f"ORGANIZER;CN={one.name}:mailto:x@example.org")
    changed = ("UID:m", "SUMMARY:Staff meeting", f"RECURRENCE-ID{at}02T080000", f"DTSTART{at}02T120000", "DURATION:PT30M")
    bring(desk, tmp_path / "m.ics", *whole, "END:VEVENT", "BEGIN:VEVENT", *changed)
    assert [(b.start.hour, b.clinician_id) for b in sorted(desk.house().blocks, key=lambda b: b.start) if b.name == "Staff meeting"] == [(8, one.id), (12, one.id)]
