"""Named diseases and injuries, stated, suspected, ruled out, or somebody else's."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, clause_before, negated
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Word, word_list

_PART = (
    r"(?:rotator cuff|cuff|meniscus|meniscal|labrum|labral|ligaments?|tendons?|acl|mcl|pcl|lcl|ucl|atfl|achilles|hamstring|calf|quad|groin|bicep(?:s)?|tricep(?:s)?|patella|kneecap|shoulder|knee|ankle|wrist|hip|"
    r"elbow|finger|thumb|toe|foot|leg|arm|femur|tibia|fibula|humerus|radius|ulna|clavicle|collar ?bone|rib(?:s)?|pelvis|neck|back|disc(?:s)?|disk(?:s)?|vertebrae?|spine|[lctCLT]\d{1,2}(?:[-/ ]?(?:[lsctLSCT])?\d)?|muscle(?:s)?|cartilage|"
    r"nerve|plantar fascia|tfcc|scaphoid|heel|hand|nose|jaw|bone(?:s)?|joint(?:s)?|supraspinatus|gluteus? \w+|glute|adductor|it band|tailbone|coccyx|sacrum|hip flexor|peroneal|sesamoid|metatarsal|fifth metatarsal)"
)
_VERB = r"(?:torn|tore|tear|ruptured|herniated|bulging|bulged|slipped|prolapsed|broken|broke|fractured|cracked|shattered|crushed|sprained|strained|dislocated|pulled|damaged|degenerated|degenerative|deteriorated|injured|pinched|separated|collapsed|compressed|worn[- ]out|snapped|bruised|subluxed|partially torn|completely torn|badly ?dislocated|lax|loose|stretched)"
_BEFORE = re.compile(rf"\b(?P<q>(?:partial(?:ly)?|complete(?:ly)?|severe(?:ly)?|badly|full(?:y)?|slightly|grade \w+)?\s?{_VERB}\s+(?:(?:my|his|her|the|a|an|some|both|of|in|left|right|lower|upper|medial|lateral|anterior|posterior)\s+){{0,4}}{_PART}(?:\s{_PART})?)\b", re.I)
_AFTER = re.compile(rf"\b(?P<q>(?:(?:partial|complete|full|full[- ]thickness|partial[- ]thickness|high[- ]grade|low[- ]grade|grade (?:\d|[iv]+|one|two|three)|degenerative|chronic|acute|old|small|massive|complex|bucket handle|stress|compression|hairline|spiral|avulsion)\s){0,4}(?:(?:medial|lateral|anterior|posterior|proximal|distal|left|right)\s)?{_PART}(?:\s{_PART})?\s(?:tears?|ruptures?|sprains?|strains?|fractures?|dislocations?|instability|degeneration|herniations?|impingement|dysplasia|tendin\w+|tendon\w+|arthritis|osteoarthritis|bursitis|stenosis|deterioration|dysfunction|laxity|damage|cyst|spurs?|separation|breaks?))\b", re.I)
_WERE = re.compile(rf"\b(?P<q>{_PART}\s+(?:is|was|were|are|has been|got|being)\s+(?:\w+ly )?(?:torn|ruptured|herniated|bulging|fractured|broken|dislocated|sprained|strained|damaged|degenerated|worn out|shot))\b", re.I)
_GRADE = re.compile(r"(?:\b(?:grade|stage)\s(?:\d|[ivIV]+|one|two|three|four)\s|\b(?:severe|advanced|moderate|mild|early|chronic|end[- ]stage|bad|bilateral)\s)$", re.I)
_SUSPECT = re.compile(
    r"\b(?:maybe|perhaps|possib\w*|probab\w*|suspect\w*|might|may be|may have|could (?:be|have|it|this)|think (?:it|i|that|he|she|they|this)|i think|wonder\w*|worried|afraid|fear\w*|likely|not sure if|"
    r"unsure|thought (?:it|i|to be)|apparently|presum\w*|looks? like|sounds? like|seems? (?:to be|like)|is (?:it|this|that)|could|query|rule out|\?|if (?:it|i|this)|or (?:maybe|is it)|guess\w*|believe|potential|concerned)\b"
)
_FAMILY = re.compile(r"\b(?:family history|runs in (?:my|the|our) family|run in (?:my|the) family|hereditary)\b")
_ASKED_IN_GENERAL = re.compile(r"^\s*(?:do|can|does|could|would|will|is|are) (?:you|prolo\w*|prp|it|this|stem|your|the)\b.{0,40}\b(?:treat|help|work|good|used|for|with|see)\b", re.I)


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """Longest phrase first; each (name, status) once."""
    spans: list[tuple[int, int, float, str]] = []
    for shape, rule in ((_AFTER, "diagnosis injury"), (_BEFORE, "diagnosis injury"), (_WERE, "diagnosis injury")):
        spans += [(*m.span("q"), 0.75, rule) for m in shape.finditer(text)]
    for hit in word_list("diagnoses.txt").hits(text, words):
        if _noise(text, hit.start, hit.end, places):
            continue
        spans.append((_with_grade(text, hit.start), hit.end, 0.82, "diagnosis"))
    found: dict[tuple[str, str], Fact] = {}
    for start, end, confidence, rule in _longest(spans):
        if places.is_pasted(start):
            continue
        quote = text[start:end]
        status = _status(start, end, quote, places, subject)
        if status is None:
            continue
        value = " ".join(re.sub(r"\b(?:my|his|her|the|a|an|some|were|was|is|are|been|has)\b", " ", quote.casefold()).split())
        found.setdefault((_root(value), status), Fact("diagnosis", value, start, end, quote, status=status, confidence=confidence, rule=rule))
    return list(found.values())


def _root(value: str) -> str:
    return re.sub(r"(?:itis|osis|ic|s)\b", "", value)


def _longest(spans: list[tuple[int, int, float, str]]) -> list[tuple[int, int, float, str]]:
    kept: list[tuple[int, int, float, str]] = []
    for span in sorted(spans, key=lambda s: (-(s[1] - s[0]), s[0])):
        if not any(a < span[1] and span[0] < b for a, b, _, _ in kept):
            kept.append(span)
    return sorted(kept)


def _with_grade(text: str, start: int) -> int:
    """In one phrase: "grade 3 arthritis" is one phrase; plain "severe" is not part of the name."""
    match = re.search(r"\b(?:grade|stage)\s(?:\d|[ivIV]+|one|two|three|four)\s$", text[max(0, start - 14) : start], re.I)
    return start - len(match[0]) if match else start


def _noise(text: str, start: int, end: int, places: Places) -> bool:
    low = text[start:end].casefold()
    before, after = places.before(start), places.after(end)
    if low in ("ra", "oa", "ms", "af", "fai", "spd", "tos", "eds", "pmr", "oa", "avn", "ddd") and text[start:end] != text[start:end].upper():
        return True
    if low == "ms" and re.match(r"\.?\s+[A-Z]", text[end : end + 4]):
        return True
    if low in ("cyst", "spur", "spurs", "instability", "depression", "anxiety", "block", "severs", "fibro", "piriformis", "degeneration", "laxity", "stroke", "hernia") and re.search(r"\b(?:on the|in the) $", before):
        return low in ("spur",)
    if low in ("worn out",) and re.search(r"\b(?:i am|i'm|shoes are|shoes)\s*(?:just |so )?$", before):
        return True
    if re.match(r"\s*(?:surgery|operation|repair|release|clinic|research|foundation|specialist|doctor|medication|meds|pills)\b", after):
        return low not in ("arthritis", "osteoarthritis")
    return low == "stroke" and bool(re.search(r"golf|swim|tennis|back|breast", before))


def _status(start: int, end: int, quote: str, places: Places, subject: Subject) -> str | None:
    before, after = places.before(start, reach=110), places.after(end, reach=60)
    sentence = places.at(start)
    if subject.somebody_else(start, places) or _FAMILY.search(before + after):
        return "someone_else"
    if _ASKED_IN_GENERAL.match(sentence.text) and not re.search(r"\b(?:my|i have|i've)\b", sentence.text[: start - sentence.start], re.I):
        return None if not re.search(r"\b(?:i|my|me)\b", sentence.text, re.I) else "stated"
    clause = clause_before(before)
    if negated(before) and not re.search(r"\b(?:not (?:only|sure)|didn't help|no (?:help|relief)|don't know|doesn't help)\b", clause) and not re.search(r"\bno (?:longer|idea|cure)\b", clause):
        if re.search(r"\b(?:can't|cannot|don't|didn't|doesn't)\b", clause) and not re.search(r"\b(?:have|see|show|find|found|think|got|get)\b", clause):
            return "stated"
        return "ruled_out"
    if re.search(r"^\s*(?:was |is |has been |were )?(?:ruled out|excluded|negative)\b", after):
        return "ruled_out"
    if sentence.question and re.match(r"\W*(?:is (?:it|this|that)|could (?:it|this|that|\w+ \w+ be)|do i have|might|can (?:it|this))", sentence.text, re.I):
        return "suspected"
    if _SUSPECT.search(clause[-70:]) or re.match(r"\s*\?", after) or re.search(r"^\s*(?:be the cause|suspected|maybe|i think|possibly|is suspected)\b", after):
        return "suspected"
    return "stated"


