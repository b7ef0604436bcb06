"""PySide6 6.12.0 on Python 3.11 gives back one reference to None too many on every void call, and the process aborts."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be freed from Python 3.12 on")
def test_void_calls_leave_none_alone(qapp):
    label, timer = QLabel("canary"), QTimer()
    label.update()
    before = sys.getrefcount(None)
    for _ in range(3000):
        label.update()
        timer.setInterval(10)
    assert abs(sys.getrefcount(None) - before) < 50
