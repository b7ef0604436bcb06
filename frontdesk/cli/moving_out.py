"""Records written for other systems."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from frontdesk.cli.console import Console, pass_console
from frontdesk.domain.errors import BadInput
from frontdesk.services import moving_out
from frontdesk.services.desk import Desk


@click.command("export")
@click.argument("what", type=click.Choice(["patients", "visits"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["csv", "vcard", "fhir", "hl7", "ics"]), default=None, help="Where the name of the file does not say it.")
@click.option("--patient", default="", help="One patient only: by number or chart number.")
@click.option("--clinician", default="", help="One clinician's visits only: by number or a part of the name.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), default=None, help="First day of the visits; today if not given.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Last day of the visits; a year on if not given.")
@pass_console
def export(console: Console, what: str, file: Path, format_: str | None, patient: str, clinician: str, first: datetime | None, last: datetime | None) -> None:
    """Write patients (CSV, vCard, FHIR, HL7 v2) or visits (iCalendar, FHIR) to FILE, for another program."""
    formats = moving_out.PEOPLE if what == "patients" else moving_out.VISITS
    chosen = format_ or moving_out.format_of(file, formats)
    if chosen not in formats:
        raise BadInput(f"{what.capitalize()} can be written as {', '.join(formats)}.")
    with console.desk() as desk:
        who = moving_out.patient_named(desk, words=patient) if patient else None
        if what == "patients":
            content = moving_out.people(desk, format=chosen, patient_id=who)
        else:
            whose = _clinician(desk, clinician) if clinician else None
            begin, end = (day.date() if day else None for day in (first, last))
            content = moving_out.visits(desk, format=chosen, first=begin, last=end, clinician_id=whose, patient_id=who)
        path = moving_out.save(desk, path=file, content=content)
    console.give({"path": path, "format": chosen, "bytes": len(content)}, [f"Wrote {path}."])


def _clinician(desk: Desk, words: str) -> int:
    fitting = [c for c in desk.house().clinicians if str(c.id) == words or words.casefold() in c.name.casefold()]
    if len(fitting) != 1:
        raise BadInput(f"Say which clinician is meant by “{words}”: {', '.join(c.name for c in desk.house().clinicians) or 'there is none yet'}.")
    return fitting[0].id


COMMANDS = (export,)
