"""Inquiries: brought in from files, and listed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import click

from frontdesk.cli.console import PARTLY, Console, pass_console
from frontdesk.domain.errors import BadInput, DeskError, Refused
from frontdesk.domain.incoming import FIELDS
from frontdesk.domain.inquiry import Inquiry, Piece, Tab
from frontdesk.domain.timespan import wall_of
from frontdesk.intake.text import FORMAT as PLAIN_TEXT
from frontdesk.services import file_places, imports, inquiries, moving_in
from frontdesk.services.desk import Desk
from frontdesk.services.file_places import Place
from frontdesk.services.file_report import FileReport


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--done-after-days", default=60, show_default=True, type=click.IntRange(min=0), help="Messages older than this go to Done, marked as earlier.")
@click.option("--clinician", default="", help="Whose calendar or visits these are, where the file does not say: by number or a part of the name.")
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help=f"What a column of a table holds, by its title or number. Fields: {', '.join(FIELDS)}.")
@click.option("--dry-run", is_flag=True, help="Show what would be made of each file; keep nothing.")
@click.option("--message", is_flag=True, help="Plain text is somebody's message, also where it does not read like one.")
@pass_console
def bring_in(
    console: Console, files: tuple[Path, ...], done_after_days: int, clinician: str, columns: tuple[str, ...], dry_run: bool, message: bool
) -> None:  # fmt: skip
    """Bring in files: messages (WordPress, contact forms, mail), or records of another program (CSV of patients, vCard, FHIR, HL7 v2, iCalendar).

    FILES are files, folders with everything below them, or wildcards. What kind a file is, is told by what stands in it. Each message and each
    record arrives once, however often its file does. People who may be on file already are marked, never put together. Exit code 3: something was refused.
    """
    with console.desk() as desk:
        how = _How(done_after_days, _whose(desk, clinician), columns, dry_run, message)
        found = [(place.title, _one(desk, place, how)) for named in files for place in file_places.places(named)]
    reports = [report for _, report in found]
    told = (line for title, report in found for line in _told(title, report))
    console.give(reports, chain(told, _summed(reports) if len(reports) > 1 else ()))
    if any(report.refused for report in reports):
        sys.exit(PARTLY)


def _whose(desk: Desk, words: str) -> int | None:
    if not words:
        return None
    fitting = [c for c in desk.house().clinicians if str(c.id) == words or words.casefold() in c.name.casefold()]
    if len(fitting) != 1:
        raise BadInput(f"Say which clinician is meant by “{words}”: {', '.join(c.name for c in desk.house().clinicians) or 'there is none yet'}.")
    return fitting[0].id


@dataclass(frozen=True)
class _How:
    """What was said on the command line beside the files."""

    done_after_days: int
    clinician_id: int | None
    columns: tuple[str, ...]
    dry: bool
    message: bool


def _one(desk: Desk, place: Place, how: _How) -> FileReport:
    """A file that cannot be read at all is refused like a piece of one, and the others go on."""
    path = place.path
    if place.apart:
        return FileReport(str(path), f"{place.apart}, passed over", 0, 0, 0, {place.apart: 1}, ())
    try:
        if reason := place.refused or file_places.refusal(desk, path):
            raise Refused(reason)
        if how.columns or how.clinician_id:
            return _of_another_program(desk, path, how)
        if how.dry or how.message:
            seen = imports.preview(desk, path=path, done_after_days=how.done_after_days)
            if how.dry:
                return seen.report
            if seen.text:
                return replace(imports.take_text(desk, text=seen.text), path=str(path))
        return imports.import_file(desk, path=path, done_after_days=how.done_after_days)
    except DeskError as trouble:
        return FileReport(str(path), "", 0, 0, 0, {}, (Piece(trouble.sentence, where="the whole file"),))


def _of_another_program(desk: Desk, path: Path, how: _How) -> FileReport:
    if not how.columns and not moving_in.takes(desk, path):
        raise Refused("--clinician is for visits and calendars of another program, and none stand in this file. Bring it in without that option.")
    mapping = moving_in.mapping(desk, path=path, said=dict(one.split("=", 1) for one in how.columns if "=" in one)) if how.columns else None
    return moving_in.bring_in(desk, path=path, mapping=mapping, clinician_id=how.clinician_id, dry=how.dry)


def _told(title: str, report: FileReport) -> Iterator[str]:
    yield f"{title}: {report.format if report.format not in ('', 'unknown') else 'not read'}"
    many = len(report.refused)
    moved = report.patients or report.visits or report.blocks or report.changed
    if moved or report.columns or (report.dry and not (report.people or report.earlier)):
        verb = "would make" if report.dry else "made"
        yield f"  {verb}: patients {report.patients}, of them possibly the same as others {report.alike}, visits {report.visits}, blocked times {report.blocks}"
        if report.alerts:
            yield f"  alerts{' that would be' if report.dry else ''} put on records: {report.alerts}"
        yield f"  known already {report.known}, changed {report.changed}, refused {many}"
    elif not (report.kept_apart and report.format.endswith("passed over")):
        yield f"  {'would bring in: ' if report.dry else ''}people {report.people}, earlier {report.earlier}, known already {report.known}, refused {many}"
    if report.articles:
        yield f"  articles {'to be kept' if report.dry else 'kept'} for handing out, once a clinician has approved them: {report.articles}{_editions(report)}"
    if not (moved or report.people or report.earlier or report.known or report.kept_apart or report.articles or many):
        yield "  nothing that can be brought in stands in it"
    if report.kept_apart and not report.format.endswith("passed over"):
        yield "  not people: " + ", ".join(f"{kind} {number}" for kind, number in sorted(report.kept_apart.items()))
    if report.columns:
        yield "  columns: " + ", ".join(f"{c.title or c.number + 1} = {FIELDS[c.field]}" for c in report.columns if c.field)
    for one in report.made if report.dry else [m for m in report.made if m.what == "possibly the same"][:20]:
        yield f"  {one.what}: {one.words}{f' ({one.where})' if one.where else ''}"
    for piece in report.refused[:20]:
        yield f"  refused{f' ({piece.where})' if piece.where else ''}: {piece.reason}"
    if many and report.format == PLAIN_TEXT:
        yield "  if it is somebody's message, bring it in with --message"
    if many > 20:
        yield f"  and {many - 20} more; all of them stand in the window under Bring in files, What was refused, and in --json"


def _editions(*reports: FileReport) -> str:
    many = sum(report.editions for report in reports)
    return f" (new editions of articles kept before: {many})" if many else ""


def _summed(reports: Sequence[FileReport]) -> Iterator[str]:
    """One line for all the files."""
    kinds = (("people", "people"), ("earlier", "earlier"), ("patients", "patients"), ("visits", "visits"), ("blocks", "blocked times"), ("articles", "articles"),
             ("known", "known already"), ("changed", "changed"))  # fmt: skip
    told = [f"{words} {many}{_editions(*reports) if name == 'articles' else ''}" for name, words in kinds if (many := sum(getattr(report, name) for report in reports))]
    passed = sum(report.format.endswith("passed over") for report in reports)
    told += [f"passed over {passed}"] if passed else []
    yield f"{len(reports)} files: {', '.join([*told, f'refused {sum(len(report.refused) for report in reports)}'])}"


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
