"""A reply as a mail: one sender, one addressee, headers that hold what they say and nothing more."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from frontdesk.domain import mail


def compose(*, sender: str, sender_name: str, recipient: str, subject: str, text: str, message_id: str, at: datetime, answers: str = "",
            attachment: bytes | None = None, attached_as: str = "") -> EmailMessage:  # fmt: skip
    """``attachment``: a PDF. ``answers``: the id of the mail that is answered, so that both stand in one thread.

    ``BadInput`` where a part could carry more than it says.
    """
    made = EmailMessage(policy=SMTP)
    made["From"] = formataddr((mail.header(sender_name, what="sender's name"), mail.address(sender)))
    made["To"] = mail.address(recipient)
    made["Subject"] = mail.header(subject)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id
    if answers.startswith("<") and answers.endswith(">") and len(answers) < 500 and not any(c.isspace() for c in answers):
        made["In-Reply-To"] = answers
        made["References"] = answers
    made["Auto-Submitted"] = "no"
    made.set_content(text.replace("\r", ""), cte="quoted-printable")
    if attachment is not None:
        made.add_attachment(attachment, maintype="application", subtype="pdf", filename=attached_as)
    return made
