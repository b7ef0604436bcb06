"""The demo clinic: invented people, dates relative to today, the same for the same day."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import readiness, rows
from frontdesk.data.store import Write
from frontdesk.domain import openings, when
from frontdesk.domain.appointment import Appointment, Confirmation, Status
from frontdesk.domain.clinic import AppointmentType, Block, Clinic, Clinician, House, OpeningRule, Room, Site, StaffMember
from frontdesk.domain.day_sheet import ITEMS
from frontdesk.domain.inquiry import Inquiry, InquiryNote, Source, State
from frontdesk.domain.letter import KIND_WORDS, LetterKind, LetterState, Printed
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.timespan import instant_of, wall_of
from frontdesk.services import demo_answers, demo_people, demo_waiting, staff
from frontdesk.services import facts as fact_service
from frontdesk.services.desk import Desk
from frontdesk.settings import resource

_RUN = 11
_THANKS = "What we agreed stands on the sheet that you took along. Please bring it to your next visit."


def _read(name: str) -> Any:
    return json.loads(resource("demo", f"{name}.json").read_text(encoding="utf-8"))


def build(desk: Desk) -> None:
    """Fill an empty file with the demo clinic, as of the desk's clock."""
    found = _read("clinic")
    with desk.write("Set up the demo clinic", undoable=False) as write:
        site = _house(write, found)
        people = _people(write)
    desk.who = found["staff"][0]["name"]
    today = desk.wall_now().date()
    with desk.write("Fill the demo clinic", undoable=False) as write:
        book = _Book(write, desk.house(), site, people, desk.now())
        book.today(found["today"], today)
        book.around(today)
        demo_waiting.fill(write, desk.house(), people, today)
        made = _inquiries(write, desk.now(), people)
        _led_to_visits(write, made, today)
        demo_answers.fill(write, desk.house(), _read("answers"), made, today)
        _letters(write, desk.house(), today)
        _printed(write, desk.house(), today)
        demo_people.fill(write, people, who=desk.who, next_chart=f"DP-{1101 + len(_read('patients'))}")


def _house(write: Write, found: dict[str, Any]) -> Site:
    rows.add(write, Clinic(0, **found["clinic"]))
    site = rows.add(write, Site(0, **(found["site"] | {"address": PostalAddress(**found["site"]["address"])})))
    for member in found["staff"]:
        rows.add(write, StaffMember(0, **member))
    types = {one.look: rows.add(write, one) for one in staff.default_types()}
    for position, (name, short, kind) in enumerate(found["rooms"]):
        rows.add(write, Room(0, site.id, name, short, kind, position=position))
    for position, one in enumerate(found["clinicians"]):
        _clinician(write, one, position, site, types)
    return site


def _clinician(write: Write, one: dict[str, Any], position: int, site: Site, types: dict[str, AppointmentType]) -> None:
    name = one["name"]
    assistant = name.endswith("PA")
    looks = {"ultrasound_scan", "follow_up", "same_day", "imaging_review"} if assistant else set(types)
    made = rows.add(write, Clinician(
        0, name, staff.short_name(name), staff.initials(name), staff.COLOURS[position], frozenset(types[k].id for k in looks),
        frozenset(one["focus"]), position=position,
    ))  # fmt: skip
    for start, end, days in one["hours"]:
        for weekday in days:
            rows.add(write, OpeningRule(0, made.id, site.id, weekday, time.fromisoformat(start), time.fromisoformat(end)))
    for kind, name_ in (("lunch", "Break" if assistant else "Lunch"), ("letters", "Letters and calls")):
        if kind in one:
            start_, end_ = (time.fromisoformat(t) for t in one[kind])
            rows.add(write, Block(0, name_, start_, end_, kind=kind, clinician_id=made.id))


def _people(write: Write) -> dict[str, Patient]:
    made: dict[str, Patient] = {}
    for number, one in enumerate(_read("patients")):
        values = one | {
            "birth_date": date.fromisoformat(one["birth_date"]), "address": PostalAddress(**one.get("address", {})),
            "alerts": tuple(one.get("alerts", ())), "chart": f"DP-{1101 + number}", "created_at": write.now,
        }  # fmt: skip
        patient = rows.add(write, Patient(0, **values))
        made.setdefault(patient.name, patient)
    return made


class _Book:
    """Puts visits on the demo's book."""

    def __init__(self, write: Write, house: House, site: Site, people: dict[str, Patient], now: datetime) -> None:
        self.write, self.house, self.site, self.people, self.now = write, house, site, people, now
        self.types = {t.look: t for t in house.types}
        self.rooms = {r.short: r for r in house.rooms}
        self.chance = random.Random(7)
        self.used: dict[date, set[int]] = {}
        self.rooms_taken: list[tuple[int, datetime, datetime]] = []

    def place(self, patient: Patient, clinician: Clinician, kind: AppointmentType, start: datetime, end: datetime, room: Room | None,
              status: Status, detail: str = "", confirmed: bool = False, waiting: int | None = None) -> None:  # fmt: skip
        before, after = (timedelta(minutes=m if room else 0) for m in (kind.before, kind.after))
        since = self.now - timedelta(minutes=waiting) if waiting is not None else None
        self.used.setdefault(start.date(), set()).add(patient.id)
        placed = rows.add(self.write, Appointment(
            0, patient.id, kind.id, clinician.id, room.id if room else None, self.site.id, start, end, start - before, end + after,
            self.site.zone, status, detail=detail, confirmed_for=start if confirmed else None, waiting_since=since,
            confirmation=Confirmation.CONFIRMED if confirmed else Confirmation.UNCONFIRMED,
            uid=f"demo-{start:%Y%m%d%H%M}-{clinician.id}@frontdesk",
        ))  # fmt: skip
        if start.date() == wall_of(self.now, self.site.zone).date():
            lacks = patient.id % 4 == 0 and status is not Status.DONE
            for item in list(ITEMS)[: 3 if lacks else 4]:
                readiness.set_done(self.write, appointment_id=placed.id, item=item, done=True)

    def today(self, listed: list[list[str]], today: date) -> None:
        by_name = {c.name: c for c in self.house.clinicians}
        for name, who, look, start, end, room, status, detail in listed:
            confirmed = status == "confirmed"
            first, last = (datetime.combine(today, time.fromisoformat(t)) for t in (start, end))
            state = self._as_of_now(Status.BOOKED if confirmed else Status(status), first, last)
            waiting = {"Claire Dubois": 12, "Victor Ng": 4, "Kofi Mensah": 2}.get(name, 6) if state is Status.WAITING else None
            self.place(self.people[name], by_name[who], self.types[look], first, last, self.rooms.get(room), state, detail, confirmed, waiting)

    def _as_of_now(self, listed: Status, start: datetime, end: datetime) -> Status:
        """The list is as of a quarter to eleven; at another time of day, who has been due by then has come."""
        now = wall_of(self.now, self.site.zone)
        if time(10, 30) <= now.time() < time(11) or (listed is Status.NO_SHOW and start <= now):
            return listed
        if end <= now:
            return Status.DONE
        return Status.IN_ROOM if start <= now else Status.WAITING if start - now < timedelta(minutes=15) else Status.BOOKED

    def around(self, today: date) -> None:
        """Two weeks back and three ahead, each working day about two thirds full, less the further ahead."""
        plan = openings.Plan(self.house)
        for offset in [*range(-14, 0), *range(1, 22)]:
            day = today + timedelta(days=offset)
            for clinician in self.house.clinicians:
                self._fill(plan, clinician, day, offset)

    def _fill(self, plan: openings.Plan, clinician: Clinician, day: date, offset: int) -> None:
        free = 0
        for mask in plan.open_at(clinician.id, day).values():
            free |= mask & ~plan.blocked(day, clinician_id=clinician.id)
        kinds = [t for t in self.house.types if t.id in clinician.type_ids and t.look != "same_day"]
        likely = 0.75 if offset < 0 else max(0.25, 0.62 - 0.02 * offset)
        for span in openings.spans(free, day):
            at = span.start
            while at < span.end:
                kind = self.chance.choice(kinds)
                end = at + timedelta(minutes=kind.minutes)
                if end <= span.end and self.chance.random() < likely:
                    self._one(clinician, kind, at, end, past=offset < 0)
                at = end + timedelta(minutes=self.chance.choice((0, 0, 15)))

    def _one(self, clinician: Clinician, kind: AppointmentType, start: datetime, end: datetime, *, past: bool) -> None:
        taken = self.used.setdefault(start.date(), set())
        patient = self.chance.choice([p for p in self.people.values() if p.id not in taken])
        room = self._room(kind, start, end)
        if kind.room_kinds and room is None:
            return
        status = Status.BOOKED if not past else self.chance.choices((Status.DONE, Status.NO_SHOW), (18, 1))[0]
        self.place(patient, clinician, kind, start, end, room, status, self.chance.choice(("", "Knee R", "Hip L", "Low back", "Shoulder R", "Ankle L")),
                   confirmed=not past and self.chance.random() < 0.4)  # fmt: skip

    def _room(self, kind: AppointmentType, start: datetime, end: datetime) -> Room | None:
        rooms = [r for r in self.house.rooms if r.kind in kind.room_kinds]
        last = end + timedelta(minutes=kind.after)
        for room in rooms:
            if not any(r == room.id and a < last and start < b for r, a, b in self.rooms_taken):
                self.rooms_taken.append((room.id, start, last))
                return room
        return None


def _inquiries(write: Write, now: datetime, people: dict[str, Patient]) -> dict[str, Inquiry]:
    """By name."""
    by_name: dict[str, Inquiry] = {}
    for number, one in enumerate(_read("inquiries")):
        made = rows.add(write, Inquiry(
            0, f"demo:{number}", Source(one["source"]), State.NEW, one["name"], one["text"], email=one.get("email", ""),
            phone=one.get("phone", ""), received_at=now - timedelta(minutes=one["minutes"]), imported_at=now,
            article_title=one.get("article", ""), owner=one.get("owner", ""), wants=one.get("wants", ""), unread=one["minutes"] < 180,
            patient_id=people[one["name"]].id if one["name"] in people else None,
        ))  # fmt: skip
        found = fact_service.store_facts(write, inquiry=made)
        if any(f.fact.kind == "red_flag" for f in found):
            rows.change(write, replace(rows.get(write, Inquiry, made.id), urgent=True))
        if "note" in one:
            rows.add(write, InquiryNote(0, made.id, now - timedelta(minutes=11), "Julia Marsh", one["note"]))
        by_name[made.name] = made
    return by_name


def _led_to_visits(write: Write, made: dict[str, Inquiry], today: date) -> None:
    """Whose message was answered weeks ago is here today."""
    for one in (made[told["name"]] for told in _read("inquiries") if told.get("booked")):
        mine = appointment_rows.of_patient(write, patient_id=one.patient_id or 0)
        visit = next(v.appointment for v in mine if v.appointment.start.date() == today)
        rows.change(write, replace(visit, inquiry_id=one.id))
        rows.change(write, replace(rows.get(write, Inquiry, one.id), state=State.BOOKED, appointment_id=visit.id))


def _coming(write: Write, today: date) -> Iterator[Any]:
    first = datetime.combine(today + timedelta(days=1), time())
    yield from appointment_rows.between(write, first=first, last=first + timedelta(days=10))


def _letters(write: Write, house: House, today: date) -> None:
    """Nine letters of first visits in the next days, as a desk would find them in the morning."""
    made = 0
    for visit in _coming(write, today):
        one = visit.appointment
        if made < 9 and house.type(one.type_id).look in ("new_consultation", "prp_injection") and one.patient_id:
            letter_rows.queue(write, patient_id=one.patient_id, appointment_id=one.id,
                              subject=f"{house.type(one.type_id).name}, {when.moment_words(one.start)}")  # fmt: skip
            made += 1


def _printed(write: Write, house: House, today: date) -> None:
    """The run of the evening before: eleven after-care letters to those who were here in the days before it."""
    been = [visit.appointment for visit in appointment_rows.between(write, first=datetime.combine(today - timedelta(days=8), time()),
                                                                    last=datetime.combine(today, time()))]  # fmt: skip
    been = [one for one in been if one.status is Status.DONE and one.patient_id][-_RUN:]
    if not been:
        return
    at = instant_of(datetime.combine(max(one.start for one in been).date(), time(16, 52)), house.zone).astimezone(UTC)
    run = letter_rows.new_run(write, printer="Front desk, tray 2", asked=len(been), at=at)
    for one in been:
        words = f"{KIND_WORDS[LetterKind.AFTERCARE]}: {house.type(one.type_id).name}, {when.moment_words(one.start)}"
        made = letter_rows.queue(write, patient_id=one.patient_id or 0, appointment_id=one.id, subject=words, kind=LetterKind.AFTERCARE, with_sheet=False, words=_THANKS)
        shown = Printed(one.start, one.end, one.clinician_id, one.room_id, one.site_id)
        letter_rows.mark(write, letter_ids=[made.id], state=LetterState.PRINTED, printed={made.id: shown}, run=run, at=at)
    letter_rows.end_run(write, run=run, printed=len(been), failed=0)


def fixed_moment() -> datetime:
    """The moment of the pictures: Tuesday 24 November 2026, 10:42 in Austin."""
    return instant_of(datetime(2026, 11, 24, 10, 42), "America/Chicago").astimezone(UTC)
