"""A person's parts, as any system writes them, put together into the patient they would be here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from frontdesk.domain.incoming import IncomingPerson, IncomingTie, fingerprint
from frontdesk.domain.patient import Patient, alerts_joined, split_name
from frontdesk.domain.person import PostalAddress

LONGEST = 300
"""Characters of a name, a phone, a line of an address."""

LONGEST_LINE = 4_000
"""Characters of one line of what is kept beside the record."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
GENERATION = re.compile(r"(?:jr|sr|junior|senior|ii|iii|iv|v|2nd|3rd)\.?$", re.I)
"""What tells father from son behind a name."""

_LETTERS = re.compile(r"(?:PhD|Ph\.D|MD|M\.D|DDS|DMD|DVM|RN|DPT|Esq|CPA|MBA|JD|LCSW|Jr|Sr|III?|IV)\.?")
"""What may stand behind a whole name and a comma."""
_TITLES = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Mme|Mlle|Sra?|Mevr|Dhr)\b\.?\s+"
    r"(?:(?:and|&|und|et|y)\s+(?=(?:Mr|Mrs|Ms|Dr|Herr|Frau|Mme|Sra?)\b))?|M\.\s+)+(?=\S)", re.I)  # fmt: skip
"""What stands before a name that is written in one field."""

LONGEST_ALERT = 200
MOST_ALERTS = 40
_NO_ALERT = re.compile(
    r"(?:none|no|nil|n/?a|nk(?:d|f)?a|keine?(?: bekannt)?|ninguna(?: conocida)?|aucune?(?: connue?)?|geen(?: bekend)?|nessuna(?: nota)?|nenhuma(?: conhecida)?|brak"
    r"|unknown|unbekannt|not on file|not asked|none (?:known|reported|on file|recorded)|-+"
    r"|(?:(?:there are )?no|denies(?: any)?) (?:known |current )?(?:(?:drug|food|latex|environmental|medication|medicine)s? )?allerg(?:y|ies)(?: known)?"
    r"|no known (?:drug|medication) sensitivit(?:y|ies)|keine (?:bekannten )?allergien(?: bekannt)?|(?:aucune|pas d.) ?allergies?(?: connues?)?"
    r"|(?:sin|no) alergias(?: conocidas)?)(?: \((?:situation|finding|disorder)\))?\.?$", re.I)  # fmt: skip
_EMAIL = re.compile(r"[^\s@<>\"]{1,200}@[^\s@<>\"]{1,200}")


def line(text: object, longest: int = LONGEST) -> str:
    """One line without control characters; what is not text is none."""
    if not isinstance(text, str | int | float) or isinstance(text, bool):
        return ""
    return " ".join(_CONTROL.sub(" ", str(text)[: longest * 4]).split())[:longest]


def lines(text: str) -> str:
    """Several lines, at most ``LONGEST_LINE`` characters."""
    return "\n".join(line(part, LONGEST_LINE) for part in text[:LONGEST_LINE].splitlines() if part.strip())


@dataclass
class Parts:
    """What a reader found out about one person, in its own order of preference: the first phone and address is the one for letters."""

    given: str = ""
    family: str = ""
    whole: str = ""
    preferred: str = ""
    salutation: str = ""
    suffix: str = ""
    birth_date: date | None = None
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    addresses: list[PostalAddress] = field(default_factory=list)
    occupation: str = ""
    alerts: tuple[str, ...] = ()
    more: list[str] = field(default_factory=list)
    ties: list[IncomingTie] = field(default_factory=list)

    def belong(self, tied: tuple[IncomingTie | None, str]) -> None:
        """Keep who belongs to the person, or the line that is told instead."""
        tie, told = tied
        if tie and tie not in self.ties:
            self.ties.append(tie)
        elif told:
            self.more.append(told)

    def tell(self, what: str, value: object) -> None:
        """Keep a thing that a patient has no field for."""
        text = lines(value) if isinstance(value, str) else line(value)
        if text:
            self.more.append(f"{what}: {text}")


def email(text: str) -> str:
    """The address in a text such as "Ann <ann@example.org>", or empty."""
    found = _EMAIL.search(text[:1000])
    return found[0].removeprefix("mailto:").rstrip(".,;") if found else ""


def person(parts: Parts, *, key: str, where: str) -> IncomingPerson | None:
    """The person, or None where there is no name. ``key`` empty = known by what is said of them, and by nothing else."""
    given, family = line(parts.given), line(parts.family)
    if not given and not family:
        given, family = split_name(_unlettered(_untitled(line(parts.whole), parts), parts))
        given = _untitled(given, parts)
    if not any(c.isalnum() for c in given + family):
        return None
    more = list(parts.more)
    suffix = line(parts.suffix)
    if suffix and GENERATION.match(suffix) and not family.casefold().endswith(suffix.casefold()):
        family = f"{family} {suffix}".strip()
    elif suffix:
        more.append(f"After the name: {suffix}")
    phones, emails = _once(map(line, parts.phones)), _once(filter(None, map(email, parts.emails)))
    more += [f"Also reached at: {other}" for other in (*phones[1:], *emails[1:])]
    addresses = [a for a in parts.addresses if a.lines]
    more += [f"Other address: {', '.join(other.lines)}" for other in addresses[1:] if other != addresses[0]]
    patient = Patient(
        0, given, family, preferred_name=line(parts.preferred), salutation=line(parts.salutation), birth_date=parts.birth_date,
        phone=phones[0] if phones else "", email=emails[0] if emails else "", address=addresses[0] if addresses else PostalAddress(),
        occupation=line(parts.occupation),
    )  # fmt: skip
    return warned(IncomingPerson(key or f"said:{fingerprint(patient, tuple(more))}", patient, tuple(_once(more)), where, ties=tuple(parts.ties)), parts.alerts)


def warned(one: IncomingPerson, alerts: Iterable[str], more: Iterable[str] = ()) -> IncomingPerson:
    """The same person with these alerts too, and more lines beside them. An alert that is too long for a chip stands whole beside the record as well."""
    found = _once(line(alert, LONGEST_LINE) for alert in alerts)
    nothing = [alert for alert in found if _NO_ALERT.match(alert)]  # a record that warns of "none" warns of nothing
    told = [f"Alerts there: {', '.join(nothing)}"] if nothing else []
    some = [alert for alert in found if alert not in nothing]
    told += [f"Alert: {alert}" for n, alert in enumerate(some) if n >= MOST_ALERTS or len(alert) > LONGEST_ALERT]
    kept = (alert if len(alert) <= LONGEST_ALERT else f"{alert[: LONGEST_ALERT - 1]}…" for alert in some[:MOST_ALERTS])
    patient = replace(one.patient, alerts=alerts_joined(one.patient.alerts, kept))
    return replace(one, patient=patient, more=tuple(_once((*told, *more, *one.more))))


_TAG = re.compile(r" \((?:substance|finding|disorder|product|medicinal product|medication)\)$")
_SAYS_WHY = re.compile(r"all?erg|intoleran|sensitiv|anaphyla|adverse|contraindic", re.I)


def allergy(what: str, *, reactions: Iterable[str] = (), word: str = "Allergy") -> str:
    """What somebody is allergic to, as an alert: the word first, since a medicine's name alone may be one that is taken. Its parts have no commas, which part alerts."""
    bare, *after = (_TAG.sub("", line(one)).replace(", ", " / ") for one in (what, *reactions))
    if not bare or _NO_ALERT.match(bare):
        return bare
    seen = " / ".join(_once(after))
    return f"{'' if _SAYS_WHY.search(bare) else f'{word}: '}{bare}{f' ({seen})' if seen else ''}"


def _untitled(name: str, parts: Parts) -> str:
    """A name that is written in one field, without the title before it."""
    titled = _TITLES.match(name)
    if titled is None:
        return name
    parts.salutation = parts.salutation or titled[0].strip()
    return name[titled.end() :]


def _unlettered(name: str, parts: Parts) -> str:
    """Without the letters of degrees behind a name: they are no given name."""
    before, comma, letters = name.rpartition(",")
    if not comma or " " not in before.strip() or not _LETTERS.fullmatch(letters.strip()):
        return name
    parts.suffix = parts.suffix or letters.strip()
    return before.strip()


def _once(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


def address(street: str = "", street2: str = "", city: str = "", region: str = "", postcode: str = "", country: str = "") -> PostalAddress:
    """The lines of a letter; a second one without a first is the first."""
    if not line(street):
        street, street2 = street2, ""
    return PostalAddress(*(line(part.replace("\n", ", ")) for part in (street, street2, city, region, postcode, country)))
