"""The day sheet: today's visits as a list."""
