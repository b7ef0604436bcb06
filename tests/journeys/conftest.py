"""A clinic with people in it, and somebody at its desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from frontdesk import settings  # after the platform is chosen
from frontdesk.services import demo
from frontdesk.ui.theme.look import load_fonts
from tests.clinics import copied
from tests.journeys.hands import Hands
from tests.journeys.test_web_comment import rows


@pytest.fixture
def clinic(demo_clinic: Path, tmp_path: Path) -> Path:
    return copied(demo_clinic, tmp_path)


@pytest.fixture
def hands(request: pytest.FixtureRequest) -> Hands:
    """Somebody at the desk on Tuesday 24 November 2026, 10:42 am, the inbox open.

    Opening a window costs as much as thirty keys. Where a module is marked ``one_window`` its tests share one, and each has to leave the rows as they
    were; a test there that cannot is marked ``own_window``.
    """
    shared = request.node.get_closest_marker("one_window") and not request.node.get_closest_marker("own_window")
    made: Hands = request.getfixturevalue("same_rows" if shared else "fresh_window")
    if shared:
        made.window.go("inbox")
        made.wait()
    return made


@pytest.fixture
def fresh_window(qapp, clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    qapp.setStyle("Fusion")
    load_fonts()
    made = Hands(clinic, now=demo.fixed_moment())
    yield made
    made.close()


@pytest.fixture(scope="module")
def one_window(qapp, demo_clinic: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """One window for a whole module of tests, each of which takes back what it did."""
    folder = tmp_path_factory.mktemp("window")
    file = copied(demo_clinic, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "settings_file", lambda: folder / "settings.json")
        qapp.setStyle("Fusion")
        load_fonts()
        made = Hands(file, now=demo.fixed_moment())
        yield made
        made.close()


@pytest.fixture
def same_rows(one_window: Hands) -> Iterator[Hands]:
    """The window as it was: what a test changes is taken back by Ctrl+Z, to the very same rows of all tables."""
    one_window.now = demo.fixed_moment().astimezone(UTC)
    one_window.window.resize(1440, 900)
    one_window.window.snack.words.say("")  # what an earlier test was told is not what this one waits for
    one_window.window.snack.hide()
    one_window.come_forward()
    before = one_window.ask(rows)
    calendar = one_window.section("calendar")
    shown, calendar.chosen = calendar.shown, None
    shown.mode, shown.day, shown.rooms, shown.site, shown.week_of, shown.day_of = "day", demo.fixed_moment().date(), False, None, [], []
    one_window.window.go("calendar")
    one_window.wait()
    yield one_window
    for _ in range(8):
        if one_window.ask(rows) == before:
            break
        one_window.press("Esc", "Ctrl+Z")
    assert one_window.ask(rows) == before, "what was done is not taken back to the same rows"
    one_window.press("Esc", "Esc")
