"""Replies: a draft made from the facts, checked sentence by sentence, with times to offer, and on its way out."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import make_msgid
from typing import Any

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import articles as article_rows
from frontdesk.data import mailboxes, rows, tables
from frontdesk.data import questions as question_rows
from frontdesk.data import replies as reply_rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import mail, when
from frontdesk.domain.advice import Rule, rules_of
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.article import Article, matched
from frontdesk.domain.draft_check import Checker
from frontdesk.domain.errors import Refused, Taken
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.domain.openings import after_working_days
from frontdesk.domain.patient import Patient
from frontdesk.domain.question import Question
from frontdesk.domain.reply import OPEN, Audience, Offer, Reply, ReplyState, Template, chosen, filled
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import instant_of, wall_of
from frontdesk.domain.topics import topics
from frontdesk.services import facts as fact_service
from frontdesk.services import reply_fields
from frontdesk.services.desk import Desk
from frontdesk.settings import resource

_WITH_ARTICLE = ("candidacy", "first_visit", "invited")
"""Texts to which the matching article is attached by itself."""
HOLD_SECONDS = 20
HOLD_WORKING_DAYS = 2
LOOK_AGAIN_WORKING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with all that stands around it. ``templates`` are in the order of the keys 1 to 9; ``until`` says how long times are held."""

    reply: Reply
    templates: tuple[Template, ...]
    checker: Checker
    values: dict[str, str]
    addresses: tuple[str, ...]
    warning: str
    article: Article | None
    can_send: bool
    until: str
    signed: str


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The visible list, read once."""
    return rules_of(resource("replies", "advice.txt").read_text(encoding="utf-8"))


@functools.cache
def words() -> dict[str, Any]:
    """The sentences that stand around a reply."""
    found: dict[str, Any] = json.loads(resource("replies", "words.json").read_text(encoding="utf-8"))
    return found


@functools.cache
def _defaults() -> tuple[Template, ...]:
    found = json.loads(resource("replies", "templates.json").read_text(encoding="utf-8"))
    return tuple(
        Template(0, one["slug"], one["title"], one["subject"], one["body"], tuple(one["topics"]), Audience(one.get("audience", "private")), number)
        for number, one in enumerate(found)
    )


def templates(desk: Desk) -> tuple[Template, ...]:
    """The clinic's own texts, and those that come with the program where it has none of that name."""
    with desk.read() as session:
        return _templates(session)


def _templates(session: Session) -> tuple[Template, ...]:
    own = {one.slug: one for one in reply_rows.templates(session)}
    fresh = [one for slug, one in own.items() if slug not in {d.slug for d in _defaults()} | {INSTRUCTION}]
    return tuple(sorted([own.get(d.slug, d) for d in _defaults()] + fresh, key=lambda t: t.position))


def every_text(desk: Desk) -> tuple[Template, ...]:
    """For the settings: the texts of replies, and last the instruction for urgent messages, empty where the clinic has written none."""
    with desk.read() as session:
        own = next((one for one in reply_rows.templates(session) if one.slug == INSTRUCTION), None)
        return (*_templates(session), own or Template(0, INSTRUCTION, "Instruction for urgent messages", "", "", active=False, position=99))


def rule_list() -> str:
    """The list by which drafts are read, as it lies on the disk."""
    return resource("replies", "advice.txt").read_text(encoding="utf-8")


def save_template(desk: Desk, *, template: Template) -> Template:
    """A text as the clinic wants it; it is kept beside the one that came with the program."""
    if not template.title.strip() or not template.body.strip():
        raise Refused("Give the text a title and some words.")
    with desk.write("Change a text for replies") as write:
        return rows.change(write, template) if template.id else rows.add(write, template)


INSTRUCTION = "urgent_instruction"
"""Name under which the clinic's written instruction for urgent messages is kept; it is no text of a reply."""


def instruction(session: Session) -> str:
    """What the clinic has written down for messages that hold urgent words, or empty."""
    return next((one.body.strip() for one in reply_rows.templates(session) if one.slug == INSTRUCTION), "")


# -- the draft

def draft(desk: Desk, *, inquiry_id: int, audience: Audience = Audience.PRIVATE, template: str = "") -> Draft:
    """The kept draft, or a new one from the text that fits best (or from the one that was picked). Nothing is written."""
    with desk.read() as session:
        inquiry = rows.get(session, Inquiry, inquiry_id)
        facts = fact_service.of_inquiry(session, inquiry_id=inquiry_id)
        patient = rows.get(session, Patient, inquiry.patient_id) if inquiry.patient_id else None
        asked = question_rows.of_inquiries(session, inquiry_ids=[inquiry_id])
        kept = reply_rows.draft(session, inquiry_id=inquiry_id, audience=audience)
        texts, articles = _templates(session), article_rows.every(session)
        account = mailboxes.account(session)
    return _draft(desk, inquiry, facts, patient, asked, kept, texts, articles, account is not None, audience, template)


def _draft(desk: Desk, inquiry: Inquiry, facts: tuple[RecordedFact, ...], patient: Patient | None, asked: tuple[Question, ...], kept: Reply | None,
           texts: tuple[Template, ...], articles: tuple[Article, ...], can_send: bool, audience: Audience, template: str) -> Draft:  # fmt: skip
    answered = next((q for q in reversed(asked) if not q.open), None)
    addresses = tuple(dict.fromkeys(a for a in (inquiry.email, patient.email if patient else "", *_written(facts), inquiry.reply_to) if a))
    about = topics(inquiry.text, [f.fact for f in facts], urgent=inquiry.urgent, verdict=answered.verdict if answered else None, has_email=bool(addresses))
    ranked = chosen(texts, about, audience=audience)
    values = reply_fields.values(desk, inquiry=inquiry, facts=facts, patient=patient, answered=answered, words=words())
    warning = mail.other_reply_address(inquiry.email, inquiry.reply_to) if audience is Audience.PRIVATE else ""
    picked = next((t for t in ranked if t.slug == template), None)
    article = matched(articles, [f.fact for f in facts], today=desk.wall_now().date())
    reply = kept or Reply(0, inquiry.id, audience=audience, recipient="" if warning or not addresses else addresses[0], author=desk.who,
                          article_id=article.id if article and audience is Audience.PRIVATE and ranked[0].slug in _WITH_ARTICLE else None)  # fmt: skip
    if picked or not kept:
        chosen_text = picked or ranked[0]
        lead = _with_lead(filled(chosen_text.body, values), reply.offers, values["whom"])
        reply = replace(reply, template=chosen_text.slug, subject=filled(chosen_text.subject, values)[:200], body=lead)
    attached = next((a for a in articles if a.id == reply.article_id), None)
    return Draft(reply, ranked, checker(inquiry, facts, patient, asked, desk), values, addresses, warning, attached, can_send,
                 _until(desk), reply_fields.signature(desk, words()))  # fmt: skip


def _written(facts: Iterable[RecordedFact]) -> list[str]:
    return [str(f.fact.value) for f in facts if f.fact.kind == "email"]


def checker(inquiry: Inquiry, facts: Iterable[RecordedFact], patient: Patient | None, asked: Iterable[Question], desk: Desk) -> Checker:
    """What a draft of this case is measured against."""
    clinic = desk.house().clinic
    known = tuple(k for k in (inquiry.phone, inquiry.email, patient.chart if patient else "", patient.phone if patient else "") if k)
    return Checker(rules(), tuple(q.answer for q in asked if not q.open), tuple(f.fact for f in facts), known, tuple(words()["public_patient"]),
                   (clinic.name, clinic.tagline, clinic.email, clinic.phone))  # fmt: skip


def _with_lead(body: str, offers: Sequence[Offer], whom: str) -> str:
    """The sentence that leads over to the offered times stands at the end while there are some."""
    lead = filled(str(words()["offer_lead"]), {"whom": whom})
    bare = body.rstrip().removesuffix(lead).rstrip()
    return f"{bare} {lead}" if offers and bare else bare


def _until(desk: Desk) -> str:
    house = desk.house()
    return when.moment_words(after_working_days(house, desk.wall_now(), HOLD_WORKING_DAYS), clock24=house.clinic.clock24)


def offer(reply: Reply, *, slots: Sequence[tuple[int, Slot]], type_id: int, whom: str = "you") -> Reply:
    """The draft with these times of the panel (digit, time) offered; at most three, and none twice for one moment at one clinician. ``whom`` they are for."""
    kept = sorted((Offer(digit, slot, type_id) for digit, slot in slots[:3]), key=lambda o: o.slot.start)
    return replace(reply, offers=tuple(kept), body=_with_lead(reply.body, kept, whom))


def save_draft(desk: Desk, *, reply: Reply) -> Reply:
    """Keep what was typed; survives anything. A draft that has gone on its way is not overwritten."""
    with desk.write("Keep a draft", undoable=False) as write:
        return _keep(write, reply)


def _keep(write: Write, reply: Reply) -> Reply:
    if not reply.id:
        other = reply_rows.draft(write, inquiry_id=reply.inquiry_id, audience=reply.audience)
        if other is None:
            return rows.add(write, replace(reply, created_at=write.now))
        reply = replace(reply, id=other.id)
    stored = rows.get(write, Reply, reply.id)
    if stored.state is not ReplyState.DRAFT:
        raise Refused("This reply is already on its way. Take it back with Ctrl+Z first, then change it.")
    return rows.change(write, replace(reply, version=stored.version, created_at=stored.created_at))


def discard(desk: Desk, *, reply_id: int) -> None:
    """Throw a draft away; one key brings it back."""
    with desk.write("Throw a draft away") as write:
        reply = rows.get(write, Reply, reply_id)
        if reply.state is not ReplyState.DRAFT:
            raise Refused("Only a draft can be thrown away.")
        rows.remove(write, reply)


# -- sending

def send(desk: Desk, *, reply: Reply) -> Reply:
    """Into the outbox for twenty seconds; times are held and the inquiry moves on in the same step, so one Ctrl+Z takes all of it back."""
    with desk.write("Send a reply") as write:
        made = _ready(desk, write, reply)
        account = mailboxes.account(write)
        if account is None:
            raise Refused("No mail account is set up. Use “Copy text and open mail program”, or set one up under Settings.")
        sender = mail.address(account.address)
        made = replace(made, state=ReplyState.WAITING, message_id=make_msgid(domain=sender.rpartition("@")[2]),
                       leaves_at=write.now + timedelta(seconds=HOLD_SECONDS), desk=desk.name)  # fmt: skip
        _move_on(desk, write, made)
        return rows.change(write, made)


def hand_over(desk: Desk, *, reply: Reply) -> Reply:
    """To the mail program, or to the page: the text is whole and its times are held, but it counts as sent only when the desk says so."""
    with desk.write("Hand a reply over") as write:
        made = replace(_ready(desk, write, reply), state=ReplyState.HANDED, desk=desk.name)
        inquiry = rows.get(write, Inquiry, made.inquiry_id)
        if inquiry.state is State.NEW:
            rows.change(write, replace(inquiry, state=State.WORKING))
        return rows.change(write, made)


def _ready(desk: Desk, write: Write, reply: Reply) -> Reply:
    """Kept, checked once more with what the file holds now, its times held and its whole text made."""
    appointment_rows.release_expired(write)
    reply = _keep(write, reply)
    inquiry = rows.get(write, Inquiry, reply.inquiry_id)
    facts = fact_service.of_inquiry(write, inquiry_id=inquiry.id)
    patient = rows.get(write, Patient, inquiry.patient_id) if inquiry.patient_id else None
    asked = question_rows.of_inquiries(write, inquiry_ids=[inquiry.id])
    stop = checker(inquiry, facts, patient, asked, desk).check(reply).stop
    if stop:
        raise Refused(stop)
    article = _article(desk, write, reply)
    held = tuple(_hold(desk, write, reply, one) for one in reply.offers)
    made = replace(reply, offers=held, article_edition=article.edition if article else 0)
    return replace(made, whole=whole_text(desk, made, article))


def _article(desk: Desk, session: Session, reply: Reply) -> Article | None:
    if reply.article_id is None or reply.audience is Audience.PUBLIC:
        return None
    article = rows.get(session, Article, reply.article_id)
    if not article.may_be_sent(desk.wall_now().date()):
        raise Refused(f"The article “{article.title}” may not be sent any more. Take it off, or have it approved again.")
    return article


def _hold(desk: Desk, write: Write, reply: Reply, one: Offer) -> Offer:
    slot = one.slot
    until = instant_of(after_working_days(desk.house(), wall_of(write.now, slot.zone), HOLD_WORKING_DAYS), slot.zone, fold=0)
    try:
        held = appointment_rows.place(write, Appointment(
            0, None, one.type_id, slot.clinician_id, slot.room_id, slot.site_id, slot.start, slot.end, slot.room_start, slot.room_end, slot.zone,
            Status.HELD, inquiry_id=reply.inquiry_id, expires_at=min(until, instant_of(slot.start, slot.zone, fold=0)), uid=make_msgid("hold"),
        ))  # fmt: skip
    except Taken as taken:
        told = when.moment_words(slot.start, clock24=desk.house().clinic.clock24)
        raise Taken(f"{told} has been taken meanwhile. Press O to offer other times.", what=taken.what, who=taken.who, until=taken.until) from None
    return replace(one, appointment_id=held.id)


def whole_text(desk: Desk, reply: Reply, article: Article | None) -> str:
    """Exactly what the person gets to read."""
    house, said = desk.house(), words()
    clock24 = house.clinic.clock24
    parts = [reply.body.strip()]
    if reply.offers:
        parts[0] += ":"
        lines = [
            said["offer_line"].format(day=when.long_day(slot.start), time=when.clock(slot.start, clock24=clock24), clinician=house.clinician(slot.clinician_id).name)
            for slot in (one.slot for one in reply.offers)
        ]
        parts.append("\n".join(f"  -  {line}" for line in lines))
        close = said["offer_close"] if house.clinic.phone else said["offer_close_no_phone"]
        parts.append(close.format(phone=house.clinic.phone, until=_until(desk)))
    if article is not None:
        parts.append(said["article_line"].format(title=article.title) + (f"\n{article.url}" if article.url else "\n\n" + article.body.strip()))
    if reply.audience is Audience.PRIVATE:
        parts.append(reply_fields.signature(desk, said))
    return "\n\n".join(parts)


def _move_on(desk: Desk, write: Write, reply: Reply) -> None:
    """Offered; or, where something was asked, back by itself when no answer comes; else done."""
    inquiry = rows.get(write, Inquiry, reply.inquiry_id)
    if reply.audience is Audience.PUBLIC or inquiry.state in (State.BOOKED, State.WITH_CLINICIAN):
        return
    if reply.offers:
        after = replace(inquiry, state=State.OFFERED)
    elif "?" in reply.body:
        zone = desk.house().zone
        due = instant_of(after_working_days(desk.house(), wall_of(write.now, zone), LOOK_AGAIN_WORKING_DAYS), zone, fold=0)
        after = replace(inquiry, state=State.SNOOZED, due_at=inquiry.due_at if inquiry.due_at and inquiry.due_at > write.now else due)
    else:
        due_later = inquiry.due_at is not None and inquiry.due_at > write.now
        after = replace(inquiry, state=State.SNOOZED if due_later else State.DONE, closed_reason="" if due_later else "answered")
    rows.change(write, replace(after, unread=False))


def settle(desk: Desk, *, reply_id: int, went: bool) -> Reply:
    """The desk says whether a reply went out: of one that was handed over, or of one about which nobody knows."""
    with desk.write("Say whether a reply went out") as write:
        reply = rows.get(write, Reply, reply_id)
        if reply.state not in (ReplyState.HANDED, ReplyState.UNCERTAIN):
            raise Refused("That is settled already.")
        if went:
            _move_on(desk, write, reply)
            return rows.change(write, replace(reply, state=ReplyState.SENT, sent_at=reply.tried_at or write.now, trouble=""))
        if reply.state is ReplyState.UNCERTAIN:  # under the same id, so that a second copy is known as one
            return rows.change(write, replace(reply, state=ReplyState.WAITING, leaves_at=write.now + timedelta(seconds=HOLD_SECONDS), trouble=""))
        return _back_to_draft(write, reply)


def withdraw(desk: Desk, *, reply_id: int) -> Reply:
    """Out of the outbox, or after it could not be delivered: a draft again, its times free."""
    with desk.write("Take a reply out of the outbox") as write:
        reply = rows.get(write, Reply, reply_id)
        if reply.state not in (ReplyState.WAITING, ReplyState.FAILED, ReplyState.BOUNCED, ReplyState.HANDED):
            raise Refused("This reply has left the house and cannot be taken back.")
        return _back_to_draft(write, reply)


def _back_to_draft(write: Write, reply: Reply) -> Reply:
    for one in reply.offers:
        free(write, appointment_id=one.appointment_id)
    inquiry = rows.get(write, Inquiry, reply.inquiry_id)
    if inquiry.state in (State.OFFERED, State.SNOOZED, State.DONE):
        rows.change(write, replace(inquiry, state=State.WORKING, closed_reason=""))
    bare = tuple(replace(one, appointment_id=0) for one in reply.offers)
    return rows.change(write, replace(reply, state=ReplyState.DRAFT, offers=bare, whole="", message_id="", leaves_at=None, trouble=""))


def free(write: Write, *, appointment_id: int) -> None:
    """A hold that is not needed any more."""
    row = write.row(tables.appointment, appointment_id)
    if row is not None and row["status"] == Status.HELD.value:
        rows.change(write, replace(rows.back(Appointment, row), status=Status.EXPIRED))


def of_case(desk: Desk, *, inquiry_ids: Sequence[int]) -> tuple[Reply, ...]:
    """What was written in a case, oldest first, without drafts."""
    with desk.read() as session:
        return tuple(r for r in reply_rows.of_inquiries(session, inquiry_ids=inquiry_ids) if r.state in (*OPEN, ReplyState.SENT))


def mailto(reply: Reply) -> str:
    """A link for the mail program; ``BadInput`` where the address or the subject could carry more than it says."""
    return mail.mailto(reply.recipient, reply.subject, reply.whole)


def source_is_public(inquiry: Inquiry) -> bool:
    """True where others read along."""
    return inquiry.source is Source.COMMENT
