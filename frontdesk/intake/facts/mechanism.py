"""The event or activity that began it."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject

_TAIL = r"(?:(?!\b(?:in (?:19|20)\d\d|in (?:college|high school|school|university|uni|my)|in the (?:beginning|early|late|summer|winter|spring|fall)|going|getting|trying|while|whilst|him|her|them|me in|at (?:regionals|nationals|home|school|work|college)|(?:two|three|four|five|six|a few|a couple(?: of)?) (?:years?|months?|weeks?|days?|summers?|winters?)|(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec)\b|in (?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|oct|nov|dec)|yesterday|today|this (?:morning|week)|on (?:the weekend|mon|tue|wed|thu|fri|sat|sun)\w*|and came|and felt|last|about|almost|\d+ (?:years?|months?|weeks?|days?)|and (?:i|my|the|it|they|he|she|just|now|have|had|was|then|since|tore|broke|hurt|landed)|back in|on (?:january|february|march|april|may|june|july|august|september|october|november|december)|but|which|that (?:left|caused)|when|where|so|now|since|ago|because|he|she|i (?:have|had|was|am|can))\b)[^.,;:!?()\n]){0,70}"
_EVENT = re.compile(
    rf"\b(?P<q>(?:slipp(?:ed|ing)(?! (?:dis[ck]s?|ribs?|vertebra\w*|epiphysis|capital))|tripp(?:ed|ing)|fell|falling|twist(?:ed|ing)|roll(?:ed|ing)|lift(?:ed|ing)|thrown|crash(?:ed|ing)|land(?:ed|ing) (?:short|badly|awkwardly|wrong|hard|funny|on|heavily)|land(?:ed|ing)|punched|kicked|tackled|rear[- ]ended|"
    rf"hit by|hit it|run over|came off|fell off|flew off|went over (?:the|my|his|her)|blown over|jump(?:ed|ing)|stepp(?:ed|ing)|collided|bucked|knocked|yanked|jerked|squatting|deadlifting|bench(?:ing| pressing)|shovell?ing|moving (?:furniture|boxes|a)|"
    rf"playing (?:\w+)|skiing|snowboarding|overextended|hyperextended|lost my (?:footing|balance)|stumbled|carrying|pulling|pushing|bending|reaching|swinging|throwing|pitching|running|"
    rf"missed (?:a|the) (?:step|stair|kerb|curb)|putting up|putting on|hanging|painting|cleaning|mowing|chopping|cycling|swimming|surfing|climbing|rowing|kneeling|unloading|loading|packing|coughing|sneezing|bowling|kicking|raking|hammering|"
    rf"drilling|scrubbing|getting (?:bucked|hit|thrown|knocked|tackled|kicked|rear[- ]ended|out of|off|up)|stacking|unpacking|dragging|hoovering|vacuuming|trimming|plastering|laying|sawing|chasing|diving|"
    rf"gardening|digging|clearing|sweeping|decorating|moving house|moving|assembling|wrestling|dancing|hiking|training|sprinting)\b{_TAIL})",
)  # fmt: skip
_NOUN = re.compile(
    rf"\b(?:since|after|following|from|had an?|due to|caused by|because of|result of|began with|started with|started after|began after|ever since)\s+(?:(?:a|an|the|my|his|her|our|having|being|i|when i|he|she)\s+)*"
    rf"(?P<q>(?:\w+[- ]){{0,3}}?(?:fall(?! of\b)|accident|collision|crash|wreck|mva|injury|incident|tournament|birth|delivery|pregnancy|childbirth|infection|virus|chikungunya|covid|marathon|race|game|match|"
    rf"tackle|lifting|tumble|sprain|blow|kick|punch|car accident|whiplash|rear[- ]end\w*|workout|season|hike|move|slip)\b{_TAIL})",
)  # fmt: skip
_CAUSE = re.compile(r"\b(?:i|he|she|when i|after i|while|by|from|after|since|started|began|hurt|injur\w*|tore|broke|sprained|happened|ago|when|due to|caused by|was|got|then)\s+(?:\w+\s){0,4}$", re.I)
_NOT = re.compile(r"\b(?:like|love|enjoy|back to|return to|worse|hurts? (?:when|with|to)|pain (?:when|with|on|while)|can't|cannot|unable to|stopped?|able to|without|trouble|difficulty|avoid|when i (?:am|get)|every time|whenever|after (?:i )?(?:walk|sit)|keep|want to|wants to|used to|would like|hope to|going to|if i|no more|quit|gave up|good at|do|to)\s+(?:\w+\s){0,3}$", re.I)
_PAST = re.compile(r"(?:ed|fell|thrown|hit|run over|lost my|missed)\b", re.I)


def read(text: str, places: Places, subject: Subject) -> list[Fact]:
    """At most two, each the shortest words that name the event."""
    found: list[Fact] = []
    for shape, confidence in ((_NOUN, 0.75), (_EVENT, 0.6)):
        for match in shape.finditer(places.low):
            start, end = _trimmed(text, *match.span("q"))
            if end - start < 4 or places.is_pasted(start) or subject.somebody_else(start, places) or places.at(start).question:
                continue
            if shape is _EVENT and not _began(text[start:end], places.before(start, reach=90)):
                continue
            if re.match(r"(?:an? |the |my )?(?:\w+ )?injury$", text[start:end], re.I) and shape is _NOUN and re.search(r"result of", match[0]):
                continue
            if not any(f.start < end and start < f.end for f in found):
                found.append(Fact("mechanism", " ".join(text[start:end].casefold().split()), start, end, text[start:end], confidence=confidence, rule="mechanism"))
    found.sort(key=lambda f: f.start)
    return [f for n, f in enumerate(found) if not n or not re.match(r"(?:fell|landed|falling|landing)\b", f.quote, re.I) or f.start - found[n - 1].end > 90][:2]


_INJURED = re.compile(r"\b(?:tore|torn|hurt|tweaked|injured|popped|broke|sprained|strained|pulled|dislocated|ruptured|snapped|pop|fractured|did my|did his|did her|twinged|herniated)\b(?![^.;]*\bwhen (?:i|he|she) (?:try|tries|do)\b)")


def _began(quote: str, before: str) -> bool:
    if _NOT.search(before):
        return False
    if _PAST.match(quote.split()[0]) or _PAST.match(quote) or re.match(r"\w+ed\b", quote):
        return True
    if _INJURED.search(before):
        return True
    if re.search(r"\b(?:when|while|whilst) (?:i|he|she) (?:was|were)\s+$", before):
        return True
    return bool(re.search(r"\b(?:hurt|injured|tore|broke|popped|felt|after|from|while|when|since|happened|started|began|sprained|strained|pulled|was|due to|by)\s+(?:\w+\s){0,4}$", before))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while (lead := re.match(r"(?:an?|the|my|his|her|i|he|she|when|ever|since)\s+", text[start:end], re.I)) and lead.end() < end - start:
        start += lead.end()
    quote = text[start:end].rstrip(" -–\"'")
    quote = re.sub(r"\s+(?:and|or|at|in|on|with|a|the|of|to|my|from|almost|over|about|really|quite|badly|again|he|it)$", "", quote, flags=re.I)
    words = quote.split(" ")
    return start, start + len(" ".join(words[:9]) if len(words) > 9 else quote)
