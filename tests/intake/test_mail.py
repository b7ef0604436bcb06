"""Mail, as files and as mailboxes: whose words they are, who waits for an answer, and what no message may do. All people are invented."""

from __future__ import annotations

import base64
import io
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.inquiry import Arrival, Source
from frontdesk.intake.mail import boxes
from frontdesk.intake.mail.arriving import arrivals
from frontdesk.intake.mail.own_words import own_words
from frontdesk.intake.mail.parts import header_text

HEAD = "From: Ines Falk <ines@example.org>\nTo: desk@clinic.example\nDate: Tue, 24 Nov 2026 10:04:00 -0600\nSubject: Left knee\nMessage-ID: <a1@example.org>\n"


def arrived(text: str | bytes, **options: frozenset[str]) -> Arrival:
    mailed = arrivals(text.encode() if isinstance(text, str) else text, **options)
    assert mailed.arrival is not None, mailed.apart
    return mailed.arrival


def test_a_plain_mail_becomes_an_inquiry_of_its_sender() -> None:
    one = arrived(HEAD + "\nIt gives way on stairs.\n\nCould I come on a Tuesday?\n")
    assert (one.name, one.email, one.source) == ("Ines Falk", "ines@example.org", Source.EMAIL)
    assert one.text == "Left knee\n\nIt gives way on stairs.\n\nCould I come on a Tuesday?"
    assert one.written_at == datetime(2026, 11, 24, 16, 4, tzinfo=UTC)
    assert one.thread == "mail:a1@example.org"
    assert (one.message_id, one.reply_to, one.refers_to) == ("<a1@example.org>", "", ())


def test_an_answer_stands_in_the_thread_of_the_first_mail() -> None:
    one = arrived(HEAD.replace("Subject: Left", "Subject: Re: Left").replace("a1@", "c3@") + "References: <a1@example.org> <b2@clinic.example>\nIn-Reply-To: <b2@clinic.example>\n\nYes, please.\n")
    assert (one.thread, one.parent_key) == ("mail:a1@example.org", "mail:b2@clinic.example")
    assert one.text == "Yes, please."
    loop = arrived(HEAD + "References: <a1@example.org>\nIn-Reply-To: <a1@example.org>\n\nhello\n")
    assert one.refers_to == ("<a1@example.org>", "<b2@clinic.example>")
    assert (loop.thread, loop.parent_key) == ("mail:a1@example.org", "")


def test_the_same_message_has_the_same_key_and_another_under_its_number_has_not() -> None:
    body = "\nMy knee.\n\nFrom then on it hurt.\n"
    alone = arrived(HEAD + body).key
    boxed = b"From ines Tue Nov 24 10:04:00 2026\n" + (HEAD + body.replace("\nFrom then", "\n>From then")).encode() + b"\n"
    found = [a for batch in boxes.read_mailbox(io.BytesIO(boxed), len(boxed)) for a in batch.arrivals]
    assert [a.key for a in found] == [alone]
    assert "From then on" in found[0].text
    assert arrived((HEAD + body).replace("\n", "\r\n")).key == alone
    assert arrived(HEAD + "\nSomething else.\n").key != alone
    nameless = HEAD.replace("Message-ID: <a1@example.org>\n", "")
    assert arrived(nameless + body).key == arrived(nameless + body).key != arrived(nameless + "\nOther.\n").key


def test_html_becomes_paragraphs_and_its_quotation_is_told() -> None:
    html = "<html><head><style>p{}</style></head><body><p>My hip, <b>left</b>.</p><p>Since May &amp; June.</p><div class=gmail_quote>On Mon, Nov 23, 2026, Desk &lt;desk@clinic.example&gt; wrote:" \
           "<blockquote><p>How is your knee?</p></blockquote></div></body></html>"  # fmt: skip
    one = arrived(HEAD + "Content-Type: text/html; charset=utf-8\n\n" + html)
    assert one.text.startswith("Left knee\n\nMy hip, left.\n\nSince May & June.\n\nOn Mon")
    own = own_words(one.text)
    assert len(own) == len(one.text)
    assert "left" in own
    assert "How is your knee" in one.text
    assert "How is your knee" not in own


@pytest.mark.parametrize("quoted", [
    "On Mon, Nov 23, 2026 at 9:00 AM Desk <desk@clinic.example> wrote:\n> Does your SHOULDER hurt?\n> Best",
    "On Mon, Nov 23, 2026 at 9:00 AM Desk\n<desk@clinic.example> wrote:\n\nDoes your SHOULDER hurt?",
    "Am 23.11.2026 um 09:00 schrieb Praxis <desk@clinic.example>:\n> SHOULDER",
    "-----Original Message-----\nFrom: Desk\nSent: Monday\nTo: Ines\nSubject: x\n\nSHOULDER",
    "________________________________\nFrom: Desk <desk@clinic.example>\nSent: Monday, November 23, 2026 9:00 AM\nTo: Ines\nSubject: Re: knee\n\nSHOULDER",
    "Von: Praxis\nGesendet: Montag\nAn: Ines\nBetreff: Knie\n\nSHOULDER", "-- \nInes Falk\nSHOULDER braces and more\n+1 312 555 0101",
    "Sent from my SHOULDER phone\n> SHOULDER", "This e-mail and any files are confidential and intended only for the addressee, not for SHOULDERs.",
    "---------- Forwarded message ---------\nFrom: Bo <bo@example.org>\nDate: Mon\nSubject: x\nTo: y\n\nSHOULDER",
])  # fmt: skip
def test_what_is_quoted_signed_or_added_is_not_read_as_the_persons_own(quoted: str) -> None:
    text = f"My left knee hurts.\n\nIt began in May.\n\n{quoted}"
    own = own_words(text)
    assert len(own) == len(text)
    assert own.split() == ["My", "left", "knee", "hurts.", "It", "began", "in", "May."]
    assert all(kept in (there, " ") for kept, there in zip(own, text, strict=True))


def test_answers_between_quoted_lines_are_the_persons_own() -> None:
    own = own_words("On Monday, Desk <d@clinic.example> wrote:\n> Which joint?\nThe right hip.\n> Since when?\nSince 2019.\n")
    assert own.split() == ["The", "right", "hip.", "Since", "2019."]


def test_what_somebody_forwards_without_a_word_is_what_they_want_to_say() -> None:
    own = own_words("Begin forwarded message:\n\nFrom: Ines <i@example.org>\nSubject: knee\nDate: Monday\nTo: Old clinic\n\nMy left knee hurts.")
    assert own.split() == ["My", "left", "knee", "hurts."]


COLLEAGUE = "From: Dr Kim <kim@clinic.example>\nTo: desk@clinic.example\nDate: Tue, 24 Nov 2026 12:00:00 -0600\nSubject: Fwd: Left knee\nMessage-ID: <k1@clinic.example>\n"
PASSED_ON = (
    "\nFor you. Ring 555-0100.\n\n---------- Forwarded message ---------\nFrom: Falk, Ines <ines@example.org>\nDate: Tue, 24 Nov 2026 10:04:00 -0600\nSubject: Left knee\n\nMy knee hurts.\n",
    f'Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nFor you. Ring 555-0100.\n--x\nContent-Type: message/rfc822\n\n{HEAD}\nMy knee hurts.\n--x--\n',
    "\nFor you. Ring 555-0100.\n\nVon: Ines Falk <ines@example.org>\nGesendet: Tue, 24 Nov 2026 10:04:00 -0600\nAn: Kim\nBetreff: Left knee\n\nMy knee hurts.\n",
)  # fmt: skip


@pytest.mark.parametrize("body", PASSED_ON)
def test_a_mail_that_a_colleague_passes_on_is_of_who_wrote_it_at_first(body: str) -> None:
    one = arrived(COLLEAGUE + body, own=frozenset({"desk@clinic.example"}))
    assert (one.name, one.email, one.written_at) == ("Ines Falk", "ines@example.org", datetime(2026, 11, 24, 16, 4, tzinfo=UTC))
    assert "My knee hurts.\n\n-- \nPassed on by Dr Kim\nFor you. Ring 555-0100." in one.text
    assert "Ring" not in own_words(one.text)
    assert one.phone == ""
    stranger = arrived(COLLEAGUE.replace("kim@clinic", "kim@other") + body, own=frozenset({"desk@clinic.example"}))
    assert (stranger.name, "My knee hurts." in stranger.text) == ("Dr Kim", True)  # somebody else's forward stays theirs, with every word of it


def test_what_the_clinic_itself_answered_is_not_taken_for_a_mail_passed_on() -> None:
    answer = COLLEAGUE.replace("Fwd:", "RE:").replace("To: desk", "To: ines").replace("kim@", "desk@") + PASSED_ON[2]
    assert arrivals(answer.encode(), own=frozenset({"desk@clinic.example"})).apart == "the clinic's own mail"


@pytest.mark.parametrize(("sender", "name"), [
    ('"Falk, Ines" <ines@example.org>', "Ines Falk"), ('"Falk, MD" <ines@example.org>', "Falk, MD"), ('"Ines Falk, DO" <ines@example.org>', "Ines Falk, DO"),
    ("ines@example.org", "Ines Falk"),
])  # fmt: skip
def test_a_turned_name_is_put_in_order_and_one_that_is_missing_is_the_one_signed_with(sender: str, name: str) -> None:
    assert arrived(HEAD.replace("Ines Falk <ines@example.org>", sender) + "\nMy knee hurts.\n\nMany thanks,\nInes Falk\n").name == name


@pytest.mark.parametrize(("sender", "subject", "name", "phone"), [
    ("Google Voice <voice-noreply@google.com>", "New voicemail from (312) 555-0101", "(312) 555-0101", "(312) 555-0101"),
    ("RingCentral <notify@ringcentral.com>", "New Voice Message from Ines Falk (312) 555-0101 on 11/24/2026 10:00 AM", "Ines Falk", "(312) 555-0101"),
    ("PBX <noreply@pbx.example>", "Missed call from +1 312 555 0101", "+1 312 555 0101", "+1 312 555 0101"),
])  # fmt: skip
def test_a_call_told_by_mail_is_the_callers_and_nobody_answers_the_telephone_service(sender: str, subject: str, name: str, phone: str) -> None:
    one = arrived(HEAD.replace("Ines Falk <ines@example.org>", sender).replace("Left knee", subject) + "\nPlease call back about my knee.\n")
    assert (one.source, one.name, one.phone, one.email, one.reply_to) == (Source.MISSED_CALL, name, phone, "", "")
    assert "Please call back about my knee." in one.text
    told = HEAD.replace("Left knee", "Voicemail from my doctor 312 555 0101 about the knee")
    assert arrived(told + "\nMy knee.\n").source is Source.EMAIL  # a person who writes about one


def test_a_number_under_the_signature_is_the_persons_and_two_are_nobodys() -> None:
    assert arrived(HEAD + "\nMy knee.\n-- \nInes Falk\n+1 (312) 555-0101\n").phone == "+1 (312) 555-0101"
    assert arrived(HEAD + "\nMy knee.\n-- \nTel: 312-555-0101\nFax: 312-555-0102\n").phone == ""


def test_an_address_that_answers_are_asked_to_go_to_is_told_beside_the_senders() -> None:
    assert arrived(HEAD + "Reply-To: Ines <INES@example.org>\n\nPlease answer.\n").reply_to == ""
    one = arrived(HEAD + "Reply-To: accounts@other.example\n\nPlease answer.\n")
    assert (one.email, one.reply_to) == ("ines@example.org", "accounts@other.example")


def test_a_bounce_names_the_mail_that_came_back() -> None:
    report = HEAD + "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: message/rfc822\n\nSubject: hi\nMessage-ID: <ours@clinic.example>\n\nhi\n--x--\n"
    assert arrivals(report.encode()).refers_to == ("<ours@clinic.example>",)


@pytest.mark.parametrize(("headers", "kind"), [
    ("Content-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=x\n", "encrypted mail"),
    ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n", "encrypted mail"),
    ("Content-Type: multipart/report; report-type=delivery-status; boundary=x\n", "bounce (a mail that could not be delivered)"),
    ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n", "read receipt"), ("Auto-Submitted: auto-replied\n", "automatic reply"),
    ("X-Autoreply: yes\n", "automatic reply"), ("Auto-Submitted: auto-generated\n", "automatic message"), ("List-Id: <x.example.org>\n", "mailing list"),
    ("Precedence: bulk\n", "newsletter"), ("List-Unsubscribe: <mailto:x@example.org>\n", "newsletter"), ("X-Spam-Flag: YES\n", "spam, as the mail server says"),
])  # fmt: skip
def test_what_nobody_waits_for_is_counted_apart_by_kind_and_kept_for_another_look(headers: str, kind: str) -> None:
    mailed = arrivals((HEAD + headers + "\nSome words.\n").encode())
    assert mailed.arrival is None
    assert mailed.apart == kind
    assert mailed.about is not None
    assert mailed.about.kind == kind
    assert "Ines Falk" in mailed.about.content


def test_subjects_and_senders_tell_automatic_mail_too() -> None:
    assert arrivals(HEAD.replace("Left knee", "Out of office: back Monday").encode() + b"\nx").apart == "automatic reply"
    assert arrivals(HEAD.replace("Left knee", "Abwesenheitsnotiz").encode() + b"\nx").apart == "automatic reply"
    assert arrivals(HEAD.replace("ines@example.org", "MAILER-DAEMON@mx.example.org").replace("Left knee", "Undelivered Mail Returned to Sender").encode() + b"\nx").apart.startswith("bounce")
    assert arrivals(HEAD.encode() + b"\nx", own=frozenset({"ines@example.org"})).apart == "the clinic's own mail"


CF7 = (
    "From: Clinic <wordpress@clinic.example>\nTo: desk@clinic.example\nReply-To: rosa@example.org\nSubject: Clinic \"Knee question\"\nMessage-ID: <cf7@clinic.example>\nX-WPCF7-Content-Type: text/plain\n\n"
    "From: Rosa Diaz <rosa@example.org>\nSubject: Knee question\n\nMessage Body:\nMy right knee hurts.\n\nWhen: on stairs, mostly.\n\n-- \nThis is a notification that a contact form was submitted on your website (Clinic https://clinic.example).\n"
)  # fmt: skip
WPFORMS = "From: Clinic <noreply@clinic.example>\nTo: desk@clinic.example\nSubject: New Entry: Contact\n\n--- Name ---\n\nRosa Diaz\n\n--- Email ---\n\nrosa@example.org\n\n--- Phone ---\n\n312-555-0111\n\n--- Comment or Message ---\n\nMy right knee hurts.\n\nSent from Clinic\n"
GRAVITY = (
    "From: Clinic <wordpress@clinic.example>\nTo: desk@clinic.example\nSubject: New submission from Contact\nContent-Type: text/html\n\n<table><tr><td colspan=2><strong>Name</strong></td></tr><tr><td>&nbsp;</td><td>Rosa Diaz</td></tr>"
    "<tr><td colspan=2><strong>Email</strong></td></tr><tr><td></td><td><a href='mailto:rosa@example.org'>rosa@example.org</a></td></tr><tr><td><strong>Phone</strong></td></tr><tr><td>312-555-0111</td></tr>"
    "<tr><td><strong>Message</strong></td></tr><tr><td>My right knee hurts.</td></tr></table>"
)  # fmt: skip
JETPACK = (
    "From: Rosa Diaz <wordpress@clinic.example>\nReply-To: \"Rosa Diaz\" <rosa@example.org>\nTo: desk@clinic.example\nSubject: [Clinic] Contact\n\nName: Rosa Diaz\nEmail: rosa@example.org\nPhone: 312-555-0111\n"
    "Message: My right knee hurts.\n\nTime: November 24, 2026 at 10:04 am\nIP Address: 203.0.113.9\nContact Form URL: https://clinic.example/contact/\nSent by an unverified visitor to your site.\n"
)  # fmt: skip
ELEMENTOR = "From: Clinic <wordpress@clinic.example>\nTo: desk@clinic.example\nSubject: New message from \"Clinic\"\n\nName: Rosa Diaz\nEmail: rosa@example.org\nTel: 312-555-0111\nMessage: My right knee hurts.\n\n---\n\nDate: November 24, 2026\nTime: 10:04 am\nPage URL: https://clinic.example/contact/\nUser Agent: Mozilla/5.0\nRemote IP: 203.0.113.9\nPowered by: Elementor\n"
NINJA = "From: Clinic <admin@clinic.example>\nTo: desk@clinic.example\nSubject: Ninja Forms Submission\nContent-Type: text/html\n\n<table><tr><td>Name:</td><td>Rosa Diaz</td></tr><tr><td>Email:</td><td>rosa@example.org</td></tr><tr><td>Phone:</td><td>312-555-0111</td></tr><tr><td>Message:</td><td>My right knee hurts.</td></tr></table>"
SQUARESPACE = "From: Squarespace <form-submission@squarespace.info>\nReply-To: rosa@example.org\nTo: desk@clinic.example\nSubject: Form Submission - Contact\n\nSent via form submission from Clinic\n\nName: Rosa Diaz\n\nEmail: rosa@example.org, accepts marketing: true\n\nPhone: 312-555-0111\n\nMessage: My right knee hurts.\n\nManage Submissions\n\nDoes this submission look like spam? Report it here.\n"
FORMSPREE = "From: Formspree <noreply@formspree.io>\nReply-To: rosa@example.org\nTo: desk@clinic.example\nSubject: New submission from Contact\n\nHey there,\n\nSomeone just submitted your form on clinic.example/contact. Here's what they had to say:\n\nname:\nRosa Diaz\n\nemail:\nrosa@example.org\n\nphone:\n312-555-0111\n\nmessage:\nMy right knee hurts.\n\nSubmitted 10:04 AM UTC\n"
WIX = "From: Clinic <no-reply@crm.wix.com>\nTo: desk@clinic.example\nSubject: Contact got a new submission\n\nClinic just got a new form submission\n\nFirst name\nRosa\n\nLast name\nDiaz\n\nEmail\nrosa@example.org\n\nPhone\n312-555-0111\n\nMessage\nMy right knee hurts.\n\nView submission\n"
DRUPAL = "From: website@clinic.example\nTo: desk@clinic.example\nSubject: Form submission from: Contact\n\nSubmitted on Tuesday, November 24, 2026 - 10:04\nSubmitted by anonymous user: [203.0.113.9]\nSubmitted values are:\n\nYour name: Rosa Diaz\nYour e-mail: rosa@example.org\nPhone: 312-555-0111\nMessage:\nMy right knee hurts.\n\nThe results of this submission may be viewed at: https://clinic.example/node/1\n"
FORMMAIL = "From: rosa@example.org (Rosa Diaz)\nTo: desk@clinic.example\nSubject: WWW Form Submission\n\nBelow is the result of your feedback form.  It was submitted by\nRosa Diaz (rosa@example.org) on Tuesday, November 24, 2026 at 10:04:00\n" + "-" * 75 + "\n\nphone: 312-555-0111\n\nmessage: My right knee hurts.\n\n" + "-" * 75 + "\n"
GERMAN = "From: WordPress <wordpress@clinic.example>\nTo: desk@clinic.example\nReply-To: rosa@example.org\nSubject: Clinic \"Anfrage\"\n\nVon: Rosa Diaz rosa@example.org\nTelefon: 312-555-0111\nBetreff: Anfrage\n\nNachrichtentext:\nMy right knee hurts.\n\n-- \nDiese E-Mail wurde von einem Kontaktformular von Clinic (https://clinic.example) gesendet\n"
TYPEFORM = "From: Typeform <notifications@followups.typeform.com>\nTo: desk@clinic.example\nSubject: Typeform: New response for Contact us\n\nHey there,\n\nYour typeform has a new response:\n\n** First, what's your name? **\nRosa Diaz\n\n** Email **\nrosa@example.org\n\n** And your phone number? **\n312-555-0111\n\n** What can we help with? **\nMy right knee hurts.\n\nLog in to view or download your responses at https://typeform.example/results\n"


@pytest.mark.parametrize("mail", [CF7, WPFORMS, GRAVITY, JETPACK, ELEMENTOR, NINJA, SQUARESPACE, FORMSPREE, WIX, DRUPAL, FORMMAIL, GERMAN, TYPEFORM])
def test_the_mail_of_a_sites_form_is_the_persons_not_the_web_servers(mail: str) -> None:
    one = arrived(mail)
    assert (one.name, one.email, one.source) == ("Rosa Diaz", "rosa@example.org", Source.FORM)
    assert "My right knee hurts." in one.text
    assert one.phone == ("" if mail is CF7 else "312-555-0111")
    assert not any(word in one.text.casefold() for word in ("203.0.113", "notification that", "powered by", "manage subm", "unverified", "mozilla", "view submission", "kontaktformular", "log in to"))


def test_words_with_a_colon_in_the_message_stay_in_the_message() -> None:
    assert arrived(CF7).text == "Knee question\n\nMy right knee hurts.\n\nWhen: on stairs, mostly."


def test_a_day_that_a_form_asked_for_stays_with_the_words_and_what_the_site_adds_does_not() -> None:
    head = "From: Clinic <wordpress@clinic.example>\nTo: desk@clinic.example\nSubject: New submission from Contact form\nDate: Thu, 26 Nov 2026 09:12:33 -0600\n\n"
    found = arrived(
        f"{head}Name: Olive Tran (IP address: 203.0.113.7, host.example)\nEmail: olive@mail.example\nDate / Time: 12/03/2026 10:00 AM\n"
        "Message: Both knees, 7/10 on stairs.\n\nUser Information\nIP: 203.0.113.7\nUser-Agent (Browser/OS): Chrome 130 / macOS\n"
    )
    assert (found.name, found.email) == ("Olive Tran", "olive@mail.example")
    assert found.text == "Both knees, 7/10 on stairs.\n\nDate / Time: 12/03/2026 10:00 AM"
    sent = arrived(f"{head}Name: Olive Tran\nEmail: olive@mail.example\nMessage: Both knees.\nDate: November 26, 2026\nTime: 9:12 am\n")
    assert sent.text == "Both knees."


def test_a_receipt_for_the_writer_is_no_inquiry() -> None:
    mail = "From: Clinic <wordpress@clinic.example>\nTo: rosa@example.org\nSubject: Clinic \"Knee\"\nX-Mailer: PHPMailer 6\n\nMessage Body:\nMy knee\n\n-- \nThis email is a receipt for your contact form submission on our website.\n"
    assert arrivals(mail.encode()).apart == "receipt that a form sent to its writer"


def test_a_comment_told_by_mail_is_the_same_message_as_in_an_export_of_the_site() -> None:
    mail = (
        "From: WordPress <wordpress@clinic.example>\nTo: desk@clinic.example\nSubject: [Clinic] Please moderate: \"Healing after a sprain\"\n\nA new comment on the post \"Healing after a sprain\" is waiting for your approval\n"
        "https://clinic.example/sprain/\n\nAuthor: Rosa Diaz (IP address: 203.0.113.9, host.example)\nEmail: rosa@example.org\nURL: \nComment: \r\nMy ankle.\r\n\r\nStill sore: why?\r\n\nApprove it: https://clinic.example/wp-admin/comment.php?action=approve&c=41#wpbody-content\n"
        "Trash it: https://clinic.example/wp-admin/comment.php?action=trash&c=41#wpbody-content\nSpam it: https://clinic.example/wp-admin/comment.php?action=spam&c=41#wpbody-content\nCurrently 2 comments are waiting for approval.\n"
    )  # fmt: skip
    one = arrived(mail)
    assert (one.key, one.source, one.article_title) == ("wp:clinic.example:41", Source.COMMENT, "Healing after a sprain")
    assert (one.name, one.email, one.text) == ("Rosa Diaz", "rosa@example.org", "My ankle.\n\nStill sore: why?")


def test_a_person_who_lists_their_data_in_a_signature_is_still_the_sender() -> None:
    one = arrived(HEAD + "\nMy knee hurts.\n\nInes Falk\nTel: 312-555-0101\nE-mail: other@example.org\n")
    assert (one.email, one.source) == ("ines@example.org", Source.EMAIL)
    assert "My knee hurts." in one.text


@pytest.mark.parametrize(("charset", "body", "words"), [
    ("iso-8859-1", "Gelenk tut weh: Knöchel".encode("latin-1"), "Knöchel"), ("windows-1252", "it’s my hip".encode("cp1252"), "it’s"), ("ks_c_5601-1987", "무릎".encode("cp949"), "무릎"),
    ("gb2312", "膝盖".encode("gb18030"), "膝盖"), ("iso-2022-jp", "膝".encode("iso2022_jp"), "膝"), ("x-nonsense", "Knöchel".encode(), "Knöchel"), ("utf-8", "Knöchel".encode("latin-1"), "Knöchel"),
    ("us-ascii", "Knöchel".encode(), "Knöchel"), ("rot13", b"knee", "knee"), ("koi8-r", "колено".encode("koi8-r"), "колено"),
])  # fmt: skip
def test_words_are_read_in_whatever_charset_also_where_its_name_is_wrong(charset: str, body: bytes, words: str) -> None:
    assert words in arrived(HEAD.encode() + f"Content-Type: text/plain; charset={charset}\n\n".encode() + body).text


def test_encoded_words_cannot_hide_a_header() -> None:
    assert header_text("=?utf-8?q?Ann=0d=0aBcc:_x@example.org?=") == "Ann Bcc: x@example.org"
    one = arrived("From: =?utf-8?q?Ann=0d=0aBcc=3a_x?= <ann@example.org>\nSubject: =?utf-8?b?a25lZQ0KQmNjOiB4?=\n\nhi")
    assert one.name == "Ann Bcc: x"
    assert "\r" not in one.text


def test_attachments_are_named_not_kept_and_their_names_are_harmless() -> None:
    mail = HEAD + 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee the picture.\n--x\nContent-Type: image/png; name="../../etc/cron.d/mri.png"\n' \
                  "Content-Transfer-Encoding: base64\n\naGVsbG8=\n--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''Bericht%20%C3%84.pdf\n\nx\n--x--\n"  # fmt: skip
    one = arrived(mail)
    assert one.text == "Left knee\n\nSee the picture.\n\n[Attached: mri.png, Bericht Ä.pdf. What is attached stays in the mailbox.]"
    assert "Attached" not in own_words(one.text)


def test_a_mailbox_of_any_kind_is_parted_where_its_messages_begin() -> None:
    one = "From - Tue Nov 24 10:04:00 2026\nFrom: A <a@example.org>\nSubject: one\n\nMy film:\n\nFrom Russia with love\nYear: 1963\n\n>From here on\n>>From quoted\n\n"
    two = "From b@example.org Tue Nov 24 10:04:00 2026\nFrom: B <b@example.org>\nSubject: two\n\nknee\n\n"
    box = (one + two + "From MAILER-DAEMON Tue Nov 24 10:04:00 2026\nFrom: C <c@example.org>\nSubject: three\n\nhip\n").encode()
    found = [a for batch in boxes.read_mailbox(io.BytesIO(box), len(box)) for a in batch.arrivals]
    assert [a.name for a in found] == ["A", "B", "C"]
    assert "From Russia with love\nYear: 1963" in found[0].text
    assert "\nFrom here on" in found[0].text
    assert "\n>From quoted" in found[0].text


def test_a_message_of_a_mailbox_begins_also_where_the_blank_line_above_is_missing() -> None:
    post = "From a@example.org Tue Nov 24 10:04:00 2026\n"
    box = f"{post}From: A <a@example.org>\nSubject: one\n\nknee\n{post}From: B <b@example.org>\nSubject: two\n\n{post}as a quotation\n".encode()
    found = [a for batch in boxes.read_mailbox(io.BytesIO(box), len(box)) for a in batch.arrivals]
    assert [(a.name, a.text) for a in found] == [("A", "one\n\nknee"), ("B", f"two\n\n{post}as a quotation")]


def test_a_service_that_writes_for_a_person_is_that_persons_mail() -> None:
    head = HEAD.replace("Ines Falk <ines@example.org>", '"Site" <no-reply@forms.example>')
    one = arrived(f"Reply-To: Ines Falk <ines@example.org>\n{head}\nYou have a new message.\n\nMessage My knee hurts\n")
    assert (one.name, one.email, one.reply_to) == ("Ines Falk", "ines@example.org", "")
    assert arrivals(f"Reply-To: <help@forms.example>\n{head}\nYour report is ready.\n".encode()).apart == "automatic message"


NASTY = {
    "10,000 parts": HEAD + "Content-Type: multipart/mixed; boundary=x\n\n" + "--x\n\nhip\n" * 10_000 + "--x--\n",
    "deep parts": HEAD + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2_000)) + "\nhip\n",
    "deep messages": HEAD + "Content-Type: message/rfc822\n\n" * 2_000 + "Subject: x\n\nhip\n", "addresses": HEAD + "Cc: " + "a@example.org, " * 20_000 + "\n\nhip\n",
    "encoded words": HEAD.replace("Left knee", "=?utf-8?q?a?= " * 20_000) + "\nhip\n", "brackets": HEAD.replace("Ines", "(" * 20_000) + "\nhip\n",
    "quotations": HEAD + "Content-Type: text/html\n\n" + "<blockquote>" * 20_000 + "hip", "half tags": HEAD + "Content-Type: text/html\n\n" + "<a " * 50_000 + "hip",
    "comments": HEAD + "Content-Type: text/html\n\n" + "<!--" * 50_000 + "hip", "one line": HEAD + "\n" + "x" * 2_000_000, "blanks": HEAD + "\n" + " " * 1_000_000 + "hip",
    "labels": HEAD.replace("ines@", "noreply@") + "\nName: a b\nEmail: a@example.org\nMessage: hip\n" + "x: y\n" * 30_000, "nothing": "", "zeros": "\x00" * 5_000,
    "references": HEAD + "References: " + "<a@b> " * 50_000 + "\n\nhip\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_no_build_of_a_message_takes_long(name: str) -> None:
    started = time.perf_counter()
    mailed = arrivals(NASTY[name].encode())
    assert time.perf_counter() - started < 8
    assert mailed.arrival or mailed.apart


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    b"From: a <a@example.org>\n", b"Subject: =?utf-8?q?=ff=?=\n", b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: message/rfc822\n", b"--x\n", b"--x--\n", b"\n", b"\r\n", b"> quoted\n", b"Name: b\n",
    b"Email: c@example.org\n", b"Message: d\n", b"Content-Transfer-Encoding: base64\n", b"aGVs\xff\n", b"Date: 99\n", b"From x\n", b"Reply-To: <>\n", b"Content-Type: text/html; charset=\xff\n", b"<b><i\n", b"-- \n",
]), max_size=14))  # fmt: skip
def test_no_message_whatever_raises(pieces: list[bytes]) -> None:
    mailed = arrivals(b"".join(pieces))
    assert (mailed.arrival is None) == bool(mailed.apart)
    if mailed.arrival:
        mailed.arrival.text.encode("utf-8")
        assert "\n" not in mailed.arrival.name + mailed.arrival.email


@pytest.mark.parametrize(("above", "below"), [
    ("You have a new voice message\n\nFrom: Gus Pine (512) 555-0188\nLength: 00:42\n\nVoicemail Preview:\n", "\nTo listen to this message, open the attached sound file.\nCopyright 2026 A Company"),
    ("", "\nplay message\n\nYOUR ACCOUNT HELP CENTER\nThis email was sent to you because you asked for it."),
    ("Gus Pine left a voicemail\n\nTranscript\n", "\nListen to voicemail\nUnsubscribe"),
    ("Caller: (512) 555-0188\nTranscription: ", "\nHow did we do with this transcription? Rate it."),
])  # fmt: skip
def test_of_a_call_told_by_mail_only_what_the_caller_said_is_kept(above: str, below: str) -> None:
    said = "Hi, my left knee hurts.\nThis message is for Dr Okafor. Call back after five.\nTo call me back would be kind of you."
    call = arrived(f"From: Calls <no-reply@calls.example>\nSubject: New voicemail from (512) 555-0188\n\n{above}{said}{below}\n")
    assert call.text == f"New voicemail from (512) 555-0188\n\n{said}"


@pytest.mark.parametrize(("header", "kind"), [
    ("X-Mozilla-Status: 0009", "mail that was deleted"), ("X-Gmail-Labels: Archived,Spam", "spam, as the mail server says"), ("X-Gmail-Labels: Papierkorb", "mail that was deleted"),
    ("X-Gmail-Labels: Sent", "the clinic's own mail"), ("X-Gmail-Labels: Inbox,Unread", ""), ("X-Mozilla-Status: 0001", ""),
])  # fmt: skip
def test_what_the_mail_program_had_put_away_waits_for_nobody(header: str, kind: str) -> None:
    mailed = arrivals(f"From: Ria Sol <ria@example.org>\n{header}\nSubject: Knee\n\nMy knee hurts.\n".encode())
    assert mailed.apart == kind
    assert bool(mailed.arrival) is not bool(kind)


def test_lines_that_a_mail_program_broke_within_a_word_are_whole_again() -> None:
    one = arrived(HEAD + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\nSore since a car cra \nsh last  \nMay.\n\n-- \nInes\n")
    assert "a car crash last May." in one.text


def test_words_that_a_list_added_below_base64_are_words() -> None:
    body = base64.b64encode(b"Both knees ache.\nSent from a phone").decode()
    one = arrived(HEAD + f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}\nadded by the scanner!!\n")
    assert one.text.endswith("Both knees ache.\nSent from a phone\nadded by the scanner!!")


SITE = "From: Clinic <wordpress@clinic.example>\nTo: desk@clinic.example\nSubject: New message from website contact form\n\n"


@pytest.mark.parametrize(("body", "kept"), [
    ("From: Zed Oak <zed@example.org>\nSubject: [your-subject]\nAge: 61\n\nMessage Body:\nRe: my hip\nFrom: what I read, PRP helps.\n\n-- \nThis e-mail was sent from a contact form on Clinic\n",
     ["Re: my hip\nFrom: what I read, PRP helps.", "Age: 61"]),
    ("Name *\nIvy Moor\n\nEmail *\nivy@example.org\n\nWhat is wrong? *\nFrozen shoulder left\n\nCreate your own Google Form\n", ["What is wrong? Frozen shoulder left"]),
    ("Message: My hip hurts.\nName: Al Fox\nEmail: al@example.org\n\nI forgot: my left knee too.\nIt is worse.\n", ["I forgot: my left knee too.\nIt is worse."]),
    ("Name: Al Fox\nEmail: al@example.org\nMessage: My hip hurts.\nYou can reply by phone.\nMy left knee hurts too, more each day.\n", ["You can reply by phone.\nMy left knee hurts too"]),
])  # fmt: skip
def test_no_words_of_a_form_are_lost_below_a_label_or_a_line_like_a_foot(body: str, kept: list[str]) -> None:
    text = arrived(SITE + body).text
    assert [words for words in kept if words not in text] == []
    assert not any(word in text for word in ("[your-subject]", "Google Form", "contact form on"))
