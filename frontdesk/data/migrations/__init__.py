"""Migrations of the clinic's file."""
