"""Calendar section."""
