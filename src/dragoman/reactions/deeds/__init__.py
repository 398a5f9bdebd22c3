"""Deeds: the real-world acts that an article reports, each read from one clause."""
