"""Widgets section."""
