"""Messages fetched from a server, read in a child process (see ``frontdesk.child``): they come in and go out through pipes, never through a file."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import IO, Any

from frontdesk import child
from frontdesk.domain.inquiry import Arrival, Piece, Source
from frontdesk.intake.mail.mailed import Mailed

LENGTH = struct.Struct(">Q")
"""Before each message in the pipe stands how long it is."""
_MOMENTS = ("written_at", "written_wall")


def read_fetched(raws: Sequence[bytes], *, own: frozenset[str]) -> Iterator[Mailed]:
    """One answer a message, in their order. A message on which the child dies is put aside with the reason; the others are read all the same."""
    waiting = list(raws)
    while waiting:
        read = 0
        try:
            feed = b"".join(LENGTH.pack(len(raw)) + raw for raw in waiting)
            for line in child.lines_of("frontdesk.intake.fetched", *sorted(own), feed=feed):
                yield _back(json.loads(line))
                read += 1
        except child.Stopped as stopped:
            yield Mailed(apart="not readable", about=Piece(stopped.sentence, "a fetched message", waiting[read][:20_000].decode("utf-8", "replace"), "not readable"))
            read += 1
        waiting = waiting[read or len(waiting) :]


def _back(kept: dict[str, Any]) -> Mailed:
    told, about = kept["arrival"], kept["about"]
    arrival = None
    if told is not None:
        moments = {name: datetime.fromisoformat(told[name]) if told[name] else None for name in _MOMENTS}
        arrival = Arrival(**told | moments | {"source": Source(told["source"]), "refers_to": tuple(told["refers_to"])})
    return Mailed(arrival, kept["apart"], Piece(**about) if about else None, kept["cut"], tuple(kept["refers_to"]))


def messages(pipe: IO[bytes]) -> Iterator[bytes]:
    """What the child hears, one by one."""
    while head := pipe.read(LENGTH.size):
        yield pipe.read(LENGTH.unpack(head)[0])


def _said(own: frozenset[str]) -> Iterator[bytes]:
    from frontdesk.intake.mail.arriving import arrivals  # in the child only: who asks it needs none of the patterns

    for raw in messages(sys.stdin.buffer):
        yield json.dumps(asdict(arrivals(raw, own=own)), default=datetime.isoformat).encode() + b"\n"


if __name__ == "__main__":
    sys.exit(child.speak(_said(frozenset(sys.argv[1:-1])), memory=int(sys.argv[-1])))
