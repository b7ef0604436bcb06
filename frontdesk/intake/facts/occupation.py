"""The subject's work or study."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, word_list, words_of

_IS = re.compile(
    r"(?:\b(?:i am|i'm|im|he is|he's|she is|she's|who is|who's|i was|he was|she was|been an?|used to be|am|became|being|works?|worked|working|"
    r"employed|job|trained|training|studying|qualified|retired|former|ex|semi-retired|disabled|career|profession|occupation|as an?|as)\b[:\s-]*)"
    r"(?:(?:[\w/'-]+,? +){0,5})(?:[\w]+/)?$"
)
_BARRED = re.compile(
    r"(?<!work )(?<!works )(?<!working )(?<!worked )\b(?:my|his|her|your|our|the|this|that|another|see|saw|seen|seeing|by|from|told|with|visit\w*|called|good|best|primary|local|worried|afraid|"
    r"to an?|for an?|not an?|than an?|like an?|hurt\w*|pain|find an?|need an?|been to)\s+(?:[\w-]+\s+){0,2}$"
)
_BARE_AGE = re.compile(r"\b\d{2}(?:\s*(?:yo|y/?o|[- ]?years?[- ]?old|yrs?(?: old)?|m|f)\b)?[^.;?]{0,24}[,\s(/:]\s*$")
_STRICT = re.compile(
    r"(?:\b(?:i am|i'm|im|he is|she is|he's|she's|who is|i was|work(?:s|ed|ing)?(?: (?:part|full)[- ]?time| nights| days| shifts)? as|job as|retired|former|used to be|employed as|career as|"
    r"occupation:|as an?)\s*(?:(?:an?|the|now|also|currently|still|retired|former|full[- ]time|part[- ]time|professional|freelance)\s+)*)$",
)  # fmt: skip
_OF_SPEECH = re.compile(r"\b(?:i|he|she|am|is|'m|my|\d{2})\b")
_AT = re.compile(r"\b(?:work(?:s|ed|ing)?|job|employed)\s+(?:in|on|at)\s+(?:an? |the )?(?P<q>warehouse|office|shop|kitchen|bakery|factory|construction|retail|finance|landscaping|bank|restaurant|hospital|nursery|garage|hotel|supermarket|call cent(?:er|re)|"
                 r"forestry|farm|logistics|hospitality|building sites?|building trade|oil rigs?|shipyard|steelworks|brewery|sawmill|quarry|mine|"
                 r"salon|care home|nursing home|daycare|day care|library|post office|hotel|tech|sales|accounting|banking|marketing|security|"
                 r"assembly line|production line|shipping|packing|receiving|catering|cleaning)\b|"
                 r"(?:\b(?:i|he|she)|\d,|\d\d and)(?: used to)? (?P<q4>(?:paint|clean|build|sell) houses|deliver (?:the )?(?:mail|post|parcels|packages|"
                 r"pizza)|teach(?:es)? [a-z ]{3,24}?(?=[,.;]|$| and\b| at\b| so\b)|drives? (?:an? |for |the )?(?:\w+ )?(?:truck|bus|taxi|cab|lorry|"
                 r"van|tractor|forklift|uber|ups|fedex)|lay (?:bricks|tiles?|carpets?|floors?|block)|deals? (?:blackjack|cards|poker)|(?:cut|do) hair|do (?:drywall|roofing|"
                 r"construction|landscaping|plumbing|carpentry|masonry|flooring|tiling|data entry)|work (?:retail|construction|security|nights|"
                 r"shifts)|cleans? (?:offices|houses|schools|hotels|windows|cars)|waits? tables|"
                 r"fix cars|runs? an? (?:\w+ )?(?:yard|pre-?school|playgroup|stud|boatyard|butchers?|barbers?|launderette|chip shop|post office|boarding house|caravan park|campsite|charity|shop|salon|farm|restaurant|cafe|café|bakery|pub|bar|business|nursery|garden cent(?:er|re)|gym|studio|company|kennels?|stables?|garage|"
                 r"ranch|guest ?house|hotel|b&b|dairy|day ?care|florist\w*|market stall|food truck|dental practice|law firm|vineyard|riding school|(?:sheep|cattle) station|smallholding|orchard|farm shop|call cent(?:er|re))|tend bar|(?<=i )teach(?=[.,;]|$))\b|"
                 r"\bi do (?P<q2>shop work|office work|bar work|farm work|factory work|warehouse work|building work|care work|shift work)\b|"
                 r"\b(?:have|has|got|work) an? (?P<q3>desk job|office job|factory job|warehouse job|physical job|manual job|sit[- ]down job)\b", re.I)  # fmt: skip
_SAYS = re.compile(
    r"\b(?:i am|i'm|i’m|im|i was|he is|she is|he's|she's|he’s|she’s|who is|work(?:s|ed|ing)?(?: (?:part|full)[- ]?time| nights| days| shifts)? as|employed as|job as|job is|career as)\s+(?:now |also |"
    r"currently |still |just )?(?:an?\s+)(?P<q>(?:(?:\d\w*|self[- ]employed|retired|former|full[- ]time|part[- ]time|professional|freelance|"
    r"semi-retired|busy|young|older|[a-z-]+)\s+){0,3}?"
    r"(?P<h>[a-z]+(?:er|or|ist|ian|man|woman|smith|wright|eer|yst|ess|hand|agent|assistant|attendant|clerk|apprentice|chef|nurse|officer|rep|tech|"
    r"coach|student|trainee)))\b", re.I,
)  # fmt: skip
_EXTEND = frozenset({"disabled", "college", "freelance", "self-employed", "employed", "amateur", "professional", "assistant", "senior", "master", "principal", "retired", "former", "ex", "head", "chief", "trainee", "apprentice", "student", "primary", "secondary", "high", "elementary", "middle", "school", "junior"})
_TRADE = re.compile(
    r"\s+(?:by trade|by profession|by occupation|for a living|here\b|for (?:the )?(?:last |past |over |almost |nearly )*(?:\d+|twenty|thirty|forty|"
    r"ten|fifteen|\w+ty) (?:years|yrs))", re.I,
)  # fmt: skip


_REFERS = re.compile(r"[^.!?]{0,60}\b(?:refer|referring)\b (?!me\b)", re.I)
"""A clinician who sends a patient; the patient's work is another."""


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """From the list where the sentence says that they do it; else by the ending of the word in "I am a ..."."""
    hits = [h for h in word_list("occupations.txt").hits(text, words) if not places.is_pasted(h.start) and not subject.somebody_else(h.start, places)]
    for number, hit in enumerate(hits):
        before = places.before(hit.start, reach=60)
        if _ours(before, text, hit, places):
            end = hit.end
            for following in hits[number + 1 :]:
                if text[end : following.start] in ("/", " / ", " and ", " & ", " and a "):
                    end = following.end
            return [_fact(text, _extended(text, words, hit), end, 0.85, "occupation")]
    return _by_ending(text, places, subject)


def _fact(text: str, start: int, end: int, confidence: float, rule: str) -> Fact:
    quote = text[start:end]
    return Fact("occupation", quote.casefold(), start, end, quote, confidence=confidence, rule=rule)


def _by_ending(text: str, places: Places, subject: Subject) -> list[Fact]:
    none = words_of("not_work.txt")
    for match in _SAYS.finditer(text):
        start = match.start("q")
        if match["h"].casefold() not in none and not places.is_pasted(start) and not subject.somebody_else(start, places) and not _REFERS.match(text, match.end("q")) and not re.search(r"\b(?:not|if|when|than|like)\s*$", places.before(match.start())):
            return [_fact(text, *match.span("q"), 0.7, "occupation by its ending")]
    for match in _AT.finditer(text):
        group = next(g for g in ("q", "q2", "q3", "q4") if match[g])
        if not places.is_pasted(match.start()) and not subject.somebody_else(match.start(), places):
            return [_fact(text, *match.span(group), 0.65, "occupation by its place")]
    return []


_CARER = re.compile(
    r"(?:therapist|iatrist|surgeon|ologist|physician|practitioner|doctor|nurse|midwife|trainer|dentist|optician|osteopath|chiropod\w+|solicitor|"
    r"lawyer|attorney)$",
)  # fmt: skip
"""Whom people go to see: named in passing more often than they are the writer."""


_SAYS_SO = re.compile(
    r"['’]?s?['’]?\s*(?:said|says|told|recommend|suggest|thinks?|advis|wants|'s|’s|thought|says|gave|prescrib|diagnos|elbow|knee|thumb|shoulder|did|"
    r"sent|put|refer)", re.I,
)  # fmt: skip


_OPENS_WITH = re.compile(
    r"\W*(?:(?:principal|retired|former|disabled|primary|high|secondary|middle|elementary|school|senior|junior|self-employed|part[- ]time|full[- ]time|busy|"
    r"professional|ex)\W*)*",
)  # fmt: skip


def _ours(before: str, text: str, hit: Hit, places: Places) -> bool:
    after = text[hit.end : hit.end + 40]
    if _SAYS_SO.match(after) or _REFERS.match(text, hit.end):
        return False
    if hit.marked or (_CARER.search(hit.value) and not _BARE_AGE.search(before) and before.strip()):
        return bool(_STRICT.search(before))
    if _TRADE.match(after):
        return True
    if re.search(r"\d\d[- ]?(?:year|yr)s?[- ]old (?:\w+ )?$", before):
        return True
    closed = bool(re.match(r"\s*(?:[,.;)\n]|$|so\b|and (?:an? )?(?:student|carer|mother|mum|mom|dad|father)\b|\s\d\d\b|- )", after))
    if closed and _OPENS_WITH.fullmatch(before):
        return True
    if closed and re.search(r"(?:^|[.!?]\s+)[a-z'’-]+ [a-z'’-]+, (?:an? |retired )?$", before + "") and re.search(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+, (?:an? |retired )?$", text[max(0, hit.start - 40) : hit.start]) and not text[hit.end :].strip(" .\n"):
        return True
    if re.match(r"\s+myself\b", after):
        return True
    if _BARRED.search(before) and not _STRICT.search(before):
        return False
    if _IS.search(before) or _BARE_AGE.search(before):
        return True
    if before.endswith("(") and after.startswith(")"):
        return True
    if closed and re.search(r"(?:[,(/]\s*(?:an? )?|\band an? )$", before):
        return bool(_OF_SPEECH.search(places.at(hit.start).text.casefold().replace("’", "'"))) and not re.search(r"\b(?:see|saw|seen|been to|tried|doctors?|specialists?)\b", before)
    return False


def _extended(text: str, words: list[Word], hit: Hit) -> int:
    """Take in "disabled", "college" and such that stand before the word."""
    first = hit.first
    while first and words[first - 1].low in _EXTEND and text[words[first - 1].end : words[first].start] in (" ", "-"):
        first -= 1
    return words[first].start
