"""Mails that a web site sends when somebody fills in its form or comments: taken apart into what the person wrote and who it is.

Whoever the mail comes from, the answer goes to the person named in it, never to the web server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frontdesk.intake.forms.labels import EMAIL, folded, kind_of
from frontdesk.intake.forms.submission import Answer
from frontdesk.intake.mail.parts import Mail
from frontdesk.intake.mail.sorting import address

_FOOT = re.compile(
    r"^(?:--\s*|—|_{4,}|={4,}|this (?:e-?mail|mail|message|is a notification|is an automated)\b.{0,60}\b(?:sent|contact form|submitted|from|generated).*|this is a notification that .*|sent (?:from|via|by|on)\b.{0,200}"
    r"|manage submissions?.*|does this submission look like spam.*|report it here.*|you can (?:view|reply|see|edit)\b.*|reply (?:to this|directly).*|view (?:this )?(?:submission|entry|response)s?.*|unsubscribe.*"
    r"|diese e-?mail wurde .*|diese nachricht wurde .*|cet e-?mail a été envoyé.*|cet e-mail est une notification.*|este (?:correo|mensaje|e-mail)\b.{0,20} (?:ha sido|fue|foi) enviado.*|esta es una notificación.*"
    r"|questa (?:e-?mail|è una notifica).*|deze e-?mail (?:is|werd) verzonden.*|powered by .*|create your own google form.*|report abuse.*|you can edit this submission.*|does this form look suspicious.*|copyright .*|©.*|akismet spam check.*|to (?:view|reply|edit)\b.{0,80}|log ?in to (?:view|see|download|manage)\b.*|approve it:.*|trash it:.*|spam it:.*|delete it:.*"
    r"|currently \d+ comments? (?:is|are) waiting.*|permalink:.*|you can see all comments.*|user information:?|this form submitted at\b.*|submitted by an? (?:un)?verified.*|sent by an? (?:un)?verified.*)$", re.I)  # fmt: skip
_SITE = re.compile(
    r"this (?:e-?mail|mail|message)\b.{0,40}\b(?:was sent|is sent) (?:from|via|by|through)\b.{0,40}\b(?:contact )?form|this is a notification that a contact form was submitted|sent via form submission|form submission"
    r"|new (?:form )?(?:submission|entry|message|inquiry|enquiry|lead|response)\b|you(?:'ve| have)? (?:just )?(?:got|received|have) a new (?:submission|message|entry|response|form|lead|inquiry|enquiry)"
    r"|submitted values are|below is the result of your feedback form|sent by an? (?:un)?verified (?:visitor|user)|contact form url|someone (?:just )?submitted your form|here'?s what they had to say"
    r"|message body:|cuerpo del mensaje:|corps du message|nachrichtentext:|wpforms|gravity forms|ninja forms|elementor|formspree|formsubmit|netlify|typeform|jotform|squarespace|wix\.com|weebly|kontaktformular|formulaire de contact"
    r"|formulario de contacto|modulo di contatto|contactformulier|contact form|website (?:inquiry|enquiry|contact)|contact us form", re.I)  # fmt: skip
_ROBOT = re.compile(r"^(?:wordpress|wp|no-?reply.*|noreply.*|do-?not-?reply|forms?|form-submission.*|forms-[\w-]*no-?reply|notifications?|contact|website|webmaster|mailer|submissions?.*|web|server|info|admin|postmaster|www-data|apache|nobody)@"
                    r"|@(?:.*\.)?(?:formspree\.io|squarespace\.\w+|wix\w*\.com|wix-forms\.com|jotform\.com|typeform\.com|formsubmit\.co|netlify\.com|getform\.\w+|weebly\.com|godaddy\.com|hubspot\w*\.com)$", re.I)  # fmt: skip
_RECEIPT = re.compile(
    r"this (?:e-?mail|message) is a (?:receipt|confirmation|copy) (?:for|of) your (?:contact form )?(?:submission|message|inquiry)|thank you for (?:contacting|your (?:message|inquiry|submission)).{0,200}"
    r"(?:we will|we'll|someone will)", re.I | re.S)  # fmt: skip
_LINE = re.compile(r"^[\s>*•\-–]{0,6}\*{0,2}(?P<label>(?=[^:：\n]*[^\W\d_])[^:：\n|\t]{1,80}?)\*{0,2}\s?(?:[:：]\*{0,2}|\t|\s\|\s)\s*(?P<value>.*)$")
_RULED = re.compile(r"^-{2,}\s*(?P<label>[^-].{0,70}?)\s*-{2,}$")
_SUBMITTED_BY = re.compile(r"it was submitted by\s+(?P<name>[^()\n]{0,120}?)\s*\((?P<email>[^()\s]{3,200})\)\s+on\s+(?P<date>[^\n]{6,80}?(?:\n\s*[\d:]{4,8})?)\s*$", re.I | re.M)
_COMMENT = re.compile(r"^\s*(?:\[.{0,120}?\])\s*(?P<what>Please moderate|Comment|Moderate|Neuer Kommentar|Kommentar|Bitte moderieren|Commentaire|Comentario|Pingback|Trackback)\s*:\s*[\"“«]?(?P<post>.*?)[\"”»]?\s*$", re.I)
_COMMENT_ID = re.compile(r"(?:[?&]c=|#comment-|[?&]comment=)(\d{1,12})")
_AUTHOR = re.compile(r"^(?:Author|Autor|Auteur|Autore|Name)\s?:\s?(?P<name>.*?)\s*\((?:IP|Adresse IP|IP-Adresse|Dirección IP)[^()]*\)?.*$", re.I)
_CALLER = re.compile(r"\s*\((?:IP|Adresse IP|IP-Adresse|Dirección IP)\b[^()]*\)?\s*$", re.I)
"""Behind a name: the computer that it came from."""
_MAYBE_FOOT = re.compile(r"(?:you can|reply|view|to (?:view|reply|edit)|sent (?:from|via|by|on)|this)\b", re.I)
_BODIES = frozenset({"message body", "cuerpo del mensaje", "corps du message", "nachrichtentext", "corpo del messaggio", "corpo da mensagem", "berichttekst", "tresc wiadomosci", "text zpravy"})
_REQUIRED = re.compile(r"[^.!]{2,100}\s\*")
"""A label with the mark of a field that must be filled in."""
_UNFILLED = re.compile(r"\[[\w-]{2,40}\]")
"""A tag that the site has not replaced."""
_LABELLED = frozenset({"name", "given", "family", "email", "phone", "message"})


@dataclass(frozen=True, slots=True)
class Notice:
    """``comment``: number of the comment and title of its post, where it is one; ``apart``: nobody waits for an answer to it."""

    answers: tuple[Answer, ...] = ()
    site: str = ""
    comment: str = ""
    post: str = ""
    apart: str = ""


def taken(mail: Mail, words: str) -> Notice | None:
    """What a site's mail says about who wrote, or ``None`` where a person wrote the mail."""
    if notice := _commented(mail, words):
        return notice
    told = bool(_SITE.search(mail.header("subject"))) or bool(_SITE.search(words[:400] + "\n" + words[-1500:]))
    if _RECEIPT.search(words[-1500:]) and (told or _machine(mail)):
        return Notice(apart="receipt that a form sent to its writer")
    answers = tuple(_answers(words))
    kinds = {a.kind for a in answers if a.value} & _LABELLED
    inside = {m[0].casefold() for a in answers if a.kind == "email" for m in EMAIL.finditer(a.value)}
    sender, back = address(mail.header("from")).casefold(), address(mail.header("reply-to")).casefold()
    from_site = bool(_ROBOT.search(sender)) or (bool(back) and back in inside and back != sender) or sender == address(mail.header("to")).casefold() or _machine(mail)
    person = len(kinds) >= 2 and (kinds & {"message", "name", "given"} or len(answers) >= 5)
    if _SUBMITTED_BY.search(words) or (person and (told or from_site)) or (told and from_site and "message" in kinds):
        if not inside and back and back != sender:
            answers += (Answer("", back, "email"),)
        return Notice(answers, site=_page(answers))
    return None


def _machine(mail: Mail) -> bool:
    """Sent by a web site's program."""
    mailer = f"{mail.header('x-mailer')} {mail.header('x-php-originating-script')} {mail.header('x-wpcf7-content-type')} {mail.header('user-agent')}".lower()
    return any(name in mailer for name in ("phpmailer", "wpforms", "wpcf7", "text/", "class-phpmailer", "swift", "drupal", "joomla", "symfony"))


def _page(answers: tuple[Answer, ...]) -> str:
    return next((a.value for a in answers if a.kind == "page" and "//" in a.value), "")


def _answers(words: str) -> Iterator[Answer]:
    """Labels with what stands behind or below them, from the first label that is known to the foot of the mail."""
    if found := _SUBMITTED_BY.search(words):
        yield from (Answer("Name", found["name"], "name"), Answer("Email", found["email"], "email"), Answer("Date", found["date"], "date"))
        words = words[found.end() :]
    ruled = sum(bool(_RULED.match(line)) for line in words.split("\n")) >= 2
    alone = sum(bool(_alone(line)) for line in words.split("\n")) >= 2
    label, kind, value = "", "", list[str]()
    started = False
    lines = words.split("\n")
    for number, line in enumerate(lines):
        bare = line.strip()
        if started and _FOOT.match(bare) and not (kind == "message" and _MAYBE_FOOT.match(bare) and _goes_on(lines[number + 1 :])):
            break
        if started and kind == "message" and folded(label) in _BODIES:
            value.append(line)
            continue  # what stands below "Message Body:" is all the person's, however it looks
        opened = _opening(bare, ruled, alone, inside=kind if started else "", filled=any(v.strip() for v in value))
        if opened and (started or kind_of(opened[0]) or ruled):
            if started:
                yield from _told(label, kind, value)
            label, kind, value, started = opened[0], kind_of(opened[0]) or "answer", [opened[1]], True
        elif started:
            value.append(line)
    if started:
        yield from _told(label, kind, value)


def _goes_on(lines: list[str]) -> bool:
    """Whether a person still speaks below a line that may end the mail of a form, as a person may say "You can reply by phone"."""
    return any(len(line.split()) > 3 and "://" not in line and not _FOOT.match(line.strip()) and not _LINE.match(line) for line in lines[:30])


def _opening(line: str, ruled: bool, alone: bool, *, inside: str, filled: bool) -> tuple[str, str] | None:
    """(label, value on the same line) where a line begins an answer. Within a message only a label that is known does."""
    if found := _RULED.match(line):
        return found["label"], ""
    if ruled:
        return None
    if alone and (_alone(line) or _REQUIRED.fullmatch(line)) and (filled or not inside):
        return line.strip("*: "), ""
    found = _LINE.match(line)
    if not found or len(found["label"].split()) > 12 or "//" in found["label"] or found["value"].startswith("//"):
        return None
    known = kind_of(found["label"])
    if inside == "message" and (known in ("", "message") or (known in ("subject", "date", "name", "id", "form") and filled and len(found["label"].split()) > 2)):
        return None
    if not known and not found["value"] and inside:
        return None
    return found["label"].strip("* "), found["value"].strip()


def _alone(line: str) -> bool:
    """A line that is nothing but a label."""
    bare = line.strip("*: \t")
    return 1 < len(bare) <= 60 and kind_of(bare) in _LABELLED | {"subject", "page", "date", "consent"} and not any(c.isdigit() or c == "@" for c in bare)


def _told(label: str, kind: str, value: list[str]) -> Iterator[Answer]:
    text = re.sub(r"(?:\n\s*[-_=*]{3,}\s*)+\Z", "", "\n".join(value).strip())
    below = ""
    if kind in ("email", "phone", "given", "family", "date", "page", "subject", "ip", "id"):
        text, _, below = (part.strip() for part in text.partition("\n\n"))
    if _UNFILLED.fullmatch(text):
        text = ""
    if kind == "name" and (found := EMAIL.search(text)):
        yield Answer("Email", found[0], "email")
        text = text.replace(found[0], "").strip(" <>()[]")
    if kind == "name":
        text = _CALLER.sub("", text)
    if folded(label) in ("from", "de", "von", "da", "van") and not text:
        return
    yield Answer(label, text, kind)
    if below:
        asked, _, said = below.partition("\n")
        titled = bool(said.strip()) and asked.rstrip(" *").endswith(("?", ":"))
        yield Answer(asked.strip(" *:"), said.strip(), "answer") if titled else Answer("", below, "answer")


def _commented(mail: Mail, words: str) -> Notice | None:
    """WordPress tells the editor about a comment; its number makes it the same message as in an export of the site."""
    subject = _COMMENT.match(mail.header("subject"))
    lines = words.split("\n")
    author = next((found for line in lines[:40] if (found := _AUTHOR.match(line.strip()))), None)
    if not subject or not author:
        website = any(re.match(r"(?:Website|URL)\s?:.{0,200}\(IP", line.strip()) for line in lines[:40])
        return Notice(apart="pingback") if subject and (website or subject["what"].lower() in ("pingback", "trackback")) else None
    email = next((found[0] for line in lines[:60] if re.match(r"E-?mail\s?:", line.strip(), re.I) and (found := EMAIL.search(line))), "")
    start = next((n for n, line in enumerate(lines) if re.match(r"(?:Comment|Kommentar|Commentaire|Comentario|Commento)\s?:\s*$", line.strip(), re.I)), len(lines))
    first = next((n for n, line in enumerate(lines) if re.match(r"(?:Comment|Kommentar|Commentaire|Comentario)\s?:\s?\S", line.strip(), re.I)), -1)
    body: list[str] = []
    if start == len(lines) and first >= 0:
        body, start = [lines[first].split(":", 1)[1]], first
    for line in lines[start + 1 :]:
        if re.match(r"(?:Approve it|Trash it|Delete it|Spam it|Permalink|You can see all comments|Genehmigen|Approuver|Aprobar)\b.{0,40}https?://|(?:You can see all comments|Currently \d)", line.strip(), re.I) or _FOOT.match(line.strip()):
            break
        body.append(line)
    number = _COMMENT_ID.search(words)
    site = next((found[0] for found in re.finditer(r"https?://[^\s<>\"]+", "\n".join(lines[start:]) or words) if "wp-admin" in found[0] or "#comment" in found[0]), "")
    answers = (Answer("Name", author["name"], "name"), Answer("Email", email, "email"), Answer("Comment", "\n".join(body).strip(), "message"))
    return Notice(answers, site=site, comment=number[1] if number else "", post=subject["post"])
