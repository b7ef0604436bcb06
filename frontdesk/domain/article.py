"""The clinic's education articles; arrives with replies."""
