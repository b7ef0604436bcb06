"""One message -> what arrives: an inquiry of the person who wrote it, or the name under which it is counted apart, with its reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from frontdesk.domain.inquiry import Arrival, Piece, Source
from frontdesk.intake.forms import submission
from frontdesk.intake.forms.labels import EMAIL, looks_like_phone
from frontdesk.intake.forms.submission import Submission
from frontdesk.intake.html_text import one_line
from frontdesk.intake.mail import notices, sorting, voicemail
from frontdesk.intake.mail.mailed import Mailed
from frontdesk.intake.mail.own_words import ATTACHED, own_words
from frontdesk.intake.mail.parts import Mail, taken_apart
from frontdesk.intake.mail.passed_on import PassedOn, by_colleague, passed_on
from frontdesk.intake.mail.sender_name import in_order, signed_name
from frontdesk.intake.mail.words import attachments, page_of, words_of
from frontdesk.intake.wordpress.comments import host_of

LARGEST = 60 << 20
"""Bytes of one message that are read."""

LONGEST_TEXT = 20_000
_ID = re.compile(r"<([^<>\s]{1,400})>")
_REPLY = re.compile(r"^(?:(?:re|aw|sv|antw|fwd?|wg|tr|rv|odp|vs|res|ynt)(?:\[\d+\])?\s?:\s*)+", re.I)


def arrivals(raw: bytes, *, own: frozenset[str] = frozenset()) -> Mailed:
    """Never raises for what stands in the message. ``own``: the clinic's addresses, in lower case; what comes from them is its own mail."""
    mail = taken_apart(raw[:LARGEST])
    words = words_of(mail)
    if filed := sorting.filed(mail):
        return _apart(mail, words, filed)
    sealed = sorting.apart(mail, words)
    if sealed.startswith("bounce"):
        return replace(_apart(mail, words, sealed), refers_to=_returned(mail))
    if sealed.startswith(("encrypted", "read receipt")):
        return _apart(mail, words, sealed)
    sender = sorting.address(mail.header("from")) or sorting.address(mail.header("sender"))
    if by_colleague(sender, own) and (first := passed_on(mail, words, own)) is not None:
        return _from_first_writer(mail, raw, sender, first)
    notice = notices.taken(mail, words) or notices.taken(mail, page_of(mail))
    if notice is not None:
        return _apart(mail, words, notice.apart) if notice.apart else _from_site(mail, raw, words, notice)
    if (call := voicemail.called(mail, words)) is not None:
        return _from_caller(mail, raw, words, call)
    if sealed:
        return _apart(mail, words, sealed)
    if sender.casefold() in own:
        return _apart(mail, words, "the clinic's own mail")
    return _from_person(mail, raw, words, sorting.behind(mail) or sender)


def _apart(mail: Mail, words: str, kind: str) -> Mailed:
    return Mailed(apart=kind, about=Piece(f"Kept apart: {kind}.", _where(mail), _shown(mail, words), kind))


def _where(mail: Mail) -> str:
    return one_line(f"{mail.header('from')[:80]}, {mail.header('date')[:40]}", longest=140).strip(", ")


def _shown(mail: Mail, words: str) -> str:
    heads = [f"{name}: {mail.header(name.lower())}" for name in ("From", "To", "Date", "Subject") if mail.header(name.lower())]
    return "\n".join([*heads, "", words])[:LONGEST_TEXT]


def _from_site(mail: Mail, raw: bytes, words: str, notice: notices.Notice) -> Mailed:
    sent = _written(mail)
    read = submission.read(Submission(submission.wished(notice.answers, sent) if sent else notice.answers, page=notice.site))
    if read.arrival is None:  # taken apart wrongly, or a form that asks for other things: its whole text is kept
        inside = next((one[0] for a in notice.answers if (one := EMAIL.search(a.value))), "")
        return _apart(mail, words, read.apart) if read.apart == "spam" else _from_person(mail, raw, words, inside or sorting.address(mail.header("reply-to")))
    found = read.arrival
    host = host_of(notice.site) if notice.site else ""
    comment = bool(notice.comment and host)
    arrival = Arrival(
        key=f"wp:{host}:{notice.comment}" if comment else _key(mail, raw), source=Source.COMMENT if comment or notice.post else Source.FORM, name=found.name,
        text=found.text, email=found.email, phone=found.phone, written_at=sent, article_title=one_line(notice.post),
        article_url=notice.site.split("#")[0] if notice.site and "wp-admin" not in notice.site else "", thread=f"mail:{_own_id(mail)}" if _own_id(mail) else "",
        message_id=f"<{_own_id(mail)}>" if _own_id(mail) else "",
    )  # fmt: skip
    return Mailed(arrival, cut=read.cut)


def _from_person(mail: Mail, raw: bytes, words: str, sender: str) -> Mailed:
    files = attachments(mail)
    subject = mail.header("subject")[:300]
    fresh = bool(subject) and not _REPLY.match(subject) and subject.casefold() not in words.casefold()
    if not words and not subject and not files:
        return _apart(mail, words, "empty mail")
    text = "\n\n".join(part for part in (subject if fresh or not words else "", words) if part)
    named = f"{ATTACHED}{', '.join(files)}. What is attached stays in the mailbox.]" if files else ""
    cut, text = text[LONGEST_TEXT:], text[:LONGEST_TEXT]
    text = "\n\n".join(part for part in (text, named) if part)
    name = in_order(one_line(_called(mail, sender))) or signed_name(text) or sender.partition("@")[0]
    above, own_id = _references(mail), _own_id(mail)
    root = above[0] if above else own_id
    arrival = Arrival(
        key=_key(mail, raw), source=Source.EMAIL, name=name, text=text, email=sender,
        phone=_signed_phone(text) or (name if looks_like_phone(name) else ""), written_at=_written(mail), thread=f"mail:{root}" if root else "", parent_key=f"mail:{above[-1]}" if above else "",
        reply_to=_elsewhere(mail, sender), message_id=f"<{own_id}>" if own_id else "", refers_to=tuple(f"<{one}>" for one in above),
    )  # fmt: skip
    return Mailed(arrival, cut=cut)


def _from_caller(mail: Mail, raw: bytes, words: str, call: voicemail.Call) -> Mailed:
    """A call that nobody took. The service's own address is nobody's, so there is none to answer to."""
    subject, said = mail.header("subject")[:300], voicemail.said(words)
    text = "\n\n".join(part for part in (subject if subject.casefold() not in said.casefold() else "", said) if part)
    cut, text = text[LONGEST_TEXT:], text[:LONGEST_TEXT]
    return Mailed(Arrival(
        key=_key(mail, raw), source=Source.MISSED_CALL, name=in_order(one_line(call.name)) or call.number, text=text, email="", phone=call.number, written_at=_written(mail),
    ), cut=cut)  # fmt: skip


def _from_first_writer(mail: Mail, raw: bytes, colleague: str, first: PassedOn) -> Mailed:
    """The colleague's own line stands below, as a signature does: nothing in it is read as the person's words."""
    cut, text = first.words[LONGEST_TEXT:], first.words[:LONGEST_TEXT]
    at = _parsed(first.date) or _written(mail)
    note = "\n".join(part for part in (f"Passed on by {sorting.called(mail.header('from')) or colleague}", first.note[:2_000]) if part)
    return Mailed(Arrival(
        key=_key(mail, raw), source=Source.EMAIL, name=in_order(one_line(first.name)) or signed_name(text) or first.address.partition("@")[0],
        text=f"{text}\n\n-- \n{note}", email=first.address, phone=_signed_phone(text), written_at=at if at and at.tzinfo else None, written_wall=at if at and not at.tzinfo else None,
        thread=f"mail:{_own_id(mail)}" if _own_id(mail) else "",
    ), cut=cut)  # fmt: skip


def _called(mail: Mail, sender: str) -> str:
    """The name beside the address that wrote, or for which a robot wrote."""
    return sorting.called(mail.header("reply-to" if sender == sorting.behind(mail) else "from"))


def _elsewhere(mail: Mail, sender: str) -> str:
    """The address that answers are asked to go to, where it is another than the sender's."""
    back = sorting.address(mail.header("reply-to"))
    return back if back.casefold() != sender.casefold() else ""


def _own_id(mail: Mail) -> str:
    found = _ID.search(mail.header("message-id"))
    return found[1] if found else mail.header("message-id")[:200].strip("<> ")


def _references(mail: Mail) -> list[str]:
    """The messages that this one answers, oldest first; itself never among them."""
    found = _ID.findall(mail.header("references"))[:50] or _ID.findall(mail.header("in-reply-to"))[:1]
    return [one for one in found if one != _own_id(mail)]


def _returned(mail: Mail) -> tuple[str, ...]:
    """The mails that came back: named in the headers of the report, or within it."""
    inside = [m[1].decode("ascii", "replace") for part in mail.parts for m in re.finditer(rb"^message-id:\s*(<[^<>\s]{1,400}>)", part.body[:200_000], re.I | re.M)]
    return tuple(dict.fromkeys([*inside, *(f"<{one}>" for one in _references(mail))]))


def _key(mail: Mail, raw: bytes) -> str:
    """Its Message-ID with a digest of its body, so that nobody's mail is lost because another one bears the same number."""
    body = raw.split(b"\n\n", 1)[-1] if b"\r\n\r\n" not in raw[:100_000] else raw.split(b"\r\n\r\n", 1)[-1]
    digest = hashlib.sha256(re.sub(rb"[\s>]+", b"", body)).hexdigest()
    own = _own_id(mail)
    if own:
        return f"mail:{own}:{digest[:8]}"
    who = f"{mail.header('from')}\n{mail.header('date')}\n{mail.header('subject')}".encode("utf-8", "replace")
    return f"mail:{hashlib.sha256(who + digest.encode()).hexdigest()[:32]}"


def _written(mail: Mail) -> datetime | None:
    return _moment((mail.header("date"), mail.header("received").rpartition(";")[2], mail.header("delivery-date")))


def _moment(dates: Iterable[str]) -> datetime | None:
    """The first that can be read; without an offset it is UTC."""
    for told in dates:
        found = _parsed(told)
        if found is not None:
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found
    return None


def _parsed(told: str) -> datetime | None:
    """With an offset as UTC; without one as it stands, a wall time of whoever wrote it."""
    try:
        found = parsedate_to_datetime(told[:100])
        at = found.astimezone(UTC) if found.tzinfo else found
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if 1970 <= at.year <= 2100 else None


_PHONE = re.compile(r"(?:(?:tel|phone|mobile|cell|ph|handy|telefon|t|m|p|c)\s?[.:]{1,2}\s?)?(\+?\d[\d ().\-/]{6,20}\d)\b", re.I)


def _signed_phone(text: str) -> str:
    """The one number under a signature; where there are several, none is taken for the person's."""
    own = own_words(text)
    signed = "".join(c for c, kept in zip(text, own, strict=True) if kept == " " or kept == "\n")
    below = re.split(r"^-- ?$", signed, maxsplit=1, flags=re.M)
    found = {m[1].strip() for m in _PHONE.finditer(below[1][:600])} if len(below) > 1 else set()
    good = [one for one in found if 7 <= sum(c.isdigit() for c in one) <= 15 and not re.match(r"\d{4}-\d\d-\d\d", one)]
    return good[0] if len(good) == 1 else ""
