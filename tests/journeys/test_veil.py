"""Somebody leans over the desk: one key covers everything, nothing acts beneath it, nothing that was half typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window


def covered(hands) -> bool:
    veil, window = hands.window.veil, hands.window
    spots = [QPoint(x, y) for x in range(2, window.width(), 60) for y in range(2, window.height(), 60)]
    return all((found := window.childAt(spot)) is veil or veil.isAncestorOf(found) for spot in spots if found_any(window, spot))


def found_any(window, spot) -> bool:
    return window.childAt(spot) is not None


def test_one_key_covers_every_name_and_one_key_brings_back_what_was_being_done(hands):
    hands.press("F2")
    hands.type("Walter")
    field = next(w for w in hands.window.findChildren(QTextEdit) if w.accessibleName() == "What they say" and w.isVisible())
    field.setFocus()
    hands.type("left knee")
    hands.press("F9")
    assert covered(hands)
    hands.press("F9")
    assert not hands.window.veil.isVisible()
    assert hands.focus is field
    hands.type("!")
    assert field.toPlainText() == "left knee!"


def test_keys_do_nothing_beneath_the_veil_and_a_message_does_not_shine_through(hands):
    hands.press("B")
    hands.press("F9")
    before = hands.ask(rows)
    hands.press("1", "Return")  # Return lifts the veil, and only that
    assert not hands.window.veil.isVisible()
    assert hands.ask(rows) == before
    hands.press("F9")
    hands.window.say("Booked: Rosa Delgado")
    assert covered(hands)
    hands.press("Ctrl+Z", "J", "Ctrl+2", "Ctrl+K", "F2", "Tab")
    assert covered(hands)
    assert hands.ask(rows) == before
    hands.press("Esc")
    assert hands.window.current == "inbox"


def test_without_a_hand_on_the_desk_it_covers_itself_and_news_does_not_keep_it_awake(hands):
    idle = hands.window.veil.idle
    assert idle.interval() == 10 * 60_000
    idle.setInterval(400)
    idle.start()
    for _ in range(6):
        QTest.qWait(100)
        hands.window.context.bridge.changed.emit(frozenset({"appointment"}))
    hands.wait()
    assert hands.window.veil.isVisible()
    hands.press("F9")
    idle.setTimerType(Qt.TimerType.PreciseTimer)  # else Qt rounds what is left by a twentieth
    idle.setInterval(60_000)
    idle.start()
    QTest.qWait(300)
    left = idle.remainingTime()
    assert left <= 59_750
    hands.press("J")
    assert idle.remainingTime() > left - 30_000  # begun anew; the rest is what a busy machine took
    assert idle.isActive()


def test_the_minutes_are_chosen_in_the_settings_and_never_means_never(hands):
    hands.press("Ctrl+,")
    hands.wait(quiet=0.4)
    chip = next(b for b in hands.section("settings").findChildren(type(hands.window.veil.button)) if b.text() == "Never" and b.isVisible())
    chip.click()
    assert hands.window.kept.cover_after == 0
    assert not hands.window.veil.idle.isActive()
    hands.press("F9")
    assert covered(hands)
