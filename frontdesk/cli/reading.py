"""The reader alone, for scripts: no clinic, no rows and no screen are needed."""

from __future__ import annotations

import json
import sys
from typing import IO

import click

from frontdesk.cli.console import PARTLY
from frontdesk.intake.facts import prediction


@click.command("facts")
@click.argument("file", type=click.File("rb"))
def facts(file: IO[bytes]) -> None:
    """Read texts into facts: lines of {"id","text"} in, one prediction a line out, in the scorer's format. FILE may be -."""
    refused = 0
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            key, text = asked["id"], asked["text"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            refused += 1
            click.echo(f'frontdesk: line {number} is not an object with "id" and "text"; it was left out.', err=True)
            continue
        click.echo(json.dumps({"id": key, **prediction(text)}))
    if refused:
        sys.exit(PARTLY)


COMMANDS = (facts,)
