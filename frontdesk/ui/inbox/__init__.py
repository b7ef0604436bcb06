"""Inbox section."""
