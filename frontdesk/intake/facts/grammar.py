"""All kinds of fact read from one text, and what cannot both be taken apart."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import LONGEST, age, contact, diagnosis, duration, mechanism, medication, name, occupation, pain, procedure, question, red_flag, site, times
from frontdesk.intake.facts.confidence import measured
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject, about
from frontdesk.intake.facts.words import tokenise


def read(text: str) -> tuple[Fact, ...]:
    """Facts in the order of the text. Offsets are code points of the unchanged text."""
    text = text[:LONGEST]
    if not text.strip():
        return ()
    places = Places(text)
    subject = Subject(text, places)
    words = tokenise(text)
    found = [
        *name.read(text, places, subject), *age.read(text, places, subject), *about(subject, text), *contact.read(text, places),
        *occupation.read(text, words, places, subject), *site.read(text, words, places, subject), *pain.read(text, places, subject),
        *duration.read(text, words, places, subject), *mechanism.read(text, words, places, subject), *procedure.read(text, words, places, subject),
        *diagnosis.read(text, words, places, subject), *medication.read(text, words, places, subject), *times.read(text, places),
        *question.read(text, places), *red_flag.read(text, places, subject),
    ]  # fmt: skip
    return tuple(sorted(measured(_apart(found, text)), key=lambda f: (f.start, f.end, f.kind)))


def _apart(found: list[Fact], text: str) -> list[Fact]:
    """What cannot both be: years that are an age are no duration, a disease within a medicine's name is no diagnosis, what is injected is no tablet; the
    day since which a warning sign is there is not how long the complaint has lasted.
    """
    taken = {"duration": [f for f in found if f.kind == "age"], "diagnosis": [f for f in found if f.kind == "medication"], "medication": [f for f in found if f.kind == "procedure"]}
    flags = [f for f in found if f.kind == "red_flag"]
    found = [f for f in found if not (f.kind == "duration" and re.match(r"since:[a-z]|P[01]D", str(f.value)) and any(f.end < flag.start < f.end + 60 and ". " not in text[f.end : flag.start] for flag in flags))]
    return [f for f in found if not any(o.start < f.end and f.start < o.end for o in taken.get(f.kind, ()))]
