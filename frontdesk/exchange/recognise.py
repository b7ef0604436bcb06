"""Is this file records of another system, and which? By what stands in it, not by its name."""

from __future__ import annotations

import re
from datetime import date

from frontdesk.domain.encoding import text_of
from frontdesk.exchange import patient_csv, vcard

HEAD = 1 << 16

_CALENDAR = re.compile(r"BEGIN\s*:\s*V(?!CARD)[A-Z]{4,20}", re.I)
_HL7 = re.compile(r"[\s\x0b\ufeff]*(?:MSH[^A-Za-z0-9\s]|(?:FHS|BHS)[^A-Za-z0-9\s]|(?:PID|SCH)\|)")
_FHIR = re.compile(r'"resourceType"\s*:\s*"')
_FHIR_XML = re.compile(r"""xmlns(?::\w+)?\s*=\s*["']http://hl7\.org/fhir["']""")
_MAILED = re.compile(
    r"(?:(?!BEGIN\s*:)[!-9;-~]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?:from|subject|to|message-id|received|return-path)\s*:[^\n]*\n"
    r"(?:(?!BEGIN\s*:)(?:[!-9;-~]{1,60}:|[ \t])[^\n]*\n){1,60}\s*\n", re.I,
)
"""A mail's headers and the empty line below them: what it encloses, a calendar or a card, is not the file."""
_TEXTLESS = re.compile(r"^(?:From |Received:|Return-Path:|%PDF-|PK\x03\x04|\s*<)")


def by_head(head: bytes, *, today: date) -> str:
    """Words: "vcard", "ical", "hl7v2", "fhir", "csv", or empty where it is none of ours, from the first bytes of a file."""
    text = text_of(head).lstrip("\ufeff \t\r\n")
    if _FHIR_XML.search(text[:4000]) and text.startswith("<"):
        return "fhir"
    if not text or _TEXTLESS.match(text):
        return ""
    if _MAILED.match(text):
        return ""
    card = re.search(r"BEGIN\s*:\s*VCARD", text[:4000], re.I)
    calendar = _CALENDAR.search(text[:4000])
    if calendar and not (card and card.start() < calendar.start()):
        return "ical"
    if card or vcard.looks_like_one(head[:4000]):
        return "vcard"
    if _HL7.match(text) or re.search(r"^\x0b?MSH\|\^~\\&", text[:4000], re.M):
        return "hl7v2"
    if text[:1] in "[{":
        return "fhir" if _FHIR.search(text) else ""
    return "csv" if patient_csv.speaks_of_people(head, today=today) else ""
