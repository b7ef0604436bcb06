"""Lived-in clinics are made once for all tests, by whichever worker comes first; every test works on a copy."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from frontdesk.data import rows, websites
from frontdesk.services import demo, safekeeping
from frontdesk.services.desk import Desk

FILE = "clinic.frontdesk"


def lived_in(factory: pytest.TempPathFactory, name: str, *, clock: Callable[[], datetime] = demo.fixed_moment, shown: bool = True) -> Path:
    """The folder of the demo clinic as of ``clock``, with that day's backup; ``shown``: the file says of itself that it is a demo."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    place, done = root / f"lived-in-{name}", root / f"lived-in-{name}.done"
    with (root / f"lived-in-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            place.mkdir()
            desk = Desk.create(place / FILE, clock=clock, demo=shown)
            demo.build(desk)
            if not shown:  # nobody is asked at the demo's website
                with desk.write("No website", undoable=False) as write:
                    rows.remove(write, websites.website(write))
            safekeeping.daily_backup(desk)
            desk.close()
            done.touch()
    return place


def copied(folder: Path, to: Path) -> Path:
    """The clinic's file of a copy in ``to``."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to / FILE
