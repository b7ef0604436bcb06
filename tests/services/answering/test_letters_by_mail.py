"""A letter by mail: opens with its password only, says nothing outside, goes once."""

from __future__ import annotations

import email
import email.policy
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from frontdesk.data import mailboxes, rows
from frontdesk.domain.errors import Refused
from frontdesk.domain.letter import LetterState
from frontdesk.domain.mail import MailTrouble
from frontdesk.domain.patient import Patient
from frontdesk.services import letter_mail, letters
from tests.post.servers import SECRET, Postbox, certificate, smtp

PASSWORD = "k7fm-2qxp-9wtd"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("trusted"))


@pytest.fixture
def trust(monkeypatch, trusted):
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))


@pytest.fixture
def letter(desk):
    """A letter that waits, of somebody with an address; the clinic is no demo, so that mail leaves it."""
    one = next(x for x in letters.letters(desk, tab="to_print") if not x.problems)
    with desk.write("Set up", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Patient, one.patient_id), email="somebody@post.example"))
    return one


def on(desk, port):
    with desk.write("Set up mail") as write:
        rows.change(write, replace(mailboxes.account(write), smtp_host="localhost", smtp_port=port, smtp_tls="tls", user="desk"))


def secret(account):
    return SECRET


def state(desk, key):
    return letters.preview(desk, letter_id=key).letter.state


def test_the_letter_goes_once_sealed_and_nothing_outside_it_tells_of_the_person(desk, letter, trust, trusted):
    with smtp(Postbox(), *trusted) as box:
        on(desk, box.port)
        assert letter_mail.send(desk, letter_id=letter.id, password=PASSWORD, secret=secret).state is LetterState.SENT
        with pytest.raises(Refused):
            letter_mail.send(desk, letter_id=letter.id, password=PASSWORD, secret=secret)
    assert box.recipients == [["somebody@post.example"]]
    mail = email.message_from_bytes(box.taken[0], policy=email.policy.default)
    family = letter.patient_name.split()[-1]
    assert family not in box.taken[0].decode("latin-1")
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Letter.pdf"
    content = attached.get_content()
    assert family.encode() not in content
    reader = PdfReader(io.BytesIO(content))
    assert reader.is_encrypted
    assert not reader.decrypt("wrong-password")
    assert reader.decrypt(PASSWORD)
    assert family in reader.pages[0].extract_text()
    assert reader.trailer["/Encrypt"]["/V"] == 5  # AES-256


def test_a_server_that_does_not_take_it_leaves_the_letter_in_the_run(desk, letter, trust, trusted):
    with smtp(Postbox(answer="554 no"), *trusted) as box:
        on(desk, box.port)
        with pytest.raises(MailTrouble):
            letter_mail.send(desk, letter_id=letter.id, password=PASSWORD, secret=secret)
    assert state(desk, letter.id) is LetterState.FAILED


def test_cut_off_after_the_message_the_desk_is_asked_and_it_is_not_sent_again_by_itself(desk, letter, trust, trusted):
    with smtp(Postbox(misbehave="after"), *trusted) as box:
        on(desk, box.port)
        with pytest.raises(MailTrouble):
            letter_mail.send(desk, letter_id=letter.id, password=PASSWORD, secret=secret)
    assert state(desk, letter.id) is LetterState.PRINTING
    with pytest.raises(Refused):
        letter_mail.send(desk, letter_id=letter.id, password=PASSWORD, secret=secret)


def test_without_an_address_or_with_a_short_password_nothing_goes(desk, letter):
    with pytest.raises(Refused, match="at least 8"):
        letter_mail.send(desk, letter_id=letter.id, password="1963", secret=secret)
    with desk.write("No address", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Patient, letter.patient_id), email=""))
    with pytest.raises(Refused, match="no e-mail address"):
        letter_mail.send(desk, letter_id=letter.id, password=PASSWORD, secret=secret)
    assert state(desk, letter.id) is LetterState.TO_PRINT


def test_passwords_differ_and_can_be_read_out():
    found = {letter_mail.password() for _ in range(50)}
    assert len(found) == 50
    assert all(len(one) == 14 and not set(one) & set("0o1il") for one in found)
