"""The same code on a server: tables, triggers, journal, versions, and locks that are really taken."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import exc, text

from frontdesk.data import appointments, journal, rows, upgrade
from frontdesk.data.store import Store
from frontdesk.data.tables import metadata, patient
from frontdesk.domain.errors import Refused, Stale, Taken
from frontdesk.domain.patient import Note, Patient
from tests import servers
from tests.data.conftest import DESK, NINE, NOW, People, beside, contents, overlaps

HALF = timedelta(minutes=30)


def shape(engine) -> dict[str, list[tuple]]:
    """Columns, constraints, indexes and triggers, as the server tells them."""
    asked = {
        "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name <> 'alembic_version'",
        "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'",
        "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
        "triggers": "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), pg_get_functiondef(tgfoid) FROM pg_trigger WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        return {what: sorted(map(tuple, connection.exec_driver_sql(ask.replace("%", "%%")).all()), key=repr) for what, ask in asked.items()}


def test_migrations_make_the_schema_that_a_new_database_has_and_can_be_taken_back(cluster: Path, on_server: Store):
    engine = servers.engine_on(cluster, servers.new_database(cluster, "grown"))
    upgrade.run(engine)
    grown, made = shape(engine), shape(on_server._writer)
    assert len(made["triggers"]) == 3
    assert {row[0] for row in made["columns"]} == set(metadata.tables)
    assert grown == made
    upgrade.run(engine, "base", down=True)
    left = shape(engine)
    engine.dispose()
    assert left["triggers"] == []
    assert {row[0] for row in left["columns"]} == set()


def test_what_was_done_is_taken_back_to_the_very_same_rows_and_done_again(either: Store, people: People):
    before = contents(either)
    with either.write("Book a visit", **DESK) as write:
        somebody = rows.add(write, Patient(0, "Ada", "Quist", chart="DP-2000", phone="+1 512 555 0188", created_at=NOW))
        appointments.place(write, replace(people.visit(), patient_id=somebody.id))
    after = contents(either)
    assert either.undo(now=NOW, who="Julia Marsh", desk="desk").sentence == "Taken back: Book a visit."
    assert contents(either) == before
    either.redo(now=NOW, who="Julia Marsh", desk="desk")
    assert contents(either) == after
    with either.read() as session:
        assert journal.verify(session.connection) == ()


def test_a_stale_edit_is_refused_with_both_values_and_nothing_is_lost(either: Store, people: People):
    with either.read() as session:
        read = rows.get(session, Patient, people.patients[0])
    with either.write("Change a patient's record", **DESK) as write:
        rows.change(write, replace(read, occupation="mason"))
    with pytest.raises(Stale) as told, either.write("Change a patient's record", **DESK) as write:
        rows.change(write, replace(read, occupation="baker"))
    assert (told.value.mine, told.value.theirs) == ({"occupation": "baker"}, {"occupation": "mason"})
    with either.read() as session:
        kept = rows.get(session, Patient, people.patients[0])
    assert (kept.occupation, kept.version) == ("mason", read.version + 1)


def test_taking_back_names_who_changed_the_row_since(either: Store, people: People):
    with either.write("Change a patient's record", **DESK) as write:
        rows.change(write, replace(rows.get(write, Patient, people.patients[0]), occupation="mason"))
    with either.write("Correct a record", **(DESK | {"desk": "second desk", "who": "Paul Ito"})) as write:
        rows.change(write, replace(rows.get(write, Patient, people.patients[0]), occupation="baker"))
    with pytest.raises(Refused, match="Paul Ito changed it since"):
        either.undo(now=NOW, who="Julia Marsh", desk="desk")


def test_the_journal_is_only_ever_added_to_on_either_side(either: Store):
    for statement in ("UPDATE journal SET who = 'x'", "DELETE FROM journal"):
        with pytest.raises(exc.DBAPIError, match="only ever added to"), either.write("Tamper", **DESK) as write:
            write.execute(text(statement))


def test_desks_that_write_at_once_each_keep_a_chain_of_their_own_and_two_windows_of_one_desk_share_one(either: Store, people: People):
    """Six threads at three desks, forty intentions each: no entry is lost, and every chain is whole."""
    with either.read() as session:
        before = session.execute(text("SELECT count(*) FROM note")).scalar_one()
    trouble: list[BaseException] = []

    def busy(number: int) -> None:
        window = beside(either)
        try:
            for step in range(20):
                with window.write("Add an intake note", **(DESK | {"desk": f"desk {number % 3}"})) as write:
                    rows.add(write, Note(0, people.patients[number % 3], NOW, "Julia Marsh", f"{number}-{step}"))
        except BaseException as raised:
            trouble.append(raised)

    threads = [threading.Thread(target=busy, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    with either.read() as session:
        assert session.execute(text("SELECT count(*) FROM note")).scalar_one() == before + 120
        assert journal.verify(session.connection) == ()
        assert set(journal.heads(session.connection)) == {"desk", "desk 0", "desk 1", "desk 2"}


def test_a_desk_waits_for_the_other_that_is_booking_the_same_clinician_and_is_then_told(on_server: Store, people: People):
    second = beside(on_server)
    answer: list[object] = []

    def reach() -> None:
        try:
            with second.write("Book a visit", **(DESK | {"desk": "second desk"})) as write:
                appointments.place(write, people.visit(patient=1, room=1))
        except Taken as taken:
            answer.append(taken.what)

    with on_server.write("Book a visit", **DESK) as write:
        appointments.place(write, people.visit())
        thread = threading.Thread(target=reach)
        thread.start()
        thread.join(0.4)
        assert thread.is_alive(), "it must wait: whether the first one commits is not known yet"
    thread.join(10)
    assert answer == ["clinician"]


def test_desks_that_book_different_people_do_not_wait_for_each_other(on_server: Store, people: People):
    second = beside(on_server)
    with on_server.write("Book a visit", **DESK) as write:
        appointments.place(write, people.visit())
        with second.write("Book a visit", **(DESK | {"desk": "second desk"})) as other:
            appointments.place(other, people.visit(who=1, room=1, patient=1))
    assert len(contents(on_server)["appointment"]) == 2


def test_a_row_that_is_being_changed_is_kept_from_the_other_desk_until_the_commit(on_server: Store, people: People):
    """Two desks read the same version; the second waits, and is then told that it holds a stale one."""
    second = beside(on_server)
    with on_server.read() as session:
        read = rows.get(session, Patient, people.patients[0])
    answer: list[object] = []

    def change() -> None:
        try:
            with second.write("Change a patient's record", **(DESK | {"desk": "second desk"})) as write:
                rows.change(write, replace(read, occupation="baker"))
        except Stale as stale:
            answer.append(stale.theirs)

    with on_server.write("Change a patient's record", **DESK) as write:
        rows.change(write, replace(read, occupation="mason"))
        thread = threading.Thread(target=change)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(10)
    assert answer == [{"occupation": "mason"}]


def test_rows_brought_in_together_are_one_range_though_somebody_adds_rows_meanwhile(either: Store, people: People):
    batch = [{"given_name": "Brought", "family_name": f"In {n}", "chart": f"X-{n}", "alerts": ()} for n in range(50)]
    with either.write("Bring in a file", **DESK) as write:
        assert write.bulk(patient, [batch[:20], [], batch[20:]]) == 50
    assert len(contents(either)["patient"]) == 53
    either.undo(now=NOW, who="Julia Marsh", desk="desk")
    assert len(contents(either)["patient"]) == 3


@pytest.mark.slow
def test_eight_desks_on_a_server_book_and_move_at_random_and_nothing_overlaps(on_server: Store, people: People):
    stores = [beside(on_server) for _ in range(8)]
    trouble: list[BaseException] = []
    done = [0] * 8

    def desk(number: int) -> None:
        chance, store = random.Random(number), stores[number]
        try:
            for _ in range(250):
                start = NINE + timedelta(minutes=15 * chance.randrange(160))
                visit = people.visit(start=start, minutes=chance.choice((15, 30, 45)), who=chance.randrange(3), room=chance.randrange(3),
                                     patient=chance.randrange(3), after=chance.choice((0, 10)))  # fmt: skip
                try:
                    with store.write("Book a visit", **(DESK | {"desk": f"desk {number}"})) as write:
                        appointments.place(write, visit)
                    done[number] += 1
                except Taken:
                    continue
        except BaseException as raised:
            trouble.append(raised)

    threads = [threading.Thread(target=desk, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    assert overlaps(on_server) == {"clinician": 0, "room": 0, "patient": 0}
    assert len(contents(on_server)["appointment"]) == sum(done) > 20
