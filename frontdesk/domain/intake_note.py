"""Intake notes: a form of the clinic's, filled with where each answer came from; signed once, then only amended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from frontdesk.domain import fact_words, when
from frontdesk.domain.body import SEEN
from frontdesk.domain.errors import BadInput
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.plain import begun


class ItemKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    SCALE = "scale"
    BODY = "body"
    DATE = "date"
    SIGNATURE = "signature"


class NoteState(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a form. ``fills``: kinds of facts that answer it. A scale goes from 0 to 10; ``need`` = not signed without."""

    id: str
    kind: ItemKind
    label: str
    options: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    need: bool = False


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """A form of the clinic's. A note keeps the questions as they were when it was begun."""

    id: int
    title: str
    items: tuple[Item, ...]
    position: int = 0
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """``value``: text, a list of chosen words, a number, an ISO date, a list of pins. ``origin``: whence, empty where typed at the desk."""

    value: Any
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the body with how much it hurts. ``strokes``: lines drawn from it (referred pain), points of the figure."""

    site: str
    side: str = ""
    pain: int | None = None
    words: str = ""
    back: bool = False
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()

    @property
    def name(self) -> str:
        word = fact_words.site_word(self.site)
        return begun(f"{self.side} {word}".strip())


@dataclass(frozen=True, slots=True)
class IntakeNote:
    """``amends_id``: the signed note that this one amends, with the ``reason``. Times are instants."""

    id: int
    patient_id: int
    title: str
    items: tuple[Item, ...]
    answers: Mapping[str, Answer]
    state: NoteState
    started_at: datetime
    author: str = ""
    inquiry_id: int | None = None
    saved_at: datetime | None = None
    signed_at: datetime | None = None
    signed_by: str = ""
    amends_id: int | None = None
    reason: str = ""
    version: int = 0

    @property
    def moment(self) -> datetime:
        return self.signed_at or self.started_at


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer of an amended note, before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PainPoint:
    """The worst pain that a note gives, and where."""

    at: datetime
    pain: int
    where: str = ""


def pins(value: Any) -> tuple[Pin, ...]:
    """Pins as they lie in an answer."""
    return tuple(Pin(**{**one, "strokes": tuple(tuple((float(x), float(y)) for x, y in line) for line in one.get("strokes", ()))}) for one in value or ())


def pinned(found: Iterable[Pin]) -> list[dict[str, Any]]:
    """Pins as an answer keeps them."""
    return [
        {"site": p.site, "side": p.side, "pain": p.pain, "words": p.words, "back": p.back, "strokes": [[list(at) for at in line] for line in p.strokes]}
        for p in found
    ]


def words(item: Item, value: Any) -> str:
    """An answer as it reads on a line."""
    if value in (None, "", [], ()):
        return ""
    match item.kind:
        case ItemKind.BODY:
            return "; ".join(", ".join(x for x in (p.name, f"{p.pain}/10" if p.pain is not None else "", p.words, "lines drawn" if p.strokes else "") if x)
                             for p in pins(value))  # fmt: skip
        case ItemKind.CHOICE:
            return ", ".join(value)
        case ItemKind.SCALE:
            return f"{value} of 10"
        case ItemKind.DATE:
            return when.birthday(date.fromisoformat(value))
    return str(value)


def checked(item: Item, value: Any) -> Any:
    """The value as it is kept; ``BadInput`` where it is no answer to this question."""
    if item.kind is ItemKind.SCALE and value is not None and not (isinstance(value, int) and 0 <= value <= 10):
        raise BadInput(f"{item.label}: a number from 0 to 10.")
    if item.kind is ItemKind.CHOICE:
        strange = [one for one in value or () if one not in item.options]
        if strange:
            raise BadInput(f"{item.label}: “{strange[0]}” is not one of the choices.")
        return [one for one in item.options if one in value]
    if item.kind is ItemKind.BODY:
        for pin in pins(value):
            if pin.pain is not None and not 0 <= pin.pain <= 10:
                raise BadInput(f"{pin.name}: pain is a number from 0 to 10.")
        return pinned(pins(value))
    if item.kind is ItemKind.DATE and value:
        date.fromisoformat(value)
    return value


def filled(items: Sequence[Item], facts: Sequence[RecordedFact], origin: str) -> dict[str, Answer]:
    """What the accepted facts answer, each with the words it comes from. Facts that nobody has accepted fill nothing."""
    sure = [one for one in facts if one.decision in ("accepted", "corrected", "added")]
    found: dict[str, Answer] = {}
    for item in items:
        own = [one.fact for one in sure if one.fact.kind in item.fills]
        if not own:
            continue
        quotes = "; ".join(dict.fromkeys(f"“{' '.join(f.quote.split())[:60]}”" for f in own if f.quote))
        told = f"{origin}: {quotes}" if quotes else origin
        if item.kind is ItemKind.BODY:
            scores = [f.fact.value["max"] for f in sure if f.fact.kind == "pain_score" and f.fact.status == "present"]
            pain = round(scores[0]) if len(scores) == 1 else None
            sides = {"both": ("left", "right"), "left": ("left",), "right": ("right",)}
            made = {(f.value, side): Pin(str(f.value), side, pain, back=SEEN.get(str(f.value), False)) for f in own if f.kind == "body_site" and f.value != "other"
                    for side in sides.get(f.side or "", ("",))}  # fmt: skip
            found[item.id] = Answer(pinned(made.values()), told)
        elif item.kind is ItemKind.SCALE:
            found[item.id] = Answer(round(max(f.value["max"] for f in own if isinstance(f.value, dict))), told)
        elif item.kind is ItemKind.TEXT:
            found[item.id] = Answer("; ".join(dict.fromkeys(_said(f) for f in own)), told)
    return found


def waiting(note: IntakeNote, facts: Sequence[RecordedFact]) -> tuple[RecordedFact, ...]:
    """What was read in the inquiries, is accepted by nobody yet, and would answer a question of this draft that is still open."""
    if note.state is not NoteState.DRAFT or note.amends_id:
        return ()
    open_ = [item for item in note.items if item.id not in note.answers or not words(item, note.answers[item.id].value)]
    wanted = {kind for item in open_ for kind in (*item.fills, *(("pain_score",) if item.kind is ItemKind.BODY else ()))}
    return tuple(one for one in facts if one.decision == "suggested" and one.fact.kind in wanted)


def _said(fact: Any) -> str:
    return f"{fact_words.label(fact)}: {fact_words.words(fact)}" if fact.kind in ("procedure", "diagnosis", "medication") else fact_words.words(fact)


def missing(note: IntakeNote) -> tuple[str, ...]:
    """What has to be answered before it is signed."""
    return tuple(item.label for item in note.items if item.need and not words(item, note.answers[item.id].value if item.id in note.answers else None))


def differences(before: IntakeNote, after: IntakeNote) -> tuple[Difference, ...]:
    """What an amendment changed, question by question."""
    items = {item.id: item for item in (*before.items, *after.items)}
    found = []
    for key, item in items.items():
        old, new = (words(item, note.answers[key].value if key in note.answers else None) for note in (before, after))
        if old != new:
            found.append(Difference(item.label, old, new))
    return tuple(found)


def pain_of(note: IntakeNote) -> PainPoint | None:
    """The worst pain of a note, on its scale or its body map."""
    found: list[tuple[int, str]] = []
    for item in note.items:
        value = note.answers[item.id].value if item.id in note.answers else None
        if item.kind is ItemKind.SCALE and isinstance(value, int) and "pain_score" in item.fills:
            found.append((value, ""))
        elif item.kind is ItemKind.BODY:
            found += [(pin.pain, pin.name) for pin in pins(value) if pin.pain is not None]
    best = max(found, default=None)
    return PainPoint(note.moment, *best) if best else None


def _item(key: str, kind: ItemKind, label: str, *options: str, fills: tuple[str, ...] = (), need: bool = False) -> Item:
    return Item(key, kind, label, options, fills, need)


STANDARD_TITLE = "Intake"
STANDARD: tuple[Item, ...] = (
    _item("map", ItemKind.BODY, "Where it hurts", fills=("body_site",), need=True),
    _item("pain", ItemKind.SCALE, "Pain at its worst", fills=("pain_score",)),
    _item("since", ItemKind.TEXT, "Since", fills=("duration", "mechanism")),
    _item("kind", ItemKind.CHOICE, "What it feels like", "Dull", "Sharp", "Burning", "Stabbing", "Stiff", "Numb or tingling"),
    _item("tried", ItemKind.TEXT, "Tried so far", fills=("procedure", "diagnosis")),
    _item("medicines", ItemKind.TEXT, "Medicines", fills=("medication",)),
    _item("wants", ItemKind.TEXT, "Wants", fills=("question", "preferred_time")),
    _item("last", ItemKind.DATE, "Last injection"),
    _item("signature", ItemKind.SIGNATURE, "Signed by the patient"),
)
"""The form that a new clinic begins with."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A note with what it changed, and what was amended by it."""

    note: IntakeNote
    changed: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = field(default=())
