"""Mail that no person wrote to be answered: by its headers and its build, with a name for what it is."""

from __future__ import annotations

import re

from frontdesk.intake.mail.own_words import own_words
from frontdesk.intake.mail.parts import Mail

_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounces?|bounce-.*|mdaemon|mail\.?delivery.*)@|^mailer-daemon$", re.I)
_BOUNCED = re.compile(
    r"undeliver(?:ed|able)|delivery (?:status )?notification|delivery (?:has )?failed|delivery failure|returned (?:mail|to sender)|mail delivery (?:failed|system)|failure notice|message not delivered"
    r"|could not be delivered|unzustellbar|nicht zustellbar|non remis|no entregad|mancata consegna|undelivered mail", re.I)  # fmt: skip
_AWAY = re.compile(
    r"^(?:re:\s*|aw:\s*)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|out of (?:the )?office|automatische antwort|abwesenheits\w+|réponse automatique|respuesta automática"
    r"|resposta automática|risposta automatica|automatisch antwoord|autosvar|vacation(?: reply)?\b|i am (?:currently )?(?:away|out of (?:the )?office)|自動返信|자동 ?응답|自动回复)", re.I)  # fmt: skip
_ROBOT = re.compile(r"^(?:no-?reply|do-?not-?reply|noreply.*|notifications?|alerts?|automated|robot|cron|root|nobody|www-data|apache|daemon)@", re.I)
_LETTER = re.compile(r"^(?:news-?letters?|mailings?|campaigns?|newsalerts?)\b.{0,30}@", re.I)
_LEAVE = re.compile(r"\bunsubscribe\b|\bopt[- ]out\b|newsletter abbestellen|vom newsletter abmelden|se désabonner|désinscri|darse de baja|cancellarsi|uitschrijven", re.I)
_WHY = re.compile(r"newsletter|mailing list|you (?:are receiving|received|'re receiving) this|this (?:e-?mail|message) (?:was|is) (?:being )?sent|to be removed|sie erhalten diese|vous recevez|view (?:this|it) in (?:your|a) browser|can't read this", re.I)


_LABELS = (
    ("spam, as the mail server says", frozenset(("spam", "junk", "courrier indésirable"))),
    ("mail that was deleted", frozenset(("trash", "bin", "papierkorb", "corbeille", "papelera", "cestino", "prullenbak", "lixeira"))),
    ("the clinic's own mail", frozenset(("sent", "sent mail", "draft", "drafts", "gesendet", "entwürfe", "messages envoyés", "brouillons", "enviados", "borradores",
                                         "posta inviata", "bozze", "verzonden", "concepten", "rascunhos"))),
)  # fmt: skip
"""What Gmail calls the places from which nobody is answered, in the languages in which an export names them."""


def filed(mail: Mail) -> str:
    """Where the clinic's own mail program had put it, as a kind of what is kept apart; empty for its inbox and for folders that say nothing."""
    labels = {label.strip().casefold() for label in mail.header("x-gmail-labels").split(",")}
    deleted = mail.header("x-mozilla-status").strip()
    if re.fullmatch(r"[0-9a-fA-F]{4}", deleted) and int(deleted, 16) & 0x0008:
        return "mail that was deleted"
    return next((kind for kind, names in _LABELS if labels & names), "")


def apart(mail: Mail, words: str) -> str:
    """The name of its kind, or empty where a person may have written it."""
    return _sealed(mail, words) or _report(mail) or _automatic(mail) or _many(mail, words) or _marked(mail)


def _sealed(mail: Mail, words: str) -> str:
    kinds = set(mail.kinds)
    sealed = "multipart/encrypted" in kinds or "application/pgp-encrypted" in kinds or words.lstrip().startswith("-----BEGIN PGP MESSAGE-----")
    smime = {"application/pkcs7-mime", "application/x-pkcs7-mime"} & kinds and "signed-data" not in mail.header("content-type").lower()
    return "encrypted mail" if sealed or smime else ""


def _report(mail: Mail) -> str:
    told = mail.header("content-type").lower()
    if "disposition-notification" in told or "message/disposition-notification" in mail.kinds:
        return "read receipt"
    sender, subject = address(mail.header("from")) or mail.header("from"), mail.header("subject")
    returned = mail.header("return-path").strip() in ("<>", "< >")
    report = "delivery-status" in told or "message/delivery-status" in mail.kinds or "multipart/report" in mail.kinds or mail.header("x-failed-recipients")
    if report or (_DAEMON.search(sender) and (_BOUNCED.search(subject) or returned)) or (_BOUNCED.search(subject) and (returned or _DAEMON.search(sender))):
        return "bounce (a mail that could not be delivered)"
    return "bounce (a mail that could not be delivered)" if _DAEMON.search(sender) and "mailer" in sender.lower() else ""


def _automatic(mail: Mail) -> str:
    submitted = mail.header("auto-submitted").lower()
    away = _AWAY.search(mail.header("subject")) or mail.header("x-autoreply") or mail.header("x-autorespond") or mail.header("x-autoresponder")
    if submitted.startswith("auto-replied") or away or mail.header("precedence").lower() == "auto_reply" or "autoreply" in mail.header("x-precedence").lower():
        return "automatic reply"
    if submitted.startswith("auto-") or mail.header("x-cron-env"):
        return "automatic message"
    if set(mail.kinds) & {"text/calendar"} and "method" in mail.header("content-type").lower():
        return "calendar invitation"
    return "automatic message" if _ROBOT.search(address(mail.header("from"))) and not behind(mail) else ""


def behind(mail: Mail) -> str:
    """The address of the person for whom a robot writes: a form's service asks that answers go to them; empty where there is none."""
    sender, back = address(mail.header("from")), address(mail.header("reply-to"))
    other = bool(back) and back.rpartition("@")[2].casefold() != sender.rpartition("@")[2].casefold()
    return back if other and _ROBOT.search(sender) and not _ROBOT.search(back) else ""


def _many(mail: Mail, words: str) -> str:
    precedence = mail.header("precedence").lower()
    if mail.header("list-id") or mail.header("list-post") or mail.header("mailing-list") or mail.header("x-mailing-list") or precedence == "list" or mail.header("x-mailman-version"):
        return "mailing list"
    campaign = any(mail.header(name) for name in ("list-unsubscribe", "x-campaign", "x-campaignid", "x-mailchimp-id", "x-mc-user", "feedback-id", "x-csa-complaints"))
    if campaign or precedence in ("bulk", "junk") or _LETTER.search(address(mail.header("from"))):
        return "newsletter"
    own = own_words(words)
    return "newsletter" if _LEAVE.search(own) and _WHY.search(own) else ""


def _marked(mail: Mail) -> str:
    flag, status = mail.header("x-spam-flag").lower(), mail.header("x-spam-status").lower()
    return "spam, as the mail server says" if flag.startswith("yes") or status.startswith("yes") else ""


_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,128}@[^\s<>()\[\],;:\"@]{1,190}")


def address(header: str) -> str:
    """The first address of a header, in whatever shape it stands; the one in angle brackets before one in a name."""
    text = header[:5000]
    for inner in re.findall(r"<([^<>]{3,320})>", text):
        if found := _ADDRESS.search(inner):
            return found[0].strip(".'")
    found = _ADDRESS.search(text)
    return found[0].strip(".'") if found else ""


_QUOTED = re.compile(r"\s*\"((?:[^\"\\]|\\.){0,300})\"\s*<")
_ANGLE = re.compile(r"<[^<>\s@]{1,128}@[^<>\s]{1,190}>")


def called(header: str) -> str:
    """The name of a sender: before the address, in a comment behind it, or empty."""
    text = header[:5000]
    quoted, angle = _QUOTED.match(text), _ANGLE.search(text)
    name = quoted[1] if quoted else text[: angle.start()][:300].strip(' "') if angle else text.partition("<")[0][:300].strip(' "') if "<" in text else ""
    if not name.strip():
        comment = re.search(r"\(([^()]{1,200})\)", text)
        name = comment[1] if comment else ""
    name = re.sub(r"\\(.)", r"\1", name).strip(" '\"\t,;")
    return "" if _ADDRESS.fullmatch(name) else name
