"""Medicines and supplements: taken, stopped, or said not to be taken."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, clause_before, negated
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, bare, word_list, words_of

_ENDING = re.compile(
    r"\b(?P<q>[a-z]{3,14}(?:pril|sartan|olol|dipine|statin|prazole|tidine|gliptin|gliflozin|glutide|mab|cept|tinib|citinib|cillin|mycin|micin|oxacin|"
    r"cycline|azole|profen|oxicam|coxib|fenac|triptan|zepam|zolam|barbital|dronate|dronic acid|parin|xaban|grel|caine|setron|"
    r"lukast|terol|asone|olone|onide|formin|glitazone|glinide|thiazide|semide|afil|osin|oxetine|traline|triptyline|ipramine|azepine|pentin|trigine|"
    r"tadine|fibrate|vir|codone|morphone|orphine|quine|prost|relin|tropin|parib|ciclib|rafenib|dopa))\b", re.I,
)  # fmt: skip
_ENDS = (
    "pril", "sartan", "olol", "dipine", "statin", "prazole", "tidine", "gliptin", "gliflozin", "glutide", "mab", "cept", "tinib", "citinib", "cillin", "mycin",
    "micin", "oxacin", "cycline", "azole", "profen", "oxicam", "coxib", "fenac", "triptan", "zepam", "zolam", "barbital", "dronate", "acid", "parin", "xaban",
    "grel", "caine", "setron", "lukast", "terol", "asone", "olone", "onide", "formin", "glitazone", "glinide", "thiazide", "semide", "afil", "osin", "oxetine",
    "traline", "triptyline", "ipramine", "azepine", "pentin", "trigine", "tadine", "fibrate", "vir", "codone", "morphone", "orphine", "quine", "prost", "relin",
    "tropin", "parib", "ciclib", "rafenib", "dopa",
)  # fmt: skip
_CHEMIST = frozenset(
    ["iron", "soma", "zinc", "calcium", "magnesium", "statin", "statins", "steroid", "steroids", "biologic", "biologics", "lithium", "testosterone", "insulin", "potassium", "ginger", "estrogen", "folate", "thc", "dextrose", "collagen", "quinine",
     "supplement", "supplements", "vitamins", "b12", "peptides", "hemp", "creatine", "hydrocortisone", "chemo pills", "hgh", "narcotic", "opium", "keppra", "pill", "pills", "herbal medicine"]
)  # fmt: skip
_TAKES = re.compile(
    r"\b(?:take|taking|takes|took|on|tried|try|use|using|used|and|no|not|pills?|oral|with|prescribed|plus|also|meds:?|medications?:?|medicines?:?|"
    r"stopped|started|only|just|some|daily|gave|given|high dose|my|put me|nor|or|than|but)\s*(?:\w+\s)?$|[,:;(+&/]\s*$",
)  # fmt: skip
_STOPPED = re.compile(
    r"\b(?:stopped|quit|came off|come off|coming off|weaned|no longer|used to (?:take|be on)|was (?:on|taking|given|prescribed|put on)|were (?:on|"
    r"taking)|had been (?:on|taking)|finished|discontinued|off (?:of )?(?:the|my)?|gave up|i've (?:used|tried|taken)|have (?:used|tried)|has tried|"
    r"failed|(?:secondary|due) to|after (?:taking )?|previously|course of|(?:days?|weeks?|months?|years?) (?:on|of))\s*(?:\w+[ ,]+){0,4}$",
)  # fmt: skip
_STOPPED_LOOSE = re.compile(
    r"\b(?:stopped|quit|came off|weaned|no longer|used to take|was (?:on|taking)|had been (?:on|taking)|finished|discontinued|gave up|i've (?:used|"
    r"tried)|have (?:used|tried)|tried everything|years ago|last year)\b",
)  # fmt: skip
_NO_GOOD = re.compile(
    r"^(?:[^.;,]|, (?:but|so|which|and)\b){0,45}\b(?:no (?:effect|help|relief|good|use|benefit|difference|joy)|didn't (?:help|work|do|touch|agree|suit|"
    r"even)|did not (?:help|work|do|touch)|did nothing|does nothing|doesn't (?:help|work|touch)|nothing (?:helped|worked|helps)|stopped|useless|"
    r"packed (?:it|that|them) in|packed in|gave (?:it|that|them) up|given up|threw (?:it|them)|no results?|, meh|meh\b|side effects|bad reaction|"
    r"not? (?:any )?(?:improvement|change|better|different)|wore off|ran out|had to come off|bothers? (?:my|his|her)|does not help|do not help|"
    r"is not helping|isn't helping|not helping|doesn't do|temporary relief|only temporary|no use|hated|upset my stomach|upset my|tore up|made me|"
    r"made him|made her|gave me|"
    r"failed|couldn't tolerate|could not tolerate|so i (?:quit|stop\w*)|i stop\w*|but (?:i )?(?:quit|stop\w*)|until|bothered my|given for|with no|without)\b"
)
_STILL = re.compile(
    r"^[^.;]{0,40}\b(?:helps?|helped|takes the edge|works?|every day|daily|twice|at night|as needed|once|mg)\b|^\W{0,2}(?:\d+ ?mg|as needed|"
    r"when needed|prn|nightly|bd|tds|od)\b",
)  # fmt: skip
_TRIED = re.compile(r"\b(?:tried|try|had|been through|gave me|took|taken)\b")
_THEN_STOPPED = re.compile(r"[^?]{0,120}\bi (?:then |have |had to |just )?(?:stopped|quit) (?:it|taking it|them|using it)\b")
_NO_RELIEF = re.compile(
    r"[^.!?]{0,60}[.!]\s*(?:no (?:relief|help|luck|joy|good|change|improvement|difference)\b|(?:it |they |that |neither )?(?:didn't|did not|"
    r"did nothing|does nothing|doesn't) )",
)  # fmt: skip
_GENERAL = re.compile(
    r"\b(?:allerg\w+|reaction to|sensitive to|intoleran\w+|can't take|cannot take|can't tolerate|not allowed|what|which|avoid\w*|cream$|cream (?=$)|"
    r"side effects? of|lawsuit|about|tablets of)\b[^.;]{0,25}$",
)  # fmt: skip
_IN_QUESTION = re.compile(r"\b(?:i|he|she|we) (?:am|is|take|takes|was|have|has|had|been|currently)\b|\bi'm\b|\bi've\b|\bmy\b|\bon\b|\bher\b|\bhis\b|\btaking\b", re.I)


_BY_NEEDLE = frozenset({"methotrexate", "insulin", "adalimumab", "humira", "etanercept", "enbrel", "secukinumab", "semaglutide", "ozempic", "wegovy", "tirzepatide", "mounjaro", "dulaglutide", "trulicity",
                        "teriparatide", "forteo", "denosumab", "prolia", "enoxaparin", "heparin", "testosterone", "biologic", "biologics"})
_NO_TABLET = re.compile(r"\s*(?:injections?|shots?|jabs?|allerg\w*|infiltrations?|injected|pumps?|levels?|deficien\w+|dependen\w+|resistan\w+|research|lawsuit)\b")


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """Each (medicine, status) once; what is only asked about in general, or an allergy, is left out."""
    found: dict[tuple[str, str], Fact] = {}
    for hit in _hits(text, words):
        before, after = places.before(hit.start), places.after(hit.end)
        low = text[hit.start : hit.end].casefold()
        if places.is_pasted(hit.start) or _GENERAL.search(before) or (_NO_TABLET.match(after) and not (hit.value in _BY_NEEDLE and re.match(r"\s*(?:injections?|shots?|jabs?)", after))):
            continue
        if low == "calcium" and re.match(r"\s*(?:in|deposits?|build)\b", after):
            continue
        if low in _CHEMIST and not _TAKES.search(before):
            continue
        if low in ("steroid", "steroids") and (re.search(r"\b(?:without|instead of|than) (?:any |the )?$", before) and places.words & {"injection", "injections", "shot", "shots"}):
            continue  # an injection without it
        if low in ("steroid", "steroids") and re.match(r" ?(?:x ?\d|twice|three times)\b", after):
            continue
        if low in ("steroid", "steroids") and re.search(r"\b(?:prp|prolo\w*|gel|cortisone|stem cells?|hyaluronic)\b[^.;]{0,14}\b(?:not|or|vs|versus|over|instead of|rather than) $", before):
            continue  # the injection
        if low in ("steroid", "steroids") and (re.search(r"\bor\s+$", before) and re.search("shot|inject|jab", before)):
            continue
        sentence = places.at(hit.start)
        if sentence.question and not _IN_QUESTION.search(sentence.text[: hit.start - sentence.start]):
            continue
        status = _taken(before, after, hit, places, subject)
        beyond = places.low[hit.end : hit.end + 200]
        if status == "current" and (_THEN_STOPPED.match(beyond) or (_TRIED.search(before) and _NO_RELIEF.match(beyond))):
            status = "stopped"
        if status == "stopped" and sentence.question:
            continue
        quote = text[hit.start : hit.end]
        value = low if not hit.last or _as_listed(words[hit.first : hit.last + 1]) else hit.value
        found.setdefault((hit.value, status), Fact("medication", value, hit.start, hit.end, quote, status=status, confidence=0.85, rule=f"medication {status}"))
    stopped = {value for value, status in found if status == "stopped"}
    return [f for (value, status), f in found.items() if not (status == "current" and value in stopped)]


def _as_listed(words: list[Word]) -> bool:
    """No slip of the finger was mended in them."""
    return all(word.bare == bare(word.low) for word in words)


def _hits(text: str, words: list[Word]) -> list[Hit]:
    """From the list, and by the endings that the makers of names have agreed on."""
    hits = list(word_list("medicines.txt").hits(text, words))
    none = words_of("not_medicines.txt")
    for match in _ENDING.finditer(text) if any(w.low.endswith(_ENDS) for w in words) else ():
        start, end = match.span("q")
        if match["q"].casefold() not in none and not any(h.start < end and start < h.end for h in hits):
            hits.append(Hit(start, end, 0, 0, match["q"].casefold()))
    return sorted(hits, key=lambda h: h.start)


_NOT_DENIED = re.compile(
    r"\b(?:didn't|did not|doesn't|don't) (?:help|work|touch|like)|no longer|without (?:success|relief)|nothing (?:but|except|other|stronger)|"
    r"anything (?:but|except|other|stronger)|\b(?:apart from|except(?: for)?|other than|bar|besides|save for|aside from|but for|only)\b[^.;]{0,40}$",
)  # fmt: skip


_REFUSED = re.compile(
    r"\b(?:refuses?|won't|will not|wont|declines?|hates?|doesn't like|doesn't want|reluctant|prefers? not|rather not|try not|trying not|avoids?|"
    r"afraid) (?:\w+ )?(?:to )?(?:take|taking|use|using|be on|go on) (?:any |all )?$",
)  # fmt: skip


_ANOTHER = re.compile(r",? (?:and|but) i (?:was|had been|used to be) (?:on|taking)\b")
"""Of "I take Lyrica, and I was on Cymbalta, but I stopped that": what follows is the other one's."""


def _taken(before: str, after: str, hit: Hit, places: Places, subject: Subject) -> str:
    if subject.somebody_else(hit.start, places) and not re.search(r"(?:'s) $", before):
        return "someone_else"
    clause, after = clause_before(before), _ANOTHER.split(after)[0]
    if re.match(r"\s*\([^)]{0,40}\b(?:stopped|no (?:help|good|use|effect)|useless|didn't|did nothing|hated|couldn't|meh|made me|side effects)\b", after):
        return "stopped"
    if (negated(before) and not _NOT_DENIED.search(before)) or re.match(r"\s*[:=?]+\s*(?:no|none|nil|never|n/?a|nope)\b", places.low[hit.end : hit.end + 14]):
        return "none"
    if _REFUSED.search(before):
        return "none"
    if re.match(r"\W{0,2}(?:and )?(?:nothing else|only)\b", after):
        return "current"
    if re.search(r"\b(?:i've|i have|have|has|had) (?:also |already )?(?:tried|used)\b[^.;]*$", before) and not _STILL.search(after):
        return "stopped"
    if re.search(r"\b(?:weaning|tapering|cutting down|trying to (?:get|come|wean)) (?:myself )?(?:off|from|on)(?: of)? (?:the |my )?$", before):
        return "current"
    if _STOPPED.search(before) or _STOPPED_LOOSE.search(clause) or (_NO_GOOD.search(after) and not _STILL.search(after)):
        return "stopped"
    if re.search(r"\b(?:tried|taken|had|gave (?:me|him|her))\b[^.;]{0,60}$", before) and _NO_GOOD.match(re.sub(r"^[^.;,]{0,30},", "", after)):
        return "stopped"
    if _TRIED.search(before) and not _STILL.search(after) and re.search(r"\b(?:no (?:relief|help|effect|avail|joy)|didn't|did not|nothing|without|failed|little|not help\w*)\b", after):
        return "stopped"
    return "current"
