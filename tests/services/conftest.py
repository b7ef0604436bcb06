"""A desk over a small clinic in a real file, built once and copied for each test; its clock is moved by the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from frontdesk.services.desk import Desk
from tests.data.conftest import NOW, People, fill


class Clock:
    """What time it is: moved, never read."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="session")
def clinic_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, People]:
    folder = tmp_path_factory.mktemp("desk")
    desk = Desk.create(folder / "clinic.frontdesk", clock=lambda: NOW)
    with desk.write("Set up", undoable=False) as write:
        people = fill(write)
    desk.close()
    return folder, people


@pytest.fixture
def people(clinic_folder: tuple[Path, People]) -> People:
    return clinic_folder[1]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(clinic_folder: tuple[Path, People], clock: Clock, tmp_path: Path) -> Iterator[Desk]:
    for part in clinic_folder[0].iterdir():
        if part.is_file():
            shutil.copy(part, tmp_path / part.name)
    made = Desk.open(tmp_path / "clinic.frontdesk", clock=clock, who="Julia Marsh")
    yield made
    made.close()
