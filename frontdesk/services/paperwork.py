"""From rows to the values that paper prints. Pure: everything is handed in, nothing is asked of the database here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from frontdesk.domain import fact_words, when
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.clinic import House, Site
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.inquiry import ON_THE_PHONE, Inquiry, Source
from frontdesk.domain.letter import AppointmentLetter, EnclosedPage, IntakeSheet, Letter, Letterhead, LetterKind, PlainLetter, Printed, SaidFact
from frontdesk.domain.letter_text import ENCLOSURES, fill
from frontdesk.domain.patient import Patient
from frontdesk.domain.timespan import wall_of
from frontdesk.letters import wording

ARRIVE_EARLY = timedelta(minutes=15)
"""How long before a first visit the person is asked to come, to complete the intake sheet."""

PRINTS_AS_QUOTE = 0.6
"""Confidence from which a fact nobody has looked at yet is printed, in the person's own words (docs/decisions/0001)."""

_SAID = {Source.COMMENT: "web comment", Source.FORM: "web form", Source.EMAIL: "e-mail", Source.PHONE: "phone call", Source.CALLED: "phone call"}


def letterhead(house: House, site: Site, *, language: str = "en") -> Letterhead:
    """``language``: that of the letter, which decides how its dates are written."""
    clinic = house.clinic
    other = language not in ("", "en")
    return Letterhead(
        clinic=clinic.name, tagline=clinic.tagline, lines=site.address.on_paper(clinic.paper), phone=house.number(site.phone or clinic.phone), paper=clinic.paper,
        locale=language if other else clinic.locale, clock24=clinic.clock24 or other,
    )  # fmt: skip


def printed_values(appointment: Appointment) -> Printed:
    """What a letter about this visit shows, to be compared later with the visit as it then is."""
    return Printed(
        start=appointment.start, end=appointment.end, clinician_id=appointment.clinician_id, room_id=appointment.room_id,
        site_id=appointment.site_id,
    )  # fmt: skip


def about(facts: Iterable[RecordedFact]) -> str:
    """A phrase like "your right elbow", from the first site the desk has confirmed; empty where none is."""
    for recorded in facts:
        if recorded.fact.kind == "body_site" and recorded.decision in ("accepted", "corrected", "added"):
            return _your(recorded)
    return ""


def _your(recorded: RecordedFact) -> str:
    fact = recorded.fact
    word = fact_words.site_word(str(fact.value), fact.detail)
    if fact.side in ("left", "right"):
        return f"your {fact.side} {word}"
    return f"your {word}" if fact.side != "both" else f"both your {fact_words.site_words(str(fact.value), fact.detail)}"


def appointment_letter(
    *, house: House, appointment: Appointment, patient: Patient, facts: Iterable[RecordedFact], today: date,
    inquiry: Inquiry | None, with_sheet: bool, kind: LetterKind = LetterKind.APPOINTMENT, former: datetime | None = None,
    language: str = "en", texts: Mapping[str, str] | None = None, encloses: Sequence[str] = (),
) -> AppointmentLetter:  # fmt: skip
    """The letter for a visit as it stands now. ``former``: the time that the person was told before."""
    site = house.site(appointment.site_id)
    visit = house.type(appointment.type_id)
    first = visit.look == "new_consultation"
    clinician = house.clinician(appointment.clinician_id)
    return AppointmentLetter(
        head=letterhead(house, site, language=language), name=patient.name, address=patient.address, greeting_name=patient.called, day=today,
        reference=patient.chart, visit_kind=visit.name, start=appointment.start, end=appointment.end,
        arrive=appointment.start - ARRIVE_EARLY if first or with_sheet else appointment.start, clinician=clinician.name,
        room=house.room(appointment.room_id).name if appointment.room_id else "",
        place=", ".join(site.address.on_paper(house.clinic.paper)) or site.name, directions=site.directions, preparation=visit.preparation,
        about=about(facts), signed_by=house.clinic.signs, signer_role=_role(language, clinician.name), born=_born(patient), texts=texts,
        by_web=inquiry is not None and inquiry.source not in ON_THE_PHONE,
        enclosures=enclosed(with_sheet, encloses, language), kind=kind, former=former,
    )  # fmt: skip


def enclosed(with_sheet: bool, encloses: Sequence[str], language: str) -> tuple[str, ...]:
    """What the foot of the letter says that lies with it."""
    pages = (wording.word(one, language) if language != "en" else ENCLOSURES[one].lower() for one in encloses if one in ENCLOSURES)
    return (*((wording.word("intake sheet (2 pages)", language),) if with_sheet else ()), *pages)


def _role(language: str, clinician: str) -> str:
    return f"{wording.word('Front desk, for', language)} {clinician}"


def _born(patient: Patient) -> str:
    return when.birthday(patient.birth_date) if patient.birth_date else ""


def plain_letter(
    *, house: House, letter: Letter, patient: Patient, appointment: Appointment | None, around: date | None, type_name: str, clinician: str, today: date,
    language: str, texts: Mapping[str, str], words: str,
) -> PlainLetter:  # fmt: skip
    """A recall, after-care or a report. ``around``: the day that it speaks of. ``words``: what was written for this letter, or why it is sent."""
    site = house.site(appointment.site_id) if appointment else house.sites[0]
    head = letterhead(house, site, language=language)
    told = wording.weekday_date(around, head.locale, year=letter.kind is LetterKind.REPORT) if around else ""
    values = {
        "called": patient.called, "name": patient.name, "born": _born(patient) or "date of birth not known",
        "kind": wording.in_sentence(type_name, head.locale), "day": told,
        "time": when.clock(appointment.start, clock24=head.clock24) if appointment else "", "clinician": clinician, "phone": head.phone,
        "clinic": head.clinic, "recipient": letter.recipient.name if letter.recipient else "", "words": words.strip(),
    }  # fmt: skip
    by_clinician = letter.kind is LetterKind.REPORT
    return PlainLetter(
        head=head, name=letter.recipient.name if letter.recipient else patient.name, address=letter.recipient.address if letter.recipient else patient.address,
        day=today, reference=patient.chart, texts=texts, values=values, signed_by=clinician if by_clinician else house.clinic.signs,
        signer_role=house.clinic.name if by_clinician else _role(language, clinician), enclosures=enclosed(letter.with_sheet, letter.encloses, language),
    )  # fmt: skip


def enclosed_page(*, head: Letterhead, texts: Mapping[str, str], reference: str) -> EnclosedPage:
    """A page of the clinic's own words, with its fields filled."""
    values = {"phone": head.phone, "clinic": head.clinic}
    return EnclosedPage(head, fill(texts["subject"], values), fill(texts["body"], values), reference)


def intake_sheet(
    *, house: House, patient: Patient, appointment: Appointment | None, facts: Iterable[RecordedFact],
    inquiries: dict[int, Inquiry], language: str = "en",
) -> IntakeSheet:  # fmt: skip
    """``language``: that of the person; then what they said stands in their own words."""
    site = house.site(appointment.site_id) if appointment else house.sites[0]
    visit = ""
    if appointment:
        told = when.moment_words(appointment.start, clock24=house.clinic.clock24)
        if language != "en":
            told = wording.moment(appointment.start, language, clock24=True)
        visit = f"{house.type(appointment.type_id).name}, {told}, {house.clinician(appointment.clinician_id).name}"
    return IntakeSheet(
        head=letterhead(house, site, language=language), name=patient.name, chart=patient.chart, birth_date=patient.birth_date, phone=house.number(patient.phone),
        email=patient.email, address=patient.address, visit=visit, facts=said_facts(facts, inquiries, house.zone, language),
    )  # fmt: skip


def said_facts(facts: Iterable[RecordedFact], inquiries: dict[int, Inquiry], zone: str, language: str = "en") -> tuple[SaidFact, ...]:
    """Facts fit to print, each with where it was said; contact data is left out, since the sheet has lines for it."""
    said = []
    for recorded in facts:
        text = _printable(recorded, language)
        if text and recorded.fact.kind not in ("person_name", "phone", "email"):
            origin = _origin(inquiries.get(recorded.inquiry_id), recorded, zone, language)
            said.append(SaidFact(recorded=recorded, label=fact_words.label(recorded.fact), text=text, said_in=origin))
    return tuple(said)


def _printable(recorded: RecordedFact, language: str) -> str:
    if language != "en" and recorded.decision in ("accepted", "added") and recorded.fact.quote.strip():
        return f"“{' '.join(recorded.fact.quote.split())}”"
    if recorded.decision in ("accepted", "corrected", "added"):
        return fact_words.words(recorded.fact)
    if recorded.decision == "suggested" and recorded.fact.confidence >= PRINTS_AS_QUOTE:
        return f"“{' '.join(recorded.fact.quote.split())}”"
    return ""


def _origin(inquiry: Inquiry | None, recorded: RecordedFact, zone: str, language: str) -> str:
    if inquiry is None:
        return wording.word("record", language)
    told: datetime | None = wall_of(inquiry.received_at, zone) if inquiry.received_at else None
    if language != "en":
        return wording.word(_SAID.get(inquiry.source, "phone call"), language) + (f", {wording.long_date(told, language)}" if told else "")
    where = _SAID.get(inquiry.source, "phone call") + (f", {when.short_day(told)}" if told else "")
    return f"{where}; corrected by {recorded.by}" if recorded.decision == "corrected" and recorded.by else where
