"""A cell as the person filled it in: without the guards and the damage of plugins and spreadsheets."""

from __future__ import annotations

import re
from decimal import Decimal

_FLAMINGO = re.compile(r"^\([^()]{0,80}:[^()]{0,300}(?:https?://)[^()]{0,200}\)\s?")
_FORMULA = re.compile(r'^=\s*"((?:[^"]|"")*)"$')
_POWER = re.compile(r"^[+-]?\d(?:[.,]\d{1,20})?[eE]\+?\d{1,2}$")
_GUARDED = "=+-@;\t"


def bare(cell: str) -> str:
    """Without a byte order mark, zeros, a guard against formulas, or quotes that stand for text."""
    text = cell.replace("\x00", "").replace("\ufeff", "").strip()
    if text[:1] == "(":
        text = _FLAMINGO.sub("", text)
    if formula := _FORMULA.match(text):
        return formula[1].replace('""', '"')
    if len(text) > 2 and text[0] == text[-1] == '"' and text[1] in _GUARDED:
        return text[1:-1]
    if text[:1] == "'" and text[1:2] in _GUARDED:
        return text[1:]
    return text


def phone(cell: str) -> tuple[str, str]:
    """(number, damage). A number that a spreadsheet has rounded is lost: what is left of it is told, not dialled."""
    text = re.sub(r"^(?:tel:\s*|=\s*(?=\+)|['‘’](?=[\d(]))", "", " ".join(bare(cell).split()), flags=re.I)
    if _POWER.match(text):
        return _unrounded(text)
    if re.fullmatch(r"\+?\d{7,15}\.0", text):
        text = text[:-2]
    if re.fullmatch(r"#(?:ERROR!|NAME\?|VALUE!|REF!|NUM!)", text):
        return "", text
    return (text[:60], "") if 4 <= sum(c.isdigit() for c in text) <= 25 else ("", text[:60])


def rounded(cell: str) -> bool:
    """Whether a spreadsheet has made a power of ten of a number, so that it may stand for several."""
    return bool(_POWER.match(cell.strip()))


def _unrounded(text: str) -> tuple[str, str]:
    mantissa, _, power = text.replace(",", ".").upper().partition("E")
    kept = len(mantissa.lstrip("+-").replace(".", "").rstrip("0"))
    if kept >= int(power) and int(power) >= 6:
        return str(int(Decimal(text.replace(",", ".")))), ""
    return "", text
