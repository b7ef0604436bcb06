"""Named diseases and injuries, stated, suspected, ruled out, or somebody else's."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, clause_before, negated
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Word, alternatives, word_list, words_of

_PART = (
    rf"(?:{alternatives('injuries.txt', 'part')}|"
    r"a ?c ?l|m ?c ?l|p ?c ?l|l ?c ?l|u ?c ?l|collar ?bone|[lct]\d{1,2}(?:[-/ ]?[lsct]?\d)?|gluteus? \w+|"
    r"(?:common )?(?:extensor|flexor)(?: tendon| origin)?|pec(?:toralis)?(?: major)?|patell?ar tendon|tibialis(?: posterior| anterior)?)"
)
_VERB = (
    rf"(?:{alternatives('injuries.txt', 'verb')}|"
    r"worn[- ]out|badly ?dislocated)"
)
_BEFORE = re.compile(
    rf"\b(?P<q>(?:partial(?:ly)?|complete(?:ly)?|severe(?:ly)?|badly|full(?:y)?|slightly|grade \w+)?\s?{_VERB}\s+(?:(?:my|his|her|the|a|an|some|both|"
    rf"of|in|left|right|lower|upper|medial|lateral|anterior|posterior|two|three|four|five|several|multiple|\d)\s+){{0,4}}{_PART}(?:\s{_PART})?)\b",
)  # fmt: skip
_AFTER = re.compile(
    rf"\b(?P<q>(?:(?:partial|complete|full|full[- ]thickness|partial[- ]thickness|high[- ]grade|low[- ]grade|grade (?:\d|[iv]+|one|two|three)|"
    rf"degenerative|chronic|acute|old|small|massive|complex|bucket handle|stress|compression|hairline|spiral|avulsion)\s){{0,4}}(?:(?:medial|lateral|"
    rf"anterior|posterior|proximal|distal|left|right)\s)?{_PART}(?:\s{_PART})?\s(?:tears?|ruptures?|sprains?|strains?|fractures?|dislocations?|"
    rf"instability|degeneration|herniations?|impingement|dysplasia|tendin\w+|tendon\w+|arthritis|osteoarthritis|bursitis|stenosis|deterioration|"
    rf"dysfunction|laxity|damage|cyst|spurs?|separation|breaks?))\b",
)  # fmt: skip
_WERE = re.compile(
    rf"\b(?P<q>{_PART}\s+(?:is|was|were|are|has been|got|being)\s+(?:\w+ly )?(?:torn|ruptured|herniated|bulging|fractured|broken|dislocated|sprained|"
    rf"strained|damaged|degenerated|worn out))\b",
)  # fmt: skip
_BROKEN_PART = re.compile(r"\b(?P<q>(?:meniscus|menisco|acl|mcl|pcl|atfl|labrum|ligaments?|tendons?|cuff|cartilage|achilles|supraspinatus) (?:fully |partly |partially |completely |half )?(?:torn|broken|ruptured))\b")
_GRADED = re.compile(
    r"\b(?P<q>(?:grade|stage) (?:\d|[iv]{1,3}|one|two|three|four) (?:tears?|sprains?|strains?|separation|arthritis|instability|rupture|injury|"
    r"changes)|(?:partial|full|complete|full[- ]thickness|partial[- ]thickness|high[- ]grade|low[- ]grade|small|large|massive|degenerative|complex|"
    r"\d+ ?mm|intrasubstance|interstitial) (?:thickness )?tears?)\b",
)  # fmt: skip
_ENDING = re.compile(
    r"\b(?P<q>(?:(?:[a-z]+'s|[a-z]{4,14}(?:al|ic|ar|ous|ive|ory|oid)) )?(?:[a-z]{3,16}(?:itis|opathy|opathies|osis|omalacia|algia|oedema|emia|aemia|"
    r"plasia|trophy|paresis|plegia|sclerosis|carcinoma|sarcoma|oma|penia|listhesis|lysis)|[a-z]+'?s? (?:syndrome|disease|palsy|dystrophy|deformity|"
    r"contracture|nodes?|neuroma|neuralgia|cyst|disorder)))\b",
)  # fmt: skip
_LAYMEN = re.compile(
    r"\b(?:coach|trainer|flatmate|housemate|roommate|girlfriend|boyfriend|partner|wife|husband|friends?|google|internet|teammates?|mates?|mom|mum|"
    r"dad|boss|colleague|neighbou?r|sister|brother|webmd|ai|"
    r"chatgpt|massage therapist|instructor)\b[^.;]{0,40}\b(?:says?|thinks?|reckons?|said|(?<!been )told|suggests?)\b[^.;]{0,25}$",
)  # fmt: skip
_GRADE = re.compile(r"(?:\b(?:grade|stage)\s(?:\d|[ivIV]+|one|two|three|four)\s|\b(?:severe|advanced|moderate|mild|early|chronic|end[- ]stage|bad|bilateral)\s)$", re.I)
_SUSPECT = re.compile(
    r"\b(?:maybe|perhaps|possib\w*|probab\w*|suspect\w*|might|may be|may have|could (?:be|have|it|this)|thinks?|thought|reckons?|suspicious|"
    r"suggestive of|suspicion|query|querying|i think|wonder\w*|worried|afraid|fear\w*|likely|not sure if|"
    r"unsure|thought (?:it|i|to be)|apparently|presum\w*|looks? like|sounds? like|seems? (?:to be|like)|is (?:it|this|that)|could|query|rule out|\?|"
    r"if (?:it|i|this)|or (?:maybe|is it)|guess\w*|believe|potential|concerned)\b"
)
_TEARING = re.compile(r"\b(?:something|it|muscle) (?:tear|rip|snap|pop) ")
_SPELLED = re.compile(r"\b([amplu]) c l\b")
_PLAIN = re.compile(r"\b(?:my|his|her|the|a|an|some|were|was|is|are|been|has)\b")
_FAMILY = re.compile(r"\b(?:family history|runs in (?:my|the|our) family|run in (?:my|the) family|hereditary)\b")
_ASKED_IN_GENERAL = re.compile(
    r"^\s*(?:do|can|does|could|would|will|is|are) (?:you|prolo\w*|prp|it|this|stem|your|the)\b.{0,40}\b(?:treat|help|work|good|used|for|with|see)\b", re.I,
)  # fmt: skip


_TORN = frozenset(
    ["torn", "tore", "tear", "ruptured", "herniated", "bulging", "bulged", "slipped", "prolapsed", "broken", "broke", "fractured", "cracked", "shattered", "crushed", "sprained", "strained", "dislocated", "pulled", "damaged",
     "degenerated", "degenerative", "deteriorated", "injured", "pinched", "separated", "collapsed", "compressed", "worn", "snapped", "bruised", "subluxed", "badlydislocated", "lax", "loose", "stretched", "shot"]
)
_INJURY = frozenset(w + end for w in ("tear", "rupture", "sprain", "strain", "fracture", "dislocation", "herniation", "cyst", "break") for end in ("", "s")) | frozenset(
    ["instability", "degeneration", "impingement", "dysplasia", "tendinitis", "tendonitis", "tendinosis", "tendinopathy", "tendonopathy", "tendonosis", "arthritis", "osteoarthritis", "bursitis", "stenosis", "deterioration",
     "dysfunction", "laxity", "damage", "spur", "spurs", "separation"]
)
_GRADES = _INJURY | {"injury", "changes"}
_INJURIES = (
    (_BROKEN_PART, "diagnosis injury", _TORN), (_AFTER, "diagnosis injury", _INJURY), (_GRADED, "diagnosis injury", _GRADES), (_BEFORE, "diagnosis injury", _TORN), (_WERE, "diagnosis injury", _TORN),
)  # fmt: skip
_FROZEN = re.compile(r"\b(?P<q>shoulders? (?:(?:is|are|has|have|was|went|now|both|completely|totally|been|gone) )*frozen)(?! (?:pack|peas|bag|food|in )|-)")
"""Turned round: "my left shoulder is frozen"."""
_ENDS = ("itis", "opathy", "opathies", "osis", "omalacia", "algia", "oedema", "emia", "plasia", "trophy", "paresis", "plegia", "sclerosis", "oma", "penia", "listhesis", "lysis",
         "syndrome", "disease", "palsy", "deformity", "contracture", "nodes", "node", "neuroma", "cyst", "disorder")  # fmt: skip


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """Longest phrase first; each (name, status) once."""
    spans: list[tuple[int, int, float, str]] = []
    for shape, rule, marks in _INJURIES:
        spans += [(m.start("q") + len(m["q"]) - len(m["q"].lstrip()), m.end("q"), 0.75, "diagnosis torn" if m["q"].lstrip().startswith("tear ") else rule) for m in shape.finditer(places.low) if not _TEARING.search(places.low[max(0, m.start() - 12) : m.end()])] if marks & places.words else []
    if any(w.low.endswith(_ENDS) for w in words):
        spans += [(*m.span("q"), 0.75, "diagnosis by its ending") for m in _ENDING.finditer(places.low)]
    if "frozen" in places.words:
        spans += [(*m.span("q"), 0.75, "diagnosis turned round") for m in _FROZEN.finditer(places.low)]
    for hit in word_list("diagnoses.txt").hits(text, words):
        if _noise(text, hit.start, hit.end, places):
            continue
        spans.append((_with_grade(text, hit.start), hit.end, 0.82, "diagnosis"))
    found: dict[tuple[str, str], Fact] = {}
    for start, end, confidence, rule in _longest(spans):
        if places.is_pasted(start) or (rule == "diagnosis by its ending" and (_noise(text, start, end, places) or _a_name(text, start, end, places))):
            continue
        quote = text[start:end]
        if quote.casefold() == "als" and quote != "ALS":
            continue  # a German "als"
        if quote.casefold().startswith("cracked ") and re.match(r"\s*(?:on|against|off|into)\b", places.after(end)):
            continue  # knocked it
        status = _status(start, end, quote, places, subject)
        if status is None:
            continue
        value = re.sub(r"(?<=\b\w) (?=\w\b)", "", quote.casefold()) if re.fullmatch(r"(?:\w )+\w", quote) else " ".join(_PLAIN.sub(" ", _SPELLED.sub(r"\1cl", quote.casefold())).split())
        found.setdefault((_root(value), status), Fact("diagnosis", value, start, end, quote, status=status, confidence=confidence, rule=rule.replace(" torn", " injury")))
    return _fullest(list(found.values()))


def _fullest(found: list[Fact]) -> list[Fact]:
    """Without a name that is part of a fuller one of the same status ("arthritis" beside "psoriatic arthritis") or that is shortened elsewhere ("TOS")."""
    short = {str(f.value) for f in found if " " not in str(f.value)}
    said = [(f, _stems(str(f.value))) for f in found if "".join(w[0] for w in str(f.value).split()) not in short or " " not in str(f.value)]
    return [
        f for n, (f, words) in enumerate(said)
        if not any((words < more or (words == more and m < n)) and f.status == other.status for m, (other, more) in enumerate(said) if m != n)
    ]  # fmt: skip


_SAME = {"broke": "fracture", "broken": "fracture", "fractured": "fracture", "cracked": "fracture", "break": "fracture", "tore": "tear", "torn": "tear", "tears": "tear", "ruptured": "rupture",
         "sprained": "sprain", "strained": "strain", "dislocated": "dislocation", "herniated": "herniation", "arthritic": "arthritis", "diabetic": "diabetes"}  # fmt: skip


def _stems(name: str) -> set[str]:
    """The words of a name, so that "broke her wrist" and "wrist fracture" are one."""
    return {_SAME.get(word, word.removesuffix("'s").removesuffix("s") or word) for word in re.findall(r"[\w'-]+", name.replace("’", "'"))}


def _a_name(text: str, start: int, end: int, places: Places) -> bool:
    """A capital within a sentence: a person or a place that ends like a disease."""
    return text[start].isupper() and not text[start:end].isupper() and " " not in text[start:end] and (places.at(start).start != start or len(places.at(start).text.split()) <= 3) and text[end - 4 : end].casefold() in ("eoma", "homa", "loma", "roma", "emia", "osis")


def _root(value: str) -> str:
    return re.sub(r"(?:itis|osis|ic|s)\b", "", value)


def _longest(spans: list[tuple[int, int, float, str]]) -> list[tuple[int, int, float, str]]:
    kept: list[tuple[int, int, float, str]] = []
    for span in sorted(spans, key=lambda s: (-(s[1] - s[0]) if s[3] != "diagnosis torn" else 0, s[0])):
        if not any(a < span[1] and span[0] < b for a, b, _, _ in kept):
            kept.append(span)
    return sorted(kept)


def _with_grade(text: str, start: int) -> int:
    """In one phrase: "grade 3 arthritis" is one phrase; plain "severe" is not part of the name."""
    match = re.search(r"\b(?:grade|stage)\s(?:\d|[ivIV]+|one|two|three|four)\s$", text[max(0, start - 14) : start], re.I)
    return start - len(match[0]) if match else start


_NO_DISEASE = re.compile(
    r"\s*(?:shots?|jabs?|vaccin\w*|boosters?|patients?|people|folks|clients|sufferers|surgery|operation|op\b|ops\b|correction|removal|release|repair|"
    r"clinic|research|foundation|specialist|doctor|medication|meds|pills)\b",
)  # fmt: skip


_A_TEAR = re.compile(r"\b(?:no|nor|an?|the|any|small|large|possible|without|shows?|showed)\s+(?:\w+ )?$")


def _noise(text: str, start: int, end: int, places: Places) -> bool:
    low = text[start:end].casefold()
    if low.split()[-1] in words_of("not_diagnoses.txt") or low in words_of("not_diagnoses.txt"):
        return True
    before, after = places.before(start), places.after(end)
    if low.startswith("ganglion") and re.match(r"s? ?(?:impar|block)", after):
        return True  # a block of nerves
    if low in ("bp", "sugar"):
        return not (re.search(r"\b(?:no|have|having|has|with|diabetes|and|nor|thyroid)[ ,/&]+(?:high |low |the )?$", before) and re.match(r"\s*(?:[.,;)/&]|$|and\b|or\b|also\b|since\b|for\b|no\b)", after))
    if low in ("broken", "fractured", "cracked") and not re.search(r"\b(?:nothing|not|isn't|wasn't|n't|nothing is|nothing was) $", before):
        return True
    if low in ("tear", "tears") and (not _A_TEAR.search(before) or before.endswith("and ")):
        return True
    if low in ("ra", "oa", "ms", "af", "fai", "spd", "tos", "eds", "pmr", "oa", "avn", "ddd", "pad", "pads", "ha") and text[start:end] != text[start:end].upper():
        return True
    if re.search(r"\b(?:ones|one's|people's|children whose|patients whose|anyone's) (?:\w+ )?$", before):
        return True
    if low.split()[0] in words_of("not_diagnoses.txt"):
        return True
    if low == "sever":
        return True  # "severe", a letter short
    if low == "ms" and re.match(r"\.?\s+[A-Z]", text[end : end + 4]):
        return True
    if low in ("cyst", "spur", "spurs", "instability", "depression", "anxiety", "block", "severs", "fibro", "piriformis", "degeneration", "laxity", "stroke", "hernia") and re.search(r"\b(?:on the|in the) $", before):
        return low in ("spur",)
    if re.search(r"\b(?:article|page|post|blog|piece|video|website|book|leaflet|information|info) (?:on|about) (?:\w+ )?$", before):
        return True
    if low in ("worn out",) and re.search(r"\b(?:i am|i'm|shoes are|shoes)\s*(?:just |so )?$", before):
        return True
    if _NO_DISEASE.match(after):
        return low not in ("arthritis", "osteoarthritis")
    return low == "stroke" and bool(re.search(r"golf|swim|tennis|back|breast", before))


_SO_THEY_GUESS = re.compile(r"^\s*(?:be the cause|,? ?(?:probably|perhaps|most likely)\b|,? ?(?:they|he|she|(?:the |my |his |her )?(?:doctors?|dr|gp|physio|surgeon|consultant|specialist)) (?:thinks?|reckons?|suspects?|believes?)\b(?! (?:that|it|the|i|my|this))|suspected|maybe|i think|possibly|is suspected)\b")


_COULD_BE = re.compile(r"\b(?:might|may|could|possib\w*|what (?:is|might|could) (?:cause|be causing|this))\b", re.I)


_NOT_NO = re.compile(r"\b(?:not (?:only|sure)|didn't help|no (?:help|relief)|don't know|doesn't help)\b")


def _status(start: int, end: int, quote: str, places: Places, subject: Subject) -> str | None:
    before, after = places.before(start, reach=110), places.after(end, reach=60)
    sentence = places.at(start)
    if subject.somebody_else(start, places) or _FAMILY.search(before + after):
        return "someone_else"
    if sentence.question and re.match(r"\W*(?:could|might|can) (?:it|this|that) (?:\w+ )?be\b", sentence.text, re.I):
        return "suspected"
    if re.search(r",?\s+or (?:maybe |perhaps |else )?$", before) and (_LAYMEN.search(re.sub(r"[\w' ,]{0,40}$", "", before)) or re.search(r"\b(?:google|internet|webmd|chatgpt|maybe|could be|might be|either|possibly|suspect\w*)\b", before)):
        return "suspected"
    if _ASKED_IN_GENERAL.match(sentence.text) and not re.search(r"\b(?:my|i have|i've)\b", sentence.text[: start - sentence.start], re.I):
        return None if not (subject.relation or re.search(r"\b(?:i|my|me|he|she)\b", places.text[:2000], re.I)) else "stated"
    clause = clause_before(before)
    if negated(before) and not _NOT_NO.search(clause) and not re.search(r"\bno (?:longer|idea|cure)\b", clause):
        if re.search(r"\b(?:can't|cannot|don't|didn't|doesn't)\b", clause) and not re.search(r"\b(?:have|see|show|find|found|think|got|get)\b", clause):
            return "stated"
        return "ruled_out"
    if re.search(r"\b(?:excluded|eliminated|dismissed) (?:an? |any |the )?(?:\w+ )?$", clause) or re.search(r"^\s*(?:was |is |has been |were )?(?:ruled out|excluded|negative)\b", after):
        return "ruled_out"
    if re.search(r"^[^.;]{0,30}\bbut\b[^.;]{0,30}\b(?:was|were|came back|is) (?:all )?(?:clean|clear|normal|negative|fine|ok)\b", after):
        return "ruled_out"
    if re.search(r"\?\s?$", before) or _LAYMEN.search(before):
        return "suspected"
    if sentence.question and (_COULD_BE.search(sentence.text[: start - sentence.start]) or re.match(r"subject:", sentence.text, re.I)):
        return "suspected"
    if sentence.question and re.match(r"\W*(?:is (?:it|this|that)|could (?:it|this|that|\w+ \w+ be)|do i have|might|can (?:it|this))", sentence.text, re.I):
        return "suspected"
    if _SUSPECT.search(clause[-70:]) or (re.match(r"\s*\?", after) and len(sentence.text.split()) <= 5) or _SO_THEY_GUESS.search(after):
        return "suspected"
    return "stated"


