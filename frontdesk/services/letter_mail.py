"""Letters by mail: an encrypted PDF behind words that say nothing about the person. Sent once; what went wrong stays in the print run."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from frontdesk.data import letters as letter_rows
from frontdesk.data import mailboxes
from frontdesk.domain.errors import DeskError, Refused
from frontdesk.domain.letter import KIND_WORDS, Letter, LetterState
from frontdesk.domain.mail import Ending, MailAccount, MailTrouble
from frontdesk.letters import sealed
from frontdesk.post import smtp
from frontdesk.post.message import compose as compose_mail
from frontdesk.services import composing, paperwork
from frontdesk.services.desk import Desk

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another when they are read out."""


def password() -> str:
    """A password to be told on the phone, never in a mail: "k7fm-2qxp-9wtd"."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))


def send(desk: Desk, *, letter_id: int, password: str, secret: Callable[[MailAccount], str], recipient: str = "") -> Letter:
    """To the patient's address, or to ``recipient``. ``Refused`` where something lacks, ``MailTrouble`` where the server does not take it."""
    if len(password) < sealed.LEAST:
        raise Refused(f"The password needs at least {sealed.LEAST} letters. Tell it to the person by phone.")
    with desk.read() as session:
        made, account = composing.compose(desk, session, letter_id), mailboxes.account(session)
    to = recipient.strip() or made.patient.email
    if account is None:
        raise Refused("No mail account is set up. Set it up in Settings, or print the letter.")
    if not to:
        raise Refused("This patient has no e-mail address. Add it, or print the letter.")
    clinic = desk.house().clinic.name
    message = compose_mail(
        sender=account.address, sender_name=account.sender or clinic, recipient=to, subject=f"A letter from {clinic}",
        text=f"A letter from {clinic} is attached. It opens with the password that we told you.\n\nPlease call us where it does not open.\n",
        message_id=f"<letter.{secrets.token_hex(12)}@{account.address.rpartition('@')[2]}>", at=desk.now(),
        attachment=sealed.seal(made.pdf(), password), attached_as="Letter.pdf",
    )  # fmt: skip
    _claim(desk, letter_id)
    try:
        if not desk.house().demo:
            smtp.send(account, secret(account), message)
    except MailTrouble as trouble:
        if trouble.ending is not Ending.UNKNOWN:
            _mark(desk, letter_id, LetterState.FAILED)
        raise
    except DeskError:
        _mark(desk, letter_id, LetterState.FAILED)
        raise
    shown = {letter_id: paperwork.printed_values(made.visit)} if made.visit else None
    with desk.write(f"Send by mail: {KIND_WORDS[made.letter.kind].lower()}", barrier="sent") as write:
        letter_rows.mark(write, letter_ids=[letter_id], state=LetterState.SENT, printed=shown, wording=made.texts)
        return letter_rows.get(write, letter_id)


def _claim(desk: Desk, letter_id: int) -> None:
    """Nobody prints or sends it meanwhile; where the program ends now, the desk is asked what became of it."""
    with desk.write("Give a letter to the mail", undoable=False) as write:
        letter = letter_rows.get(write, letter_id)
        if letter.state is LetterState.PRINTING or letter.sent_at:
            raise Refused("This letter is on its way already, or has been printed or sent.")
        letter_rows.mark(write, letter_ids=[letter_id], state=LetterState.PRINTING)


def _mark(desk: Desk, letter_id: int, state: LetterState) -> None:
    with desk.write("A letter was not sent", undoable=False) as write:
        letter_rows.mark(write, letter_ids=[letter_id], state=state)
