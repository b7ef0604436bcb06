"""What the segments behind a PID warn of: AL1 and IAM are allergies, an OBX that says it is an alert stands in its own words."""

from __future__ import annotations

from typing import Protocol

from frontdesk.exchange import people

_GONE = {"I": "no longer so", "E": "an error", "CONFIRMED INACTIVE": "no longer so", "ERRONEOUS": "an error"}
_HARD = {"SV": "severe", "MO": "moderate", "MI": "mild"}


class Message(Protocol):
    """As much of a message as is asked here."""

    def raw(self, segment: tuple[str, ...], number: int) -> str: ...
    def repeats(self, raw: str) -> list[str]: ...
    def at(self, raw: str, number: int) -> str: ...


def warnings(message: Message, segments: list[tuple[str, ...]]) -> tuple[list[str], list[str]]:
    """(alerts, what is told beside the record) of one person's segments."""
    alerts: list[str] = []
    told: list[str] = []
    for segment in segments:
        if segment[0] in ("AL1", "IAM"):
            (told if (found := _allergy(message, segment))[1] else alerts).append(found[1] or found[0])
        elif segment[0] == "OBX" and "alert" in (_word(message, segment, 3, 1), _word(message, segment, 3, 2)):
            alerts += [message.at(one, 2) or message.at(one, 1) for one in message.repeats(message.raw(segment, 5))]
    return list(filter(None, alerts)), told


def _word(message: Message, segment: tuple[str, ...], number: int, part: int) -> str:
    return message.at(message.raw(segment, number), part).casefold()


def _allergy(message: Message, segment: tuple[str, ...]) -> tuple[str, str]:
    """(alert, why it is none). A field that is emptied on purpose ("") says nothing."""
    raw = message.raw(segment, 3)
    what = next(filter(None, (message.at(raw, n) for n in (2, 9, 5, 1, 4))), "")
    reactions = [message.at(one, 2) or message.at(one, 1) for one in message.repeats(message.raw(segment, 5))]
    if not what:
        seen = ", ".join(filter(None, reactions))
        return "", f"An allergy there does not say of what{f': {seen}' if seen else ''}." if seen or raw not in ("", '""') else ""
    hard = _HARD.get(message.at(message.raw(segment, 4), 1).upper(), "")
    kind, status = message.at(message.raw(segment, 2), 1).upper(), ""
    if segment[0] == "IAM":
        kind = message.at(message.raw(segment, 9), 1).upper() or kind
        state = message.raw(segment, 17)
        status = next((_GONE[said] for n in (1, 2) if (said := message.at(state, n).upper()) in _GONE), "")
        status = status or ("taken back" if message.at(message.raw(segment, 6), 1).upper() == "D" else "")
    word = {"IN": "Intolerance", "CT": "Contraindication", "MC": "Contraindication", "SE": "Side effect"}.get(kind, "Allergy")
    alert = people.allergy(what, reactions=filter(None, (*reactions[:4], hard)), word=word)
    return alert, f"No alert, since it is {status} there: {alert}" if status else ""
