"""Names, ages, occupations."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import numbers
from frontdesk.intake.facts.sentences import RELATION, Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, plain_list

_N = rf"(?P<n>\d{{1,3}}|{numbers.WORDS})"
_AGES = (
    (re.compile(rf"\b(?:i am|i'm|im|i’m|he is|she is|he's|she's|he’s|she’s|who is|who's|is|am|age|aged|turned|turning|just turned|nearly|almost|at age)[ :]{{1,3}}(?:a |an |now |only |just |almost |nearly |about )?(?P<q>{_N}[- ]?(?:years?|yrs?|yr|y)?[- ./]?(?:old|young|o\b|of age)?)(?=[\s,.;:!?)&]|$)(?! ?(?:weeks|months|days|hours|minutes|%|lbs?|pounds|kg|miles|mg|times|inch|feet|out of|/))", re.I), 0.9),
    (re.compile(rf"\b(?P<q>{_N}[- ]?(?:years?|yrs?|yr|y)[- ./]?(?:old|young|o|of age)\b)", re.I), 0.9),
    (re.compile(r"(?<![\d/.])(?P<q>(?P<n>\d{2})) ?(?:yo|y/o|y\.o\.?|yr old|m\b|f\b|male|female)(?![a-z/])", re.I), 0.9),
    (re.compile(r"^(?P<q>(?P<n>[1-9]\d))(?= (?:and|,|year|male|female|here))|(?<=[,(] )(?P<q2>(?P<n2>[1-9]\d))(?=[,)] |\)|,)", re.M), 0.75),
    (re.compile(r"(?<=\()(?P<q>(?P<n>[1-9]\d))(?=[,)])"), 0.8),
    (re.compile(r"\b[MF](?:ale|emale)?[ ,/]?(?P<q>(?P<n>[1-9]\d))\b"), 0.75),
)  # fmt: skip
_SIGNED = re.compile(r"(?:[A-Z][\w'’-]+ [A-Z][\w'’-]+,\s*|\b(?:am|im|i'm) an? [a-z -]{3,30},?\s+|^\s*|[.!?]\s+)(?P<q>(?P<n>[1-9]\d))(?=\s*(?:$|,\s*[a-z]|[.]\s|\s[MF]\b))", re.M)
_MONTHS = re.compile(rf"\b(?P<q>(?P<n>\d{{1,2}}|{numbers.WORDS})[- ]months?[- ]old)\b|\b(?:is|aged|age) (?P<q2>(?P<n2>\d{{1,2}}) months)(?=\s*(?:and|,|\.|with))", re.I)
_NOT_AGE_BEFORE = re.compile(
    r"\b(?:when i was|when he was|when she was|since i was|since age|at the age of|later is|pain|night|at age|at|was|until|from the age of|around|weigh|pain is|pain at|"
    r"score|scale|for|last|past|about|over|another|every|after|within|in|than|acts?|feel(?:s|ing)? like(?: i am| i'm)?|level|took|rating)\s*(?:i was|he was|she was|about|a|an)?\s*$", re.I,
)  # fmt: skip


def ages(text: str, places: Places, subject: Subject) -> list[Fact]:
    """The subject's age now, once."""
    found: list[tuple[float, int, Fact]] = []
    for match in _MONTHS.finditer(text):
        name = "n" if match["n"] else "n2"
        quote = "q" if match["n"] else "q2"
        years = (numbers.value(match[name]) or 0) / 12
        found.append((0.9, match.start(), _age(text, *match.span(quote), years, 0.9)))
    for shape, confidence in _AGES:
        for match in shape.finditer(text):
            group = "q2" if "q2" in match.groupdict() and match["q2"] else "q"
            number = numbers.value(match["n2"] if group == "q2" else match["n"])
            if number is None or not 1 <= number <= 104 or not _is_age(text, match, places, subject, group):
                continue
            name = "n2" if group == "q2" else "n"
            found.append((confidence, match.start(name), _age(text, match.start(name), match.end(name), number, confidence)))
    for match in _SIGNED.finditer(text):
        if 14 <= int(match["n"]) <= 99:
            found.append((0.6, match.start("n"), _age(text, *match.span("n"), float(match["n"]), 0.6)))
    found = [f for f in found if not subject.somebody_else(f[1], places) and not places.is_pasted(f[1])]
    if not found:
        return []
    return [min(found, key=lambda f: (not _of_subject(f[1], places, subject), -f[0], f[1]))[2]]


def _of_subject(place: int, places: Places, subject: Subject) -> bool:
    if not subject.relation:
        return True
    before = places.before(place)
    return not re.search(r"\b(?:i am|i'm|im)\s*(?:a )?$", before)


def _is_age(text: str, match: re.Match[str], places: Places, subject: Subject, group: str) -> bool:
    before = text[max(0, match.start(group) - 30) : match.start(group)]
    whole = text[match.start(group) : match.end(group)]
    explicit = bool(re.search(r"old|y/?o|age|\bm\b|\bf\b|male", whole + text[match.end(group) : match.end(group) + 8], re.I))
    if re.search(r"\b(?:when|since|until|till) (?:i|he|she) (?:was|turned)\s+(?:about |around |only )?$", before, re.I) or re.search(
        r"\b(?:at|from|since|was|around)\s+(?:the )?(?:age(?: of)?\s+|about |around )?$", before, re.I
    ):
        return False
    if re.match(r"\s*(?:year|yr)s?\b(?!.{0,3}old)", text[match.end(group) :], re.I) or (re.search(r"year|yr", whole, re.I) and "o" not in whole[-4:].lower()):
        return False
    return explicit or not _NOT_AGE_BEFORE.search(before) or bool(re.search(r"\b(?:i am|i'm|he is|she is|he's|she's)\s*$", before, re.I))


def _age(text: str, start: int, end: int, years: float, confidence: float) -> Fact:
    value = int(years) if years == int(years) else round(years, 3)
    return Fact("age", value, start, end, text[start:end], confidence=confidence, rule="age")


# -- occupation ------------------------------------------------------------------------------------------------------------------

_CUE = re.compile(
    r"(?:\b(?:i am|i'm|im|i’m|he is|he's|she is|she's|who is|is|am|as|was|work(?:s|ing|ed)? (?:as|in|at)?|job (?:as|is|at)?|employed as|career as|became|being|"
    r"by trade|profession is|occupation:?|retired|former|ex|disabled|semi-retired|and|or|training to be|studying to be|current)\s*(?:a|an|the|my|in)?\s*"
    r"(?:(?:\w+-)?\w+\s){0,2}|\d{1,3},?\s*(?:year old |yo |y/o )?(?:a |an )?(?:\w+ )?|\(\s*(?:\d+\s*,\s*)?|,\s*(?:a |an )?(?:retired |former |disabled )?|^|/)$", re.I | re.M,
)  # fmt: skip
_NOT_CUE = re.compile(
    r"\b(?:my|the|his|her|your|our|a|an|this|that|another|see|saw|seen|by|from|told|with|to|old|good|best|primary|visit|called)\s+(?:\w+\s)?$", re.I
)


def occupations(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """The subject's work or study, from the list, where the sentence says that they do it."""
    found: list[Fact] = []
    for hit in plain_list("occupations.txt").hits(text, words):
        before = places.before(hit.start, reach=45)
        if _ours(before, text, hit) and not subject.somebody_else(hit.start, places) and not places.is_pasted(hit.start):
            start = _extended(text, words, hit)
            quote = text[start : hit.end]
            found.append(Fact("occupation", quote.casefold(), start, hit.end, quote, confidence=0.85, rule="occupation"))
    return found[:1] if found else []


def _ours(before: str, text: str, hit: Hit) -> bool:
    if re.search(r"\b(?:i am|i'm|im|he is|he's|she is|she's|work(?:s|ed|ing)?(?: as| in)?|job|retired|former|who is|am|as|employed as)\s+(?:a|an|the|currently|also|still)?\s*"
                 r"(?:[\w-]+\s){0,2}$", before) and not re.search(r"\b(?:my|the|your|see|seeing)\s+(?:\w+\s)?$", before):  # fmt: skip
        return True
    if re.search(r"\d{2}\s*(?:,|y/?o|[- ]years?[- ]old|yr old)?,?\s*(?:a |an )?(?:retired |former |disabled |full[- ]time )?(?:male |female )?$", before):
        return True
    if re.search(r"[,(]\s*(?:a |an )?(?:retired |former |disabled )$", before) or re.search(r"\(\s*\d+\s*,\s*$", before):
        return True
    if re.search(r"(?:^|,\s*)(?:a |an )(?:[\w-]+ )?$", before) and re.search(r"\b(?:i|he|she|am|is|'m)\b", before):
        return True
    return bool(re.match(r"\s+(?:by trade|by profession|here)\b", text[hit.end : hit.end + 20], re.I)) or (before.strip() == "" and len(before) <= 1
                and bool(re.match(r"\s*[,.]|\s+\d|\s+here", text[hit.end : hit.end + 8])))  # fmt: skip


def _extended(text: str, words: list[Word], hit: Hit) -> int:
    """Take in "disabled", "college" and such that stand before the word."""
    if hit.first and words[hit.first - 1].low in ("disabled", "college", "freelance", "self-employed", "amateur", "professional", "assistant", "senior", "master"):
        return words[hit.first - 1].start
    return hit.start


# -- names -----------------------------------------------------------------------------------------------------------------------

_PART = r"(?:[A-ZÀ-ÖØ-Ý][\w'’À-ÿ-]*\.?|van|von|de|der|den|la|del|da|di|al|bin|ibn|el|ter|O['’][A-Z]\w+)"
_NAME = rf"(?:[A-ZÀ-ÖØ-Ý][\w'’À-ÿ-]*\.?(?:[ ]{_PART}){{0,3}})"
_INTRO = re.compile(rf"\b(?:[Mm]y name is|[Mm]y name's|[Nn]ame:|[Tt]his is|[Ii]'?m called|[Ii] am called|[Nn]ame is|[Ii]t's)\s+(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?(?P<n>{_NAME})")
_VOICE = re.compile(r"\b(?:this is|my name is|its|it's|i am called) (?P<n>[a-z]+ [a-z]+)(?= (?:calling|here|and|from|my|i))")
_RE = re.compile(r"^(?:Re|Patient|Name|RE|Regarding):\s*(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<n>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})(?=[,\n.]|\s+DOB)", re.M)
_LOW = re.compile(r"(?:[.!?]|thanks|thank you|regards)\s+(?P<n>[a-z]{3,12} (?:[a-z]|[a-z]{3,14}))\.?\s*$")
_IAM = re.compile(rf"\b(?:I am|I'm|I’m) (?P<n>[A-Z][a-z]+ {_PART}(?: {_PART})?)(?=[,.\s])")
_KIN = re.compile(rf"{RELATION.pattern.replace('(mother', '(?:mother')},?\s+(?:named |called )?(?P<n>[A-Z][a-z]+(?: [A-Z][\w'’-]+){{0,2}})(?=[\s,.(’']|$)")
_CLOSE = re.compile(
    r"^(?:(?:kind(?:est)?|best|warm(?:est)?|many)?\s*(?:regards|wishes|thanks)|thank(?:s| you)(?: so much| very much| in advance| again| kindly)?|sincerely|"
    r"yours(?: \w+)?|cheers|respectfully|best|cordially|blessings|love|god bless|thx|tia|rgds|br)[\s,.!–—-]*", re.I,
)  # fmt: skip
_SIGN = re.compile(rf"^[\s–—~-]*(?:(?:Mr|Mrs|Ms|Miss|Sister|Rev|Dr|Prof)\.?\s+)?(?P<n>{_NAME})\s*(?:\(.{{1,40}}\)|,\s.{{1,60}}|[-–—]\s*.{{1,60}}|\+?[\d(][\d ().+-]{{6,20}}|\S+@\S+)?[\s.!]*$")
_NOT_NAME = frozenset(
    ["thanks", "thank", "regards", "hello", "hi", "dear", "sir", "madam", "i", "please", "yes", "no", "pain", "the", "best", "kind", "sincerely", "principal", "director", "dr", "my", "this", "and", "but", "yours", "hoping", "sent", "subject", "message", "re", "fwd", "help", "hip", "knee", "back", "am", "we", "you", "it", "is", "how", "what", "when", "where", "do", "can", "not", "looking", "just", "also", "any", "would", "warm", "mri", "prp", "asap", "cheers", "good", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)


def names(text: str, places: Places, subject: Subject) -> list[Fact]:
    """Writer and subject, each distinct person once."""
    found: list[tuple[int, int, float, str]] = []
    for shape, confidence in ((_INTRO, 0.9), (_RE, 0.85), (_VOICE, 0.8), (_IAM, 0.7)):
        found += [(*m.span("n"), confidence, "introduced") for m in shape.finditer(text)]
    if subject.relation:
        found += [(*m.span("n"), 0.8, "kin") for m in _KIN.finditer(text)]
    signed = _signature(text)
    if not signed and (low := _LOW.search(text)) and not re.search(r"[.!?]\s+[A-Z]", text[-200:]) and low["n"].split()[0] not in _NOT_NAME:
        signed = [(*low.span("n"), 0.6, "signed small")]
    found += signed
    facts: list[Fact] = []
    referred = _RE.search(text)
    for start, end, confidence, rule in found:
        if referred and re.search(r"\bDr\.?\s*$", text[max(0, start - 4) : start]):
            continue  # the referring clinician
        start, end = _trimmed(text, start, end)
        quote = text[start:end]
        if _plausible(quote) and not places.is_pasted(start) and not any(_same(quote, f.quote) for f in facts):
            facts.append(Fact("person_name", quote, start, end, quote, confidence=confidence, rule=f"name {rule}"))
    return facts


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    quote = text[start:end]
    cut = re.search(r"\s(?:and|but|I|we|from|who|is|was|here|Phone|Tel|Cell|Email|I'm)$|\n.*$", quote)
    if cut:
        end = start + cut.start()
    if text[start:end].endswith(".") and not re.search(r"\b[A-Z]\.$", text[start:end]):
        end -= 1
    return start, end


def _plausible(quote: str) -> bool:
    words = re.findall(r"[\w'’.-]+", quote)
    return bool(words) and words[0].casefold().rstrip(".") not in _NOT_NAME and len(words) <= 4 and not any(c.isdigit() for c in quote) and len(quote) > 1


def _same(one: str, other: str) -> bool:
    a, b = (set(x.casefold().split()) for x in (one, other))
    return a <= b or b <= a


def _signature(text: str) -> list[tuple[int, int, float, str]]:
    """The last lines, after a closing word or alone; and a name after the last full stop of the last line."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    for at, (start, line) in reversed(list(enumerate(lines))[-5:]):
        closing = _CLOSE.match(line.strip())
        offset = start + len(line) - len(line.lstrip())
        rest = line.strip()
        if closing and closing.end() < len(rest):
            offset += closing.end()
            rest = rest[closing.end() :]
        match = _SIGN.match(rest)
        if match and _plausible(match["n"]) and (closing or len(rest.split()) <= 7) and (at or closing) and not rest.rstrip().endswith("?"):
            previous = lines[at - 1][1].strip() if at else ""
            if _is_title(rest, previous):
                continue
            return [(offset + match.start("n"), offset + match.end("n"), 0.88, "signed")]
    last_start, last = lines[-1] if lines else (0, "")
    tail = re.search(rf"(?:[.!?,–—-]|\b[Tt]hanks?(?: you)?[,.!]?|\b[Rr]egards,?|\b[Cc]heers,?|\d)\s+(?P<n>{_NAME})(?:,?\s+(?:\+?[\d(][\d ().+-]{{6,20}}|[A-Z]{{2}}|age \d+|\d\d|\S+(?:@|\(at\)|\[at\])\S+)|,\s\d\d(?:,[^.]{{3,40}})?|,[^.]{{2,12}},\s\S+(?:@|\(at\)|\[at\])\S+)?[\s.!]*$", last)
    if tail and len(tail["n"].split()) <= 3 and len(lines) >= 1 and len(last) > len(tail[0]) + 5:
        return [(last_start + tail.start("n"), last_start + tail.end("n"), 0.75, "signed in line")]
    return []


def _is_title(line: str, previous: str) -> bool:
    """A line under a signature that gives work or place, not a second name."""
    if re.search(r"\b(?:Director|Principal|Teacher|Manager|Engineer|School|Inc|LLC|Ltd|Company|University|College|Church|Dept|Department|Clinic|Officer|Foundation)\b", line):
        return True
    return bool(_SIGN.match(previous)) and len(previous.split()) in (2, 3) and _plausible(previous) and not _CLOSE.match(previous)
