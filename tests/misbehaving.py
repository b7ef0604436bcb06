"""Run as ``python -m tests.misbehaving HOW MEMORY``: a child that speaks once and then misbehaves, for test_child."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from frontdesk import child


def _lines(how: str) -> Iterator[bytes]:
    yield b"first\n"
    if how == "silent":
        time.sleep(60)
    if how == "greedy":
        yield b"%d\n" % len(bytearray(4 << 30))
    if how == "broken":
        raise RuntimeError(how)
    yield b"last\n"


if __name__ == "__main__":
    sys.exit(child.speak(_lines(sys.argv[1]), memory=int(sys.argv[2])))
