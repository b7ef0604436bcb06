"""Inquiries: brought in from files, and listed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from frontdesk.cli.console import PARTLY, Console, pass_console
from frontdesk.domain.errors import BadInput, DeskError, Refused
from frontdesk.domain.incoming import FIELDS
from frontdesk.domain.inquiry import Inquiry, Piece, Tab
from frontdesk.domain.timespan import wall_of
from frontdesk.services import imports, inquiries, moving_in
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import FileReport


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--done-after-days", default=60, show_default=True, type=click.IntRange(min=0), help="Older messages arrive in Done, as earlier.")
@click.option("--clinician", default="", help="Whose calendar or visits these are, where the file does not say: by number or a part of the name.")
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help=f"What a column of a table holds, by its title or number. Fields: {', '.join(FIELDS)}.")
@click.option("--dry-run", is_flag=True, help="Show what would be made of records of another system; keep nothing.")
@pass_console
def bring_in(console: Console, files: tuple[Path, ...], done_after_days: int, clinician: str, columns: tuple[str, ...], dry_run: bool) -> None:
    """Bring in files, whatever they are: messages (WordPress), or records of another system (CSV of patients, vCard, FHIR, HL7 v2, iCalendar).

    Each message and each record arrives once, however often its file does. People who may be on file already are marked, never put together.
    """
    with console.desk() as desk:
        whose = _whose(desk, clinician)
        reports = [_one(desk, path, done_after_days, whose, columns, dry_run) for path in files]
    console.give(reports, (line for report in reports for line in _told(report)))
    if any(report.refused for report in reports):
        sys.exit(PARTLY)


def _whose(desk: Desk, words: str) -> int | None:
    if not words:
        return None
    fitting = [c for c in desk.house().clinicians if str(c.id) == words or words.casefold() in c.name.casefold()]
    if len(fitting) != 1:
        raise BadInput(f"Say which clinician is meant by “{words}”: {', '.join(c.name for c in desk.house().clinicians) or 'there is none yet'}.")
    return fitting[0].id


def _one(desk: Desk, path: Path, done_after_days: int, clinician_id: int | None, columns: tuple[str, ...], dry: bool) -> FileReport:
    """A file that cannot be read at all is refused like a piece of one, and the others go on."""
    try:
        if columns or dry or clinician_id:
            if not columns and not moving_in.takes(desk, path):
                raise Refused("A dry run and a clinician are for records of other systems; this file holds none. Bring it in without them.")
            mapping = moving_in.mapping(desk, path=path, said=dict(one.split("=", 1) for one in columns if "=" in one)) if columns else None
            return moving_in.bring_in(desk, path=path, mapping=mapping, clinician_id=clinician_id, dry=dry)
        return imports.import_file(desk, path=path, done_after_days=done_after_days)
    except DeskError as trouble:
        return FileReport(str(path), "", 0, 0, 0, {}, (Piece(trouble.sentence, where="the whole file"),))


def _told(report: FileReport) -> Iterator[str]:
    yield f"{Path(report.path).name}: {report.format or 'not read'}"
    many = len(report.refused)
    moved = report.patients or report.visits or report.blocks or report.changed
    if moved or report.dry or report.columns:
        verb = "would make" if report.dry else "made"
        yield f"  {verb}: patients {report.patients}, of them possibly the same as others {report.alike}, visits {report.visits}, blocked times {report.blocks}"
        yield f"  known already {report.known}, changed {report.changed}, refused {many}"
    else:
        yield f"  people {report.people}, earlier {report.earlier}, known already {report.known}, refused {many}"
    if not (moved or report.people or report.earlier or report.known or report.kept_apart or many):
        yield "  nothing that can be taken stands in it"
    if report.kept_apart:
        yield "  not people: " + ", ".join(f"{kind} {number}" for kind, number in sorted(report.kept_apart.items()))
    if report.columns:
        yield "  columns: " + ", ".join(f"{c.title or c.number + 1} = {FIELDS[c.field]}" for c in report.columns if c.field)
    for one in report.made if report.dry else [m for m in report.made if m.what == "possibly the same"][:20]:
        yield f"  {one.what}: {one.words}{f' ({one.where})' if one.where else ''}"
    for piece in report.refused[:20]:
        yield f"  refused{f' ({piece.where})' if piece.where else ''}: {piece.reason}"
    if many > 20:
        yield f"  and {many - 20} more; all are kept, see the import in the window or --json"


@click.command("inquiries")
@click.option("--tab", type=click.Choice([tab.value for tab in Tab]), default=Tab.TODO.value, show_default=True)
@pass_console
def listed(console: Console, tab: str) -> None:
    """List the inquiries of one tab of the inbox."""
    with console.desk() as desk:
        rows = inquiries.inbox(desk, tab=Tab(tab))
        zone = desk.house().zone
    found = [{**_brief(row.inquiry), "gist": row.gist, "chips": [chip.text for chip in row.chips]} for row in rows]
    console.table(found, ("id", "received", "source", "state", "name", "gist"), (
        (row.id, f"{wall_of(row.inquiry.received_at, zone):%Y-%m-%d %H:%M}" if row.inquiry.received_at else "", row.inquiry.source.value,
         row.inquiry.state.value, row.inquiry.name, row.gist) for row in rows
    ))  # fmt: skip


def _brief(inquiry: Inquiry) -> dict[str, Any]:
    wanted = ("id", "key", "source", "state", "name", "email", "phone", "received_at", "article_title", "article_url", "urgent", "text")
    return {key: getattr(inquiry, key) for key in wanted}


COMMANDS = (bring_in, listed)
