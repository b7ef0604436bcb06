"""When the events of real calendars take place, against recurring-ical-events in an environment of its own.

    python -m venv reference && reference/bin/pip install recurring-ical-events vobject
    FRONTDESK_REFERENCE=reference/bin/python python -m pytest tests/exchange/test_calendar_reference.py
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.outgoing import OutgoingVisit
from frontdesk.exchange import ical
from frontdesk.exchange.writers import ical as written

REFERENCE = os.environ.get("FRONTDESK_REFERENCE", "")
EXPAND = Path(__file__).resolve().parents[1] / "references" / "expand_calendar.py"
Times = Counter[tuple[str, str]]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not REFERENCE, reason="no interpreter with recurring-ical-events is named in FRONTDESK_REFERENCE")]

WHOLE_DAYS = "a date with a zone is a whole day here, a time there"
DIFFERENT = {
    "ConnectDaily7.ics": WHOLE_DAYS, "TimeZone3.ics": WHOLE_DAYS, "sabredav-school-holidays.ics": WHOLE_DAYS,
    "tz_windows_format.ics": "the zone's own rules in the file are wrong, and its name is known here",
    "LibICal_TestCase57.ics": "its EXRULEs are heeded here; it says itself how many days are left",
    "MinutelyByHour1.ics": "more than a thousand times in a year are refused here",
}  # fmt: skip
"""Files of which the two say different things, each with the reason."""


def reference(path: Path, first: date, last: date) -> Times | None:
    """What the reference says; None where it does not accept the file, or takes longer than a person would wait."""
    command = [REFERENCE, str(EXPAND), first.isoformat(), last.isoformat(), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        return None
    found = json.loads(done.stdout)
    return None if found["faults"] else Counter(map(_whole, found["found"]))


def _whole(pair: list[str]) -> tuple[str, str]:
    """A whole day whose end is its beginning lasts that day."""
    start, end = pair
    if start == end and start.endswith("T00:00:00"):
        end = (datetime.fromisoformat(end) + timedelta(days=1)).isoformat()
    return start, end


def ours(raw: bytes, first: date, last: date) -> Times:
    events = [event for part in ical.read(raw, first=first, last=last) for event in part.events]
    return Counter((_said(start), _said(end)) for event in events for start, end in event.times)


def _said(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat() + ("Z" if moment.tzinfo else "")


def year_of(raw: bytes) -> int:
    """The year in which most of a file's events begin."""
    years = re.findall(rb"BEGIN:VEVENT.*?DTSTART[^:\r\n]*:(\d{4})\d{4}", raw, re.S)
    return int(Counter(years).most_common(1)[0][0]) if years else 2026


@pytest.mark.corpus
@pytest.mark.timeout(900)
def test_the_times_of_a_year_are_those_of_the_reference_wherever_it_accepts_the_file(shared: Path) -> None:
    same, unlike = 0, {}
    for path in sorted((shared / "corpus" / "ical").iterdir()):
        raw = path.read_bytes()
        if b"VERSION:1.0" in raw:
            continue  # vCalendar, whose rules the reference does not know
        year = year_of(raw)
        first, last = date(year, 1, 1), date(year + 1, 1, 1)
        theirs = reference(path, first, last)
        if theirs is None or any(path.name.endswith(name) for name in DIFFERENT):
            continue
        mine = ours(raw, first, last)
        same += mine == theirs
        if mine != theirs:
            unlike[path.name] = (theirs - mine, mine - theirs)
    assert not unlike
    assert same >= 45


def test_our_own_calendar_says_the_same_to_the_reference_and_to_vobject(tmp_path: Path) -> None:
    starts = [datetime(2026, 3, 7, 9, 0) + timedelta(days=n) for n in range(0, 300, 5)]
    visits = [OutgoingVisit(f"{n}@frontdesk", n, at, at + timedelta(minutes=45), "America/Chicago", Status.BOOKED, "Ines Falk; first, then\nagain") for n, at in enumerate(starts)]
    path = tmp_path / "visits.ics"
    path.write_bytes(written.written(visits, name="Riverside", now=datetime.fromisoformat("2026-03-01T12:00:00+00:00")))
    assert reference(path, date(2026, 1, 1), date(2027, 1, 1)) == ours(path.read_bytes(), date(2026, 1, 1), date(2027, 1, 1))
    words = "import sys, vobject; c = vobject.readOne(open(sys.argv[1]).read()); print(len(c.vevent_list), c.vevent.summary.value.splitlines()[1], c.vevent.dtstart.value.utcoffset())"
    done = subprocess.run([REFERENCE, "-W", "ignore", "-c", words, str(path)], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.split() == ["60", "again", "-1", "day,", "18:00:00"]
