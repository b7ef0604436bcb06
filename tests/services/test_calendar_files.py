"""The clinic's other calendar, file after file: what is moved or called off there is so here too."""

from __future__ import annotations

from pathlib import Path

from frontdesk.domain.appointment import Status
from frontdesk.domain.patient import Patient
from frontdesk.services import calendar, moving_in, patients
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
