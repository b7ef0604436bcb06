"""What is held on one person: handed over, or erased."""

from __future__ import annotations

from pathlib import Path

import click

from frontdesk.cli.console import Console, pass_console
from frontdesk.services import erasure


@click.command()
@click.argument("patient_id", type=int)
@click.option("--out", "-o", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The ZIP file to write.")
@pass_console
def copy(console: Console, patient_id: int, out: Path) -> None:
    """Write everything held on a patient: a text to read, and JSON."""
    with console.desk() as desk:
        path = erasure.hand_over(desk, patient_id=patient_id, path=out)
    console.give({"path": path}, [f"Wrote {path}."])


@click.command()
@click.argument("patient_id", type=int)
@click.option("--chart", required=True, help="The record's chart number, so that nobody is erased by a slip.")
@click.option("--despite", default="", help="Why it goes although it must be kept; stands in the journal.")
@pass_console
def erase(console: Console, patient_id: int, chart: str, despite: str) -> None:
    """Erase a patient and all that hangs on them, for good."""
    with console.desk() as desk:
        done = erasure.erase(desk, patient_id=patient_id, chart=chart, despite=despite)
    console.give(done, [done.sentence])


COMMANDS = (copy, erase)
