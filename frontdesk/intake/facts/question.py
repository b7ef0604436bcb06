"""Questions, sorted into what the desk may answer and what only a clinician may."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, Sentence

_OPENS = re.compile(
    r"^(?:and |so |but |also,? |or |then |well,? |if so,? |if not,? |my question is:?,? |question:? |\d[.)] |- )*(?:am|is|are|was|were|do|does|did|can|could|would|will|should|may|might|has|have (?:you|any)|how|what|what's|whats|which|who|whom|where|when|why|any (?:chance|idea|advice|suggestions?|thoughts)|anything)\b(?!,)", re.I,
)  # fmt: skip
_INDIRECT = re.compile(
    r"\b(?:(?:i|we)(?:'m| am|'d| would| was| am just|'m just|'re| are)? ?(?:just )?(?:would like|like|want|wanted|need|wish|love)? ?(?:to )?(?:know|wondering|wonder|find out|understand|ask|learn|hear|see) (?:if|whether|about|what|how|which|when|where|who|why|more|the|is|your|could|can)|"
    r"(?:just )?wondering (?:if|whether|what|how|about|which)|(?:please|can you|kindly) (?:advise|suggest|tell me|let me know|explain|inform)|please suggest|any (?:advice|suggestions?|information|help)|let me know (?:if|whether|what|how)|curious (?:if|whether|about)|"
    r"looking for (?:information|advice|info)|interested (?:to know|in knowing|in finding)|i (?:want|need|would like) (?:to know|information|advice|some advice)|not sure (?:if|whether|what) (?:you|this|i should)|trying to find (?:information|out)|tell me (?:if|what|how|about|whether))\b", re.I,
)  # fmt: skip
_LEAD = re.compile(r"^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings)\b[^,.!?\n]{0,30}[,.!\n]\s*|(?:thanks|thank you)[,.!]\s*|(?:subject|message):\s*)+", re.I)
_COST = re.compile(r"\b(?:cost|costs|price|prices|pricing|fee|fees|insurance|insured|medicare|medicaid|cover(?:ed|s|age)?|pay|payment|payments|how much (?:is|does|do|would|will|are)|afford|expensive|charge|charges|hsa|fsa|cash|bupa|aetna|blue cross|finance|financing|quote|£|\$)\b", re.I)
_LOGISTICS = re.compile(
    r"\b(?:appointment|appt|book|booking|schedule|slot|opening hours|open|hours|located|location|where (?:are|is|do)|address|parking|directions|far|travel|come in|get in|see (?:me|him|her|kids|children|patients|someone)|be seen|accept(?:ing)? (?:new )?patients|new patients|referral|refer|"
    r"records|send (?:my|the|you)|bring|mri disc|discs|wait(?:ing)? list|how soon|available|availability|next week|online|zoom|telehealth|phone|number|who (?:is|do|should|can)|which doctor|do you (?:treat|see|do|offer|take|have|work|inject)|does your clinic|speak (?:to|with)|contact|weekend|saturday|"
    r"evening|interpreter|wheelchair|hotel|train|drive|form|whom|near|anyone in|recommend (?:a|someone|anyone)|clinic in|state|days? a week|stay)\b", re.I,
)  # fmt: skip
_CLINICAL = re.compile(
    r"\b(?:candidate|help|helps|work for|heal|cure|safe|risk|risks|side effects?|effective|success|recover\w*|better|worse|cause|causes|caused|should i|take|stop|medic\w*|blood thinner|how many (?:sessions|treatments|injections)|how long (?:does|will|until|before|is)|hurt|painful|diagnos\w*|"
    r"symptom|normal|serious|surgery|treatment|treat(?:ed)? (?:my|this|it|with)|suitable|possible to|benefit|fix|repair|regrow|prevent|avoid|run|exercise|worth|good idea|advise|suggest|alternative|options|what is|why|do i need (?:surgery|an?)|is (?:it|this|that)|am i)\b", re.I,
)  # fmt: skip
_NOT = re.compile(r"^(?:please )?(?:call|email|e-mail|contact|ring|text|book|help)\b|^(?:can|could|would|will) (?:you|someone|somebody) (?:please )?(?:call|ring|phone|email|contact|text|get back|reply|write|respond|book|give me a call|fit me in)\b", re.I)


def read(text: str, places: Places) -> list[Fact]:
    """A sentence is one question, unless its parts differ in kind."""
    found: list[Fact] = []
    for sentence in places.sentences:
        if places.is_pasted(sentence.start) or len(sentence.text) < 6:
            continue
        span = _span(sentence)
        if span:
            start, end, confidence = span
            quote = text[start:end]
            found.append(Fact("question", kind(quote), start, end, quote, confidence=confidence, rule="question"))
    return found


def _span(sentence: Sentence) -> tuple[int, int, float] | None:
    text = sentence.text
    lead = _LEAD.match(text)
    offset = lead.end() if lead else 0
    body = text[offset:]
    if _NOT.match(body):
        return None
    if sentence.question:
        return _asked(sentence, body, offset)
    if _OPENS.match(body) and len(body) > 12 and not re.match(r"(?:and |but |so )*(?:which|when|may|will|was|were|is|are|do|what a|where|have|has|did|who|am|had|if so|what i|any|can't)\b", body, re.I):
        return sentence.start + offset, sentence.start + len(text.rstrip()), 0.75
    match = _INDIRECT.search(body)
    if match and not re.search(r"\bthank you|thanks for letting\b", body, re.I):
        start = _clause_start(body, match.start())
        end = len(body.rstrip(" ."))
        return sentence.start + offset + start, sentence.start + offset + end, 0.7
    return None


def _asked(sentence: Sentence, body: str, offset: int) -> tuple[int, int, float] | None:
    """From the clause that opens the question on, where much is told before it."""
    if _OPENS.match(body) or _INDIRECT.match(body):
        return sentence.start + offset, sentence.end, 0.9
    cuts = [m.end() for m in re.finditer(r"[,;:–—-]\s+|\band\s+|\bbut\s+|\bso\s+|\s{2,}|\n", body)]
    for cut in cuts:
        if _OPENS.match(body[cut:]) and len(body) - cut > 12:
            return sentence.start + offset + cut, sentence.end, 0.85
    words = len(body.split())
    if words <= 2 and not re.search(r"\b(?:cost|price|candidate|how|why)\b", body, re.I):
        return None
    return sentence.start + offset, sentence.end, 0.7


def _clause_start(body: str, at: int) -> int:
    cuts = [m.end() for m in re.finditer(r"[,;:–—]\s+|\band\s+(?=i )|\bbut\s+|\bso\s+(?=i )|\.{2,}\s*", body[:at])]
    return cuts[-1] if cuts else (0 if at < 40 else at)


def kind(quote: str) -> str:
    """Cost, logistics or clinical; clinical beats logistics where a clinician must answer."""
    if _COST.search(quote) and not re.search(r"\bcover (?:the|my)\b.{0,10}\bjoint\b", quote, re.I):
        return "cost"
    logistic, clinical = _LOGISTICS.search(quote), _CLINICAL.search(quote)
    if logistic and re.search(r"\bdo you (?:treat|see|do|offer|take|work)|appointment|refer|book|schedule|get in|located|parking|records|bring\b", quote, re.I) and not re.search(r"\b(?:safe|candidate|heal|cure|think|risk)\b", quote, re.I):
        return "logistics"
    return "logistics" if logistic and not clinical else "clinical"
