"""A time of day as somebody types it."""

from __future__ import annotations

from datetime import time


def read_time(text: str) -> time | None:
    """As in "9", "9:30", "17:00", "5 pm"; None where it is none."""
    words = text.strip().casefold().replace(".", ":")
    late = words.endswith("pm")
    words = words.removesuffix("am").removesuffix("pm").strip()
    hour, _, minute = words.partition(":")
    try:
        value = time((int(hour) % 12 + 12) if late else int(hour), int(minute or 0))
    except ValueError:
        return None
    return value
