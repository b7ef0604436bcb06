"""Mail from a real Dovecot: each message once, whatever the line does, and nothing in the mailbox is changed."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from frontdesk.data import mailboxes, rows, tables
from frontdesk.domain.inquiry import State, Tab
from frontdesk.domain.mail import MailTrouble
from frontdesk.domain.reply import ReplyState
from frontdesk.post import imap
from frontdesk.services import cases, inquiries, mail, outbox, replies
from tests.post.servers import SECRET, Dovecot, Postbox, Wire, certificate, letter, notice, smtp


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("trusted"))


@pytest.fixture(autouse=True)
def trust(monkeypatch, trusted):
    """This computer trusts the servers' certificate, as it would one of a known authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))


@pytest.fixture
def server(trusted):
    made = Dovecot(*trusted)
    made.start()
    yield made
    made.close()


def on(desk, **how):
    with desk.write("Set up mail") as write:
        rows.change(write, replace(mailboxes.account(write), user="desk", **how))


@pytest.fixture
def box(desk, server):
    """The clinic's account is at this server."""
    on(desk, imap_host="localhost", imap_port=server.port)
    return server


def secret(account):
    return SECRET


def collect(desk):
    return mail.collect(desk, secret=secret)


def mailed(desk):
    """How often each fetched message stands among the inquiries."""
    with desk.read() as session:
        return Counter(session.execute(select(tables.inquiry.c.message_id).where(tables.inquiry.c.message_id.like("%@post.example>"))).scalars())


def known_folder(desk):
    with desk.read() as session:
        account = mailboxes.account(session)
        return mailboxes.folder(session, account_id=account.id, name=account.folder)


def test_what_arrives_is_in_the_inbox_and_the_mailbox_is_as_it_was(desk, box):
    box.put(letter(1, "Ines Falk", "My left knee has hurt for 2 years, 7/10."))
    before = box.files()
    found = collect(desk)
    assert (found.people, found.trouble) == (1, "")
    row = next(r for r in inquiries.inbox(desk, tab=Tab.TODO) if r.inquiry.name == "Ines Falk")
    assert row.inquiry.text.endswith("My left knee has hurt for 2 years, 7/10.")
    assert {"Knee, left", "Pain 7"} <= {c.text for c in row.chips}
    assert box.files() == before == [""]


def test_a_second_look_brings_nothing_and_the_same_message_twice_is_taken_once(desk, box):
    box.put(letter(1, "Ines Falk", "My knee."))
    box.put(letter(1, "Ines Falk", "My knee."))
    found = collect(desk)
    assert (found.people, found.known) == (1, 1)
    assert not collect(desk).news
    assert mailed(desk) == {"<n1@post.example>": 1}


def test_a_folder_that_was_made_anew_is_read_from_the_start_and_nobody_comes_twice(desk, box):
    box.put(letter(1, "Ines Falk", "My knee."))
    collect(desk)
    first = known_folder(desk).uidvalidity
    box.forget()
    box.put(letter(2, "Olaf Berg", "My hip."))
    found = collect(desk)
    assert (found.people, found.known) == (1, 1)
    assert known_folder(desk).uidvalidity != first
    assert mailed(desk) == {"<n1@post.example>": 1, "<n2@post.example>": 1}


def test_whatever_place_the_line_is_cut_at_nothing_is_lost_and_nothing_comes_twice(desk, box):
    """The line is cut after so many bytes from the server, from the greeting to the goodbye; each time there is one more message."""
    wire = Wire(box.port)
    cut = whole = number = 0
    with wire:
        on(desk, imap_port=wire.port)
        for allowed in (*range(0, 6000, 300), 9000, 20_000):
            number += 1
            box.put(letter(number, f"Person {number}", "My knee hurts.\n" * 20))
            wire.allow(allowed)
            found = collect(desk)
            cut += bool(found.trouble)
            whole += not found.trouble
            if found.trouble:
                assert found.trouble == "localhost cannot be reached just now; mail is fetched again later, and none is lost."
                assert known_folder(desk).trouble == found.trouble
        wire.allow(None)
        assert collect(desk).trouble == ""
    assert cut > 10, "the line was hardly ever cut"
    assert whole >= 1, "the line was always cut"
    assert mailed(desk) == {f"<n{n}@post.example>": 1 for n in range(1, number + 1)}
    assert known_folder(desk).trouble == ""


def test_a_server_that_is_restarted_is_read_on_from_where_it_was_left(desk, box):
    box.put(letter(1, "Ines Falk", "My knee."))
    collect(desk)
    box.stop()
    assert "cannot be reached just now" in collect(desk).trouble
    box.put(letter(2, "Olaf Berg", "My hip."))
    box.start()
    found = collect(desk)
    assert (found.people, found.known, found.trouble) == (1, 0, "")


@pytest.mark.parametrize(("host", "days", "trusts"), [("mail.other.example", 30, True), ("localhost", -2, True), ("localhost", 30, False)])
def test_a_server_that_cannot_prove_who_it_is_gets_no_password(desk, box, tmp_path, monkeypatch, trusted, host, days, trusts):
    """Another name in its certificate, one that has run out, one that nobody on this computer trusts."""
    worn = certificate(tmp_path / "worn", host=host, days=days)
    box.wear(*worn)
    monkeypatch.setenv("SSL_CERT_FILE", str((worn if trusts else trusted)[0]))
    found = collect(desk)
    assert "could not prove who it is" in found.trouble
    assert known_folder(desk).trouble == found.trouble
    assert "Login: " not in box.log()
    assert "auth failed" not in box.log()


def test_a_wrong_password_is_told_and_what_waits_is_fetched_with_the_right_one(desk, box):
    box.put(letter(1, "Ines Falk", "My knee."))
    assert "does not accept the user name or password" in mail.collect(desk, secret=lambda account: "wrong").trouble
    assert collect(desk).people == 1


def test_a_server_that_is_out_of_order_is_not_taken_for_a_wrong_password(desk, box):
    box.put(letter(1, "Ines Falk", "My knee."))
    users = box.folder / "users"
    box.stop()
    users.chmod(0)  # the list of users cannot be read: Dovecot answers NO [UNAVAILABLE]
    box.start()
    assert "cannot be reached just now" in collect(desk).trouble
    users.chmod(0o644)
    assert collect(desk).people == 1


def test_a_port_without_tls_is_told_and_nothing_is_said_to_it(desk, box):
    on(desk, imap_port=box.plain)
    assert "does not speak TLS" in collect(desk).trouble


def test_starttls_is_used_where_the_account_says_so(desk, box):
    on(desk, imap_port=box.plain, imap_tls="starttls")
    box.put(letter(1, "Ines Falk", "My knee."))
    assert collect(desk).people == 1


def test_a_full_mailbox_is_still_read(desk, box):
    """Quota stops what arrives, not what is read: the desk changes nothing on the server, so it needs no room there."""
    box.put(letter(1, "Ines Falk", "My knee."))
    box.fill()
    assert collect(desk).people == 1
    assert mailed(desk) == {"<n1@post.example>": 1}


def test_a_message_too_large_to_fetch_is_named_and_the_others_come(desk, box, monkeypatch):
    monkeypatch.setattr(imap, "LARGEST", 20_000)
    box.put(letter(1, "Ines Falk", "x" * 30_000))
    box.put(letter(2, "Olaf Berg", "My hip."))
    found = collect(desk)
    assert (found.people, found.apart) == (1, {"too large": 1})
    assert not collect(desk).news


def test_a_message_that_breaks_its_reader_is_put_aside_and_the_others_come(desk, box):
    box.put(b"From: (" + b"(" * 6000 + b"\nSubject: =?utf-8?q?" + b"a" * 4000 + b"\n\nhello\n")
    box.put(letter(2, "Olaf Berg", "My hip."))
    collect(desk)
    assert mailed(desk) == {"<n2@post.example>": 1}


def test_waiting_on_the_line_ends_as_soon_as_mail_comes(desk, box):
    collect(desk)
    later = threading.Timer(1.0, lambda: box.put(letter(1, "Ines Falk", "My knee.")))
    later.start()
    began = time.monotonic()
    assert mail.wait_for_mail(desk, secret=secret, seconds=25)
    assert time.monotonic() - began < 20
    later.join()
    assert collect(desk).people == 1


def test_the_trial_of_an_account_says_what_it_found(desk, box, trusted):
    with desk.read() as session:
        account = mailboxes.account(session)
    with smtp(Postbox(), *trusted) as out:
        both = replace(account, smtp_host="localhost", smtp_port=out.port)
        assert mail.attempt(both, SECRET) == "Incoming mail works: 1 folder can be read. Outgoing mail works."
        with pytest.raises(MailTrouble, match="does not accept"):
            mail.attempt(both, "wrong")


# -- the whole way round

@pytest.fixture
def round_trip(desk, box, trusted, clock):
    """Somebody writes; the desk answers; the answer is with the SMTP server."""
    box.put(letter(1, "Ines Falk", "My left knee has hurt for 2 years. Am I a candidate for prolotherapy?"))
    assert collect(desk).people == 1
    key = next(i.id for i in inquiries.search(desk, text="Ines Falk"))
    with smtp(Postbox(), *trusted) as out:
        on(desk, smtp_host="localhost", smtp_port=out.port)
        sent = replies.send(desk, reply=replace(replies.draft(desk, inquiry_id=key).reply, body="Dear Ines, thank you for writing."))
        clock.on(seconds=21)
        outbox.dispatch(desk, secret=secret)
    assert out.recipients == [["ines.falk@post.example"]]
    return key, sent, out.taken[0]


def case(desk, key):
    return inquiries.case(desk, inquiry_id=key)


def test_mail_is_read_answered_and_filed_and_the_answer_to_it_comes_into_the_same_case(desk, box, round_trip):
    key, sent, raw = round_trip
    assert b"In-Reply-To: <n1@post.example>" in raw
    assert [r.state for r in case(desk, key).replies] == [ReplyState.SENT]
    assert case(desk, key).inquiry.state is State.DONE
    box.put(letter(2, "Ines Falk", "Yes, please.", answers=sent.message_id))
    found = collect(desk)
    assert (found.answers, found.people) == (1, 0)
    told = case(desk, key)
    assert [m.text.splitlines()[-1] for m in told.members][-1] == "Yes, please."
    assert told.inquiry.state is State.WORKING


def test_a_case_that_was_put_off_keeps_its_day_through_a_thank_you(desk, box, round_trip, clock):
    key, sent, _ = round_trip
    until = cases.snooze_choices(desk)[4][1]
    cases.snooze(desk, inquiry_id=key, until=until)
    box.put(letter(2, "Ines Falk", "Thank you!", answers=sent.message_id))
    collect(desk)
    told = case(desk, key).inquiry
    assert (told.state, told.due_at) == (State.WORKING, until)
    inquiries.set_state(desk, inquiry_id=key, state=State.DONE)
    told = case(desk, key).inquiry
    assert (told.state, told.due_at) == (State.SNOOZED, until)


def test_a_notice_that_it_could_not_be_delivered_comes_back_to_the_case(desk, box, round_trip):
    key, sent, _ = round_trip
    box.put(notice(sent.message_id, "ines.falk@post.example", "550 5.1.1 User unknown"))
    found = collect(desk)
    assert (found.came_back, found.people) == (1, 0)
    told = case(desk, key)
    assert [r.state for r in told.replies] == [ReplyState.BOUNCED]
    assert "could not be delivered" in told.replies[0].trouble
    assert (told.inquiry.state, told.inquiry.unread) == (State.WORKING, True)
    assert not collect(desk).news


def test_an_answer_from_another_address_is_an_inquiry_of_its_own(desk, box, round_trip):
    """Whoever knows the number of a mail cannot slip words into somebody's case."""
    key, sent, _ = round_trip
    box.put(letter(3, "Mallory Quist", "Book me instead.", answers=sent.message_id))
    found = collect(desk)
    assert (found.answers, found.people) == (0, 1)
    assert len(case(desk, key).members) == 1


def test_our_own_mail_in_the_folder_is_not_an_inquiry(desk, box, round_trip):
    _, _, raw = round_trip
    box.put(raw)
    found = collect(desk)
    assert (found.people, found.answers) == (0, 0)
