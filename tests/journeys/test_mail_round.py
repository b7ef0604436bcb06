"""Mail in the window, over real servers: it arrives by itself, is answered by keys, leaves after twenty seconds, and the answer to it is in its case."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk import settings
from frontdesk.data import mailboxes, rows
from frontdesk.domain.inquiry import State
from frontdesk.domain.reply import ReplyState
from frontdesk.services import demo, inquiries
from frontdesk.services.desk import Desk
from frontdesk.ui.theme.look import load_fonts
from tests.clinics import copied
from tests.journeys.hands import Hands
from tests.post.servers import SECRET, Dovecot, Postbox, certificate, letter, notice, smtp


@pytest.fixture
def servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Dovecot, Postbox]]:
    cert = certificate(tmp_path / "cert")
    monkeypatch.setenv("SSL_CERT_FILE", str(cert[0]))
    arriving = Dovecot(*cert)
    arriving.start()
    with smtp(Postbox(), *cert) as leaving:
        yield arriving, leaving
    arriving.close()


@pytest.fixture
def mailing_hands(qapp, servers, real_clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    """Somebody at the desk of a clinic that is no demo and has its mail account at these servers."""
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    arriving, leaving = servers
    file = copied(real_clinic, tmp_path)
    made = Desk.open(file, clock=demo.fixed_moment)
    with made.write("Set up mail") as write:
        rows.change(write, replace(mailboxes.account(write), user="desk", imap_host="localhost", imap_port=arriving.port, smtp_host="localhost", smtp_port=leaving.port))
    with made.read() as session:
        kept = mailboxes.account(session)
    made.close()
    qapp.setStyle("Fusion")
    load_fonts()
    hands = Hands(file, now=demo.fixed_moment())
    hands.window.vault.typed[kept.address] = SECRET
    yield hands
    hands.close()


def until(hands: Hands, true, *, seconds: float = 40) -> None:
    """The window's own clock looks every half a minute; here it is asked to look now."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        hands.window.post.look()
        hands.wait(quiet=0.3)


def case_of(hands: Hands, who: str):
    found = hands.ask(lambda desk: inquiries.search(desk, text=who))
    return hands.ask(lambda desk: inquiries.case(desk, inquiry_id=min(i.id for i in found))) if found else None


def test_mail_comes_in_is_answered_by_keys_and_what_comes_back_is_in_its_case(mailing_hands: Hands, servers: tuple[Dovecot, Postbox]) -> None:
    hands, (arriving, leaving) = mailing_hands, servers
    arriving.put(letter(1, "Ines Falk", "My left knee has hurt for 2 years, 7/10. Am I a candidate for prolotherapy?"))
    until(hands, lambda: case_of(hands, "Ines Falk"))
    hands.to_case("Ines Falk")

    # Three times offered, in two acts; it is still here, and leaves when the twenty seconds are over.
    pressed = hands.pressed
    hands.press("O", "Ctrl+Return")
    assert hands.pressed - pressed == 2
    assert "3 times held" in hands.snack
    hands.window.post.send()
    hands.wait()
    assert leaving.taken == []
    hands.now += timedelta(seconds=21)
    until(hands, lambda: leaving.taken)
    assert leaving.recipients == [["ines.falk@post.example"]]
    told = case_of(hands, "Ines Falk")
    assert (told.inquiry.state, [r.state for r in told.replies]) == (State.OFFERED, [ReplyState.SENT])
    sent = told.replies[0]

    # She accepts by mail: filed, to do again, her time is lit, and one digit books it.
    arriving.put(letter(2, "Ines Falk", "Thank you, the first one suits me.", answers=sent.message_id))
    until(hands, lambda: len(case_of(hands, "Ines Falk").members) == 2)
    assert case_of(hands, "Ines Falk").inquiry.state is State.WORKING
    hands.to_case("Ines Falk")
    pressed = hands.pressed
    hands.press("B", "1")
    assert hands.pressed - pressed == 2
    told = case_of(hands, "Ines Falk")
    assert told.inquiry.state is State.BOOKED
    assert told.visit.appointment.start == sent.offers[0].slot.start
    assert len(leaving.taken) == 1


def test_the_desk_is_told_once_in_a_sentence_when_the_server_is_away_and_when_a_reply_comes_back(mailing_hands: Hands, servers: tuple[Dovecot, Postbox]) -> None:
    hands, (arriving, leaving) = mailing_hands, servers
    arriving.stop()
    hands.window.post.look()
    hands.wait()
    assert "cannot be reached just now" in hands.last_said
    arriving.start()

    hands.to_case("Dana Kessler")
    hands.press("Ctrl+Return")
    hands.now += timedelta(seconds=21)
    until(hands, lambda: leaving.taken)
    sent = case_of(hands, "Dana Kessler").replies[0]
    arriving.put(notice(sent.message_id, "dana.kessler@example.org", "550 5.1.1 User unknown"))
    until(hands, lambda: case_of(hands, "Dana Kessler").replies[0].state is ReplyState.BOUNCED)
    assert case_of(hands, "Dana Kessler").inquiry.state is State.WORKING
    assert "could not be delivered" in hands.last_said
