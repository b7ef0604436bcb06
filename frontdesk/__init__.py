"""Front Desk: the front desk of a small specialist clinic."""

__version__ = "0.1.0"
