"""How long it has lasted, or when it began."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import numbers
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject

_UNIT = r"(?:years?|yrs?|yr|months?|mos?|mths?|weeks?|wks?|days?|decades?)"
_COUNT = rf"(?:\d{{1,2}}(?:\.5|½)?|{numbers.WORDS}|a couple(?: of)?|couple(?: of)?|a few|few|several|many|some|an?|half an?|a dozen|1/2)"
_SPAN = rf"(?P<n>{_COUNT})(?:\s*(?:-|–|to|or)\s*(?P<m>\d{{1,2}}|{numbers.WORDS}))?\s*\+?[- ]?(?P<u>{_UNIT})\b(?:\s*(?:and a half))?"
_FOR = re.compile(rf"\b(?:for|over|about|almost|nearly|past|last|around|lasting|of|going on|roughly|approximately|in|x|since|been|these|it's been|its been)\s+(?:the )?(?:past |last |about |over |almost |nearly |around |at least |more than |well over |approximately |roughly |maybe |like |like about |up to )*(?P<q>{_SPAN})", re.I)
_AGO = re.compile(rf"\b(?P<q>{_SPAN}\s*(?:ago|back))\b", re.I)
_NOW = re.compile(rf"\b(?P<q>{_SPAN})(?=\s*(?:now|history|of (?:\w+ ){{0,3}}(?:pain|ache|aching|hell|trouble|problems|suffering|discomfort|stiffness|misery|agony|symptoms)|with (?:this|no)))", re.I)
_SHORT = re.compile(r"\bx\s?(?P<q>(?P<n>\d{1,2})\s?(?P<u>yrs?|years?|mos?|months?|wks?|weeks?|days?|d|w|m|y))\b(?P<m>)", re.I)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MON = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATE = re.compile(rf"\b(?:since|in|from|began|started|back in|on|early|late|around|last|this past|of|end of|beginning of|mid|mid-)\s+(?:about |around |early |late |mid[- ]?|the (?:end|beginning|spring|summer|fall|autumn|winter) of |(?:the )?(?:spring|summer|fall|autumn|winter)(?: of)? )?(?P<q>(?P<mon>{_MON})\.?(?:\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?)?(?:\s+(?:{numbers.WORDS}|tenth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|twentieth|thirtieth))?(?:,?\s+(?:of )?(?P<y>(?:19|20)\d\d|two thousand(?: and)?(?: (?:{numbers.WORDS}))?))?|(?P<y2>(?:19|20)\d\d|two thousand(?: and)?(?: (?:{numbers.WORDS}))?|nineteen (?:{numbers.WORDS})))\b", re.I)
_SLASH = re.compile(r"\bsince\s+(?P<q>(?P<a>\d{1,2})/(?:(?P<b>\d{1,2})/)?(?P<y>(?:19|20)\d\d))\b", re.I)
_CHRONIC = re.compile(r"\b(?P<q>chronic(?:ally)?|(?:a )?(?:very )?long time(?: ago)?|as long as i can remember|for ages|for years|for decades|forever|all my life|my whole life|my entire life|years of|many years|lifelong|for a while|decades)\b", re.I)
_WORDS = re.compile(r"\bsince (?P<q>(?:i was )?(?:childhood|birth|high school|college|school|my (?:teens|twenties|thirties|divorce|pregnancy|c-section|accident)|christmas|easter|thanksgiving|last (?:summer|winter|spring|fall|autumn|christmas|week|month|year|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday|season)|the (?:pandemic|summer|winter|spring)|covid|new year|labor day|yesterday|this (?:morning|summer|spring|fall|winter)))\b", re.I)
_LAST = re.compile(r"\b(?P<q>last (?:year|week|month|night|summer|winter|spring|fall|autumn)|yesterday|this morning|today)\b", re.I)
_SINCE_AGE = re.compile(rf"\bsince (?:i was|he was|she was|the age of|age)\s+(?P<q>(?P<n>\d{{1,2}}|{numbers.WORDS})(?:\s*(?:years old|yrs old|yo))?)\b", re.I)
_ISO = {"y": "Y", "m": "M", "w": "W", "d": "D"}

_COMPLAINT = re.compile(
    r"\b(?:pain|hurt|hurts|hurting|ache|aches|aching|sore|stiff|stiffness|numb|numbness|suffer\w*|problem|issue|trouble|injur\w+|since|bad|flare|symptom|"
    r"tingling|weak\w*|swell\w*|swollen|limp\w*|dealing|struggl\w*|had this|have had|been like this|going on|started|began|onset|fell|fall|slipped|tripped|twisted|"
    r"broke|tore|torn|sprain\w*|strain\w*|accident|crash|rear|hit|dislocat\w*|diagnos\w*|arthritis|tendon\w*|fasciitis|sciatica|disc|it|this|clicking|popping|locking|"
    r"unstable|instability|worse|ruptur\w*|fractur\w*|landed|lifting|lifted|popped|pulled|felt|rolled|rolling|bad knee|told me)\b", re.I,
)  # fmt: skip
_NOT = re.compile(
    r"\b(?:surgery|operation|replacement|replaced|injections?|shots?|physio\w*|pt|therapy|scope|fusion|mri|x-?rays?|married|retired|worked|working|job|teacher|driver|smok\w*|quit|diabet\w*|"
    r"prp|prolo\w*|cortisone|relief|helped|lasted|weeks? post|post[- ]?op|appointment|wait\w*|ago which|on (?:warfarin|eliquis|methotrexate)|taking|took|take|recovery|wedding|trip|vacation|"
    r"lose|lost|pounds|trial|braces?|in a boot|boot|cast|off work|next|within|every|steroid|microdisc\w*|lamin\w*|arthroscop\w*|reconstruction|discectomy|botox|dvt|stroke|seen|mile|"
    r"school|experience|been (?:an?|in)|stopped|until|before|how long|will|would|months? old|year old|years old)\b", re.I,
)  # fmt: skip


def read(text: str, places: Places, subject: Subject) -> list[Fact]:
    """Durations of the complaint, each distinct value once; at most three."""
    found: list[Fact] = []
    for match in _SINCE_AGE.finditer(text):
        number = numbers.value(match["n"])
        _push(found, text, match, f"since-age:{int(number or 0)}", places, subject, 0.85, strict=False)
    for shape, strict in ((_FOR, True), (_AGO, True), (_NOW, False), (_SHORT, False)):
        for match in shape.finditer(text):
            value = _iso(match)
            if value:
                _push(found, text, match, value, places, subject, 0.8, strict=strict)
    for match in _DATE.finditer(text):
        _push(found, text, match, _since(match), places, subject, 0.7, strict=True)
    for match in _SLASH.finditer(text):
        day = f"-{int(match['b']):02d}" if match["b"] else ""
        _push(found, text, match, f"since:{match['y']}-{int(match['a']):02d}{day}", places, subject, 0.8, strict=False)
    for match in _WORDS.finditer(text):
        _push(found, text, match, f"since:{match['q'].casefold()}", places, subject, 0.8, strict=False)
    for match in _LAST.finditer(text):
        value = {"yesterday": "P1D", "today": "P0D", "this morning": "P0D", "last year": "P1Y", "last week": "P1W", "last month": "P1M", "last night": "P1D"}.get(
            match["q"].casefold(), f"since:{match['q'].casefold()}")  # fmt: skip
        if re.search(r"\b(?:started|began|fell|slipped|tripped|twisted|hurt|injured|broke|tore|since|happened|rolled|popped|accident|sprained)\b", places.before(match.start()), re.I):
            _push(found, text, match, value, places, subject, 0.7, strict=True)
    for match in _CHRONIC.finditer(text):
        _push(found, text, match, "chronic", places, subject, 0.75, strict=False)
    return sorted(_distinct(found), key=lambda f: f.start)[:3]


def _push(found: list[Fact], text: str, match: re.Match[str], value: str, places: Places, subject: Subject, confidence: float, *, strict: bool) -> None:
    start, end = match.span("q")
    if places.is_pasted(start) or subject.somebody_else(start, places) or any(f.start < end and start < f.end for f in found):
        return
    sentence = places.at(start)
    if sentence.question and not re.search(r"\b(?:i have|i've|i had|had|for)\b", sentence.text[: start - sentence.start], re.I):
        return
    if strict and not _of_complaint(text, start, end, places):
        return
    quote = text[start:end]
    found.append(Fact("duration", value, start, end, quote, confidence=confidence, rule="duration"))


def _of_complaint(text: str, start: int, end: int, places: Places) -> bool:
    """Words of a complaint stand near, and none of a treatment, a job or a plan nearer."""
    before = re.split(r"[,;.]|\band\b|\bbut\b|\bthen\b", places.before(start, reach=70))[-1]
    after = re.split(r"[,;.]|\bbut\b|\bthen\b", places.after(end, reach=50))[0]
    near = f"{before} {after}"
    if _NOT.search(near):
        return False
    return bool(_COMPLAINT.search(near)) or bool(_COMPLAINT.search(places.before(start, reach=70)) and not _NOT.search(places.before(start, reach=70)))


def _iso(match: re.Match[str]) -> str:
    unit = match["u"].casefold()
    letter = _ISO[unit[0]] if not unit.startswith("de") else "Y"
    factor = 10 if unit.startswith("de") else 1
    said = match["n"].casefold()
    if said in ("a few", "few", "several", "many", "some"):
        return f"P?{letter}"
    low = {"half a": 0.5, "half an": 0.5, "a dozen": 12, "1/2": 0.5}.get(said) or numbers.value(said.replace("½", ".5"))
    if low is None:
        return ""
    if "and a half" in match[0].casefold():
        low += 0.5
    first = _part(low * factor, letter)
    high = numbers.value(match["m"]) if match["m"] else None
    return f"{first}/{_part(high * factor, letter)}" if high else first


def _part(number: float, letter: str) -> str:
    if number != int(number) and letter == "Y":
        return f"P{numbers.plain(number * 12)}M"
    return f"P{numbers.plain(number)}{letter}"


def _since(match: re.Match[str]) -> str:
    if match["y2"]:
        return f"since:{_year(match['y2'])}"
    month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["mon"].casefold()[:3]))
    year = _year(match["y"]) if match["y"] else "-"
    day = f"-{int(match['d']):02d}" if match["d"] and match["y"] else ""
    return f"since:{year}-{month:02d}{day}"


def _year(words: str) -> str:
    """The year of "2007" or "two thousand seven"."""
    if words.isdigit():
        return words
    head, _, tail = words.casefold().replace("two thousand", "2000").replace("nineteen", "1900", 1).partition(" ")
    return str(int(head) + int(numbers.value(tail.removeprefix("and ")) or 0))


def _distinct(found: list[Fact]) -> list[Fact]:
    kept: dict[object, Fact] = {}
    for fact in found:
        kept.setdefault(fact.value, fact)
    return list(kept.values())
