"""Questions to the desk: off the GUI thread, in order, outdated answers dropped, refusals told, bugs told once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from frontdesk.domain.errors import Refused
from frontdesk.services.desk import Desk
from frontdesk.ui.bridge import Bridge
from frontdesk.ui.jobs import Jobs

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)


@pytest.fixture
def jobs(qapp, qtbot, tmp_path):
    made = Jobs(lambda: Desk.create(tmp_path / "clinic.frontdesk", clock=lambda: NOW))
    yield made
    made.close()


def test_a_question_is_answered_on_the_gui_thread(jobs, qtbot):
    asked: list[int] = []
    answered: list[tuple[int, datetime]] = []
    jobs.ask(lambda desk: (asked.append(threading.get_ident()), desk.now())[1], lambda now: answered.append((threading.get_ident(), now)))
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [(threading.get_ident(), NOW)]
    assert asked != [threading.get_ident()]


def test_what_stands_is_asked_again_once_something_was_written_or_it_is_about_something_else(jobs, qtbot):
    bridge, asked = Bridge(jobs), []
    answered: list[str] = []

    def ask(about: str) -> None:
        jobs.ask(lambda desk: asked.append(about), lambda _: answered.append(about), key="month", same=about)

    for about in ("November", "November", "December", "December"):
        ask(about)
    qtbot.waitUntil(lambda: jobs.idle)
    assert asked == ["November", "December"]
    assert answered == ["December"]
    jobs.ask(lambda desk: bridge.changed.emit(frozenset({"appointment"})))
    qtbot.waitUntil(lambda: jobs.idle)
    ask("December")
    jobs.drop("month")
    ask("December")
    qtbot.waitUntil(lambda: jobs.idle)
    assert asked == ["November", "December", "December", "December"]
    assert answered == ["December", "December"]


def test_what_is_put_off_is_asked_after_all_else_and_of_one_key_only_the_newest(jobs, qtbot):
    asked: list[str] = []
    for words in ("badges before", "badges"):
        jobs.ask(lambda desk, w=words: asked.append(w), key="badges", later=True)
    for words in ("case", "slots"):
        jobs.ask(lambda desk, w=words: asked.append(w))
    assert not jobs.idle
    qtbot.waitUntil(lambda: jobs.idle)
    assert asked == ["case", "slots", "badges"]
    jobs.ask(lambda desk: asked.append("doubles"), key="doubles", later=True)
    jobs.drop("doubles")
    assert jobs.idle
    qtbot.wait(80)
    assert "doubles" not in asked


def test_an_answer_that_failed_does_not_stand(jobs, qtbot):
    asked: list[int] = []

    def refuse(desk: Desk) -> None:
        asked.append(len(asked))
        raise Refused("Not now.")

    for _ in range(2):
        jobs.ask(refuse, failed=lambda trouble: None, key="month", same="November")
        qtbot.waitUntil(lambda: jobs.idle)
    assert asked == [0, 1]


def test_a_read_after_a_write_sees_it(jobs, qtbot):
    seen: list[int] = []
    for number in range(20):
        jobs.ask(lambda desk, n=number: n, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert seen == list(range(20))


def test_only_the_newest_question_of_a_key_is_answered(jobs, qtbot):
    gate, seen = threading.Event(), []
    jobs.ask(lambda desk: gate.wait(5))
    for word in ("i", "im", "ima"):
        jobs.ask(lambda desk, w=word: w, seen.append, key="search")
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert seen == ["ima"]


def test_a_slow_question_is_not_asked_again_meanwhile_and_its_answer_is_not_passed_over(jobs, qtbot):
    gate, seen = threading.Event(), []
    jobs.ask(lambda desk: gate.wait(5) and "came back", seen.append, once="mail", long=True)
    jobs.ask(lambda desk: "nothing new", seen.append, once="mail", long=True)
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    jobs.ask(lambda desk: "later", seen.append, once="mail", long=True)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["came back", "later"]


def test_a_refusal_goes_to_who_asked(jobs, qtbot):
    told: list[str] = []

    def refuse(desk: Desk) -> None:
        raise Refused("Room 2 is used until 2:30. Use room 3.")

    jobs.ask(refuse, failed=lambda trouble: told.append(trouble.sentence))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Room 2 is used until 2:30. Use room 3."]


def test_a_bug_is_told_without_its_words_and_the_desk_goes_on(jobs, qtbot, caplog):
    told: list[str] = []
    jobs.bug.connect(told.append)

    def break_down(desk: Desk) -> None:
        raise KeyError("Dana Kessler")

    jobs.ask(break_down)
    qtbot.waitUntil(lambda: bool(told))
    assert "Dana" not in told[0]
    assert "Dana" not in caplog.text
    jobs.ask(lambda desk: 1, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)


def test_an_answer_for_a_widget_that_is_gone_is_dropped(jobs, qtbot, qapp):
    from PySide6.QtWidgets import QLabel
    from shiboken6 import delete

    label = QLabel()
    gate = threading.Event()
    jobs.ask(lambda desk: (gate.wait(5), "late")[1], label.setText)
    delete(label)
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)


def test_news_come_with_the_tables_that_were_touched(jobs, qtbot):
    from frontdesk.services import staff

    bridge, heard = Bridge(jobs), []
    bridge.changed.connect(heard.append)
    jobs.ask(lambda desk: bridge.attach(desk))
    jobs.ask(lambda desk: staff.set_preference(desk, name="tray", value=True) if hasattr(staff, "set_preference") else None)
    qtbot.waitUntil(lambda: jobs.idle)
    assert all(isinstance(tables, frozenset) for tables in heard)
