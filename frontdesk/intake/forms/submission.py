"""One filled-in form, whichever way it came: its answers by kind, and the inquiry they make, or why they make none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.domain import cells
from frontdesk.domain.inquiry import Arrival, Source
from frontdesk.intake.forms.labels import EMAIL, folded, looks_like_phone
from frontdesk.intake.html_text import one_line, plain
from frontdesk.intake.moments import NEVER, Moment, moment

LONGEST_TEXT = 20_000
"""Characters of one submission that are kept; the rest is told as a refused piece."""

_SILENT = frozenset({"date", "started", "page", "referrer", "form", "formid", "id", "ip", "agent", "consent", "status", "skip"})
_SPAM = re.compile(r"^(?:spam|trash|trashed|deleted|1 spam)$", re.I)
_EMPTY = re.compile(r"^(?:n/?a|none|null|nil|-+|\.+|undefined|false|\[\]|\{\})$", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """One field: what it is called, what was filled in, and its kind (see ``labels.KINDS``)."""

    label: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class Submission:
    """``sure``: a form's service says itself that somebody filled it in. ``key``: whatever the source numbers it by, unique over sites; empty
    where it numbers nothing.
    """

    answers: tuple[Answer, ...]
    key: str = ""
    at: Moment = NEVER
    page: str = ""
    is_form: bool = True
    sure: bool = False


@dataclass
class Read:
    """What came of one submission: an inquiry, or the name under which it is counted apart; what was too long is in ``cut``."""

    arrival: Arrival | None = None
    apart: str = ""
    cut: str = ""
    lost: list[str] = field(default_factory=list)


def read(submission: Submission, *, whole_row_key: bool = False) -> Read:
    """``whole_row_key``: the kinds of the answers are guessed, so the key is made of all that was filled in instead of who and what."""
    at = submission.at.instant or submission.at.wall
    who = _Who(wished(submission.answers, at) if at else submission.answers)
    if _is_spam(submission.answers):
        return Read(apart="spam")
    text = "\n\n".join(part for part in (who.message(), who.lines()) if part)
    if reason := _not_a_person(submission, who, text):
        return Read(apart=reason)
    cut, text = text[LONGEST_TEXT:], text[:LONGEST_TEXT]
    email, phone = who.email(), who.phone
    key = submission.key or _digest(submission, who, whole_row_key)
    page = submission.page or who.first("page")
    arrival = Arrival(
        key=f"form:{key}", source=Source.FORM, name=who.name() or email.partition("@")[0], text=text, email=email, phone=phone,
        written_at=submission.at.instant, written_wall=submission.at.wall if submission.at.instant is None else None,
        article_url=one_line(page) if "/" in page else "", thread=f"mail:{email.casefold()}" if email else "",
    )  # fmt: skip
    return Read(arrival, cut=cut)


def wished(answers: Iterable[Answer], at: datetime) -> tuple[Answer, ...]:
    """A date that is not the day of sending, ``at``, is one that was asked for: it stays with what the person said."""

    def asked_for(answer: Answer) -> bool:
        told = moment(answer.value)
        day = told.instant or told.wall
        return answer.kind == "date" and day is not None and abs((day.replace(tzinfo=None) - at.replace(tzinfo=None)).days) > 2

    return tuple(Answer(a.label, a.value, "answer") if asked_for(a) else a for a in answers)


class _Who:
    """The person behind the answers."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self.answers = [_reach(Answer(a.label, a.value.strip(), a.kind)) for a in answers if a.value.strip()]
        self.phone, self.damage = "", ""
        for value in self.all("phone"):
            number, damage = cells.phone(value)
            self.phone, self.damage = self.phone or number, self.damage or damage

    def all(self, kind: str) -> list[str]:
        return [a.value for a in self.answers if a.kind == kind and not _EMPTY.match(a.value)]

    def first(self, kind: str) -> str:
        return next(iter(self.all(kind)), "")

    def name(self) -> str:
        parts = [self.first(kind) for kind in ("given", "middle", "family")]
        told = [re.sub(r"\s*<[^<>\s]*@[^<>\s]*>", "", one) for one in self.all("name")] or [""]
        whole = next((one for one in told if told[0] and one.casefold().startswith(f"{told[0].casefold()} ") and len(one) <= 80), told[0])
        if not whole or (parts[2] and whole == parts[0]):
            return one_line(" ".join([*(p for p in parts if p)] or ([whole] if whole else [])))
        return one_line(f"{whole} {parts[2]}" if parts[2] and not parts[0] and parts[2].casefold() not in whole.casefold() else whole)

    def email(self) -> str:
        for value in [*self.all("email"), *(v for v in self.all("name") if "<" in v)]:
            if found := EMAIL.search(value):
                return found[0]
        return ""

    def message(self) -> str:
        """Subject, then what was written, in the order of the form."""
        parts = [plain(a.value) for a in self.answers if a.kind == "message" and not _EMPTY.match(a.value)]
        subject = one_line(plain(self.first("subject")))
        if subject and not any(subject.casefold() in part.casefold() for part in parts):
            parts.insert(0, subject)
        return "\n\n".join(dict.fromkeys(p for p in parts if p))

    def lines(self) -> str:
        """The other answers, each with its label, since they are the person's words too."""
        told = [_line(a) for a in self.answers if a.kind in ("answer", "birth") and not _EMPTY.match(a.value)]
        told += [f"Telephone, damaged by a spreadsheet: {self.damage}"] if self.damage and not self.phone else []
        told += [f"Telephone: {number}" for number in (cells.phone(v)[0] for v in self.all("phone")[1:]) if number and number != self.phone]
        return "\n".join(line for line in told if line)


def _reach(answer: Answer) -> Answer:
    """Where a form asks how somebody is reached, one gives an address and the next a number."""
    if answer.kind == "email" and "@" not in answer.value and looks_like_phone(answer.value):
        return Answer(answer.label, answer.value, "phone")
    return Answer(answer.label, answer.value, "email") if answer.kind == "phone" and EMAIL.fullmatch(answer.value) else answer


def _line(answer: Answer) -> str:
    label, value = one_line(plain(answer.label), longest=120).rstrip(":?* "), plain(answer.value)
    if not value:
        return ""
    mark = "?" if answer.label.rstrip(" *:").endswith("?") else ":"
    return f"{label}{mark} {value}" if label else value


def _is_spam(answers: Iterable[Answer]) -> bool:
    return any(a.kind == "status" and (_SPAM.match(a.value.strip()) or ("spam" in folded(a.label).split() and a.value.strip().casefold() in ("1", "true", "yes")))
               for a in answers)  # fmt: skip


def _not_a_person(submission: Submission, who: _Who, text: str) -> str:
    """Why nobody waits for an answer to it; empty where somebody does."""
    told = [a for a in who.answers if a.kind not in _SILENT]
    words, reachable = any(map(str.isalpha, who.message())), bool(who.email() or who.phone or who.damage)
    if not told:
        return "form without answers"
    if words and (reachable or who.name() or submission.is_form):
        return ""
    if reachable and submission.is_form and (text or who.name()):
        return ""
    if reachable and any(a.kind == "answer" and _reads_like_words(a.value) for a in who.answers):
        return ""
    if (reachable and submission.is_form and submission.at != NEVER) or (submission.sure and who.name() and who.lines()):
        return ""
    return "address without a message" if reachable or who.name() else "answers without a person (survey)"


def _reads_like_words(value: str) -> bool:
    """Somebody's own words under a label that nobody knows: a few of them, as they are written in a sentence, no address and no list of names."""
    words = value.split()
    return len(words) >= 3 and sum(word[:1].islower() for word in words) * 2 > len(words)


def _digest(submission: Submission, who: _Who, whole_row: bool) -> str:
    """Stable over repeated exports, in whatever order and encoding the columns come."""
    if whole_row:
        parts = sorted(" ".join(a.value.split()).casefold() for a in who.answers if a.kind != "id")
    else:
        at = submission.at.instant or submission.at.wall
        parts = [who.email().casefold() or "".join(filter(str.isdigit, who.phone)) or who.name().casefold(),
                 f"{at:%Y-%m-%d %H:%M}" if at else who.first("date"), " ".join(who.message().split()) or " ".join(who.lines().split())]  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
