"""The states of the calendar for ``scripts.screens``: its views, what a hand holds, and what the side panel asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from scripts.stage import Stage

Reach = Callable[[Stage], object]
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def today(stage: Stage) -> Any:
    """The calendar, at the demo's day."""
    stage.go("calendar", day=stage.window.context.wall_now().date())
    stage.run("calendar.today")
    return stage.window.sections["calendar"]


def _on(stage: Stage, who: str) -> Any:
    """The keyboard on somebody's visit of today."""
    calendar: Any = stage.go("calendar")
    visit = next(v for v in calendar.view.visits if v.patient_name == who)
    calendar.grid.focus_visit(visit.appointment.id)
    calendar._choose(visit)
    stage.wait()
    return calendar


def _with(who: str, *commands: str) -> Reach:
    def reach(stage: Stage) -> None:
        _on(stage, who)
        for command in commands:
            stage.run(command)
        stage.wait(quiet=0.4)

    return reach


def _view(*commands: str) -> Reach:
    def reach(stage: Stage) -> None:
        stage.go("calendar")
        for command in commands:
            stage.run(command)
        stage.wait(quiet=0.4)

    return reach


def _set_of_two(stage: Stage) -> None:
    calendar: Any = stage.go("calendar")
    calendar.shown.week_of = [c.clinician.id for c in calendar.view.columns][:2]
    stage.run("calendar.view")


def _held(who: str, over: str) -> Reach:
    """A visit in the hand, over the visit of somebody else (or over a free stretch of that column, an hour after them)."""

    def reach(stage: Stage) -> None:
        calendar = _on(stage, who)
        grid, name = calendar.grid, over.removeprefix("after ")
        blocks = [next(grid.block_of(v.appointment.id) for v in calendar.view.visits if v.patient_name == one) for one in (who, name)]
        start, end = blocks[0].geometry().center(), blocks[1].geometry().center()
        if name != over:
            end = QPoint(end.x(), blocks[1].geometry().bottom() + blocks[0].height())
        QTest.mousePress(grid, LEFT, NONE, start)
        for part in (0.3, 1.0):
            spot = start + (end - start) * part
            QApplication.sendEvent(grid, QMouseEvent(
                QEvent.Type.MouseMove, QPointF(spot), QPointF(grid.mapToGlobal(spot)), Qt.MouseButton.NoButton, LEFT, NONE))  # fmt: skip
        stage.wait(quiet=0.4)

    return reach


def _filling(stage: Stage) -> None:
    _with("Owen Bright", "calendar.cancel")(stage)
    stage.press(Qt.Key.Key_2, Qt.Key.Key_Return)
    stage.wait(quiet=0.5)


def _calling(stage: Stage) -> None:
    _filling(stage)
    stage.run("calendar.fill")


def _blocking(stage: Stage) -> None:
    _with("Owen Bright", "calendar.block")(stage)
    panel: Any = stage.window.sections["calendar"].life.block_panel  # type: ignore[attr-defined]
    panel.whose.setCurrentIndex(0)
    panel.last.setText("13:45")
    panel._look()


CALENDAR: dict[str, Reach] = {
    "calendar_week": _view("calendar.view"),
    "calendar_week_of_two": _set_of_two,
    "calendar_month": _view("calendar.month"),
    "calendar_list": _view("calendar.list"),
    "calendar_zoomed": _view("calendar.zoom.in", "calendar.zoom.in"),
    "calendar_move": _with("Frank Moretti", "calendar.move"),
    "calendar_held": _held("Frank Moretti", "after Owen Bright"),
    "calendar_conflict": _held("Frank Moretti", "Owen Bright"),
    "calendar_series": _with("Elena Petrova", "calendar.series"),
    "calendar_course": _with("Frank Moretti", "calendar.series"),
    "calendar_follow_up": _with("Grace Liu", "calendar.follow_up"),
    "calendar_wait": _with("Selma Aydin", "calendar.wait"),
    "calendar_cancel": _with("Owen Bright", "calendar.cancel"),
    "calendar_fill": _filling,
    "calendar_call": _calling,
    "calendar_cancelled": _view("calendar.cancelled"),
    "calendar_block": _blocking,
    "calendar_no_show": _with("Daniel Weiss", "calendar.noshow"),
    "calendar_tray": _view("calendar.waiting"),
}
LARGE_TOO = ("calendar_week", "calendar_series", "calendar_block", "calendar_call", "calendar_cancel", "calendar_conflict")
