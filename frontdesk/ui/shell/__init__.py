"""Shell section."""
