"""Surgery, injections, hands-on and machine treatment, tests; with what became of each."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places
from frontdesk.intake.facts.status import of_treatment
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import Hit, Word, word_list

_CLINICS = frozenset({"prp", "prolotherapy", "stem cell", "exosomes", "ozone", "hyaluronic injection", "surgery", "joint replacement", "fusion", "injection", "arthroscopy", "disc replacement", "prolozone", "decompression"})
"""What is rather thought of than done, where a sentence says neither."""

_OPERATION = re.compile(
    r"\b(?P<q>[a-z]{3,20}(?:ectomy|ectomies|otomy|ostomy|oplasty|oscopy|odesis|opexy)|(?:heart|lung|liver|kidney|meniscus|ligament|tendon|corneal|"
    r"hair) transplant|(?:(?!(?:a|an|the|my|his|her|this)\b)\w+ )?(?:resection|dissection|transposition))\b", re.I,
)  # fmt: skip
_ENDS = ("ectomy", "ectomies", "otomy", "ostomy", "oplasty", "oscopy", "odesis", "opexy", "transplant", "resection", "dissection", "transposition")
_VERBS = (
    (re.compile(r"\b(?:hips?|knees?|joints?|shoulders?|ankles?|it|one|them|disc|both|joint)\s+(?:(?:have|has|had|both|now|to|be|been|get|got|getting|"
                r"already|completely|is|was|were|being|needs?|must|will|right|left|on the \w+)\s+){0,5}(?P<q>replaced)\b|\b(?:wants? to|going to|"
                r"needs? to|to|have|had|need|get|wants? to) (?P<q2>replaced?) (?:my|his|her|the|both|it|them)\b"), "joint replacement", frozenset({"replace", "replaced"})),
    (re.compile(r"\bneeds? (?P<q>replacing)\b"), "joint replacement", frozenset({"replacing"})),
    (re.compile(r"\b(?P<q>carpal tunnels? (?:was |were |got |both )?(?:released|decompressed|operated|done))\b"), "carpal tunnel release", frozenset({"tunnel", "tunnels"})),
    (re.compile(r"\b(?:to|be|been|was|were|is|had (?:it|them|the same(?: thing)?|his|hers|my \w+)|are) (?P<q>fused)\b|\b(?P<q2>fused) [lcts]\d|\b(?:joint|it|spine|ankle|toe|"
                r"wrist|neck) (?P<q3>fused)\b"), "fusion", frozenset({"fused"})),
    (re.compile(r"\b(?:knee|it|fluid|cyst|bursa|joint|elbow) (?:was |has been |were |got |had )?(?:it )?(?P<q>drained|aspirated)\b|\b(?:had|have|"
                r"got) (?:it|my \w+|the \w+|fluid) (?P<q2>drained|aspirated)\b|, (?P<q3>drained) (?:\d|twice|three)"), "aspiration", frozenset({"drained", "aspirated"})),
    (re.compile(r"\b(?P<q>(?:cauteri[sz]\w+|burn\w*|ablat\w+|froze\w*|kill\w*|zapp\w+)(?: of)?(?: some of| off|"
                r" out)?(?: the)? nerves?(?: endings?)?)\b"), "nerve ablation", frozenset({"nerve", "nerves"})),
    (re.compile(r"\b(?:plate|rods?|screws?|pins?|metal\w*|hardware)\b[^.;]{0,50}?\b(?P<q>(?:taken|took|take|removed|remove|come|came) ?(?:it |"
                r"them )?(?:out)?)\b"), "hardware removal", frozenset({"plate", "plates", "rod", "rods", "screw", "screws", "pin", "pins", "metal", "metalwork", "hardware"})),
    (re.compile(r"\b(?P<q>(?:pushed|pulled|put|popped|pop|set|reset|manipulated) (?:it|them|my \w+|the \w+|"
                r"some of the joints[^.;]{0,16}) back(?: in(?:to place)?| in place)?)\b|\b(?:it was|was|wrist|got it) (?P<q2>reduced) (?:in|at|under|"
                r"by)\b"), "reduction", frozenset({"back", "reduced"})),
    (re.compile(r"\b(?P<q>inject(?:ed|ing|s)? (?:of |the |with |a )?(?:steroids?|cortisone|kenalog|depo[- ]?medrol))\b"), "cortisone injection", frozenset({"inject", "injected", "injecting", "injects"})),
    (re.compile(r"\b(?:achilles|tendon|cuff|supraspinatus|rotator)\b[^?]{0,90}?\b(?P<q>repaired)\b"), "tendon repair", frozenset({"repaired"})),
    (re.compile(r"\bmenisc\w+\b[^?]{0,60}?\b(?P<q>repaired|trimmed)\b"), "meniscus surgery", frozenset({"repaired", "trimmed"})),
    (re.compile(r"\b(?:acl|cruciate)\b[^?]{0,60}?\b(?P<q>repaired|reconstructed)\b|\b(?P<q2>acl done)\b"), "ligament reconstruction", frozenset({"repaired", "reconstructed", "done"})),
    (re.compile(r"\b(?:had|have|get|getting) (?:it|them|my \w+|the \w+) (?P<q>(?:put|popped|pushed|pulled) back)\b"), "reduction", frozenset({"back"})),
    (re.compile(r"\b(?:wants?|wanted|going|needs?|plans?|likes?|have|has|might|may|will|can|could|should|to) (?:to )?(?P<q>operate)\b"), "surgery", frozenset({"operate"})),
    (re.compile(r"\b(?P<q>(?:take|taking|cut|cutting|remov\w+|took|taken) (?:out )?the (?:neuroma|nerve)(?: out)?)\b"), "neurectomy", frozenset({"nerve", "neuroma"})),
    (re.compile(r"\b(?:had|having|have|get|got|getting|needs?) (?:my |his |her |the |both |a |one |other |left |right |second |first )*(?P<q>(?:hips?|knees?) (?:done|redone))\b(?! (?:with|by|at|here|last time by) (?:you|your))"), "joint replacement", frozenset({"done", "redone"})),
    (re.compile(r"\b(?P<q>steroids?)(?: (?:shots?|jabs?))? ?(?:x ?\d|twice|three times)\b"), "cortisone injection", frozenset({"steroid", "steroids"})),
    (re.compile(r"(?:^|[.!?;] )(?P<q>drained) (?:it |and |by |twice|once|three|\d)|\bhad (?P<q2>drained|aspirated) (?:twice|once|three|\d)"), "aspiration", frozenset({"drained", "aspirated"})),
    (re.compile(r"\b(?P<q>remov(?:e|es|ed|ing|al of) (?:the |my |his |her |these |those )?(?:metal )?(?:plates?|screws?|rods?|pins|hardware|metalwork|metal|nails?(?= from| in my (?:leg|femur|tibia|hip))))\b"), "hardware removal", frozenset({"plate", "plates", "rod", "rods", "screw", "screws", "pins", "metal", "metalwork", "hardware", "nail", "nails"})),
    (re.compile(r"\b(?P<q>remov(?:e|es|ed|ing|al of) (?:the |my |his |her )?(?:coccyx|tailbone|tail bone))\b"), "coccygectomy", frozenset({"coccyx", "tailbone", "tail"})),
    (re.compile(r"\b(?P<q>replace) (?:em|'em|both|mine)\b"), "joint replacement", frozenset({"replace"})),
    (re.compile(r"\b(?:says?|said) (?P<q>operate)\b"), "surgery", frozenset({"operate"})),
    (re.compile(r"\b(?P<q>fusing) (?:it|them|my|his|her|the|that|those|[lcts]\d)\b"), "fusion", frozenset({"fusing"})),
    (re.compile(r"\b(?:was|been|got|being) (?P<q>injected)\b"), "injection", frozenset({"injected"})),
    (_OPERATION, "", frozenset[str]()),
)  # fmt: skip
_METAL = re.compile(
    r"\b(?:fractur|epiphys|brok|surg|operat|insert|metal|steel|titanium|femur|tibia|fibula|remov|taken out|hardware|screw|weight bearing|pinned|leg|"
    r"ankle|wrist|collarbone|clavicle|spine)\w*|\bput\b|\btake\b", re.I,
)  # fmt: skip
_HARDWARE = frozenset({"nail in", "nails", "nailed", "plate", "plates", "rod", "rods", "screws", "screw", "pins", "pin", "pinned", "pinning", "plated", "nailing", "metal plate"})
_PERSONS = frozenset({"physical therapist", "physiotherapist", "chiropractor", "massage therapist", "acupuncturist", "osteopath", "hand therapist", "masseuse", "masseur", "physio", "physios", "pt", "chiro", "osteo", "physiotherapists", "chiropractors", "fysio", "fisio"})
_TESTS = frozenset({"x-ray", "mri", "ct", "ultrasound scan", "arthrogram", "blood test", "emg", "bone scan"})
"""Somebody's own is one that was done: "do you need my X-rays?"."""
_SENSES: dict[str, re.Pattern[str]] = {
    "shot": re.compile(r"\b(?:r|long|flu|covid|screen|gun|tetanus|best|my|give it a|call the|big|worth a|am|is|are|knees?|hips?|backs?|allergy|b12|"
                       r"booster|jump|slap|moon|parting|money)\s+$"),
    "therapy": re.compile(r"\b(?:your|this|that|the|dextrose|injections?|hormone|speech|radiation|cells?|shock ?wave|laser|ozone|regenerative|"
                          r"alternative|other|prolo\w*|prp|light|gene|drug|any|of|type of|kind of|new|replacement|antibiotic|iv|infusion|mirror|retail|aroma|art|music) $"),
    "massage": re.compile(r"\b(?:can i|should i|i|to) $"), "fluoroscopy": re.compile(r"\b(?:under|with|by|using) $"), "reduction": re.compile(r"(?<!closed )(?<!open )$"), "laser": re.compile(r"\b(?:eye|hair)\s+$"), "scope": re.compile(r"\b(?:your|outside|within|the|beyond) (?:of )?(?:your |the )?$"),
    "traction": re.compile(r"\b(?:gain\w*|get\w*|lose|lost) $"), "block": re.compile(r"\b(?:around the|road|a|walk (?:\w+ )?(?:\w+ )?) ?$|\b(?:one|two|three|four|five|six|\d+|few|several) $"), "adjustment": re.compile(r"\b(?:an|life|lifestyle|small|dose|some) $"),
    "mesh": re.compile(r"\b(?:bigger|using|attach)\s+$"), "op": re.compile(r"\b(?:post|pre)[- ]?$|\bco-$"), "ct": re.compile(r"\b(?:in|from|area,?) $"), "manipulation": re.compile(r"\b(?:gentle) $"), "surgery": re.compile(r"\b(?:non|not a|doctor's|gp|day) $"),
    "infiltration": re.compile(r"\bfatty $"), "needling": re.compile(r"\bbarbotage (?:and )?$"), "film": re.compile(r"(?<!\bon )(?<!\bthe )(?<!\bmy )(?<!x-ray )(?<!x ray )$"), "nail": re.compile(r"\b(?:toe|finger|acrylic|gel|rusty|my|his|her) $"), "clean out": re.compile(r"\b(?:to|i|we|of|helping|help|garage) $"), "rehab": re.compile(r"\b(?:drug|alcohol|self|in) $"), "imaging": re.compile(r"^$"), "radiation": re.compile(r"\b(?:about|from|much|the|to|of) $"),
}  # fmt: skip
_PLACE = re.compile(
    r"\s*(?:clinic|center|centre|department|website|page|article|specialist|doctor near|student|device|machines?|system|gel\b|guided|cream|bands?|"
    r"exercises?|equipment|table is|practice|office|school|assistant)\b",
)  # fmt: skip


def read(text: str, words: list[Word], places: Places, subject: Subject) -> list[Fact]:
    """One fact a (procedure, status), at the first mention that says most."""
    hits = [h for h in word_list("procedures.txt").hits(text, words) if not places.is_pasted(h.start) and not _is_noise(text, h, places)]
    hits += _more(text, places, hits)
    return _distinct([fact for h in hits if not _in_general(text, h, places) and (fact := _fact(text, h, places, subject))])


_SENT_TO = re.compile(r"\b(?:refer\w*|recommend\w*|advis\w*|suggest\w*|should i|see|to)\W+(?:an? |the )?$")


_WAS_DONE = re.compile(r"\b(?<!to be )(?<!not )(?:was|were|has been|have been|had been|got|been) (?:(?:just|both|already|also|fully|partly|partially|totally|surgically|successfully|first) )*$")
"""Before "replaced", "fused": it was done to them."""
_SPOKEN = re.compile(r"\s(?:[A-Z][\w'’-]+\s)?(?:recommend|suggest|sa(?:id|ys)|t(?:old|ells)|thinks?|thought|advise|refer|mention)\w*\b")
"""After "her physio Karen": somebody speaks, and nothing is treated."""


def _fact(text: str, hit: Hit, places: Places, subject: Subject) -> Fact | None:
    quote = text[hit.start : hit.end]
    status = of_treatment(hit.start, hit.end, places, subject, common=hit.value not in _CLINICS)
    if hit.value.casefold() in _TESTS and re.search(r"\b(?:(?:my|his|her)(?: \w+)?|(?:look at|review|read|go over|bring|send(?: you)?) the) $", places.before(hit.start)):
        status = "done"
    if hit.value.casefold() in _TESTS and status == "offered" and re.search(r"(?<!waiting )\bon (?:the |an? |my |his |her )?$", places.before(hit.start)):
        status = "done"
    if _GIVEN_BY.match(places.after(hit.end)):
        status = "done"
    if quote.casefold() == "scoped" and status == "considered" and not re.search(r"\b(?:be|get|getting|needs?|want|wants|to have|have (?:it|them))\b[^.;]{0,20}$", places.before(hit.start)):
        status = "done"
    if status == "considered" and _WAS_DONE.search(places.before(hit.start)) and quote.casefold().endswith("ed") and not places.at(hit.start).question:
        status = "done"
    led = text[max(0, hit.start - 20) : hit.start]
    if quote.casefold().endswith("therapist") and re.search(r"\b(?:i am|i'm|i’m|im|as|work as|job:?|occupation:?)(?: an?)?(?: [\w/]+){0,3} $", places.before(hit.start), re.I):
        return None  # what they do for a living
    if quote.casefold() in _PERSONS and ((_SPOKEN.match(text, hit.end) and re.search(r"(?:\b(?:my|his|her|our|the)\s(?:\w+\s)?|[.!?]\s+|^)$", led, re.I)) or re.search(r"\b(?:i am|i'm|i’m|im|as) an? $", led, re.I)):
        return None
    if quote.casefold() in _PERSONS and status in ("offered", "considered") and not _SENT_TO.search(places.before(hit.start)):
        status = "done"
    return Fact("procedure", hit.value, hit.start, hit.end, quote, status=status, confidence=0.75, rule=f"procedure {status}")


def _more(text: str, places: Places, hits: list[Hit]) -> list[Hit]:
    """Operations by their ending, which keep their own names, and treatments said as a verb."""
    taken = [(h.start, h.end) for h in hits]
    found: list[Hit] = []
    for shape, value, marks in _VERBS:
        for match in shape.finditer(places.low) if marks & places.words or (not marks and any(w.endswith(_ENDS) for w in places.words)) else ():
            group = next(g for g in ("q", "q2", "q3") if g in match.groupdict() and match[g])
            start, end = match.span(group)
            if not places.is_pasted(start) and not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                found.append(Hit(start, end, 0, 0, value or match[group].casefold()))
    return found


def _is_noise(text: str, hit: Hit, places: Places) -> bool:
    low = text[hit.start : hit.end].casefold()
    if low in ("injection", "injections", "shot", "shots", "jab", "jabs") and _OF_A_MEDICINE.search(places.before(hit.start)):
        return True
    before, after = places.before(hit.start), places.after(hit.end)
    if low == "therapy" and re.search(r"\b(?:splint|brace|ice|heat|cold|hormone|drug|speech|gene|anticoagulant|antibiotic) $", before):
        return True
    if low == "pins" and re.match(r"\s*(?:and|&|n)\s*needles", after):
        return True
    if low in _HARDWARE and re.search(r"\bremov(?:e|es|ed|ing|al of) (?:the |my |his |her |these |those )?(?:metal )?$", before):
        return True  # the removal is told as a verb
    if low in ("plated", "pinned") and re.search(r"\b(?:was|were|got|been|had it|being) $", before):
        return False
    if low in _HARDWARE:
        return not _METAL.search(places.at(hit.start).text.replace(text[hit.start : hit.end], "", 1)) or bool(re.search(r"\b(?:growth|\d|home|lift\w*|pick\w* up|spoon or|holding) (?:a )?$", before))
    if low == "ultrasound" and (re.match(r"[ -]*guid", after) or re.search(r"\b(?:under|by|using|guided by|with) $", before)):
        return True
    sense = _SENSES.get(low.rstrip("s") if low not in ("ct",) else low)
    if sense and sense.search(before):
        return True
    if low in ("ct", "op", "acp", "ha") and low == "ct" and text[hit.start : hit.end] != "CT" and not re.match(r"\s*scan|\s*and|[,.]", after):
        return True
    if low in ("ha",) and text[hit.start : hit.end] != "HA":
        return True
    if low in ("pt's", "pts") or (low == "pt" and re.match(r"['’]s\b|\s+(?:wife|husband|mother|mum|mom|father|dad|son|daughter|partner|relative|carer)\b", after)):
        return True
    if low == "pt" and (re.search(r"\b(?:existing|new|our|known|returning|former|previous|current) $", before) or (re.match(r"\s*(?:is|has|:|c/o|was born|aged)\b", after) and places.at(hit.start).start == hit.start)):
        return True
    if low in ("inject", "injected"):
        return True
    if low.startswith("bone marrow") and re.match(r"\s*(?:edema|oedema|lesion|bruise|cancer|disease|biopsy|transplant)", after):
        return True
    if low in _PERSONS and not re.match(r"\s*(?:has|have|had|has been|who has) (?:been )?(?:crack|treat|work|do|manipulat|click|massag|loosen|see|press)\w*", after) and re.search(r"\b(?:i am|i'm|as|work\w*|years)\s+an?\s*$|\ban? $", before) and (low not in ("pt", "physio") and not re.search(r"\b(?:saw|seen|see|seeing|been to|went to|visited|tried|had) an? $", before)):
        return True
    return (bool(_PLACE.match(after)) and low not in ("surgery", "operation") and not re.match(r"\s*(?:gel|guided|exercises?)", after)) or low == "surgeon"


_GIVEN_BY = re.compile(r" (?:that |which )?(?:you|he|she|they|dr\.? \w+|my \w+) (?:gave|did|put|administered)\b(?! (?:not|you))")
_OF_A_MEDICINE = re.compile(r"\b(?:methotrexate|insulin|humira|enbrel|cosentyx|orencia|cimzia|stelara|biologics?|testosterone|heparin|lovenox|clexane|ozempic|wegovy|mounjaro|trulicity|"
                            r"forteo|prolia|depo[- ]provera|b[- ]?12|vitamin \w+|iron|fertility|ivf|allergy) $")
"""What is taken by needle, and treats no joint."""
_PERSONAL = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|mine|he|she|his|her|him|we|our|us)\b", re.I)


_RARELY = re.compile(
    r"\W*(?:\w+ ){0,3}(?:is|are|can be|should be|may be) (?:rarely|often|usually|seldom|never|always|only|sometimes|mostly|a (?:last|good|common))\b", re.I,
)  # fmt: skip


def _in_general(text: str, hit: Hit, places: Places) -> bool:
    """Of "surgery is rarely needed": a statement about nobody. Short notes without any pronoun are about the person."""
    sentence = places.at(hit.start)
    if sentence.question or _PERSONAL.search(sentence.text):
        return False
    return bool(_RARELY.match(text[hit.end : min(sentence.end, hit.end + 60)])) or bool(
        re.search(r"\b(?:quackery|people's|shame|everyone|most people|patients who|in general)\b", sentence.text, re.I)
    )


def _distinct(found: list[Fact]) -> list[Fact]:
    """Offered beats considered for the same thing; a bare surgery near a named one is dropped."""
    kept: dict[tuple[object, str], Fact] = {}
    for fact in sorted(found, key=lambda f: f.start):
        kept.setdefault((fact.value, fact.status), fact)
    statuses: dict[object, set[str]] = {}
    for value, status in kept:
        statuses.setdefault(value, set()).add(status)
    return [
        f for (value, status), f in kept.items()
        if not (value in ("pacemaker", "stent", "fracture fixation") and status == "considered" and "done" in statuses[value]) and not (status == "considered" and "offered" in statuses[value]) and not (value in _BARE and status in ("done", "considered") and _named_near(f, list(kept.values())))
        and not (value == "injection" and status == "considered" and any(o.value in _BARE["injection"] and o.status == "done" for o in kept.values()))
        and not (value in _BARE and status == "considered" and any(o.value in _BARE[str(value)] and o.status == "offered" for o in kept.values()))
    ]  # fmt: skip


_BARE: dict[str, tuple[str, ...]] = {
    "injection": ("nerve block", "medial branch block", "prolozone", "cortisone injection", "hyaluronic injection", "prp", "prolotherapy", "epidural injection", "stem cell", "alcohol injection", "trigger point injection", "facet injection"),
    "surgery": ("arthroscopy", "decompression", "fusion", "joint replacement", "discectomy", "laminectomy", "ligament reconstruction", "meniscus surgery", "tendon repair", "labrum repair", "osteotomy",
                "hernia repair", "fracture fixation", "bunionectomy", "carpal tunnel release", "core decompression", "disc replacement", "cartilage repair"),
}  # fmt: skip


def _named_near(bare: Fact, others: list[Fact]) -> bool:
    return any(o.value in _BARE[str(bare.value)] and o.status == bare.status and abs(o.start - bare.start) < 160 for o in others)
