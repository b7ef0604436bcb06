"""Between rows and frozen values: one codec a noun, and the four plain verbs get, add, change, remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Table

from frontdesk.data import tables
from frontdesk.data.search import search_values
from frontdesk.data.session import Session, Write
from frontdesk.domain import appointment, clinic, fact, follow_up, inquiry, patient, person, series, waitlist
from frontdesk.domain.errors import NotFound, Stale
from frontdesk.domain.folding import digits
from frontdesk.domain.timespan import instant_of

Value = TypeVar("Value")
Row = Mapping[str, Any]
_PARTS = ("street", "street2", "city", "region", "postcode", "country")


@dataclass(frozen=True, slots=True)
class Codec:
    """How a value of ``kind`` lies in ``table``. ``word`` is what the desk calls it."""

    kind: type
    table: Table
    word: str
    out: Callable[[Any], dict[str, Any]]
    back: Callable[[Row], Any]


def plain(value: Any) -> dict[str, Any]:
    """The fields of a value by name, without id and version; nothing is copied deep."""
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name not in ("id", "version")}


def _of(kind: type) -> Callable[[Row], Any]:
    return _reader(kind, [f.name for f in fields(kind) if is_dataclass(kind)])


def _reader(kind: type, names: Sequence[str], **axes: type[StrEnum]) -> Callable[[Row], Any]:
    """Makes values of ``kind``, whose fields in their order are the columns ``names``; ``axes`` are kept as their words.

    A day is hundreds of values: what can be worked out once for all of them is.
    """
    take = itemgetter(*names)
    turned = [(names.index(name), {one.value: one for one in axis}) for name, axis in axes.items()]
    if not turned:
        return lambda row: kind(*take(row))

    def read(row: Row) -> Any:
        values = list(take(row))
        for place, words in turned:
            values[place] = words[values[place]]
        return kind(*values)

    return read


def address_out(address: person.PostalAddress) -> dict[str, str]:
    return {f"address_{part}": getattr(address, part) for part in _PARTS}


address_back: Callable[[Row], person.PostalAddress] = _reader(person.PostalAddress, [f"address_{part}" for part in _PARTS])


def _addressed_out(value: Any) -> dict[str, Any]:
    flat = plain(value)
    return flat | address_out(flat.pop("address"))


def _patient_out(value: patient.Patient) -> dict[str, Any]:
    """A record that was merged into another is found by its chart number alone."""
    if value.merged_into is not None:
        return _addressed_out(value) | search_values(given="", family="", preferred="", phone="", email="")
    return _addressed_out(value) | search_values(
        given=value.given_name, family=value.family_name, preferred=value.preferred_name, phone=value.phone, email=value.email,
        formers=value.former_names,
    )  # fmt: skip


def reach_values(patient_id: int, kind: str, value: str, **more: Any) -> dict[str, Any]:
    """The row of a further phone or e-mail address of a patient, with how it is found."""
    folded = digits(value)[::-1] if kind == "phone" else value.strip().casefold()
    return {"patient_id": patient_id, "kind": kind, "value": value, "folded": folded, **more}


def _addressed_back(kind: type) -> Callable[[Row], Any]:
    names = [f.name for f in fields(kind)]
    at = names.index("address")
    take = itemgetter(*names[:at], *names[at + 1 :])

    def read(row: Row) -> Any:
        values = take(row)
        return kind(*values[:at], address_back(row), *values[at:])

    return read


def _inquiry_out(value: inquiry.Inquiry) -> dict[str, Any]:
    return plain(value) | {"source": value.source.value, "state": value.state.value}


def _fact_out(value: fact.RecordedFact) -> dict[str, Any]:
    inner = {f.name: getattr(value.fact, f.name) for f in fields(value.fact)}
    return inner | {"inquiry_id": value.inquiry_id, "decision": value.decision, "by": value.by}


_inner_fact = _of(fact.Fact)


def _fact_back(row: Row) -> fact.RecordedFact:
    inner = _inner_fact(row)
    return fact.RecordedFact(row["id"], row["inquiry_id"], inner, row["decision"], row["by"], row["version"])


_AXES: dict[str, type[StrEnum]] = {
    "status": appointment.Status, "confirmation": appointment.Confirmation, "urgency": appointment.Urgency, "lives": appointment.Lives,
}  # fmt: skip


def _appointment_out(value: appointment.Appointment) -> dict[str, Any]:
    utc = {f"utc_{name}": int(instant_of(getattr(value, name), value.zone, fold=0).timestamp())
           for name in ("start", "end", "room_start", "room_end")}  # fmt: skip
    return plain(value) | {name: getattr(value, name).value for name in _AXES} | utc


def _with_axes(kind: type, **axes: type[StrEnum]) -> tuple[Callable[[Any], dict[str, Any]], Callable[[Row], Any]]:
    """Out and back of a value of which some fields are words of a list."""
    return lambda value: plain(value) | {name: getattr(value, name).value for name in axes}, _reader(kind, [f.name for f in fields(kind)], **axes)


CODECS: dict[type, Codec] = {
    codec.kind: codec
    for codec in (
        *(Codec(kind, table, word, plain, _of(kind)) for kind, table, word in (
            (clinic.Clinic, tables.clinic, "clinic"), (clinic.Clinician, tables.clinician, "clinician"),
            (clinic.Room, tables.room, "room"), (clinic.AppointmentType, tables.appointment_type, "appointment type"),
            (clinic.OpeningRule, tables.opening_rule, "opening hours"), (clinic.Block, tables.block, "blocked time"),
            (clinic.OpeningException, tables.opening_exception, "exception to the opening hours"),
            (clinic.StaffMember, tables.staff, "staff member"), (patient.Note, tables.note, "note"),
        )),
        Codec(clinic.Site, tables.site, "site", _addressed_out, _addressed_back(clinic.Site)),
        Codec(patient.Patient, tables.patient, "patient", _patient_out, _addressed_back(patient.Patient)),
        Codec(inquiry.Inquiry, tables.inquiry, "inquiry", _inquiry_out, _with_axes(inquiry.Inquiry, source=inquiry.Source, state=inquiry.State)[1]),
        Codec(inquiry.InquiryNote, tables.inquiry_note, "note", plain, _of(inquiry.InquiryNote)),
        Codec(inquiry.CallDraft, tables.call_draft, "call", plain, _of(inquiry.CallDraft)),
        Codec(fact.RecordedFact, tables.fact, "fact", _fact_out, _fact_back),
        Codec(appointment.Appointment, tables.appointment, "visit", _appointment_out, _with_axes(appointment.Appointment, **_AXES)[1]),
        Codec(series.Series, tables.series, "series", plain, _of(series.Series)),
        Codec(follow_up.FollowUp, tables.follow_up, "follow-up", *_with_axes(follow_up.FollowUp, state=follow_up.FollowUpState)),
        Codec(waitlist.WaitEntry, tables.wait_entry, "entry of the wait list",
              *_with_axes(waitlist.WaitEntry, state=waitlist.WaitState, urgency=appointment.Urgency)),
    )
}  # fmt: skip


def simple(kind: type[Value], table: Table, word: str, **enums: type[StrEnum]) -> Codec:
    """A codec for a value whose fields are columns; ``enums`` are kept as their words."""
    names = [f.name for f in fields(kind)]  # type: ignore[arg-type]  # every codec's kind is a dataclass

    def out(value: Any) -> dict[str, Any]:
        return plain(value) | {name: getattr(value, name) and getattr(value, name).value for name in enums}

    def inward(row: Row) -> Any:
        return kind(**{name: enums[name](row[name]) if name in enums and row[name] is not None else row[name] for name in names})

    return Codec(kind, table, word, out, inward)


def register(*codecs: Codec) -> None:
    """Nouns whose queries stand in a file of their own bring their codecs from there."""
    CODECS.update({codec.kind: codec for codec in codecs})


def back(kind: type[Value], row: Any) -> Value:
    """The value of a row of that kind's table."""
    value: Value = CODECS[kind].back(row)
    return value


def get(session: Session, kind: type[Value], key: int) -> Value:
    """The value with that id; ``NotFound`` in the desk's words."""
    codec = CODECS[kind]
    row = session.row(codec.table, key)
    if row is None:
        raise NotFound(f"That {codec.word} is not there any more.")
    return back(kind, row)


def add(write: Write, value: Value) -> Value:
    """Store a new value; gives it back with its id and version."""
    codec = CODECS[type(value)]
    key = write.insert(codec.table, codec.out(value))
    return replace(value, id=key, version=1)  # type: ignore[type-var]  # every codec's kind is a dataclass


def add_many(write: Write, kind: type[Value], batches: Iterable[Iterable[Value]]) -> int:
    """Store many new values as one entry of the journal; gives their number. What is derived from them is made in bulk too."""
    codec = CODECS[kind]
    return write.bulk(codec.table, ([codec.out(value) for value in batch] for batch in batches))


def change(write: Write, value: Value) -> Value:
    """Store a changed value. ``Stale`` with both sides where somebody else changed it since it was read."""
    codec = CODECS[type(value)]
    key, version = value.id, value.version  # type: ignore[attr-defined]  # every codec's kind has both
    row = write.row(codec.table, key)
    if row is None:
        raise NotFound(f"That {codec.word} is not there any more.")
    if row["version"] != version:
        _refuse_stale(codec, value, back(type(value), row))
    write.update(codec.table, key, codec.out(value))
    return replace(value, version=version + 1)  # type: ignore[type-var]  # as in add


def _refuse_stale(codec: Codec, mine: Any, theirs: Any) -> None:
    differing = [f.name for f in fields(mine) if f.name not in ("id", "version") and getattr(mine, f.name) != getattr(theirs, f.name)]
    raise Stale(
        f"Somebody else has changed this {codec.word} meanwhile. Look at both, then keep yours or take theirs.",
        mine={name: getattr(mine, name) for name in differing}, theirs={name: getattr(theirs, name) for name in differing},
    )  # fmt: skip


def remove(write: Write, value: Any) -> None:
    """Take the row out; the journal keeps it."""
    write.delete(CODECS[type(value)].table, value.id)
