"""A file from outside is drawn in a child: a good one comes out as a picture, a bad one as a sentence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage

from frontdesk.domain.errors import BadInput
from frontdesk.ui.widgets.drawn_apart import draw
from tests.services.test_attachments import PDF


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#C6402E"))
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(kept.data())


def test_a_page_and_a_picture_come_out_as_wide_as_asked(qapp):
    page = draw(PDF, "application/pdf", page=1, width=400)
    assert (page.image.width(), page.image.height(), page.many) == (400, 200, 1)
    picture = draw(png(900, 300), "image/png", page=1, width=300)
    assert (picture.image.width(), picture.image.height()) == (300, 100)
    assert picture.image.pixelColor(10, 10).name().upper() == "#C6402E"


@pytest.mark.parametrize(
    ("media", "content"), [("application/pdf", b"%PDF-1.4 nothing"), ("image/png", b"\x89PNG\r\n\x1a\n broken"), ("image/jpeg", b"\xff\xd8\xff\xe0")],
)
def test_a_damaged_file_is_a_sentence_and_nothing_worse(qapp, media: str, content: bytes):
    with pytest.raises(BadInput, match="cannot be shown"):
        draw(content, media, page=1, width=300)
