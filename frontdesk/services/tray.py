"""Who waits to be booked: visits pulled off the book, follow-ups that clinicians asked for, the inquiries of To do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.domain import fact_words
from frontdesk.domain.appointment import Visit
from frontdesk.domain.clinic import House
from frontdesk.domain.inquiry import Tab
from frontdesk.domain.slots import Wish
from frontdesk.services import follow_ups
from frontdesk.services import inquiries as inquiry_service
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class TrayCard:
    """Somebody to be booked: an inquiry, a visit that was pulled off the book (``visit``), or a follow-up; then ``inquiry_id`` is 0."""

    inquiry_id: int
    name: str
    line: str
    age: datetime | None
    source: str
    wish: Wish | None
    visit: Visit | None = None
    follow_up: follow_ups.Card | None = None

    @property
    def key(self) -> int:
        """One number a card: inquiries count up from 1, visits down from -1, follow-ups by even more."""
        if self.follow_up is not None:
            return -1_000_000_000 - self.follow_up.follow_up.id
        return -self.visit.appointment.id if self.visit is not None else self.inquiry_id


def to_book(desk: Desk) -> tuple[TrayCard, ...]:
    """What was pulled off first, then what clinicians asked for, then the inquiries."""
    house = desk.house()
    with desk.read() as session:
        pulled = appointment_rows.in_tray(session)
        found = inquiry_rows.of_tab(session, tab=Tab.TODO, limit=50)
        facts = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in found])
    cards = [_pulled_card(house, one) for one in pulled]
    cards += [TrayCard(0, one.name, one.line, None, "follow_up", one.wish, follow_up=one) for one in follow_ups.cards(desk)]
    for inquiry in found:
        wish = inquiry_service.wish_of(desk, facts[inquiry.id], None)
        site = next((fact_words.words(f.fact) for f in facts[inquiry.id] if f.fact.kind == "body_site"), "")
        kind = house.type(wish.type_id) if wish else None
        line = ", ".join(p for p in (f"{kind.minutes} min" if kind else "", site.lower()) if p)
        cards.append(TrayCard(inquiry.id, inquiry.name, line, inquiry.received_at, inquiry.source.value, wish))
    return tuple(cards)


def _pulled_card(house: House, visit: Visit) -> TrayCard:
    one = visit.appointment
    line = f"{house.type(one.type_id).name}, {one.minutes} min, {house.clinician(one.clinician_id).short}"
    wish = Wish(one.type_id, one.minutes, wanted_clinician_id=one.clinician_id, patient_id=one.patient_id)
    return TrayCard(0, visit.patient_name, line, None, "pulled", wish, visit)
