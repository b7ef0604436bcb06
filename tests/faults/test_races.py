"""Desks in processes of their own: racing for the same times, and killed in the middle of it."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.data import journal
from frontdesk.data.store import Store
from tests.cli.exports import comment, wxr
from tests.data.conftest import NOW, overlaps
from tests.faults.conftest import examined, reopened


def started(program, place: Path, seed: int, attempts: int, days: int) -> subprocess.Popen[str]:
    child = program("-m", "tests.faults.booker", place, seed, attempts, days, stdin=subprocess.PIPE)
    assert child.stdout.readline() == "ready\n", child.stderr.read()
    return child


def statuses(store: Store) -> dict[str, str]:
    with store.read() as session:
        return dict(map(tuple, session.execute(text("SELECT uid, status FROM appointment")).all()))


@pytest.mark.parametrize("attempts", [1_000, pytest.param(10_000, marks=[pytest.mark.slow, pytest.mark.timeout(3_000)])])
def test_eight_desks_race_for_the_same_two_days_and_nothing_overlaps(program, path: Path, attempts: int):
    desks = [program("-m", "tests.faults.booker", path, seed, attempts // 8, stdin=subprocess.PIPE) for seed in range(8)]
    for desk in desks:
        assert desk.stdout.readline() == "ready\n", desk.stderr.read()
    for desk in desks:
        desk.stdin.write("go\n")
        desk.stdin.flush()
    told = [desk.communicate(timeout=2_900) for desk in desks]
    assert [desk.returncode for desk in desks] == [0] * 8, [err for _, err in told]
    last = [out.splitlines()[-1].split() for out, _ in told]
    assert sum(int(words[1]) for words in last) == attempts
    assert sum(int(words[3]) for words in last) > attempts // 4  # they did stand in each other's way
    store = reopened(path)
    kept = statuses(store)
    for out, _ in told:
        final = {line[2:]: line[0] for line in out.splitlines() if line[:2] in ("+ ", "- ")}
        assert all((kept[uid] != "cancelled") == (sign == "+") for uid, sign in final.items())
    assert overlaps(store) == {"clinician": 0, "room": 0, "patient": 0}
    with store.read() as session:
        assert len(journal.heads(session.connection)) == 9
    store.close()
    assert examined(path).faults == ()


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=[pytest.mark.slow, pytest.mark.timeout(1_500)])])
def test_a_desk_killed_while_booking_has_kept_everything_it_acknowledged(program, path: Path, kills: int):
    chance = random.Random(kills)
    promised: dict[str, str] = {}
    for seed in range(kills):
        with started(program, path, seed, 100_000, days=300) as child:  # room enough to book in
            child.stdin.write("go\n")
            child.stdin.flush()
            said = [child.stdout.readline() for _ in range(chance.randrange(1, 6))]  # a busy machine is slow to begin; some were at work before each kill
            time.sleep(chance.uniform(0, 0.1))
            child.kill()
            out = "".join(said) + child.stdout.read()
            assert "Traceback" not in child.stderr.read()
        whole = out[: out.rfind("\n") + 1]
        promised |= {line[2:]: line[0] for line in whole.splitlines() if line[:2] in ("+ ", "- ")}
        store = reopened(path)
        kept = statuses(store)
        assert [uid for uid in promised if uid not in kept] == []
        # a visit cancelled and wanted again may be one step further than what was acknowledged, never behind it
        assert [uid for uid, sign in promised.items() if sign == "-" and kept[uid] not in ("cancelled", "booked")] == []
        with store.read() as session:
            assert journal.verify(session.connection) == ()
        assert overlaps(store) == {"clinician": 0, "room": 0, "patient": 0}
        store.close()
    assert len(promised) > kills
    assert examined(path).faults == ()


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.timeout(900)])])
def test_an_import_killed_half_way_and_started_again_brings_each_message_once(program, path: Path, tmp_path: Path, kills: int):
    export = tmp_path / "big.xml"
    many = 300
    export.write_text(wxr(*(comment(n, f"Person {n}", f"My left knee hurts since 201{n % 10}. Number {n}.") for n in range(1, many + 1))), encoding="utf-8")
    command = ("-m", "frontdesk", "--database", path, "import", export)
    began = time.monotonic()
    first = program(*command)
    first.communicate(timeout=120)
    length = time.monotonic() - began
    assert first.returncode == 0
    store = reopened(path)
    store.undo(now=NOW, who="administrator", desk="command line")  # all of it out again
    assert messages(store) == (0, 0)
    store.close()
    chance = random.Random(kills)
    for _ in range(kills):
        child = program(*command)
        time.sleep(chance.uniform(0.3, 1.0) * length)
        child.kill()
        child.communicate(timeout=20)
        store = reopened(path)
        assert messages(store) in ((0, 0), (many, many))
        store.close()
    again = program(*command)
    out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert f"people {many}" in out or f"known already {many}" in out
    store = reopened(path)
    assert messages(store) == (many, many)
    store.close()
    assert examined(path).faults == ()


def messages(store: Store) -> tuple[int, int]:
    """Messages, and different ones among them."""
    with store.read() as session:
        return tuple(session.execute(text("SELECT count(*), count(DISTINCT key) FROM inquiry")).one())
