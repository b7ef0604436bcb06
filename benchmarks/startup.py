"""S1, S2, S3: how long until the window is painted and today's visits stand in it, and how much memory that takes.

Each is a ratio against a bare QMainWindow started in turns with ours, on the same screen, watched from outside.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.measure import Measure
from benchmarks.x_screen import Screen, virtual

RUNS = 7
PATIENCE = 20.0
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
window.setCentralWidget(QLabel("Front Desk"))
window.statusBar().showMessage("ready")
window.show()
sys.exit(app.exec())
"""
MAKE_DEMO = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from frontdesk.services import demo
from frontdesk.services.desk import Desk
now = datetime.now(ZoneInfo("America/Chicago")).replace(hour=10, minute=0).astimezone(UTC)  # the clinic's own day, whatever UTC's is
desk = Desk.create(Path(sys.argv[1]), clock=lambda: now, demo=True)
demo.build(desk)
desk.close()
"""
GOALS = {"S1": 1.5, "S2": 3.0, "S3": 2.2}


def painted(pixels: bytes) -> bool:
    """Three colours or more: not the empty ground that the server paints."""
    return len({pixels[i : i + 3] for i in range(0, len(pixels), 4 * 97)}) >= 3


def fills() -> list[bytes]:
    """Eight pixels in a row of the ground of an appointment type (light theme), as they lie in memory."""
    tokens = json.loads((Path(__file__).parents[1] / "resources" / "tokens.json").read_text(encoding="utf-8"))
    colors = [bytes.fromhex(one["light"]["fill"][1:]) for one in tokens["appointment_types"].values()]
    return [color[::-1] for color in colors]


def visits_shown(pixels: bytes) -> bool:
    """At least three kinds of visit stand in the window."""
    wanted = sum(any(run in pixels for run in ((color + b"\xff") * 8, (color + b"\x00") * 8)) for color in fills())
    return wanted >= 3


def pss(pid: int) -> float:
    """Megabytes of the process and its children, shared pages counted by their share."""
    total = 0
    for key in [pid, *_children(pid)]:
        text = Path(f"/proc/{key}/smaps_rollup").read_text(encoding="ascii")
        total += int(next(line for line in text.splitlines() if line.startswith("Pss:")).split()[1])
    return total / 1024


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [key for child in map(int, found) for key in (child, *_children(child))]


def start(command: list[str], screen: Screen, env: Mapping[str, str], until: Callable[[bytes], bool]) -> tuple[float, float, float]:
    """Seconds until painted, seconds until ``until``, megabytes two seconds later."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    first = second = 0.0
    try:
        while not second:
            pixels = screen.window()
            now = time.perf_counter() - begun
            if not first and painted(pixels):
                first = now
            if first and until(pixels):
                second = now
            if now > PATIENCE or child.poll() is not None:
                raise TimeoutError(f"{command[-1]} showed nothing within {now:.0f} s (exit code {child.poll()})")
            time.sleep(0.004)
        time.sleep(2)
        return first, second, pss(child.pid)
    finally:
        child.terminate()
        child.wait()


def measure(folder: Path, display: str) -> dict[str, list[tuple[float, float, float]]]:
    database = folder / "demo.frontdesk"
    settings = folder / "config" / "frontdesk" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"section": "calendar"}), encoding="utf-8")
    env = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"} | {
        "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data"),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", MAKE_DEMO, str(database)], check=True, env=env)
    screen, times = Screen(display), {"bare": [], "ours": []}
    bare, ours = [sys.executable, "-c", BARE], [sys.executable, "-m", "frontdesk", "--database", str(database)]
    for run in range(RUNS + 1):
        one = start(bare, screen, env, painted), start(ours, screen, env, visits_shown)
        if run:  # the first pair warms the caches
            times["bare"].append(one[0])
            times["ours"].append(one[1])
    return times


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder, virtual() as display:
        times = measure(Path(folder), display)
    bare = [statistics.median(column) for column in zip(*times["bare"], strict=True)]
    ours = [statistics.median(column) for column in zip(*times["ours"], strict=True)]
    yield Measure("S1", "window painted", ours[0] * 1000, bare[0] * 1000, GOALS["S1"], "ms", "bare window")
    yield Measure("S2", "today's visits shown", ours[1] * 1000, bare[0] * 1000, GOALS["S2"], "ms", "bare window")
    yield Measure("S3", "memory after start", ours[2], bare[2], GOALS["S3"], "MB", "bare window")
