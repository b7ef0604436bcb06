"""What became of a treatment: the nearest words before and after that say it was done, proposed, or only thought of."""

from __future__ import annotations

import re

from frontdesk.intake.facts.sentences import Places, clause_before, negated
from frontdesk.intake.facts.subject import Subject

CLINICIAN = (
    r"urgent care|ime|er doctor|sports doc|hand surgeon|osteo|doctors?|drs?|docs?|surgeons?|specialists?|ortho\w*|consultants?|gps?|rheumatologists?|neurosurgeons?|physicians?|podiatrists?|hospital|they|pt|physios?|physiotherapists?|clinic|neurologists?|therapists?|md|"
    r"chiropractors?|nurse|osteopath|attorney|lawyer|dentist|radiologist|paediatrician|pediatrician|orthopod|sports? (?:med|medicine|doc|doctor)|pain (?:management|clinic)|pcp|trainer|er|a ?& ?e|insurance|oncologist|university"
)
_SAID = (
    r"wants?|wanted|keen (?:on|for|to)|is pushing|push(?:es|ing)?|favou?rs?|leans? towards?|leaning towards?|prefers?|proposes|reckons?|says?|said|saying|tells?|told|thinks?|thought|feels?|felt|believes?|would (?:like|do|prefer)|plans?|is talking|going to|keeps?|has me|sent (?:me|him|her|us)|sending|can (?:do|offer|only)|could|would|will|is (?:now )?(?:planning|considering)|insists?|pushes|gave me (?:a choice|options)"
)
_OFFER = re.compile(
    rf"\b(?:(?:{CLINICIAN})\b(?:[ ,][^.;?]{{0,60}}?)?\b(?:{_SAID})\b(?: me| him| her| us)?(?: (?:at|in|over) (?:\w+ ){{1,4}}?(?=that\b|i\b|he\b|she\b))?(?: ?that)?(?: ?(?:i|he|she|it|we|my \w+))?(?: (?:should|need|needs|must|will|would|have|has|could|may|might|to|do|try|get|go for|extend|put|undergo|consider|see|just|only|in)\b)*|recommend\w*|(?<!please )(?<!kindly )(?<!you )suggest(?:s|ed|ing|ion)?\b|(?<!please )(?<!kindly )advis(?:ed|es|ing)\b|offer(?:ed|s|ing)?|propos\w*|prescribed|ordered|quoted for|scheduled|booked|telling for|gave me (?:two|three) (?:choices|options)|(?:am|was|is|been|got|gets) (?:being )?referred|referred (?:me|him|her) (?:for|to)|"
    r"(?:waiting |wait )?list for|waiting (?:for|on)|awaiting|(?:next|only|other|last|remaining|treatment|two|three|my) (?:steps?|options?)(?: left)?(?: is| are| was| were| would be| being)?|options (?:are|were|include|of)|slated|due (?:for|to have)|set for|up for|headed for|in line for|"
    r"told (?:me|him|her|us)\b[^.;,?]{0,40}?\b(?:i|he|she|it) (?:needs?|needed|should|must|have to|has to|will need|may need)(?: an?| the)?|told (?:me |him |her |us )?(?:that )?(?:i|he|she|it|my \w+)? ?(?:will |would |may |might )?(?:needs?|needed|should|must|has to|have to|ha[ds] to|requires?)|(?:will|would|going to|may|might|eventually|probably|she|he|definitely) needs?|says? i need|have to have|has to have|must have|pushing|mention\w*|told(?: me| him| her| us)?(?: that)?|"
    r"discuss(?:ed|ing)?|talk(?:ed|s|ing)? (?:about|of)|threaten\w*|declin\w*|refus\w*|turn(?:ed|ing) down|said no to|opted (?:against|out of)|put (?:me|him|her) (?:down|forward|on)|planned|upcoming|(?:told|said|saying) (?:for|only)|bring(?:ing)? up|brought up|looking at doing)(?!\w)"
)
_SPOKE = re.compile(rf"\b(?:{CLINICIAN}): (?:\w+ )?$")
"""Told like a play: "Surgeon: fusion."."""
_OFFER_THEN = re.compile(_OFFER.pattern.replace(rf"(?:{CLINICIAN})", rf"(?:{CLINICIAN}|he|she)", 1))
"""Where a clinician was named before, "he wants to do" is the clinician's offer."""
_WHO = re.compile(rf"\b(?:{CLINICIAN})\b[^?]{{4,80}}\b(?:he|she)\b")
_THINK = re.compile(
    r"\b(?:(?:i|we|she|he|i'd|and|just|really|don't|doesn't|not|do) (?:want|wants|like|need)|want(?:ed|ing)? to|wants to|would (?:rather|love|like|prefer)|i'd (?:like|love|rather|prefer)|interested|interest in|wonder\w*|(?:had |have |i've |we've |has )?consider(?:ed|ing)?|think(?:ing)?(?: of| about)?|hop(?:e|es|ed|ing)|avoid\w*|instead of|rather than|"
    r"alternatives?|looking (?:into|for|to)|look(?:ed)? into|curious|ask(?:ing)?(?: about)?|enquir\w*|inquir\w*|can|could|would|should|does|do you|is it|is|are|candidates?|how (?:much|many|long|soon|often)|costs?|price|before|afraid of|scared of|fear\w*|worried about|put(?:ting)? off|delay\w*|postpone|"
    r"explor\w*|heard (?:about|of|that)|hear about|read(?:ing)? (?:about|that|of)|prefer\w*|don't want|keen|sign(?:ed)? up|try|trying to avoid|benefit from|suitable|better than|versus|vs|or|between|get|book|need|open to|willing|resort(?:ing)? to|without|researching|information (?:on|about)|info on|about|against|for|will|if|whether|regarding|on to)\b"
)
_DONE = re.compile(
    r"\b(?:had|have had|has had|i've|having had|got|gotten|did|done|tried|underwent|undergone|undergoing|received|receiving|after|since|following|failed|previous(?:ly)?|prior|last|went (?:to|through|for|in for)|go to|been (?:to|through|doing|having|going to|getting)|given|gave|post|history of|s/p|"
    r"showed?|shown|found|revealed|confirmed|was|were|recent|recently|completed|finished|another|(?:has|have|had) (?:both |all |now |since )?been|course of|rounds? of|sessions? of|session \d of|series of|attempted|doing|seeing|seen|saw|attend\w*|made (?:me|them)|performed|my first|my second|\dnd|\drd|first|second|third|"
    r"x ?\d|two|three|four|five|six|several|multiple|\d+|ended up with|ended with|from (?:a|the|my)|relief from|says?|per|according to|on|in|also|then|helped by|old)\b"
)
_SHOWN = re.compile(
    r"^\W{0,3}(?:and (?:x-?rays?|mri|ct)\W{1,2})?(?:scans?|reports?|results?|images?|findings?|sessions?|treatments?)?\W{0,2}(?:(?:on|of|in|for) (?:the |my |his |her )?(?:\w+ ){1,4})?(?:which |that |and it |it |they |also |has |have |had |i had )*(?:only |just |really |both |all |clearly )?"
    r"(?:x ?\d|twice|thrice|three times|\d+ times|\d\d? (?:years?|months?|weeks?|days?|yrs?) ago|(?:\w+ ){1,3}ago|showed|shows?|shown|showing|reveal\w*|"
    r"came back|(?:was|were|is|are|been) (?:normal|clear|clean|done|negative|fine|unremarkable|ok|inconclusive|positive|successful|useless|a (?:failure|waste|success)|good|great|from)|negative|normal|clean|clear|helped|helps?|did (?:nothing|not|little|no)|didn't|does(?: not|n't)|hasn't|haven't|don't|gave|made (?:it|me|things|no)|"
    r"(?:with|without) (?:no |any |little |some |good |great |minimal |limited )?(?:relief|results?|success|improvement|effect|benefit|luck)|no (?:relief|joy|help|good|improvement|effect|change|luck)|failed|wore off|lasted|work(?:ed|s)|says|said|confirm\w*|indicat\w*|suggest(?:s|ed)|found|fixed|relieved|only lasted|provided|yesterday|today,|on monday)\b"
)
_WHEN = re.compile(r"^\W{0,3}(?:on (?:my|the|both|his|her) \w+ |(?:left|right|both|l|r|lt|rt) )?(?:back )?(?:in (?:19|20)\d\d|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|on \d\d?/\d\d?|last (?:year|month|week|spring|summer|fall|autumn|winter|april|march|may|june|july)|(?:19|20)\d\d)\b")
_PROPOSED = re.compile(
    r"^\W{0,3}(?:\w+ ){0,2}?(?:has been|was|is|were|are|been|being|as)\s+(?:being |now |also |probably |likely |the |my |his |her )*(?:recommended|suggested|offered|mentioned|proposed|advised|discussed|scheduled|booked|planned|inevitable|next|only|best|unavoidable|needed|required|necessary|on the cards|coming|an option)\b|"
    r"^\W{0,3}(?:next|inevitable|scheduled|booked|is booked|recommended|suggested|advised|offered|ordered|pending|planned|down the (?:road|line)|was refused|which (?:is|was|are) (?:what|the one|something) (?:my|the|they|he|she)|which (?:my|the) \w+ (?:is|has|wants|keeps|recommend\w*|suggest\w*))\b"
)
_AGAINST = re.compile(r"^[^.;]{0,30}\b(?:declin\w*|refus\w*|against it|i said no|said no|turned (?:it|that|them) down|rather not|but i (?:don't|do not|won't) want)\b")
_NEVER = re.compile(r"\b(?:no|never(?: had| tried| done)?|haven't (?:had|done|tried|got|seen)|have not (?:had|done|tried|seen)|not (?:had|have|tried|done|yet had)|hasn't had|has not had|didn't (?:have|get|do)|did not (?:have|get|do)|nor|nil|without(?: any)?|zero|denies|none of|not yet)\b")
_WILL = re.compile(r"\b(?:want\w*|wish\w*|like|love|keen|interested|prefer\w*|afford|believe|rather|need\w*|sure|know|understand|think|willing|candidate|option|recommend\w*|suggest\w*|advis\w*|offer\w*|operate)\b")
_ASKS = re.compile(r"^\W*(?:(?:so|and|but|also|or|hi|hello|please|kindly|then|now|well)\W+)*(?:can|could|would|will|do|does|is|are|should|how|what|am|any|has|which|where|who|when|may|might|if)\b")
_ASKS_PLAINLY = re.compile(
    r"^\W*(?:(?:so|and|but|also|or|hi|hello|please|kindly|then|now|well)\W+)*(?:(?:can|could|would|will|do|does|is|are|should|am|has|may|might) "
    r"(?:i|you|u|we|he|she|it|this|that|they|there|the|my|his|her|your|prp|prolo\w*|stem|any\w*|someone|an?|injections?|surgery)\b|(?:how|what|which|where|who|when|why|any)\b)"
)
"""A question without its mark."""
_FUTURE = re.compile(r"\b(?:going to|about to|planning|plan to|will be having|getting|having) (?:\w+ )?$")


def of_treatment(start: int, end: int, places: Places, subject: Subject, *, common: bool) -> str:
    """One of done | offered | considered | none | someone_else. ``common``: what is mostly done where nothing is said (tests, therapy)."""
    if subject.somebody_else(start, places):
        return "someone_else"
    before, after = places.before(start, reach=150), places.after(end, reach=90)
    sentence = places.at(start)
    clause = clause_before(before)
    asks = _asks(sentence.text, sentence.question, start - sentence.start)
    if not asks and _negated(before, clause):
        return "none"
    if common and re.match(r"\s*(?:[:=]|-\s|–\s)\s*\w", after):
        return "done"
    if re.search(r"\b(?:not|n't) (?:really )?after (?:an? |any )?(?:\w+ )?$", before):
        return "considered"
    if not asks and re.search(r"(?:^|[.,;(:]\s*)(?:one|two|three|four|five|six|seven|eight|several|multiple|many|\d+) (?:\w+ ){0,2}$", before) and not re.search(r"\boptions?\b", sentence.text):
        return "done"
    if _AGAINST.match(after):
        return "offered"
    if _PROPOSED.match(after) and not asks:
        return "offered"
    if _SHOWN.match(after) and not asks and not re.search(r"\b(?:if|can|could|would|will|does|how|whether|that|heard|read)\b[^,;]{0,30}$", before):
        return "done"
    said = "offered" if _SPOKE.search(before) else _nearest(before)
    if not asks and (re.search(r"(?:^|[.;,]\s*)(?:in )?(?:19|20)\d\d:? (?:[\w-]+ ){0,2}$", before) or re.match(r"^[^.;,?]{0,12}\bevery (?:\w+ )?(?:week|month|year|day|fortnight)s?\b", after)):
        return "done"
    if said != "offered" and not asks and _WHEN.match(after):
        return "done"
    if asks:
        return "done" if said == "done" and re.search(r"\b(?:i|he|she|i've|we)\b (?:have |has |already |just |'ve )*(?:had|tried|done|got|been|did|have|underwent)\b[^?]{0,60}$", before) and not _THINK.search(before[-14:]) else "considered"
    if said:
        return said
    return "done" if common else "considered"


def _asks(text: str, question: bool, place: int) -> bool:
    """The words stand in the asking part of a question, not in what is told before it."""
    low = text.casefold().replace("’", "'")
    if not question and not _ASKS_PLAINLY.match(low):
        return False
    if _ASKS.match(low):
        return not re.match(r"\W*(?:so|and|but|also|well)?\W*(?:when|if|since|after|will be|may)\b[^?]*,", low[:place])
    opened = [m.start() for m in re.finditer(r"[,;:–—-]\s+(?:can|could|would|will|do|does|is|are|should|how|what|am|any|has|which)\b|\b(?:and|but|so) (?:can|could|would|will|do|does|is|are|should|how|what|am) \w+|\b(?:wonder\w*|know|ask) (?:if|whether)\b|\bdo(?:es)? (?:you|this|it)\b", low)]
    return place >= opened[0] if opened else question and len(low) < 140


def _negated(before: str, clause: str) -> bool:
    if re.search(r"\b(?:not|never|n't|nt) (?:been |yet |ever |really |actually )?$", before) and not re.search(r"\b(?:sure|why|if|or) (?:not )?$", before):
        return True
    if not negated(before):
        return False
    never = list(_NEVER.finditer(before))
    if not never or _WILL.search(before[max(0, never[-1].start() - 12) :]):
        return False
    return not re.search(r"\bno (?:relief|help|improvement|joy|effect|benefit|luck|success|idea|longer|better|change|difference|good|matter)\b", before[never[-1].start() :])


def _nearest(before: str) -> str | None:
    """The kind of the last deciding word before; a clinician's "says" counts from its end on."""
    best, found = -1, None
    offers = [m.span() for m in (_OFFER_THEN if _WHO.search(before) else _OFFER).finditer(before)]
    for name, shape in (("done", _DONE), ("considered", _THINK), ("offered", _OFFER_THEN if _WHO.search(before) else _OFFER)):
        for match in shape.finditer(before):
            if name != "offered" and any(a <= match.start() < b for a, b in offers):
                continue
            weight = match.end() - (_weak(match[0]) * 25)
            if weight >= best:
                best, found = weight, name
    if found == "offered" and re.search(r"\b(?:before|instead of|avoid\w*|rather than|without)\b[^,;]{0,20}$", before):
        return "considered" if not re.search(rf"\b(?:{CLINICIAN})\b", before) else "offered"
    if found == "done" and _FUTURE.search(before):
        return "considered"
    return found


_WEAK = frozenset(
    ["in", "on", "also", "then", "says", "say", "old", "per", "two", "three", "four", "five", "six", "is", "are", "or", "for", "about", "if", "will", "can", "could", "get", "need", "on", "to", "first", "second", "third", "another", "was", "were", "will", "i've", "do", "you"]
) | {"on to"}  # fmt: skip


def _weak(words: str) -> int:
    """Small words that decide only where no plainer word stands near."""
    return int(words in _WEAK or words.isdigit())
