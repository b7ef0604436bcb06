"""Which column holds what: by the labels of the header, by what stands below it, or as the desk has said before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.inquiry import Column, Layout
from frontdesk.intake.forms.labels import folded, kind_of, kind_of_values


@dataclass(frozen=True, slots=True)
class Told:
    """``kinds`` in the order of the columns. ``guessed``: who wrote or what was written is known only by what stands in the cells."""

    kinds: tuple[str, ...]
    layout: Layout

    @property
    def guessed(self) -> bool:
        return self.layout.guessed


def fingerprint(header: Sequence[str]) -> str:
    """The same for the same labels, whatever their order, capitals and marks."""
    return hashlib.sha256("\x1f".join(sorted(folded(h) or h.strip() for h in header)).encode("utf-8", "replace")).hexdigest()[:16]


def tell(header: Sequence[str], rows: Sequence[Sequence[str]], known: Mapping[str, Mapping[str, str]] | None = None) -> Told:
    """``known``: fingerprint -> label -> kind, as the desk has confirmed it; ``rows``: the first of the file, for what the labels leave open."""
    mark = fingerprint(header)
    columns = [[row[i] for row in rows if i < len(row)] for i in range(len(header))]
    said = (known or {}).get(mark)
    if said is not None:
        kinds = [said.get(label, "answer") for label in header]
        return Told(tuple(kinds), _layout(mark, header, kinds, columns, guessed=False))
    kinds = _disputed(_of_guests([kind_of(label) for label in header], header), columns)
    by_label = set(kinds)
    for kind in ("email", "phone", "message", "name", "date", "page", "ip"):
        if kind in kinds or not _wanted(kind, kinds):
            continue
        best = next((i for i, (k, values) in enumerate(zip(kinds, columns, strict=True)) if not k and kind_of_values(values) == kind), None)
        if best is not None:
            kinds[best] = kind
    guessed = bool({"email", "phone", "message", "name"} & (set(kinds) - by_label))
    return Told(tuple(k or "answer" for k in kinds), _layout(mark, header, [k or "answer" for k in kinds], columns, guessed=guessed))


def _of_guests(kinds: list[str], header: Sequence[str]) -> list[str]:
    """Where columns are an invitee's, those of a user are of whoever of the house is visited."""
    if not any(folded(label).startswith("invitee ") for label in header):
        return kinds
    bare = [folded(label) for label in header]
    return ["skip" if b.startswith("user ") else "started" if b.startswith(("start ", "end ")) else kind for kind, b in zip(kinds, bare, strict=True)]


def _wanted(kind: str, kinds: Sequence[str]) -> bool:
    """Words and names are looked for only where somebody can be reached: else they are a survey's."""
    if kind == "name" and {"given", "family"} & set(kinds):
        return False
    return kind not in ("message", "name") or bool({"email", "phone"} & set(kinds))


def _disputed(kinds: list[str], columns: list[list[str]]) -> list[str]:
    """What a label says is dropped where the cells say otherwise: numbers are no message, and a survey's "date" may be a year."""
    for i, (kind, values) in enumerate(zip(kinds, columns, strict=True)):
        told = [v for v in values if v.strip()]
        if not told:
            continue
        if kind in ("message", "name", "given", "family") and all(v.strip().replace(".", "").replace(",", "").isdigit() for v in told):
            kinds[i] = ""
        if kind == "email" and not any("@" in v for v in told):
            kinds[i] = ""
        if kind == "phone" and not any(any(c.isdigit() for c in v) for v in told):
            kinds[i] = ""
    return kinds


def _layout(mark: str, header: Sequence[str], kinds: Sequence[str], columns: Sequence[Sequence[str]], *, guessed: bool) -> Layout:
    samples = (next((v for v in values if v.strip()), "")[:80] for values in columns)
    return Layout(mark, tuple(Column(label[:200], kind, sample) for label, kind, sample in zip(header, kinds, samples, strict=True)), guessed)
