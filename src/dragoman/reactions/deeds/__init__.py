"""Deeds: the real-world acts that an article reports, each read from one clause."""

from dragoman.reactions.deeds.stage import Deeds

__all__ = ["Deeds"]
