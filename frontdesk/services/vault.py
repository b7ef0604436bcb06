"""The passwords of the clinic's mail account and website, as this desk knows them."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.domain.mail import Ending, MailAccount, MailTrouble
from frontdesk.domain.website import Website, WebsiteTrouble
from frontdesk.post import secrets


@dataclass
class Vault:
    """Passwords: from the computer's keyring, or typed since the program was started. Never in the clinic's file."""

    typed: dict[str, str] = field(default_factory=dict)

    def secret(self, account: MailAccount) -> str:
        """``MailTrouble`` where it is not known: then the desk is asked."""
        if not account.user:
            return ""
        found = self.typed.get(account.address) or secrets.read(account.address)
        if not found:
            raise MailTrouble("The password of the mail account is not known at this desk. Type it under Settings, Mail.", ending=Ending.ACCOUNT)
        return found

    def keep(self, account: MailAccount, secret: str) -> bool:
        """True where the computer keeps it; else it is known until the program is closed."""
        return self._keep(account.address, secret)

    def of_website(self, website: Website) -> str:
        """``WebsiteTrouble`` where it is not known: then the desk is asked."""
        found = self.typed.get(website.keyed) or secrets.read(website.keyed)
        if not found:
            raise WebsiteTrouble(f"The application password for {website.host} is not known at this desk. Type it under Settings, Website.")
        return found

    def keep_website(self, website: Website, secret: str) -> bool:
        return self._keep(website.keyed, secret)

    def _keep(self, name: str, secret: str) -> bool:
        self.typed[name] = secret
        return secrets.keep(name, secret)
