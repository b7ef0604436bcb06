"""The window around the sections."""
