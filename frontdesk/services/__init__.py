"""The verbs of the desk: one function is one intention is one transaction."""
