"""When, through which channel, where, to whom and through whom a statement was made."""

from dragoman.actors.circumstances.read import Established, circumstances

__all__ = ["Established", "circumstances"]
