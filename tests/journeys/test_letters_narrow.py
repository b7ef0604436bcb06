"""The page of a letter in a narrow window: what its tools say is read whole."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics


def test_the_tools_over_a_page_are_read_whole_in_a_narrow_window(hands):
    hands.window.resize(1024, 700)
    hands.press("Ctrl+5")
    hands.wait(quiet=0.6)
    middle = hands.section("letters").middle
    assert middle.place.whole == "1 of 3"
    assert middle.place.accessibleName() == "Page 1 of 3"
    wide = QFontMetrics(middle.place.font()).horizontalAdvance
    assert middle.place.width() >= wide("1 of 3")
    for tool in (middle.fitting, middle.edit):
        assert tool.width() >= tool.sizeHint().width(), tool.text()
