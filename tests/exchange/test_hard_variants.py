"""Files of people as programs really write them, each with what makes it hard: the person that comes out is the one who was meant."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from frontdesk.domain.incoming import Incoming, IncomingPerson
from frontdesk.exchange import reading
from frontdesk.intake.recognise import by_head

TODAY = date(2026, 11, 24)
BORN = date(1970, 3, 5)


def taken(path: Path, raw: str | bytes, *, day_first: bool = False) -> list[Incoming]:
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return list(reading.parse(path, reading.Asked(TODAY, TODAY - timedelta(days=9), TODAY + timedelta(days=99), day_first=day_first)))


def people(parts: list[Incoming]) -> list[IncomingPerson]:
    return [one for part in parts for one in part.people]


def card(*lines: str, version: str = "4.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


CARDS = {
    "soft breaks in two encodings": (
        card("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=", "=F6rg", "BDAY:19700305", "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Z=C3=BCrich=0D=0A=",
             "zwei : drei", version="2.1"), ("Jörg", "Müller", BORN)),
    "grouped and folded": (
        card("item1.N:O'Neil\\, Smith;Mary", "item1.FN:Mary O'Neil", "item2.ADR;type=HOME:;;12 Long Street\\, Rear;Aus", " tin;TX;78701;USA", "BDAY;value=date:1970-03-05",
             version="3.0"), ("Mary", "O'Neil, Smith", BORN)),
    "lists in a name": (card("N:Lee;Anna,Marie;Q.,R.;Dr.,Prof.;PhD,Jr.", "BDAY:19700305"), ("Anna Marie Q. R.", "Lee Jr.", BORN)),
    "several family names": (card("N:Müller,Meier;Ute;;;", "BDAY:19700305"), ("Ute", "Müller Meier", BORN)),
    "a moment with an offset": (card("FN:Ines Falk", "BDAY:1970-03-05T23:10:00-08:00"), ("Ines", "Falk", BORN)),
    "a moment in UTC": (card("FN:Ines Falk", "BDAY:19700305T231000Z"), ("Ines", "Falk", BORN)),
    "a date without its year": (card("FN:Ines Falk", "BDAY:--0305"), ("Ines", "Falk", None)),
    "a date without its day": (card("FN:Ines Falk", "BDAY:1970-03"), ("Ines", "Falk", None)),
    "small letters": (card("n:Falk;Ines", "bday:19700305", version="3.0").lower().replace("falk;ines", "Falk;Ines"), ("Ines", "Falk", BORN)),
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
def test_a_card(tmp_path: Path, name: str):
    raw, meant = CARDS[name]
    (one,) = people(taken(tmp_path / "people.vcf", raw))
    assert (one.patient.given_name, one.patient.family_name, one.patient.birth_date) == meant
    if meant[2] is None:
        assert any(line.startswith("Birthday as written: ") for line in one.more), "what is no whole date is kept as it was written"


def test_what_stands_behind_a_name_and_is_no_generation_is_kept_beside_the_record(tmp_path: Path):
    (one,) = people(taken(tmp_path / "people.vcf", CARDS["lists in a name"][0]))
    assert one.patient.salutation == "Dr. Prof."
    assert "After the name: PhD" in one.more


def falk(key: str, **more: object) -> dict[str, object]:
    return {"resourceType": "Patient", "id": key, "name": [{"family": "Falk", "given": ["Ines", key]}], **more}


def test_a_bundle_of_a_transaction_with_what_it_refers_to_inside_and_outside(tmp_path: Path):
    old, new = ({"system": "phone", "value": value, "use": use} for value, use in (("512 555 0101", "mobile"), ("512 555 0102", "home")))
    seen = {"resourceType": "Appointment", "status": "booked", "start": "2026-12-01T09:00", "minutesDuration": 30}
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:1", "request": {"method": "POST", "url": "Patient"}, "resource": falk("A", birthDate="1970-03-05", telecom=[{**old, "period": {"end": "2019"}}, new])},
        {"resource": {**seen, "id": "x", "participant": [{"actor": {"reference": "urn:uuid:1"}}]}},
        {"resource": {**seen, "id": "y", "contained": [falk("C")], "participant": [{"actor": {"reference": "#C"}}],
                      "serviceType": [{"concept": {"text": "Follow-up"}}], "reason": [{"concept": {"text": "knee pain"}}]}},
        {"request": {"method": "DELETE", "url": "Patient/9"}},
    ]}  # fmt: skip
    parts = taken(tmp_path / "bundle.json", json.dumps(bundle))
    one, inside = people(parts)
    assert one.patient.phone == "512 555 0102", "a number that ended years ago is not the one to call"
    assert "Also reached at: 512 555 0101" in one.more
    first, second = (visit for part in parts for visit in part.visits)
    assert (first.person, first.name) == (one.key, "Ines A Falk")
    assert (second.name, second.kind, second.detail) == ("Ines C Falk", "Follow-up", "knee pain")
    assert second.person == inside.key


def test_resources_one_a_line_and_those_inside_of_parameters(tmp_path: Path):
    lines = "\n".join(json.dumps(falk(key)) for key in "XYZ") + "\n{broken\n"
    parts = taken(tmp_path / "bulk.ndjson", lines)
    assert [one.patient.given_name for one in people(parts)] == ["Ines X", "Ines Y", "Ines Z"]
    assert [piece.where for part in parts for piece in part.refused] == ["line 4"]
    asked = {"resourceType": "Parameters", "parameter": [{"name": "count", "valueInteger": 1}, {"name": "patient", "resource": falk("Q")}]}
    assert [one.patient.given_name for one in people(taken(tmp_path / "asked.json", json.dumps(asked)))] == ["Ines Q"]


FRAMED = (
    "\x0bMSH|^~\\&|A|HOSP|||20261124104200-0600||ADT^A08^ADT_A01|1|P|2.5.1|||||UNICODE UTF-8\rEVN|A08\r"
    "PID|1||999-99-9999^^^SSA^SS~77^^^INS^PI~123^^^HOSP^MR||O\\T\\Neil\\S\\Söhne^Mary^Ann^Jr~Jones^Mary^^^^^M~^Molly^^^^^N||19700305|F|||12 Elm\\X0D\\Apt 4^^Austin^TX^78701^^H"
    "~PO Box 1^^Austin^TX^78702^^M||(512)555-0101^PRN^PH~^NET^Internet^mary@example.org~(512)555-0199^PRN^FX~^PRS^CP^^1^512^5550102\r\x1c\r"
)


def test_a_framed_message_with_repeats_and_escapes(tmp_path: Path):
    (one,) = people(taken(tmp_path / "adt.hl7", FRAMED))
    patient = one.patient
    assert (patient.given_name, patient.family_name, patient.preferred_name, patient.birth_date) == ("Mary Ann", "O&Neil^Söhne Jr", "Molly", BORN)
    assert (patient.phone, patient.email) == ("+1 512 5550102", "mary@example.org")
    assert patient.address.lines[0] == "12 Elm Apt 4"
    assert one.key.startswith("hl7:HOSP:123:")
    assert not any("999-99-9999" in line for line in one.more), "a social security number is not taken in"
    assert {"Other name: Mary Jones", "Fax: (512)555-0199", "Also reached at: (512)555-0101"} <= set(one.more)


def test_a_list_in_columns_of_blanks_says_which_line_breaks_out_of_them(tmp_path: Path):
    raw = ("PATIENT LIST                              11/24/2026\n\nPat #   Patient Name              DOB         Home Phone\n"
           "1001    Abbot, Karl               01/02/1960  (512) 555-0310\n1002    Dunn, Ray                 03/04/1961  (512) 555-0311\n"
           "1003    A-very-long-name-that-runs-over, B  05/06/1962  (512) 555-0312\nTotal: 3\n")  # fmt: skip
    parts = taken(tmp_path / "list.txt", raw)
    assert [one.patient.name for one in people(parts)] == ["Karl Abbot", "Ray Dunn"]
    (refused,) = [piece for part in parts for piece in part.refused]
    assert (refused.where, "does not keep to the columns" in refused.reason) == ("line 6", True)
    assert sum(sum(part.kept_apart.values()) for part in parts) == 2, "title and foot"
    lost = taken(tmp_path / "lost.txt", "Jo Smith  1970-01-02 5125550399\nAnn Lee 1980-02-03  5125550398\n")
    assert "Export it as CSV" in lost[-1].refused[0].reason


def test_a_date_that_a_database_writes_for_none_is_none(tmp_path: Path):
    raw = "LName,FName,Birthdate,City\nFalk,Ines,0001-01-01,Austin\nHolm,Lars,00/00/0000,Austin\nReed,Tom,0000-00-00 00:00:00,Austin\n"
    assert [(one.patient.birth_date, one.more) for one in people(taken(tmp_path / "people.csv", raw))] == [(None, ())] * 3


def test_a_record_that_was_put_into_another_is_named_beside_the_one_that_is_left(tmp_path: Path):
    raw = ("MSH|^~\\&|A|HOSP|F|C|2026||ADT^A40^ADT_A39|7|P|2.5\rPID|1||200^^^H^MR||Surv^Ina||19800101|F\r"
           "MRG|201^^^H^MR||||||Sruv^Ina\r")  # fmt: skip
    parts = taken(tmp_path / "merge.hl7", raw)
    (one,) = people(parts)
    assert any("Put together there with the record 201, Ina Sruv" in line for line in one.more)
    assert one.merged == ("hl7:HOSP:201:ina sruv", "hl7:HOSP:201:ina surv")
    assert "to be compared here" in next(iter(parts[-1].kept_apart))


def test_a_message_with_delimiters_of_its_own(tmp_path: Path):
    (one,) = people(taken(tmp_path / "odd.hl7", "MSH#*!/@#A#B###20261124##ADT*A04#3#P#2.3\rPID#1##5***X*MR##Falk*Ines##19700305#F###Elm /F/ 5**Austin*TX*78701##555 0101!555 0102\r"))
    assert (one.patient.name, one.patient.address.lines[0], one.patient.phone) == ("Ines Falk", "Elm # 5", "555 0101")
    assert "Also reached at: 555 0102" in one.more


def test_a_visit_that_holds_its_patient_and_names_its_clinician_only(tmp_path: Path):
    inside = {"resourceType": "Patient", "id": "p", "name": [{"family": "Falk", "given": ["Ines"]}], "birthDate": "1970-03-05"}
    visit = {"resourceType": "Appointment", "id": "a", "status": "booked", "start": "2026-12-01T15:00:00Z", "contained": [inside],
             "participant": [{"actor": {"reference": "#p"}}, {"actor": {"display": "Dr Okafor"}}]}
    parts = taken(tmp_path / "visit.json", json.dumps(visit))
    (one,), (there,) = people(parts), [visit for part in parts for visit in part.visits]
    assert (one.patient.name, one.patient.birth_date) == ("Ines Falk", BORN)
    assert (there.person, there.clinicians) == (one.key, ("Dr Okafor",))
    (other,) = people(taken(tmp_path / "other.json", json.dumps(visit | {"contained": [inside | {"birthDate": "1985-01-02"}]})))
    assert other.key != one.key, "an id within one visit says nothing about the next"


TABLES = {
    "semicolons, German, from Windows": ("Nachname;Vorname;Geburtsdatum\r\nMüller;Jörg;05.03.70\r\n".encode("cp1252"), True, ("Jörg", "Müller", BORN)),
    "tabs in UTF-16": ("Last\tFirst\tDOB\nÖberg\tÅsa\t3/5/1970\nFalk\tIda\t3/25/1985\n".encode("utf-16"), False, ("Åsa", "Öberg", BORN)),
    "the day first because another row says so": ("Last\tFirst\tDOB\nÖberg\tÅsa\t5/3/1970\nFalk\tIda\t25/12/85\n", False, ("Åsa", "Öberg", BORN)),
    "pipes": ("MRN|LASTNAME|FIRSTNAME|BIRTHDATE\n1|FALK|INES|19700305\n", False, ("INES", "FALK", BORN)),
    "no header, given name first": ("Ines,Falk,03/05/1970,(512) 555-0101\nLars,Holm,12/31/85,(512) 555-0102\n", False, ("Ines", "Falk", BORN)),
    "no header, family name first": ("Falk,Ines,03/05/1970,(512) 555-0101\nHolm,Lars,12/31/85,(512) 555-0102\n", False, ("Ines", "Falk", BORN)),
    "German, the name beside the given name": ("Name;Vorname;Geb.-Datum;Betrag\nvon der Heide;Karl-Heinz;5.3.70;1.234,50\n", True, ("Karl-Heinz", "von der Heide", BORN)),
    "Dutch, with what stands before the name": ("Achternaam;Tussenvoegsel;Voornaam;Geboortedatum;Mobiel\nVries;de;Willem;05-03-1970;06-12345678\n", True,
                                               ("Willem", "de Vries", BORN)),
    "Spanish, two family names": ("Primer apellido|Segundo apellido|Nombre|F. nacimiento|Móvil\nGarcía|Márquez|José|5/3/1970|612 345 678\n".encode("latin-1"), True,
                                  ("José", "García Márquez", BORN)),
    "Portuguese": ("Apelido;Nome próprio;Data de nascimento;Telemóvel;Morada\nGonçalves;João;5/3/1970;+351 912 345 678;Rua Augusta 5\n", True, ("João", "Gonçalves", BORN)),
    "Russian, from Windows": ("Фамилия;Имя;Отчество;Дата рождения;Телефон\nИванов;Иван;Петрович;05.03.1970;+7 912 345-67-89\n".encode("cp1251"), True,
                              ("Иван Петрович", "Иванов", BORN)),
    "Polish, from Windows": ("Nazwisko;Imię;Data urodzenia;Kod pocztowy;Miejscowość\nŻółć;Łucja;1970-03-05;00-001;Warszawa\n".encode("cp1250"), True,
                             ("Łucja", "Żółć", BORN)),
    "titles that say how to write": ('"Patient Name (Last, First)","Date of Birth (MM/DD/YYYY)",Zip Code\n"Falk, Ines",03/05/1970,78701\n', False, ("Ines", "Falk", BORN)),
    "what a database writes for nothing": ("first_name,last_name,dob,phone\nInes,Null,1970-03-05,NULL\nNULL,Holm,NULL,n/a\n", False, ("Ines", "Null", BORN)),
    "names with numbers, as invented records have them": ("FIRST,LAST,BIRTHDATE\nJose871,Eichmann909,1970-03-05\n", False, ("Jose871", "Eichmann909", BORN)),
    "the header again, with its mark, where two files were put together": (
        "\ufeffLast,First,DOB\nFalk,Ines,1970-03-05\n\ufeffLast,First,DOB\nHolm,Lars,1985-12-31\n", False, ("Ines", "Falk", BORN)),
    "two rows of titles": (",Name,,Contact,,Address,\nID,Last,First,Birthdate,Email,City,Zip\n1,Falk,Ines,1970-03-05,i@example.org,Austin,78701\n", False,
                           ("Ines", "Falk", BORN)),
    "columns parted by blanks": ("LAST NAME       FIRST NAME    DOB         CITY\nDe Wit          Jan Peter     1970-03-05  Round Rock\n"
                                 "Ortiz           Sol                       Austin\n", False, ("Jan Peter", "De Wit", BORN)),
    "columns under a ruled line": ("Chart   Name                     Birthdate\n------- ------------------------ ----------\n"
                                   "A1      Mr. Palmer, Rose         03/05/1970\nA2      Quinn, Patrick J         10/11/1958\n", False, ("Rose", "Palmer", BORN)),
    "a database's own drawing": (" id | last_name | first_name | dob\n----+-----------+------------+------------\n  1 | Falk      | Ines       | 1970-03-05\n"
                                 "  2 | Wolfe     | Abe        | 1971-01-02\n  3 | Xu        | Li         | 1972-01-02\n(3 rows)\n", False, ("Ines", "Falk", BORN)),
    "a title before a name in one field": ("Name,DOB,Phone\nMr. Hugo van Dam,1970-03-05,512-555-0320\n", False, ("Hugo", "van Dam", BORN)),
    "a foot and an empty row below": ("\ufeffLast Name,First Name,Birth Date\nFalk,Ines,1970-03-05\n,,\nTotal: 1\n", False, ("Ines", "Falk", BORN)),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table(tmp_path: Path, name: str):
    raw, day_first, meant = TABLES[name]
    parts = taken(tmp_path / "people.csv", raw, day_first=day_first)
    first = people(parts)[0].patient
    assert (first.given_name, first.family_name, first.birth_date) == meant
    assert not any(one.patient.family_name.startswith("Total") for one in people(parts))


def test_a_header_whose_commas_stand_without_quotes_makes_no_names_of_dates(tmp_path: Path):
    raw = 'Patient Name (Last, First),Date of Birth,Phone,Zip,E-mail\n"Falk, Ines",03/05/1970,5125550101,78701,ines@example.org\n"Holm, Lars",12/31/1985,,78702,\n'
    first, second = people(taken(tmp_path / "people.csv", raw))
    assert (first.patient.name, second.patient.name) == ("Ines Falk", "Lars Holm")
    assert (first.patient.birth_date, first.patient.phone, first.patient.address.postcode, first.patient.email) == (BORN, "5125550101", "78701", "ines@example.org")
    shifted = people(taken(tmp_path / "shifted.csv", "Last,First,DOB,Phone,Zip\n9,Falk,Ines,03/05/1970,5125550101\n10,Holm,Lars,12/31/1985,5125550102\n"))
    assert not any(set("/0123456789") & set(one.patient.name) for one in shifted), "a title over the wrong column makes nobody of dates and numbers"


def test_numbers_that_a_spreadsheet_rounded_make_one_of_nobody(tmp_path: Path):
    raw = "MRN,Last,First,DOB\n1.23457E+11,Falk,Ines,1970-03-05\n1.23457E+11,Falk,Ines,1985-12-31\n"
    first, second = people(taken(tmp_path / "people.csv", raw))
    assert first.key != second.key
    assert "Number there: 1.23457E+11" in first.more


def test_house_number_phones_and_town_in_german_titles(tmp_path: Path):
    raw = "Nachname;Vorname;Straße;Hausnr.;PLZ;Ort;Tel. privat;Tel. mobil\nMüller;Jörg;Bleichen;12a;20354;Hamburg;040/1234567;0171-5556677\n"
    (one,) = people(taken(tmp_path / "people.csv", raw.encode("cp1252"), day_first=True))
    assert (one.patient.address.lines, one.patient.phone, one.more) == (("Bleichen 12a", "Hamburg, 20354"), "0171-5556677", ("Also reached at: 040/1234567",))


def test_a_message_whose_first_name_is_empty_is_of_the_one_who_is_named_next(tmp_path: Path):
    (one,) = people(taken(tmp_path / "adt.hl7", "MSH|^~\\&|A|B|C|D|20261124||ADT^A04|3|P|2.5\rPID|||33^^^H||^^^^^^L~Falk^Ines||19700305|F\r"))
    assert (one.patient.name, one.more) == ("Ines Falk", ("Number there: 33", "Sex: female"))


def test_a_card_that_begins_with_a_blank_is_a_card_of_its_own(tmp_path: Path):
    raw = card("FN:Ines Falk", version="3.0") + " " + card("FN:Lars Holm", version="3.0")
    parts = taken(tmp_path / "people.vcf", raw)
    assert [one.patient.name for one in people(parts)] == ["Ines Falk", "Lars Holm"]
    assert not any(part.refused for part in parts)


@pytest.mark.parametrize(
    ("cell", "lines"), [("Austin, TX 78701", ("Austin, TX 78701",)), ("50667 Köln", ("Köln, 50667",)), ("San Marcos", ("San Marcos",))],
)
def test_city_state_and_postcode_in_one_cell(tmp_path: Path, cell: str, lines: tuple[str, ...]):
    (one,) = people(taken(tmp_path / "people.csv", f'Patient Name,DOB,Address,"City, State ZIP",Allergies\n"Falk, Ines","Mar 5, 1970",12 Elm St,"{cell}",None\n'))
    assert one.patient.address.lines == ("12 Elm St", *lines)
    assert (one.patient.name, one.patient.alerts) == ("Ines Falk", ()), "a record that warns of “none” warns of nothing"


@pytest.mark.parametrize(("cell", "phones"), [
    ("Mobile: 0491 570 156, Home: 02 5550 5512", "0491 570 156"), ("Home: 02 5550 5512; Mobile: 0491 570 156", "0491 570 156"), ("0491 570 156", "0491 570 156"),
])  # fmt: skip
def test_of_the_numbers_in_one_cell_the_mobile_one_is_rung_first(tmp_path: Path, cell: str, phones: str):
    (one,) = people(taken(tmp_path / "people.csv", f'First name,Last name,Date of birth,Phone numbers\nUte,Falk,5 Mar 1970,"{cell}"\n'))
    assert (one.patient.phone, one.patient.birth_date) == (phones, BORN)


def test_what_a_report_puts_below_its_table_is_nobody(tmp_path: Path):
    parts = taken(tmp_path / "people.csv", 'Patient,DOB,Phone,Balance\n"FALK, UTE","Mar 5, 1970",775-555-0112,$1.50\n,,Total,$1.50\n2 patients,,,\n')
    assert [one.patient.family_name for one in people(parts)] == ["FALK"]
    assert (sum(part.kept_apart.get("line below the table", 0) for part in parts), [piece for part in parts for piece in part.refused]) == (2, [])


def test_a_quote_within_a_quoted_cell_is_a_part_of_it(tmp_path: Path):
    parts = taken(tmp_path / "people.csv", 'First,Last,DOB,Phone,Notes\nAnn,"O""Dell",1970-03-05,512-555-0113,"likes the "window" seat"\nCy,Fox,1970-03-05,512-555-0114,"unclosed\n')
    assert [(one.patient.family_name, one.more[-1]) for one in people(parts)] == [('O"Dell', 'Note: likes the "window" seat')]
    assert [piece.where for part in parts for piece in part.refused] == ["line 3"]


def test_numbered_addresses_give_state_and_postcode_too(tmp_path: Path):
    (one,) = people(taken(tmp_path / "people.csv", "First Name,Last Name,DOB,Address 1 - Street,Address 1 - City,Address 1 - State,Address 1 - Zip\nKit,Falk,12/31/1970,1 Elm,Reno,NV,89501\n"))
    assert (one.patient.address.region, one.patient.address.postcode) == ("NV", "89501")


def test_a_table_of_submissions_with_birth_dates_is_of_messages_not_of_patients(tmp_path: Path):
    table = '"Submission Date","Name","Birth Date","Email","What is your main complaint?","Submission ID"\n"Oct 5, 2026","Ute Falk","03-05-1970","ute@example.org","Low back pain","603"\n'
    (tmp_path / "form.csv").write_text(table)
    assert reading.kind_of(tmp_path / "form.csv", today=TODAY) == ""


def test_a_mail_that_encloses_a_calendar_or_a_card_is_a_mail(tmp_path: Path):
    head = "To: desk@clinic.example\nFrom: Ida <ida@example.org>\nSubject: Visit\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nSee you then\n--c\nContent-Type: text/x\n\n"
    for body in ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T100000Z\nEND:VEVENT\nEND:VCALENDAR\n", card("FN:Ines Falk")):
        (tmp_path / "one.eml").write_text(head + body)
        assert reading.kind_of(tmp_path / "one.eml", today=TODAY) == ""
        assert by_head((head + body).encode()) == "mail"


@pytest.mark.parametrize(("written", "name", "salutation"), [
    ("Dr. Maria del Carmen Lopez-Vega, PhD", "Maria del Carmen Lopez-Vega", "Dr."), ("Mr. and Mrs. John Smith", "John Smith", "Mr. and Mrs."), ("Falk, Ute", "Ute Falk", ""),
])  # fmt: skip
def test_titles_and_degrees_are_no_names(tmp_path: Path, written: str, name: str, salutation: str):
    (one,) = people(taken(tmp_path / "people.csv", f'Full Name,DOB,Phone\n"{written}",1970-03-05,512-555-0116\n'))
    assert (one.patient.name, one.patient.salutation) == (name, salutation)


def test_a_table_with_japanese_titles_is_of_people(tmp_path: Path):
    (one,) = people(taken(tmp_path / "people.csv", "姓,名,生年月日,電話番号\n田中,愛子,1970年3月5日,03-5555-0105\n".encode("shift_jis")))
    assert (one.patient.given_name, one.patient.family_name, one.patient.birth_date, one.patient.phone) == ("愛子", "田中", BORN, "03-5555-0105")


@pytest.mark.parametrize(("title", "born"), [("Date de naissance", date(1970, 3, 5)), ("Geb.-Datum", date(1970, 3, 5)), ("DOB", date(1970, 5, 3))])
def test_a_date_that_could_be_either_follows_the_language_of_its_title(tmp_path: Path, title: str, born: date):
    (one,) = people(taken(tmp_path / "people.csv", f"Nom,Vorname,{title},Telefon\nFalk,Ute,05/03/1970,775-555-0112\n"))
    assert one.patient.birth_date == born
