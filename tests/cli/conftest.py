"""The program as a terminal sees it: words in; exit code, output and errors out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from frontdesk import __main__ as program
from frontdesk import settings
from frontdesk.cli.console import clock
from tests.cli.exports import wxr
from tests.clinics import copied, lived_in

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Line = Callable[..., Said]


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Line]:
    """``line("import", file)`` runs the program in this process on ``tmp_path/clinic.frontdesk``."""
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setenv("FRONTDESK_DATABASE", str(tmp_path / "clinic.frontdesk"))

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["frontdesk", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            program.main()
        told = capfd.readouterr()
        assert "Traceback" not in told.err
        return Said(left.value.code if isinstance(left.value.code, int) else 0, told.out, told.err)

    return run


@pytest.fixture
def outside(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The same, as a process of its own, with nothing about a screen in its environment."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}

    def run(*words: object, **also: Any) -> subprocess.CompletedProcess[str]:
        environment = kept | home | {"FRONTDESK_DATABASE": str(tmp_path / "clinic.frontdesk")} | also.pop("env", {})
        command = [sys.executable, "-m", "frontdesk", *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False, **also)

    return run


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo clinic as of today, built once."""
    return lived_in(tmp_path_factory, "today", clock=clock)


@pytest.fixture
def demo_clinic(demo_folder: Path, tmp_path: Path) -> Path:
    """A copy of the demo clinic where ``line`` and ``outside`` look for the clinic's file."""
    return copied(demo_folder, tmp_path)


@pytest.fixture
def empty_clinic(line: Line, tmp_path: Path) -> Path:
    assert line("init").code == 0
    return tmp_path / "clinic.frontdesk"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A WordPress export with two people, a pingback, a spam comment and the clinic's own reply to one of them."""
    place = tmp_path / "export.xml"
    place.write_text(wxr(), encoding="utf-8")
    return place
