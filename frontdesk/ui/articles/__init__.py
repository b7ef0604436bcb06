"""The clinic's education articles."""
