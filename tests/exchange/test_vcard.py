"""Cards as phones, mail programs and address books write them; all people are invented."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.incoming import Incoming, IncomingPerson
from frontdesk.exchange import vcard

TODAY = date(2026, 11, 25)


def read(text: str | bytes) -> Incoming:
    parts = list(vcard.read(text.encode() if isinstance(text, str) else text, today=TODAY))
    apart: dict[str, int] = {}
    for part in parts:
        apart |= part.kept_apart
    return Incoming("vCard", tuple(p for part in parts for p in part.people), kept_apart=apart, refused=tuple(r for part in parts for r in part.refused))


def one(*lines: str, version: str = "3.0", end: str = "\r\n") -> IncomingPerson:
    (person,) = read(end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))).people
    return person


def test_a_whole_card_gives_a_whole_patient():
    patient = one(
        "N:Halloran;Maeve;Ruth;Dr.;", "FN:Dr. Maeve Halloran", "NICKNAME:Mae", "BDAY:1971-03-09", "TEL;TYPE=WORK:+1 312 555 0101", "TEL;TYPE=CELL,PREF:+1 312 555 0199",
        "EMAIL;TYPE=INTERNET:maeve@example.org", "ADR;TYPE=HOME:;Apt 4;12 Quay Street;Oak Park;IL;60302;USA", "TITLE:Violin maker",
    ).patient  # fmt: skip
    assert (patient.given_name, patient.family_name, patient.preferred_name, patient.salutation) == ("Maeve Ruth", "Halloran", "Mae", "Dr.")
    assert (patient.birth_date, patient.phone, patient.email, patient.occupation) == (date(1971, 3, 9), "+1 312 555 0199", "maeve@example.org", "Violin maker")
    assert patient.address.lines == ("12 Quay Street", "Apt 4", "Oak Park, IL 60302", "USA")


def test_what_a_patient_has_no_field_for_is_kept_beside_it():
    more = one("N:Halloran;Maeve;;;", "TEL;TYPE=CELL:+1 312 555 0199", "TEL;TYPE=FAX:+1 312 555 0100", "TEL;TYPE=WORK:+1 312 555 0101", "NOTE:Prefers mornings", "GENDER:F").more
    assert {"Also reached at: +1 312 555 0101", "Fax: +1 312 555 0100", "Note: Prefers mornings", "Sex: female"} <= set(more)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_any_line_ending_and_folding_is_read(end: str):
    patient = one("N:Hallo", " ran;Mae", "\tve;;;", "EMAIL:mae", " ve@example.org", end=end).patient
    assert (patient.name, patient.email) == ("Maeve Halloran", "maeve@example.org")


def test_old_cards_with_quoted_printable_and_their_own_encoding_are_read():
    raw = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;;\r\n" \
          b"ADR;HOME;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:;;Stra=C3=9Fe 4=\r\n a;Kiel;;24103;\r\nTEL;CELL:+49 431 5550\r\nEND:VCARD\r\n"  # fmt: skip
    (person,) = read(raw).people
    assert (person.patient.name, person.patient.address.street, person.patient.phone) == ("Jörg Müller", "Straße 4a", "+49 431 5550")


def test_a_japanese_card_whose_letters_hold_a_backslash_byte_is_read():
    raw = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=SHIFT_JIS:表;十;;;\nEND:VCARD\n".encode("shift_jis")
    assert read(raw).people[0].patient.name == "十 表"


def test_groups_and_labels_of_apple_and_uris_of_version_four_are_read():
    patient = one("N:Oduya;Femi;;;", "item1.TEL;VALUE=uri;TYPE=\"cell,voice\":tel:+1-312-555-0142;ext=7", "item1.X-ABLabel:_$!<Home>!$_", "item2.EMAIL;type=pref:femi@example.org", version="4.0").patient
    assert (patient.phone, patient.email) == ("+1-312-555-0142 ext. 7", "femi@example.org")


def test_pictures_are_left_out_whatever_they_are_made_of():
    person = one("N:Oduya;Femi;;;", "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 30, " " + "QUJD" * 20, "TEL:+1 312 555 0142")
    assert person.patient.phone == "+1 312 555 0142"
    assert not [line for line in person.more if "QUJD" in line]


def test_a_birthday_without_a_year_is_told_and_not_guessed():
    person = one("N:Oduya;Femi;;;", "BDAY:--0412")
    assert person.patient.birth_date is None
    assert "Birthday as written: --0412" in person.more


def test_junior_and_senior_stay_two_people():
    assert one("N:Doyle;Sean;;;Jr.").patient.family_name == "Doyle Jr."
    assert one("N:Doyle;Sean;;;M.D.").patient.family_name == "Doyle"


def test_companies_groups_and_cards_without_a_name_are_accounted_for():
    found = read("\n".join((
        "BEGIN:VCARD", "VERSION:4.0", "KIND:group", "FN:Tennis", "END:VCARD", "BEGIN:VCARD", "FN:", "N:;;;;", "ORG:Ballast Ltd", "END:VCARD",
        "BEGIN:VCARD", "EMAIL:nobody@example.org", "END:VCARD", "BEGIN:VCARD", "FN:Femi Oduya", "END:VCARD",
    )))  # fmt: skip
    assert found.kept_apart == {"group of people": 1, "company or place": 1}
    assert [p.patient.name for p in found.people] == ["Femi Oduya"]
    assert ["No name" in piece.reason for piece in found.refused] == [True]
    assert "nobody@example.org" in found.refused[0].content


def test_a_card_that_breaks_off_keeps_what_came_before():
    (person,) = read("BEGIN:VCARD\nN:Oduya;Femi;;;\nTEL:+1 312 555 0142\nNOTE:half a").people
    assert person.patient.phone == "+1 312 555 0142"
    assert any("cut off" in line for line in person.more)


def test_a_line_that_is_none_is_told_and_the_card_still_read():
    found = read("BEGIN:VCARD\nN:Oduya;Femi;;;\nthis is no property\nTEL:+1 312 555 0142\nEND:VCARD\nEND:VCARD\n")
    assert found.people[0].patient.phone == "+1 312 555 0142"
    assert [piece.where for piece in found.refused] == ["line 3", "line 6"]


def test_the_same_card_has_the_same_key_and_two_people_never_share_one():
    first, again = one("UID:urn:uuid:1-2", "FN:Femi Oduya"), one("UID:1-2", "FN:Femi Oduya", "NOTE:new")
    other = one("UID:1-2", "FN:Kemi Oduya")
    assert first.key == again.key != other.key
    assert first.said != again.said


def test_a_quote_that_never_ends_does_not_swallow_the_card():
    patient = one('TEL;TYPE="cell:+1 312 555 0142', "N:Oduya;Femi;;;").patient
    assert patient.name == "Femi Oduya"


def test_a_utf16_file_is_read():
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Žofie Nováková\r\nEND:VCARD\r\n"
    for raw in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be")):
        assert read(raw).people[0].patient.name == "Žofie Nováková"
