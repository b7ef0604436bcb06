"""People who wait for a time: what they wish, how soon they can be here, and who fits a time that has come free. Nobody is booked by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from frontdesk.domain.appointment import Urgency
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import Span


class WaitState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    BOOKED = "booked"


STEPS: dict[tuple[WaitState, WaitState], str] = {
    (WaitState.WAITING, WaitState.OFFERED): "Offer a time to somebody on the wait list",
    (WaitState.OFFERED, WaitState.WAITING): "Offered time not taken, stays on the wait list",
    (WaitState.OFFERED, WaitState.DECLINED): "Offered time declined, off the wait list",
    (WaitState.DECLINED, WaitState.WAITING): "Back on the wait list",
    (WaitState.OFFERED, WaitState.ACCEPTED): "Offered time accepted",
    (WaitState.ACCEPTED, WaitState.OFFERED): "Take back: offered time accepted",
    (WaitState.OFFERED, WaitState.BOOKED): "Book from the wait list", (WaitState.ACCEPTED, WaitState.BOOKED): "Book from the wait list",
    (WaitState.WAITING, WaitState.BOOKED): "Book from the wait list", (WaitState.BOOKED, WaitState.WAITING): "Back on the wait list",
    (WaitState.WAITING, WaitState.EXPIRED): "Wait list entry run out", (WaitState.EXPIRED, WaitState.WAITING): "Back on the wait list",
    (WaitState.WAITING, WaitState.DECLINED): "Off the wait list", (WaitState.ACCEPTED, WaitState.WAITING): "Back on the wait list",
}  # fmt: skip
"""Every legal step and what the journal calls it; from each state there is a way back to waiting."""

OPEN = frozenset({WaitState.WAITING, WaitState.OFFERED, WaitState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class WaitEntry:
    """``clinician_id`` None = any. ``earliest``/``until`` are days, included; after ``until`` the wish has run out.

    ``reach``: minutes the person needs to be here once called. ``declined``: wall starts (ISO) that were offered and not taken.
    ``offer_id`` is the held visit that is on offer, until the instant ``offer_until``. ``current_id`` is a later visit that the person
    has already and would give up.
    """

    id: int
    name: str
    type_id: int
    minutes: int
    since: datetime
    patient_id: int | None = None
    inquiry_id: int | None = None
    phone: str = ""
    clinician_id: int | None = None
    weekdays: frozenset[int] = frozenset()
    not_before: time | None = None
    not_after: time | None = None
    earliest: date | None = None
    until: date | None = None
    reach: int = 120
    urgency: Urgency = Urgency.ROUTINE
    note: str = ""
    state: WaitState = WaitState.WAITING
    offer_id: int | None = None
    offered_at: datetime | None = None
    offer_until: datetime | None = None
    declined: tuple[str, ...] = ()
    current_id: int | None = None
    version: int = 0

    def state_at(self, *, now: datetime, today: date) -> WaitState:
        """As it stands at that moment: an offer that has run out leaves the person waiting, a wish that has run out is over."""
        state = self.state
        if state is WaitState.OFFERED and self.offer_until is not None and self.offer_until <= now:
            state = WaitState.WAITING
        if state is WaitState.WAITING and self.until is not None and self.until < today:
            state = WaitState.EXPIRED
        return state


@dataclass(frozen=True, slots=True)
class Opening:
    """A time that has come free at a clinician's: wall times, as wide as it is now with what was free behind it.

    ``minutes`` is what came free; 0 = the whole span.
    """

    clinician_id: int
    span: Span
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who fits: with the very slot, the cost (lower is better) and the one reason."""

    entry: WaitEntry
    slot: Slot
    cost: int
    reason: str


def reach_words(minutes: int) -> str:
    """How soon somebody can be here, in words."""
    if minutes < 60:
        return f"within {minutes} min"
    return f"within {minutes // 60} h" if minutes < 1440 else "a day ahead" if minutes == 1440 else f"{minutes // 1440} days ahead"


def suits(entry: WaitEntry, opening: Opening, *, wall: datetime, now: datetime) -> bool:
    """By the person's own wishes, before any room or rule is asked."""
    start = opening.span.start
    if entry.state_at(now=now, today=wall.date()) is not WaitState.WAITING:
        return False
    if entry.clinician_id not in (None, opening.clinician_id) or (entry.weekdays and start.weekday() not in entry.weekdays):
        return False
    if (entry.earliest and start.date() < entry.earliest) or (entry.until and start.date() > entry.until):
        return False
    return opening.span.minutes >= entry.minutes and wall + timedelta(minutes=entry.reach) <= opening.span.end - timedelta(minutes=entry.minutes)


def match(entries: Iterable[WaitEntry], opening: Opening, fit: Callable[[WaitEntry], Slot | None], *, wall: datetime, now: datetime) -> tuple[Match, ...]:
    """The best first. ``fit`` gives the slot that a wish can have inside the opening, by the rules of the house, or None."""
    found = []
    for entry in entries:
        if not suits(entry, opening, wall=wall, now=now):
            continue
        slot = fit(entry)
        if slot is not None and slot.start.isoformat(timespec="minutes") not in entry.declined:
            found.append(_match(entry, opening, slot, now))
    return tuple(sorted(found, key=lambda m: (m.cost, m.entry.since, m.entry.id)))


def _match(entry: WaitEntry, opening: Opening, slot: Slot, now: datetime) -> Match:
    """Urgent people first; then who fills the time best, who asked for this clinician, who has waited longest."""
    left = abs((opening.minutes or opening.span.minutes) - entry.minutes)
    terms = {
        "urgent": {Urgency.URGENT: -40, Urgency.SOON: -15}.get(entry.urgency, 0),
        "fits exactly": 0 if left == 0 else min(20, left // 5 * 2),
        "asked for this clinician": -6 if entry.clinician_id == opening.clinician_id else 0,
        "longest on the list": -min(14, (now - entry.since).days),
        "has no visit yet": 0 if entry.current_id is None else 3,
    }
    speaks = {word: term for word, term in terms.items() if term < 0} | ({"fits exactly": -3} if left == 0 else {})
    return Match(entry, slot, sum(terms.values()), min(speaks, key=lambda word: speaks[word], default="fits"))
