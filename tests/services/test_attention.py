"""What the bell shows: only what lasts until somebody looks after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from frontdesk.data import rows, tables
from frontdesk.domain.appointment import Status
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.domain.question import Question
from frontdesk.services import attention, safekeeping, visits
from frontdesk.services.attention import Notice
from frontdesk.services.desk import Desk
from tests.data.conftest import NOW

TODAY = datetime(2026, 11, 24, 10, 0)


@pytest.fixture(autouse=True)
def backed_up(desk: Desk) -> None:
    safekeeping.backup(desk)


@pytest.fixture
def inquiry(desk: Desk) -> Inquiry:
    with desk.write("A message") as write:
        return rows.add(write, Inquiry(0, "k", Source.EMAIL, State.NEW, "Ann Other", "hello", received_at=NOW, imported_at=NOW))


def shown(desk: Desk) -> list[Notice]:
    return list(attention.notices(desk))


def test_on_a_quiet_morning_it_shows_nothing(desk):
    assert shown(desk) == []


def test_somebody_who_waits_longer_than_a_quarter_of_an_hour_is_shown_until_called_in(desk, people):
    with desk.write("Book") as write:
        visit = rows.add(write, people.visit(start=TODAY))
    visits.set_status(desk, appointment_id=visit.id, status=Status.WAITING)
    assert shown(desk) == []
    desk.clock.now += timedelta(minutes=17)
    (notice,) = shown(desk)
    assert (notice.kind, notice.section) == ("wait", "day_sheet")
    assert notice.words == "Ines Falk has been waiting for 17 minutes"
    visits.set_status(desk, appointment_id=visit.id, status=Status.IN_ROOM)
    assert shown(desk) == []


@pytest.mark.parametrize(("minutes", "seen"), [(-1, 0), (119, 1), (121, 0)])
def test_a_hold_is_shown_in_its_last_two_hours(desk, people, inquiry, minutes, seen):
    with desk.write("Hold") as write:
        held = people.visit(status=Status.HELD, expires_at=NOW + timedelta(minutes=minutes))
        rows.add(write, replace(held, patient_id=None, inquiry_id=inquiry.id))
    assert [n.what for n in shown(desk)] == [{"inquiry": inquiry.id}] * seen


def test_an_overdue_question_is_shown_and_an_answered_one_is_not(desk, people, inquiry):
    with desk.write("Ask") as write:
        asked = rows.add(write, Question(0, inquiry.id, people.clinicians[0], "May she run?", asked_at=NOW, due_at=NOW + timedelta(hours=4)))
    assert shown(desk) == []
    desk.clock.now += timedelta(hours=5)
    assert [(n.kind, n.detail) for n in shown(desk)] == [("question", "May she run?")]
    with desk.write("Answer") as write:
        rows.change(write, replace(asked, answered_at=NOW))
    assert shown(desk) == []


@pytest.mark.parametrize("state", ["failed", "uncertain", "bounced", "waiting"])
def test_a_reply_that_did_not_go_is_shown_with_the_reason_and_opens_its_message(desk, inquiry, state):
    values = {"inquiry_id": inquiry.id, "state": state, "audience": "private", "offers": [], "attempts": 1, "article_edition": 0}
    with desk.write("Reply") as write:
        key = write.insert(tables.metadata.tables["reply"], values | {"trouble": "The server does not answer."})
        write.insert(tables.metadata.tables["reply"], values | {"trouble": ""})
    (notice,) = shown(desk)
    assert (notice.kind, notice.detail, notice.what) == ("mail", "The server does not answer.", {"inquiry": inquiry.id})
    assert key


def test_letters_that_cannot_be_printed_are_counted_once(desk, people):
    with desk.write("Cancelled") as write:
        for n in range(2):
            visit = rows.add(write, people.visit(who=n, room=n, patient=n, status=Status.CANCELLED, cancel_code="pat"))
            write.insert(tables.letter, {"kind": "appointment", "state": "to_print", "patient_id": visit.patient_id, "appointment_id": visit.id, "subject": "",
                                         "created_at": NOW, "with_sheet": False})  # fmt: skip
    (notice,) = shown(desk)
    assert (notice.kind, notice.words) == ("letter", "2 letters cannot be printed")


def test_a_day_without_a_backup_is_shown(desk):
    desk.clock.now += timedelta(hours=27)
    (notice,) = shown(desk)
    assert notice.kind == "backup"
    assert f"{date(2026, 11, 24).day} Nov 2026" in notice.detail
