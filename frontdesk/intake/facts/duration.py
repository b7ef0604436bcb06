"""How long it has lasted, or when it began."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import numbers
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Word, alternatives, word_list

_UNIT = r"(?:years?|yrs?|yeras?|months?|mos?|mths?|mnths?|weeks?|wks?|days?|decades?|fortnights?|summers?|winters?|springs?)"
_COUNT = (
    rf"(?:\d{{1,2}}(?:\.\d)?(?:\s?½| 1/2)?|{numbers.WORDS}|(?:the )?(?:past|last) couple(?: of)?|a couple(?: of)?|couple(?: of)?|a good few|a few|"
    rf"few|several|many|some|half an?|an?|a dozen|1/2|½)"
)
_SPAN = (
    rf"(?P<n>{_COUNT})(?:\s*(?:-|–|to|or|, maybe)\s*(?P<m>\d{{1,2}}|{numbers.WORDS}))?\s*\+?[- ]?(?:good |long |solid |whole |"
    rf"full )?(?P<u>{_UNIT})\b\+?(?P<h>\s*and (?:a )?half)?"
)
_ANY = re.compile(rf"(?<![\w./])(?P<q>{_SPAN}(?P<t>\s*(?:ago|back|before(?! (?:i|he|she|it|my|the|that|we|this)))\b)?)")
_LED = re.compile(
    r"(?:\b(?:for|over|about|almost|nearly|past|last|around|lasting|of|on|roughly|approximately|approx|since|been|these|it's|from|than|least|to|like|"
    r"maybe|early|late|some|prior|had it|had this|had them|pains?|pn|ache|lbp|sx|symptoms|probs?|problems?|(?:it will|it'll) be)|(?<!\d)x|[:,(~;.!?-]|^)\s*[~<>≈]?\s*$",
)  # fmt: skip
_THEN = re.compile(
    r"['’]?\s*(?:now\b|since\b|history|h/o|hx|duration|plus\b|running|straight|worth|of (?:\w+ ){0,3}(?:pain|ache|aching|hell|trouble|problems|suffering|"
    r"discomfort|stiffness|misery|agony|symptoms)|with (?:this|no)|[.,;)]|$|and (?:it|getting|still))",
)  # fmt: skip
_SHORT = re.compile(r"\bx\s?(?P<q>(?P<n>\d{1,2})\s?(?P<u>yrs?|y|mos?|mths?|wks?|w|m|d)\b)(?P<m>)(?P<h>)")
_CHART = re.compile(r"(?<![\da-z/])(?P<q>(?P<n>\d{1,2})/(?P<u>52|12|7|365))(?![\d/])")
_CHART_UNIT = {"52": "W", "12": "M", "7": "D", "365": "D"}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MON = r"(?:jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_SAID_YEAR = (
    rf"two thousand(?: and)?(?: (?:{numbers.WORDS}))?|nineteen (?:{numbers.WORDS})|twenty (?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    rf"seventeen|eighteen|nineteen|twenty(?:[- ]\w+)?)"
)
_DATE = re.compile(
    rf"\b(?:since:?|in|from|began|started|back in|on|til|till|early|late|around|last|this past|of|end of|beginning of|mid|mid-|about|until|by|"
    rf"accident|crash|collision|wreck|injury|injured|fell|fall|happened|that was|it was)\s+(?:about |around |early |late |mid[- ]?|the (?:end|"
    rf"beginning|middle|start|spring|summer|fall|autumn|winter) of |(?:the )?(?:spring|summer|fall|autumn|winter)(?: of)? )?"
    rf"(?P<q>(?:(?P<d0>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<mon>{_MON})\.?(?:\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:(?<!\.)\s+(?:{numbers.WORDS}|"
    rf"tenth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|"
    rf"thirtieth)(?: (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?)?(?:,?\s+(?:of )?(?P<y>(?:19|20)\d\d|{_SAID_YEAR}))?|"
    rf"(?P<y2>(?:19|20)\d\d|{_SAID_YEAR}))\b",
)  # fmt: skip
_AND_A_HALF = re.compile(r"\b(?:past|last) (?P<q>(?P<u>year|month|week) and (?:a )?half)\b")
_BARE_MONTH = re.compile(rf"\b(?P<q>{_MON})\b(?=\s*(?:[,.;:(\n]|$|(?:ever since|and|since|sore|still|now|pain|left|right|l|r|sitting|swollen|can't|cant)\b))")
"""A month without a word before it, in a note: "fell on ice Feb"."""
_DATED = re.compile(rf"\b(?P<q>(?P<m>{_MON})\.?,? (?P<y>(?:19|20)\d\d))\b")
"""The same with its year: "fell snowboarding jan 2024"."""
_LABELLED = re.compile(rf"\b(?:since when|since|onset|onset date|date of onset|started|began|when did (?:it|this|that|the pain) (?:first )?(?:start|begin))\b[^:?\n]{{0,16}}[:?]\s*(?:in |about |around )?(?P<q>(?:(?P<m>{_MON})\.? )?(?P<y>(?:19|20)\d\d))\b")
"""As a form asks it: "Since when: March 2022"."""
_BARE_DAY = re.compile(r"(?<!on )\b(?P<q>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?=\s*(?:[,.;]|$|and\b))")
_FOREIGN_NUMBERS = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "acht": 8, "zehn": 10, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "ocho": 8, "diez": 10,
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "huit": 8, "dix": 10, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "dois": 2, "duas": 2, "três": 3, "twee": 2, "drie": 3,
}  # fmt: skip
_FOREIGN_UNITS = {"jah": "Y", "mon": "M", "woc": "W", "tag": "D", "año": "Y", "mes": "M", "sem": "W", "día": "D", "dia": "D", "ans": "Y", "moi": "M", "jou": "D", "ann": "Y", "set": "W", "gio": "D", "ano": "Y", "an": "Y", "wee": "W", "jaa": "Y", "maa": "M", "wek": "W", "dag": "D"}
_FOREIGN = re.compile(
    rf"\b(?:seit|desde hace|hace|hace ya|depuis|da|há|sinds|al)\s+(?:etwa |ungefähr |rund |circa |ca\. |fast |über |unos |más de |casi |environ |plus de |presque |oltre |quasi |"
    rf"cerca de |mais de |ongeveer )?(?P<q>(?P<n>\d{{1,2}}|{'|'.join(_FOREIGN_NUMBERS)}|einem|einer|un|una|une|uno|um|uma|een)\s+(?P<u>jahr(?:en?)?|monat(?:en?)?|wochen?|tag(?:en?)?|años?|mes(?:es|i)?|"
    rf"semanas?|d[ií]as?|ans?|mois|semaines?|jours?|ann[oi]|settiman[ae]|giorn[oi]|anos?|jaar|maand(?:en)?|we(?:ken|ek)|dag(?:en)?))\b"
)
"""As German, Spanish, French, Italian, Portuguese and Dutch say how long."""
_FELL_THEN = re.compile(rf"\b(?:{alternatives('courses.txt', 'happened')}|fell|tore|broke|rta|mva|fall|slipped|crash)\b[^.,;:]{{0,24}} $")
_TORE_IN = re.compile(r"\b(?:re-?tore|tore|re-?injured|injured|broke|fell|crashed|slipped|ruptured|dislocated)(?: it| my \w+| again)? (?P<q>(?:19|20)\d\d)\b")
_HEADED = re.compile(r"(?:^|[.;(]\s*)(?P<q>(?:19|20)\d\d)(?=:? [a-z]|, [a-z]+\))", re.M)
"""A year before what happened in it: "2011 whiplash", "(2009, football)"."""
_TWO_FIGURES = re.compile(r"\b(?:in|since|from|back in) (?P<q>(?:['’](?P<a>\d\d)|(?P<b>0\d)))\b(?!\s*(?:years|months|weeks|days|%|/|:|\.\d))")
_SLASH = re.compile(
    r"\b(?:since|from|on|in|began|started|doi:?|onset:?|injured(?: at work)?|hurt(?: at work)?|accident|crash|fell|injury|happened|"
    r"work|rear[- ]?ended|mva|mvc|rta|rtc|collision|wreck|whiplash)\s+(?P<q>(?P<a>\d{1,2})/(?:(?P<b>\d{1,2})/)?(?P<y>(?:19|20)\d\d))\b",
)  # fmt: skip
_MONTH_DAY = re.compile(r"\b(?:crash|accident|collision|wreck|fell|fall|injury|injured|hurt|happened|tore it|broke it|rolled it|twisted it) (?:it )?(?:on )?(?P<q>(?P<a>1[0-2]|0?[1-9])/(?P<b>[12]\d|3[01]|0?[1-9]))(?![/\d])")
_CHRONIC = re.compile(
    r"\b(?P<q>chronic(?:ally)?|(?:a )?(?:very |really )?long time(?: ago| now)?|as long as i can remember|for ages|ages now|for years|for yonks|"
    r"donkey'?s years|for decades|forever|all my life|my whole life|my entire life|years of(?= (?:\w+ )?(?:pain|ache|agony|discomfort|suffering|"
    r"stiffness|trouble|problems|misery))|many years|years and years|lifelong|"
    r"life-long|long[- ]standing|long[- ]term|for a (?:good |long )?while|decades|the better part of (?:a decade|my life))\b",
)  # fmt: skip
_CHRONIC_PAIN = re.compile(r"chronic(?:ally)? (?:\w+ ){0,3}(?:pain|ache)")
_EPOCH = (
    r"(?:(?:(?:i|he|she) was )?birth|(?:i|he|she) was in (?:college|high school|school|university|uni|the army|the navy|the service)|"
    r"my (?:\w+ )?days|(?:(?:a |in )?(?:childhood|high school|college|school|uni(?:versity)?|(?:my |his |her )?(?:early |late |mid )?(?:teens|"
    r"twenties|thirties|forties|fifties|sixties)|a (?:kid|child|teenager|baby|little girl|little boy|boy|girl))|my (?:divorce|pregnancy|c-section|"
    r"accident|wedding)|christmas|xmas|easter|"
    r"thanksgiving|diwali|halloween|(?:autumn |spring |summer |february |october |may )?half[- ]term|ramadan|lockdown|(?:last|this past) (?:summer|winter|spring|fall|autumn|christmas|easter|month|night|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday|season|weekend|tues|weds|thurs|fri|sat|sun|mon)|the (?:pandemic|lockdown|summer|winter|"
    r"spring|autumn|fall|weekend|start of the (?:year|season))|covid|new year(?:'?s)?(?: day| eve)?|boxing day|labor day|"
    r"start of (?:the )?(?:lockdown|pandemic|covid|summer|winter|spring|autumn|term|year)|this (?:summer|spring|fall|winter|weekend)|(?:(?:i|he|she) (?:\w+ ){1,3}on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: night| morning)?))"
)
_WORDS = re.compile(rf"\b(?:ever )?since (?P<q>(?:about |around |the (?!birth))?{_EPOCH})\b")
_WHEN = re.compile(
    r"\b(?P<q>(?:around |about )?(?:easter|christmas|xmas|new year|whitsun|thanksgiving|halloween) (?:last year|20\d\d|the year before(?: last)?)|(?:last|this past) (?:year|week|month|night|summer|winter|spring|fall|autumn|christmas|weekend|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday)|(?:on|at|over) the weekend|(?:in|over|during) the (?:summer|winter|spring|autumn)(?= |[,.;)]|$)|(?<=on )(?:monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday|new year'?s (?:day|eve)|boxing day|christmas (?:day|eve))|(?:the )?(?:day|night|week|"
    r"weekend) (?:before|after) (?:christmas|thanksgiving|easter|new year'?s?)|this (?:summer|spring|winter|autumn)|yesterday|this morning|today|"
    r"last yr|the other day|over christmas|"
    r"at christmas|at easter)\b",
)  # fmt: skip
_WHEN_VALUE = {"yesterday": "P1D", "today": "P0D", "this morning": "P0D", "last year": "P1Y", "last yr": "P1Y", "last week": "P1W", "last month": "P1M"}
_SINCE_NOW = re.compile(r"\bsince (?P<q>yesterday|this morning|today|last year|last week|last month)\b")
_SINCE_AGE = re.compile(
    rf"\b(?:since|from)\s+(?:(?:i was|he was|she was|the age of|age|aged|i turned)\s+)(?:about |around )?(?P<q>(?P<n>\d{{1,2}}|"
    rf"{numbers.WORDS})(?:\s*(?:years? ?old|yrs old|yo))?)\b|\b(?:began|started|since|from|diagnosed)[^.;,]{{0,30}} (?:at (?:the )?age(?: of)?|"
    rf"when i was|age) (?:about |around )?(?P<q2>(?P<n2>\d{{1,2}})(?:\s*years? ?old)?)\b",
)  # fmt: skip
_ISO = {"y": "Y", "m": "M", "w": "W", "d": "D"}

_COMPLAINT = re.compile(rf"\b(?:{alternatives('courses.txt', 'complaint')}|[a-z]{{4,}}(?:itis|algia))\b")
_MAYBE = re.compile(rf"\b(?:{alternatives('courses.txt', 'perhaps')})\b")
_NOT = re.compile(
    rf"\b(?:{alternatives('courses.txt', 'otherwise')}|(?<!at )work|had (?:my|the|it|both|his|her) (?:\w+ ){{0,3}}done|[a-z]{{3,}}(?:ectomy|otomy|"
    rf"oplasty|oscopy|odesis)|lost \d+|ssdi|disability|medicare|drained|aspirated|resurfaced|gallbladder|cataracts?|stents?)\b",
)  # fmt: skip
_HAPPENED = re.compile(rf"\b(?:{alternatives('courses.txt', 'happened')})\b")
_CUT = re.compile(r"[,;.()]|\band\b|\bbut\b|\bthen\b|\bwhich\b")


_UNITS = frozenset(w + end for w in ("year", "yr", "yera", "month", "mo", "mth", "mnth", "week", "wk", "day", "decade", "fortnight", "summer", "winter", "spring") for end in ("", "s"))
_MONTHLY = frozenset(m[:n] for m in _MONTHS for n in (3, 4, len(m))) | {"thousand", "nineteen", "twenty"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FOREIGN_LED = frozenset({"seit", "desde", "hace", "depuis", "da", "h", "sinds", "al"})
_LED_BY = frozenset({"in", "since", "from"})
_LONG = frozenset({"chronic", "chronically", "long", "ages", "years", "yonks", "decades", "decade", "forever", "life", "lifelong", "while"})
_AT_AGE = frozenset({"age", "was", "turned", "aged"})
_LATELY = frozenset({"night", "week", "summer", "winter", "spring", "autumn", "boxing", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "year", "last", "past", "weekend", "yesterday", "today", "morning", "christmas", "easter", "day"})


_IT_HAPPENED = re.compile(r"\W*(?:and |when )?(?:i|he|she|my \w+) (?:got |was |just )?(?:hit|fell|felt|slipped|twisted|heard|landed|rolled|hurt|\w+ed)\b")


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """Durations of the complaint, each distinct value once; at most three."""
    named = [h.end for h in word_list("diagnoses.txt").hits(text, words)]
    began = [h.end for h in word_list("events.txt").hits(text, words) if h.value in ("told", "event")]
    treated = [h.end for name in ("procedures.txt", "medicines.txt") for h in word_list(name).hits(text, words)]
    low, said = places.low, places.words
    reading = _Reading(text, places, subject, treated, began, named)
    for match in _SINCE_AGE.finditer(low) if said & _AT_AGE else ():
        if re.search(r"\b(?:gymnast|dancer|swimmer|player|smoker|rider|skater|runner|athlete|playing|dancing|running|skating|riding|swimming|smoking|training|working) $", low[max(0, match.start() - 16) : match.start()]):
            continue
        group = "q" if match["q"] else "q2"
        reading.take(*match.span(group), f"since-age:{int(numbers.value(match['n' if group == 'q' else 'n2']) or 0)}", 0.85)
    slashes = "/" in low
    for match in _CHART.finditer(low) if slashes else ():
        reading.take(*match.span("q"), f"P{match['n']}{_CHART_UNIT[match['u']]}", 0.8, near=match["u"] == "7")
    for match in _ANY.finditer(low) if said & _UNITS else ():
        if _too_little(match):
            continue
        if (value := _iso(match)) and (match["t"] or _LED.search(low[max(0, match.start() - 16) : match.start()]) or _THEN.match(low[match.end() : match.end() + 50])):
            reading.take(*match.span("q"), value, 0.8, near=True)
    for match in _SHORT.finditer(low) if "x" in said else ():
        reading.take(*match.span("q"), _iso(match), 0.7, near=True)
    for match in _DATE.finditer(low) if said & _MONTHLY or _YEAR.search(low) else ():
        reading.take(*match.span("q"), _since(match), 0.7, near=True, date=True)
    for match in _AND_A_HALF.finditer(low) if "half" in said else ():
        reading.take(*match.span("q"), {"year": "P18M", "month": "P1.5M", "week": "P1.5W"}[match["u"]], 0.8, near=True)
    for match in _BARE_MONTH.finditer(low) if said & _MONTHLY else ():
        if _FELL_THEN.search(places.before(match.start(), reach=30)):
            reading.take(*match.span("q"), f"since:--{_month(match['q']):02d}", 0.65)
    for match in _DATED.finditer(low) if said & _MONTHLY else ():
        if _FELL_THEN.search(places.before(match.start(), reach=30)) or _NOT_SINCE.match(low, match.end()):
            reading.take(*match.span("q"), f"since:{match['y']}-{_month(match['m']):02d}", 0.7)
    for match in _LABELLED.finditer(low) if _YEAR.search(low) else ():
        reading.take(*match.span("q"), f"since:{match['y']}" + (f"-{_month(match['m']):02d}" if match["m"] else ""), 0.8)
    for match in _BARE_DAY.finditer(low) if said & _LATELY else ():
        if _FELL_THEN.search(places.before(match.start(), reach=30)):
            reading.take(*match.span("q"), f"since:{match['q']}", 0.65)
    for match in _FOREIGN.finditer(low) if said & _FOREIGN_LED else ():
        reading.take(*match.span("q"), f"P{numbers.value(match['n']) or _FOREIGN_NUMBERS.get(match['n'], 1):.0f}{_FOREIGN_UNITS[match['u'][:3]]}", 0.7)
    for match in _TORE_IN.finditer(low):
        reading.take(*match.span("q"), f"since:{match['q']}", 0.7)
    for match in _HEADED.finditer(low):
        reading.take(*match.span("q"), f"since:{match['q']}", 0.7, near=True)
    for match in _TWO_FIGURES.finditer(low) if said & _LED_BY else ():
        years = int(match["a"] or match["b"])
        reading.take(*match.span("q"), f"since:{(1900 if years > 40 else 2000) + years}", 0.7, near=True, date=True)
    for match in _SLASH.finditer(low) if slashes else ():
        day = f"-{int(match['b']):02d}" if match["b"] else ""
        reading.take(*match.span("q"), f"since:{match['y']}-{int(match['a']):02d}{day}", 0.8, near=True)
    for match in _MONTH_DAY.finditer(low) if slashes else ():
        reading.take(*match.span("q"), f"since:--{int(match['a']):02d}-{int(match['b']):02d}", 0.7, near=True)
    for match in _SINCE_NOW.finditer(low) if "since" in said else ():
        reading.take(*match.span("q"), _WHEN_VALUE[match["q"].casefold()], 0.8, near=True)
    for match in _WORDS.finditer(low) if "since" in said else ():
        reading.take(*match.span("q"), f"since:{match['q'].casefold()}", 0.8)
    for match in _WHEN.finditer(low) if said & _LATELY else ():
        clause = _CUT.split(places.before(match.start()))[-1]
        if (_HAPPENED.search(clause) or _IT_HAPPENED.match(places.after(match.end())) or re.search(r"\b(?:it|that|this) was $|\b(?:good|fine|ok|okay|well|great) until $", clause)) and not _NOT.search(clause.removesuffix("until ")):
            reading.take(*match.span("q"), _WHEN_VALUE.get(match["q"].casefold(), f"since:{match['q'].casefold()}"), 0.7)
    others = bool(reading.found)
    for match in _CHRONIC.finditer(low) if said & _LONG else ():
        if others and not _CHRONIC_PAIN.match(low, match.start()):
            continue
        if not re.search(r"\b(?:sit|stand|walk|drive|lie|how|take|taken)\b.{0,12}$", places.before(match.start())):
            reading.take(*match.span("q"), "chronic", 0.75)
    return sorted(_distinct(reading.found), key=lambda f: f.start)[:3]


def _month(name: str) -> int:
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name[:3]))


_NOT_SINCE = re.compile(r",? (?:and )?(?:it )?(?:never|has never|hasn't|not) (?:really |fully |quite )?(?:healed|better|right|recovered|settled|been right)")
"""Of "Feb 2024, never healed": when it began."""


def _too_little(match: re.Match[str]) -> bool:
    """Of "a day", "a good day", "a week": without an "ago" they are seldom how long it has lasted."""
    return not match["t"] and match["n"].casefold() in ("a", "an") and match["u"].casefold() in ("day", "week") and not match["h"]


class _Reading:
    """What was found so far, and the conditions that each duration must meet."""

    def __init__(self, text: str, places: Places, subject: Subject, treated: list[int], began: list[int], named: list[int]) -> None:
        self.text, self.places, self.subject, self.treated, self.began, self.named = text, places, subject, treated, began, named
        self.found: list[Fact] = []

    def take(self, start: int, end: int, value: str, confidence: float, *, near: bool = False, date: bool = False) -> None:
        places = self.places
        if not value or places.is_pasted(start) or self.subject.somebody_else(start, places) or any(f.start < end and start < f.end for f in self.found):
            return
        sentence = places.at(start)
        if sentence.question and not _GUESSED.match(places.low[sentence.start : end]) and not re.search(r"\b(?:i have|i've|i had|had|for|pain|pn|x|since|suffering)\b", places.low[sentence.start : start]):
            return
        if near and not _of_complaint(start, end, places, self.treated, self.began if date else [*self.began, *self.named], date=date):
            return
        self.found.append(Fact("duration", value, start, end, self.text[start:end], confidence=confidence, rule="duration"))


_GUESSED = re.compile(r"\W*(?:a |about |like )?(?:couple|few|several|\d+|two|three|four|five|six)(?: of)? (?:years?|months?|weeks?)\W*$|\W*(?:(?:oh|uh|um|er|hmm|well|maybe|about|like|probably|say|gosh|i guess|i think|almost|over|going on)\W+){1,4}[\w/ -]{3,16}$")
"""Of "Oh, maybe five months?": an answer, however it ends."""
_OTHERWISE = re.compile(
    r"\s*(?:old|of age|o\b|young|-?olds?|male\b|female\b|lady|gentleman|later|apart|post|hence|time\b|before|a (?:week|year|month)|per|in (?:a|the) row|"
    r"of (?:physio|pt|physical|therapy|rest|it|work|teaching|treatment|that has)|wait|from now|relief|off|['’](?!\s?(?:duration|history)))"
)
_UNTIL = re.compile(
    r"\b(?:in|within|every|once|twice|next|after|another|only|until|till|first|each|than|wait(?:ed)?|by|lasted|lose|than a|once a|twice a|per|"
    r"tim(?:e|es) a|old)\s+(?:the )?(?:next |another |about |a )?$"
)


_WORN_FOR = re.compile(r"\b(?:crutches|sling|cast|boot|brace|splint|wheelchair|walker|cane|frame) for (?:about |over |almost )?(?:the )?$")


_UNTIL_THEN = re.compile(r"\b(?:great|fine|good|ok|okay|well|worked|perfect)\b[^.;]{0,20}\b(?:un)?till? (?:about |around |the )*$")


_BABY_IS = re.compile(r"\b(?:baby|infant|newborn|twins?|puppy|little one) (?:is|are|was|'s) (?:now |only |just |about )?$")
_LAID_UP = re.compile(r"\b(?:could(?:n't|nt| not)|laid up|in bed|off work|rested|wore|used) (?:\w+ ){0,3}for (?:about |over )?$|"
                      r"\b(?:be|being|take|taking|afford) (?:to be )?off (?:work )?(?:for )?(?:about |over )?$")


_TAKEN_OFF = re.compile(r"\b(?:casts?|boot|stitches|splint|plaster|brace) (?:(?:finally|only|just) )?(?:came|come|was|is|were) (?:taken )?(?:off|out|removed) (?:\w+ )?$")
_IT_WAS_THEN = re.compile(r"\b(?:that|this|it) (?:would|must) (?:be|have been) (?:(?:on|in|back in) |(?:about |around )?the (?:\w+ )?(?:week|end|beginning|start|middle) of )$")
_SINCE_I = re.compile(r"\bsince (?:i|he|she) (?!(?:was|had|have|has|stopped|started|retired|moved|saw|met)\b)[^.;,]{3,50}$")
_SINCE_THAT = re.compile(r"\bsince (?:my|the|his|her|having|i had|an?) [^.;,]{3,40}$")
"""Of "since my hysterectomy in 2019 I've had pain": that long, where a complaint follows."""


_BY_THEN = re.compile(r"\b(?:by|before|until) then\b|\bin time for\b", re.I)
_PROMISED = re.compile(r"\b(?:told|said|promised|quoted)(?: (?:me|us|him|her))? (?:it (?:would|will) (?:be|take) |to expect |about |around |maybe )*$")
"""Of "I was told six weeks": how long it was to take."""
_ELSEWHERE = re.compile(r"(?<!since )(?<!since my )(?<!since the )\b(?:heart attack|mini[- ]stroke|stroke|cancer|tumou?r|melanoma|lymphoma|leuk\w+|blood clot|dvt|pulmonary embolism|bypass|pacemaker|stent|chemo\w*|radiotherapy|"
                        r"divorce|retired|widowed|moved|married) (?:\w+ ){0,2}(?:in|since|around|about|back in) (?:about |early |late )?$")
"""Of "I had a heart attack in 2009": when something else was."""
_COURSE = re.compile(r"\b(?:taken|took|taking|prescribed|given|course of)\b[^.;]{0,36}\bfor (?:about |over |the )?$")
"""Of "taken 60000 iu weekly for 8 weeks": how long a medicine was taken."""
_PLANNED = re.compile(r"\b(?:wants?|wish(?:es)?|plans?|planning|hoping|going|due|scheduled|booked|supposed) (?:to |for )(?:\w+ ){1,5}(?:in|on|by|for) (?:early |late |mid[- ]?)?$|\b(?:surgery|operation|replacement|fusion|op|procedure) (?:is |was )?(?:scheduled|booked|planned|set|due) (?:for|in|on) (?:early |late |mid[- ]?)?$")
"""Of "the surgeon wants to replace it in January": a plan."""


def _of_complaint(start: int, end: int, places: Places, treated: list[int], began: list[int], *, date: bool) -> bool:
    """The nearest word of the clause that decides: of a complaint, or of a treatment, a job, a plan."""
    before, after = places.before(start, reach=80), places.after(end, reach=50)
    if re.search(r"(?:how long|duration|symptoms? (?:since|for)|since when|onset|problem since|time since injury)\b[^:?]{0,30}[:?]\s*(?:about |around |approx\.? |approximately |roughly |over |nearly |almost |since |for |~)*$", before):
        return True
    if re.search(r"\bhad the same (?:\w+ )?(?:back )?(?:in |about |around )*$", before) or (re.search(r"\b(?:from|blame) $", before) and re.match(r" of (?!pain|ache|suffering)", after)):
        return False
    if re.search(r"\bhad (?:it|this|them|these) (?:for )?(?:about |around |over |nearly )*$", before) or re.match(r"\s*(?:hx|h/o|history) (?:of|with)\b", after):
        return True
    if date and (re.search(r"\b(?:years|yrs|months) (?:in|this|next|come) $", before) or _PLANNED.search(before) or _BY_THEN.search(places.at(start).text)):
        return False
    if _PROMISED.search(before) or _ELSEWHERE.search(before) or _COURSE.search(before):
        return False
    if _UNTIL_THEN.search(before) or (re.search(r"\bstill\b", before) and re.match(r"\s*later\b", after)):
        return True
    if _BABY_IS.search(before) or _LAID_UP.search(before) or _TAKEN_OFF.search(before):
        return False
    if date and (_IT_WAS_THEN.search(before) or _SINCE_I.search(before) or (_SINCE_THAT.search(before) and _COMPLAINT.search(after))):
        return True
    if _OTHERWISE.match(after) or _WORN_FOR.search(before) or (_UNTIL.search(before.rstrip("~")) and not date and not re.search(r"\bmore than $|less than $|\bsince (?:last|past)", before)) or re.search(r"\b(?:once|twice|again|injections?|shots?) (?:in )?$", before):
        return False
    left, right = _CUT.split(before)[-1], _CUT.split(after)[0]
    own = _nearest(left, start, treated, began)
    if own is None:
        own = _first(right)
    if own is None:
        own = _nearest(before, start, treated, began)
    if own is not None:
        return own
    if re.search(r"\b(?:ever since|since then|from then on)\b", places.after(end, reach=160)) or (places.low[start:end].endswith(("ago", "back", "before")) and not _NOT.search(before)):
        return True
    if date and re.search(r"\b(?:that|this|it) (?:was|happened|started|began) (?:(?:on|in|back in) )?$", before):
        return True
    if _MAYBE.search(re.sub(r"\b(?:had|felt)\b", "", left) if date else left) or (_MAYBE.search(before) and not _NOT.search(before)):
        return True
    sentence = places.low[places.at(start).start : places.at(start).end]
    return len(sentence.split()) <= 7 and not date and not _NOT.search(sentence)


def _nearest(words: str, end: int, treated: list[int], began: list[int]) -> bool | None:
    """Whether the last deciding word of those before ``end`` is one of a complaint."""
    good = sorted([m.end() for m in _COMPLAINT.finditer(words)] + [t - end + len(words) for t in began if end - len(words) < t <= end])
    bad = sorted([m.end() for m in _NOT.finditer(words)] + [t - end + len(words) for t in treated if end - len(words) < t <= end])
    if not good and not bad:
        return None
    return (good[-1] if good else -1) > (bad[-1] if bad else -1)


def _first(words: str) -> bool | None:
    good, bad = _COMPLAINT.search(words), _NOT.search(words)
    if good is None and bad is None:
        return None
    return good is not None and (bad is None or good.start() < bad.start())


def _iso(match: re.Match[str]) -> str:
    unit = match["u"].casefold()
    letter, factor = _ISO.get(unit[0], ""), 1
    if unit.startswith("de"):
        letter, factor = "Y", 10
    if unit.startswith(("su", "wi", "sp")):
        letter = "Y"
    if unit.startswith("fo"):
        letter, factor = "W", 2
    said = re.sub(r"^the (?:past|last) ", "a ", match["n"].casefold().strip())
    said = re.sub(r"^(?:past|last) ", "a ", said)
    if said in ("a few", "few", "several", "many", "some", "a good few"):
        return f"P?{letter}"
    half = bool(match["h"])
    if re.search(r"\d(?:\s?½| 1/2)$", said):
        said, half = re.sub(r"(?:\s?½| 1/2)$", "", said), True
    low = {"half a": 0.5, "half an": 0.5, "a dozen": 12, "1/2": 0.5, "½": 0.5}.get(said) or numbers.value(said)
    if low is None:
        return ""
    first = _part((low + (0.5 if half else 0)) * factor, letter)
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
    said = match["d"] or match["d0"]
    day = f"-{int(said):02d}" if said and match["y"] else ""
    return f"since:{year}-{month:02d}{day}"


def _year(words: str) -> str:
    """The year of "2007", "two thousand seven" or "twenty sixteen"."""
    if words.isdigit():
        return words
    low = words.casefold()
    head, tail = (2000, low[12:]) if low.startswith("two thousand") else (1900, low[8:]) if low.startswith("nineteen") else (2000, low[6:])
    return str(head + int(numbers.value(tail.strip().removeprefix("and ")) or 0))


def _distinct(found: list[Fact]) -> list[Fact]:
    kept: dict[object, Fact] = {}
    for fact in found:
        kept.setdefault(fact.value, fact)
    return list(kept.values())
