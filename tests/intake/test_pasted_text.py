"""Plain text: taken in where somebody speaks of themselves, kept for another look where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.domain.inquiry import Source
from frontdesk.intake import reading
from frontdesk.intake.text import pasted, reads_like_a_person

LETTER = "Dear clinic,\n\nMy left knee hurts on stairs since May. Could I come on a Tuesday?\nYou can reach me at 312-555-0148 or ines@example.org.\n\nKind regards,\nInes Falk\n"


def test_a_letter_is_one_inquiry_with_who_signed_it_and_how_to_reach_them() -> None:
    one = pasted(LETTER)
    assert (one.name, one.email, one.phone) == ("Ines Falk", "ines@example.org", "312-555-0148")
    assert one.text == LETTER.strip()
    assert pasted(LETTER.replace("\n", "\r\n")).key == one.key
    assert pasted(LETTER, name="Ines Maria Falk", source=Source.EMAIL).name == "Ines Maria Falk"


def test_labels_before_the_words_are_understood() -> None:
    one = pasted("Name: Ines Falk\nE-mail: ines@example.org\nPhone: 312-555-0148\nMessage: My knee hurts.\n\nWhen: on stairs.\n")
    assert (one.name, one.email, one.phone, one.text) == ("Ines Falk", "ines@example.org", "312-555-0148", "My knee hurts.\n\nWhen: on stairs.")


@pytest.mark.parametrize("text", [LETTER, "Bonjour, j'ai mal au genou depuis mars. Puis-je avoir un rendez-vous ?", "Hallo, ich habe Schmerzen im Knie. Haben Sie einen Termin frei?", "膝が痛いです。 予約 できますか? 私 は 山田 です"])
def test_messages_of_people_are_recognised(text: str, tmp_path: Path) -> None:
    place = tmp_path / "note.txt"
    place.write_text(text, encoding="utf-8")
    assert [len(b.arrivals) for b in reading.parse(place)] == [1]


@pytest.mark.parametrize("text", ["call the plumber", "=cmd|' /C calc'!A0\n=1+1\n@SUM(1)\n", "# Title\n\n```\nimport os\n```\n* one\n* two\n", "x" * 500, "SELECT * FROM x WHERE y = 1; -- my i?", "lorem ipsum dolor sit amet consectetur"])
def test_everything_else_is_kept_for_another_look(text: str, tmp_path: Path) -> None:
    assert not reads_like_a_person(text)
    place = tmp_path / "note.txt"
    place.write_text(text, encoding="utf-8")
    batches = list(reading.parse(place))
    assert [p.content for b in batches for p in b.refused] == [text]
    assert not any(b.arrivals for b in batches)
