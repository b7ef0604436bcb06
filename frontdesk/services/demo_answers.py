"""The demo clinic's answers: what was asked of clinicians, what was offered, its articles, its instruction. Nothing of it leaves the computer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import rows, websites
from frontdesk.data.store import Write
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.article import Article, Given, Way
from frontdesk.domain.clinic import House
from frontdesk.domain.errors import Taken
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.domain.mail import MailAccount
from frontdesk.domain.question import Question, Verdict
from frontdesk.domain.reply import Offer, Reply, ReplyState, Template
from frontdesk.domain.slots import Slot
from frontdesk.domain.website import Website
from frontdesk.services.replies import INSTRUCTION


def fill(write: Write, house: House, found: dict[str, Any], inquiries: dict[str, Inquiry], today: date) -> None:
    """After the inquiries are there."""
    rows.add(write, MailAccount(0, **found["account"]))
    websites.add(write, Website(0, **found["website"]))
    rows.add(write, Template(0, INSTRUCTION, "Instruction for urgent messages", "", found["instruction"], active=False, position=99))
    for one in found["articles"]:
        until = today + timedelta(days=one["days"])
        made = rows.add(write, Article(0, one["key"], one["title"], one["body"], one["url"], frozenset(one["sites"]), frozenset(one["treatments"]), until,
                                       refs=one.get("refs", "")))  # fmt: skip
        for who in one.get("given", ()):
            rows.add(write, Given(0, made.id, 1, made.title, Way.PRINTED, write.now - timedelta(minutes=55), "Julia Marsh", inquiries[who].id))
    for one in found["questions"]:
        _question(write, house, one, inquiries[one["name"]])
    for one in found["offered"]:
        _offered(write, house, one, inquiries[one["name"]], today)


def _question(write: Write, house: House, one: dict[str, Any], inquiry: Inquiry) -> None:
    clinician = next(c for c in house.clinicians if one["clinician"] in c.name)
    answered = Verdict(one["verdict"]) if "verdict" in one else None
    rows.add(write, Question(
        0, inquiry.id, clinician.id, one["line"], asked_by="Julia Marsh", asked_at=write.now - timedelta(minutes=one["minutes"]),
        due_at=write.now + timedelta(minutes=one["due"]), verdict=answered, answer=one.get("answer", ""), signed_by=clinician.name if answered else "",
        answered_at=write.now - timedelta(minutes=35) if answered else None,
    ))  # fmt: skip
    rows.change(write, replace(rows.get(write, Inquiry, inquiry.id), state=State.WORKING if answered else State.WITH_CLINICIAN, unread=bool(answered)))


def _offered(write: Write, house: House, one: dict[str, Any], inquiry: Inquiry, today: date) -> None:
    kind = next(t for t in house.types if t.look == "new_consultation")
    offers = []
    for digit, (days, at) in enumerate(zip(one["days"], one["times"], strict=True), 1):
        day = today + timedelta(days=days)
        start = datetime.combine(day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0), time.fromisoformat(at))
        held = _held(write, house, kind.id, inquiry, start, start + timedelta(minutes=kind.minutes))
        if held is not None:
            slot = Slot(held.start, held.end, held.clinician_id, held.room_id, held.room_start, held.room_end, held.site_id, held.zone)
            offers.append(Offer(digit, slot, kind.id, held.id))
    sent = write.now - timedelta(minutes=one["minutes"])
    body = "Dear Luis, thank you for calling. We would be glad to see you for a 45-minute consultation. We could see you on"
    rows.add(write, Reply(0, inquiry.id, ReplyState.SENT, recipient=one["recipient"], subject=f"Your visit to {house.clinic.name}", body=body,
                          whole=f"{body}:", template="first_visit", offers=tuple(offers),
                          author="Julia Marsh", created_at=sent, sent_at=sent, message_id="<demo-luis@harbor.example>"))  # fmt: skip
    rows.change(write, replace(rows.get(write, Inquiry, inquiry.id), state=State.OFFERED, unread=False, email=one["recipient"]))


def _held(write: Write, house: House, type_id: int, inquiry: Inquiry, start: datetime, end: datetime) -> Appointment | None:
    """With whoever is free then; the file itself says who is."""
    site = house.sites[0]
    for clinician in (c for c in house.clinicians if not c.type_ids or type_id in c.type_ids):
        for room in house.rooms:
            try:
                return appointment_rows.place(write, Appointment(
                    0, None, type_id, clinician.id, room.id, site.id, start, end, start, end, site.zone, Status.HELD, inquiry_id=inquiry.id,
                    expires_at=write.now + timedelta(days=2), uid=f"demo-hold-{start:%Y%m%d%H%M}@frontdesk",
                ))  # fmt: skip
            except Taken:
                continue
    return None
