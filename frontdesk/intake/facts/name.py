"""Names of the writer and of the person written for."""

from __future__ import annotations

import re
import unicodedata

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import RELATION, Places
from frontdesk.intake.facts.subject import Subject
from frontdesk.intake.facts.words import given_names, nicknames, words_of

_PART = r"(?:[A-ZÀ-ÖØ-Ý]\.|[A-ZÀ-ÖØ-Ý][\w'’À-ÿ-]*|(?:van|von|de|der|den|la|del|da|di|al|bin|ibn|el|ter)\b|O['’][A-Z]\w+)"
_NAME = rf"(?:(?:[A-ZÀ-ÖØ-Ý]\.|[A-ZÀ-ÖØ-Ý][\w'’À-ÿ-]*)(?:[ ]{_PART}){{0,3}})"
_INTRO = re.compile(
    rf"\b(?:[Mm]y name is|[Mm]y name's|(?:[Ff]ull |[Yy]our |[Pp]atient |[Ff]irst )?[Nn]ame ?[:=-]|[Tt]his is|[Ii]'?m called|[Ii] am called|"
    rf"[Nn]ame is|[Ii]t's|(?:[Ii]['’]?m|I am)(?= [A-Z][a-z]+ from [A-Z])|[Cc]aller:?|[Cc]ontact:|[Ff]rom:|(?:lady|gentleman|man|woman|lad|chap|bloke|girl|patient|caller) (?:called|named)(?= [A-Z][a-z])|(?:[Tt]/?[Cc]|[Vv]/?[Mm]|[Vv]oice ?mail|"
    rf"[Cc]all|[Mm]essage|[Mm]sg) from|[Pp]atient:?|"
    rf"[Pp]t:?|[Mm]yself|[Jj]e m'appelle|[Ii]ch bin|[Ii]ch hei(?:ss|ß)e|[Mm]ein Name ist|[Mm]e llamo|[Mm]i nombre es|[Ss]oy(?= [A-Z])|[Mm]on nom est|[Mm]i chiamo|[Mm]eu nome [eé]|[Mm]ijn naam is|[Hh]er name is|[Hh]is name is|[Mm]ine(?:'s| is)?|[Pp]lease ask for|[Aa]sk for)\s+(?:(?:Mr|Mrs|Ms|"
    rf"Dr)\.?\s+)?(?P<n>{_NAME})",
)  # fmt: skip
_VOICE = re.compile(
    r"\b(?:(?:this is|my name is|i am called|name is) (?P<n>[a-z]{2,15} [a-z]{2,15})(?=,| (?:calling|here|and|from|my|i)\b)|(?:its|"
    r"it's) (?P<n2>[a-z]{2,15} [a-z]{2,15})(?= (?:calling|here)\b))",
)  # fmt: skip
_RE = re.compile(r"^(?:Re|Patient|Name|RE|Regarding):\s*(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<n>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})(?=[,\n.]|\s+DOB)", re.M)
_LOW = re.compile(r"(?:[.!?]|thanks|thank you|regards|ta|cheers|thx)\s+(?P<n>[a-z]{3,12} (?:[a-z]|[a-z]{3,14}))\.?\s*$")
_IAM = re.compile(rf"\b(?:I am|I'm|I’m) (?P<n>[A-Z][a-z]+ {_PART}(?: {_PART})?)(?=[,.\s])")
_KIN = re.compile(rf"(?i:{RELATION.pattern.replace('?((?:', '?(?:(?:', 1)})(?:,?\s+(?:named |called )?|\s\()(?P<n>[A-Z][a-z]+(?: [A-Z][\w'’-]+){{0,2}})(?=[\s,.(’']|$)")
_CLOSE = re.compile(
    r"^(?:(?:kind(?:est)?|best|warm(?:est)?|many)?\s*(?:regards|wishes|thanks)|thank(?:s| you)(?: so much| very much| in advance| again| kindly)?|sincerely|"
    r"yours(?: \w+)?|cheers|respectfully|best|cordially|blessings|love|god bless|thx|tia|rgds|(?:mit )?(?:freundlichen?|viele|liebe|beste) gr(?:ü|ue)(?:ss|ß)en?|mfg|(?:un )?(?:cordial )?saludos?|atentamente|gracias|merci(?: beaucoup)?|danke|cordialement|bien à vous|cordiali saluti|grazie|obrigad[oa]|met vriendelijke groet(?:en)?|groeten|br)[\s,.!–—-]*", re.I,
)  # fmt: skip
_SIGN = re.compile(
    rf"^[\s–—~-]*(?:(?:Mr|Mrs|Ms|Miss|Sister|Rev|Dr|Prof)\.?\s+)?(?P<n>{_NAME})\s*(?:\(.{{1,40}}\)|,\s.{{1,60}}|[-–—]\s*.{{1,60}}|"
    rf"\+?[\d(][\d ().+-]{{6,20}}|\S+@\S+)?[\s.!]*$",
)  # fmt: skip
_CLOSED = re.compile(
    rf"\b(?:[Rr]egards|[Ss]incerely|[Ff]aithfully|[Tt]ruly|[Rr]espectfully|[Cc]heers|[Tt]hank(?:s| you|ing you)(?: in advance| so much| very much)?|[Tt]hx|[Tt]nx|\b[Tt]a|"
    rf"[Bb]est wishes|[Ww]ishes|[Gg]r(?:ü|ue)(?:ss|ß)en?|[Ss]aludos|[Aa]tentamente|[Gg]racias|[Mm]erci|[Dd]anke|[Cc]ordialement|[Gg]razie|[Gg]od bless)[\s,.!–—-]{{1,4}}(?:(?:Mr|Mrs|Ms|Miss|Sister|Rev|Dr|Prof)\.?\s+)?"
    rf"(?P<n>{_NAME})(?=\s*(?:[,(.\n]|$|\+?\d|\S+@))"
)
_BESIDE = re.compile(rf"(?:^|[.!?:]\s+)(?P<n>{_NAME}),?\s+(?=(?:[Tt]el|[Pp]hone|[Cc]ell|[Mm]ob(?:ile)?|[Pp]h)\b[.:]?\s*[(+\d]|\S+@|\+?[\d(][\d ().+-]{{7,20}}|\S+ (?:dot \S+ )?(?:at|AT|\(at\)|\[at\]) \S+(?:\.| dot| DOT| \(dot\)| \[dot\]))", re.M)
_RANG = re.compile(
    rf"(?:^|[\d:)–-] |note: )(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )(?P<n>{_NAME})(?!,? (?:you|could|can|i|my|is|are|it)\b)(?= (?:rang|ringing|rings|dropped in|popped in|came in|walked in|stopped by|called|calling|calls|phoned|re\b|wants|asks|asking|for\b|"
    rf"about\b)|,|\s[-–(])", re.M,
)  # fmt: skip
_AGED = re.compile(r"(?:^|[.!?]\s+|\d [-–] )(?P<n>[A-Z][\w'’-]+ [A-Z][\w'’-]+), (?:aged? )?(?=\d\d(?:\b|y))|\b(?:I am|I'm|I’m) (?P<n2>[A-Z][a-z]+)(?=, \d\d\b)", re.M)
_RING = re.compile(rf"\b(?:cb|c/b|[Cc]all ?back|[Rr]ing|[Rr]ing back|[Cc]all|[Cc]ontact)(?: to)? (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?P<n>{_NAME})(?=,? \(?\+?\d[\d ().-]{{6,}})")
_WITH_TITLE = re.compile(
    rf"\b(?:[Oo]n behalf of|[Ii]['’]?m|I am) (?:Mr|Mrs|Ms|Miss|Dr)\.? (?P<n>{_NAME})|(?:^|[.!?,]\s+|\b[Ii]t['’]?s )(?:Mr|Mrs|Ms|Miss)\.? (?P<n2>{_NAME})(?= here\b)", re.M,
)
_THE_PATIENT = re.compile(rf"\b[Tt]he patient(?:,| is) (?P<n>[A-Z][\w'’-]+ {_PART}(?: {_PART})?)(?=,| has\b| is\b|\.)")
_LOGGED = re.compile(r"^(?:\d{4}|\d{1,2}[:.]\d{2} ?(?:am|pm)?)\s*[-–:]?\s*(?P<n>[A-Z][a-z'’-]+ [A-Z][\w'’-]+)(?=\s*[,(–-])", re.M)
_LAST = re.compile(
    r"(?:[.!?,;)\n–—-]|(?<=\d)|\b(?:thanks?|thank you|thx|cheers|regards|ta|love|tia|please|pls|from|bye|rgds|"
    r"you))\s+(?P<n>[^\W\d_]{3,15}(?:[ -](?!at\b|AT\b|on\b|or\b|and\b)[^\W\d_]['’\w-]{0,18}){0,2})"
    r"(?:,? (?-i:[A-Z][^\W\d_]+))?(?:,?\s*(?:\(?\+?\d[\d ().-]{6,20}|\S+@\S+|\(?\d\d\)?|on|cell|mob(?:ile)?|ph(?:one)?|tel)[:.]?){0,3}[\s.!x)]*$", re.I,
)  # fmt: skip
"""The last words of all, of which the first is a given name."""
_REFERRED = re.compile(rf"\b(?i:refer|referring|send you|sending you) (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )(?P<n>{_NAME})")
_BOTH = re.compile(r"(?:^|[.!?\n]\s*)(?P<n>[A-Z][\w'’-]+) (?:and|&) (?P<n2>[A-Z][\w'’-]+ [A-Z][\w'’-]+)(?=\s*(?:[,.(\n]|$))", re.M)
"""A couple that signs together."""
_UNDER_NUMBER = re.compile(r"(?<=[a-z] )(?P<n>[A-Z][A-Za-z'’]{2,15} [A-Z][A-Za-z'’-]{2,18}),? \(?\+?\d[\d ().-]{6,20}[\s.!]*$")
"""A name before the number that ends it all, though no full stop stands before."""
_BEFORE_NUMBER = re.compile(r"(?:[.!?]|\b(?:thanks|cheers|ta|thx|regards))\s+(?P<n>[a-z]{3,12}),? (?:\(?\+?\d[\d ().-]{6,20}|\S+@\S+)[\s.!]*$")
_TOLD = re.compile(
    r"\b(?:this is|it'?s|it’s|i'?m|i’m|i am|my name'?s?(?: is)?|name'?s|names?) (?P<n>[^\W\d_]{3,15}(?: (?!and\b|from\b|here\b|i\b|im\b|calling\b|"
    r"the\b|a\b|my\b|in\b|with\b)[^\W\d_]['’\w-]{1,18})?)(?=[ ,.]|$)|(?:^|[.!?(,]\s*|\bfor )(?P<n2>(?-i:[A-Z][a-z]{2,14} [A-Z][\w'’-]+)(?=, | here\b|\)|"
    r"\.\s)|(?-i:[A-Z][a-z]{2,14})(?=, \d\d\b))|\b(?P<n3>[^\W\d_]{3,15}) here\b", re.I,
)  # fmt: skip
"""Introduced in any letters, with a given name first."""
_SHOUTED = re.compile(r"\bMY NAME IS (?P<n>[A-Z]{2,}(?: (?!(?:I|AM|IM|AND|MY|FROM|WITH|HERE)\b)[A-Z]{2,})?)")
_KIN_RE = re.compile(
    r"\b(?:re|for|rang for|about) (?:her |his |their )?(?:son|daughter|husband|wife|mother|mum|mom|father|dad|partner|sister|brother|grandson|"
    r"granddaughter) (?P<n>[A-Z][a-z]+(?: [A-Z][a-z]+)?)",
)  # fmt: skip
_KIN_FIRST = re.compile(r"(?:^|[.!?;:]\s+)(?:Husband|Wife|Son|Daughter|Mother|Mum|Mom|Father|Dad|Partner|Sister|Brother|Grandson|Granddaughter),? (?:called |named )?(?P<n>[A-Z][a-z]+(?: [A-Z][\w'’-]+)?)")
_HEADS = re.compile(rf"\A\s*(?P<n>[A-Z][a-z'’-]+(?: {_PART}){{1,3}})[ \t]*(?:\([^)\n]{{2,40}}\))?[ \t]*\n(?=\S)")
"""A name that is the whole first line."""
_HE_IS = re.compile(r"(?:^|[.!?]\s+)(?P<n>[A-Z][a-z]+(?: [A-Z][a-z]+)?) is (?:now )?(?=\d\d?\b|an? )")


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
_INTRODUCED: tuple[tuple[re.Pattern[str], float, frozenset[str] | None], ...] = (
    (_INTRO, 0.9, None), (_RE, 0.85, frozenset({"re", "patient", "name", "regarding"})), (_VOICE, 0.8, frozenset({"this", "name", "called", "its", "it"})), (_IAM, 0.7, None),
    (_BESIDE, 0.7, None), (_RANG, 0.8, _TITLES), (_AGED, 0.75, None), (_SHOUTED, 0.9, frozenset({"name"})), (_LOGGED, 0.8, None),
    (_RING, 0.7, frozenset({"cb", "c", "call", "callback", "ring", "contact"})), (_WITH_TITLE, 0.8, _TITLES), (_THE_PATIENT, 0.8, frozenset({"patient"})), (_REFERRED, 0.8, _TITLES),
)  # fmt: skip
"""With the words of which one stands in whatever the shape fits: without them the text is not walked for it."""


def read(text: str, places: Places, subject: Subject) -> list[Fact]:
    """Writer and subject, each distinct person once."""
    found: list[tuple[int, int, float, str]] = []
    for shape, confidence, needs in _INTRODUCED:
        if needs is None or needs & places.words:
            found += [(*_named(m), confidence, "introduced") for m in shape.finditer(text)]
    if subject.relation:
        found += [(*m.span("n"), 0.8, "kin") for shape in (_KIN, _KIN_RE, _HE_IS, _KIN_FIRST) for m in shape.finditer(text)]
    if (heads := _HEADS.match(text)) and _is_given(heads["n"]):
        found.append((*heads.span("n"), 0.75, "of the first line"))
    signed = _signature(text)
    if not signed and (low := _LOW.search(text)) and not re.search(r"[.!?]\s+[A-Z]", text[-200:]) and not _no_name(low["n"].split()[0]):
        signed = [(*low.span("n"), 0.6, "signed small")]
    last = _LAST.search(text, max(0, len(text) - 90))
    if last and (_is_given(last["n"]) or re.match(r"[A-Z][a-z'’-]+ [A-Z][\w'’-]+, [A-Z][a-z]+\W*$", text[last.start("n") :])) and _plausible(last["n"]) and not any(a < last.end("n") and last.start("n") < b for a, b, _, _ in signed):
        signed = [(*last.span("n"), 0.7, "signed by a given name")]
    if not signed and (small := _BEFORE_NUMBER.search(text, max(0, len(text) - 90))) and not _no_name(small["n"]):
        signed = [(*small.span("n"), 0.6, "signed small")]
    if not signed and (number := _UNDER_NUMBER.search(text, max(0, len(text) - 90))):
        signed = [(*number.span("n"), 0.65, "signed by a number")]
    if (both := _BOTH.search(text, max(0, len(text) - 120))) and _is_given(both["n"]):
        signed = [(*both.span("n"), 0.7, "signed"), (*both.span("n2"), 0.7, "signed")]
    found += signed
    found += [(*_any(m), 0.75, "introduced by a given name") for m in _TOLD.finditer(text) if _is_given(m[0][_any(m)[0] - m.start() :][: _any(m)[1] - _any(m)[0]])]
    facts: list[Fact] = []
    referred = _RE.search(text)
    for start, end, confidence, rule in found:
        if referred and re.search(r"\bDr\.?\s*$", text[max(0, start - 4) : start]):
            continue  # the referring clinician
        start, end = _trimmed(text, start, end)
        quote = text[start:end]
        if any(said in words_of("medicines.txt") for said in (quote.casefold(), *quote.casefold().split())):
            continue  # "Lyrica 150", "metformin lisinopril"
        if re.match(r"\S*@", text[end : end + 60]):
            continue  # the first part of an address
        if _plausible(quote) and not places.is_pasted(start) and not any(_same(quote, f.quote) for f in facts):
            facts.append(Fact("person_name", quote, start, end, quote, confidence=confidence, rule=f"name {rule}"))
    return facts


def _any(match: re.Match[str]) -> tuple[int, int]:
    return next(match.span(group) for group in ("n", "n2", "n3") if match[group])


def _is_given(name: str) -> bool:
    """The first word is a given name, and none of the rest an everyday word."""
    words = name.casefold().split()
    return not (name == name.casefold() and name in words_of("occupations.txt")) and (words[0] in given_names() or _plain(words[0]) in given_names()) and not any(_no_name(w) for w in words)


def _plain(word: str) -> str:
    """Without accents: "anaïs" stands in the lists as "anais"."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _named(match: re.Match[str]) -> tuple[int, int]:
    return match.span("n") if match["n"] else match.span("n2")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if lead := re.match(r"(?:Mr|Mrs|Ms|Miss|Mx)\.? (?=\S)", text[start:end]):
        start += lead.end()
    quote = text[start:end]
    cut = re.search(r"\s(?:and|but|I|we|from|who|is|was|here|Phone|Tel|Cell|Email|I'm)$|\n.*$", quote)
    if cut:
        end = start + cut.start()
    if kiss := re.search(r" (?:[xX]{1,3}|xo+)$", text[start:end]):
        end = start + kiss.start()
    if text[start:end].endswith(".") and not re.search(r"\b[A-Z]\.$", text[start:end]):
        end -= 1
    return start, end


_FIRM = re.compile(r" (?:Ltd|Limited|LLC|LLP|Inc|Corp|PLC|Plc|plc|GmbH|AG|Pty|Company|Group|Services|Solutions|Logistics|Insurance|Council)\.?$")


def _plausible(quote: str) -> bool:
    words = re.findall(r"[\w'’.-]+", quote)
    if re.fullmatch(r"[A-Z][a-z]+,? (?:A[KLRZ]|C[AOT]|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|DC|UK|USA?)", quote):
        return False  # a town and its state
    if any(_no_name(w) for w in words[1:]) or _FIRM.search(quote) or re.fullmatch(r"[A-Z]{1,3}|\w*(?:ing|ed)", quote):
        return False
    return bool(words) and not _no_name(words[0].rstrip(".")) and len(words) <= 4 and not any(c.isdigit() for c in quote) and len(quote) > 1


_DAYS = re.compile(r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:day)?s?(?:[-–/](?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?:day)?s?)?")


def _no_name(word: str) -> bool:
    low = word.casefold().replace("’", "'")
    return low in words_of("not_names.txt") or bool(_DAYS.fullmatch(low))


def _same(one: str, other: str) -> bool:
    a, b = (set(x.casefold().split()) for x in (one, other))
    return a <= b or b <= a or (min(len(a), len(b)) == 1 and bool(a & _short_forms(other.split()[0]) or b & _short_forms(one.split()[0])))


def _short_forms(given: str) -> frozenset[str]:
    """Of "Margaret": "maggie" and such, by which somebody signs who gave the whole name above."""
    return nicknames().get(given.casefold(), frozenset())


def _signature(text: str) -> list[tuple[int, int, float, str]]:
    """The last lines, after a closing word or alone; and a name after the last full stop of the last line."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    for at, (start, line) in reversed(list(enumerate(lines))[-5:]):
        closing = _CLOSE.match(line.strip())
        offset = start + len(line) - len(line.lstrip())
        rest = line.strip()
        if closing and closing.end() < len(rest):
            offset += closing.end()
            rest = rest[closing.end() :]
        match = _SIGN.match(rest)
        if match and _plausible(match["n"]) and (closing or len(rest.split()) <= 7) and (at or closing) and not rest.rstrip().endswith("?"):
            previous = lines[at - 1][1].strip() if at else ""
            if _is_title(rest, previous):
                continue
            return [(offset + match.start("n"), offset + match.end("n"), 0.88, "signed")]
    if closed := _CLOSED.search(text, max(0, len(text) - 260)):
        return [(*closed.span("n"), 0.85, "signed")]
    last_start, last = lines[-1] if lines else (0, "")
    tail = re.search(rf"(?:[.!?,–—-]|\b[Tt]hanks?(?: you)?[,.!]?|\b[Rr]egards,?|\b[Cc]heers,?|\d)\s+(?:(?:Mr|Mrs|Ms|Miss|Sister|Rev|Dr|Prof)\.?\s+)?(?P<n>{_NAME})(?:,?\s+(?:\((?:Mrs|Mr|Ms|Miss|Dr)\.?\)|x{{1,3}}\b|\+?[\d(][\d ().+-]{{6,20}}|[A-Z]{{2}}|age \d+|\d\d|\S+(?:@|\(at\)|\[at\])\S+|\S+ (?:at|AT|\(at\)|\[at\]) \S+(?: (?:dot|DOT|\(dot\)) \S+)+)|,\s\d\d(?:,[^.]{{3,40}})?|,\s(?:an? )?(?:retired )?[a-z]{{4,14}}(?: [a-z]{{3,14}}){{0,2}}(?:,?\s\d\d)?|,[^.]{{2,12}},\s\S+(?:@|\(at\)|\[at\])\S+)?[\s.!]*$", last)
    if tail and len(tail["n"].split()) <= 3 and len(lines) >= 1 and len(last) > len(tail[0]) + 5:
        return [(last_start + tail.start("n"), last_start + tail.end("n"), 0.75, "signed in line")]
    return []


_TITLE = re.compile(r"\b(?:Director|Principal|Teacher|Manager|Engineer|School|Inc|LLC|Ltd|Company|University|College|Church|Dept|Department|Clinic|Officer|Foundation)\b")


def _is_title(line: str, previous: str) -> bool:
    """A line under a signature that gives work or place, not a second name."""
    if _TITLE.search(line):
        return True
    return bool(_SIGN.match(previous)) and len(previous.split()) in (2, 3) and _plausible(previous) and not _CLOSE.match(previous)
