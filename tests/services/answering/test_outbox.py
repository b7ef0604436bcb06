"""Replies through a real server with TLS: sent once, tried again, given back to the desk, and never twice by themselves."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from dataclasses import replace

import pytest

from frontdesk.data import mailboxes, rows
from frontdesk.domain.errors import Refused
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.domain.mail import Ending, MailTrouble
from frontdesk.domain.reply import Reply, ReplyState
from frontdesk.services import outbox, replies
from tests.post.servers import SECRET, Postbox, Wire, certificate, free_port, smtp


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("trusted"))


@pytest.fixture
def trust(monkeypatch, trusted):
    """This computer trusts the server's certificate, as it would one of a known authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))


def on(desk, port, tls="tls"):
    """The clinic's account is at this server."""
    with desk.write("Set up mail") as write:
        rows.change(write, replace(mailboxes.account(write), smtp_host="localhost", smtp_port=port, smtp_tls=tls, user="desk"))


def secret(account):
    return SECRET


@pytest.fixture
def waiting(desk, who, clock):
    """A reply whose twenty seconds are over."""
    draft = replies.draft(desk, inquiry_id=who("Dana Kessler")).reply
    sent = replies.send(desk, reply=replace(draft, body="Dear Dana, thank you for writing. We have passed it on."))
    clock.on(seconds=21)
    return sent


def now(desk, reply):
    with desk.read() as session:
        return rows.get(session, Reply, reply.id)


def test_a_reply_stays_twenty_seconds_then_goes_once_over_tls(desk, who, clock, trust, trusted):
    with smtp(Postbox(), *trusted) as box:
        on(desk, box.port)
        draft = replies.draft(desk, inquiry_id=who("Dana Kessler")).reply
        sent = replies.send(desk, reply=replace(draft, body="Dear Dana, thank you for writing.\n.\nA line with a dot before.", article_id=None))
        clock.on(seconds=19)
        assert outbox.dispatch(desk, secret=secret) == ()
        clock.on(seconds=1)
        assert [s.reply.state for s in outbox.dispatch(desk, secret=secret)] == [ReplyState.SENT]
        assert outbox.dispatch(desk, secret=secret) == ()
    assert box.recipients == [["dana.kessler@example.org"]]
    mail = email.message_from_bytes(box.taken[0], policy=email.policy.default)
    assert mail["Message-ID"] == sent.message_id
    assert mail["From"] == "Harbor Regenerative Clinic <desk@harbor.example>"
    assert mail["Subject"] == "Your question to Harbor Regenerative Clinic"
    assert mail.get_content().replace("\r\n", "\n").strip() == sent.whole.strip()
    assert "Bcc" not in mail


def test_what_was_sent_cannot_be_taken_back_and_undo_says_so(desk, waiting, trust, trusted):
    with smtp(Postbox(), *trusted) as box:
        on(desk, box.port)
        outbox.dispatch(desk, secret=secret)
    with pytest.raises(Refused, match="has left the house"):
        desk.undo()


def test_taken_back_in_time_it_never_goes(desk, who, clock, trust, trusted):
    with smtp(Postbox(), *trusted) as box:
        on(desk, box.port)
        replies.send(desk, reply=replace(replies.draft(desk, inquiry_id=who("Dana Kessler")).reply, body="Dear Dana, thank you."))
        desk.undo()
        clock.on(seconds=60)
        assert outbox.dispatch(desk, secret=secret) == ()
    assert box.taken == []


def test_starttls_is_used_where_the_account_says_so(desk, waiting, trust, trusted):
    with smtp(Postbox(), *trusted, tls="starttls") as box:
        on(desk, box.port, "starttls")
        assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.SENT
    assert len(box.taken) == 1


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_server_that_signs_its_own_certificate_is_refused(desk, waiting, trusted, tls):
    with smtp(Postbox(), *trusted, tls=tls) as box:
        on(desk, box.port, tls)
        sent = outbox.dispatch(desk, secret=secret)[0]
    assert sent.reply.state is ReplyState.FAILED
    assert "could not prove who it is" in sent.sentence
    assert box.taken == []


@pytest.mark.parametrize(("host", "days"), [("mail.other.example", 30), ("localhost", -2)])
def test_a_certificate_of_another_name_or_one_that_has_run_out_is_refused(desk, waiting, tmp_path, monkeypatch, host, days):
    cert = certificate(tmp_path / "wrong", host=host, days=days)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert[0]))
    with smtp(Postbox(), *cert) as box:
        on(desk, box.port)
        assert "could not prove who it is" in outbox.dispatch(desk, secret=secret)[0].sentence
    assert box.taken == []


def test_a_wrong_password_is_told_and_nothing_is_lost(desk, waiting, trust, trusted, clock):
    with smtp(Postbox(), *trusted) as box:
        on(desk, box.port)
        sent = outbox.dispatch(desk, secret=lambda account: "wrong")[0]
        assert "user name or password" in sent.sentence
        assert now(desk, waiting).state is ReplyState.FAILED
        clock.on(minutes=2)
        assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.SENT
    assert len(box.taken) == 1


@pytest.mark.parametrize("step", ["hello", "mail", "rcpt"])
def test_cut_before_the_message_is_given_it_is_tried_again_and_goes_once(desk, waiting, trust, trusted, clock, step):
    with smtp(Postbox(misbehave=step), *trusted) as box:
        on(desk, box.port)
        assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.FAILED
        assert outbox.dispatch(desk, secret=secret) == ()
        box.misbehave = ""
        clock.on(minutes=2)
        assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.SENT
    assert len(box.taken) == 1


def test_whatever_place_the_line_is_cut_at_what_counts_as_sent_went_once_and_what_is_tried_again_has_not_gone(desk, who, clock, trust, trusted):
    """The line is cut after so many bytes from the server, from the greeting to the goodbye."""
    ended = Counter()
    with smtp(Postbox(), *trusted) as box, Wire(box.port) as wire:
        on(desk, wire.port)
        for allowed in range(0, 4000, 200):
            made = replace(replies.draft(desk, inquiry_id=who("Dana Kessler")).reply, body=f"Dear Dana, thank you for writing. {allowed}")
            sent = replies.send(desk, reply=made)
            clock.on(seconds=21)
            wire.allow(allowed)
            first = outbox.dispatch(desk, secret=secret)[0]
            state = first.reply.state
            gone = sum(sent.message_id.encode() in one for one in box.taken)
            ended[state] += 1
            assert gone <= 1
            assert gone == 1 or state is not ReplyState.SENT
            assert gone == 0 or state is not ReplyState.FAILED
            assert bool(first.sentence) is (state is not ReplyState.SENT)
            wire.allow(None)
            clock.on(minutes=2)
            if state is ReplyState.FAILED:
                assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.SENT
            elif state is ReplyState.UNCERTAIN:
                assert outbox.dispatch(desk, secret=secret) == ()
                replies.settle(desk, reply_id=sent.id, went=bool(gone))
                clock.on(minutes=2)
                outbox.dispatch(desk, secret=secret)
            assert sum(sent.message_id.encode() in one for one in box.taken) == 1
    assert ended[ReplyState.FAILED] > 5, "the line was hardly ever cut"
    assert ended[ReplyState.SENT] > 0, "the line was always cut"


def test_cut_after_the_message_was_given_the_desk_is_asked_and_nothing_goes_twice(desk, waiting, who, trust, trusted, clock):
    with smtp(Postbox(misbehave="after"), *trusted) as box:
        on(desk, box.port)
        sent = outbox.dispatch(desk, secret=secret)[0]
        assert sent.reply.state is ReplyState.UNCERTAIN
        assert "not known" in sent.sentence
        box.misbehave = ""
        clock.on(hours=5)
        assert outbox.dispatch(desk, secret=secret) == ()
        assert len(box.taken) == 1
        with desk.read() as session:
            assert rows.get(session, Inquiry, who("Dana Kessler")).state is State.WORKING
        again = replies.settle(desk, reply_id=waiting.id, went=False)
        clock.on(seconds=30)
        outbox.dispatch(desk, secret=secret)
    ids = [email.message_from_bytes(one)["Message-ID"] for one in box.taken]
    assert ids == [again.message_id, again.message_id]


def test_a_program_that_stopped_while_sending_asks_at_its_next_start(desk, waiting, trust, trusted, clock):
    with smtp(Postbox(), *trusted) as box:
        on(desk, box.port)
        assert outbox._begin(desk, now(desk, waiting)) is not None  # here the program is killed
        assert outbox.dispatch(desk, secret=secret) == ()
        assert outbox.recover(desk) == 1
        assert now(desk, waiting).state is ReplyState.UNCERTAIN
        clock.on(hours=1)
        assert outbox.dispatch(desk, secret=secret) == ()
    assert box.taken == []
    assert replies.settle(desk, reply_id=waiting.id, went=True).state is ReplyState.SENT


@pytest.mark.parametrize(("answer", "state"), [("452 4.2.2 mailbox full", ReplyState.FAILED), ("552 5.2.2 quota exceeded", ReplyState.BOUNCED),
                                               ("rcpt 550 5.1.1 no such user", ReplyState.BOUNCED), ("rcpt 451 try later", ReplyState.FAILED)])  # fmt: skip
def test_a_full_mailbox_or_an_unknown_one_is_told_and_comes_back_to_the_case(desk, waiting, who, trust, trusted, answer, state):
    with smtp(Postbox(answer=answer), *trusted) as box:
        on(desk, box.port)
        sent = outbox.dispatch(desk, secret=secret)[0]
    assert sent.reply.state is state
    assert sent.sentence
    assert box.taken == []
    if state is ReplyState.BOUNCED:
        with desk.read() as session:
            assert rows.get(session, Inquiry, who("Dana Kessler")).state is State.WORKING
        assert replies.withdraw(desk, reply_id=waiting.id).state is ReplyState.DRAFT


def test_a_server_that_is_restarted_gets_it_afterwards(desk, waiting, trust, trusted, clock):
    box, port = Postbox(), free_port()
    on(desk, port)
    assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.FAILED
    with smtp(box, *trusted, port=port):
        clock.on(minutes=2)
        assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.SENT
    assert len(box.taken) == 1


def test_after_as_many_attempts_it_comes_back_to_the_desk(desk, waiting, clock):
    on(desk, free_port())
    for _ in outbox.AGAIN:
        assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.FAILED
        clock.on(hours=5)
    assert outbox.dispatch(desk, secret=secret)[0].reply.state is ReplyState.BOUNCED
    assert outbox.dispatch(desk, secret=secret) == ()


def test_a_password_that_nobody_knows_is_asked_for(desk, waiting, trust, trusted):
    def unknown(account):
        raise MailTrouble("Type the password.", ending=Ending.ACCOUNT)

    assert outbox.dispatch(desk, secret=unknown)[0].sentence == "Type the password."
    assert now(desk, waiting).state is ReplyState.FAILED


def test_a_notice_that_it_could_not_be_delivered_brings_the_case_back(desk, waiting, who, trust, trusted):
    with smtp(Postbox(), *trusted) as box:
        on(desk, box.port)
        outbox.dispatch(desk, secret=secret)
    assert outbox.bounced(desk, message_ids=["<nobody@elsewhere.example>"], reason="x") is None
    back = outbox.bounced(desk, message_ids=[waiting.message_id], reason="user unknown")
    assert back.state is ReplyState.BOUNCED
    assert "user unknown" in back.trouble
    with desk.read() as session:
        assert rows.get(session, Inquiry, who("Dana Kessler")).state is State.WORKING
