"""People from other systems become patients: known ones stay as they are, likely ones are marked, nobody is put together by the machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from frontdesk.data import origins as origin_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data import record as record_rows
from frontdesk.data import rows
from frontdesk.data.origins import Origin
from frontdesk.data.store import Write
from frontdesk.domain import when
from frontdesk.domain.folding import fold
from frontdesk.domain.incoming import IncomingAbout, IncomingPerson, IncomingTie
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.matching import Candidate, Known
from frontdesk.domain.patient import Note, Patient, alerts_joined
from frontdesk.domain.record import Tie
from frontdesk.services import patients as patient_service
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import Made

_FILLED = ("preferred_name", "salutation", "birth_date", "phone", "email", "occupation")

class People:
    """The people of one file. ``ids``: patient by the key the file knows them by."""

    def __init__(self, desk: Desk, write: Write) -> None:
        self.desk, self.write = desk, write
        self.today = desk.wall_now().date()
        self.ids: dict[str, int] = {}
        self.new = self.known = self.changed = self.alike = self.alerts = 0
        self.made: list[Made] = []
        self._origins: dict[str, Origin] = {}

    def take(self, people: Iterable[IncomingPerson], format: str) -> None:
        """Each of them is counted once: new, known or changed."""
        people = tuple(people)
        self._origins |= origin_rows.by_keys(self.write, keys={key for p in people for key in (p.key, *p.aliases)} - self._origins.keys())
        for person in people:
            self._take(person, format)
            self._alias(person)
            if person.merged:
                self._liken(person)

    def hear(self, about: Sequence[IncomingAbout], format: str) -> tuple[dict[str, int], list[Piece]]:
        """What is said of people whose records came with another file; gives back what was counted by kind, and what is about nobody on file."""
        self._origins |= origin_rows.by_keys(self.write, keys={one.person.key for one in about} - self._origins.keys())
        apart: dict[str, int] = {}
        refused: list[Piece] = []
        said: dict[str, IncomingPerson] = {}
        for one in about:
            key, person = one.person.key, one.person
            if key not in self._origins:
                refused.append(one.refused)
                continue
            apart[one.apart] = apart.get(one.apart, 0) + 1
            before = said.setdefault(key, person)
            if before is not person:
                alerts = alerts_joined(before.patient.alerts, person.patient.alerts)
                said[key] = replace(before, patient=replace(before.patient, alerts=alerts), more=(*before.more, *person.more), ties=(*before.ties, *person.ties))
        for key, person in said.items():
            origin = self._origins[key]
            patient = self._still_there(origin)
            if patient is None or person.said in origin.seen:
                self.known += 1
                continue
            self._change(person, patient, {}, [], format)
            self._origins[key] = origin_rows.renew(self.write, origin, seen=person.said)
        return apart, refused

    def _alias(self, person: IncomingPerson) -> None:
        """Other files may name the patient otherwise."""
        mine = self.ids.get(person.key)
        for alias in person.aliases if mine else ():
            origin = self._origins.get(alias)
            if origin is None:
                self._origins[alias] = origin_rows.add(self.write, key=alias, noun="patient", ids=(mine or 0,), seen="")
            elif origin.noun != origin_rows.ERASED and self._still_there(origin) is None:
                self._origins[alias] = origin_rows.renew(self.write, origin, seen="", ids=(mine or 0,))

    def _liken(self, person: IncomingPerson) -> None:
        """Two records that another system has put together are marked as possibly one; the desk decides."""
        mine, there = self.ids.get(person.key), origin_rows.by_keys(self.write, keys=person.merged).values()
        others = [kept.id for kept in map(self._still_there, there) if kept and kept.id != mine]
        origin = self._origins.get(person.key)
        if mine and others and origin and not set(others) <= set(origin.alike):
            self._origins[person.key] = origin_rows.liken(self.write, origin, alike=others)
            self.alike += 1

    def _take(self, person: IncomingPerson, format: str) -> None:
        origin = self._origins.get(person.key)
        if origin and origin.noun == origin_rows.ERASED:
            self.known += 1
            return
        patient = self._still_there(origin)
        if origin and patient:
            self.ids[person.key] = patient.id
            if person.said in origin.seen:
                self.known += 1
            else:
                self._renew(person, origin, patient, format)
            return
        same = next((p for p in patient_rows.called(self.write, names=[person.patient.name]) if says_nothing_new(person.patient, p)), None)
        likely = () if same else self._likely(person.patient)
        if same and (_new_alerts(person.patient, same) or self._new_ties(person, same)):
            self._change(person, same, {}, [], format)
        elif same:
            self.known += 1
        else:
            same = self._add(person, likely, format)
        self.ids[person.key] = same.id
        alike = [c.patient.id for c in likely]
        if origin:
            self._origins[person.key] = origin_rows.renew(self.write, origin, seen=person.said, ids=(same.id,))
        else:
            self._origins[person.key] = origin_rows.add(self.write, key=person.key, noun="patient", ids=(same.id,), seen=person.said, alike=alike)

    def _still_there(self, origin: Origin | None) -> Patient | None:
        if origin is None or not origin.ids:
            return None
        found = patient_rows.by_ids(self.write, ids=origin.ids[:1]).get(origin.ids[0])
        return patient_rows.by_ids(self.write, ids=[found.merged_into]).get(found.merged_into) if found and found.merged_into else found

    def _likely(self, patient: Patient) -> tuple[Candidate, ...]:
        known = Known(
            patient.name, birth_date=patient.birth_date, phone=patient.phone, email=patient.email, given=patient.given_name, family=patient.family_name,
            address=patient.address,
        )  # fmt: skip
        found = patient_service.candidates_within(self.write, known, today=self.today)
        return tuple(c for c in found if c.verdict == "same" or (c.verdict == "possible" and not c.against))

    def _add(self, person: IncomingPerson, likely: tuple[Candidate, ...], format: str) -> Patient:
        patient = patient_service.create_within(self.write, person.patient)
        marks = [f"Possibly the same as {c.patient.chart}: {', '.join(c.reasons)}." for c in likely]
        self._note(patient, [*marks, *person.more], f"Brought in from {format}.")
        self.new += 1
        self.alerts += len(patient.alerts)
        self.alike += bool(likely)
        what = "possibly the same" if likely else "new patient"
        self.made.append(Made(what, "; ".join((_told(patient, alerts=patient.alerts), *self._tie(person, patient), *marks)), person.where))
        return patient

    def _note(self, patient: Patient, lines: list[str], head: str) -> None:
        if lines:
            rows.add(self.write, Note(0, patient.id, self.write.now, self.desk.who, "\n".join((head, *lines))[:20_000], "import"))

    def _new_ties(self, person: IncomingPerson, patient: Patient) -> list[IncomingTie]:
        """Who is said to belong to them and is not on the record yet, by name."""
        there = {fold(tie.name) for tie in record_rows.of_patient(self.write, Tie, patient_id=patient.id)} if person.ties else set()
        said: dict[str, IncomingTie] = {}
        for tie in person.ties:
            first = said.setdefault(fold(tie.name), tie)
            also = "" if first.kind == tie.kind else f"also {tie.kind.lower()}"
            said[fold(tie.name)] = replace(first, phone=first.phone or tie.phone, email=first.email or tie.email, note=", ".join(filter(None, (first.note, also))))
        return [tie for name, tie in said.items() if name not in there]

    def _tie(self, person: IncomingPerson, patient: Patient) -> list[str]:
        """Put those on the record; gives back the words for it."""
        new = self._new_ties(person, patient)
        for tie in new:
            rows.add(self.write, Tie(0, patient.id, tie.kind, tie.name, None, tie.phone, tie.email, tie.note))
        return [f"{tie.kind}: {tie.name}" for tie in new]

    def _renew(self, person: IncomingPerson, origin: Origin, patient: Patient, format: str) -> None:
        """What is empty here is filled; what differs is told in a note, and the desk decides."""
        theirs = person.patient
        filled = {name: value for name in _FILLED if (value := getattr(theirs, name)) and not getattr(patient, name)}
        if theirs.address.lines and not patient.address.lines:
            filled["address"] = theirs.address
        differs = [f"{name.replace('_', ' ').capitalize()}: {getattr(theirs, name)}" for name in _FILLED if _other(getattr(theirs, name), getattr(patient, name))]
        if theirs.address.lines and patient.address.lines and theirs.address != patient.address:
            differs.append(f"Address: {', '.join(theirs.address.lines)}")
        self._change(person, patient, filled, differs, format)
        self._origins[person.key] = origin_rows.renew(self.write, origin, seen=person.said)

    def _change(self, person: IncomingPerson, patient: Patient, filled: dict[str, Any], differs: list[str], format: str) -> None:
        """What is ``filled`` is put into the record, and alerts beside those that stand there: none goes, whatever the file says of it."""
        if added := _new_alerts(person.patient, patient):
            filled["alerts"], differs = (*patient.alerts, *added), [f"Alerts, now on the record: {', '.join(added)}", *differs]
        differs += self._tie(person, patient)
        told = {line for note in patient_rows.notes(self.write, patient_id=patient.id) if note.source == "import" for line in note.text.splitlines()}
        news = [*differs, *(line for line in person.more if not set(line.splitlines()) <= told)]
        if not filled and not news:  # it says less than before
            self.known += 1
            return
        now = rows.change(self.write, replace(patient, **filled)) if filled else patient
        self._note(now, news, f"Brought in again from {format}; it says now:")
        self.alerts += len(added)
        self.changed += 1
        self.made.append(Made("changed there", "; ".join((_told(now, alerts=added), *differs[bool(added) :])), person.where))


def _told(patient: Patient, *, alerts: tuple[str, ...] = ()) -> str:
    born = f", born {when.birthday(patient.birth_date)}" if patient.birth_date else ""
    return f"{patient.name}{born} ({patient.chart})" + (f"; alerts: {', '.join(alerts)}" if alerts else "")


def _new_alerts(theirs: Patient, mine: Patient) -> tuple[str, ...]:
    return tuple(alert for alert in alerts_joined(mine.alerts, theirs.alerts) if alert not in mine.alerts)


def _other(theirs: object, mine: object) -> bool:
    return bool(theirs) and bool(mine) and _plain(theirs) != _plain(mine)


def _plain(value: object) -> str:
    """A value as it is compared: a phone by its digits, words folded."""
    text = str(value or "")
    digits = re.sub(r"\D", "", text)
    return digits[-10:] if len(digits) >= 7 and not re.search(r"[^\W\d_]", text) else fold(text)


def says_nothing_new(theirs: Patient, mine: Patient) -> bool:
    """The same person beyond doubt: the same name, nothing that differs, and something besides the name that agrees (or nothing besides it at all)."""
    if fold(theirs.name) != fold(mine.name):
        return False
    pairs = [(getattr(theirs, name), getattr(mine, name)) for name in (*_FILLED, "address") if name not in ("preferred_name", "salutation")]
    pairs = [(" ".join(one.lines), " ".join(other.lines)) if hasattr(one, "lines") else (one, other) for one, other in pairs]
    said = [(one, other) for one, other in pairs if one]
    return all(other and _plain(one) == _plain(other) for one, other in said) and (bool(said) or not any(other for _, other in pairs))
