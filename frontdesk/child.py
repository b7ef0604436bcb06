"""Work on a file in a child process with a memory limit and a clock, so that no file can hurt the program.

The child sends lines over its standard output; what they mean is its floor's own business, but nothing in them is ever unpickled or run.
"""

from __future__ import annotations

import errno
import os
import queue
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from frontdesk import platform

MEMORY = 1 << 30
"""Bytes of address space the child may use."""

AHEAD = 16
"""Lines that are taken from the child before they are wanted: it need not stand still while a part is written, nor the other way round."""

SILENCE = 60.0
"""Seconds without a word from the child after which it is stopped."""

LONGEST = 3600.0
"""Seconds after which a child that still speaks ends itself."""


class Stopped(Exception):
    """The child was stopped or died; the sentence says why. What it said before stays good."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def unopenable(path: Path) -> str:
    """Why no child need be started for this path, in a sentence; empty where it can be read. A pipe or a device is not even opened: it might never end."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            path.open("rb").close()
            return ""
    except FileNotFoundError:
        return f"{path.name} is not there. Check the name and the folder."
    except PermissionError:
        return f"{path.name} may not be read by you. Ask whoever owns it for the right to read it."
    except OSError as trouble:
        circle = trouble.errno == errno.ELOOP
        return f"{path.name} is a link that leads back to itself." if circle else f"{path.name} cannot be opened. Check that the file is there and may be read."
    if stat.S_ISDIR(mode):
        return f"{path.name} is a folder. Choose the files in it."
    return f"{path.name} is no file but a device or a pipe. Save what comes out of it as a file, then bring in that."


def lines_of(module: str, *words: str, memory: int = MEMORY, silence: float = SILENCE, feed: bytes | None = None) -> Iterator[bytes]:
    """What ``python -m module words... memory`` says, line by line; ``Stopped`` where it falls silent or dies. ``feed`` is what it hears.

    Closing the iterator early (a cancelled import) stops the child.
    """
    root = str(Path(__file__).resolve().parents[1])
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", module, *words, str(memory)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE, env=env)
    try:
        assert child.stdout is not None
        if child.stdin is not None and feed is not None:
            threading.Thread(target=_feed, args=(child.stdin, feed), daemon=True).start()
        yield from _listen(child.stdout, silence)
        if child.wait() != 0:
            raise Stopped("Reading stopped: the file needs more memory than a file may use, or is damaged. What was read before is kept.")
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _feed(pipe: IO[bytes], what: bytes) -> None:
    try:
        with pipe:
            pipe.write(what)
    except (OSError, ValueError):
        pass  # it has died before it had heard all


def _listen(pipe: IO[bytes], silence: float) -> Iterator[bytes]:
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=AHEAD)
    threading.Thread(target=_pump, args=(pipe, lines), daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=silence)
        except queue.Empty:
            raise Stopped("The file takes too long to read, so reading was stopped. What was read before is kept.") from None
        if line is None:
            return
        yield line


def _pump(pipe: IO[bytes], lines: queue.Queue[bytes | None]) -> None:
    try:
        for line in pipe:
            lines.put(line)
    except (OSError, ValueError):
        pass  # the pipe was closed because the import was cancelled
    lines.put(None)


def speak(lines: Iterable[bytes], *, memory: int) -> int:
    """The child's side: caps its own memory, then says the lines as they come. Gives its exit code."""
    platform.limit_memory(memory)
    started = time.monotonic()
    try:
        for line in lines:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
            if time.monotonic() - started > LONGEST:
                return 1
    except MemoryError:
        return 1
    return 0
