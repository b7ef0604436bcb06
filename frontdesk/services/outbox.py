"""The outbox: what has waited its twenty seconds is sent, once; what went wrong comes back to the desk with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage

from frontdesk.data import mailboxes, rows
from frontdesk.data import replies as reply_rows
from frontdesk.data.store import Write
from frontdesk.domain.errors import BadInput
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.domain.mail import Ending, MailAccount, MailTrouble
from frontdesk.domain.reply import Reply, ReplyState
from frontdesk.post import smtp
from frontdesk.post.message import compose
from frontdesk.services.desk import Desk

AGAIN = (1, 5, 15, 60, 120, 240)
"""Minutes until the next attempt; after as many attempts as there are numbers the reply comes back to the desk."""
STRAY = timedelta(minutes=10)
"""A reply that another desk has been sending for longer than this is not being sent any more."""

Secret = Callable[[MailAccount], str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one reply. ``sentence`` is for the desk, empty where all went well."""

    reply: Reply
    sentence: str = ""


def dispatch(desk: Desk, *, secret: Secret) -> tuple[Sent, ...]:
    """Send what is due. The attempt is written down before the server is spoken to, the outcome after: nothing goes out twice by itself."""
    with desk.read() as session:
        waiting, account = reply_rows.due(session, now=desk.now()), mailboxes.account(session)
    if not waiting or account is None:
        return ()
    return tuple(done for one in waiting if (done := _attempt(desk, one, account, secret)) is not None)


def _attempt(desk: Desk, reply: Reply, account: MailAccount, secret: Secret) -> Sent | None:
    begun = _begin(desk, reply)
    if begun is None:
        return None
    try:
        if desk.house().demo:
            return Sent(_done(desk, begun), "Demo clinic: the reply counts as sent, and nothing left this computer.")
        smtp.send(account, secret(account), _message(desk, begun, account))
    except BadInput as trouble:
        return Sent(_ended(desk, begun, Ending.REFUSED, trouble.sentence), trouble.sentence)
    except MailTrouble as trouble:
        return Sent(_ended(desk, begun, trouble.ending, trouble.sentence), trouble.sentence)
    return Sent(_done(desk, begun))


def _done(desk: Desk, reply: Reply) -> Reply:
    """From here on it has left the house."""
    with desk.write("Reply sent", barrier="sent") as write:
        current = rows.get(write, Reply, reply.id)
        return rows.change(write, replace(current, state=ReplyState.SENT, sent_at=write.now, trouble=""))


def _begin(desk: Desk, reply: Reply) -> Reply | None:
    """Mark it as being sent, unless it was taken back or another desk was faster."""
    with desk.write("Sending a reply", undoable=False) as write:
        current = rows.get(write, Reply, reply.id)
        if current.version != reply.version or current.state not in (ReplyState.WAITING, ReplyState.FAILED):
            return None
        return rows.change(write, replace(current, state=ReplyState.SENDING, tried_at=write.now, attempts=current.attempts + 1, desk=desk.name))


def _message(desk: Desk, reply: Reply, account: MailAccount) -> EmailMessage:
    with desk.read() as session:
        inquiry = rows.get(session, Inquiry, reply.inquiry_id)
    return compose(
        sender=account.address, sender_name=account.sender or desk.house().clinic.name, recipient=reply.recipient, subject=reply.subject, text=reply.whole,
        message_id=reply.message_id, at=reply.tried_at or desk.now(), answers=inquiry.message_id,
    )  # fmt: skip


def _ended(desk: Desk, reply: Reply, ending: Ending, sentence: str) -> Reply:
    with desk.write("A reply could not be sent", undoable=False) as write:
        current = rows.get(write, Reply, reply.id)
        if ending is Ending.UNKNOWN:
            return _to_the_desk(write, replace(current, state=ReplyState.UNCERTAIN, trouble=sentence))
        if ending is Ending.REFUSED or current.attempts > len(AGAIN):
            return _to_the_desk(write, replace(current, state=ReplyState.BOUNCED, trouble=sentence))
        wait = AGAIN[min(current.attempts, len(AGAIN)) - 1]
        return rows.change(write, replace(current, state=ReplyState.FAILED, leaves_at=write.now + timedelta(minutes=wait), trouble=sentence))


def _to_the_desk(write: Write, reply: Reply) -> Reply:
    """The inquiry is to do again; it stands where somebody looks."""
    inquiry = rows.get(write, Inquiry, reply.inquiry_id)
    if inquiry.state is not State.BOOKED:
        rows.change(write, replace(inquiry, state=State.WORKING, unread=True))
    return rows.change(write, reply)


def recover(desk: Desk) -> int:
    """At start: what was being sent when the program stopped may have gone; it is asked about, never sent again by itself. Gives how many."""
    with desk.read() as session:
        stuck = [r for r in reply_rows.in_state(session, state=ReplyState.SENDING) if r.desk == desk.name or r.tried_at is None or desk.now() - r.tried_at > STRAY]
    for one in stuck:
        with desk.write("A reply was cut off", undoable=False) as write:
            current = rows.get(write, Reply, one.id)
            if current.state is ReplyState.SENDING:
                _to_the_desk(write, replace(current, state=ReplyState.UNCERTAIN, trouble=_CUT))
    return len(stuck)


_CUT = "The program stopped while this reply was being sent. Whether it went out is not known: look among the sent mail, then say so."


def bounced(desk: Desk, *, message_ids: Iterable[str], reason: str) -> Reply | None:
    """A notice came that one of our mails could not be delivered: the case is to do again, with the reason."""
    with desk.read() as session:
        found = next((r for r in reply_rows.by_message_id(session, ids=message_ids) if r.state in (ReplyState.SENT, ReplyState.UNCERTAIN)), None)
    if found is None:
        return None
    with desk.write("A reply came back", undoable=False) as write:
        current = rows.get(write, Reply, found.id)
        return _to_the_desk(write, replace(current, state=ReplyState.BOUNCED, trouble=f"This reply could not be delivered: {reason[:300]}"))


def waiting(desk: Desk) -> tuple[Reply, ...]:
    """What is still in the outbox or needs a word of the desk."""
    with desk.read() as session:
        states = (ReplyState.WAITING, ReplyState.FAILED, ReplyState.UNCERTAIN, ReplyState.HANDED)
        return tuple(r for state in states for r in reply_rows.in_state(session, state=state))
