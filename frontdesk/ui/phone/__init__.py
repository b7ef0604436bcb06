"""Logging a phone call, over any screen."""
