"""Inquiries: brought in from files, and listed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from frontdesk.cli.console import PARTLY, Console, pass_console
from frontdesk.domain.errors import DeskError
from frontdesk.domain.inquiry import Inquiry, Piece, Tab
from frontdesk.domain.timespan import wall_of
from frontdesk.services import imports, inquiries
from frontdesk.services.desk import Desk
from frontdesk.services.imports import FileReport


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--done-after-days", default=60, show_default=True, type=click.IntRange(min=0), help="Older messages arrive in Done, as earlier.")
@pass_console
def bring_in(console: Console, files: tuple[Path, ...], done_after_days: int) -> None:
    """Bring in WordPress exports and comments. Each message arrives once, however often its file does."""
    with console.desk() as desk:
        reports = [_one(desk, path, done_after_days) for path in files]
    console.give(reports, (line for report in reports for line in _told(report)))
    if any(report.refused for report in reports):
        sys.exit(PARTLY)


def _one(desk: Desk, path: Path, done_after_days: int) -> FileReport:
    """A file that cannot be read at all is refused like a piece of one, and the others go on."""
    try:
        return imports.import_file(desk, path=path, done_after_days=done_after_days)
    except DeskError as trouble:
        return FileReport(str(path), "", 0, 0, 0, {}, (Piece(trouble.sentence, where="the whole file"),))


def _told(report: FileReport) -> Iterator[str]:
    yield f"{Path(report.path).name}: {report.format or 'not read'}"
    many = len(report.refused)
    yield f"  people {report.people}, earlier {report.earlier}, known already {report.known}, refused {many}"
    if not (report.people or report.earlier or report.known or report.kept_apart or many):
        yield "  no comments stand in it"
    if report.kept_apart:
        yield "  not people: " + ", ".join(f"{kind} {number}" for kind, number in sorted(report.kept_apart.items()))
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
