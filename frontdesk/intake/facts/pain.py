"""Pain as a number out of ten."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import numbers
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import alternatives

_D = r"(?:10|\d(?:\.\d)?|one|two|three|four|five|six|seven|eight|nine|ten|zero)"
_TO = r"\s*(?:-|–|—|/|to|or|to an?|or an?|or maybe an?|,? (?:sometimes|creeping up to|creeping to|rising to|going up to|climbing to|getting up to|up to)|,? maybe|and)\s*(?:an? )?"
_RANGE = rf"(?P<a>{_D})(?:{_TO}(?P<b>{_D}))?"
_OUT = re.compile(
    rf"(?<![\d/.$-])(?P<q>{_RANGE}\s*(?:/\s*10|out of (?:10|ten)|on (?:a|the) scale of (?:1|one|0|zero)?\s*(?:-|to)?\s*(?:10|ten)|from 10|of 10|"
    rf"over 10|in 10|/ten))(?![\d/])", re.I,
)  # fmt: skip
_OUT_FIRST = re.compile(
    rf"\b(?P<q>(?:out of (?:10|ten)|scale of (?:1|one|0|zero)(?:\s*(?:-|to)\s*)(?:10|ten)),?[^.?!\d]{{0,40}}?\b{_RANGE})\b(?!\s*(?:years|months|"
    rf"weeks|days|hours|%))", re.I,
)  # fmt: skip
_LEVEL = re.compile(
    rf"\b(?:pain|ache|discomfort|hurt|hurts|vas|nrs|severity|intensity)(?:\s+(?:level|score|scale|rating|is|was|are|at|of|around|about|a|an|it|now|"
    rf"currently|usually|can|be|get|gets|up|to|as|the|would|say|i|put|between|on|average|from|hits?|sits?|hovers?|runs?|ranges?|nrs|rated|rate|=|:|~|"
    rf"low|normally|right)\b[:,]?|\s*[:=~]|(?<=vas)|(?<=nrs)){{1,7}}\s*(?:an? )?(?P<q>{_RANGE})(?!\d|/|\.\d|\s*(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|mins?|"
    rf"minutes?|times?|miles?|weeks|different|places|spots|of my|%|st\b|nd\b|rd\b|th\b|am\b|pm\b|o'clock|mg|injections|doctors|levels|vertebrae))", re.I,
)  # fmt: skip
_AVERAGE = re.compile(rf"\bpain\s+(?P<q>{_RANGE})\s+(?=(?:avg|average|on average|usually|mostly|at rest|at night|most days|constant(?:ly)?|daily|en pointe|with|when|whilst|while|going|doing|on (?:stairs|bad|good|walking)|walking|sitting)\b)", re.I)
_ISH = re.compile(rf"\b(?:pain|aches?|hurts|it's|its|about|say|a|like)\s+(?P<q>(?P<a>{_D})(?P<b>)[- ]?ish)\b(?! (?:years|months|weeks|days|times))", re.I)
_HARDLY = re.compile(rf"\b(?:no pain really|hardly any pain|not much pain|little pain),?\s+(?:just |only |maybe |about |an? )*(?P<q>{_RANGE})(?=\s*(?:[.,;]|$))", re.I)
_FIELD = re.compile(rf"\b(?:pain|severity|how bad)\b[^:\n]{{0,30}}[:=]\s*(?P<q>{_RANGE})(?=\s*(?:$|\n|[,.;/(]|at\b|on\b|out\b))", re.I | re.M)
_BEFORE = re.compile(
    rf"(?<![\d/.$-])\b(?P<q>{_RANGE})(?:\s*(?:/10)?)\s*(?:pain level|pain score|on the pain scale|level pain|level of pain|pain scale|for pain|"
    rf"pain\b)", re.I,
)  # fmt: skip
_CONTEXT = re.compile(
    rf"(?<![\d/.$-])\b(?:an? |about an? |about |around an? |around )?(?P<q>{_RANGE})\s+(?=(?:when (?:i'm|i’m|im|i am|i) \w+|on the (?:stairs|"
    rf"treadmill)|with (?:stairs|movement|walking)|at night|at rest|resting|in the day|during the day|when (?:i )?(?:walking|walk|sit|sitting|"
    rf"standing|stand|moving|lifting)|(?:sat|lying|laid|sitting|stood) (?:down|still|up)|walking|on a bad day|on bad days|on a good day|on good days|on (?:the )?(?:bad|good)(?= ones|[.,;]|$)|at worst|at its worst|at best|in the morning|"
    rf"by evening|by night|most days|on stairs|with activity|after|by (?:the )?(?:end|evening|night|bedtime|afternoon|lunch\w*)|during|in bed|"
    rf"getting (?:up|out)|if i|when (?:he|she|it)|first thing|lying|climbing|running|driving|once|just (?:sitting|standing|lying))\b)", re.I,
)  # fmt: skip
_WORST = re.compile(
    rf"\b(?:at worst|at its worst|at best|worst|at night|at rest|resting|on bad days|on a bad day|on good days|on a good day|bad days|good days|"
    rf"walking|standing|sitting|spik(?:es|ing)|peak(?:s|ing)|shoots|jumps|climbs|flares),?\s+(?:up |to |at |it is |it's |is |its |was |maybe |about |"
    rf"an? |around )*(?P<q>{_RANGE})(?!\d|/|\.\d|\s*(?:years|months|weeks|days|hours|minutes|miles|%))", re.I,
)  # fmt: skip
_BRACKET = re.compile(
    rf"\((?:[^()\d]{{0,30}}[, ])?(?P<q>{_RANGE})\)|\b(?:later|then|now|otherwise|normally|usually)(?: it)?(?: is|'s)? (?:about |an? |"
    rf"maybe )?(?P<q3>(?P<a3>{_D})(?:{_TO}(?P<b3>{_D}))?)(?!\d|/|\.\d|\s*(?:years|months|weeks|days|hours|miles|st|nd|rd|th))", re.I,
)  # fmt: skip
_SAID = re.compile(
    rf"\b(?:pain(?:'s| is|’s|s)?|it's|it’s|it is|i'd say(?: it's| it is| a| about)?|i would say|say|(?:rates?|grades?|ranks?|scores?)(?: it)?(?: as|"
    rf" at)?|put it at|like)\s+(?:about |around |maybe |probably |like |between |at |usually |roughly |a solid |it's |"
    rf"it at )*(?:an? )?(?P<q>{_RANGE})(?=\s*(?:i guess|by (?:the |fri|evening|night|bed|tea)|first thing|most|on a|on the|at|when|usually|right now|uh|um|[.,;!]|$|depending|and ))(?!\.\d|,\d)", re.I,
)  # fmt: skip
_GIVEN = re.compile(
    rf"(?:\b(?:was|gets?|got|gives?|gave|call|rate|put|make|it(?:'s|’s)?|that(?:'s|’s)?|is|be|to|say|like|maybe|about|probably|around|at|hits?|and|"
    rf"sometimes|normally|usually|mostly|to about|only|between|from|now,?|today,?)(?: it| that)?\s+|[,;:(]\s*)(?:about |maybe |probably |around |at |"
    rf"like |as )*an? (?:solid |"
    rf"good |steady )?(?P<q>{_RANGE})"
    r"(?=\s*(?:[.,;!?)]|$|(?:today|now|right now|at|when|if|on|most|by|in the|in bed|after|with|out|during|and|but|or|walking|sitting|standing|"
    r"resting|lying|lifting|for pain|pain)\b))(?!\.\d)", re.I,
)  # fmt: skip
_SOME_DAYS = re.compile(
    rf"\b(?:some|most|bad|good|better|worse|rough|other) (?:days?|nights?|mornings?|times)(?: (?:it'?s|it is|its|are|is|i'?m|i am|at|about|more like|like))*,? (?:an? |at )?(?P<q>{_RANGE})"
    r"(?=\s*(?:[.,;!?)]|$|(?:and|but|or|some|most|other|on|then|good|bad|better|worse)\b))(?!\.\d)|\bconstant(?:ly)? (?:an? |at |at an? )?(?P<q3>(?P<a3>10|\d)(?P<b3>))(?=\s*(?:[.,;!]|$))", re.I,
)  # fmt: skip
"""Of "some days its a 9 some days a 4", and "pain is constant 8"."""
_HURTS = re.compile(rf"\b(?:pain\w*|scale|out of (?:10|ten)|sleep|{alternatives('courses.txt', 'complaint')})\b", re.I)
_FELL = re.compile(
    rf"\b(?:gone|went|taken me|brought me|got me|took (?:it|me|the pain|my pain)|brought (?:it|the pain|my pain)|dropped|down|improved|reduced|come down)\s+(?:down |it )?from (?:an? |"
    rf"about )*(?P<q>(?P<a>{_D}))(?P<b>)\s+(?:down )?to (?:perhaps |about |maybe |an? |around )*(?P<q3>(?P<a3>{_D}))(?P<b3>)\b", re.I,
)  # fmt: skip
_HOW_OFTEN = re.compile(r"\b(?:injections?|shots?|jabs?|epidurals?|blocks?|sessions?|surger(?:y|ies)|operations?|treatments?|mris?|x-?rays?|scans?|prp|cortisone|eswt)\s*\($", re.I)
"""Of "epidurals (3)": a number of times."""
_DOSE = re.compile(r"\b(?:tylenol|advil|aleve|motrin|ibuprofen|paracetamol|aspirin|naproxen|gabapentin|tramadol|tablets?|pills?|capsules?|mg|puffs?|[a-z]{4,}(?:pril|olol|statin|profen|codone))\b", re.I)
"""Two in the morning of a medicine are no pain."""
_RATED = re.compile(r"\b(?:it's|it is|gets?|goes|i'd say|call it)\s+(?:up |maybe |about |like |only |probably |to |at )*(?:an? )?$")
_PAST = re.compile(r"\b(?:was|were|from an?|used to be|went from|down from|before|had been|started at)\s+(?:an? |about |around |at |an? )*$", re.I)


_PLAIN = (
    (_FIELD, 0.9, frozenset({"pain", "severity", "bad"})), (_OUT, 0.95, frozenset({"ten"})), (_OUT_FIRST, 0.9, frozenset({"out", "scale"})),
    (_LEVEL, 0.85, frozenset({"pain", "ache", "discomfort", "hurt", "hurts", "vas", "nrs", "severity", "intensity"})), (_BEFORE, 0.85, frozenset({"pain", "level"})),
    (_AVERAGE, 0.85, frozenset({"pain"})), (_ISH, 0.75, frozenset({"ish"})), (_HARDLY, 0.75, frozenset({"pain"})),
)  # fmt: skip
"""With the words of which one stands in whatever the shape fits: without them the text is not walked for it."""
_NUMBERS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "zero"})


def read(text: str, places: Places, subject: Subject) -> list[Fact]:
    """Each named context its own score; a date, a dose or a height is none."""
    found: list[Fact] = []
    if not _NUMBERS & places.words and not re.search(r"\d", text):
        return found
    said = places.words
    for shape, confidence, needs in _PLAIN:
        for match in shape.finditer(text) if needs & said or (shape is _OUT and "10" in text) else ():
            _push(found, text, match, places, subject, confidence)
    for match in _FELL.finditer(text) if "from" in said else ():
        for group, one, status in (("q", "a", "past"), ("q3", "a3", "present")):
            if not places.is_pasted(match.start()) and (number := numbers.value(match[one])) is not None and not any(f.start < match.end(group) and match.start(group) < f.end for f in found):
                found.append(Fact("pain_score", {"min": _plain(number), "max": _plain(number)}, *match.span(group), match[group], status=status, confidence=0.7, rule="pain score"))
    for match in _GIVEN.finditer(text) if _HURTS.search(text) else ():
        _push(found, text, match, places, subject, 0.7)
    for match in _SOME_DAYS.finditer(text):
        _push(found, text, match, places, subject, 0.7)
    for match in _SAID.finditer(text):
        if found or re.match(r"(?:rate|put) it at", match[0], re.I) or re.search(r"\b(?:pain|hurts?|aches?|scale|out of)\b", _just_said(match, places), re.I):
            _push(found, text, match, places, subject, 0.7)
    if found or re.search(r"\bpain\b|\bit(?:'s|’s| is| gets)\b", text, re.I):
        for shape in (_CONTEXT, _WORST):
            for match in shape.finditer(text):
                near = places.at(match.start()).text
                if _DOSE.search(near) and not re.search(r"\bpain|hurt|ache", near, re.I):
                    continue
                if found or re.search(r"\bpain|hurt|ache", near, re.I) or _RATED.search(places.before(match.start("q"), reach=24)):
                    _push(found, text, match, places, subject, 0.7)
    if len(found) >= 1 or re.search(r"\bsites? of pain\b|\bpain\b[^.]{0,60}\(", text, re.I):
        for match in _BRACKET.finditer(text):
            _push(found, text, match, places, subject, 0.6)
    return sorted(found, key=lambda f: f.start)


def _just_said(match: re.Match[str], places: Places) -> str:
    """The sentence; of "I'd say eight", with the one before it."""
    number = places.index(match.start())
    first = places.sentences[number - 1 if number and re.match(r"i(?:'d|’d| would) say", match[0], re.I) else number]
    return places.text[first.start : places.sentences[number].end]


def _push(found: list[Fact], text: str, match: re.Match[str], places: Places, subject: Subject, confidence: float) -> None:
    start, end = match.span("q") if match["q"] else match.span("q3")
    if places.is_pasted(start) or subject.somebody_else(start, places) or any(f.start < end and start < f.end for f in found):
        return
    if _HOW_OFTEN.search(text[max(0, start - 24) : start]):
        return
    if text[start:end].casefold() == "one" and not re.search(r"\b(?:an?|score of|about|is|at) $", text[max(0, start - 9) : start], re.I):
        return
    one, two = ("a", "b") if match["q"] else ("a3", "b3")
    low = numbers.value(match[one])
    high = numbers.value(match[two]) if match[two] else low
    if re.search(r"\(\s*(?:0|1|zero|one)\s*(?:-|–|to)\s*(?:10|ten)\s*\)", text[max(0, start - 1) : end + 1], re.I):
        return  # the scale itself
    if low is None or high is None or not 0 <= low <= 10 or not 0 <= high <= 10:
        return
    if match[two] == "10" and "/" in text[match.end(one) : match.start(two)]:
        high = low
    low, high = sorted((low, high))
    if match[two] and match[two] != "10" and "/" in text[match.end(one) : match.start(two)] and not re.search(r"pain", match[0], re.I):
        return
    if re.search(r"\bon\s+$", text[max(0, start - 4) : start]) or re.match(r"\s*(?:this|last|next) year", text[end : end + 12]):
        return  # a date
    if re.search(r"\bgrade\s*$|\bstage\s*$|(?<!['’])\b[clts]\s*$|\bage\s*$", text[max(0, start - 7) : start], re.I):
        return
    status = "past" if not match[two] and _PAST.search(text[max(0, start - 20) : start]) and not re.search(r"pain (?:is|at)", match[0], re.I) else "present"
    found.append(Fact("pain_score", {"min": _plain(low), "max": _plain(high)}, start, end, text[start:end], status=status, confidence=confidence, rule="pain score"))


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number
