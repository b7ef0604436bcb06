"""Patients section."""
