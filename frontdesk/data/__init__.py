"""Rows. SQLAlchemy lives only here; only frozen values leave."""
