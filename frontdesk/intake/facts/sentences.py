"""Sentences and clauses, what the writer pasted from elsewhere, and who a sentence speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_END = re.compile(r"[.!?]+[\"”')\]]*(?=\s|$)|\n\s*\n|\n(?=\s*[-*•])|\n(?=[A-Z][\w ]{1,30}:)|(?<=[a-z),])\n(?=[A-Z])|\.{2,}|(?<=\s):-?[)(]|[.?!](?=[A-Z][a-z])")
_ABBREVIATION = re.compile(r"\b(?:dr|mr|mrs|ms|st|prof|vs|approx|e\.g|i\.e|no|inc|jr|sr|a\.m|p\.m|appt|hr|hrs|min|tel|ph|ext|yr|yrs|mo)$", re.I)
_UNIT = re.compile(r"\d ?(?:hrs?|min|yrs?|mo)$|\b(?:appt|yrs|hrs)$", re.I)
_BEGINS = re.compile(r"\.\s+(?=[A-Z])(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)")
_LONGEST = 700
"""Characters after which a sentence is cut, so that looking at a fact's own sentence costs no more in a text without full stops."""

_QUOTED = re.compile(r"[\"“]([^\"“”]{80,3000})[\"”]|^>.{1,500}$", re.M)

RELATION = re.compile(
    r"\b(?:my|our|his|her|a|an|the)\s+(?:(?!my\b|our\b)[\w-]+\s+){0,4}?((?:mother|father|son|daughter|sister|brother|step)[- ]in[- ]law|step(?:son|daughter|mother|"
    r"father|mum|mom|dad)|mother|mum|mom|mam|mummy|father|dad|husband|hubby|wife|son|daughter|sister|brother|"
    r"partner|girlfriend|boyfriend|fianc[eé]e?|grandson|granddaughter|grandmother|grandma|gran|nan|nana|grandfather|grandad|granddad|grandpa|aunt|"
    r"auntie|uncle|niece|nephew|cousin|friend|"
    r"neighbou?r|dog walker|dog|cat|puppy|mate|pal|gardener|colleague|co-?worker|boss|buddy|roommate|spouse|kid|child|baby girl|baby boy|baby|toddler|teammate|"
    r"golf partner|little boy|little girl|lad|lass)\b(?! (?:aspirin|weight|steps|shower))", re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """``other``: the sentence speaks of somebody who is not the subject."""

    start: int
    end: int
    question: bool
    text: str


def split(text: str) -> list[Sentence]:
    """Sentences in order, blanks trimmed; a full stop after an abbreviation or between digits ends nothing."""
    found: list[Sentence] = []
    start = 0
    for end in _END.finditer(text):
        if end[0].startswith(".") and len(end[0]) == 1 and _abbreviated(text, end.start()):
            continue
        if end.start() >= start:
            _push(found, text, start, end.end())
            start = end.end()
    _push(found, text, start, len(text))
    return found


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop belongs to the word: not where a unit closes its sentence ("on my feet 12 hrs. How many")."""
    near = max(0, stop - 12)
    return bool(_ABBREVIATION.search(text, near, stop)) and not (_UNIT.search(text, near, stop) and _BEGINS.match(text, stop))


def _push(found: list[Sentence], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end > start:
        stop = end if end - start <= _LONGEST else _blank(text, start + _LONGEST)
        part = text[start:stop]
        found.append(Sentence(start, stop, "?" in part[-3:], part))
        start = stop


def _blank(text: str, at: int) -> int:
    """The last blank of the 40 places before, or the place itself."""
    return max(text.rfind(" ", at - 40, at) + 1, 0) or at


_REPORT = re.compile(r"\b(?:report|mri|x-?rays?|scan|ct|findings?|impression|results?|radiologist|diagnosis)\b(?![^\n]{0,30}(?:article|page|website|blog))", re.I)
"""Before the words of the person's own report, which they copied but which are about them."""


_CALLER = re.compile(r"\b(?:my name(?: i|')s|this is (?-i:[A-Z][a-z])|my (?:number|phone|cell) is|call me back|i'm calling|i am calling)\b", re.I)
"""Within quotation marks, the words of a caller who was taken down, not of a page."""


def pasted(text: str) -> list[tuple[int, int]]:
    """Stretches that the person copied from a page: long quotations and quoted lines."""
    return [m.span() for m in _QUOTED.finditer(text) if not _REPORT.search(text[max(0, m.start() - 60) : m.start()]) and not (m[1] and _CALLER.search(m[1]))]


def lowered(text: str) -> str:
    """In small letters, each of them in the place that the letter has in the text; straight apostrophes."""
    low = text.lower().replace("’", "'")
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("’", "'")


class Places:
    """Which sentence a place in the text belongs to.

    ``low`` is the text in small letters, place by place; ``words`` what stands in it, by which a pattern is spared the walk.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = lowered(text)
        self.words = frozenset(re.findall(r"[a-z]+", self.low))
        self.sentences = split(text)
        self._starts = [s.start for s in self.sentences]
        self._pasted = pasted(text)

    def at(self, place: int) -> Sentence:
        return self.sentences[max(0, bisect_right(self._starts, place) - 1)]

    def index(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def is_pasted(self, place: int) -> bool:
        return any(start <= place < end for start, end in self._pasted)

    def before(self, place: int, *, reach: int = 90) -> str:
        """The words of the same sentence before a place, lower case."""
        sentence = self.at(place)
        return self.low[max(sentence.start, place - reach) : place]

    def after(self, place: int, *, reach: int = 90) -> str:
        """The words of the same sentence after a place, lower case."""
        sentence = self.at(max(0, place - 1))
        return self.low[place : min(sentence.end, place + reach)]


_CLAUSE = re.compile(r"[,;:()]|\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bwhich\b|\bexcept\b|\bjust\b|\bonly\b|–|—| - ")


def clause_before(words: str) -> str:
    """The last clause of what stands before."""
    cuts = [m.end() for m in _CLAUSE.finditer(words)]
    return words[cuts[-1] :] if cuts else words


def clause_after(words: str) -> str:
    cut = _CLAUSE.search(words)
    return words[: cut.start()] if cut else words


NEGATION = re.compile(
    r"\b(?:nobody|no one|no|not|never|without|none|denies|deny|negative for|neither|nor|free of|ruled out|rules? out|isn't|wasn't|aren't|don't|doesn't|didn't|"
    r"haven't|hasn't|hadn't|never had|not had|no history of|clear of|cannot|can't|nothing|nil|denied|dont|didnt|havent|hasnt|cant|isnt|wasnt)\b"
)  # fmt: skip


_REASON = re.compile(
    r"(?<!think )(?<!believe )(?<!know )(?<!say )\b(?:i've|ive|i been|i am|i'm|im|i take|i took|i had|i was|said|says|told|tells)\b|\b(?:because|"
    r"due to|after|since|as (?:he|she|i|it)|while|until|unless|instead of|so|that|who)\b",
)  # fmt: skip
"""Where a new thought begins, to which a "no" does not reach."""


def negated(before: str) -> bool:
    """A negation in the same clause, or carried over a list ("no shots, no surgery", "no numbness, fever, or clicking")."""
    clause = _REASON.split(clause_before(before))[-1]
    if NEGATION.search(clause) and not re.search(r"\bnot (?:only|just|sure|help)|\bno (?:longer|help|relief|idea|joy|luck)|nothing (?:more|other|but)|didn't help", clause):
        return True
    listed = re.search(r"\b(?:no|never had|without|denies|not had any)\s+[^.;:]{0,50}$", before)
    return bool(listed and re.search(r",\s*(?:or |and |nor )?(?:\w+\s){0,2}$", before) and not re.search(r"\bbut\b|\bi (?:am|have|had|take)\b|\bjust\b", listed[0]))
