"""Is this file records of another system, and which? By what stands in it, not by its name."""

from __future__ import annotations

import codecs
import re
from datetime import date

from frontdesk.exchange import patient_csv, vcard

HEAD = 1 << 16

_CALENDAR = re.compile(r"BEGIN\s*:\s*V(?!CARD)[A-Z]{4,20}", re.I)
_HL7 = re.compile(r"[\s\x0b\ufeff]*(?:MSH[^A-Za-z0-9\s]|(?:FHS|BHS)[^A-Za-z0-9\s])")
_FHIR = re.compile(r'"resourceType"\s*:\s*"')
_TEXTLESS = re.compile(r"^(?:From |Received:|Return-Path:|%PDF-|PK\x03\x04|\s*<)")


def by_head(head: bytes, *, today: date) -> str:
    """Words: "vcard", "ical", "hl7v2", "fhir", "csv", or empty where it is none of ours, from the first bytes of a file."""
    text = _text(head).lstrip("\ufeff \t\r\n")
    if not text or _TEXTLESS.match(text):
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


def _text(head: bytes) -> str:
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or head[:200:2].count(0) > 40 or head[1:200:2].count(0) > 40:
        return head.decode(patient_csv.encoding_of(head), "replace")
    return head.decode("utf-8", "replace")
