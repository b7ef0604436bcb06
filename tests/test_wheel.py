"""The program as it is installed: built, put into an environment of its own, started from there and from nowhere else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

WINDOW = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import frontdesk
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from frontdesk import settings
from frontdesk.app import App
from frontdesk.ui.theme.look import load_fonts
application = QApplication(sys.argv[:1])
sys.excepthook = lambda *trouble: (sys.__excepthook__(*trouble), application.exit(8))
load_fonts()
app = App(database=Path(sys.argv[1]), demo=False, clock=lambda: datetime.now(UTC), kept=settings.Settings())
app.start()
def look():
    if not app.jobs.idle or app.window.current != "inbox":
        return
    picture = app.window.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    print(Path(frontdesk.__file__).parent, app.window.sections["inbox"].list.model().rowCount(), len(colours), sep="\\n")
    application.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(100)
QTimer.singleShot(40_000, lambda: application.exit(9))
code = application.exec()
app.close()
sys.exit(code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(into), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(into.glob("frontdesk-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """``installed("bin/frontdesk", ...)`` in an environment with the wheel, far from the checkout. No network: what it builds on is lent by this one."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "env")], check=True, timeout=60)
    inside = Path(sysconfig.get_path("purelib", vars={"base": str(place / "env"), "platbase": str(place / "env")}))
    pip = [sys.executable, "-m", "pip", "--python", str(place / "env" / "bin" / "python"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True, timeout=120)
    (inside / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "FRONTDESK_DATABASE")}
    home = {"HOME": str(place), "XDG_DATA_HOME": str(place / "data"), "XDG_CONFIG_HOME": str(place / "config"), "QT_QPA_PLATFORM": "offscreen"}

    def run(program: str, *words: object) -> subprocess.CompletedProcess[str]:
        command = [str(place / "env" / program), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False, cwd=place, env=kept | home)

    return run


@pytest.fixture(scope="module")
def demo_clinic(installed: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo clinic that the installed program has made."""
    database = tmp_path_factory.mktemp("clinic") / "clinic.frontdesk"
    assert installed("bin/frontdesk", "--database", database, "init", "--demo").returncode == 0
    return database


def test_the_wheel_holds_the_program_its_resources_and_every_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    ours = {p.relative_to(ROOT).as_posix() for p in (ROOT / "resources").rglob("*") if p.is_file()}
    assert {f"frontdesk/{name}" for name in ours} <= names
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "frontdesk").rglob("*.py")}
    assert modules <= names
    info = next(name.split("/")[0] for name in names if name.endswith(".dist-info/METADATA"))
    licences = {name.removeprefix(f"{info}/licenses/") for name in names if name.startswith(f"{info}/licenses/")}
    assert {"LICENSE", "resources/icons/LICENSE"} <= licences
    assert {f"resources/fonts/LICENSE-{name}.txt" for name in ("Inter", "NotoSans", "DroidSansFallback")} <= licences
    assert not {name for name in names if not name.startswith(("frontdesk/", f"{info}/"))}
    assert not {name for name in names if "__pycache__" in name or "_cache" in name}


def test_the_installed_program_makes_a_clinic_and_reads_an_export(installed: Run, demo_clinic: Path, tmp_path: Path) -> None:
    told = installed("bin/frontdesk", "--version")
    assert told.stdout.startswith("frontdesk, version "), told.stderr
    database = demo_clinic
    comments = tmp_path / "comments.json"
    comments.write_text(json.dumps([{
        "id": 9, "post": 7, "parent": 0, "author": 0, "author_name": "Ines Falk", "date": "2026-11-23T10:00:00", "date_gmt": "2026-11-23T10:00:00",
        "content": {"rendered": "<p>My left knee hurts.</p>"}, "link": "https://clinic.example/a/#comment-9", "status": "approved", "type": "comment",
    }]))  # fmt: skip
    brought = installed("bin/frontdesk", "--database", database, "--json", "import", "--done-after-days", "36500", comments)
    assert brought.returncode == 0, brought.stderr
    assert json.loads(brought.stdout)[0]["people"] == 1
    checked = installed("bin/frontdesk", "--database", database, "--json", "check")
    assert json.loads(checked.stdout)["whole"]


def test_the_installed_window_opens_on_its_own_resources_and_prints(installed: Run, demo_clinic: Path, tmp_path: Path) -> None:
    database, script, letter = demo_clinic, tmp_path / "window.py", tmp_path / "letter.pdf"
    script.write_text(WINDOW)
    shown = installed("bin/python", script, database)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    place, rows, colours = shown.stdout.split()
    assert not Path(place).is_relative_to(ROOT)
    assert int(rows) > 3
    assert int(colours) > 20
    first = json.loads(installed("bin/frontdesk", "--database", database, "--json", "letters").stdout)[0]
    assert installed("bin/frontdesk", "--database", database, "letter", first["id"], "--out", letter).returncode == 0
    assert letter.read_bytes().startswith(b"%PDF-")
