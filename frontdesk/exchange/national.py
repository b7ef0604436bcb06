"""Numbers that a state gives to a person: social security, tax, identity card, passport, driving licence, national health service.

They are never kept by themselves, whatever file they stand in; that one was left out is told beside the record. A clinic that wants
one maps its column. Numbers of insurers and of other clinics are not of this kind.
"""

from __future__ import annotations

import re

_TYPES = {
    "SS": "social security number", "SB": "social beneficiary number", "NI": "national number", "PPN": "passport number", "DL": "driving licence number",
    "TAX": "tax number", "TIN": "tax number", "NIIP": "national number", "CZ": "citizenship card", "PRC": "permanent resident card", "JHN": "national health number",
    "HC": "national health number", "NHS": "national health number", "BSN": "national number",
}  # fmt: skip
"""By HL7's identifier types (table 0203)."""

_SYSTEMS = re.compile(
    r"ssn|social.?security|nhs.?number|2\.16\.840\.1\.113883\.(?:4\.1|2\.1\.4\.1|2\.4\.6\.3|4\.3\.\d+|2\.9\.4\.3\.2|3\.4424\.1\.1\.616|4\.330(?:\.\d+)*)$|\bbsn\b|\bcpf\b|\bcns\b|pesel"
    r"|personnummer|f(?:ø|o|oe)dselsnummer|\bcpr\b|hetu\b|1\.2\.752\.129\.2\.1\.3\.\d|1\.2\.246\.21$|2\.16\.578\.1\.12\.4\.1\.4\.\d|1\.2\.208\.176\.1\.2$"
    r"|1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)$|codice.?fiscale|1\.2\.40\.0\.10\.1\.4\.3\.1$|\bcurp\b|aadha?ar|abdm\.gov\.in|nhi-id|hi/ihi|passport|driver.?s?.?licen[cs]e"
    r"|national.?id|\bnric\b|\bdni\b|\bahv\b|ahvn13|\bsteuer-?id|identifier-type/ss$", re.I)  # fmt: skip
"""By the address of the system that gives the number."""

_WORDS = re.compile(
    r"social (?:security|insurance)|national (?:id|insurance|number|identi|unique)|\bnhs\b|\bssn?\b|passport|driver'?s?.? licen[cs]e|tax(?:payer)? (?:id|number)"
    r"|\bpesel\b|\bdni\b|\bbsn\b|\bcpf\b|personnummer|codice fiscale|jurisdictional health|citizenship|identity card|\bhealth card", re.I)  # fmt: skip
_LOOKS = re.compile(r"\d{3}-\d{2}-\d{4}|\d{3}\.\d{3}\.\d{3}-\d{2}|[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]")


def kind(*, type_code: str = "", system: str = "", words: str = "") -> str:
    """What such a number is called, or empty where it is another number."""
    code = type_code.strip().upper()
    if code in _TYPES:
        return _TYPES[code]
    if re.fullmatch(r"NN[A-Z]{2,3}", code):
        return "national number"
    if found := _WORDS.search(words):
        return words.strip()[:40] if len(words) < 40 else found[0]
    found = _SYSTEMS.search(system)
    return "" if found is None else f"national number ({found[0].upper()})" if found[0].isalpha() else "national number"


def looks_like_one(value: str) -> bool:
    """Whether a value alone is written as no other number is."""
    return _LOOKS.fullmatch(value.strip()) is not None


def left_out(name: str) -> str:
    """What is told beside the record."""
    return f"Not kept, since it is a number of the state: {name}"
