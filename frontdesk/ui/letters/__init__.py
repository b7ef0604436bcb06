"""Letters section."""
