"""What a form's field holds, told by its label in many languages, else by what stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from html import unescape

from frontdesk.settings import resource

KINDS = (
    "name", "given", "middle", "family", "prefix", "suffix", "email", "phone", "message", "subject", "date", "started", "page", "referrer", "form",
    "formid", "id", "ip", "agent", "consent", "status", "skip", "birth", "answer",
)  # fmt: skip

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TAG = re.compile(r"<[^<>]{0,200}>")
_NUMBERED = re.compile(r"^(?:\d{1,3}[_.)\s]\s?|q\d{1,4}[_:.\s]\s?)(?=\D)")
_PARTED = re.compile(r"^(?P<whole>.{0,60}?)\s*\((?P<part>[^()]{1,40})\)$")
_DASHED = re.compile(r"^(?P<whole>[^-–:>]{2,40}?)\s*[-–:>]\s*(?P<part>[^-–:>]{2,30})$")
_NOISE = re.compile(r"[^\w#&]+|_+")
_PHONE = re.compile(r"^\+?[\d\s().\-/–x#ext]{7,30}$", re.I)
_DATED = re.compile(r"^\d{1,4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,4}(?:[T ,].{0,40})?$")
_NAMED = re.compile(r"^[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){1,4}$")
_ADDRESS_OF_NET = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f:]{2,39}:[0-9a-f:]*", re.I)
_QUESTION_HELP = re.compile(
    r"\b(?:help you|your (?:message|question|inquiry|enquiry)|(?:your|main|current) (?:problem|concern|symptom|complaint|condition|injury)s?|brings you)\b"
)
_CONSENT = re.compile(r"\b(?:i (?:agree|consent|accept|have read)|consent|gdpr|privacy policy|datenschutz\w*)\b")
_POLITE = re.compile(
    r"^(?:(?:first of all|firstly|first|to start|lets start|ok|okay|great|thanks|and|also|lastly|finally|last|hi|hello|now)\s+)*"
    r"(?:(?:may|can|could) (?:i|we) (?:have|get|ask for) |(?:please )?(?:enter|type|provide|tell us|share|give us|leave|add|fill in) |what(?:s| is) )?(?=your\b|you\b)"
)
"""How a form in the tone of a talk leads up to a field: "First, what's your name?"."""
_LEADS = (
    "billing ", "contact ", "patient ", "wpforms ", "field ", "form ", "text ", "tel ", "menu ", "textarea ", "email ", "customer ", "visitor ", "client ",
    "invitee ", "mf listing ", "mf ",
)  # fmt: skip


def folded(label: str) -> str:
    """A label down to its bare words: no markup, accents, punctuation, leading numbers, plugin's prefixes."""
    text = unescape(_TAG.sub(" ", label[:400])).replace("\u200b", "").replace("\ufeff", "")
    text = _NUMBERED.sub("", text.strip())
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) or ord(c) > 0x600)
    text = unicodedata.normalize("NFC", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text)).casefold().replace("ß", "ss")
    return " ".join(_NOISE.sub(" ", text.replace("'", "").replace("’", "")).split())


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in resource("words", "labels.txt").read_text(encoding="utf-8").splitlines():
        kind, colon, labels = line.partition(":")
        if colon and not line.startswith("#"):
            for label in labels.split("|"):
                found.setdefault(folded(label), kind)
                found.setdefault(label.strip(), kind)
    return found


@cache
def kind_of(label: str) -> str:
    """A kind of ``KINDS`` that the label names, or empty."""
    words, bare = _words(), folded(label)
    if label.strip() == "#":
        return "id"
    named = next((words[attempt] for attempt in _attempts(label, bare) if attempt in words), "")
    if named:
        return named
    if len(bare) <= 120 and _QUESTION_HELP.search(bare):
        return "message"
    if len(bare) <= 60 and re.search(r"\be ?mail\b", bare) and "?" not in label:
        return "email"
    if len(bare) <= 60 and re.search(r"\b(?:phone|mobile|telephone|telefon|cell) ?(?:number|no|nr)?$", bare):
        return "phone"
    return "consent" if _CONSENT.search(bare) else ""


def _attempts(label: str, bare: str) -> list[str]:
    """The label's words, then what is left of them without what forms put around."""
    found = [bare, *([bare.removeprefix("your ")] if bare.startswith("your ") else [])]
    parted = _PARTED.match(" ".join(label.split()))
    if parted:
        whole, part = folded(parted["whole"]), folded(parted["part"])
        found += [part] if part.removesuffix(" name") in ("first", "last", "middle", "prefix", "suffix") and "name" in whole.split() else []
        found += [whole] if part in ("required", "optional", "utc", "gmt", "pflichtfeld", "obligatoire", "obligatorio", "enter email", "erforderlich") else []
    if dashed := _DASHED.match(" ".join(label.split())):
        part = folded(dashed["part"])
        found += [part] if _words().get(part) in ("given", "middle", "family") and _words().get(folded(dashed["whole"])) == "name" else []
    if (asked := _POLITE.sub("", bare)) != bare:
        found += [asked, asked.removeprefix("your ")]
    found += [bare.removeprefix(lead) for lead in _LEADS if bare.startswith(lead) and bare != lead.strip()]
    tail = re.sub(r" (?:required|optional|\d{1,4}|field)$", "", bare)
    return [*found, *([tail] if tail != bare else [])]


def in_utc(label: str) -> bool:
    """Whether the label says that its times are UTC."""
    return bool(re.search(r"\b(?:utc|gmt)\b", folded(label)))


def kind_of_values(values: Sequence[str]) -> str:
    """What a column without a telling label holds: "email", "phone", "date", "page", "ip", "name", "message", or empty."""
    told = [v.strip() for v in values if v.strip()][:200]
    many = len(told)
    reached = sum(bool(EMAIL.fullmatch(v)) for v in told)
    if reached and reached + sum(looks_like_phone(v) for v in told) >= 0.8 * many:
        return "email"  # or a telephone: each row tells
    for kind, fits, least in (
        ("email", EMAIL.fullmatch, 0.6), ("ip", _ADDRESS_OF_NET.fullmatch, 0.8), ("page", re.compile(r"https?://\S+").match, 0.8),
        ("date", _DATED.match, 0.8), ("phone", looks_like_phone, 0.6),
    ):  # fmt: skip
        if many and sum(bool(fits(v)) for v in told) >= least * many:
            return kind
    return _prose_or_name(told) if told else ""


def _prose_or_name(told: list[str]) -> str:
    lengths = sorted(len(v.split()) for v in told)
    varied = len(set(told)) > 0.7 * len(told)
    if varied and lengths[len(lengths) // 2] >= 8:
        return "message"
    named = sum(bool(_NAMED.match(v)) and v[:1].isupper() and v.split()[-1][:1].isupper() for v in told)
    return "name" if varied and named >= 0.8 * len(told) else ""


def looks_like_phone(value: str) -> bool:
    """Digits enough for a telephone, written as one: with a plus, brackets or gaps."""
    digits = sum(c.isdigit() for c in value)
    if re.search(r"^\d+\.\d+$|^[\d.]+-[\d.]+$", value) or _DATED.match(value):
        return False
    return 7 <= digits <= 15 and bool(_PHONE.match(value)) and (not value.isdigit() or digits in (10, 11))
