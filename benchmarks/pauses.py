"""L5: 10,000 mixed inquiries brought in while the window is open: how long the window stands still at the worst, and how long the whole takes.

A timer ticks as often as the window's thread lets it; its longest gap is the longest pause. The same clock runs on a window that has nothing to do, and,
while the files come in, in a process that does nothing else, since a busy machine makes pauses of its own.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time as clock
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from PySide6.QtCore import QEventLoop, QTimer  # after the platform is chosen
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Measure
from frontdesk.app import collect_on_this_thread
from frontdesk.services import demo
from frontdesk.services.desk import Desk
from frontdesk.ui.inbox.imports import ImportSection
from frontdesk.ui.theme.look import load_fonts
from scripts.stage import Stage

INQUIRIES = 10_000
LONGEST_PAUSE, WHOLE = 50.0, 60.0
LOOK = 0.5
"""Seconds between the last file shown and the key that takes them in; they count."""
_SAID = (
    "My left knee has hurt since a fall in March, 7/10 when I climb stairs. I had two cortisone injections. Could PRP help?",
    "I am 54 and a carpenter; my right shoulder aches at night. An MRI showed a partial tear of the supraspinatus. Mornings suit me best.",
    "How much is one treatment for tennis elbow, and do you take insurance? I take ibuprofen every day.",
    "Two years of low back pain after lifting, physiotherapy did not settle it. I can come on Tuesdays after 4 pm.",
)


def _files(folder: Path) -> list[Path]:
    """A third each of comments, entries of a form and mails, of the last weeks."""
    chance, third = random.Random(5), INQUIRIES // 3
    told = [f"{chance.choice(_SAID)} {chance.choice(_SAID)} It began {n} days ago." for n in range(INQUIRIES)]
    comments, form, box = folder / "comments.xml", folder / "form.csv", folder / "box.mbox"
    with comments.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><wp:post_id>1</wp:post_id>\n')
        for n in range(third):
            out.write(f"<wp:comment><wp:comment_id>{n + 1}</wp:comment_id><wp:comment_author>Writer {n}</wp:comment_author>"
                      f"<wp:comment_author_email>w{n}@example.org</wp:comment_author_email><wp:comment_date_gmt>2026-11-{n % 20 + 1:02} 10:00:00</wp:comment_date_gmt>"
                      f"<wp:comment_content><![CDATA[{told[n]}]]></wp:comment_content><wp:comment_approved>0</wp:comment_approved></wp:comment>\n")  # fmt: skip
        out.write("</item></channel></rss>")
    with form.open("w", encoding="utf-8") as out:
        out.write("Name,Email,Phone,Message,Date\n")
        out.writelines(f'Sender {n},s{n}@example.org,312 555 {n:04},"{told[third + n]}",2026-11-{n % 20 + 1:02} 09:30\n' for n in range(third))
    with box.open("w", encoding="utf-8") as out:
        for n in range(INQUIRIES - 2 * third):
            out.write(f"From m{n}@example.org Sat Nov 14 10:00:00 2026\nFrom: Mailer {n} <m{n}@example.org>\nTo: desk@harbor.example\nSubject: A question\n"
                      f"Date: {n % 20 + 1} Nov 2026 10:00:00 +0000\nMessage-ID: <m{n}@example.org>\n\n{told[2 * third + n]}\n\n")  # fmt: skip
    return [comments, form, box]


_APART = """
import sys, threading, time
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
longest, last = 0.0, time.perf_counter()
while not ended.is_set():
    time.sleep(0.001)
    now = time.perf_counter()
    longest, last = max(longest, now - last), now
print(longest * 1000)
"""


class Ticks:
    """The gaps between two turns of the window's thread, in milliseconds, and how much of each that thread was at work itself."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.own: list[float] = []
        self._last, self._worked = clock.perf_counter(), clock.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self) -> None:
        now, worked = clock.perf_counter(), clock.thread_time()
        self.gaps.append((now - self._last) * 1000)
        self.own.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked

    def stop(self) -> Ticks:
        self._timer.stop()
        self.gaps, self.own = sorted(self.gaps[1:]), sorted(self.own[1:])
        return self


def _idle(seconds: float) -> Ticks:
    ticks, end = Ticks(), clock.monotonic() + seconds
    _until(lambda: clock.monotonic() > end)
    return ticks.stop()


def _brought_in(stage: Stage, files: list[Path]) -> tuple[Ticks, float]:
    section = stage.go("import")
    assert isinstance(section, ImportSection)
    ticks, begun = Ticks(), clock.monotonic()
    section.add(files)
    _until(lambda: stage.jobs.idle and all(one.state == "seen" for one in section.cards))
    looked = clock.monotonic() + LOOK
    _until(lambda: clock.monotonic() > looked)  # nobody takes in what has not been painted yet
    section.take_all()
    _until(lambda: stage.jobs.idle and all(one.state in ("done", "failed") for one in section.cards))
    took = clock.monotonic() - begun
    told = [one.line.text() for one in section.cards]
    if any(one.state != "done" for one in section.cards):
        raise OSError(f"not brought in: {told}")
    return ticks.stop(), took


def _until(true: Callable[[], bool]) -> None:
    """The window's thread waits for events as in the program: a loop that looks again and again would keep a core from the work it waits for."""
    end = clock.monotonic() + 1200
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # the ticks are such events
        if clock.monotonic() > end:
            raise OSError("the import does not end")


def measures() -> Iterator[Measure]:
    QApplication.instance() or QApplication(["bench"])
    load_fonts()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk.create(folder / "demo.frontdesk", clock=demo.fixed_moment, demo=True)
        demo.build(desk)
        desk.close()
        stage = Stage(folder)
        collector = collect_on_this_thread()  # as the program does
        stage.go("inbox")
        idle = _idle(5)
        files = _files(folder)
        with subprocess.Popen([sys.executable, "-c", _APART], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as apart:
            busy, took = _brought_in(stage, files)
            beside = float(apart.communicate("")[0])
        collector.stop()
        gc.enable()
        stage.close()
    words = f"{INQUIRIES:,} inquiries brought in"
    yield Measure("L5", f"{words}, longest pause", busy.gaps[-1], LONGEST_PAUSE, 1, "ms", "50 ms")
    yield Measure("L5", f"{words}, 999 of 1000 pauses", statistics.quantiles(busy.gaps, n=1000)[-1], LONGEST_PAUSE, 1, "ms", "50 ms")
    yield Measure("L5", f"{words}, longest work of the window itself", busy.own[-1], LONGEST_PAUSE, 1, "ms", "50 ms")
    yield Measure("L5", "longest pause of a process beside it that only ticks", beside, LONGEST_PAUSE, 1, "ms", "50 ms")
    yield Measure("L5", "longest pause of a window at rest before", idle.gaps[-1], LONGEST_PAUSE, 1, "ms", "50 ms")
    yield Measure("L5", f"{INQUIRIES:,} inquiries shown and brought in", took, WHOLE, 1, "s", "60 s")
