"""What a change on the book leaves behind: time that has come free and whom it would suit, and gaps of a series that no longer hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import journal as journal_rows
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.cancellation import NOBODY_THERE
from frontdesk.domain.series import Gap
from frontdesk.domain.timespan import Span
from frontdesk.domain.waitlist import Match, Opening
from frontdesk.services import series, waitlist
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Freed:
    """A time that has come free and who on the wait list it would suit, the best first."""

    opening: Opening
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Strained:
    """A visit of a series was moved from ``was`` to ``now`` (wall times), and these gaps are too short or too long."""

    appointment_id: int
    was: datetime
    now: datetime
    gaps: tuple[Gap, ...]
    following: int


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Of the desk's newest intention, numbered ``seq``; both None where it left nothing to do."""

    seq: int
    freed: Freed | None = None
    strained: Strained | None = None


def of_newest(desk: Desk, *, after: int) -> Aftermath | None:
    """What the desk's newest intention since ``after`` left behind; None where there was none. What was taken back leaves nothing."""
    with desk.read() as session:
        header = journal_rows.newest(session.connection, desk.name, after=after)
        if header is None:
            return None
        changed = appointment_rows.changed_by(session, intention=header["seq"]) if header["kind"] == "do" else ()
    return Aftermath(header["seq"], _freed(desk, changed), _strained(desk, changed))


def _freed(desk: Desk, changed: tuple[tuple[Appointment, Appointment], ...]) -> Freed | None:
    """The first of the freed times that suits somebody."""
    for before, after in changed:
        for span in _stretches(before, after):
            opening = waitlist.widened(desk, clinician_id=before.clinician_id, freed=span)
            found = waitlist.matches(desk, opening=opening) if opening else ()
            if opening and found:
                return Freed(opening, found)
    return None


def _stretches(before: Appointment, after: Appointment) -> tuple[Span, ...]:
    """The time that a visit gave up: all of it where it was cancelled or went elsewhere, a part where it was shortened."""
    if not before.busy or (not after.busy and after.cancel_code in NOBODY_THERE):
        return ()
    stayed = after.busy and after.clinician_id == before.clinician_id
    return before.span.minus(after.span) if stayed else (before.span,)


def _strained(desk: Desk, changed: tuple[tuple[Appointment, Appointment], ...]) -> Strained | None:
    moved = [(b, a) for b, a in changed if a.series_id and a.series_no and b.busy and a.busy and a.start.date() != b.start.date()]
    if len(moved) != 1:
        return None
    before, after = moved[0]
    assert after.series_id is not None
    broken = tuple(g for g in series.of(desk, series_id=after.series_id).broken if after.series_no in (g.before, g.after))
    following = sum(bool(a.series_no) for a in series.rest(desk, appointment_id=after.id))
    return Strained(after.id, before.start, after.start, broken, following) if broken else None
