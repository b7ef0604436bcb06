"""The mail account: address, the two servers, sign-in; the password goes into the computer's keyring, never into the clinic's file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from frontdesk.domain.errors import DeskError
from frontdesk.domain.mail import MailAccount
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.vault import Vault

_TLS = (("SSL/TLS", "tls"), ("STARTTLS", "starttls"))
_SIGN_IN = (("Password", "password"), ("Access token (XOAUTH2)", "xoauth2"))


class MailCard(QFrame):
    """Saved with Enter or Save; "Try it" signs in to both servers and says what they answer. ``wide``: incoming and outgoing stand side by side."""

    def __init__(self, context: Context, *, wide: bool = True) -> None:
        super().__init__()
        self.context = context
        self.account = MailAccount(0, "")
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Mail", role="card"))
        column.addWidget(Paragraph("Replies leave through this account, and mail to it arrives in the inbox. Reading changes nothing on the server.", role="soft"))
        grid = QGridLayout()
        self.fields = {name: QLineEdit() for name in ("address", "sender", "imap_host", "imap_port", "smtp_host", "smtp_port", "user", "secret", "folder")}
        self.fields["secret"].setEchoMode(QLineEdit.EchoMode.Password)
        self.fields["secret"].setPlaceholderText("unchanged")
        self.choices = {"imap_tls": Combo("Incoming over").whole(), "smtp_tls": Combo("Outgoing over").whole(), "signin": Combo("Sign in with").whole()}
        for name, combo in self.choices.items():
            for words, value in _SIGN_IN if name == "signin" else _TLS:
                combo.addItem(words, value)
        incoming = (("Address", "address"), ("Incoming server (IMAP)", "imap_host"), ("Incoming port", "imap_port"), ("Incoming over", "imap_tls"),
                    ("User name", "user"), ("Password or token", "secret"))  # fmt: skip
        outgoing = (("Sender's name", "sender"), ("Outgoing server (SMTP)", "smtp_host"), ("Outgoing port", "smtp_port"), ("Outgoing over", "smtp_tls"),
                    ("Sign in with", "signin"), ("Folder", "folder"))  # fmt: skip
        placed = [pair for pairs in zip(incoming, outgoing, strict=True) for pair in pairs] if wide else [*incoming[:4], *outgoing[:4], *incoming[4:], *outgoing[4:]]
        for n, (label, name) in enumerate(placed):
            widget = self.fields.get(name) or self.choices[name]
            widget.setAccessibleName(f"{label}, mail")
            if isinstance(widget, QLineEdit):
                widget.returnPressed.connect(self.save)
            down, across = divmod(n, 2 if wide else 1)
            grid.addWidget(PlainLabel(label, role="soft"), down, across * 2)
            grid.addWidget(widget, down, across * 2 + 1)
            grid.setColumnStretch(across * 2 + 1, 1)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(Button(context.look, "Save", icon="check", then=self.save))
        row.addWidget(Button(context.look, "Try it", icon="envelope-simple", then=self.attempt))
        row.addStretch()
        column.addLayout(row)
        self.told = Paragraph("", role="soft")
        self.told.hide()
        column.addWidget(self.told)
        self.reload()

    @property
    def vault(self) -> Vault:
        found: Vault = self.context.extra["vault"]
        return found

    def reload(self) -> None:
        from frontdesk.services import mail  # after the first paint, as in jobs

        self.context.jobs.ask(mail.account, self._show, key="mail account")

    def _show(self, account: MailAccount | None) -> None:
        self.account = account or MailAccount(0, "")
        for name, field in self.fields.items():
            if name != "secret":
                field.setText(str(getattr(self.account, name)))
                field.setCursorPosition(0)  # a long value shows its beginning
        for name, combo in self.choices.items():
            combo.setCurrentIndex(max(0, combo.findData(getattr(self.account, name))))

    def _typed(self) -> MailAccount:
        texts = {name: field.text().strip() for name, field in self.fields.items() if name != "secret"}
        ports = {name: int(texts[name]) if texts[name].isdigit() else 0 for name in ("imap_port", "smtp_port")}
        chosen = {name: str(combo.currentData()) for name, combo in self.choices.items()}
        return replace(self.account, **(texts | {"user": texts["user"] or texts["address"]} | chosen), **ports)  # type: ignore[arg-type]  # texts and ports by their names

    def save(self) -> None:
        """The account into the clinic's file, the password into the keyring."""
        from frontdesk.services import mail  # after the first paint, as in jobs

        typed, secret = self._typed(), self.fields["secret"].text()

        def done(saved: MailAccount) -> None:
            words = "Saved"
            if secret:
                kept = self.vault.keep(saved, secret)
                self.fields["secret"].clear()
                words = "Saved" if kept else "Saved. This computer has no safe place for the password: it is asked for at each start."
            self._show(saved)
            self.context.say(words, undo=True)

        self.context.jobs.ask(lambda desk: mail.save_account(desk, account=typed), done, failed=self._failed)

    def attempt(self) -> None:
        """Sign in to both servers with what is typed here."""
        from frontdesk.services import mail  # after the first paint, as in jobs

        typed, vault, secret = self._typed(), self.vault, self.fields["secret"].text()
        self.told.show()
        self.told.say("Asking the servers …")
        self.context.jobs.ask(lambda desk: mail.attempt(typed, secret or vault.secret(typed)), self.told.say, failed=lambda t: self.told.say(t.sentence), long=True)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
