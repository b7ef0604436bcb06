"""Procedures and medicines, with what became of them."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, clause_before, negated
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, named_list, plain_list

_CLINICS = frozenset({"prp", "prolotherapy", "stem cell", "exosomes", "ozone"})
_IMAGING = frozenset({"mri", "x-ray", "ct", "ultrasound scan", "emg", "bone scan", "blood test", "arthrogram", "biopsy"})
_DONE = re.compile(
    r"\b(?:had|have had|has had|got|gotten|did|done|tried|underwent|undergone|received|after|since|following|failed|previous|prior|last|ago|my|went through|went to|been through|been to|given|gave|"
    r"having had|post|history of|showed|shows|shown|says|said|found|revealed|confirmed|was|were|recent|completed|finished|two|three|four|five|six|several|multiple|\d|first|second|third|another|did me|course of|rounds? of|sessions? of|attempted|doing|in)\b"
)
_OFFERED = re.compile(
    r"\b(?:recommend\w*|suggest\w*|advis\w*|offer\w*|propos\w*|told (?:me|him|her|us|that)|said (?:i|he|she|my|that|the)|says (?:i|he|she|my|that|the|next|it)|wants? (?:to|me|him|her)|scheduled|booked|referred|refer|"
    r"next (?:step|option)s?|options? (?:is|are|were)|only option|pushing|talk(?:ed|s|ing) about|mention\w*|prescribed|ordered|needs? an?|need(?:ed)? (?:to have|a|an|surgery)|candidate for (?:a )?(?:hip|knee|total)|"
    r"sending me|sent me for|plan(?:s|ned)? (?:is|to)|would (?:take|do)|wait(?:ing)? (?:list )?for|discuss\w*|consider(?:s|ing)? me|going to (?:do|have|need)|they would|would help|have to have|must have|due (?:for|to have)|upcoming|headed for|slated for|set for|up for|bring up|brought up)\b"
)
_CLINICIAN = re.compile(r"\b(?:doctor|doctors|dr|doc|docs|surgeon|surgeons|specialist|ortho\w*|consultant|gp|rheumatologist|neurosurgeon|physician|podiatrist|hospital|they|he|she|pt|physio|clinic|neurologist|therapist|md|chiropractor)\b")
_CONSIDERED = re.compile(
    r"\b(?:candidate|interested in|want(?:ed)? to (?:try|avoid|know|ask|discuss)|hop(?:e|ing) (?:to|that|for)|wonder\w*|consider(?:ing)?|think(?:ing)? (?:of|about)|thinking|avoid\w*|instead of|rather than|looking (?:into|for|at)|look into|"
    r"inquir\w*|enquir\w*|curious|ask(?:ing)? about|would like|i'd like|can|could|would|will|do you|does|is|are|should|how (?:much|many|long|soon)|cost|price|try|afraid of|scared of|alternative|before (?:i )?(?:have|having|resort\w*|getting|going)|"
    r"without|delay|postpone|put off|explore|exploring|benefit from|help (?:me|him|her|with|my)|read(?:ing)? about|heard about|saw|don't want|do not want|not want|no to|refuse|rather not|prefer|months with a|be out|get|book|sign up|need)\b"
)


def procedures(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """One fact a (procedure, status); the first mention that says most."""
    found: list[Fact] = []
    hits = [h for h in named_list("procedures.txt").hits(text, words) if not places.is_pasted(h.start)]
    for hit in hits:
        if _is_noise(text, hit, places):
            continue
        status = _status(hit, places, subject)
        quote = text[hit.start : hit.end]
        found.append(Fact("procedure", hit.value, hit.start, hit.end, quote, status=status, confidence=0.75, rule=f"procedure {status}"))
    found += _verbs(text, places, subject)
    return _distinct(found)


_VERBS = (
    (re.compile(r"\b(?:wants? to|need(?:s|ed)? to be|going to|needs|to be|have it|get it|to) (?P<q>replaced?)\b|\b(?P<q2>replaced)\b(?= in| last| \d| twice| by)", re.I), "joint replacement"),
    (re.compile(r"\b(?:to|be|been|was|were|had (?:it|them|my \w+)) (?P<q>fused)\b", re.I), "fusion"),
)  # fmt: skip


def _verbs(text: str, places: Places, subject: Subject) -> list[Fact]:
    made = []
    for shape, value in _VERBS:
        for match in shape.finditer(text):
            group = "q2" if "q2" in match.groupdict() and match["q2"] else "q"
            start, end = match.span(group)
            if not re.search(r"\bhip|knee|joint|shoulder|ankle|disc|it\b", places.at(start).text, re.I):
                continue
            hit = Hit(start, end, 0, 0, value)
            made.append(Fact("procedure", value, start, end, text[start:end], status=_status(hit, places, subject), confidence=0.6, rule="procedure verb"))
    return made


def _is_noise(text: str, hit: Hit, places: Places) -> bool:
    low = text[hit.start : hit.end].casefold()
    before, after = places.before(hit.start), places.after(hit.end)
    if low in ("pt", "ct", "op", "labs", "scope", "plate", "rod", "rods", "plates", "screws", "block", "reduction", "adjustment", "adjustments", "traction", "laser", "shot", "shots", "mesh", "bypass", "replacement",
               "rehab", "block", "decompression", "aspiration", "ablation", "platelets", "bone marrow", "cupping"):
        if low in ("pt", "ct") and text[hit.start : hit.end] not in ("PT", "CT", "P T", "pt", "ct"):
            return True
        if low in ("shot", "shots") and re.search(r"\b(?:long|flu|covid|screen|gun|tetanus|best|my|give it a|call the|big|worth a|am|is|are|knees? (?:is|are))\s+$", before):
            return True
        if low in ("plate", "plates") and re.search(r"\b(?:\d|growth|on my|three|home)\s*$", before):
            return True
        if low == "reduction" and not re.search(r"closed|open", before):
            return True
        if low == "laser" and re.search(r"eye|hair", before):
            return True
    if low in ("inject", "injected"):
        return True
    if low == "bone marrow" and re.match(r"\s*(?:edema|oedema|lesion|bruise|cancer|disease|biopsy)", after):
        return True
    if low in ("physical therapist", "physiotherapist", "chiropractor", "massage therapist", "acupuncturist", "osteopath") and re.search(r"\b(?:i am|i'm|as|work\w*)\s+an?\s*$", before):
        return True
    if low in ("physiotherapy", "physical therapy") and re.match(r"\s*student", after):
        return True
    return bool(re.match(r"\s*(?:clinic|center|centre|department|website|page|article|specialist|doctor near)\b", after)) or low in ("surgeon",)


def _status(hit: Hit, places: Places, subject: Subject) -> str:
    if subject.somebody_else(hit.start, places):
        return "someone_else"
    before, after = places.before(hit.start, reach=120), places.after(hit.end, reach=70)
    clause = clause_before(before)
    sentence = places.at(hit.start)
    asks = sentence.question or bool(re.match(r"\s*(?:can|could|would|will|do|does|is|are|should|how|what|am)\b", sentence.text, re.I))
    if _none(before, clause, hit.value) and not asks:
        return "none"
    if re.search(r"\b(?:declin\w*|refus\w*|against it|i said no|don't want (?:it|that)|rather not)\b", after) and not _DONE.search(clause[-25:]):
        return "offered"
    offered = _OFFERED.search(before) and (_CLINICIAN.search(before) or re.search(r"recommend|suggest|advis|offered|scheduled|referred|prescribed|ordered|next (?:step|option)|option|booked|slated|due", before))
    had = re.search(r"\b(?:had|have had|has had|got|did|tried|underwent|undergone|received|given|gave me|after|since|following|post|previous|prior|failed|did not help|completed|had an?|ago|done)\b(?:[^,.;]|, (?:and|an?) ){0,45}$", before)
    if offered and not asks and not (had and had.start() > _OFFERED.search(before).start() + 3):  # type: ignore[union-attr]  # offered says that it matched
        return "offered"
    if hit.value in _IMAGING:
        return "considered" if asks and not had and re.search(r"\b(?:should|need|want|bring)\b", before) else "done"
    if had and not (asks and not re.search(r"\bi(?:'ve| have)? (?:had|got|tried)|after|since\b", before)):
        return "done"
    if asks:
        return "considered"
    wished = _CONSIDERED.search(clause)
    if wished and not re.search(r"\b(?:had|did|tried|got)\b", clause):
        return "considered"
    if hit.value in _CLINICS and not re.search(r"\b(?:my|first|second|\d|last)\b[^,]{0,20}$", clause) and not re.search(r"\b(?:helped|worked|didn't|did nothing|no relief|wore off)\b", after):
        return "considered"
    return "done"


def _none(before: str, clause: str, value: str) -> bool:
    if not negated(before):
        return False
    if re.search(r"\b(?:don't|do not|not|never|doesn't) (?:want|wish|wanted|looking|keen|interested|ready|a fan|like|helped?|sure|know)\b", clause):
        return False
    if re.search(r"\b(?:didn't|did not|not|never|no) (?:help|work|do|seem|relief|last|make|fix|improve|good)\w*\b|without (?:success|relief|having|getting|needing)", clause):
        return False
    return not (re.search(r"\b(?:cannot|can't)\b", clause) and not re.search(r"\b(?:have|had)\b", clause)) and not re.search(r"\b(?:avoid|instead)\b", clause)


def _distinct(found: list[Fact]) -> list[Fact]:
    """Once a procedure and status; done or offered wins over considered for the same thing; a bare surgery over a named one is dropped."""
    kept: dict[tuple[str, str], Fact] = {}
    for fact in sorted(found, key=lambda f: f.start):
        kept.setdefault((fact.value, fact.status), fact)
    statuses: dict[str, set[str]] = {}
    for value, status in kept:
        statuses.setdefault(value, set()).add(status)
    return [
        f for (value, status), f in kept.items()
        if not (status == "considered" and "offered" in statuses[value])
        and not (value in ("injection", "surgery") and status in ("done", "considered") and _named_near(f, kept.values()))
    ]  # fmt: skip


def _named_near(bare: Fact, others: object) -> bool:
    kinds = ("cortisone injection", "hyaluronic injection", "prp", "prolotherapy", "epidural injection", "stem cell") if bare.value == "injection" else (
        "arthroscopy", "fusion", "joint replacement", "discectomy", "laminectomy", "ligament reconstruction", "meniscus surgery", "tendon repair", "labrum repair")
    return any(o.value in kinds and o.status == bare.status and abs(o.start - bare.start) < 160 for o in others)  # type: ignore[attr-defined]  # an iterable of facts


# -- medicines -------------------------------------------------------------------------------------------------------------------

_STOPPED = re.compile(r"\b(?:stopped|quit|came off|come off|weaned|no longer|used to take|was (?:on|taking|given|prescribed)|were (?:on|taking)|had been (?:on|taking)|finished|discontinued|off (?:of )?(?:the|my)?|gave up)\b")
_NO_GOOD = re.compile(r"^[^.;]{0,40}\b(?:no (?:effect|help|relief|good|use)|didn't (?:help|work|do|touch)|did not (?:help|work|do|touch)|nothing|stopped (?:working|helping)|useless|upset my stomach|made me sick|failed)\b")
_TRIED = re.compile(r"\b(?:tried|try|had|been through|prescribed|gave me)\b")
_GENERAL = re.compile(r"\b(?:allerg\w+|reaction to|sensitive to|intoleran\w+)\b")


def medications(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """Medicines taken, stopped, or said not to be taken; what is only asked about in general is left out."""
    found: dict[tuple[str, str], Fact] = {}
    for hit in plain_list("medicines.txt").hits(text, words):
        before, after = places.before(hit.start), places.after(hit.end)
        low = text[hit.start : hit.end].casefold()
        if places.is_pasted(hit.start) or _GENERAL.search(before) or re.match(r"\s*(?:injections?|shots?|jabs?|allerg\w*)\b", after):
            continue
        if low in ("iron", "soma", "zinc", "calcium", "magnesium", "statin", "steroid", "steroids", "biologic", "lithium", "testosterone", "insulin") and not re.search(
            r"\b(?:take|taking|on|takes|tried|use|using|and|no|pills?|supplements?|oral|with|,)\s*(?:\w+\s)?$", before + " "):
            continue
        if low == "steroids" and re.search(r"\bor\s+$", before) and re.search("shot|inject|jab", before):
            continue
        sentence = places.at(hit.start)
        if sentence.question and not re.search(r"\b(?:i|he|she) (?:am|is|take|takes|was|have|has)\b|\bi'm\b|\bmy\b|\bon\b", sentence.text[: hit.start - sentence.start], re.I):
            continue
        status = _taken(before, after, hit, places, subject)
        quote = text[hit.start : hit.end]
        found.setdefault((hit.value, status), Fact("medication", low, hit.start, hit.end, quote, status=status, confidence=0.85, rule=f"medication {status}"))
    return list(found.values())


def _taken(before: str, after: str, hit: Hit, places: Places, subject: Subject) -> str:
    if subject.somebody_else(hit.start, places):
        return "someone_else"
    clause = clause_before(before)
    if negated(before) and not re.search(r"\b(?:didn't|did not|doesn't|don't) (?:help|work|touch|like)|no longer|without (?:success|relief)", clause):
        return "none"
    if _STOPPED.search(clause) or _NO_GOOD.search(after) or (_TRIED.search(clause) and re.search(r"\b(?:no (?:relief|help|effect)|didn't|did not|nothing|without|failed|little)\b", after)):
        return "stopped"
    return "current"
