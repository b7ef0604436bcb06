"""Reports over a span of days: where inquiries came from and what became of them; as values and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

from frontdesk.data import reports as report_rows
from frontdesk.domain import report as rules
from frontdesk.domain.errors import BadInput
from frontdesk.domain.report import Report
from frontdesk.domain.timespan import instant_of
from frontdesk.exchange.writers.patient_csv import guarded
from frontdesk.services.desk import Desk
from frontdesk.services.letters import write_file


def report(desk: Desk, *, since: date, until: date) -> Report:
    """Of the days from ``since`` to ``until``, both included."""
    if until < since:
        raise BadInput("The last day lies before the first.")
    zone = desk.house().zone
    first, last = (instant_of(datetime.combine(day, time()), zone, fold=0) for day in (since, until + timedelta(days=1)))
    with desk.read() as session:
        return rules.report(report_rows.told(session, since=first, until=last), since=since, until=until)


def save(desk: Desk, *, since: date, until: date, path: Path) -> Path:
    """As CSV, whole or not at all; no cell is run as a formula."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerows([guarded(cell) for cell in line] for line in rules.table(report(desk, since=since, until=until)))
    write_file(path, out.getvalue().encode("utf-8-sig", "replace"))
    return path
