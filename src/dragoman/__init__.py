"""Dragoman: who said and did what in a crisis, every line one click from its source."""

__version__ = "0.1.0"
