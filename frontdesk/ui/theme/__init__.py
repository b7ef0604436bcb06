"""Theme section."""
