"""A patient's timeline: visits, letters, notes, inquiries and consents on one line of time, each with who did it and where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from frontdesk.data import journal
from frontdesk.data.store import Session
from frontdesk.domain import cancellation, intake_note
from frontdesk.domain.appointment import Status, Visit
from frontdesk.domain.attachment import Attachment
from frontdesk.domain.clinic import House
from frontdesk.domain.follow_up import FollowUp
from frontdesk.domain.inquiry import ON_THE_PHONE, Inquiry, Source
from frontdesk.domain.intake_note import Filed, NoteState
from frontdesk.domain.letter import Letter, LetterState
from frontdesk.domain.patient import Note
from frontdesk.domain.record import Consent
from frontdesk.domain.timespan import wall_of

_HOW = {Source.COMMENT: "Web comment", Source.PHONE: "Phone call", Source.CALLED: "Called by us", Source.MISSED_CALL: "Missed call"}
_ENDED = {Status.CANCELLED: "cancelled", Status.NO_SHOW: "did not come", Status.DONE: "done", Status.EXPIRED: "hold expired"}
_HERE = {Status.WAITING: "waiting now", Status.IN_ROOM: "in the room now"}
_TABLES = {"visit": "appointment", "letter": "letter", "inquiry": "inquiry"}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """``wall`` orders and dates it, to the ``week`` where no more is known; ``ahead`` = still to come, ``going`` = it is so at this moment;
    ``ref`` is (noun, id).

    ``who`` did it, at which ``desk``.
    """

    wall: datetime | None
    kind: str
    title: str
    detail: str
    ahead: bool = False
    ref: tuple[str, int] | None = None
    who: str = ""
    desk: str = ""
    week: bool = False
    going: bool = False

    @property
    def by(self) -> str:
        """Who, and from where."""
        return ", ".join(part for part in (self.who, self.desk) if part)


def in_order(session: Session, entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """The newest first; who made each is read from the journal where the entry does not say it itself."""
    listed = list(entries)
    made = {noun: journal.makers(session.connection, table, {e.ref[1] for e in listed if e.ref and e.ref[0] == noun and not e.who})
            for noun, table in _TABLES.items()}  # fmt: skip
    signed = []
    for entry in listed:
        who, desk = made.get(entry.ref[0], {}).get(entry.ref[1], ("", "")) if entry.ref else ("", "")
        signed.append(replace(entry, who=entry.who or who, desk=entry.desk or desk))
    return tuple(sorted(signed, key=lambda e: (e.wall or datetime.min, e.title), reverse=True))


def of_visit(house: House, visit: Visit, now: datetime) -> TimelineEntry:
    one = visit.appointment
    with_ = house.clinician(one.clinician_id).short
    why = [cancellation.words(one.cancel_code).lower(), one.cancel_note] if one.cancel_code else []
    here = one.status in _HERE
    detail = ", ".join(p for p in (with_, visit.line, _ENDED.get(one.status, ""), _HERE.get(one.status, ""), *why) if p)
    return TimelineEntry(one.start, "visit", house.type(one.type_id).name, detail, one.end > now and not here, ("visit", one.id), going=here)


def of_follow_up(house: House, one: FollowUp) -> TimelineEntry:
    """A visit that somebody asked for and nobody has booked."""
    detail = ", ".join(p for p in (f"{one.minutes} min", one.note) if p)
    monday = one.ideal - timedelta(days=one.ideal.weekday())
    return TimelineEntry(datetime.combine(monday, time()), "follow_up", f"{house.type(one.type_id).name} to book", detail, True, ("follow_up", one.id),
                         one.asked_by, week=True)  # fmt: skip


def of_letter(house: House, letter: Letter) -> TimelineEntry:
    done = letter.state in (LetterState.PRINTED, LetterState.SENT)
    state = "superseded, the visit has moved" if letter.superseded else "printed" if done else "ready to print"
    return TimelineEntry(wall_of(letter.sent_at or letter.created_at, house.zone), "letter", letter.subject, state.capitalize(), not done, ("letter", letter.id))


def of_note(house: House, note: Note) -> TimelineEntry:
    return TimelineEntry(wall_of(note.at, house.zone), "note", "Note", note.text, False, ("note", note.id), note.author, "" if note.source == "desk" else note.source)


def of_inquiry(house: House, inquiry: Inquiry) -> TimelineEntry:
    moment = wall_of(inquiry.received_at, house.zone) if inquiry.received_at else None
    where = inquiry.article_title or inquiry.article_url if inquiry.source is Source.COMMENT else ""
    return TimelineEntry(moment, inquiry.source.value, _HOW.get(inquiry.source, "Inquiry"), f"“{inquiry.text[:120]}”", False, ("inquiry", inquiry.id),
                         "" if inquiry.source in (*ON_THE_PHONE, Source.MISSED_CALL) else inquiry.name, where)  # fmt: skip


def of_intake(house: House, filed: Filed) -> TimelineEntry:
    note = filed.note
    state = ("amendment begun" if note.amends_id else "begun") if note.state is NoteState.DRAFT else "amended" if note.amends_id else "signed"
    told = ", ".join(c.label.lower() for c in filed.changed) if note.amends_id else "; ".join(
        words for item in note.items[:2] if item.id in note.answers and (words := intake_note.words(item, note.answers[item.id].value)))  # fmt: skip
    return TimelineEntry(wall_of(note.moment, house.zone), "intake", f"{note.title} {state}", told, False, ("intake_note", note.id), note.signed_by or note.author)


def of_file(house: House, one: Attachment) -> TimelineEntry:
    return TimelineEntry(wall_of(one.at, house.zone), "file", one.name, ", ".join(x for x in (one.size_words, one.note) if x), False, ("attachment", one.id), one.who)


def of_consent(house: House, consent: Consent) -> TimelineEntry:
    title = f"{consent.what}: {'given' if consent.given else 'taken back'}"
    return TimelineEntry(wall_of(consent.at, house.zone), "consent", title, consent.note, False, ("consent", consent.id), consent.who)
