"""On a wide screen the day stands beside the inbox: the free times on it, a click that books, a visit moved without leaving."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest

from tests.journeys.hands import Hands
from tests.journeys.pointer import Pointer


def test_the_day_beside_the_inbox_shows_the_free_times_takes_a_click_and_lets_a_visit_be_moved(hands: Hands):
    hands.window.resize(QSize(1920, 1080))
    inbox = hands.section("inbox")
    inbox.list.choose_key(next(row.id for row in inbox.queue.rows if row.inquiry.name == "Greta Olsen"))
    hands.wait(quiet=0.4)
    day, panel, grid = inbox.day, inbox.panel, inbox.day.grid
    assert day.isVisible()
    assert [ghost.top.strip("\u2068\u2069") for ghost in grid.layer.ghosts if ghost.kind == "lit"] == ["Greta Olsen"]
    assert day.title.whole == "Wednesday 25 November"
    panel.list.choose(next(n for n, slot in enumerate(panel.list.slots) if slot.start.date() != day.day))
    hands.wait()
    assert day.title.whole == "Tuesday 24 November", "the day of the highlighted time is the one that is seen"

    block = next(b for b in grid._shown.values() if b.visit.patient_name == "Frank Moretti")
    start = block.geometry().center()
    pointer = Pointer(hands)
    pointer.section, pointer.grid = day, grid
    pointer.drag(start, start + QPoint(0, round(60 * grid.scale.per_minute)), Qt.KeyboardModifier.AltModifier)
    hands.wait(quiet=0.4)
    assert "Frank Moretti" in hands.snack
    assert hands.window.current == "inbox"

    slot = next(s for s in panel.list.slots if s.start.date() == day.day)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, grid.rect_of_slot(slot).center().toPoint())
    hands.wait(quiet=0.4)
    assert hands.snack.startswith("Booked: ")
    assert any("Greta Olsen" in block.accessibleName() for block in grid._shown.values())

    hands.window.resize(QSize(1440, 900))
    hands.wait()
    assert not day.isVisible()
    assert inbox.panes.width_class() == "three"

    # Narrower, a strip stands for the calendar's tray, which slides over the grid when it is asked for and goes when it has done its work.
    hands.window.resize(QSize(1366, 768))
    hands.to_case("Dana Kessler")
    hands.press("B")
    times, seen = inbox.panel.list, inbox.side.viewport()
    assert len(times.slots) == 5
    assert seen.rect().contains(QRect(times.mapTo(seen, QPoint(0, 0)), times.size())), "each time that a digit books can be read"
    hands.press("Esc", "Ctrl+2")
    calendar = hands.section("calendar")
    left, strip = calendar.left, calendar.left.strip
    assert (strip.isVisible(), left.isVisible(), strip.buttons["waiting"].accessibleName()) == (True, False, "Wait list, 3")
    hands.press("W")
    assert (left.isVisible(), calendar.waiting.hasFocus()) == (True, True)
    hands.press("Down", "Return")
    assert (left.isVisible(), calendar.grid.hasFocus()) == (False, True)
    assert hands.window.status.carrying
    hands.press("Esc")
    QTest.mouseClick(strip.buttons["tray"], Qt.MouseButton.LeftButton)
    assert (left.isVisible(), calendar.tray.hasFocus()) == (True, True)
    hands.press("Esc")
    assert (left.isVisible(), calendar.grid.hasFocus()) == (False, True)
    hands.window.resize(QSize(1440, 900))
    hands.wait()
    assert (strip.isVisible(), left.isVisible(), left.geometry().left()) == (False, True, 0)
