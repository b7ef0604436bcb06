"""What files of other programs really hold, each a thing that was once read wrongly; all people are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from frontdesk.domain.incoming import Incoming, IncomingPerson
from frontdesk.exchange import national, reading

TODAY = date(2026, 11, 24)


def taken(path: Path, raw: str) -> list[Incoming]:
    path.write_text(raw, encoding="utf-8")
    return list(reading.parse(path, reading.Asked(TODAY, TODAY, TODAY)))


def people(parts: list[Incoming]) -> list[IncomingPerson]:
    return [one for part in parts for one in part.people]


def test_a_date_that_no_calendar_has_does_not_turn_the_others_round(tmp_path: Path):
    raw = "PatID,LastName,FirstName,PrefName,BirthDate,HomePhone\n1,Falk,Ute,Uschi,04/12/1951,8015550201\n2,Holm,Lars,,13/45/1951,8015550203\n3,Reed,Ina,,12/31/1960,8015550204\n"
    first, second, third = people(taken(tmp_path / "people.csv", raw))
    assert [one.patient.birth_date for one in (first, second, third)] == [date(1951, 4, 12), None, date(1960, 12, 31)]
    assert first.patient.preferred_name == "Uschi"


def test_one_date_the_other_way_round_is_outvoted(tmp_path: Path):
    rows = "".join(f"Falk,Ute{n},{n}/20/1970,85\n" for n in range(1, 6))
    found = people(taken(tmp_path / "people.csv", f"LName,FName,Birthdate,PatNum\nHolm,Lars,25/12/1970,84\n{rows}Reed,Ina,03/04/1970,86\n"))
    assert found[-1].patient.birth_date == date(1970, 3, 4)


def test_cells_in_apostrophes_are_the_same_cells(tmp_path: Path):
    raw = ("Patient Number,Patient Name,Mobile Number,Email Address,Address,City,National Id,Date of Birth\n"
           "'P1','Ute O'Dell','9845550270','ute@example.in','12 \"New\" Road, Rear','Pune','1234 5678 9012','1990-09-09'\n'P2','Lars Holm','','','','','','1991-09-09'\n")  # fmt: skip
    one, other = people(taken(tmp_path / "people.csv", raw))
    assert (one.patient.name, one.patient.phone, one.patient.email, one.patient.birth_date) == ("Ute O'Dell", "9845550270", "ute@example.in", date(1990, 9, 9))
    assert one.patient.address.lines == ('12 "New" Road, Rear', "Pune")
    assert national.left_out("National Id") in one.more
    assert (other.patient.name, other.patient.birth_date) == ("Lars Holm", date(1991, 9, 9))


def test_a_date_that_stands_for_none_is_no_death(tmp_path: Path):
    (one,) = people(taken(tmp_path / "people.csv", "fname,lname,DOB,country_code,deceased_date,regdate\nUte,Falk,1970-03-05,USA,0000-00-00 00:00:00,0000-00-00\n"))
    assert one.more == ()
    assert one.patient.address.country == "USA"


def test_a_card_whose_only_name_is_its_firms_is_a_firms(tmp_path: Path):
    firm = "BEGIN:VCARD\nVERSION:3.0\nFN:Acme Dental Lab\nN:;;;;\nORG:Acme Dental Lab\nTEL:646 555 0121\nEND:VCARD\n"
    parts = taken(tmp_path / "cards.vcf", firm + firm.replace("N:;;;;", "N:Falk;Ute;;;").replace("FN:Acme Dental Lab", "FN:Ute Falk"))
    assert [one.patient.name for one in people(parts)] == ["Ute Falk"]
    assert parts[-1].kept_apart == {"company or place": 1}


def test_a_related_name_with_its_number_is_parted_from_it(tmp_path: Path):
    (one,) = people(taken(tmp_path / "one.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Ute Falk\nRELATED;TYPE=parent;VALUE=text:Lars Holm, 512 555 0151\nEND:VCARD\n"))
    assert [(tie.name, tie.phone) for tie in one.ties] == [("Lars Holm", "512 555 0151")]


@pytest.mark.parametrize(("table", "name", "born", "phone"), [
    ("Nome completo,Data de nascimento,CPF,Celular,CEP\nJoana da Silva,07/09/1990,123.456.789-09,11 95550-0360,01310-100\n", ("Joana", "da Silva"), date(1990, 9, 7), "11 95550-0360"),
    ("Nom;Prénom;Né(e) le;Tél. portable\nBénard;Chloé;3/7/79;0655500340\n", ("Chloé", "Bénard"), date(1979, 7, 3), "0655500340"),
    ("患者氏名,生年月日,電話番号\n山田 花子,1975/04/01,03-5555-0380\n", ("花子", "山田"), date(1975, 4, 1), "03-5555-0380"),
    ("Surname,Forename,Date of Birth,Mobile Telephone\nHughes,Gwen,14/02/1939,07700 900390\n", ("Gwen", "Hughes"), date(1939, 2, 14), "07700 900390"),
])  # fmt: skip
def test_tables_of_other_countries(tmp_path: Path, table: str, name: tuple[str, str], born: date, phone: str):
    (one,) = people(taken(tmp_path / "people.csv", table))
    assert ((one.patient.given_name, one.patient.family_name), one.patient.birth_date, one.patient.phone) == (name, born, phone)


def test_of_a_very_wide_table_what_is_not_kept_is_named(tmp_path: Path):
    titles, cells = zip(*((f"Own field {n}", f"v{n}") for n in range(90)), strict=True)
    (one,) = people(taken(tmp_path / "wide.csv", f"First,Last,DOB,{','.join(titles)}\nUte,Falk,1970-03-05,{','.join(cells)}\n"))
    assert "Own field 79: v79" in one.more
    assert one.more[-1].startswith("Not kept, since there are too many columns: Own field 80, ")
    assert one.more[-1].endswith("Own field 89")
