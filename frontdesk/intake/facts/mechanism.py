"""The event or activity that began it."""

from __future__ import annotations

import re
from itertools import zip_longest

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, word_list

_MONTH = r"(?:jan|feb|march|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sat|sun)(?:day)?s?"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_TIME = "|".join((
    rf"on (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b",
    rf"(?:back )?(?:in|on|around|during|since|early|late) (?:(?:the|my|early|late|mid|last|about) )*(?:(?:19|20)?\d\d\b|nineteen|two thousand|twenty|"
    rf"{_MONTH}\b|{_DAY}\b|{_SEASON}\b|beginning|end|middle|weekend|teens|twenties|thirties|forties|new year|christmas|boxing day|easter|"
    rf"thanksgiving)",
    r"(?:at|over|for|the) (?:the )?(?:weekend|christmas|easter|new year|night|holidays|thanksgiving|other day)",
    r"(?:in|at|during|for) (?:my |his |her |the )?(?:high school|primary school|college|school|university|uni|work|home|regionals|nationals|practice|"
    r"training|twenties|thirties|forties|army|navy|military|garden|gym)\b",
    rf"(?:about|almost|over|around|like|roughly|maybe|approximately|nearly|some|back)?\s?(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|"
    rf"a few|a couple(?: of)?|several|\d+) (?:{_SEASON}s?|years?|yrs?|months?|mths?|weeks?|wks?|days?|hours?)\b",
    r"at (?:the|my|a) (?:nursing home|care home|hospital|plant|warehouse|factory|office|shop|store|barn|restaurant|pub|airport|clinic)\b", r"(?:about|almost|over|around) \d",
        r"(?:jan(?:uary)?|feb(?:ruary)?|april|june|july|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)|yesterday|today|tonight|recently|again|this (?:morning|week|month|spring|summer|winter|fall|autumn|past)|last|ago|back (?:then|in)|"
        r"years?\b|before",
    r"(?:when|while) i was \d", rf"{_MONTH} \d", r"\d{1,2}[/.-]\d{1,2}(?:[/.-](?:\d\d){1,2})?", _DAY, "(?:19|20)\\d\\d",
))  # fmt: skip
_GOES_ON = (
    r"and (?:never|i|my|the|it|its|it's|they|he|she|her|his|just|now|have|had|has|was|then|since|did|got|came|still|been|couldn't|can't|haven't|ended|went|"
    r"hit|broke|tore|hurt|landed|felt|heard|fell|twisted|snapped|\w+ed|something)\b|"
    r"(?:but|which|that|who|when|so|now|since|because|while|whilst|as|(?<!where )(?:he|she|they|i)|he's|she's|him|her|them|it's|its been|going|"
    r"trying|(?:the |my )?(?:doctor|doc|dr|gp|surgeon|physio|hospital|ortho\w*) (?:gave|gives|said|says|told|put|did|took|has|advised|prescribed)|causing|breaking|tearing|resulting|leaving|hurting|injuring|rupturing|fracturing|dislocating|leading|is|was|has|have|had|are|am|do|can|"
    r"with no)\b"
)
_TOOK = re.compile(
    r"\btook an? (?P<q>(?:[\w'-]+ ){1,3}?to (?:the|my|his|her) (?:(?:left|right|side of the|back of the|side of my|back of my|outside of my|"
    r"inside of my) )?\w+)",
)  # fmt: skip
"""A blow: "took a ball to the chest"."""
_ONTO_ME = re.compile(
    r"\b(?P<q>(?:an?|the|my|our|another|someone's) (?:(?!pain|injection|needle|and|that|which|i\b)[\w'-]+ ){1,3}?(?:stood|stepped|trod|fell|landed|jumped|sat|rolled|ran|closed|shut|slammed|"
    r"collapsed|backed|crashed|drove|dropped|came down|come down) (?:down )?(?:on|onto|into|over|in) (?:top of )?(?:me|my (?:left |right )?\w+|(?:his|her) (?:left |right )?(?:foot|hand|leg|knee)|her|him))\b",
)  # fmt: skip
"""What came upon the person: "a horse stood on my foot"."""
_YEARS_OF = re.compile(
    r"\b(?:from|due to|after|caused by|blame|because of) (?P<q>(?:(?:\d\d?|many|ten|fifteen|twenty|thirty|forty) ?)?(?:years?|yrs?) of (?:(?:hanging|laying|doing|playing|working|carrying|"
    r"lifting|driving|running|hauling) )?(?!pain|suffering|agony|trying|physio|treatment|living|therapy|being|this|it\b|using|taking|having|no\b)[a-z]+(?: work)?)\b",
)
"""Work that wore it out: "from 20 yrs of drywall"."""
_CUT = re.compile(rf"(?<=\s)(?:(?:{_TIME})\b|{_GOES_ON})|[.,;:!?()\n–—]|\s-\s|$")
_CUT_NOUN = re.compile(rf"{_CUT.pattern}|(?<!of)\s(?:my|i|our|we)\b")
_PLACE = re.compile(rf"\s(?:on )?{_DAY}\b (?:on|off|down|from|over|onto)\b [^.,;:!?()\n–—]{{3,30}}")
"""A day that stands within the phrase: "fell Mon on stairs"."""
_LONGEST = 70
"""Characters after the word of the event; the shortest natural phrase is shorter."""

_SINCE = re.compile(
    r"\b(?:since|after|following|from|due to|caused by|because of|result of|began with|started (?:with|after)|began after|cause was|blame|during|"
    r"doing)\s+(?:(?:a|an|the|my|his|her|our|having|being|i|when i|he|she|had|that|one)\s+)*(?:[\w'’-]+ ){0,3}$",
)  # fmt: skip
_HAD = re.compile(
    r"\b(?:(?:had|have|has|having|been|being|was|were|got|involved|took|suffered) (?:involved )?(?:in )?(?:an?|another|my)|in an?|ran (?:an?|the|my)|"
    r"did (?:an?|the|my)|old|(?:an?|the) [a-z]+ing)\s+(?:[\w'’-]+ ){0,3}$|\bdue to\s(?:[\w'’-]+ ){0,2}$",
)  # fmt: skip
_ALONE = re.compile(r"(?:^|[.!?]\s)(?:[\w'’-]+ ){0,2}$")
_AND = re.compile(r"\b(?:and|or|but|with|no|pain|old|bad|serious|nasty|terrible|minor|little|big|heavy|hard|stupid|of)\s+$")
_ARTICLE = re.compile(
    r"(?:an?|the|my|his|her|our|having|being|i|when|he|she|had|that|one|in|since|after|from|to|at|playing|following|during|through|ago|bad|nasty|serious|old|another|involved|of|"
    r"and|was)\s+",
)  # fmt: skip
_NEVER = re.compile(
    r"\b(?:like|love|enjoy|back to|return to|worse|hurts? (?:when|with|to)|pain (?:when|with|on|while)|can't|cannot|cant|unable to|stopped?|able to|"
    r"without|trouble|difficulty|avoid|when i (?:am|get)|every time|whenever|"
    r"after (?:i )?(?:walk|sit)|keep|keeps|want to|wants to|used to|would like|hope to|going to|if i|no more|quit|gave up|good at|do|to|miss|missed|"
    r"for|usually|often|never|isn't|don't|not)\s+(?:[\w'’]+\s){0,3}$"
)
_NO_FALL = re.compile(r"\b(?:no|not|never|without|any|another|afraid of|risk of|fear of|next|upcoming|before|until|like i|if i)\s+(?:[\w'’]+\s){0,2}$")
_DISC = re.compile(
    r"(?:slipped|twisted|rolled|kicking|dropped|crushed|jerked|jammed|struck|pushed|pulled) (?:(?:myself|dis[ck]s?|ribs?|vertebra\w*|epiphysis|"
    r"capital|nerve|muscle|off(?! (?:of )?(?:an?|the|my|his|her|our|some)\b)|in price|down(?! (?:an?|the|my|some|on|onto|in|stairs|steps)\b)|out(?! (?:of|on|in)\b)|up(?! on\b)|my (?:back|neck|hamstring|calf|groin))\b|an? (?:dis[ck]|rib|muscle|hamstring|groin|ligament|tendon|calf))",
)  # fmt: skip
_NO_EVENT = re.compile(r"falls? (?:of|in love|risk|asleep|apart|semester|term)\b|birth (?:control|date|year)|move (?:on|it|my)\b")
_TABLETS = re.compile(
    r"fell (?:runners?|rac\w+|walkers?)\b|kicked (?:on|off|in)\b|reached (?:on|at|by|via|me|out|us|through)\b|reaching (?:me|out|us)\b|c(?:ame|ome|oming) off (?:the|my|a|his|her) (?:\w+ )?(?:tablets?|meds|medications?|medicines?|pills?|drugs?|steroids?|"
    r"opioids?|crutches|ventilator|list|phone|call|diet|course)\b",
)  # fmt: skip
_FOOT = re.compile(r"(?:dropped|fallen|collapsed|lifted|carried|slid|stepped|pushed a|pulled a|overdid|knocked)$")
_PLAIN_TOLD = re.compile(
    r"(?:\b(?:i|he|she|we|and|just|then|when|me|someone|somebody|was|got|were|been|i'd|had|have|i've|got|by|or|that|actually|also)\s+|"
    r"[.,;:!?(\n-]\s*|^\s*)$",
)  # fmt: skip
_INJURED = re.compile(
    r"\b(?:tore|torn|hurt|tweaked|injured|popped|broke|sprained|strained|pulled|dislocated|ruptured|snapped|pop|popping|rip|ripped|felt|fractured|"
    r"did (?:my|his|her|in)|done (?:my|me|his|her)|slipped a dis[ck]|put (?:my|his|her) \w+ out|twinged|twisted|herniated|wrecked|buggered|blew|threw|went|crack|snap|gave|happened|"
    r"came on)\b(?![^.;]*\bwhen (?:i|he|she) (?:try|tries|do)\b)",
)  # fmt: skip
_WHILE = re.compile(
    r"\b(?:(?:when|while|whilst|as) (?:i|he|she) (?:was|were)|hurt|injured|tore|broke|popped|felt|after|from|while|whilst|since|happened|started|"
    r"began|sprained|strained|pulled|years of|due to|by|with me|came from|blame)\s+(?:[\w'’]+\s){0,3}$",
)  # fmt: skip
_FELT = re.compile(r"\b(?:felt|heard|felt it|something|pop|popped|snap|snapped|twinge|went|hurt|tore|pulled|ago|gave)\b")
_WAS = re.compile(r"\b(?:i|he|she) (?:was|were)\s+(?:just |only )?$|(?:^|[.!?]\s*)(?:was )?$")


_BESIDE = re.compile(rf"(?:\d ?(?:years?|yrs?|months?|mo|weeks?|wks?|y)?|ago) \($|(?:{_INJURED.pattern}|\bsublux\w*|\bhyperextend\w*)[^.;,]{{0,40}}\b(?:at|in|during|playing) (?:the |his |her |my )?$")
"""Before a sport in which it happened: "5 yrs (netball)", "subluxed it at rugby training"."""
_UNTIL_I = re.compile(r"\b(?:until|before|till) (?:i|he|she) (?:\w+ )?$")


_SAME = re.compile(r"(?:fell|landed|hit|falling|landing|banged|twisted|rolled|bent|buckled|crash|injur)", re.I)
"""What is told of an event that was named just before."""
_BARE = re.compile(r"(?:fall|accident|injury|incident)", re.I)


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """At most two, each the shortest words that name the event; that one fell and landed is one event."""
    found: list[Fact] = []
    for hit in word_list("events.txt").hits(text, words):
        if places.is_pasted(hit.start) or (subject.somebody_else(hit.start, places) and not places.low.endswith("baby", hit.start, hit.end)) or places.at(hit.start).question or any(f.start < hit.end and hit.start < f.end for f in found):
            continue
        if not _began(hit, places):
            continue
        start, end = _phrase(hit, places)
        if end - start >= 4:
            found.append(Fact("mechanism", " ".join(places.low[start:end].split()), start, end, text[start:end], confidence=0.7, rule=f"mechanism {hit.value}"))
    found += _blows(text, places, subject, found)
    found.sort(key=lambda f: f.start)
    told = [f for n, f in enumerate(found) if not n or f.start - found[n - 1].end > 90 or not _SAME.match(f.quote)]
    told = [f for n, f in enumerate(told) if not (_BARE.fullmatch(f.quote) and any(o.value == f.value for o in told[:n]))]
    return [f for f, after in zip_longest(told, told[1:]) if not (after and after.start - f.end < 90 and _BARE.fullmatch(f.quote))][:3]


def _blows(text: str, places: Places, subject: Subject, found: list[Fact]) -> list[Fact]:
    blows = [m.span("q") for shape in (_TOOK, _ONTO_ME, _YEARS_OF) for m in shape.finditer(places.low)]
    taken = [(f.start, f.end) for f in found]
    return [
        Fact("mechanism", places.low[a:b], a, b, text[a:b], confidence=0.7, rule="mechanism told") for a, b in blows
        if not places.is_pasted(a) and not subject.somebody_else(a, places) and not any(c < b and a < d for c, d in taken)
    ]  # fmt: skip


def _began(hit: Hit, places: Places) -> bool:
    before, after = places.before(hit.start), places.low[hit.start : hit.end + 40]
    if re.search(r"\d(?:/ ?10)?\s+after $", before):
        return False  # how much it hurts then
    if hit.value in ("often", "event") and re.search(r"\b(?:by|before) then\b|\bin time for\b", places.at(hit.start).text, re.I):
        return False
    if hit.value == "often" and _BESIDE.search(before) and re.match(r"\s*(?:\)|$|[,.]|in\b)", places.low[hit.end : hit.end + 4]):
        return True
    if hit.value == "often" and before.endswith("had ") and re.match(r"[^.;]{0,30}\b(?:ever )?since\b", places.low[hit.end : hit.end + 60]):
        return True
    if hit.value in ("event", "often"):
        return not _NO_FALL.search(before[-30:]) and not re.search(r"\bi (?:run|do|ride|swim|play)(?: an?| the)? $", before) and not _NO_EVENT.match(after) and bool(_SINCE.search(before) or (hit.value == "event" and (_HAD.search(before) or (_ALONE.search(before) and not _BARE.match(after))) and not _AND.search(before)))
    if hit.value == "told" and re.match(r"had my (?:first|second|third) (?!(?:baby|child|son|daughter|boy|girl|one|little|kid|twins?|pregnancy|c)\b)\w", after):
        return False
    if hit.value == "told" and re.search(r"\b(?:when|if|whenever|every time) (?:i|he|she|they|it) (?:am|is|are|get|gets) $", before):
        return False
    if hit.value == "told":
        return not _DISC.match(after) and not _TABLETS.match(after) and (bool(_UNTIL_I.search(before)) or not _NO_FALL.search(before[-24:])) and (bool(_PLAIN_TOLD.search(before)) or bool(_INJURED.search(before)) or not _FOOT.search(places.low[hit.start : hit.end])) and not re.search(r"\b(?:pain|which|it|it's|disc|stomach|socket) (?:has |have |was )?$", before)
    if re.search(r"\b(?:ach\w+|hurts?|swells?|10|worse|tight|stiff)\s+(?:\w+ )?after $", before):
        return False
    if re.search(r"\b(?:felt|feels?) (?:like )?(?:it(?:'s| is| was)? )?$", before):
        return False
    if re.search(r"\b(?:foot|leg|toes?|arm|hand|knee|hip|shoulder|it) (?:has |have |had )?(?:just )?(?:started|began|begun|keeps?)(?: to)? $", before):
        return False
    if _WHILE.search(before) or (_INJURED.search(before) and not _NEVER.search(before) and not re.search(r"\b(?:still|but|now|when|10|/)\b", before)):
        return True
    if re.search(r"\b(?:it|this|that|pain|trouble) (?:all |first )?(?:started|began|happened|came on)\b[^.;]{0,40}\b(?:i|he|she) was $", before):
        return True
    sentence = places.at(hit.start)
    return bool(_WAS.search(before)) and bool(_FELT.search(places.low[hit.end : min(sentence.end, hit.end + 70)]))


_LOOSE_END = re.compile(
    r"(?:\s+(?:and|or|at|in|on|with|a|an|the|of|to|my|his|her|from|almost|over|about|around|really|quite|badly|again|he|it|very|back|just|for|during|"
    r"early|late|like|sometime|some|right|hard|i))+$",
)  # fmt: skip


def _phrase(hit: Hit, places: Places) -> tuple[int, int]:
    """From the word, with what names the event before a noun, to where a time or the rest of the story begins."""
    low, start = places.low, hit.start
    if hit.value in ("event", "often"):
        lead = re.search(r"(?:[\w'’-]+ ){0,3}$", low[max(places.at(start).start, start - 40) : start])
        words = lead[0] if lead else ""
        cut = [m.end() for m in _ARTICLE.finditer(words)]
        start -= len(words) - (cut[-1] if cut else 0)
    if hit.value == "told" and (lead := re.match(r"(?:was|got|had(?= fallen)|took an?(?: bad| nasty)?)\s+(?=\w)", low[start : hit.end])):
        start += lead.end() if not re.match(r"took|got my", lead[0]) else 0
    tail = low[hit.end : min(hit.end + _LONGEST, places.at(hit.start).end)]
    cut_at = (_CUT if hit.value in ("told", "doing") else _CUT_NOUN).search(tail)
    end = hit.end + (cut_at.start() if cut_at else len(tail))
    if end - hit.end <= 1 and (place := _PLACE.match(tail)):
        end = hit.end + place.end()
    quote = low[start:end].rstrip(" -–\"'/")
    quote = _LOOSE_END.sub("", quote)
    said = quote.split(" ")
    return start, start + len(" ".join(said[:9]))
