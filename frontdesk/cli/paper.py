"""Paper: the letters in the print run, and their PDF files."""

from __future__ import annotations

from pathlib import Path

import click

from frontdesk.cli.console import Console, pass_console
from frontdesk.services import letters as letter_service
from frontdesk.services import patients, stationery

_OUT = click.option("--out", "-o", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The PDF file to write.")


@click.command()
@click.option("--tab", type=click.Choice(["to_print", "drafts", "sent"]), default="to_print", show_default=True)
@pass_console
def letters(console: Console, tab: str) -> None:
    """List the letters of one tab."""
    with console.desk() as desk:
        found = letter_service.letters(desk, tab=tab)
    console.table(found, ("id", "state", "patient", "subject", "note"), (
        (one.id, one.state.value, one.patient_name, one.subject,
         "; ".join((*one.problems, *(("superseded",) if one.superseded else ()), *(("to hand over",) if one.to_hand_over else ())))) for one in found
    ))  # fmt: skip


@click.command()
@click.argument("letter_id", type=int)
@_OUT
@pass_console
def letter(console: Console, letter_id: int, out: Path) -> None:
    """Write one letter, with its enclosed sheet, as PDF."""
    with console.desk() as desk:
        letter_service.save(desk, letter_ids=(letter_id,), path=out)
    console.give({"path": out}, [f"Wrote {out}."])


@click.command()
@click.argument("patient_id", type=int)
@click.option("--visit", type=int, default=None, help="For this visit; the next one if not given.")
@_OUT
@pass_console
def sheet(console: Console, patient_id: int, visit: int | None, out: Path) -> None:
    """Write a patient's intake sheet as PDF."""
    with console.desk() as desk:
        patients.get(desk, patient_id=patient_id)
        letter_service.write_file(out, letter_service.sheet_pdf(desk, patient_id=patient_id, appointment_id=visit))
    console.give({"path": out}, [f"Wrote {out}."])


def _batch(console: Console, batch: stationery.Batch, out: Path) -> None:
    """Write what there is, and say who was left out."""
    if batch.pdf is not None:
        letter_service.write_file(out, batch.pdf)
    lines = [f"Wrote {out}: {batch.printed}." if batch.pdf is not None else "Nobody has a postal address; nothing was written."]
    console.give({"path": out if batch.pdf is not None else None, "printed": batch.printed, "left_out": batch.left_out},
                 [*lines, *(f"No postal address: {name}" for name in batch.left_out)])  # fmt: skip


@click.command()
@click.argument("patient_ids", type=int, nargs=-1, required=True)
@click.option("--form", type=click.Choice(stationery.LABELS), default=None, help="The one that fits the clinic's paper if not given.")
@click.option("--first", type=int, default=1, show_default=True, help="Label to begin with on a used sheet.")
@_OUT
@pass_console
def labels(console: Console, patient_ids: tuple[int, ...], form: str | None, first: int, out: Path) -> None:
    """Write address labels for patients as PDF."""
    with console.desk() as desk:
        _batch(console, stationery.labels(desk, patient_ids=patient_ids, form=form or "", first=first), out)


@click.command()
@click.argument("patient_ids", type=int, nargs=-1, required=True)
@click.option("--form", type=click.Choice(stationery.ENVELOPES), default=None, help="The one that fits the clinic's paper if not given.")
@_OUT
@pass_console
def envelopes(console: Console, patient_ids: tuple[int, ...], form: str | None, out: Path) -> None:
    """Write envelopes for patients as PDF."""
    with console.desk() as desk:
        _batch(console, stationery.envelopes(desk, patient_ids=patient_ids, form=form or ""), out)


@click.command()
@click.argument("patient_id", type=int)
@click.option("--visit", type=int, default=None, help="For this visit; the next one if not given.")
@click.option("--form", type=click.Choice(stationery.SLIPS), default=None, help="The one that fits the clinic's paper if not given.")
@_OUT
@pass_console
def card(console: Console, patient_id: int, visit: int | None, form: str | None, out: Path) -> None:
    """Write a small card with a visit, to take along, as PDF."""
    with console.desk() as desk:
        letter_service.write_file(out, stationery.card(desk, patient_id=patient_id, appointment_id=visit, form=form or ""))
    console.give({"path": out}, [f"Wrote {out}."])


COMMANDS = (letters, letter, sheet, labels, envelopes, card)
