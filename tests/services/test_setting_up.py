"""Setting up an empty clinic: what cannot be right is refused with the sentence that says what to type instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from frontdesk.domain.clinic import Clinic, Site
from frontdesk.domain.errors import Refused
from frontdesk.services import staff
from frontdesk.services.desk import Desk
from frontdesk.services.staff import NewClinic, NewClinician, NewHours

HOURS = NewHours((0, 1, 2), time(9), time(17))
PEOPLE = (NewClinician("Dr Ada Onwudiwe"), NewClinician("Dr Ben Ostrom"))
NEW = NewClinic("Julia Marsh", Clinic(0, "Quay Clinic", phone="512 555 0100"), Site(0, "Quay", "UTC"), PEOPLE, (), (HOURS,))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": (replace(HOURS, start=time(9), end=time(8)),)}, "closes before it opens"),
        ({"hours": (replace(HOURS, weekdays=()),)}, "at least one weekday"),
        ({"clinicians": (NewClinician("Dr Ada Onwudiwe"), NewClinician("dr  ada onwudiwe"))}, "Two clinicians are called"),
        ({"clinicians": ()}, "at least one clinician"),
        ({"clinic": replace(NEW.clinic, name=" ")}, "clinic's name"),
    ],
)
def test_what_cannot_be_right_is_refused_with_what_to_type(tmp_path: Path, wrong: dict[str, object], said: str) -> None:
    desk = Desk.create(tmp_path / "c.frontdesk", clock=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))
    with pytest.raises(Refused, match=said):
        staff.set_up(desk, new=replace(NEW, **wrong))
    assert len(staff.set_up(desk, new=NEW).clinicians) == 2
    desk.close()
