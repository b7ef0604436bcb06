"""Phone numbers and e-mail addresses, spelled out ones too."""

from __future__ import annotations

import re
from contextlib import suppress

import phonenumbers

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places

_AT = r"(?:\s{0,2}(?:@|\[at\]|\(at\)|\{at\})\s{0,2}|\sAT\s|\sat\s(?=[\w-]{1,60}(?:\sdot\s|\s?\(dot\)|\s?\[dot\]|\.(?:com|net|org|co)\b)))"
_DOT = r"(?:\.|\s{0,2}(?:\[dot\]|\(dot\)|\bDOT\b|\sdot\s)\s{0,2})"
_MAIL = re.compile(rf"(?<![\w.+-])([A-Za-z0-9][\w.+-]{{0,63}}(?:{_DOT}[\w+-]{{1,40}}){{0,3}}?){_AT}([A-Za-z0-9-]{{1,60}}(?:{_DOT}[A-Za-z0-9-]{{2,60}}){{1,4}})(?![\w-])")
_PHONE = re.compile(r"(?<![\w.$£€/-])(?:\+|00)?\(?\d[\d ().\-–]{5,20}\d(?!\w|[/%]\d)")
_DIGIT_WORDS = {"zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
                "eight": "8", "nine": "9", "double": "", "triple": ""}  # fmt: skip
_SPELLED = re.compile(rf"\b(?:(?:{'|'.join(_DIGIT_WORDS)})\b[ ,.-]{{0,3}}){{7,14}}", re.I)
_COUNTRIES = (
    ("GB", r"\b(?:uk|u\.k\.|england|scotland|wales|britain|london|manchester|leeds|bristol|glasgow|edinburgh|birmingham|liverpool|sheffield|cardiff|nhs)\b"),
    ("IE", r"\b(?:ireland|dublin|cork|galway)\b"), ("AU", r"\b(?:australia|sydney|melbourne|brisbane|perth|adelaide)\b"),
    ("NZ", r"\b(?:new zealand|auckland|wellington)\b"), ("DE", r"\b(?:germany|berlin|munich|hamburg|frankfurt)\b"),
    ("FR", r"\b(?:france|paris|lyon)\b"), ("ES", r"\b(?:spain|madrid|barcelona)\b"), ("IT", r"\b(?:italy|rome|milan)\b"),
    ("NL", r"\b(?:netherlands|holland|amsterdam|rotterdam)\b"), ("IN", r"\b(?:india|mumbai|delhi|bangalore|chennai)\b"),
    ("ZA", r"\b(?:south africa|johannesburg|cape town)\b"), ("MX", r"\b(?:mexico|guadalajara|monterrey)\b"),
)  # fmt: skip
_NOT_OWN = re.compile(
    r"\b(?:(?:adjuster|lawyer|attorney|solicitor|case (?:manager|worker)|nurse case manager|surgeon|doctor|gp|pcp|insurer|pharmacy|"
    r"employer)(?:'s)?(?: (?:is|number|phone|tel|contact))*[ :,]+(?:(?:Dr|Mr|Mrs|Ms)\.? )?(?-i:[A-Z][\w'-]+ ){0,3}|fax|claim|case|order|policy|ref|"
    r"reference|invoice|member|id|zip|account|adjuster)\s*(?:no|number|#)?[.:# ]{0,3}$", re.I,
)  # fmt: skip


def read(text: str, places: Places) -> list[Fact]:
    """Both kinds; an e-mail's digits are no phone."""
    mails = [m for m in _MAIL.finditer(text) if not places.is_pasted(m.start())]
    found = [Fact("email", _mail(m), m.start(), m.end(), m[0], confidence=0.95, rule="email") for m in mails]
    taken = [m.span() for m in mails]
    phones = [m for m in _PHONE.finditer(text) if not any(a < m.end() and m.start() < b for a, b in taken)]
    spelled = list(_SPELLED.finditer(text)) if places.words & _DIGIT_WORDS.keys() else []
    if phones or spelled:
        country = next((c for c, shape in _COUNTRIES if re.search(shape, text, re.I)), "")
        found += [f for m in phones if (f := _phone(text, m, country))] + [f for m in spelled if (f := _spelled(m, country))]
    return found


def _mail(match: re.Match[str]) -> str:
    whole = f"{match[1]}@{match[2]}"
    return re.sub(r"\s*(?:\[dot\]|\(dot\)|\bdot\b)\s*", ".", whole, flags=re.I).replace(" ", "").casefold()


def _phone(text: str, match: re.Match[str], country: str) -> Fact | None:
    start, end = match.span()
    if lead := re.match(r"\d{1,3} (?=\(\d{3}\))|\d{1,2}\. (?=[\d(][\d() -]{7,})", match[0]):
        start += lead.end()  # an age before the number
    quote = text[start:end].rstrip(" -–.(")
    if quote.count("(") < quote.count(")") and start and text[start - 1] == "(":
        start -= 1
        quote = "(" + quote
    if quote.startswith("(") and ")" not in quote:
        start, quote = start + 1, quote[1:]  # the bracket is around more than the number
    end = start + len(quote)
    digits = re.sub(r"\D", "", quote)
    if (not 8 <= len(digits) <= 15 and not re.fullmatch(r"\d{3}[ .-]\d{4}", quote)) or _NOT_OWN.search(text[max(0, start - 48) : start]) or re.fullmatch(r"\d{4}\D\d{2}\D\d{2}|\d{1,2}\D\d{1,2}\D\d{4}", quote):
        return None
    if len(digits) < 10 and not re.search(r"\d[ .-]\d", quote):
        return None
    return Fact("phone", _e164(quote, digits, country), start, end, quote, confidence=0.93, rule="phone")


def _e164(quote: str, digits: str, country: str) -> str:
    """E.164 where the code is written or the text names a country, else the digits."""
    if quote.lstrip("(").startswith(("+", "00")):
        return "+" + digits.removeprefix("00")
    if country:
        with suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(digits, country)
            if phonenumbers.is_possible_number(number):
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if len(digits) == 10 and digits[0] in "23456789":
        return f"+1{digits}"
    return f"+{digits}" if len(digits) == 11 and digits[0] == "1" else digits


def _spelled(match: re.Match[str], country: str) -> Fact | None:
    digits, repeat = "", 1
    for word in re.findall(r"[a-z]+", match[0].casefold()):
        if word in ("double", "triple"):
            repeat = 2 if word == "double" else 3
        else:
            digits += _DIGIT_WORDS[word] * repeat
            repeat = 1
    if not 7 <= len(digits) <= 14:
        return None
    quote = match[0].rstrip(" ,.-")
    return Fact("phone", _e164(quote, digits, country), match.start(), match.start() + len(quote), quote, confidence=0.8, rule="phone spelled out")
