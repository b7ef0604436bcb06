"""Where it hurts, and on which side."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact, Side
from frontdesk.domain.fact_words import PAIRED
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, word_list

_SIDES: dict[str, Side] = {
    "left": "left", "right": "right", "l": "left", "r": "right", "lt": "left", "rt": "right", "lft": "left", "both": "both", "bilateral": "both",
    "opposite": "opposite", "other": "opposite", "bilat": "both", "either": "both", "two": "both",
}  # fmt: skip
_FILLER = frozenset(["lower", "upper", "inner", "outer", "front", "of", "my", "the", "his", "her", "inside", "outside", "side", "medial", "lateral", "anterior", "posterior", "dominant", "bad", "throwing", "top", "whole", "entire", "big", "sprained", "torn", "broken", "injured", "painful", "replaced", "sore"])  # fmt: skip
_AFTER = re.compile(r"^\s*(?:\(\s*)?(?:joint\s*)?(?:on\s+(?:the|my|his|her)\s+)?(?P<s>left|right|both)(?:\s*side|\s*hand side|\s*one)?\b(?:\s*\))?", re.I)
_NOT_HERE = re.compile(r"\b(?:inch(?:es)?|cm|centimeters?)\s+(?:from|above|below)\s+(?:my|the)\s*$|\bbetween (?:my |the )?$", re.I)
_OTHER_SENSE = re.compile(
    r"^\s*(?:surgeon|specialist|doctor|doc|clinic|brace|replacement of the|pain doctor|therapist|guy|page|article|rest|exercises?|press|rail|held|written|shake|bag|book)\b"
    r"|^s?\s*(?:on|in) (?:experience)|^-?(?:off|on|up|made|hand side)\b", re.I,
)  # fmt: skip
_BACK_SENSE = re.compile(
    r"\b(?:go|going|went|get|getting|got|come|came|coming|call|calling|hear|heard|write|be|put|pushed?|bring|turn|turned|took|take|give|gave|look|looking|years?|weeks?|months?|days?|"
    r"hold|holding|set|cut|step|lie|laying|lay|sit|move|moved|bounce|way|ring|phone|reply|way|start|fall|fell|laid|head|heading|am|text|straight|right|all)\s+(?:me\s+|it\s+|him\s+)?$"
)
_OWN_BACK = re.compile(r"\b(?:my|his|her|their|low|bad|the|upper|mid|middle|left|right|whole|entire|of|and|or|chronic|in|sore|your|lower|hip|knee|neck|shoulder|both)\s*[,/&-]?\s*$")
_BACK_HURTS = re.compile(r"\s*(?:pain|ache|hurts?|problems?|injury|surgery|spasms?|trouble|issues?|is|was|has|and (?:neck|hip|leg|knee|both)|went|gave|pains)")
_HAND_SENSE = re.compile(r"\b(?:on the one|on the other|other|second|first|give me a|by|lend a|at|out of)\s*$")
_ARM_SENSE = re.compile(r"\b(?:under|open)\s*$")


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """One fact a (site, side), at the mention that says most."""
    found: list[Fact] = []
    plain_in: set[int] = set()
    hits = list(word_list("sites.txt").hits(text, words))
    for hit in hits:
        if not hit.marked:
            plain_in.add(places.index(hit.start))
    for hit in hits:
        structure = hit.marked
        if (structure and any(not h.marked and h.value == hit.value for h in hits)) or (structure and places.index(hit.start) in plain_in):
            continue
        fact = _fact(text, words, hit, places, subject)
        if fact:
            found.append(fact)
    named = {places.index(f.start) for f in found if f.value != "other"}
    kept = [f for f in found if f.value != "other" or not _vague(f, places, named)]
    return _distinct(_list_sides(text, kept))


def _fact(text: str, words: list[Word], hit: Hit, places: Places, subject: Subject) -> Fact | None:
    site = hit.value
    before, after = places.before(hit.start), places.after(hit.end)
    if _other_sense(site, words, hit, before, after) or places.is_pasted(hit.start) or subject.somebody_else(hit.start, places):
        return None
    if _denied(before) or _NOT_HERE.search(before):
        return None
    side, start = _side_before(text, words, hit)
    end = hit.end
    word = text[hit.start : hit.end]
    plural = bool(re.search(r"(?:s|feet)$", word, re.I)) and not re.search(r"(?:ss|is|us|biceps|triceps|quadriceps|achilles|pelvis|pubis)$", word, re.I)
    if side == "unstated" and (match := _AFTER.match(text[hit.end : hit.end + 40])) and not re.match(r"\s*(?:now|away|after|before|hip|knee|shoulder)", text[hit.end + match.end() :], re.I):
        side = _SIDES[match["s"].casefold()]
        end = hit.end + match.end() if "(" in match[0] else hit.end
        if "(" in match[0] and not text[hit.end : end].endswith(")"):
            end = hit.end
    if side == "unstated" and plural and site in PAIRED | {"other"} and site not in ("toe", "finger") and re.search(r"(?:knee|hip|shoulder|ankle|wrist|elbow|foot|feet|heel|hand|thumb|leg|arm|shin|calves|thigh|hamstring|quad)s?$", word, re.I):
        side = "both"
    detail = ""
    if site == "other":
        detail = word.casefold()
    return Fact("body_site", site, start, end, text[start:end], side=side, detail=detail, confidence=0.85 if side != "unstated" else 0.78, rule="site")


def _vague(fact: Fact, places: Places, named: set[int]) -> bool:
    """Words like "joints", "limbs", a leg in a sentence that names the joint itself: nothing may be invented from those."""
    word = fact.detail.rstrip("s")
    if word in ("joint", "limb", "spine", "vertebra"):
        return fact.side == "unstated" and "body" not in word
    return places.index(fact.start) in named and fact.side in ("unstated", "both") and word in ("leg", "arm")


def _denied(before: str) -> bool:
    return bool(re.search(r"\b(?:not (?:the|my|in the|in my)|isn't (?:the|my)|nothing (?:in|with) (?:the|my)|no pain in (?:the|my)?|no (?:numbness|tingling|swelling) in (?:the|my)?|never (?:my|the))\s*(?:\w+\s)?$", before))


def _other_sense(site: str, words: list[Word], hit: Hit, before: str, after: str) -> bool:
    low = words[hit.first].low
    if _OTHER_SENSE.match(after):
        return not re.match(r"^\s*replacement", after, re.I)
    if low == "back" and not _OWN_BACK.search(before) and not _BACK_HURTS.match(after):
        return True
    if low == "back":
        return bool(_BACK_SENSE.search(before)) or (bool(re.match(r"\s*(?:to|in \d|in (?:the )?\w+ (?:of )?\d|then|when|home|from|up|of (?:the |my )?(?:hand|knee|thigh|neck|head|leg|ankle|heel|shoulder|calf)|and forth|at (?:it|work|the))\b", after)) and not re.search(r"\b(?:my|bad|low|lower|upper|mid|her|his|the)\s*$", before))
    if low == "hand":
        return bool(_HAND_SENSE.search(before)) or after.startswith(" surgeon")
    if low in ("arm", "leg", "joint", "spine") and re.match(r"\s*(?:pain clinic|surgeon|specialist|doctor)", after):
        return True
    if low == "joint" and re.match(r"\s*(?:replacement|injection|supplement)", after):
        return True
    if low in ("arch", "sole", "calves", "palm", "quad", "quads") and not re.search(r"\b(?:my|left|right|his|her|both|the)\s*(?:\w+\s)?$", before):
        return True
    return low in ("arm", "arms") and bool(_ARM_SENSE.search(before))


def _side_before(text: str, words: list[Word], hit: Hit) -> tuple[Side, int]:
    """The side word up to three words before, across "inner", "lower" and such; and where the phrase then begins."""
    at = hit.first - 1
    start = hit.start
    steps = 0
    while at >= 0 and steps < 4 and not re.search(r"[.;!?\n]", text[words[at].end : words[at + 1].start]):
        low = words[at].low
        if low in _SIDES:
            if low in ("either", "two", "other") and low != "other" and steps:
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
        if previous and fact.side == "unstated" and fact.value in PAIRED | {"other"} and previous.side in ("left", "right", "both"):
            between = text[previous.end : fact.start]
            if re.fullmatch(r"\s*(?:,|and|&|/|\+|, and| and the| and my)\s*", between):
                fact = Fact(fact.kind, fact.value, fact.start, fact.end, fact.quote, side=previous.side, detail=fact.detail, confidence=0.75, rule="site in a list")
        if re.search(r"\b(?:left and right|right and left|l and r|r and l)\s+$", text[max(0, fact.start - 16) : fact.start] + " ", re.I) or (re.match(
            r"(?:left|right)\s", fact.quote, re.I) and re.search(r"\b(?:left|right) (?:and|&)\s*$", text[max(0, fact.start - 12) : fact.start], re.I)):
            fact = Fact(fact.kind, fact.value, fact.start, fact.end, fact.quote, side="both", detail=fact.detail, confidence=0.8, rule="site both")
        done.append(fact)
    return done


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


