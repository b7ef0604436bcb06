"""The rows of the day sheet: what is painted is whole, or not there at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from frontdesk.domain import day_sheet
from frontdesk.domain.appointment import Appointment, Status, Visit
from frontdesk.domain.clinic import AppointmentType, Clinician
from frontdesk.ui.day_sheet.rows import ROW, SheetDelegate, item_of


class Written(SheetDelegate):
    """Keeps each word with the room it had."""

    def _word(self, painter, rect, column, text, **how):
        self.words.append((text, QFontMetrics(self.look.font(how.get("size", 13), how.get("weight", 400))).horizontalAdvance(text), column))
        return super()._word(painter, rect, column, text, **how)


@pytest.mark.parametrize(("scale", "width", "room"), [(100, 320, False), (100, 480, False), (100, 760, True), (100, 1900, True), (200, 900, False), (200, 1366, True)])
def test_how_long_a_visit_is_stands_whole_or_not_at_all(look, scale, width, room):
    look.set(scale=scale)
    start, end = datetime(2026, 11, 24, 10, 45), datetime(2026, 11, 24, 12, 35)
    visit = Visit(Appointment(1, 1, 1, 1, None, 1, start, end, start, end, "UTC", Status.BOOKED), "Ines Falk", "DP-1")
    line = day_sheet.line_of(visit, AppointmentType(1, "Injection", 110, "procedure"), Clinician(1, "Dr Amara Okafor", "Dr Okafor", "AO"), None, frozenset(),
                             wall=start, now=datetime(2026, 11, 24, 15, 10, tzinfo=UTC))  # fmt: skip
    rows = Written(look, clock24=False)
    rows.words = []
    picture = QImage(width, look.px(ROW), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    rows._draw(painter, QRectF(picture.rect()), item_of(line, clock24=False), False, focused=False)
    painter.end()
    minutes = [wide <= column.width() for text, wide, column in rows.words if text == "110 min"]
    assert minutes == [True] * room
