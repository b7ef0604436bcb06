"""Every screen and state of the window, at both sizes and at twice the text: nothing cut without an ellipsis, nothing over the edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget

from frontdesk.ui.theme.look import Look, load_fonts
from frontdesk.ui.welcome.section import Welcome
from frontdesk.ui.widgets.safe_text import PlainLabel
from scripts.screens import SCREENS
from scripts.stage import Stage, copied, demo_folder
from tests.journeys.looking import sideways, unreadable

WAYS = [((1440, 900), 100), ((1366, 768), 100), ((1366, 768), 200)]


@pytest.fixture(scope="module")
def base(qapp: QApplication) -> Path:
    load_fonts()
    return demo_folder()


@pytest.fixture
def stage(base: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    size, scale = request.param
    made = Stage(copied(base, tmp_path), size=size, scale=scale)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("stage", WAYS, indirect=True, ids=[f"{w}x{h} at {scale} %" for (w, h), scale in WAYS])
def test_nothing_on_any_screen_is_cut_or_pushed_over_the_edge_and_all_that_takes_the_focus_has_a_name(stage: Stage):
    """One window for all of them, as it is used: what one screen leaves behind must not harm the next."""
    found, today = [], stage.window.context.wall_now().date()
    for screen, reach in SCREENS.items():
        for _ in range(3):
            stage.run("close")
        stage.go("calendar", day=today).mode = "day"
        stage.go("inbox", tab="todo")
        reach(stage)
        stage.picture()
        found += [f"{screen}: {fault}" for fault in (*unreadable(stage.window), *sideways(stage.window), *_nameless(stage.window))]
    assert found == [], "\n" + "\n".join(found)


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
