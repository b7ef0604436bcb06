"""What became of a treatment: the nearest words before and after that say it was done, proposed, or only thought of."""

from __future__ import annotations

import re

from frontdesk.intake.facts.sentences import Places, clause_before, negated
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import alternatives

CLINICIAN = (
    rf"{alternatives('treatment_words.txt', 'clinician')}|"
    r"sports? (?:med|medicine|doc|doctor)|pain (?:management|clinic)|a ?& ?e"
)
_SAID = (
    rf"{alternatives('treatment_words.txt', 'said')}|"
    r"keen (?:on|for|to)|push(?:es|ing)?|mutter\w*|float(?:ed|s|ing) (?:the idea of )?|rais(?:ed|es) (?:the idea of )?|threw out|put forward|favou?rs?|leans? towards?|would (?:like|do|prefer)|sent (?:me|him|her|us)|wants? (?:me|him|her|us) to (?:have|get|try|undergo|go for)|can (?:do|offer|only)|"
    r"is (?:now )?(?:planning|considering)|gave me (?:a choice|options)"
)
_OFFER = re.compile(
    rf"\b(?:(?:{CLINICIAN})\b(?:[ ,][^.;?]{{0,60}}?)?\b(?:{_SAID})\b(?: me| him| her| us)?(?: (?:at|in|over) (?:\w+ ){{1,4}}?(?=that\b|i\b|he\b|"
    rf"she\b))?(?: ?that)?(?: ?(?:i|he|she|it|we|my \w+))?(?: (?:should|need|needs|must|will|would|have|has|could|may|might|to|do|try|get|go for|"
    rf"extend|put|undergo|consider|see|just|only|in)\b)*|recommend\w*|(?<!please )(?<!kindly )(?<!you )suggest(?:s|ed|ing|ion)?\b|"
    rf"(?<!please )(?<!kindly )advis(?:ed|es|ing)\b|offer(?:ed|s|ing)?|propos\w*|prescribed|ordered|quoted for|scheduled|booked|telling for|"
    rf"gave me (?:two|three) (?:choices|options)|(?:am|was|is|been|got|gets) (?:being )?referred|referred (?:me|him|her) (?:for|to)|"
    r"(?:waiting |wait )?list for|waiting (?:for|on)|awaiting|(?:next|only|other|last|remaining|treatment|two|three|my) (?:steps?|"
    r"options?)(?: left)?(?: is| are| was| were| would be| being)?|options (?:are|were|include|of)|slated|due (?:for|to have)|set for|up for|"
    r"headed for|in line for|"
    r"told (?:me|him|her|us)\b[^.;,?]{0,40}?\b(?:i|he|she|it) (?:needs?|needed|should|must|have to|has to|will need|may need)(?: an?| the)?|"
    r"told (?:me |him |her |us )?(?:that )?(?:i|he|she|it|my \w+)? ?(?:will |would |may |might )?(?:needs?|needed|should|must|has to|have to|"
    r"ha[ds] to|requires?)|(?:will|would|going to|may|might|eventually|probably|she|he|definitely) needs?|says? i need|have to have|has to have|"
    r"must have|(?:he|she|they) (?:now |really |also )?wants? (?:me|him|her|us) to (?:have|get|try|undergo|go for)|pushing|mention\w*|(?:told|(?:are|is|keeps?) telling)(?: me| him| her| us)?(?: that)?|"
    r"discuss(?:ed|ing)?|talk(?:ed|s|ing)? (?:about|of)|threaten\w*|(?:won't|will not|wont) (?:go for|have|do|agree to|hear of)|declin\w*|refus\w*|turn(?:ed|ing) down|said no to|opted (?:against|out of)|"
    r"put (?:me|him|her) (?:down|forward|on)|planned|upcoming|(?:told|said|saying) (?:for|only)|bring(?:ing)? up|brought up|looking at doing)(?!\w)"
)
_SPOKE = re.compile(rf"\b(?:{CLINICIAN}): (?:\w+ )?$")
"""Told like a play: "Surgeon: fusion."."""
_OFFER_THEN = re.compile(_OFFER.pattern.replace(rf"(?:{CLINICIAN})", rf"(?:{CLINICIAN}|he|she)", 1))
"""Where a clinician was named before, "he wants to do" is the clinician's offer."""
_WHO = re.compile(rf"\b(?:{CLINICIAN})\b[^?]{{4,80}}\b(?:he|she)\b")
_THINK = re.compile(
    rf"\b(?:{alternatives('treatment_words.txt', 'thought')}|"
    r"(?:do not|don't|not|never) (?:wish|want) (?:to have|to undergo)|(?:i|we|she|he|i'd|and|just|really|don't|doesn't|not|do) (?:want|wants|like|need)|want(?:ed|ing)? to|would (?:rather|love|like|prefer)|"
    r"i'd (?:like|love|rather|prefer)|(?:had |have |i've |we've |has )?consider(?:ed|ing)?|think(?:ing)?(?: of| about)?|hop(?:e|es|ed|ing)|"
    r"looking (?:into|for|to)|look(?:ed)? into|ask(?:ing)?(?: about)?|how (?:much|many|long|soon|often)|put(?:ting)? off|heard (?:about|of|that)|"
    r"read(?:ing)? (?:about|that|of)|sign(?:ed)? up|resort(?:ing)? to|information (?:on|about))\b",
)  # fmt: skip
_DONE = re.compile(
    rf"\b(?:{alternatives('treatment_words.txt', 'done')}|"
    r"went (?:to|through|for|in for)|been (?:to|through|doing|having|going to|getting)|(?:has|have|had) (?:both |all |now |since )?been|"
    r"rounds? of|sessions? of|session \d of|made (?:me|them)|\dnd|\drd|x ?\d|\d+|from (?:a|the|my))\b",
)  # fmt: skip
_SHOWN = re.compile(
    r"^\W{0,3}(?:and (?:x-?rays?|mri|ct)\W{1,2})?(?:scans?|reports?|results?|images?|findings?|sessions?|treatments?)?\W{0,2}(?:(?:on|of|in|"
    r"for) (?:the |my |his |her )?(?:\w+ ){1,4})?(?:which |that |and it |it |they |also |has |have |had |i had )*(?:only |just |really |both |all |"
    r"clearly )?"
    r"(?:x ?\d|twice|thrice|three times|\d+ times|\d\d? (?:years?|months?|weeks?|days?|yrs?) ago|(?:\w+ ){1,3}ago|showed|shows?|shown|showing|reveal\w*|"
    r"came back|(?:was|were|is|are|been) (?:normal|clear|clean|done|negative|fine|unremarkable|ok|inconclusive|positive|successful|useless|"
    r"a (?:failure|waste|success)|good|great|from)|negative|normal|clean|clear|helped|helps?|did (?:nothing|not|little|no)|didn't|does(?: not|n't)|"
    r"hasn't|haven't|don't|gave|made (?:it|me|things|no)|"
    r"(?:with|without) (?:no |any |little |some |good |great |minimal |limited )?(?:relief|results?|success|improvement|effect|benefit|luck)|"
    r"no (?:relief|joy|help|good|improvement|effect|change|luck)|failed|wore off|lasted|work(?:ed|s)|says|said|confirm\w*|indicat\w*|suggest(?:s|ed)|"
    r"found|fixed|relieved|only lasted|provided|yesterday|today,|on monday)\b"
)
_WHEN = re.compile(
    r"^\W{0,3}(?:on (?:my|the|both|his|her) \w+ |(?:left|right|both|l|r|lt|rt) |[clts]\d[\w/-]{0,6},? )?(?:back )?(?:in (?:19|20)\d\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? (?:19|20)\d\d|in (?:jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec)\w*|on \d\d?/\d\d?|last (?:year|month|week|spring|summer|fall|autumn|winter|april|march|may|june|july)|(?:19|20)\d\d)\b",
)  # fmt: skip
_PROPOSED = re.compile(
    r"^\W{0,3}(?:\w+ ){0,2}?(?:has been|was|is|were|are|been|being|as)\s+(?:being |now |also |probably |likely |the |my |his |her )*(?:recommended|"
    r"suggested|offered|mentioned|proposed|advised|discussed|scheduled|booked|planned|inevitable|next|only|best|unavoidable|needed|required|"
    r"necessary|on the cards|coming|an option)\b|"
    r"^\W{0,3}(?:next|inevitable|scheduled|booked|is booked|recommended|suggested|advised|offered|ordered|pending|planned|down the (?:road|line)|"
    r"(?:that |which )?(?:they|he|she|the \w+|my \w+) (?:have |has |had |just |also |now |kindly )?(?:offer(?:ed|s)?|suggested|suggests?|recommend\w*|proposed|proposes?|mentioned|advised|"
    r"wants to (?:do|give me))|"
    r"was refused|which (?:is|was|are) (?:what|the one|something) (?:my|the|they|he|she)|which (?:my|the) \w+ (?:is|has|wants|keeps|recommend\w*|"
    r"suggest\w*))\b"
)
_AGAINST = re.compile(r"^[^.;]{0,30}\b(?:declin\w*|refus\w*|against it|i said no|said no|turned (?:it|that|them) down|rather not|but i (?:don't|do not|won't) want)\b")
_AVOIDED = re.compile(r"^\W{0,3}(?:\w+ ){0,2}?(?:is|was) (?:what|the (?:one )?thing|something|exactly what) (?:i|we|he|she)(?:'m|'d| am| is| would|'re)? (?:really |just )?"
                      r"(?:trying|try|hoping|hope|want\w*|like|love|rather|need|looking|dread\w*|fear\w*|avoid\w*)\b")
_NEVER = re.compile(
    r"\b(?:(?:nobody|no one)(?:'s| has)? (?:ever )?(?:done|taken|ordered|did|offered)|no|never(?: had| tried| done)?|haven't (?:had|done|tried|got|"
    r"seen)|have not (?:had|done|tried|seen)|not (?:had|have|tried|done|yet had)|"
    r"hasn't had|has not had|didn't (?:have|get|do)|did not (?:have|get|do)|nor|nil|without(?: any)?|zero|denies|none of|not yet)\b",
)  # fmt: skip
_WILL = re.compile(
    r"\b(?:want\w*|wish\w*|like|love|keen|interested|prefer\w*|afford|believe|rather|need\w*|sure|know|understand|think|willing|candidate|option|"
    r"recommend\w*|suggest\w*|advis\w*|offer\w*|operate)\b",
)  # fmt: skip
_HAVING_TRIED = re.compile(
    r"(?:^|\n)[^\n:?]{0,30}\b(?:tried|treatments?(?: \w+)? (?:so far|to date|tried|received|had)|(?:previous|past|prior|earlier) (?:treatments?|therap\w+|procedures?))[^\n:?]{0,14}[:?][^\n]*$"
)
"""A line of a form that asks what was tried."""
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|also|or|hi|hello|please|kindly|then|now|well)\W+)*(?:can|could|would|will|do|does|is|are|should|how|what|am|any|has|which|"
    r"where|who|when|may|might|if)\b",
)  # fmt: skip
_ASKS_PLAINLY = re.compile(
    r"^\W*(?:(?:so|and|but|also|or|hi|hello|please|kindly|then|now|well)\W+)*(?:(?:can|could|would|will|do|does|is|are|should|am|has|may|might) "
    r"(?:i|you|u|we|he|she|it|this|that|they|there|the|my|his|her|your|prp|prolo\w*|stem|any\w*|someone|an?|injections?|surgery)\b|(?:how|what|which|"
    r"where|who|when|why|any)\b)"
)
"""A question without its mark."""
_FUTURE = re.compile(r"\b(?:going to|about to|planning|plan to|will be having|getting|having) (?:\w+ )?$")


_I_HAD = re.compile(r"\b(?:i|he|she|i've|we)\b (?:have |has |already |just |'ve )*(?:had|tried|done|got|been|did|have|underwent)\b[^?]{0,60}$")


_LAYMAN_SAYS = re.compile(r"\b(?:mum|mom|dad|mother|father|husband|wife|partner|friends?|coach|google|internet|brother|sister|son|daughter|neighbou?r|boss|colleague) (?:just |always |all )?(?:says?|said|reckons?|swears by) (?:try |get |have |go for )?(?:an? |the )?(?:\w+ )?$|\b(?:article|blog|video|page|post|website|leaflet|piece|site|podcast|reel) (?:you \w+ )?(?:on|about|regarding) (?:\w+ ){0,2}$")
"""What somebody without an office says, or a page tells."""


_COUNTED = re.compile(r"(?:^|[.,;(:]\s*)(?:one|two|three|four|five|six|seven|eight|several|multiple|many|\d+) (?:\w+ ){0,2}$")


_IN_A_YEAR = re.compile(r"(?:^|[.;,]\s*)(?:in )?(?:19|20)\d\d:? (?:[\w-]+ ){0,2}$")


_ALSO = re.compile(r",\s*(?:the |my |his |her )?(?:\w+ )?$")
"""Of "no surgery, physio did not help": what comes of it is told, so it was had."""


_BY_OFFICE = re.compile(rf"\W{{0,3}}(?:which|that) (?:my|the|his|her|our|an?) (?:{CLINICIAN}) (?:has |have |had |just |now |also )*(?:propos|offer|suggest|recommend|advis|want)\w*\b")
"""Even in a question: "an alternative to surgery, which my surgeon has proposed?"."""
_TIMES = re.compile(r"[^.;,?!]{0,40}?\b(?:once|twice|thrice|(?:two|three|four|[2-9]) times)\b(?! (?:an? |per |i|you|we|it|he|she|they)\b)")
_WORD = r"(?!(?:i|i'm|i'd|we|you|me|us|it|he|she|they|want|wants|would|could|should|can|may|might|will|need|needs|like|consider\w*|interested|looking|think\w*|ask\w*|try|options?|told|said|says|recommend\w*|suggest\w*|offer\w*|advis\w*|next|please|about|or|if|re|no|not|instead|versus|vs|is|are|do|does|vs|wondering|hoping|seeking|enquir\w+|inquir\w+|thanks?|regarding|subject|dear|hello|hi)\b)[\w/'+&%.-]+"
_LIST = re.compile(rf"{_WORD}(?: {_WORD}){{0,4}}(?:, (?:and )?{_WORD}(?: {_WORD}){{0,4}}){{2,7}}", re.I)
"""A sentence of nothing but names, one after the other: what was tried is listed so."""


def of_treatment(start: int, end: int, places: Places, subject: Subject, *, common: bool) -> str:
    """One of done | offered | considered | none | someone_else. ``common``: what is mostly done where nothing is said (tests, therapy)."""
    if subject.somebody_else(start, places):
        return "someone_else"
    before, after = places.before(start, reach=150), places.after(end, reach=90)
    sentence = places.at(start)
    clause = clause_before(before)
    asks = _asks(sentence.text, sentence.question, start - sentence.start)
    if not asks and _negated(before, clause) and not (_ALSO.search(before) and _SHOWN.match(after)):
        return "none"
    if re.match(r"\s*(?:[:=?]|-\s|–\s)\s*(?:no|none|never|nil|n/?a|nope|not yet|0|zero|nothing)\b(?! (?:help|good|relief|use|joy|effect|luck|change|improvement|benefit|difference|longer|problem)s?\b)", places.low[end : end + 40]):
        return "none"
    if re.match(r" (?:recommended|advised|suggested|offered|proposed)\?? ?[:?]?\s*(?:yes|y)\b", places.low[end : end + 40]):
        return "offered"
    if _HAVING_TRIED.search(places.low[max(0, start - 150) : start]):
        return "done"
    if common and re.match(r"\s*(?:[:=]|-\s|–\s)\s*\w", after):
        return "done"
    if re.search(r"\b(?:not|n't) (?:really )?after (?:an? |any )?(?:\w+ )?$", before):
        return "considered"
    if not asks and _COUNTED.search(before) and not re.search(r"\boptions?\b", sentence.text):
        return "done"
    if re.search(r"\b(?:whether|if)\s+(?:an? |the )?(?:\w+ )?$", before):
        return "considered"
    if not asks and re.search(r"\b(?:above|below|adjacent to|next to) (?:the |my |his |her )?(?:old )?$", before):
        return "done"
    if re.match(r"\s*#\s?\d", after) and not sentence.question:
        return "done"
    if _LAYMAN_SAYS.search(before):
        return "considered"
    if sentence.question and re.match(r"\s*(?:vs|versus)\b", after):
        return "considered"
    if _AVOIDED.match(after):
        return "considered"
    if _AGAINST.match(after):
        return "offered"
    if _BY_OFFICE.match(after):
        return "offered"
    if _PROPOSED.match(after) and not asks:
        return "offered"
    if _SHOWN.match(after) and not asks and not re.search(r"\b(?:if|can|could|would|will|does|how|whether|that|heard|read)\b[^,;]{0,30}$", before):
        return "done"
    said = "offered" if _SPOKE.search(before) else _nearest(before)
    if not asks and (_IN_A_YEAR.search(before) or re.match(r"^[^.;,?]{0,12}\bevery (?:\w+ )?(?:week|month|year|day|fortnight)s?\b", after)):
        return "done"
    if said != "offered" and not asks and (_WHEN.match(after) or _WHEN.match(re.sub(r"^\s*\([^()]{2,40}\)", "", after))):
        return "done"
    if asks:
        return "done" if said == "done" and _I_HAD.search(before) and not _THINK.search(before[-14:]) else "considered"
    if said:
        return said
    return "done" if common or _TIMES.match(after) or _LIST.fullmatch(sentence.text.strip(" .")) else "considered"


def _asks(text: str, question: bool, place: int) -> bool:
    """The words stand in the asking part of a question, not in what is told before it."""
    low = text.casefold().replace("’", "'")
    if not question and not _ASKS_PLAINLY.match(low):
        return False
    if _ASKS.match(low):
        return not re.match(r"\W*(?:so|and|but|also|well)?\W*(?:when|if|since|after|will be|may)\b[^?]*,", low[:place])
    opened = [m.start() for m in re.finditer(r"[,;:–—-]\s+(?:can|could|would|will|do|does|is|are|should|how|what|am|any|has|which)\b|\b(?:and|but|so) (?:can|could|would|will|do|does|is|are|should|how|what|am) \w+|\b(?:wonder\w*|know|ask) (?:if|whether)\b|\bdo(?:es)? (?:you|this|it)\b", low)]
    return place >= opened[0] if opened else question and len(low) < 140


_NO_USE = re.compile(r"\bno (?:relief|help|improvement|joy|effect|benefit|luck|success|idea|longer|better|change|difference|good|matter)\b")


def _negated(before: str, clause: str) -> bool:
    if re.search(r"\b(?:not|never|n't|nt) (?:been |yet |ever |really |actually )?$", before) and not re.search(r"\b(?:sure|why|if|or) (?:not )?$", before):
        return True
    if re.search(r"\b(?:nobody|no one)(?:'s| has| have)? (?:ever |even )?$", before):
        return True
    if not negated(before):
        return False
    never = list(_NEVER.finditer(before))
    if not never or _WILL.search(before[max(0, never[-1].start() - 12) :]):
        return False
    return not _NO_USE.search(before[never[-1].start() :])


_LISTED = re.compile(r"(?:(?!\b(?:i|i've|we|he|she|had|have|did|was|were|got|went)\b)[^.;:?!\n]){0,90}")
"""What is offered one after the other: "surgery, then fusion, then"."""


def _nearest(before: str) -> str | None:
    """The kind of the last deciding word before; a clinician's "says" counts from its end on."""
    best, found = -1, None
    offers = [m.span() for m in (_OFFER_THEN if _WHO.search(before) else _OFFER).finditer(before)]
    for name, shape in (("done", _DONE), ("considered", _THINK), ("offered", _OFFER_THEN if _WHO.search(before) else _OFFER)):
        for match in shape.finditer(before):
            if name != "offered" and any(a <= match.start() < b for a, b in offers):
                continue
            if match[0] == "then" and any(_LISTED.fullmatch(before, b, match.start()) for _, b in offers):
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
