"""Where it hurts, and on which side."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from frontdesk.domain.fact import Fact, Side
from frontdesk.domain.fact_words import PAIRED
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, word_list

_SIDES: dict[str, Side] = {
    "left": "left", "right": "right", "each": "both", "l": "left", "r": "right", "lt": "left", "rt": "right", "lft": "left", "both": "both", "bilateral": "both",
    "opposite": "opposite", "other": "opposite", "bilat": "both", "either": "both", "rights": "right", "lefts": "left", "rightside": "right", "leftside": "left", "rh": "right", "lh": "left", "rite": "right", "rigth": "right", "rght": "right", "contralateral": "opposite",
    "links": "left", "linke": "left", "linken": "left", "linkes": "left", "linker": "left", "rechts": "right", "rechte": "right", "rechten": "right", "rechtes": "right", "rechter": "right", "beide": "both", "beiden": "both",
    "derecha": "right", "derecho": "right", "izquierda": "left", "izquierdo": "left", "ambas": "both", "ambos": "both", "droite": "right", "droit": "right", "gauche": "left",
    "destra": "right", "destro": "right", "sinistra": "left", "sinistro": "left", "direita": "right", "direito": "right", "esquerda": "left", "esquerdo": "left",
}  # fmt: skip
_FILLER = frozenset(["proximal", "distal", "deep", "lower", "upper", "inner", "outer", "front", "of", "my", "the", "his", "her", "inside", "outside", "side", "medial", "lateral", "anterior", "posterior", "dominant", "bad", "throwing", "tennis", "golfers", "golfer's", "golfer", "frozen", "top", "whole", "entire", "big", "sprained", "torn", "broken", "injured", "painful", "replaced", "sore", "sided", "hand", "most", "leg", "arm", "index", "middle", "ring", "little", "on", "dislocated", "fractured", "ruptured", "hurt", "arthritic", "new", "good", "other"]) - {"other", "on"}  # fmt: skip
_AFTER = re.compile(
    r"^(?:\s+(?:replacement|joint|pain|surgery|injury|arthritis|area|replaced|problems?|muscle|tear|cuff|oa|ache|issues?|sprain|strain|bursitis|tend[io]nitis|tendin(?:osis|opathy)|tendonitis|impingement))?\s*[,(-]?\s*(?:(?:joint|of|on|"
    r"in)\s+)?(?:(?:the|my|his|her)\s+)?(?P<s>left|right|both|other|opposite|bilateral(?:ly)?|l|r|lt|rt|links|rechts|derech[oa]|izquierd[oa]|droite?|gauche|destr[oa]|sinistr[oa]|direit[oa]|esquerd[oa])\b(?:[- ]*(?:sides?|sided|hand side|one))?"
    r"(?=\s*(?:[).,;:]|$|and (?:i|it|the|my|now)\b|of (?:them|my|his|her)\b|since|for|from|is|was|has|have|hurts|that|due|after|desde|depuis|seit|al|y|et|e|und|hace|da|há|,|x\s?\d|\d))(?:\s*\))?", re.I,
)  # fmt: skip
_ON_SIDE = re.compile(
    r"^(?!.{0,60}\b(?:chew|sleep|lie|lean|lay)\b)[^.;?]{1,45}?\bon (?:(?:the|my|his|her) )?(?P<s>(?<=the )left|(?<=the )right|(?:left|right|l|r)(?=[- ](?:hand[- ])?side\b))(?: side| hand side)?\b(?!\s+(?:hand|knee|hip|foot|shoulder|"
    r"leg|arm|hip|ankle))", re.I,
)  # fmt: skip
_FINE = re.compile(
    r"^\s*(?:joint |pain )?(?:(?:is|are|was|isn't|is not|aren't|wasn't)(?:n't| not)? (?:the |a |my |really )*(?:problem|issue|cause|"
    r"concern)\b(?<!is the problem)|(?:is|are|feels?|seems?) (?:totally |perfectly |completely |just |all )?(?:fine|ok|okay|good|great|perfect|"
    r"unaffected|normal|not affected|alright)\b)",
)  # fmt: skip
_NOT_HIS = re.compile(
    r"\b(?:somebody|someone|people|person|player|guy|opponent|horse|dog|cat|another \w+|patient|everyone)(?:'s|s')\s+$|\b(?:people|patients|adults|"
    r"those|anyone|someone|clients|men|women|participants|volunteers) (?:\w+ )?with (?:[\w-]+ ){0,3}$|\b(?:web ?page|page|article|post|blog|video|"
    r"leaflet|website|piece) (?:about|on) (?:\w+ )?$|\bdo you (?:do|treat|see) $|\boutstretched\s+$|\b(?:rash|itch\w*|eczema|insect|bites?|tattoo|"
    r"mole|warts?|hair)\b[^.;]{0,24}$|\b\b(?:stretch|exercise|strengthen|rest|elevate|ice|activate|build up|work on) (?:(?:my|the|his|her|your) )?$|\bthe good $|\b(?:can|could|able to|"
    r"still) (?:move|bend|wiggle|feel|straighten|use) (?:all )?(?:of )?(?:my|his|her|the) $|\b(?:need|use|using|lost|wash) (?:of )?(?:both )?(?:my|"
    r"his|her) $|\bsize of (?:my|a|his|her) $|\bstand(?:ing)? on (?:my |both )?$",
)  # fmt: skip
_NOT_HERE = re.compile(
    r"\b(?:inch(?:es)?|cm|centimeters?)\s+(?:from|above|below)\s+(?:my|the)\s*$|\bbetween (?:my |the )?$|\b(?:transplant|grafts?|taken|harvested|"
    r"marrow|fat|cells) (?:\w+ )?(?:from|out of) (?:my |the |his |her )?$|\b(?:children|people|patients|those|someone) whose (?:\w+ )?$|\bone'?s $", re.I,
)  # fmt: skip
_OTHER_SENSE = re.compile(
    r"^\s*(?:height\b|level\b|harness|strap|sleeve|belt|pads?|support\b|splints?|boots?|orthos[ie]s|orthotics?|guards?|surgeon|dr\b|docs?\b|specialist|doctor|doc|clinic|brace|therapy|therapist|"
    r"(?:auto|allo)?grafts?|bikes?|muscles? relaxant|mri was|replacement of the|pain doctor|therapist|guy|page|article|rest|exercises?|press|rail|"
    r"held|written|shake|bag|book)\b"
    r"|^s?\s*(?:on|in) (?:experience)|^-?(?:off|on|up|made|hand side)\b", re.I,
)  # fmt: skip
_BACK_SENSE = re.compile(
    r"\b(?:go|going|went|get|getting|got|come|came|coming|call|calling|hear|heard|write|be|put|pushed?|bring|turn|turned|took|take|give|gave|look|"
    r"looking|years?|weeks?|months?|days?|"
    r"hold|holding|set|cut|step|lie|laying|lay|sit|move|moved|bounce|way|ring|phone|reply|way|start|fall|fell|laid|head|heading|am|text|straight|"
    r"right|all)\s+(?:me\s+|it\s+|him\s+)?$"
)
_OWN_BACK = re.compile(
    r"\b(?:my|his|her|their|low|bad|the|upper|mid|middle|left|right|whole|entire|of|and|or|chronic|in|sore|your|lower|hip|knee|neck|shoulder|"
    r"both)\s*[,/&-]?\s*$",
)  # fmt: skip
_BACK_HURTS = re.compile(r"\s*(?:pain|ache|hurts?|problems?|injury|surgery|surgeries|operations?|fusions?|spasms?|trouble|issues?|is|was|has|and (?:neck|hip|leg|knee|both)|went|gave|pains)")
_HAND_SENSE = re.compile(r"\b(?:on the one|on the other|other|second|first|give me a|by|lend a|at|out of)\s*$")
_ARM_SENSE = re.compile(r"\b(?:under|open)\s*$")


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """One fact a (site, side), at the mention that says most."""
    found: list[Fact] = []
    plain_in: set[int] = set()
    hits = list(word_list("sites.txt").hits(text, words))
    for hit in hits:
        if not hit.marked and not re.match(r" (?:auto|allo)?graft", text[hit.end : hit.end + 12]):
            plain_in.add(places.index(hit.start))
    hits = [h for h in hits if not re.match(r" (?:auto|allo)?graft|[- ]side\b(?! of)", text[h.end : h.end + 12]) or h.value not in ("thigh", "knee", "finger", "thumb")]
    for hit, following in zip_longest(hits, hits[1:]):
        structure = hit.marked
        named = any(not h.marked and h.value == hit.value for h in hits) or places.index(hit.start) in plain_in
        if structure and named and _side_before(text, words, hit)[0] == "unstated":
            continue
        fact = _fact(text, words, hit, places, subject, following.start if following else len(text))
        if fact:
            found.append(fact)
    kept = [f for f in found if f.value not in ("other", "hand") or not _vague(f, places)]
    if any(f.value in ("lower_back", "upper_back") for f in kept):
        kept = [f for f in kept if f.detail != "back"]
    return _distinct(_the_other_one(text, _sides_elsewhere(_list_sides(text, kept), places), places))


_TWO_OF_THEM = re.compile(r"(?:knee|kneecap|si joint|hip|shoulder|ankle|wrist|elbow|foot|feet|heel|hand|thumb|leg|arm|shin|calves|thigh|hamstring|quad)s?$", re.I)


_IN_GENERAL = re.compile(r"\b(?:for|do|treat|see|on|with|help|in) $")


def _fact(text: str, words: list[Word], hit: Hit, places: Places, subject: Subject, until: int) -> Fact | None:
    site = hit.value
    before, after = places.before(hit.start), places.after(hit.end)
    if _other_sense(site, words, hit, before, after) or places.is_pasted(hit.start) or subject.somebody_else(hit.start, places):
        return None
    if _denied(before) or _NOT_HERE.search(before) or _FINE.match(after) or _NOT_HIS.search(before) or (hit.value == "foot" and re.match(r"\s*all (?:day|the time)", after)):
        return None
    if hit.value == "hand" and re.search(r"\b(?:put|stuck|reached|held|threw) (?:out )?(?:my|his|her) (?:left |right |other )?$", before):
        return None  # to break a fall
    if re.match(r"\s*(?:outstretched|outlet)", after) or _only_leant_on(words[hit.first].low, before):
        return None
    if text[hit.start : hit.end] == "Si":
        return None  # of a name: "Mt Si"
    if words[hit.first].low in ("labrum", "labral") and "hip" in places.words and "shoulder" not in places.words:
        site = "hip"
    side, start = _side_before(text, words, hit)
    if side == "unstated" and site in PAIRED and re.search(r"\b(?:my|the|his|her|in|of) two $", before):
        side = "both"
    end = hit.end
    word = text[hit.start : hit.end]
    plural = bool(re.search(r"(?:s|feet)$", word, re.I)) and not re.search(r"(?:ss|is|us|biceps|triceps|quadriceps|achilles|pelvis|pubis)$", word, re.I)
    if side == "unstated" and (match := _AFTER.match(text[hit.end : hit.end + 60])) and not re.search(r"\bl (?:one|two|three|four|five)?$", match[0], re.I) and not re.match(r"\s*(?:now|away|after|before|hip|knee|shoulder)", text[hit.end + match.end() : hit.end + match.end() + 12], re.I):
        side = _SIDES.get(match["s"].casefold(), "both")
        end = hit.end + match.end() if ("(" in match[0] and match[0].endswith(")")) or "side" in match[0] else hit.end
    if side == "unstated" and not hit.marked and (match := _ON_SIDE.match(text[hit.end : hit.end + 70])) and hit.end + match.start("s") < until:
        side = _SIDES[match["s"].casefold()]
    if side == "unstated" and plural and site in PAIRED | {"other", "sacroiliac"} and site not in ("toe", "finger") and _TWO_OF_THEM.search(word):
        side = "both"
    detail = ""
    if plural and side == "both" and places.at(hit.start).question and _IN_GENERAL.search(before) and re.fullmatch(r"\w+", text[start:end]):
        side = "unstated"
    if site == "other":
        detail = word.casefold()
    return Fact("body_site", site, start, end, text[start:end], side=side, detail=detail, confidence=0.85 if side != "unstated" else 0.78, rule="site")


def _only_leant_on(word: str, before: str) -> bool:
    """"On my feet all day", "fell on my arm", "led by the hand"."""
    if word in ("feet", "legs"):
        return bool(re.search(r"\bon (?:my|his|her|the) $", before))
    led = (
        r"\bby (?:the|my|his|her|both|one) (?:right |left )?$|\b(?:fell|fall\w*|land\w*|came down|dropp?\w*|stepp?\w*|st[ao]nd\w*|stood|"
        r"balanc\w*) (?:hard |down |back )*on (?:my|his|her|the) $"
    )
    return word in ("foot", "arm", "hand", "arms", "hands") and bool(re.search(led, before))


_THEN_ITS_JOINT = re.compile(r"\s+(?:ankle|knee|hip|calf|shin|foot|fingers?|hand|wrist|elbow|shoulder)\b", re.I)


def _vague(fact: Fact, places: Places) -> bool:
    """Words like "joints" and "limbs", and a leg before the joint itself ("left leg ankle"): nothing may be invented from those."""
    word = (fact.detail or fact.quote.casefold().split()[-1]).rstrip("s")
    if word in ("joint", "limb", "vertebra", "vertebrae"):
        return "body" not in word
    return word in ("leg", "arm", "hand") and bool(_THEN_ITS_JOINT.match(places.text[fact.end : fact.end + 12]))


_DENIED = re.compile(
    r"\b(?:not (?:the|my|in the|in my)|(?:don't|dont|do not|doesn't|doesnt|didn't|never) (?:really |actually )?(?:have|had|get|feel) (?:any |"
    r"much )?(?:pain|trouble|problems?|issues?|symptoms?|numbness|tingling|swelling) (?:in|with|at|down|from) (?:the|my|his|her)?|isn't (?:the|my)|"
    r"ruled out (?:an? |any )?|no |nothing (?:in|with) (?:the|my)|no (?:pain|trouble|problems?|issues?|complaints?|symptoms?) (?:in|with|at|"
    r"from) (?:the|my)?|no (?:numbness|tingling|swelling) in (?:the|my)?|never (?:my|the)|(?:doesn't|does not|didn't|not|never) (?:go|goes|radiate|"
    r"radiates|travel|travels|spread|shoot|shoots)(?: down| into| to| up| past)*(?: the| my)?)\s*(?:\w+\s)?$",
)  # fmt: skip


def _denied(before: str) -> bool:
    return bool(_DENIED.search(before))


_BACK_AND_FORTH = re.compile(
    r"\s*(?:to|in \d|in (?:the )?\w+ (?:of )?\d|then|when|home|from|up|of (?:the |my )?(?:hand|knee|thigh|neck|head|leg|ankle|heel|shoulder|calf)|"
    r"and forth|at (?:it|work|the))\b",
)  # fmt: skip


def _other_sense(site: str, words: list[Word], hit: Hit, before: str, after: str) -> bool:
    low = words[hit.first].low
    if _OTHER_SENSE.match(after):
        return not re.match(r"^\s*replacement", after, re.I)
    if low == "back" and not _OWN_BACK.search(before) and not _BACK_HURTS.match(after):
        return True
    if (low == "back" and re.match(r"\s*(?:seat|door|garden|yard|row|pack|bench|steps|porch|room|pocket|brace)\b", after)) or (low == "foot" and before.endswith("on ")):
        return True
    if low in ("finger", "fingers") and re.match(r"['’]?s?\s*(?:wide|apart|deep|thick|breadths?|widths?|crossed)\b", after):
        return True
    if low == "back" and before.endswith("in ") and re.match(r"\s*of\b", after):
        return True
    if low == "back" and re.match(r"\s*(?:part )?of (?:the |my |his |her |both )?(?:left |right )?(?:hand|knee|thigh|neck|head|leg|ankle|heel|shoulder|calf|elbow|arm|hip)", after):
        return True
    if low == "back":
        return bool(_BACK_SENSE.search(before)) or (bool(_BACK_AND_FORTH.match(after)) and not re.search(r"\b(?:my|bad|low|lower|upper|mid|her|his|the)\s*$", before))
    if low == "hand":
        return bool(_HAND_SENSE.search(before)) or after.startswith(" surgeon")
    if low in ("arm", "leg", "joint", "spine") and re.match(r"\s*(?:pain clinic|surgeon|specialist|doctor)", after):
        return True
    if low == "joint" and re.match(r"\s*(?:replacement|injection|supplement)", after):
        return True
    if words[hit.first].bare in ("arch", "sole", "calve", "palm", "quad") and not re.search(r"\b(?:my|left|right|his|her|both|the)\s*(?:\w+\s)?$", before):
        return True
    return low in ("arm", "arms") and bool(_ARM_SENSE.search(before))


def _side_before(text: str, words: list[Word], hit: Hit) -> tuple[Side, int]:
    """The side word up to three words before, across "inner", "lower" and such; and where the phrase then begins."""
    at = hit.first - 1
    start = hit.start
    steps = 0
    while at >= 0 and steps < 4 and (not re.search(r"[.;!?\n,]", text[words[at].end : words[at + 1].start]) or (words[at].low in ("r", "l", "rt", "lt") and words[at + 1].start == words[at].end + 1)):
        low = words[at].low
        if low in _SIDES:
            if low == "either" and steps:
                break
            return _SIDES[low], words[at].start
        if low in ("and", "&", "or") or low not in _FILLER:
            break
        if low in ("lower", "upper", "inner", "outer", "throwing", "big"):
            start = words[at].start if low == "throwing" else start
        at -= 1
        steps += 1
    return "unstated", start


def _list_sides(text: str, found: list[Fact]) -> list[Fact]:
    """In "right shin and knee" the side of the first holds for the next ones of the list; "left and right knee" is both."""
    done: list[Fact] = []
    for fact in found:
        previous = done[-1] if done else None
        if previous and fact.side == "unstated" and fact.value in PAIRED | {"other"} and previous.side in ("left", "right", "both") and not (previous.side == "both" and fact.value in ("finger", "toe")):
            between = text[previous.end : fact.start]
            if re.fullmatch(r"\s*(?:,|and|&|/|\+|, and| and the| and my)\s*", between):
                fact = Fact(fact.kind, fact.value, fact.start, fact.end, fact.quote, side=previous.side, detail=fact.detail, confidence=0.75, rule="site in a list")
        if re.search(r"\b(?:left and right|right and left|l and r|r and l)\s+$", text[max(0, fact.start - 16) : fact.start] + " ", re.I) or (re.match(
            r"(?:left|right)\s", fact.quote, re.I) and re.search(r"\b(?:left|right) (?:and|&)\s*$", text[max(0, fact.start - 12) : fact.start], re.I)):
            fact = Fact(fact.kind, fact.value, fact.start, fact.end, fact.quote, side="both", detail=fact.detail, confidence=0.8, rule="site both")
        done.append(fact)
    return done


_SAME = re.compile(r"\s*(?:pain |ache )?(?:on the |the )?same side\b")
_THAT = re.compile(r"\b(?:that|same) (?:\w+ )?$")
_FREE = re.compile(
    r"(?:[.;,(!?:]\s*|^)(?:(?:it's|its|it is|that's|mostly|mainly|only|just|on|hurts on|pain on|say|the|my)\s+)*(?P<a>left|right)(?: (?:one|side|"
    r"sided|hand side|ring|index|middle|little|pinky))?(?=\s*(?:[).,;!?]|$))|"
    r"\b(?:the|my) (?P<b>left|right)(?: hand)? (?:one|side)\b|\b(?:on|in|of) (?:the |my )?(?P<c>left|right)(?: one| side)?(?=\s*(?:[).,;!?]|$|and\b|"
    r"but\b|since\b|for\b|when\b|now\b|or so\b))|"
    r"\b(?:it's|its|it is|was) (?:actually |mainly |mostly )?(?:the |my )?(?P<d>left|right)(?=\s*(?:[.,;!?]|$))|\b(?P<e>both sides|both of them)\b", re.M,
)  # fmt: skip
"""A side said by itself: "the left one", "left side.", "it's on the right"."""
_NO_SIDE = re.compile(r"(?:^|[.!?]\s*)right,|\bright\?|\b(?:that's|all|thats) right|\b(?:chew|sleep|lie|lean|lay|turn)\w* (?:\w+ )?on (?:the|my) (?:left|right)")
_PART_OF = re.compile(r"\s*,?\s*(?:on |of |in )?(?:my |the |his |her )?")
_NEAR, _FAR = 110, 280
"""How far after its site a side may be said: where other sites have none either, and where it is the only one without."""


def _sides_elsewhere(found: list[Fact], places: Places) -> list[Fact]:
    """"The left one." said later of a site without a side; "that foot" is on the side named last; "toe, right foot" is the right toe."""
    done: list[Fact] = []
    for number, fact in enumerate(found):
        named = next((f.side for f in reversed(done) if f.side in ("left", "right")), None)
        following = found[number + 1] if number + 1 < len(found) else None
        if fact.side == "unstated" and following and (_part_of(fact, following, places) or _told_after(fact, following, places)):
            fact = replace(fact, side=following.side, confidence=0.7)
        elif named and fact.side == "unstated" and fact.value in PAIRED and (_THAT.search(places.before(fact.start, reach=20)) or _SAME.match(places.after(fact.end))):
            fact = replace(fact, side=named, confidence=0.7)
        done.append(fact)
    return _said_apart(done, places)


def _part_of(fact: Fact, following: Fact, places: Places) -> bool:
    """Of "toe, right foot": the toe is on the side of the foot."""
    return fact.value in ("toe", "finger", "thumb", "heel") and following.side in ("left", "right") and bool(_PART_OF.fullmatch(places.low[fact.end : following.start]))


def _told_after(fact: Fact, following: Fact, places: Places) -> bool:
    """Of "thumb and forefinger on the right": what is said after the last of them holds for both."""
    joined = re.fullmatch(r"\s*(?:,|and|&)\s*(?:my |the )?", places.low[fact.end : following.start])
    return fact.value in PAIRED and bool(joined) and following.side in ("left", "right") and not re.match(r"left|right|[lr]\b", following.quote, re.I)


def _said_apart(found: list[Fact], places: Places) -> list[Fact]:
    """Give each side that stands by itself to the site without a side that was named last before it."""
    done = list(found)
    alone = len({(f.value, f.detail) for f in found if f.side == "unstated" and f.value in PAIRED | {"jaw"}}) == 1
    for match in _FREE.finditer(places.low):
        at = next(match.start(g) for g in "abcde" if match[g])
        if _NO_SIDE.search(places.low[max(0, match.start() - 30) : match.end() + 1]):
            continue
        before = [n for n, f in enumerate(done) if f.end <= at and not (" one" in match[0] and re.search(r"(?<!['’])s$", f.quote, re.I))]
        if not before or places.is_pasted(at):
            continue
        last = done[before[-1]]
        reach = _FAR if alone and last.value in PAIRED else _NEAR
        if last.side != "unstated" or at - last.end > reach or (last.value not in PAIRED | {"jaw", "lower_back", "sacroiliac", "pelvis_groin", "chest_ribs", "other", "upper_back"}):
            continue
        side: Side = "both" if match["e"] else "left" if "left" in match[0] else "right"
        for number in reversed(before):
            if done[number].side != "unstated" or (number != before[-1] and not re.fullmatch(r"\s*(?:,|and|&|/)\s*(?:my |the )?", places.low[done[number].end : done[number + 1].start])):
                break
            done[number] = replace(done[number], side=side, confidence=0.7)
    return done


_OPPOSITE_ONE = re.compile(r"\b(?:now |then )(?:(?:it's|its|it is|i have|i've got|that|with) )*(?:the|my) (?P<s>other (?:one|side))\b(?! (?:of|hand))")
_OTHER_ONE = re.compile(r"(?!the (?:left|right)(?: one)? (?:is|was) (?:(?:totally|perfectly|completely|just|all|still) )*(?:fine|ok|okay|good|great|perfect|normal|not)\b)\bthe (?P<s>left|right)(?: one)? (?:is|was|has|hurts|now|started|side|starting|aches|going)\b")


def _the_other_one(text: str, found: list[Fact], places: Places) -> list[Fact]:
    """Of "my left hip was replaced and now the right is going": the right hip too."""
    added: list[Fact] = []
    for match in _OTHER_ONE.finditer(places.low):
        before = [f for f in found if f.end <= match.start() and f.value in PAIRED]
        side = _SIDES[match["s"]]
        if before and before[-1].side in ("left", "right") and before[-1].side != side and match.start() - before[-1].end < 160 and not any(f.value == before[-1].value and f.side in (side, "both") for f in found):
            start, end = match.span("s")
            added.append(replace(before[-1], start=start, end=end, quote=text[start:end], side=side, confidence=0.7, rule="site the other one"))
    for match in () if added else _OPPOSITE_ONE.finditer(places.low):
        before = [f for f in found if f.end <= match.start() and f.value in PAIRED]
        if before and before[-1].side in ("left", "right") and match.start() - before[-1].end < 160 and not any(f.value == before[-1].value and f.side in ("opposite", "both") for f in found):
            start, end = match.span("s")
            added.append(replace(before[-1], start=start, end=end, quote=text[start:end], side="opposite", confidence=0.7, rule="site the other one"))
    return sorted([*found, *added], key=lambda f: f.start)


def _distinct(found: list[Fact]) -> list[Fact]:
    """A mention without a side is another mention of one with a side; "both" stands for left and right."""
    sided = {(f.value, f.detail) for f in found if f.side != "unstated"}
    kept: dict[tuple[object, str, object], Fact] = {}
    for fact in found:
        key = (fact.value, "" if fact.value != "other" else fact.detail.rstrip("s"), fact.side)
        if fact.side == "unstated" and (fact.value, fact.detail) in sided:
            continue
        kept.setdefault(key, fact)
    return list(kept.values())


