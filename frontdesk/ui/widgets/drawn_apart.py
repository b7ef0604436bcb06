"""A page of a file from outside, drawn in a child process: whatever stands in it cannot hurt the program.

The child sends the size of the picture as one line and then its bare dots; the window makes a picture of those and reads nothing else.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QImage

from frontdesk import child
from frontdesk.domain.errors import BadInput

MEMORY = 3 << 30
"""Bytes of address space: the drawing libraries alone take a third of it."""
SILENCE = 30.0
_PIECE = 48_000
_LARGEST = 4000


@dataclass(frozen=True)
class Drawn:
    """One page; ``many`` is how many there are."""

    image: QImage
    many: int


def draw(content: bytes, media: str, *, page: int, width: int) -> Drawn:
    """Ask a child for the page; ``BadInput`` in the desk's words where it cannot be drawn."""
    try:
        lines = child.lines_of(__name__, media, str(page), str(min(width, _LARGEST)), memory=MEMORY, silence=SILENCE, feed=content)
        head = json.loads(next(lines, b"{}"))
        dots = b"".join(base64.b64decode(line) for line in lines)
    except (child.Stopped, ValueError) as trouble:
        raise BadInput("This file cannot be shown: it is damaged, or too large to draw. It stays attached as it is.") from trouble
    if not head or len(dots) != head["stride"] * head["height"]:
        raise BadInput("This file cannot be shown: it is damaged. It stays attached as it is.")
    image = QImage(dots, head["width"], head["height"], head["stride"], QImage.Format.Format_RGB32).copy()
    return Drawn(image, head["many"])


def _lines(media: str, page: int, width: int, content: bytes) -> Iterator[bytes]:
    """The child's side."""
    image, many = _pdf(content, page, width) if media == "application/pdf" else _picture(content, width)
    dots = bytes(image.constBits())
    yield json.dumps({"many": many, "width": image.width(), "height": image.height(), "stride": image.bytesPerLine()}).encode() + b"\n"
    for start in range(0, len(dots), _PIECE):
        yield base64.b64encode(dots[start : start + _PIECE]) + b"\n"


def _pdf(content: bytes, page: int, width: int) -> tuple[QImage, int]:
    import pypdfium2  # late: only the child needs it

    document = pypdfium2.PdfDocument(content)
    many = len(document)
    one = document[max(0, min(page, many) - 1)]
    wide, high = one.get_size()
    scale = min(width / wide, _LARGEST / high)
    bitmap = one.render(scale=scale, prefer_bgrx=True)
    return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy(), many


def _picture(content: bytes, width: int) -> tuple[QImage, int]:
    from PySide6.QtCore import Qt

    image = QImage.fromData(content)
    if image.isNull():
        raise SystemExit(1)
    if image.width() > width or image.height() > _LARGEST:
        image = image.scaled(width, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return image.convertToFormat(QImage.Format.Format_RGB32), 1


if __name__ == "__main__":
    media_, page_, width_, memory_ = sys.argv[1:]
    sys.exit(child.speak(_lines(media_, int(page_), int(width_), sys.stdin.buffer.read()), memory=int(memory_)))
