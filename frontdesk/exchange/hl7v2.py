"""HL7 version 2: admissions (ADT) give people, scheduling (SIU) gives visits; any other message is counted by its kind.

Batches (FHS, BHS), MLLP frames, any line ending, any delimiters that the message itself names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from frontdesk.domain.appointment import Status
from frontdesk.domain.encoding import text_of
from frontdesk.domain.incoming import Incoming, IncomingPerson, IncomingTie, IncomingVisit
from frontdesk.domain.inquiry import Piece
from frontdesk.exchange import dates, hl7_alerts, national, people, relations
from frontdesk.exchange.content_lines import decoded
from frontdesk.exchange.people import Parts

BATCH = 200
_SMALL = frozenset({"pid", "evn", "pv1", "nk1", "mrg", "al1", "iam", "obx", "sch", "rgs", "ais", "aip", "ail"})
"""Names of segments that some programs write in small letters."""
_SEGMENT = re.compile(r"[A-Z][A-Z0-9]{2}(?![A-Za-z0-9])")
_PEOPLE = frozenset(f"A{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 14, 15, 16, 28, 31, 54, 60))
_MERGES = frozenset({"A18", "A30", "A34", "A35", "A36", "A39", "A40", "A41", "A42", "A43", "A44", "A45", "A46", "A47", "A49", "A50", "A51"})
_BACK = frozenset({"A11", "A12", "A13", "A23", "A25", "A26", "A27", "A29", "A38"})
_STATUS = {
    **dict.fromkeys(("S12", "S13", "S14", "S18", "S19"), Status.BOOKED), **dict.fromkeys(("S15", "S16", "S17", "S20", "S21", "S22"), Status.CANCELLED),
    "S26": Status.NO_SHOW,
}  # fmt: skip
_SAID = {"cancel": Status.CANCELLED, "deleted": Status.CANCELLED, "no-show": Status.NO_SHOW, "noshow": Status.NO_SHOW, "no show": Status.NO_SHOW, "complete": Status.DONE}
_MINUTES = {"S": 1 / 60, "SEC": 1 / 60, "M": 1, "MIN": 1, "MINUTE": 1, "MINUTES": 1, "H": 60, "HR": 60, "HOUR": 60, "HOURS": 60}


@dataclass(frozen=True)
class Message:
    """Segments as lists of raw fields; ``at`` reads one of them by HL7's own numbers, which begin at 1."""

    segments: tuple[tuple[str, ...], ...]
    marks: str
    line: int

    def all(self, name: str) -> list[tuple[str, ...]]:
        return [s for s in self.segments if s[0] == name]

    def behind(self, person: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The segments that belong to one person: those up to the next PID."""
        begin = next(n for n, s in enumerate(self.segments) if s is person) + 1
        return list(takewhile(lambda s: s[0] != "PID", self.segments[begin:]))

    def field(self, name: str, number: int) -> str:
        """The raw field of the first such segment, or empty."""
        return next((self.raw(s, number) for s in self.segments if s[0] == name), "")

    def raw(self, segment: tuple[str, ...], number: int) -> str:
        return segment[number] if number < len(segment) else ""

    def repeats(self, raw: str) -> list[str]:
        return [part for part in raw.split(self.marks[2]) if part] if self.marks[2] else [raw]

    def parts(self, raw: str) -> list[str]:
        """The components, each in plain text; of a component with subcomponents the first one."""
        found = []
        for component in raw.split(self.marks[1]):
            first = component.split(self.marks[4])[0] if self.marks[4] else component
            text = self.plain(first)
            found.append("" if text == '""' else text)
        return found

    def at(self, raw: str, number: int) -> str:
        parts = self.parts(raw)
        return parts[number - 1].strip() if number <= len(parts) else ""

    def plain(self, text: str) -> str:
        """Escapes resolved: delimiters, line breaks, hexadecimal; highlighting and what is unknown goes."""
        mark = self.marks[3]
        if not mark or mark not in text:
            return text
        signs = {"F": self.marks[0], "S": self.marks[1], "R": self.marks[2], "E": mark, "T": self.marks[4], ".br": "\n", ".sp": "\n"}
        return re.sub(re.escape(mark) + r"([^" + re.escape(mark) + r"]{0,40})" + re.escape(mark), lambda found: _sign(found[1], signs), text)


def _sign(code: str, signs: dict[str, str]) -> str:
    if code[:1] == "X":
        try:
            return decoded(bytes.fromhex(code[1:]))
        except ValueError:
            return ""
    return signs.get(code, "\n" if code[:3] == ".sp" else "")


def messages(raw: bytes) -> Iterator[Message | Piece]:
    """The messages of a file in their order; what stands before the first one, or between, is a piece."""
    segments: list[tuple[str, ...]] = []
    marks, start = "|^~\\&", 0
    text = decoded(raw, charset) if (charset := _charset(raw)) else text_of(raw)
    for number, line in enumerate(re.split(r"\r\n|[\r\n\x0b\x1c\x0c]", text), 1):
        bare = line.strip("\x0b\x1c\r\n\ufeff \t") if not segments else line.strip("\x0b\x1c\r\n\ufeff").rstrip()
        if not bare or bare[:3] in ("FHS", "BHS", "BTS", "FTS"):
            continue
        if bare[:3] == "MSH":
            if segments:
                yield Message(tuple(segments), marks, start)
            marks, start = _marks(bare), number
            segments = [(*_msh(bare, marks),)]
        elif not segments:
            yield Piece("This line stands before the first message (MSH).", f"line {number}", bare[:300])
        elif _SEGMENT.match(bare):
            segments.append(tuple(bare.split(marks[0])))
        elif bare[:3] in _SMALL and bare[3:4] == marks[0]:
            segments.append((bare[:3].upper(), *bare.split(marks[0])[1:]))
        else:  # a field that was broken over lines
            last = segments[-1]
            segments[-1] = (*last[:-1], f"{last[-1]}\n{bare}"[:20_000])
    if segments:
        yield Message(tuple(segments), marks, start)


def _charset(raw: bytes) -> str:
    head = raw[:2000].upper()
    return "utf-8" if b"UNICODE UTF-8" in head else "latin-1" if b"8859/1" in head else ""


def _marks(header: str) -> str:
    """Field, component, repetition, escape, subcomponent; the usual ones where the header leaves them out."""
    field = header[3:4] or "|"
    given = header[4:].split(field)[0][:4] if not field.isalnum() else ""
    usual = "^~\\&"
    return (field if not field.isalnum() else "|") + (given + usual[len(given) :] if not any(c.isalnum() for c in given) else usual)


def _msh(header: str, marks: str) -> list[str]:
    """MSH-1 is the delimiter itself, so that the others keep their numbers."""
    name, *rest = header.split(marks[0])
    return [name, marks[0], *rest]


def read(raw: bytes, *, today: date) -> Iterator[Incoming]:
    """Every message is a person, a visit, kept apart by kind, or refused with its reason."""
    found: list[Incoming] = []
    for one in messages(raw):
        found.append(Incoming("HL7 v2", refused=(one,)) if isinstance(one, Piece) else take(one, today=today))
        if len(found) >= BATCH:
            yield _together(found, 0.5)
            found = []
    yield _together(found, 1.0)


def _together(found: list[Incoming], progress: float) -> Incoming:
    apart: dict[str, int] = {}
    for one in found:
        for kind, many in one.kept_apart.items():
            apart[kind] = apart.get(kind, 0) + many
    return Incoming(
        "HL7 v2", tuple(p for one in found for p in one.people), tuple(v for one in found for v in one.visits), kept_apart=apart,
        refused=tuple(r for one in found for r in one.refused), progress=progress,
    )  # fmt: skip


def take(message: Message, *, today: date) -> Incoming:
    """What one message brings."""
    header = message.field("MSH", 9)
    kind, trigger = message.at(header, 1).upper() or "?", message.at(header, 2).upper()
    where = f"message {message.field('MSH', 10) or '?'}, line {message.line}"
    if kind == "ADT":
        return _admission(message, trigger, where, today)
    if kind == "SIU":
        return _scheduling(message, trigger, where, today)
    return Incoming(kept_apart={f"message {people.line('^'.join(filter(None, (kind, trigger))), 40)}": 1})


def _admission(message: Message, trigger: str, where: str, today: date) -> Incoming:
    if trigger in _BACK:
        return Incoming(kept_apart={f"taken back there (ADT^{trigger})": 1})
    if trigger and trigger not in _PEOPLE and trigger not in _MERGES:
        return Incoming(kept_apart={f"message ADT^{people.line(trigger, 20)}": 1})
    found, refused = _people(message, where, today)
    apart = {f"two records put together there (ADT^{trigger}): to be compared here": 1} if trigger in _MERGES else {}
    if trigger in _MERGES and len(found) == 1:
        found = [_surviving(message, found[0])]
    return Incoming(people=tuple(found), refused=tuple(refused), kept_apart=apart)


def _people(message: Message, where: str, today: date) -> tuple[list[IncomingPerson], list[Piece]]:
    found: list[IncomingPerson] = []
    refused: list[Piece] = []
    for segment in message.all("PID"):
        one = person(message, segment, where=where, today=today)
        if one is None:
            refused.append(Piece("The message names nobody (PID-5 is empty).", where, _shown(message, segment)))
        else:
            found.append(people.warned(one, *hl7_alerts.warnings(message, message.behind(segment))))
    if not message.all("PID"):
        whole = "\n".join(message.marks[0].join(segment) for segment in message.segments)
        refused.append(Piece("The message names nobody (it has no PID segment).", where, whole[:1000]))
    return found, refused


def person(message: Message, segment: tuple[str, ...], *, where: str, today: date) -> IncomingPerson | None:
    """The person of a PID segment; None without a name."""
    parts = Parts()
    told = [n for n in message.repeats(message.raw(segment, 5)) if message.at(n, 1) or message.at(n, 2)]
    names = sorted(told, key=lambda n: "LDBC".find(message.at(n, 7) or "L") % 9)
    if names:
        parts.family, given, middle, parts.suffix, parts.salutation = (message.at(names[0], n) for n in range(1, 6))
        parts.given = " ".join(filter(None, (given, middle)))
    for other in names[1:]:
        if message.at(other, 7) == "N" and not parts.preferred:
            parts.preferred = message.at(other, 2)
            continue
        parts.tell("Other name", " ".join(filter(None, (message.at(other, 2), message.at(other, 1)))))
    born = message.at(message.raw(segment, 7), 1)
    parts.birth_date = dates.birthday(born, day_first=False, latest=today)
    if born and not parts.birth_date:
        parts.tell("Born, as written", born)
    _reach(message, segment, parts)
    numbers = _numbers(message, segment)
    for number, kind in numbers:
        parts.tell(f"Number there{f' ({kind})' if kind else ''}", number)
    parts.more += map(national.left_out, _left_out(message, segment))
    parts.tell("Sex", {"M": "male", "F": "female", "O": "other", "A": "ambiguous"}.get(message.at(message.raw(segment, 8), 1).upper(), ""))
    parts.tell("Language", message.at(message.raw(segment, 15), 2) or message.at(message.raw(segment, 15), 1))
    if message.at(message.raw(segment, 30), 1).upper() == "Y" or message.at(message.raw(segment, 29), 1):
        parts.tell("Died", message.at(message.raw(segment, 29), 1) or "yes")
    for near in message.behind(segment):
        if near[0] == "NK1":
            parts.belong(_next_of_kin(message, near))
    made = people.person(parts, key="", where=where)
    if made is None or not numbers:
        return made
    return IncomingPerson(_key(message, numbers[0][0], made.patient.name), made.patient, made.more, where, ties=made.ties)


def _next_of_kin(message: Message, segment: tuple[str, ...]) -> tuple[IncomingTie | None, str]:
    """Who belongs to the person (NK1), by the relation and by the role of a contact."""
    name = message.raw(segment, 2)
    said = [message.at(message.raw(segment, place), part) for place in (7, 3) for part in (1, 2)]
    reach = [raw for place in (5, 6) for raw in message.repeats(message.raw(segment, place))]
    return relations.tied(
        " ".join(filter(None, (message.at(name, 2), message.at(name, 1)))), said, phone=next(filter(None, (_number(message, raw) for raw in reach)), ""),
        email=next(filter(None, (people.email(message.at(raw, 4)) for raw in reach)), ""),
    )  # fmt: skip


def _surviving(message: Message, one: IncomingPerson) -> IncomingPerson:
    """Who is left of two, with the number and name of the other; nobody is put together here by itself."""
    raw = message.field("MRG", 7)
    name = " ".join(filter(None, (message.at(raw, 2), message.at(raw, 3), message.at(raw, 1))))
    numbers = [people.line(message.at(again, 1), 80) for again in message.repeats(message.field("MRG", 1) or message.field("MRG", 4))]
    gone = ", ".join(filter(None, (*numbers, people.line(name))))
    if not gone:
        return one
    told = f"Put together there with the record {gone}. If that person is on file here too, compare the two (D)."
    keys = tuple(_key(message, number, called) for number in numbers for called in dict.fromkeys(filter(None, (name, one.patient.name))))
    return replace(one, more=(*one.more, told), merged=keys)


def _key(message: Message, number: str, name: str) -> str:
    source = message.at(message.field("MSH", 4), 1) or message.at(message.field("MSH", 3), 1)
    return f"hl7:{people.line(source)}:{number}:{people.line(name).casefold()}"


def _numbers(message: Message, segment: tuple[str, ...]) -> list[tuple[str, str]]:
    """(number, kind), the medical record number first; none of the state's."""
    found: list[tuple[str, str]] = []
    for place in (3, 2, 4):
        for raw in message.repeats(message.raw(segment, place)):
            number, kind = people.line(message.at(raw, 1), 80), people.line(message.at(raw, 5), 20)
            if number and not _of_the_state(message, raw) and number not in (n for n, _ in found):
                found.append((number, kind))
    return sorted(found, key=lambda one: one[1] != "MR")


_OF_THE_STATE = {19: "social security number", 20: "driving licence number"}
"""Fields of PID that hold nothing else."""


def _of_the_state(message: Message, raw: str) -> str:
    authority = message.at(raw, 4)
    return national.kind(type_code=message.at(raw, 5), system=authority, words="social security number" if authority in ("SSA", "USSSA") else authority)


def _left_out(message: Message, segment: tuple[str, ...]) -> list[str]:
    """The names of the numbers that are not kept."""
    found = [_of_the_state(message, raw) for place in (2, 3, 4) for raw in message.repeats(message.raw(segment, place)) if message.at(raw, 1)]
    return [*filter(None, found), *(name for place, name in _OF_THE_STATE.items() if message.at(message.raw(segment, place), 1))]


def _shown(message: Message, segment: tuple[str, ...]) -> str:
    """A segment as it is kept to be looked at: without those numbers."""
    mark = message.marks[2] or "~"
    fields = ["" if n in _OF_THE_STATE else mark.join(raw for raw in message.repeats(field) if not _of_the_state(message, raw)) if n in (2, 3, 4) else field
              for n, field in enumerate(segment)]  # fmt: skip
    return message.marks[0].join(fields)[:1000]


def _reach(message: Message, segment: tuple[str, ...], parts: Parts) -> None:
    for place in (13, 14):
        for raw in message.repeats(message.raw(segment, place)):
            use, equipment = message.at(raw, 2).upper(), message.at(raw, 3).upper()
            address = people.email(message.at(raw, 4)) or (people.email(message.at(raw, 1)) if use == "NET" or equipment == "INTERNET" else "")
            if address:
                parts.emails.append(address)
            number = _number(message, raw)
            if number and equipment in ("FX", "BP", "MD"):
                parts.tell("Fax" if equipment == "FX" else "Pager or modem", number)
            elif number:
                parts.phones.insert(0 if equipment == "CP" or use == "PRS" else len(parts.phones), number)
    for raw in sorted(message.repeats(message.raw(segment, 11)), key=lambda a: message.at(a, 7).upper() not in ("H", "M", "P", "")):
        street, second, city, region, postcode, country = (message.at(raw, n) for n in range(1, 7))
        parts.addresses.append(people.address(street, second, city, region, postcode, country))


def _number(message: Message, raw: str) -> str:
    """XTN: the old text, the unformatted one, or country, area and local number."""
    text = message.at(raw, 1) or message.at(raw, 12)
    if text and any(c.isdigit() for c in text):
        return text
    country, area, local, extension = (message.at(raw, n) for n in (5, 6, 7, 8))
    joined = " ".join(filter(None, (f"+{country.lstrip('+')}" if country and local else "", area, local)))
    return joined + (f" ext. {extension}" if extension and joined else "")


def _scheduling(message: Message, trigger: str, where: str, today: date) -> Incoming:
    if trigger in ("S23", "S24", "S25"):
        return Incoming(kept_apart={f"blocked or opened times (SIU^{trigger})": 1})
    if trigger and trigger not in _STATUS:
        return Incoming(kept_apart={f"message SIU^{people.line(trigger, 20)}": 1})
    found, refused = _people(message, where, today) if message.all("PID") else ([], [])
    visit = _visit(message, _STATUS.get(trigger, Status.BOOKED), found[0] if found else None, where)
    if visit is None:
        refused.append(Piece("No time stands in this appointment, so no visit was made of it.", where))
    return Incoming(people=tuple(found), visits=(visit,) if visit else (), refused=tuple(refused))


def _visit(message: Message, status: Status, who: IncomingPerson | None, where: str) -> IncomingVisit | None:
    start = _start(message)
    if start is None:
        return None
    said = message.at(message.field("SCH", 25), 1).casefold()
    if status is Status.BOOKED and said:
        status = next((s for word, s in _SAID.items() if said.startswith(word)), status)
    number = message.at(message.field("SCH", 2), 1) or message.at(message.field("SCH", 1), 1) or message.at(message.field("MSH", 10), 1)
    source = message.at(message.field("MSH", 4), 1) or message.at(message.field("MSH", 3), 1)
    reason = _words(message, "SCH", 7) or _words(message, "SCH", 6)
    return IncomingVisit(
        f"hl7:{people.line(source)}:{people.line(number)}", start, _end(message, start), status, person=who.key if who else "",
        name=who.patient.name if who else "", clinicians=_clinicians(message), room=_words(message, "AIL", 3),
        kind=_words(message, "AIS", 3) or _words(message, "SCH", 8), detail=people.line(reason), where=where,
    )  # fmt: skip


def _words(message: Message, name: str, number: int) -> str:
    raw = message.field(name, number)
    return people.line(message.at(raw, 2) or message.at(raw, 1))


def _clinicians(message: Message) -> tuple[str, ...]:
    raws = [message.raw(s, 3) for s in message.all("AIP")] + [message.field("PV1", 7), message.field("SCH", 16)]
    names = []
    for raw in raws:
        family, given = message.at(raw, 2), message.at(raw, 3)
        names.append(people.line(f"{given} {family}" if family else message.at(raw, 1)))
    return tuple(dict.fromkeys(filter(None, names)))


def _start(message: Message) -> datetime | None:
    times = [message.field("TQ1", 7), *_eleven(message, 4), *(message.field(name, n) for name, n in (("AIS", 4), ("AIP", 6), ("AIG", 8), ("AIL", 6)))]
    return next((found for text in times if (found := dates.stamp(message.at(text, 1)))), None)


def _eleven(message: Message, number: int) -> list[str]:
    return [message.at(raw, number) for raw in message.repeats(message.field("SCH", 11))]


def _end(message: Message, start: datetime) -> datetime | None:
    for text in (message.field("TQ1", 8), *_eleven(message, 5)):
        found = dates.stamp(message.at(text, 1))
        if found and (found.tzinfo is None) == (start.tzinfo is None) and start < found <= start + timedelta(hours=24):
            return found
    for name, number, unit in (("SCH", 9, 10), ("AIS", 7, 8), ("AIP", 9, 10)):
        amount = message.at(message.field(name, number), 1)
        if re.fullmatch(r"\d{1,5}(?:\.\d+)?", amount):
            minutes = round(float(amount) * _MINUTES.get(message.at(message.field(name, unit), 1).upper(), 1))
            if 0 < minutes <= 720:
                return start + timedelta(minutes=minutes)
    return None
