"""A clinic in a real file, processes of its own that work on it, and what they must never break."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.data import backup, keys
from frontdesk.data.backup import CheckReport
from frontdesk.data.store import Store
from tests.cli.conftest import line
from tests.data.conftest import NOW, filled, path, people, store

__all__ = ["filled", "line", "path", "people", "store"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """``program("-m", "frontdesk", "check")`` starts Python with these words, in this checkout and with a home of its own."""
    own = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}

    def start(*words: object, **more: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | own, **more
        )  # type: ignore[call-overload]

    return start


def examined(place: Path) -> CheckReport:
    """Pages, links, journal chains, overlaps, by a connection of its own."""
    return backup.check(place, keys.read_key(place))


def reopened(place: Path) -> Store:
    return Store.open(place, now=NOW)
