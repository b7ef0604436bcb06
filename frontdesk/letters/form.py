"""Fields of a sheet that is filled on a screen. A known value that the fields' own typeface cannot show is printed beside the empty field."""

from __future__ import annotations

from frontdesk.letters.page import INK, SOFT, TINT, Sheet

_LONGEST = 1000


def line(sheet: Sheet, name: str, tooltip: str, x: float, y: float, width: float, value: str = "") -> None:
    """One line to type in, with its top at ``y``."""
    if not _showable(value):
        sheet.text(value, x + width, y - 3, size=8, color=SOFT, align="right", limit=width * 0.7)
        value = ""
    _text(sheet, name, tooltip, x, y, width, 14, value)


def area(sheet: Sheet, name: str, tooltip: str, x: float, y: float, width: float, height: float) -> None:
    """Several lines to type in."""
    _text(sheet, name, tooltip, x, y, width, height, "", flags="multiline")


def fixed(sheet: Sheet, name: str, value: str) -> None:
    """A value that comes back unchanged and is not seen."""
    _text(sheet, name, name, sheet.left, 20, 10, 8, value, flags="readOnly", hidden=True)


def box(sheet: Sheet, name: str, tooltip: str, x: float, y: float, size: float = 9.0) -> None:
    """A box to tick, with its middle at ``x``, ``y``."""
    sheet.canvas.acroForm.checkbox(
        name=name, tooltip=tooltip, x=x - size / 2, y=sheet.height - y - size / 2, size=size, buttonStyle="cross", borderWidth=0.7, fillColor=None,
        borderColor=SOFT, textColor=INK, forceBorder=True,
    )  # fmt: skip


def circle(sheet: Sheet, name: str, value: str, tooltip: str, x: float, y: float, size: float = 20.0) -> None:
    """One of several of the same name, of which one can be chosen."""
    sheet.canvas.acroForm.radio(
        name=name, value=value, tooltip=tooltip, x=x - size / 2, y=sheet.height - y - size / 2, size=size, buttonStyle="circle", shape="circle", borderWidth=0.7,
        fillColor=None, borderColor=SOFT, textColor=INK, forceBorder=True, selected=False,
    )  # fmt: skip


def _text(sheet: Sheet, name: str, tooltip: str, x: float, y: float, width: float, height: float, value: str, *, flags: str = "", hidden: bool = False) -> None:
    sheet.canvas.acroForm.textfield(
        name=name, tooltip=tooltip, value=value, x=x, y=sheet.height - y - height, width=width, height=height, fontName="Helvetica", fontSize=9,
        borderWidth=0, fillColor=TINT, borderColor=None, textColor=INK, forceBorder=False, maxlen=_LONGEST, fieldFlags=flags,
        annotationFlags="hidden" if hidden else "print",
    )  # fmt: skip


def _showable(value: str) -> bool:
    try:
        value.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
