"""The demo clinic at its desk, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.services import demo, inquiries
from frontdesk.services.desk import Desk
from tests.clinics import copied


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


@pytest.fixture
def desk(real_clinic: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    opened = Desk.open(copied(real_clinic, tmp_path), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def who(desk: Desk):
    """The id of somebody's inquiry, by name."""

    def find(name: str) -> int:
        return next(found.id for found in inquiries.search(desk, text=name))

    return find
