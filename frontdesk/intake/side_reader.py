"""A second process for the facts of many messages: it reads half of them while the one that parses the file reads the others."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from types import TracebackType

from frontdesk import child
from frontdesk.domain.inquiry import Arrival
from frontdesk.intake import wire
from frontdesk.intake.batch import Batch, Judged

MANY = 200
"""Messages to be read before a second process is worth its start."""


class Judges:
    """Called with messages that wait for an answer; gives what they say, by key. The second process is started where there are ``MANY`` and a core for it.

    It lives no longer than this one: its input ends with it. Where it dies, this one reads on alone.
    """

    def __init__(self, memory: int, *, with_facts: bool, many: int = MANY, cores: int | None = None) -> None:
        self._memory, self._with_facts = memory, with_facts
        self._until = many if with_facts and (cores or os.cpu_count() or 1) > 1 else 0
        self._seen = 0
        self.second: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Judges:
        return self

    def __exit__(self, kind: type[BaseException] | None, trouble: BaseException | None, place: TracebackType | None) -> None:
        self._alone()

    def __call__(self, arrivals: Sequence[Arrival]) -> dict[str, Judged]:
        self._seen += len(arrivals)
        if self._until and self._seen >= self._until:
            self._begin()
        mine, others = (arrivals[::2], arrivals[1::2]) if self.second else (arrivals, ())
        if others and not self._sent(others):
            mine, others = arrivals, ()
        found = _judged(mine, with_facts=self._with_facts)
        return found | self._heard(others) if others else found

    def _begin(self) -> None:
        self._until = 0
        command = [sys.executable, "-m", "frontdesk.intake.side_reader", str(self._memory)]
        with contextlib.suppress(OSError):  # where there is no room for another process, this one reads all of them
            self.second = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def _alone(self) -> None:
        if self.second is not None:
            self.second.kill()
            self.second.communicate()
        self.second = None

    def _sent(self, arrivals: Sequence[Arrival]) -> bool:
        assert self.second is not None
        assert self.second.stdin is not None
        try:
            self.second.stdin.write(wire.line_of(Batch(arrivals=tuple(arrivals))))
            self.second.stdin.flush()
        except OSError:
            self._alone()
        return self.second is not None

    def _heard(self, arrivals: Sequence[Arrival]) -> dict[str, Judged]:
        assert self.second is not None
        assert self.second.stdout is not None
        line = self.second.stdout.readline()
        if line.endswith(b"\n"):
            return wire.batch_of(line).judged
        self._alone()
        return _judged(arrivals, with_facts=self._with_facts)


def _judged(arrivals: Sequence[Arrival], *, with_facts: bool) -> dict[str, Judged]:
    from frontdesk.intake.judged import judge  # the rules of facts take a quarter of a second to load, and most files are of the past

    return {arrival.key: judge(arrival, with_facts=with_facts) for arrival in arrivals}


if __name__ == "__main__":
    messages = (wire.batch_of(line).arrivals for line in sys.stdin.buffer)
    sys.exit(child.speak((wire.line_of(Batch(judged=_judged(found, with_facts=True))) for found in messages), memory=int(sys.argv[1])))
