"""Welcome section."""
