"""Strings that hurt a window which reads markup in them (safety.md 4.1). Each must be shown as it stands."""

from __future__ import annotations

from pathlib import Path


def strings(picture: Path) -> list[str]:
    """``picture`` is a real image file: none of these may paint it."""
    return [
        f'Ann <img src="{picture}">', f'<img src="file://{picture}" width=100000 height=100000>', '<img src="/dev/zero">',
        "<b>Bob</b> <br> Lee", "p<i>q", "&lt;", "Mr <Smith> & sons", "a < b > c", "<table><tr><td>" * 16, "<div>" * 5000,
        f'<a href="file://{picture}">here</a>', "\u202eevil\u202c name", "zero\u200bwidth\u00adsoft", "tags \U000e0041\U000e0042",
        "nul\x00bell\x07", "lone \ud800 surrogate", "e" + "\u0301" * 2000, "\u202a" * 2000, "x" * 100_000, "word " * 20_000,
        "{name} %s %(x)s ${y}", "=cmd|' /C calc'!A0", "'; DROP TABLE patients; --", "安娜 Ωμέγα Жанна 😀",
    ]  # fmt: skip
