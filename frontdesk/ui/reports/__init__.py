"""What became of the inquiries."""
