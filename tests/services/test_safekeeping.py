"""A verified backup every day, thinned; and the demo clinic that is shown to whoever looks."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from frontdesk.data import backup, journal
from frontdesk.domain.appointment import Status
from frontdesk.domain.inquiry import Source, Tab
from frontdesk.services import calendar, demo, inquiries, letters, safekeeping
from frontdesk.services.desk import Desk
from tests.clinics import copied
from tests.data.conftest import overlaps


def names(desk: Desk) -> list[str]:
    return [path.name for path in backup.backups(desk.store.path, backup.folder_of(desk.store.path))]


def test_there_is_one_backup_a_day_whole_and_readable_by_its_owner_only(desk, clock):
    first = safekeeping.daily_backup(desk)
    assert first is not None
    assert backup.examine(first.path).whole
    assert [part.stat().st_mode & 0o077 for part in first.path.parent.iterdir()] == [0] * 3
    clock.now += timedelta(hours=3)
    assert safekeeping.daily_backup(desk) is None
    clock.now += timedelta(days=1)
    second = safekeeping.daily_backup(desk)
    assert second is not None
    assert names(desk) == [second.path.name, first.path.name]


def test_the_manifest_names_rows_and_the_heads_of_the_journal(desk):
    import json

    made = safekeeping.backup(desk)
    told = json.loads(made.path.with_name(made.path.name + ".json").read_text())
    assert told["counts"]["patient"] == 3
    with desk.read() as session:
        assert told["heads"] == journal.heads(session.connection)


def test_a_year_of_backups_is_thinned_to_days_weeks_and_months():
    start = datetime(2026, 1, 1, 7, 40)
    kept: set[datetime] = set()
    for n in range(365):
        kept = backup.to_keep(kept | {start + timedelta(days=n)})
    days = sorted((moment.date() for moment in kept), reverse=True)
    assert days[:12] == [date(2026, 12, 31) - timedelta(days=n) for n in range(12)]
    assert 20 <= len(days) <= 12 + 10 + 9
    assert days[-1] <= date(2026, 5, 31)


def test_thinning_removes_a_backup_with_its_key_and_manifest_and_keeps_those_before_an_upgrade_and_other_clinics(desk, clock):
    folder = backup.folder_of(desk.store.path)
    for n in range(20):
        clock.now += timedelta(days=1)
        safekeeping.daily_backup(desk)
        if n == 0:
            backup.make(desk.store.path, desk.store.key, folder, now=clock.now, reason="before-upgrade")
            (folder / "clinic2-2020-01-01T000000.backup").write_bytes(b"another clinic's")
    left = names(desk)
    assert len([name for name in left if "before-upgrade" not in name]) < 20
    assert sum("before-upgrade" in name for name in left) == 1
    assert (folder / "clinic2-2020-01-01T000000.backup").exists()
    parts = {part.name for part in folder.iterdir() if part.name.startswith("clinic-")}
    assert parts == {name + end for name in left for end in ("", ".key", ".json")}


def test_a_backup_can_be_made_while_somebody_writes(desk):
    import threading

    stop = threading.Event()
    trouble: list[BaseException] = []

    def write() -> None:
        try:
            while not stop.is_set():
                with desk.write("Look") as write:
                    write.chain.open()
        except BaseException as raised:
            trouble.append(raised)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _ in range(3):
            assert backup.examine(safekeeping.backup(desk, folder=Path(desk.store.path.parent / "elsewhere")).path).whole
    finally:
        stop.set()
        thread.join()
    assert trouble == []


# -- the demo clinic


@pytest.fixture(scope="module")
def shown(demo_clinic: Path, tmp_path_factory: pytest.TempPathFactory):
    made = Desk.open(copied(demo_clinic, tmp_path_factory.mktemp("demo")), clock=demo.fixed_moment)
    yield made
    made.close()


def test_the_demo_clinic_has_the_people_rooms_and_types_it_promises(shown):
    house = shown.house()
    assert house.demo
    assert (len(house.clinicians), len(house.rooms), len(house.types)) == (4, 4, 8)
    with shown.read() as session:
        from frontdesk.data import clinic

        assert 160 <= clinic.counts(session)["patient"] <= 200


def test_its_inquiries_are_of_every_kind(shown):
    rows = inquiries.inbox(shown, tab=Tab.TODO)
    every = [row for tab in Tab for row in inquiries.inbox(shown, tab=tab)]
    assert len({row.id for row in every}) >= 12
    assert {row.inquiry.source for row in every} >= {Source.COMMENT, Source.PHONE}
    assert any(row.inquiry.urgent for row in rows)
    assert any(row.inquiry.patient_id for row in every)
    assert any(not row.inquiry.unread for row in every)
    assert all(row.chips for row in rows if len(row.inquiry.text) > 120)


def test_its_month_is_lived_in_and_nothing_in_it_overlaps(shown):
    today = shown.wall_now().date()
    visits = calendar.visits_between(shown, first=today - timedelta(days=14), last=today + timedelta(days=21), every=True)
    assert len(visits) > 250
    states = Counter(visit.appointment.status for visit in calendar.visits_between(shown, first=today, last=today))
    assert {Status.BOOKED, Status.WAITING, Status.IN_ROOM, Status.DONE} <= set(states)
    assert all(visit.appointment.status in (Status.DONE, Status.NO_SHOW, Status.CANCELLED) for visit in visits if visit.appointment.start.date() < today)
    assert overlaps(shown.store) == {"clinician": 0, "room": 0, "patient": 0}
    assert safekeeping.check(shown).faults == ()


def test_its_letters_can_all_be_printed(shown):
    waiting = letters.letters(shown, tab="to_print")
    assert len(waiting) >= 5
    assert [letters.preview(shown, letter_id=one.id).problems for one in waiting] == [()] * len(waiting)


@pytest.mark.parametrize("moment", [datetime(2027, 2, 28, 23, 50), datetime(2026, 3, 8, 1, 30), datetime(2026, 11, 1, 3, 0), datetime(2026, 12, 26, 12, 0)])
def test_it_can_be_built_on_any_day_at_any_hour(tmp_path, moment):
    from datetime import UTC

    from frontdesk.domain.timespan import instant_of

    made = Desk.create(tmp_path / "demo.frontdesk", clock=lambda: instant_of(moment, "America/Chicago", fold=0).astimezone(UTC), demo=True)
    demo.build(made)
    assert safekeeping.check(made).faults == ()
    made.close()
