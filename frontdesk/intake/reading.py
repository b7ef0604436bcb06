"""Reading a file in a child process with a memory limit and a clock, so that no file can hurt the program.

The child sends JSON lines over its standard output; nothing that stands in the file is ever unpickled or run.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from frontdesk import platform
from frontdesk.domain.inquiry import Arrival, Piece, Source
from frontdesk.intake import recognise
from frontdesk.intake.batch import Batch
from frontdesk.intake.wordpress import rest, wxr

MEMORY = 1 << 30
"""Bytes of address space the child may use."""

SILENCE = 60.0
"""Seconds without a word from the child after which it is stopped."""

LARGEST_JSON = 100 << 20


def read_file(path: Path, *, memory: int = MEMORY, silence: float = SILENCE) -> Iterator[Batch]:
    """Batches of a file, parsed in a child process. A child that is stopped or dies is told as a refused piece.

    Closing the iterator early (a cancelled import) stops the child.
    """
    if path.is_dir():
        yield _refused("unknown", f"{path.name} is a folder. Choose the files in it.")
        return
    try:
        path.open("rb").close()
    except OSError:
        yield _refused("unknown", f"{path.name} cannot be opened. Check that the file is there and may be read.")
        return
    command = [sys.executable, "-m", "frontdesk.intake.reading", str(path.resolve()), str(memory)]
    root = str(Path(__file__).resolve().parents[2])
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=env)
    try:
        assert child.stdout is not None
        yield from _listen(child, child.stdout, silence)
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _listen(child: subprocess.Popen[bytes], pipe: IO[bytes], silence: float) -> Iterator[Batch]:
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=4)
    threading.Thread(target=_pump, args=(pipe, lines), daemon=True).start()
    last = "unknown"
    while True:
        try:
            line = lines.get(timeout=silence)
        except queue.Empty:
            yield _refused(last, "The file takes too long to read, so reading was stopped. What was read before is kept.")
            return
        if line is None:
            break
        batch = _from_line(line)
        last = batch.format or last
        yield batch
    if child.wait() != 0:
        yield _refused(last, "Reading stopped: the file needs more memory than a file may use, or is damaged. What was read before is kept.")


def _pump(pipe: IO[bytes], lines: queue.Queue[bytes | None]) -> None:
    try:
        for line in pipe:
            lines.put(line)
    except (OSError, ValueError):
        pass  # the pipe was closed because the import was cancelled
    lines.put(None)


def _refused(format: str, reason: str, content: str = "") -> Batch:
    return Batch(format, refused=(Piece(reason, "", content),), progress=1.0)


def parse(path: Path) -> Iterator[Batch]:
    """In this process. Only typed refusals come out of it, never an exception because of what stands in the file."""
    size = path.stat().st_size
    with path.open("rb") as handle:
        head = handle.read(recognise.HEAD)
        handle.seek(0)
        kind = recognise.by_head(head)
        if kind == "wxr":
            yield from wxr.read(handle, size)
        elif kind in ("json", "script"):
            yield from _json(handle, size, kind)
        elif kind == "empty":
            yield _refused("empty", "The file is empty.")
        elif kind == "xml":
            yield _refused("XML", _xml_reason(head), _shown(head))
        else:
            what = kind.removeprefix("other:") if kind.startswith("other:") else "no WordPress export or list of comments"
            yield _refused("unknown", f"This is {what}; Front Desk cannot read it yet. Nothing in it was changed.", _shown(head))


def _xml_reason(head: bytes) -> str:
    if b"<!doctype" in head.lower() or b"<!entity" in head.lower():
        return "It declares a document type (DOCTYPE), which no WordPress export does. Nothing in it was read."
    return "This is XML, but no WordPress export. In WordPress choose Tools, Export, All content, and bring in that file."


def _shown(head: bytes) -> str:
    return head[:2000].decode("utf-8", "replace").replace("\x00", "")


def _json(handle: IO[bytes], size: int, kind: str) -> Iterator[Batch]:
    if size > LARGEST_JSON:
        yield _refused("JSON", "The file is too large for a list of comments. Export it in parts.")
        return
    raw = handle.read()
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    try:
        value = recognise.json_in_script(text) if kind == "script" else json.loads(text)
        if not rest.looks_like_comments(value):
            yield _refused("JSON", "This is JSON, but no comments of WordPress stand in it; Front Desk cannot read it yet.", text[:2000])
            return
        yield from rest.read(text if kind == "json" else json.dumps(value))
    except (ValueError, RecursionError) as trouble:
        reason = "nested too deeply" if isinstance(trouble, RecursionError) else str(trouble)[:200]
        yield _refused("JSON" if kind == "json" else "unknown", f"It cannot be read as JSON: {reason}.", text[:2000])


# -- between the two processes ---------------------------------------------------------------------------------------------------


def _to_line(batch: Batch) -> bytes:
    arrivals = [
        {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(a).items() if v not in ("", None)} for a in batch.arrivals
    ]
    values = {"format": batch.format, "arrivals": arrivals, "kept_apart": batch.kept_apart, "progress": batch.progress,
              "refused": [asdict(p) for p in batch.refused]}  # fmt: skip
    return json.dumps(values, ensure_ascii=True).encode() + b"\n"


def _from_line(line: bytes) -> Batch:
    found = json.loads(line)
    return Batch(
        found["format"], tuple(_arrival(a) for a in found["arrivals"]), found["kept_apart"],
        tuple(Piece(**p) for p in found["refused"]), found["progress"],
    )  # fmt: skip


_KNOWN = frozenset(f.name for f in fields(Arrival))


def _arrival(found: dict[str, Any]) -> Arrival:
    values = {k: v for k, v in found.items() if k in _KNOWN} | {"source": Source(found["source"])}
    for name in ("written_at", "written_wall"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    values.setdefault("name", "")
    values.setdefault("text", "")
    return Arrival(**values)


def _child(path: Path, memory: int) -> int:
    platform.limit_memory(memory)
    started = time.monotonic()
    try:
        for batch in parse(path):
            sys.stdout.buffer.write(_to_line(batch))
            sys.stdout.buffer.flush()
            if time.monotonic() - started > 3600:
                return 1
    except MemoryError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_child(Path(sys.argv[1]), int(sys.argv[2])))
