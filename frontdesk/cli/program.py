"""The program's options, and the exit codes: 0 all well, 1 failed, 2 misused, 3 some of the input refused."""

from __future__ import annotations

import importlib
import io
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

import click

import frontdesk
from frontdesk import settings
from frontdesk.cli.console import Console
from frontdesk.domain.errors import DeskError
from frontdesk.domain.plain import shown

Window = Callable[[Path | None, bool], int]
"""Opens the window on a clinic's file (None: the usual one) or on the demo clinic; gives the exit code."""


_WHERE = MappingProxyType({
    **dict.fromkeys(("init", "backup", "restore", "check"), "clinic"),
    **dict.fromkeys(("import", "inquiries"), "inquiries"),
    "fetch": "fetching", "export": "moving_out", "facts": "reading",
    **dict.fromkeys(("slots", "book", "visits", "patients"), "booking"),
    **dict.fromkeys(("letters", "letter", "sheet", "labels", "envelopes", "card"), "paper"),
    **dict.fromkeys(("copy", "erase"), "person"),
})  # fmt: skip
"""Each command, and the module beside this one in which it stands."""


class _Commands(click.Group):
    """Finds a command's module only when the command is asked for: the window is painted before the services are imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _WHERE:
            return None
        commands: tuple[click.Command, ...] = importlib.import_module(f"frontdesk.cli.{_WHERE[cmd_name]}").COMMANDS
        return next(command for command in commands if command.name == cmd_name)


@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
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


def main(window: Window) -> None:
    """Run the program and leave with its exit code; what the desk can be told is one sentence, never a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot write a letter gets its number instead
    try:
        program.main(obj=window)
    except DeskError as trouble:
        _fail(trouble.sentence)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as trouble:
        _fail(f"{trouble.filename or 'The system'}: {trouble.strerror or 'the system refused'}. Check the place, its room and its rights.")


def _fail(sentence: str) -> NoReturn:
    click.echo(f"frontdesk: {shown(sentence, longest=2_000)}", err=True)
    sys.exit(1)
