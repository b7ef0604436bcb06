"""Numbers of pins on the figure: each is read, and each is a place to click."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from frontdesk.domain.body import PLACES
from frontdesk.domain.intake_note import Pin
from frontdesk.ui.patients.figure import Figure, discs
from frontdesk.ui.widgets.body_map import BodyMap

NEAR = [Pin("hip", "right", 6), Pin("pelvis_groin", "right", 4), Pin("thigh", "right", 3), Pin("hand", "right", 2), Pin("lower_back", back=True, pain=2)]


def test_no_number_lies_over_another():
    places = discs(NEAR)
    assert len(places) == len(NEAR)
    for (one, (x, y)), (other, (ox, oy)) in combinations(zip(NEAR, places, strict=True), 2):
        if one.back == other.back:
            assert (x - ox) ** 2 + (y - oy) ** 2 >= 34**2, (one, other)


def test_a_click_on_a_number_takes_that_pin_in_hand_and_makes_no_other(look, qtbot):
    figure = Figure(look)
    qtbot.addWidget(figure)
    figure.resize(520, 400)
    figure.put(list(NEAR))
    figure.show()
    for number, (x, y) in enumerate(discs(NEAR)):
        at = QPoint(round(figure._middle(back=NEAR[number].back) + x * figure._scale), round(6 + y * figure._scale))
        QTest.mouseClick(figure, Qt.MouseButton.LeftButton, pos=at)
        assert (figure.current, len(figure.pins)) == (number, len(NEAR))


def test_the_number_of_every_place_lies_within_the_small_figure(look, qtbot):
    for figure in (BodyMap(look), BodyMap(look, tall=164, wide=90)):
        qtbot.addWidget(figure)
        for rows in (1, 12):
            figure.stand_beside(rows)
            figure.resize(figure.sizeHint())
            scale = figure._scale()
            across = look.px(15) / scale
            for name, (x, y) in PLACES.items():
                for place in (-x, x):
                    disc, _ = figure._beside(place, y, across)
                    assert figure.width() * 0.46 + disc.left() * scale >= 0, (name, place)
                    assert figure.width() * 0.46 + disc.right() * scale <= figure.width(), (name, place)
