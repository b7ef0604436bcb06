"""A PDF that opens with a password only (AES-256), to be sent by mail."""

from __future__ import annotations

import io

LEAST = 8
"""Letters that a password has at least."""


def seal(pdf: bytes, password: str) -> bytes:
    """The same pages; whoever has the password can read and print them, nobody else anything."""
    from pypdf import PdfReader, PdfWriter  # a tenth of a second, paid for only by those who send letters

    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf)))
    writer.encrypt(user_password=password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
