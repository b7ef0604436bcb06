"""The program's options, and the exit codes: 0 all well, 1 failed, 2 misused, 3 some of the input refused."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

import frontdesk
from frontdesk import settings
from frontdesk.cli import booking, clinic, inquiries, paper
from frontdesk.cli.console import Console
from frontdesk.domain.errors import DeskError

Window = Callable[[Path | None, bool], int]
"""Opens the window on a clinic's file (None: the usual one) or on the demo clinic; gives the exit code."""


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(frontdesk.__version__, prog_name="frontdesk")
@click.option("--database", envvar="FRONTDESK_DATABASE", type=click.Path(path_type=Path, dir_okay=False), help="The clinic's file. Also FRONTDESK_DATABASE.")
@click.option("--demo", is_flag=True, help="Open the window on the demo clinic, invented people.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.pass_context
def program(context: click.Context, database: Path | None, demo: bool, as_json: bool) -> None:
    """The front desk of a small clinic. Without a command, the window opens."""
    kept = settings.load()
    place = settings.demo_place() if demo else database or (Path(kept.database) if kept.database else settings.clinic_place())
    window: Window = context.obj
    context.obj = Console(place, as_json=as_json)
    if context.invoked_subcommand is None:
        context.exit(window(database, demo))


for group in (clinic.COMMANDS, inquiries.COMMANDS, booking.COMMANDS, paper.COMMANDS):
    for command in group:
        program.add_command(command)


def main(window: Window) -> None:
    """Run the program and leave with its exit code; what the desk can be told is one sentence, never a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    os.umask(0o077)
    try:
        program.main(obj=window)
    except DeskError as trouble:
        click.echo(f"frontdesk: {trouble.sentence}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
