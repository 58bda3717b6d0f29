"""A clinical timeline dashboard: what the record says, at the time that the record knows."""

__version__ = "0.1.0"
