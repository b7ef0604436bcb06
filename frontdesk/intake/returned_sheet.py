"""A filled intake sheet (PDF) -> what it says. Read in a child process, since it comes from outside."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from frontdesk import child
from frontdesk.domain.answer_sheet import CHART, LONGEST, Returned
from frontdesk.domain.errors import BadInput

MOST_FIELDS = 400


def read_file(path: Path) -> Returned:
    """``BadInput`` says why a file is not an intake sheet that has been filled in."""
    if reason := child.unopenable(path):
        raise BadInput(reason)
    try:
        lines = list(child.lines_of("frontdesk.intake.returned_sheet", str(path.resolve()), memory=child.MEMORY))
    except child.Stopped:
        raise BadInput(f"{path.name} is damaged, or no PDF. Ask for it once more, or type the answers in.") from None
    told = json.loads(lines[0]) if lines else {}
    if CHART not in told:
        raise BadInput(f"{path.name} is not one of our intake sheets. Attach it to the record as it is.")
    answers = {name: said for name, said in told.items() if name != CHART}
    return Returned(told[CHART], answers)


def parse(path: Path) -> dict[str, str]:
    """Field -> answer, without the empty ones; nothing where the file has no form of ours."""
    from pypdf import PdfReader  # only the child pays for it

    found: dict[str, str] = {}
    for name, field in list((PdfReader(path, strict=False).get_fields() or {}).items())[:MOST_FIELDS]:
        said = str(field.get("/V") or "").strip()
        if said and said != "/Off":
            found[name] = said.removeprefix("/")[:LONGEST]
    return found


def _lines(path: Path) -> Iterator[bytes]:
    yield json.dumps(parse(path)).encode("utf-8") + b"\n"


if __name__ == "__main__":
    sys.exit(child.speak(_lines(Path(sys.argv[1])), memory=int(sys.argv[2])))
