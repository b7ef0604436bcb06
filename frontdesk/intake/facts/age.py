"""The subject's age now."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import numbers
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import alternatives

_W = rf"(?:{numbers.WORDS})"
_NOT_AFTER = (
    r"(?! ?(?:weeks?|months?|days?|hours?|minutes?|%|lbs?|pounds|kg|kgs|kilos|stone|st\b|miles?|km|mg|mm|cm|times|inch|feet|ft|out of|/|sessions|"
    r"injections|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|-|\.\d|:\d|years? (?!old|of age|young)|am\b|pm\b|th\b|nd\b|rd\b))"
)
_OLD = r"[- ]?(?:years?|yrs?|yr|y|yeras)?[- ./]{0,2}(?:olds?|young|o\b|of age)"
_YEARS = frozenset({"year", "years", "yr", "yrs"})
_KIN = frozenset({"husband", "wife", "son", "daughter", "mother", "mum", "mom", "father", "dad", "partner", "sister", "brother", "grandson", "granddaughter", "he", "she", "who", "boy",
                  "girl", "child"})  # fmt: skip
_KINS = frozenset({"sons", "daughters", "husbands", "wifes", "mums", "moms", "dads", "fathers", "mothers", "partners"})
_SHAPES: tuple[tuple[float, frozenset[str] | None, re.Pattern[str]], ...] = (
    (0.95, None, re.compile(rf"(?<![\d/.])\b(?P<n>\d{{1,3}}|{_W})[- ]?(?:years?|yrs?|yr|y|yeras)[- ./]{{0,2}}(?:olds?|young|o|of age)\b", re.I)),
    (0.95, frozenset({"y", "yo", "yr", "yrs"}), re.compile(r"(?<![\d/.])(?P<n>\d{2}) ?(?:y/?o\b|y\.o\.?|yr old|yrs? ?/ ?[mf]\b)", re.I)),
    (0.9, frozenset({"age", "aged", "turned", "turning", "turn"}), re.compile(rf"\b(?:aged?|turned|turning|turn)[ :=]{{1,3}}(?:is |now |only |just |about |of )?(?P<n>\d{{1,3}}|{_W}){_NOT_AFTER}\b", re.I)),
    (0.9, None, re.compile(rf"\b(?:i am|i'm|im|i’m|he is|she is|he's|she's|he’s|she’s|hes|shes|who is|who's|who’s|am|is|they are|"
                     rf"we are both)[ ]{{1,3}}(?:a |an |now |only |just |almost |nearly |about |also |currently |in my )*(?P<n>\d{{1,3}}|"
                     rf"{_W})(?:{_OLD})?(?=[\s,.;:!?)&]|$){_NOT_AFTER}", re.I)),
    (0.9, frozenset({"m", "f", "male", "female", "man", "woman", "lady", "gentleman"}), re.compile(r"(?<![\d/.$£€])\b(?P<n>[1-9]\d) ?/? ?(?:m|f|male|female|man|woman|lady|gentleman)\b(?!['’])", re.I)),
    (0.9, _YEARS, re.compile(r"\b(?:am|is|'m|'s|i’m) (?P<n>[1-9]\d) ?(?:years?|yrs?)(?=\s*(?:,|\.|and\b|with\b|has\b|suffer))", re.I)),
    (0.8, None, re.compile(r"(?<=[A-Za-z] )(?P<n>[1-9]\d)(?= (?:\(\d{3}\)|\S+@))|(?<=[A-Z]{3} )(?P<n2>[1-9]\d)\s*$")),
    (0.9, frozenset({"age", "aged"}), re.compile(r"\baged? (?:of |about |is )?(?P<n>\d{1,3}) ?(?:years?|yrs?)\b", re.I)),
    (0.9, frozenset({"tengo", "tenho", "ho", "j", "bin"}), re.compile(r"\b(?:tengo|tenho|ho|j['’]ai|ich bin|bin) (?P<n>[1-9]\d) ?(?:a[nñ]os|anos|anni|ans|jahre)?\b(?! (?:jahre )?(?:schmerz|dolor))", re.I)),
    (0.8, frozenset({"ish"}), re.compile(r"(?<=[ (,])(?P<n>[1-9]\d)(?= ?ish\b)(?! ?ish (?:years|months|weeks|days))")),
    (0.75, None, re.compile(r"[A-Z][a-z'’-]+ [A-Z][\w'’-]+ (?P<n>[1-9]\d)(?=,|\.\s|;)(?!, \d)")),
    (0.7, None, re.compile(r"(?:^|[.!?]\s+)(?P<n>[1-9]\d)(?= [A-Z][a-z]+(?: [A-Z][a-z]+)?\W*$)")),
    (0.72, _YEARS, re.compile(r"(?:[a-z], |diabetic |male |female )(?P<n>3[5-9]|[4-9]\d) ?(?:years?|yrs?)(?=\s*[.,;]|\s*$)", re.I | re.M)),
    (0.9, frozenset({"age"}), re.compile(r"\bmy age (?:is |: ?|= ?)?(?P<n>\d{1,3})\b", re.I)),
    (0.65, _YEARS, re.compile(r"(?:^|[.!?]\s+)(?P<n>[4-9]\d) ?(?:yrs?|years)(?=[.;]|$)", re.M)),
    (0.85, frozenset({"m", "f", "male", "female"}), re.compile(r"\b(?:M|F|male|female|Male|Female)[ ,/]{0,2}(?P<n>[1-9]\d)\b(?!%)")),
    (0.85, _YEARS, re.compile(r"\b(?P<n>[1-9]\d) ?(?:years?|yrs?)(?= (?:male|female|man|woman|lady|gentleman)\b)|\bi have (?P<n2>[1-9]\d) years(?=\s*(?:[,.]|"
                      r"and (?:i|my)\b))", re.I)),
    (0.8, _YEARS, re.compile(r"\b(?:[A-Z][\w'’-]+ )?[A-Z][\w'’-]+, (?P<n>[2-9]\d) ?(?:yrs|years)(?=[.,)])")),
    (0.9, frozenset({"too"}), re.compile(r"\btoo (?:old|young|late)\b[^.,;]{0,30}? at (?P<n>[1-9]\d)\b", re.I)),
    (0.85, _KIN, re.compile(r"\b(?:husband|wife|son|daughter|mother|mum|mom|father|dad|partner|sister|brother|grandson|granddaughter|he|she|"
                      r"who)['’]s (?P<n>\d{1,2})(?= (?:with|and)\b|[,.])", re.I)),
    (0.8, _KIN, re.compile(r"\b(?:son|daughter|husband|wife|mother|mum|mom|father|dad|partner|grandson|granddaughter)(?: [A-Z][a-z]+)?,? (?P<n>\d{1,2})(?=[,.)]| ?(?:yrs?|years?)\b(?! (?:ago|of))| (?:has|is|with|had|cannot|can't|needs)\b)")),
    (0.8, None, re.compile(r"(?<=\()(?P<n>[1-9]\d)(?=[,)]| now\))")),
    (0.75, frozenset({"next", "this"}), re.compile(r"(?:^|[.!?,]\s+)(?P<n>[5-9]\d)(?= (?:next|this) (?:month|week|birthday|january|february|march|april|may|june|july|august|september|october|november|december)\b)", re.I)),
    (0.8, _KIN, re.compile(r"\b(?:son|daughter|grandson|granddaughter|boy|girl|child)(?: [A-Z][a-z]+)?,? \((?P<n>[5-9])(?=[,)])", re.I)),
    (0.8, frozenset({"at"}), re.compile(r"(?:^|[.!?,]\s+|\band )(?:now )?at (?P<n>[1-9]\d),?(?= (?:my|i|i'm|it's|it|this|he|she|his|her|the|am i|is)\b)", re.I)),
    (0.85, frozenset({"now"}), re.compile(r"\bnow at (?:the age of )?(?P<n>[2-9]\d)\b(?! ?(?:%|/|kg|lbs?|st\b|mg|weeks|months|days|degrees|percent))", re.I)),
    (0.75, frozenset({"of", "nearly", "almost"}), re.compile(r"\b(?:of|nearly|almost) (?P<n>[5-9]\d|(?:fifty|sixty|seventy|eighty|ninety)(?:[- ]\w+)?)(?= and\b|[,.])", re.I)),
    (0.85, frozenset({"now"}), re.compile(r"\bnow (?P<n>[2-9]\d)(?= and\b)", re.I)),
    (0.9, frozenset({"and"}), re.compile(r"\b(?:I am|I'm|I’m) (?:an? )?[a-z-]+(?: [a-z-]+)? and (?P<n>[2-9]\d)(?=[.,;]|$)", re.M)),
    (0.8, _KINS, re.compile(r"\b(?:son|daughter|husband|wife|mum|mom|dad|father|mother|partner)s (?P<n>\d{1,2})(?= (?:and|with)\b|[,.])", re.I)),
    (0.65, None, re.compile(rf"(?:^|[.!?]\s+)(?P<n>[2-9]\d)(?= (?:{alternatives('occupations.txt')})\s*(?:[.,]|$))", re.I | re.M)),
    (0.7, None, re.compile(r"(?:^|[,.;:?!]\s+|\bhere,? )(?P<n>[1-9]\d?)(?=\s*(?:[,.;)]|$|and an?\b|here\b))(?!\.\d)", re.M)),
    (0.65, None, re.compile(r"(?<=[a-z] )(?P<n>[1-9]\d)(?=\s*(?:[.]\s|[.]?$|,\s*[a-z]))", re.M)),
)  # fmt: skip
"""How sure it is, the words of which one stands in whatever the shape fits (without them the text is not walked for it), and the shape."""
_OF_MONTHS = frozenset({"month", "months", "mo", "m"})
_MONTHS = re.compile(
    rf"\b(?P<q>(?P<n>\d{{1,2}}|{_W})[- ]months?[- ]old)\b|\b(?:is|aged|age) (?P<q2>(?P<n2>\d{{1,2}}) months)(?=\s*(?:and|,|\.|with|old|$))|"
    rf"(?P<q3>(?P<n3>\d{{1,2}}) ?(?:mo|m)/o)\b", re.I,
)  # fmt: skip
_THEN = re.compile(
    r"\b(?:(?:when|since|until|till|after|before|from) (?:i|he|she|they) (?:was|were|turned|am|is)(?: about| around| only| just)?|(?:since|at|from|"
    r"until|around|from about) (?:the )?age(?: of)?|(?:since|until|from) (?:about |around )?|acts? like(?: an?)?|"
    r"feel(?:s|ing)? (?:like )?(?:i am|i'm|an?)?|like an?|by|under|over|ages?|was|weigh(?:s|ed)?|weight(?: is)?|pain is|pain at|score|level|bmi|hr|"
    r"rating|and|or|to|for|room|apt|unit|box|highway|route|suite|no|number|#|at)\s*$", re.I,
)  # fmt: skip


def read(text: str, places: Places, subject: Subject) -> list[Fact]:
    """Once, from the plainest way of saying it; other people's ages and those of long ago are none."""
    found: list[tuple[float, int, Fact]] = []
    said = places.words
    for match in _MONTHS.finditer(text) if said & _OF_MONTHS else ():
        mark = next(x for x in ("", "2", "3") if match[f"q{x}"])
        if not subject.relation and re.search(r"\b(?:she|he|baby|it|they)(?:['’]s| is| are|['’]re)? (?:now |only |just )?$", text[max(0, match.start() - 16) : match.start()], re.I):
            continue  # the writer's baby
        found.append((0.9, match.start(), _age(text, *match.span(f"q{mark}"), (numbers.value(match[f"n{mark}"]) or 0) / 12, 0.9)))
    for confidence, needs, shape in _SHAPES:
        for match in shape.finditer(text) if needs is None or needs & said else ():
            group = "n" if match["n"] else "n2"
            number = numbers.value(match[group])
            if number is None or not ((5 if subject.relation else 14) if confidence < 0.9 else 1) <= number <= 104 or _of_then(text, match, group, confidence, subject.relation):
                continue
            found.append((confidence, match.start(group), _age(text, *match.span(group), number, confidence)))
    found = [f for f in found if not subject.somebody_else(f[1], places) and not places.is_pasted(f[1])]
    if not found:
        return []
    return [min(found, key=lambda f: (not _of_subject(f[1], places, subject), bool(_ONCE.search(places.before(f[1], reach=20))), -f[0], f[1]))[2]]


_ONCE = re.compile(r"(?<!am )(?<!'m )(?<!is )(?<!now )(?<!, )(?<!\()\baged? $")
"""Of "hit by a car aged 24 and I'm 40 now": the age that it befell them at, where another is told."""


_NO_AGE = re.compile(r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4}|st|street|road|[lctLCT]\d?)[., ]*$")


def _of_then(text: str, match: re.Match[str], group: str, confidence: float, relation: str) -> bool:
    """An age at which something was, or a number of something else."""
    start, end = match.span(group)
    before = text[max(0, start - 34) : start].replace("’", "'")
    if re.search(r"\bnow (?:at |aged? )(?:the )?(?:age (?:of )?)?$|\bnow at age $", before, re.I):
        return False
    if re.search(r"\b(?:when|since|until|till|at|from) (?:(?:i|he|she) (?:was|were|turned) |(?:the )?age (?:of )?|aged )(?:about |around |only |just )?$", before, re.I):
        return True
    if confidence >= 0.9 and re.search(r"\b(?:that|which|it|injury|tear|this|pain) (?:is|was) (?:now |about |over )?$", before):
        return True
    if re.search(r"\bit['’]?s now $", before, re.I):
        return True
    if confidence >= 0.95:
        return bool(re.search(r"\b(?:when (?:i|he|she) was an? |was an? |like an? )$", before, re.I))
    if confidence >= 0.9 and match[group].isdigit() and int(match[group]) < 13 and not relation and "old" not in text[end : end + 12]:
        return True
    if confidence >= 0.9:
        return bool(re.search(r"\b(?:pain|score|level|it|weight|bmi|that|this|there|surgery|appointment) (?:is|was|am) (?:about |around |an? )*$", before, re.I))
    if confidence <= 0.7:
        low = text[max(0, start - 14) : start].casefold()
        if re.search(r"[a-z] $", low) and not re.search(r"(?:er|or|ist|ian|man|female|male|retired|student|nurse|wife|lady|here|now|old) $", low):
            return True
        if re.match(r"\s*(?:weeks?|months?|days?|sessions|injections)", text[end : end + 12]) or _NO_AGE.search(low):
            return True
    return bool(_THEN.search(before)) and not re.search(r"(?:^|[.!?]\s)at $", before, re.I)


def _of_subject(place: int, places: Places, subject: Subject) -> bool:
    return not subject.relation or not re.search(r"\b(?:i am|i'm|im)\s*(?:an? )?$", places.before(place))


def _age(text: str, start: int, end: int, years: float, confidence: float) -> Fact:
    value = int(years) if years == int(years) else round(years, 3)
    return Fact("age", value, start, end, text[start:end], confidence=confidence, rule="age")
