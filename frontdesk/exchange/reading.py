"""Records of other systems, read in a child process (see ``frontdesk.child``): parts as JSON lines between the two."""

from __future__ import annotations

import json
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import IO, Any

from frontdesk import child
from frontdesk.domain.encoding import text_of
from frontdesk.domain.incoming import Incoming
from frontdesk.domain.inquiry import Piece
from frontdesk.exchange import fhir, hl7v2, ical, patient_csv, recognise, vcard

LARGEST = 100 << 20
"""Bytes of a file that is read in one piece; a table of people is read row by row and may be longer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader must be told, since it knows neither the clinic nor the time.

    ``first`` to ``last`` (exclusive) is the stretch in which the entries of a calendar are wanted, days of ``zone``. ``mapping``: a table's fields by column.
    """

    today: date
    first: date
    last: date
    day_first: bool = False
    zone: str = "UTC"
    mapping: Mapping[int, str] | None = None


def kind_of(path: Path, *, today: date) -> str:
    """Which format of ours the file has, or empty."""
    try:
        with path.open("rb") as handle:
            head = handle.read(recognise.HEAD)
    except OSError:
        return ""
    return recognise.by_head(head, today=today)


def read_file(path: Path, asked: Asked, *, memory: int = child.MEMORY, silence: float = child.SILENCE) -> Iterator[Incoming]:
    """Parts of a file, parsed in a child process. A child that is stopped or dies is told as a refused piece."""
    if reason := child.unopenable(path):
        yield Incoming("unknown", refused=(Piece(reason),))
        return
    last = "unknown"
    question = json.dumps(_out(asked), ensure_ascii=True)
    try:
        for line in child.lines_of("frontdesk.exchange.reading", str(path.resolve()), question, memory=memory, silence=silence):
            part = _back(Incoming, json.loads(line))
            last = part.format or last
            yield part
    except child.Stopped as stopped:
        yield Incoming(last, refused=(Piece(stopped.sentence),), progress=1.0)


def parse(path: Path, asked: Asked) -> Iterator[Incoming]:
    """In this process. Only typed refusals come out of it, never an exception because of what stands in the file."""
    size = path.stat().st_size
    with path.open("rb") as handle:
        kind = recognise.by_head(handle.read(recognise.HEAD), today=asked.today)
        handle.seek(0)
        if kind in ("csv", ""):
            yield from patient_csv.read(handle, size, day_first=asked.day_first, today=asked.today, mapping=asked.mapping, sure=bool(kind))
        elif size > LARGEST:
            yield Incoming(kind, refused=(Piece("The file is too large to be read in one piece. Export it in parts."),), progress=1.0)
        else:
            yield from _whole(kind, handle, asked)


def _whole(kind: str, handle: IO[bytes], asked: Asked) -> Iterator[Incoming]:
    raw = handle.read()
    if kind == "vcard":
        yield from vcard.read(raw, today=asked.today)
    elif kind == "hl7v2":
        yield from hl7v2.read(raw, today=asked.today)
    elif kind == "ical":
        yield from ical.read(raw, first=asked.first, last=asked.last, zone=asked.zone)
    else:
        yield from fhir.read(text_of(raw), today=asked.today)


# -- between the two processes ---------------------------------------------------------------------------------------------------


def _out(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _out(getattr(value, f.name)) for f in fields(value) if f.default is MISSING or getattr(value, f.name) != f.default}
    if isinstance(value, list | tuple):
        return [_out(one) for one in value]
    if isinstance(value, Mapping):
        return {str(k): _out(v) for k, v in value.items()}
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | time) else value


def _back(kind: Any, found: Any) -> Any:
    """The value of a type as annotated, from what JSON made of it."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if found is None else _back(next(k for k in inner if k is not types.NoneType), found)
    if origin is tuple:
        return tuple(_back(inner[0 if inner[-1] is Ellipsis else n], one) for n, one in enumerate(found))
    if origin in (dict, Mapping):
        return {inner[0](k): v for k, v in found.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        known = typing.get_type_hints(kind)
        return kind(**{name: _back(known[name], value) for name, value in found.items() if name in known})
    if kind in (date, datetime, time):
        return kind.fromisoformat(found)
    return kind(found) if isinstance(kind, type) and issubclass(kind, Enum) else found


def _line(part: Incoming) -> bytes:
    return json.dumps(_out(part), ensure_ascii=True).encode() + b"\n"


if __name__ == "__main__":
    sys.exit(child.speak(map(_line, parse(Path(sys.argv[1]), _back(Asked, json.loads(sys.argv[2])))), memory=int(sys.argv[3])))
