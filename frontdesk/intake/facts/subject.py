"""Whose body it is: the writer's, or that of the person written for; everybody else is somebody else."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import RELATION, Places

_PETS = frozenset({"dog", "cat", "puppy"})
_AILS = re.compile(r"\s+(?:has|had|suffers|was diagnosed|got|needs|needed|takes)\b(?! (?:pulled|run|knocked|me))")
_NEVER = _PETS | frozenset({"neighbor", "neighbour", "friend", "colleague", "coworker", "co-worker", "boss", "buddy", "mate", "pal", "dog walker", "gardener", "teammate", "golf partner", "roommate"})
_FOR = re.compile(
    r"\b(?:for|behalf of|about|regarding|re|concerning|patient is|patient was|patient:|help|parents? of|this is|it is|it's|treat|diagnosed|bring|"
    r"i have|i've|i am having|having|i got|"
    r"appointment for|subject:|my query is about|asking for|question is for|enquir\w+ for|inquir\w+ for)\s+(?:my|our|her|his|an?)\s*$", re.I,
)  # fmt: skip
_NOT_FOR = re.compile(
    r"\b(?:(?:caring|care|work|works|worked|worried|thanks|cook|look|looking) (?:for|about)|(?:recommended|suggested|told|referred|"
    r"sent) (?:me )?(?:by|from|for)) (?:my|our|her|his|an?)\s*$", re.I,
)  # fmt: skip
_HAS = re.compile(
    r"^(?:\s+in\s+law)?(?:\s+(?-i:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?))?\W{0,3}(?:\([^)]{0,40}\)\s*|(?:,[^,.]{0,40}){1,3},\s*|\d+\s*,?\s*|of \d\d?,?\s*|"
    r"aged? \d+\W*)?(?:who(?:'s)?\s+|she |he |they )?(?:currently |also |just |recently |now )*"
    r"(?:is|was|has|had|have|suffers?|suffering|needs?|got|hurt|fell|tore|broke|takes|lives|cannot|can't|won't|wont|will not|doesn't|didn't|can|been|"
    r"'s|’s|injured|plays|turned|woke|developed|complains|keeps|started|would|wants|did|does|"
    r"slipped|twisted|tripped|underwent|dislocated|fractured|sprained|struggles|works|sees|went|lost|landed|ruptured|strained|collapsed|tripped|felt|"
    r"caught|came|gave birth|wears|goes|[a-z]+ed|\d\d?\b(?!,)|aged?|in law)\b", re.I,
)  # fmt: skip
_ME = re.compile(
    r"\b(?:i have (?!an? (?:son|daughter))|i've|i am|i'm|i had|i was|i suffer|i take|i took|i need|i want|i hurt|i fell|i tore|i broke|i can't|"
    r"i live|mine|my (?:left|right|own|knees?|hips?|shoulders?|back|neck|ankles?|pain|lower|foot|feet|hands?|wrists?|elbows?|surgeon|gp|"
    r"age))\b(?! (?:writing|asking|worried|contacting|requesting|seeking|reaching out|"
    r"enquiring|inquiring|looking|wondering|hoping|trying|her|his|concerned|calling|a nurse|having an?))", re.I)  # fmt: skip
_THIRD = re.compile(r"\b(?:he|she|his|her|him|he's|she's|they|their)\b", re.I)
_MYSELF = re.compile(
    r"\b(?:i (?:have|had|got) (?:it|the same|this|that) (?:too|myself|as well|also)|i (?:too|myself|also) (?:have|had|suffer)|(?:fixed|helped|cured|"
    r"saved) (?:my (?!son|daughter|mother|mum|mom|dad|father|wife|husband|partner|child)|me\b))", re.I,
)  # fmt: skip
_TOLD = re.compile(r"\b(?:says?|said|told|tells|thinks?|suggested|recommended|mentioned|wants me|referred|sent me|drives|made me|found you|insists)\b", re.I)
_AGED = re.compile(
    r"\b(?:\d{1,2}|\w+)[- ]?(?:years?|yrs?|yr|y|months?|mo)?[- ./]?(?:old|o)\s+(?P<r>son|daughter|grandson|granddaughter|mother|mom|mum|father|dad|"
    r"husband|wife|sister|brother|boy|girl|child|nephew|niece|kid|baby|toddler)\b", re.I,
)  # fmt: skip
_TOGETHER = re.compile(
    r"\b(?:i had|having|delivered|helping|help|helped|lifting|lifted|carrying|carried|chasing|holding|picking up|pushing|catching|playing with|"
    r"walking|dancing at|moving|move) $", re.I,
)  # fmt: skip
_KIN_IS = re.compile(
    r"(?:^|[.!?\n]\s*)(?P<r>(?i:(?:Daughter|Son|Mother|Father|Sister|Brother)[- ]in[- ]law|Mum|Mom|Dad|Mam|Gran|Nan|Grandad|Grandma|Grandpa|Husband|Wife|Son|Daughter|Hubby))(?:['’]?s)? (?=(?:\(\d\d?|is|has|was|had|\d\d?|"
    r"fell|can't|takes|needs|broke|suffers|cannot|been)\b)",
)  # fmt: skip
"""Without a "my": "Mum's 74 with polymyalgia"."""
_KIN_ALONE = re.compile(r"(?:\b[Cc]aller['’]?s (?P<r2>[a-z]{3,13})(?=,? \(?(?:\d\d?\b|has|is|had))|(?:^|[.!?\n]\s*)(?P<r>Husband|Wife|Son|Daughter|Mother|Father|Grandson|Granddaughter)(?=,? \(?\d\d?\b|,? [A-Z][a-z]+(?: [A-Z][\w'’-]+)?,? \(?\d))")
"""A note taken down: "Daughter, 14, hypermobile"."""
_MY_OLD = re.compile(
    r"\b(?:my|our) (?P<r>\d{1,2}[- ]?(?:years?|yrs?|yr)?[- ]?olds?)(?= (?:has|is|had|was|fell|hurt|broke|tore|plays|keeps|can't|got|twisted|"
    r"started)\b)", re.I,
)  # fmt: skip
"""A child by nothing but its age: "my 9 yr old has"."""
_UNMARKED = re.compile(r"\bmy (?P<r>son|daughter|husband|wife|mum|mom|dad|partner|father|mother)s(?= \d{1,2}(?: (?:and|with)\b|[,.]))", re.I)
"""Without its apostrophe: "my sons 9 and has"."""
_RE = re.compile(
    r"\b(?:re|regarding|rang for|calling for|calling about|rang about|called re|on behalf of|mother of|father of)\b:? (?P<r>mother|mother-in-law|mom|"
    r"mum|father|dad|husband|wife|son|daughter|sister|brother|partner|grandson|granddaughter|grandmother|nan|uncle|aunt)\b", re.I,
)  # fmt: skip
_VALUES = {"lad": "son", "lass": "daughter", "baby girl": "daughter", "baby boy": "son", "mum": "mother", "mom": "mother", "mam": "mother", "dad": "father", "girlfriend": "partner", "boyfriend": "partner", "gran": "grandmother", "nan": "grandmother", "grandma": "grandmother", "grandad": "grandfather", "grandpa": "grandfather", "hubby": "husband"}


_LOOKS_ON = re.compile(
    r"\s+(?:(?:has |had |just |recently )*(?:died|passed away)\b|is (?:in (?:the )?hospital|away|at work|driving|coming|bringing|with me)|(?:will|can|could|would|has to|drives?|brings?) (?:drive|bring|"
    r"come|take|give|me)|works?\b(?! as)|has an? appointment)", re.I,
)  # fmt: skip


_OF_THEIRS = re.compile(r"['’]s? (?:\w+ )?(?:wedding|party|birthday|house|place|farm|graduation|funeral|car|truck|boat|trampoline|horse|dog|game|match|garden|school|nursery)\b", re.I)
"""What happened at "my nephew's wedding" happened to the writer."""


class Subject:
    """``relation`` is the word for the person written for, or empty where the writer writes for themself."""

    def __init__(self, text: str, places: Places) -> None:
        self.relation = ""
        self.place = (0, 0)
        self._others: dict[int, int] = {}
        self._self: set[int] = set()
        self._own = len(_ME.findall(text))
        found = [m for m in RELATION.finditer(text) if not places.is_pasted(m.start())]
        for match in found:
            word = match[1].casefold().replace(" in law", "-in-law")
            if not self.relation and word not in _NEVER and self._is_subject(text, match):
                self.relation, self.place = word, match.span(1)
        if not self.relation and (bare := _RE.search(text)):
            self.relation, self.place = bare["r"].casefold(), bare.span("r")
        if not self.relation:
            self._aged(text, places)
        for match in found:
            if _OF_THEIRS.match(text, match.end()) or _TOGETHER.search(text, max(0, match.start() - 24), match.start()):
                continue  # "helping my brother" tells of the writer
            if match[1].casefold() in _PETS and not _AILS.match(text, match.end()):
                continue  # "tripped over the dog"
            if match[1].casefold().replace(" in law", "-in-law") != self.relation and match.span(1) != self.place and re.match(r"(?:my|our|a|the|her|his)\b", match[0], re.I):
                self._others.setdefault(places.index(match.start()), match.start())
        self._follow(places)

    def _aged(self, text: str, places: Places) -> None:
        """Of "17 year old daughter", without a "my"."""
        match = _AGED.search(text)
        if match and not places.is_pasted(match.start()) and not re.search(r"\bi(?:'| a)?m (?:an? )?$", text[max(0, match.start() - 8) : match.start()], re.I):
            self.relation, self.place = match["r"].casefold(), match.span("r")

        if not self.relation and (kin := _KIN_IS.search(text)) and not places.is_pasted(kin.start()):
            self.relation, self.place = kin["r"].casefold(), kin.span("r")
        if not self.relation and (alone := _KIN_ALONE.search(text)) and not places.is_pasted(alone.start()):
            which = "r" if alone["r"] else "r2"
            self.relation, self.place = alone[which].casefold(), alone.span(which)
        if not self.relation and (unmarked := _UNMARKED.search(text)) and not places.is_pasted(unmarked.start()):
            self.relation, self.place = unmarked["r"].casefold(), unmarked.span("r")
        if not self.relation and (child := _MY_OLD.search(text)) and not places.is_pasted(child.start()):
            self.relation, self.place = "child", child.span("r")

    def _is_subject(self, text: str, match: re.Match[str]) -> bool:
        if _LOOKS_ON.match(text[match.end() : match.end() + 40]):
            return False
        word = match.start(1)
        said = match[0][: word - match.start()].split(" ", 1)
        before = text[max(0, match.start() - 40) : match.start() + len(said[0])]
        own, kin = self._own, match[1].casefold()
        third = len(_THIRD.findall(text[match.end() : match.end() + 600]))
        if _FOR.search(before) and not _NOT_FOR.search(before):
            if said[0].casefold() in ("a", "an") and kin in ("child", "kid", "baby", "toddler"):
                return False
            return not (re.search(r"(?:i have|i've|i got|having) an?$", before, re.I) and third < 1)
        if match[0][:4].casefold() in ("her ", "his ") and not re.search(r"\d", match[0]):
            return False
        if re.search(r"\d|\bold\b", match[0]) and _HAS.match(text[match.end() : match.end() + 90]):
            return own <= third + 1
        bare = not text[max(0, match.start() - 20) : match.start()].strip() or text[max(0, match.start() - 20) : match.start()].rstrip()[-1] in ".!?\n:,"
        return bool(_HAS.match(text[match.end() : match.end() + 90])) and (third > own or (bare and own == 0 and match[0][0] in "mMoO"))

    def _follow(self, places: Places) -> None:
        """A sentence that goes on with "she" speaks of the other person of the sentence before; "I have it too" of the writer."""
        for number, sentence in enumerate(places.sentences):
            if self.relation and _MYSELF.search(sentence.text):
                self._self.add(number)
            if not self.relation and number - 1 in self._others and number not in self._others and re.match(r"(?:he|she|they)\b", sentence.text, re.I):
                self._others[number] = sentence.start

    def somebody_else(self, place: int, places: Places) -> bool:
        """Whether what stands there is said of a third person: the clause's own subject is another relation."""
        number = places.index(place)
        if number in self._self:
            return True
        other = self._others.get(number)
        if other is None or other > place:
            return False
        between = places.text[other:place]
        if re.search(r"[.;]\s|\b(?:I|i|i'm|i've|but mine|but my)\b|\bmy (?:left|right|own|knee|hip|shoulder|back|pain)\b", between[3:]):
            return False
        told = _TOLD.search(between)
        return not told or told[0].casefold() == "swears"


def about(subject: Subject, text: str) -> list[Fact]:
    """The relation word, where the writer writes for somebody else."""
    if not subject.relation:
        return []
    start, end = subject.place
    relation = subject.relation.replace(" in law", "-in-law")
    return [Fact("about", _VALUES.get(relation, relation), start, end, text[start:end], rule="relation")]
