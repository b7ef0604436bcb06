"""Words that somebody pasted or saved as plain text: one person's inquiry, where it reads like one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from frontdesk.domain.encoding import text_of
from frontdesk.domain.inquiry import Arrival, Piece, Source
from frontdesk.intake.batch import Batch
from frontdesk.intake.forms import submission
from frontdesk.intake.forms.labels import EMAIL, kind_of, looks_like_phone
from frontdesk.intake.forms.submission import Answer, Submission
from frontdesk.intake.html_text import one_line, tidy

FORMAT = "Plain text"
LONGEST_TEXT = 20_000
_LABELLED = re.compile(r"^\s{0,4}(?P<label>[^:\n]{1,60}?)\s?:[ \t]*(?P<value>.*)$")
_PHONE = re.compile(r"(?<![\w/.-])\+?\(?\d[\d ().\-/]{6,18}\d(?![\w/])")
_PERSON = re.compile(
    r"\b(?:i|i'm|i've|im|my|me|we|our|ich|mein\w*|mir|wir|je|j'ai|mon|ma|mes|yo|mi|mis|tengo|io|mio|mia|ho|eu"
    r"|meu|minha|ik|mijn|jag|min|jeg|мне|мой|моя|у меня|я)\b|私|我|나는|저는|제", re.I)  # fmt: skip
_ASKING = re.compile(
    r"\?|\b(?:pain|hurts?|ache|sore|injur\w+|appointment|knee|hip|shoulder|back|neck|ankle|wrist|elbow|foot|joint|injection|prp|prolo\w*|doctor|"
    r"schmerz\w*|termin|knie|douleur\w*|mal|rendez-vous|dolor|duele|cita|dolore|dor|"
    r"please|bitte|hello|hi|dear|hallo|bonjour|hola|thanks?|thank you|regards|help|call me|insurance|cost|price)\b", re.I)  # fmt: skip
_CODE = re.compile(r"[{}<>;=|\\`$@#]|\b(?:function|class|import|SELECT|http|cmd|DDE)\b|^\s*(?:\*|#+ |\d+\.) ", re.M)


def pasted(text: str, *, name: str = "", source: Source = Source.FORM) -> Arrival:
    """One inquiry out of words that a person at the desk vouches for; labels such as "Name:" are understood. The name given counts for more."""
    words = tidy(text)
    found = _labelled(words)
    if found is not None:
        return _named(found, name, source)
    email = next((m[0] for m in EMAIL.finditer(words[:LONGEST_TEXT])), "")
    phone = next((m[0].strip() for m in _PHONE.finditer(words[:LONGEST_TEXT]) if looks_like_phone(m[0].strip())), "")
    return Arrival(_key(words), source, one_line(name) or _signed(words), words[:LONGEST_TEXT], email=email, phone=phone)


def _named(found: Arrival, name: str, source: Source) -> Arrival:
    return Arrival(f"text:{found.key}", source, one_line(name) or found.name, found.text, email=found.email, phone=found.phone,
                   written_at=found.written_at, written_wall=found.written_wall, article_url=found.article_url)  # fmt: skip


def _key(words: str) -> str:
    return f"text:{hashlib.sha256(' '.join(words.split()).encode('utf-8', 'replace')).hexdigest()[:32]}"


def _labelled(words: str) -> Arrival | None:
    """Where the text begins with labels that are known, at least two of a person."""
    answers: list[Answer] = []
    for line in words.split("\n"):
        found = _LABELLED.match(line)
        kind = kind_of(found["label"]) if found else ""
        if found and kind and not (answers and answers[-1].kind == "message" and kind in ("message", "date", "subject", "name")):
            answers.append(Answer(found["label"], found["value"], kind))
        elif answers:
            answers[-1] = Answer(answers[-1].label, f"{answers[-1].value}\n{line}", answers[-1].kind)
        elif line.strip():
            return None
    if len({a.kind for a in answers} & {"name", "given", "email", "phone", "message"}) < 2:
        return None
    return submission.read(Submission(tuple(answers))).arrival


def _signed(words: str) -> str:
    """The last line, where it looks like a name under a letter."""
    last = words.rsplit("\n", 1)[-1].strip(" ,.-")
    return one_line(last) if re.fullmatch(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,3}", last) and "\n" in words else ""


def reads_like_a_person(text: str) -> bool:
    """Somebody speaks of themselves and asks or greets; not a program, a list of commands or a page of documentation."""
    words = text.split()
    if len(words) < 4 or len(text) > 60_000:
        return False
    marks = len(_CODE.findall(text))
    speaks = bool(_PERSON.search(text)) and bool(_ASKING.search(text)) and marks * 12 < len(words) + 12
    return speaks or _labelled(tidy(text)) is not None


def read(raw: bytes) -> Iterator[Batch]:
    text = text_of(raw)
    if not reads_like_a_person(text):
        reason = "This is plain text that does not read like somebody's message, so nobody was put into the inbox."
        yield Batch(FORMAT, refused=(Piece(reason, "the whole file", text[:20_000]),), progress=1.0)
        return
    arrival = pasted(text)
    rest = tidy(text)[LONGEST_TEXT:]
    cut = (Piece("The text is longer than what is kept; this is the rest of it.", "the end of the file", rest[:20_000]),) if rest else ()
    yield Batch(FORMAT, (arrival,), refused=cut, progress=1.0)
