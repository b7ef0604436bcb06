"""The inbox: who is waiting for an answer."""
