"""Questions, sorted into what the desk may answer and what only a clinician may."""

from __future__ import annotations

import re
from itertools import islice

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, Sentence
from frontdesk.intake.facts.words import alternatives

_AUX = (
    r"am i|is|are|was|were|do|does|did|can|could|would|will|should|may|might|has|have (?:you|any\w*|others)|how|what|what's|whats|which|who|whom|"
    r"whose|where|when|why|any|anything|anyone|anybody"
)
_OPENS = re.compile(
    rf"(?:(?:and|so|but|also|or|then|well|now|ok|if so|if not|my question is|question|first|second(?:ly)?|lastly|basically|please|doctor|doc|sir|"
    rf"madam|\(?\w[.)]|-)[,:]? )*(?:{_AUX})\b(?!,)", re.I,
)  # fmt: skip
_BARE = re.compile(
    r"(?:(?:and|so|but|also|or|please|now|my question is|pls)[,:]? )*(?:what about|how about|(?:cost|price|fee)s? (?:please|pls|of|for|per)\b|"
    r"is (?:surgery|injections?|exercises?|physio\w*|an operation|a replacement)|how (?:much|many|long|soon|far|do|does|can|would|is|often|safe|"
    r"should|to|effective|are|will|"
    r"\w+ is (?:it|this|prp|prolo\w*|the))|what (?:\w+ )?(?:is|are|can|should|would|do|does|kind|type|if|causes?|else|treatment\w*|happens|'s)|"
    r"what's|whats|why (?:is|do|does|am|are)|can (?:i|you|u|it|this|prp|prolo\w*|we|he|she|they|anyone|any\w*|the|my)|"
    r"could (?:i|it|this|prp|prolo\w*|we|the|my|stem)|would (?:i|it|this|prp|prolo\w*|you|stem|a|your)|should (?:i|we|he|she)|is (?:it|there|this|"
    r"prolo\w*|prp|that|my|the|stem cells?|ozone)|does \w+ (?:cover|pay)|are (?:there|you|u|these|they)|do (?:you|u|ya|i|they|we)|does (?:it|this|prp|prolo\w*|anyone|anybody|your|the|"
    r"insurance|my)|am i (?!so|a \w+ (?:person|guy))|will (?:it|this|prp|prolo\w*|i|you|my|insurance)|"
    r"has (?:anyone|anybody|prolo\w*|prp)|have (?:you|any of)|any (?:chance|advice|suggestions?|idea|ideas|thoughts|recommendations?|help|info|tips|"
    r"openings?|alternatives?|side effects|way|hope|one|body)|anyone|anybody (?:know|had|tried)|who (?:do|should|can|would)|where (?:can|do|is|are|"
    r"would)|which (?:is|one|doctor|treatment)|when (?:can|will|should|is))\b", re.I,
)  # fmt: skip
_INDIRECT = re.compile(
    r"\b(?!(?:i|we|she|he) (?:just |really |also )?(?:know|knew|understand|hear|see|learn) )(?:(?:i|we|she|he)(?:'m| am|'d| would| was| am just|'m just|'re| are|’m|’d)? ?(?:just |really |also )?(?:would like|like|love|want|wants|"
    r"wanted|need|needs|wish|wanna)? ?(?:to )?(?:know|wondering|wondered|wonder|find out|understand|ask|learn|hear|see|enquire|inquire|enquiring|"
    r"inquiring) (?:if|whether|about (?!my|our|his|her|a possible appointment|an appointment)|what|how|which|when|where|who|why|more|the|is|your|"
    r"could|can|as to|you)|"
    r"(?:just )?(?:wondering|wondered) (?:if|whether|what|how|about|which|when|why)|(?:please|kindly|pls) tell (?:which|what|how|if|whether|the)\b|"
    r"(?:please|pls|plz|kindly) tell(?: me| us)? (?:can|could|will|would|is|does|do|should)\b|need to find (?:an?|someone|somebody)\b|(?:wants?|needs?|like) to know (?:does|do|is|are|can|should|would|will|did) |(?:wants?|needs?|like) to know (?:the |your |a )?(?:rough |total )?(?:prices?|costs?|fees?|charges?)\b|(?:please|pls|plz|can you|could you|kindly|request you to|if you (?:can|could)|"
    r"want you to) (?:advi[sc]e|suggest|tell me|tell us|let me know|explain|inform|guide|recommend|give me (?:some |your |any )?(?:advice|"
    r"suggestions?|information|info|opinion|idea)|clarify|provide (?:me )?(?:some |any )?(?:info\w*|advice))|"
    r"any (?:advice|suggestions?|information|help|input|thoughts|insight|guidance|feedback)\b[^.?]{0,40}(?:appreciated|welcome|great|grateful|"
    r"helpful)|let me know (?:if|whether|what|how|your)|curious (?:if|whether|about|\(?a\)?|what|how|to know)|"
    r"looking for (?:(?:a|an|the|some|any) )?(?:\w+ )?(?:list|names?|doctors?|clinics?|hospitals?|specialists?|surgeons?|practitioners?|providers?|"
    r"someone|somebody|anyone|information|advice|info|an opinion|opinions|suggestions|answers)|interested (?:to know|in knowing|in finding|"
    r"in learning|in hearing)|(?:i|we) (?:simply |just |really |only )?(?:want|need|would like|wish|am seeking|seek|would appreciate|appreciate|would value) (?:to know|information|"
    r"advice|advise|some advice|your (?:advice|opinion|thoughts|view|guidance|input)|any (?:advice|information|info|input)|a second opinion|"
    r"an opinion)|"
    r"(?:costs?|prices?|fees?)(?: estimate| list| information| info)? (?:would be|is|are) (?:much |greatly )?(?:appreciated|great|helpful|welcome)|"
    r"not sure (?:if|whether|what) (?:you|this|i should)|trying to find (?:information|out)|tell me (?:if|what|how|about|whether|more)|"
    r"grateful for (?:your|any|some) (?:opinion|advice|thoughts|views?|guidance|information)|(?:happy|glad|grateful|great|appreciate it|"
    r"thankful) if you (?:can|could|would) (?:\w+ )?(?:suggest|advise|tell|let|give|help me (?:understand|with))|"
    r"\btell (?:me |us )?(?:the |your |about )?(?:charges|costs?|prices?|fees?)\b|(?:asks|asked|asking|enquir(?:es|ed|ing)|inquir(?:es|ed|"
    r"ing)) (?:if|whether|how|what|about (?!my\b|our\b)|when|where|which)|(?:wan(?:na|t to)|wants to|like to|love to|need to) know (?:if|how|what|whether|about|which|when|"
    r"why|is|the)|(?:asks|asked|asking|enquired|inquired|query)(?: about| re)?(?: the)? (?:costs?|prices?|fees?|pricing)\b|my (?:main |only |other )?questions? (?:is|are|was)|don't know (?:if|whether) (?:you|this|prp|prolo\w*))", re.I,
)  # fmt: skip
_LEAD = re.compile(
    r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|namaste)\b[^,.!?\n]{0,30}[,.!\n]\s*|(?:thanks|thank you)[,.!]\s*|"
    r"(?:subject|message|comments?|questions?|re|enquiry|query|notes?|reason)\s?:\s*|quick (?:one|question)[:,]\s*|[-*•(]\s*)+", re.I,
)  # fmt: skip
_FORM = re.compile(r"[^?:]{0,40}:\s*\S")
_COST = re.compile(
    rf"\b(?:{alternatives('questions.txt', 'cost')}|"
    r"price[sd]?|cover(?:ed|s|age)?|how much (?:prp|prolo\w*|stem|each|per|a|one|is|does|do|would|will|are|for|money|should)|workers'? comp\w*|nhs (?:fund|cover)\w*|"
    r"damage (?:for|per)|(?:does|do|would|will|might|could) (?:\w+ ){1,4}(?:run(?: me| us)?(?=\W*$|,)|set (?:me|us) back)|per (?:session|visit|injection|treatment)|free (?:consult\w*|of charge))\b|[£$€₹]", re.I,
)  # fmt: skip
_DESK = re.compile(
    rf"\b(?:{alternatives('questions.txt', 'desk')}|"
    r"(?:can|could) (?:you|u)(?: guys| all)? (?:do|treat|see|offer|take|fit|scan|x-?ray|ultrasound|mri|look at|squeeze)|be(?:ing)? seen|"
    r"you (?:make|do|treat|offer|take) (?:the |a )?|"
    r"do(?:es)? (?:you|u|ya|your (?:clinic|office|practice|doctors?)|the clinic|dr\.? \w+)(?: guys| all| also| still| ever| even| currently|"
    r" actually)? (?:treat|see|do|offer|take|accept|have|work|provide|inject|perform|use|speak|need|require|run|open|help (?:kids|children|people|"
    r"patients)|know (?:of )?(?:a|any|anyone|somebody|someone))|"
    r"see (?:him|her)\b|seen (?:this|next|today|by|at)|lift\b|open\b|seen\b|eat\b|(?:the )?wait (?:like|now|for an?)|want (?:to see )?(?:the|my)|"
    r"some ?place|(?:(?:on|bring|send|post|burn\w*) (?:the |a |my )?)disc\b(?! (?:be|heal|shrink|bulge|herniat))|e-?mail|wait(?:ing)? (?:list|times?)|how (?:soon|early|quickly) (?:can|could)|how fast (?:can|could) (?:you|i get in|i be seen)|walk[- ]?ins?|"
    r"should i (?:come|call|see|go to) (?:to )?(?:you|a|an|the)\b|how long is (?:the |your )?wait\w*|"
    r"(?:can|could|may|might) (?:i|we|he|she) (?:come|call in|drop in|stop by|swing by|pop in|be seen|get in)(?! off)\b|"
    r"who (?:is|do|should|can|would|will) (?:i|we|do|be|the|you)|which (?:doctor|clinic|location|office|physician)|near(?:by| me| \w+ville)?|"
    r"in (?:my|the|our) (?:area|state|city|country)|"
    r"recommend (?:someone|anyone|somebody|(?:an?|any) (?:\w+ )?(?:doctor|clinic|specialist|surgeon|physio\w*|practi\w+|hospital|provider|place|hotel|therapist))|"
    r"know (?:of )?(?:a|any) (?:good )?(?:doctor|clinic|specialist)|"
    r"(?:what|which|any) (?:good )?(?:doctors?|clinics?|surgeons?|practitioners?|specialists?|hospitals?) (?:in|near|around|here|close|do|does|who|that|take)\b|"
    r"looking for (?:an? |the |some |any )?(?:\w+ )?(?:list|names?|doctors?|clinics?|hospitals?|specialists?|surgeons?|practitioners?|providers?|"
    r"someone|somebody|anyone)|"
    r"where (?:can|do|is|are|would|could|should)|you (?:see|treat|take) (?:kids|children|minors|teens|adults|people|patients)|what (?:do|should) i (?:wear|bring)|move (?:it|my|the)|speak (?:to|with)|look at (?:his|her|my))\b", re.I,
)  # fmt: skip
_MUST = re.compile(
    rf"\b(?:{alternatives('questions.txt', 'clinician')}|"
    r"how soon (?:can|could|cld|may|will|would) (?:i|he|she) (?:train|run|play|drive|work|return|walk|swim|lift|ride|dance|fly|compete|exercise|get back)|how many (?:sessions|treatments|injections|visits|times|would i|will i|do i)|how many do (?:people|patients|most|you) |"
    r"need (?:shots|surgery|injections|an? (?:mri|operation|scan|shot|injection))|"
    r"what (?:do|would) you (?:guys )?(?:use|think|recommend|suggest|do)|can you recommend any (?:treat|ther|exerc|med)\w*|"
    r"(?:can|could|may) (?:i|he|she) (?:still |ever |already )?(?:drive|run|work|fly|swim|exercise|lift|walk|train|play|ride|dance|ski|golf)\b|too (?:old|young|late|frail)|stop (?:my|taking|the) |"
    r"should (?:i|he|she|we|they)(?: just| still| also)? (?!bring|wear|call|email|e-mail|send|come|arrive|book|fast|park|phone|ring|fill|pay)\w+|"
    r"help (?:me|my|him|her|his|with)|caus\w+|would (?:prp|prolo\w*|this|it|stem)|could (?:prp|prolo\w*|this|it) (?:help|work)|"
    r"(?:might|may|could|can|will|would) (?:\w+ )?(?:ease|relieve|improve|heal|cure|fix|settle|shift|reduce|strengthen|tighten)(?! me in)\b)", re.I,
)  # fmt: skip
_WHOM = re.compile(r"\bis there (?:a|any|an) (?:doctor|specialist|surgeon|practitioner|therapist|clinic|hospital)s? (?:in|near|around) |\b(?:what|which) (?:kind|type|sort) of (?:doctor|specialist|surgeon|practitioner|therapist|clinic)s?\b", re.I)
_NOT = re.compile(
    r"(?:it )?(?:might|may|maybe|possibly|probably|perhaps) be\b[^?]{0,40}\?+$|(?:please )?(?:call|email|e-mail|contact|ring|text|book|help)\b|(?:can|could|would|will) (?:you|u|someone|somebody|anyone) (?:please |"
    r"kindly )?(?:take (?:me|us) off|remove (?:me|us|my)|unsubscribe|cancel|delete|stop (?:sending|emailing)|call|ring|phone|email|contact|text|get back|reply|write|respond|book|give me a call|fit me in|help(?: me)?\W*$|tell the doctor)\b|"
    r"(?:hi|hello)?\W*how (?:are|r) (?:you|u|things)\b|(?:is|are) (?:anyone|you) there\b|question is\W*$|my questions? (?:is|are) (?:about|"
    r"regarding)\b|(?:right|okay|ok|correct|you know|remember|see|really|huh|what)\W*$|any (?:questions|other questions)\W*$|could you spare|"
    r"mom, can|do you have (?:any )?questions", re.I,
)  # fmt: skip
_HELP = re.compile(r"(?:wonder\w*|know|hoping|hope) (?:if|whether) (?:you|someone|anyone|this|it)\b[^.?]{0,30}\b(?:assist|help)(?: me| us| my [a-z]+)?\W*$", re.I)
"""A bare wish for help asks nothing."""

_SHORTHAND = re.compile(r"\b(?:\d{1,2}/(?:52|12|7)|pn|c/o|hx|rang|re (?:son|daughter|husband|wife)|vm|tc)\b|(?:^|\s)[LR] \w", re.I)
_CUT = re.compile(r"[,;:]\s+|\s[–—-]\s+|[-–—](?=[A-Z])|\band\s+|&\s+|\bbut\s+|\bso\s+|\bor\s+|\s{2,}|\n|\.{2,}\s*|[.!)](?=[A-Za-z])|!\s+|\.,?\s*(?=[a-z])")
_RUN_ON = re.compile(
    r"\b(?:do (?:you|u|ya)(?: guys| all)? (?:treat|do|see|take|offer|have|accept|think|know|recommend)|what'?s (?:the|your) (?:\w+ )?(?:price|cost)|what (?:wd|would|does|will|do) (?:it|prp|prolo\w*|this|they|you) (?:cost|charge)|"
    r"whats (?:the|your) (?:\w+ )?(?:price|cost)|how much (?:is|does|do|would|for)|is (?:prp|stem cells?|prolo\w*|ozone|laser|surgery) (?:useful|possible|safe|good|helpful|suitable)|what is (?:the |your )?(?:total )?(?:cost|expenditure|charge|price|fee)s?|can (?:you|u|prp|prolo\w*|this|it) (?:help|treat|fix|do|cause|"
    r"hurt|be)|will (?:prp|prolo\w*|it|this) (?:help|work)|would (?:prp|prolo\w*|it|this) (?:help|work|be)|am i a candidate|should i (?:get|have|try|"
    r"see|go|take|stop)|is (?:it|there) (?:possible|safe|worth|any|a way|anything))\b", re.I,
)  # fmt: skip
_CARE = re.compile(r"\b(?:prp|prolo\w*|stem cells?|inject\w*|treatments?|surgery|operation|heal\w*|helps?|information|recover\w*|used)\b", re.I)
"""Words of care, by which a part without a plainer cue is a clinical question."""
_JOINT = re.compile(rf"(?:,? and|,? or| n| &|,|;|\?)\s+(?:also |then |roughly |approximately |if so,? )?(?=(?:roughly |approximately )?(?:{_AUX}|whether)\b)", re.I)


def read(text: str, places: Places) -> list[Fact]:
    """A sentence is one question, unless its parts differ in kind."""
    found: list[Fact] = []
    form = len(_FORM_LINE.findall(text)) >= 2
    for sentence in places.sentences:
        if places.is_pasted(sentence.start) or len(sentence.text) < 4 or (form and _is_label(text, sentence)):
            continue
        span = _span(sentence)
        if span:
            start, end, confidence = span
            for first, last in _parts(text, start, end):
                quote = text[first:last]
                found.append(Fact("question", kind(quote), first, last, quote, confidence=confidence, rule="question"))
    return found


_FORM_LINE = re.compile(r"^[^\n:?]{3,70}[:?][ \t]+\S", re.M)


def _is_label(text: str, sentence: Sentence) -> bool:
    """What a form asks at the beginning of a line, and is answered behind it: "When can you come? Not Fridays"."""
    line_ends = text.find("\n", sentence.end)
    answer = text[sentence.end : line_ends if line_ends >= 0 else len(text)].strip()
    asked = text[text.rfind("\n", 0, sentence.end - 1) + 1 : sentence.end]
    return sentence.question and bool(answer) and bool(_OF_A_FORM.match(asked))


_OF_A_FORM = re.compile(r"\W*(?:what|which|when|where|how|who|have|has|do|did|does|are|is|any|may we|can we|would you|please)\b[^?]*\?\s*$", re.I)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The question in one piece, or in two where cost, logistics and clinical stand side by side."""
    for match in islice(_JOINT.finditer(text, start, end), 4):
        head, tail = (start, match.start()), (match.end(), end)
        one, other = _plainly(text[slice(*head)]), _plainly(text[slice(*tail)])
        if one != other and ((one and other) or ((one or other) in ("cost", "logistics") and _CARE.search(text[slice(*(tail if one else head))]) and min(len(text[slice(*head)].split()), len(text[slice(*tail)].split())) >= 3)):
            return [head, tail]
    return [(start, end)]


_FAREWELL = re.compile(r"\s(?:thanks|thank you|cheers|thx|my (?:number|name|cell)|call me)\b|\s(?:im|i'm|i am) (?:\d\d|an?)\b|\s\S+@|\s\(?\d{3}|$", re.I)


_GUESS = re.compile(r"\W*(?:(?:oh|uh|um|er|hmm|well|maybe|about|like|probably|say|gosh|i guess|i think|almost|over|going on)\W+)+(?:an? |\w+ )?(?:\w+|couple of) (?:years?|months?|weeks?|days?)\W*$", re.I)


def _span(sentence: Sentence) -> tuple[int, int, float] | None:
    text = sentence.text
    lead = _LEAD.match(text)
    offset = lead.end() if lead else 0
    body = text[offset:]
    if _NOT.match(body) or _HELP.search(body) or _GUESS.match(body):
        return None
    if sentence.question:
        return _asked(sentence, body, offset, subject=bool(re.match(r"subject", text, re.I)))
    if _FORM.match(text[:60]) and not lead and not re.search(r"\b(?:i|we) (?:was|am|were|are|would like|want|wanted)\b[^.?]{0,12}\b(?:wondering|to know|to ask)\b", body, re.I):
        return None
    if _BARE.match(body) and (len(body) > 12 or re.match(r"how (?:much|long)\W*$", body, re.I)):
        return sentence.start + offset, sentence.start + len(text.rstrip(" .")), 0.75
    match = _INDIRECT.search(body)
    if match and not re.search(r"\bthanks for letting\b", body, re.I):
        start = match.start() if match[0].casefold().startswith(("asked cost", "asked re ", "asked price", "asked fee")) else _clause_start(body, match.start())
        return sentence.start + offset + start, sentence.start + offset + _close(body, match.end()), 0.7
    if match := _RUN_ON.search(body):
        end = _FAREWELL.search(body[match.start() :])
        return sentence.start + offset + match.start(), sentence.start + offset + match.start() + (end.start() if end else 0), 0.6
    return None


def _asked(sentence: Sentence, body: str, offset: int, *, subject: bool) -> tuple[int, int, float] | None:
    """From the clause that opens the question on, where much is told before it."""
    if _OPENS.match(body) or _INDIRECT.match(body) or _BARE.match(body):
        return sentence.start + offset, sentence.end, 0.9
    for found in _CUT.finditer(body):
        cut = found.end()
        if _OPENS.match(body, cut) and len(body) - cut > 7 and not _NOT.match(body, cut) and not (found[0].startswith("or") and cut < 30):
            return sentence.start + offset + _whole(body, cut), sentence.end, 0.85
    if match := _INDIRECT.search(body):
        return sentence.start + offset + match.start(), sentence.end, 0.8
    words = len(body.split())
    if match := _RUN_ON.search(body):
        return sentence.start + offset + (match.start() if words > 14 else 0), sentence.end, 0.7
    if subject or words > 18 or _SHORTHAND.search(body) or (words <= 2 and not re.search(r"\b(?:cost|price|safe|saturdays?|weekends?|evenings?|appts|wheelchair|parking|access|appointment|openings|availability|hours|candidate|how|why|thoughts|insurance|options|advice)\b", body, re.I)) or ("??" in body and words > 4):
        return None
    if re.search(r"\b(?:i'm|i am|i have|i've|i had|my \w+ (?:is|has))\b", body, re.I):
        return None
    return sentence.start + offset, sentence.end, 0.6


def _close(body: str, at: int) -> int:
    """Where an indirect question ends: at two blanks, else with the sentence."""
    cut = body.find("  ", at)
    if cut < 0 and re.match(r"ask(?:s|ed|ing)\b", body[:at], re.I):
        cut = next((m.start() for m in re.finditer(r" - |, ", body[at:])), -1)
        cut = cut + at if cut >= 0 else cut
    return cut if cut >= 0 else len(body.rstrip(" ."))


_SUBORDINATE = re.compile(r"(?:and |so |but )?(?:if|since|given|because|when|after|before|for example|with|in|for|at|as)\b", re.I)


def _whole(body: str, cut: int) -> int:
    """Of "if I do come, should I bring the films?": asked as a whole."""
    return 0 if _SUBORDINATE.match(body) and cut < (90 if re.match(r"(?:and |so |but )?(?:if|since|given|because|for example)\b", body, re.I) else 45) else cut


def _clause_start(body: str, at: int) -> int:
    cuts = [m.end() for m in re.finditer(r"[,;:–—]\s+|\band\s+(?=i )|\band\s+(?=we )|\bbut\s+|\bso\s+(?=i )|\.{2,}\s*|\bhence\s+", body[:at])]
    return cuts[-1] if cuts else (0 if at < 40 else at)


def _plainly(quote: str) -> str:
    """The kind where words say it, else nothing."""
    return kind(quote) if len(quote.split()) >= 3 and (_COST.search(quote) or _MUST.search(quote) or _DESK.search(quote)) else ""


_WHEN_ONLY = re.compile(r"\W*(?:any|some|do you (?:have|do)|are there|is there)(?: (?:free|late|early|later|earlier|open|any))* (?:evenings?|mornings?|afternoons?|weekends?|saturdays?|sundays?|weekdays?|slots?|lunch ?times?|times?)(?: (?:free|at all|available|left|please|slots?|appointments?|appts?))*\W*$", re.I)
"""Of "any evenings?": asked of the desk."""


_WHOSE = re.compile(r"\b(?:able to )?(?:see|accept|take|treat)\b (?:on )?(?:any )?(?:new )?(?:nhs|private|medicare|medicaid|self[- ]pay(?:ing)?|overseas|foreign|uninsured|new) patients?\b", re.I)
"""Whom the clinic sees: "are you able to see NHS patients?"."""


def kind(quote: str) -> str:
    """Cost, logistics or clinical; clinical beats logistics where a clinician must answer."""
    must = _MUST.search(quote)
    if _WHEN_ONLY.match(quote):
        return "logistics"
    if _COST.search(quote) and not (must and not re.search(r"\bcost|price|insur|pay|how much\b", quote, re.I)) and not re.search(r"\bcover (?:the|my)\b.{0,10}\bjoint\b", quote, re.I):
        return "cost"
    if _WHOSE.search(quote):
        return "logistics"
    if must and not _WHOM.search(quote):
        return "clinical"
    if _DESK.search(quote) or _WHOM.search(quote):
        return "logistics"
    return "clinical"
