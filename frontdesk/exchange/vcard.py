"""vCard 2.1, 3.0 and 4.0, as phones, mail programs and address books really write them. Pictures and sounds are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from frontdesk.domain.incoming import Incoming, IncomingPerson
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.person import PostalAddress
from frontdesk.exchange import dates, people, relations
from frontdesk.exchange.content_lines import Component, Property, components, decoded, split
from frontdesk.exchange.people import Parts

BATCH = 200
_NOT_A_PHONE = frozenset({"FAX", "PAGER", "MODEM", "VIDEO", "BBS", "TELEX", "X-NEC-SECRET"})
_TYPE_ORDER = ("PREF", "CELL", "IPHONE", "HOME", "MAIN", "VOICE")
_KEPT = {"NOTE": "Note", "ORG": "Organisation", "ROLE": "Role", "LANG": "Language", "ANNIVERSARY": "Anniversary", "DEATHDATE": "Date of death"}
_ALERTS = ("X-FRONTDESK-ALERT", "X-ALERT", "X-ALLERGY", "X-ALLERGIES")
_FIRST = re.compile(r"(?:\\.|[^;\\])*", re.S)
"""The first part of a structured value, as it is written: the family name, in which a comma behind a backslash is a part of it."""
_MARKED = re.compile(r"_\$!<(.+)>!\$_")
_LONE = {"ORG", "ORGANIZATION", "LOCATION", "DEVICE", "APPLICATION", "THING"}


def read(raw: bytes, *, today: date) -> Iterator[Incoming]:
    """Every card of the file is a person, kept apart by kind, or refused with its reason."""
    problems: list[Piece] = []
    found: list[IncomingPerson] = []
    refused: list[Piece] = []
    apart: dict[str, int] = {}
    for number, card in enumerate(_cards(raw, problems), 1):
        kind = _kind(card)
        one = None if kind else person(card, where=f"card {number}, line {card.line}", today=today)
        if kind:
            apart[kind] = apart.get(kind, 0) + 1
        elif one is None:
            refused.append(_nameless(card, number))
        else:
            found.append(one)
        if len(found) >= BATCH:
            yield Incoming("vCard", people=tuple(found), progress=min(0.99, card.line / (raw.count(b"\n") + 1)))
            found = []
    yield Incoming("vCard", people=tuple(found), kept_apart=apart, refused=(*refused, *_worth(problems)), progress=1.0)


def _cards(raw: bytes, problems: list[Piece]) -> Iterator[Component]:
    for component in components(raw, problems):
        yield from _within(component, problems)


def _within(component: Component, problems: list[Piece]) -> Iterator[Component]:
    """Cards that stand inside a card (2.1) are people of their own; what is no card is told."""
    if component.name == "VCARD":
        yield component
    else:
        problems.append(Piece(f"This is a {component.name[:40] or 'part without a name'}, not a card.", f"line {component.line}"))
    for inner in component.inner:
        if component.first("AGENT") is not None and inner.name == "VCARD":
            inner.properties.append(Property("KIND", "agent", {}, inner.line))
        yield from _within(inner, problems)


def _worth(problems: list[Piece]) -> Iterator[Piece]:
    """Broken lines, the first hundred of them; the rest as a number."""
    yield from problems[:100]
    if len(problems) > 100:
        yield Piece(f"{len(problems) - 100} more lines could not be read.")


def _kind(card: Component) -> str:
    """What the card is where it is no person's."""
    kind = (card.text("KIND") or card.text("X-ADDRESSBOOKSERVER-KIND")).strip().upper()
    if kind == "GROUP":
        return "group of people"
    if kind == "AGENT":
        return "card of an assistant"
    named = any(people.line(card.text(name)).strip(" ;") for name in ("N", "FN"))
    firm = people.line(card.text("ORG")).strip(" ;")
    nobody = not any(people.line(p.value).strip(" ;") for p in card.all("N")) and people.line(card.text("FN")) in (firm, "")
    company = card.text("X-ABSHOWAS").upper() == "COMPANY" or (firm and (nobody or not named))
    return "company or place" if kind in _LONE or company else ""


def _nameless(card: Component, number: int) -> Piece:
    said = "; ".join(f"{p.name} {people.line(p.text, 80)}" for p in card.properties if p.value and p.name not in ("VERSION", "PHOTO"))
    return Piece("No name stands on this card, so nobody can be made of it. Add the person by hand.", f"card {number}, line {card.line}", said[:1000])


def person(card: Component, *, where: str = "", today: date) -> IncomingPerson | None:
    """The person on a card; None where it holds no name."""
    parts = Parts()
    _name(card, parts)
    _reach(card, parts)
    _birth(card, parts, today)
    parts.occupation = card.text("TITLE") or card.text("X-EVOLUTION-PROFESSION")
    for name, words in _KEPT.items():
        for found in card.all(name):
            parts.tell(words, ", ".join(filter(None, split(found.value))) if name == "ORG" else found.text)
    parts.alerts = tuple(people.allergy(found.text) if "ALLERG" in name else found.text for name in _ALERTS for found in card.all(name))
    for found in (*card.all("RELATED"), *card.all("X-ABRELATEDNAMES")):
        if not re.match(r"(?:urn|https?|tel|mailto):", found.text):
            name, _, rest = found.text.partition(",")
            phone = rest if sum(c.isdigit() for c in rest) >= 6 else ""
            parts.belong(relations.tied(name if phone else found.text, (kind.lower() for kind in found.types - {"PREF"}), phone=phone))
    gender = card.text("GENDER").partition(";")[0].strip().upper()
    parts.tell("Sex", {"M": "male", "F": "female", "O": "other"}.get(gender, ""))
    if not card.whole:
        parts.more.append("The card was cut off in the file; what came before is kept.")
    uid = people.line(card.text("UID").removeprefix("urn:uuid:"))
    made = people.person(parts, key="", where=where)
    if made is None or not uid:
        return made
    return IncomingPerson(f"vcard:{uid}:{made.patient.name.casefold()}", made.patient, made.more, where, ties=made.ties)


def _name(card: Component, parts: Parts) -> None:
    named = next((p for p in card.all("N") if p.value.strip(" ;")), None)
    fields = split(named.value) if named else []
    family, given, middle, prefix, suffix = (", ".join(filter(None, (people.line(w) for w in part.split("\n")))) for part in (fields + [""] * 5)[:5])
    if named and (several := split(_FIRST.match(named.value)[0], ",")) and len(several) > 1:  # type: ignore[index]  # it matches nothing too
        family = " ".join(filter(None, map(people.line, several)))
    parts.family, parts.given = family, " ".join(filter(None, map(_listed, (given, middle))))
    parts.salutation = _listed(prefix)
    after = [one for one in map(str.strip, suffix.split(",")) if one]
    parts.suffix = next((one for one in after if people.GENERATION.match(one)), ", ".join(after))
    if parts.suffix not in ("", ", ".join(after)):
        parts.tell("After the name", ", ".join(one for one in after if one != parts.suffix))
    full = next((p.text for p in card.all("FN") if p.value.strip()), "")
    if not parts.given and family and not card.text("UID").endswith("@frontdesk"):  # phones often put the whole name into the family name
        parts.family, parts.whole = "", full or family
    elif not named:
        parts.whole = full or " ".join(filter(None, (card.text("X-PHONETIC-FIRST-NAME"), card.text("X-PHONETIC-LAST-NAME"))))
    parts.preferred = people.line(card.text("NICKNAME").partition(",")[0])


def _listed(text: str) -> str:
    """Several of a kind stand with commas between them."""
    return " ".join(text.replace(",", " ").split())


def _rank(found: Property) -> tuple[int, int]:
    number = found.says("PREF")
    if number.isdigit():
        return -1, int(number[:3])
    return next((n for n, kind in enumerate(_TYPE_ORDER) if kind in found.types), len(_TYPE_ORDER)), 0


def _label(card: Component, found: Property) -> str:
    kinds = sorted(k.lower() for k in found.types if k not in ("VOICE", "PREF", "INTERNET", "POSTAL", "PARCEL"))
    return _MARKED.sub(r"\1", ", ".join(kinds))


def _reach(card: Component, parts: Parts) -> None:
    numbers = sorted(card.all("TEL"), key=_rank)
    for found in numbers:
        number = found.text.removeprefix("tel:").replace(";ext=", " ext. ")
        if found.types & _NOT_A_PHONE:
            parts.tell(_label(card, found).capitalize() or "Number", number)
        elif any(c.isdigit() for c in number):
            parts.phones.append(number)
        else:
            parts.tell("Phone", number)
    for found in sorted(card.all("EMAIL"), key=_rank):
        address = people.email(found.text)
        if address:
            parts.emails.append(address)
        else:
            parts.tell("E-mail", found.text)
    parts.addresses = [made for found in sorted(card.all("ADR"), key=_home) if (made := _address(found)).lines]
    if not parts.addresses:
        for found in card.all("LABEL"):
            parts.tell("Address", found.text.replace("\n", ", "))


def _home(found: Property) -> tuple[int, tuple[int, int]]:
    return "HOME" not in found.types, _rank(found)


def _address(found: Property) -> PostalAddress:
    box, extended, street, city, region, postcode, country = (part.strip() for part in (split(found.value) + [""] * 7)[:7])
    street_, _, rest = street.partition("\n")
    return people.address(street_ or box, ", ".join(filter(None, (rest, extended, box if street_ else ""))), city, region, postcode, country)


def _birth(card: Component, parts: Parts, today: date) -> None:
    text = card.text("BDAY").strip()
    if text:
        parts.birth_date = dates.birthday(text, day_first=True, latest=today)
        if parts.birth_date is None:
            parts.tell("Birthday as written", text)


def looks_like_one(head: bytes) -> bool:
    """Whether a card begins in these first bytes of a file."""
    return re.search(rb"BEGIN\s*:\s*VCARD", head, re.I) is not None or re.search(r"BEGIN\s*:\s*VCARD", decoded(head), re.I) is not None
