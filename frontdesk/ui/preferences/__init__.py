"""Settings: the look at this desk, and the clinic's own facts."""
