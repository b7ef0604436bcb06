"""The clinic's file: made, backed up, brought back, checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frontdesk import platform
from frontdesk.cli.console import Console, clock, pass_console
from frontdesk.domain.errors import Refused
from frontdesk.services import demo, safekeeping
from frontdesk.services.desk import Desk


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Fill it with the demo clinic, invented people.")
@pass_console
def init(console: Console, with_demo: bool) -> None:
    """Make a new clinic's file; never over an existing one."""
    console.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    desk = Desk.create(console.path, clock=clock, name="command line", demo=with_demo)
    try:
        if with_demo:
            demo.build(desk)
    finally:
        desk.close()
    told = "with the demo clinic in it" if with_demo else "empty; open the window on it to set up the clinic"
    console.give({"database": console.path, "demo": with_demo}, [f"Made {console.path}, {told}."])


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@pass_console
def backup(console: Console, folder: Path | None) -> None:
    """Make a backup, open it again and check it whole. FOLDER: where to put it, beside the clinic's file if not given."""
    with console.desk() as desk:
        made = safekeeping.backup(desk, folder=folder)
    rows = sum(made.counts.values())
    console.give(made, [f"Backup written and read back whole: {made.path}", f"{rows} rows in {len(made.counts)} tables."])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_console
def restore(console: Console, file: Path) -> None:
    """Bring a backup back, after checking it whole. The former file is kept under another name."""
    lock = platform.Lock(console.path.with_name(console.path.name + ".lock"))
    console.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not lock.take():
        raise Refused("The clinic is open in a window, which would go on writing into the old file. Close the window, then restore.")
    try:
        done = safekeeping.restore(backup=file, target=console.path, now=clock())
    finally:
        lock.free()
    lines = [f"Brought back {done.path}, checked whole: {sum(done.counts.values())} rows."]
    console.give(done, lines + ([f"The former file is kept as {done.kept}."] if done.kept else []))


@click.command()
@pass_console
def check(console: Console) -> None:
    """Check every page, the links between rows, the journal's chains, overlapping visits; print counts. Exit 1 on a fault."""
    with console.desk() as desk:
        report = safekeeping.check(desk)
    lines = [f"{table:24}{many:>8}" for table, many in sorted(report.counts.items())]
    lines += [f"chain of {desk_name}: {digest[:16]}" for desk_name, digest in sorted(report.heads.items())]
    lines += [f"FAULT: {fault}" for fault in report.faults] or ["Whole: pages, links between rows, journal chains, no overlap without a reason."]
    console.give({"whole": report.whole, **safekeeping.as_json(report)}, lines)
    if not report.whole:
        sys.exit(1)


COMMANDS = (init, backup, restore, check)
