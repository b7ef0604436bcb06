"""The person behind the visit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from frontdesk.domain.folding import fold
from frontdesk.domain.person import PostalAddress


@dataclass(frozen=True, slots=True)
class Patient:
    """One person on file. ``id`` 0 = not yet stored. ``chart`` is the printed chart number ("DP-1207").

    ``alerts`` are short words shown as red chips (medicines, allergies). ``not_before``/``not_after`` are wall times of day the
    person can come, ``only_clinician`` that no other than the preferred one will do, ``call_from``/``call_until`` when a call is
    welcome, ``never_call`` never; ``contact_wish`` is free text such as "not at school". ``former_names`` are family names borne
    before. ``merged_into``: this record was one of two of the same person; what is new goes to that one.
    """

    id: int
    given_name: str
    family_name: str
    chart: str = ""
    preferred_name: str = ""
    salutation: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: PostalAddress = field(default_factory=PostalAddress)
    occupation: str = ""
    alerts: tuple[str, ...] = ()
    contact_wish: str = ""
    not_before: time | None = None
    not_after: time | None = None
    preferred_clinician_id: int | None = None
    created_at: datetime | None = None
    former_names: tuple[str, ...] = ()
    pronouns: str = ""
    languages: tuple[str, ...] = ()
    referral_source: str = ""
    scheduling_wish: str = ""
    call_from: time | None = None
    call_until: time | None = None
    never_call: bool = False
    merged_into: int | None = None
    only_clinician: bool = False
    version: int = 0

    @property
    def name(self) -> str:
        """Given name then family name, as a receptionist says it."""
        return " ".join(p for p in (self.given_name, self.family_name) if p)

    @property
    def called(self) -> str:
        """How a letter greets the person: the preferred name, else the given name, else the whole name."""
        return self.preferred_name or self.given_name or self.name


@dataclass(frozen=True, slots=True)
class Note:
    """A dated intake note on a patient. ``at`` is an instant; ``source`` says where it came from ("desk", "inquiry 12", ...)."""

    id: int
    patient_id: int
    at: datetime
    author: str
    text: str
    source: str = "desk"
    version: int = 0


def alerts_joined(mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """All of both, in their order; one that is only written another way stands once, as the first has it. No alert is ever lost by putting two together."""
    joined: dict[str, str] = {}
    for alert in (*mine, *theirs):
        joined.setdefault(fold(alert) or alert, alert)
    return tuple(joined.values())


_FAMILY_FIRST = re.compile(r"[\u3005\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")


def split_name(whole: str) -> tuple[str, str]:
    """Given and family name of a name written in one field.

    "Family, Given" is honoured; otherwise the last word is the family name together with lower-case particles before it
    ("Ana de la Cruz" -> "Ana", "de la Cruz"); in Chinese, Japanese and Korean letters the first one is ("山田 花子" -> "花子", "山田").
    One word alone is a given name. A suggestion for the desk, never a judgement.
    """
    words = " ".join(whole.split())
    if "," in words:
        family, _, given = words.partition(",")
        return given.strip(), family.strip()
    parts = words.split(" ")
    if len(parts) == 1:
        return words, ""
    if _FAMILY_FIRST.fullmatch("".join(parts)):
        return " ".join(parts[1:]), parts[0]
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1].islower():
        cut -= 1
    return " ".join(parts[:cut]), " ".join(parts[cut:])
