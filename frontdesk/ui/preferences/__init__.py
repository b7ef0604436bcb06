"""Preferences section."""
