"""Real windows, drawn off the screen."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # after the platform is chosen

from frontdesk.ui.theme.look import Look, load_fonts  # likewise


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["frontdesk"]


@pytest.fixture(scope="session")
def worn(qapp: QApplication) -> Look:
    """Dressing an application takes half a second when windows of earlier tests are still about: once for all."""
    load_fonts()
    made = Look()
    qapp.setStyle("Fusion")
    dress(qapp, made)
    made.changed.connect(lambda: dress(qapp, made))
    return made


@pytest.fixture
def look(worn: Look) -> Iterator[Look]:
    """The light theme at 100 %, worn by the whole application."""
    yield worn
    if (worn.theme, worn.scale) != ("light", 100):
        worn.set(theme="light", scale=100)


def dress(qapp: QApplication, look: Look) -> None:
    qapp.setPalette(look.palette())
    qapp.setFont(look.font())
    qapp.setStyleSheet(look.style_sheet())
