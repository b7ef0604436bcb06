"""What stands on a record beside the name, as rows: ways to be reached, ties, consents, the clinic's own fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, select

from frontdesk.data import rows
from frontdesk.data.people_tables import consent, own_field, own_value, patient_reach, patient_tie
from frontdesk.data.session import Session, Write
from frontdesk.domain.record import Consent, OwnField, OwnValue, Reach, Tie


def _reach_out(value: Reach) -> dict[str, Any]:
    plain = rows.plain(value)
    return rows.reach_values(plain.pop("patient_id"), plain.pop("kind"), plain.pop("value"), **plain)


_reach = rows.simple(Reach, patient_reach, "phone or address")
rows.register(
    rows.Codec(Reach, patient_reach, _reach.word, _reach_out, _reach.back), rows.simple(Tie, patient_tie, "person who belongs to the patient"),
    rows.simple(Consent, consent, "consent"), rows.simple(OwnField, own_field, "own field"), rows.simple(OwnValue, own_value, "own field"),
)  # fmt: skip


def of_patient(session: Session, kind: type[Any], *, patient_id: int) -> tuple[Any, ...]:
    """All of one kind that hang on a patient, in the order in which they came."""
    place: Table = rows.CODECS[kind].table
    wanted = select(place).where(place.c.patient_id == patient_id).order_by(place.c.position if "position" in place.c else place.c.id, place.c.id)
    return tuple(rows.back(kind, row) for row in session.execute(wanted).mappings())


def put_on(write: Write, values: Iterable[Any]) -> list[Any]:
    """Store several of them; gives them back with their ids."""
    return [rows.add(write, value) for value in values]


def own_fields(session: Session) -> tuple[OwnField, ...]:
    wanted = select(own_field).where(own_field.c.active).order_by(own_field.c.position, own_field.c.id)
    return tuple(rows.back(OwnField, row) for row in session.execute(wanted).mappings())
