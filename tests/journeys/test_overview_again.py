"""The overview of a record is laid out anew with each piece of news, for hours: nothing of it may be let go before Qt has done with it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


def test_the_overview_is_laid_out_anew_twenty_times_and_still_stands(hands):
    hands.press("Ctrl+4")
    part = hands.section("patients").part
    for _ in range(20):
        part._lay_out()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect(1)  # what was laid out just now is young
    assert all(place.count() == 1 for place in part.places.values())
    assert part.isAncestorOf(part.next)
