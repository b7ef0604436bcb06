"""Questions: what only a clinician may answer."""
