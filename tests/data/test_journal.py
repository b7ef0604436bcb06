"""The journal: what was changed is there, chained, and an edit behind its back is found."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import exc, text

from frontdesk.data import journal, patients, rows
from frontdesk.data.connection import connect
from frontdesk.data.store import Changes, Store
from frontdesk.domain.errors import DatabaseTrouble
from frontdesk.domain.patient import Note, Patient
from tests.data.conftest import DESK, NOW, People


def note(store: Store, people: People, words: str, **who: object) -> Note:
    with store.write("Add an intake note", **(DESK | who)) as write:
        return rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", words))


@pytest.fixture
def written(store: Store, people: People) -> Store:
    for words in ("one", "two", "three"):
        note(store, people, words)
    note(store, people, "elsewhere", desk="second desk")
    return store


def faults(store: Store) -> tuple[str, ...]:
    with store.read() as session:
        return journal.verify(session.connection)


def edited(store: Store, *statements: str) -> tuple[str, ...]:
    """The faults after somebody with the key has edited the file past the program."""
    connection = connect(store.path, store.key)
    for statement in ("DROP TRIGGER journal_append_only_update", "DROP TRIGGER journal_append_only_delete", "PRAGMA foreign_keys = OFF", *statements):
        connection.execute(statement)
    connection.close()
    return faults(store)


def test_each_change_is_in_the_journal_with_who_when_and_both_images(written: Store, people: People):
    with written.write("Change a patient's record", **DESK) as write:
        rows.change(write, replace(rows.get(write, Patient, people.patients[1]), occupation="mason"))
    with written.read() as session:
        header = session.execute(journal.journal.select().where(journal.journal.c.label == "Change a patient's record")).mappings().first()
        (entry,) = journal.entries(session.connection, header["intention"])
    assert (entry["who"], entry["desk"], entry["at"], entry["kind"]) == ("Julia Marsh", "desk", NOW, "update")
    assert (entry["table_name"], entry["key"]) == ("patient", people.patients[1])
    assert (entry["before"]["occupation"], entry["after"]["occupation"]) == ("", "mason")


def test_an_untouched_journal_is_whole_over_several_desks(written: Store):
    assert faults(written) == ()


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE journal SET who = 'Somebody Else' WHERE seq = (SELECT max(seq) - 3 FROM journal)",
        "UPDATE journal SET at = '2026-11-24T16:42:01.000000Z' WHERE seq = (SELECT max(seq) - 3 FROM journal)",
        "UPDATE journal SET label = 'x' WHERE seq = (SELECT max(seq) FROM journal)",
        "UPDATE journal_image SET after = replace(after, 'two', 'too') WHERE after LIKE '%two%'",
        "UPDATE journal_image SET salt = 'x' WHERE after LIKE '%two%'",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) - 4 FROM journal)",
        "DELETE FROM journal WHERE seq > (SELECT max(seq) - 2 FROM journal)",
    ],
)
def test_an_edited_or_removed_entry_is_found(written: Store, edit: str):
    assert edited(written, edit)


def test_an_entry_whose_own_hash_was_made_to_fit_breaks_the_link_to_the_next(written: Store):
    with written.read() as session:
        entries = session.execute(journal.journal.select().where(journal.journal.c.desk == "desk").order_by(journal.journal.c.seq)).mappings().all()
    forged = dict(entries[-3]) | {"who": "Somebody Else"}
    found = edited(written, f"UPDATE journal SET who = 'Somebody Else', hash = '{journal.link(forged)}' WHERE seq = {forged['seq']}")
    assert found == (f"Entry {entries[-2]['seq']} does not follow the one before it at desk desk.",)


def test_images_that_erasure_took_leave_the_chain_whole(written: Store):
    assert edited(written, "DELETE FROM journal_image WHERE after LIKE '%two%'") == ()


@pytest.mark.parametrize("statement", ["UPDATE journal SET who = 'x'", "DELETE FROM journal"])
def test_the_journal_is_only_ever_added_to(store: Store, statement: str):
    with pytest.raises(exc.IntegrityError, match="only ever added to"), store.write("Tamper", **DESK) as write:
        write.execute(text(statement))


def test_an_intention_that_fails_leaves_neither_rows_nor_entries(written: Store, people: People):
    with written.read() as session:
        before = session.execute(text("SELECT count(*), max(seq) FROM journal")).one()
    with contextlib.suppress(ZeroDivisionError), written.write("Add an intake note", **DESK) as write:
        rows.add(write, Note(0, people.patients[0], NOW, "Julia Marsh", "lost"))
        raise ZeroDivisionError
    with written.read() as session:
        assert session.execute(text("SELECT count(*), max(seq) FROM journal")).one() == before
        assert session.execute(text("SELECT count(*) FROM note WHERE text = 'lost'")).scalar_one() == 0
    assert faults(written) == ()


def test_an_intention_that_changes_nothing_leaves_no_entry_and_no_news(store: Store):
    heard: list[Changes] = []
    store.listeners.append(heard.append)
    with store.write("Look around", **DESK):
        pass
    assert heard == []
    assert store.history(desk="desk") == ()


def test_news_names_the_tables_and_rows_that_were_touched_once_they_are_there(store: Store, people: People):
    heard: list[Changes] = []
    store.listeners.append(heard.append)
    made = note(store, people, "one")
    (news,) = heard
    assert (news.tables, news.keys, news.ours, news.label) == (frozenset({"note"}), frozenset({("note", made.id)}), True, "Add an intake note")


def test_what_is_typed_in_one_sitting_is_one_intention_and_taken_back_in_one_step(store: Store, people: People):
    made = note(store, people, "")

    def typed(words: str, *, minutes: int = 0, label: str = "Write a note", **who: object) -> None:
        with store.write(label, **(DESK | who | {"now": NOW + timedelta(minutes=minutes)}), typed=("note", made.id)) as write:
            rows.change(write, replace(rows.get(write, Note, made.id), text=words))

    def kept() -> str:
        with store.read() as session:
            return rows.get(session, Note, made.id).text

    for minute, words in enumerate(("Rings", "Rings back", "Rings back at nine")):
        typed(words, minutes=minute)
    assert [one.label for one in store.history(desk="desk")] == ["Write a note", "Add an intake note"]
    store.undo(**DESK)
    assert kept() == ""
    store.redo(**DESK)
    assert kept() == "Rings back at nine"
    for words, apart in {"after a redo": {}, "after an hour": {"minutes": 60}, "for another reason": {"minutes": 61, "label": "Correct a note"}}.items():
        typed(words, **apart)
    typed("at another desk", minutes=61, desk="second desk")
    typed("here again", minutes=62, label="Correct a note")
    assert [one.label for one in store.history(desk="desk")][:4] == ["Correct a note", "Correct a note", "Write a note", "Write a note"]
    store.undo(**DESK)
    assert kept() == "at another desk"
    assert faults(store) == ()


def test_what_was_taken_back_stays_marked_when_something_else_is_done(store: Store, people: People):
    note(store, people, "one")
    note(store, people, "two")
    store.undo(**DESK)
    note(store, people, "three")
    assert [one.undone for one in store.history(desk="desk")] == [False, True, False]
    store.undo(**DESK)
    store.redo(**DESK)
    assert [one.undone for one in store.history(desk="desk")] == [False, True, False]


def test_order_is_by_number_and_never_by_the_clock(store: Store, people: People):
    note(store, people, "one")
    note(store, people, "two", now=NOW.replace(year=2020))
    assert [entry.at.year for entry in store.history(desk="desk")] == [2020, 2026]
    assert faults(store) == ()


def test_only_what_another_process_wrote_is_news_from_elsewhere(store: Store, path: Path, people: People):
    assert not store.changed_elsewhere()
    note(store, people, "own")
    assert not store.changed_elsewhere()
    other = Store.open(path, now=NOW)
    note(other, people, "theirs")
    heard: list[Changes] = []
    store.listeners.append(heard.append)
    note(store, people, "own again")
    assert store.changed_elsewhere()
    assert [news.ours for news in heard] == [True, False]
    assert not store.changed_elsewhere()
    assert other.changed_elsewhere() is False  # its first look
    note(store, people, "and again")
    assert other.changed_elsewhere()
    other.close()


def test_nothing_is_acknowledged_into_a_file_that_was_removed_or_replaced(store: Store, path: Path, people: People):
    path.rename(path.with_name("elsewhere"))
    with pytest.raises(DatabaseTrouble) as told:
        note(store, people, "lost")
    assert told.value.kind == "replaced"
    path.with_name("other").write_bytes(b"x")
    path.with_name("other").rename(path)
    with pytest.raises(DatabaseTrouble) as told:
        note(store, people, "lost")
    assert told.value.kind in ("replaced", "foreign", "damaged")


def test_the_history_names_whom_it_was_about_only_where_it_is_asked_to(store: Store, people: People):
    made = note(store, people, "one")
    with store.write("Correct a note", **DESK) as write:
        rows.change(write, replace(made, text="two"))
    plain, told = (store.history(desk="desk", named=named) for named in (False, True))
    with store.read() as session:
        who = patients.by_ids(session, ids=[people.patients[0]])[people.patients[0]].name
    assert [one.about for one in plain] == [(), ()]
    assert [(one.label, one.about) for one in told] == [("Correct a note", (who,)), ("Add an intake note", (who,))]
    store.undo(**DESK)
    store.undo(**DESK)
    assert [one.about for one in store.history(desk="desk", named=True)] == [(), ()], "a row that is gone leads to nobody"
