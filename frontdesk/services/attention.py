"""What lasts until somebody looks after it: failures, waits and dates that come near. The bell shows these; none of them is an interruption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import backup as backups
from frontdesk.data import letters as letter_rows
from frontdesk.data import mailboxes
from frontdesk.data import questions as question_rows
from frontdesk.data import replies as reply_rows
from frontdesk.data.store import Session
from frontdesk.domain import when
from frontdesk.domain.appointment import Status
from frontdesk.domain.reply import ReplyState
from frontdesk.domain.timespan import wall_of
from frontdesk.services.desk import Desk

LONG_WAIT = timedelta(minutes=15)
SOON = timedelta(hours=2)
OLD_BACKUP = timedelta(hours=26)
_UNSENT = {
    ReplyState.FAILED: "A reply has not been sent", ReplyState.UNCERTAIN: "Nobody knows whether a reply was sent", ReplyState.BOUNCED: "A reply came back",
    ReplyState.WAITING: "A reply is still waiting to be sent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """``section`` and ``what`` say where it is looked after. ``kind`` names its icon: wait, hold, mail, question, letter, backup."""

    kind: str
    words: str
    detail: str
    section: str
    what: dict[str, int] = field(default_factory=dict)


def notices(desk: Desk) -> tuple[Notice, ...]:
    """What waits for somebody now, the most pressing first."""
    with desk.read() as session:
        found = [*_waits(desk, session), *_holds(desk, session), *_mail(session), *_questions(desk, session), *_letters(session)]
    return (*found, *_backup(desk))


def _waits(desk: Desk, session: Session) -> Iterator[Notice]:
    now, day = desk.now(), desk.wall_now().date()
    today = datetime.combine(day, time())
    for visit in appointment_rows.between(session, first=today, last=today + timedelta(days=1)):
        one = visit.appointment
        if one.status is Status.WAITING and one.waiting_since and now - one.waiting_since >= LONG_WAIT:
            minutes = int((now - one.waiting_since).total_seconds() // 60)
            yield Notice("wait", f"{visit.patient_name} has been waiting for {minutes} minutes", desk.house().clinician(one.clinician_id).name, "day_sheet")


def _holds(desk: Desk, session: Session) -> Iterator[Notice]:
    house = desk.house()
    for visit in appointment_rows.running_out(session, after=desk.now(), until=desk.now() + SOON):
        one = visit.appointment
        ends = when.clock(wall_of(one.expires_at or desk.now(), house.zone), clock24=house.clinic.clock24)
        told = f"{when.moment_words(one.start, clock24=house.clinic.clock24)}, {house.clinician(one.clinician_id).short}"
        where = ("inbox", {"inquiry": one.inquiry_id}) if one.inquiry_id else ("calendar", {})
        yield Notice("hold", f"A held time is given back at {ends}", told, *where)


def _mail(session: Session) -> Iterator[Notice]:
    for state, words in _UNSENT.items():
        for reply in reply_rows.in_state(session, state=state):
            if reply.trouble:
                yield Notice("mail", words, reply.trouble, "inbox", {"inquiry": reply.inquiry_id})
    account = mailboxes.account(session)
    folder = mailboxes.folder(session, account_id=account.id, name=account.folder) if account else None
    if folder and folder.trouble:
        yield Notice("mail", "Mail cannot be fetched", folder.trouble, "settings")


def _questions(desk: Desk, session: Session) -> Iterator[Notice]:
    late = [q for q in question_rows.listed(session) if q.answered_at is None and q.due_at and q.due_at < desk.now()]
    for question in late:
        yield Notice("question", "A question to a clinician is overdue", question.line, "questions")


def _letters(session: Session) -> Iterator[Notice]:
    stuck = [letter for letter in letter_rows.of_tab(session, tab="to_print") if letter.problems]
    if stuck:
        many = "One letter cannot be printed" if len(stuck) == 1 else f"{len(stuck)} letters cannot be printed"
        yield Notice("letter", many, stuck[0].problems[0], "letters", {"letter": stuck[0].id})


def _backup(desk: Desk) -> Iterator[Notice]:
    place = desk.store.path
    last = backups.last_made(place, backups.folder_of(place))
    if not desk.house().demo and (last is None or desk.now().replace(tzinfo=None) - last > OLD_BACKUP):
        told = f"The last one was made on {when.birthday(last)}." if last else "There is none yet."
        yield Notice("backup", "No backup has been made today", f"{told} Start the program again, or run “frontdesk backup”.", "settings")
