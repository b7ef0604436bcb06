"""E-mail, as files (.eml, mbox) or fetched: into inquiries, and everything that no person wrote, by kind."""
