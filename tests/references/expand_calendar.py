"""Run by an interpreter of its own that has recurring-ical-events (it wants an older dateutil than this program): when a calendar's events take place.

    python expand_calendar.py 2026-01-01 2027-01-01 calendar.ics

Prints JSON: "found", a list of (beginning, end); "faults", what the strict reader holds against the file. Fails where it accepts it not at all.
"""

import json
import sys
import warnings
from datetime import UTC, date, datetime

warnings.simplefilter("ignore")


def said(moment: date) -> str:
    if not isinstance(moment, datetime):
        return f"{moment.isoformat()}T00:00:00"
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z" if moment.tzinfo else moment.isoformat()


def main(first: date, last: date, path: str) -> None:
    import icalendar
    import recurring_ical_events  # type: ignore[import-not-found]

    with open(path, "rb") as handle:
        calendars = icalendar.Calendar.from_ical(handle.read(), multiple=True)
    faults = [str(error) for calendar in calendars for component in calendar.walk() for error in component.errors]
    events = [event for calendar in calendars for event in recurring_ical_events.of(calendar, components=["VEVENT"]).between(first, last)]
    print(json.dumps({"found": sorted((said(event.start), said(event.end)) for event in events), "faults": faults}))


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]), date.fromisoformat(sys.argv[2]), sys.argv[3])
