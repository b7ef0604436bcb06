"""Files attached to a record: what they are is told from what stands in them, never from their name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from frontdesk.domain.errors import BadInput

LIMIT = 15_000_000
"""Bytes of one file."""

_BEGINNINGS = (
    (b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """``digest`` is the SHA-256 of what is stored; ``at`` the instant, ``who`` attached it."""

    id: int
    patient_id: int
    name: str
    media: str
    size: int
    digest: str
    at: datetime
    who: str = ""
    note: str = ""
    version: int = 0

    @property
    def size_words(self) -> str:
        return f"{self.size / 1_000_000:.1f} MB" if self.size >= 1_000_000 else f"{max(1, round(self.size / 1000))} kB"


def check_size(size: int) -> None:
    """``BadInput`` where a file is empty or too large; its size is rounded up, so that it never reads like the limit itself."""
    if not size:
        raise BadInput("The file is empty. Choose another one.")
    if size > LIMIT:
        has = math.ceil(size / 100_000) / 10
        raise BadInput(f"The file is too large: {has:,.1f} MB, and at most {LIMIT // 1_000_000} MB are kept of one. Scan it with fewer dots, or split it.")


def media_of(content: bytes) -> str:
    """What it is by its content; ``BadInput`` where it is nothing that is shown here."""
    found = next((media for start, media in _BEGINNINGS if content.startswith(start)), "")
    if not found and content[:1024].lstrip().startswith(b"%PDF-"):
        found = "application/pdf"
    if not found:
        raise BadInput("This is neither a PDF nor an image (PNG, JPEG, GIF, BMP), whatever its name says. Save it as PDF, then attach that.")
    return found
