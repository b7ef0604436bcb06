"""Every screen and state of the window, at both sizes and at twice the text: nothing cut without an ellipsis, nothing over the edge."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.services.desk import Desk
from frontdesk.ui.theme.look import Look, load_fonts
from frontdesk.ui.welcome.section import Welcome
from frontdesk.ui.widgets.safe_text import PlainLabel
from scripts.screens import SCREENS
from scripts.stage import Stage, copied
from tests.journeys.looking import sideways, unreadable

WAYS = [((1440, 900), 100), ((1366, 768), 100), ((1366, 768), 200)]
IDS = [f"{w}x{h} at {scale} %" for (w, h), scale in WAYS]
FULLEST = ("inbox_offer", "inbox_book", "calendar_booking", "calendar_week", "day_sheet", "patients_record", "letters", "letters_returned", "questions")


@pytest.fixture(scope="module")
def base(qapp: QApplication, demo_clinic: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    load_fonts()
    folder = tmp_path_factory.mktemp("base")
    for part in demo_clinic.iterdir():
        if part.is_file():
            shutil.copy(part, folder / part.name.replace("clinic", "demo"))
    return folder


@pytest.fixture
def stage(base: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    size, scale = request.param
    made = Stage(copied(base, tmp_path), size=size, scale=scale)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("stage", WAYS, indirect=True, ids=IDS)
def test_nothing_on_any_screen_is_cut_or_pushed_over_the_edge_and_all_that_takes_the_focus_has_a_name(stage: Stage):
    """One window for all of them, as it is used: what one screen leaves behind must not harm the next."""
    found = _walked(stage, SCREENS)
    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize("stage", WAYS[1:], indirect=True, ids=IDS[1:])
def test_on_the_screens_that_are_fullest_nothing_is_cut_or_pushed_over_the_edge(stage: Stage):
    """The short walk: the narrow window, and twice the text in it."""
    found = _walked(stage, FULLEST)
    assert found == [], "\n" + "\n".join(found)


def _walked(stage: Stage, screens: Iterable[str]) -> list[str]:
    """What is wrong on each of these screens; what was done to reach one is taken back before the next."""
    found, today, before = [], stage.window.context.wall_now().date(), set[int]()
    stage.ask(lambda desk: before.update(entry.seq for entry in desk.history()))
    for screen in screens:
        calendar: Any = stage.window.sections["calendar"]
        calendar.shown.mode, calendar.shown.rooms = "day", False
        stage.go("calendar", day=today)
        stage.go("inbox", tab="todo")
        SCREENS[screen](stage)
        stage.picture()
        found += [f"{screen}: {fault}" for fault in (*unreadable(stage.window), *sideways(stage.window), *_nameless(stage.window))]
        for _ in range(3):
            stage.run("close")
        stage.ask(lambda desk: _take_back(desk, before))
    return found


def _take_back(desk: Desk, before: Collection[int]) -> None:
    """All that is new in the history; what has left the house stays, and what came before it."""
    with suppress(DeskError):
        while any(entry.seq not in before and not entry.undone and not entry.barrier for entry in desk.history()):
            desk.undo()


def _nameless(window: QWidget) -> list[str]:
    """Whatever can have the focus has a name for those who hear the screen (ux.md 11.3)."""
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__} has no accessible name"
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName() and not isinstance(widget, QAbstractScrollArea)
    ]


@pytest.mark.parametrize(("size", "scale"), WAYS)
def test_nothing_is_cut_on_the_way_into_the_program_either(qapp: QApplication, size: tuple[int, int], scale: int):
    load_fonts()
    look = Look(scale=scale)
    qapp.setFont(look.font())
    qapp.setStyleSheet(look.style_sheet())
    welcome = Welcome(look)
    welcome.resize(*size)
    welcome.show()
    for page in (0, 1):
        welcome.stack.setCurrentIndex(page)
        welcome.tell("There is already a file at that place. Open it, or choose another place.")
        for _ in range(5):  # a style that is put on anew is settled over several turns, where windows of other tests are about
            qapp.processEvents()
        assert unreadable(welcome) == []
        assert sideways(welcome) == []
        assert _nameless(welcome) == []
    welcome.close()
    welcome.deleteLater()


def test_the_look_itself_finds_what_it_is_for(base: Path, tmp_path: Path):
    stage = Stage(copied(base, tmp_path))
    try:
        stage.go("inbox")
        pane = stage.window.sections["inbox"]
        label = PlainLabel("Somebody with quite a name", parent=pane)
        label.setGeometry(10, 10, 14, 6)
        label.show()
        button = QPushButton("without a name", pane)
        button.setAccessibleName("")
        button.move(pane.width() - 20, 40)
        button.show()
        told = "\n".join((*unreadable(stage.window), *_nameless(stage.window)))
        assert "its letters need" in told
        assert "is left" in told
        assert "over the edge of InboxSection" in told
        assert "QPushButton in InboxSection has no accessible name" in told
    finally:
        stage.close()
