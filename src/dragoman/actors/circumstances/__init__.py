"""When, through which channel, where, to whom and through whom a statement was made."""

from dragoman.actors.circumstances.read import circumstances

__all__ = ["circumstances"]
