"""The demo clinic at its desk, without a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.services import demo, inquiries
from frontdesk.services.desk import Desk


class Clock:
    """Stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = demo.fixed_moment()

    def __call__(self):
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    made = Desk.create(folder / "clinic.frontdesk", clock=demo.fixed_moment)
    demo.build(made)
    made.close()
    return folder


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    for part in demo_folder.iterdir():
        if part.is_file():
            shutil.copy(part, tmp_path / part.name)
    opened = Desk.open(tmp_path / "clinic.frontdesk", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def who(desk: Desk):
    """The id of somebody's inquiry, by name."""

    def find(name: str) -> int:
        return next(found.id for found in inquiries.search(desk, text=name))

    return find
