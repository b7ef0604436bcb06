"""Calendars as Google, Outlook, Exchange, Thunderbird and booking systems write them: the times are those that the text means."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.incoming import Incoming
from frontdesk.exchange import ical

FIRST, LAST = date(2026, 12, 1), date(2027, 12, 1)
JULY = "20270706T090000"
BERLIN = """BEGIN:VTIMEZONE
TZID:%s
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def calendar(*events: str, head: str = "") -> str:
    inside = "".join(f"BEGIN:VEVENT\nUID:1\nSUMMARY:Müller, Knie\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{inside}END:VCALENDAR\n"


def read(raw: str | bytes, *, zone: str = "UTC") -> list[Incoming]:
    return list(ical.read(raw if isinstance(raw, bytes) else raw.encode(), first=FIRST, last=LAST, zone=zone))


def times(parts: list[Incoming]) -> list[str]:
    """Of what takes time: beginning (Z: an instant, in UTC) and minutes."""
    return sorted(
        f"{start:%m-%d %H:%M}{'Z' if start.tzinfo else ''} {int((end - start).total_seconds() // 60)}"
        for part in parts for event in part.events if event.busy and not event.cancelled for start, end in event.times
    )  # fmt: skip


def refused(parts: list[Incoming]) -> list[str]:
    return [piece.reason for part in parts for piece in part.refused]


@pytest.mark.parametrize(("zone", "own", "time"), [
    ("Central Standard Time", "", "14:00Z"), ('"(UTC-06:00) Central Time (US & Canada)"', "", "14:00Z"), ('"Eastern Time (US & Canada)"', "", "13:00Z"),
    ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome"', "", "07:00Z"), ("(UTC+01:00) Amsterdam, Berlin", "", "07:00Z"), ('"(UTC-03:00) Nowhere"', "", "12:00Z"),
    ('"(UTC+09:00) Amsterdam, Berlin"', "", "00:00Z"), ("GMT-0600", "", "15:00Z"), ("UTC+2", "", "07:00Z"), ("Etc/GMT+6", "", "15:00Z"),
    ('"Büro, Haus 2"', BERLIN % "Büro\\, Haus 2", "07:00Z"), ("tzone://Microsoft/Custom", BERLIN % "tzone://Microsoft/Custom", "07:00Z"),
    ("Custom 1", "BEGIN:VTIMEZONE\nTZID:Custom 1\nX-LIC-LOCATION:Europe/Berlin\nEND:VTIMEZONE\n", "07:00Z"),
    ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", "", "12:00Z"),
])  # fmt: skip
def test_a_zone_however_a_program_names_it(zone: str, own: str, time: str) -> None:
    parts = read(calendar(f"DTSTART;TZID={zone}:{JULY}\nDURATION:PT30M", head=own))
    assert (times(parts), refused(parts)) == ([f"07-06 {time} 30"], [])


def test_a_zone_that_nobody_explains_is_told_and_the_times_are_the_clinics_own() -> None:
    parts = read(calendar(f"DTSTART;TZID=Unser Haus:{JULY}\nDURATION:PT30M"))
    assert times(parts) == ["07-06 09:00 30"]
    assert refused(parts) == []  # nothing of it is left out
    assert "“Unser Haus” is not known" in parts[0].events[0].note


def test_a_time_without_a_zone_is_one_of_the_zone_that_the_calendar_names() -> None:
    assert times(read(calendar(f"DTSTART:{JULY}\nDURATION:PT1H", head="X-WR-TIMEZONE:America/New_York\n"))) == ["07-06 13:00Z 60"]


@pytest.mark.parametrize(("head", "hours"), [("X-WR-TIMEZONE:America/New_York\n", ["14", "13"]), ("", ["14", "14"]), ("X-WR-TIMEZONE:UTC\n", ["14", "14"])])
def test_a_series_in_utc_goes_by_the_clock_of_the_zone_that_its_calendar_names_and_says_so(head: str, hours: list[str]) -> None:
    """Nine in the morning in New York, before and after the thirteenth of March; without a zone it stays where it is in UTC."""
    parts = read(calendar("DTSTART:20270310T140000Z\nDTEND:20270310T143000Z\nRRULE:FREQ=WEEKLY;UNTIL=20270331T235959Z\nEXDATE:20270317T130000Z,20270317T140000Z", head=head))
    assert times(parts) == [f"03-{day} {hour}:00Z 30" for day, hour in zip(("10", "24", "31"), (hours[0], hours[1], hours[1]), strict=True)]
    assert [event.note for part in parts for event in part.events] == ["repeats at 09:00 by the clock of America/New_York, summer and winter" if "New" in head else ""]


def test_two_calendars_in_one_file_each_have_their_own_zone() -> None:
    event = f"DTSTART:{JULY}\nDURATION:PT1H"
    berlin = calendar(event, head="X-WR-TIMEZONE:Europe/Berlin\n").replace("UID:1", "UID:2")
    assert times(read(calendar(event, head="X-WR-TIMEZONE:America/New_York\n") + berlin + calendar(event).replace("UID:1", "UID:3"))) == [
        "07-06 07:00Z 60", "07-06 09:00 60", "07-06 13:00Z 60",
    ]  # fmt: skip


def test_a_description_that_is_a_page_is_read_as_its_words() -> None:
    page = r"DESCRIPTION:<p>Knee &amp\; hip<br>bring the <b>MRI</b></p>\npain < 5 <a href=https://meet.example/x>here</a>"
    (part,) = read(calendar(f"DTSTART:{JULY}\n{page}\nDURATION:PT1H"))
    assert [event.detail for event in part.events] == ["Knee & hip\nbring the MRI\npain < 5 here"]


@pytest.mark.parametrize(("zone", "hours"), [("Australia/Sydney", ["22:00Z"]), ("America/Chicago", []), ("UTC", [])])
def test_a_day_begins_with_the_midnight_of_the_clinic(zone: str, hours: list[str]) -> None:
    """Nine in the morning in Sydney is the evening before in London; it is a time of today in Sydney alone."""
    assert times(read(calendar("DTSTART:20261130T220000Z\nDURATION:PT1H"), zone=zone)) == [f"11-30 {hour} 60" for hour in hours]


@pytest.mark.parametrize(("start", "end", "time"), [
    ("DTSTART:2026-12-03T09:00:00.000Z", "DTEND:2026-12-03T10:00:00.000Z", "12-03 09:00Z 60"),
    ("DTSTART:20261204T090000+0100", "DTEND:2026-12-04T10:00:00+01:00", "12-04 08:00Z 60"),
    ("DTSTART:20261203T200000", "DTEND:20261203T240000", "12-03 20:00 240"), ("DTSTART:20261203T090000", "DTEND;VALUE=DATE:20261204", "12-03 09:00 900"),
    ("DTSTART;VALUE=DATE:20261203T000000", "DTEND;VALUE=DATE:20261204T000000", "12-03 00:00 1440"),
    ("DTSTART;TZID=W. Europe Standard Time:20261203T000000", "DTEND;TZID=W. Europe Standard Time:20261205T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "12-03 00:00 2880"),
])  # fmt: skip
def test_a_moment_however_a_program_writes_it(start: str, end: str, time: str) -> None:
    parts = read(calendar(f"{start}\n{end}"))
    assert (times(parts), refused(parts)) == ([time], [])


@pytest.mark.parametrize("end", ["DURATION:-PT1H", "DTEND:20261203T080000"])
def test_what_ends_before_it_begins_is_refused_and_the_next_entry_is_read(end: str) -> None:
    parts = read(calendar(f"DTSTART:20261203T090000\n{end}", "DTSTART:20261204T090000\nDURATION:PT1H").replace("UID:1", "UID:2", 1))
    assert (times(parts), refused(parts)) == (["12-04 09:00 60"], ["It ends before it begins."])


@pytest.mark.parametrize(("words", "days"), [
    ("RRULE:FREQ=WEEKLY; BYDAY=TU, TH; COUNT=3;", ["01", "03", "08"]), ("RRULE:FREQ=DAILY;COUNT=6\nEXRULE:FREQ=DAILY;INTERVAL=2", ["02", "04", "06"]),
    ("RRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2", ["01", "03", "08", "10"]), ("RRULE:FREQ=DAILY;UNTIL=2026-12-02", ["01", "02"]),
    ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261202", ["01", "03"]), ("RRULE:RRULE:FREQ=DAILY;COUNT=2", ["01", "02"]),
])  # fmt: skip
def test_a_rule_however_a_program_writes_it(words: str, days: list[str]) -> None:
    parts = read(calendar(f"DTSTART:20261201T090000\nDURATION:PT1H\n{words}"))
    assert (times(parts), refused(parts)) == ([f"12-{day} 09:00 60" for day in days], [])


def test_a_rule_whose_end_cannot_be_read_does_not_go_on_for_ever() -> None:
    parts = read(calendar("DTSTART:20261201T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=Christmas"))
    assert times(parts) == []
    assert "an end that cannot be read" in refused(parts)[0]


def test_the_newest_version_of_an_entry_and_of_a_changed_time_holds() -> None:
    versions = [f"SEQUENCE:0\nDTSTAMP:{stamp}\nDTSTART:20261203T090000\nDURATION:PT{hours}H" for stamp, hours in (("20261120T100000Z", 2), ("20261101T100000Z", 1))]
    assert times(read(calendar(*versions))) == ["12-03 09:00 120"]
    berlin = ";TZID=Europe/Berlin:20261204T"
    changed = [f"SEQUENCE:{n}\nRECURRENCE-ID{said}\nDTSTART{berlin}{hour}0000\nDURATION:PT1H" for n, said, hour in ((1, f"{berlin}090000", 10), (2, ":20261204T080000Z", 11))]
    series = "DTSTART;TZID=Europe/Berlin:20261203T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"
    assert times(read(calendar(series, *changed))) == ["12-03 08:00Z 60", "12-04 10:00Z 60"]


@pytest.mark.parametrize(("head", "line"), [("METHOD:CANCEL\n", ""), ("", "\nX-MICROSOFT-CDO-BUSYSTATUS:FREE"), ("", "\nTRANSP:TRANSPARENT"), ("", "\nSTATUS:CANCELLED")])
def test_what_is_called_off_or_marked_as_free_takes_no_time(head: str, line: str) -> None:
    parts = read(calendar(f"DTSTART:20261203T090000\nDURATION:PT1H{line}", head=head))
    assert (times(parts), [len(part.events) for part in parts]) == ([], [1])


HOUR = "DTSTART:20261203T090000\nDURATION:PT1H"


@pytest.mark.parametrize("raw", [
    calendar(HOUR).replace("\n", "\r\n").encode().replace(b"\xc3\xbc", b"\xc3\r\n \xbc"), calendar(HOUR).encode("cp1252"), calendar(HOUR).encode("utf-16"),
    calendar(HOUR).encode("utf-16-be"), calendar(f"BEGIN:VALARM\nTRIGGER:-PT15M\nSUMMARY:alarm\nDURATION:PT5M\nEND:VALARM\n{HOUR}").encode(),
    calendar(f"{HOUR}\nATTACH;ENCODING=BASE64;VALUE=BINARY:{'QUJD' * 300_000}").encode(),
])  # fmt: skip
def test_a_title_survives_whatever_the_bytes_are(raw: bytes) -> None:
    parts = read(raw)
    assert (times(parts), [event.title for part in parts for event in part.events]) == (["12-03 09:00 60"], ["Müller, Knie"])


def test_an_entry_without_its_end_takes_the_next_one_not_along() -> None:
    raw = calendar(HOUR, HOUR.replace("1203", "1204")).replace("UID:1", "UID:2", 1)
    assert times(read(raw.replace("END:VEVENT\n", "", 1))) == times(read(raw)) == ["12-03 09:00 60", "12-04 09:00 60"]
    parts = read(raw[: raw.rindex("DURATION")])
    assert (times(parts), refused(parts)) == (["12-03 09:00 60"], ["The file breaks off before it says how long this lasts."])
