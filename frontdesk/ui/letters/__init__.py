"""Letters: what is to be printed, what it looks like, what became of it."""
