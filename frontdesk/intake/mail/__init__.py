"""E-mail, as files (.eml, mbox) or fetched: into inquiries, and everything that no person wrote, by kind."""

from frontdesk.intake.mail.arriving import Mailed, arrivals

__all__ = ["Mailed", "arrivals"]
